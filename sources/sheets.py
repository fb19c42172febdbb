"""Spreadsheets to a Document by grids of cells as a reader sees them: merged cells, rounded and per-cent formats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from sources.archives import read_entry, require_part
from sources.grids import is_empty_grid
from sources.reading.captions import drafts_of_grid
from sources.reading.text import BlockKind, Document, Draft, Grid, RawCell, build, tidy_cell

MOST_ROWS = 20_000
MOST_COLUMNS = 200
# Formats that every workbook has without saying so: id -> (decimals shown, per cent).
_BUILT_IN = {1: (0, False), 2: (2, False), 3: (0, False), 4: (2, False), 9: (0, True), 10: (2, True)}
_FORMAT = re.compile(r"^(?:\[[^\]]*\])?[#,0?]*?0?(?:\.(0+))?(%?)(?:[_ ][^;]*)?(?:;.*)?$")

Shown = tuple[int, bool]  # decimals, per cent


def read_sheets(content: bytes, name: str) -> Document:
    is_xlsx = content.startswith(b"PK")
    if is_xlsx:
        require_part(content, name, "xl/workbook.xml")
    drafts: list[Draft] = []
    for sheet, grid in grids_of(content, is_xlsx=is_xlsx):
        if is_empty_grid(grid):
            continue
        if not re.fullmatch(r"(?:Sheet|工作表|表)\s*\d*", sheet, re.IGNORECASE):
            drafts.append(Draft(BlockKind.HEADING, tidy_cell(sheet)))
        drafts += drafts_of_grid(grid)
    return build(drafts)


def grids_of(content: bytes, *, is_xlsx: bool) -> list[tuple[str, Grid]]:
    """Visible sheets as (name, grid). Errors of the library are the caller's."""
    workbook = CalamineWorkbook.from_filelike(BytesIO(content))
    formats = _Formats(content) if is_xlsx else None
    found: list[tuple[str, Grid]] = []
    for index, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ is not SheetTypeEnum.WorkSheet or sheet.visible is not SheetVisibleEnum.Visible:
            continue
        opened = workbook.get_sheet_by_name(sheet.name)
        values = opened.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        shown = formats.of_sheet(index) if formats else {}
        grid = _grid(values, shown)
        _merge(grid, opened.merged_cell_ranges or ())
        found.append((sheet.name, grid))
    return found


def _grid(values: Iterable[list[Any]], shown: Mapping[tuple[int, int], Shown]) -> list[list[RawCell]]:
    return [
        [RawCell(_printed(value, shown.get((row, column)))) for column, value in enumerate(line[:MOST_COLUMNS])]
        for row, line in enumerate(values)
    ]


def _merge(grid: list[list[RawCell]], ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    for (top, left), (bottom, right) in ranges:
        if top >= len(grid) or left >= len(grid[top]):
            continue
        cell = grid[top][left]
        for row in range(top, min(bottom + 1, len(grid))):
            for column in range(left, min(right + 1, len(grid[row]))):
                grid[row][column] = cell


def _printed(value: Any, shown: Shown | None) -> str:
    """A cell as it is shown. Numbers go through their shortest decimal, so 8.799999999999999 is 8.8."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(value, shown)
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    return tidy_cell(str(value))


def _number(value: float, shown: Shown | None) -> str:
    number = Decimal(repr(value))
    if not number.is_finite():
        return ""
    if shown is not None:
        decimals, per_cent = shown
        number = number * 100 if per_cent else number
        if abs(number) < Decimal(10) ** 15:
            number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
        return f"{number:f}" + ("%" if per_cent else "")
    digits = f"{Decimal(f'{value:.12g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


class _Formats:
    """Which cells are shown rounded or as per cent: the library gives values only."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        styles = read_entry(content, "xl/styles.xml").decode("utf-8", errors="replace")
        custom = {
            int(found[1]): found[2].replace("&quot;", '"')
            for found in re.finditer(
                r'<numFmt\b[^<>]{0,300}?numFmtId="(\d{1,9})"[^<>]{0,300}?formatCode="([^"<>]{0,300})"', styles
            )
        }
        block = styles.partition("<cellXfs")[2].partition("</cellXfs>")[0]
        ids = re.findall(r'<xf\b[^<>]{0,300}?numFmtId="(\d{1,9})"', block)
        self._styles = [_BUILT_IN.get(int(i)) or _shown(custom.get(int(i), "")) for i in ids]

    def of_sheet(self, index: int) -> Mapping[tuple[int, int], Shown]:
        """By (row, column) from 0, for the sheet that stands at `index` in the workbook."""
        part = self._part(index)
        if not part or not any(self._styles):
            return {}
        found: dict[tuple[int, int], Shown] = {}
        sheet = read_entry(self._content, part).decode("utf-8", errors="replace")
        for cell in re.finditer(r"<c\b([^>]{0,200})>", sheet):
            place = re.search(r'\br="([A-Z]{1,3})(\d{1,7})"', cell[1])
            style = re.search(r'\bs="(\d{1,6})"', cell[1])
            if place and style and int(style[1]) < len(self._styles):
                shown = self._styles[int(style[1])]
                if shown is not None:
                    found[int(place[2]) - 1, _column(place[1])] = shown
        return found

    def _part(self, index: int) -> str:
        workbook = read_entry(self._content, "xl/workbook.xml").decode("utf-8", errors="replace")
        sheets = re.findall(r'<sheet\b[^<>]{0,500}?\br:id="([^"]{1,100})"', workbook)
        relations = read_entry(self._content, "xl/_rels/workbook.xml.rels").decode("utf-8", errors="replace")
        for relation in re.findall(r"<Relationship\b[^<>]*>", relations):
            identity = re.search(r'\bId="([^"]+)"', relation)
            target = re.search(r'\bTarget="([^"]+)"', relation)
            if identity and target and index < len(sheets) and identity[1] == sheets[index]:
                return target[1].lstrip("/") if target[1].startswith("/") else "xl/" + target[1]
        return ""


def _shown(code: str) -> Shown | None:
    if not code or not re.search(r"[0%]", code):
        return None
    found = _FORMAT.match(code)
    return (len(found[1] or ""), bool(found[2])) if found else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
