"""Tables to figures: every number is matched by the labels of its row and column, never by position.

Whose a number is: a place named by the row, else by the column, the caption, the heading, the title, the page; else it
is refused. A table without a header, a column that cannot be told from another, a row that has not as many values as
the header: refused as `unpaired`. `…`, `—`, blanks and remarks are no numbers and leave no line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from sources.reading.captionterms import sector_of
from sources.reading.captionunits import caption_units, units_in_corner
from sources.reading.cellvalues import CellValue, move_of, moved_rank_of, rank_of, value_of
from sources.reading.column_periods import last_period
from sources.reading.column_roles import (
    Role,
    is_area_header,
    is_indicator_header,
    is_part_header,
    is_product_header,
    is_unit_header,
)
from sources.reading.columns import Column, classify
from sources.reading.context import Context
from sources.reading.measured import Measured, Measuring
from sources.reading.plain import fold
from sources.reading.rowlabels import RowLabel, RowLabels
from sources.reading.rowwords import at_end_of, in_year_of, is_stock
from sources.reading.sections import Section, is_named_list, sections_of, side_by_side, texts_of
from sources.reading.subjects import Subject, Subjects
from sources.reading.tablenotes import period_noted
from sources.reading.text import Block, Cell, Table
from sources.reading.vocabulary import Vocabulary
from sources.series import Figure, Measure, PeriodKind, Qualifier, ReferencePeriod, Refusal, RefusalReason, Unit

_ANY_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?%?")
_PARTIAL = re.compile(r"\s[-+−－]?\d")
_RUNNING = re.compile(r"[一二三四五六七八九十]{1,3}、?|\(?[一二三四五六七八九十\d]{1,3}\)?[.、]?")
_NO_VALUE = re.compile(r"年.*月|\d{8,}")
_REFUSED = {Role.TARGET: RefusalReason.TARGET, Role.FORECAST: RefusalReason.FORECAST}


def read_table(
    block: Block, context: Context, vocabulary: Vocabulary, notes: Mapping[str, str] = MappingProxyType({})
) -> list[Figure | Refusal]:
    """Figures and refusals of one table, in the order of the text. `notes` are those below it, by their marks."""
    if block.table is None:
        return []
    found: list[Figure | Refusal] = []
    for section in (part for whole in sections_of(block.table) for part in side_by_side(whole)):
        if section.header and is_named_list(section):
            continue
        found += _SectionReader(section, block.table, replace(context, notes=notes), vocabulary).read()
    return sorted(found, key=lambda line: line.span)


# ------------------------------------------------------------------------------------------------- reading


class _SectionReader:
    def __init__(self, section: Section, table: Table, context: Context, vocabulary: Vocabulary) -> None:
        self._context = context
        self._vocabulary = vocabulary
        self._width = _header_width(section)
        self._header_cells = {cell for row in section.header for cell in row if cell.text}
        self._rows = [self._unshifted(row) for row in section.rows]
        labels = [[row[at].text for row in section.header if at < len(row)] for at in range(self._width)]
        about = [table.caption, context.heading, context.title]
        self._columns = classify(labels, context, table.caption, vocabulary) if section.header else []
        self._area = _area_of(table.caption, context, vocabulary)
        self._period = last_period(fold(table.caption), context.published_on, context.year) or context.title_period
        heads = [text for cells in labels for text in cells]
        self._labels = RowLabels(
            vocabulary,
            context,
            place=self._area,
            about=about,
            heads=[*heads, *("企业" for text in (labels[0] if labels else []) if is_unit_header(text))],
        )
        products = any(is_product_header(text) for text in heads) or "产量" in fold(" ".join(about))
        self._subjects = Subjects(
            vocabulary,
            self._labels.whole,
            self._labels.printed_whole,
            of_terms=any(is_indicator_header(text) for text in heads),
            of_parts=any(is_part_header(text) for text in heads),
            above_scale=self._labels.above_scale,
            sector=sector_of(about),
        )
        self._measuring = Measuring(
            vocabulary,
            caption_units(table.caption) or caption_units(context.title) or units_in_corner(labels),
            products,
            of_index=_is_index(self._labels.whole, vocabulary),
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
        texts = texts_of(row)
        quote = "\t".join(texts)
        if not self._columns:
            yield from _refuse_all(row, quote)
            return
        if len(texts) == 1 and not _PARTIAL.search(row[0].text):
            self._labels.open_section(texts[0])
            return
        label = self._label_of(row)
        for column, cell in zip(self._columns, row, strict=False):
            if column.role in (Role.LABEL, Role.UNIT):
                if _PARTIAL.search(cell.text) and len(texts) == 1:
                    yield from _refuse_numbers_in(cell, quote)
            elif column.role is not Role.SKIP:
                yield from self._read_cell(cell, column, label, quote)

    def _label_of(self, row: Sequence[Cell]) -> RowLabel:
        pairs = list(zip(self._columns, row, strict=False))
        labels = [cell.text for column, cell in pairs if column.role is Role.LABEL and cell.text]
        places = [cell.text for column, cell in pairs if column.role is Role.LABEL and is_area_header(column.text)]
        apart = places if len(places) == 1 and any(is_indicator_header(c.text) for c, _ in pairs) else []
        texts = [text for text in labels if not _RUNNING.fullmatch(fold(text)) and text not in apart] or labels
        unit = next((cell.text for column, cell in pairs if column.role is Role.UNIT), "")
        label = self._labels.read(list(dict.fromkeys(texts)), unit)
        if apart:
            area = self._labels.place_in(apart[0])
            label = replace(label, area=area, unknown_area=area is None)
        noted = period_noted("".join(texts), self._context.notes, self._context.published_on, self._year())
        return replace(label, period=noted) if noted else label

    def _year(self) -> int | None:
        return self._period.end.year if self._period and self._period.end else self._context.year

    def _read_cell(self, cell: Cell, column: Column, label: RowLabel, quote: str) -> Iterator[Figure | Refusal]:
        value = _value_under(column, cell)
        moved = moved_rank_of(cell) if value is None and column.role is Role.RANK else None
        if moved is not None:
            for part, role in zip(moved, (Role.RANK, Role.RANK_CHANGE), strict=True):
                yield from self._read_value(part, cell, replace(column, role=role), label, quote)
        elif value is not None:
            yield from self._read_value(value, cell, column, label, quote)
        else:
            if _ANY_NUMBER.search(fold(cell.text)) and not _NO_VALUE.search(cell.text):
                yield from _refuse_numbers_in(cell, quote, _REFUSED.get(column.role, RefusalReason.UNPAIRED))

    def _read_value(
        self, value: CellValue, cell: Cell, column: Column, label: RowLabel, quote: str
    ) -> Iterator[Figure | Refusal]:
        start, end = value.span
        printed = cell.text[start - cell.start : end - cell.start]
        made = self._figure(value, column, label, quote)
        yield Refusal(made, printed, quote, value.span) if isinstance(made, RefusalReason) else made

    def _figure(self, value: CellValue, column: Column, label: RowLabel, quote: str) -> Figure | RefusalReason:
        if column.role in _REFUSED or label.foretold:
            return _REFUSED.get(column.role, RefusalReason.TARGET)
        if column.role is Role.UNKNOWN:
            return RefusalReason.UNPAIRED
        subject = self._subjects.of(label, column)
        own = None if subject and subject.of_partner else label.area
        area = own or column.area or (None if label.unknown_area else self._area)
        if area is None:
            return RefusalReason.UNKNOWN_AREA
        if subject is None:
            return RefusalReason.UNKNOWN_INDICATOR
        meant = self._measuring.of(value, column, label, subject.indicator)
        if meant is None:
            return RefusalReason.UNPAIRED
        return self._made(
            meant, value, area, subject, _period_of(label, column, self._period, subject.indicator), quote
        )

    def _made(
        self,
        meant: Measured,
        value: CellValue,
        area: str,
        subject: Subject,
        period: ReferencePeriod | None,
        quote: str,
    ) -> Figure:
        ranks = meant.measure is Measure.RANK and meant.basis is None
        return Figure(
            indicator=subject.indicator,
            area=area,
            measure=meant.measure,
            basis=self._rank_field(area) if ranks else meant.basis,
            period=period or ReferencePeriod.unknown(),
            value=meant.value,
            unit=meant.unit,
            counter=meant.counter,
            qualifier=Qualifier.EXACT,
            status=self._context.status,
            quote=quote,
            span=value.span,
            scope=subject.scope,
        )

    def _rank_field(self, area: str) -> str | None:
        """A district ranks in its city, a city in its province, a province in the nation, if the table is about that."""
        if self._area and self._vocabulary.kind(self._area) == "region":
            return None
        field = {"province": "nation", "city": "province"}.get(self._vocabulary.kind(area), "city")
        outer = self._vocabulary.within(area, field)
        return field if self._area and outer in (None, self._vocabulary.within(self._area, field)) else None


# --------------------------------------------------------------------------------------------------- parts


def _is_index(whole: str | None, vocabulary: Vocabulary) -> bool:
    term = vocabulary.term(whole) if whole else None
    return term is not None and Unit.INDEX in term.units


def _header_width(section: Section) -> int:
    """Columns up to the last one that the header names."""
    named = [at + 1 for row in section.header for at, cell in enumerate(row) if cell.text]
    return max(named, default=0)


def _period_of(label: RowLabel, column: Column, whole: ReferencePeriod | None, term: str) -> ReferencePeriod | None:
    """The row's period; of a month's row in a column of 累计, the run from January to it; of a stock, its last day."""
    period = label.period or column.period or whole
    if label.period and label.period.end and label.period.kind is PeriodKind.MONTH and column.months_add_up:
        return ReferencePeriod.months(label.period.end.year, 1, label.period.end.month)
    if label.period and label.period.kind is PeriodKind.AS_OF:
        return in_year_of(column.period, label.period)
    return at_end_of(period) if label.at_end or is_stock(term) else period


def _value_under(column: Column, cell: Cell) -> CellValue | None:
    if column.role is Role.RANK:
        return rank_of(cell)
    if column.role is Role.RANK_CHANGE:
        return move_of(cell)
    return value_of(cell, of_amounts=column.role in (Role.LEVEL, Role.NET))


def _area_of(caption: str, context: Context, vocabulary: Vocabulary) -> str | None:
    """The one place that a caption names, the narrowest of several around one another; else that of the page. None
    where the caption names places apart.
    """
    slugs = {context.resolve(mention.slug, vocabulary, context.place()) for mention in vocabulary.areas(caption)}
    if not slugs:
        return context.place()
    inner = [slug for slug in slugs if slug and all(_lies_in(slug, other, vocabulary) for other in slugs)]
    return inner[0] if inner else None


def _lies_in(slug: str, outer: str | None, vocabulary: Vocabulary) -> bool:
    at: str | None = slug
    while at is not None and at != outer:
        area = vocabulary.places.get(at)
        at = area.within if area else None
    return at == outer


def _refuse_all(row: Sequence[Cell], quote: str) -> Iterator[Refusal]:
    """No header, nothing to match: every number but a running one in front, and no telephone numbers."""
    for at, cell in enumerate(dict.fromkeys(row)):
        if at == 0 and re.fullmatch(r"\d{1,4}", cell.text):
            continue
        value = value_of(cell)
        if value is not None:
            start, end = value.span
            yield Refusal(RefusalReason.UNPAIRED, cell.text[start - cell.start : end - cell.start], quote, (start, end))
        elif _PARTIAL.search(cell.text) and len(texts_of(row)) == 1:
            yield from _refuse_numbers_in(cell, quote)


def _refuse_numbers_in(cell: Cell, quote: str, reason: RefusalReason = RefusalReason.UNPAIRED) -> Iterator[Refusal]:
    for found in _ANY_NUMBER.finditer(fold(cell.text)):
        yield Refusal(reason, found[0], quote, (cell.start + found.start(), cell.start + found.end()))
