"""Reference periods as prose names them: 1—4月, 上半年, 今年以来, 截至去年底, “十四五”期间.

A `PeriodReader` walks a text from front to back and resolves what is relative with what it knows: the day of
publication and the years and periods named before. What it cannot resolve is `unknown`, never guessed.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from sources.reading.period_forms import ANY, ASIDE, COMPARED, CORRECTED, HIGHEST_SINCE, NAMES, VIEWED, form_of
from sources.reading.plain import fold
from sources.reading.told_periods import ToldPeriods, number_of, year_number
from sources.series import PeriodKind, ReferencePeriod


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """`compared` marks a period that only something else is measured against (比1—3月, 上年同期)."""

    period: ReferencePeriod
    start: int
    end: int
    compared: bool = False
    damaged: bool = False


_SINCE = re.compile(r"以来|起")
_PLANS = {"一": 2006, "二": 2011, "三": 2016, "四": 2021, "五": 2026, "六": 2031}


def find_periods(text: str, published_on: date | None, *, year: int | None = None) -> list[PeriodMention]:
    """Every period that `text` names, in order; `year` is one that a title or caption has told."""
    return PeriodReader(published_on, year=year).read(fold(text))


class PeriodReader:
    """Resolves periods one after another; feed it the paragraphs of one text in order."""

    def __init__(self, published_on: date | None, *, year: int | None = None) -> None:
        self.published_on = published_on
        self.told = ToldPeriods(published_on, year=year)

    def read(self, folded: str) -> list[PeriodMention]:
        """The periods of one paragraph of folded text."""
        found = []
        at = 0
        self.told.paragraph()
        for match in ANY.finditer(folded):
            if "。" in folded[at : match.start()]:
                self.told.sentence()
            at = match.start()
            mention = self._mention(match, folded)
            if mention is not None:
                found.append(mention)
        return found

    def _mention(self, match: re.Match[str], text: str) -> PeriodMention | None:
        start, end = match.span()
        since = _SINCE.match(text, end)
        while text[start] in "，的":
            start += 1
        name = form_of(match)
        period: ReferencePeriod | None = _RESOLVERS[name](self, match)
        if period is None:
            return None
        if since is not None and name in ("month", "quarter", "half"):
            period = ReferencePeriod(PeriodKind.SPAN, period.start, None) if period.start else period
        compared = (
            name in ("same", "last_month", "last_quarter")
            or (name == "onward" and HIGHEST_SINCE.match(text, end) is not None)
            or (since is not None and HIGHEST_SINCE.match(text, since.end()) is not None)
            or (
                COMPARED.search(text[max(0, start - 3) : start]) is not None
                and not (text[start - 1 : start] == "从" and VIEWED.match(text, end))
            )
        )
        aside = CORRECTED.match(text, end) is not None or (
            ASIDE.match(text, end) is not None and text.rfind("(", 0, start) > text.rfind(")", 0, start)
        )
        if not compared and not aside and period.kind is not PeriodKind.UNKNOWN and name != "day":
            self.told.remember(name, period, told=self.told.told_year(match)[1])
        damaged = name == "lost" and period.kind is PeriodKind.UNKNOWN
        return PeriodMention(period, start, end, compared, damaged)

    # one method for each form

    def day(self, match: re.Match[str]) -> ReferencePeriod | None:
        month, day = number_of(match["day_month"]), number_of(match["day_day"])
        if not match["as_of_day"] or month is None or day is None:
            return None
        year = self.told.year_of(match, month)
        if year is None:
            return ReferencePeriod(PeriodKind.UNKNOWN, None, None)
        return (
            ReferencePeriod.as_of(date(year, month, day))
            if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
            else None
        )

    def stock(self, match: re.Match[str]) -> ReferencePeriod | None:
        if match["stock_last"]:
            end = self.told.last.end if self.told.last else None
            return ReferencePeriod.as_of(end) if end else ReferencePeriod.unknown()
        half = {"上半年": 6, "年中": 6, "一季度": 3, "二季度": 6, "三季度": 9, "四季度": 12}
        month = number_of(match["stock_month"]) if match["stock_month"] else half.get(match["stock_half"] or "", 12)
        if month is None or not 1 <= month <= 12:
            return None
        year = self.told.year_of(match, month, whole=True)
        if year is None:
            return ReferencePeriod.unknown()
        return ReferencePeriod.as_of(date(year, month, monthrange(year, month)[1]))

    def since(self, match: re.Match[str]) -> ReferencePeriod | None:
        month = number_of(match["since_month"])
        if month is None or not 1 <= month <= 12:
            return None
        year = self.told.year_of(match, month)
        if year is None:
            return ReferencePeriod.unknown()
        return ReferencePeriod.as_of(date(year, month, monthrange(year, month)[1]))

    def now(self, match: re.Match[str]) -> ReferencePeriod | None:
        return ReferencePeriod(PeriodKind.AS_OF, None, self.published_on)

    def plan(self, match: re.Match[str]) -> ReferencePeriod | None:
        first = _PLANS[match["plan_n"]]
        if match["plan_tail"] == "末":
            return ReferencePeriod.as_of(date(first + 4, 12, 31))
        years = number_of(match["plan_tail"][1:2]) or 5  # “十四五”前三年
        return ReferencePeriod(PeriodKind.SPAN, date(first, 1, 1), date(first + years - 1, 12, 31))

    def years_back(self, match: re.Match[str]) -> ReferencePeriod | None:
        count = number_of(match["years_n"] or match["years_near"] or match["years_past"])
        if self.published_on is None or count is None:
            return ReferencePeriod.unknown()
        year = self.published_on.year
        return ReferencePeriod(PeriodKind.SPAN, date(year - count, 1, 1), date(year - 1, 12, 31))

    def range(self, match: re.Match[str]) -> ReferencePeriod | None:
        first, last = int(match["range_from"]), int(match["range_to"])
        return ReferencePeriod(PeriodKind.SPAN, date(first, 1, 1), date(last, 12, 31)) if first < last else None

    def onward(self, match: re.Match[str]) -> ReferencePeriod | None:
        year, told = self.told.told_year(match)
        if not told:
            return None
        if year is None:
            return ReferencePeriod.unknown()
        if self.published_on is not None and year == self.published_on.year:
            return ReferencePeriod(PeriodKind.YTD, date(year, 1, 1), None)
        return ReferencePeriod(PeriodKind.SPAN, date(year, 1, 1), None)

    def ytd(self, match: re.Match[str]) -> ReferencePeriod | None:
        if self.published_on is None:
            return ReferencePeriod.unknown()
        return ReferencePeriod(PeriodKind.YTD, date(self.published_on.year, 1, 1), None)

    def first(self, match: re.Match[str]) -> ReferencePeriod | None:
        count = number_of(match["first_n"])
        return self.told.run(match, 1, count) if count and count > 1 else None

    def months(self, match: re.Match[str]) -> ReferencePeriod | None:
        first, last = number_of(match["from"]), number_of(match["to"])
        return self.told.run(match, first, last) if first and last and first < last else None

    def lost(self, match: re.Match[str]) -> ReferencePeriod | None:
        last = int(match["lost_n"][1:])
        period = self.told.run(match, 1, last)
        if self.published_on is None or period is None or period.end is None:
            return ReferencePeriod.unknown()
        late = (self.published_on - period.end).days
        return period if 0 <= late <= 45 else ReferencePeriod.unknown()

    def quarters(self, match: re.Match[str]) -> ReferencePeriod | None:
        return self.told.run(match, 1, 9)

    def quarter(self, match: re.Match[str]) -> ReferencePeriod | None:
        number = 1 if match["first_quarter"] else number_of(match["quarter_n"])
        return self.told.run(match, 3 * number - 2, 3 * number) if number else None

    def half(self, match: re.Match[str]) -> ReferencePeriod | None:
        if match["which_half"] == "上半年":
            return self.told.run(match, 1, 6)
        year = self.told.year_of(match, 12)
        return (
            ReferencePeriod(PeriodKind.HALF, date(year, 7, 1), date(year, 12, 31))
            if year
            else ReferencePeriod.unknown()
        )

    def whole(self, match: re.Match[str]) -> ReferencePeriod | None:
        return self.told.run(match, 1, 12, whole=True)

    def same(self, match: re.Match[str]) -> ReferencePeriod | None:
        return self.told.last.year_before() if self.told.last else ReferencePeriod.unknown()

    def month(self, match: re.Match[str]) -> ReferencePeriod | None:
        number = number_of(match["month_n"])
        return self.told.run(match, number, number) if number else None

    def last_month(self, match: re.Match[str]) -> ReferencePeriod | None:
        end = self.told.last.end if self.told.last else None
        if end is None:
            return ReferencePeriod.unknown()
        year, month = (end.year - 1, 12) if end.month == 1 else (end.year, end.month - 1)
        return ReferencePeriod.months(year, month, month)

    def this_month(self, match: re.Match[str]) -> ReferencePeriod | None:
        end = self.told.last.end if self.told.last else None
        return ReferencePeriod.months(end.year, end.month, end.month) if end else ReferencePeriod.unknown()

    def last_quarter(self, match: re.Match[str]) -> ReferencePeriod | None:
        return ReferencePeriod.unknown()

    def this_quarter(self, match: re.Match[str]) -> ReferencePeriod | None:
        end = self.told.last.end if self.told.last else None
        if end is None:
            return ReferencePeriod.unknown()
        quarter = (end.month + 2) // 3
        return ReferencePeriod.months(end.year, 3 * quarter - 2, 3 * quarter)

    def bare(self, match: re.Match[str]) -> ReferencePeriod | None:
        word = match["bare_named"]
        if word in ("今年", "本年", "本年度"):
            return self.ytd(match)
        year = self.told.named_year(word) if word else year_number(match["bare_year"])
        return ReferencePeriod.year_of(year) if year else ReferencePeriod.unknown()


_RESOLVERS = {name: getattr(PeriodReader, name) for name in NAMES}
