"""Texts to measure on: pages composed from the rehearsal's releases and the tests' pages, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from sources.errors import SourceError
from sources.pages import read_page
from sources.rehearsal.record import record

TEST_PAGES = Path(__file__).parent.parent / "tests" / "pages"
PAGE, ARTICLE = 1_000, 3_600  # characters: a monthly note, a newspaper feature


def paragraphs() -> list[str]:
    """Everything that the releases and pages say, in order, tables one row a line."""
    found: list[str] = []
    for release in record().releases:
        found += [release.title, *release.text, *("\t".join(row) for row in release.table)]
    for path in sorted(TEST_PAGES.rglob("*.html")):
        try:
            found += read_page(path.read_bytes()).document.text.split("\n")
        except SourceError:
            continue
    return [paragraph for paragraph in found if len(paragraph) > 12]


def composed(length: int, seed: int) -> str:
    """A text of about this many characters."""
    return "\n".join(drawn(length, seed, paragraphs()))


def drawn(length: int, seed: int, said: Sequence[str]) -> list[str]:
    """Paragraphs of these, of about this many characters together."""
    drawing = random.Random(seed)
    text: list[str] = []
    while sum(map(len, text)) < length:
        text.append(drawing.choice(said))
    return text


def pages(count: int) -> list[str]:
    """Pages of the length of a monthly note."""
    return [composed(PAGE, seed) for seed in range(count)]
