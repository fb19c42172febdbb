from __future__ import annotations

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from store_builders import NOON, notification, transition

from alerts.notifications import Notification, Reason
from alerts.receipts import DeliveryError, Receipt
from store import outbox
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import LeaseLost, StoreError
from store.outbox import BACKOFF, LEASE, WORN_OUT, Entry, EntryState

LATER = DeliveryError("503 from the service", permanent=False)
NEVER = DeliveryError("401 refused", permanent=True)


def _enqueue(engine: Engine, *notifications: Notification) -> int:
    with unit_of_work(engine) as session:
        return outbox.enqueue(session, notifications)


def _claim(engine: Engine, now: datetime = NOON, limit: int = 20, receiver: str = "console") -> tuple[Entry, ...]:
    with unit_of_work(engine) as session:
        return outbox.claim(session, receiver, now, limit)


def _sent(engine: Engine, entry: Entry, at: datetime = NOON) -> None:
    with unit_of_work(engine) as session:
        outbox.mark_sent(session, entry, Receipt(entry.notification.receiver, at, 1, "ok"))


def _failed(engine: Engine, entry: Entry, error: DeliveryError = LATER, now: datetime = NOON) -> EntryState:
    with unit_of_work(engine) as session:
        return outbox.mark_failed(session, entry, error, now)


def test_a_promise_is_kept_as_it_was_made_and_once(engine: Engine) -> None:
    assert _enqueue(engine, notification("k"), notification("k")) == 1
    assert _enqueue(engine, notification("k"), notification("l")) == 1
    entries = _claim(engine)
    assert [e.notification for e in entries] == [notification("k"), notification("l")]
    assert [e.attempt for e in entries] == [1, 1]


def test_what_is_sent_is_not_claimed_again(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [entry] = _claim(engine)
    _sent(engine, entry)
    assert _claim(engine, NOON + timedelta(days=9)) == ()
    with read_only(engine) as session:
        [delivery] = outbox.deliveries(session)
    assert (delivery.state, delivery.attempts, delivery.next_attempt) == (EntryState.SENT, 1, None)
    assert delivery.receipt == Receipt("console", NOON, 1, "ok")


def test_a_claimed_entry_is_nobody_elses_until_the_lease_is_over(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [first] = _claim(engine)
    assert _claim(engine, NOON + LEASE - timedelta(seconds=1)) == ()
    [again] = _claim(engine, NOON + LEASE)
    assert (again.id, again.attempt) == (first.id, 2)


def test_a_sender_whose_lease_went_to_another_can_settle_nothing(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [slow] = _claim(engine)
    [other] = _claim(engine, NOON + LEASE)
    for settle in (_sent, _failed):
        with pytest.raises(LeaseLost):
            settle(engine, slow)
    _sent(engine, other)
    with pytest.raises(LeaseLost):
        _failed(engine, other)


def test_a_slow_sender_whom_nobody_has_replaced_may_still_say_sent(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [entry] = _claim(engine)
    _sent(engine, entry, NOON + 2 * LEASE)
    assert _claim(engine, NOON + 3 * LEASE) == ()


def test_a_failure_that_may_pass_waits_longer_each_time_and_then_is_dead(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    now = NOON
    for wait in BACKOFF:
        [entry] = _claim(engine, now)
        assert _failed(engine, entry, now=now) is EntryState.QUEUED
        assert _claim(engine, now + wait - timedelta(seconds=1)) == ()
        now += wait
    [last] = _claim(engine, now)
    assert _failed(engine, last, now=now) is EntryState.DEAD
    assert _claim(engine, now + timedelta(days=99)) == ()
    assert [str(wait) for wait in BACKOFF[:4]] == ["0:01:00", "0:05:00", "0:30:00", "2:00:00"]


def test_a_failure_that_cannot_pass_is_dead_at_once_and_seen(engine: Engine) -> None:
    _enqueue(engine, notification("k"), notification("l"))
    entry, _ = _claim(engine)
    assert _failed(engine, entry, NEVER, NOON) is EntryState.DEAD
    with read_only(engine) as session:
        [dead] = outbox.dead(session)
        assert outbox.dead(session, NOON + timedelta(seconds=1)) == ()
    assert (dead.notification, dead.last_error, dead.died_at) == (notification("k"), "401 refused", NOON)


def test_a_service_that_names_a_time_is_left_alone_until_then(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [entry] = _claim(engine)
    _failed(engine, entry, DeliveryError("429", permanent=False, retry_after=600))
    assert _claim(engine, NOON + timedelta(seconds=599)) == ()
    assert len(_claim(engine, NOON + timedelta(seconds=600))) == 1


def test_an_entry_that_outlives_every_sender_is_dead_in_the_end(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    claimed = 0
    now = NOON
    while _claim(engine, now):
        claimed += 1
        now += LEASE
        with unit_of_work(engine) as session:
            buried = outbox.bury_worn_out(session, now)
        assert bool(buried) is (claimed == len(BACKOFF) + 1)
    assert claimed == len(BACKOFF) + 1
    with read_only(engine) as session:
        [dead] = outbox.dead(session)
    assert dead.last_error == WORN_OUT
    assert buried == {"console"}


def test_a_dead_entry_can_be_tried_again_and_only_a_dead_one(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [entry] = _claim(engine)
    with pytest.raises(StoreError, match="is not dead"), unit_of_work(engine) as session:
        outbox.requeue(session, entry.id, NOON)
    _failed(engine, entry, NEVER)
    with unit_of_work(engine) as session:
        outbox.requeue(session, entry.id, NOON)
        assert outbox.dead(session) == ()
    [again] = _claim(engine)
    assert (again.notification, again.attempt) == (notification("k"), 1)


def test_what_is_held_back_is_claimed_when_its_time_comes(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        outbox.enqueue(session, [notification("k")], not_before=NOON + LEASE)
    assert _claim(engine, NOON) == ()
    assert len(_claim(engine, NOON + LEASE)) == 1


def test_each_receiver_has_a_queue_of_its_own(engine: Engine) -> None:
    _enqueue(engine, *(notification(f"a{n}", "a") for n in range(3)), notification("b", "b"))
    with read_only(engine) as session:
        assert outbox.due(session, NOON) == {"a": 3, "b": 1}
        assert outbox.due(session, NOON - timedelta(seconds=1)) == {}
    assert [e.notification.key for e in _claim(engine, limit=2, receiver="a")] == ["a0", "a1"]
    assert [e.notification.key for e in _claim(engine, receiver="b")] == ["b"]
    assert [e.notification.key for e in _claim(engine, receiver="a")] == ["a2"]
    with read_only(engine) as session:
        assert outbox.due(session, NOON) == {}


def test_what_is_put_off_is_due_then_and_counts_no_attempt(engine: Engine) -> None:
    _enqueue(engine, notification("k"))
    [entry] = _claim(engine)
    with unit_of_work(engine) as session:
        outbox.postpone(session, entry, NOON + timedelta(hours=8))
    assert _claim(engine, NOON + timedelta(hours=8, seconds=-1)) == ()
    [again] = _claim(engine, NOON + timedelta(hours=8))
    assert again.attempt == 1
    with pytest.raises(LeaseLost), unit_of_work(engine) as session:
        outbox.postpone(session, entry, NOON)


def test_the_last_promise_to_a_receiver_about_a_group_is_told_even_while_it_waits(engine: Engine) -> None:
    first = notification("1")
    repeat = Notification("2", "console", Reason.REPEAT, "ningbo/a", (transition(2),), NOON + LEASE)
    _enqueue(engine, first, notification("x", "mail"), notification("y", group="other"))
    with read_only(engine) as session:
        waiting = outbox.last_sent(session, "console", "ningbo/a")
        assert outbox.last_sent(session, "console", "unknown") is None
    assert waiting is not None
    assert (waiting.reason, waiting.state, waiting.sent_at) == (Reason.FIRST, EntryState.QUEUED, None)
    _enqueue(engine, repeat)
    for entry in _claim(engine, NOON + LEASE):
        _sent(engine, entry, NOON + LEASE)
    with read_only(engine) as session:
        found = outbox.last_sent_of(session, ["ningbo/a", "other"])
    assert set(found) == {("console", "ningbo/a"), ("mail", "ningbo/a"), ("console", "other")}
    last = found["console", "ningbo/a"]
    assert (last.reason, last.sent_at, last.transitions) == (Reason.REPEAT, NOON + LEASE, (transition(2).id,))


def test_what_died_was_not_told(engine: Engine) -> None:
    _enqueue(engine, notification("1"))
    [entry] = _claim(engine)
    _failed(engine, entry, NEVER)
    with read_only(engine) as session:
        assert outbox.last_sent(session, "console", "ningbo/a") is None


def test_posts_of_the_last_minute_are_counted_by_message_and_part(engine: Engine) -> None:
    _enqueue(engine, *(notification(f"k{n}", "a") for n in range(4)), notification("x", "b"))
    first, second, third, fourth = _claim(engine, receiver="a")
    later = NOON + timedelta(minutes=2)
    with unit_of_work(engine) as session:
        outbox.mark_sent(session, first, Receipt("a", NOON, 3, "ok", "k0"))
        for entry in (second, third):  # told together, in two parts
            outbox.mark_sent(session, entry, Receipt("a", later, 2, "ok", "digest"))
        outbox.mark_sent(session, fourth, Receipt("a", later, 1, "ok", "k3"))
    with read_only(engine) as session:
        assert outbox.posts_since(session, "a", NOON) == 6
        assert outbox.posts_since(session, "a", later) == 3
        assert outbox.posts_since(session, "b", NOON) == 0
        assert outbox.waiting(session) == {EntryState.QUEUED: 1}


def _drain(url: str) -> list[int]:
    """Claim in small bites until nothing is left."""
    engine = open_store(url)
    got: list[int] = []
    empty = 0
    while empty < 3:
        entries = [entry for n in range(3) for entry in _claim(engine, limit=3, receiver=f"receiver {n}")]
        got += [entry.id for entry in entries]
        empty = 0 if entries else empty + 1
    engine.dispose()
    return got


def _promise_many(engine: Engine, number: int) -> None:
    _enqueue(engine, *(notification(f"k{n}", f"receiver {n % 3}") for n in range(number)))


def _assert_each_once(claimed: list[list[int]], number: int) -> None:
    counted = Counter(entry for got in claimed for entry in got)
    assert set(counted.values()) == {1}
    assert len(counted) == number


def test_threads_never_claim_the_same_entry(url: str, engine: Engine) -> None:
    _promise_many(engine, 60)
    with ThreadPoolExecutor(4) as pool:
        _assert_each_once(list(pool.map(_drain, [url] * 4)), 60)


def test_processes_never_claim_the_same_entry(url: str, engine: Engine) -> None:
    _promise_many(engine, 60)
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        _assert_each_once(pool.map(_drain, [url] * 3, chunksize=1), 60)


def test_a_sender_that_dies_before_it_says_sent_is_replaced(url: str, engine: Engine) -> None:
    _enqueue(engine, notification("k", "receiver 0"))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        [lost] = pool.apply(_drain, [url])
        pool.terminate()
    assert _claim(engine, NOON + timedelta(minutes=1), receiver="receiver 0") == ()
    [entry] = _claim(engine, NOON + LEASE, receiver="receiver 0")
    assert entry.id == lost
    _sent(engine, entry)
