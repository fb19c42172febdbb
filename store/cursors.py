"""How far a reader of arrivals has come."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlmodel import col

from store.database import insert_missing
from store.errors import Overtaken
from store.queries import pick
from store.tables import CursorRow


def load(session: Session, name: str) -> int:
    """The position of a cursor, 0 where it never moved. Inside a unit of work it is held until the end: a second
    watcher waits here, and then sees where the first has come to.
    """
    insert_missing(session, CursorRow, [{"name": name, "position": 0}])
    query = pick(CursorRow.position).where(col(CursorRow.name) == name).with_for_update()
    return int(session.execute(query).scalar_one())


def peek(session: Session, name: str) -> int:
    """The position of a cursor for those who only look."""
    query = pick(CursorRow.position).where(col(CursorRow.name) == name)
    return int(session.execute(query).scalar_one_or_none() or 0)


def move(session: Session, name: str, before: int, after: int) -> None:
    """Raises Overtaken where the cursor is not at `before`."""
    row = CursorRow
    at_before = update(row).where(col(row.name) == name, col(row.position) == before)
    moved = session.execute(at_before.values(position=after).returning(col(row.name)))
    if moved.first() is None:
        raise Overtaken(f"the cursor {name} was moved by somebody else: begin again")
