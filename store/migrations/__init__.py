"""Bringing the tables to the present form; run by the program itself, no alembic.ini.

All steps of one run are one transaction on both databases: a process killed half-way leaves the form before it. Alembic is
loaded when there is a step to make: every process asks for the form, and it is nearly always the present one.
"""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from store.database import in_one_line, is_sqlite
from store.errors import StoreError

if TYPE_CHECKING:
    from alembic.config import Config

_LOCK = 0x6E696E68  # PostgreSQL advisory lock: one migration at a time
_FOLDER = Path(__file__).parent
_IN_THIS_PROCESS = threading.Lock()  # Alembic's context is global


def migrate(engine: Engine) -> None:
    """Bring the database to this program's form. Safe to repeat and with two processes at once.

    Raises StoreError where the database is newer than the program or belongs to another one.
    """
    try:
        with _IN_THIS_PROCESS, engine.begin() as connection:
            if not is_sqlite(connection):
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            if not _is_at_head(connection):
                _upgrade(connection)
    except DBAPIError as error:
        raise in_one_line(error, engine) from error


def check_schema(engine: Engine) -> None:
    """Raise StoreError unless the database has exactly this program's form."""
    try:
        with engine.connect().execution_options(store_begin="BEGIN") as connection:
            at_head = _is_at_head(connection)
    except DBAPIError as error:
        raise in_one_line(error, engine) from error
    if not at_head:
        raise StoreError("the database has an older form than this program: run the migrations first")


def present(engine: Engine) -> str | None:
    """The revision that the database has, None where it has no tables of ours."""
    with engine.connect().execution_options(store_begin="BEGIN") as connection:
        return next(iter(_revisions_in(connection)), None)


def knows(revision: str) -> bool:
    """Whether this program has a step of that name."""
    return revision in _steps()


def _upgrade(connection: Connection) -> None:
    from alembic.command import upgrade

    upgrade(_configuration(connection), "head")


def _configuration(connection: Connection) -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration


def _is_at_head(connection: Connection) -> bool:
    steps, revisions = _steps(), _revisions_in(connection)
    if unknown := revisions - set(steps):
        raise StoreError(
            f"the database is of revision {', '.join(sorted(unknown))}, which this program does not know: "
            "install the newer program that wrote it, or name a database of this program"
        )
    return revisions == {steps[-1]}


def _steps() -> list[str]:
    """The revisions in their order, as the files are named: `v0003_what.py` is revision 0003."""
    return sorted(file.name[1:].partition("_")[0] for file in (_FOLDER / "versions").glob("v*.py"))


def _revisions_in(connection: Connection) -> set[str]:
    if not inspect(connection).has_table("alembic_version"):
        return set()
    return {str(line[0]) for line in connection.execute(text("SELECT version_num FROM alembic_version"))}
