"""Turns of a host: requests are kept apart across the flows and workers of a machine."""

from __future__ import annotations

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest
from loopback import StoppedClock

from sources.manners import Pacer
from sources.turns import LONGEST_TURN, TurnsInFiles

GAP, SHORT_GAP = 10.0, 3.0


def _take_many(folder: str) -> list[float]:
    """The moments that were granted. Nobody sleeps: turns queue up in the file."""
    return [time.time() + TurnsInFiles(Path(folder)).take("a", 0.0, SHORT_GAP) for _ in range(30)]


def test_processes_of_a_machine_never_get_the_same_turn(tmp_path: Path) -> None:
    started = time.time()
    with ProcessPoolExecutor(3, mp_context=multiprocessing.get_context("spawn")) as pool:
        rounds = list(pool.map(_take_many, [str(tmp_path)] * 3))
    granted = sorted(moment for one in rounds for moment in one)
    assert all(later - earlier > SHORT_GAP / 2 for earlier, later in pairwise(granted))
    assert granted[-1] - started > 89 * SHORT_GAP


def test_flows_that_know_nothing_of_each_other_wait_for_one_another(tmp_path: Path) -> None:
    clocks = [StoppedClock(), StoppedClock()]
    for clock in clocks:
        Pacer(clock, {"a": GAP, "b": GAP}, TurnsInFiles(tmp_path)).wait("a")
    assert clocks[0].slept == []
    assert sum(clocks[1].slept) > GAP / 2
    Pacer(clocks[0], {"a": GAP, "b": GAP}, TurnsInFiles(tmp_path)).wait("b")
    assert clocks[0].slept == []


def test_a_turn_that_was_waited_for_is_not_waited_for_again(tmp_path: Path) -> None:
    turns = TurnsInFiles(tmp_path)
    assert turns.take("a", 0.0, GAP) == pytest.approx(0.0, abs=0.5)
    assert turns.take("a", 3 * GAP, GAP) == pytest.approx(0.0, abs=0.5)  # this one asks later by itself


@pytest.mark.parametrize("noted", ["", "soon", "-5", "1e9", "nan", "12345.678"], ids=repr)
def test_a_note_that_says_nothing_sensible_holds_nobody_up(noted: str, tmp_path: Path) -> None:
    (tmp_path / "a.turn").write_text(noted, encoding="ascii")
    assert TurnsInFiles(tmp_path).take("a", 0.0, GAP) == pytest.approx(0.0, abs=0.5)


def test_a_note_from_another_clock_holds_up_for_minutes_only(tmp_path: Path) -> None:
    (tmp_path / "a.turn").write_text(f"{time.time() + 10 * 365 * 86400:.3f}")
    assert TurnsInFiles(tmp_path).take("a", 0.0, GAP) == pytest.approx(LONGEST_TURN, abs=0.5)
