"""What goes on for long: when it is repeated, when the next one up is told, and when to ask again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from alerts.lifecycle import State, Transition
from alerts.memory import Memory, Told
from alerts.receivers import Receiver, Receivers

Key = tuple[str, str]  # rule, subject


def is_due(transition: Transition, receiver: Receiver, known: Told, now: datetime) -> bool:
    """Whether this receiver is to be reminded now; `known`: what it was told last of this alert."""
    at = _next(transition, receiver, known)
    return at is not None and at <= now


def escalated(standing: Iterable[Transition], receivers: Receivers, memory: Memory) -> dict[str, list[Transition]]:
    """What was repeated often enough to somebody who did not react, by the receiver that is told next."""
    raised: dict[str, list[Transition]] = {}
    for transition in standing:
        for receiver in receivers.named.values():
            if _goes_up(transition, receiver, memory):
                raised.setdefault(receiver.escalate_to or "", []).append(transition)
    return raised


def ask_again(
    standing: Iterable[Transition], receivers: Receivers, memory: Memory, now: datetime
) -> dict[Key, datetime]:
    """When each of those has to be looked at again though it does not move. `memory`: after what is told now.

    One that is missing has nothing to come. `standing` must be without what is muted or acknowledged.
    """
    found: dict[Key, datetime] = {}
    for transition in standing:
        moments = list(_to_come(transition, receivers, memory, now))
        if moments:
            found[transition.rule, transition.subject] = min(moments)
    return found


def _to_come(transition: Transition, receivers: Receivers, memory: Memory, now: datetime) -> Iterator[datetime]:
    for receiver in receivers.named.values():
        known = memory.told.get((receiver.name, transition.rule, transition.subject))
        at = _next(transition, receiver, known) if known is not None else None
        if at is not None:
            yield at
        if _goes_up(transition, receiver, memory):
            yield now


def _next(transition: Transition, receiver: Receiver, known: Told) -> datetime | None:
    lasting = transition.after is State.FIRING and not transition.evaluation.event
    if not receiver.repeat_hours or not lasting or known.transition != transition.id:
        return None
    return known.at + timedelta(hours=receiver.repeat_hours) if receiver.wants(transition.evaluation) else None


def _goes_up(transition: Transition, receiver: Receiver, memory: Memory) -> bool:
    if receiver.escalate_to is None:
        return False
    subject = (transition.rule, transition.subject)
    known = memory.told.get((receiver.name, *subject))
    if known is None or known.transition != transition.id or known.repeats < receiver.escalate_after_repeats:
        return False
    above = memory.told.get((receiver.escalate_to, *subject))
    return above is None or above.transition != transition.id
