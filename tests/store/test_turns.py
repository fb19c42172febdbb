"""Turns at a host: however many ask at once, in files of one machine or in the store of several."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from databases import Postgres
from sqlalchemy import text

from sources.turns import LONGEST_TURN, Turns, TurnsInFiles
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


def test_the_first_goes_at_once_and_the_second_after_the_gap(turns: Turns) -> None:
    assert turns.take(HOST, 0.0, GAP) == pytest.approx(0.0, abs=0.05)
    assert another(turns).take(HOST, 0.0, GAP) == pytest.approx(GAP, abs=0.5)
    assert turns.take("www.miit.gov.cn", 0.0, GAP) == pytest.approx(0.0, abs=0.05)


def test_who_cannot_go_before_a_moment_takes_the_turn_of_that_moment(turns: Turns) -> None:
    assert turns.take(HOST, 10.0, GAP) == pytest.approx(0.0, abs=0.05)
    assert another(turns).take(HOST, 0.0, GAP) == pytest.approx(10.0 + GAP, abs=0.5)


def test_eight_that_ask_at_once_go_one_after_another(turns: Turns) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = sorted(pool.map(lambda _: another(turns).take(HOST, 0.0, GAP), range(8)))
    assert waits[0] == pytest.approx(0.0, abs=0.5)
    assert all(later - earlier > GAP - 0.5 for earlier, later in pairwise(waits))


def test_a_note_from_another_clock_holds_nobody_up_for_longer_than_five_minutes(turns: Turns) -> None:
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
    assert turns.take(HOST, 0.0, GAP) == pytest.approx(LONGEST_TURN, abs=0.5)
