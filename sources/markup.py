"""The marks of list pages: rows, unit scripts, paging, year tables and feeds, as plain values.

One of the places that may touch the HTML parser; no element of it leaves. What the marks mean is decided by those who
ask (`sources.hanweb`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from sources.blocks import rows_of
from sources.grids import grid_of_spans, key_of
from sources.selectors import is_within

_PAIR = re.compile(r"""['"]([^'"]+)['"]\s*:\s*['"]([^'"]*)['"]""")
_ROWS = "li, tr, p.lb-list"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a list: its link, its full title, and its text beside the title (where the date stands)."""

    href: str
    title: str
    beside: str


@dataclass(frozen=True, slots=True)
class UnitScript:
    """A script that fetches a part of the page: from where, with which query."""

    url: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Paging:
    count: int | None  # rows of the whole list
    rows: int | None  # rows of a page
    page: int


@dataclass(frozen=True, slots=True)
class TableLink:
    """A cell of a year table that leads somewhere."""

    year: str
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Link:
    href: str
    words: str


def rows(html: str, container: str | None = None) -> list[Row] | None:
    """The rows in the first element that matches; None where nothing does. Without a selector: all of a fragment."""
    soup = BeautifulSoup(html, "lxml")
    place: Tag | None = soup if container is None else soup.select_one(container)
    if place is None:
        return None
    return [row for element in _innermost(place.select(_ROWS)) if (row := _row(element))]


def has(html: str, selector: str) -> bool:
    return BeautifulSoup(html, "lxml").select_one(selector) is not None


def links(html: str) -> list[Link]:
    """Every link with words, in page order."""
    found = (Link(_attribute(a, "href"), _title(a)) for a in BeautifulSoup(html, "lxml").select("a[href]"))
    return [link for link in found if link.words and link.href]


def search_row(fragment: str) -> Row | None:
    """One result of the province's search: title, address, and the line that names source and time."""
    soup = BeautifulSoup(fragment, "lxml")
    link = soup.select_one(".titleWrapper a[href]")
    if link is None:
        return None
    told = " ".join(part.get_text(" ") for part in soup.select(".sourceTime"))
    return Row(_attribute(link, "href"), _title(link), told)


def landmarks(html: str) -> dict[str, str]:
    """The meta tags by which a page says whose it is; names in lower case."""
    metas = BeautifulSoup(html[:20_000], "lxml").select("meta[name][content]")
    return {_attribute(meta, "name").lower(): _attribute(meta, "content") for meta in metas}


def unit_scripts(html: str) -> list[UnitScript]:
    """Scripts that carry a `url` and a `queryData` of single-quoted pairs, in page order."""
    found = []
    for script in BeautifulSoup(html, "lxml").select("script[url]"):
        query = dict(_PAIR.findall(_attribute(script, "querydata") or _attribute(script, "queryData")))
        if query:
            found.append(UnitScript(_attribute(script, "url"), query))
    return found


def paging(html: str) -> Paging | None:
    block = BeautifulSoup(html, "lxml").select_one("div.pagination[count], div[pageno][rows]")
    if block is None:
        return None
    return Paging(_number(block, "count"), _number(block, "rows"), _number(block, "pageno") or 1)


def year_links(html: str, selector: str) -> list[TableLink] | None:
    """Links of every table that matches, with the year that its first row names.

    None where no table matches, and where they stand inside one another, so that no year can be told.
    """
    tables = BeautifulSoup(html, "lxml").select(selector)
    if not tables or len(_innermost(tables)) < len(tables):
        return None
    return [link for table in tables for link in _table_links(table)]


def tables(html: str) -> list[tuple[tuple[str, ...], ...]]:
    """Every table that holds no other, as rows of cells with spans laid out. Raises LayoutChanged for one too large."""
    found = BeautifulSoup(html, "lxml").select("table")
    return [key_of(grid_of_spans(rows_of(table))) for table in found if table.select_one("table") is None]


def words(html: str) -> str:
    """What stands in a page, its title included, without its scripts."""
    soup = BeautifulSoup(html, "lxml")
    for part in soup.select("script, style"):
        part.decompose()
    return " ".join(soup.get_text(" ").split())


def feed_items(xml: str) -> list[dict[str, str]] | None:
    """The items of an RSS feed, by element name; None where it is no feed."""
    soup = BeautifulSoup(xml, "xml")
    if soup.find("channel") is None:
        return None
    children = [item.find_all(True, recursive=False) for item in _innermost(list(soup.find_all("item")))]
    return [{child.name: child.get_text().strip() for child in of_one} for of_one in children]


def _innermost(found: list[Tag]) -> list[Tag]:
    """Those that hold no other of them. Each parent is visited once, since pages nest as deep as they like."""
    holders: set[int] = set()
    for element in found:
        for parent in element.parents:
            if id(parent) in holders:
                break
            holders.add(id(parent))
    return [element for element in found if id(element) not in holders]


def _row(element: Tag) -> Row | None:
    """pc, pad and phone copies of a link stand side by side: the first with a title is taken."""
    links = [link for link in element.select("a[href]") if _leads_somewhere(link)]
    if not links:
        return None
    link = next((link for link in links if _attribute(link, "title")), links[0])
    return Row(_attribute(link, "href"), _title(link), " ".join(_strings_beside(element)))


def _strings_beside(element: Tag) -> Iterator[str]:
    """What a row says outside its links; some templates put the date inside the link, in an element of its own."""
    stack: list[tuple[PageElement, bool]] = [(element, True)]
    while stack:
        node, beside = stack.pop()
        if isinstance(node, Tag):
            if _leads_somewhere(node):
                beside = False
            elif node.name in ("b", "span", "em"):
                beside = True
            stack.extend((child, beside) for child in reversed(node.contents))
        elif beside and type(node) is NavigableString:
            yield from node.split()


def _leads_somewhere(element: Tag) -> bool:
    return element.name == "a" and _attribute(element, "href") not in ("", "#")


def _title(link: Tag) -> str:
    """The whole title; the visible words of a row may be cut."""
    return _attribute(link, "title") or " ".join("".join(_own_strings(link)).split())


def _own_strings(link: Tag) -> Iterator[str]:
    """What it says up to a link inside it, where a browser ends it; each string of a page once, however links are nested."""
    stack: list[PageElement] = [*reversed(link.contents)]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name != "a":
                stack.extend(reversed(node.contents))
        elif type(node) is NavigableString:
            yield node


def _table_links(table: Tag) -> Iterator[TableLink]:
    first = table.select_one("tr")
    year = " ".join(first.get_text(" ").split()) if first else ""
    cells, elsewhere = {id(cell) for cell in table.select("td")}, set[int]()
    for link in table.select("a[href]"):
        if not is_within(link, cells, elsewhere):
            continue
        yield TableLink(year, " ".join(" ".join(_own_strings(link)).split()), _attribute(link, "href"))


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name)
    return value.strip() if isinstance(value, str) else ""


def _number(tag: Tag, name: str) -> int | None:
    text = _attribute(tag, name)
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else None
