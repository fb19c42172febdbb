"""The units that stand above a table or in its corner, for columns that name none themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.reading.column_roles import unit_in
from sources.reading.plain import fold

_CAPTION_UNIT = re.compile(r"单\s*位[::]\s*([^\s。()]+(?:[、,，;]\s*[^\s、。()]+)*)")


def caption_units(caption: str) -> list[str]:
    """The units that 单位： or a bracket behind the name of the table gives."""
    folded = fold(caption)
    found = _CAPTION_UNIT.search(folded)
    if found:
        return [unit for unit in re.split(r"[、,，;；\s]+", found[1]) if unit]
    brackets = [part for line in folded.split("\n") for part in re.findall(r"\([^()]+\)", line)]
    listed = [re.split(r"[、,，;；/]", bracket.strip("()")) for bracket in brackets]
    units = [[unit_in(f"({part})") for part in parts] for parts in listed]
    return list(dict.fromkeys(unit for found in units if all(found) for unit in found))


def units_in_corner(labels: Sequence[Sequence[str]]) -> list[str]:
    """指标（单位：亿元、%）: the header of the labels gives the units."""
    return next((units for text in (labels[0] if labels else ()) if (units := caption_units(text))), [])
