"""Whether receivers can be reached, as alerts: saved and promised in the transaction that settles the message."""

from __future__ import annotations

from alerts import undelivered
from alerts.lifecycle import State, advance
from alerts.notifications import group_of
from alerts.rules import Evaluation
from flows.wiring import House
from store import alert_states, decisions, outbox, told
from store.alert_states import Change, Held
from store.database import Session


def lost(session: Session, home: House, receiver: str, problem: str) -> None:
    """A message to `receiver` died. Raises Overtaken where another process saved this alert first."""
    _move(session, home, undelivered.lost(receiver, problem, home.clock.now()), _held(session, receiver))


def reached(session: Session, home: House, receiver: str) -> None:
    """`receiver` took a message; resolves the alert where there is one. Raises Overtaken."""
    held = _held(session, receiver)
    if held.alert.state is State.FIRING:
        _move(session, home, undelivered.taken(receiver, home.clock.now()), held)


def _held(session: Session, receiver: str) -> Held:
    key = (undelivered.RULE, undelivered.subject_of(receiver))
    return alert_states.load(session, [key]).get(key) or alert_states.fresh(*key)


def _move(session: Session, home: House, evaluation: Evaluation, held: Held) -> None:
    alert, move = advance(held.alert, evaluation)
    if move is None:
        return
    known = told.of_alerts(session, [alert.key])
    known = told.beliefs(session, known, home.receivers.named, [group_of(move)])
    decided = undelivered.decide_for_others(move, home.receivers, known, home.clock.now())
    alert_states.save(session, [Change(held, alert, (move,))])
    decisions.append(session, decided.decisions)
    for one in decided.notifications:
        outbox.enqueue(session, [one], not_before=one.not_before)
    told.keep(session, decided.notifications, known)
