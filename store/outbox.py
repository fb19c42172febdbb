"""Messages that were promised: queued, claimed with a lease, sent or dead.

    queued -claim-> sending -sent-> sent
                    sending -may succeed later-> queued, due in 1 min, 5, 30, 2 h, 6 h, 12 h, 24 h -> dead
                    sending -cannot succeed-> dead
                    sending -lease over-> claimed again
    sending -not now-> queued, due at a named time, as if it had not been claimed

Delivered at least once: a sender that dies between sending and `mark_sent` causes one repetition, never a loss.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, update
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.notifications import Notification, Reason
from alerts.receipts import DeliveryError, Receipt
from store.database import insert_missing
from store.errors import LeaseLost, StoreError
from store.payloads import dump, restore
from store.queries import Query, chunks, pick
from store.tables import OutboxRow

BACKOFF = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440)
)  # after the last one: dead, two days after the first attempt

WORN_OUT = "every sender stopped before it had an answer"
LEASE = timedelta(minutes=5)  # longer than one message may take; a crashed sender's entries are free after it


class EntryState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Entry:
    """A notification claimed for sending. `token` proves the claim, `attempt` counts from 1."""

    id: int
    token: str
    notification: Notification
    attempt: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an outbox entry stands, for operators."""

    id: int
    notification: Notification
    state: EntryState
    attempts: int
    next_attempt: datetime | None
    last_error: str | None
    receipt: Receipt | None
    died_at: datetime | None


@dataclass(frozen=True, slots=True)
class LastSent:
    """What a receiver was last promised about a group; `sent_at` is None while it waits."""

    receiver: str
    group: str
    reason: Reason
    state: EntryState
    created_at: datetime
    sent_at: datetime | None
    transitions: tuple[str, ...]


def enqueue(session: Session, notifications: Sequence[Notification], not_before: datetime | None = None) -> int:
    """Promise notifications, each key once; how many are new. In the unit of work that saves the alerts."""
    rows = [
        {
            "key": notification.key,
            "receiver": notification.receiver,
            "group": notification.group,
            "state": EntryState.QUEUED.value,
            "payload": dump(notification),
            "created_at": notification.created_at,
            "due_at": not_before or notification.created_at,
            "attempts": 0,
        }
        for notification in notifications
    ]
    return insert_missing(session, OutboxRow, rows)


def due(session: Session, now: datetime) -> dict[str, int]:
    """How many entries of each receiver may be claimed now."""
    row = OutboxRow
    query = pick(row.receiver).add_columns(func.count()).where(_due(now)).group_by(col(row.receiver))
    return {line[0]: line[1] for line in session.execute(query.order_by(col(row.receiver)))}


def claim(session: Session, receiver: str, now: datetime, limit: int = 20) -> tuple[Entry, ...]:
    """Take up to `limit` due entries of a receiver for the time of LEASE, the longest due first; commit before sending.

    Nobody else gets them meanwhile.
    """
    row = OutboxRow
    query = pick(row.id).where(col(row.receiver) == receiver, _due(now)).order_by(col(row.due_at), col(row.id))
    numbers = session.execute(query.limit(limit).with_for_update(skip_locked=True)).scalars()
    return tuple(_lease(session, number, now + LEASE) for number in list(numbers))


def bury_worn_out(session: Session, now: datetime) -> frozenset[str]:
    """Let die what outlived its senders every time: it would kill the next one too. Gives the receivers concerned."""
    row = OutboxRow
    values: dict[str, Any] = {"state": EntryState.DEAD.value, "due_at": None, "token": None, "died_at": now}
    worn_out = pick(row.id, row.receiver).where(_due(now), col(row.attempts) > len(BACKOFF))
    found = session.execute(worn_out.with_for_update(skip_locked=True)).all()
    if found:
        numbers = [number for number, _ in found]
        session.execute(update(row).where(col(row.id).in_(numbers)).values(**values, last_error=WORN_OUT))
    return frozenset(receiver for _, receiver in found)


def mark_sent(session: Session, entry: Entry, receipt: Receipt) -> None:
    """The service took it. Raises LeaseLost where the entry was claimed again meanwhile."""
    _settle(session, entry, {"state": EntryState.SENT.value, "receipt": dump(receipt), "sent_at": receipt.at})


def mark_failed(session: Session, entry: Entry, error: DeliveryError, now: datetime) -> EntryState:
    """It was not taken: due again later, or dead. Raises LeaseLost where the entry was claimed again meanwhile."""
    if error.permanent or entry.attempt > len(BACKOFF):
        _settle(session, entry, {"state": EntryState.DEAD.value, "last_error": str(error), "died_at": now})
        return EntryState.DEAD
    wait = max(BACKOFF[entry.attempt - 1], timedelta(seconds=error.retry_after or 0))
    _settle(session, entry, {"state": EntryState.QUEUED.value, "last_error": str(error), "due_at": now + wait})
    return EntryState.QUEUED


def postpone(session: Session, entry: Entry, until: datetime) -> None:
    """Not now: due at `until`, and no attempt is counted. Raises LeaseLost where it was claimed again meanwhile."""
    values = {"state": EntryState.QUEUED.value, "due_at": until, "attempts": entry.attempt - 1}
    _settle(session, entry, values)


def last_sent(session: Session, receiver: str, group: str) -> LastSent | None:
    """The newest promise to a receiver about a group, sent or still waiting; dead ones do not count as told."""
    return last_sent_of(session, [group]).get((receiver, group))


def last_sent_of(session: Session, groups: Collection[str]) -> dict[tuple[str, str], LastSent]:
    """`last_sent` of many groups at once, by receiver and group."""
    row = OutboxRow
    found: dict[tuple[str, str], LastSent] = {}
    for chunk in chunks(sorted(set(groups))):
        told = (col(row.group).in_(chunk), col(row.state) != EntryState.DEAD.value)
        newest = pick().add_columns(func.max(col(row.id))).where(*told).group_by(col(row.group), col(row.receiver))
        query = pick(row.payload, row.state, row.sent_at).where(col(row.id).in_(newest))
        for payload, state, sent_at in session.execute(query):
            last = _last_sent(restore(Notification, payload), EntryState(state), sent_at)
            found[last.receiver, last.group] = last
    return found


def posts_since(session: Session, receiver: str, since: datetime) -> int:
    """How many posts a receiver took since: a message counts once for each of its parts, whatever it told."""
    row = OutboxRow
    query = pick(row.receipt).where(col(row.receiver) == receiver, col(row.sent_at) >= since)
    receipts = {restore(Receipt, payload) for payload in session.execute(query).scalars()}
    return sum(receipt.parts for receipt in receipts)


def dead(session: Session, since: datetime | None = None) -> tuple[Delivery, ...]:
    """What could not be delivered, oldest death first."""
    row = OutboxRow
    query = _deliveries().where(col(row.died_at).is_not(None))
    if since is not None:
        query = query.where(col(row.died_at) >= since)
    return _read(session, query.order_by(col(row.died_at), col(row.id)))


def deliveries(session: Session, limit: int = 50) -> tuple[Delivery, ...]:
    """What was promised last, newest first."""
    return _read(session, _deliveries().order_by(col(OutboxRow.id).desc()).limit(limit))


def find(session: Session, id: int) -> Delivery:
    """Raises StoreError where there is none."""
    found = _read(session, _deliveries().where(col(OutboxRow.id) == id))
    if not found:
        raise StoreError(f"there is no message {id}: `ningbo-monitor outbox` lists them")
    return found[0]


def about(session: Session, groups: Collection[str]) -> tuple[Delivery, ...]:
    """What was promised about some groups (releases, publishers), oldest first."""
    query = _deliveries().where(col(OutboxRow.group).in_(sorted(set(groups))))
    return _read(session, query.order_by(col(OutboxRow.id)))


def requeue(session: Session, id: int, now: datetime) -> None:
    """Try a dead entry again from the start. Raises StoreError for any other."""
    row = OutboxRow
    values = {"state": EntryState.QUEUED.value, "due_at": now, "attempts": 0, "died_at": None}
    dead_one = update(row).where(col(row.id) == id, col(row.state) == EntryState.DEAD.value)
    if session.execute(dead_one.values(**values).returning(col(row.id))).first() is None:
        raise StoreError(f"outbox entry {id} is not dead: only what could not be delivered can be tried again")


def waiting(session: Session) -> dict[EntryState, int]:
    """How many entries are queued and how many are being sent."""
    row = OutboxRow
    query = pick(row.state).add_columns(func.count()).where(col(row.due_at).is_not(None)).group_by(col(row.state))
    return {EntryState(state): number for state, number in session.execute(query)}


def _due(now: datetime) -> ColumnElement[bool]:
    """Queued and due, or being sent under a lease that is over. Sent and dead entries have no due time."""
    return col(OutboxRow.due_at) <= now


def _lease(session: Session, number: int, until: datetime) -> Entry:
    row, token = OutboxRow, secrets.token_hex(16)
    values = {"state": EntryState.SENDING.value, "token": token, "due_at": until, "attempts": col(row.attempts) + 1}
    leased = update(row).where(col(row.id) == number).values(**values)
    line: Any = session.execute(leased.returning(col(row.payload), col(row.attempts))).one()
    return Entry(number, token, restore(Notification, line[0]), line[1])


def _settle(session: Session, entry: Entry, values: Mapping[str, Any]) -> None:
    row = OutboxRow
    held = update(row).where(col(row.id) == entry.id, col(row.token) == entry.token)
    settled = held.values(**{"token": None, "due_at": None} | dict(values)).returning(col(row.id))
    if session.execute(settled).first() is None:
        raise LeaseLost(f"outbox entry {entry.id} was claimed by another sender meanwhile: leave it to that one")


def _last_sent(told: Notification, state: EntryState, sent_at: datetime | None) -> LastSent:
    moves = tuple(move.id for move in told.transitions)
    return LastSent(told.receiver, told.group, told.reason, state, told.created_at, sent_at, moves)


def _deliveries() -> Query:
    row = OutboxRow
    return pick(row.id, row.payload, row.state, row.attempts, row.due_at, row.last_error, row.receipt, row.died_at)


def _read(session: Session, query: Query) -> tuple[Delivery, ...]:
    found = []
    for number, payload, state, attempts, due_at, error, receipt, died_at in session.execute(query):
        taken = restore(Receipt, receipt) if receipt else None
        told = restore(Notification, payload)
        found.append(Delivery(number, told, EntryState(state), attempts, due_at, error, taken, died_at))
    return tuple(found)
