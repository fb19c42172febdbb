"""Rules people can read, and what they say of what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sources.series import ReferencePeriod, Unit


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    CRITICAL = "critical"


class Outcome(StrEnum):
    BREACHED = "breached"
    CLEAR = "clear"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the judged value stands: what a receiver needs to check it in one click."""

    publisher: str
    title: str
    url: str
    published_on: date | None
    snapshot: str  # SHA-256, "" where nothing was fetched
    quote: str
    span_in_quote: tuple[int, int] | None  # where the number stands in `quote`
    release: str  # identity of the release, or of the visit; alerts of one release are told together


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of a rule for one subject at one moment, with everything it was judged from."""

    rule: str
    subject: str  # series id, claim id, publisher/column or list family
    outcome: Outcome
    at: datetime  # when the judged fact was first seen (aware UTC)
    period: ReferencePeriod | None  # of the judged value; None for rules about sources
    value: Decimal | None
    unit: Unit | None
    compared_with: str  # in words: recorded 2026年1—4月 8.8%
    baseline_value: Decimal | None
    difference: Decimal | None
    difference_unit: Unit | None
    why: str  # the decision in words
    evidence: Evidence | None
    revision: bool = False  # the value is a later vintage of an observation that was judged before
