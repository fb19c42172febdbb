"""Numbers as they are written in Chinese prose and tables, without asking what they mean.

`find_numbers` answers for: Arabic, full-width and Chinese numerals, scale words, thousands separators, units and the
words that make a number inexact. It does not answer for what is measured. Dates, document numbers, batch ordinals,
names such as 5G and other digits that are no quantity are left out.

The span of a number holds its digits, sign and, outside money, its scale word (12.8万家: `12.8万`); the counter stands
right behind it. In money the scale word belongs to the counter (7000亿元: `7000`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sources.reading.number_patterns import AFTER, ANY, BEFORE, COUNT, OTHER, PP
from sources.reading.numerals import chinese_value
from sources.reading.plain import fold
from sources.series import Qualifier, Unit


@dataclass(frozen=True, slots=True)
class Number:
    """`value` has the scale words applied and is in `unit`; `counter` is the unit as printed, "" where none stands."""

    value: Decimal
    unit: Unit | None
    counter: str
    qualifier: Qualifier
    start: int
    end: int


_SCALES = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}
_HUNDRED_MILLION = Decimal(10) ** 8
LARGEST = Decimal(10) ** 16  # nothing official is larger; below it every scale word leaves a Decimal exact


def find_numbers(text: str) -> list[Number]:
    """Every quantity in `text`, in order."""
    return numbers_in(fold(text))


def numbers_in(folded: str) -> list[Number]:
    """The same for text that is folded already."""
    found = []
    for match in ANY.finditer(folded):
        if match["skip"] is not None:
            continue
        number = _read(match, folded)
        if number is not None:
            found.append(number)
    return found


def _read(match: re.Match[str], text: str) -> Number | None:
    if match["streak"] is not None:
        return _streak(match, "streak", text)
    if match["crowns"] is not None:
        return _streak(match, "crowns", text)
    if match["rank"] is not None:
        return _rank(match, text)
    if match["den"] is not None:
        return _fraction(match, text)
    if match["tenth"] is not None:
        return _tenths(match, text)
    if match["round"] is not None:
        return _round(match, text)
    if match["figure"] is not None:
        return _quantity(match, text)
    return _numeral(match, text)


def _streak(match: re.Match[str], group: str, text: str) -> Number | None:
    value = chinese_value(match[group])
    counter = match["streak_unit"] or match["crown_unit"]
    unit = Unit.MONTHS if counter == "个月" else Unit.YEARS if counter == "年" or group == "crowns" else Unit.OTHER
    start, end = match.span(group)
    return (
        None
        if value is None
        else Number(value, unit, counter, _qualifier(text, match.start(), match.end()), start, end)
    )


def _rank(match: re.Match[str], text: str) -> Number | None:
    value = chinese_value(match["rank"])
    start, end = match.span("rank")
    if value is None or value == 0:
        return None
    return Number(value, Unit.RANK, match["rank_unit"] or "", Qualifier.EXACT, start, end)


def _fraction(match: re.Match[str], text: str) -> Number | None:
    whole, part = chinese_value(match["den"]), chinese_value(match["nom"])
    if not whole or part is None or part >= LARGEST:
        return None
    qualifier = _qualifier(text, match.start(), match.end())
    start, end = match.span()
    if whole == 100:
        sign = -1 if text[start - 1 : start] == "负" else 1
        return Number(sign * part, Unit.PCT, "%", qualifier, start - (sign < 0), end)
    if whole == 1000:
        return Number(part, Unit.PERMILLE, "‰", qualifier, start, end)
    return Number((part / whole).quantize(Decimal("0.0001")), Unit.TIMES, "", qualifier, start, end)


def _tenths(match: re.Match[str], text: str) -> Number:
    value = (chinese_value(match["tenth"]) or Decimal(0)) * 10 + (5 if match["half"] else 0)
    qualifier = _qualifier(text, match.start(), match.end())
    return Number(value, Unit.PCT, "成", qualifier, match.start(), match.end())


def _round(match: re.Match[str], text: str) -> Number:
    start, end = match.span("round")
    qualifier = _qualifier(text, start, match.end())
    counter = match["round_counter"]
    value, unit, printed = _in_unit(Decimal(1), match["round"], counter)
    return Number(value, unit, printed, qualifier, start, end)


def _quantity(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span("figure")
    value = Decimal(match["figure"].replace(",", "").replace(" ", ""))
    scale = (match["scale"] or "") + (match["scale2"] or "")
    counter = match["counter"] or ""
    over = match["over"]
    qualifier = (
        Qualifier.ABOUT if over else _qualifier(text, start if not match["sign"] else match.start(), match.end())
    )
    if match["sign"] and _is_minus(match["sign"], text, match.start()):
        value, start = -value, match.start()
    if _in_brackets(text, start, match.end()):
        value, start = -value, start - 1
        return Number(value, None, "", qualifier, start, match.end() + 1)
    value, unit, printed = _in_unit(value, scale, counter)
    if unit not in (Unit.CNY_100M, Unit.USD_100M) or not counter:
        end = match.end("scale2") if match["scale2"] else match.end("scale") if match["scale"] else end
    return Number(value, unit, printed, qualifier, start, end)


def _numeral(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span("numeral")
    numeral, counter = match["numeral"], match["cn_counter"]
    if counter in ("升", "度", "门") and len(numeral) == 1:
        return None  # 七升三降, 四度: words
    if numeral in ("一", "万", "亿", "千", "百", "十") or re.match(r"[万亿]|[零〇](?!点)", numeral):
        return None  # 一家, 万家: words, not quantities
    scale = ""
    if counter in ("亿元", "万元"):
        scale, counter = counter[0], "元"
    elif counter in _MONEY_COUNTERS:
        numeral, scale = _split_scale(numeral)
        end = start + len(numeral)
    value = chinese_value(numeral)
    if value is None:
        return None
    qualifier = Qualifier.ABOUT if match["cn_over"] else _qualifier(text, start, match.end())
    if text[start - 1 : start] == "负":
        value, start = -value, start - 1
    value, unit, printed = _in_unit(value, scale, counter)
    return Number(value, unit, printed, qualifier, start, end)


_MONEY_COUNTERS = ("元", "美元", "人民币", "欧元", "日元", "港元", "新台币")


def _split_scale(numeral: str) -> tuple[str, str]:
    for scale in ("万亿", "亿", "万"):
        if numeral.endswith(scale) and len(numeral) > len(scale):
            return numeral[: -len(scale)], scale
    return numeral, ""


def _in_unit(value: Decimal, scale: str, counter: str) -> tuple[Decimal, Unit | None, str]:
    """The value in the unit that the counter names; money is in 亿元, all else is multiplied out."""
    factor = _factor(scale)
    if counter in ("元", "人民币", "美元"):
        unit, small = (Unit.USD_100M, Unit.OTHER) if counter == "美元" else (Unit.CNY_100M, Unit.CNY)
        if "亿" in scale or "万" in scale:
            return _trim(value * factor / _HUNDRED_MILLION), unit, scale + counter
        return value * factor, small, counter
    per = Unit.OTHER if "/" in counter else _UNIT_OF.get(counter)  # 512台/万人
    return _trim(value * factor) if scale else value, per, counter


_UNIT_OF: dict[str, Unit | None] = {
    "": None,
    "%": Unit.PCT,
    "成": Unit.PCT,
    "‰": Unit.PERMILLE,
    "倍": Unit.TIMES,
    **dict.fromkeys(("个点", *PP.split("|")), Unit.PP),
    **dict.fromkeys(COUNT.split("|"), Unit.COUNT),
    **dict.fromkeys(OTHER.split("|"), Unit.OTHER),
    **dict.fromkeys(("欧元", "日元", "港元", "新台币"), Unit.OTHER),
}


def _factor(scale: str) -> Decimal:
    if scale in _SCALES:
        return _SCALES[scale]
    factor = Decimal(1)
    for character in scale:
        factor *= _SCALES[character]
    return factor


def _trim(value: Decimal) -> Decimal:
    """Without the zeros that multiplying leaves behind: 128000, not 128000.0."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole < LARGEST else value.normalize()


def _is_minus(sign: str, text: str, start: int) -> bool:
    """A dash after a number, a month or another dash joins; anywhere else it is a minus."""
    if sign == "+":
        return False
    if sign in "负▽":
        return text[start - 1 : start] != "正"
    before = text[start - 1 : start]
    return before not in ("-", "%", "‰", ")", "年", "月", "日") and not (before.isascii() and before.isalnum())


_OPENS, _CLOSES = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)\s*")


def _in_brackets(text: str, start: int, end: int) -> bool:
    """(2.3) alone in a cell is accounting's minus."""
    alone = _OPENS.fullmatch(text, 0, start) is not None and _CLOSES.fullmatch(text, end) is not None
    return alone and "." in text[start:end]


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    before = BEFORE.search(text[max(0, start - 6) : start])
    after = AFTER.match(text, end)
    for match in (before, after):
        if match is None:
            continue
        groups = match.groupdict()
        if groups["least"]:
            return Qualifier.AT_LEAST
        if groups["most"]:
            return Qualifier.AT_MOST
        return Qualifier.ABOUT
    return Qualifier.EXACT
