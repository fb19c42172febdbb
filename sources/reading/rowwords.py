"""What stands around the name in a row's label: brackets with its scope or its period, and 年末 in front of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sources.reading.column_periods import last_period
from sources.reading.column_roles import unit_in
from sources.series import PeriodKind, ReferencePeriod

PERIOD_ONLY = re.compile(r"(?:[\d年月份季度一二三四前上下半末底至~\-]|全年|累计|截至|第(?=[一二三四]季))+")
_BRACKET = re.compile(r"\(([^()]*)\)")
_SCOPE = re.compile(r"不含|含|区本级|市级|市区|扣除")
_ASIDE = re.compile(rf"{_SCOPE.pattern}|当年价|现价|现行价|可比价|不变价|初步|快报|=100")
_AT_END = re.compile(r"(?:年|季|月|期)[末底](?:数|余额)?")
_DATED = re.compile(r"(?:截?至)?(?:(?:19|20)\d\d年)?(?:\d{1,2}月|[年季月期])[末底](?=[\u4e00-\u9fff\dA-Z]{2})")
_STOCKS = re.compile(
    r"余额$|^(?:资产|负债)(?:总计|合计)$|^手持订单量$|待售面积$|应收账款$|产成品存货$|^资产负债率$|^(?:常住|户籍)人口$|(?:用户|基站)(?:总?数)?$"
)

_FURTHEST_BACK, _FURTHEST_ON = -6, 9  # months between two rows of one year


@dataclass(frozen=True, slots=True)
class Bare:
    """`period`: the row's own; `at_end`: it is a stock, as of the end of whatever its column is about."""

    text: str
    scope: str | None = None
    period: ReferencePeriod | None = None
    at_end: bool = False


def bare_label(text: str, published_on: date | None, year: int | None) -> Bare:
    """A label without its unit, its scope, and the time that it says."""
    scope, period, at_end = None, None, False
    for found in _BRACKET.finditer(text):
        inner = found[1]
        if _SCOPE.search(inner):
            scope = inner
        elif _AT_END.fullmatch(inner):
            at_end = True
        elif _is_time(inner):
            period = last_period(inner, published_on, year) or ReferencePeriod.unknown()
    bare = _BRACKET.sub(lambda found: "" if _says_no_name(found) else found[0], text)
    front = _DATED.match(bare)
    if front is None:
        return Bare(bare, scope, period, at_end)
    if not re.search(r"\d", front[0]):
        return Bare(bare[front.end() :], scope, period, at_end=True)
    return Bare(bare[front.end() :], scope, last_period(front[0], published_on, year) or ReferencePeriod.unknown())


def _says_no_name(bracket: re.Match[str]) -> bool:
    inner = bracket[1]
    return bool(unit_in(bracket[0]) or _ASIDE.search(inner) or _AT_END.fullmatch(inner) or _is_time(inner))


def _is_time(inner: str) -> bool:
    return len(inner) > 1 and bool(PERIOD_ONLY.fullmatch(inner) and re.search(r"[年月季]", inner))


class RowTimes:
    """Rows that are times: what stands below 2025年4月 and prints no year is of that year until the months start anew."""

    def __init__(self, published_on: date | None, year: int | None) -> None:
        self._published_on, self._year = published_on, year
        self._above: ReferencePeriod | None = None  # the last row, where a row printed its year

    def of(self, bare: str) -> ReferencePeriod | None:
        """The period of a row that says nothing else; unknown where its year cannot be told."""
        if not PERIOD_ONLY.fullmatch(bare):
            return None
        printed = re.search(r"(?:19|20)\d\d", bare) is not None
        above = self._above.end if self._above else None
        period = last_period(bare, self._published_on, above.year if above and not printed else self._year)
        if period is None or period.end is None or not (printed or above):
            return period
        if above and not printed and not _FURTHEST_BACK < period.end.month - above.month < _FURTHEST_ON:
            return ReferencePeriod.unknown()
        self._above = period
        return period


def is_stock(name: str) -> bool:
    """Whether a term is of a day and of no run of days."""
    return bool(_STOCKS.search(name))


def at_end_of(period: ReferencePeriod | None) -> ReferencePeriod | None:
    """The day on which a period ends, for what is counted on that day."""
    if period is None or period.end is None or period.kind in (PeriodKind.AS_OF, PeriodKind.UNKNOWN):
        return period
    return ReferencePeriod.as_of(period.end)


def in_year_of(column: ReferencePeriod | None, day: ReferencePeriod) -> ReferencePeriod | None:
    """12月末 of a row, in a column of the year before; None where the column is of no such day."""
    if column is None or column.kind is not PeriodKind.YEAR or column.end is None or day.end is None:
        return day
    if column.end.year == day.end.year:
        return day
    return at_end_of(column) if (day.end.month, day.end.day) == (12, 31) else None
