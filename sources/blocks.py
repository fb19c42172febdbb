"""An element of a page as drafts: lines, headings and tables in the order of the page.

Walks without recursion, because pages nest as deep as they like; tables are bounded, because spans multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString

from sources.elements import attribute, is_hidden, string_of, superscript, text_of, unbroken
from sources.grids import grid_of_spans, is_empty_grid, key_of
from sources.reading.captions import drafts_of_grid
from sources.reading.lines import Line, is_furniture
from sources.reading.paragraphs import drafts_from_lines
from sources.reading.text import BlockKind, Draft, clean
from sources.tags import BLOCKS, HEADINGS, SKIPPED


def drafts_of(body: Tag) -> list[Draft]:
    """The body as drafts: tables once each (pages carry them twice for two screen sizes), scripts and buttons left out."""
    drafts: list[Draft] = []
    lines: list[Line] = []
    seen: set[tuple[tuple[str, ...], ...]] = set()
    for item in _items(body):
        if isinstance(item, Line):
            lines.append(item)
            continue
        key = key_of(item.grid)
        if key in seen or is_empty_grid(item.grid) or _is_index_table(key):
            continue
        seen.add(key)
        drafts += drafts_from_lines(lines)
        lines = []
        drafts += drafts_of_grid(item.grid)
    return drafts + drafts_from_lines(lines)


def _is_index_table(key: tuple[tuple[str, ...], ...]) -> bool:
    """The 索引号 table above a document: numbers of the document, none of its own."""
    return any(
        cell.replace(" ", "").startswith(("索引号", "发文字号", "统一编号")) for row in key[:2] for cell in row[:1]
    )


def _items(body: Tag) -> Iterator[Line | Draft]:
    """Lines and tables in the order of the page."""
    buffer: list[str] = []
    gap = True
    stack: list[tuple[Tag | NavigableString, bool]] = [(child, False) for child in reversed(body.contents)]  # type: ignore[misc]
    while stack:
        node, leaving = stack.pop()
        if isinstance(node, NavigableString):
            buffer.append(string_of(node))
            continue
        if leaving or node.name == "br" or node.name in BLOCKS or is_table(node):
            yield from _lines(buffer, node if leaving else None, gap)
            gap = node.name != "br" if _has_words(buffer) or gap is False else gap
            buffer.clear()
        if leaving or node.name in SKIPPED or node.name == "br" or is_hidden(node):
            continue
        if node.name == "sup":
            buffer.append(superscript(node, buffer))
            continue
        if is_table(node):
            if (caption := node.find("caption")) is not None and (named := text_of(caption)):
                yield Line(named, True, BlockKind.CAPTION)
            yield Draft(BlockKind.TABLE, grid=grid_of_spans(rows_of(node)))
            continue
        if node.name in BLOCKS:
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.contents))  # type: ignore[misc]
    yield from _lines(buffer, None, gap)


def _has_words(buffer: list[str]) -> bool:
    return any(piece.strip() for piece in buffer)


def _lines(buffer: list[str], leaving: Tag | None, gap: bool) -> Iterator[Line]:
    text = unbroken("".join(buffer)).replace("\n", " ").strip(" ")
    if not clean(text).strip():
        return
    kind = None
    if leaving is not None and (leaving.name in HEADINGS or _is_all_bold(leaving)):
        kind = BlockKind.HEADING
    yield Line(text, gap, kind if kind and _may_head(text) else None)


def _may_head(text: str) -> bool:
    return len(text) <= 60 and not re.search(r"[。；！？%％]", text) and not is_furniture(text)


def _is_all_bold(element: Tag) -> bool:
    if element.name not in ("p", "div", "center"):
        return False
    words = "".join(text_of(element).split())
    bold = element.find(["strong", "b"])
    return bold is not None and words == "".join(text_of(bold).split()) and "，" not in words


# ---------------------------------------------------------------------------------------------- tables


def is_table(element: Tag) -> bool:
    """A table of values; one that only arranges the page (nested, one column, whole paragraphs) is walked through."""
    if element.name != "table" or _holds_table(element):
        return False
    widest = 0
    for row in element.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        widest = max(widest, len(cells))
        if len(cells) <= 2 and any(len(cell.get_text()) > 400 for cell in cells):
            return False
    return widest > 1


def _holds_table(element: Tag) -> bool:
    """Asked of every table on the way down: `find` would look for the end of the whole branch each time."""
    stack = list(reversed(element.contents))
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name == "table":
                return True
            stack.extend(reversed(node.contents))
    return False


def rows_of(table: Tag) -> Iterator[list[tuple[str, int, int]]]:
    """Each row as (text, columns it spans, rows it spans); a span of 0 rows means to the end."""
    for row in table.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        yield [(text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _span(cell: Tag, name: str) -> int:
    found = re.match(r"\s*(\d{1,6})", attribute(cell, name))
    return int(found[1]) if found else 1
