"""When to ask again whether somebody is to be told of what stands: late, once more, or the next one up.

A look asks about what it moved and what is due, never about all that fires. What may change the answer for all of them
(who is told, silences, windows, blind sources) is kept as a digest: where it is another one, everything is due again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, or_, update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.lifecycle import State
from store.alert_states import AT_ONCE, Held, Key
from store.database import insert_missing, table_of, write_many
from store.errors import Overtaken
from store.queries import pick
from store.tables import AlertRow, CircumstancesRow, ToldRow

_NAME = "watch"


def under(session: Session, digest: str) -> bool:
    """Note the circumstances; True where they are not those of the last look, and everything that stands is due."""
    row = CircumstancesRow
    known = session.execute(pick(row.digest).where(col(row.name) == _NAME)).scalar_one_or_none()
    if known == digest:
        return False
    insert_missing(session, CircumstancesRow, [{"name": _NAME, "digest": digest}])
    session.execute(update(row).where(col(row.name) == _NAME).values(digest=digest))
    all_again(session)
    return True


def all_again(session: Session) -> None:
    """Ask about everything that stands, and about what ended while somebody believes that it fires."""
    row, told = AlertRow, ToldRow
    stands = col(row.state).in_([State.FIRING.value, State.RESOLVED.value])
    believed = exists().where(col(told.rule) == col(row.rule), col(told.subject) == col(row.subject), col(told.firing))
    session.execute(update(row).where(or_(stands, believed)).values(ask_at=AT_ONCE))


def settle(session: Session, asked: Sequence[Held], again: Mapping[Key, datetime]) -> None:
    """These were asked about; each is due at the time that `again` has for it, or when it moves.

    Raises Overtaken where one was saved by somebody else since it was loaded.
    """
    row = AlertRow
    if not asked:
        return
    as_loaded = (
        col(row.rule) == bindparam("of_rule"),
        col(row.subject) == bindparam("of_subject"),
        col(row.version) == bindparam("loaded"),
    )
    values = [
        {
            "of_rule": held.alert.rule,
            "of_subject": held.alert.subject,
            "loaded": held.version,
            "due": again.get(held.alert.key),
        }
        for held in sorted(asked, key=lambda held: held.alert.key)
    ]
    statement = table_of(row).update().where(*as_loaded).values(ask_at=bindparam("due"))
    if write_many(session, statement, values) != len(values):
        raise Overtaken("an alert was saved by somebody else meanwhile: begin again")
