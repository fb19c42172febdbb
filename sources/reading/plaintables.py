"""Tables in plain text, where they can be told with certainty.

Columns parted by tabs, bars or runs of spaces; a label with its numbers behind it, the header glued or spaced; one cell
a line below its header. A row that has not as many values as the header keeps them in one cell, which no header fits,
so that nothing shifts into the wrong column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.reading.lines import Line
from sources.reading.text import Grid, RawCell, tidy_cell

_NOTE = r"(?:\[\d{1,2}\]|[①-⑳])?"
_VALUE = rf"(?:[-−－+]?\d[\d,]*(?:\.\d+)?[%％]?{_NOTE}|…+|—+|-|\.\.)"
_IS_VALUE = re.compile(rf"{_VALUE}$")
_NUMBER_ROW = re.compile(
    rf"^(?P<label>(?:\d{{1,2}}(?:[-—~]\d{{1,2}})?月|[^\d\s。；，！？])[^\d。；，！？]{{0,40}}?)\s*(?P<values>{_VALUE}(?:\s+{_VALUE})+)$"
)
_MONTHS = r"(?:20\d\d年)?(?:1\s*[-—–~至]\s*)?\d{1,2}月份?(?:累计|当月|末)?"
_RATE = r"(?:当月|累计|本月)?(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?)?(?:增长率|增长|增速|增幅|增减|±)?(?:率)?(?:[（(]?[±%％‰]+[)）]?|[（(]%[)）])?"
_TOKEN = re.compile(
    rf"指标(?:名称)?|项目|地区|区域|名称|行业|(?:计量)?单位|{_MONTHS}|(?:本|当)(?:月|期|季)(?:累计)?|(?:本年)?累计(?:数|值)?|"
    rf"(?:上年|去年)同期|绝对[量值]|总量|总值|数值|比重|占比|位次|排名|排位|(?=[当累本同环比较±增（(%]){_RATE}"
)
_LABEL_HEADER = re.compile(r"^(?:指\s*标(?:名称)?|项\s*目|地\s*区|区\s*域|名\s*称|行\s*业|县（?市?）?区?|区县市?)$")
_SENTENCE = re.compile(r"[。；！？]")


@dataclass(frozen=True, slots=True)
class Run:
    """Lines `first`..`end` are a table."""

    first: int
    end: int
    grid: Grid


def find_tables(lines: Sequence[Line]) -> list[Run]:
    """Every table among the lines, in order, none overlapping."""
    found: list[Run] = []
    at = 0
    while at < len(lines):
        run = _columns(lines, at) or _one_cell_a_line(lines, at) or _labelled(lines, at, found[-1].end if found else 0)
        if run is None:
            at += 1
            continue
        found.append(run)
        at = run.end
    return found


# ------------------------------------------------------------------- columns parted by tabs, bars, wide gaps


def _columns(lines: Sequence[Line], first: int) -> Run | None:
    """At least two lines with as many columns, some of their cells numbers or headers that are known."""
    width = len(_split(lines[first]))
    if width < 2:
        return None
    end = first
    rows: list[list[str]] = []
    while end < len(lines) and lines[end].kind is None and (cells := _split(lines[end])):
        if len(cells) < 2 or _SENTENCE.search(lines[end].text):
            break
        if not _is_rule(cells):
            rows.append(cells)
        end += 1
    if len(rows) < 2 or not _looks_tabular(rows):
        return None
    wanted = max([len(rows[0]), *(len(row) for row in rows if not _values_in(row))]) if rows else width
    return Run(first, end, [_cells(row, wanted) for row in rows])


def _split(line: Line) -> list[str]:
    text = line.text.strip(" ")
    if text.count("|") >= 2:
        return [tidy_cell(cell) for cell in text.strip("|").split("|")]
    if "\t" in text:
        return [tidy_cell(cell) for cell in text.split("\t")]
    return [tidy_cell(cell) for cell in re.split(r" {2,}", text)]


def _is_rule(cells: list[str]) -> bool:
    return all(re.fullmatch(r":?-{2,}:?", cell) for cell in cells)


def _values_in(row: list[str]) -> int:
    return sum(1 for cell in row if _IS_VALUE.match(cell))


def _looks_tabular(rows: list[list[str]]) -> bool:
    with_values = sum(1 for row in rows if _values_in(row))
    has_header = bool(_LABEL_HEADER.match(rows[0][0]))
    return with_values >= 1 and (has_header or with_values * 2 >= len(rows)) and len(rows[0]) >= 2


def _cells(row: list[str], width: int) -> list[RawCell]:
    """A full row; one with a value too few or too many is kept in one cell, for `tables.py` to refuse."""
    if len(row) == width or not _values_in(row):
        return [RawCell(cell) for cell in row]
    return [RawCell(" ".join(cell for cell in row if cell))]


# ----------------------------------------------------------------------- a label and its numbers behind it


def _labelled(lines: Sequence[Line], first: int, floor: int) -> Run | None:
    """Rows such as 工业增加值总计333.4 4.0 3400.6 6.7 with their header line above, whether glued or spaced."""
    end = first
    rows: list[tuple[str, list[str]]] = []
    while end < len(lines) and (found := _number_row(lines[end])):
        rows.append(found)
        end += 1
    if not rows:
        return None
    begin, header = _header_above(lines, first, floor)
    if header is None and len(rows) < 2:
        return None
    grid: list[list[RawCell]] = []
    if header is not None:
        width = max(len(header), 2)
        grid.append([RawCell(cell) for cell in header])
    else:
        width = len(rows[0][1]) + 1
    for label, values in rows:
        grid.append(_cells([label, *values], width))
    return Run(begin, end, grid)


def _number_row(line: Line) -> tuple[str, list[str]] | None:
    if line.kind is not None:
        return None
    found = _NUMBER_ROW.match(tidy_cell(line.text))
    if found is None or len(found["label"]) > 40:
        return None
    return found["label"].strip(), found["values"].split()


def _header_above(lines: Sequence[Line], first: int, floor: int) -> tuple[int, list[str] | None]:
    if first - 1 < floor or lines[first - 1].kind is not None:
        return first, None
    text = tidy_cell(lines[first - 1].text)
    header = header_cells(text)
    if header is not None:
        return first - 1, header
    return first, None


def header_cells(text: str) -> list[str] | None:
    """The columns that a header line names, glued or spaced, its first cell the label's; None if it is no header."""
    if _SENTENCE.search(text) or "，" in text:
        return None
    spaced = text.split(" ")
    tokens = _tokens(text)
    if tokens is not None and len(tokens) >= 2:
        return tokens if _LABEL_HEADER.match(tokens[0]) else ["", *tokens]
    if len(spaced) >= 2 and _LABEL_HEADER.match(spaced[0]):
        return spaced
    return None


def _tokens(text: str) -> list[str] | None:
    tokens: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        found = _TOKEN.match(text, at)
        if found is None or found.end() == at:
            return None
        tokens.append(found[0])
        at = found.end()
    return tokens


# ------------------------------------------------------------------------------------------ one cell a line


def _one_cell_a_line(lines: Sequence[Line], first: int) -> Run | None:
    """Header cells line by line, then rows line by line; a row begins at every label that follows a value."""
    if not _LABEL_HEADER.match(tidy_cell(lines[first].text)) or lines[first].kind is not None:
        return None
    header: list[str] = []
    at = first
    while at < len(lines) and _is_header_cell(tidy_cell(lines[at].text), header):
        header.append(tidy_cell(lines[at].text))
        at += 1
    if len(header) < 2:
        return None
    rows, end = _rows_by_label(lines, at)
    if not rows:
        return None
    grid = [[RawCell(cell) for cell in header]]
    grid += [_cells(row, len(header)) for row in rows]
    return Run(first, end, grid)


def _is_header_cell(text: str, before: list[str]) -> bool:
    if not before:
        return True
    return _tokens(text) is not None and not _LABEL_HEADER.match(text) and not _IS_VALUE.match(text)


def _rows_by_label(lines: Sequence[Line], at: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    row: list[str] = []
    end = at
    for index in range(at, len(lines)):
        text = tidy_cell(lines[index].text)
        if lines[index].kind is not None or len(text) > 40 or re.search(r"[。；！？，]", text):
            break
        if _IS_VALUE.match(text):
            if not row:
                break
            row.append(text)
        else:
            if row and _IS_VALUE.match(row[-1]):
                rows.append(row)
                row, end = [], index
            row.append(text)
            if len(row) > 3:  # labels only: the table is over
                break
    if row and _IS_VALUE.match(row[-1]):
        rows.append(row)
        end = index + 1 if _IS_VALUE.match(tidy_cell(lines[index].text)) else index
    return rows, end
