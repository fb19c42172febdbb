"""Tables to figures: every number is matched by the labels of its row and column, never by position.

Whose a number is: a place named by the row, else by the column, the caption, the heading, the title, the page; else it
is refused. A table without a header, a column that cannot be told from another, a row that has not as many values as
the header: refused as `unpaired`. `…`, `—`, blanks and remarks are no numbers and leave no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sources.reading.columns import (
    Column,
    Role,
    classify,
    is_area_header,
    is_indicator_header,
    last_period,
)
from sources.reading.context import Context
from sources.reading.numbers import LARGEST, find_numbers
from sources.reading.plain import fold
from sources.reading.rowlabels import RowLabel, RowLabels
from sources.reading.sections import NUMBER, Section, is_named_list, sections_of, texts_of
from sources.reading.text import Block, Cell
from sources.reading.vocabulary import Vocabulary
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Refusal, RefusalReason, Unit

_ANY_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_FLAT = re.compile(r"^(?:同比)?持平$")
_CAPTION_UNIT = re.compile(r"单位[::]\s*([^\s。]+(?:[、,，;]\s*[^\s、。]+)*)")
_PARTIAL = re.compile(r"\s[-+−－]?\d")


def read_table(block: Block, context: Context, vocabulary: Vocabulary) -> list[Figure | Refusal]:
    """Figures and refusals of one table, in the order of the text."""
    if block.table is None:
        return []
    found: list[Figure | Refusal] = []
    for section in sections_of(block.table):
        if section.header and is_named_list(section):
            continue
        found += _SectionReader(section, block.table.caption, context, vocabulary).read()
    return sorted(found, key=lambda line: line.span)


# ------------------------------------------------------------------------------------------------- reading


class _SectionReader:
    def __init__(self, section: Section, caption: str, context: Context, vocabulary: Vocabulary) -> None:
        self._context = context
        self._vocabulary = vocabulary
        self._width = _header_width(section)
        self._header_cells = {cell for row in section.header for cell in row if cell.text}
        self._rows = [self._unshifted(row) for row in section.rows]
        labels = [[row[at].text for row in section.header if at < len(row)] for at in range(self._width)]
        self._columns = classify(labels, context, caption, vocabulary) if section.header else []
        self._units = _caption_units(caption)
        self._area = _area_of(caption, context, vocabulary) or context.place()
        self._period = last_period(fold(caption), context.published_on, context.year) or context.title_period
        first = labels[0] if labels else []
        self._labels = RowLabels(
            vocabulary,
            context,
            place=self._area,
            about=" ".join((caption, context.heading, context.title)),
            of_areas=any(is_area_header(text) for text in first),
            of_indicators=any(is_indicator_header(text) for text in first),
        )

    def read(self) -> list[Figure | Refusal]:
        found: list[Figure | Refusal] = []
        for row in self._rows:
            found += self._read_row(row)
        return found

    def _unshifted(self, row: Sequence[Cell]) -> Sequence[Cell]:
        """A header cell that claims rows below its header pushes their cells aside; they belong under it."""
        own = [cell for cell in row if cell not in self._header_cells]
        while own and not own[-1].text and len(own) > self._width:
            own = own[:-1]
        return own if len(own) < len(row) and len(own) == self._width else row

    def _read_row(self, row: Sequence[Cell]) -> Iterator[Figure | Refusal]:
        quote = "\t".join(texts_of(row))
        if not self._columns:
            yield from _refuse_all(row, quote)
            return
        if len(texts_of(row)) == 1 and not _PARTIAL.search(row[0].text):
            self._labels.open_section(texts_of(row)[0])
            return
        label = self._label_of(row)
        for column, cell in zip(self._columns, row, strict=False):
            if column.role in (Role.LABEL, Role.UNIT):
                if _PARTIAL.search(cell.text) and len(texts_of(row)) == 1:
                    yield from _refuse_numbers_in(cell, quote)
            elif column.role is not Role.SKIP:
                yield from self._read_cell(cell, column, label, quote)

    def _label_of(self, row: Sequence[Cell]) -> RowLabel:
        texts = [
            cell.text
            for column, cell in zip(self._columns, row, strict=False)
            if column.role is Role.LABEL and cell.text
        ]
        unit = next(
            (cell.text for column, cell in zip(self._columns, row, strict=False) if column.role is Role.UNIT), ""
        )
        return self._labels.read(list(dict.fromkeys(texts)), unit)

    def _read_cell(self, cell: Cell, column: Column, label: RowLabel, quote: str) -> Iterator[Figure | Refusal]:
        value = _value_of(cell)
        if value is None:
            if len(_ANY_NUMBER.findall(fold(cell.text))) > 0 and not re.search(r"年.*月|\d{8,}", cell.text):
                yield from _refuse_numbers_in(cell, quote)
            return
        number, printed_unit, span = value
        refused = Refusal(RefusalReason.UNPAIRED, cell.text[span[0] - cell.start : span[1] - cell.start], quote, span)
        if column.role is Role.UNKNOWN:
            yield refused
            return
        yield self._figure(number, printed_unit, column, label, refused)

    def _figure(
        self, number: Decimal, printed_unit: str, column: Column, label: RowLabel, refused: Refusal
    ) -> Figure | Refusal:
        named = column.indicator.name_zh if column.indicator else None
        indicator = label.indicator or named or label.parent or self._labels.whole
        area = label.area or column.area or (None if label.unknown_area else self._area)
        if indicator is None:
            return Refusal(RefusalReason.UNKNOWN_INDICATOR, refused.value, refused.quote, refused.span)
        if area is None:
            return Refusal(RefusalReason.UNKNOWN_AREA, refused.value, refused.quote, refused.span)
        meant = self._measured(number, printed_unit or column.unit, column, label, indicator)
        if meant is None:
            return refused
        measure, basis, value, unit, counter = meant
        return Figure(
            indicator=indicator,
            area=area,
            measure=measure,
            basis=self._rank_field(area) if measure is Measure.RANK and basis is None else basis,
            period=label.period or column.period or self._period or ReferencePeriod.unknown(),
            value=value,
            unit=unit,
            counter=counter,
            qualifier=Qualifier.EXACT,
            status=self._context.status,
            quote=refused.quote,
            span=refused.span,
            scope=label.scope,
        )

    def _rank_field(self, area: str) -> str:
        """A district ranks in its city, a city in its province, a province in the nation."""
        fields = {"province": "nation", "city": "province"}
        return fields.get(self._vocabulary.kind(area), "city")

    def _measured(
        self, number: Decimal, unit: str, column: Column, label: RowLabel, indicator: str
    ) -> tuple[Measure, str | None, Decimal, Unit, str] | None:
        """Measure, basis, value, unit, counter; None where the table does not say what the number is."""
        match column.role:
            case Role.RANK:
                return Measure.RANK, column.basis, number, Unit.RANK, ""
            case Role.CHANGE:
                return Measure.CHANGE, column.basis, number, Unit.PP, "个百分点"
            case Role.CONTRIBUTION:
                points = "率" not in column.text or "百分点" in unit
                return Measure.CONTRIBUTION, None, number, *((Unit.PP, "个百分点") if points else (Unit.PCT, "%"))
            case Role.SHARE:
                return Measure.SHARE, column.basis, number, Unit.PCT, "%"
            case Role.GROWTH | Role.AVERAGE_GROWTH:
                if unit not in ("", "%") or self._is_share(indicator, label):
                    return None
                growth = Measure.GROWTH if column.role is Role.GROWTH else Measure.AVERAGE_GROWTH
                return growth, column.basis, number, Unit.PCT, "%"
            case _:
                return self._level(number, unit or label.unit or self._level_unit(), label, indicator)

    def _is_share(self, indicator: str, label: RowLabel) -> bool:
        """A share has no growth in per cent: ±% beside it is a change of points."""
        term = self._vocabulary.term(indicator)
        return label.unit == "%" and (term is None or term.measure is Measure.SHARE)

    def _level_unit(self) -> str:
        """The unit that the caption gives to all levels, if it gives one only."""
        units = [unit for unit in self._units if unit != "%"]
        if len(units) == 1:
            return units[0]
        return "%" if self._units == ["%"] else ""

    def _level(
        self, number: Decimal, unit: str, label: RowLabel, indicator: str
    ) -> tuple[Measure, str | None, Decimal, Unit, str] | None:
        term = self._vocabulary.term(indicator)
        measure = term.measure if term else Measure.LEVEL
        if not unit:
            return (measure, None, number, Unit.INDEX, "") if term and Unit.INDEX in term.units else None
        if unit == "%" and term and Unit.INDEX in term.units:
            return Measure.LEVEL, None, number, Unit.INDEX, unit
        if unit == "%" and measure is not Measure.SHARE:
            return (Measure.GROWTH, label.growth_basis, number, Unit.PCT, "%") if label.growth_basis else None
        if unit == "%":
            return Measure.SHARE, term.share_of if term else None, number, Unit.PCT, "%"
        value, kind, counter = in_unit(number, unit)
        if term and term.units and kind not in term.units:
            return None
        if kind is Unit.COUNT and measure is Measure.LEVEL:
            measure = Measure.COUNT
        return measure, None, value, kind, counter


def in_unit(number: Decimal, unit: str) -> tuple[Decimal, Unit, str]:
    """A table's number in a unit as printed (万吨, 亿元), with the scale words applied."""
    found = find_numbers(f"{abs(number)}{unit}")
    if len(found) == 1 and found[0].unit is not None:
        value = found[0].value.copy_sign(number)
        return number if value == number else value, found[0].unit, found[0].counter  # 100.0 stays 100.0
    scale = re.match(r"万亿|[百千]?[万亿]", unit)
    factors = {"万亿": 12, "亿": 8, "万": 4, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11}
    if scale is None:
        return number, Unit.OTHER, unit
    scaled = number * Decimal(10) ** factors[scale[0]]
    return (
        scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled,
        Unit.OTHER,
        unit[scale.end() :],
    )


# --------------------------------------------------------------------------------------------------- parts


def _header_width(section: Section) -> int:
    """Columns up to the last one that the header names."""
    named = [at + 1 for row in section.header for at, cell in enumerate(row) if cell.text]
    return max(named, default=0)


def _caption_units(caption: str) -> list[str]:
    found = _CAPTION_UNIT.search(fold(caption))
    return [unit for unit in re.split(r"[、,，;；\s]+", found[1]) if unit] if found else []


def _area_of(caption: str, context: Context, vocabulary: Vocabulary) -> str | None:
    """The one place that a caption names."""
    mentions = vocabulary.areas(caption)
    slugs = {context.resolve(mention.slug, vocabulary, context.place()) for mention in mentions}
    return slugs.pop() if len(slugs) == 1 else None


def _value_of(cell: Cell) -> tuple[Decimal, str, tuple[int, int]] | None:
    """The number of a cell, its own unit, its span; None for what is no single number."""
    text = fold(cell.text)
    if _FLAT.match(text):
        return Decimal(0), "", (cell.start, cell.start + len(text))
    found = NUMBER.match(text)
    if found is None or re.fullmatch(r"\d{8,}", text):
        return None
    digits = (found["inner"] or found["number"]).replace(",", "").replace(" ", "")
    digits = digits.replace("▽", "-").replace("负", "-")
    value = -Decimal(digits) if found["inner"] else Decimal(digits)
    if abs(value) >= LARGEST:
        return None
    start, end = found.span("number")
    return value, found["unit"] or "", (cell.start + start, cell.start + end)


def _refuse_all(row: Sequence[Cell], quote: str) -> Iterator[Refusal]:
    """No header, nothing to match: every number but a running one in front, and no telephone numbers."""
    for at, cell in enumerate(row):
        if cell in row[:at] or (at == 0 and re.fullmatch(r"\d{1,4}", cell.text)):
            continue
        value = _value_of(cell)
        if value is not None:
            start, end = value[2]
            yield Refusal(RefusalReason.UNPAIRED, cell.text[start - cell.start : end - cell.start], quote, (start, end))
        elif _PARTIAL.search(cell.text) and len(texts_of(row)) == 1:
            yield from _refuse_numbers_in(cell, quote)


def _refuse_numbers_in(cell: Cell, quote: str) -> Iterator[Refusal]:
    for found in _ANY_NUMBER.finditer(fold(cell.text)):
        yield Refusal(RefusalReason.UNPAIRED, found[0], quote, (cell.start + found.start(), cell.start + found.end()))
