"""Letting go of bytes that prove nothing any more: old answers of list pages, mostly.

Kept whatever their age: what a release was or is read from, what any reading points to (vintages, refusals and lists
hang on readings), and the newest answer of every address, which the next visit is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Subquery, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from store.database import one_at_a_time
from store.queries import Query, chunks, pick
from store.tables import BodyRow, ReadingRow, ReceptionRow, ReleaseRow

BATCH = 200  # bodies let go of in one unit of work, so that nobody waits for long


@dataclass(frozen=True, slots=True)
class Old:
    """How many contents could go, and how many bytes they take (compressed)."""

    bodies: int
    size: int


def old(session: Session, before: datetime) -> Old:
    """What nobody received since `before` and nothing points to."""
    query = pick(BodyRow.sha256).add_columns(func.length(col(BodyRow.compressed)))
    sizes = [line[1] for line in session.execute(_forgettable(query, before))]
    return Old(len(sizes), sum(sizes))


def let_go(session: Session, before: datetime, limit: int = BATCH) -> Old:
    """Delete up to `limit` of them with their receptions. Again, until it gives none."""
    one_at_a_time(session)
    query = pick(BodyRow.sha256).add_columns(func.length(col(BodyRow.compressed)))
    lines = session.execute(_forgettable(query, before).limit(limit)).all()
    for chunk in chunks([line[0] for line in lines]):
        session.execute(delete(ReceptionRow).where(col(ReceptionRow.sha256).in_(chunk)))
        session.execute(delete(BodyRow).where(col(BodyRow.sha256).in_(chunk)))
    return Old(len(lines), sum(line[1] for line in lines))


def _forgettable(query: Query, before: datetime) -> Query:
    body, reception = BodyRow, ReceptionRow
    last_seen = pick(reception.sha256).where(col(reception.fetched_at) >= before)
    releases = pick(ReleaseRow.snapshot).where(col(ReleaseRow.snapshot).is_not(None))
    return query.where(
        col(body.first_seen) < before,
        col(body.sha256).not_in(last_seen),
        col(body.sha256).not_in(releases),
        col(body.sha256).not_in(pick(ReadingRow.snapshot)),
        col(body.sha256).not_in(select(_newest_answers().c.sha256)),
    ).order_by(col(body.sha256))


def _newest_answers() -> Subquery:
    """The last content of every address."""
    row = ReceptionRow
    place = func.row_number().over(partition_by=col(row.url), order_by=(col(row.fetched_at).desc(), col(row.id).desc()))
    ranked = select(col(row.sha256), place.label("place")).subquery()
    return select(ranked.c.sha256).where(ranked.c.place == 1).subquery()
