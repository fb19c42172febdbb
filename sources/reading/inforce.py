"""Which period a figure speaks of: the one its sentence names, else the one in force.

Where a text names none, the rule is: the period last said of the same sort of figure in the paragraph, then the last
of the paragraph, then what the last dated paragraph opened with, or the title; a stock without any is as of the day of
publication. A sentence that corrects an older value is an aside: what comes after it does not speak of that period.
"""

from __future__ import annotations

from datetime import date

from sources.reading.labels import Label, noun_of
from sources.reading.said import Said
from sources.reading.setting import Meaning
from sources.series import Measure, PeriodKind, ReferencePeriod

_RUNS = (PeriodKind.MONTH, PeriodKind.YTD, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
_STOCKS = (Measure.COUNT, Measure.SHARE, Measure.RANK, Measure.RATIO, Measure.STREAK)


class PeriodsInForce:
    """Follows the periods of one text."""

    def __init__(self, title: ReferencePeriod | None, published_on: date | None) -> None:
        self._title = title
        self._published_on = published_on
        self._paragraph = title
        self._flow = title  # what a paragraph opened with last, unless it was a stock's
        self._opened = False  # this paragraph has named its period
        self._first: ReferencePeriod | None = None  # the first that this paragraph named
        self._runs: ReferencePeriod | None = None  # what a sentence without figures opened this paragraph with
        self._by_noun: dict[str, ReferencePeriod] = {}

    def paragraph(self) -> None:
        """A new paragraph of a dated release goes on with the period that the last one opened with."""
        self._paragraph = self._flow if self._title is not None else None
        self._opened = False
        self._first = self._runs = None
        self._by_noun = {}

    def opens(self, period: ReferencePeriod) -> None:
        """A sentence without figures opens with a period: the flows after it are of that period."""
        if period.kind in _RUNS and period.end is not None and not self._opened:
            self._flow = self._runs = period
            self._first = self._first or period

    def of(self, said: Said, sense: Meaning, label: Label, *, company: bool) -> ReferencePeriod:
        """The period of a figure."""
        if said.period is not None:
            if said.own_period and not said.aside:
                self._remember(said, label)
            if sense.measure is Measure.STREAK and said.period.kind is PeriodKind.SPAN:
                return ReferencePeriod(PeriodKind.AS_OF, None, self._published_on)
            return said.period if said.summed else _last_year(said.period, sense)
        if company:
            return ReferencePeriod.unknown()  # what a firm claims is not of the period of the statistics around it
        known = (
            self._by_noun.get(_key(label))
            or self._running(sense)
            or self._opening(label)
            or self._of_flow(label)
            or self._paragraph
        )
        if known is not None:
            return known
        if sense.measure in _STOCKS:
            return ReferencePeriod(PeriodKind.AS_OF, None, self._published_on)
        return self._flow or ReferencePeriod.unknown()

    def _running(self, sense: Meaning) -> ReferencePeriod | None:
        """What a sentence without figures opened with; counts of what there is are of no such period."""
        return None if sense.measure in (Measure.COUNT, Measure.RATIO, Measure.STREAK) else self._runs

    def _opening(self, label: Label) -> ReferencePeriod | None:
        """Investment is published from January on only: after an aside on one month it goes on with the run."""
        monthly = self._paragraph is not None and self._paragraph.kind is PeriodKind.MONTH
        return self._first if monthly and _key(label) == "投资" else None

    def _of_flow(self, label: Label) -> ReferencePeriod | None:
        """After a stock (11月末…) a flow is of the run that the paragraph named, if any."""
        stock = self._paragraph is not None and self._paragraph.kind is PeriodKind.AS_OF
        flows = label.term.endswith(("产值", "增加值", "投资", "收入", "零售额", "零售总额", "利润总额", "销售额"))
        return self._flow if stock and flows else None

    def _remember(self, said: Said, label: Label) -> None:
        period = said.first_period or (said.period if self._paragraph is None else None)
        if period is None or period.kind is PeriodKind.UNKNOWN:
            return
        self._first = self._first or period
        self._paragraph, self._runs = period, None
        if period.kind is not PeriodKind.AS_OF:
            self._flow = self._flow if self._opened else period
            self._opened = True
            self._by_noun.setdefault(_key(label), period)


def _key(label: Label) -> str:
    return noun_of(label) or label.term


def _last_year(period: ReferencePeriod, sense: Meaning) -> ReferencePeriod:
    """Over five years a level came to x: x is of the last of them."""
    stock = sense.measure in (Measure.LEVEL, Measure.COUNT, Measure.SHARE, Measure.RANK)
    if stock and period.kind is PeriodKind.SPAN and period.end is not None:
        return ReferencePeriod.year_of(period.end.year)
    return period
