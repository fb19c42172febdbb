"""What `watch` does to the store: at once, killed anywhere, late, and after long silences; on both databases."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier, Semaphore
from typing import Any

import pytest
from fakes import FakeChannel
from looks import INVESTMENT, IVA, at, house_on, looked, publish
from sqlalchemy import event, text

from alerts.lifecycle import State
from alerts.message import NOWHERE
from alerts.receivers import Receiver
from alerts.silences import Silence
from flows.clock import StoppedClock
from flows.judge import judge_all
from flows.sending import send_what_waits
from flows.wiring import House
from store import alert_states, decisions, outbox, silences
from store.database import Engine, open_store, read_only, unit_of_work

SLOWER = ("slower-than-recorded", "nb-iva-above-scale-yoy")
OVERDUE = ("overdue", IVA)
DESK = Receiver(name="desk", url="console://")
OPERATOR = Receiver.model_validate({"name": "operator", "url": "console://", "routes": [{"about": "watching"}]})


def later(home: House, moment: datetime) -> House:
    return replace(home, clock=StoppedClock(moment))


def lives(store: Engine) -> dict[tuple[str, str], list[str]]:
    """Everything each alert went through."""
    with read_only(store) as session:
        keys = [h.alert.key for h in alert_states.everything(session)]
        told = {key: [t.after.value for t in alert_states.transitions(session, *key)] for key in keys}
    return {key: moves for key, moves in told.items() if moves}


def promised(store: Engine) -> list[tuple[str, str, tuple[str, ...]]]:
    with read_only(store) as session:
        sent = [d.notification for d in reversed(outbox.deliveries(session, 100))]
    return [(n.receiver, n.reason.value, tuple(t.rule for t in n.transitions)) for n in sent]


def three_releases(store: Engine) -> None:
    publish(store, 5, "8.1", "2026-06-22")
    publish(store, 5, "8.0", "2026-06-22", series=INVESTMENT)
    publish(store, 6, "8.9", "2026-07-21")


# -- two at once, and killed anywhere ---------------------------------------------------------------------------------


def test_watchers_at_once_make_one_alert_and_one_promise(url: str, engine: Engine, tmp_path: Path) -> None:
    three_releases(engine)
    start = Barrier(3)

    def watch(_: int) -> int:
        own = open_store(url)
        home = house_on(own, at("2026-07-22"), tmp_path, DESK)
        start.wait()
        try:
            return judge_all(home).promised
        finally:
            own.dispose()

    with ThreadPoolExecutor(3) as pool:
        counts = sorted(pool.map(watch, range(3)))
    assert counts[:2] == [0, 0]
    assert counts[2] == len(promised(engine)) > 0
    assert lives(engine)[SLOWER] == ["firing", "resolved"]


def test_two_watchers_and_three_senders_at_once_tell_each_alert_once(url: str, engine: Engine, tmp_path: Path) -> None:
    three_releases(engine)
    start, judged = Barrier(5), Semaphore(0)

    def run(number: int) -> None:
        own = open_store(url)
        home = house_on(own, at("2026-07-22"), tmp_path, hook)
        start.wait()
        if number < 2:
            judge_all(home)
            judged.release()
        else:
            send_what_waits(home, NOWHERE)  # while they judge
            judged.acquire()
            judged.release()
            send_what_waits(home, NOWHERE)  # after one of them has
        own.dispose()

    with FakeChannel() as channel:
        hook = Receiver(name="hook", url=f"json://{channel.host}/", picture=False, at_most_at_once=1000)
        with ThreadPoolExecutor(5) as pool:
            list(pool.map(run, range(5)))
        send_what_waits(house_on(engine, at("2026-07-22"), tmp_path, hook), NOWHERE)
    assert lives(engine)[SLOWER] == ["firing", "resolved"]
    assert len(channel.asked) == len(promised(engine)) == 3
    assert len({asked.body for asked in channel.asked}) == 3


def killed_at(url: str, tmp_path: Path, statement: int) -> bool:
    """Watch in a process of its own that is killed at its n-th statement; whether it was, or ended before."""
    child = os.fork()
    if child == 0:  # pragma: no cover - another process
        store = open_store(url)
        home = house_on(store, at("2026-07-22"), tmp_path, DESK)
        left = [statement]

        def count(*_: Any) -> None:
            left[0] -= 1
            if left[0] <= 0:
                os.kill(os.getpid(), signal.SIGKILL)

        event.listen(store, "before_cursor_execute", count)
        event.listen(store, "commit", count)
        judge_all(home)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def test_killed_between_any_two_steps_it_loses_nothing_and_repeats_nothing(
    url: str, engine: Engine, kind: str, tmp_path: Path
) -> None:
    three_releases(engine)
    engine.dispose()  # the children must not share our connections
    kills, statement = 0, 0
    while killed_at(url, tmp_path, statement := statement + 1):
        kills += 1
        assert promised(engine) == []  # all of a look or nothing of it
        engine.dispose()
    assert kills > 15
    assert lives(engine)[SLOWER] == ["firing", "resolved"]
    assert promised(engine) == [
        ("desk", "first", ("slower-than-recorded",)),  # industry
        ("desk", "first", ("slower-than-recorded",)),  # investment, in a release of its own
        ("desk", "all resolved", ("slower-than-recorded",)),
    ]
    assert judge_all(house_on(engine, at("2026-07-22"), tmp_path, DESK)).promised == 0


# -- one long run and many short ones ---------------------------------------------------------------------------------

STORY: list[tuple[str, Callable[[Engine], None]]] = [
    ("2026-05-22", lambda s: publish(s, 4, "8.8", "2026-05-21", at("2026-05-22"))),
    ("2026-06-22", lambda s: None),
    ("2026-06-28", lambda s: None),  # the day after the last day on which January to May should have come
    ("2026-07-01", lambda s: publish(s, 5, "8.1", "2026-07-01")),
    ("2026-07-21", lambda s: publish(s, 6, "8.9", "2026-07-21")),
    ("2026-07-22", lambda s: publish(s, 5, "8.6", "2026-07-22")),
    ("2026-08-30", lambda s: None),
    ("2026-09-01", lambda s: publish(s, 7, "8.8", "2026-09-01")),
    ("2026-09-02", lambda s: None),
]


def test_one_long_run_gives_what_many_short_ones_with_restarts_give(
    empty_url: str, migrated_file: Path, tmp_path: Path
) -> None:
    from store.migrations import migrate

    often = open_store(empty_url)
    migrate(often)
    shutil.copy(migrated_file, tmp_path / "long.db")
    seldom = open_store(f"sqlite:///{tmp_path}/long.db")
    for number, (day, happens) in enumerate(STORY):
        for store in (often, seldom):
            happens(store)
            looked(store, at(day))
        often.dispose()  # a restart
        judge_all(house_on(often, at(day, 10), tmp_path, DESK, OPERATOR))
        if number == 0:
            judge_all(house_on(seldom, at(day, 10), tmp_path, DESK, OPERATOR))
    judge_all(house_on(seldom, at(STORY[-1][0], 10), tmp_path, DESK, OPERATOR))
    assert lives(seldom) == lives(often)
    assert [move for move in lives(often)[OVERDUE] if move != "inactive"] == ["firing", "resolved"] * 2
    seldom.dispose()
    often.dispose()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_a_release_was_late_on_the_days_on_which_it_was_looked_for_only(engine: Engine, tmp_path: Path) -> None:
    """After ten days without collector and watcher nobody can say that it was late: it is there."""
    home = house_on(engine, at("2026-06-22"), tmp_path, OPERATOR)
    judge_all(home)
    publish(engine, 5, "8.8", "2026-06-25", at("2026-07-05"))
    looked(engine, at("2026-07-05"))
    moved = judge_all(later(home, at("2026-07-05", 10))).transitions
    assert [t for t in moved if t.subject == IVA] == []
    assert [t.after for t in moved if t.subject == INVESTMENT] == [State.FIRING]  # that one is not there


# -- what was told ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_was_told_is_known_however_much_was_told_since(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.1", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    judge_all(home)
    with unit_of_work(engine) as session:  # so many messages later
        told = outbox.deliveries(session, 1)[0].notification
        others = [replace(told, key=f"other {n}", transitions=()) for n in range(600)]
        outbox.enqueue(session, others)
    assert judge_all(later(home, at("2026-06-23"))).promised == 0
    publish(engine, 6, "8.9", "2026-07-21")
    judge_all(later(home, at("2026-07-21")))
    assert promised(engine)[-1] == ("desk", "all resolved", ("slower-than-recorded",))


def test_an_end_that_came_under_a_silence_is_told_when_nothing_mutes_it_any_more(
    engine: Engine, tmp_path: Path
) -> None:
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    publish(engine, 5, "8.1", "2026-06-22")
    judge_all(home)
    quiet = Silence("s", None, SLOWER[1], at("2026-07-01"), at("2026-09-01"), "editor", "known")
    with unit_of_work(engine) as session:
        silences.add(session, quiet)
    for months, day in ((6, "2026-07-21"), (7, "2026-08-21")):  # it ends, and another clear month follows
        publish(engine, months, "8.9", day)
        judge_all(later(home, at(day)))
    with read_only(engine) as session:
        assert alert_states.load(session, [SLOWER])[SLOWER].alert.state is State.INACTIVE
    assert len(promised(engine)) == 1
    judge_all(later(home, at("2026-09-02")))
    assert promised(engine)[1:] == [("desk", "all resolved", ("slower-than-recorded",))]
    assert judge_all(later(home, at("2026-09-03"))).promised == 0
    with read_only(engine) as session:
        said = [d.why for d in decisions.of_alert(session, *SLOWER)]
    assert any("silence s by editor" in why for why in said)


@pytest.mark.parametrize("kind", ["sqlite"])
def test_alerts_that_rest_are_not_loaded(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.8", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    judge_all(home)
    with unit_of_work(engine) as session:  # an alert at rest of a rule that is gone; it could not even be read
        session.execute(
            text("INSERT INTO alert (rule, subject, state, generation, version, payload) VALUES "
                 "('old', 'old', 'inactive', 1, 1, 'not JSON')")
        )  # fmt: skip
    assert judge_all(later(home, at("2026-06-23"))).transitions == ()


def reminded(store: Engine, home: House, days: int) -> list[str]:
    for day in range(days):
        judge_all(later(home, at("2026-06-23") + timedelta(days=day)))
    return [f"{receiver}: {reason}" for receiver, reason, _ in promised(store)]


HEAD = Receiver.model_validate({"name": "head", "url": "console://", "routes": [{"severity": "critical"}]})
NAGGED = Receiver.model_validate({"name": "desk", "url": "console://", "repeat_hours": 24, "escalate_to": "head"})


def test_reminders_go_up_to_the_next_one_across_restarts(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.1", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, NAGGED, HEAD)
    judge_all(home)
    assert reminded(engine, home, 3) == [
        "desk: first",
        "desk: repeat",
        "desk: repeat",
        "desk: repeat",
        "head: first",
    ]
