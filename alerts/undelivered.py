"""A receiver who cannot be reached is an alert of its own, told to somebody else. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from alerts import trouble
from alerts.lifecycle import State, Transition
from alerts.memory import Memory
from alerts.notifications import Decided, decide
from alerts.receivers import SUBJECT, Receiver, Receivers, Route
from alerts.rules import About, Evaluation, Evidence, Ordering, Outcome, Severity, Words
from alerts.silences import Heard

RULE = "undelivered"

_CONDITION = Words("消息无法送达，不再重试", "a message could not be delivered and is not tried again")
_PURPOSE = Words("收不到消息的人会以为一切正常。", "Whoever is told nothing believes that nothing has happened.")


def subject_of(receiver: str) -> str:
    return f"{SUBJECT}{receiver}"


def lost(receiver: str, problem: str, now: datetime) -> Evaluation:
    """A message to `receiver` died of `problem`, whose text holds no secret."""
    words = trouble.undelivered(problem)
    return replace(_evaluation(receiver, Outcome.BREACHED, now), why=problem, reason_words=words)


def taken(receiver: str, now: datetime) -> Evaluation:
    """`receiver` took a message."""
    why = Words("又能送达", "it takes messages again")
    return replace(_evaluation(receiver, Outcome.CLEAR, now), why=why.en, reason_words=why)


def decide_for_others(move: Transition, receivers: Receivers, memory: Memory, now: datetime) -> Decided:
    """Who is told that a receiver cannot be reached: those who want to hear of the watching; if there are none, one other."""
    receiver, heard = move.subject.removeprefix(SUBJECT), Heard((move,))
    others = Receivers({name: one for name, one in receivers.named.items() if name != receiver})
    decided = decide(heard, others, memory, now)
    somebody = _instead(receivers.named.get(receiver), others)
    if decided.notifications or somebody is None or move.after is not State.FIRING:
        return decided
    listening = somebody.model_copy(update={"routes": (Route(about=About.WATCHING),)})
    return decide(heard, Receivers({listening.name: listening}), memory, now)


def _instead(receiver: Receiver | None, others: Receivers) -> Receiver | None:
    if receiver is not None and receiver.escalate_to is not None and receiver.escalate_to in others.named:
        return others.named[receiver.escalate_to]
    return next(iter(others.named.values()), None)


def _evaluation(receiver: str, outcome: Outcome, now: datetime) -> Evaluation:
    return Evaluation(
        rule=RULE,
        subject=subject_of(receiver),
        outcome=outcome,
        at=now,
        period=None,
        value=None,
        unit=None,
        compared_with="",
        baseline_value=None,
        difference=None,
        difference_unit=None,
        why="",
        evidence=Evidence("", "", "", None, "", "", None, subject_of(receiver)),
        ordering=Ordering.STATE,
        about=About.WATCHING,
        severity=Severity.CRITICAL,
        labels=(("topic", "watching"),),
        subject_name=Words(f"接收者 {receiver}", f"receiver {receiver}"),
        rule_words=_CONDITION,
        purpose=_PURPOSE,
    )
