from __future__ import annotations

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from databases import Postgres
from sqlalchemy import text
from store_builders import APRIL, SERIES, figure, origin, read, snapshot

from bench.full_disk import no_room
from store import cursors, observations, snapshots
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import StoreError
from store.migrations import check_schema, migrate

SECRET = "tr0ub4dor"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "cannot be understood"),
        ("store.db", "cannot be understood"),
        (f"postgresql://me:{SECRET}/x@host:port/db", "cannot be understood"),
        (f"mysql://me:{SECRET}@host/db", "no database of the kind mysql"),
        ("sqlite://", "needs a file"),
        ("sqlite:///:memory:", "needs a file"),
        ("sqlite:////proc/none/store.db", "choose a file in a folder you may write to"),
        (f"postgresql://me:{SECRET}@127.0.0.1:1/db", "check that it exists, runs"),
        (f"postgresql://me:{SECRET}#1@127.0.0.1:1/db", "check that it exists, runs"),
        (f"postgresql://me@127.0.0.1:1/db?password={SECRET}", "check that it exists, runs"),
    ],
)
def test_a_database_that_cannot_be_opened_gets_one_line_without_password(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said) as refused:
        open_store(url)
    line = str(refused.value)
    assert "\n" not in line
    assert SECRET not in line


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    path.write_text("not a database, and long enough to be looked at " * 50)
    with pytest.raises(StoreError, match="is not a database or is damaged"):
        open_store(f"sqlite:///{path}")
    assert path.read_text().startswith("not a database")


def test_a_folder_where_the_file_should_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}")


def test_a_role_or_database_that_does_not_exist_is_told_without_password(postgres) -> None:  # type: ignore[no-untyped-def]
    url = postgres.url("no_such_database").replace("postgres:@", f"postgres:{SECRET}@")
    with pytest.raises(StoreError, match="does not exist") as refused:
        open_store(url)
    assert SECRET not in str(refused.value)


def test_the_file_of_a_store_is_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder" / "store.db"
    engine = open_store(f"sqlite:///{path}")
    migrate(engine)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    engine.dispose()
    assert modes == {0o600}


def test_sqlite_runs_with_the_settings_that_the_promises_rest_on(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    with engine.begin() as connection:
        told = [
            connection.execute(text(f"PRAGMA {name}")).scalar_one()
            for name in ("journal_mode", "foreign_keys", "synchronous", "busy_timeout")
        ]
    engine.dispose()
    assert told == ["wal", 1, 1, 30000]


def test_a_folder_with_a_percent_sign_can_hold_a_store(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/100%25 数据/store.db")
    migrate(engine)
    check_schema(engine)
    engine.dispose()


def test_an_error_rolls_everything_back(engine: Engine) -> None:
    def fail() -> None:
        with unit_of_work(engine) as session:
            snapshots.keep(session, snapshot())
            cursors.move(session, "vintages", cursors.load(session, "vintages"), 7)
            raise RuntimeError("stopped")

    with pytest.raises(RuntimeError, match="stopped"):
        fail()
    with read_only(engine) as session:
        assert snapshots.latest(session, snapshot().url) is None
        assert cursors.peek(session, "vintages") == 0


def test_what_is_written_while_only_looking_is_not_kept(engine: Engine, kind: str) -> None:
    def write() -> None:
        with read_only(engine) as session:
            snapshots.keep(session, snapshot())

    if kind == "postgresql":
        with pytest.raises(StoreError, match="read-only"):
            write()
    else:
        write()
    with read_only(engine) as session:
        assert snapshots.latest(session, snapshot().url) is None


def test_looking_waits_for_no_writer_and_sees_one_state(engine: Engine) -> None:
    with unit_of_work(engine) as writer:
        snapshots.keep(writer, snapshot())
        with read_only(engine) as session:
            assert snapshots.latest(session, snapshot().url) is None
    with read_only(engine) as session:
        assert snapshots.latest(session, snapshot().url) is not None


def test_writers_of_two_engines_wait_for_each_other(url: str, engine: Engine) -> None:
    def work(number: int) -> None:
        own = open_store(url)
        for _ in range(5):
            with unit_of_work(own) as session:
                at = cursors.load(session, "vintages")
                time.sleep(0.005)
                cursors.move(session, "vintages", at, at + 1)
        own.dispose()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    with read_only(engine) as session:
        assert cursors.peek(session, "vintages") == 20


def test_a_store_that_is_locked_too_long_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.database.WAIT_SECONDS", 0.1)
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    other = sqlite3.connect(tmp_path / "store.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="busy with another process") as refused, unit_of_work(engine) as session:
        snapshots.keep(session, snapshot())
    other.close()
    engine.dispose()
    assert refused.value.retryable


def test_a_full_disk_is_told_and_leaves_what_was_there(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 150"))  # as if the disk ended there
    with pytest.raises(StoreError, match="the disk is full: make room"), unit_of_work(engine) as session:
        snapshots.keep(session, snapshot(os.urandom(1_000_000)))
    with read_only(engine) as session:
        assert snapshots.latest(session, snapshot().url) is None
    engine.dispose()


def test_a_full_disk_of_postgresql_is_told_and_leaves_what_was_there(postgres: Postgres) -> None:
    engine = open_store(postgres.emptied())
    with no_room(engine):
        with pytest.raises(StoreError, match="the disk is full: make room") as refused, unit_of_work(engine) as session:
            snapshots.keep(session, snapshot())
        with read_only(engine) as session:
            assert snapshots.latest(session, snapshot().url) is None
    with unit_of_work(engine) as session:
        snapshots.keep(session, snapshot())
    engine.dispose()
    assert refused.value.retryable


def test_a_disk_on_which_no_file_can_grow_is_told_also_to_whoever_only_reads(tmp_path: Path) -> None:
    """SQLite needs a file beside the store even to read it; where that cannot be made it speaks of I/O, not of room."""
    engine = open_store(f"sqlite:///{tmp_path}/store.db")
    migrate(engine)
    engine.dispose()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        with pytest.raises(StoreError) as refused, read_only(engine) as session:
            observations.count(session)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "cannot be written (disk I/O error): look for room, quota" in str(refused.value)
    assert refused.value.retryable
    with read_only(engine) as session:
        assert observations.count(session) == 0
    engine.dispose()


def test_a_store_without_tables_says_so(empty_url: str) -> None:
    engine = open_store(empty_url)
    with pytest.raises(StoreError, match="run the migrations first"), read_only(engine) as session:
        observations.count(session)
    engine.dispose()


def test_a_moment_without_time_zone_is_refused(engine: Engine) -> None:
    with pytest.raises(StoreError, match=r"^a moment without time zone"), unit_of_work(engine) as session:
        snapshots.keep(session, snapshot(at=datetime(2026, 5, 20)))  # noqa: DTZ001


_MID_TRANSACTION = """
import sys, time
from datetime import date
sys.path.insert(0, {tests!r})
from store_builders import MAY, figure, origin, snapshot
from store import observations, snapshots
from store.database import open_store, unit_of_work
with unit_of_work(open_store({url!r})) as session:
    where = origin("june", date(2026, 6, 19))
    snapshots.keep(session, snapshot(b"june ", where.url, where.seen_at))
    observations.record(session, where, [figure("8.1", MAY)] + [figure("1", MAY, f"s{{n}}") for n in range(3000)])
    print("inside", flush=True)
    time.sleep(60)
"""


def test_a_process_killed_in_a_unit_of_work_leaves_the_state_before(url: str, engine: Engine) -> None:
    read(engine, origin("may", date(2026, 5, 20)), figure("8.8"))
    script = _MID_TRANSACTION.format(url=url, tests=str(Path(__file__).parent))
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    with process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "inside"
        os.kill(process.pid, signal.SIGKILL)
    again = open_store(url)
    migrate(again)
    recorded = read(again, origin("june", date(2026, 6, 19)), figure("8.6"))
    with read_only(again) as session:
        assert observations.count(session) == 1
        [found] = observations.history(session, SERIES)
    again.dispose()
    assert len(recorded.new) == 1
    assert (found.period, [str(v.value) for v in found.vintages]) == (APRIL, ["8.8", "8.6"])


def test_moments_come_back_in_utc(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        snapshots.keep(session, snapshot(at=datetime.fromisoformat("2026-05-20T12:00:00.000001+08:00")))
    with read_only(engine) as session:
        found = snapshots.latest(session, snapshot().url)
    assert found is not None
    assert found.fetched_at.isoformat() == "2026-05-20T04:00:00.000001+00:00"
    assert found.fetched_at.tzinfo is UTC


@pytest.mark.parametrize("kind", ["postgresql"], indirect=True)
def test_a_number_that_was_given_twice_is_an_error_and_no_row_that_is_there(engine: Engine) -> None:
    """A sequence stands back after some ways of copying a database; what is written then must not be lost without a word."""
    for content in (b"first", b"second"):
        with unit_of_work(engine) as session:
            snapshots.keep(session, snapshot(content))
    with engine.begin() as connection:
        connection.execute(text("SELECT setval(pg_get_serial_sequence('reception', 'id'), 1)"))
    with pytest.raises(StoreError), unit_of_work(engine) as session:
        snapshots.keep(session, snapshot(b"third"))
