"""The HTML parser behind `pages.py`: elements to drafts, cells, links. Elements do not leave these modules.

Walks without recursion, because pages nest as deep as they like; tables are bounded, because spans multiply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment, NavigableString, PreformattedString

from sources.grids import grid_of_spans, is_empty_grid, key_of
from sources.reading.captions import drafts_of_grid
from sources.reading.lines import Line, is_furniture
from sources.reading.paragraphs import drafts_from_lines
from sources.reading.text import BlockKind, Draft, clean, tidy_cell
from sources.tags import BLOCKS, FURNITURE_TAGS, HEADINGS, SKIPPED

_FURNITURE_NAME = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|breadcrumb|crumbs?|footer|foot|sidebar|share|related|recommend|copyright|pager|pagination|comments?|ads?|toolbar|topbar)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HTML_BLANKS = re.compile(r"[ \t\n\r\f]+")
_CHINESE = "\u3001-\u303f\u3400-\u9fff\uff01-\uff60\u2018-\u201d"
_BETWEEN_CHINESE = re.compile(rf"(?<=[{_CHINESE}])\n+(?=[{_CHINESE}])")
_OF_UNIT = re.compile(r"(?:[a-zA-Z\u7c73]|10)$")  # m², 10⁴: a superscript that is no note
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# A cell that lists several units, one a line, keeps them apart.
_UNIT_NAME_END = re.compile(r"(?:公司|[院所学厂会站部室司局]|集团|中心|平台|[）)])\n+(?=[\u4e00-\u9fff])")

_LIST_DAY = re.compile(r"\[?(?:\d{4}[-/.])?\d{1,2}[-/.]\d{1,2}\]?")


def parse(text: str) -> BeautifulSoup:
    return BeautifulSoup(text.replace("\x00", ""), "lxml")


def other_file_type(content: bytes) -> str:
    """What the bytes are when they are no text."""
    for magic, what in (
        (b"PK\x03\x04", "a ZIP, XLSX or DOCX file"),
        (b"%PDF", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old Office file"),
    ):
        if content.startswith(magic):
            return what
    for magic, what in (
        (b"Rar!", "a RAR file"),
        (b"\x89PNG", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
    ):
        if content.startswith(magic):
            return what
    return ""


def meta_of(soup: BeautifulSoup) -> Mapping[str, str]:
    """Name (lower case) to content; the first one that says something wins."""
    found: dict[str, str] = {}
    for element in soup.find_all("meta"):
        name = attribute(element, "name").lower()
        content = attribute(element, "content").strip()
        if name and content and name not in found:
            found[name] = content
    return found


def has_content(element: Tag) -> bool:
    """Words, images or links; a body with nothing but a file is a body."""
    return bool(text_of(element)) or has_images(element) or element.find(["a", "iframe"]) is not None


def has_images(element: Tag) -> bool:
    return element.find("img") is not None


def text_of(element: Tag) -> str:
    """All visible words, on one line."""
    return tidy_cell("".join(_pieces(element)))


def visible_text(soup: BeautifulSoup) -> str:
    return text_of(soup.body or soup)


def between_markers(soup: BeautifulSoup) -> Tag | None:
    """What stands between `ContentStart` and `ContentEnd`, where a template brackets the body with those meta tags."""
    start = soup.find("meta", attrs={"name": re.compile("^ContentStart$", re.IGNORECASE)})
    if not isinstance(start, Tag):
        return None
    holder = soup.new_tag("div")
    siblings = list(start.next_siblings)
    ends = [at for at, node in enumerate(siblings) if _is_end_marker(node)]
    if not ends:
        return None
    for node in siblings[: ends[0]]:
        holder.append(node.extract())
    return holder if has_content(holder) else None


def _is_end_marker(node: object) -> bool:
    if not isinstance(node, Tag):
        return False
    return node.name == "meta" and attribute(node, "name").lower() == "contentend"


def drop_furniture(soup: BeautifulSoup) -> None:
    for element in [element for element in soup.find_all(True) if _is_furniture_element(element)]:
        element.extract()


def _is_furniture_element(element: Tag) -> bool:
    if element.name in ("html", "body"):
        return False
    if element.name in FURNITURE_TAGS:
        return element.find("h1") is None  # some templates put the title into <header>
    return bool(_FURNITURE_NAME.search(f"{attribute(element, 'class')} {attribute(element, 'id')}"))


def is_link_list(body: Tag) -> bool:
    """Most of the words are links: an index, no release."""
    words = len(_LIST_DAY.sub("", text_of(body)))
    links = sum(len(text_of(link)) for link in body.find_all("a"))
    return words > 0 and len(body.find_all("a")) >= 5 and links * 2 > words and body.find("table") is None


# ---------------------------------------------------------------------------------------------- blocks


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
            buffer.append(_string(node))
            continue
        if leaving or node.name == "br" or node.name in BLOCKS or _is_table(node):
            yield from _lines(buffer, node if leaving else None, gap)
            gap = node.name != "br" if _has_words(buffer) or gap is False else gap
            buffer.clear()
        if leaving or node.name in SKIPPED or node.name == "br" or _is_hidden(node):
            continue
        if node.name == "sup":
            buffer.append(_superscript(node, buffer))
            continue
        if _is_table(node):
            yield Draft(BlockKind.TABLE, grid=grid_of_spans(_rows(node)))
            continue
        if node.name in BLOCKS:
            stack.append((node, True))
        stack.extend((child, False) for child in reversed(node.contents))  # type: ignore[misc]
    yield from _lines(buffer, None, gap)


def _has_words(buffer: list[str]) -> bool:
    return any(piece.strip() for piece in buffer)


def _lines(buffer: list[str], leaving: Tag | None, gap: bool) -> Iterator[Line]:
    text = _BETWEEN_CHINESE.sub("", "".join(buffer)).replace("\n", " ").strip(" ")
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


def _is_hidden(element: Tag) -> bool:
    return bool(_HIDDEN.search(attribute(element, "style"))) or element.has_attr("hidden")


def _string(node: NavigableString) -> str:
    """A text node; a line break of the markup between Chinese characters is nothing, elsewhere a space."""
    if isinstance(node, (Comment, PreformattedString)):
        return ""
    return _HTML_BLANKS.sub(lambda found: "\n" if "\n" in found[0] else " ", str(node))


def _superscript(element: Tag, before: list[str]) -> str:
    """A note mark gets brackets, so that its digits do not join the number before it; a power stays a power."""
    mark = element.get_text() if element.find(element.name) else text_of(element)  # no recursion on a stack of them
    if mark.isdigit():
        if _OF_UNIT.search("".join(before[-3:]).rstrip()):
            return mark.translate(_SUPERSCRIPTS)
        return f"[{mark}]"
    return mark


def _pieces(element: Tag) -> Iterator[str]:
    """The visible strings of an element, with a space where blocks end."""
    pieces: list[str] = []
    stack: list[Tag | NavigableString] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, NavigableString):
            pieces.append(_string(node))
        elif (node.name in SKIPPED and node is not element) or _is_hidden(node):
            continue
        elif node.name == "sup" and node is not element:
            pieces.append(_superscript(node, pieces))
        else:
            if node.name == "br" or node.name in BLOCKS:
                pieces.append("\n")
                if node.contents:
                    stack.append(NavigableString("\n"))
            stack.extend(reversed(node.contents))  # type: ignore[arg-type]
    text = _UNIT_NAME_END.sub(lambda found: found[0].rstrip("\n") + " ", "".join(pieces).replace(" \n", "\n"))
    yield _BETWEEN_CHINESE.sub("", text)


# ---------------------------------------------------------------------------------------------- tables


def _is_table(element: Tag) -> bool:
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


def _rows(table: Tag) -> Iterator[list[tuple[str, int, int]]]:
    """Each row as (text, columns it spans, rows it spans); a span of 0 rows means to the end."""
    for row in table.find_all("tr"):
        cells = row.find_all(["td", "th"], recursive=False)
        yield [(text_of(cell), _span(cell, "colspan"), _span(cell, "rowspan")) for cell in cells]


def _span(cell: Tag, name: str) -> int:
    found = re.match(r"\s*(\d{1,6})", attribute(cell, name))
    return int(found[1]) if found else 1


def attribute(element: Tag, name: str) -> str:
    value = element.get(name)
    if value is None:
        return ""
    return value if isinstance(value, str) else " ".join(value)
