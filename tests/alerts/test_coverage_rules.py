"""When a figure is due, with holidays and the first two months; when a source counts as unreadable."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from worlds import moment, period

from alerts.coverage import end_of, expected_after, judge_overdue
from alerts.judging import judge
from alerts.news import News, RefusalCount
from alerts.periods import next_period, previous_period
from alerts.rulebook import Rulebook
from alerts.rules import Outcome
from sources.catalogue import Catalogue, Due
from sources.series import Cadence

IVA = "ningbo-iva-above-scale-growth-cumulative"


@pytest.mark.parametrize(
    ("newest", "next_one", "due"),
    [
        ("2026-01..2026-04", "2026-01..2026-05", date(2026, 6, 22)),  # the 21st is a Sunday
        ("2026-01..2026-05", "2026-01..2026-06", date(2026, 7, 27)),  # a quarter: the 25th, a Saturday
        ("2025-01..2025-12", "2026-01..2026-02", date(2026, 3, 23)),  # January is never alone; the 21st is a Saturday
        ("2025-01..2025-11", "2025-01..2025-12", date(2026, 1, 26)),  # the 25th is a Sunday
        ("2026-01..2026-08", "2026-01..2026-09", date(2026, 10, 26)),
        ("2026-01..2026-06", "2026-01..2026-07", date(2026, 8, 21)),
    ],
)
def test_what_is_expected_next_and_on_which_working_day(
    known: Catalogue, newest: str, next_one: str, due: date
) -> None:
    assert expected_after(known.series[IVA], period(newest)) == (period(next_one), due)


NBS = "china-iva-above-scale-growth-cumulative"


@pytest.mark.parametrize(
    ("newest", "due", "deadline"),
    [
        ("2026-01..2026-03", date(2026, 5, 18), date(2026, 5, 19)),  # announced; one working day more
        ("2026-01..2026-08", date(2026, 10, 19), date(2026, 10, 20)),
        ("2026-01..2026-04", date(2026, 6, 16), date(2026, 6, 17)),
        ("2025-01..2025-12", date(2026, 3, 16), date(2026, 3, 17)),  # nothing in February
        ("2026-01..2026-11", date(2027, 1, 18), date(2027, 1, 19)),  # not announced: the 16th is a Saturday
    ],
)
def test_the_bureau_keeps_the_days_that_it_announced(known: Catalogue, newest: str, due: date, deadline: date) -> None:
    series = known.series[NBS]
    expected = expected_after(series, period(newest))
    assert expected is not None
    assert expected[1] == due
    on_time = judge_overdue(series, period(newest), 0, end_of(deadline))[1]
    late = judge_overdue(series, period(newest), 0, end_of(deadline) + timedelta(days=1))[1]
    assert (on_time.outcome, late.outcome) == (Outcome.CLEAR, Outcome.BREACHED)


@pytest.mark.parametrize(
    ("sentence", "due", "newest", "day"),
    [
        ("a holiday moves it behind the holiday", {"day": 1}, "2026-08", date(2026, 10, 8)),
        ("a Saturday that is worked for a holiday is a working day", {"day": 10}, "2026-08", date(2026, 10, 10)),
        ("an ordinary Saturday is none", {"day": 17}, "2026-08", date(2026, 10, 19)),
        ("the Spring Festival of nine days", {"day": 15}, "2025-12", date(2026, 3, 16)),
        ("a month without that day", {"day": 31}, "2026-04", date(2026, 6, 30)),
        ("two months later", {"day": 5, "months_after": 2}, "2026-04", date(2026, 7, 6)),
        ("an announced day is not moved", {"day": 5, "announced": ["2026-06-06"]}, "2026-04", date(2026, 6, 6)),
        ("one of another month says nothing", {"day": 5, "announced": ["2026-07-06"]}, "2026-04", date(2026, 6, 5)),
        ("January alone, where an office publishes it", {"day": 10, "no_january": False}, "2025-12", date(2026, 2, 10)),
    ],
)
def test_the_day_on_which_a_month_is_due(
    known: Catalogue, sentence: str, due: dict[str, object], newest: str, day: date
) -> None:
    monthly = replace(
        known.series["ningbo-iva-above-scale-growth-month"], due=Due.model_validate({"publisher": "nbs", **due})
    )
    expected = expected_after(monthly, period(newest))
    assert expected is not None, sentence
    assert expected[1] == day, sentence


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
