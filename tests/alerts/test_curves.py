"""What a picture shows, and that it can be drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from worlds import World, arriving, moment, observation, vintage

from alerts.curves import curve, threshold, told_of
from alerts.drawing import draw
from alerts.languages import Language
from alerts.news import News
from alerts.receivers import Receiver, Receivers, Route
from alerts.rulebook import Rulebook
from alerts.rules import Evaluation
from alerts.samples import sample_curve

IVA = "ningbo-iva-above-scale-growth-cumulative"


@pytest.fixture(scope="module")
def told(shipped: Rulebook) -> Evaluation:
    rules = tuple(b for b in shipped.bounds if b.key == ("slower-than-recorded", "nb-iva-above-scale-yoy"))
    everybody = Receiver(name="desk", url="console://", routes=(Route(),))
    world = World(replace(shipped, bounds=rules), Receivers({"desk": everybody}))
    now = arriving(IVA, "2026-01..2026-05", "8.2", "2026-06-22")
    (made,) = world.step(News(vintages=(now,)), moment("2026-06-22"))
    found = told_of(made, shipped)
    assert found is not None
    assert found[0] == IVA
    return found[1]


HISTORY = (
    observation(IVA, "2025-01..2025-12", vintage("7.1", at="2026-01-21")),
    observation(IVA, "2026-01..2026-04", vintage("8.8", at="2026-05-21")),
    observation(IVA, "2026-01..2026-05", vintage("8.2", at="2026-06-22"), vintage("8.0", at="2026-07-22")),
)


def test_a_picture_shows_what_was_known_then_beside_the_record_and_the_limit(
    told: Evaluation, shipped: Rulebook
) -> None:
    shown = curve(told, HISTORY, shipped, moment("2026-06-22T12:00"))
    assert shown is not None
    assert [point.value for point in shown.points] == [Decimal("7.1"), Decimal("8.8"), Decimal("8.2")]
    assert shown.recorded is not None
    assert (shown.recorded.value, shown.threshold) == (Decimal("8.8"), Decimal("8.3"))
    assert shown.cumulative


def test_an_old_value_far_away_does_not_press_the_others_together(told: Evaluation, shipped: Rulebook) -> None:
    old = observation(IVA, "2018-01..2018-11", vintage("6.7", at="2018-12-21"))
    shown = curve(told, (old, *HISTORY), shipped, moment("2026-07-01T12:00"))
    assert shown is not None
    assert [point.day.year for point in shown.points] == [2025, 2026, 2026]


def test_one_value_alone_is_no_picture(told: Evaluation, shipped: Rulebook) -> None:
    assert curve(told, HISTORY[:1], shipped, moment("2026-06-22T12:00")) is None


@pytest.mark.parametrize(
    ("rule", "base", "limit"),
    [
        ("growth-turned-negative", None, "0"),
        ("gdp-reached-two-trillion", None, "19999.9"),
        ("slower-than-recorded", "8.8", "8.3"),
        ("fewer-firms", "100", "98"),
        ("higher-than-nothing", "8.8", None),
        ("slowing-three-times", "8.8", None),
    ],
)
def test_where_a_rule_draws_the_line(
    told: Evaluation, shipped: Rulebook, rule: str, base: str | None, limit: str | None
) -> None:
    judged = replace(told, rule=rule, baseline_value=Decimal(base) if base else None)
    assert threshold(judged, shipped) == (Decimal(limit) if limit else None)


@pytest.mark.parametrize("language", Language)
def test_a_picture_is_a_png_of_a_bearable_size(language: Language) -> None:
    drawn = draw(sample_curve(), language)
    assert drawn.startswith(b"\x89PNG")
    assert 5_000 < len(drawn) < 150_000
