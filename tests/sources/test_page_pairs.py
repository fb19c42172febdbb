"""Every page of tests/pages with what must be read and refused in it: exactly that, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sources.catalogue import load
from sources.errors import SourceError
from sources.pages import read_page
from sources.reading.release import read
from sources.reading.vocabulary import Vocabulary
from sources.series import Figure, Refusal

PAGES = Path(__file__).parent.parent / "pages"
CATALOGUE = load()
VOCABULARY = Vocabulary(CATALOGUE)


def reading_of(path: Path) -> dict[str, Any]:
    """What a page gives, in the form of its .reading.json; the folder says whose page it is."""
    try:
        page = read_page(path.read_bytes())
    except SourceError as error:
        return {"no_release": str(error)}
    publisher = CATALOGUE.publishers.get(path.parent.name)
    area = publisher.area if publisher else None
    reading = read(page.document, area, page.published, VOCABULARY)
    lines = sorted((*reading.figures, *reading.refusals), key=lambda line: line.span)
    return {
        "published": str(page.published),
        "attachments": [attachment.name for attachment in page.attachments],
        "lists": [
            f"{named.family} {named.stage.value} batch={named.batch} year={named.year} total={named.total} "
            + "; ".join(f"{member.name}@{'+'.join(member.areas)}" for member in named.members)
            for named in reading.lists
        ],
        "read": [_line(line, reading.text) for line in lines],
    }


def _line(line: Figure | Refusal, text: str) -> str:
    printed = " ".join(text[line.span[0] : line.span[1]].split())
    if isinstance(line, Refusal):
        return f"{printed} refused: {line.reason.value}"
    period = line.period
    words = [
        printed,
        "=",
        f"{line.value:f}",
        line.unit.value,
        line.counter or "-",
        line.indicator,
        line.area,
        f"{line.measure.value}/{line.basis or '-'}",
        f"{period.kind.value}:{period.start or '?'}..{period.end or '?'}",
        line.qualifier.value,
        line.status.value,
    ]
    return " ".join([*words, f"scope={line.scope}"] if line.scope else words)


PAIRS = sorted(PAGES.glob("*/*.html"))


@pytest.mark.parametrize("path", [pytest.param(path, id=f"{path.parent.name}/{path.stem}") for path in PAIRS])
def test_what_is_read_and_refused_on_a_page_is_what_stands_beside_it(path: Path) -> None:
    assert reading_of(path) == json.loads(path.with_suffix(".reading.json").read_text(encoding="utf-8"))


def test_every_publisher_has_a_page() -> None:
    assert set(CATALOGUE.publishers) <= {path.parent.name for path in PAIRS}
