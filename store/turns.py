"""Taking turns at a host across machines: what `sources.turns` keeps in files, kept in a store that several machines share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col

from sources.turns import LONGEST_TURN, still_busy
from store.database import Engine, insert_missing, unit_of_work
from store.queries import pick
from store.tables import TurnRow

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class TurnsInStore:
    """A row a host on PostgreSQL. It holds when the host is free again, by the database's clock: no other is shared."""

    engine: Engine

    def take(self, host: str, gap: float) -> float:
        """See `sources.turns.Turns`. Raises StoreError: without the store nobody knows who asked the host last."""
        with unit_of_work(self.engine) as session:
            insert_missing(session, TurnRow, [{"host": host, "free_at": _LONG_AGO}])
            held = pick(TurnRow.free_at).where(col(TurnRow.host) == host).with_for_update()
            free: datetime = session.execute(held).scalar_one()
            now: Any = session.execute(select(func.clock_timestamp())).scalar_one()
            wait = still_busy(now.timestamp(), free.timestamp())
            if not wait:
                next_at = now + timedelta(seconds=min(gap, LONGEST_TURN))
                session.execute(update(TurnRow).where(col(TurnRow.host) == host).values(free_at=next_at))
        return wait
