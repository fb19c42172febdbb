"""What stands in brackets: a note on the next value, an aside with its own date, the value of a place just named."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.groups import Group
from sources.reading.scan import Place, Scan
from sources.series import Unit


def closed_before(scan: Scan, start: int, at: int, stop: int) -> bool:
    """Whether `at` stands in brackets that close before `stop`."""
    return scan.masked.rfind("(", start, at) > scan.masked.rfind(")", start, at) and ")" in scan.masked[at:stop]


def in_dated_brackets(scan: Scan, start: int, group: Group) -> bool:
    """受基数影响(2022年3月增长2.7%)，…: what brackets date, only they are of."""
    if scan.masked[group.start - 2 : group.start] == f"{cues.P}(":
        return True
    opened = scan.masked.rfind("(", start, group.start)
    return opened > scan.masked.rfind(")", start, group.start) and cues.P in scan.masked[opened : group.start]


_NAMED_BEHIND = re.compile(rf"{cues.A}+(?:城市|企业|集群|项目)(?:入选|入围|上榜|获评)")  # 4个浙江城市入围
_NAMED_BEFORE = re.compile(  # 高于全国(6.0%); 也低于苏州的6.0%、无锡的6.4%
    rf"{cues.A}\($|(?:{cues.AHEAD.pattern}|{cues.BEHIND.pattern}|次于|[比较]){cues.A}+的(?:{cues.N}+[、和]{cues.A}+的)*(?:约|近)?$"
)
_THAN = re.compile(rf"(?:{cues.AHEAD.pattern}|{cues.BEHIND.pattern}){cues.A}+$")
_MEAN = re.compile("的(?:平均|总体|增速|增幅|水平)")  # 高于全省7.3%的平均水平


def own_place(scan: Scan, group: Group) -> Place | None:
    """The place right beside a value that the value itself is of, whoever the sentence is about; None where none is."""
    unit = group.amounts[0].number.unit
    if unit is Unit.COUNT and _NAMED_BEHIND.match(scan.masked, group.stop):
        return next((place for place in scan.places if place.start == group.stop), None)
    words = scan.masked[max(0, group.start - 40) : group.start]
    of_the_mean = _THAN.search(words) and _MEAN.match(scan.masked, group.stop)
    if unit is Unit.PP or not (_NAMED_BEFORE.search(words) or of_the_mean):
        return None
    return next((place for place in reversed(scan.places) if place.end <= group.start), None)
