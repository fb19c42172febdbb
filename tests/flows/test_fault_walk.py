"""Some days of the rehearsal with every fault of the field; `python -m bench.faults` walks a year of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from alerts.lifecycle import State, Transition
from alerts.rules import About, Evaluation, Ordering, Outcome, Severity, Words
from bench.fault_schedule import ChannelFault, ClockFault, Spell, StoreFault, schedule
from bench.fault_walk import Walked
from bench.faults import campaign, judge
from sources import catalogue
from sources.rehearsal import FaultKind

DAYS = [date(2026, 7, 20) + timedelta(days=n) for n in range(10)]
FIRST = DAYS[0]
RECEIVERS = ["desk", "bureau", "operator", "everything"]


def test_days_of_faults_bring_no_false_alert_and_miss_none() -> None:
    verdicts, struck, spells = campaign("sqlite", DAYS, seed=3)
    assert {verdict.promise: verdict.broken for verdict in verdicts if verdict.broken} == {}
    assert struck.refused.total() > 0
    assert len(struck.about_figures()) > 0
    assert {spell.fault for spell in spells} >= set(FaultKind) | set(ClockFault) | set(ChannelFault)


def test_every_fault_is_played_and_the_same_seed_plays_the_same() -> None:
    known = catalogue.load()
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    spells = schedule(year, known, RECEIVERS, "sqlite", seed=1)
    assert spells == schedule(year, known, RECEIVERS, "sqlite", seed=1)
    assert spells != schedule(year, known, RECEIVERS, "sqlite", seed=2)
    played = {spell.fault for spell in spells}
    assert played == {*FaultKind, *ClockFault, *ChannelFault, *StoreFault} - {StoreFault.GONE}
    assert any(spell.blinds and spell.last - spell.first >= timedelta(days=2) for spell in spells)


def change(day: date, value_of: str = "slower") -> Transition:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    evaluation = Evaluation(
        rule=value_of,
        subject="a series",
        outcome=Outcome.BREACHED,
        at=moment,
        period=None,
        value=None,
        unit=None,
        compared_with="",
        baseline_value=None,
        difference=None,
        difference_unit=None,
        why="",
        evidence=None,
        ordering=Ordering.SEEN,
        about=About.FIGURES,
        severity=Severity.NOTE,
        labels=(),
        subject_name=Words("", ""),
        rule_words=Words("", ""),
        purpose=Words("", ""),
    )
    return Transition(f"{value_of}/1", value_of, "a series", State.INACTIVE, State.FIRING, moment, "", evaluation)


def broken(quiet: Walked, struck: Walked, *spells: Spell) -> set[str]:
    return {verdict.promise for verdict in judge(quiet, struck, spells, DAYS) if verdict.broken}


NOTHING = Walked()
TOLD = Walked(transitions=[change(FIRST)])
LATE = Walked(transitions=[change(DAYS[4])])
UNTOLD = "changes about figures that a receiver was not sent"
HIDDEN = Spell(FaultKind.FIREWALL, FIRST, DAYS[3], "tjj.ningbo.gov.cn", "ningbo-stats")


@pytest.mark.parametrize(
    ("quiet", "struck", "spells", "promises"),
    [
        (NOTHING, TOLD, (), {"false alerts about figures", UNTOLD}),
        (TOLD, NOTHING, (), {"missed alerts about figures"}),
        (TOLD, LATE, (), {"alerts later than the fault's end and a look", UNTOLD}),
        (TOLD, LATE, (HIDDEN,), {UNTOLD}),
        (
            NOTHING,
            replace(NOTHING, blind=dict.fromkeys(DAYS[:3], frozenset())),
            (HIDDEN,),
            {"blind spells that nobody was told of"},
        ),
        (
            NOTHING,
            replace(NOTHING, blind={DAYS[9]: frozenset({"nbs"})}),
            (HIDDEN,),
            {"recoveries that nobody was told of"},
        ),
        (NOTHING, replace(NOTHING, blind=dict.fromkeys(DAYS[:2], frozenset())), (HIDDEN,), set()),
        (NOTHING, replace(NOTHING, broken=["KeyError"]), (), {"failures without one clear error"}),
    ],
    ids=[
        "false",
        "missed",
        "late",
        "late and excused",
        "blind and untold",
        "blind for two looks",
        "seeing and untold",
        "unclear",
    ],
)
def test_a_broken_promise_is_noticed(
    quiet: Walked, struck: Walked, spells: tuple[Spell, ...], promises: set[str]
) -> None:
    assert broken(quiet, struck, *spells) == promises
