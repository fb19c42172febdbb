"""What the columns of a table are, told from their full labels: period, measure, unit, and whose or which they are.

A growth column belongs to the level left of it. Columns that cannot be told apart, or whose header is not understood,
stay `UNKNOWN`: their numbers are refused, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sources.catalogue import Indicator
from sources.reading.context import Context
from sources.reading.periods import find_periods
from sources.reading.plain import fold
from sources.reading.vocabulary import Vocabulary
from sources.series import PeriodKind, ReferencePeriod


class Role(StrEnum):
    LABEL = "label"
    UNIT = "unit"
    SKIP = "skip"  # running numbers, former values, remarks: nothing to read and nothing to refuse
    LEVEL = "level"
    GROWTH = "growth"
    AVERAGE_GROWTH = "average_growth"
    CHANGE = "change"
    SHARE = "share"
    RANK = "rank"
    CONTRIBUTION = "contribution"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    role: Role
    text: str = ""
    period: ReferencePeriod | None = None
    basis: str | None = None
    unit: str = ""
    indicator: Indicator | None = None
    area: str | None = None


_LABEL = re.compile(
    r"^(?:主要|统计)?(?:指标|项目|地区|区域|行业|名称|类别|分组|城市|区县市?|县\(?市\)?区?|县市区|县\(市、区\)|区\(县、?市\)|月份|时间|时期|年份|产品名称|指标名称|类型)(?:名称)?$"
)
_AREA_LABEL = re.compile(r"^(?:地区|区域|城市|区县市?|县\(?市\)?区?|县市区|县\(市、区\)|区\(县、?市\))(?:名称)?$")
_PERIOD_LABEL = re.compile(r"^(?:月份|时间|时期|年份)$")
_INDICATOR_LABEL = re.compile(r"^(?:主要|统计)?(?:指标|项目|产品名称|行业)(?:名称)?$")
_UNIT_HEADER = re.compile(r"^(?:计量|计算)?单位$")
_SKIPPED = re.compile(
    r"^(?:序号|编号|代码|备注|说明|联系人|电话|联系电话|邮编|排序)$|^(?:(?:上年|去年)同期(?:数|值|累计)?|(?:位次|名次|排名)(?:升降|变化))$"
)
_BRACKETED_UNIT = re.compile(
    r"\((?:单位:)?([±%‰]+|[^()]{0,3}?(?:元|吨|千瓦时|[家户个件项人辆台]|标箱|平方米|公里|美元|百分点|%|米|箱|套|艘|部))\)"
)
_BARE_UNIT = re.compile(r"[±]?([%‰])$|(亿元|万元|亿美元|万美元|千元|元)$")
_MONTH = re.compile(r"本月|当月|单月|本期(?!末)")
_CUMULATIVE = re.compile(r"累计|年初至今|年初以来|今年以来")
_GROWTH = re.compile(r"同比|环比|增长|增速|增减|增幅|±|比(?:上年|去年|上月)|较(?:上年|去年|上月)|同期增|升降")
_CHANGE = re.compile(r"百分点|(?:增速|占比|比重)?(?:比|较)[^,]*(?:回落|加快|提高|变化)|增减点")
_GENERIC = re.compile(
    r"(?:绝对[额量值]|总[量值额]|数[值量额]|实绩|完成[额数]?|实际|本年|本期|期末|合计|当期|规模|值|额|数|个数|户数|家数|情况|实现|发生额|余额|累计|本月|当月|单月|今年以来|年初至今|月末|年末|季末|比)+"
)
_PERIOD_WORDS = re.compile(
    r"(?:(?:19|20)\d\d年?度?|[今去上本]年)?(?:(?:\d{1,2}[-至~])?\d{1,2}月份?[末底]?|[前首]?[一二三四1-4]个?季度?末?|[上下]半年|全年|年[末底]|前\d{1,2}个月)|(?:19|20)\d\d年?[末底]?"
)
_ROLE_WORDS = re.compile(
    r"同比|环比|比?较?(?:上年|去年|上月|上季度?)(?:同期|同月|末)?|增长速度|增长率|增长|增速|增幅|增减|升降|±|%|‰|实际|名义|可比价格?|不变价格?|两年平均|年均"
    r"|位次|排名|排位|名次|个?百分点|回落|加快|提高|变化|速度|率|[()、,/的]"
)
_RELATIVE_BASES = (
    ("环比", "mom"),
    ("上月", "mom"),
    ("实际", "yoy_real"),
    ("可比", "yoy_real"),
    ("不变价", "yoy_real"),
    ("名义", "yoy_nominal"),
)


def classify(labels: Sequence[Sequence[str]], context: Context, caption: str, vocabulary: Vocabulary) -> list[Column]:
    """`labels[c]` are the header cells over column `c`, top down. `caption` is what stands above the table."""
    texts = [_full(cells) for cells in labels]
    reader = _PeriodsOfColumns(context, caption, texts, vocabulary)
    columns = [_classify_one(text, reader, context, vocabulary, first=at == 0) for at, text in enumerate(texts)]
    columns = _pair_with_left(columns, reader.whole)
    return _tell_apart(columns)


def is_label_header(text: str) -> bool:
    return bool(_LABEL.match(_plain(text)))


def is_area_header(text: str) -> bool:
    return bool(_AREA_LABEL.match(_plain(text)))


def is_indicator_header(text: str) -> bool:
    return bool(_INDICATOR_LABEL.match(_plain(text)))


def unit_in(text: str) -> str:
    """The unit that a label carries in brackets (工业增加值（亿元）, ±%), "" where none."""
    plain = _plain(text)
    found = _BRACKETED_UNIT.search(plain)
    if found is not None:
        return found[1].replace("±", "")
    bare = _BARE_UNIT.search(plain)
    return (bare[1] or bare[2] or "") if bare else ""


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", fold(text))


def _full(cells: Sequence[str]) -> str:
    parts: list[str] = []
    for cell in cells:
        text = _plain(cell)
        if text and text not in parts:
            parts.append(text)
    return "".join(parts)


class _PeriodsOfColumns:
    """The period of the whole table and the ones that 本月 and 累计 mean in it."""

    def __init__(self, context: Context, caption: str, texts: Sequence[str], vocabulary: Vocabulary) -> None:
        self._published_on = context.published_on
        about = " ".join((caption, context.heading, context.title))
        self.named = {mention.indicator.name_zh for mention in vocabulary.indicators(about)}
        self.whole = last_period(caption, context.published_on, context.year) or context.title_period
        self._year = self.whole.end.year if self.whole and self.whole.end else None
        self._texts = texts
        self._last_month = self._find_last_month()

    def of(self, text: str) -> ReferencePeriod | None:
        """The period that a column's own label names."""
        found = last_period(text, self._published_on, self._year)
        if found is not None:
            return found
        if self._last_month is None:
            return ReferencePeriod.unknown() if _MONTH.search(text) or _CUMULATIVE.search(text) else None
        year, month = self._last_month
        if _MONTH.search(text):
            return ReferencePeriod.months(year, month, month)
        if _CUMULATIVE.search(text):
            return ReferencePeriod.months(year, 1, month)
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


def _classify_one(
    text: str, periods: _PeriodsOfColumns, context: Context, vocabulary: Vocabulary, *, first: bool
) -> Column:
    if _SKIPPED.match(text):
        return Column(Role.SKIP, text)
    if _UNIT_HEADER.match(text):
        return Column(Role.UNIT, text)
    if _LABEL.match(text) or (first and not _has_value_words(text, vocabulary)):
        return Column(Role.LABEL, text)
    if not text:
        return Column(Role.UNKNOWN)
    indicators = vocabulary.indicators(text)
    areas = [] if "占" in text else vocabulary.areas(text)
    column = Column(
        _role_of(text),
        text,
        periods.of(text),
        _basis_of(text),
        unit_in(text),
        indicators[-1].indicator if indicators else None,
        context.resolve(areas[0].slug, vocabulary, context.place()) if len(areas) == 1 else None,
    )
    if column.role in (Role.SHARE, Role.CONTRIBUTION):
        return column
    if _unexplained(text, periods, vocabulary):
        return replace(column, role=Role.UNKNOWN)
    return replace(column, role=Role.LEVEL) if column.role is Role.UNKNOWN else column


def _unexplained(text: str, periods: _PeriodsOfColumns, vocabulary: Vocabulary) -> bool:
    """Whether a label has words that nobody knows: 4月用电量 is not the table's own indicator in April."""
    rest = _BRACKETED_UNIT.sub("", text)
    for mention in reversed(vocabulary.indicators(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    for place in reversed(vocabulary.areas(rest)):
        rest = rest[: place.start] + rest[place.end :]
    rest = _PERIOD_WORDS.sub("", rest)
    if rest and any(name.endswith(rest) for name in periods.named):
        return False
    rest = _GENERIC.sub("", _ROLE_WORDS.sub("", rest))
    return bool(rest) and not any(name.endswith(rest) for name in periods.named)


def _has_value_words(text: str, vocabulary: Vocabulary) -> bool:
    return bool(_GROWTH.search(text) or _MONTH.search(text) or _CUMULATIVE.search(text) or vocabulary.indicators(text))


def _role_of(text: str) -> Role:
    if re.search(r"位次|排名|排位|名次", text):
        return Role.RANK
    if re.search(r"贡献率|拉动|贡献", text):
        return Role.CONTRIBUTION
    if _CHANGE.search(text):
        return Role.CHANGE
    if re.search(r"占[^,]*(?:比重|比例|%)|比重|占比|份额", text) and not re.search(r"同比|增减", text):
        return Role.SHARE
    if re.search(r"两年平均|年均", text):
        return Role.AVERAGE_GROWTH
    if _GROWTH.search(text) or re.fullmatch(r"[±%]+|.*±%?", text):
        return Role.GROWTH
    return Role.UNKNOWN


def _basis_of(text: str) -> str | None:
    match _role_of(text):
        case Role.GROWTH:
            return next((basis for word, basis in _RELATIVE_BASES if word in text), "yoy")
        case Role.AVERAGE_GROWTH:
            return "two_year" if "两年" in text else "cagr"
        case Role.CHANGE:
            if re.search(r"同比|上年|去年", text):
                return "yoy"
            return "mom" if re.search(r"环比|上月", text) else "previous"
        case Role.SHARE:
            return _share_basis(text)
        case Role.RANK:
            return "nation" if "全国" in text else "province" if re.search(r"全省|省内", text) else None
        case _:
            return None


def _share_basis(text: str) -> str | None:
    found = re.search(r"占(?:全部)?(.*?)(?:的?(?:比重|比例|份额)|比|\(|%|$)", text)
    whole = found[1] if found else ""
    named = {
        "GDP": "gdp",
        "地区生产总值": "gdp",
        "生产总值": "gdp",
        "全国": "nation",
        "全省": "province",
        "全市": "city",
    }
    return named.get(whole, whole or None)


def _pair_with_left(columns: Sequence[Column], whole: ReferencePeriod | None) -> list[Column]:
    """A column that names no period, indicator or place has those of the column left of it, or the table's period."""
    paired: list[Column] = []
    for column in columns:
        left = next((c for c in reversed(paired) if c.role not in (Role.LABEL, Role.UNIT, Role.SKIP)), None)
        if column.role not in (Role.LABEL, Role.UNIT, Role.SKIP, Role.UNKNOWN):
            follows = left is not None and column.role is not Role.LEVEL and left.role is not Role.UNKNOWN
            source = left if follows and left is not None else Column(Role.LEVEL, period=whole)
            column = replace(
                column,
                period=column.period or source.period or whole,
                indicator=column.indicator or source.indicator,
                area=column.area or source.area,
            )
        paired.append(column)
    return paired


def _tell_apart(columns: Sequence[Column]) -> list[Column]:
    """Two columns that would say the same thing with different numbers say nothing."""
    keys = [(c.role, c.period, c.basis, c.indicator.name_zh if c.indicator else None, c.area, c.unit) for c in columns]
    silent = (Role.LABEL, Role.UNIT, Role.SKIP, Role.UNKNOWN)
    return [
        replace(column, role=Role.UNKNOWN) if column.role not in silent and keys.count(key) > 1 else column
        for column, key in zip(columns, keys, strict=True)
    ]
