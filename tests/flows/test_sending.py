"""From the outbox to channels on loopback: one message once, nobody waits for another, nothing is lost."""

from __future__ import annotations

import multiprocessing
import shutil
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

from desks import NOON, at, child_killed_at, deliver, deliver_elsewhere, home_of, promise, receivers_file
from fakes import HANG, Answer, FakeChannel

from alerts.lifecycle import State
from alerts.rules import Severity
from alerts.undelivered import RULE
from flows.wiring import House
from store import alert_states, outbox
from store.database import read_only
from store.outbox import BACKOFF, LEASE, EntryState

MINUTE = timedelta(minutes=1)


def hook(channel: FakeChannel, name: str, **more: Any) -> dict[str, Any]:
    return {"name": name, "url": f"json://{channel.host}/{name}", "timeout_seconds": 1, "language": "en"} | more


def names_in(channel: FakeChannel, path: str = "") -> list[str]:
    """The subjects told, from the titles: `[Alert] NAME: …`."""
    asked = [one for one in channel.asked if one.path.startswith(f"/{path}")]
    return [one.json["title"].split("] ", 1)[1].split(":", 1)[0] for one in asked]


def counts(home: House) -> Counter[EntryState]:
    with read_only(home.store) as session:
        return Counter(delivery.state for delivery in outbox.deliveries(session, 500))


def alert_of(home: House, receiver: str) -> State:
    key = (RULE, f"receiver/{receiver}")
    with read_only(home.store) as session:
        held = alert_states.load(session, [key]).get(key)
    return held.alert.state if held else State.INACTIVE


def test_what_is_promised_is_delivered_once_with_its_receipt(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(body=b"taken")) as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk")))
        promise(home, "desk", "one", "two")
        assert [one.receipt.answer for one in deliver(home) if one.receipt] == ["HTTP 200 taken"] * 2
        assert deliver(home) == ()
        assert names_in(channel) == ["one", "two"]


def test_a_receiver_that_hangs_delays_no_other(url: str, tmp_path: Path) -> None:
    with FakeChannel(HANG) as stuck, FakeChannel() as good:
        home = home_of(url, receivers_file(tmp_path, hook(stuck, "bad"), hook(good, "good")))
        promise(home, "bad", *(f"b{n}" for n in range(5)))
        promise(home, "good", *(f"g{n}" for n in range(5)))
        began = time.monotonic()
        deliver(home)
        assert time.monotonic() - began < 4  # one time-out, not five: the rest would fail too
        assert (len(good.asked), len(stuck.asked)) == (5, 1)
        assert counts(home) == {EntryState.SENT: 5, EntryState.QUEUED: 5}
        stuck.answers = [Answer()]
        deliver(at(home, NOON + MINUTE))
    assert sorted(names_in(stuck)) == ["b0", "b0", "b1", "b2", "b3", "b4"]


def test_one_message_that_always_fails_does_not_hold_up_the_next_ones(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(500), Answer(500), Answer()) as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk")))
        promise(home, "desk", "bad", "good")
        deliver(home)
        deliver(at(home, NOON + MINUTE))
        deliver(at(home, NOON + 2 * MINUTE))
    assert names_in(channel) == ["bad", "bad", "good"]


def test_three_senders_at_once_give_one_message_each(url: str, tmp_path: Path) -> None:
    with FakeChannel() as channel:
        path = receivers_file(tmp_path, *(hook(channel, name, at_most_at_once=1000) for name in "abc"))
        home = home_of(url, path)
        for receiver in "abc":
            promise(home, receiver, *(f"{receiver}{n}" for n in range(20)))
        with ProcessPoolExecutor(3, mp_context=_processes()) as pool:
            delivered = list(pool.map(deliver_elsewhere, [url] * 3, [path] * 3, [NOON] * 3))
        assert sum(delivered) == 60
        assert Counter(names_in(channel)) == {f"{receiver}{n}": 1 for receiver in "abc" for n in range(20)}


def _processes() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["flows.sending"])  # loaded once, so that each process begins at once
    return context


def test_a_sender_killed_between_any_two_steps_loses_nothing_and_repeats_one_message_at_most(
    migrated_file: Path, tmp_path: Path
) -> None:
    with ProcessPoolExecutor(1, mp_context=_processes()) as senders, FakeChannel() as channel:
        path = receivers_file(tmp_path, hook(channel, "desk"))

        def killed_at(step: int) -> int | None:
            """What the sender counted, None if it died. Afterwards all is delivered, one message at most twice."""
            channel.asked.clear()
            file = tmp_path / f"killed-{step}.db"
            shutil.copy(migrated_file, file)
            home = home_of(f"sqlite:///{file}", path)
            promise(home, "desk", "one", "two")
            counted = senders.submit(child_killed_at, step, f"sqlite:///{file}", path).result()
            deliver(at(home, NOON + LEASE))
            told = Counter(names_in(channel))
            assert set(told) == {"one", "two"}, (step, told)
            assert sum(told.values()) <= 3, (step, told)
            assert counts(home) == {EntryState.SENT: 2}, step
            home.store.dispose()
            return counted

        steps = killed_at(10**9)
        assert steps is not None
        assert steps > 20
        assert [step for step in range(1, steps + 1) if killed_at(step) is not None] == []


# -- limits, digests, hours -------------------------------------------------------------------------------------------


def test_a_storm_becomes_one_digest(url: str, tmp_path: Path) -> None:
    with FakeChannel() as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk", at_most_at_once=12)))
        promise(home, "desk", *(f"n{n}" for n in range(12)))
        deliver(home)
        assert len(channel.asked) == 12
        promise(home, "desk", *(f"m{n}" for n in range(13)))
        done = deliver(home)
        assert len(channel.asked) == 13
        assert all(f"m{n}" in channel.asked[-1].json["message"] for n in range(13))
        assert len({one.receipt for one in done}) == 1
        assert counts(home) == {EntryState.SENT: 25}


def test_a_receiver_gets_no_more_posts_a_minute_than_its_service_takes(url: str, tmp_path: Path) -> None:
    with FakeChannel() as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk", at_most_per_minute=3)))
        promise(home, "desk", "a", "b", "c")
        deliver(home)
        promise(home, "desk", "d")
        assert deliver(home) == ()
        assert len(channel.asked) == 3
        promise(home, "desk", "e", "f", "g")
        deliver(at(home, NOON + 2 * MINUTE))
        assert len(channel.asked) == 4  # four wait, three may go: one digest
        assert all(name in channel.asked[-1].json["message"] for name in "defg")


def test_digest_mode_tells_everything_at_its_time_and_what_is_critical_at_once(url: str, tmp_path: Path) -> None:
    with FakeChannel() as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk", digest={"at": ["09:00", "17:00"]})))
        promise(home, "desk", "a", "b")
        promise(home, "desk", "urgent", severity=Severity.CRITICAL)
        deliver(home)
        assert names_in(channel) == ["urgent"]
        deliver(at(home, NOON + timedelta(hours=5, seconds=-1)))
        assert len(channel.asked) == 1
        deliver(at(home, NOON + timedelta(hours=5)))
        assert len(channel.asked) == 2
        assert all(name in channel.asked[1].json["message"] for name in "ab")


def test_a_retry_too_waits_for_the_end_of_quiet_hours(url: str, tmp_path: Path) -> None:
    quiet = {"quiet_hours": {"begin": "12:01", "end": "14:00"}}
    with FakeChannel(Answer(503), Answer()) as channel:
        home = home_of(url, receivers_file(tmp_path, hook(channel, "desk", **quiet)))
        promise(home, "desk", "a")
        deliver(home)
        deliver(at(home, NOON + timedelta(minutes=90)))
        assert len(channel.asked) == 1
        deliver(at(home, NOON + timedelta(hours=2)))
        assert len(channel.asked) == 2


# -- dead letters -----------------------------------------------------------------------------------------------------


def test_a_dead_letter_is_told_to_another_receiver_and_its_end_too(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(401, b"bad token"), Answer(401), Answer()) as broken, FakeChannel() as other:
        watching = {"routes": [{"about": "watching"}]}
        home = home_of(url, receivers_file(tmp_path, hook(broken, "desk"), hook(other, "operator", **watching)))
        promise(home, "desk", "a", "b")
        deliver(home)
        assert counts(home) == {EntryState.DEAD: 2, EntryState.SENT: 1}
        assert alert_of(home, "desk") is State.FIRING
        (told,) = other.asked
        assert "receiver desk" in told.json["title"]
        assert "HTTP 401 (its words: bad token)" in told.json["message"]
        promise(home, "desk", "c")
        deliver(home)
        assert alert_of(home, "desk") is State.RESOLVED
        assert [one.json["title"].split("]")[0] for one in other.asked] == ["[Alert", "[Resolved"]


def test_without_an_operator_somebody_else_is_told(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(404)) as broken, FakeChannel() as other:
        home = home_of(url, receivers_file(tmp_path, hook(broken, "desk"), hook(other, "editor")))
        promise(home, "desk", "a")
        deliver(home)
        assert len(other.asked) == 1


def test_when_nobody_can_be_reached_it_ends_and_each_is_an_alert(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(404)) as broken:
        both = (hook(broken, name, routes=[{"about": "watching"}]) for name in ("a", "b"))
        home = home_of(url, receivers_file(tmp_path, *both))
        promise(home, "a", "x")
        deliver(home)
        assert (alert_of(home, "a"), alert_of(home, "b")) == (State.FIRING, State.FIRING)
        assert set(counts(home)) == {EntryState.DEAD}


def test_a_message_that_failed_too_often_is_dead_and_told(url: str, tmp_path: Path) -> None:
    with FakeChannel(Answer(503)) as broken, FakeChannel() as other:
        watching = {"routes": [{"about": "watching"}]}
        home = home_of(url, receivers_file(tmp_path, hook(broken, "desk"), hook(other, "operator", **watching)))
        promise(home, "desk", "a")
        now = NOON
        for wait in BACKOFF:
            deliver(at(home, now))
            assert other.asked == []
            now += wait
        deliver(at(home, now))
        assert len(broken.asked) == len(BACKOFF) + 1
        assert len(other.asked) == 1


def test_a_message_to_somebody_who_is_no_longer_in_the_file_is_dead_and_told(url: str, tmp_path: Path) -> None:
    with FakeChannel() as other:
        home = home_of(url, receivers_file(tmp_path, hook(other, "operator", routes=[{"about": "watching"}])))
        promise(home, "gone", "a")
        deliver(home)
        assert counts(home) == {EntryState.DEAD: 1, EntryState.SENT: 1}
        assert "no longer in the receivers file" in other.asked[0].json["message"]
