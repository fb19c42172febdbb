"""How values, units and amounts are said in the two languages. Pure text; nothing here is escaped."""

from __future__ import annotations

from decimal import Decimal

from alerts.rules import Verdict, Words
from sources.series import Qualifier, ReferencePeriod, Unit

_UNITS = {
    Unit.PCT: Words("%", "%"),
    Unit.PERMILLE: Words("‰", "‰"),
    Unit.PP: Words("个百分点", " pp"),
    Unit.CNY_100M: Words("亿元", " × 100 million yuan"),
    Unit.CNY: Words("元", " yuan"),
    Unit.USD_100M: Words("亿美元", " × 100 million US dollars"),
    Unit.COUNT: Words("", ""),
    Unit.RANK: Words("位", ""),
    Unit.YEARS: Words("年", " years"),
    Unit.MONTHS: Words("个月", " months"),
    Unit.TIMES: Words("倍", " times"),
    Unit.INDEX: Words("", ""),
    Unit.OTHER: Words("", ""),
}
_QUALIFIERS = {
    Qualifier.EXACT: Words("", ""),
    Qualifier.AT_LEAST: Words("超", "over "),
    Qualifier.AT_MOST: Words("近", "nearly "),
    Qualifier.ABOUT: Words("约", "about "),
}
VERDICTS = {
    Verdict.CONFIRMED: Words("证实", "confirmed"),
    Verdict.SUPERSEDED: Words("已有更新", "superseded"),
    Verdict.CONTRADICTED: Words("不一致", "contradicted"),
    Verdict.REVISED: Words("已修订", "revised"),
    Verdict.UNDECIDABLE: Words("无法判断", "undecidable"),
    Verdict.NOT_COMPARABLE: Words("不可比", "not comparable"),
    Verdict.NOT_FOUND: Words("尚未见到", "not found"),
}


def both(zh: str, en: str) -> Words:
    return Words(zh, en)


def plain(value: Decimal) -> str:
    """Digits without an exponent, as many decimals as were given."""
    return f"{value:f}"


def amount(value: Decimal, unit: Unit | None, qualifier: Qualifier = Qualifier.EXACT) -> Words:
    """A value with its unit: 超7000亿元, over 7000 × 100 million yuan."""
    word, before = _UNITS.get(unit, Words()) if unit else Words(), _QUALIFIERS[qualifier]
    if unit is Unit.RANK:
        return Words(f"第{plain(value)}位", f"{_ordinal(value)}")
    return Words(f"{before.zh}{plain(value)}{word.zh}", f"{before.en}{plain(value)}{word.en}")


def signed(value: Decimal, unit: Unit | None) -> Words:
    """A difference, always with its sign."""
    word = _UNITS.get(unit, Words()) if unit else Words()
    sign = "+" if value > 0 else ("−" if value < 0 else "±")
    return Words(f"{sign}{plain(abs(value))}{word.zh}", f"{sign}{plain(abs(value))}{word.en}")


def at(value: Words, period: ReferencePeriod) -> Words:
    return Words(f"{period.label_zh()} {value.zh}", f"{value.en} in {period.label_en()}")


def difference_unit(unit: Unit | None) -> Unit | None:
    """Rates differ by percentage points, everything else by its own unit."""
    return Unit.PP if unit is Unit.PCT else unit


def _ordinal(value: Decimal) -> str:
    text = plain(value)
    teens = text[-2:] in ("11", "12", "13")
    return text + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1:], "th"))
