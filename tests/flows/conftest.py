"""A whole house on the rehearsal: real catalogue, rules and store, loopback sites, a clock that stands where it is put."""

from __future__ import annotations

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
def on_day(rehearsal: Rehearsal, tmp_path: Path) -> OnDay:
    """The house as it works on a day of the rehearsal; its store lasts for the test."""
    settings = Settings(
        sites="rehearsal",
        data=tmp_path,
        rehearsal_port=rehearsal.port,
        rehearsal_day=date(2026, 5, 18),
        database_url=None,
    )
    home = house(settings)

    def put(day: date) -> House:
        rehearsal.day = day
        return replace(home, clock=StoppedClock(evening_of(day)))

    return put
