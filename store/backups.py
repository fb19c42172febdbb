"""A copy of the whole store in one file, snapshots and all, and the way back.

SQLite is copied through its online backup, so that writers go on meanwhile and the copy is of one moment; PostgreSQL by its
own pg_dump, pg_restore and psql. A restore checks the file first and then happens whole or not at all.
"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path

from psycopg.conninfo import make_conninfo
from sqlalchemy import inspect, text

from store.database import Engine, is_sqlite, open_store
from store.errors import StoreError
from store.migrations import knows, migrate
from store.tables import METADATA

_TABLES = (*METADATA.tables, "alembic_version")


class Kind(StrEnum):
    """What a backup is of, told by how the file begins."""

    SQLITE = "SQLite"
    POSTGRESQL = "PostgreSQL"


_MARKS = {b"SQLite format 3\0": Kind.SQLITE, b"PGDMP": Kind.POSTGRESQL}


def back_up(store: Engine, file: Path, *, force: bool = False) -> None:
    """Raises StoreError: the file is there and `force` was not given, it cannot be written, pg_dump is missing or fails."""
    if file.exists() and not force:
        raise StoreError(f"{file} is there already: choose another name, or --force to replace it")
    try:
        with _beside(file) as draft:
            if is_sqlite(store):
                _copy_sqlite(_path_of(store), draft)
                _make_one_file(draft)
                _check_sqlite(draft)
            else:
                _run("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={draft}"], store)
            draft.chmod(0o600)
            draft.replace(file)
    except OSError as error:
        raise StoreError(f"{file} cannot be written: {error.strerror}") from error


def restore(store: Engine, file: Path, *, kept: Path | None = None) -> None:
    """Put what the backup holds in the place of what the store holds, and bring it to this program's form.

    A store that holds anything is replaced only where `kept` says where a copy of it goes first. Raises StoreError, with
    nothing changed: the file is damaged, of another kind of database or from a newer program, or the store holds something.
    """
    kind = Kind.SQLITE if is_sqlite(store) else Kind.POSTGRESQL
    found = kind_of(file)
    if found is not kind:
        raise StoreError(
            f"{file} is a backup of {found.value} and the store is {kind.value}: name a store of that kind"
        )
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        ready = Path(folder) / "ready"
        prepare = _ready_sqlite if kind is Kind.SQLITE else _ready_postgresql
        prepare(file, ready)
        if not is_empty(store):
            if kept is None:
                raise StoreError("the store holds something: --force replaces it, and keeps a copy of it")
            back_up(store, kept)
        if kind is Kind.SQLITE:
            _copy_sqlite(ready, _path_of(store))
        else:
            _replace_postgresql(store, ready, Path(folder) / "drop.sql")
    migrate(store)


def is_empty(store: Engine) -> bool:
    """No tables, or none of them holds anything."""
    with store.connect().execution_options(store_begin="BEGIN") as connection:
        there = [name for name in METADATA.tables if inspect(connection).has_table(name)]
        return not any(connection.execute(text(f'SELECT 1 FROM "{name}" LIMIT 1')).first() for name in there)  # noqa: S608 - our own names


def kind_of(file: Path) -> Kind:
    """Raises StoreError for a file that is no backup or cannot be read."""
    try:
        with file.open("rb") as source:
            head = source.read(16)
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}") from error
    for mark, kind in _MARKS.items():
        if head.startswith(mark):
            return kind
    raise StoreError(f"{file} is no backup of ours: name a file that `ningbo-monitor backup` wrote")


# -- SQLite -----------------------------------------------------------------------------------------------------------


def _path_of(store: Engine) -> Path:
    return Path(str(store.url.database))


def _copy_sqlite(source: Path, target: Path) -> None:
    """All pages in one step: of one moment, and on the other side one transaction that others see whole or not."""
    try:
        with (
            closing(sqlite3.connect(source, timeout=30)) as given,
            closing(sqlite3.connect(target, timeout=30)) as taken,
        ):
            given.backup(taken)
    except sqlite3.Error as error:
        raise StoreError(f"{source} cannot be copied to {target}: {error}", retryable=True) from error


def _make_one_file(copy: Path) -> None:
    """Without the write-ahead log that the store works with: a copy is handed on as one file."""
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _check_sqlite(file: Path) -> None:
    """Raises StoreError unless every page and every reference between the tables is sound."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check").fetchone()[0]
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.Error as error:
        found, broken = str(error), None
    if found != "ok" or broken is not None:
        raise StoreError(f"{file} is damaged ({str(found).splitlines()[0]}): take another backup; nothing was changed")


def _ready_sqlite(file: Path, ready: Path) -> None:
    """A sound copy of the backup in this program's form."""
    shutil.copyfile(file, ready)
    ready.chmod(0o600)
    _check_sqlite(ready)
    with closing(sqlite3.connect(ready)) as connection:
        _check_revisions(file, [row[0] for row in _rows_of_version(connection)])
    engine = open_store(f"sqlite:///{ready}")
    migrate(engine)
    engine.dispose()


def _rows_of_version(connection: sqlite3.Connection) -> list[tuple[str]]:
    try:
        return connection.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.Error:
        return []


# -- PostgreSQL -------------------------------------------------------------------------------------------------------


def _ready_postgresql(file: Path, ready: Path) -> None:
    """The backup as one script; a damaged file does not become one."""
    _run("pg_restore", ["--no-owner", "--no-privileges", f"--file={ready}", str(file)])
    versions = re.findall(
        r"(?m)^COPY public\.alembic_version .*\n((?:[^\\\n].*\n)*)", ready.read_text(encoding="utf-8")
    )
    _check_revisions(file, "".join(versions).split())


def _replace_postgresql(store: Engine, script: Path, drop: Path) -> None:
    drop.write_text("".join(f'DROP TABLE IF EXISTS "{name}" CASCADE;\n' for name in _TABLES), encoding="utf-8")
    once = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    store.dispose()  # our own idle connections must not hold up the change
    _run("psql", [*once, f"--file={drop}", f"--file={script}"], store)


def _run(program: str, arguments: list[str], store: Engine | None = None) -> None:
    """Raises StoreError. The password goes by the environment, where other users of the machine do not see it."""
    found = shutil.which(program)
    if found is None:
        raise StoreError(f"{program} is not installed: install PostgreSQL's client programs (postgresql-client)")
    reached, environment = _reached(store) if store is not None else ([], {})
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, arguments made here
        [found, *reached, *arguments],
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = " ".join(line.strip() for line in done.stderr.strip().splitlines()[:3]) or f"{program} failed"
        raise StoreError(f"{said}; nothing was changed")


def _reached(store: Engine) -> tuple[list[str], Mapping[str, str]]:
    _, options = store.dialect.create_connect_args(store.url)
    password, _ = options.pop("password", None), options.pop("context", None)  # the latter is for the driver only
    return [f"--dbname={make_conninfo(**options)}"], {"PGPASSWORD": str(password)} if password else {}


# -- both -------------------------------------------------------------------------------------------------------------


def _check_revisions(file: Path, revisions: list[str]) -> None:
    unknown = [revision for revision in revisions if not knows(revision)]
    if not revisions:
        raise StoreError(f"{file} holds no store of this program; nothing was changed")
    if unknown:
        raise StoreError(f"{file} is from a newer program ({unknown[0]}): install that one; nothing was changed")


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A draft in the same folder, gone afterwards unless it was moved to its place."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
