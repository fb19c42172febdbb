"""Asking again for young releases: pages are edited silently, and withdrawn."""

from __future__ import annotations

from datetime import datetime, timedelta

from flows.clock import beijing_day
from flows.fetching import (
    Fetched,
    articles_of,
    fetch_files,
    note_failure,
    note_return,
    note_sight,
    page_of,
    resting_columns,
)
from flows.spans import Span
from flows.wiring import House
from sources.editions import difference, says
from sources.errors import Blocked, FetchError
from sources.fetch import Fetcher, NotModified, Validators
from sources.pages import Page
from sources.releases import ReleaseRef, Snapshot, Visit, VisitOutcome
from store import release_facts, releases, snapshots, visits
from store.database import read_only, unit_of_work
from store.release_facts import FactKind

YOUNG = timedelta(days=21)  # after publication; corrections come within days
EVERY = timedelta(hours=20)  # so that daily runs ask daily
AGAIN_AFTER = timedelta(days=1)  # for a file that could not be had
MOST_ATTEMPTS = 5
LATER = timedelta(days=7)  # beyond that, for an article that failed when it was last asked for


def anything_to_ask_for(home: House, publisher: str) -> bool:
    """Whether any release of a publisher waits to be fetched, or to be asked for again."""
    now = home.clock.now()
    with read_only(home.store) as session:
        if releases.to_fetch(session, publisher, now, limit=1):
            return True
        return bool(releases.to_recheck(session, publisher, beijing_day(now - YOUNG), now - EVERY, now))


def recheck_releases(home: House, publisher: str) -> tuple[Fetched, ...]:
    """Ask again for releases of the last weeks, each once a day. Those that changed or are gone are given back."""
    now = home.clock.now()
    with read_only(home.store) as session:
        young = releases.to_recheck(session, publisher, beijing_day(now - YOUNG), now - EVERY, now)
        resting = resting_columns(session, publisher, now) if young else frozenset()
    waiting = [ref for ref in young if ref.column not in resting and articles_of(ref.column) not in resting]
    return _ask_again(home, tuple(waiting)) if waiting else ()


def refetch_releases(home: House, publisher: str, span: Span) -> tuple[Fetched, ...]:
    """Ask again for every release of some days, whatever its age; those that changed or are gone are given back."""
    with read_only(home.store) as session:
        known = [r.ref for r in releases.between(session, publisher, span.first, span.last) if r.snapshot is not None]
    return _ask_again(home, tuple(known)) if known else ()


def _ask_again(home: House, refs: tuple[ReleaseRef, ...]) -> tuple[Fetched, ...]:
    told: list[Fetched] = []
    with home.fetcher() as fetcher:
        for ref in refs:
            told += (again := recheck_one(home, fetcher, ref))
            if any(one.blocked for one in again):
                break
    return tuple(told)


def recheck_one(home: House, fetcher: Fetcher, ref: ReleaseRef) -> list[Fetched]:
    """Ask again for a release that was fetched before; nothing is given back where it still says the same."""
    now = home.clock.now()
    try:
        return _recheck(home, fetcher, ref, now)
    except FetchError as error:
        return [_failed(home, ref, error, now)]


def _recheck(home: House, fetcher: Fetcher, ref: ReleaseRef, now: datetime) -> list[Fetched]:
    with read_only(home.store) as session:
        before = snapshots.latest(session, ref.url)
        known = releases.find(session, ref.publisher, ref.key)
    validators = Validators.of(before) if before is not None else None
    answer = fetcher.fetch(ref.url, validators=validators)
    said = known.says if known else None
    unchanged = isinstance(answer, NotModified) or (known is not None and answer.sha256 == known.snapshot)
    if isinstance(answer, NotModified):
        assert before is not None
        answer = before
    page = page_of(answer)
    if page is None:
        return [] if unchanged else _not_understood(home, ref, answer, now)
    if unchanged or says(page) == said:
        _still(home, ref, now)
        return _missing_files(home, fetcher, ref, page)
    return _edited(home, ref, answer, _what_changed(home, known.snapshot if known else None, page))


def _missing_files(home: House, fetcher: Fetcher, ref: ReleaseRef, page: Page) -> list[Fetched]:
    """Files that a page has and the store has not: they were throttled, or an error page came instead."""
    with read_only(home.store) as session:
        known = releases.find(session, ref.publisher, ref.key)
    if known is None or not known.read or release_is_twin(home, ref):
        return []
    arrived, problems = fetch_files(home, fetcher, ref, page)
    with unit_of_work(home.store) as session:
        if arrived:
            releases.read_again(session, ref)
        if problems and known.attempts < MOST_ATTEMPTS:
            releases.incomplete(session, ref, home.clock.now() + AGAIN_AFTER)
    return [Fetched(ref, "; ".join(problems), arrived)] if arrived or problems else []


def release_is_twin(home: House, ref: ReleaseRef) -> bool:
    with read_only(home.store) as session:
        return release_facts.last_kind(session, ref, FactKind.SAYS_THE_SAME) is not None


def _still(home: House, ref: ReleaseRef, now: datetime) -> None:
    with unit_of_work(home.store) as session:
        releases.rechecked(session, ref, now)
        note_return(session, ref, now)
        note_sight(session, ref, now)


def _edited(home: House, ref: ReleaseRef, answer: Snapshot, changed: str) -> list[Fetched]:
    """A new snapshot of the same release; it waits to be read like a new one."""
    page = page_of(answer)
    with unit_of_work(home.store) as session:
        snapshots.keep(session, answer)
        releases.fetched(session, ref, answer, says(page) if page else None)
        note_return(session, ref, answer.fetched_at)
        release_facts.add(session, ref, answer.fetched_at, FactKind.EDITED, changed)
    return [Fetched(ref, f"edited: {' / '.join(changed.splitlines()[:4])}")]


def _not_understood(home: House, ref: ReleaseRef, answer: Snapshot, now: datetime) -> list[Fetched]:
    """What comes instead of a release that was read once: kept as evidence, and nothing is unlearned."""
    evidence = f"asked again, it is no release any more: {len(answer.content)} bytes, sha256 {answer.sha256[:12]}"
    visit = Visit(ref.publisher, articles_of(ref.column), ref.url, now, VisitOutcome.LAYOUT_CHANGED, evidence)
    with unit_of_work(home.store) as session:
        snapshots.keep(session, answer)
        visits.record(session, visit)
        releases.rechecked(session, ref, now)
    return [Fetched(ref, evidence)]


def _what_changed(home: House, sha256: str | None, page: Page) -> str:
    with read_only(home.store) as session:
        before = snapshots.load(session, sha256) if sha256 else None
    old = page_of(before) if before is not None else None
    return difference(old, page) if old is not None else "what it said before could not be read"


def _failed(home: House, ref: ReleaseRef, error: FetchError, now: datetime) -> Fetched:
    """Asked again tomorrow, whatever it was; a week longer than others, or its source stayed out of sight for good."""
    late = ref.published_on is not None and ref.published_on >= beijing_day(now - YOUNG - LATER)
    with unit_of_work(home.store) as session:
        releases.rechecked(session, ref, now, again=now + EVERY if late else None)
        note_failure(session, ref, error, now)
    return Fetched(ref, str(error), blocked=isinstance(error, Blocked))
