"""vintages -> comparison with the recorded figures -> evaluation of rules -> alert lifecycle -> outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State as RunState

from alerts import judging, news
from alerts.comparison import Comparison
from alerts.judging import Judgement
from alerts.lifecycle import Alert, State, Transition, standing
from alerts.news import News
from alerts.notifications import Decided, decide, remember
from alerts.silences import Mutes, audible, inhibitions
from flows import artifacts
from flows.punctuality import too_late
from flows.wiring import House, house
from store import (
    alert_states,
    cursors,
    decisions,
    named_lists,
    observations,
    outbox,
    refusals,
    releases,
    silences,
    visits,
)
from store.alert_states import Change, Held
from store.database import Session, unit_of_work
from store.errors import Overtaken

BATCH = 200  # vintages judged in one transaction
REMEMBERED = 500  # notifications looked back at, to know what was told
ATTEMPTS = 5  # when another watcher was faster

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Watched:
    """What one run judged, and what it promised to tell."""

    vintages: int = 0
    lists: int = 0
    transitions: tuple[Transition, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    promised: int = 0

    def __add__(self, other: Watched) -> Watched:
        return Watched(
            self.vintages + other.vintages,
            self.lists + other.lists,
            (*self.transitions, *other.transitions),
            (*self.comparisons, *other.comparisons),
            self.promised + other.promised,
        )

    def count(self, state: State) -> int:
        return sum(1 for transition in self.transitions if transition.after is state)


@flow(name="watch", flow_run_name="watch", retries=0)
def watch() -> Watched | RunState[None]:
    """Compare what is new with the recorded figures, evaluate every rule, and promise messages to receivers.

    Running it again changes nothing: what was judged is not judged twice, and a message is promised once.
    """
    late = too_late(timedelta(minutes=15))
    if late is not None:
        return late
    watched = judge_what_is_new()
    artifacts.scoreboard(house())
    return watched


@task(cache_policy=NO_CACHE, task_run_name="judge")
def judge_what_is_new() -> Watched:
    """Batch after batch until nothing new is left. Alerts, transitions, decisions, messages: one transaction a batch."""
    home = house()
    total = Watched()
    while True:
        batch, more = _judge_batch_against_others(home)
        total += batch
        if not more:
            break
    for transition in total.transitions:
        get_run_logger().info(
            "%s / %s: %s (%s)", transition.rule, transition.subject, transition.after, transition.reason
        )
    return total


def _judge_batch_against_others(home: House) -> tuple[Watched, bool]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with unit_of_work(home.store) as session:
                return _judge_batch(session, home, home.clock.now())
        except Overtaken:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _judge_batch(session: Session, home: House, now: datetime) -> tuple[Watched, bool]:
    at_vintage, at_list = cursors.load(session, "watch-vintages"), cursors.load(session, "watch-lists")
    vintages = observations.since(session, at_vintage, BATCH)
    lists = named_lists.since(session, at_list, BATCH)
    what_is_new = _news(session, home, vintages, lists)
    held = alert_states.everything(session)
    alerts: Mapping[Key, Alert] = {h.alert.key: h.alert for h in held}
    judgement = judging.judge(what_is_new, alerts, home.rulebook, now)
    decided = _decide(session, home, alerts, judgement, now)
    _save(session, {h.alert.key: h for h in held}, judgement, decided)
    if vintages:
        cursors.move(session, "watch-vintages", at_vintage, vintages[-1].position)
    if lists:
        cursors.move(session, "watch-lists", at_list, lists[-1].position)
    promised = sum(outbox.enqueue(session, [told], not_before=told.not_before) for told in decided.notifications)
    watched = Watched(len(vintages), len(lists), judgement.transitions, judgement.comparisons, promised)
    return watched, len(vintages) == BATCH or len(lists) == BATCH


def _decide(session: Session, home: House, alerts: Mapping[Key, Alert], judgement: Judgement, now: datetime) -> Decided:
    after = {**alerts, **{alert.key: alert for alert in judgement.alerts}}
    mutes = Mutes(silences.active(session, now), inhibitions(after.values(), home.catalogue))
    heard = audible(judgement.transitions, standing(after.values()), mutes, now)
    told = [delivery.notification for delivery in reversed(outbox.deliveries(session, REMEMBERED))]
    return decide(heard, home.receivers, remember(told), now)


def _save(session: Session, held: Mapping[Key, Held], judgement: Judgement, decided: Decided) -> None:
    by_alert: dict[Key, list[Transition]] = {}
    for transition in judgement.transitions:
        by_alert.setdefault((transition.rule, transition.subject), []).append(transition)
    changes = [
        Change(held.get(alert.key) or alert_states.fresh(*alert.key), alert, tuple(by_alert.get(alert.key, ())))
        for alert in judgement.alerts
    ]
    alert_states.save(session, changes)
    decisions.append(session, decided.decisions)


# -- what is new, in the words of the alerts room -----------------------------------------------------------------------


def _news(
    session: Session,
    home: House,
    vintages: Iterable[observations.NewVintage],
    lists: Iterable[named_lists.NewList],
) -> News:
    new = tuple(
        news.NewVintage(v.observation.series, v.observation.period, v.vintage, v.release)
        for v in vintages
        if v.is_latest
    )
    needed = home.rulebook.series_needed({v.series for v in new})
    watched_for_lateness = [series.id for series in home.catalogue.series.values() if series.due]
    newest = observations.latest(session, watched_for_lateness)
    return News(
        vintages=new,
        history=observations.histories(session, needed),
        lists=tuple(_new_list(entry) for entry in lists),
        newest={series: observation.period for series, observation in newest.items()},
        sources=tuple(_source_health(session, state) for state in visits.states(session)),
        refusals=tuple(count for publisher in home.catalogue.publishers if (count := _refusals(session, publisher))),
    )


def _new_list(entry: named_lists.NewList) -> news.NewList:
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


def _refusals(session: Session, publisher: str) -> news.RefusalCount | None:
    """The newest release beside the ones before it; dated by its publication, so that judging it again changes nothing."""
    counted = refusals.counts(session, publisher)
    if not counted:
        return None
    newest, before = counted[0], counted[1:]
    known = releases.find(session, publisher, newest.release)
    usual = Decimal(sum(count.refusals for count in before)) / len(before) if before else None
    return news.RefusalCount(
        publisher=publisher,
        release=f"{publisher}/{newest.release}",
        title=newest.title,
        url=known.ref.url if known else "",
        snapshot=newest.snapshot,
        seen_at=_start_of(newest.published_on),
        figures=newest.figures,
        refusals=newest.refusals,
        usual=usual,
    )


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
