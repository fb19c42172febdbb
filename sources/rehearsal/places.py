"""Which columns are rehearsed, where each stands, and what it shows on a day: all of the catalogue's, whatever it holds.

Ids that the catalogue does not know are made up, so that they must be found on the page.
"""

from __future__ import annotations

import hashlib
from collections.abc import Set
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from urllib.parse import parse_qsl, urlsplit

from sources import catalogue
from sources.catalogue import PublisherEntry
from sources.rehearsal.record import FaultKind, Release, record
from sources.releases import Listing, ListKind

# How a column goes on after its office moves to another generation of the platform.
MIGRATIONS = {
    ListKind.UNIT_API: ListKind.JPAGE_INLINE,
    ListKind.JPAGE_INLINE: ListKind.DATAPROXY,
    ListKind.YEAR_TABLE: ListKind.JPAGE_INLINE,
    ListKind.STATIC_LIST: ListKind.UNIT_API,
}


@dataclass(frozen=True)
class Place:
    """One column on its site."""

    entry: PublisherEntry
    listing: Listing
    is_found: bool  # its address is told by a page that links to it

    @property
    def name(self) -> str:
        return f"{self.listing.publisher}/{self.listing.column}"

    @cached_property
    def number(self) -> str:
        """The number in its address; made up where the catalogue does not know the address."""
        inside = urlsplit(self.listing.url).path.partition("/col/col")[2].partition("/")[0]
        return inside or "12299" + str(int(_digest(self.name)[:8], 16))[:5].zfill(5)

    @cached_property
    def path(self) -> str:
        unknown = self.is_found and self.listing.url == self.listing.found_on
        return f"/col/col{self.number}/index.html" if unknown else urlsplit(self.listing.url).path

    def path_on(self, moved: Set[str]) -> str:
        return f"/moved{self.path}" if self.name in moved else self.path

    @property
    def link_words(self) -> str:
        return self.listing.link_words[0] if self.listing.link_words else self.listing.column

    @property
    def host(self) -> str:
        return urlsplit(self.listing.url).hostname or ""

    def kind(self, faults: Set[FaultKind]) -> ListKind:
        kind = self.listing.kind
        return MIGRATIONS.get(kind, kind) if FaultKind.MIGRATED in faults else kind

    def unit_query(self, faults: Set[FaultKind]) -> dict[str, str]:
        """The ids that its page names, and that the unit API knows it by."""
        common = {
            "parseType": "bulidstatic",
            "webId": "9999",
            "tplSetId": "t",
            "pageType": "column",
            "editType": "null",
        }
        known = dict(parse_qsl(urlsplit(self.listing.fallback).query)) or self._own_tag()
        made_up = {"tagId": "当前栏目_list", "pageId": _digest(self.name)}
        query = {**common, **made_up, **self.entry.unit, **known}
        return query | {"pageId": _digest(query["pageId"])} if FaultKind.RENUMBERED in faults else query

    def inline_id(self, faults: Set[FaultKind]) -> str:
        known = self.listing.unit_id or str(int(_digest(self.name)[:6], 16) % 9_000_000 + 1_000_000)
        return str(int(known) + 1) if FaultKind.RENUMBERED in faults else known

    def _own_tag(self) -> dict[str, str]:
        column = next(c for c in self.entry.columns if c.name == self.listing.column)
        return {name: value for name, value in column.unit.items() if name == "tagId"}

    def address_of(self, release: Release) -> str:
        """The path of an article, in the style of the site."""
        day = release.day
        if release.key.startswith("art_"):
            return f"/art/{day.year}/{day.month}/{day.day}/{release.key}.html"
        folder = self.path.rpartition("/")[0]
        if release.key.startswith("t20"):
            return f"/sj/zxfb/{day:%Y%m}/{release.key}.html"
        return (
            f"{folder if '/col/' not in self.path else f'/col/col{self.number}'}/art/{day.year}/art_{release.key}.html"
        )

    def shows(self, day: date) -> list[Release]:
        """Newest first. Pages that are no list of their own show the newest of their publisher's columns."""
        there = [release for release in record().releases if release.is_there(day) and self._lists(release)]
        return sorted(there, key=lambda release: (release.day, release.key), reverse=True)

    def _lists(self, release: Release) -> bool:
        if self.listing.stands_in_for:
            columns = {f"{self.listing.publisher}/{name}" for name in self.listing.stands_in_for}
            return not columns.isdisjoint((release.column, *release.also_in))
        if self.listing.kind is ListKind.LINKS:
            return release.publisher == self.listing.publisher
        return self.name in (release.column, *release.also_in)


@cache
def _catalogue() -> catalogue.Catalogue:
    return catalogue.load()


@cache
def places() -> tuple[Place, ...]:
    entries = _catalogue().publishers.values()
    return tuple(Place(entry, listing, bool(listing.found_on)) for entry in entries for listing in entry.listings())


@cache
def hosts() -> frozenset[str]:
    return _catalogue().hosts


@cache
def canonical(host: str) -> str:
    """The host that another one answers for."""
    for entry in _catalogue().publishers.values():
        for own, other in entry.fallback_hosts.items():
            if other == host:
                return own
    return host


def place_of(name: str) -> Place:
    """The place of a `publisher/column`."""
    return next(place for place in places() if place.name == name)


def home_of(release: Release) -> Place:
    return place_of(release.column)


def _digest(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
