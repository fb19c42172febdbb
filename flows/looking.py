"""Looking at the columns of a publisher: one visit each, with its outcome and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flows.clock import beijing_day
from flows.listening import Listener
from flows.wiring import House
from sources import calendars
from sources.catalogue import PublisherEntry
from sources.errors import Blocked, SourceError, Unreachable
from sources.fetch import Fetcher
from sources.lists import site_code_of
from sources.publishers import Office
from sources.releases import Listing, ListKind, Visit, VisitOutcome
from sources.visits import canary, evidence, evidence_of, judge, outcome_of
from sources.walk import Sighting, Trail, retrace, walk
from store import release_facts, releases, visits
from store.database import Session, read_only, unit_of_work
from store.release_facts import FactKind
from store.visits import Ahead, ColumnState

FIRST_BACK_OFF = timedelta(hours=4)
LONGEST_BACK_OFF = timedelta(hours=20)  # so that a site is tried at least once a day
KEPT_BACK = 50  # visits that found nothing new, before they are recorded together
ENOUGH_REFUSALS = 2  # columns of a host in a row that could not be reached, before the rest is not asked
NEW_NORMAL = 3  # visits in a row after which a list that shrank is believed


def look_at_columns(home: House, publisher_id: str, *, insist: bool = False) -> tuple[Visit, ...]:
    """Visit every column that is not being left alone; with `insist` those as well. Each visit is recorded before the next starts; those that found
    the same bytes as before only some together, since a transaction each would cost more than the visits.

    Columns that stand in for others are visited last, and only where one of those could not be looked at.
    """
    entry = home.catalogue.publishers[publisher_id]
    if not entry.columns:
        return ()
    with home.fetcher() as fetcher:
        return tuple(_Look(home, entry, fetcher, insist).all())


class _Look:
    """One look at a publisher: its columns as they stood before, and which hosts refuse us today."""

    def __init__(self, home: House, entry: PublisherEntry, fetcher: Fetcher, insists: bool) -> None:
        self._home = home
        self._insists = insists
        self._office = Office(entry)
        self._fetcher = fetcher
        with read_only(home.store) as session:
            self._states = {state.column: state for state in visits.states(session, entry.id)}
        self._refused: dict[str, list[SourceError]] = {}  # host -> columns in a row
        self._quiet: list[Visit] = []  # not recorded yet

    def all(self) -> Iterator[Visit]:
        try:
            yield from self._visits()
        finally:
            self._record_quiet()

    def _visits(self) -> Iterator[Visit]:
        today = beijing_day(self._home.clock.now())
        listings = [listing.on(today) for listing in self._office.entry.listings()]
        for listing in sorted(listings, key=lambda listing: bool(listing.stands_in_for)):
            if listing.stands_in_for and not self._is_needed(listing):
                continue
            visit = self._visit(listing, self._states.get(listing.column))
            if visit is not None:
                yield visit

    def _is_needed(self, listing: Listing) -> bool:
        self._record_quiet()
        return any(self._is_blind(name) for name in listing.stands_in_for)

    def _is_blind(self, column: str) -> bool:
        state = self._states.get(column)
        return state is not None and not state.last_outcome.could_look

    def _visit(self, listing: Listing, state: ColumnState | None) -> Visit | None:
        now = self._home.clock.now()
        if state and state.next_attempt and now < state.next_attempt and not self._insists:
            return None
        host = urlsplit(listing.url).hostname or ""
        try:
            self._check_is_worth_asking(host, listing)
            visit = self._see(listing, state, now)
        except SourceError as error:
            if isinstance(error, Blocked | Unreachable):
                self._refused.setdefault(host, []).append(error)
            outcome = outcome_of(error)
            failed = Visit(listing.publisher, listing.column, listing.url, now, outcome, evidence_of(error))
            return self._record(failed, Ahead(_next_attempt(error, state, now)))
        self._refused.pop(host, None)
        return visit

    def _check_is_worth_asking(self, host: str, listing: Listing) -> None:
        """A host that refused two columns in a row is not asked for the others; second routes have their own try."""
        refusals = self._refused.get(host, [])
        if len(refusals) < ENOUGH_REFUSALS or listing.stands_in_for:
            return
        kind = Blocked if isinstance(refusals[-1], Blocked) else Unreachable
        raise kind(f"not asked, since {host} refused other columns a moment ago: {refusals[0]}", url=listing.url)

    def _see(self, listing: Listing, state: ColumnState | None, now: datetime) -> Visit:
        trail = state.trail if state else None
        listener = Listener(self._home, self._fetcher, trail)
        if trail is not None and retrace(trail, listing, listener.hash_of):
            return self._keep_back(_as_before(listing, trail, now))
        with read_only(self._home.store) as session:
            known = releases.keys_of(session, listing.publisher, listing.column)
        sighting = walk(self._office, listing, listener.get, known)
        differs = calendars.differences(self._home.catalogue, listing.publisher, sighting.announced)
        return self._record_sighting(replace(sighting, notes=(*sighting.notes, *differs)), state, now)

    def _record_sighting(self, sighting: Sighting, state: ColumnState | None, now: datetime) -> Visit:
        suspicions = self._suspicions(sighting, state, now)
        with unit_of_work(self._home.store) as session:
            seen = releases.see(session, sighting.refs, now)
            note_changes(session, seen, now)
            known = {ref.key for ref in sighting.refs} - {ref.key for ref in seen.new}
            had_rows = state is not None and state.rows_last_seen > 0
            outcome = judge(sighting, known or (("rows",) if had_rows else ()), suspicions)
            visit = _visit_of(sighting, outcome, suspicions, now, len(seen.new))
            trail = sighting.trail if outcome.could_look else None
            self._states[visit.column] = visits.record(session, visit, Ahead(trail=trail))
        return visit

    def _suspicions(self, sighting: Sighting, state: ColumnState | None, now: datetime) -> tuple[str, ...]:
        before = state.rows_last_seen if state and state.consecutive_failures < NEW_NORMAL else 0
        expected = self._office.entry.site_code
        is_page = sighting.kind is not ListKind.RSS and not sighting.answers[0].content.lstrip().startswith(b"{")
        found = site_code_of(sighting.answers[0]) if expected and is_page else ""
        return canary(sighting, before, (expected, found), beijing_day(now))

    def _keep_back(self, visit: Visit) -> Visit:
        self._quiet.append(visit)
        if len(self._quiet) >= KEPT_BACK:
            self._record_quiet()
        return visit

    def _record_quiet(self) -> None:
        if not self._quiet:
            return
        with unit_of_work(self._home.store) as session:
            states = visits.record_all(session, [(visit, Ahead()) for visit in self._quiet])
        self._states |= {state.column: state for state in states}
        self._quiet.clear()

    def _record(self, visit: Visit, ahead: Ahead) -> Visit:
        with unit_of_work(self._home.store) as session:
            self._states[visit.column] = visits.record(session, visit, ahead)
        return visit


def _as_before(listing: Listing, trail: Trail, now: datetime) -> Visit:
    outcome = VisitOutcome.UNCHANGED if trail.rows else VisitOutcome.VALID_EMPTY
    return Visit(
        listing.publisher,
        listing.column,
        listing.url,
        now,
        outcome,
        f"{len(trail.steps)} answers with the same bytes as before, sha256 {trail.steps[-1].sha256[:12]}",
        rows=trail.rows,
        sha256=trail.steps[-1].sha256,
        kind_seen=trail.kind,
    )


def _visit_of(sighting: Sighting, outcome: VisitOutcome, suspicions: tuple[str, ...], now: datetime, new: int) -> Visit:
    listing = sighting.listing
    return Visit(
        listing.publisher,
        listing.column,
        listing.url,
        now,
        outcome,
        "; ".join([*suspicions, evidence(sighting)]),
        rows=sighting.rows,
        new_releases=new,
        sha256=sighting.answers[-1].sha256,
        kind_seen=sighting.kind,
        remarks=(*suspicions, *sighting.notes),
    )


def note_changes(session: Session, seen: releases.Seen, now: datetime) -> None:
    """That a list names known releases otherwise than before."""
    for before, after in seen.changed:
        was, now_is = ((r.title, str(r.published_on), r.url) for r in (before, after))
        detail = "; ".join(f"{one} -> {other}" for one, other in zip(was, now_is, strict=True) if one != other)
        release_facts.add(session, after, now, FactKind.LISTED_OTHERWISE, detail)


def _next_attempt(error: SourceError, state: ColumnState | None, now: datetime) -> datetime | None:
    """A site that blocks is left alone for hours, longer each time, and one that names a time for so long; anything
    else is tried at the next slot.
    """
    if isinstance(error, Unreachable) and error.retry_after:
        return now + min(timedelta(seconds=error.retry_after), LONGEST_BACK_OFF)
    if not isinstance(error, Blocked):
        return None
    failures = state.consecutive_failures if state else 0
    return now + min(FIRST_BACK_OFF * (1 << min(failures, 8)), LONGEST_BACK_OFF)
