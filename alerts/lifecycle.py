"""An alert's life: inactive, pending, firing, resolved; moved by real observations only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.rules import Evaluation


class State(StrEnum):
    INACTIVE = "inactive"
    PENDING = "pending"
    FIRING = "firing"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule's state for one subject. `key` is `rule` and `subject`."""

    rule: str
    subject: str
    state: State = State.INACTIVE
    since: datetime | None = None  # when it entered this state
    breaches: int = 0  # breached reference periods in a row
    last: Evaluation | None = None  # the newest evaluation it holds
    generation: int = 0  # counts transitions

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.subject


@dataclass(frozen=True, slots=True)
class Transition:
    """One change of an alert's state; appended, never edited."""

    id: str  # rule, subject and generation: the same change always has the same id
    rule: str
    subject: str
    before: State
    after: State
    at: datetime
    reason: str  # breached, hold reached, clear, revised
    evaluation: Evaluation
