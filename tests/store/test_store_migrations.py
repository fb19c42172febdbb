from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.command import upgrade
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from store_builders import SERIES, notification, transition

from alerts.lifecycle import State
from alerts.notifications import Reason
from store import asking, outbox, told
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import StoreError
from store.migrations import _configuration, _steps, check_schema, migrate
from store.tables import METADATA


@pytest.fixture
def engine(empty_url: str) -> Iterator[Engine]:
    """A database of its own: these tests break its form."""
    engine = open_store(empty_url)
    migrate(engine)
    yield engine
    engine.dispose()


def _migrate(url: str) -> str:
    engine = open_store(url)
    migrate(engine)
    engine.dispose()
    return "done"


def _revisions(engine: Engine) -> list[str]:
    with engine.begin() as connection:
        return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def test_the_migrations_give_exactly_the_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_the_migrations_give_exactly_the_indexes_with_their_conditions(tmp_path: Path) -> None:
    forms = []
    for name, make in (("migrated", migrate), ("made", METADATA.create_all)):
        engine = open_store(f"sqlite:///{tmp_path}/{name}.db")
        make(engine)
        with engine.begin() as connection:
            found = connection.execute(text("SELECT sql FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_%'"))
            forms.append(sorted(" ".join(sql.split()) for sql in found.scalars()))
        engine.dispose()
    assert forms[0] == forms[1]
    assert any("WHERE news = 1" in sql for sql in forms[0])


def test_the_names_of_the_files_are_the_steps_in_their_order(engine: Engine) -> None:
    """The form of a database is asked for without Alembic, by these names."""
    with engine.begin() as connection:
        scripts = ScriptDirectory.from_config(_configuration(connection))
    assert _steps() == [script.revision for script in reversed(list(scripts.walk_revisions()))]
    assert scripts.get_heads() == [_steps()[-1]] == _revisions(engine)


def test_a_missing_column_would_be_noticed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE statement DROP COLUMN quote"))
        assert compare_metadata(MigrationContext.configure(connection), METADATA) != []


def test_migrating_again_changes_nothing(empty_url: str) -> None:
    _migrate(empty_url)
    _migrate(empty_url)
    engine = open_store(empty_url)
    assert _revisions(engine) == ["0005"]
    assert set(METADATA.tables) <= set(inspect(engine).get_table_names())
    check_schema(engine)
    engine.dispose()


def test_two_processes_may_migrate_an_empty_database_at_once(empty_url: str) -> None:
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(_migrate, [empty_url] * 2, chunksize=1) == ["done"] * 2


def test_threads_of_one_process_may_migrate_at_once(empty_url: str) -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(_migrate, [empty_url] * 4)) == ["done"] * 4


def test_threads_may_migrate_different_databases_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        urls = [f"sqlite:///{tmp_path}/{number}.db" for number in range(8)]
        assert list(pool.map(_migrate, urls)) == ["done"] * 8


def test_a_database_without_tables_is_told_to_be_migrated(empty_url: str) -> None:
    engine = open_store(empty_url)
    with pytest.raises(StoreError, match="run the migrations"):
        check_schema(engine)
    engine.dispose()


@pytest.mark.parametrize("ask", [migrate, check_schema])
def test_a_database_newer_than_the_program_is_left_alone(engine: Engine, ask: Any) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match=r"revision 9999.*does not know") as refused:
        ask(engine)
    assert "\n" not in str(refused.value)
    assert _revisions(engine) == ["9999"]


def test_a_migration_that_fails_half_way_leaves_the_form_before(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_store(empty_url)
    monkeypatch.setattr("alembic.op.create_index", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        migrate(engine)
    assert inspect(engine).get_table_names() == []
    monkeypatch.undo()
    migrate(engine)
    check_schema(engine)
    engine.dispose()


def test_what_was_told_is_taken_over_from_the_outbox(empty_url: str) -> None:
    engine = open_store(empty_url)
    with engine.begin() as connection:
        upgrade(_configuration(connection), "0001")
    with unit_of_work(engine) as session:
        first = notification("k1")
        outbox.enqueue(session, [first, replace(first, key="k2", reason=Reason.REPEAT), notification("k3", "other")])
    migrate(engine)
    with read_only(engine) as session:
        memory = told.of_alerts(session, [("slower", SERIES)])
    moved = transition().id
    assert {key[0]: (t.transition, t.state, t.repeats) for key, t in memory.told.items()} == {
        "console": (moved, State.FIRING, 1),
        "other": (moved, State.FIRING, 0),
    }
    engine.dispose()


def test_everything_that_stood_before_is_asked_about_once_and_groups_are_named(empty_url: str) -> None:
    engine = open_store(empty_url)
    with engine.begin() as connection:
        upgrade(_configuration(connection), "0003")
        payload = (
            '{"transition": "t", "state": "firing", "at": "2026-05-20T04:00:00Z", "repeats": 0, "group": "ningbo/a"}'
        )
        insert = "INSERT INTO told (receiver, rule, subject, firing, payload) VALUES ('desk', 'r', 's', true, :payload)"
        connection.execute(text(insert), {"payload": payload})
    migrate(engine)
    with unit_of_work(engine) as session:
        assert told.beliefs(session, told.of_alerts(session, []), ["desk"], []).elsewhere == {("desk", "ningbo/a")}
        assert asking.under(session, "whatever is so now")
    engine.dispose()
