"""Reference periods: named as statistics names them, and shifted by a year."""

from datetime import date

import pytest

from sources.series import PeriodKind, ReferencePeriod


@pytest.mark.parametrize(
    ("first", "last", "kind", "label"),
    [
        (4, 4, PeriodKind.MONTH, "2026年4月"),
        (1, 2, PeriodKind.YTD, "2026年1—2月"),
        (1, 3, PeriodKind.QUARTER, "2026年一季度"),
        (1, 4, PeriodKind.YTD, "2026年1—4月"),
        (1, 6, PeriodKind.HALF, "2026年上半年"),
        (4, 6, PeriodKind.QUARTER, "2026年二季度"),
        (1, 9, PeriodKind.YTD, "2026年1—9月"),
        (1, 12, PeriodKind.YEAR, "2026年"),
    ],
)
def test_a_run_of_months_has_the_name_that_statistics_gives_it(
    first: int, last: int, kind: PeriodKind, label: str
) -> None:
    period = ReferencePeriod.months(2026, first, last)
    assert (period.kind, period.label_zh()) == (kind, label)
    assert period.is_cumulative == (first == 1 and last > 1)


def test_a_year_earlier_february_ends_on_its_own_last_day() -> None:
    assert ReferencePeriod.months(2025, 1, 2).year_before().end == date(2024, 2, 29)
    assert ReferencePeriod.months(2024, 2, 2).year_before().end == date(2023, 2, 28)
    assert ReferencePeriod.unknown().year_before() == ReferencePeriod.unknown()
