"""What a report is made from, as the store tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from alerts.coverage import BEIJING
from alerts.lifecycle import Transition
from sources.releases import Visit
from sources.series import Observation, RefusalReason


@dataclass(frozen=True, slots=True)
class Span:
    """Beijing days, both included."""

    first: date
    last: date

    @property
    def start(self) -> datetime:
        return datetime.combine(self.first, time.min, BEIJING)

    @property
    def end(self) -> datetime:
        """The first moment that is no longer in it."""
        return datetime.combine(self.last + timedelta(days=1), time.min, BEIJING)


@dataclass(frozen=True, slots=True)
class Counted:
    """How much was read and told in a span. `values` are vintages that were new when they arrived."""

    releases: int
    figures: int
    refusals: Mapping[RefusalReason, int]
    values: int
    messages_sent: int
    messages_waiting: int
    messages_dead: int


@dataclass(frozen=True, slots=True)
class Looked:
    """How often a column was visited in a span, how often it could not be seen, and its last visit."""

    visits: int
    failed: int
    last_success: datetime | None
    last: Visit


@dataclass(frozen=True, slots=True)
class Facts:
    """`histories` as they were known at the end of the span; `changes`: all of every alert up to then, in order."""

    histories: Mapping[str, Sequence[Observation]]
    changes: tuple[Transition, ...]
    looked: tuple[Looked, ...]
    counted: Counted
