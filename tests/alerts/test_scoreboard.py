"""The scoreboard: a row for every recorded figure, whatever was found."""

from __future__ import annotations

from datetime import date

from worlds import World, arriving, moment, observation, vintage

from alerts.baseline import Baseline
from alerts.lifecycle import State
from alerts.news import News
from alerts.receivers import DEFAULT
from alerts.rulebook import Rulebook
from alerts.rules import Verdict
from alerts.scoreboard import Row, scoreboard

IVA = "ningbo-iva-above-scale-growth-cumulative"
NOW = moment("2026-06-23")


def row(rows: tuple[Row, ...], id: str) -> Row:
    return next(r for r in rows if r.recorded == id)


def test_there_is_a_row_for_each_recorded_figure_when_nothing_was_found(baseline: Baseline, shipped: Rulebook) -> None:
    rows = scoreboard(baseline, {}, [], shipped, NOW)
    assert [r.recorded for r in rows] == list(baseline.figures)
    assert {r.verdict for r in rows} == {Verdict.NOT_FOUND}
    assert {r.state for r in rows} == {None}


def test_what_no_rule_watches_is_said_to_be_unwatched(baseline: Baseline, shipped: Rulebook) -> None:
    rows = scoreboard(baseline, {}, [], shipped, NOW)
    unwatched = [r for r in rows if not r.is_watched]
    assert len(unwatched) == 15
    assert {r.watched.en for r in unwatched} == {"not watched yet"}
    assert row(rows, "co-bode-wire").watched.en == "checked by a person from time to time"


def test_a_row_shows_the_newest_value_its_difference_and_its_alert(baseline: Baseline, shipped: Rulebook) -> None:
    world = World(shipped, DEFAULT)
    for when, value, day in (("2026-01..2026-04", "8.8", "2026-05-21"), ("2026-01..2026-05", "8.2", "2026-06-22")):
        world.judge(News(vintages=(arriving(IVA, when, value, day),)), moment(day))
    found = row(scoreboard(baseline, world.history, world.alerts.values(), shipped, NOW), "nb-iva-above-scale-yoy")
    assert (found.verdict, found.state, found.stale) == (Verdict.SUPERSEDED, State.FIRING, False)
    assert (found.newest.zh, found.difference_words.zh) == ("2026年1—5月 8.2%", "−0.6个百分点")
    assert (found.age_days, found.url) == (1, "https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html")


def test_what_should_have_been_replaced_by_now_is_stale(baseline: Baseline, shipped: Rulebook) -> None:
    old = {IVA: (observation(IVA, "2026-01..2026-05", vintage("8.8", at="2026-06-22")),)}
    fresh = scoreboard(baseline, old, [], shipped, moment("2026-07-25"))
    stale = scoreboard(baseline, old, [], shipped, moment("2026-08-03"))
    states = [row(rows, "nb-iva-above-scale-yoy").stale for rows in (fresh, stale)]
    assert states == [False, True]
    assert row(stale, "nb-iva-above-scale-yoy").age_days == (date(2026, 8, 3) - date(2026, 6, 22)).days
