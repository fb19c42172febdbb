"""One look after another until nothing is new: alerts, transitions, decisions and promises, one transaction a look.

A process that dies anywhere leaves the store as it was before the look it was in; the next look does it again. Two at
once wait for each other or begin anew, so that each change is made, and promised, once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alerts import judging
from alerts.comparison import Comparison
from alerts.coverage import beijing_day
from alerts.judging import Judgement
from alerts.lifecycle import Alert, State, Transition, standing
from alerts.memory import Memory
from alerts.notifications import Decided, decide
from alerts.silences import Mutes, audible, inhibitions
from flows.arrivals import Arrivals, missed_days, news_of
from flows.wiring import House
from store import (
    acknowledgements,
    alert_states,
    cursors,
    decisions,
    named_lists,
    observations,
    outbox,
    release_facts,
    silences,
    told,
)
from store.alert_states import Change, Held
from store.database import Session, unit_of_work
from store.errors import Overtaken

BATCH = 200  # vintages judged in one transaction
ATTEMPTS = 5  # when another watcher was faster
VINTAGES, LISTS, FACTS, DAYS = (
    "watch-vintages",
    "watch-lists",
    "watch-facts",
    "watch-days",
)  # cursors; days count from the year 1

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


def judge_all(home: House) -> Watched:
    """Look until nothing new is left. Running it again changes nothing. Raises Overtaken after many attempts."""
    total = Watched()
    more = True
    while more:
        looked, more = _look_against_others(home)
        total += looked
    return total


def _look_against_others(home: House) -> tuple[Watched, bool]:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with unit_of_work(home.store) as session:
                return _look(session, home, home.clock.now())
        except Overtaken:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError("unreachable")


def _look(session: Session, home: House, now: datetime) -> tuple[Watched, bool]:
    at = {name: cursors.load(session, name) for name in (VINTAGES, LISTS, FACTS, DAYS)}
    arrivals = Arrivals(
        observations.since(session, at[VINTAGES], BATCH),
        named_lists.since(session, at[LISTS], BATCH),
        release_facts.since(session, at[FACTS], BATCH),
    )
    held = _held(session, home, arrivals)
    alerts = {h.alert.key: h.alert for h in held}
    missed = missed_days(session, date.fromordinal(at[DAYS]) if at[DAYS] else None, now)
    judgement = judging.judge(news_of(session, home, arrivals, missed), alerts, home.rulebook, now)
    decided, memory = _decide(session, home, (alerts, judgement), now)
    _save(session, {h.alert.key: h for h in held}, judgement, decided)
    promised = sum(outbox.enqueue(session, [one], not_before=one.not_before) for one in decided.notifications)
    told.keep(session, decided.notifications, memory)
    _move(session, at, arrivals, now)
    looked = Watched(
        len(arrivals.vintages), len(arrivals.lists), judgement.transitions, judgement.comparisons, promised
    )
    return looked, BATCH in (len(arrivals.vintages), len(arrivals.lists), len(arrivals.facts))


def _held(session: Session, home: House, arrivals: Arrivals) -> tuple[Held, ...]:
    """The alerts that may move in this look, and those that stand; what rests is left alone, however much it is."""
    subjects = home.rulebook.subjects_of({v.observation.series for v in arrivals.vintages})
    changed = {f"{fact.publisher}/{fact.key}" for fact in arrivals.facts}
    found = alert_states.of_subjects(session, subjects | changed | set(home.catalogue.publishers))
    stand = {h.alert.key: h for h in alert_states.in_state(session, State.FIRING, State.RESOLVED)}
    return tuple((found | stand).values())


def _decide(
    session: Session, home: House, judged: tuple[Mapping[Key, Alert], Judgement], now: datetime
) -> tuple[Decided, Memory]:
    alerts, judgement = judged
    after = {**alerts, **{alert.key: alert for alert in judgement.alerts}}
    taken_on = frozenset(one.transition for one in acknowledgements.in_force(session))
    stand = (*standing(after.values()), *_ended_untold(session, home))
    mutes = Mutes(
        silences.active(session, now),
        inhibitions(after.values(), home.catalogue),
        taken_on,
        home.rulebook.maintenance,
        release_facts.quiet_ones(session, _releases_of((*judgement.transitions, *stand))),
    )
    heard = audible(judgement.transitions, stand, mutes, now)
    memory = told.of_alerts(session, {(t.rule, t.subject) for t in (*judgement.transitions, *stand)})
    return decide(heard, home.receivers, memory, now), memory


def _releases_of(moves: Iterable[Transition]) -> set[str]:
    return {move.evaluation.evidence.release for move in moves if move.evaluation.evidence is not None}


def _ended_untold(session: Session, home: House) -> list[Transition]:
    """How those alerts ended that somebody still believes to fire: their end came while nobody might be told."""
    interested = [receiver.name for receiver in home.receivers.named.values() if receiver.tell_resolved]
    ends = []
    for rule, subject in sorted(told.left_behind(session, interested)):
        moves = alert_states.transitions(session, rule, subject)
        ends += [move for move in moves if move.after is State.RESOLVED][-1:]
    return ends


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


def _move(session: Session, at: Mapping[str, int], arrivals: Arrivals, now: datetime) -> None:
    if arrivals.vintages:
        cursors.move(session, VINTAGES, at[VINTAGES], arrivals.vintages[-1].position)
    if arrivals.lists:
        cursors.move(session, LISTS, at[LISTS], arrivals.lists[-1].position)
    if arrivals.facts:
        cursors.move(session, FACTS, at[FACTS], arrivals.facts[-1].position)
    today = beijing_day(now).toordinal()
    if today > at[DAYS]:
        cursors.move(session, DAYS, at[DAYS], today)
