"""What a value of a table measures: measure, basis, value, unit and counter, told from its column, its row, its term."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from sources.catalogue import Indicator
from sources.reading.cellvalues import CellValue, in_unit
from sources.reading.column_roles import Role
from sources.reading.columns import Column
from sources.reading.nouns import names_a_rate
from sources.reading.rowlabels import RowLabel
from sources.reading.vocabulary import Vocabulary
from sources.series import Measure, Unit

_MADE_THINGS = ("辆", "台", "部", "套", "艘", "只", "架", "块", "张", "枚")


@dataclass(frozen=True, slots=True)
class Measured:
    measure: Measure
    basis: str | None
    value: Decimal
    unit: Unit
    counter: str


@dataclass(frozen=True, slots=True)
class Measuring:
    """`units` are those of the caption; `products`: the table is about what was made, so that 辆 is no count of firms; `of_index`:
    it is about an index, whose parts move in points too."""

    vocabulary: Vocabulary
    units: list[str]
    products: bool
    of_index: bool = False

    def of(self, value: CellValue, column: Column, label: RowLabel, indicator: str) -> Measured | None:
        """None where the table does not say what the number is."""
        number, unit = value.number, value.unit or column.unit
        if label.share_of is not None and column.role in (Role.LEVEL, Role.SHARE):
            is_per_cent = "%" in (unit or label.unit or self._level_unit() or "%")
            return (
                Measured(Measure.SHARE, label.share_of or column.basis, number, Unit.PCT, "%") if is_per_cent else None
            )
        match column.role:
            case Role.RANK:
                return Measured(Measure.RANK, column.basis, number, Unit.RANK, "")
            case Role.RANK_CHANGE:
                return Measured(Measure.CHANGE, "previous", number, Unit.RANK, "位")
            case Role.CHANGE:
                return Measured(Measure.CHANGE, column.basis, number, Unit.PP, "个百分点")
            case Role.CONTRIBUTION:
                if "率" not in column.text or "百分点" in unit:
                    return Measured(Measure.CONTRIBUTION, None, number, Unit.PP, "个百分点")
                return Measured(Measure.CONTRIBUTION, None, number, Unit.PCT, "%")
            case Role.SHARE:
                return Measured(Measure.SHARE, column.basis, number, Unit.PCT, "%")
            case Role.GROWTH | Role.AVERAGE_GROWTH:
                return self._growth(number, unit, column, label, indicator)
            case Role.NET:
                level = self._level(number, unit or label.unit or self._level_unit(), label, indicator)
                is_level = level is not None and level.unit not in (Unit.PCT, Unit.INDEX)
                return (
                    Measured(Measure.CHANGE, column.basis, level.value, level.unit, level.counter)
                    if level and is_level
                    else None
                )
            case _:
                return self._level(number, unit or label.unit or self._level_unit(), label, indicator)

    def _growth(self, number: Decimal, unit: str, column: Column, label: RowLabel, indicator: str) -> Measured | None:
        """A share has no growth in per cent: ±% beside it is a change of points, which nobody wrote."""
        term = self.vocabulary.term(indicator)
        if unit == "个百分点":
            return Measured(Measure.CHANGE, column.basis, number, Unit.PP, unit)
        is_index = Unit.INDEX in term.units if term is not None else self.of_index
        if is_index and unit in ("", "点"):
            return Measured(Measure.CHANGE, column.basis, number, Unit.INDEX, unit) if term else None
        is_share = label.share_of is not None or (label.unit == "%" and (term is None or term.measure is Measure.SHARE))
        if unit not in ("", "%") or is_share or (term is not None and term.measure is Measure.SHARE):
            return None
        growth = Measure.GROWTH if column.role is Role.GROWTH else Measure.AVERAGE_GROWTH
        return Measured(growth, column.basis, number, Unit.PCT, "%")

    def _level_unit(self) -> str:
        """The unit that the caption gives to all levels, if it gives one only."""
        units = [unit for unit in self.units if unit != "%"]
        if len(units) == 1:
            return units[0]
        return "%" if self.units == ["%"] else ""

    def _level(self, number: Decimal, unit: str, label: RowLabel, indicator: str) -> Measured | None:
        term = self.vocabulary.term(indicator)
        measure = term.measure if term else Measure.LEVEL
        is_index = term is not None and Unit.INDEX in term.units
        if is_index and unit in ("", "%", "点"):
            return Measured(Measure.LEVEL, None, number, Unit.INDEX, "" if unit == "点" else unit)
        if not unit or "=100" in unit:  # 上年=100: the growth beside it says it in per cent
            return None
        if unit == "%":
            return self._per_cent(number, indicator, label)
        value, kind, counter = in_unit(number, unit)
        if term and term.units and kind not in term.units:
            return None
        if kind is Unit.COUNT and term is None and indicator.endswith("量"):  # 旅客运输量 in 人 is an amount
            return Measured(Measure.LEVEL, None, value, kind, counter)
        return Measured(self._counted(measure, term, kind, counter), None, value, kind, counter)

    def _per_cent(self, number: Decimal, indicator: str, label: RowLabel) -> Measured | None:
        term = self.vocabulary.term(indicator)
        measure = term.measure if term else Measure.LEVEL
        if measure is Measure.SHARE:
            return Measured(Measure.SHARE, term.share_of if term else None, number, Unit.PCT, "%")
        if term is None and names_a_rate(indicator):
            return Measured(Measure.SHARE, None, number, Unit.PCT, "%")
        basis = label.growth_basis or ("yoy" if measure is Measure.GROWTH and "同比" in label.own else None)
        return Measured(Measure.GROWTH, basis, number, Unit.PCT, "%") if basis else None

    def _counted(self, measure: Measure, term: Indicator | None, kind: Unit, counter: str) -> Measure:
        """Firms and people are counted; what was made is a level in its own unit."""
        if kind is not Unit.COUNT or measure is not Measure.LEVEL or (term is not None and term.units):
            return measure
        return Measure.LEVEL if self.products or counter in _MADE_THINGS else Measure.COUNT
