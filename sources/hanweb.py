"""List mechanics of the content systems that MIIT, Zhejiang, Ningbo and the NBS run; told from a page's own marks.

A column page is one of: a shell whose script names a unit API, a page with its rows in an inline datastore, a static
list, a year table, a feed. Which it is, is read from the page each time, so that a migration is noticed and still read.
"""

from __future__ import annotations

import ast
import json
import re
from urllib.parse import quote, urlencode, urlsplit

from sources.errors import LayoutChanged
from sources.markup import (
    Row,
    count_of,
    feed_items,
    fragment_row,
    pagination,
    records_in,
    rows_in,
    unit_scripts,
    year_cells,
)
from sources.pages import decode
from sources.releases import Listing, ListKind, ListPage, ReleaseRef, Snapshot

LIST_TAGS = ("右侧内容", "当前栏目_list", "当前栏目list", "信息列表")
UNIT_ROWS = "li:has(a[href]), tr:has(a[href]), p.lb-list"
STATIC_ROWS = ".list-content li"
YEAR_TABLE = "table.TJNw016"
PAGE_SIZE = "24"

_HASH = re.compile(r"art_([0-9a-f]{32})\.html")
_OLD = re.compile(r"/art/\d{4}/\d{1,2}/\d{1,2}/art_(\d+_\d+)\.html")
_NBS = re.compile(r"/(t\d{8}_\d+)\.html")


def list_releases(listing: Listing, snapshot: Snapshot) -> ListPage:
    """The rows that one answer of a column holds, or where to ask next.

    Raises LayoutChanged where the answer has none of the marks that a list of any known kind carries.
    """
    text = decode(snapshot.content, snapshot.content_type)
    if _looks_like_json(text):
        return _unit_answer(listing, snapshot, text)
    if "<rss" in text[:500]:
        return _page(listing, ListKind.RSS, feed_items(text, snapshot.url))
    if "<datastore>" in text:
        return _inline(listing, snapshot, text)
    if count_of(text, YEAR_TABLE):
        return _year_table(listing, snapshot, text)
    if count_of(text, ".list-content"):
        return _page(listing, ListKind.STATIC_LIST, rows_in(text, snapshot.url, STATIC_ROWS))
    follow = _unit_request(text, snapshot.url)
    if follow is None:
        raise LayoutChanged(
            f"{listing.column}: no mark of a list of any known kind in {len(snapshot.content)} bytes",
            publisher=listing.publisher,
            url=snapshot.url,
            snapshot=snapshot.sha256,
            where="list",
        )
    return ListPage(ListKind.UNIT_API, (), (follow,))


def key_of(url: str) -> str:
    """What identifies an article under every address: its hash, `{column}_{id}`, else host and path."""
    for pattern in (_HASH, _OLD, _NBS):
        found = pattern.search(url)
        if found:
            return found.group(1)
    parts = urlsplit(url)
    return f"{parts.hostname or ''}{parts.path}"


# -- unit API -----------------------------------------------------------------------------------------------------------


def _unit_request(text: str, base: str) -> str | None:
    """The address of the first page of rows: the script whose tag is a list's, not the one of the header."""
    for script in unit_scripts(text, base):
        query = _pseudo_json(script.query)
        if query.get("tagId") in LIST_TAGS:
            query["paramJson"] = json.dumps({"pageNo": 1, "pageSize": PAGE_SIZE}, separators=(",", ":"))
            return f"{script.url}?{urlencode(query, quote_via=quote)}"
    return None


def _pseudo_json(text: str) -> dict[str, str]:
    """`{'webId':'…'}`: single-quoted, so no JSON; literals only, nothing is run."""
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, MemoryError, RecursionError):
        return {}
    return {str(key): str(entry) for key, entry in value.items()} if isinstance(value, dict) else {}


def _unit_answer(listing: Listing, snapshot: Snapshot, text: str) -> ListPage:
    try:
        answer = json.loads(text)
        good, fragment = answer["success"], answer["data"]["html"] if answer["success"] else ""
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken_unit(listing, snapshot, "its answer has not the known shape") from error
    if not good or not isinstance(fragment, str):
        raise _broken_unit(listing, snapshot, f"it refused: {str(answer.get('message', ''))[:100]!r}")
    if not fragment.strip():
        raise _broken_unit(listing, snapshot, "success with nothing in it")
    total, per_page = pagination(fragment)
    rows = rows_in(fragment, _site(snapshot.url), UNIT_ROWS)
    follow = _next_unit_page(snapshot.url, total, per_page) if rows else None
    page = _page(listing, ListKind.UNIT_API, rows)
    return ListPage(page.kind, page.refs, (follow,) if follow else (), total)


def _broken_unit(listing: Listing, snapshot: Snapshot, why: str) -> LayoutChanged:
    return LayoutChanged(
        f"{listing.column}: the unit API did not give rows: {why}",
        publisher=listing.publisher,
        url=snapshot.url,
        snapshot=snapshot.sha256,
        where="unit API",
    )


def _next_unit_page(url: str, total: int | None, per_page: int | None) -> str | None:
    found = re.search(r"pageNo%22%3A(\d+)", url)
    if not found or not total or not per_page:
        return None
    number = int(found.group(1))
    if number * per_page >= total:
        return None
    return url.replace(found.group(0), f"pageNo%22%3A{number + 1}")


# -- pages with their own rows ------------------------------------------------------------------------------------------


def _inline(listing: Listing, snapshot: Snapshot, text: str) -> ListPage:
    rows = [row for record in records_in(text) if (row := fragment_row(record, snapshot.url))]
    found = re.search(r"<totalrecord>(\d{1,9})</totalrecord>", text)
    page = _page(listing, ListKind.JPAGE_INLINE, rows)
    return ListPage(page.kind, page.refs, (), int(found.group(1)) if found else None)


def _year_table(listing: Listing, snapshot: Snapshot, text: str) -> ListPage:
    rows = [
        Row(url, f"{heading}{label} {listing.column}", None)
        for heading, label, url in year_cells(text, snapshot.url, YEAR_TABLE)
    ]
    return _page(listing, ListKind.YEAR_TABLE, rows)


def _page(listing: Listing, kind: ListKind, rows: list[Row]) -> ListPage:
    refs: dict[str, ReleaseRef] = {}
    for row in rows:
        if urlsplit(row.url).scheme in ("http", "https"):
            key = key_of(row.url)
            refs.setdefault(key, ReleaseRef(listing.publisher, listing.column, key, row.url, row.title, row.day))
    return ListPage(kind, tuple(refs.values()))


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _looks_like_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")
