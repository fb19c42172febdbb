"""Visits are appended; what they mean for a column (last success, failures in a row) is kept beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, tuple_
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.releases import Visit, VisitOutcome
from sources.walk import Trail
from store.database import insert_missing, one_at_a_time
from store.payloads import dump, restore
from store.queries import Query, pick
from store.tables import ColumnStateRow, VisitRow


@dataclass(frozen=True, slots=True)
class ColumnState:
    """How a column stands. `rows_last_seen` is from the last visit that could look; a success resets the failures,
    also where nothing changed.
    """

    publisher: str
    column: str
    url: str
    last_at: datetime
    last_outcome: VisitOutcome
    last_success: datetime | None
    consecutive_failures: int
    failing_since: datetime | None
    rows_last_seen: int
    next_attempt: datetime | None
    trail: Trail | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """What a visit leaves for the next: not before when, and what the column answered (None: as it was noted)."""

    next_attempt: datetime | None = None
    trail: Trail | None = None


def record(session: Session, visit: Visit, ahead: Ahead = Ahead()) -> ColumnState:
    """Append a visit. One that comes in late moves no state."""
    return record_all(session, [(visit, ahead)])[0]


def record_all(session: Session, told: Sequence[tuple[Visit, Ahead]]) -> tuple[ColumnState, ...]:
    """Append visits in this order; the state of each one's column after it."""
    one_at_a_time(session)
    insert_missing(session, VisitRow, [_line(visit) for visit, _ in told])
    known = _before(session, [visit for visit, _ in told])
    moved: dict[tuple[str, str], ColumnState] = {}
    after = []
    for visit, ahead in told:
        key = (visit.publisher, visit.column)
        before = known.get(key)
        if before is None or visit.at > before.last_at:
            known[key] = moved[key] = _after(before, visit, ahead)
        after.append(known[key])
    if moved:
        row = ColumnStateRow
        session.execute(delete(row).where(tuple_(col(row.publisher), col(row.column)).in_(moved)))
        insert_missing(session, row, [_stored(state) for state in moved.values()])
    return tuple(after)


def state(session: Session, publisher: str, column: str) -> ColumnState | None:
    row = ColumnStateRow
    found = _states(session, _columns().where(col(row.publisher) == publisher, col(row.column) == column))
    return found[0] if found else None


def states(session: Session, publisher: str | None = None) -> tuple[ColumnState, ...]:
    """Every column that was ever looked at, of one publisher or of all."""
    query = _columns()
    return _states(session, query.where(col(ColumnStateRow.publisher) == publisher) if publisher else query)


def recent(session: Session, publisher: str, column: str, limit: int = 20) -> tuple[Visit, ...]:
    """The last visits of a column, newest first."""
    row = VisitRow
    query = pick(row.payload).where(col(row.publisher) == publisher, col(row.column) == column)
    query = query.order_by(col(row.at).desc(), col(row.id).desc()).limit(limit)
    return tuple(restore(Visit, payload) for (payload,) in session.execute(query))


def _line(visit: Visit) -> dict[str, Any]:
    columns = {"publisher": visit.publisher, "column": visit.column, "at": visit.at, "outcome": visit.outcome.value}
    return columns | {"payload": dump(visit)}


def _stored(state: ColumnState) -> dict[str, Any]:
    values = {name: getattr(state, name) for name in ColumnState.__slots__}
    return values | {"last_outcome": state.last_outcome.value, "trail": dump(state.trail) if state.trail else None}


def _before(session: Session, made: Sequence[Visit]) -> dict[tuple[str, str], ColumnState]:
    row = ColumnStateRow
    keys = {(visit.publisher, visit.column) for visit in made}
    found = _states(session, _columns().where(tuple_(col(row.publisher), col(row.column)).in_(keys)))
    return {(state.publisher, state.column): state for state in found}


def _after(before: ColumnState | None, visit: Visit, ahead: Ahead) -> ColumnState:
    could_look = visit.outcome.could_look
    if before is None:
        before = ColumnState(visit.publisher, visit.column, "", visit.at, visit.outcome, None, 0, None, 0, None)
    return ColumnState(
        publisher=visit.publisher,
        column=visit.column,
        url=visit.url,
        last_at=visit.at,
        last_outcome=visit.outcome,
        last_success=visit.at if could_look else before.last_success,
        consecutive_failures=0 if could_look else before.consecutive_failures + 1,
        failing_since=None if could_look else before.failing_since or visit.at,
        rows_last_seen=visit.rows if could_look else before.rows_last_seen,
        next_attempt=ahead.next_attempt,
        trail=ahead.trail or before.trail,
    )


def _columns() -> Query:
    row = ColumnStateRow
    when = (row.last_at, row.last_outcome, row.last_success, row.consecutive_failures, row.failing_since)
    query = pick(row.publisher, row.column, row.url, *when, row.rows_last_seen, row.next_attempt, row.trail)
    return query.order_by(col(row.publisher), col(row.column))


def _states(session: Session, query: Query) -> tuple[ColumnState, ...]:
    lines = session.execute(query).mappings()
    return tuple(_state(dict(line)) for line in lines)


def _state(line: dict[str, Any]) -> ColumnState:
    trail = restore(Trail, line["trail"]) if line["trail"] else None
    return ColumnState(**line | {"last_outcome": VisitOutcome(line["last_outcome"]), "trail": trail})
