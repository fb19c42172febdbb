"""A whole house on the rehearsal: real catalogue, rules and store, loopback sites, a clock that stands where it is put."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rehearsed_house import OnDay

from flows.clock import StoppedClock, evening_of
from flows.settings import Settings
from flows.wiring import House, house
from sources.rehearsal import Rehearsal


@pytest.fixture
def rehearsal() -> Iterator[Rehearsal]:
    with Rehearsal(day=date(2026, 5, 18)) as playing:
        yield playing


@pytest.fixture
def first_store(migrated_file: Path) -> Path:
    """What the store of a test starts from."""
    return migrated_file


@pytest.fixture(scope="session")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the stores of all tests, one after another: an engine that is kept has its statements compiled."""
    return tmp_path_factory.mktemp("workshop")


@pytest.fixture
def on_day(rehearsal: Rehearsal, workshop: Path, first_store: Path) -> Iterator[OnDay]:
    """The house as it works on a day of the rehearsal; what is in its store lasts for the test."""
    shutil.copy(first_store, workshop / "monitor.sqlite")
    settings = Settings(
        sites="rehearsal",
        data=workshop,
        rehearsal_port=rehearsal.port,
        rehearsal_day=date(2026, 5, 18),
        database_url=None,
    )
    home = house(settings)

    def put(day: date) -> House:
        rehearsal.day = day
        return replace(home, clock=StoppedClock(evening_of(day)))

    yield put
    home.store.dispose()
    for file in workshop.glob("monitor.sqlite*"):
        file.unlink()
