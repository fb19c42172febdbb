"""Looking at the columns of a publisher: one visit each, with its outcome and the evidence for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from flows.wiring import House
from sources.errors import SourceError
from sources.fetch import Fetcher, NotModified, Validators
from sources.publishers import Publisher, publisher_for
from sources.releases import Listing, ListKind, Snapshot, Visit, VisitOutcome
from sources.walk import Sighting, evidence, evidence_of, judge, outcome_of, walk
from store import releases, snapshots, visits
from store.database import read_only, unit_of_work
from store.visits import ColumnState

# The shell of a unit-API column never changes, so only lists that carry their own rows are asked with validators.
OWN_ROWS = (ListKind.STATIC_LIST, ListKind.JPAGE_INLINE, ListKind.YEAR_TABLE, ListKind.RSS)
FIRST_BACK_OFF = timedelta(hours=4)
LONGEST_BACK_OFF = timedelta(hours=20)  # so that a site is tried at least once a day


def look_at_columns(home: House, publisher_id: str) -> tuple[Visit, ...]:
    """Visit every column that is not being left alone. Each visit is recorded before the next starts."""
    publisher = publisher_for(home.catalogue.publishers[publisher_id])
    if not publisher.entry.columns:
        return ()
    with home.fetcher() as fetcher:
        seen = [_visit(home, fetcher, publisher, listing) for listing in publisher.entry.listings()]
    return tuple(visit for visit in seen if visit is not None)


def _visit(home: House, fetcher: Fetcher, publisher: Publisher, listing: Listing) -> Visit | None:
    now = home.clock.now()
    with read_only(home.store) as session:
        state = visits.state(session, listing.publisher, listing.column)
    if state and state.next_attempt and now < state.next_attempt:
        return None
    try:
        first = _first_answer(home, fetcher, listing)
        if isinstance(first, NotModified):
            return _record(
                home,
                Visit(
                    listing.publisher,
                    listing.column,
                    listing.url,
                    now,
                    VisitOutcome.UNCHANGED,
                    "304 not modified",
                    rows=state.rows_last_seen if state else 0,
                ),
            )
        sighting = walk(publisher, listing, _getter(home, fetcher, first))
    except SourceError as error:
        outcome = outcome_of(error)
        failed = Visit(listing.publisher, listing.column, listing.url, now, outcome, evidence_of(error))
        return _record(home, failed, _next_attempt(outcome, state, now))
    return _record_sighting(home, sighting, state, now)


def _first_answer(home: House, fetcher: Fetcher, listing: Listing) -> Snapshot | NotModified:
    known: Validators | None = None
    if listing.kind in OWN_ROWS:
        with read_only(home.store) as session:
            stored = snapshots.validators(session, listing.url)
        known = Validators(stored.etag, stored.last_modified) if stored else None
    return fetcher.fetch(listing.url, validators=known)


def _getter(home: House, fetcher: Fetcher, first: Snapshot) -> Callable[[str, str], Snapshot]:
    """Fetches for a walk, and stores the bytes before anything reads them; bytes that are known are not stored again."""

    def get(url: str, referer: str) -> Snapshot:
        snapshot = first if url == first.url else fetcher.get(url, referer=referer)
        with read_only(home.store) as session:
            known = snapshots.latest(session, url)
        if known is None or known.sha256 != snapshot.sha256:
            with unit_of_work(home.store) as session:
                snapshots.keep(session, snapshot)
        return snapshot

    return get


def _record_sighting(home: House, sighting: Sighting, state: ColumnState | None, now: datetime) -> Visit:
    listing = sighting.listing
    with unit_of_work(home.store) as session:
        seen = releases.see(session, sighting.refs, now)
        new = {ref.key for ref in seen.new}
        known = [ref.key for ref in sighting.refs if ref.key not in new]
        if state and state.rows_last_seen and not known:
            known = ["rows seen before"]
        visit = Visit(
            listing.publisher,
            listing.column,
            listing.url,
            now,
            judge(sighting, known),
            evidence(sighting),
            rows=len(sighting.refs),
            new_releases=len(new),
            sha256=sighting.pages[0] if sighting.pages else None,
            kind_seen=sighting.kind,
        )
        visits.record(session, visit)
    return visit


def _record(home: House, visit: Visit, next_attempt: datetime | None = None) -> Visit:
    with unit_of_work(home.store) as session:
        visits.record(session, visit, next_attempt)
    return visit


def _next_attempt(outcome: VisitOutcome, state: ColumnState | None, now: datetime) -> datetime | None:
    """A site that blocks is left alone for hours, longer each time; anything else is tried at the next slot."""
    if outcome is not VisitOutcome.BLOCKED:
        return None
    failures = state.consecutive_failures if state else 0
    return now + min(FIRST_BACK_OFF * (1 << min(failures, 8)), LONGEST_BACK_OFF)
