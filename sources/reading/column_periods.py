"""The periods that the columns of a table name: their own, the table's, and what 本月 and 累计 mean in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sources.reading.captionunits import caption_units
from sources.reading.context import Context
from sources.reading.periods import find_periods
from sources.reading.vocabulary import Vocabulary
from sources.series import Measure, PeriodKind, ReferencePeriod

MONTH = re.compile(r"本月|当月|单月")
_MONTH_END = re.compile(r"(?:本月|当月|本期|^月|^期)末")
CUMULATIVE = re.compile(r"累计|年初至|年初以来|今年以来|本年|[1一]至本月|截至本月(?!末)|本月止")


class PeriodsOfColumns:
    """What holds for a whole table: its period, what 本月 and 累计 mean in it, its first unit, what it names."""

    def __init__(self, context: Context, caption: str, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        self._published_on = context.published_on
        about = " ".join((caption, context.heading, context.title))
        named = [mention.indicator for mention in vocabulary.indicators(about)]
        self.named = {indicator.name_zh for indicator in named}
        self.counts = {indicator.measure for indicator in named} == {Measure.COUNT}
        self.whole = last_period(caption, context.published_on, context.year) or context.title_period
        self._year = self.whole.end.year if self.whole and self.whole.end else None
        self._texts = texts
        self.unit = next(iter(caption_units(caption)), "")
        self.cumulative = "累计" in about
        self._last_month = self._find_last_month()

    def of(self, text: str) -> ReferencePeriod | None:
        """The period that a column's own label names."""
        if CUMULATIVE.search(text):  # 1-5月累计（期末）: a stock is of its end, all else of the run
            text = re.sub(r"\(?[/或]?(?:期|月)末(?:到达|余额|数)?\)?", "", text)
        found = last_period(text, self._published_on, self._year)
        if found is not None:
            return found
        if self._last_month is None:
            return ReferencePeriod.unknown() if MONTH.search(text) or CUMULATIVE.search(text) else None
        if self.counts and self.whole is not None and self.whole.kind is PeriodKind.AS_OF and "累计" in text:
            return self.whole  # how many there are so far is no run from January
        year, month = self._last_month
        if CUMULATIVE.search(text):
            return ReferencePeriod.months(year, 1, month)
        if _MONTH_END.search(text):
            last = ReferencePeriod.months(year, month, month).end
            return ReferencePeriod(PeriodKind.AS_OF, last, last)
        if MONTH.search(text):
            return ReferencePeriod.months(year, month, month)
        return None

    def _find_last_month(self) -> tuple[int, int] | None:
        """The month that the table ends with: from its caption, else from a column that names months."""
        periods = [self.whole, *(last_period(text, self._published_on, self._year) for text in self._texts)]
        for period in periods:
            if period and period.end and period.kind not in (PeriodKind.UNKNOWN, PeriodKind.SPAN):
                return period.end.year, period.end.month
        return None


def last_period(text: str, published_on: date | None, year: int | None) -> ReferencePeriod | None:
    """The last period that a label or caption names for itself (比上年 and 上年同期 are not its own)."""
    bare = re.fullmatch(r"((?:19|20)\d\d)年?", text)
    if bare:
        return ReferencePeriod.year_of(int(bare[1]))
    # growth against 上年, 上月 or 去年 names what is compared with
    own = re.sub(r"(?:比|较|为)?(?:上年|去年|上月|上季度?)(?:同期|同月|末|底)?|同比|环比", "", text)
    own = re.sub(r"本月|当月|单月|累计", "", own)
    periods = [m.period for m in find_periods(own, published_on, year=year) if not m.compared and not m.damaged]
    known = [period for period in periods if period.end is not None]
    return known[-1] if known else None
