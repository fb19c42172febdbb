"""schedule -> column -> release page -> snapshot -> reading -> vintages, for one publisher."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows import artifacts, events
from flows.answering import refusal
from flows.clock import beijing_day
from flows.fetching import Fetched, fetch_releases
from flows.looking import look_at_columns
from flows.orphans import end_abandoned
from flows.pages.moved import show_what_was_read
from flows.punctuality import too_late
from flows.reading import ReadRelease, anything_to_read, read_releases
from flows.rechecking import anything_to_ask_for, recheck_releases, refetch_releases
from flows.seeing import ended
from flows.spans import Span, span_of
from flows.wiring import House, house
from sources.catalogue import load_publishers
from sources.errors import ConfigError, Problem
from sources.releases import Visit
from store import visits
from store.database import read_only

if TYPE_CHECKING:
    Publisher = StrEnum
else:
    # Whose columns to look at: the ids of the catalogue, so that a new office is offered as soon as it stands there.
    Publisher = StrEnum("Publisher", {name.upper().replace("-", "_"): name for name in load_publishers()})


@dataclass(frozen=True, slots=True)
class Collected:
    """What one run found, kept and read."""

    publisher: str
    visits: tuple[Visit, ...] = ()
    fetched: tuple[Fetched, ...] = ()
    read: tuple[ReadRelease, ...] = field(default=())

    @property
    def figures(self) -> int:
        return sum(release.figures for release in self.read)

    @property
    def refusals(self) -> int:
        return sum(len(release.refusals) for release in self.read)

    @property
    def vintages(self) -> int:
        return sum(len(release.vintages) for release in self.read)


@flow(name="collect", flow_run_name="collect-{publisher}", retries=0)
def collect(
    publisher: Publisher,
    since: date | None = None,
    until: date | None = None,
    refetch: bool = False,
    insist: bool = False,
) -> State[Collected] | State[None]:
    """Look at a publisher's columns, keep every new release as it was received, and read it.

    Running it again changes nothing that is already right: what is known is not fetched again, what was read is not
    recorded twice, and what an earlier run left half done is finished.

    Args:
        publisher: Whose columns to look at.
        since: Fetch only what was published on or after this day (Beijing); what is older waits for a run without it.
        until: Fetch only what was published on or before this day; what is newer waits for a run without it.
        refetch: Ask again for every known release of these days, also those that were fetched and read; `since` must be given.
        insist: Ask also the columns that are being left alone for hours, since their site refused us. On: once its keeper has let us in again.
    """
    end_abandoned()
    late = too_late(timedelta(hours=3))
    if late is not None:
        return late
    try:
        span = _span(house(), since, until, refetch)
    except ConfigError as error:
        return refusal(error)
    collected = _collect(publisher.value, span, refetch, insist)
    with read_only(house().store) as session:
        return ended(collected, visits.states(session, publisher.value))


@flow(name="collect-all", flow_run_name="collect-all", retries=0)
def collect_all() -> tuple[Collected, ...]:
    """Do for every publisher of the catalogue, one after another, what `collect` does for one.

    A publisher that fails does not keep the next from being looked at. Raises ExceptionGroup at the end.
    """
    collected: list[Collected] = []
    failures: list[Exception] = []
    for publisher in (entry.id for entry in house().catalogue.publishers.values() if entry.columns):
        try:
            collected.append(_collect(publisher))
        except Exception as error:
            get_run_logger().exception("%s failed; the others go on", publisher)
            failures.append(error)
    if failures:
        raise ExceptionGroup("some publishers could not be collected", failures)
    return tuple(collected)


def _collect(publisher: str, span: Span | None = None, refetch: bool = False, insist: bool = False) -> Collected:
    seen = look(publisher, insist)
    home = house()
    fetched = fetch(publisher, span, refetch, insist) if refetch or anything_to_ask_for(home, publisher) else ()
    read = read_new(publisher) if anything_to_read(home, publisher) else ()
    collected = Collected(publisher, seen, fetched, read)
    if fetched or read or not all(visit.outcome.could_look and not visit.remarks for visit in seen):
        artifacts.collected(collected)
    events.announce(events.of_collected(collected))
    show_what_was_read(home, collected)
    return collected


def _span(home: House, since: date | None, until: date | None, refetch: bool) -> Span | None:
    """None where every day is meant. Raises ConfigError."""
    if since is None and refetch:
        raise ConfigError("collect", [Problem("refetch", "needs `since`: all of history would be asked for again")])
    if since is None and until is None:
        return None
    return span_of(since, until, beijing_day(home.clock.now()))


# Tasks take plain values: Prefect walks through every argument it is given, and a house is large.


@task(cache_policy=NO_CACHE, task_run_name="look-{publisher}")
def look(publisher: str, insist: bool) -> tuple[Visit, ...]:
    seen = look_at_columns(house(), publisher, insist=insist)
    for visit in seen:
        level = "info" if visit.outcome.could_look and not visit.remarks else "warning"
        getattr(get_run_logger(), level)("%s: %s, %s", visit.column, visit.outcome.value, visit.evidence)
    return seen


@task(cache_policy=NO_CACHE, task_run_name="fetch-{publisher}")
def fetch(publisher: str, span: Span | None, refetch: bool, insist: bool) -> tuple[Fetched, ...]:
    """What is new, and once a day what is young: pages are edited and withdrawn silently."""
    home = house()
    new = fetch_releases(home, publisher, span, insist=insist)
    again = refetch_releases(home, publisher, span) if refetch and span else recheck_releases(home, publisher)
    return (*new, *again)


@task(cache_policy=NO_CACHE, task_run_name="read-{publisher}")
def read_new(publisher: str) -> tuple[ReadRelease, ...]:
    return read_releases(house(), publisher)
