"""What of a grid is its title, its unit line and its notes, and what is the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.reading.column_roles import is_label_header
from sources.reading.text import BlockKind, Draft, Grid, RawCell

_NOTE = re.compile(r"^(?:注|备注|说明|数据来源|资料来源|\*|①|1[.、]\s*\D)")


def drafts_of_grid(grid: Grid) -> list[Draft]:
    """Caption rows above, the table, notes below. A row that says one thing over its whole width is a line, no row."""
    rows = [row for row in grid if any(cell.text for cell in row)]
    top = 0
    while top < min(len(rows), 4) and _only(rows[top]) and not is_label_header(_only(rows[top])):
        top += 1
    bottom = len(rows)
    while bottom > top and _NOTE.match(_only(rows[bottom - 1])):
        bottom -= 1
    if top == len(rows):  # nothing but lines
        return [Draft(BlockKind.PARAGRAPH, _only(row)) for row in rows]
    captions = [Draft(BlockKind.CAPTION, _only(row)) for row in rows[:top]]
    notes = [Draft(BlockKind.PARAGRAPH, _only(row)) for row in rows[bottom:]]
    table = [Draft(BlockKind.TABLE, grid=rows[top:bottom])] if bottom > top else []
    return [*captions, *table, *notes]


def _only(row: Sequence[RawCell]) -> str:
    """The one text of a row, "" where it has several or is a number."""
    texts = {id(cell): cell.text for cell in row if cell.text}
    if len(texts) != 1:
        return ""
    text = next(iter(texts.values()))
    return "" if re.fullmatch(r"[-\d.,%\s]+", text) else text
