"""Rows of a list to references: which article a link leads to, under which address, of which day."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import parse_qsl, urljoin, urlsplit

from sources.errors import LayoutChanged
from sources.markup import Row
from sources.releases import Listing, ReleaseRef, Snapshot
from sources.visible import one_line

_DAY = re.compile(r"(?<!\d)(20\d\d|19\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)")
_HASH = re.compile(r"art_([0-9a-f]{32})\b")
_OLD = re.compile(r"art_(\d+)_(\d+)\.html")
_TRS = re.compile(r"/(t\d{8}_\d+)\.html")
_OLD_DAY = re.compile(r"/art/(\d{4})/(\d{1,2})/(\d{1,2})/art_\d+_\d+")


@dataclass(frozen=True, slots=True)
class Site:
    """What differs from site to site: whose links count, and which part of a page is its list."""

    hosts: frozenset[str]
    tags: tuple[str, ...] = ()  # tagId of the unit that holds the list, in the order to prefer
    canonical: Mapping[str, str] = field(default_factory=dict)  # another name of a host -> the one that is kept


def refs_of(found: Iterable[Row], listing: Listing, snapshot: Snapshot, site: Site) -> tuple[ReleaseRef, ...]:
    """One reference an article; links that lead elsewhere are left out. Raises LayoutChanged where all do."""
    rows = list(found)
    refs: dict[str, ReleaseRef] = {}
    for row in rows:
        url = _canonical(_address(listing.url, row.href), listing, site)
        if url and _belongs(url, listing, site):
            key = article_key(url)
            title = one_line(row.title)
            refs.setdefault(key, ReleaseRef(listing.publisher, listing.column, key, url, title, _day_of(row, url)))
    if rows and not refs:
        raise changed(f"none of {len(rows)} rows leads to an article of the site", listing, snapshot)
    return tuple(refs.values())


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


def changed(what: str, listing: Listing, snapshot: Snapshot) -> LayoutChanged:
    return LayoutChanged(
        what, publisher=listing.publisher, url=snapshot.url, snapshot=snapshot.sha256, where=listing.column
    )


def opening(text: str) -> str:
    return " ".join(text.split())[:60] or "(empty)"


def _address(base: str, href: str) -> str:
    """The whole address of a link; "" where it is none. Search services lead through a counter that names it."""
    if not href.isprintable():
        return ""
    try:
        url = urljoin(base, href)
        parts = urlsplit(url)
        if parts.path.endswith("/link.do"):
            url = dict(parse_qsl(parts.query)).get("url", "")
            parts = urlsplit(url)
        is_asked = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0  # asking may raise too
        return url if is_asked and url.isprintable() else ""
    except ValueError:
        return ""


def _canonical(url: str, listing: Listing, site: Site) -> str:
    """One name for a host, and the scheme by which the column itself is asked: lists of https pages link by http."""
    if not url:
        return ""
    parts, own = urlsplit(url), urlsplit(listing.url)
    host = site.canonical.get(parts.hostname or "", parts.hostname or "")
    scheme = own.scheme if host == own.hostname else parts.scheme
    return parts._replace(scheme=scheme, netloc=host).geturl() if parts.port is None else url


def _belongs(url: str, listing: Listing, site: Site) -> bool:
    """An article of the site, under one of the paths that the column is known to lead to, where it names some."""
    parts = urlsplit(url)
    if parts.hostname not in site.hosts or parts.path in ("", "/"):
        return False
    return not listing.leads_to or parts.path.startswith(listing.leads_to)


def _day_of(row: Row, url: str) -> date | None:
    """The list's own date, else the day that an old-style address holds."""
    if day := day_in(row.beside):
        return day
    match = _OLD_DAY.search(url)
    return day_in("-".join(match.groups())) if match else None
