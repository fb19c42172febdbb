"""`message`, `test`, `outbox` and `snapshot` as somebody at a terminal uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from desks import home_of, promise, receivers_file
from fakes import Answer, FakeChannel
from typer.testing import CliRunner

from flows.cli import app
from flows.wiring import House
from sources.errors import ConfigError
from store import outbox
from store.database import unit_of_work
from store.errors import StoreError

PNG = b"\x89PNG"


@pytest.fixture
def channel() -> FakeChannel:
    return FakeChannel(Answer(body=b"taken"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, channel: FakeChannel) -> House:
    url = f"sqlite:///{tmp_path}/store.db"
    path = receivers_file(tmp_path, {"name": "desk", "url": f"json://{channel.host}/hook", "language": "en"})
    monkeypatch.setenv("MONITOR_RECEIVERS", str(path))
    monkeypatch.setenv("MONITOR_DATABASE_URL", url)
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path))
    monkeypatch.setenv("MONITOR_PORT", "1")
    return home_of(url, path)


def said(*words: str) -> str:
    done = CliRunner().invoke(app, words, catch_exceptions=True)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def test_a_sample_is_shown_in_any_format_and_sends_nothing(home: House, channel: FakeChannel, tmp_path: Path) -> None:
    with channel:
        assert "invented" in said("message", "--sample")
        assert "<mark>8.2</mark>" in said(
            "message", "--sample", "--format", "html", "--picture", str(tmp_path / "a.png")
        )
        assert "虚构" in said("message", "--sample", "--language", "zh", "--format", "markdown")
        assert channel.asked == []
    assert (tmp_path / "a.png").read_bytes().startswith(PNG)


def test_a_test_is_sent_marked_and_shows_the_answer(home: House, channel: FakeChannel) -> None:
    with channel:
        assert said("test", "desk") == "desk: HTTP 200 taken\n"
    (asked,) = channel.asked
    assert "test message" in asked.json["message"]
    assert asked.json["attachments"][0]["mimetype"] == "image/png"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("test", "dek"), "did you mean desk"),
        (("message",), "which message"),
        (("message", "--sample", "--format", "pdf"), "text, markdown, html"),
    ],
)
def test_a_mistake_is_answered_with_what_to_do(
    home: House, channel: FakeChannel, words: tuple[str, ...], named: str
) -> None:
    with channel, pytest.raises(ConfigError, match=named):
        said(*words)


def test_a_dead_message_is_listed_shown_and_tried_again(home: House, channel: FakeChannel) -> None:
    from desks import deliver

    channel.answers = [Answer(404, b"gone")]
    with channel:
        promise(home, "desk", "lost")
        deliver(home)
        assert "HTTP 404 gone" in said("outbox")
        assert "lost happened" in said("message", "--entry", "1")
        assert "queued again" in said("outbox", "--retry", "1")
        with pytest.raises(StoreError, match="is not dead"):
            said("outbox", "--retry", "1")
    with unit_of_work(home.store) as session:
        assert outbox.dead(session) == ()


def test_a_page_that_is_not_kept_is_said(home: House, channel: FakeChannel, tmp_path: Path) -> None:
    with channel, pytest.raises(StoreError, match="no page is kept"):
        said("snapshot", "ab" * 32, str(tmp_path / "page"))
