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


_OF_PLACE_BEHIND = re.compile(rf"{cues.A}+(?:城市|企业|集群|项目)(?:入选|入围|上榜|获评)")  # 4个浙江城市入围
# 也低于苏州的6.0%、无锡的6.4%
_OF_ANOTHER = re.compile(
    rf"(?:{cues.AHEAD.pattern}|{cues.BEHIND.pattern}|次于|[比较]){cues.A}+的(?:{cues.N}+[、和]{cues.A}+的)*(?:约|近)?$"
)


_THAN = re.compile(rf"(?:{cues.AHEAD.pattern}|{cues.BEHIND.pattern}){cues.A}+$")
_MEAN = re.compile("的(?:平均|总体|增速|增幅|水平)")


def place_before(scan: Scan, group: Group) -> Place | None:
    """高于全国(6.0%), 低于苏州的6.0%: the place that the value itself is of, None where none stands right before it."""
    behind = _OF_PLACE_BEHIND.match(scan.masked, group.stop)
    if behind is not None and group.amounts[0].number.unit is Unit.COUNT:
        return next((place for place in scan.places if place.start == group.stop), None)
    words = scan.masked[max(0, group.start - 40) : group.start]
    own = words.endswith(f"{cues.A}(") or _OF_ANOTHER.search(words)
    own = own or (_THAN.search(words) and _MEAN.match(scan.masked, group.stop))  # 高于全省7.3%的平均水平
    if group.amounts[0].number.unit is Unit.PP or not own:
        return None
    before = [place for place in scan.places if place.end <= group.start]
    return before[-1] if before else None
