"""Turns at a host: however many ask at once, in files of one machine or in the store of several."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from databases import Postgres
from sqlalchemy import text

from sources.turns import Turns, TurnsInFiles
from store.database import open_store, unit_of_work
from store.turns import TurnsInStore

HOST, GAP = "tjj.ningbo.gov.cn", 2.0


@pytest.fixture(params=["files", "store"])
def turns(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Turns]:
    if request.param == "files":
        yield TurnsInFiles(tmp_path / "turns")
        return
    postgres: Postgres = request.getfixturevalue("postgres")
    engine = open_store(postgres.emptied())
    yield TurnsInStore(engine)
    engine.dispose()


def another(turns: Turns) -> Turns:
    """What another process holds: the same place, nothing else shared."""
    if isinstance(turns, TurnsInFiles):
        return TurnsInFiles(turns.folder)
    assert isinstance(turns, TurnsInStore)
    return TurnsInStore(turns.engine)


def test_the_first_goes_at_once_and_the_second_is_told_how_long_to_wait(turns: Turns) -> None:
    assert turns.take(HOST, GAP) == 0.0
    assert another(turns).take(HOST, GAP) == pytest.approx(GAP, abs=0.5)
    assert turns.take("www.miit.gov.cn", GAP) == 0.0


def test_asking_again_takes_nothing_from_who_comes_next(turns: Turns) -> None:
    turns.take(HOST, GAP)
    waits = [another(turns).take(HOST, GAP) for _ in range(5)]
    assert waits == sorted(waits, reverse=True)
    assert waits[0] == pytest.approx(GAP, abs=0.5)


def test_of_eight_that_ask_at_once_one_goes(turns: Turns) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(lambda _: another(turns).take(HOST, GAP), range(8)))
    assert waits[0] == 0.0
    assert all(0.0 < wait <= GAP + 0.01 for wait in waits[1:])


def test_eight_that_wait_are_kept_apart_though_they_come_late(turns: Turns) -> None:
    def comes_late(number: int) -> float:
        mine, short = another(turns), 0.1
        while wait := mine.take(HOST, short):
            time.sleep(wait + number % 3 * 0.03)
        return time.monotonic()

    with ThreadPoolExecutor(8) as pool:
        moments = sorted(pool.map(comes_late, range(8)))
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert moments[-1] - moments[0] >= 0.68
    assert sum(gap < 0.07 for gap in gaps) <= 1  # between the turn and the clock read here a thread may wait, too


def test_a_note_from_another_clock_holds_nobody_up(turns: Turns) -> None:
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    if isinstance(turns, TurnsInFiles):
        turns.folder.mkdir()
        (turns.folder / f"{HOST}.turn").write_text(f"{tomorrow.timestamp():.3f}", encoding="ascii")
    else:
        assert isinstance(turns, TurnsInStore)
        with unit_of_work(turns.engine) as session:
            session.execute(
                text("INSERT INTO turn (host, free_at) VALUES (:host, :free)"), {"host": HOST, "free": tomorrow}
            )
    assert turns.take(HOST, GAP) == 0.0
    assert another(turns).take(HOST, GAP) == pytest.approx(GAP, abs=0.5)
