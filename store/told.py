"""What each receiver was told last of each alert; written in the unit of work that promises the message.

Asked by the alerts that stand, so what it costs follows them and not how much was ever told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.lifecycle import State
from alerts.memory import Memory, Notification, Told, remember
from store.database import is_sqlite, table_of, write_many
from store.payloads import dump, restore
from store.queries import Query, chunks, pick
from store.tables import AlertRow, ToldRow

Key = tuple[str, str]  # rule, subject


def of_alerts(session: Session, keys: Collection[Key]) -> Memory:
    """What anybody was told last of these alerts."""
    wanted, row = set(keys), ToldRow
    found: dict[tuple[str, str, str], Told] = {}
    for chunk in chunks(sorted({subject for _, subject in wanted})):
        query = _told().where(col(row.subject).in_(chunk), col(row.rule).in_({rule for rule, _ in wanted}))
        for receiver, rule, subject, payload in session.execute(query):
            if (rule, subject) in wanted:
                found[receiver, rule, subject] = restore(Told, payload)
    return Memory(found)


def left_behind(session: Session, receivers: Collection[str]) -> frozenset[Key]:
    """The alerts of which one of `receivers` still believes that they fire, while they neither fire nor are resolved:
    they ended while nobody might be told, and moved on."""
    row, alert = ToldRow, AlertRow
    stand = (State.FIRING.value, State.RESOLVED.value)
    query = pick(row.rule, row.subject).join(
        alert, (col(alert.rule) == col(row.rule)) & (col(alert.subject) == col(row.subject))
    )
    query = query.where(col(row.firing), col(alert.state).not_in(stand), col(row.receiver).in_(sorted(receivers)))
    return frozenset((rule, subject) for rule, subject in session.execute(query.distinct()))


def keep(session: Session, notifications: Sequence[Notification], before: Memory) -> None:
    """Remember what these notifications tell. `before` must hold what was known of their alerts."""
    after = remember(notifications, before)
    values = [
        {
            "receiver": receiver,
            "rule": rule,
            "subject": subject,
            "firing": told.state is State.FIRING,
            "payload": dump(told),
        }
        for (receiver, rule, subject), told in sorted(after.told.items())
        if before.told.get((receiver, rule, subject)) != told
    ]
    if not values:
        return
    insert = (sqlite.insert if is_sqlite(session) else postgresql.insert)(table_of(ToldRow))
    new = {"firing": insert.excluded.firing, "payload": insert.excluded.payload}
    write_many(session, insert.on_conflict_do_update(index_elements=["receiver", "rule", "subject"], set_=new), values)


def _told() -> Query:
    row = ToldRow
    return pick(row.receiver, row.rule, row.subject, row.payload)
