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
from store.tables import ToldRow

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


def beliefs(session: Session, known: Memory, receivers: Collection[str], groups: Collection[str]) -> Memory:
    """`known` with what else these receivers believe to fire: of these groups, and one more of any, if there is one."""
    row, elsewhere = ToldRow, set[tuple[str, str]]()
    for receiver in sorted(receivers):
        mine = {key[1:] for key, told in known.told.items() if key[0] == receiver and told.state is State.FIRING}
        believed = pick(row.rule, row.subject, row.group).where(col(row.receiver) == receiver, col(row.firing))
        asked = [believed.limit(len(mine) + 1)]  # one more than are known: another one, if there is any
        asked += [believed.where(col(row.group).in_(chunk)) for chunk in chunks(sorted(set(groups)))]
        lines = (line for query in asked for line in session.execute(query))
        elsewhere |= {(receiver, group) for rule, subject, group in lines if (rule, subject) not in mine}
    return Memory(known.told, frozenset(elsewhere))


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
            "group": told.group,
        }
        for (receiver, rule, subject), told in sorted(after.told.items())
        if before.told.get((receiver, rule, subject)) != told
    ]
    if not values:
        return
    insert = (sqlite.insert if is_sqlite(session) else postgresql.insert)(table_of(ToldRow))
    new = {name: insert.excluded[name] for name in ("firing", "payload", "group")}
    write_many(session, insert.on_conflict_do_update(index_elements=["receiver", "rule", "subject"], set_=new), values)


def _told() -> Query:
    row = ToldRow
    return pick(row.receiver, row.rule, row.subject, row.payload)
