"""PDF files to a Document. Loaded when one is read: its library is large, and most looks find nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pdfplumber

from sources.errors import NotARelease
from sources.reading.captions import drafts_of_grid
from sources.reading.lines import Line
from sources.reading.paragraphs import drafts_from_lines, with_title
from sources.reading.text import BlockKind, Document, Draft, Grid, RawCell, build, tidy_cell

MOST_PAGES = 200
_PAGE_NUMBER = re.compile(r"^(?:[-—–\s]*\d{1,4}[-—–\s]*|第?\s*\d{1,4}\s*/\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页.{0,12})$")


def read_pdf(content: bytes, name: str) -> Document:
    drafts: list[Draft] = []
    lines: list[Line] = []
    with pdfplumber.open(BytesIO(content)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise NotARelease(f"{name}: {len(pdf.pages)} pages, more than {MOST_PAGES}")
        for page in pdf.pages:
            for item in _pdf_items(page):
                if isinstance(item, Line):
                    lines.append(item)
                    continue
                if not lines and drafts and drafts[-1].grid:
                    drafts[-1] = _continued(drafts[-1].grid, item) or drafts[-1]
                    if drafts[-1].grid[-1] is item[-1]:
                        continue
                drafts += drafts_from_lines(lines)
                lines = []
                drafts += drafts_of_grid(item)
            page.close()
    return build(with_title(drafts + drafts_from_lines(lines)))


def _continued(above: Grid, below: Grid) -> Draft | None:
    """A table that goes on over the page, with or without its header printed again."""
    if not above or not below or len(above[0]) != len(below[0]):
        return None
    rest = list(below)
    while rest and any([cell.text for cell in rest[0]] == [cell.text for cell in row] for row in above[:3]):
        rest = rest[1:]
    return Draft(BlockKind.TABLE, grid=[*above, *rest]) if rest else None


def _pdf_items(page: Any) -> Iterator[Line | Grid]:
    """Lines and tables of a page from top to bottom."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    top = page.bbox[1]
    for table in tables:
        if len(table.rows) < 2:
            continue
        yield from _pdf_lines(page, top, table.bbox[1])
        yield [[RawCell(tidy_cell((text or "").replace("\n", ""))) for text in row] for row in table.extract()]
        top = max(top, table.bbox[3])
    yield from _pdf_lines(page, top, page.bbox[3])


def _pdf_lines(page: Any, top: float, bottom: float) -> Iterator[Line]:
    if bottom - top < 1:
        return
    strip = page.crop((page.bbox[0], top, page.bbox[2], bottom), strict=False)
    for text in (strip.extract_text() or "").split("\n"):
        if text.strip() and not _PAGE_NUMBER.match(text.strip()):
            yield Line(text, gap=False)
