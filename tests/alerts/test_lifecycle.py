"""An alert's life as a table: what it held, what came, where it went."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import TypeAdapter
from worlds import moment, period

from alerts.lifecycle import Alert, State, Transition, advance, standing
from alerts.rules import Evaluation, Ordering, Outcome
from sources.series import Unit

B, C, U = Outcome.BREACHED, Outcome.CLEAR, Outcome.UNDECIDED
START = moment("2026-06-01")


def evaluation(outcome: Outcome, when: str = "2026-01..2026-05", day: int = 0, **more: object) -> Evaluation:
    made = Evaluation(
        rule="r",
        subject="s",
        outcome=outcome,
        at=START + timedelta(days=day),
        period=period(when) if when else None,
        value=Decimal("8.2"),
        unit=Unit.PCT,
        compared_with="",
        baseline_value=None,
        difference=None,
        difference_unit=None,
        why="",
        evidence=None,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def month(n: int) -> str:
    return f"2026-01..2026-{n:02}"


def live(evaluations: list[Evaluation], hold: int = 1) -> tuple[Alert, list[Transition]]:
    alert, moves = Alert("r", "s"), []
    for one in evaluations:
        alert, move = advance(alert, one, hold)
        moves += [move] if move else []
    return alert, moves


@pytest.mark.parametrize(
    ("sentence", "hold", "outcomes", "states"),
    [
        ("the first observation is judged too", 1, [B], ["firing"]),
        ("a clear first observation stays quiet", 1, [C], []),
        ("an undecided one changes nothing", 1, [U, U], []),
        ("it resolves, and then rests", 1, [B, C, C], ["firing", "resolved", "inactive"]),
        ("it fires again after it was resolved", 1, [B, C, B], ["firing", "resolved", "firing"]),
        ("it fires once, however long it lasts", 1, [B, B, B], ["firing"]),
        ("undecided never resolves", 1, [B, U, U], ["firing"]),
        ("with a hold it waits", 2, [B], ["pending"]),
        ("the hold is reached", 2, [B, B], ["pending", "firing"]),
        ("a clear one begins the hold anew", 2, [B, C, B], ["pending", "inactive", "pending"]),
        ("undecided neither counts nor begins anew", 2, [B, U, B], ["pending", "firing"]),
        ("a hold of three", 3, [B, B, C, B, B, B], ["pending", "inactive", "pending", "firing"]),
        ("resolved goes back to pending under a hold", 2, [B, B, C, B], ["pending", "firing", "resolved", "pending"]),
    ],
)
def test_the_states_of_an_alert(sentence: str, hold: int, outcomes: list[Outcome], states: list[str]) -> None:
    _, moves = live([evaluation(o, month(n), n) for n, o in enumerate(outcomes, 2)], hold)
    assert [move.after.value for move in moves] == states, sentence


def test_judging_the_same_again_changes_nothing() -> None:
    alert, _ = live([evaluation(B)])
    assert advance(alert, evaluation(B)) == (alert, None)
    assert advance(alert, evaluation(C)) == (alert, None)


def test_an_older_period_that_comes_late_changes_nothing() -> None:
    alert, _ = live([evaluation(B, month(5), 5)])
    assert advance(alert, evaluation(C, month(4), 9)) == (alert, None)


def test_a_revision_takes_a_breach_back() -> None:
    alert, moves = live([evaluation(B, month(5), 1), evaluation(C, month(5), 9, revision=True)])
    assert (alert.state, moves[-1].reason) == (State.RESOLVED, "revised")


def test_a_revision_counts_no_second_period() -> None:
    alert, moves = live([evaluation(B, month(5), 1), evaluation(B, month(5), 9, revision=True)], hold=2)
    assert (alert.state, alert.breaches, len(moves)) == (State.PENDING, 1, 1)


def test_what_happened_is_told_each_time_and_never_resolved() -> None:
    happenings = [evaluation(o, "2026", n, event=True, ordering=Ordering.SEEN) for n, o in enumerate([B, B, C, B])]
    _, moves = live(happenings)
    assert [move.after.value for move in moves] == ["firing", "firing", "inactive", "firing"]


def test_a_revision_of_an_older_period_is_newer_by_sight() -> None:
    seen = [evaluation(C, month(5), 1, ordering=Ordering.SEEN), evaluation(B, month(3), 2, ordering=Ordering.SEEN)]
    assert live(seen)[0].state is State.FIRING


def test_a_state_that_lasts_is_not_written_again() -> None:
    alert, _ = live([evaluation(B, "", 1, ordering=Ordering.STATE)])
    assert advance(alert, evaluation(B, "", 9, ordering=Ordering.STATE)) == (alert, None)
    assert advance(alert, evaluation(C, "", 9, ordering=Ordering.STATE))[0].state is State.RESOLVED


def test_the_same_change_has_the_same_id_and_ids_never_repeat() -> None:
    evaluations = [evaluation(o, month(n), n) for n, o in enumerate([B, C, B, C, C, B], 2)]
    first, second = live(evaluations)[1], live(evaluations)[1]
    assert first == second
    assert len({move.id for move in first}) == len(first)


def test_what_stands_is_what_fires_or_was_resolved() -> None:
    firing, moves = live([evaluation(B)])
    resting, _ = live([evaluation(C)])
    assert standing([firing, resting, Alert("x", "y")]) == tuple(moves)


def test_a_standing_alert_shows_its_newest_evaluation_under_the_same_id() -> None:
    alert, moves = live([evaluation(B, month(4), 1), evaluation(B, month(5), 2)])
    (stands,) = standing([alert])
    assert stands.id == moves[0].id
    assert stands.evaluation.period == period(month(5))


@pytest.mark.parametrize("kind", [Alert, Transition])
def test_it_survives_being_stored(kind: type[Alert | Transition]) -> None:
    alert, moves = live([evaluation(B, labels=(("topic", "growth"),))])
    value = alert if kind is Alert else moves[0]
    adapter = TypeAdapter(kind)
    assert adapter.validate_json(adapter.dump_json(value)) == value


def test_moments_stay_aware() -> None:
    alert, _ = live([evaluation(B)])
    assert isinstance(alert.since, datetime)
    assert alert.since.tzinfo is not None
