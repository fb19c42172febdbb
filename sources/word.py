"""Word files (.docx) to a Document. Loaded when one is read: its library is large, and most looks find nothing new."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from sources.archives import require_part
from sources.grids import grid_of_spans
from sources.reading.captions import drafts_of_grid
from sources.reading.lines import Line
from sources.reading.paragraphs import drafts_from_lines, with_title
from sources.reading.text import BlockKind, Document, Draft, build, tidy_cell


def read_word(content: bytes, name: str) -> Document:
    require_part(content, name, "word/document.xml")
    drafts: list[Draft] = []
    lines: list[Line] = []
    for item in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(item, WordTable):
            drafts += drafts_from_lines(lines)
            lines = []
            drafts += drafts_of_grid(grid_of_spans(_word_rows(item)))
        else:
            lines += _word_lines(item)
    return build(with_title(drafts + drafts_from_lines(lines)))


def _word_lines(paragraph: Any) -> Iterator[Line]:
    style = str(getattr(paragraph.style, "name", "") or "")
    is_heading = style.startswith(("Heading", "Title", "标题"))
    for at, text in enumerate(paragraph.text.split("\n")):
        if text.strip():
            yield Line(text, at == 0, BlockKind.HEADING if is_heading else None)


def _word_rows(table: WordTable) -> Iterator[list[tuple[str, int, int]]]:
    """Rows as cells with spans; a cell that goes on from above is counted into the one it goes on from."""
    rows = [[(cell, *_word_span(cell)) for cell in row.tc_lst] for row in table._tbl.tr_lst]
    for at, row in enumerate(rows):
        column = 0
        cells: list[tuple[str, int, int]] = []
        for cell, wide, goes_on in row:
            if not goes_on:
                cells.append((_word_text(cell), wide, 1 + _rows_below(rows[at + 1 :], column)))
            column += wide
        yield cells


def _word_span(cell: Any) -> tuple[int, bool]:
    return min(max(1, int(cell.grid_span)), 200), cell.vMerge == "continue"


def _rows_below(rows: list[list[tuple[Any, int, bool]]], column: int) -> int:
    """How many rows right below go on with the cell at `column`."""
    count = 0
    for row in rows:
        if not any(goes_on for at, goes_on in _placed(row) if at == column):
            break
        count += 1
    return count


def _placed(row: list[tuple[Any, int, bool]]) -> Iterator[tuple[int, bool]]:
    at = 0
    for _, wide, goes_on in row:
        yield at, goes_on
        at += wide


def _word_text(cell: Any) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
    return tidy_cell(" ".join(paragraphs))
