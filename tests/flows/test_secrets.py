"""Secrets are in no database, log, artifact, receipt or error, whoever repeats them to us."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from desks import home_of, promise, receivers_file
from fakes import Answer, FakeChannel
from prefect.blocks.system import Secret
from prefect.client.orchestration import get_client
from prefect.testing.utilities import prefect_test_harness

from flows import wiring
from flows.deliver import deliver
from flows.secrets import secrets_of
from flows.settings import Settings
from flows.walk import without_heartbeats
from store import alert_states, decisions, outbox
from store.database import read_only

BY_ENVIRONMENT, BY_FILE, BY_BLOCK = "env7Qx/+=secret", "file9Zt&secret", "block4Kw:secret"
BEAT = "beat5Jr-secret"
ANSWERS = [  # each service knows the secret that it was sent, and repeats it
    Answer.json({"you sent": BY_ENVIRONMENT}),
    Answer.json({"you sent": BY_FILE}, 500),
    Answer.json({"you sent": BY_BLOCK}, 403),
    Answer.json({"you sent": BEAT}, 500),
]


@pytest.fixture(scope="module", autouse=True)
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120), without_heartbeats():
        yield


@pytest.fixture
def given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each secret in another of the three places."""
    (tmp_path / "secret").write_text(f"{BY_FILE}\n", encoding="utf-8")
    monkeypatch.setenv("FIRST_TOKEN", BY_ENVIRONMENT)
    monkeypatch.setenv("SECOND_TOKEN_FILE", str(tmp_path / "secret"))
    monkeypatch.setenv("PREFECT_API_URL", "of the test's own server")
    Secret(value=BY_BLOCK).save("third-token", overwrite=True)


def test_secrets_come_from_the_environment_a_file_or_a_block(given: None) -> None:
    found = secrets_of(Settings(sites="live"), ["FIRST_TOKEN", "SECOND_TOKEN", "THIRD_TOKEN", "FOURTH_TOKEN"])
    assert found == {"FIRST_TOKEN": BY_ENVIRONMENT, "SECOND_TOKEN": BY_FILE, "THIRD_TOKEN": BY_BLOCK}


def test_no_secret_is_left_anywhere(
    given: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    url = f"sqlite:///{tmp_path}/store.db"
    with ExitStack() as stack:
        good, ill, bad, switch = (stack.enter_context(FakeChannel(answer)) for answer in ANSWERS)
        path = receivers_file(
            tmp_path,
            {"name": "first", "url": f"json://{good.host}/hook?token=${{FIRST_TOKEN}}"},
            {"name": "second", "url": f"json://{ill.host}/hook?token=${{SECOND_TOKEN}}"},
            {"name": "third", "url": f"json://user:${{THIRD_TOKEN}}@{bad.host}/hook"},
        )
        monkeypatch.setenv("MONITOR_HEARTBEAT_URL", f"http://{switch.host}/ping/{BEAT}")
        monkeypatch.setenv("MONITOR_RECEIVERS", str(path))
        monkeypatch.setenv("MONITOR_DATABASE_URL", url)
        monkeypatch.setenv("MONITOR_DATA", str(tmp_path))
        monkeypatch.setenv("SITES", "live")
        home = home_of(url, path)
        for receiver in ("first", "second", "third"):
            promise(home, receiver, "a")
        done = deliver()
        assert isinstance(done, tuple)
        assert len(done) == 4  # the dead one is told to another
        assert BEAT in switch.asked[0].path
        assert all(channel.asked for channel in (good, ill, bad))
    left = _everything(home, tmp_path) + repr(done) + caplog.text + "".join(capfd.readouterr())
    assert "HTTP 403" in left
    for secret in (BY_ENVIRONMENT, BY_FILE, BY_BLOCK, BEAT):
        assert secret not in left
        assert json.dumps(secret)[1:-1] not in left


def _everything(home: wiring.House, folder: Path) -> str:
    """What the store and Prefect keep: as they say it, and byte for byte."""
    with read_only(home.store) as session:
        kept = [*outbox.deliveries(session), *alert_states.everything(session)]
        kept += [d for move in ("undelivered/receiver/third/1",) for d in decisions.of_transition(session, move)]
    home.store.dispose()
    files = b"".join(file.read_bytes() for file in folder.glob("store.db*")).decode("utf-8", "replace")
    with get_client(sync_client=True) as client:
        logs, artifacts, runs = client.read_logs(), client.read_artifacts(), client.read_flow_runs()
    assert artifacts
    return "\n".join([repr(kept), files, *(repr(one) for one in (*logs, *artifacts, *runs))])
