"""Bringing the tables to the present form; run by the program itself, no alembic.ini.

All steps of one run are one transaction on both databases: a process killed half-way leaves the form before it.
"""

from __future__ import annotations

import threading
from pathlib import Path

from alembic.command import upgrade
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from store.database import in_one_line, is_sqlite
from store.errors import StoreError

_LOCK = 0x6E696E68  # PostgreSQL advisory lock: one migration at a time
_IN_THIS_PROCESS = threading.Lock()  # Alembic's context is global


def migrate(engine: Engine) -> None:
    """Bring the database to this program's form. Safe to repeat and with two processes at once.

    Raises StoreError where the database is newer than the program or belongs to another one.
    """
    try:
        with _IN_THIS_PROCESS, engine.begin() as connection:
            if not is_sqlite(connection):
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            configuration = _configuration(connection)
            if not _is_at_head(connection, configuration):
                upgrade(configuration, "head")
    except DBAPIError as error:
        raise in_one_line(error, engine) from error


def check_schema(engine: Engine) -> None:
    """Raise StoreError unless the database has exactly this program's form."""
    try:
        with engine.connect().execution_options(store_begin="BEGIN") as connection:
            at_head = _is_at_head(connection, _configuration(connection))
    except DBAPIError as error:
        raise in_one_line(error, engine) from error
    if not at_head:
        raise StoreError("the database has an older form than this program: run the migrations first")


def present(engine: Engine) -> str | None:
    """The revision that the database has, None where it has no tables of ours."""
    with engine.connect().execution_options(store_begin="BEGIN") as connection:
        return MigrationContext.configure(connection).get_current_revision()


def knows(revision: str) -> bool:
    """Whether this program has a step of that name."""
    return any(script.revision == revision for script in ScriptDirectory(str(Path(__file__).parent)).walk_revisions())


def _configuration(connection: Connection) -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    configuration.set_main_option("path_separator", "os")
    configuration.attributes["connection"] = connection
    return configuration


def _is_at_head(connection: Connection, configuration: Config) -> bool:
    scripts = ScriptDirectory.from_config(configuration)
    present = set(MigrationContext.configure(connection).get_current_heads())
    unknown = present - {script.revision for script in scripts.walk_revisions()}
    if unknown:
        raise StoreError(
            f"the database is of revision {', '.join(sorted(unknown))}, which this program does not know: "
            "install the newer program that wrote it, or name a database of this program"
        )
    return present == set(scripts.get_heads())
