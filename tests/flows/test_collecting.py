"""Looking, fetching, reading: on the rehearsed sites, with their faults."""

from __future__ import annotations

from datetime import date

from rehearsed_house import OnDay

from flows.fetching import fetch_releases
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.spans import Span
from flows.wiring import House
from sources.rehearsal import FaultKind, Rehearsal
from sources.releases import VisitOutcome
from store import observations, visits
from store.database import read_only

MAY = date(2026, 5, 22)


def collect(home: House, publisher: str) -> tuple[list[VisitOutcome], int]:
    """Outcomes of the visits, and how many new values were recorded."""
    outcomes = [v.outcome for v in look_at_columns(home, publisher) if v.outcome is not VisitOutcome.VALID_EMPTY]
    fetch_releases(home, publisher)
    return outcomes, sum(len(release.vintages) for release in read_releases(home, publisher))


def newest(home: House, series: str) -> str:
    with read_only(home.store) as session:
        found = observations.newest(session, series)
    assert found is not None
    return f"{found.period.label_zh()} {found.latest.value}"


def test_a_release_is_found_kept_read_and_recorded(on_day: OnDay) -> None:
    home = on_day(MAY)
    outcomes, values = collect(home, "ningbo-stats")
    assert set(outcomes) == {VisitOutcome.NEW}
    assert values >= 5
    assert newest(home, "ningbo-iva-above-scale-growth-cumulative") == "2026年1—4月 8.8"


def test_looking_again_changes_nothing(on_day: OnDay) -> None:
    home = on_day(MAY)
    collect(home, "ningbo-stats")
    assert collect(home, "ningbo-stats") == ([VisitOutcome.UNCHANGED, VisitOutcome.UNCHANGED], 0)


def test_a_run_that_died_after_looking_is_finished_by_the_next(on_day: OnDay) -> None:
    home = on_day(MAY)
    look_at_columns(home, "nbs")
    outcomes, values = collect(home, "nbs")
    assert set(outcomes) == {VisitOutcome.UNCHANGED}
    assert values > 0


def test_a_run_that_died_after_fetching_is_finished_by_the_next(on_day: OnDay) -> None:
    home = on_day(MAY)
    look_at_columns(home, "nbs")
    assert fetch_releases(home, "nbs")
    assert sum(len(release.vintages) for release in read_releases(home, "nbs")) > 0
    assert read_releases(home, "nbs") == ()


def test_gbk_bytes_under_a_wrong_header_are_read_all_the_same(on_day: OnDay, rehearsal: Rehearsal) -> None:
    home = on_day(MAY)
    rehearsal.play(FaultKind.WRONG_CHARSET)
    collect(home, "ningbo-stats")
    assert newest(home, "ningbo-iva-above-scale-growth-cumulative") == "2026年1—4月 8.8"


def test_a_site_that_blocks_is_left_alone_for_hours_and_then_tried_again(on_day: OnDay, rehearsal: Rehearsal) -> None:
    home = on_day(date(2026, 8, 5))
    assert {visit.outcome for visit in look_at_columns(home, "ningbo-stats")} == {VisitOutcome.BLOCKED}
    asked = len(rehearsal.requests)
    assert look_at_columns(home, "ningbo-stats") == ()
    assert len(rehearsal.requests) == asked
    later = on_day(date(2026, 8, 7))
    seen = {visit.outcome for visit in look_at_columns(later, "ningbo-stats")}
    assert seen == {VisitOutcome.NEW, VisitOutcome.VALID_EMPTY}
    with read_only(later.store) as session:
        assert all(state.consecutive_failures == 0 for state in visits.states(session))


def test_older_releases_wait_for_a_run_that_is_not_told_a_day(on_day: OnDay) -> None:
    home = on_day(MAY)
    look_at_columns(home, "nbs")
    early = fetch_releases(home, "nbs", Span(date(2026, 3, 1), MAY))
    assert {fetched.ref.published_on for fetched in early} == {date(2026, 3, 16), date(2026, 5, 18)}
    assert len(fetch_releases(home, "nbs")) == 3


def test_an_attachment_is_kept_and_read_with_its_page(on_day: OnDay) -> None:
    home = on_day(date(2026, 7, 28))
    look_at_columns(home, "miit")
    fetched = {one.ref.title: one.attachments for one in fetch_releases(home, "miit")}
    assert fetched["关于公布第二批国家新型工业化示范区创建城市名单的通知"] == 1
    read = {one.ref.title: one for one in read_releases(home, "miit")}
    assert len(read["关于公布第二批国家新型工业化示范区创建城市名单的通知"].lists) == 2


def test_every_value_carries_the_sentence_it_was_read_from(on_day: OnDay) -> None:
    home = on_day(MAY)
    collect(home, "ningbo-stats")
    with read_only(home.store) as session:
        news = observations.since(session, 0)
    assert news
    for new in news:
        number = format(new.vintage.value, "f").lstrip("-")
        assert number in new.vintage.quote
        assert new.vintage.url.startswith("http://tjj.ningbo.gov.cn/")
