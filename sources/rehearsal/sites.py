"""What each rehearsed host answers on a day: by host and path, as the real ones would."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit

from sources.rehearsal import articles, listmarkup
from sources.rehearsal.faults import FILE, JSON, Answer, bent, html, instead, lines_under
from sources.rehearsal.listmarkup import Line
from sources.rehearsal.places import Place, canonical, home_of, places
from sources.rehearsal.record import FaultKind, Release, record
from sources.releases import ListKind
from sources.rows import article_key

NOT_THERE = html("<html><body>页面不存在</body></html>", 404)
# What the hosts said to robots where somebody asked; a firewall's 403 is no policy.
_ROBOTS = {"www.miit.gov.cn": 403, "www.stats.gov.cn": 404, "data.stats.gov.cn": 404}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the sites see it."""

    host: str
    target: str  # path and query
    day: date
    faults: frozenset[FaultKind]
    moved: frozenset[str] = frozenset()  # columns that stand elsewhere

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {name: values[0] for name, values in parse_qs(urlsplit(self.target).query).items()}


def answer(asked: Asked) -> Answer:
    """The answer of a host to a request on a day. A fault of the site itself goes before one of its pages."""
    for fault in sorted(asked.faults, key=list(FaultKind).index):
        broken = instead(fault, asked.target)
        if broken is not None:
            return broken
    return bent(_sound(replace(asked, host=canonical(asked.host))), asked.faults)


def _sound(asked: Asked) -> Answer:
    if asked.path == "/robots.txt":
        status = _ROBOTS.get(asked.host, 200)
        return Answer(status, "text/plain", b"User-agent: *\nDisallow: /private/\n" if status == 200 else b"")
    here = [place for place in places() if place.host == asked.host]
    if asked.path == listmarkup.UNIT_PATH:
        return _unit(here, asked)
    if asked.path.endswith("/dataproxy.jsp"):
        return _proxy(here, asked)
    for place in here:
        if place.path_on(asked.moved) == asked.path:
            return _column(place, asked)
    if here and asked.path in ("/", "/index.html"):
        return html(listmarkup.home_page([], _linked(here, asked), ""))
    return _article_or_file(asked)


def _linked(here: list[Place], asked: Asked) -> list[tuple[str, str]]:
    """The columns that a home page links to: words and address."""
    shown = (place for place in here if place.is_found or place.name in asked.moved)
    return [(place.link_words, place.path_on(asked.moved)) for place in shown]


def _column(place: Place, asked: Asked) -> Answer:
    head = articles.head_of(place.listing.publisher, place.entry.name_zh)
    lines, faults, host = _lines(place, asked), asked.faults, place.host
    hidden = FaultKind.ROWS_HIDDEN in faults
    number = int(asked.query.get("pageNum", "1"))
    match place.kind(faults):
        case ListKind.UNIT_API:
            return html(listmarkup.unit_shell(place, place.unit_query(faults), head))
        case ListKind.JPAGE_INLINE:
            store = listmarkup.datastore(place, lines, number, hidden)
            return html(listmarkup.inline_column(place.inline_id(faults), store, head))
        case ListKind.DATAPROXY:
            return html(listmarkup.proxy_column(place, place.inline_id(faults), head))
        case ListKind.YEAR_TABLE:
            return html(listmarkup.year_tables(lines, head))
        case ListKind.STATIC_LIST:
            return _with_etag(html(listmarkup.static_list(lines, head)))
        case ListKind.LINKS:
            return html(listmarkup.home_page(lines, _linked([p for p in places() if p.host == host], asked), head))
        case ListKind.RSS:
            return Answer(200, "text/xml; charset=utf-8", listmarkup.feed(lines, host).encode())
        case ListKind.SEARCH_API:
            return Answer(200, JSON, _search(place, lines).encode())
        case ListKind.CALENDAR:
            return _calendar(place, head, asked.day.year)


def _calendar(place: Place, head: str, year: int) -> Answer:
    told = [one for one in record().promises if one.publisher == place.listing.publisher]
    if place.listing.stands_in_for:
        return Answer(200, JSON, listmarkup.agenda(told).encode())
    return html(listmarkup.calendar(year, told, head))


def _search(place: Place, lines: list[Line]) -> str:
    if "search-front-server" in place.path:
        return listmarkup.ministry_search(lines, place.host)
    own = place.entry.hosts[0]
    return (listmarkup.province_search if "jsearchfront" in place.path else listmarkup.release_service)(lines, own)


def _lines(place: Place, asked: Asked) -> list[Line]:
    rows = []
    for release in place.shows(asked.day):
        year, label = (release.cell.year, release.cell.label) if release.cell else (release.day.year, release.title[:8])
        rows.append(Line(release.title, home_of(release).address_of(release), release.day.isoformat(), year, label))
    return lines_under(rows, asked.faults, place.entry.hosts[0])


def _unit(here: list[Place], asked: Asked) -> Answer:
    """The unit API knows its own ids and pages only through `paramJson`."""
    query = asked.query
    for place in here:
        expected = place.unit_query(asked.faults)
        if all(query.get(key) == expected[key] for key in ("webId", "pageId", "tagId", "parseType")):
            paging = json.loads(query.get("paramJson", "{}"))
            again = FaultKind.PAGE_ONE_AGAIN in asked.faults
            number = 1 if again else int(paging.get("pageNo", 1))
            size = int(paging.get("pageSize", 24 if place.listing.publisher == "miit" else 15))
            hidden = FaultKind.ROWS_HIDDEN in asked.faults
            body = listmarkup.unit_answer(_lines(place, asked), expected["tagId"], number, size, hidden)
            return Answer(200, JSON, body.encode())
    return Answer(200, JSON, b'{"success": false, "code": "500", "message": "unit not found"}')


def _proxy(here: list[Place], asked: Asked) -> Answer:
    for place in here:
        wanted = (place.number, place.inline_id(asked.faults))
        if (asked.query.get("columnid"), asked.query.get("unitid")) == wanted:
            number = int(asked.query.get("page", "1"))
            hidden = FaultKind.ROWS_HIDDEN in asked.faults
            store = listmarkup.datastore(place, _lines(place, asked), number, hidden)
            return Answer(200, "text/xml; charset=utf-8", store.encode())
    return NOT_THERE


def _article_or_file(asked: Asked) -> Answer:
    """An article answers under every column of its office: its hash is what counts."""
    key = article_key(asked.path).removeprefix("art_")
    for release in record().releases:
        place = home_of(release)
        if asked.host not in place.entry.hosts or not release.is_there(asked.day):
            continue
        if (key == release.key.removeprefix("art_") and "/art_" in asked.path) or asked.path == place.address_of(
            release
        ):
            return html(articles.article(release, place.entry.name_zh, asked.day))
        if release.attachment and asked.query.get("fileUrl") == release.key:
            return Answer(200, FILE, _attachment(release))
    return NOT_THERE


@cache
def _attachment(release: Release) -> bytes:
    return articles.attachment(release)


def _with_etag(given: Answer) -> Answer:
    return replace(given, headers={"ETag": f'"{hashlib.sha256(given.body).hexdigest()[:20]}"'})
