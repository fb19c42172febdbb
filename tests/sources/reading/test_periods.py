"""Periods on their own, as they stand in a text published on 30 June 2026."""

from __future__ import annotations

from datetime import date

import pytest
from wording import period

from sources.reading.periods import find_periods

PUBLISHED = date(2026, 6, 30)
NAMED = [
    ("今年1—4月", "ytd:2026-04"),
    ("2026年1-3月", "quarter:2026-03"),
    ("1至6月", "half:2026-06"),
    ("2025年1—12月", "year:2025"),
    ("前4个月", "ytd:2026-04"),
    ("前四月", "ytd:2026-04"),
    ("首4个月", "ytd:2026-04"),
    ("一季度", "quarter:2026-03"),
    ("2025年二季度", "quarter:2025-06"),
    ("上半年", "half:2026-06"),
    ("去年下半年", "half:2025-12"),
    ("前三季度", "ytd:2025-09"),
    ("全年", "year:2025"),
    ("去年", "year:2025"),
    ("2025年", "year:2025"),
    ("2025年度", "year:2025"),
    ("二〇二五年", "year:2025"),
    ("4月份", "month:2026-04"),
    ("2025年12月", "month:2025-12"),
    ("12月", "month:2025-12"),
    ("今年以来", "ytd:2026.."),
    ("年初以来", "ytd:2026.."),
    ("目前", "now:2026-06-30"),
    ("截至目前", "now:2026-06-30"),
    ("截至去年底", "as_of:2025-12-31"),
    ("4月末", "as_of:2026-04-30"),
    ("2025年末", "as_of:2025-12-31"),
    ("截至6月15日", "as_of:2026-06-15"),
    ("“十四五”期间", "span:2021-2025"),
    ("五年来", "span:2021-2025"),
    ("2021—2025年", "span:2021-2025"),
    ("2018年以来", "span:2018.."),
]


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[row[0] for row in NAMED])
def test_a_period_is_resolved(text: str, expected: str) -> None:
    assert [period(mention.period) for mention in find_periods(text, PUBLISHED)] == [expected]


@pytest.mark.parametrize("text", ["2026年5月16日", "“十五五”开局之年", "近三年同期最高", "三年行动", "12时", "13月"])
def test_what_is_no_period(text: str) -> None:
    assert [m for m in find_periods(text, PUBLISHED) if not m.damaged] == []


def test_what_is_only_compared_with_is_marked() -> None:
    found = find_periods("1—4月增长8.8%，比1—3月加快0.3个百分点，上年同期为6.1%", PUBLISHED)
    assert [mention.compared for mention in found] == [False, True, True]
    assert period(found[2].period) == "ytd:2025-04"


def test_the_year_of_a_month_is_the_one_named_before() -> None:
    found = find_periods("2024年1—4月增长8.4%，4月份增长8.9%", PUBLISHED)
    assert [period(mention.period) for mention in found] == ["ytd:2024-04", "month:2024-04"]


def test_without_a_day_of_publication_relative_periods_stay_unknown() -> None:
    found = find_periods("今年1—4月，4月份，去年，2025年", None)
    assert [period(mention.period) for mention in found] == ["unknown", "unknown", "unknown", "year:2025"]


@pytest.mark.parametrize(("published", "expected"), [(date(2026, 8, 20), "ytd:2026-07"), (date(2026, 2, 1), "unknown")])
def test_a_lost_dash_is_repaired_only_where_the_day_of_publication_proves_it(published: date, expected: str) -> None:
    (mention,) = find_periods("17月份", published)
    assert period(mention.period) == expected or (expected == "unknown" and mention.damaged)
