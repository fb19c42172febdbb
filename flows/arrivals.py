"""What is new since the last look, and what is known of the sources: from the store into the words of the alerts room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from alerts import news
from alerts.coverage import beijing_day, end_of
from alerts.news import News
from flows.fetching import articles_of
from flows.wiring import House
from store import looked_at, named_lists, observations, refusals, release_facts, releases, visits
from store.database import Session
from store.release_facts import FactKind

MOST_MISSED = 400  # days that one look catches up with


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What arrived after a position, not yet judged."""

    vintages: tuple[observations.NewVintage, ...] = ()
    lists: tuple[named_lists.NewList, ...] = ()
    facts: tuple[release_facts.ReleaseFact, ...] = ()


def news_of(session: Session, home: House, arrivals: Arrivals, missed: tuple[news.PastDay, ...]) -> News:
    """Everything that one look judges. `missed`: see `missed_days`."""
    new = tuple(
        news.NewVintage(v.observation.series, v.observation.period, v.vintage, v.release)
        for v in arrivals.vintages
        if v.is_latest
    )
    needed = home.rulebook.series_needed({v.series for v in new})
    due = {series.id for series in home.catalogue.series.values() if series.due}
    if missed:
        needed |= due  # to know what had been seen on each of those days
    newest = observations.latest(session, due - needed)
    return News(
        vintages=new,
        history=observations.histories(session, needed),
        lists=(*(as_news(entry) for entry in arrivals.lists), *_withdrawn_lists(session, arrivals.facts)),
        changed=tuple(_changed_releases(session, arrivals.facts)),
        newest={series: observation.period for series, observation in newest.items()},
        sources=tuple(_sources(session, home)),
        refusals=tuple(count for publisher in home.catalogue.publishers for count in _refusals(session, publisher)),
        missed=missed,
    )


def missed_days(session: Session, last_judged: date | None, now: datetime) -> tuple[news.PastDay, ...]:
    """The days after the last one that was judged and before today on which somebody looked at a publisher."""
    if last_judged is None:
        return ()
    first = max(last_judged, beijing_day(now) - timedelta(days=MOST_MISSED))
    after, before = end_of(first), end_of(beijing_day(now) - timedelta(days=1))
    if after >= before:
        return ()
    by_day = looked_at.publishers_by_day(session, after, before)
    return tuple(news.PastDay(day, by_day[day]) for day in sorted(by_day))


def as_news(entry: named_lists.NewList) -> news.NewList:
    origin = entry.origin
    return news.NewList(
        named=entry.announced,
        release=f"{origin.publisher}/{origin.release}",
        publisher=origin.publisher,
        title=origin.title,
        url=origin.url,
        published_on=origin.published_on,
        seen_at=origin.seen_at,
        snapshot=origin.snapshot,
        before=entry.previous,
    )


def _changed_releases(session: Session, facts: Sequence[release_facts.ReleaseFact]) -> Iterator[news.ChangedRelease]:
    told = {kind.value for kind in news.Happened}
    for fact in (f for f in facts if f.kind.value in told):
        known = releases.find(session, fact.publisher, fact.key)
        if known is None or known.snapshot is None:
            continue  # a page that was never had was never read by anybody here
        ref = known.ref
        yield news.ChangedRelease(
            happened=news.Happened(fact.kind.value),
            release=f"{fact.publisher}/{fact.key}",
            publisher=fact.publisher,
            title=ref.title,
            url=ref.url,
            published_on=ref.published_on,
            seen_at=fact.at,
            snapshot=known.snapshot,
            detail=fact.detail,
        )


def _withdrawn_lists(session: Session, facts: Sequence[release_facts.ReleaseFact]) -> Iterator[news.NewList]:
    """The lists of releases that were taken down, as they were last announced."""
    for fact in (f for f in facts if f.kind is FactKind.WITHDRAWN):
        for entry in named_lists.of_release(session, fact.publisher, fact.key):
            yield replace(as_news(entry), seen_at=fact.at, before=None, withdrawn=True)


def _sources(session: Session, home: House) -> Iterator[news.SourceHealth]:
    """The columns that the catalogue has, and their articles. Those that stand in for others are asked only where one
    of those is blind, which is told by itself; a column that left the catalogue is nobody's any more."""
    columns = [listing for entry in home.catalogue.publishers.values() for listing in entry.listings()]
    regular = {(one.publisher, one.column) for one in columns if not one.stands_in_for}
    articles = {(one.publisher, articles_of(one.column)) for one in columns}
    for state in visits.states(session):
        place = (state.publisher, state.column)
        if place in regular or place in articles:
            yield replace(_source_health(session, state), at_every_look=place in regular)


def _source_health(session: Session, state: visits.ColumnState) -> news.SourceHealth:
    last = visits.recent(session, state.publisher, state.column, 1)
    return news.SourceHealth(
        publisher=state.publisher,
        column=state.column,
        last_success=state.last_success,
        consecutive_failures=state.consecutive_failures,
        last_outcome=state.last_outcome,
        evidence=last[0].evidence if last else "",
        next_attempt=state.next_attempt,
        url=state.url,
        since=state.failing_since,
    )


def _refusals(session: Session, publisher: str) -> list[news.RefusalCount]:
    """The last documents, each beside the ones published before it. Judging one of them again changes nothing."""
    counted = refusals.counts(session, publisher)
    return [_refusal_count(publisher, one, counted[n + 1 :]) for n, one in enumerate(counted)]


def _refusal_count(
    publisher: str, one: refusals.RefusalCount, before: Sequence[refusals.RefusalCount]
) -> news.RefusalCount:
    usual = Decimal(sum(count.refusals for count in before)) / len(before) if before else None
    return news.RefusalCount(
        publisher=publisher,
        release=f"{publisher}/{one.release}",
        title=one.title,
        url=one.url,
        snapshot=one.snapshot,
        seen_at=one.seen_at,
        figures=one.figures,
        refusals=one.refusals,
        usual=usual,
        published_on=one.published_on,
    )
