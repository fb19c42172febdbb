"""From a list page to a delivered alert, as Prefect flows, with the rehearsal answering for the official sites."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from prefect.testing.utilities import prefect_test_harness

from alerts.lifecycle import State
from flows import wiring
from flows.check_sites import check_sites
from flows.collect import Collected, Publisher, collect
from flows.deliver import Delivered, deliver
from flows.fetching import fetch_releases
from flows.judge import judge_all
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.walk import without_heartbeats
from flows.watch import Watched, watch
from sources.rehearsal import FaultKind, Rehearsal
from store import alert_states, outbox
from store.database import read_only, unit_of_work
from store.outbox import EntryState

PUBLISHERS = [Publisher.MIIT, Publisher.NINGBO_STATS, Publisher.ZHEJIANG_STATS, Publisher.NBS]


@pytest.fixture(scope="module", autouse=True)
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120), without_heartbeats():
        yield


@pytest.fixture
def play(rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[date], None]:
    """Put the rehearsal and the flows' clock on a day."""
    monkeypatch.setenv("SITES", "rehearsal")
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path))
    monkeypatch.setenv("MONITOR_REHEARSAL_PORT", str(rehearsal.port))
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)

    def on(day: date) -> None:
        rehearsal.day = day
        monkeypatch.setenv("MONITOR_REHEARSAL_DAY", day.isoformat())

    return on


def walk_day() -> tuple[list[Collected], Watched, tuple[Delivered, ...]]:
    states = [collect(publisher, return_state=True) for publisher in PUBLISHERS]
    collected = [state.result(raise_on_failure=False) for state in states]
    watched, delivered = watch(), deliver()
    assert all(isinstance(one, Collected) for one in collected)
    assert isinstance(watched, Watched)
    assert isinstance(delivered, tuple)
    return [one for one in collected if isinstance(one, Collected)], watched, delivered


def walk_in_process() -> None:
    """The same but for Prefect, where it is not what is asked about."""
    home = wiring.house()
    for publisher in PUBLISHERS:
        look_at_columns(home, publisher.value)
        fetch_releases(home, publisher.value)
        read_releases(home, publisher.value)
    judge_all(home)


def moved(watched: Watched, state: State) -> set[str]:
    return {transition.rule for transition in watched.transitions if transition.after is state}


def test_a_slowdown_a_revision_and_a_blind_spell_are_told_and_a_sight_resolves(play: Callable[[date], None]) -> None:
    play(date(2026, 5, 22))
    walk_day()
    play(date(2026, 7, 24))
    _, slowed, told = walk_day()
    assert "slower-than-recorded" in moved(slowed, State.FIRING)
    assert "rate-revised" in moved(slowed, State.FIRING)
    assert told
    assert all(delivery.receipt for delivery in told)
    play(date(2026, 8, 5))
    _, blind, _ = walk_day()
    assert "unreadable" in moved(blind, State.FIRING)
    play(date(2026, 8, 7))
    _, seeing, _ = walk_day()
    assert moved(seeing, State.RESOLVED) == {"unreadable"}


def test_running_any_flow_again_changes_nothing_and_sends_nothing(play: Callable[[date], None]) -> None:
    play(date(2026, 6, 23))
    walk_day()
    collected, watched, delivered = walk_day()
    assert sum(len(one.fetched) + len(one.read) for one in collected) == 0
    assert watched.transitions == ()
    assert watched.vintages == 0
    assert delivered == ()


def test_a_message_claimed_by_a_sender_that_died_is_sent_by_the_next(play: Callable[[date], None]) -> None:
    play(date(2026, 6, 23))
    walk_in_process()
    home = wiring.house()
    with unit_of_work(home.store) as session:
        lost = outbox.claim(session, "console", home.clock.now(), 50)
    assert lost
    assert deliver() == ()  # the lease holds: nobody sends it twice
    play(date(2026, 6, 24))
    delivered = deliver()
    assert isinstance(delivered, tuple)
    assert {d.entry.notification.key for d in delivered} >= {entry.notification.key for entry in lost}
    with read_only(home.store) as session:
        assert outbox.waiting(session).get(EntryState.QUEUED, 0) == 0


def test_one_long_look_and_many_short_ones_end_alike(
    play: Callable[[date], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = [date(2026, 6, 23), date(2026, 7, 24), date(2026, 9, 22)]

    def states() -> dict[tuple[str, str], State]:
        with read_only(wiring.house().store) as session:
            held = alert_states.everything(session)
        return {h.alert.key: h.alert.state for h in held if h.alert.last and h.alert.last.about.value == "figures"}

    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "short"))
    for day in days:
        play(day)
        walk_in_process()
    short = states()
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "long"))
    play(days[-1])
    walk_in_process()
    assert short == states()
    assert State.FIRING in short.values()


def test_the_check_of_the_sites_runs_as_a_flow_and_leaves_its_patch(
    play: Callable[[date], None], rehearsal: Rehearsal, tmp_path: Path
) -> None:
    play(date(2026, 11, 20))
    rehearsal.play(FaultKind.RENUMBERED, "1229895084")
    state = check_sites(return_state=True)
    assert "differing=1" in str(state.message)
    assert "+      - {name: 统计信息" in (tmp_path / "check" / "rehearsal.patch").read_text(encoding="utf-8")
