"""Whether a value has passed a limit, when neither is always exact.

A value is an interval: "over 10,000" has no upper end, "about 89 %" some slack, and a coarser print leaves its last
digit open. A limit inside the interval is undecided, never a guess.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alerts.amounts import Amount, Scale
from alerts.numbers_as_printed import Printed, difference_bounds
from alerts.rules import Outcome

Interval = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Limit:
    """How far is too far, and how far back is back again."""

    at: Decimal
    ease: Decimal = Decimal(0)  # hysteresis: while firing, it is clear only this far on the good side
    strict: bool = False  # the limit itself is not yet a breach


def falls_below(interval: Interval, limit: Limit) -> Outcome:
    """BREACHED where all of the interval is at or under the limit (under it if `strict`)."""
    low, high = interval
    if high is not None and (high < limit.at or (high == limit.at and not limit.strict)):
        return Outcome.BREACHED
    back = limit.at + limit.ease
    if low is not None and (low > back or (low == back and (limit.strict or bool(limit.ease)))):
        return Outcome.CLEAR
    return Outcome.UNDECIDED


def rises_above(interval: Interval, limit: Limit) -> Outcome:
    """The mirror image of `falls_below`."""
    return falls_below(mirrored(interval), Limit(-limit.at, limit.ease, limit.strict))


def mirrored(interval: Interval) -> Interval:
    low, high = interval
    return (-high if high is not None else None, -low if low is not None else None)


def change(new: Printed, old: Printed, scale: Scale) -> Interval:
    """The difference new - old, in the unit of both or in per cent of the old; open where it cannot be told."""
    low, high = difference_bounds(new, old)
    if scale is not Scale.PER_CENT:
        return low, high
    base = abs(old.value)
    if not base:
        return None, None
    return (low * 100 / base if low is not None else None, high * 100 / base if high is not None else None)


def value_of(printed: Printed) -> Interval:
    """What a value may be against a fixed limit: printed digits are taken as they stand."""
    return printed.bounds(printed.step)


def limit_by(by: Amount, hysteresis: Amount | None, firing: bool) -> Limit:
    """The limit of "lower by": any difference at all where the amount is nothing."""
    ease = hysteresis.value if hysteresis is not None and firing else Decimal(0)
    return Limit(-by.value, ease, strict=not by.value)
