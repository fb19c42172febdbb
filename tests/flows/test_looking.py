"""Looking at columns again and again: back-off, second routes, lists that were and are empty, columns that were corrected."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from rehearsed_house import OnDay

from flows.clock import StoppedClock, evening_of
from flows.looking import FIRST_BACK_OFF, LONGEST_BACK_OFF, look_at_columns
from flows.wiring import House
from sources.rehearsal import FaultKind, Rehearsal
from sources.rehearsal.record import Release, record
from sources.releases import Visit, VisitOutcome
from store import visits
from store.database import read_only

MAY = date(2026, 5, 20)
BLOCKED, SAME, EMPTY = VisitOutcome.BLOCKED, VisitOutcome.UNCHANGED, VisitOutcome.VALID_EMPTY
NEW, CHANGED = VisitOutcome.NEW, VisitOutcome.LAYOUT_CHANGED


def with_columns(home: House, publisher: str, *names: str) -> House:
    entry = home.catalogue.publishers[publisher]
    kept = tuple(column for column in entry.columns if column.name in names)
    publishers = {publisher: entry.model_copy(update={"columns": kept})}
    return replace(home, catalogue=replace(home.catalogue, publishers=publishers))


def at(home: House, moment: datetime) -> House:
    return replace(home, clock=StoppedClock(moment))


def outcomes(home: House, publisher: str) -> dict[str, VisitOutcome]:
    return {visit.column: visit.outcome for visit in look_at_columns(home, publisher)}


def test_a_person_who_insists_asks_also_what_is_being_left_alone(on_day: OnDay, rehearsal: Rehearsal) -> None:
    home = with_columns(on_day(MAY), "ningbo-jx", "公示公告")
    rehearsal.play(FaultKind.FIREWALL)
    assert outcomes(home, "ningbo-jx") == {"公示公告": BLOCKED}
    rehearsal.stop_faults()
    assert look_at_columns(home, "ningbo-jx") == ()
    assert [visit.outcome for visit in look_at_columns(home, "ningbo-jx", insist=True)] == [NEW]


def test_a_site_that_goes_on_blocking_is_left_alone_twice_as_long_each_time_but_tried_every_day(
    on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = with_columns(on_day(MAY), "ningbo-jx", "公示公告")
    rehearsal.play(FaultKind.FIREWALL)
    moment, waited = evening_of(MAY), []
    for _ in range(5):
        assert outcomes(at(home, moment), "ningbo-jx") == {"公示公告": BLOCKED}
        with read_only(home.store) as session:
            state = visits.state(session, "ningbo-jx", "公示公告")
        assert state is not None
        assert state.next_attempt is not None
        waited.append(state.next_attempt - moment)
        asked = len(rehearsal.requests)
        assert outcomes(at(home, state.next_attempt - timedelta(seconds=1)), "ningbo-jx") == {}
        assert len(rehearsal.requests) == asked
        moment = state.next_attempt
    hours = [4, 8, 16, 20, 20]
    assert waited == [timedelta(hours=number) for number in hours]
    assert (waited[0], waited[-1]) == (FIRST_BACK_OFF, LONGEST_BACK_OFF)
    rehearsal.stop_faults()
    assert outcomes(at(home, moment), "ningbo-jx") == {"公示公告": NEW}
    rehearsal.play(FaultKind.FIREWALL)
    outcomes(at(home, moment + timedelta(hours=3)), "ningbo-jx")
    with read_only(home.store) as session:
        state = visits.state(session, "ningbo-jx", "公示公告")
    assert state is not None
    assert state.next_attempt == moment + timedelta(hours=3) + FIRST_BACK_OFF  # a success begins it anew


def test_a_site_that_names_a_time_is_asked_again_after_it_and_any_other_failure_at_the_next_slot(
    on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = with_columns(on_day(MAY), "ningbo-jx", "公示公告")
    for fault, wait in ((FaultKind.BUSY_FOR_HOURS, timedelta(hours=2)), (FaultKind.NOT_FOUND, None)):
        rehearsal.stop_faults()
        rehearsal.play(fault)
        moment = evening_of(MAY) + timedelta(days=1 if wait is None else 0)
        outcomes(at(home, moment), "ningbo-jx")
        with read_only(home.store) as session:
            state = visits.state(session, "ningbo-jx", "公示公告")
        assert state is not None
        assert state.next_attempt == (moment + wait if wait else None)


def test_a_second_route_is_asked_only_while_the_first_is_blind(on_day: OnDay, rehearsal: Rehearsal) -> None:
    home = on_day(MAY)
    home = with_columns(home, "nbs", "最新发布", "最新发布 订阅", "最新发布 接口")
    assert outcomes(home, "nbs") == {"最新发布": NEW}
    rehearsal.play(FaultKind.FIREWALL, "/sj/zxfb/")
    home = with_columns(on_day(date(2026, 6, 17)), "nbs", "最新发布", "最新发布 订阅", "最新发布 接口")
    seen = look_at_columns(home, "nbs")
    assert {visit.column: visit.outcome for visit in seen} == {
        "最新发布": BLOCKED,
        "最新发布 订阅": BLOCKED,
        "最新发布 接口": NEW,
    }
    assert seen[-1].new_releases == 1  # what the first route had named already is not new by the second
    rehearsal.stop_faults()
    home = with_columns(on_day(date(2026, 6, 19)), "nbs", "最新发布", "最新发布 订阅", "最新发布 接口")
    assert set(outcomes(home, "nbs")) == {"最新发布"}


def test_second_routes_have_a_try_of_their_own_on_a_host_that_is_not_asked_for_more(
    on_day: OnDay, rehearsal: Rehearsal
) -> None:
    names = ("通知", "公告", "文件公示", "政策文件库检索")
    home = with_columns(on_day(MAY), "miit", *names)
    for path in ("/zwgk/",):
        rehearsal.play(FaultKind.FIREWALL, path)
    seen = {visit.column: visit for visit in look_at_columns(home, "miit")}
    assert [seen[name].outcome for name in names[:3]] == [BLOCKED] * 3
    unasked = [name for name in names[:3] if "not asked" in seen[name].evidence]
    assert len(unasked) == 1
    assert seen["政策文件库检索"].outcome.could_look


def test_a_list_that_says_it_is_empty_is_well_as_long_as_it_never_had_rows(on_day: OnDay, rehearsal: Rehearsal) -> None:
    empty = with_columns(on_day(MAY), "ningbo-jx", "通知公告")
    assert outcomes(empty, "ningbo-jx") == {"通知公告": EMPTY}
    assert outcomes(empty, "ningbo-jx") == {"通知公告": EMPTY}  # the same bytes, not even read
    rehearsal.play(FaultKind.FLAPPING)
    assert outcomes(empty, "ningbo-jx") == {"通知公告": EMPTY}  # other bytes
    rehearsal.stop_faults()
    full = with_columns(on_day(MAY), "ningbo-jx", "公示公告")
    assert outcomes(full, "ningbo-jx") == {"公示公告": NEW}
    rehearsal.play(FaultKind.ROWS_GONE)
    for hour in range(1, 6):  # however often it says so
        later = at(full, evening_of(MAY) + timedelta(hours=hour))
        assert outcomes(later, "ningbo-jx") == {"公示公告": CHANGED}
    rehearsal.stop_faults()
    assert outcomes(at(full, evening_of(MAY) + timedelta(hours=6)), "ningbo-jx") == {"公示公告": SAME}


@pytest.fixture
def shrinking(monkeypatch: pytest.MonkeyPatch) -> Callable[[House], tuple[Visit, ...]]:
    """A column with twelve rows of which three are left on the 20th of May."""
    one = next(r for r in record().releases if r.column == "ningbo-jx/公示公告")
    made = [
        Release.model_validate(
            one.model_dump()
            | {
                "key": f"{number:032x}",
                "day": date(2026, 4, 1),
                "withdrawn": None if number < 3 else MAY,
                "also_in": (),
            }
        )
        for number in range(12)
    ]
    told = record().model_copy(update={"releases": tuple(made)})
    monkeypatch.setattr("sources.rehearsal.places.record", lambda: told)
    return lambda home: look_at_columns(with_columns(home, "ningbo-jx", "公示公告"), "ningbo-jx")


def test_a_list_that_lost_most_of_its_rows_is_told_three_times_and_then_believed(
    on_day: OnDay, shrinking: Callable[[House], tuple[Visit, ...]]
) -> None:
    (first,) = shrinking(on_day(date(2026, 5, 19)))
    assert (first.outcome, first.rows) == (NEW, 12)
    for hour in range(3):
        (later,) = shrinking(at(on_day(MAY), evening_of(MAY) + timedelta(hours=hour)))
        assert (later.outcome, later.remarks) == (CHANGED, ("3 rows where there were 12",))
    (believed,) = shrinking(at(on_day(MAY), evening_of(MAY) + timedelta(hours=3)))
    assert (believed.outcome, believed.rows) == (SAME, 3)


def test_a_column_whose_address_was_corrected_is_asked_there_although_the_old_one_says_the_same(
    on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = with_columns(on_day(MAY), "zhejiang-jx", "统计信息")
    outcomes(home, "zhejiang-jx")
    assert outcomes(home, "zhejiang-jx")
    entry = home.catalogue.publishers["zhejiang-jx"]
    other = entry.columns[0].model_copy(update={"url": "https://jxt.zj.gov.cn/moved/index.html"})
    publishers = {entry.id: entry.model_copy(update={"columns": (other,)})}
    corrected = replace(home, catalogue=replace(home.catalogue, publishers=publishers))
    rehearsal.requests.clear()
    look_at_columns(corrected, "zhejiang-jx")
    assert ("jxt.zj.gov.cn", "/moved/index.html") in rehearsal.requests
