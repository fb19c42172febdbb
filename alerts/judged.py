"""What one condition says of one set of facts, before it becomes an evaluation."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from alerts.rules import NO_WORDS, Ordering, Outcome, Verdict, Words
from sources.series import Unit


@dataclass(frozen=True, slots=True)
class Judged:
    outcome: Outcome
    why: Words
    compared: Words = NO_WORDS
    baseline_value: Decimal | None = None
    difference: Decimal | None = None
    difference_unit: Unit | None = None
    verdict: Verdict | None = None
    comparability: Words = NO_WORDS
    ordering: Ordering = Ordering.PERIOD
    event: bool = False


def undecided(why: Words) -> Judged:
    """It cannot be told; the alert stays as it is."""
    return Judged(Outcome.UNDECIDED, why)
