"""The dead man's switch is asked while the watcher works, and falls silent when it only seems to."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from desks import NOON, at, home_of, receivers_file
from fakes import RESET, Answer, FakeChannel

from flows.heartbeat import ADDRESS, beat
from flows.wiring import House
from sources.releases import Visit, VisitOutcome
from store import visits
from store.database import unit_of_work


@pytest.fixture
def home(tmp_path: Path) -> House:
    path = receivers_file(tmp_path, {"name": "console", "url": "console://"})
    return home_of(f"sqlite:///{tmp_path}/store.db", path)


def looked(home: House, when: datetime) -> None:
    with unit_of_work(home.store) as session:
        seen = Visit("miit", "col", "https://www.miit.gov.cn/", when, VisitOutcome.UNCHANGED, "2 rows", 2)
        visits.record(session, seen)


def test_the_address_is_asked_and_nothing_is_asked_without_one(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    with FakeChannel() as switch:
        assert beat(home) == ""
        monkeypatch.setenv(ADDRESS, f"http://{switch.host}/ping/1")
        assert beat(home) == ""
    assert [one.path for one in switch.asked] == ["/ping/1"]


def test_it_falls_silent_when_no_site_is_looked_at(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    looked(home, NOON)
    with FakeChannel() as switch:
        monkeypatch.setenv(ADDRESS, f"http://{switch.host}/")
        assert beat(at(home, NOON + timedelta(hours=26))) == ""
        assert "no site was looked at" in beat(at(home, NOON + timedelta(hours=27)))
    assert len(switch.asked) == 1


@pytest.mark.parametrize("answer", [Answer(500), Answer(302), RESET])
def test_an_address_that_fails_is_said_without_being_named(
    home: House, monkeypatch: pytest.MonkeyPatch, answer: Answer
) -> None:
    with FakeChannel(answer) as switch:
        monkeypatch.setenv(ADDRESS, f"http://{switch.host}/secret")
        said = beat(home)
    assert said.startswith("the heartbeat was not taken")
    assert "secret" not in said
    assert switch.host not in said
