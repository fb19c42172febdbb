"""What receivers were told last, who took what on, and who was looked at on which day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from store_builders import NOON, SERIES, firing, notification, transition, visit

from alerts.lifecycle import Alert, State
from alerts.memory import Memory, Reason, Told
from alerts.silences import Acknowledgement
from sources.releases import VisitOutcome
from store import acknowledgements, alert_states, looked_at, told, visits
from store.alert_states import Change, fresh
from store.database import Engine, read_only, unit_of_work

KEY = ("slower", SERIES)
DESK = ("desk", *KEY)


def known(engine: Engine) -> Memory:
    with read_only(engine) as session:
        return told.of_alerts(session, [KEY])


def tell(engine: Engine, **more: object) -> None:
    with unit_of_work(engine) as session:
        told.keep(session, [replace(notification("k", "desk"), **more)], told.of_alerts(session, [KEY]))  # type: ignore[arg-type]


def test_the_last_of_each_receiver_is_kept_and_repeats_are_counted(engine: Engine) -> None:
    tell(engine)
    assert known(engine).told == {DESK: Told(transition().id, State.FIRING, NOON, 0, "ningbo/a")}
    for repeats in (1, 2):
        tell(engine, reason=Reason.REPEAT, created_at=NOON + timedelta(days=repeats))
        assert known(engine).told[DESK].repeats == repeats
    tell(engine, transitions=(replace(transition(2), after=State.RESOLVED),))
    assert known(engine).told[DESK].state is State.RESOLVED
    with read_only(engine) as session:
        assert told.of_alerts(session, [("slower", "other"), ("other", SERIES)]).told == {}


def test_what_else_is_believed_to_fire_is_known_by_its_group_and_one_of_any(engine: Engine) -> None:
    others = [replace(transition(subject=name), evaluation=transition().evaluation) for name in ("a", "b", "c")]
    tell(engine)
    for group, told_now in (("ningbo/b", others[:1]), ("ningbo/c", others[1:2]), ("ningbo/d", others[2:])):
        tell(engine, group=group, transitions=tuple(told_now), key=group)
    with read_only(engine) as session:
        mine = told.of_alerts(session, [KEY])
        assert told.beliefs(session, mine, ["desk"], ["ningbo/c"]).elsewhere >= {("desk", "ningbo/c")}
        assert told.beliefs(session, mine, ["desk"], []).believes_beyond("desk", {KEY})
        assert not told.beliefs(session, mine, ["head"], ["ningbo/c"]).elsewhere
    ends = tuple(replace(other, after=State.RESOLVED) for other in others)
    tell(engine, transitions=ends, key="ends")
    with read_only(engine) as session:
        assert not told.beliefs(session, mine, ["desk"], ["ningbo/c"]).elsewhere


def taken_on(generation: int, note: str = "asked the office") -> Acknowledgement:
    return Acknowledgement(transition(generation).id, "Wang", note, NOON)


def test_an_acknowledgement_holds_for_one_change_of_one_alert(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing(1))])
        assert acknowledgements.add(session, firing(1), taken_on(1)) == taken_on(1)
        assert acknowledgements.add(session, firing(1), taken_on(1, "again")) == taken_on(1)  # the first counts
        assert acknowledgements.in_force(session) == (taken_on(1),)
        held = alert_states.load(session, [KEY])[KEY]
        alert_states.save(session, [Change(held, firing(2))])
        assert acknowledgements.in_force(session) == ()
        assert acknowledgements.of_alert(session, firing(1)) == taken_on(1)
        assert acknowledgements.of_alert(session, firing(2)) is None
        assert acknowledgements.of_alert(session, Alert("slower", "other")) is None


def test_a_day_of_visits_is_a_beijing_day(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        for hours in (0, 11, 13, 48):  # noon, 23:00, 01:00 of the next day, noon two days later
            visits.record(session, visit(VisitOutcome.FAILED, hours))
        days = looked_at.publishers_by_day(session, NOON, NOON + timedelta(hours=30))
    assert days == {date(2026, 5, 20): {"ningbo"}, date(2026, 5, 21): {"ningbo"}}
