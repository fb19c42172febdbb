"""The members of a named list: rows of a table, numbered lines, names in a sentence; and where each of them is.

A place comes from the region column, from brackets, or from the name. A bracket behind a name holds a second name of
the same unit, and joint applicants are one member with several places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sources.reading.plain import fold
from sources.reading.text import Block, Cell, Table
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListMember

_RUNNING = re.compile(r"^(?:序号|编号|No\.?|号)$", re.IGNORECASE)
# what a member is called, the most telling first
_NAMES = (
    re.compile(
        r"(?<!主营)(?<!主导)(?:项目|产品|案例|集群|平台|工厂|场景|软件|装备|园区|基地|中心)(?:的)?名称$|^(?:试点|创建)城市$"
    ),
    re.compile(r"(?:企业|公司|机构|城市|区域|联合体)(?:的)?名称$|^(?:企业|公司|城市|机构|名称|名单|示范区|单位名称)$"),
    re.compile(r"^(?:案例|产品|项目|集群|平台|软件|装备|场景|首台\(套\)产品)$"),
    re.compile(
        r"(?:申报|承担|牵头|依托|建设|研制|申请|揭榜|培育|实施|法人|生产|主)(?:单位|企业|主体)(?:名称)?$|单位(?:名称)?$"
    ),
)
_REGION = re.compile(
    r"地区|省份|省市|省\(区|所在[地省市]|属地|推荐单位|地市|^(?:省|市|市州|城市|区域|区县|所属[地区市]+|设区市|推荐部门|主管部门)$|县\(市"
)
_UNITS = re.compile(
    r"(?:申报|承担|牵头|依托|建设|研制|申请|揭榜|实施|生产|主).{0,2}(?:单位|企业|主体)|(?:企业|单位|公司)名称"
)
_NUMBERED = re.compile(r"^(?:\(?\d{1,4}\)?[.、．)）]?|[①-⑳])\s*(?=[^\d\s.])(.{2,60}?)[。；;]?$")
_INSTRUCTS = re.compile(r"[，。]|应当|须|请|不得|加盖|联系人|联系电话|提交|报送|要求|异议|名义|符合|具有")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_UNIT_END = re.compile(
    r"(?:公司|集团|研究院|研究所|大学|学院|医院|中心|检验所|检测所|院|厂|协会|平台|实验室|联盟|学校|合作社|银行|科学院)(?:\([^()]*\))*$"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A member and the place of its row or name in the text; `regions` are the places that a region column gave."""

    member: ListMember
    span: tuple[int, int]
    regions: tuple[str, ...] = ()


def members_of_table(table: Table, vocabulary: Vocabulary) -> list[Placed]:
    """One member for each row, or for each name cell where it spans several rows; [] for a table of another kind."""
    header_rows = _header_rows(table)
    if not header_rows:
        return []
    titles = [_title_of(table, at, header_rows) for at in range(len(table.rows[0]))]
    names = _column(titles, _NAMES)
    if names is None:
        return []
    regions = [at for at, title in enumerate(titles) if _REGION.search(title) and at != names]
    units = [at for at, title in enumerate(titles) if _UNITS.search(title) and at not in (names, *regions)]
    grouped: dict[int, list[Sequence[Cell]]] = {}
    for row in table.rows[header_rows:]:
        if _is_member_row(row, names):
            grouped.setdefault(row[names].start, []).append(row)
    return [_member(rows, names, regions, units, vocabulary) for rows in grouped.values()]


def members_of_lines(blocks: Sequence[Block], vocabulary: Vocabulary) -> list[list[Placed]]:
    """Runs of items numbered 1, 2, 3 ..., a line each or one behind the other; each run is one list."""
    runs: list[list[Placed]] = []
    expected = 1
    region: tuple[str, ...] = ()
    under_new = False
    for block in blocks:
        items = _items_of(block) if block.table is None else []
        if not items:
            if (heading := _region_heading(block, vocabulary)) and block.table is None:
                region, under_new = heading, bool(region)
            elif block.table is not None or len(block.text) > 60:
                expected, region = 1, ()
            continue
        for number, name, start in items:
            if number == 1:
                if not under_new:  # each region may count its own
                    runs.append([])
                expected = 1
            under_new = False
            if not runs or number != expected:
                continue
            expected += 1
            member = ListMember(name, _within(region, places_in_name(name, vocabulary), vocabulary))
            runs[-1].append(Placed(member, (start, start + len(name)), region))
    return [run for run in runs if len(run) > 1]


_PLACE_ALONE = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、)?(?P<name>[^\d\s()，。；:]{2,12})(?:\([^()]{1,16}\))?[::]?"
)


def _region_heading(block: Block, vocabulary: Vocabulary) -> tuple[str, ...]:
    """浙江省（不含宁波） on a line of its own: where the members below it are; () for any other line."""
    alone = _PLACE_ALONE.fullmatch(fold(block.text).strip())
    named = vocabulary.areas(alone["name"]) if alone is not None else []
    if alone is None or len(named) != 1 or named[0].relative or named[0].slug in ("china", "world"):
        return ()
    rest = alone["name"][: named[0].start] + alone["name"][named[0].end :]
    return (named[0].slug,) if rest in ("", "省", "市", "区", "县", "自治区") else ()


def _within(given: Sequence[str], told: Sequence[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    """A name may say more closely where in the region its unit is; what it says of another region is only a name."""
    closer = [slug for slug in told if not given or any(outer in given for outer in _around(slug, vocabulary))]
    places = [*given, *closer]
    wider = {outer for slug in places for outer in _around(slug, vocabulary)}
    return tuple(dict.fromkeys(slug for slug in places if slug not in wider))


def _items_of(block: Block) -> list[tuple[int, str, int]]:
    """(number, name, where the name stands) of the numbered items of a line: 1.甲公司；2.乙公司。"""
    found: list[tuple[int, str, int]] = []
    folded = fold(block.text)
    for piece in re.finditer(r"[^；;]+[；;]?", folded):
        lead = len(piece[0]) - len(piece[0].lstrip())
        item = _NUMBERED.match(piece[0].strip())
        number = re.match(r"\(?(\d{1,4})", piece[0].strip())
        if item is None or number is None or _INSTRUCTS.search(item[1]):
            return found if len(found) > 1 else []
        start = piece.start() + lead + item.start(1)
        found.append((int(number[1]), block.text[start : start + len(item[1])], block.start + start))
    return found


def names_in(text: str, start: int) -> list[tuple[str, tuple[int, int]]]:
    """The units that a stretch of a sentence lists (甲院（乙所）、丙院): brackets hold second names, and 和 parts two
    names only where both sides are names of units.
    """
    found: list[tuple[str, tuple[int, int]]] = []
    for begin, end in _pieces(fold(text)):
        name = text[begin:end].strip()
        if not name:
            continue
        if not _UNIT_END.search(fold(name)):
            return []
        begin += len(text[begin:end]) - len(text[begin:end].lstrip())
        found.append((name, (start + begin, start + begin + len(name))))
    return found


def places_in_name(name: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """Where a unit is, told from its name: a place in brackets (药业（宁波）), else the first place outside brackets."""
    folded = fold(name)
    for bracket in _BRACKETS.finditer(folded):
        inside = vocabulary.areas(bracket[1])
        if len(inside) == 1 and (inside[0].start, inside[0].end) == (0, len(bracket[1])) and not inside[0].relative:
            return (inside[0].slug,) if inside[0].slug != "china" else ()
    outside = _BRACKETS.sub("", folded)
    slugs = _places(outside, vocabulary)
    return slugs[:1] if slugs else _places(folded, vocabulary)[:1]


def places_in_region(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The places of a region cell, the narrowest of each (浙江省宁波市: Ningbo); a part in brackets is no second place."""
    outside = _BRACKETS.sub("", fold(text))
    return _places(outside, vocabulary) or _places(fold(text), vocabulary)


def _places(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    slugs = [m.slug for m in vocabulary.areas(text) if not m.relative and m.slug not in ("china", "world")]
    wider = {outer for slug in slugs for outer in _around(slug, vocabulary)}
    return tuple(dict.fromkeys(slug for slug in slugs if slug not in wider))


def _around(slug: str, vocabulary: Vocabulary) -> Iterable[str]:
    area = vocabulary.places.get(slug)
    while area is not None and area.within is not None:
        yield area.within
        area = vocabulary.places.get(area.within)


def _header_rows(table: Table) -> int:
    """How many rows at the top are header: up to the row that names a name column, and its second line."""
    for at, row in enumerate(table.rows[:4]):
        texts = {_squeezed(cell.text) for cell in row}
        if any(pattern.search(text) for pattern in _NAMES for text in texts) and len(texts) > 1:
            return at + 1
    return 0


def _title_of(table: Table, column: int, header_rows: int) -> str:
    return _squeezed(table.rows[header_rows - 1][column].text)


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", fold(text))


def _column(titles: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> int | None:
    for pattern in patterns:
        for at, title in enumerate(titles):
            if pattern.search(title) and not _RUNNING.match(title) and "推荐" not in title and "主管" not in title:
                return at
    return None


def _is_member_row(row: Sequence[Cell], names: int) -> bool:
    name = row[names].text
    texts = {cell.text for cell in row if cell.text}
    return (
        bool(name)
        and len(texts) > 1
        and not re.match(r"(?:合计|总计|小计)", name)
        and not any(p.search(_squeezed(name)) for p in _NAMES[:1])
    )


def _member(
    rows: list[Sequence[Cell]], names: int, regions: list[int], units: list[int], vocabulary: Vocabulary
) -> Placed:
    given: list[str] = []
    told: list[str] = []
    for row in rows:
        given += [slug for at in regions for slug in places_in_region(row[at].text, vocabulary)]
        told += [slug for at in units for slug in _places_of_units(row[at].text, vocabulary)]
        told += places_in_name(row[names].text, vocabulary) if not told else ()
    areas = _within(given, told, vocabulary)
    first, last = rows[0], rows[-1]
    start = min(cell.start for cell in first if cell.text)
    end = max(cell.start + len(cell.text) for cell in last)
    return Placed(ListMember(rows[0][names].text, areas), (start, end), tuple(given))


def _places_of_units(text: str, vocabulary: Vocabulary) -> list[str]:
    """Joint applicants in one cell, each with its place."""
    return [slug for begin, end in _pieces(fold(text)) for slug in places_in_name(text[begin:end], vocabulary)]


def _pieces(text: str) -> list[tuple[int, int]]:
    """Where the names of a list stand: cut at 、 and the like outside brackets, at 和 only between two units."""
    cuts: list[tuple[int, int]] = []
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "(") - (character == ")")
        if depth > 0:
            continue
        if character in "、,，;；/\n" or (character == " " and _UNIT_END.search(text[:at])):
            cuts.append((at, at + 1))
        elif (
            character in "和及与"
            and _UNIT_END.search(text[:at])
            and _UNIT_END.search(re.split("[、,，]", text[at + 1 :])[0])
        ):
            begin = at - 1 if text[at - 1 : at + 1] == "以及" else at
            cuts.append((begin, at + 1))
    bounds = [0, *(edge for cut in cuts for edge in cut), len(text)]
    return [(bounds[i], bounds[i + 1]) for i in range(0, len(bounds), 2) if bounds[i] < bounds[i + 1]]
