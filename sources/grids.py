"""Cells with spans to a full grid, bounded: whatever a page claims, a table stays small enough to hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sources.errors import LayoutChanged
from sources.reading.text import Grid, RawCell

MOST_COLUMNS = 200
MOST_ROWS = 20_000
MOST_CELLS = 500_000

SpannedRow = Sequence[tuple[str, int, int]]  # text, columns, rows (0: to the end of the table)


def grid_of_spans(rows: Iterable[SpannedRow]) -> Grid:
    """Every cell at each place it covers. Spans are clamped; raises LayoutChanged for a table that is too large."""
    grid: list[list[RawCell]] = []
    hanging: dict[int, tuple[RawCell, int]] = {}  # column -> cell from above, rows it still covers
    cells = 0
    for row in rows:
        placed = _place(row, hanging)
        cells += len(placed)
        grid.append(placed)
        if len(grid) > MOST_ROWS or cells > MOST_CELLS:
            raise LayoutChanged(f"a table has more than {MOST_ROWS} rows or {MOST_CELLS} cells", where="table")
    return grid


def _place(row: SpannedRow, hanging: dict[int, tuple[RawCell, int]]) -> list[RawCell]:
    placed: dict[int, RawCell] = {}
    for column, (cell, left) in list(hanging.items()):
        placed[column] = cell
        if left <= 1:
            del hanging[column]
        else:
            hanging[column] = (cell, left - 1)
    column = 0
    for text, wide, high in row:
        while column in placed:
            column += 1
        cell = RawCell(text)
        for _ in range(max(1, wide)):
            if column >= MOST_COLUMNS or column in placed:
                break
            placed[column] = cell
            if high != 1:
                hanging[column] = (cell, (high or MOST_ROWS) - 1)
            column += 1
    width = max(placed, default=-1) + 1
    return [placed.get(column) or RawCell("") for column in range(width)]


def key_of(grid: Grid) -> tuple[tuple[str, ...], ...]:
    """The words of a grid, to tell a table from a copy of it."""
    return tuple(tuple(cell.text for cell in row) for row in grid)


def is_empty_grid(grid: Grid) -> bool:
    return not any(cell.text for row in grid for cell in row)
