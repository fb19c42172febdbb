"""Three generations of one content platform that most of the monitored sites run: how each hands out its rows.

A column's rows stand inside its page (inline datastore), behind a proxy that its page configures, or behind a unit
that its page names. Ids are read from the page on every visit; what the catalogue knows is used where it names none.
"""

from __future__ import annotations

import json
import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sources import markup
from sources.pages import decode
from sources.releases import Listing, ListKind, ListPage, ReleaseRef, Snapshot
from sources.rows import Site, changed, refs_of

UNIT_MARK = "/page/build/unit"
PROXY_PATH = "/module/web/jpage/dataproxy.jsp"
_RECORD = re.compile(r"<record>\s*<!\[CDATA\[((?:(?!<record>).)*?)\]\]>\s*</record>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*([0-9]{1,9})\s*</totalrecord>")
_UNIT_ID = re.compile(r"""<div[^<>]*\bid=["'](\d{4,8})["'][^<>]*>\s*<script[^<>]*>\s*<datastore""", re.IGNORECASE)
_PROXY_CONFIG = re.compile(r"""['"]?(webid|columnid|unitid)['"]?\s*[:=]\s*['"]?(\d+)""")


def told_generation(text: str) -> ListKind | None:
    """Which generation a page is, by its own marks; None where it is of none."""
    if "<datastore" in text:
        bare = text.lstrip("\ufeff \r\n\t").startswith(("<datastore", "<?xml"))
        return ListKind.DATAPROXY if bare else ListKind.JPAGE_INLINE
    if "dataproxy.jsp" in text and _PROXY_CONFIG.search(text):
        return ListKind.DATAPROXY
    return ListKind.UNIT_API if UNIT_MARK in text and markup.unit_scripts(text) else None


def unit_id_of(snapshot: Snapshot) -> str:
    """The id of a datastore list: in the page that holds it, or in the address that asks the proxy for it."""
    asked = dict(parse_qsl(urlsplit(snapshot.url).query)).get("unitid", "")
    inside = None if asked else _UNIT_ID.search(decode(snapshot.content, snapshot.content_type))
    return inside[1] if inside else asked


# -- unit API ---------------------------------------------------------------------------------------------------------


def shell(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """A page whose list comes by the unit API: where from, with the ids that the page names today.

    Navigation and footers come by units too, so the unit is told by its tag and never by its place.
    """
    units = [unit for unit in markup.unit_scripts(text) if UNIT_MARK in unit.url]
    known = dict(parse_qsl(urlsplit(listing.fallback).query))
    tags = (*((known["tagId"],) if "tagId" in known else ()), *site.tags)
    unit = next((unit for tag in tags for unit in units if unit.query.get("tagId") == tag), None)
    if unit is None:
        found = ", ".join(unit.query.get("tagId", "?") for unit in units)
        return known_unit(f"no unit of the page is its list (found {found or 'none'})", listing, snapshot)
    notes = tuple(
        f"{name} is now {unit.query.get(name, 'absent')}, the catalogue knows {value}"
        for name, value in known.items()
        if unit.query.get(name) != value
    )
    origin = urljoin(listing.url, unit.url)
    return ListPage(ListKind.UNIT_API, (), (f"{origin}?{urlencode(unit.query)}",), notes=notes)


def known_unit(why: str, listing: Listing, snapshot: Snapshot) -> ListPage:
    if not listing.fallback:
        raise changed(f"{why}, and no id is known", listing, snapshot)
    return ListPage(ListKind.UNIT_API, (), (listing.fallback,), notes=(f"{why}: the known id was used",))


def unit_answer(fragment: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    if not fragment.strip() or not markup.has(fragment, "ul, table, div.page-content"):
        raise changed("answer holds an empty fragment", listing, snapshot)
    refs = refs_of(markup.rows(fragment) or [], listing, snapshot, site)
    paging = markup.paging(fragment)
    total = paging.count if paging else None
    if total and not refs:
        raise changed(f"list says it has {total} rows and shows none", listing, snapshot)
    more = paging is not None and bool(paging.rows) and (total or 0) > paging.page * (paging.rows or 0)
    follow = (_unit_page(snapshot.url, paging.page + 1, paging.rows or 0),) if more and paging else ()
    return ListPage(ListKind.UNIT_API, refs, follow, total)


def _unit_page(url: str, page: int, rows: int) -> str:
    """Paging works through `paramJson` only: a bare page number is ignored and page 1 comes back."""
    parts = urlsplit(url)
    query = [(name, value) for name, value in parse_qsl(parts.query) if name != "paramJson"]
    query.append(("paramJson", json.dumps({"pageNo": page, "pageSize": str(rows)}, separators=(",", ":"))))
    return urlunsplit(parts._replace(query=urlencode(query)))


# -- datastores, inside the page or behind the proxy ------------------------------------------------------------------


def datastore(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    refs, total = _records(text, listing, snapshot, site)
    unit = _UNIT_ID.search(text)
    page = _asked_page(snapshot.url, "pageNum")
    more = unit is not None and total is not None and page * max(len(refs), 1) < total
    base = listing.url.partition("?")[0]
    follow = (f"{base}?uid={unit[1]}&pageNum={page + 1}",) if more and unit else ()
    notes: tuple[str, ...] = ()
    if unit is not None and listing.unit_id and unit[1] != listing.unit_id:
        notes = (f"unit is now {unit[1]}, the catalogue knows {listing.unit_id}",)
    return ListPage(ListKind.JPAGE_INLINE, refs, follow, total, notes)


def proxy(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> ListPage:
    """Either the answer of dataproxy.jsp, or the page that only says how to ask it."""
    if "<datastore" in text:
        refs, total = _records(text, listing, snapshot, site)
        page = _asked_page(snapshot.url, "page")
        more = bool(refs) and total is not None and page * len(refs) < total
        return ListPage(ListKind.DATAPROXY, refs, (_proxy_page(snapshot.url, page + 1),) if more else (), total)
    ids = dict(_PROXY_CONFIG.findall(text))
    if not {"webid", "columnid", "unitid"} <= ids.keys():
        raise changed("page configures its list without the ids to ask for it", listing, snapshot)
    query = urlencode({"page": 1, "path": "/", **ids, "permissiontype": 0})
    return ListPage(ListKind.DATAPROXY, (), (urljoin(listing.url, f"{PROXY_PATH}?{query}"),))


def _proxy_page(url: str, page: int) -> str:
    """Only `page` is honoured everywhere: some servers ignore startrecord and endrecord."""
    parts = urlsplit(url)
    query = {**dict(parse_qsl(parts.query)), "page": page}
    return urlunsplit(parts._replace(query=urlencode(query)))


def _asked_page(url: str, name: str) -> int:
    asked = dict(parse_qsl(urlsplit(url).query)).get(name, "")
    return int(asked) if re.fullmatch("[0-9]{1,9}", asked) else 1


def _records(text: str, listing: Listing, snapshot: Snapshot, site: Site) -> tuple[tuple[ReleaseRef, ...], int | None]:
    """The envelope is not always well-formed XML, so the records are cut out of it."""
    fragments = [f"<table>{record}</table>" if "<tr" in record else record for record in _RECORD.findall(text)]
    found = [row for fragment in fragments for row in markup.rows(fragment) or []]
    total = int(match[1]) if (match := _TOTAL.search(text)) else None
    refs = refs_of(found, listing, snapshot, site)
    if not refs and total:
        raise changed(f"list says it has {total} rows and shows none", listing, snapshot)
    return refs, total
