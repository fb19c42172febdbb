"""The commands that keep the store, as a person runs them."""

from __future__ import annotations

from pathlib import Path

import pytest
from looks import at, publish
from typer.testing import CliRunner

from flows.cli import app
from store.database import open_store, read_only
from store.errors import StoreError
from store.migrations import migrate
from store.observations import count


def run(*arguments: str) -> str:
    done = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


@pytest.fixture(autouse=True)
def _data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "data"))


def filled(folder: Path) -> None:
    store = open_store(f"sqlite:///{folder / 'monitor.sqlite'}")
    migrate(store)
    publish(store, 4, "8.8", "2026-05-21", at("2026-05-21"))


def test_migrate_says_what_it_did_and_may_be_repeated() -> None:
    assert "it was empty" in run("migrate")
    assert "it was" not in run("migrate")


def test_a_store_is_moved_to_another_machine_in_two_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(tmp_path / "data")
    assert "SQLite" in run("backup", str(tmp_path / "copy"))
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "elsewhere"))
    assert "holds what" in run("restore", str(tmp_path / "copy"))
    with read_only(open_store(f"sqlite:///{tmp_path / 'elsewhere' / 'monitor.sqlite'}")) as session:
        assert count(session) == 1


def test_a_store_that_is_replaced_is_kept_and_the_file_is_named(tmp_path: Path) -> None:
    filled(tmp_path / "data")
    run("backup", str(tmp_path / "copy"))
    said = run("restore", "--force", str(tmp_path / "copy"))
    assert [str(kept) in said for kept in (tmp_path / "data" / "backups").iterdir()] == [True]


def test_nothing_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nothing is stored in .*MONITOR_DATA"):
        run("backup", str(tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()
