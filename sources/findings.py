"""What one look at a column found beside what the catalogue expects of it. Deciding only; who looks is elsewhere.

What a page says goes into a correction only where it looks like an id or an address of the publisher: a correction
becomes a line of a file that people apply.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit

from sources import hanweb
from sources.catalogue import Column, PublisherEntry
from sources.lists import site_code_of
from sources.releases import Listing, ListKind, Snapshot, VisitOutcome
from sources.visits import canary, evidence, evidence_of, judge, outcome_of
from sources.walk import Sighting

STALE_AFTER = timedelta(days=180)  # without a new row a column may be dead, though it can be read
_ID = re.compile(r"[\w.-]{1,80}")
_ADDRESS = re.compile(r"https?://[!#-&(-;=?-\[\]-_a-z~]{1,400}")


@dataclass(frozen=True, slots=True)
class Correction:
    """A value of the catalogue that the site gives otherwise, or that the catalogue does not know (`known` is empty)."""

    keys: tuple[str, ...]  # below the column's entry: ("kind",), ("unit", "pageId")
    known: str
    found: str

    def in_words(self) -> str:
        match self.keys:
            case ("kind",):
                return f"the page is a {self.found}, the catalogue expects a {self.known}"
            case ("url",):
                return f"column is now {self.found}, the catalogue knows {self.known}"
            case ("unit_id",):
                return f"unit is now {self.found}, the catalogue knows {self.known}"
            case _:
                return f"{self.keys[-1]} is now {self.found}, the catalogue knows {self.known}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One column as it was found. `differs`: what is not as expected; `doubts`: what a person should look at."""

    listing: Listing  # as the catalogue has it
    outcome: VisitOutcome
    evidence: str
    kind: ListKind | None = None
    address: str = ""
    rows: int = 0
    total: int | None = None
    newest: date | None = None
    answered_by: str = ""
    validators: tuple[str, ...] = ()  # headers offered with any of its answers
    site_code: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)  # by which its list was asked for
    differs: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @property
    def learned(self) -> tuple[Correction, ...]:
        return tuple(one for one in self.corrections if not one.known)

    @property
    def was_seen(self) -> bool:
        return self.kind is not None


def compare(entry: PublisherEntry, listing: Listing, sighting: Sighting, today: date) -> Finding:
    """What was seen beside what is expected. `sighting` may come from another address than the known one."""
    listing = listing.on(today)
    column = next(column for column in entry.columns if column.name == listing.column)
    code = "" if sighting.kind is ListKind.RSS else _code(sighting.answers)
    suspicions = canary(sighting, 0, (entry.site_code, code), today)
    ids = _ids(sighting)
    corrections = tuple(_corrections(entry, column, listing, sighting))
    changed = (one.in_words() for one in corrections if one.known)
    newest = max((ref.published_on for ref in sighting.refs if ref.published_on), default=None)
    return Finding(
        listing=listing,
        outcome=judge(sighting, (), suspicions),
        evidence=evidence(sighting),
        kind=sighting.kind,
        address=sighting.listing.url,
        rows=sighting.rows,
        total=sighting.total,
        newest=newest,
        answered_by=sighting.answers[-1].answered_by,
        validators=_validators(sighting.answers),
        site_code=code,
        ids=ids,
        differs=tuple(dict.fromkeys((*suspicions, *sighting.notes, *changed))),
        doubts=tuple(_doubts(sighting, newest, today)),
        corrections=corrections,
    )


def failed(listing: Listing, error: Exception) -> Finding:
    """A column that could not be looked at, or not be read."""
    told = evidence_of(error)
    return Finding(listing, outcome_of(error), told, differs=(told,))


def settled(entry: PublisherEntry, findings: Collection[Finding]) -> tuple[Correction, ...]:
    """Corrections of what a publisher's columns have in common: where all that use a value found the same other one."""
    return (*_shared(entry, findings), *_codes(entry, findings))


def _shared(entry: PublisherEntry, findings: Collection[Finding]) -> Iterator[Correction]:
    columns = {column.name: column for column in entry.columns}
    seen = [finding for finding in findings if finding.kind is ListKind.UNIT_API]
    for name in entry.unit:
        users = [finding for finding in seen if name not in columns[finding.listing.column].unit]
        found = {one for finding in users for one in finding.corrections if one.keys == ("unit", name)}
        agreed = all(any(one.keys == ("unit", name) for one in finding.corrections) for finding in users)
        if len(users) > 1 and len(found) == 1 and agreed:
            yield found.pop()


def _codes(entry: PublisherEntry, findings: Collection[Finding]) -> Iterator[Correction]:
    """The code that all pages carry, where the catalogue knows none. A known one that differs is never overwritten."""
    codes = {finding.site_code for finding in findings if finding.site_code}
    if not entry.site_code and len(codes) == 1 and (code := codes.pop()) and _ID.fullmatch(code):
        yield Correction(("site_code",), "", code)


def _corrections(entry: PublisherEntry, column: Column, listing: Listing, sighting: Sighting) -> Iterator[Correction]:
    known_url = str(column.url or "")
    url = sighting.listing.url
    if url not in (known_url, listing.url) and _ADDRESS.fullmatch(url) and urlsplit(url).hostname in entry.hosts:
        yield Correction(("url",), known_url, url)
    if sighting.kind is not listing.kind:
        yield Correction(("kind",), listing.kind.value, sighting.kind.value)
    ids = _ids(sighting)
    if sighting.kind is ListKind.UNIT_API:
        known = {**entry.unit, **column.unit}
        for name, value in ids.items():
            if known.get(name) != value and _ID.fullmatch(name) and _ID.fullmatch(value):
                yield Correction(("unit", name), known.get(name, ""), value)
    elif (unit := ids.get("unitid", "")) != listing.unit_id and _ID.fullmatch(unit):
        yield Correction(("unit_id",), listing.unit_id, unit)


def _ids(sighting: Sighting) -> dict[str, str]:
    match sighting.kind:
        case ListKind.UNIT_API:
            asked = next((a.url for a in sighting.answers if hanweb.UNIT_MARK in a.url), "")
            return {name: value for name, value in parse_qsl(urlsplit(asked).query) if name != "paramJson"}
        case ListKind.JPAGE_INLINE | ListKind.DATAPROXY:
            found = next((unit for answer in sighting.answers if (unit := hanweb.unit_id_of(answer))), "")
            return {"unitid": found} if found else {}
        case (
            ListKind.YEAR_TABLE
            | ListKind.STATIC_LIST
            | ListKind.RSS
            | ListKind.SEARCH_API
            | ListKind.LINKS
            | ListKind.CALENDAR
        ):
            return {}


def _doubts(sighting: Sighting, newest: date | None, today: date) -> Iterator[str]:
    if not sighting.rows:
        yield "lists nothing"
    if newest is not None and today - newest > STALE_AFTER and sighting.kind is not ListKind.YEAR_TABLE:
        yield f"nothing new since {newest}"


def _validators(answers: Collection[Snapshot]) -> tuple[str, ...]:
    offered = {"ETag": any(a.etag for a in answers), "Last-Modified": any(a.last_modified for a in answers)}
    return tuple(name for name, given in offered.items() if given)


def _code(answers: tuple[Snapshot, ...]) -> str:
    """The site's code as the column's own page carries it, the last one that is a page."""
    pages = [answer for answer in answers if answer.content.lstrip()[:1] == b"<"]
    return next((code for page in reversed(pages) if (code := site_code_of(page))), "")
