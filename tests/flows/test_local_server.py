"""The Prefect server of our own: what is said when it cannot start."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import httpx
import pytest

from flows.local_server import PrefectServer, StartError, is_healthy, port_is_free
from flows.logs import cut_if_long
from flows.serving import stop_leftovers
from flows.walk import _fresh_folder


def test_a_port_in_use_is_said_with_what_to_do(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not port_is_free(port)
        with (
            pytest.raises(StartError, match=rf"port {port} is in use.*MONITOR_PORT"),
            PrefectServer(port, tmp_path / "log"),
        ):
            pass


def test_a_server_that_dies_at_once_is_told_with_its_last_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_SERVER_DATABASE_CONNECTION_URL", "nonsense://")
    with pytest.raises(StartError, match="did not start"), PrefectServer(_any_port(), tmp_path / "log", bare=True):
        pass


def test_a_process_that_only_has_the_number_of_an_old_child_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "serve.json"
    file.write_text(
        json.dumps([{"pid": os.getpid(), "created": 1.0}, {"pid": 2**22 + 1, "created": 1.0}]), encoding="utf-8"
    )
    stop_leftovers(file)
    assert not file.exists()


@pytest.mark.parametrize("content", ["", "{", "[{}]", "[1]"])
def test_a_damaged_note_about_old_children_does_not_stop_a_start(tmp_path: Path, content: str) -> None:
    file = tmp_path / "serve.json"
    file.write_text(content, encoding="utf-8")
    stop_leftovers(file)


def test_a_folder_that_is_not_ours_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "thesis.txt").write_text("years of work", encoding="utf-8")
    with pytest.raises(StartError, match="was not made by an earlier run"):
        _fresh_folder(tmp_path / "run")
    assert (tmp_path / "run" / "thesis.txt").read_text(encoding="utf-8") == "years of work"
    assert _fresh_folder(_fresh_folder(tmp_path / "other")).is_dir()


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_with_a_password_strangers_see_only_that_the_server_lives(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    monkeypatch.setenv("PREFECT_SERVER_API_AUTH_STRING", "operator:correct horse battery")
    with PrefectServer(_any_port(), tmp_path / "log", bare=True) as server:
        assert is_healthy(server.api_url)
        asked = f"{server.api_url}/flows/count"
        assert httpx.post(asked).status_code == 401
        assert httpx.post(asked, auth=("operator", "wrong horse battery")).status_code == 401
        assert httpx.post(asked, auth=("operator", "correct horse battery")).status_code == 200


def test_a_long_log_is_cut_under_its_writer_and_what_it_said_is_kept_once(tmp_path: Path) -> None:
    log = tmp_path / "server.log"
    with log.open("ab", buffering=0) as writer:
        writer.write(b"short")
        assert not cut_if_long(log, 10)
        writer.write(b" and now long")
        assert cut_if_long(log, 10)
        writer.write(b"new")
    assert log.read_bytes() == b"new"
    assert (tmp_path / "server.log.1").read_bytes() == b"short and now long"
