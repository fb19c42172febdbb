"""How exactly a value was printed, and what that leaves open.

1.87万亿元 speaks of anything from 1.865 to 1.875 万亿元: against 18716亿元 it is a rounding, not another value. The
precision is told from the printed digits in the quote, since multiplying a scale word out hides it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Self

from sources.series import Qualifier, Unit, Vintage

_PRINTED = re.compile(r"(\d[\d,，]*(?:[.．]\d+)?)\s*(万亿|亿|万|千|百)?(美元|元)?")
_WORDS = {"": 0, "百": 2, "千": 3, "万": 4, "亿": 8, "万亿": 12}
_EIGHT_DIGITS_IN_UNIT = (Unit.CNY_100M, Unit.USD_100M)  # one of the unit is 亿 of the coin
_SLACK_OF_ABOUT = Decimal("0.02")


@dataclass(frozen=True, slots=True)
class Printed:
    """A value with its unit, its qualifier and the step of its last printed digit."""

    value: Decimal
    unit: Unit
    qualifier: Qualifier
    step: Decimal

    @classmethod
    def of(cls, vintage: Vintage) -> Self:
        return cls(vintage.value, vintage.unit, vintage.qualifier, step_of(vintage.value, vintage.unit, vintage.quote))

    def bounds(self, finest: Decimal) -> tuple[Decimal | None, Decimal | None]:
        """Lowest and highest value it may stand for, None where it sets no limit.

        `finest` is the step of the finer of two compared values: only a coarser print leaves its last digit open.
        """
        half = self.step / 2 if self.step > finest else Decimal(0)
        match self.qualifier:
            case Qualifier.EXACT:
                return self.value - half, self.value + half
            case Qualifier.AT_LEAST:
                return self.value, None
            case Qualifier.AT_MOST:
                return None, self.value
            case Qualifier.ABOUT:
                slack = max(self.step / 2, abs(self.value) * _SLACK_OF_ABOUT)
                return self.value - slack, self.value + slack


def step_of(value: Decimal, unit: Unit, quote: str) -> Decimal:
    """The step of the last printed digit, in `unit`; from the quote where the value stands in it."""
    found = [number.step for number in _printed_in(quote, unit) if number.value == abs(value)]
    if found:
        return max(found)
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else Decimal(1)


def place_in(quote: str, value: Decimal, unit: Unit) -> tuple[int, int] | None:
    """Where the value is printed in the quote; None where it is not found, or found twice."""
    found = [number.span for number in _printed_in(quote, unit) if number.value == abs(value)]
    return found[0] if len(found) == 1 else None


def difference_bounds(new: Printed, old: Printed) -> tuple[Decimal | None, Decimal | None]:
    """Lowest and highest difference new - old, None where it is open."""
    finest = min(new.step, old.step)
    new_low, new_high = new.bounds(finest)
    old_low, old_high = old.bounds(finest)
    low = new_low - old_high if new_low is not None and old_high is not None else None
    high = new_high - old_low if new_high is not None and old_low is not None else None
    return low, high


def same_within_print(new: Printed, old: Printed) -> bool:
    """Whether both may be the same value, each as exactly as it was printed."""
    low, high = difference_bounds(new, old)
    return (low is None or low <= 0) and (high is None or high >= 0)


@dataclass(frozen=True, slots=True)
class _Number:
    value: Decimal
    step: Decimal
    span: tuple[int, int]


@lru_cache(maxsize=4096)  # twenty rules that judge one value ask of its quote some eighty times
def _printed_in(quote: str, unit: Unit) -> tuple[_Number, ...]:
    found = []
    for match in _PRINTED.finditer(quote):
        digits, word, coin = match[1], match[2] or "", match[3] or ""
        try:
            number = Decimal(digits.replace(",", "").replace("，", "").replace("．", "."))
        except InvalidOperation:
            continue
        power = _WORDS[word] - (8 if unit in _EIGHT_DIGITS_IN_UNIT and (word or coin) else 0)
        exponent = number.as_tuple().exponent
        assert isinstance(exponent, int)
        end = match.end(2) if match[2] else match.end(1)
        found.append(_Number(number.scaleb(power), Decimal(1).scaleb(exponent + power), (match.start(), end)))
    return tuple(found)
