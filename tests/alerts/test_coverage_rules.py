"""When a figure is due, with holidays and the first two months; when a source counts as unreadable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from worlds import moment, period

from alerts.coverage import expected_after
from alerts.judging import judge
from alerts.news import News, RefusalCount
from alerts.periods import next_period, previous_period
from alerts.rulebook import Rulebook
from sources.catalogue import Catalogue
from sources.series import Cadence

IVA = "ningbo-iva-above-scale-growth-cumulative"


@pytest.mark.parametrize(
    ("newest", "next_one", "due"),
    [
        ("2026-01..2026-04", "2026-01..2026-05", date(2026, 6, 22)),  # the 21st is a Sunday
        ("2026-01..2026-05", "2026-01..2026-06", date(2026, 7, 21)),
        ("2025-01..2025-12", "2026-01..2026-02", date(2026, 3, 23)),  # January is never alone; the 21st is a Saturday
        ("2025-01..2025-11", "2025-01..2025-12", date(2026, 1, 21)),
        ("2026-01..2026-08", "2026-01..2026-09", date(2026, 10, 21)),
    ],
)
def test_what_is_expected_next_and_on_which_working_day(
    known: Catalogue, newest: str, next_one: str, due: date
) -> None:
    assert expected_after(known.series[IVA], period(newest)) == (period(next_one), due)


def test_a_series_that_promises_nothing_is_never_expected(known: Catalogue) -> None:
    assert expected_after(known.series["ningbo-gdp-level-year"], period("2025")) is None


@pytest.mark.parametrize(
    ("cadence", "this", "following"),
    [
        (Cadence.CUMULATIVE, "2026-01..2026-02", "2026-01..2026-03"),
        (Cadence.CUMULATIVE, "2026-01..2026-12", "2027-01..2027-02"),
        (Cadence.MONTH, "2026-05", "2026-06"),
        (Cadence.MONTH, "2026-12", "2027-02"),
        (Cadence.YEAR, "2025", "2026"),
    ],
)
def test_how_periods_follow_each_other(cadence: Cadence, this: str, following: str) -> None:
    assert next_period(period(this), cadence) == period(following)


@pytest.mark.parametrize(
    ("cadence", "this", "before"),
    [
        (Cadence.CUMULATIVE, "2026-01..2026-05", "2026-01..2026-04"),
        (Cadence.CUMULATIVE, "2026-01..2026-12", "2026-01..2026-11"),
        (Cadence.CUMULATIVE, "2026-01..2026-02", None),
        (Cadence.MONTH, "2026-05", "2026-04"),
        (Cadence.YEAR, "2026", "2025"),
        (Cadence.STOCK, "as of 2026-05-01", None),
    ],
)
def test_what_stood_before(cadence: Cadence, this: str, before: str | None) -> None:
    assert previous_period(period(this), cadence) == (period(before) if before else None)


def refused(day: str, number: int) -> RefusalCount:
    at = moment(f"2026-{day}")
    return RefusalCount(
        "nbs", f"r{day}", "月报", "https://www.stats.gov.cn/a", "", at, 9, number, Decimal(2), at.date()
    )


@pytest.mark.parametrize(
    ("sentence", "before", "now", "moves"),
    [
        ("a jump between two looks is seen, and its end", ["05-01:1"], ["06-01:9", "06-02:1"], ["firing", "resolved"]),
        ("the past of a new store is no news", [], ["06-01:9", "06-02:1"], []),
        ("what is newest in a new store is", [], ["06-01:1", "06-02:9"], ["firing"]),
        ("what was judged is not judged again", ["06-01:9"], ["06-01:9"], []),
        ("of what was seen at once the worst counts", ["05-01:1"], ["06-01:1", "06-01:9"], ["firing"]),
        ("in a new store too", [], ["06-01:9", "06-01:1"], ["firing"]),
    ],
)
def test_refusals_of_every_release_are_judged_once(
    shipped: Rulebook, sentence: str, before: list[str], now: list[str], moves: list[str]
) -> None:
    def news(counts: list[str]) -> News:
        return News(refusals=tuple(refused(day, int(number)) for day, number in (c.split(":") for c in counts)))

    book = replace(shipped, rules=tuple(r for r in shipped.rules if r.id == "refusals-jumped"), bounds=())
    first = judge(news(before), {}, book, moment("2026-05-01"))
    second = judge(news(now), {a.key: a for a in first.alerts}, book, moment("2026-06-02"))
    assert [t.after.value for t in second.transitions] == moves, sentence
