"""Alerts as they stand and every transition they made. Saved in one unit of work with the outbox.

An alert is loaded with its version and saved only if nobody saved it since, so two watchers cannot both act on one
evaluation; a transition's id is unique as well.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, bindparam
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.lifecycle import Alert, State, Transition
from store.database import insert_missing, table_of, write_many
from store.errors import Overtaken
from store.payloads import dump, restore
from store.queries import Query, chunks, pick
from store.tables import AlertRow, TransitionRow

Key = tuple[str, str]  # rule, subject
_EDITED = ("state", "generation", "version", "payload", "ask_at")
AT_ONCE = datetime(1970, 1, 1, tzinfo=UTC)  # the next look asks


@dataclass(frozen=True, slots=True)
class Held:
    """An alert as it was loaded; version 0 was never saved."""

    alert: Alert
    version: int


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a held alert: its new state, and the transitions that led there, oldest first.

    `ask_at`: when to ask again whether somebody is to be told of it, None where only its next change can bring that.
    """

    held: Held
    alert: Alert
    transitions: tuple[Transition, ...] = ()
    ask_at: datetime | None = AT_ONCE


def fresh(rule: str, subject: str) -> Held:
    """An alert that nobody has judged yet."""
    return Held(Alert(rule, subject), 0)


def load(session: Session, keys: Collection[Key]) -> dict[Key, Held]:
    """The stored ones of `keys`."""
    wanted = set(keys)
    found = of_subjects(session, {subject for _, subject in wanted})
    return {key: held for key, held in found.items() if key in wanted}


def of_subjects(session: Session, subjects: Collection[str]) -> dict[Key, Held]:
    """The alerts of some subjects, under whatever rule."""
    found: dict[Key, Held] = {}
    for chunk in chunks(sorted(set(subjects))):
        found |= {held.alert.key: held for held in _held(session, col(AlertRow.subject).in_(chunk))}
    return found


def in_state(session: Session, *states: State) -> tuple[Held, ...]:
    return _held(session, col(AlertRow.state).in_([state.value for state in states]))


def everything(session: Session) -> tuple[Held, ...]:
    return _held(session, col(AlertRow.version) > 0)


def to_ask(session: Session, now: datetime, limit: int) -> tuple[Held, ...]:
    """Those of which it is time to ask whether somebody is to be told, the longest due first."""
    row = AlertRow
    query = pick(row.payload, row.version).where(col(row.ask_at) <= now)
    return _read_held(session, query.order_by(col(row.ask_at), col(row.rule), col(row.subject)).limit(limit))


def save(session: Session, changes: Sequence[Change]) -> None:
    """Store what became of alerts and append their transitions.

    Raises Overtaken where one of them was saved by somebody else since it was loaded; nothing may be kept then.
    """
    # Always in one order, so that two watchers wait for each other instead of blocking each other.
    ordered = sorted(changes, key=lambda change: change.alert.key)
    new = [_values(change) for change in ordered if change.held.version == 0]
    if insert_missing(session, AlertRow, new) != len(new):
        raise Overtaken("an alert was judged by another watcher meanwhile: begin again")
    _replace(session, [change for change in ordered if change.held.version > 0])
    moves = [_transition_values(move) for change in ordered for move in change.transitions]
    if insert_missing(session, TransitionRow, moves) != len(moves):
        raise Overtaken("a transition was made by another watcher meanwhile: begin again")


def transitions(session: Session, rule: str, subject: str) -> tuple[Transition, ...]:
    """Everything an alert went through, oldest first."""
    row = TransitionRow
    wanted = (col(row.rule) == rule) & (col(row.subject) == subject)
    return tuple(move for _, move in _transitions(session, wanted))


def transition(session: Session, id: str) -> Transition | None:
    found = _transitions(session, col(TransitionRow.id) == id)
    return found[0][1] if found else None


def transitions_since(session: Session, position: int, limit: int = 500) -> tuple[tuple[int, Transition], ...]:
    """(position, transition) after `position`, oldest first."""
    return _transitions(session, col(TransitionRow.position) > position, limit)


def _held(session: Session, wanted: ColumnElement[bool]) -> tuple[Held, ...]:
    row = AlertRow
    query = pick(row.payload, row.version).where(wanted)
    return _read_held(session, query.order_by(col(row.rule), col(row.subject)))


def _read_held(session: Session, query: Query) -> tuple[Held, ...]:
    return tuple(Held(restore(Alert, payload), version) for payload, version in session.execute(query))


def _values(change: Change) -> dict[str, Any]:
    alert = change.alert
    return {
        "rule": alert.rule,
        "subject": alert.subject,
        "state": alert.state.value,
        "generation": alert.generation,
        "version": change.held.version + 1,
        "payload": dump(alert),
        "ask_at": change.ask_at,
    }


def _replace(session: Session, changes: Sequence[Change]) -> None:
    if not changes:
        return
    row = AlertRow
    as_loaded = (
        col(row.rule) == bindparam("of_rule"),
        col(row.subject) == bindparam("of_subject"),
        col(row.version) == bindparam("loaded"),
    )
    values = [
        {"of_rule": change.alert.rule, "of_subject": change.alert.subject, "loaded": change.held.version}
        | {f"new_{name}": value for name, value in _values(change).items()}
        for change in changes
    ]
    new: dict[str, Any] = {name: bindparam(f"new_{name}") for name in _EDITED}
    statement = table_of(row).update().where(*as_loaded).values(new)
    if write_many(session, statement, values) != len(changes):
        raise Overtaken("an alert was judged by another watcher meanwhile: begin again")


def _transition_values(move: Transition) -> dict[str, object]:
    return {"id": move.id, "rule": move.rule, "subject": move.subject, "at": move.at, "payload": dump(move)}


def _transitions(
    session: Session, wanted: ColumnElement[bool], limit: int | None = None
) -> tuple[tuple[int, Transition], ...]:
    row = TransitionRow
    query = pick(row.position, row.payload).where(wanted).order_by(col(row.position)).limit(limit)
    return tuple((position, restore(Transition, payload)) for position, payload in session.execute(query))
