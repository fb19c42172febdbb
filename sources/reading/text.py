"""A release as clean text that keeps its structure: what the reading rules see, and what spans point into.

Pages and attachments of every kind become one `Document`; `Document.text` is what `ningbo-monitor read --text` prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; a cell that spans rows or columns stands at every place it covers, with the same `start`."""

    text: str
    start: int  # where its text stands in Document.text


@dataclass(frozen=True, slots=True)
class Table:
    rows: tuple[tuple[Cell, ...], ...]  # every row as wide as the widest
    caption: str = ""  # the lines right above it: title, 单位：…


@dataclass(frozen=True, slots=True)
class Block:
    kind: BlockKind
    text: str
    start: int  # document.text[start : start + len(text)] == text
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    text: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RawCell:
    """A cell before it has its place; the same object stands at every place that it covers."""

    text: str


Grid = Sequence[Sequence[RawCell]]


@dataclass(frozen=True, slots=True)
class Draft:
    """A block before it has its place. A table has its `grid` and no text of its own."""

    kind: BlockKind
    text: str = ""
    grid: Grid = ()


_NAMES_TABLE = re.compile(  # also 截至6月底，全省单项冠军企业分布如下：
    r"[^，。；！？]{2,60}$|(?:[^，。；！？]{2,24}，)?[^，。；！？\d]{2,60}(?:如下表?|见下表|见表)(?:（单位：[^（）]{1,6}）)?[：:。]?$"
    r"|[^，。；！？]{2,60}(?:如下表?|见下表|见表)。$"
)
_DROPPED = re.compile(
    "[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f\x00-\x08\x0e-\x1f\x7f]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")
_WIDE = "\u3001-\u303f\u3400-\u9fff\uff01-\uff04\uff06-\uff0f\uff1a-\uff60\u2018-\u201d"
_BEFORE_NUMBER = re.compile(f"(?<=[{_WIDE}]) +(?=[-+\u2212\uff0d]?[0-9\uff10-\uff19])")
_AFTER_NUMBER = re.compile(f"(?<=[0-9\uff10-\uff19%\uff05\u2030]) +(?=[%\uff05\u2030{_WIDE}])")


def clean(text: str) -> str:
    """One kind of space, one kind of line end, nothing invisible; tabs and runs of spaces stay (they part columns)."""
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", _DROPPED.sub("", text))
    return _LONE_SURROGATES.sub("\ufffd", text)


def tidy(line: str) -> str:
    """A line of prose: single spaces, and none between a number and the Chinese beside it (1131 亿元, 4.0 %)."""
    line = " ".join(clean(line).split())
    return _AFTER_NUMBER.sub("", _BEFORE_NUMBER.sub("", line))


def tidy_cell(text: str) -> str:
    """A cell on one line; spaces inside stay single, so that two numbers in one cell stay two."""
    return " ".join(clean(text).split())


def build(drafts: Iterable[Draft]) -> Document:
    """Give every block its place. Empty blocks and empty rows vanish; a table takes the captions right above it."""
    blocks: list[Block] = []
    start = 0
    for draft in drafts:
        if draft.kind is BlockKind.TABLE:
            block = _table_block(draft.grid, start, _captions_above(blocks))
        else:
            block = Block(draft.kind, draft.text.strip(), start) if draft.text.strip() else None
        if block is not None:
            blocks.append(block)
            start += len(block.text) + 1
    return Document("\n".join(block.text for block in blocks), tuple(blocks))


def _captions_above(blocks: Sequence[Block]) -> str:
    """The captions right above a table, and the heading or short line right above those: it names the table."""
    lines: list[str] = []
    for block in reversed(blocks):
        if block.kind is BlockKind.HEADING or (block.kind is BlockKind.PARAGRAPH and _NAMES_TABLE.match(block.text)):
            lines.append(block.text)
        if block.kind is not BlockKind.CAPTION or len(lines) == 3:
            break
        lines.append(block.text)
    return "\n".join(reversed(lines))


def _table_block(grid: Grid, start: int, caption: str) -> Block | None:
    rows = [row for row in grid if any(cell.text for cell in row)]
    if not rows:
        return None
    width = max(len(row) for row in rows)
    placed: dict[int, Cell] = {}
    lines: list[str] = []
    table: list[tuple[Cell, ...]] = []
    position = start
    for row in rows:
        line, cells = _place_row(row, position, placed)
        table.append(cells + (Cell("", position + len(line)),) * (width - len(cells)))
        lines.append(line)
        position += len(line) + 1
    return Block(BlockKind.TABLE, "\n".join(lines), start, Table(tuple(table), caption))


def _place_row(row: Sequence[RawCell], start: int, placed: dict[int, Cell]) -> tuple[str, tuple[Cell, ...]]:
    """The row as one line, each cell printed once, at its first place."""
    parts: list[str] = []
    position = start
    cells: list[Cell] = []
    for raw in row:
        if id(raw) not in placed:
            placed[id(raw)] = Cell(raw.text, position)
            parts.append(raw.text)
            position += len(raw.text) + 1
        cells.append(placed[id(raw)])
    return "\t".join(parts), tuple(cells)
