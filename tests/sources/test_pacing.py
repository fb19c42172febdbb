"""Turns of a host: requests are kept apart across the flows and workers of a machine."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import StoppedClock

from sources.manners import Pacer, SystemClock
from sources.turns import TurnsInFiles

GAP, SHORT_GAP = 10.0, 0.05


def _take_many(folder: str) -> list[float]:
    """The moments at which this process had the host."""
    pacer = Pacer(SystemClock(), {"a": SHORT_GAP}, TurnsInFiles(Path(folder)))
    return [_went(pacer) for _ in range(10)]


def _went(pacer: Pacer) -> float:
    pacer.wait("a")
    return time.time()


def test_processes_of_a_machine_keep_a_host_apart(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        rounds = list(pool.map(_take_many, [str(tmp_path)] * 3))
    went = sorted(moment for one in rounds for moment in one)
    assert went[-1] - went[0] >= 29 * SHORT_GAP - 0.05
    assert sum(later - earlier < SHORT_GAP / 2 for earlier, later in pairwise(went)) <= 1  # a process may be put aside


def test_flows_that_know_nothing_of_each_other_wait_for_one_another(tmp_path: Path) -> None:
    one, other = (Pacer(SystemClock(), {"a": 0.3, "b": 0.3}, TurnsInFiles(tmp_path)) for _ in range(2))
    started = time.monotonic()
    one.wait("a")
    other.wait("b")
    assert time.monotonic() - started < 0.2
    other.wait("a")
    assert time.monotonic() - started >= 0.29


def test_a_host_that_is_left_alone_is_left_alone(tmp_path: Path) -> None:
    clock = StoppedClock()
    pacer = Pacer(clock, {"a": GAP}, TurnsInFiles(tmp_path))
    pacer.hold("a", 30.0)
    pacer.wait("a")
    assert clock.slept == [30.0]


@pytest.mark.parametrize("noted", ["", "soon", "-5", "1e9", "nan", "12345.678"], ids=repr)
def test_a_note_that_says_nothing_sensible_holds_nobody_up(noted: str, tmp_path: Path) -> None:
    (tmp_path / "a.turn").write_text(noted, encoding="ascii")
    assert TurnsInFiles(tmp_path).take("a", GAP) == 0.0


def test_a_note_from_another_clock_holds_nobody_up(tmp_path: Path) -> None:
    (tmp_path / "a.turn").write_text(f"{time.time() + 10 * 365 * 86400:.3f}")
    assert TurnsInFiles(tmp_path).take("a", GAP) == 0.0
