"""Filling in what was published before anybody looked: deep into the lists, then release after release.

Whatever is done is in the store at once, so a run that was cancelled is taken up where it stopped. What a quiet
backfill brings is marked before it is read, in the transaction that writes its name down: nobody is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from flows.clock import beijing_day
from flows.fetching import Fetched, fetch_one, resting_columns
from flows.listening import Listener
from flows.looking import note_changes
from flows.reading import ReadRelease, read_one
from flows.spans import Span
from flows.wiring import House
from sources.catalogue import PublisherEntry
from sources.errors import Blocked, ConfigError, Problem, SourceError
from sources.fetch import Fetcher
from sources.publishers import Office
from sources.releases import Listing, ListPage, ReleaseRef, Snapshot
from sources.walk import walk
from store import release_facts, releases
from store.database import Session, read_only, unit_of_work
from store.release_facts import FactKind
from store.releases import KnownRelease, ReleaseRead

MOST_PAGES = 60  # of one list: years of a busy column
FRESH = timedelta(days=7)  # so long may a release be news


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose releases of which days, and whether what they say may be told."""

    publisher: str
    span: Span
    notify: bool = False


def asked_of(home: House, publisher: str, span: Span, notify: bool) -> Asked:
    """What will be filled in. A quiet backfill leaves the last week to `collect`, so that it cannot hide real news.

    Raises ConfigError where nothing is left.
    """
    if not home.catalogue.publishers[publisher].columns:
        raise ConfigError("publisher", [Problem(publisher, "has no columns that could be looked through")])
    history_ends = beijing_day(home.clock.now()) - FRESH
    if notify or span.last <= history_ends:
        return Asked(publisher, span, notify)
    if span.first > history_ends:
        wrong = (
            f"what is younger than {FRESH.days} days comes by `collect`; start earlier than {history_ends}, or notify"
        )
        raise ConfigError("dates", [Problem("from", wrong)])
    return Asked(publisher, Span(span.first, history_ends), notify)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: a list looked through, or a release fetched and read. `problem` is empty where it succeeded."""

    name: str
    problem: str = ""
    named: frozenset[str] | None = None  # releases of the span, where this was a list
    undated: int = 0  # rows that say no day: nobody can tell whether they belong to the span
    release: ReadRelease | None = None
    ends: bool = False  # the site is closed to us: the rest waits for another run

    @property
    def vintages(self) -> int:
        return len(self.release.vintages) if self.release else 0


@dataclass(frozen=True, slots=True)
class Progress:
    done: int
    total: int
    step: Step

    @property
    def per_cent(self) -> float:
        return round(100 * self.done / self.total, 1) if self.total else 100.0


def backfill(home: House, asked: Asked) -> Iterator[Progress]:
    """Every step as it is done. Leaving off anywhere loses nothing."""
    listings = home.catalogue.publishers[asked.publisher].listings()
    with home.fetcher() as fetcher:
        for number, listing in enumerate(listings, 1):
            step = _look_through(home, fetcher, listing, asked)
            yield Progress(number, len(listings), step)
            if step.ends:
                return
        waiting = _waiting(home, asked)
        for number, release in enumerate(waiting, 1):
            step = _fill(home, fetcher, release)
            yield Progress(number, len(waiting), step)
            if step.ends:
                return


# -- lists ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _BackTo:
    """An office whose lists end where every row is older than a day."""

    office: Office
    first: date

    @property
    def entry(self) -> PublisherEntry:
        return self.office.entry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        page = self.office.list_releases(listing, snapshot)
        dated = [ref.published_on for ref in page.refs if ref.published_on is not None]
        return replace(page, follow=()) if dated and max(dated) < self.first else page


def _look_through(home: House, fetcher: Fetcher, listing: Listing, asked: Asked) -> Step:
    name, now = f"list {listing.column}", home.clock.now()
    with read_only(home.store) as session:
        resting = resting_columns(session, listing.publisher, now)
    if listing.column in resting:
        return Step(name, "left alone: it refused us, and is asked again by `collect` when its time has come")
    office = _BackTo(Office(home.catalogue.publishers[listing.publisher]), asked.span.first)
    deep = replace(listing, pages=MOST_PAGES)
    try:
        refs = walk(office, deep, Listener(home, fetcher, None).get).refs
    except SourceError as error:
        return Step(name, str(error), ends=isinstance(error, Blocked))
    wanted = [ref for ref in refs if ref.published_on in asked.span]
    with unit_of_work(home.store) as session:
        seen = releases.see(session, wanted, now)
        note_changes(session, seen, now)
        if not asked.notify:
            _hush(home, session, seen.new)
    named = frozenset(ref.key for ref in wanted)
    return Step(name, named=named, undated=sum(ref.published_on is None for ref in refs))


def _hush(home: House, session: Session, refs: Sequence[ReleaseRef]) -> None:
    for ref in refs:
        release_facts.add(session, ref, home.clock.now(), FactKind.READ_QUIETLY, "a backfill that tells nobody")


# -- releases ---------------------------------------------------------------------------------------------------------


def _waiting(home: House, asked: Asked) -> list[KnownRelease]:
    """What is left to do of the span; and of all of it, whether it may be told."""
    with unit_of_work(home.store) as session:
        known = releases.between(session, asked.publisher, asked.span.first, asked.span.last)
        open_ones = [one for one in known if not one.read]
        names = {f"{one.ref.publisher}/{one.ref.key}": one.ref for one in known}
        quiet = release_facts.quiet_ones(session, names)
        if asked.notify:
            for name in sorted(quiet):
                detail = "a backfill that may tell"
                release_facts.add(session, names[name], home.clock.now(), FactKind.MAY_BE_TOLD, detail)
        else:
            unheard = [one.ref for one in open_ones if one.snapshot is None]
            _hush(home, session, [ref for ref in unheard if f"{ref.publisher}/{ref.key}" not in quiet])
    return open_ones


def _fill(home: House, fetcher: Fetcher, release: KnownRelease) -> Step:
    ref, name = release.ref, release.ref.title
    fetched = fetch_one(home, fetcher, ref) if release.snapshot is None else Fetched(ref)
    with read_only(home.store) as session:
        kept = releases.find(session, ref.publisher, ref.key)
    if kept is None or kept.snapshot is None:
        return Step(name, fetched.problem, ends=fetched.blocked)
    if kept.read:
        return Step(name)  # it says what another release said: there is nothing to read
    read = read_one(home, ReleaseRead(kept.ref, kept.snapshot))
    return Step(name, read.problem, release=read)
