"""The years and periods that a text has told so far, by which 4月份, 上年 and 当月 are understood."""

from __future__ import annotations

import re
from datetime import date

from sources.reading.numerals import chinese_value
from sources.reading.period_forms import ANY, form_of
from sources.series import PeriodKind, ReferencePeriod

_WITH_YEAR = frozenset(name.removeprefix("year_") for name in ANY.groupindex if name.startswith("year_"))


class ToldPeriods:
    """What one text has told. What it cannot resolve is `unknown`, never guessed."""

    def __init__(self, published_on: date | None, *, year: int | None = None) -> None:
        self.published_on = published_on
        self.anchor = year  # told by the title: a year named in passing (2023年…修订为) is forgotten with its sentence
        self.year = year  # told by a month, quarter or half that named its year
        self.any_year = year  # told by any year
        self.last: ReferencePeriod | None = None  # the newest period that is not only compared with
        self.run_told: ReferencePeriod | None = None  # the newest that is no month

    def paragraph(self) -> None:
        """A month told beside a run that ends with it (前三季度…，9月当月…) is left: 上年同期 is that of the run again."""
        run, month = self.run_told, self.last
        if run is not None and month is not None and month.kind is PeriodKind.MONTH and run.end == month.end:
            self.last = run

    def sentence(self) -> None:
        """A year named in passing is forgotten with its sentence where the title has told one."""
        if self.anchor is not None:
            self.year = self.any_year = self.anchor

    def remember(self, name: str, period: ReferencePeriod, *, told: bool) -> None:
        """The text has named this period, by the form of this name; `told`: its year is printed."""
        self.last = period
        self.run_told = period if period.kind is not PeriodKind.MONTH else self.run_told
        if period.end is None or name in ("now", "range", "plan", "years_back") or (not told and name != "bare"):
            return  # only a year that is printed says what the next month's year is
        self.any_year = period.end.year
        if name not in ("bare", "onward", "stock"):
            self.year = period.end.year

    def named_year(self, word: str | None) -> int | None:
        """What 今年, 去年 mean in the year of publication; 上年 in the year that the text speaks of."""
        if word is None or self.published_on is None:
            return None
        back = {
            "今年": 0,
            "本年": 0,
            "本年度": 0,
            "同年": 0,
            "去年": 1,
            "上年": 1,
            "上一年": 1,
            "过去一年": 1,
            "前年": 2,
        }[word]
        if word == "上年" and (known := self.year if self.year is not None else self.any_year) is not None:
            return known - 1
        return self.published_on.year - back

    def told_year(self, match: re.Match[str]) -> tuple[int | None, bool]:
        """The year that stands in the match, and whether any word for one stands there."""
        form = form_of(match)
        if form not in _WITH_YEAR:
            return None, False
        if match[f"year_{form}"]:
            return year_number(match[f"year_{form}"]), True
        word = match[f"named_{form}"]
        return self.named_year(word), bool(word)

    def year_of(self, match: re.Match[str], last_month: int, *, whole: bool = False) -> int | None:
        """The year of a run that ends with `last_month`; `whole`: of a full year or a stock."""
        year, told = self.told_year(match)
        if told:
            return year
        known = self.any_year if whole and not self._past(self.year, last_month) else self.year
        if known is not None:
            return known
        if self.published_on is None:
            return None
        return self.published_on.year - (last_month > self.published_on.month)

    def _past(self, year: int | None, month: int) -> bool:
        """今年1—5月…。2025年度名单…。截至5月底: the year that months were told of, where that month is over in it."""
        if year is None or self.published_on is None or month == 12:
            return False
        return (year, month) <= (self.published_on.year, self.published_on.month)

    def run(self, match: re.Match[str], first: int, last: int, *, whole: bool = False) -> ReferencePeriod | None:
        """The months `first` to `last` of the year that is meant; None where there are no such months."""
        if not 1 <= first <= last <= 12:
            return None
        year = self.year_of(match, last, whole=whole)
        return ReferencePeriod.unknown() if year is None else ReferencePeriod.months(year, first, last)


def number_of(text: str | None) -> int | None:
    """A month, a day or a count, in digits or Chinese numerals."""
    value = chinese_value(text) if text else None
    return int(value) if value is not None else None


def year_number(text: str) -> int:
    return int(text) if text.isascii() else int(chinese_value(text) or 0)
