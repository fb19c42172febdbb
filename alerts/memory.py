"""What was promised to be told, and what each receiver was told last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property

from alerts.lifecycle import State, Transition


class Reason(StrEnum):
    FIRST = "first"
    NEW_ALERT = "new alert"
    REVISED = "revised"
    SOME_RESOLVED = "some resolved"
    ALL_RESOLVED = "all resolved"
    REPEAT = "repeat"
    DIGEST = "digest"  # several notifications in one message; made when it is sent, never promised as such
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Notification:
    """What one receiver is told about one group. `key` is unique: writing it twice is harmless."""

    key: str  # receiver, reason and the transitions it tells
    receiver: str
    reason: Reason
    group: str  # release identity, or publisher for alerts about sources
    transitions: tuple[Transition, ...]
    created_at: datetime
    not_before: datetime | None = None  # quiet hours: promised now, delivered then


@dataclass(frozen=True, slots=True)
class Decision:
    """Why something was told, or not told, to a receiver; kept so that it can be explained."""

    at: datetime
    transition: str  # Transition.id
    receiver: str | None
    told: bool
    why: str


@dataclass(frozen=True, slots=True)
class Told:
    """The last thing a receiver was told of one alert."""

    transition: str
    state: State
    at: datetime
    repeats: int = 0
    group: str = ""


@dataclass(frozen=True)
class Memory:
    """What each receiver was told last of each alert: by receiver, rule and subject.

    `elsewhere`: (receiver, group) of alerts beyond `told` that the receiver believes to fire: of the groups that are
    looked at, and at least one of each receiver who believes any.
    """

    told: Mapping[tuple[str, str, str], Told] = field(default_factory=dict)
    elsewhere: frozenset[tuple[str, str]] = frozenset()

    def believes_in(self, receiver: str, group: str) -> bool:
        """Whether this receiver believes that something of this group fires."""
        return (receiver, group) in self._groups

    def believes_beyond(self, receiver: str, alerts: Set[tuple[str, str]]) -> bool:
        """Whether this receiver believes that something other than these (rule, subject) fires."""
        return not self._firing.get(receiver, set()) <= alerts or any(name == receiver for name, _ in self.elsewhere)

    @cached_property
    def _firing(self) -> dict[str, set[tuple[str, str]]]:
        found: dict[str, set[tuple[str, str]]] = {}
        for (receiver, rule, subject), told in self.told.items():
            if told.state is State.FIRING:
                found.setdefault(receiver, set()).add((rule, subject))
        return found

    @cached_property
    def _groups(self) -> frozenset[tuple[str, str]]:
        return self.elsewhere | {(key[0], told.group) for key, told in self.told.items() if told.state is State.FIRING}


def remember(notifications: Iterable[Notification], before: Memory | None = None) -> Memory:
    """What is known after these notifications, oldest first; whether already delivered does not matter."""
    told = dict(before.told) if before is not None else {}
    for notification in notifications:
        for t in notification.transitions:
            key = (notification.receiver, t.rule, t.subject)
            again = told[key].repeats + 1 if notification.reason is Reason.REPEAT and key in told else 0
            state = State.INACTIVE if t.evaluation.event else t.after  # what happened does not go on
            told[key] = Told(t.id, state, notification.created_at, again, notification.group)
    return Memory(told, before.elsewhere if before is not None else frozenset())
