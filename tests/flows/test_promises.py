"""What an office's calendar announces decides when its figures are late: as last read, before the file, and told where they differ."""

from __future__ import annotations

from datetime import date

import pytest
from rehearsed_house import OnDay

from alerts.coverage import expected_after
from flows.looking import look_at_columns
from flows.wiring import House, house
from sources.rehearsal import FaultKind, Rehearsal
from sources.rehearsal.record import Promise, record
from sources.releases import Visit, VisitOutcome
from sources.series import ReferencePeriod

CALENDAR, SERVICE = "发布日程", "发布日程 接口"
SERIES = "china-iva-above-scale-growth-cumulative"
APRIL = ReferencePeriod.months(2026, 1, 4)
MAY, JUNE = date(2026, 5, 20), date(2026, 6, 10)


def calendar_of(home: House) -> dict[str, Visit]:
    return {v.column: v for v in look_at_columns(home, "nbs") if v.column in (CALENDAR, SERVICE)}


def due(home: House) -> date:
    """When the figures after April's are due, as a process that starts now knows it."""
    expected = expected_after(house(home.settings).catalogue.series[SERIES], APRIL)
    assert expected is not None
    return expected[1]


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bureau announces May's figures two days later than the catalogue's file knows."""
    first, *others = record().promises
    days = tuple(date(2026, 6, 18) if day == date(2026, 6, 16) else day for day in first.days)
    other = Promise(publisher=first.publisher, name=first.name, days=days, hour=first.hour)
    told = record().model_copy(update={"promises": (other, *others)})
    monkeypatch.setattr("sources.rehearsal.sites.record", lambda: told)


def test_a_calendar_is_looked_at_like_a_column_and_its_service_only_where_it_cannot_be(on_day: OnDay) -> None:
    seen = calendar_of(on_day(MAY))
    assert set(seen) == {CALENDAR}
    assert (seen[CALENDAR].outcome, seen[CALENDAR].rows, seen[CALENDAR].remarks) == (VisitOutcome.UNCHANGED, 3, ())


@pytest.mark.usefixtures("moved")
def test_a_day_that_was_moved_is_told_and_waited_for(on_day: OnDay) -> None:
    home = on_day(MAY)
    assert due(home) == date(2026, 6, 16)
    remarks = calendar_of(home)[CALENDAR].remarks
    assert any("announces 2026-06-18" in said for said in remarks)
    assert any("does not announce 2026-06-16" in said for said in remarks)
    assert due(home) == date(2026, 6, 18)
    rules = house(home.settings).rulebook
    assert {b.series.promised for b in rules.timed if b.series and b.series.id == SERIES} == {
        house(home.settings).catalogue.series[SERIES].promised
    }


@pytest.mark.usefixtures("moved")
def test_a_calendar_that_cannot_be_read_any_more_leaves_what_it_said(on_day: OnDay, rehearsal: Rehearsal) -> None:
    calendar_of(on_day(MAY))
    rehearsal.play(FaultKind.OTHER_LAYOUT, "/sj/fbrc/")
    rehearsal.play(FaultKind.FIREWALL, "queryAgendaByDate")
    home = on_day(JUNE)
    seen = calendar_of(home)
    assert seen[CALENDAR].outcome is VisitOutcome.LAYOUT_CHANGED
    assert seen[SERVICE].outcome is VisitOutcome.BLOCKED
    assert due(home) == date(2026, 6, 18)


@pytest.mark.usefixtures("moved")
def test_its_service_stands_in_for_it(on_day: OnDay, rehearsal: Rehearsal) -> None:
    rehearsal.play(FaultKind.NOT_FOUND, "/sj/fbrc/")
    home = on_day(MAY)
    seen = calendar_of(home)
    assert seen[CALENDAR].outcome is VisitOutcome.MOVED
    assert seen[SERVICE].outcome is VisitOutcome.UNCHANGED
    assert due(home) == date(2026, 6, 18)
    assert any("startDate=2026-01-01&endDate=2026-12-31" in target for _, target in rehearsal.requests)


def test_without_a_calendar_the_days_of_the_file_are_kept(on_day: OnDay, rehearsal: Rehearsal) -> None:
    rehearsal.play(FaultKind.NOT_FOUND, "/sj/fbrc/")
    rehearsal.play(FaultKind.FIREWALL, host="data.stats.gov.cn")
    home = on_day(MAY)
    assert not any(visit.outcome.could_look for visit in calendar_of(home).values())
    assert due(home) == date(2026, 6, 16)
