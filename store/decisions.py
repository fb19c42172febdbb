"""Why something was told to somebody, or not; kept so that it can be explained."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.notifications import Decision
from store.database import insert_missing
from store.payloads import dump, restore
from store.queries import Query, pick
from store.tables import DecisionRow, TransitionRow


def append(session: Session, decisions: Sequence[Decision]) -> None:
    """The same decision is kept once."""
    payloads = [(decision, dump(decision)) for decision in decisions]
    rows = [
        {"digest": sha256(text.encode()).hexdigest(), "transition": decision.transition, "payload": text}
        for decision, text in payloads
    ]
    insert_missing(session, DecisionRow, rows)


def of_transition(session: Session, id: str) -> tuple[Decision, ...]:
    """In the order they were taken."""
    return _decisions(session, pick(DecisionRow.payload).where(col(DecisionRow.transition) == id))


def of_alert(session: Session, rule: str, subject: str) -> tuple[Decision, ...]:
    """About every transition of one alert, in the order they were taken."""
    row = TransitionRow
    moves = pick(row.id).where(col(row.rule) == rule, col(row.subject) == subject)
    return _decisions(session, pick(DecisionRow.payload).where(col(DecisionRow.transition).in_(moves)))


def _decisions(session: Session, query: Query) -> tuple[Decision, ...]:
    lines = session.execute(query.order_by(col(DecisionRow.id)))
    return tuple(restore(Decision, payload) for (payload,) in lines)
