"""A house whose receivers are channels on loopback, and promises to them. Its clock stands where it is put."""

from __future__ import annotations

import os
import signal
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

import yaml

from alerts.lifecycle import State, Transition
from alerts.memory import Notification, Reason
from alerts.message import NOWHERE
from alerts.rules import Evaluation, Evidence, Outcome, Severity, Words
from flows.clock import StoppedClock
from flows.sending import Delivered, send_what_waits
from flows.settings import Settings
from flows.wiring import House, house
from store import outbox
from store.database import unit_of_work

NOON = datetime(2026, 6, 22, 4, 0, tzinfo=UTC)  # 12:00 in Beijing


def home_of(url: str, receivers: Path, now: datetime = NOON) -> House:
    settings = Settings(sites="live", data=receivers.parent, database_url=url, receivers=receivers)
    return replace(house(settings), clock=StoppedClock(now))


def at(home: House, now: datetime) -> House:
    return replace(home, clock=StoppedClock(now))


def receivers_file(folder: Path, *receivers: dict[str, Any]) -> Path:
    path = folder / f"receivers-{len(list(folder.glob('receivers-*')))}.yaml"  # files are read once a process
    path.write_text(yaml.safe_dump({"receivers": list(receivers)}, allow_unicode=True), encoding="utf-8")
    return path


def promise(home: House, receiver: str, *names: str, severity: Severity = Severity.WARNING) -> None:
    """A message to `receiver` for each of `names`, which stands in it."""
    told = [promised(name, receiver, home.clock.now(), severity) for name in names]
    with unit_of_work(home.store) as session:
        outbox.enqueue(session, told)


def promised(name: str, receiver: str, now: datetime, severity: Severity) -> Notification:
    evaluation = Evaluation(
        rule="r", subject=name, outcome=Outcome.BREACHED, at=now, period=None, value=None, unit=None, compared_with="",
        baseline_value=None, difference=None, difference_unit=None, why="", severity=severity,
        evidence=Evidence("p", "t", "https://example.org/a", None, "", "", None, name), subject_name=Words(name, name),
        reason_words=Words(f"{name}发生", f"{name} happened"),
    )  # fmt: skip
    move = Transition(f"r/{name}/1", "r", name, State.INACTIVE, State.FIRING, now, "breached", evaluation)
    return Notification(f"{receiver}/{name}", receiver, Reason.FIRST, name, (move,), now)


def deliver(home: House) -> tuple[Delivered, ...]:
    return send_what_waits(home, NOWHERE)


def deliver_elsewhere(url: str, receivers: Path, now: datetime) -> int:
    """For another process: how many messages it delivered."""
    return sum(1 for one in deliver(home_of(url, receivers, now)) if one.receipt)


def child_killed_at(step: int, url: str, receivers: Path) -> int | None:
    """For a process without threads: a child of it delivers and is killed at `step`; else the number of steps it made."""
    home_of(f"sqlite:///{receivers.parent}/warm.db", receivers)  # what is read once a process is read before the fork
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        os.write(theirs, str(_deliver_until(step, home_of(url, receivers))).encode())
        os._exit(0)
    os.close(theirs)
    with os.fdopen(ours) as told:
        counted = told.read()
    os.waitpid(child, 0)
    return int(counted) if counted else None


def _deliver_until(step: int, home: House) -> int:
    """Die without a word at the `step`-th step; how many steps there were, where that is not reached.

    A step is the beginning or the end of a transaction, of a claim, of a post, of a settlement.
    """
    count, lock = [0], threading.Lock()
    steps = {
        "store/outbox.py": {"claim", "mark_sent"},
        "alerts/send.py": {"send"},
        "store/database.py": {"unit_of_work"},
    }

    def watch(frame: FrameType, event: str, argument: object) -> None:
        names = next((steps[file] for file in steps if frame.f_code.co_filename.endswith(file)), set())
        if event not in ("call", "return") or frame.f_code.co_name not in names:
            return
        with lock:
            count[0] += 1
            if count[0] == step:
                os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(watch)
    sys.setprofile(watch)
    deliver(home)
    sys.setprofile(None)
    threading.setprofile(None)
    return count[0]
