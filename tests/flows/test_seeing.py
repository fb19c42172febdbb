"""What a run of `collect` ends with, as operators read it under Runs."""

from __future__ import annotations

from datetime import date

import pytest
from prefect.client.schemas.objects import StateType
from rehearsed_house import OnDay

from flows.collect import Collected
from flows.looking import look_at_columns
from flows.seeing import PARTLY_SEEN, UNSEEN, ended
from sources.rehearsal import FaultKind, Rehearsal
from store import visits
from store.database import read_only

MAY = date(2026, 5, 20)


@pytest.mark.parametrize(
    ("fault", "name", "kind", "said"),
    [
        (None, "Completed", StateType.COMPLETED, "columns seen, 0 releases read"),
        (FaultKind.FIREWALL, UNSEEN, StateType.FAILED, "could not be seen; left alone until 2026-05-20"),
    ],
)
def test_a_source_that_could_not_be_seen_does_not_look_like_one_with_nothing_new(
    fault: FaultKind | None, name: str, kind: StateType, said: str, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = on_day(MAY)
    if fault is not None:
        rehearsal.play(fault)
    seen = look_at_columns(home, "ningbo-jx")
    with read_only(home.store) as session:
        columns = visits.states(session, "ningbo-jx")
    state = ended(Collected("ningbo-jx", seen), columns)
    assert (state.name, state.type) == (name, kind)
    assert said in (state.message or "")
    partly = ended(Collected("ningbo-jx", seen), [*columns, *_seen(on_day, rehearsal)])
    assert partly.name == (PARTLY_SEEN if fault else "Completed")
    assert partly.type is StateType.COMPLETED


def _seen(on_day: OnDay, rehearsal: Rehearsal) -> list[visits.ColumnState]:
    """Columns of another office, which could be seen."""
    rehearsal.stop_faults()
    home = on_day(MAY)
    look_at_columns(home, "ningbo-gov")
    with read_only(home.store) as session:
        return list(visits.states(session, "ningbo-gov"))
