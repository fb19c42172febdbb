"""Acknowledgements: who has taken which change of an alert on, and what they noted."""

from __future__ import annotations

from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.lifecycle import Alert
from alerts.silences import Acknowledgement
from store.database import insert_missing
from store.payloads import dump, restore
from store.queries import Query, pick
from store.tables import AcknowledgementRow, AlertRow


def add(session: Session, alert: Alert, taken_on: Acknowledgement) -> Acknowledgement:
    """The acknowledgement that holds afterwards: of several of one change the first counts."""
    key = {"rule": alert.rule, "subject": alert.subject, "generation": alert.generation}
    insert_missing(session, AcknowledgementRow, [key | {"payload": dump(taken_on)}])
    held = of_alert(session, alert)
    assert held is not None
    return held


def of_alert(session: Session, alert: Alert) -> Acknowledgement | None:
    """The one of its present change of state."""
    row = AcknowledgementRow
    query = _payloads().where(
        col(row.rule) == alert.rule, col(row.subject) == alert.subject, col(row.generation) == alert.generation
    )
    payload = session.execute(query).scalar_one_or_none()
    return restore(Acknowledgement, payload) if payload is not None else None


def in_force(session: Session) -> tuple[Acknowledgement, ...]:
    """Those whose alert has not changed its state since."""
    row, alert = AcknowledgementRow, AlertRow
    same = (
        (col(alert.rule) == col(row.rule))
        & (col(alert.subject) == col(row.subject))
        & (col(alert.generation) == col(row.generation))
    )
    query = _payloads().join(alert, same).order_by(col(row.rule), col(row.subject))
    return tuple(restore(Acknowledgement, payload) for (payload,) in session.execute(query))


def _payloads() -> Query:
    return pick(AcknowledgementRow.payload)
