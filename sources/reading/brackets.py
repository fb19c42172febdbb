"""What stands in brackets: a note on the next value, an aside with its own date, the value of a place just named."""

from __future__ import annotations

from sources.reading import cues
from sources.reading.groups import Group
from sources.reading.scan import Place, Scan


def closed_before(scan: Scan, start: int, at: int, stop: int) -> bool:
    """Whether `at` stands in brackets that close before `stop`."""
    return scan.masked.rfind("(", start, at) > scan.masked.rfind(")", start, at) and ")" in scan.masked[at:stop]


def in_dated_brackets(scan: Scan, start: int, group: Group) -> bool:
    """受基数影响(2022年3月增长2.7%)，…: what brackets date, only they are of."""
    if scan.masked[group.start - 2 : group.start] == f"{cues.P}(":
        return True
    opened = scan.masked.rfind("(", start, group.start)
    return opened > scan.masked.rfind(")", start, group.start) and cues.P in scan.masked[opened : group.start]


def place_before(scan: Scan, group: Group) -> Place | None:
    """高于全国(6.0%): the place that stands right before the value in brackets, None where none does."""
    if scan.masked[group.start - 2 : group.start] != f"{cues.A}(":
        return None
    return next((p for p in scan.places if p.end == group.start - 1), None)
