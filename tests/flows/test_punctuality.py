"""Runs that come too late skip themselves."""

from datetime import UTC, datetime, timedelta

import pytest

from flows.punctuality import is_stale

DUE = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes_late", "stale"), [(-5, False), (0, False), (14, False), (15, False), (16, True), (600, True)]
)
def test_a_run_is_stale_once_the_next_slot_has_passed(minutes_late: int, stale: bool) -> None:
    assert is_stale(DUE, DUE + timedelta(minutes=minutes_late), timedelta(minutes=15)) is stale
