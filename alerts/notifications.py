"""Who is told what, and why now; or why not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from alerts import reminders
from alerts.hours import rank, worst_of
from alerts.languages import Language
from alerts.lifecycle import State, Transition
from alerts.memory import Decision, Memory, Notification, Reason, Told, remember
from alerts.receivers import Receiver, Receivers
from alerts.silences import Heard

__all__ = [
    "Decided",
    "Decision",
    "Language",
    "Memory",
    "Notification",
    "Reason",
    "Told",
    "decide",
    "remember",
]


@dataclass(frozen=True, slots=True)
class Decided:
    notifications: tuple[Notification, ...]
    decisions: tuple[Decision, ...]


def decide(heard: Heard, receivers: Receivers, memory: Memory, now: datetime) -> Decided:
    """Who is told what, and why now; every "not told" of something new has its reason too.

    One notification a release and receiver. What stands and was not told yet, since it was silenced when it came
    about, is told now; what stands for long is repeated where the receiver asks for it.
    """
    notifications: list[Notification] = []
    decisions = [Decision(now, muted.transition.id, None, False, muted.why) for muted in heard.muted]
    raised = reminders.escalated(heard.standing, receivers, memory)
    for receiver in receivers.named.values():
        chosen, said = _for_one(receiver, heard, memory, now)
        for transition in raised.get(receiver.name, ()):
            if transition.id not in {one.transition.id for one in chosen}:
                chosen.append(_Chosen(transition))
                said.append(Decision(now, transition.id, receiver.name, True, "escalated: nobody has acknowledged it"))
        notifications.extend(_grouped(receiver, chosen, memory, now))
        decisions.extend(said)
    reasoned = {decision.transition for decision in decisions}
    decisions.extend(
        Decision(now, t.id, None, False, "no receiver is told of it: no route fits, or nothing is to be told")
        for t in heard.transitions
        if t.id not in reasoned
    )
    return Decided(tuple(notifications), tuple(decisions))


@dataclass(frozen=True, slots=True)
class _Chosen:
    transition: Transition
    repeat: int = 0  # which repeat it is, 0 for none


def _for_one(receiver: Receiver, heard: Heard, memory: Memory, now: datetime) -> tuple[list[_Chosen], list[Decision]]:
    chosen, decisions, taken = [], [], set()
    knows = dict(memory.told)
    for transition in heard.transitions:
        why_not = _why_not(transition, receiver, knows)
        taken.add(transition.id)
        if why_not is None:
            chosen.append(_Chosen(transition))
            knows[receiver.name, transition.rule, transition.subject] = Told(transition.id, transition.after, now)
        told = why_not is None
        decisions.append(Decision(now, transition.id, receiver.name, told, why_not or f"route of {receiver.name}"))
    for transition in heard.standing:
        if transition.id in taken:
            continue
        known = memory.told.get((receiver.name, transition.rule, transition.subject))
        if _why_not(transition, receiver, memory.told) is None:
            chosen.append(_Chosen(transition))
            decisions.append(Decision(now, transition.id, receiver.name, True, "told late: nothing mutes it any more"))
        elif known is not None and reminders.is_due(transition, receiver, known, now):
            chosen.append(_Chosen(transition, known.repeats + 1))
            decisions.append(
                Decision(now, transition.id, receiver.name, True, f"repeated after {receiver.repeat_hours} hours")
            )
    return chosen, decisions


def _why_not(transition: Transition, receiver: Receiver, told: Mapping[tuple[str, str, str], Told]) -> str | None:
    """Why this receiver is not told of it; None where it is."""
    if transition.after not in (State.FIRING, State.RESOLVED):
        return f"nothing is told of {transition.after.value}"
    known = told.get((receiver.name, transition.rule, transition.subject))
    ends = transition.after is State.RESOLVED and known is not None  # whoever heard of it hears of its end
    if not ends and not receiver.wants(transition.evaluation):
        return "no route of this receiver fits"
    if known is not None and known.transition == transition.id:
        return "told already"
    if transition.after is State.RESOLVED:
        if not receiver.tell_resolved:
            return "this receiver does not want to hear of what is resolved"
        if known is None or known.state is not State.FIRING:
            return "this receiver was never told that it was firing"
    return None


def _grouped(receiver: Receiver, chosen: Sequence[_Chosen], memory: Memory, now: datetime) -> list[Notification]:
    groups: dict[tuple[str, int], list[Transition]] = {}
    for one in chosen:
        groups.setdefault((group_of(one.transition), one.repeat), []).append(one.transition)
    return [
        _notification(receiver, group, told, (_reason(group, told, receiver, memory), repeat, now))
        for (group, repeat), told in groups.items()
    ]


def group_of(transition: Transition) -> str:
    """What is told together: the release, or the publisher where the source itself is the subject."""
    evidence = transition.evaluation.evidence
    return evidence.release if evidence is not None else f"sources/{transition.evaluation.publisher}"


def _notification(
    receiver: Receiver, group: str, told: Sequence[Transition], why: tuple[Reason, int, datetime]
) -> Notification:
    reason, repeat, now = why
    reason = Reason.REPEAT if repeat else reason
    worst = worst_of(t.evaluation.severity for t in told)
    identity = sha256("\n".join([receiver.name, str(repeat), *sorted(t.id for t in told)]).encode()).hexdigest()[:24]
    return Notification(
        key=f"{receiver.name}/{reason.value.replace(' ', '-')}/{identity}",
        receiver=receiver.name,
        reason=reason,
        group=group,
        transitions=worst_first(told),
        created_at=now,
        not_before=receiver.held_until(worst, now, now),
    )


def worst_first(told: Sequence[Transition]) -> tuple[Transition, ...]:
    """The most severe first, what is resolved last."""
    return tuple(sorted(told, key=lambda t: (t.after is State.RESOLVED, -rank(t.evaluation.severity))))


def _reason(group: str, told: Sequence[Transition], receiver: Receiver, memory: Memory) -> Reason:
    if all(t.evaluation.revision for t in told):
        return Reason.REVISED
    if any(t.after is State.FIRING for t in told):
        return Reason.NEW_ALERT if memory.believes_in(receiver.name, group) else Reason.FIRST
    still = memory.believes_beyond(receiver.name, {(t.rule, t.subject) for t in told})
    return Reason.SOME_RESOLVED if still else Reason.ALL_RESOLVED
