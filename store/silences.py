"""Silences: who asked for quiet about what, and until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.silences import Silence
from store.database import insert_missing
from store.errors import StoreError
from store.payloads import dump, restore
from store.queries import Query, pick
from store.tables import SilenceRow


def add(session: Session, silence: Silence) -> None:
    """Again the same changes nothing. Raises StoreError where the id stands for another silence."""
    if insert_missing(session, SilenceRow, [_values(silence)]) == 0 and _one(session, silence.id) != silence:
        raise StoreError(f"there is a silence {silence.id} already: choose another id")


def end(session: Session, id: str, at: datetime) -> Silence:
    """End a silence early. One that has ended by then stays as it was."""
    known = _one(session, id)
    if known.ends_at <= at:
        return known
    ended = replace(known, starts_at=min(known.starts_at, at), ends_at=at)
    session.execute(update(SilenceRow).where(col(SilenceRow.id) == id).values(**_values(ended)))
    return ended


def active(session: Session, now: datetime) -> tuple[Silence, ...]:
    row = SilenceRow
    return _silences(session, pick(row.payload).where(col(row.ends_at) > now, col(row.starts_at) <= now))


def everything(session: Session) -> tuple[Silence, ...]:
    """Also those that ended, in order of their start."""
    return _silences(session, pick(SilenceRow.payload))


def _one(session: Session, id: str) -> Silence:
    found = _silences(session, pick(SilenceRow.payload).where(col(SilenceRow.id) == id))
    if not found:
        raise StoreError(f"there is no silence {id}: list them to find its id")
    return found[0]


def _silences(session: Session, query: Query) -> tuple[Silence, ...]:
    lines = session.execute(query.order_by(col(SilenceRow.starts_at), col(SilenceRow.id)))
    return tuple(restore(Silence, payload) for (payload,) in lines)


def _values(silence: Silence) -> dict[str, object]:
    return {"id": silence.id, "starts_at": silence.starts_at, "ends_at": silence.ends_at, "payload": dump(silence)}
