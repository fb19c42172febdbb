"""The list mechanics that the monitored sites share: what a page is, the rows in it, and what to ask for next.

Three generations of one platform stand side by side, beside static lists, year tables, feeds and a search service. A
page is told by its own marks, whatever the catalogue expects, so that a migration is reported and still read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sources import markup
from sources.errors import LayoutChanged
from sources.pages import decode
from sources.releases import Listing, ListKind, ListPage, ReleaseRef, Snapshot

UNIT_MARK = "/page/build/unit"
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[(.*?)\]\]>\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>")
_UNIT_ID = re.compile(r"""<div[^>]*\bid=["'](\d{4,8})["'][^>]*>\s*<script[^>]*>\s*<datastore""", re.IGNORECASE)
_PROXY_CONFIG = re.compile(r"""['"]?(webid|columnid|unitid)['"]?\s*[:=]\s*['"]?(\d+)""")
_DAY = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_YEAR_TABLES = "table.TJNw016"
_STATIC_LISTS = ".list-content"
_HASH = re.compile(r"art_([0-9a-f]{32})\b")
_OLD = re.compile(r"art_(\d+)_(\d+)\.html")
_TRS = re.compile(r"/(t\d{8}_\d+)\.html")
_OLD_DAY = re.compile(r"/art/(\d{4})/(\d{1,2})/(\d{1,2})/art_\d+_\d+")


@dataclass(frozen=True, slots=True)
class Site:
    """What differs from site to site: whose links count, and which part of a page is its list."""

    hosts: frozenset[str]
    tags: tuple[str, ...] = ()  # tagId of the unit that holds the list, in the order to prefer


def list_page(listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Read one answer of a column. Raises LayoutChanged where none of the known marks is there."""
    text = decode(snapshot.content, snapshot.content_type)
    if text.lstrip("\ufeff \r\n\t").startswith("{"):
        return _json_page(text, listing, snapshot, site)
    match told_kind(text):
        case ListKind.UNIT_API:
            return _shell(text, listing, snapshot, site)
        case ListKind.JPAGE_INLINE:
            return _datastore(text, listing, snapshot, site)
        case ListKind.DATAPROXY:
            return _proxy(text, listing, snapshot, site)
        case ListKind.YEAR_TABLE:
            return _year_tables(text, listing, snapshot, site)
        case ListKind.STATIC_LIST:
            found = markup.rows(text, _STATIC_LISTS)
            return ListPage(ListKind.STATIC_LIST, _refs(found or [], listing, snapshot, site), _index_page(snapshot))
        case ListKind.RSS:
            return _feed(text, listing, snapshot, site)
        case ListKind.SEARCH_API | None:
            return _unknown(text, listing, snapshot)


def told_kind(text: str) -> ListKind | None:
    """What kind of list a page says it is. Navigation and footers come by unit scripts too, so those are asked last."""
    if "<datastore" in text:
        bare = text.lstrip("\ufeff \r\n\t").startswith(("<datastore", "<?xml"))
        return ListKind.DATAPROXY if bare else ListKind.JPAGE_INLINE
    if re.search(r"<rss\b", text[:2000]):
        return ListKind.RSS
    if "TJNw016" in text and markup.has(text, _YEAR_TABLES):
        return ListKind.YEAR_TABLE
    if "list-content" in text and markup.has(text, f"{_STATIC_LISTS} ul"):
        return ListKind.STATIC_LIST
    if "dataproxy.jsp" in text and _PROXY_CONFIG.search(text):
        return ListKind.DATAPROXY
    return ListKind.UNIT_API if UNIT_MARK in text and markup.unit_scripts(text) else None


def article_key(url: str) -> str:
    """What identifies an article under any host and column: its hash, `{col}_{id}`, the TRS name, else its path."""
    if match := _HASH.search(url):
        return match[1]
    if match := _OLD.search(url):
        return f"{match[1]}_{match[2]}"
    if match := _TRS.search(url):
        return match[1]
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")


def day_in(text: str) -> date | None:
    """The full date in a text; None where it has none or an impossible one. A year is never guessed."""
    match = _DAY.search(text)
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


# -- one function a kind ------------------------------------------------------------------------------------------


def _shell(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """A page whose list comes by the unit API: where from, with the ids that the page names today."""
    units = [unit for unit in markup.unit_scripts(text) if UNIT_MARK in unit.url]
    unit = next((unit for tag in site.tags for unit in units if unit.query.get("tagId") == tag), None)
    if unit is None:
        tags = ", ".join(unit.query.get("tagId", "?") for unit in units)
        return _known_unit(f"no unit of the page is its list (found {tags or 'none'})", listing, snapshot)
    origin = urljoin(listing.url, unit.url)
    known = dict(parse_qsl(urlsplit(listing.fallback).query))
    changed = [name for name, value in known.items() if unit.query.get(name) != value]
    notes = tuple(
        f"{name} is now {unit.query.get(name, 'absent')}, the catalogue knows {known[name]}" for name in changed
    )
    return ListPage(ListKind.UNIT_API, (), (f"{origin}?{urlencode(unit.query)}",), notes=notes)


def _unknown(text: str, listing: Listing, snapshot: Snapshot) -> ListPage:
    if listing.kind is ListKind.UNIT_API and UNIT_MARK not in snapshot.url:
        return _known_unit("page names no unit", listing, snapshot)
    size = len(snapshot.content)
    raise _changed(f"none of the known list marks in {size} bytes: {_opening(text)}", listing, snapshot)


def _known_unit(why: str, listing: Listing, snapshot: Snapshot) -> ListPage:
    if not listing.fallback:
        raise _changed(f"{why}, and no id is known", listing, snapshot)
    return ListPage(ListKind.UNIT_API, (), (listing.fallback,), notes=(f"{why}: the known id was used",))


def _json_page(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    try:
        answer = json.loads(text.lstrip("\ufeff \r\n\t"))
    except (ValueError, RecursionError) as error:
        raise _changed(f"answer is not JSON: {error}", listing, snapshot) from error
    if str(answer.get("success", True)).lower() == "false":
        raise _changed(f"the site's own interface refused: {str(answer.get('message'))[:80]}", listing, snapshot)
    content = answer.get("data")
    if isinstance(content, dict) and isinstance(content.get("html"), str):
        return _unit_answer(content["html"], listing, snapshot, site)
    if isinstance(content, dict) and isinstance(content.get("searchResult"), dict):
        return _search_answer(content["searchResult"], listing, snapshot, site)
    raise _changed("answer has neither a fragment nor search results", listing, snapshot)


def _unit_answer(fragment: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    if not fragment.strip() or not markup.has(fragment, "ul, table, div.page-content"):
        raise _changed("answer holds an empty fragment", listing, snapshot)
    refs = _refs(markup.rows(fragment) or [], listing, snapshot, site)
    paging = markup.paging(fragment)
    total = paging.count if paging else None
    if total and not refs:
        raise _changed(f"list says it has {total} rows and shows none", listing, snapshot)
    more = paging is not None and bool(paging.rows) and (total or 0) > paging.page * (paging.rows or 0)
    follow = (_unit_page(snapshot.url, paging.page + 1, paging.rows or 0),) if more and paging else ()
    return ListPage(ListKind.UNIT_API, refs, follow, total)


def _unit_page(url: str, page: int, rows: int) -> str:
    """Paging works through `paramJson` only: a bare page number is ignored and page 1 comes back."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "paramJson"]
    query.append(("paramJson", json.dumps({"pageNo": page, "pageSize": str(rows)}, separators=(",", ":"))))
    return urlunsplit(parts._replace(query=urlencode(query)))


def _datastore(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    refs, total = _records(text, listing, snapshot, site)
    unit = _UNIT_ID.search(text)
    asked = dict(parse_qsl(urlsplit(snapshot.url).query))
    page = int(asked["pageNum"]) if asked.get("pageNum", "").isdigit() else 1
    base = listing.url.partition("?")[0]
    more = unit is not None and total is not None and page * max(len(refs), 1) < total
    follow = (f"{base}?uid={unit[1]}&pageNum={page + 1}",) if more and unit else ()
    return ListPage(ListKind.JPAGE_INLINE, refs, follow, total)


def _proxy(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Either the answer of dataproxy.jsp, or the page that only says how to ask it."""
    if "<datastore" in text:
        refs, total = _records(text, listing, snapshot, site)
        return ListPage(ListKind.DATAPROXY, refs, (), total)
    ids = dict(_PROXY_CONFIG.findall(text))
    if not {"webid", "columnid", "unitid"} <= ids.keys():
        raise _changed("page configures its list without the ids to ask for it", listing, snapshot)
    query = urlencode({"page": 1, "path": "/", **ids, "permissiontype": 0})
    return ListPage(ListKind.DATAPROXY, (), (urljoin(listing.url, f"/module/web/jpage/dataproxy.jsp?{query}"),))


def _records(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> tuple[tuple[ReleaseRef, ...], int | None]:
    """The envelope is not always well-formed XML, so the records are cut out of it."""
    fragments = [f"<table>{record}</table>" if "<tr" in record else record for record in _RECORD.findall(text)]
    found = [row for fragment in fragments for row in markup.rows(fragment) or []]
    total = int(match[1]) if (match := _TOTAL.search(text)) else None
    refs = _refs(found, listing, snapshot, site)
    if not refs and total:
        raise _changed(f"list says it has {total} rows and shows none", listing, snapshot)
    return refs, total


def _year_tables(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Cells name months only: the title is made of the table's year, the cell and the column; there is no date."""
    links = markup.year_links(text, _YEAR_TABLES) or []
    found = [markup.Row(link.href, f"{link.year}{link.label}{listing.column}", "") for link in links]
    return ListPage(ListKind.YEAR_TABLE, _refs(found, listing, snapshot, site))


def _feed(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    items = markup.feed_items(text)
    if items is None:
        raise _changed("feed has no channel", listing, snapshot)
    found = [
        markup.Row(item["link"], item.get("title", ""), item.get("pubDate") or item.get("pubTime") or "")
        for item in items
        if item.get("link")
    ]
    return ListPage(ListKind.RSS, _refs(found, listing, snapshot, site))


def _search_answer(answer: dict[str, Any], listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Each result is `groupData[0].data`, in an older shape `data`."""
    results = answer.get("dataResults")
    if not isinstance(results, list):
        raise _changed("search answer has no results", listing, snapshot)
    try:
        entries = [(result.get("groupData") or [result])[0]["data"] for result in results]
        found = [
            markup.Row(entry["url"], entry.get("title_text") or entry["title"], entry.get("jsearch_date") or "")
            for entry in entries
        ]
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise _changed(f"search result has another shape: {error!r}", listing, snapshot) from error
    total = answer["total"] if isinstance(answer.get("total"), int) else None
    return ListPage(ListKind.SEARCH_API, _refs(found, listing, snapshot, site), (), total)


# -- rows to references ---------------------------------------------------------------------------------------------


def _refs(found: Iterable[markup.Row], listing: Listing, snapshot: Snapshot, site: Site) -> tuple[ReleaseRef, ...]:
    """One reference an article, links that lead elsewhere left out."""
    rows = list(found)
    refs: dict[str, ReleaseRef] = {}
    for row in rows:
        url = _address(listing.url, row.href)
        if url and urlsplit(url).hostname in site.hosts:
            key = article_key(url)
            refs.setdefault(key, ReleaseRef(listing.publisher, listing.column, key, url, row.title, _day_of(row, url)))
    if rows and not refs:
        raise _changed(f"none of {len(rows)} rows leads to an article of the site", listing, snapshot)
    return tuple(refs.values())


def _address(base: str, href: str) -> str:
    """The whole address of a link; "" where it is none."""
    try:
        url = urljoin(base, href)
        return url if urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _day_of(row: markup.Row, url: str) -> date | None:
    """The list's own date, else the day that an old-style address holds."""
    if day := day_in(row.beside):
        return day
    match = _OLD_DAY.search(url)
    return day_in("-".join(match.groups())) if match else None


def _index_page(snapshot: Snapshot) -> tuple[str, ...]:
    """Static lists go on as index_1.html, index_2.html; where there is no such page, the site says 404."""
    base, _, name = snapshot.url.rpartition("/")
    number = int(match[1]) if (match := re.fullmatch(r"index_(\d+)\.html", name)) else 0
    return (f"{base}/index_{number + 1}.html",)


def _opening(text: str) -> str:
    return " ".join(text.split())[:60] or "(empty)"


def _changed(message: str, listing: Listing, snapshot: Snapshot) -> LayoutChanged:
    return LayoutChanged(
        message, publisher=listing.publisher, url=snapshot.url, snapshot=snapshot.sha256, where=listing.column
    )
