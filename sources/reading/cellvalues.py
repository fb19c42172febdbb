"""The number in one cell: its value, its own unit, its place; and a number in a unit as printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sources.reading.numbers import LARGEST, find_numbers
from sources.reading.numerals import chinese_value
from sources.reading.plain import fold
from sources.reading.text import Cell
from sources.series import Unit

MARK = r"(?:\[[^\[\]]{1,3}\]|[①-⑳⑴-⒇❶-❿※†*])"
_CELL_UNIT = r"(?:万亿|千万|百万|亿|万|千)?(?:[美欧日港]?[元币]|(?:载重|修正总|综合|总)?吨(?:标准?煤)?|千瓦时|标准?箱|TEU|[家户个件项人辆台套艘]|平方米|立方米|公里|公顷|亩|人次)"
NUMBER = re.compile(
    rf"^(?P<number>\((?P<inner>\d[\d,]*(?:\.\d+)?)\)|[-+▽△▼▲负]?\s?\d{{1,3}}(?:[, ，]\d{{3}})+(?:\.\d+)?|[-+▽△▼▲负]?\s?\d+(?:\.\d+)?)\s?(?P<unit>%|‰|个百分点|\(个?百分点\)|{_CELL_UNIT})?{MARK}*$"
)
_AMOUNT = re.compile(r"(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d$)(?!1[3-9]\d{9}$)[1-9]\d{7,11}")
_FLAT = re.compile(r"^(?:同比)?持平$")
_RANK = re.compile(
    rf"^(?:并列|第)*(?P<number>\d{{1,3}}|[一二三四五六七八九十]{{1,3}})(?:位|名)?{MARK}*$|^(?P<first>首位|居首)$"
)
_MOVED = re.compile(rf"^(?P<sign>[↑↓⬆⬇+\-]|上升|下降|前进|后退|升|降|进|退)?\s?(?P<number>\d{{1,3}})(?:位|名)?{MARK}*$")
_DOWN = ("↓", "⬇", "-", "下降", "后退", "降", "退")
_NEGATIVE = ("-", "▽", "▼", "负")
_SCALE = re.compile(r"万亿|[百千]?[万亿]")
_FACTORS = {"万亿": 12, "亿": 8, "万": 4, "百万": 6, "千万": 7, "百亿": 10, "千亿": 11}


@dataclass(frozen=True, slots=True)
class CellValue:
    number: Decimal
    unit: str  # as printed in the cell, "" where the cell has none
    span: tuple[int, int]  # in the document


def value_of(cell: Cell, *, of_amounts: bool = False) -> CellValue | None:
    """None for what is no single number, or a date. `of_amounts`: a long number is no telephone or code there."""
    text = fold(cell.text)
    if _FLAT.match(text):
        return CellValue(Decimal(0), "", (cell.start, cell.start + len(text)))
    found = NUMBER.match(text)
    if found is None or (re.fullmatch(r"\d{8,}", text) and not (of_amounts and _AMOUNT.fullmatch(text))):
        return None
    if abs(Decimal(re.sub(r"[^\d.]", "", found["inner"] or found["number"]))) >= LARGEST:
        return None
    start, end = found.span("number")
    span = (cell.start + start, cell.start + end)
    if found["inner"]:
        return CellValue(-Decimal(found["inner"].replace(",", "")), _unit_of(found), span)
    digits = re.sub(r"[^\d.]", "", found["number"])
    number = Decimal(digits)
    return CellValue(-number if found["number"].startswith(_NEGATIVE) else number, _unit_of(found), span)


def _unit_of(found: re.Match[str]) -> str:
    unit = found["unit"] or ""
    return "个百分点" if "百分点" in unit else unit


def rank_of(cell: Cell) -> CellValue | None:
    """A place in an order: 3, 第3位, 第二, 并列第3, 首位."""
    found = _RANK.match(fold(cell.text))
    if found is None:
        return None
    number = Decimal(1) if found["first"] else chinese_value(found["number"])
    if number is None or number < 1:
        return None
    start, end = found.span("first" if found["first"] else "number")
    return CellValue(number, "", (cell.start + start, cell.start + end))


def move_of(cell: Cell) -> CellValue | None:
    """How far a rank moved: ↑3 is 3 better, ↓2 is 2 worse."""
    found = _MOVED.match(fold(cell.text))
    if found is None:
        return None
    number = Decimal(found["number"])
    start, end = found.span("number")
    down = found["sign"] in _DOWN
    return CellValue(-number if down else number, "", (cell.start + start, cell.start + end))


def moved_rank_of(cell: Cell) -> tuple[CellValue, CellValue] | None:
    """A rank with how far it moved behind it: 3（↑1）."""
    found = re.match(r"(?P<rank>\d{1,3})\s?\(?(?P<move>[↑↓⬆⬇]\s?\d{1,3})\)?$", fold(cell.text))
    if found is None:
        return None
    parts = [Cell(cell.text[slice(*found.span(name))], cell.start + found.start(name)) for name in ("rank", "move")]
    rank, move = rank_of(parts[0]), move_of(parts[1])
    return (rank, move) if rank is not None and move is not None else None


def in_unit(number: Decimal, unit: str) -> tuple[Decimal, Unit, str]:
    """A table's number in a unit as printed (万吨, 亿元), with the scale words applied."""
    if "/" in unit:
        return _per(number, unit)
    found = find_numbers(f"{abs(number)}{unit}")
    if len(found) == 1 and found[0].unit is not None:
        value = found[0].value.copy_sign(number)
        return number if value == number else value, found[0].unit, found[0].counter  # 100.0 stays 100.0
    scale = _SCALE.match(unit)
    if scale is None:
        return number, Unit.OTHER, unit
    scaled = number * Decimal(10) ** _FACTORS[scale[0]]
    return (
        scaled.quantize(Decimal(1)) if scaled == scaled.to_integral_value() else scaled,
        Unit.OTHER,
        unit[scale.end() :],
    )


def _per(number: Decimal, unit: str) -> tuple[Decimal, Unit, str]:
    """万元/人 is a price in 元; 吨标准煤/万元 is of its own kind and is not scaled."""
    amount, _, _ = unit.partition("/")
    value, kind, _ = in_unit(number, amount)
    if kind is Unit.CNY_100M:
        return (value * 10**8).quantize(Decimal(1)), Unit.CNY, unit
    return (value, Unit.CNY, unit) if kind is Unit.CNY else (number, Unit.OTHER, unit)
