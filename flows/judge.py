"""One look after another until nothing is new: alerts, transitions, decisions and promises, one transaction a look.

A process that dies anywhere leaves the store as it was before the look it was in; the next look does it again. Two at
once wait for each other or begin anew, so that each change is made, and promised, once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from alerts import judging
from alerts.comparison import Comparison
from alerts.coverage import beijing_day
from alerts.lifecycle import State, Transition
from flows import telling
from flows.arrivals import Arrivals, missed_days, news_of
from flows.wiring import House
from store import alert_states, cursors, named_lists, observations, release_facts
from store.alert_states import Held
from store.database import Session, unit_of_work
from store.errors import Overtaken
from store.release_facts import FactKind

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
    alerts = {key: one.alert for key, one in held.items()}
    missed = missed_days(session, date.fromordinal(at[DAYS]) if at[DAYS] else None, now)
    judgement = judging.judge(news_of(session, home, arrivals, missed), alerts, home.rulebook, now)
    looked_at = telling.LookedAt(held, judgement, may_be_told=_may_be_told(arrivals))
    told = telling.tell(session, home, looked_at, now)
    _move(session, at, arrivals, now)
    looked = Watched(
        len(arrivals.vintages), len(arrivals.lists), judgement.transitions, judgement.comparisons, told.promised
    )
    full = BATCH in (len(arrivals.vintages), len(arrivals.lists), len(arrivals.facts))
    return looked, full or told.more


def _held(session: Session, home: House, arrivals: Arrivals) -> dict[Key, Held]:
    """The alerts that may move in this look; what rests or stands is left alone, however much it is."""
    subjects = home.rulebook.subjects_of({v.observation.series for v in arrivals.vintages})
    changed = {f"{fact.publisher}/{fact.key}" for fact in arrivals.facts}
    return alert_states.of_subjects(session, subjects | changed | set(home.catalogue.publishers))


def _may_be_told(arrivals: Arrivals) -> bool:
    """Whether somebody wants told what was read quietly."""
    return any(fact.kind is FactKind.MAY_BE_TOLD for fact in arrivals.facts)


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
