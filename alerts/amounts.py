"""Amounts as rules write them: "0.5 pp", "5 %", "20000 亿元", 3."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, WithJsonSchema

from alerts.rules import Words
from alerts.wording import plain
from sources.series import Unit

_FORM = re.compile(r"^\s*(-?[0-9]+(?:\.[0-9]+)?)\s*(.*?)\s*$")
PATTERN = r"^\s*-?[0-9]+(\.[0-9]+)?\s*(pp|%|亿元|years|places|家|个|件)?\s*$"


class Scale(StrEnum):
    POINTS = "pp"
    PER_CENT = "%"
    OWN = ""  # in the unit of the series


@dataclass(frozen=True, slots=True)
class Amount:
    value: Decimal
    scale: Scale = Scale.OWN
    printed_unit: str = ""

    def words(self) -> Words:
        zh = {"pp": "个百分点", "years": "年", "places": "位"}.get(self.printed_unit, self.printed_unit)
        en = {"亿元": " × 100 million yuan", "家": "", "个": "", "件": ""}.get(
            self.printed_unit, f" {self.printed_unit}"
        )
        return Words(f"{plain(self.value)}{zh}", f"{plain(self.value)}{en}".rstrip().replace(" %", "%"))

    def misfit(self, unit: Unit, *, of_a_difference: bool) -> str | None:
        """What is wrong with this amount for a series in `unit`, None where nothing is."""
        if of_a_difference and not self.value:
            return None  # any difference at all
        if unit is Unit.PCT and of_a_difference:
            return None if self.scale is Scale.POINTS else 'a rate differs by percentage points: write "0.5 pp"'
        if unit is Unit.PCT:
            return None if self.scale is Scale.PER_CENT else 'a rate is compared with a rate: write "5 %"'
        if unit is Unit.PP:
            return None if self.scale is Scale.POINTS else 'this series is in percentage points: write "0.5 pp"'
        if self.scale is Scale.POINTS:
            return f"percentage points do not fit a series in {unit}"
        if self.scale is Scale.PER_CENT and not of_a_difference:
            return f"a fixed value of a series in {unit} is no percentage"
        if self.printed_unit == "亿元" and unit is not Unit.CNY_100M:
            return f"亿元 does not fit a series in {unit}"
        return None


def parse(written: Any) -> Amount:
    """Raises ValueError for anything that is no amount."""
    if isinstance(written, Amount):
        return written
    found = _FORM.match(str(written)) if isinstance(written, str | int) and not isinstance(written, bool) else None
    if not found:
        raise ValueError('must be an amount such as "0.5 pp", "5 %", "200 亿元" or 3')
    value, unit = Decimal(found[1]), found[2]
    if not re.match(PATTERN, str(written)):
        raise ValueError(f"unknown unit {unit}: pp, %, 亿元, years, places, 家, 个, 件 or nothing")
    scale = Scale.POINTS if unit == "pp" else (Scale.PER_CENT if unit == "%" else Scale.OWN)
    return Amount(value, scale, unit)


AmountField = Annotated[
    Amount, BeforeValidator(parse), WithJsonSchema({"type": ["string", "integer"], "pattern": PATTERN})
]
