"""How exactly a value was printed, and what that leaves open."""

from __future__ import annotations

from decimal import Decimal

import pytest
from worlds import vintage

from alerts.numbers_as_printed import Printed, place_in, same_within_print, step_of
from alerts.rules import Outcome
from alerts.thresholds import Limit, falls_below, rises_above
from sources.series import Qualifier, Unit

D = Decimal


@pytest.mark.parametrize(
    ("value", "unit", "quote", "step"),
    [
        ("18700", Unit.CNY_100M, "地区生产总值1.87万亿元", "100"),
        ("18716", Unit.CNY_100M, "地区生产总值18716亿元", "1"),
        ("18716.3", Unit.CNY_100M, "实现18,716.3亿元", "0.1"),
        ("0.96", Unit.CNY_100M, "9600万元", "0.0001"),
        ("128000", Unit.COUNT, "制造业企业12.8万家", "1000"),
        ("8.8", Unit.PCT, "增长8.8%", "0.1"),
        ("8", Unit.PCT, "增长8.0%", "0.1"),
        ("2.3", Unit.PCT, "没有这个数", "0.1"),
        ("16", Unit.COUNT, "十六个城市", "1"),
    ],
)
def test_the_last_printed_digit(value: str, unit: Unit, quote: str, step: str) -> None:
    assert step_of(D(value), unit, quote) == D(step)


@pytest.mark.parametrize(
    ("quote", "value", "place"),
    [
        ("增长8.2%，前值7.9%", "8.2", "8.2"),
        ("下降2.3%", "-2.3", "2.3"),
        ("1.87万亿元", "18700", "1.87万"),
        ("增长8.2%，上年8.2%", "8.2", None),
        ("没有", "8.2", None),
    ],
)
def test_where_a_number_stands(quote: str, value: str, place: str | None) -> None:
    unit = Unit.CNY_100M if "亿" in quote else Unit.PCT
    span = place_in(quote, D(value), unit)
    assert (quote[slice(*span)].startswith(place) if span and place else span is None) is True


@pytest.mark.parametrize(
    ("new", "old", "same"),
    [
        (("18700", "1.87万亿元", Qualifier.EXACT), ("18716", "18716亿元", Qualifier.EXACT), True),
        (("18800", "1.88万亿元", Qualifier.EXACT), ("18716", "18716亿元", Qualifier.EXACT), False),
        (("18750", "18750亿元", Qualifier.EXACT), ("18700", "1.87万亿元", Qualifier.EXACT), True),
        (("18716", "18716亿元", Qualifier.EXACT), ("18717", "18717亿元", Qualifier.EXACT), False),
        (("7187", "7187亿元", Qualifier.EXACT), ("7000", "7000亿元", Qualifier.AT_LEAST), True),
        (("6999", "6999亿元", Qualifier.EXACT), ("7000", "7000亿元", Qualifier.AT_LEAST), False),
    ],
)
def test_the_same_as_exactly_as_it_was_printed(
    new: tuple[str, str, Qualifier], old: tuple[str, str, Qualifier], same: bool
) -> None:
    made = [Printed.of(vintage(v, Unit.CNY_100M, quote=q, qualifier=k)) for v, q, k in (new, old)]
    assert same_within_print(*made) is same


B, C, U = Outcome.BREACHED, Outcome.CLEAR, Outcome.UNDECIDED


@pytest.mark.parametrize(
    ("low", "high", "limit", "outcome"),
    [
        ("7", "7", Limit(D(8), strict=True), B),
        ("8", "8", Limit(D(8), strict=True), C),
        ("8", "8", Limit(D(8)), B),
        ("9", "9", Limit(D(8)), C),
        ("7.5", "8.5", Limit(D(8)), U),
        (None, "7", Limit(D(8)), B),
        ("9", None, Limit(D(8)), C),
        ("7", None, Limit(D(8)), U),
        (None, None, Limit(D(8)), U),
        ("8.1", "8.1", Limit(D(8), ease=D("0.2")), U),
        ("8.2", "8.2", Limit(D(8), ease=D("0.2")), C),
    ],
)
def test_a_limit_inside_what_is_open_is_undecided(
    low: str | None, high: str | None, limit: Limit, outcome: Outcome
) -> None:
    interval = (D(low) if low else None, D(high) if high else None)
    assert falls_below(interval, limit) is outcome
    mirrored = (-interval[1] if interval[1] is not None else None, -interval[0] if interval[0] is not None else None)
    assert rises_above(mirrored, Limit(-limit.at, limit.ease, limit.strict)) is outcome
