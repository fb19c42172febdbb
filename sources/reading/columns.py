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
from sources.reading import column_words
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


def classify(labels: Sequence[Sequence[str]], context: Context, caption: str, vocabulary: Vocabulary) -> list[Column]:
    """`labels[c]` are the header cells over column `c`, top down. `caption` is what stands above the table."""
    texts = [
        column_words.FORMER if any(map(is_former, cells)) else _full(_telling(cells, vocabulary)) for cells in labels
    ]
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
    has_own_unit = bool(unit_in(lowest) or column_words.RATE.fullmatch(lowest))
    for at, cell in enumerate(cells):
        text = re.sub(r"^其中:?(?=.)", "", squeezed(cell))
        text = without_unit(text) if has_own_unit and at < len(cells) - 1 and text != lowest else text
        if text and text not in parts and not column_words.DIVIDES.fullmatch(text):
            parts.append(text)
    return "".join(parts)


def _of_dwellers(columns: Sequence[Column]) -> list[Column]:
    """城市 right of a column of values is the towns of whatever the row names, no column of labels."""
    if not columns or columns[0].role is not Role.LABEL:
        return list(columns)
    valued = [any(c.role not in SILENT for c in columns[:at]) for at in range(len(columns))]
    return [
        Column(Role.LEVEL, c.text, of_whom=c.text) if behind and c.text in column_words.DWELLERS else c
        for c, behind in zip(columns, valued, strict=True)
    ]


def _telling(cells: Sequence[str], vocabulary: Vocabulary) -> Sequence[str]:
    """Without 生产与消费 over 规上工业增加值, which only groups columns that say all by themselves."""
    if cells and re.match(r"\s*其中[:：]?", cells[-1]) and vocabulary.indicators(cells[-1]):
        own = re.sub(r"^\s*其中[:：]?\s*", "", cells[-1])
        return [*(cell for cell in cells[:-1] if not vocabulary.indicators(cell)), own]
    if not cells or vocabulary.term(without_unit(squeezed(cells[-1]))) is None:
        return cells
    return [cell for cell in cells if cell is cells[-1] or not column_words.GROUPS.fullmatch(squeezed(cell))]


def _classify_one(
    text: str, periods: PeriodsOfColumns, context: Context, vocabulary: Vocabulary, *, first: bool
) -> Column:
    without_values = _without_values(text, vocabulary, first=first)
    if without_values is not None:
        return without_values
    scope = column_words.SCOPE.search(text)
    if scope is None:
        return _of_values(text, periods, context, vocabulary)
    whole = _classify_one(text[: scope.start()] + text[scope.end() :], periods, context, vocabulary, first=first)
    return replace(whole, scope=scope[1]) if whole.role is not Role.UNKNOWN else whole


def _without_values(text: str, vocabulary: Vocabulary, *, first: bool) -> Column | None:
    """A column that holds labels, units or nothing that is read, or whose header says nothing; None for values."""
    if is_skipped(text):
        return Column(Role.SKIP, text)
    if is_unit_header(text) and not first:
        return Column(Role.UNIT, text)
    if is_label_header(text) or (first and not _has_value_words(text, vocabulary)):
        return Column(Role.LABEL, text)
    return None if text else Column(Role.UNKNOWN)


def _of_values(text: str, periods: PeriodsOfColumns, context: Context, vocabulary: Vocabulary) -> Column:
    role = role_of(text)
    rate = column_words.PERIOD_WORDS.sub("", column_words.TIME_WORDS.sub("", without_unit(text)))
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
    if role is Role.SHARE:
        return _of_shares(column, rest)
    explained = _explained(column, rest, periods, vocabulary)
    if explained is None:
        return replace(column, role=Role.UNKNOWN)
    return replace(explained, role=Role.LEVEL) if role is Role.UNKNOWN else explained


def _of_shares(column: Column, rest: str) -> Column:
    if rest in NOUNS:
        return replace(column, noun=rest)
    return replace(column, printed=rest) if column.indicator is None and rest and names_a_part(rest) else column


def _explained(column: Column, rest: str, periods: PeriodsOfColumns, vocabulary: Vocabulary) -> Column | None:
    """The column with what `rest`, the words that no catalogue explains, says of it; None where it says nothing known."""
    above_scale = _above_scale(rest, vocabulary)
    if above_scale is not None:
        return replace(column, indicator=above_scale)
    if not rest or any(name.endswith(rest) for name in periods.named):
        return column
    if rest in NOUNS:
        return replace(column, noun=rest)
    if rest in column_words.LEVELS_OF_GOVERNMENT:
        return replace(column, scope=rest)
    if column_words.PEOPLE.fullmatch(rest):
        return replace(column, of_whom=rest)
    if periods.counts and column_words.SELECTED.fullmatch(rest):
        return replace(column, scope=None if "累计" in column.text else rest)
    if column.indicator is None and names_what_is_measured(rest, column.unit or periods.unit):
        return replace(column, printed=rest)
    return None


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
    rest = column_words.PERIOD_WORDS.sub("", column_words.ROLE_WORDS.sub("", rest))  # 比上年末 before 年末
    rest = re.sub(r"[()、,/的]|全社会", "", column_words.TIME_WORDS.sub("", rest))
    return rest if rest in NOUNS else "" if rest in ("居", "列", "在") else column_words.GENERIC.sub("", rest)


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
    found = column_words.RANK_OF.search(column.text) if column.role is Role.RANK else None
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
