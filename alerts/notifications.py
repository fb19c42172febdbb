"""Who is told what, and why now; or why not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alerts.lifecycle import Transition


class Reason(StrEnum):
    FIRST = "first"
    NEW_ALERT = "new alert"
    REVISED = "revised"
    SOME_RESOLVED = "some resolved"
    ALL_RESOLVED = "all resolved"
    REPEAT = "repeat"
    TEST = "test"


class Language(StrEnum):
    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Notification:
    """What one receiver is told about one group. `key` is unique: writing it twice is harmless."""

    key: str  # receiver, reason and the transitions it tells
    receiver: str
    reason: Reason
    group: str  # release identity, or publisher for alerts about sources
    transitions: tuple[Transition, ...]
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something was told, or not told, to a receiver; kept so that it can be explained."""

    at: datetime
    transition: str  # Transition.id
    receiver: str | None
    told: bool
    why: str
