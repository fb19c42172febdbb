"""Tables in plain text, where they can be told with certainty.

Columns parted by tabs, bars or runs of spaces; a label with its numbers behind it, the header glued or spaced; one cell
a line below its header. A row that has not as many values as the header keeps them in one cell, which no header fits,
so that nothing shifts into the wrong column.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sources.reading.column_roles import Role, is_label_header, is_unit_header, role_of, squeezed, unit_in
from sources.reading.lines import Line
from sources.reading.nouns import NOUNS
from sources.reading.text import Grid, RawCell, tidy_cell

_NOTE = r"(?:\[[^\[\]]{1,3}\]|[①-⑳])?"
_VALUE = rf"(?:[-−－+▽↑↓]?\d[\d,]*(?:\.\d+)?[%％]?{_NOTE}|…+|—+|-|\.\.|持平)"
_IS_VALUE = re.compile(rf"{_VALUE}$")
_GLUED_ROW = re.compile(
    rf"^(?P<label>(?:\d{{1,2}}(?:[-—~]\d{{1,2}})?月|[^\d\s。；，！？])[^\d。；，！？]{{0,40}}?)\s*(?P<values>{_VALUE}(?:\s+{_VALUE})+)$"
)
_PARTS = re.compile(r"^(?:其中|在?总[计量额数值]中|[按分].{1,10})[：:]$")
_MONTHS = r"(?:20\d\d年)?(?:1\s*[-—–~至]\s*)?\d{1,2}月份?(?:累计|当月|末)?"
_RATE = r"(?:当月|累计|本月)?(?:同比|环比|比上年(?:同期)?|较上年(?:同期)?|比去年(?:同期)?)?(?:增长率|增长|增速|增幅|增减|±)?(?:率)?(?:[（(]?[±%％‰]+[)）]?|[（(]%[)）])?"
_TOKEN = re.compile(
    rf"指标(?:名称)?|项目|地区|区域|名称|行业|(?:计量)?单位|{_MONTHS}|(?:本|当)(?:月|期|季)(?:累计)?|(?:本年)?累计(?:数|值)?|"
    rf"(?:上年|去年)同期|绝对[量值]|总量|总值|数值|比重|占比|位次|排名|排位|(?=[当累本同环比较±增（(%]){_RATE}"
)
_SENTENCE = re.compile(r"[。；！？]")
_MOST_COLUMNS = 20
_MOST_LABELS = 3  # of one row: what it is, its unit, its part


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
    has_header = is_label_header(rows[0][0])
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
    rows: list[list[str]] = []
    while end < len(lines) and (found := _number_row(lines[end]) or (rows and _parts_line(lines, end))):
        rows.append(found)
        end += 1
    if not rows:
        return None
    widest = max(len(row) for row in rows)
    header = _header_above(lines, first, floor, widest)
    if header is None and (len(rows) < 2 or widest < 3):
        return None
    if header is None:
        return Run(first, end, [_cells(row, widest) for row in rows])
    width = max(len(header), 2)
    grid = [[RawCell(cell) for cell in header]]
    for row in rows:
        grid.append(_cells(_parted(row, header), width))
    return Run(first - 1, end, grid)


def _number_row(line: Line) -> list[str] | None:
    """A label and the values behind it."""
    text = tidy_cell(line.text)
    if line.kind is not None or _SENTENCE.search(text) or "，" in text:
        return None
    words = text.split(" ")
    at = len(words)
    while at > 0 and _IS_VALUE.match(words[at - 1]):
        at -= 1
    label = " ".join(words[:at])
    if at < len(words) and re.search(r"[\u4e00-\u9fff]", label) and len(label) <= 40 and not _GLUED_ROW.match(text):
        return [label, *words[at:]]
    found = _GLUED_ROW.match(text)
    if found is None or len(found["label"]) > 40:
        return None
    return [found["label"].strip(), *found["values"].split()]


def _parts_line(lines: Sequence[Line], at: int) -> list[str] | None:
    """其中： on a line of its own between two rows."""
    text = tidy_cell(lines[at].text)
    return [text] if _PARTS.match(text) and at + 1 < len(lines) and _number_row(lines[at + 1]) else None


def _parted(row: list[str], header: list[str]) -> list[str]:
    """A number in front of a label and a unit behind it are cells of their own where the header has one more."""
    if len(row) + 1 != len(header):
        return row
    unit = re.match(r"(?P<label>.+) (?P<unit>\S+)$", row[0])
    if unit and is_unit_header(header[1]) and unit_in(f"({unit['unit']})"):
        return [unit["label"], unit["unit"], *row[1:]]
    found = re.match(r"(\d{1,3}) (.+)", row[0])
    return [found[1], found[2], *row[1:]] if found else row


def _header_above(lines: Sequence[Line], first: int, floor: int, width: int) -> list[str] | None:
    if first - 1 < floor or lines[first - 1].kind is not None:
        return None
    return header_cells(tidy_cell(lines[first - 1].text), width)


def header_cells(text: str, width: int = 0) -> list[str] | None:
    """The columns that a header line names, glued or spaced, its first cell the label's; None if it is no header.

    `width`: how many cells the rows below have, label included.
    """
    if _SENTENCE.search(text) or "，" in text:
        return None
    spaced = text.split(" ")
    if not any(_IS_VALUE.match(cell) for cell in spaced):
        labelled = any(map(is_label_header, spaced[:2])) or not _heads_values(spaced[0])
        if len(spaced) in (width, width + 1) and len(spaced) > 1 and labelled and _heads_values(spaced[-1]):
            return spaced
        if len(spaced) == width - 1 and all(map(_heads_values, spaced)):
            return ["", *spaced]
    tokens = _tokens(text)
    if tokens is not None and len(tokens) >= 2:
        return tokens if is_label_header(tokens[0]) else ["", *tokens]
    if len(spaced) >= 2 and is_label_header(spaced[0]):
        return spaced
    return None


def _heads_values(text: str) -> bool:
    """Whether a cell can be the header of a column of values."""
    plain = squeezed(text)
    if len(plain) > 20 or is_label_header(text):
        return False
    return role_of(plain) is not Role.UNKNOWN or bool(unit_in(plain)) or plain in NOUNS or _tokens(text) is not None


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
    if not is_label_header(lines[first].text) or lines[first].kind is not None:
        return None
    texts = _cells_below(lines, first)
    if texts is None:
        return None
    starts = [at for at in range(1, len(texts)) if _IS_VALUE.match(texts[at - 1]) and not _IS_VALUE.match(texts[at])]
    two_levels = _two_levels(texts, starts)
    if two_levels is not None:
        return Run(first, first + len(texts), two_levels)
    header, rows = _best_cut(texts, starts)
    if len(header) < 2 or any(sum(not _IS_VALUE.match(cell) for cell in row) > _MOST_LABELS for row in rows):
        return None
    grid = [[RawCell(cell) for cell in header]]
    return Run(first, first + len(texts), [*grid, *(_cells(row, len(header)) for row in rows)])


def _two_levels(texts: Sequence[str], starts: Sequence[int]) -> list[list[RawCell]] | None:
    """指标, two months, and 绝对量 and 同比 for each of them: a header of two lines, where the rows fit it."""
    values = next(at for at, text in enumerate(texts) if _IS_VALUE.match(text))
    head, bounds = texts[: values - 1], [values - 1, *starts, len(texts)]
    rows = [list(texts[begin:stop]) for begin, stop in pairwise(bounds)]
    width = len(rows[0])
    for tops in range(2, (len(head) - 1) // 3 + 1):
        below, parts = head[1 + tops :], (width - 1) // tops
        repeats = [list(below[at : at + parts]) for at in range(0, len(below), parts or 1)]
        if parts < 2 or len(below) != tops * parts or width != 1 + len(below) or repeats.count(repeats[0]) != tops:
            continue
        upper = [cell for top in head[1 : 1 + tops] for cell in [RawCell(top)] * parts]
        lower = [RawCell(text) for text in below]
        label = RawCell(head[0])
        return [[label, *upper], [label, *lower], *(_cells(row, width) for row in rows)]
    return None


def _cells_below(lines: Sequence[Line], first: int) -> list[str] | None:
    """The cells from a label header to the last value; a run of labels is no row, and ends the table."""
    texts: list[str] = []
    first_value = last_value = 0
    for at in range(first, len(lines)):
        line = lines[at]
        if not _is_cell(line) or (not first_value and len(texts) > 2 * _MOST_COLUMNS):
            break
        if first_value and len(texts) - 1 - last_value > _MOST_LABELS:
            break
        texts.append(tidy_cell(line.text))
        if _IS_VALUE.match(texts[-1]):
            last_value = len(texts) - 1
            first_value = first_value or last_value
            if first_value < 3:  # not two columns and a label
                return None
    return texts[: last_value + 1] if first_value else None


def _is_cell(line: Line) -> bool:
    text = tidy_cell(line.text)
    return line.kind is None and len(text) <= 40 and not re.search(r"[。；！？，]", text)


def _best_cut(texts: Sequence[str], starts: Sequence[int]) -> tuple[list[str], list[list[str]]]:
    """Header and rows, cut where most rows have as many cells as the header."""
    values = next(at for at, text in enumerate(texts) if _IS_VALUE.match(text))
    bounds = [*starts, len(texts)]
    rows = [list(texts[begin:stop]) for begin, stop in pairwise(bounds)]
    cuts = range(2, min(values, _MOST_COLUMNS))
    first = {cut: [list(texts[cut : bounds[0]]), *rows] for cut in cuts}
    fits = {cut: [len(row) == cut for row in whole] for cut, whole in first.items()}
    best = max(fits, key=lambda cut: (sum(fits[cut]), fits[cut][0]), default=0)
    return list(texts[:best]), first.get(best, [])
