"""Patterns that are one statement made of several numbers: the structure of the sectors, one phone in three."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sources.reading.scan import Scan
from sources.series import Measure, RefusalReason, Unit

_NUMBER = r"\d+(?:\.\d+)?"
_STRUCTURE = re.compile(
    rf"(?:结构|比例|之比|比)[^，。；\d]{{0,10}}?(?:由[^，。；]{{0,12}}?(?P<old>{_NUMBER}:{_NUMBER}:{_NUMBER})[^，。；]{{0,8}}?)?(?P<a>{_NUMBER}):(?P<b>{_NUMBER}):(?P<c>{_NUMBER})"
)
_ONE_IN = re.compile(
    r"每(?P<whole>\d+)(?P<counter>[部台个件家辆人])(?P<thing>[^，。；\d]{0,14}?)(?:[，,]?\s*)(?:中)?[，,]?(?:就)?(?:有|约有)?(?P<part>\d+)(?P=counter)"
)
_SECTORS = ("第一产业增加值", "第二产业增加值", "第三产业增加值")


@dataclass(frozen=True, slots=True)
class Part:
    term: str
    measure: Measure
    basis: str | None
    value: Decimal
    unit: Unit
    counter: str = ""
    refused: RefusalReason | None = None
    of_company: bool = False


@dataclass(frozen=True, slots=True)
class Fixed:
    """Amounts between `start` and `stop` are read by this pattern; those without a part are only scenery."""

    start: int
    stop: int
    parts: Mapping[int, Part]


def fixed_patterns(scan: Scan, start: int, stop: int) -> list[Fixed]:
    """The patterns of one sentence."""
    text = scan.text
    found = []
    if text.count(":", start, stop) >= 2:
        found += [_structure(match) for match in _STRUCTURE.finditer(text, start, stop)]
    if "每" in text[start:stop]:
        found += [_one_in(match) for match in _ONE_IN.finditer(text, start, stop)]
    return found


def _structure(match: re.Match[str]) -> Fixed:
    values = [Decimal(match[name]) for name in "abc"]
    refused = RefusalReason.DAMAGED if abs(sum(values, Decimal(0)) - 100) > Decimal("0.3") else None
    parts = {
        match.start(name): Part(term, Measure.SHARE, "gdp", value, Unit.PCT, "", refused)
        for name, term, value in zip("abc", _SECTORS, values, strict=True)
    }
    return Fixed(match.start(), match.end(), parts)


def _one_in(match: re.Match[str]) -> Fixed:
    whole, part = Decimal(match["whole"]), Decimal(match["part"])
    refused = RefusalReason.DAMAGED if whole == 0 or part > whole else None
    ratio = (part / whole).quantize(Decimal("0.0001")) if refused is None else Decimal(0)
    thing = match["thing"].removesuffix("中") or "产品"
    return Fixed(
        match.start(),
        match.end() + 1,
        {match.start("part"): Part(thing, Measure.RATIO, None, ratio, Unit.TIMES, "", refused, of_company=True)},
    )
