"""The structure of a table: which rows are header and which are rows below it, and whether it lists names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.reading.cellvalues import NUMBER
from sources.reading.column_roles import is_label_header
from sources.reading.plain import fold
from sources.reading.text import Cell, Table

_LIST_HEADER = re.compile(
    r"(?:企业|单位|项目|产品|集群|平台|园区|案例|软件|装备|机构|城市|申报|依托|推荐|培育|公司|法人)[^增长值]{0,6}(?:名称|主体|单位|地区|企业)$|^(?:序号|名称|联系人)$|^(?:企业|单位|申报单位|项目|案例)名称"
)
_NUMBERS_ONLY = re.compile(r"^(?:同比)?持平$|^(?=.*\d)[-\d.,%\s()+▽]+$")
_YEAR = re.compile(r"^(?:19|20)\d\d年?$")


@dataclass(frozen=True, slots=True)
class Section:
    """One header with the rows below it."""

    header: Sequence[Sequence[Cell]]
    rows: Sequence[Sequence[Cell]]


def sections_of(table: Table) -> Iterator[Section]:
    """The table cut at every header, so that a second table below the first is read by its own."""
    header: list[Sequence[Cell]] = []
    rows: list[Sequence[Cell]] = []
    for row in table.rows:
        if _is_header(row, above=bool(header), started=bool(rows)):
            if rows:
                yield Section(header, rows)
                header, rows = [], []
            header.append(row)
        else:
            rows.append(row)
    if rows:
        yield Section(header, rows)


def side_by_side(section: Section) -> list[Section]:
    """城市 | 同比 | 城市 | 同比: two tables beside one another, which share the header twice over."""
    width = max((len(row) for row in section.header), default=0)
    columns = [tuple(row[at].text for row in section.header if at < len(row)) for at in range(width)]
    half = width // 2
    again = half >= 2 and width == 2 * half and columns[:half] == columns[half:]
    if not again or not is_label_header(columns[0][-1]):
        return [section]
    return [
        Section([row[part] for row in section.header], [row[part] for row in section.rows if texts_of(row[part])])
        for part in (slice(0, half), slice(half, width))
    ]


def _is_header(row: Sequence[Cell], *, above: bool, started: bool) -> bool:
    texts = texts_of(row)
    if not texts or (len(texts) == 1 and (above or started or not is_label_header(texts[0]))):
        return False  # one text over the whole row is a section line
    values = [text for text in texts[1:] if is_value(text)]
    opens = is_label_header(texts[0]) or any(
        is_label_header(text) or fold(text) in ("单位", "序号") for text in texts[:3]
    )
    if opens and all(_YEAR.match(fold(text)) for text in values):
        return True
    if started or values or is_value(texts[0]) or any(_NUMBERS_ONLY.match(fold(text)) for text in texts[1:]):
        return False
    return not _all_blank_values(row)


def _all_blank_values(row: Sequence[Cell]) -> bool:
    """A row whose values are all missing is a row, not a header."""
    rest = [cell.text for cell in row[1:]]
    return all(text in ("", "…", "……", "—", "——", "-", "--", "..") for text in rest)


def texts_of(row: Sequence[Cell]) -> list[str]:
    """The texts of a row, each cell once."""
    return [cell.text for cell in dict.fromkeys(row) if cell.text]


def is_value(text: str) -> bool:
    return bool(NUMBER.match(fold(text).strip()))


def is_named_list(section: Section) -> bool:
    """Names with running numbers: `lists.py` reads those."""
    texts = [re.sub(r"\s", "", fold(text)) for row in section.header for text in texts_of(row)]
    names = any(_LIST_HEADER.search(text) for text in texts)
    measured = any(
        re.search(r"同比|增[长速幅减]|累计|本月|当月|±|亿元|[(]%[)]|指标|增加值|产值|投资额|比重", text)
        for text in texts
    )
    return names and not measured
