"""How values, units and amounts are said in the two languages. Pure text; nothing here is escaped."""

from __future__ import annotations

from datetime import date
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
    Unit.RANK: Words("位", " places"),
    Unit.YEARS: Words("年", " years"),
    Unit.MONTHS: Words("个月", " months"),
    Unit.TIMES: Words("倍", " times"),
    Unit.INDEX: Words("", ""),
    Unit.OTHER: Words("", ""),
}
_HIGHER = (Words("高", "higher"), Words("低", "lower"))
_MORE: dict[Unit | None, tuple[Words, Words]] = {
    **dict.fromkeys((Unit.PCT, Unit.PERMILLE, Unit.PP, Unit.INDEX), _HIGHER),
    Unit.RANK: (Words("后移", "down"), Words("前移", "up")),
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


def counted(number: int, what: str) -> str:
    """In English: 1 release, 2 releases."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def unit_word(unit: Unit) -> Words:
    """What stands behind a number of this unit; empty where nothing does."""
    return _UNITS.get(unit, Words())


def signed(value: Decimal, unit: Unit | None) -> Words:
    """A difference, always with its sign."""
    word = _UNITS.get(unit, Words()) if unit else Words()
    sign = "+" if value > 0 else ("−" if value < 0 else "±")
    return Words(f"{sign}{plain(abs(value))}{word.zh}", f"{sign}{plain(abs(value))}{word.en}")


def at(value: Words, period: ReferencePeriod) -> Words:
    when = period.label_en()
    return Words(f"{period.label_zh()} {value.zh}", f"{value.en} {'' if when.startswith('as of') else 'in '}{when}")


def apart(value: Decimal, unit: Unit | None) -> Words:
    """A difference as people say it: 低0.6个百分点, 0.6 pp lower."""
    word = _UNITS.get(unit, Words()) if unit else Words()
    size = Words(f"{plain(abs(value))}{word.zh}", f"{plain(abs(value))}{word.en}")
    if not value:
        return Words("持平", "none")
    more, less = _MORE.get(unit, (Words("多", "more"), Words("少", "less")))
    way = more if value > 0 else less
    return Words(f"{way.zh}{size.zh}", f"{size.en} {way.en}")


def day_of(day: date) -> Words:
    return Words(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def difference_unit(unit: Unit | None) -> Unit | None:
    """Rates differ by percentage points, everything else by its own unit."""
    return Unit.PP if unit is Unit.PCT else unit


def _ordinal(value: Decimal) -> str:
    text = plain(value)
    teens = text[-2:] in ("11", "12", "13")
    return text + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1:], "th"))
