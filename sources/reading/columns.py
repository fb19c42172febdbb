"""What the columns of a table are, told from their full labels: period, measure, unit, and whose or which they are.

A growth column belongs to the level left of it. Columns that cannot be told apart, or whose header is not understood,
stay `UNKNOWN`: their numbers are refused, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sources.catalogue import Indicator
from sources.reading.column_periods import CUMULATIVE, MONTH, PeriodsOfColumns
from sources.reading.column_roles import (
    NOT_READ,
    RELATIVE,
    SILENT,
    Role,
    basis_of,
    is_former,
    is_label_header,
    is_skipped,
    is_unit_header,
    role_of,
    squeezed,
    unit_in,
    without_unit,
)
from sources.reading.context import Context
from sources.reading.nouns import NOUNS, names_a_part, names_a_rate, names_what_is_measured
from sources.reading.vocabulary import Vocabulary
from sources.series import ReferencePeriod


@dataclass(frozen=True, slots=True)
class Column:
    role: Role
    text: str = ""
    period: ReferencePeriod | None = None
    basis: str | None = None
    unit: str = ""
    indicator: Indicator | None = None
    months_add_up: bool = False  # 累计: the row of April is that of January to April
    noun: str = ""  # what is measured of whatever the row names: 增加值, 用电量
    printed: str = ""  # words that no catalogue knows and that say by themselves what is measured: 技改投资
    area: str | None = None
    scope: str | None = None  # the part of a counted whole: 新认定, 通过复核
    ranks_by: str = ""  # where a rank stands: right of an amount or of a growth rate
    of_whom: str = ""  # whose the row's term is: 城镇居民


_FORMER = "上年同期"  # whatever stands above it: 绝对值 over 本月, 累计 and 上年同期累计
_GENERIC = re.compile(
    r"(?:绝对[额量值数]|总[量值额数]|数[值量额]|实绩|完成[额数]?|实际|本年|本期|期末|合计|当期|规模|值|额|数|个数|户数|家数|数量|金额|量|情况|实现|发生额|余额|累计|本月|当月|单月|今年以来|年初至今|本年|月末|年末|季末|末?到达|达到|比|数据|期间)+"
)
_DWELLERS = ("城市", "城镇", "农村")
_PEOPLE = re.compile(r"(?:全体|城镇|农村)(?:常住)?居民")
_SELECTED = re.compile(
    r"(?:新|拟|本批次?|本次|此次|本年度?|当年)?(?:认定|入选|入围|获评|获批)数?量?|(?:拟?通过)?复核(?:通过)?数?量?"
)
_RATE = re.compile(
    r"(?:当月|本月|累计)?(?:同比|环比)?(?:增长|增长率|增速|增幅|同比|环比)"
)  # is in per cent, in whatever its level is
_SCOPE = re.compile(r"\(((?:不含|含|不包括|扣除|剔除)[^()]{2,14})\)")
_LEVELS_OF_GOVERNMENT = ("市级", "市本级", "区级", "区本级", "区属", "县本级")
_GROUPS = re.compile(
    r"(?:生产|消费|投资|外贸|对外贸易|财政|金融|贸易|内需|外需|需求|供给|效益|就业|物价|民生|经济|指标|运行|发展|质量|主要|[与和及、])+"
)
_DIVIDES = re.compile(r"[按分][^占比]{1,8}[分看]")  # 按级别分: a header over headers that names nothing itself
_RANK_OF = re.compile(r"总[量额值]|绝对|增[速长幅]|水平|规模")
_TIME_WORDS = re.compile(
    r"累计|(?:截?至|自?年初至|[1一]至)?本月止?|自?年初(?:至今|以来)?|截至|本月|当月|单月|本年|今年以来|年初至今|完成|实现|期末|月末|年末|季末"
)
_PERIOD_WORDS = re.compile(
    r"(?:(?:19|20)\d\d年?度?|[今去上本]年)?(?:(?:\d{1,2}[-至~])?\d{1,2}月份?[末底]?|[前首]?[一二三四1-4]个?季度?末?|[上下]半年|全年|年[末底]|前\d{1,2}个月)|(?:19|20)\d\d年?度?[末底]?"
)
_ROLE_WORDS = re.compile(
    r"同比|环比|比?较?(?:上年|去年|上月|上季度?|年初)(?:同期|同月|末)?|增加(?!值)|增长速度|增长率|增长|增速|增幅|增减|涨跌|涨幅|跌幅|降幅|上涨|升降|净增|新增|幅度|±|%|‰|实际|名义|按?(?:可比|不变|现|现行|当年)价格?(?:计算)?|两年平均|年均"
    r"|位次|排名|排位|名次|排序|[居列在]?(?:全国|全省|全市)(?:的|内)?|个?百分点|回落|加快|提高|变化|变动|速度|幅|率"
)


def classify(labels: Sequence[Sequence[str]], context: Context, caption: str, vocabulary: Vocabulary) -> list[Column]:
    """`labels[c]` are the header cells over column `c`, top down. `caption` is what stands above the table."""
    texts = [_FORMER if any(map(is_former, cells)) else _full(_telling(cells, vocabulary)) for cells in labels]
    reader = PeriodsOfColumns(context, caption, texts, vocabulary)
    columns = [_classify_one(text, reader, context, vocabulary, first=at == 0) for at, text in enumerate(texts)]
    columns = _of_dwellers(columns)
    columns = _pair_with_left(columns, reader.whole, vocabulary)
    return _tell_apart(_against_last_year(columns, texts))


def _against_last_year(columns: Sequence[Column], texts: Sequence[str]) -> list[Column]:
    """增减 beside 上年同期, or beside the same period of the year before, is against a year earlier."""
    starts = {c.period.start for c in columns if c.role is Role.LEVEL and c.period and c.period.start}
    a_year_apart = any(_a_year_before(start) in starts for start in starts)
    if not a_year_apart and not any(re.match(r"(?:上年|去年)同[期月]", text) for text in texts):
        return list(columns)
    changes = (Role.CHANGE, Role.NET)
    return [
        replace(c, basis="yoy") if c.role in changes and not re.search(r"年末|年初|上[月期季]", c.text) else c
        for c in columns
    ]


def _a_year_before(day: date) -> date:
    return date(day.year - 1, day.month, min(day.day, 28))


def _full(cells: Sequence[str]) -> str:
    """The cells over a column as one label, with the one unit that stands nearest to the values."""
    parts: list[str] = []
    lowest = squeezed(cells[-1]) if cells else ""
    has_own_unit = bool(unit_in(lowest) or _RATE.fullmatch(lowest))
    for at, cell in enumerate(cells):
        text = re.sub(r"^其中:?(?=.)", "", squeezed(cell))
        text = without_unit(text) if has_own_unit and at < len(cells) - 1 and text != lowest else text
        if text and text not in parts and not _DIVIDES.fullmatch(text):
            parts.append(text)
    return "".join(parts)


def _of_dwellers(columns: Sequence[Column]) -> list[Column]:
    """城市 right of a column of values is the towns of whatever the row names, no column of labels."""
    if not columns or columns[0].role is not Role.LABEL:
        return list(columns)
    valued = [any(c.role not in SILENT for c in columns[:at]) for at in range(len(columns))]
    return [
        Column(Role.LEVEL, c.text, of_whom=c.text) if behind and c.text in _DWELLERS else c
        for c, behind in zip(columns, valued, strict=True)
    ]


def _telling(cells: Sequence[str], vocabulary: Vocabulary) -> Sequence[str]:
    """Without 生产与消费 over 规上工业增加值, which only groups columns that say all by themselves."""
    if cells and re.match(r"\s*其中[:：]?", cells[-1]) and vocabulary.indicators(cells[-1]):
        own = re.sub(r"^\s*其中[:：]?\s*", "", cells[-1])
        return [*(cell for cell in cells[:-1] if not vocabulary.indicators(cell)), own]
    if not cells or vocabulary.term(without_unit(squeezed(cells[-1]))) is None:
        return cells
    return [cell for cell in cells if cell is cells[-1] or not _GROUPS.fullmatch(squeezed(cell))]


def _classify_one(
    text: str, periods: PeriodsOfColumns, context: Context, vocabulary: Vocabulary, *, first: bool
) -> Column:
    if is_skipped(text):
        return Column(Role.SKIP, text)
    if is_unit_header(text) and not first:
        return Column(Role.UNIT, text)
    if is_label_header(text) or (first and not _has_value_words(text, vocabulary)):
        return Column(Role.LABEL, text)
    if not text:
        return Column(Role.UNKNOWN)
    scope = _SCOPE.search(text)
    if scope is not None:
        whole = _classify_one(text[: scope.start()] + text[scope.end() :], periods, context, vocabulary, first=first)
        return replace(whole, scope=scope[1]) if whole.role is not Role.UNKNOWN else whole
    role = role_of(text)
    rate = _PERIOD_WORDS.sub("", _TIME_WORDS.sub("", without_unit(text)))
    if role is Role.UNKNOWN and names_a_rate(rate) and vocabulary.term(rate) is None:
        return Column(Role.SHARE, text, periods.of(text), printed=rate)
    subject = text.split("占")[0] if role is Role.SHARE else text
    indicators = vocabulary.indicators(subject)
    areas = [] if "占" in text or role is Role.RANK else vocabulary.areas(text)
    column = Column(
        role,
        text,
        periods.of(text),
        basis_of(role, text),
        unit_in(text),
        indicators[-1].indicator if indicators else None,
        months_add_up=bool(CUMULATIVE.search(text) or (periods.cumulative and not MONTH.search(text))),
        area=context.resolve(areas[0].slug, vocabulary, context.place()) if len(areas) == 1 else None,
    )
    if role in (Role.CONTRIBUTION, *NOT_READ) and role is not Role.UNKNOWN:
        return column
    rest = _unexplained(subject, vocabulary)
    if role is Role.SHARE and not indicators and rest and rest not in NOUNS:
        return replace(column, printed=rest) if names_a_part(rest) else column
    if role is Role.SHARE:
        return replace(column, noun=rest) if rest in NOUNS else column
    above_scale = _above_scale(rest, vocabulary)
    if above_scale is not None:
        column = replace(column, indicator=above_scale)
    elif rest and not any(name.endswith(rest) for name in periods.named):
        if rest in NOUNS:
            column = replace(column, noun=rest)
        elif rest in _LEVELS_OF_GOVERNMENT:
            column = replace(column, scope=rest)
        elif _PEOPLE.fullmatch(rest):
            column = replace(column, of_whom=rest)
        elif periods.counts and _SELECTED.fullmatch(rest):
            column = replace(column, scope=None if "累计" in text else rest)
        elif column.indicator is None and names_what_is_measured(rest, column.unit or periods.unit):
            column = replace(column, printed=rest)
        else:
            return replace(column, role=Role.UNKNOWN)
    return replace(column, role=Role.LEVEL) if role is Role.UNKNOWN else column


def _above_scale(words: str, vocabulary: Vocabulary) -> Indicator | None:
    """规上产值 and 规上增加值 are those of industry above designated size."""
    found = re.fullmatch(r"(?:规模以上|规上)(.+)", words)
    if found is None or found[1] not in NOUNS:
        return None
    return vocabulary.term("规模以上工业" + found[1]) or vocabulary.term("规模以上工业总" + found[1])


def _unexplained(text: str, vocabulary: Vocabulary) -> str:
    """The words of a label that nobody knows: 4月用电量 is not the table's own indicator in April."""
    rest = without_unit(text)
    for mention in reversed(vocabulary.indicators(rest)):
        rest = rest[: mention.start] + rest[mention.end :]
    for place in reversed(vocabulary.areas(rest)):
        rest = rest[: place.start] + rest[place.end :]
    rest = _PERIOD_WORDS.sub("", _ROLE_WORDS.sub("", rest))  # 比上年末 before 年末
    rest = re.sub(r"[()、,/的]|全社会", "", _TIME_WORDS.sub("", rest))
    return rest if rest in NOUNS else "" if rest in ("居", "列", "在") else _GENERIC.sub("", rest)


def _has_value_words(text: str, vocabulary: Vocabulary) -> bool:
    return bool(role_of(text) is not Role.UNKNOWN or MONTH.search(text) or CUMULATIVE.search(text)) or bool(
        vocabulary.indicators(text)
    )


def _pair_with_left(columns: Sequence[Column], whole: ReferencePeriod | None, vocabulary: Vocabulary) -> list[Column]:
    """A column that names no period, indicator or place has those of the column left of it, or the table's period."""
    paired: list[Column] = []
    left: Column | None = None
    run: list[Column] = []  # the columns of one role right before
    for column in columns:
        if column.role not in (*SILENT, *NOT_READ):
            follows = column.role in RELATIVE or column.role is Role.CONTRIBUTION
            if follows and left is not None and left.role is Role.UNKNOWN and column.indicator is None:
                column = replace(column, role=Role.UNKNOWN)  # whatever stands left of it, this goes with that
            source = (
                _beside(left, run)
                if follows and (left is None or left.role is not column.role)
                else left
                if follows
                else None
            )
            source = source or Column(Role.LEVEL, period=whole)
            column = replace(
                column,
                period=column.period or source.period or whole,
                indicator=column.indicator or (None if column.printed else source.indicator),
                noun=column.noun or ("" if column.indicator or column.printed else source.noun),
                printed=column.printed or ("" if column.indicator or column.noun else source.printed),
                area=column.area or (None if _ranks_within(column, source.area, vocabulary) else source.area),
                scope=column.scope or source.scope,
                ranks_by=left.role.value if left and column.role is Role.RANK else "",
                of_whom=column.of_whom or ("" if column.indicator or column.noun else source.of_whom),
            )
            run = [*run, column] if left is not None and left.role is column.role else [column]
        if column.role not in (*SILENT, Role.TARGET, Role.FORECAST):
            left = column
        paired.append(column)
    return paired


def _ranks_within(column: Column, area: str | None, vocabulary: Vocabulary) -> bool:
    """增速列全市位次 right of 全市同比增长: the city does not rank in itself."""
    return column.role is Role.RANK and area is not None and vocabulary.kind(area) == column.basis


def _beside(left: Column | None, run: Sequence[Column]) -> Column | None:
    """What a relative column goes with: the column left of it; among several of one kind and thing, the latest."""
    if left is None or left.role in NOT_READ:
        return None
    alike = [c for c in run if _thing(c) == _thing(left)]
    dated = [(c.period.end, at) for at, c in enumerate(alike) if c.period and c.period.end]
    return alike[max(dated)[1]] if len(dated) == len(alike) and alike else left


def _ranked(column: Column) -> str | None:
    """By what a column of ranks ranks, where it says so: by the amount, by the growth."""
    found = _RANK_OF.search(column.text) if column.role is Role.RANK else None
    return found[0] if found else column.ranks_by


def _thing(column: Column) -> tuple[object, ...]:
    return column.indicator, column.noun, column.printed, column.of_whom, column.area, column.scope


def _tell_apart(columns: Sequence[Column]) -> list[Column]:
    """Two columns that would say the same thing with different numbers say nothing."""
    keys = [(c.role, c.period, c.basis, _thing(c), c.unit, _ranked(c)) for c in columns]
    times = Counter(keys)
    return [
        replace(column, role=Role.UNKNOWN) if column.role not in (*SILENT, *NOT_READ) and times[key] > 1 else column
        for column, key in zip(columns, keys, strict=True)
    ]
