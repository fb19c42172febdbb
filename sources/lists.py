"""One answer of a column to its rows. A page is told by its own marks, whatever the catalogue expects, so that a
migration is reported and still read.
"""

from __future__ import annotations

import json
import re

from sources import calendars, hanweb, markup, searches
from sources.pages import decode
from sources.releases import Listing, ListKind, ListPage, Snapshot
from sources.rows import Site, changed, opening, refs_of

_YEAR_TABLES = "table.TJNw016"
_STATIC_LISTS = ".list-content"


def list_page(listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Read one answer of a column. Raises LayoutChanged where none of the known marks is there."""
    text = decode(snapshot.content, snapshot.content_type)
    if text.lstrip("\ufeff \r\n\t").startswith(("{", "[")):
        return _json(text, listing, snapshot, site)
    if listing.kind is ListKind.LINKS and snapshot.url == listing.url:
        return _links(text, listing, snapshot, site)
    if listing.kind is ListKind.CALENDAR:
        return calendars.calendar_page(text, listing, snapshot)
    match told_kind(text):
        case ListKind.UNIT_API:
            return hanweb.shell(text, listing, snapshot, site)
        case ListKind.JPAGE_INLINE:
            return hanweb.datastore(text, listing, snapshot, site)
        case ListKind.DATAPROXY:
            return hanweb.proxy(text, listing, snapshot, site)
        case ListKind.YEAR_TABLE:
            return _year_tables(text, listing, snapshot, site)
        case ListKind.STATIC_LIST:
            return _static(text, listing, snapshot, site)
        case ListKind.RSS:
            return _feed(text, listing, snapshot, site)
        case ListKind.SEARCH_API | ListKind.LINKS | ListKind.CALENDAR | None:
            return _unknown(text, listing, snapshot)


def told_kind(text: str) -> ListKind | None:
    """What kind of list a page says it is. Navigation and footers come by unit scripts too, so those are asked last."""
    if re.search(r"<rss\b", text[:2000]):
        return ListKind.RSS
    if "<datastore" not in text:
        if "TJNw016" in text and markup.has(text, _YEAR_TABLES):
            return ListKind.YEAR_TABLE
        if "list-content" in text and markup.has(text, f"{_STATIC_LISTS} ul"):
            return ListKind.STATIC_LIST
    return hanweb.told_generation(text)


def column_links(snapshot: Snapshot) -> list[markup.Link]:
    """Where the links of a page lead that may be columns, by their words."""
    return markup.links(decode(snapshot.content, snapshot.content_type))


def site_code_of(snapshot: Snapshot) -> str:
    """The SiteIDCode that a page carries, "" where it carries none."""
    return markup.landmarks(decode(snapshot.content, snapshot.content_type)).get("siteidcode", "")


def _json(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    try:
        answer = json.loads(text.lstrip("\ufeff \r\n\t"))
    except (ValueError, RecursionError) as error:
        raise changed(f"answer is not JSON: {error}", listing, snapshot) from error
    if isinstance(answer, dict):
        if str(answer.get("success", True)).lower() == "false":
            raise changed(f"the site's own interface refused: {str(answer.get('message'))[:80]}", listing, snapshot)
        content = answer.get("data")
        if isinstance(content, dict) and isinstance(content.get("html"), str):
            return hanweb.unit_answer(content["html"], listing, snapshot, site)
    if listing.kind is ListKind.CALENDAR:
        return calendars.agenda_page(answer, listing, snapshot)
    return searches.answer_page(answer, listing, snapshot, site)


def _unknown(text: str, listing: Listing, snapshot: Snapshot) -> ListPage:
    if listing.kind is ListKind.UNIT_API and hanweb.UNIT_MARK not in snapshot.url:
        return hanweb.known_unit("page names no unit", listing, snapshot)
    size = len(snapshot.content)
    raise changed(f"none of the known list marks in {size} bytes: {opening(text)}", listing, snapshot)


def _links(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Articles that a page which is no list links to: a home page shows the newest of many columns."""
    found = markup.rows(text) or []
    leading = [row for row in found if any(place in row.href for place in ("/art/", "art_"))]
    if not leading:
        raise changed(f"none of {len(found)} links leads to an article", listing, snapshot)
    return ListPage(ListKind.LINKS, refs_of(leading, listing, snapshot, site))


def _static(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    refs = refs_of(markup.rows(text, _STATIC_LISTS) or [], listing, snapshot, site)
    return ListPage(ListKind.STATIC_LIST, refs, _index_page(snapshot) if refs else ())


def _index_page(snapshot: Snapshot) -> tuple[str, ...]:
    """Static lists go on as index_1.html, index_2.html; where there is no such page, the site says 404."""
    base, _, name = snapshot.url.rpartition("/")
    number = int(match[1]) if (match := re.fullmatch(r"index_(\d+)\.html", name)) else 0
    return (f"{base}/index_{number + 1}.html",)


def _year_tables(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Cells name months only: the title is made of the table's year, the cell and the column; there is no date."""
    links = markup.year_links(text, _YEAR_TABLES)
    if links is None:
        raise changed("year tables stand inside one another", listing, snapshot)
    found = [markup.Row(link.href, f"{link.year}{link.label}{listing.column}", "") for link in links]
    return ListPage(ListKind.YEAR_TABLE, refs_of(found, listing, snapshot, site))


def _feed(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    items = markup.feed_items(text)
    if items is None:
        raise changed("feed has no channel", listing, snapshot)
    found = [
        markup.Row(item["link"], item.get("title", ""), item.get("pubDate") or item.get("pubTime") or "")
        for item in items
        if item.get("link")
    ]
    return ListPage(ListKind.RSS, refs_of(found, listing, snapshot, site))
