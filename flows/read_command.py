"""`ningbo-monitor read`: one release in, its figures and refusals out. Writes nothing, needs no server, store or network."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from alerts.baseline import Baseline, verdict_of
from sources.catalogue import Catalogue
from sources.documents import read_document
from sources.errors import NotARelease
from sources.pages import Page, read_page
from sources.reading.release import read
from sources.reading.text import Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import Reading
from sources.series import Figure, ReferencePeriod, Refusal

PAGES = (".html", ".htm")


class Unusable(Exception):
    """The arguments or the file cannot be used; one clear line."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose page it is: decides what 全市, 我市 and 全省 mean. `area` None: the text must say it."""

    area: str | None


def whose(publisher: str | None, page: Page | None, catalogue: Catalogue) -> Whose:
    """`publisher` as the command takes it. Raises Unusable for an id or an area that is not in the catalogue."""
    if publisher is None:
        return Whose(_area_told_by(page, catalogue) if page is not None else None)
    if publisher == "none":
        return Whose(None)
    if publisher.startswith("area:"):
        slug = publisher.removeprefix("area:")
        if slug not in {area.slug for area in catalogue.areas}:
            raise Unusable(f"area {slug} is not in the catalogue (sources/catalogue/areas.yaml)")
        return Whose(slug)
    if publisher not in catalogue.publishers:
        raise Unusable(f"publisher {publisher} is not one of: {', '.join(catalogue.publishers)}, area:SLUG, none")
    return Whose(catalogue.publishers[publisher].area)


def _area_told_by(page: Page, catalogue: Catalogue) -> str | None:
    """The publisher whose site name the page carries."""
    entry = next((p for p in catalogue.publishers.values() if page.site_name and p.name_zh in page.site_name), None)
    return entry.area if entry else None


def load_source(source: str) -> tuple[Document, Page | None]:
    """A path or `-`. Raises Unusable, NotARelease."""
    if source == "-":
        return read_document(sys.stdin.buffer.read(), "standard-input.txt"), None
    path = Path(source)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unusable(f"{source}: cannot be read: {error.strerror}") from error
    if path.suffix.lower() in PAGES:
        page = read_page(content, "")
        return page.document, page
    return read_document(content, path.name), None


def read_source(source: str, publisher: str | None, published: date | None, catalogue: Catalogue) -> Reading:
    """Raises Unusable, NotARelease, ReadError."""
    if publisher is not None:
        whose(publisher, None, catalogue)  # a wrong argument is said before the file is looked at
    document, page = load_source(source)
    if not document.text.strip():
        raise NotARelease(f"{source}: there is no text in it")
    day = published or (page.published if page else None)
    reading = read(document, whose(publisher, page, catalogue).area, day, Vocabulary(catalogue))
    return replace(reading, remarks=page.remarks) if page else reading


# -- for programs ---------------------------------------------------------------------------------------------------


def as_json_lines(reading: Reading, baseline: Baseline) -> Iterator[str]:
    for entry in in_order(reading):
        yield json.dumps(as_object(entry, baseline), ensure_ascii=False)


def in_order(reading: Reading) -> list[Figure | Refusal]:
    return sorted((*reading.figures, *reading.refusals), key=lambda entry: entry.span)


def as_object(entry: Figure | Refusal, baseline: Baseline) -> dict[str, Any]:
    if isinstance(entry, Refusal):
        return {
            "kind": "refusal",
            "reason": entry.reason.value,
            "value": entry.value,
            "quote": entry.quote,
            "span": list(entry.span),
        }
    judged = verdict_of(entry, baseline)
    return {
        "kind": "figure",
        "indicator": entry.indicator,
        "area": entry.area,
        "scope": entry.scope,
        "measure": entry.measure.value,
        "basis": entry.basis,
        "period": _period(entry.period),
        "value": format(entry.value, "f"),
        "unit": entry.unit.value,
        "counter": entry.counter,
        "qualifier": entry.qualifier.value,
        "status": entry.status.value,
        "series": entry.series,
        "baseline": judged[0] if judged else None,
        "verdict": judged[1].value if judged else None,
        "quote": entry.quote,
        "span": list(entry.span),
    }


def _period(period: ReferencePeriod) -> dict[str, str | None]:
    return {
        "kind": period.kind.value,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
    }


# -- for people -----------------------------------------------------------------------------------------------------


def print_table(reading: Reading, baseline: Baseline, console: Console) -> None:
    table = Table(show_lines=True, expand=True)
    for name, ratio in (("figure", 3), ("value", 2), ("against the article", 2), ("read from", 6)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for entry in in_order(reading):
        table.add_row(*_row(entry, reading, baseline))
    console.print(table)
    console.print(f"{len(reading.figures)} figures, {len(reading.refusals)} refusals")


def _row(entry: Figure | Refusal, reading: Reading, baseline: Baseline) -> tuple[Text, Text, Text, Text]:
    sentence = marked(entry.quote, entry.span, reading.text)
    if isinstance(entry, Refusal):
        return Text("not read", style="yellow"), Text(entry.value), Text(entry.reason.value, style="yellow"), sentence
    what = Text.assemble((entry.indicator, "bold"), f"\n{entry.area} · {entry.measure.value}")
    if entry.basis:
        what.append(f" ({entry.basis})")
    if entry.scope:
        what.append(f"\nonly {entry.scope}")
    qualifier = "" if entry.qualifier.value == "exact" else f"{entry.qualifier.value.replace('_', ' ')} "
    value = Text(f"{qualifier}{format(entry.value, 'f')} {entry.unit.value}\n{entry.period.label_zh()}")
    judged = verdict_of(entry, baseline)
    return what, value, Text(f"{judged[1].value}\n{judged[0]}" if judged else "—"), sentence


def marked(quote: str, span: tuple[int, int], text: str) -> Text:
    """The quote with the number in it set off; `span` points into `text`, in which the quote stands."""
    shown = Text(quote)
    start = text.rfind(quote, 0, span[0] + len(quote))
    if 0 <= start <= span[0]:
        shown.stylize("bold reverse", span[0] - start, span[1] - start)
    return shown
