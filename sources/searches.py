"""Answers of search and release services in JSON: the ministry's, the province's, the nation's.

The nation's service is known by its address only, so its rows are told by field names that such services use; an
answer of another shape is a changed layout that names the fields it has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sources import markup
from sources.releases import Listing, ListKind, ListPage, Snapshot
from sources.rows import Site, changed, refs_of

BEIJING = timezone(timedelta(hours=8))
_TITLES = ("title_text", "title", "docTitle", "articleTitle", "TITLE", "name")
_ADDRESSES = ("url", "docPubUrl", "docpuburl", "linkUrl", "articleUrl", "URL", "link", "href")
_DAYS = ("jsearch_date", "pubDate", "pubTime", "publishTime", "publishDate", "docRelTime", "deploytime", "PUB_TIME")
_LISTS = ("list", "records", "rows", "content", "data", "articles")
_DEEPEST = 4


def answer_page(answer: Any, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Raises LayoutChanged for an answer of no known shape."""
    content = answer.get("data") if isinstance(answer, dict) else None
    if isinstance(content, dict) and isinstance(content.get("searchResult"), dict):
        return _ministry(content["searchResult"], listing, snapshot, site)
    if isinstance(answer, dict) and isinstance(answer.get("result"), list):
        return _province(answer, listing, snapshot, site)
    return _services(answer, listing, snapshot, site)


def _ministry(answer: dict[str, Any], listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Each result is `groupData[0].data`, in an older shape `data`. Not strictly in order of time."""
    results = answer.get("dataResults")
    if not isinstance(results, list):
        raise changed("search answer has no results", listing, snapshot)
    try:
        entries = [(result.get("groupData") or [result])[0]["data"] for result in results]
        found = [
            markup.Row(address, title, _day_words(entry))
            for entry in entries
            if (address := first_of(entry, ("url",))) and (title := first_of(entry, ("title_text", "title")))
        ]
    except (AttributeError, IndexError, KeyError, TypeError) as error:
        raise changed(f"search result has another shape: {error!r}", listing, snapshot) from error
    if entries and not found:
        raise changed("no search result has a title and an address", listing, snapshot)
    return _page(found, _number(answer.get("total")), listing, snapshot, site)


def _province(answer: dict[str, Any], listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Each result is a fragment of HTML; the same article comes more than once."""
    fragments = [fragment for fragment in answer["result"] if isinstance(fragment, str)]
    found = [row for fragment in fragments if (row := markup.search_row(fragment))]
    if fragments and not found:
        raise changed(f"none of {len(fragments)} search results has a title that leads anywhere", listing, snapshot)
    return _page(found, _number(answer.get("total")), listing, snapshot, site)


def _services(answer: Any, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    entries = next((entries for entries in entries_of(answer) if entries), None)
    if entries is None:
        fields = ", ".join(map(str, answer)) if isinstance(answer, dict) else type(answer).__name__
        raise changed(f"answer has neither a fragment nor releases (fields: {fields[:120]})", listing, snapshot)
    found = [
        markup.Row(address, title, _day_words(entry))
        for entry in entries
        if (address := first_of(entry, _ADDRESSES)) and (title := first_of(entry, _TITLES))
    ]
    if not found:
        fields = ", ".join(map(str, entries[0]))
        raise changed(f"releases without known fields (they have: {fields[:200]})", listing, snapshot)
    return _page(found, None, listing, snapshot, site)


def _page(found: list[markup.Row], total: int | None, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    return ListPage(ListKind.SEARCH_API, refs_of(found, listing, snapshot, site), (), total)


def entries_of(value: Any, depth: int = 0) -> Iterator[list[dict[str, Any]]]:
    """Lists of objects inside an answer, the outer ones first."""
    if isinstance(value, list):
        yield [entry for entry in value if isinstance(entry, dict)]
    elif isinstance(value, dict) and depth < _DEEPEST:
        for name in _LISTS:
            if name in value:
                yield from entries_of(value[name], depth + 1)


def first_of(entry: dict[str, Any], names: tuple[str, ...]) -> str:
    return next((str(entry[name]).strip() for name in names if isinstance(entry.get(name), str) and entry[name]), "")


def _day_words(entry: dict[str, Any]) -> str:
    """The first day that an entry names; a number of milliseconds is a moment, shown as its Beijing day."""
    for name in _DAYS:
        value = str(entry.get(name) or "").strip()
        if value.isascii() and value.isdigit() and len(value) == 13:
            return datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(BEIJING).date().isoformat()
        if value:
            return value
    return ""


def _number(value: Any) -> int | None:
    """A count as a service writes it, as a number or as text."""
    return int(value) if re.fullmatch("[0-9]{1,9}", str(value)) else None
