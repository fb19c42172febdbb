"""Announced interruptions: when they are on, what they keep quiet about, and what is told after them."""

from __future__ import annotations

import pytest
from test_lifecycle import evaluation
from test_notifications import move, receivers
from worlds import moment

from alerts.maintenance import Maintenance
from alerts.notifications import decide, remember
from alerts.rules import About, Outcome
from alerts.silences import Mutes, audible

WINDOW = {"id": "nights", "publishers": ["miit"], "why": {"zh": "例行维护", "en": "announced works"}}
SATURDAY_NIGHT = {"days": ["sat"], "begin": "22:00", "end": "06:00"}


@pytest.mark.parametrize(
    ("window", "at", "on"),
    [
        ({}, "2026-06-22T00:00", True),  # a window without hours is on all day
        ({}, "2026-06-22T23:59", True),
        ({"begin": "02:00", "end": "04:00"}, "2026-06-22T01:59", False),
        ({"begin": "02:00", "end": "04:00"}, "2026-06-22T02:00", True),
        ({"begin": "02:00", "end": "04:00"}, "2026-06-22T04:00", False),
        (SATURDAY_NIGHT, "2026-06-20T21:59", False),
        (SATURDAY_NIGHT, "2026-06-20T22:00", True),  # a Saturday
        (SATURDAY_NIGHT, "2026-06-21T05:59", True),  # and the morning after it
        (SATURDAY_NIGHT, "2026-06-21T06:00", False),
        (SATURDAY_NIGHT, "2026-06-21T22:00", False),  # a Sunday
        (SATURDAY_NIGHT, "2026-06-20T05:00", False),  # the night of a Friday
        ({"first_day": "2026-06-22", "last_day": "2026-06-23"}, "2026-06-21T12:00", False),
        ({"first_day": "2026-06-22", "last_day": "2026-06-23"}, "2026-06-23T12:00", True),
        ({"first_day": "2026-06-22", "last_day": "2026-06-23"}, "2026-06-24T00:00", False),
        ({"begin": "22:00", "end": "06:00", "last_day": "2026-06-23"}, "2026-06-24T05:00", True),
    ],
)
def test_when_a_window_is_on(window: dict[str, object], at: str, on: bool) -> None:
    assert Maintenance.model_validate(WINDOW | window).is_on(moment(at)) is on


@pytest.mark.parametrize(
    ("about", "publisher", "covered"),
    [(About.WATCHING, "miit", True), (About.WATCHING, "nbs", False), (About.FIGURES, "miit", False)],
)
def test_only_how_well_these_publishers_are_seen_is_kept_quiet(about: About, publisher: str, covered: bool) -> None:
    window = Maintenance.model_validate(WINDOW)
    said = evaluation(Outcome.BREACHED, about=about, publisher=publisher)
    assert window.covers(said, moment("2026-06-22")) is covered


def test_what_still_stands_after_the_window_is_told_then() -> None:
    mutes = Mutes(maintenance=(Maintenance.model_validate(WINDOW | SATURDAY_NIGHT),))
    blind = move(about=About.WATCHING, publisher="miit")
    within, after = moment("2026-06-20T23:00"), moment("2026-06-21T07:00")
    first = decide(audible([blind], [blind], mutes, within), receivers(), remember([]), within)
    assert first.notifications == ()
    assert [d.why for d in first.decisions] == ["maintenance nights: announced works"]
    later = decide(audible([], [blind], mutes, after), receivers(), remember([]), after)
    assert [n.transitions for n in later.notifications] == [(blind,)]
