"""Chinese numerals to numbers: 两百, 一点五亿, 二十三万, 一百零五."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {"〇": 0, "零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}


def chinese_value(numeral: str) -> Decimal | None:
    """The value of a numeral, None where the characters do not form one."""
    if numeral.isascii():
        return Decimal(numeral)
    whole, _, fraction = numeral.partition("点")
    if fraction:
        return _with_fraction(whole, fraction)
    if len(whole) > 1 and all(character in _DIGITS for character in whole):
        return Decimal("".join(str(_DIGITS[character]) for character in whole))
    return _whole(whole)


def _with_fraction(whole: str, fraction: str) -> Decimal | None:
    scale = 1
    while fraction and fraction[-1] in _MYRIADS:
        scale *= _MYRIADS[fraction[-1]]
        fraction = fraction[:-1]
    integer = _whole(whole)
    if integer is None or not fraction or any(character not in _DIGITS for character in fraction):
        return None
    digits = "".join(str(_DIGITS[character]) for character in fraction)
    return Decimal(f"{integer}.{digits}") * scale


def _whole(numeral: str) -> Decimal | None:
    total = section = 0
    digit: int | None = None
    last_ten = 0
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            last_ten = _TENS[character]
            section += (1 if digit is None else digit) * last_ten
            digit = None
        elif character in _MYRIADS:
            amount = section + (digit or 0)
            if amount == 0 and total == 0:
                amount = 1
            scale = _MYRIADS[character]
            total = (total + amount) * scale if total and scale > 10**4 else total + amount * scale
            section, digit, last_ten = 0, None, scale // 10 * 10
        else:
            return None
    if digit is not None:
        section += digit * _shorthand(numeral, last_ten)
    return Decimal(total + section)


def _shorthand(numeral: str, last: int) -> int:
    """两百五 is 250: a last digit right after a scale word counts tenths of it."""
    if len(numeral) >= 2 and numeral[-2] in "百千万" and last >= 100:
        return {"百": 10, "千": 100, "万": 1000}[numeral[-2]]
    return 1
