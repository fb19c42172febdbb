"""Opening the database and the unit of work. SQLite (WAL) by default, PostgreSQL by its URL.

SQLite runs with `synchronous=NORMAL`: in WAL mode a killed process loses nothing, and a power cut can only take the last
transactions, whole ones and in order. Since alert states, outbox and receipts travel in the same order, what is lost is
done again: a message may be repeated, none is missed. FULL would cost one fsync a commit for no promise more.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Executable,
    Table,
    UniqueConstraint,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from store.errors import StoreError

__all__ = ["Engine", "Session", "open_store", "read_only", "unit_of_work"]  # what the flows need of it

WAIT_SECONDS = 30  # for another writer
_BEGIN = "store_begin"
_FACTS = 0x6E696E67  # PostgreSQL advisory lock: one recorder of facts at a time
_EXPECTED = "expected sqlite:///folder/file.db or postgresql://user:password@host/database"


def open_store(url: str) -> Engine:
    """The engine for `url`, after one connection was made. The folder of an SQLite file is created.

    Raises StoreError: wrong URL, cannot be opened, folder not writable, not a database.
    """
    parsed = _parse(url)
    engine = _sqlite(parsed) if parsed.get_backend_name() == "sqlite" else _postgresql(parsed)
    try:
        _first_connection(engine)
    except DBAPIError as error:
        engine.dispose()
        raise in_one_line(error, engine) from None
    return engine


@contextmanager
def unit_of_work(engine: Engine) -> Iterator[Session]:
    """Everything inside is stored, or nothing. On SQLite the write lock is taken at once, so that two processes wait
    for each other instead of failing half-way; keep it short and let no network wait inside.
    """
    session = Session(engine, expire_on_commit=False)
    try:
        with session.begin():
            yield session
    except StatementError as error:
        raise in_one_line(error, engine) from error
    finally:
        session.close()


@contextmanager
def read_only(engine: Engine) -> Iterator[Session]:
    """One consistent view that waits for nobody and holds nobody up; what is written inside is thrown away."""
    options: dict[str, Any] = {_BEGIN: "BEGIN"}
    if not is_sqlite(engine):
        options |= {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    session = Session(engine.execution_options(**options), expire_on_commit=False)
    try:
        yield session
    except StatementError as error:
        raise in_one_line(error, engine) from error
    finally:
        session.rollback()
        session.close()


def is_sqlite(bind: Engine | Connection | Session) -> bool:
    target = bind.get_bind() if isinstance(bind, Session) else bind
    return target.dialect.name == "sqlite"


def one_at_a_time(session: Session) -> None:
    """Until the end of this unit of work nobody else records facts.

    PostgreSQL gives numbers before it commits; without this a reader that follows the numbers could step over one
    that commits late, and an alert would be lost. SQLite has one writer anyway.
    """
    if not is_sqlite(session):
        session.execute(text("SELECT pg_advisory_xact_lock(:lane)"), {"lane": _FACTS})


def size_of(session: Session) -> int:
    """Bytes that the database takes; of an SQLite file without what its journal still holds."""
    if is_sqlite(session):
        pages, size = (session.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("page_count", "page_size"))
        return int(pages) * int(size)
    return int(session.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def insert_missing(session: Session, row: type[Any], values: Sequence[dict[str, Any]]) -> int:
    """Insert those of `values` (all with the same keys) that are not there yet by what tells them apart; how many that were.

    A number that the database gave twice (a sequence that was set back by a copy or a restore) is no row that is there: it raises
    StoreError, where it would otherwise be lost without a word.
    """
    if not values:
        return 0
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    statement, known_by = insert(table_of(row)), _known_by(table_of(row))
    return write_many(
        session, statement.on_conflict_do_nothing(index_elements=known_by) if known_by else statement, values
    )


@cache
def _known_by(table: Table) -> tuple[str, ...]:
    """The columns that tell its rows apart; none where only the database's own number does."""
    unique = [rule for rule in table.constraints if isinstance(rule, UniqueConstraint)]
    columns = [column for rule in unique for column in rule.columns] or list(table.primary_key.columns)
    return tuple(column.name for column in columns if column is not table.autoincrement_column)


def table_of(row: type[Any]) -> Table:
    """The table behind a row, for statements that run for many values at once."""
    table: Table = row.__table__
    return table


def write_many(session: Session, statement: Executable, values: Sequence[dict[str, Any]]) -> int:
    """Run one statement for each of `values`; how many rows it touched in all."""
    result: Any = session.connection().execute(statement, values, execution_options={"preserve_rowcount": True})
    return int(result.rowcount)


def in_one_line(error: StatementError, engine: Engine) -> StoreError:
    """What happened and what to do, without SQL and without password."""
    if not isinstance(error, DBAPIError):  # a value that was refused before it reached the database
        return StoreError(str(error.orig))
    where = (
        str(engine.url.database) if is_sqlite(engine) else engine.url.set(password=None, query={}).render_as_string()
    )
    lines = str(error.orig).strip().splitlines() or [""]
    said = _without_password(" ".join(line.strip() for line in lines[:2]), engine.url)
    match said.lower():
        case text_ if "not a database" in text_ or "malformed" in text_:
            return StoreError(f"{where} is not a database or is damaged: move it away or restore a backup")
        case text_ if "locked" in text_ or "deadlock" in text_ or "lock timeout" in text_:
            return StoreError(f"{where} is busy with another process ({said}): run again", retryable=True)
        case text_ if "disk is full" in text_ or "no space" in text_:
            return StoreError(f"{where}: the disk is full: make room and run again", retryable=True)
        case text_ if "disk i/o" in text_ or "could not extend" in text_ or "could not write" in text_:
            return StoreError(
                f"{where} cannot be written ({said}): look for room, quota and a sound disk", retryable=True
            )
        case text_ if "no such table" in text_ or ("relation" in text_ and "does not exist" in text_):
            return StoreError(f"{where} has no tables yet or old ones: run the migrations first")
        case text_ if "readonly" in text_ or "read-only" in text_:
            return StoreError(f"{where} is read-only: allow writing to the file and its folder")
    if isinstance(error, IntegrityError):
        return StoreError(f"{where} refused what contradicts it ({said}): keep a snapshot before what was read from it")
    retryable = isinstance(error, OperationalError) or error.connection_invalidated
    return StoreError(
        f"{where} cannot be used ({said}): check that it exists, runs and accepts this user", retryable=retryable
    )


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):  # its text may hold the password
        raise StoreError(f"the database URL cannot be understood: {_EXPECTED}") from None
    match parsed.drivername:
        case "postgres" | "postgresql" | "postgresql+psycopg":
            return parsed.set(drivername="postgresql+psycopg")
        case "sqlite" | "sqlite+pysqlite" if parsed.database and parsed.database != ":memory:":
            return parsed.set(drivername="sqlite")
        case "sqlite" | "sqlite+pysqlite":
            raise StoreError(f"the store needs a file, not memory: {_EXPECTED}")
        case other:
            raise StoreError(f"no database of the kind {_kind(other)}: {_EXPECTED}")


def _kind(drivername: str) -> str:
    return drivername if re.fullmatch(r"[a-z0-9+_]{1,30}", drivername) else "given"


def _sqlite(url: URL) -> Engine:
    path = Path(str(url.database))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # quotes and addresses are nobody else's business
        if not os.access(path.parent, os.W_OK):
            raise PermissionError(13, "folder not writable")
    except OSError as error:
        raise StoreError(
            f"the database {path} cannot be opened ({error.strerror}): choose a file in a folder you may write to"
        ) from None
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver must not begin or commit by itself
    connection.execute("PRAGMA foreign_keys=ON")
    connection.execute("PRAGMA synchronous=NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(_BEGIN, "BEGIN IMMEDIATE"))


def _postgresql(url: URL) -> Engine:
    arguments: dict[str, Any] = {"connect_timeout": 10}
    if "options" not in url.query:
        arguments["options"] = (
            f"-c lock_timeout={2 * WAIT_SECONDS * 1000} -c idle_in_transaction_session_timeout=600000"
        )
    return create_engine(url, connect_args=arguments, pool_pre_ping=True)


def _first_connection(engine: Engine) -> None:
    if not is_sqlite(engine):
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
        return
    deadline = time.monotonic() + WAIT_SECONDS
    while True:  # two processes that switch to WAL at once: one is told "locked" without waiting
        try:
            with engine.connect() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA journal_mode=WAL").fetchall()
            return
        except sqlite3.Error as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise DBAPIError(None, None, error) from None
            time.sleep(0.05)


def _without_password(said: str, url: URL) -> str:
    secret = f"{url.password or ''} {url.query.get('password', '')}"
    for part in sorted({secret, *re.split(r"[/?#@: ]", secret)}, key=len, reverse=True):
        if len(part) > 2:
            said = said.replace(part, "***")
    return said
