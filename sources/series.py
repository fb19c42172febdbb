"""The nouns of statistics: what is measured, whose it is, when, and as published.

Values only; nothing here reads a page, a clock or a file. The words follow official statistics and SDMX.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache


class PeriodKind(StrEnum):
    MONTH = "month"
    YTD = "ytd"  # a run of months from January that has no name of its own: 1—4月
    QUARTER = "quarter"  # 一季度 and 1—3月; also a later single quarter
    HALF = "half"  # 上半年 and 1—6月
    YEAR = "year"
    AS_OF = "as_of"
    SPAN = "span"
    UNKNOWN = "unknown"


class Measure(StrEnum):
    LEVEL = "level"
    GROWTH = "growth"
    AVERAGE_GROWTH = "average_growth"
    CHANGE = "change"
    GAP = "gap"
    SHARE = "share"
    RANK = "rank"
    STREAK = "streak"
    COUNT = "count"
    RATIO = "ratio"
    CONTRIBUTION = "contribution"


class Unit(StrEnum):
    PCT = "pct"
    PERMILLE = "permille"
    PP = "pp"
    CNY_100M = "cny_100m"
    CNY = "cny"
    USD_100M = "usd_100m"
    COUNT = "count"
    RANK = "rank"
    YEARS = "years"
    MONTHS = "months"
    TIMES = "times"
    INDEX = "index"
    OTHER = "other"


class Qualifier(StrEnum):
    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ABOUT = "about"


class Status(StrEnum):
    PRELIMINARY = "preliminary"
    FINAL = "final"
    REVISED = "revised"
    NOTICE = "notice"
    UNSTATED = "unstated"


class RefusalReason(StrEnum):
    TARGET = "target"
    QUOTA = "quota"
    FORECAST = "forecast"
    UNKNOWN_AREA = "unknown_area"
    UNKNOWN_INDICATOR = "unknown_indicator"
    UNPAIRED = "unpaired"
    DAMAGED = "damaged"
    IMPLAUSIBLE = "implausible"
    NOT_A_FIGURE = "not_a_figure"


class Cadence(StrEnum):
    """How the reference periods of a series follow each other."""

    CUMULATIVE = "cumulative"  # from January: ytd, first quarter, half, year
    MONTH = "month"
    YEAR = "year"
    STOCK = "stock"  # as of a day


@dataclass(frozen=True, slots=True)
class ReferencePeriod:
    """The period a figure speaks about, both days included; never the date of publication."""

    kind: PeriodKind
    start: date | None
    end: date | None

    @classmethod
    def months(cls, year: int, first: int, last: int) -> ReferencePeriod:
        """The run of months `first`..`last` under the name that statistics gives it."""
        start, end = date(year, first, 1), _last_day(year, last)
        if first == last:
            return cls(PeriodKind.MONTH, start, end)
        named = {(1, 12): PeriodKind.YEAR, (1, 6): PeriodKind.HALF}
        if (first, last) in named:
            return cls(named[first, last], start, end)
        if last - first == 2 and first % 3 == 1:
            return cls(PeriodKind.QUARTER, start, end)
        return cls(PeriodKind.YTD if first == 1 else PeriodKind.SPAN, start, end)

    @classmethod
    def year_of(cls, year: int) -> ReferencePeriod:
        return cls.months(year, 1, 12)

    @classmethod
    def as_of(cls, day: date) -> ReferencePeriod:
        return cls(PeriodKind.AS_OF, day, day)

    @classmethod
    def unknown(cls) -> ReferencePeriod:
        return cls(PeriodKind.UNKNOWN, None, None)

    @property
    def is_cumulative(self) -> bool:
        """From January to some month of one year, under whatever name."""
        return (
            self.start is not None
            and self.end is not None
            and self.kind in (PeriodKind.YTD, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
            and (self.start.month, self.start.day) == (1, 1)
            and self.start.year == self.end.year
        )

    def year_before(self) -> ReferencePeriod:
        """The same period one year earlier; unknown stays unknown."""
        return ReferencePeriod(self.kind, _year_earlier(self.start), _year_earlier(self.end))

    def label_zh(self) -> str:
        """As a Chinese release would name it: 2026年1—4月."""
        if self.end is None:
            return "时期未知"
        year, last = self.end.year, self.end.month
        match self.kind:
            case PeriodKind.MONTH:
                return f"{year}年{last}月"
            case PeriodKind.QUARTER:
                return f"{year}年{'一二三四'[(last - 1) // 3]}季度"
            case PeriodKind.HALF:
                return f"{year}年上半年"
            case PeriodKind.YEAR:
                return f"{year}年"
            case PeriodKind.YTD:
                return f"{year}年1—{last}月"
            case PeriodKind.AS_OF:
                return f"截至{self.end.year}年{self.end.month}月{self.end.day}日"
            case PeriodKind.SPAN | PeriodKind.UNKNOWN:
                return f"{self.start}—{self.end}"

    def label_en(self) -> str:
        if self.end is None:
            return "unknown period"
        year, month = self.end.year, calendar.month_abbr[self.end.month]
        match self.kind:
            case PeriodKind.MONTH:
                return f"{month} {year}"
            case PeriodKind.QUARTER:
                return f"Q{(self.end.month - 1) // 3 + 1} {year}"
            case PeriodKind.HALF:
                return f"first half of {year}"
            case PeriodKind.YEAR:
                return f"{year}"
            case PeriodKind.YTD:
                return f"Jan–{month} {year}"
            case PeriodKind.AS_OF:
                return f"as of {self.end.isoformat()}"
            case PeriodKind.SPAN | PeriodKind.UNKNOWN:
                return f"{self.start} to {self.end}"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number as read, with the place it was read from.

    `value` has the scale words applied and is in `unit`; `counter` is the unit as printed; `span` points into the
    cleaned text of the release, so that `text[span[0]:span[1]]` is the number. `basis` is what a growth, gap, share
    or rank is relative to. `series` is the catalogue's id where one fits exactly.
    """

    indicator: str
    area: str
    measure: Measure
    basis: str | None
    period: ReferencePeriod
    value: Decimal
    unit: Unit
    counter: str
    qualifier: Qualifier
    status: Status
    quote: str
    span: tuple[int, int]
    scope: str | None = None
    series: str | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A number that was seen and not read, and why."""

    reason: RefusalReason
    value: str
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Vintage:
    """One published value of an observation. Appended, never edited."""

    value: Decimal
    unit: Unit
    qualifier: Qualifier
    status: Status
    published_on: date  # Beijing day
    seen_at: datetime  # aware UTC
    snapshot: str  # SHA-256 of the bytes it was read from
    url: str
    title: str
    publisher: str
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of a series for a reference period, with every vintage of it, oldest first."""

    series: str
    period: ReferencePeriod
    vintages: tuple[Vintage, ...]

    @property
    def latest(self) -> Vintage:
        return self.vintages[-1]

    @property
    def first(self) -> Vintage:
        return self.vintages[0]


@lru_cache(maxsize=1024)
def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _year_earlier(day: date | None) -> date | None:
    if day is None:
        return None
    if day == _last_day(day.year, day.month):
        return _last_day(day.year - 1, day.month)
    return day.replace(year=day.year - 1)
