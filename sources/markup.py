"""The HTML parser behind list pages: text to rows and addresses. Elements do not leave this module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

_DATE = re.compile(r"(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})")
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
MOST_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a list: an absolute address, the whole title, the day printed beside it."""

    url: str
    title: str
    day: date | None


@dataclass(frozen=True, slots=True)
class UnitScript:
    """The script element of a column shell that names where its rows are to be had."""

    url: str
    query: str  # single-quoted pseudo-JSON, as printed


def parse(text: str) -> BeautifulSoup:
    return BeautifulSoup(text.replace("\x00", ""), "lxml")


def rows_in(text: str, base: str, selector: str) -> list[Row]:
    """One row for each element that `selector` finds and that holds a link."""
    found = (_row(element, base) for element in parse(text).select(selector)[:MOST_ROWS])
    return [row for row in found if row is not None]


def count_of(text: str, selector: str) -> int:
    return len(parse(text).select(selector))


def records_in(text: str) -> list[str]:
    """The fragments of an inline datastore. It is not always well-formed XML, so it is not parsed as such."""
    return _RECORD.findall(text)[:MOST_ROWS]


def fragment_row(fragment: str, base: str) -> Row | None:
    return _row(parse(fragment), base)


def unit_scripts(text: str, base: str) -> list[UnitScript]:
    """Scripts of the publish server; the parser writes the attribute's name in lower case."""
    scripts = (s for s in parse(text).find_all("script") if "unitbuild" in str(s.get("src", "")))
    return [
        UnitScript(urljoin(base, str(s.get("url", ""))), str(s.get("querydata") or s.get("queryData") or ""))
        for s in scripts
        if s.get("url")
    ]


def pagination(text: str) -> tuple[int | None, int | None]:
    """Total rows and rows a page, as the pager of a unit fragment says."""
    pager = parse(text).select_one("div.pagination")
    if pager is None:
        return None, None
    return _number(pager.get("count")), _number(pager.get("rows"))


def year_cells(text: str, base: str, selector: str) -> Iterator[tuple[str, str, str]]:
    """(year heading, cell label, address) for each linked cell of the year tables."""
    for table in parse(text).select(selector):
        heading = ""
        for row in table.find_all("tr"):
            head = row.find("th")
            if head is not None:
                heading = head.get_text(" ", strip=True)
            for anchor in row.select("td a[href]"):
                yield heading, anchor.get_text(" ", strip=True), urljoin(base, str(anchor["href"]))


def feed_items(text: str, base: str) -> list[Row]:
    """Items of an RSS feed."""
    soup = BeautifulSoup(text.replace("\x00", ""), "xml")
    found = []
    for item in soup.find_all("item")[:MOST_ROWS]:
        link, title, day = item.find("link"), item.find("title"), item.find("pubDate")
        if link is not None and title is not None:
            found.append(
                Row(
                    urljoin(base, link.get_text(strip=True)),
                    title.get_text(strip=True),
                    day_in(day.get_text() if day else ""),
                )
            )
    return found


def day_in(text: str) -> date | None:
    found = _DATE.search(text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _row(element: Tag, base: str) -> Row | None:
    anchors = [a for a in element.find_all("a") if a.get("href")]
    if element.name == "a" and element.get("href"):
        anchors.insert(0, element)
    if not anchors:
        return None
    anchor = next((a for a in anchors if a.get("title")), anchors[0])  # the text is cut, the title is not
    title = " ".join(str(anchor.get("title") or anchor.get_text(" ", strip=True)).split())
    beside = element.get_text(" ", strip=True).replace(anchor.get_text(" ", strip=True), " ")
    return Row(urljoin(base, str(anchor["href"])), title, day_in(beside)) if title else None


def _number(value: object) -> int | None:
    text = str(value or "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
