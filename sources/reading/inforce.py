"""Which period a figure speaks of: the one its sentence names, else the one in force.

Where a text names none, the rule is: what brackets note beside the value; for a share or rank the period of the figure
before it; the period last said of the same sort of figure in the paragraph, then the paragraph's, then the release's own;
a stock without any is as of the day of publication. A correction, a month beside the run that ends with it, and what is
told by quarters are asides: what comes after them does not speak of their period.
"""

from __future__ import annotations

import re
from datetime import date

from sources.reading.label import Label, noun_of
from sources.reading.said import Said
from sources.reading.setting import Meaning
from sources.series import Measure, PeriodKind, ReferencePeriod

_RUNS = (PeriodKind.MONTH, PeriodKind.YTD, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
_OF_RUNS = (Measure.GROWTH, Measure.LEVEL, Measure.CHANGE)
_FLOWS = re.compile(
    r"(?:产值|增加值|投资|收入|零售额|零售总额|利润总额|销售额|再就业)$|^新设|^新登记|新增|新设|再就业|新开工|新签约"
)
_MADE = re.compile(
    rf"{_FLOWS.pattern}|(?:产量|销量|吞吐量|用电量|发电量|进出口|出口|进口|总额|出栏|支出|客运量|货运量|产销率|浓度|到位资金)$|^接待|游客|^研发(?:经费|投入)"
)
_HELD = re.compile(r"(?:用户|基站|端口|余额|保有量|存量)(?:总?数)?$")  # what there is on a day, not made in a run
_OF_A_RUN = re.compile(r"利润率$|产销率$|产值率$|利用率$|增长面$|亏损面$")  # rates of what was made: of no day
_VITAL = re.compile(r"(?:出生|死亡|自然增长)率$|^(?:出生|死亡)人口")
_BESIDE = (Measure.GROWTH, Measure.CHANGE, Measure.GAP)
_STOCKS = (Measure.COUNT, Measure.SHARE, Measure.RANK, Measure.RATIO, Measure.STREAK)


class PeriodsInForce:
    """Follows the periods of one text."""

    def __init__(self, title: ReferencePeriod | None, published_on: date | None) -> None:
        self._title = title
        self._published_on = published_on
        self._paragraph = title
        self._main = title  # the release's own; the run that its text opens with, where that ends with the title's
        self._runs_named: set[ReferencePeriod] = set()
        self._flow = title  # what a paragraph opened with last, unless it was a stock's
        self._opened = False  # this paragraph has named its period
        self._first: ReferencePeriod | None = None  # the first that this paragraph named
        self._viewed = self._by_time = False
        self._before: ReferencePeriod | None = None  # named by the sentence before
        self._goes_on: ReferencePeriod | None = None  # what this sentence, 其中…, goes on with
        self._runs: ReferencePeriod | None = None  # what a sentence without figures opened this paragraph with
        self._of_services: ReferencePeriod | None = None  # their run, where it ends before that of the rest
        self._by_noun: dict[str, ReferencePeriod] = {}

    def paragraph(self) -> None:
        """A new paragraph of a dated release speaks of the release's own period again."""
        self._paragraph = self._main if self._title is not None else None
        self._opened = False
        self._first = self._runs = self._of_services = self._before = None
        self._by_noun = {}

    def opens(self, period: ReferencePeriod) -> None:
        """A sentence without figures opens with a period: the flows after it are of that period."""
        if period.kind not in _RUNS or period.end is None:
            return
        if self._first is not None and part_of_run(self._first, period):
            self._by_noun = {key: period if part_of_run(was, period) else was for key, was in self._by_noun.items()}
            self._first = self._paragraph = period  # 8月份增长5%。1—8月，38个行业中29个增长。…: goes on with the run
        elif not self._opened:
            self._flow = self._runs = period
            self._named(period)
            self._first = self._first or period

    def sentence(self, *, goes_on: bool) -> None:
        """A sentence begins; one that opens with 其中 speaks of the period of the sentence before."""
        self._goes_on = self._before if goes_on else None
        self._before = self._goes_on

    def end_sentence(self, said: Said) -> None:
        """Remember the month or run that the sentence opened with."""
        named = said.first_period if said.own_period and not said.aside else None
        if named is not None and named.kind in _RUNS:
            self._before = named

    def view(self, *, opened: bool, by_time: bool) -> None:
        """分企业类型看: parts of what the paragraph opened with, not of an aside on one month. `by_time`: 分季度看."""
        self._viewed, self._by_time = opened, by_time

    def of(self, said: Said, sense: Meaning, label: Label, *, company: bool) -> ReferencePeriod:
        """The period of a figure."""
        if said.noted is not None:
            return said.noted
        flow = _of_the_run(said, label)
        if flow is not None:
            return flow
        if said.period is not None:
            if said.own_period and not said.aside:
                self._remember(said, label)
            if sense.measure is Measure.STREAK and said.period.kind is PeriodKind.SPAN:
                return ReferencePeriod(PeriodKind.AS_OF, None, self._published_on)
            if said.summed and said.period.kind is PeriodKind.MONTH and sense.measure in _OF_RUNS:
                return _run_to(said.period)
            if sense.measure is Measure.AVERAGE_GROWTH and said.came_from is not None:
                return _years_between(said.came_from, said.period)
            return said.period if said.summed else _last_year(said.period, sense)
        if company:
            return ReferencePeriod.unknown()  # what a firm claims is not of the period of the statistics around it
        if sense.measure in (Measure.SHARE, Measure.RANK, Measure.RATIO) and said.last_period is not None:
            return said.last_period  # beside a figure of the same sentence
        stock = said.last_period if said.last_label == label and sense.measure in _BESIDE else None
        if stock is not None and stock.kind is PeriodKind.AS_OF:
            return stock  # 覆盖率达91.6%，较年初提高6.2个百分点
        if self._goes_on is not None and sense.measure not in _STOCKS:
            return self._goes_on
        if self._viewed and self._first is not None and sense.measure not in _STOCKS:
            return self._first
        known = (
            self._by_noun.get(_key(label))
            or self._behind(label)
            or self._running(sense)
            or self._opening(label)
            or self._of_flow(label)
            or self._paragraph
        )
        if known is not None and known.kind in _RUNS and known.end is not None and _HELD.search(label.term):
            return ReferencePeriod.as_of(known.end)  # 1—7月…。宽带接入用户达6.87亿户: at the end of the run
        if known is not None:
            self._opened = True  # what is named later in this paragraph is an aside
            return known
        if sense.measure in _STOCKS and not _FLOWS.search(label.term) and not _OF_A_RUN.search(label.term):
            return ReferencePeriod(PeriodKind.AS_OF, None, self._published_on)
        told = self._title is not None or len(self._runs_named) == 1
        return self._flow if self._flow is not None and told else ReferencePeriod.unknown()

    def _behind(self, label: Label) -> ReferencePeriod | None:
        """What was said of services for their earlier run goes on for them, and for what nobody else is known for."""
        unknown = label.indicator is None and not _FLOWS.search(label.term)
        return self._of_services if unknown or "服务" in label.term else None

    def _running(self, sense: Meaning) -> ReferencePeriod | None:
        """What a sentence without figures opened with; counts of what there is are of no such period."""
        return None if sense.measure in (Measure.COUNT, Measure.RATIO, Measure.STREAK) else self._runs

    def _opening(self, label: Label) -> ReferencePeriod | None:
        """Investment is published from January on only: after an aside on one month it goes on with the run."""
        monthly = self._paragraph is not None and self._paragraph.kind is PeriodKind.MONTH
        return self._first if monthly and _key(label) == "投资" else None

    def _is_aside(self, period: ReferencePeriod, label: Label) -> bool:
        """A month beside the run that ends with it: what follows is of the run, but for prices, which are of the month."""
        now = self._paragraph
        self._of_services = None
        if now is not None and "服务业" in label.term and _ends_earlier(period, now):
            self._of_services = period
            return True  # services are published one month behind the rest
        of_run = now is not None and part_of_run(period, now)
        return of_run and not label.term.endswith(("价格", "CPI", "失业率"))

    def _adds_a_month(self, said: Said, period: ReferencePeriod) -> bool:
        """规上工业增加值增长8.8%，其中9月当月增长10.4%: beside the run that the text goes on with, unnamed in this paragraph."""
        unnamed = self._paragraph is None and said.first_period is None and len(self._runs_named) == 1
        return unnamed and self._flow is not None and part_of_run(period, self._flow)

    def _named(self, period: ReferencePeriod) -> None:
        """A paragraph opened with this run."""
        if self._title is not None and period.end == self._title.end:
            self._main = period
        self._runs_named.add(period)

    def _of_flow(self, label: Label) -> ReferencePeriod | None:
        """After a stock (11月末…) a flow is of the run that the paragraph named, if any."""
        stock = self._paragraph is not None and self._paragraph.kind is PeriodKind.AS_OF
        flows = _MADE.search(label.term) is not None
        return (self._flow or ReferencePeriod.unknown()) if stock and flows else None

    def _remember(self, said: Said, label: Label) -> None:
        if self._by_time:
            return  # 分季度看，一季度…，二季度…: parts of what is spoken of
        period = said.first_period or (said.period if self._paragraph is None else None)
        if period is None or period.kind is PeriodKind.UNKNOWN:
            return
        if self._is_aside(period, label) or self._adds_a_month(said, period):
            return
        run_after_month = self._first is not None and part_of_run(self._first, period)
        self._first = period if run_after_month else self._first or period
        self._paragraph, self._runs = period, None
        if period.kind is not PeriodKind.AS_OF:
            if not self._opened:
                self._flow = period
                self._named(period)
            self._opened = True
            if run_after_month:
                self._by_noun[_key(label)] = period  # 4月增长9%；1-4月增长5%。分类型看…: of the run
            self._by_noun.setdefault(_key(label), period)


def _of_the_run(said: Said, label: Label) -> ReferencePeriod | None:
    """After a stock what was made goes on with the run told beside it; births and deaths are always of a year."""
    if said.period is None or said.period.kind is not PeriodKind.AS_OF or said.period.end is None:
        return None
    if said.beside is not None and _MADE.search(label.term):
        return said.beside
    of_a_year = said.period.end.month == 12 and _VITAL.search(label.term) is not None
    return ReferencePeriod.year_of(said.period.end.year) if of_a_year else None


def part_of_run(month: ReferencePeriod, run: ReferencePeriod) -> bool:
    """Whether a month or quarter is the last of a run."""
    part = month.kind in (PeriodKind.MONTH, PeriodKind.QUARTER)  # 三季度当季 beside 前三季度
    return part and run.kind in _RUNS and month.end == run.end and _starts_before(run, month)


def _ends_earlier(run: ReferencePeriod, now: ReferencePeriod) -> bool:
    both = run.kind in _RUNS and now.kind in _RUNS and run.start == now.start
    return both and run.end is not None and now.end is not None and run.end < now.end


def _starts_before(run: ReferencePeriod, part: ReferencePeriod) -> bool:
    return run.start is not None and part.start is not None and run.start < part.start


def _run_to(month: ReferencePeriod) -> ReferencePeriod:
    """7月当月…，累计增速…: from January to that month."""
    return ReferencePeriod.months(month.end.year, 1, month.end.month) if month.end is not None else month


def _years_between(was: ReferencePeriod, now: ReferencePeriod) -> ReferencePeriod:
    """从2020年的…增加到2025年的…，年均增长5.9%: of the five years from 2021."""
    if was.end is None or now.end is None or now.kind is not PeriodKind.YEAR or was.end.year >= now.end.year:
        return now
    return ReferencePeriod(PeriodKind.SPAN, date(was.end.year + 1, 1, 1), now.end)


def _key(label: Label) -> str:
    return noun_of(label) or label.term


def _last_year(period: ReferencePeriod, sense: Meaning) -> ReferencePeriod:
    """Over five years a level came to x: x is of the last of them."""
    stock = sense.measure in (Measure.LEVEL, Measure.COUNT, Measure.SHARE, Measure.RANK)
    if stock and period.kind is PeriodKind.SPAN and period.end is not None:
        return ReferencePeriod.year_of(period.end.year)
    return period
