from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text
from store_builders import APRIL, MAY, SERIES, figure, money, origin, read

from sources.series import Observation, Qualifier, ReferencePeriod, Status
from store import observations
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import StoreError
from store.observations import KnownBy

MAY_20, JUNE_19, JULY_15 = date(2026, 5, 20), date(2026, 6, 19), date(2026, 7, 15)


def _values(observation: Observation | None) -> list[str]:
    return [str(v.value) for v in observation.vintages] if observation else []


def _found(engine: Engine, period: ReferencePeriod = APRIL) -> list[str]:
    with read_only(engine) as session:
        return _values(observations.find(session, SERIES, period))


def _feed(engine: Engine, position: int = 0) -> tuple[observations.NewVintage, ...]:
    with read_only(engine) as session:
        return observations.since(session, position)


def test_the_first_figure_of_an_observation_is_new_and_no_revision(engine: Engine) -> None:
    where = origin("may", MAY_20)
    recorded = read(engine, where, figure("8.8"))
    [new] = recorded.new
    assert (new.is_latest, new.is_revision, new.previous) == (True, False, None)
    assert (new.vintage.value, new.vintage.published_on, new.vintage.seen_at) == (Decimal("8.8"), MAY_20, where.seen_at)
    assert (new.vintage.snapshot, new.vintage.url, new.vintage.title) == (where.snapshot, where.url, where.title)
    assert (new.vintage.quote, new.vintage.span) == ("全市规上工业增加值同比增长8.8%", (14, 17))
    assert (new.observation.series, new.observation.period, new.release) == (SERIES, APRIL, "ningbo/may")


def test_recording_twice_is_recording_once(engine: Engine) -> None:
    first = read(engine, origin("may", MAY_20), figure("8.8"))
    again = read(engine, origin("may", MAY_20), figure("8.8"))
    assert (len(first.new), again.new, again.repeated) == (1, (), 1)
    assert _feed(engine) == first.new
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM statement")).scalar_one() == 1


def test_a_later_release_that_repeats_a_figure_brings_no_vintage(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))
    repeated = read(engine, replace(origin("june", JUNE_19), publisher="zhejiang"), figure("8.8"))
    assert repeated.new == ()
    assert _found(engine) == ["8.8"]


def test_a_later_release_with_another_figure_is_a_revision(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))
    [new] = read(engine, origin("june", JUNE_19), figure("8.6")).new
    assert new.is_revision
    assert new.previous is not None
    assert (new.previous.value, new.vintage.value) == (Decimal("8.8"), Decimal("8.6"))
    assert _found(engine) == ["8.8", "8.6"]


def test_an_older_release_that_comes_in_late_is_history_and_no_revision(engine: Engine) -> None:
    read(engine, origin("june", JUNE_19), figure("8.6"))
    [late] = read(engine, origin("may", MAY_20, datetime(2026, 8, 1, tzinfo=UTC)), figure("8.8")).new
    assert (late.is_latest, late.is_revision) == (False, False)
    assert _found(engine) == ["8.8", "8.6"]


def test_an_older_release_that_proves_the_known_figure_earlier_is_no_news(engine: Engine) -> None:
    read(engine, origin("june", JUNE_19), figure("8.8"))
    assert read(engine, origin("may", MAY_20, datetime(2026, 8, 1, tzinfo=UTC)), figure("8.8")).new == ()
    with read_only(engine) as session:
        found = observations.find(session, SERIES, APRIL)
    assert found is not None
    assert [v.published_on for v in found.vintages] == [MAY_20]


def test_a_value_confirmed_later_is_not_overruled_by_a_release_from_between(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))
    read(engine, origin("july", JULY_15), figure("8.8"))
    [between] = read(engine, origin("june", JUNE_19), figure("8.6")).new
    assert not between.is_latest
    assert _found(engine) == ["8.8", "8.6", "8.8"]


def test_an_edited_page_is_a_revision_from_the_day_it_was_found(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))
    edited = origin("may", MAY_20, datetime(2026, 5, 25, 4, tzinfo=UTC), "edited")
    [new] = read(engine, edited, figure("8.6"), content="edited").new
    assert new.is_revision
    with read_only(engine) as session:
        known = [observations.as_of(session, SERIES, date(2026, 5, day))[0].latest.value for day in (24, 25)]
    assert known == [Decimal("8.8"), Decimal("8.6")]


def test_a_page_that_changed_without_its_figures_brings_no_vintage_and_no_new_date(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))
    read(engine, origin("june", JUNE_19), figure("8.6"))
    noise = origin("may", MAY_20, datetime(2026, 7, 1, tzinfo=UTC), "noise")
    assert read(engine, noise, figure("8.8"), content="noise").new == ()
    assert _found(engine) == ["8.8", "8.6"]


def test_a_page_that_is_changed_and_changed_back_says_its_first_figure_again(engine: Engine) -> None:
    days = [datetime(2026, 5, day, tzinfo=UTC) for day in (20, 21, 22)]
    for day, content, value in zip(days, ("a", "b", "a"), ("8.8", "8.6", "8.8"), strict=True):
        read(engine, origin("may", MAY_20, day, content), figure(value), content=content)
    assert _found(engine) == ["8.8", "8.6", "8.8"]


def test_a_better_reader_of_the_same_bytes_adds_and_keeps_the_date(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("88"))
    read(engine, origin("june", JUNE_19), figure("8.6"))
    [new] = read(engine, origin("may", MAY_20), figure("8.8")).new
    assert not new.is_latest
    assert _found(engine) == ["88", "8.8", "8.6"]


def test_two_values_in_one_document_are_both_refused_and_told(engine: Engine) -> None:
    recorded = read(engine, origin("may", MAY_20), figure("8.8"), figure("9.8"), figure("7", MAY))
    [conflict] = recorded.conflicts
    assert (conflict.series, conflict.period) == (SERIES, APRIL)
    assert [refusal.value for refusal in conflict.refusals()] == ["8.8", "9.8"]
    assert _found(engine) == []
    assert _found(engine, MAY) == ["7"]


@pytest.mark.parametrize("first", [0, 1])
def test_a_figure_said_twice_in_one_document_is_taken_where_it_says_most(engine: Engine, first: int) -> None:
    said = [money("7187"), money("7000", Qualifier.AT_LEAST)]
    recorded = read(engine, origin("may", MAY_20), said[first], said[1 - first])
    assert recorded.conflicts == ()
    assert _found(engine) == ["7187"]


def test_of_one_number_with_and_without_a_status_the_status_is_kept(engine: Engine) -> None:
    stated = replace(figure("8.8"), status=Status.PRELIMINARY)
    [new] = read(engine, origin("may", MAY_20), figure("8.80"), stated).new
    assert new.vintage.status is Status.PRELIMINARY


def test_the_page_speaks_before_its_attachment(engine: Engine) -> None:
    page = origin("may", MAY_20)
    attachment = replace(page, document="http://tjj.ningbo.gov.cn/may.xlsx")
    assert len(read(engine, attachment, figure("8.83")).new) == 1
    assert _found(engine) == ["8.83"]
    read(engine, page, figure("8.8"))
    assert _found(engine) == ["8.8"]


def test_figures_without_series_or_period_are_counted_and_not_stored(engine: Engine) -> None:
    nowhere = figure("8.8", ReferencePeriod.unknown())
    recorded = read(engine, origin("may", MAY_20), figure("1", series=None), nowhere)
    assert (recorded.unwatched, recorded.new) == (2, ())
    with read_only(engine) as session:
        assert observations.count(session) == 0


def test_figures_of_bytes_that_were_not_kept_are_refused(engine: Engine) -> None:
    with pytest.raises(StoreError, match="keep a snapshot before"), unit_of_work(engine) as session:
        observations.record(session, origin("may", MAY_20), [figure("8.8")])


@pytest.mark.parametrize(
    "value", ["8.8", "8.80", "-0.1", "0", "18700", "1.87E+4", "0.000001", "12345678901234567890.123456789012345678"]
)
def test_decimals_come_back_exactly(engine: Engine, value: str) -> None:
    read(engine, origin("may", MAY_20), figure(value))
    [found] = _found(engine)
    assert found == format(Decimal(value), "f")


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_is_no_number_is_not_stored(engine: Engine, value: str) -> None:
    with pytest.raises(StoreError, match=r"^only a finite Decimal"):
        read(engine, origin("may", MAY_20), figure(value))
    assert _found(engine) == []


def test_as_of_gives_what_was_published_by_a_day_or_seen_by_it(engine: Engine) -> None:
    seen_in_august = datetime(2026, 8, 1, tzinfo=UTC)
    read(engine, origin("may", MAY_20, seen_in_august), figure("8.8"))
    read(engine, origin("june", JUNE_19, seen_in_august), figure("8.6"), figure("8.1", MAY))

    def known(day: date, by: KnownBy = KnownBy.PUBLISHED) -> list[list[str]]:
        with read_only(engine) as session:
            return [_values(o) for o in observations.as_of(session, SERIES, day, by)]

    assert known(date(2026, 5, 19)) == []
    assert known(MAY_20) == [["8.8"]]
    assert known(JUNE_19) == [["8.8", "8.6"], ["8.1"]]
    assert known(JULY_15, KnownBy.SEEN) == []
    assert known(date(2026, 8, 1), KnownBy.SEEN) == [["8.8", "8.6"], ["8.1"]]


def test_the_day_of_seeing_is_a_beijing_day(engine: Engine) -> None:
    read(engine, origin("may", MAY_20, datetime(2026, 5, 20, 16, 30, tzinfo=UTC)), figure("8.8"))
    with read_only(engine) as session:
        assert observations.as_of(session, SERIES, MAY_20, KnownBy.SEEN) == ()
        assert len(observations.as_of(session, SERIES, date(2026, 5, 21), KnownBy.SEEN)) == 1


def test_history_goes_by_period_and_can_begin_late(engine: Engine) -> None:
    read(engine, origin("june", JUNE_19), figure("8.1", MAY), figure("8.6"), figure("1", series="other"))
    with read_only(engine) as session:
        assert [o.period for o in observations.history(session, SERIES)] == [APRIL, MAY]
        assert [o.period for o in observations.history(session, SERIES, since=date(2026, 5, 31))] == [MAY]
        assert observations.history(session, "unknown") == ()
        assert set(observations.histories(session, [SERIES, "other", "unknown"])) == {SERIES, "other"}
        newest = observations.newest(session, SERIES)
        assert newest is not None
        assert newest.period == MAY
        assert set(observations.latest(session, [SERIES, "other", "unknown"])) == {SERIES, "other"}


def test_the_newest_periods_of_many_series_are_each_their_own(engine: Engine) -> None:
    read(engine, origin("june", JUNE_19), figure("1", APRIL, "a"), figure("2", APRIL, "b"), figure("3", MAY, "b"))
    with read_only(engine) as session:
        found = observations.latest(session, ["a", "b"])
    assert {name: o.latest.value for name, o in found.items()} == {"a": Decimal(1), "b": Decimal(3)}


def test_arrivals_come_in_order_and_from_a_position(engine: Engine) -> None:
    read(engine, origin("june", JUNE_19), figure("8.6"), figure("8.1", MAY))
    read(engine, origin("may", MAY_20), figure("8.8"))
    feed = _feed(engine)
    assert [str(n.vintage.value) for n in feed] == ["8.6", "8.1", "8.8"]
    assert [n.position for n in feed] == sorted(n.position for n in feed)
    assert _feed(engine, feed[1].position) == feed[2:]
    assert _feed(engine, feed[-1].position) == ()
    with read_only(engine) as session:
        assert observations.since(session, 0, limit=2) == feed[:2]


def test_arrivals_stand_as_they_stood_and_do_not_look_ahead(engine: Engine) -> None:
    at_once = read(engine, origin("may", MAY_20), figure("8.8")).new
    at_once += read(engine, origin("june", JUNE_19), figure("8.6")).new
    assert _feed(engine) == at_once
    first = at_once[0]
    assert first.is_latest
    with read_only(engine) as session:
        [then] = observations.history(session, SERIES, until=first.position)
    assert _values(then) == ["8.8"]


def test_what_was_not_committed_is_not_there(engine: Engine) -> None:
    read(engine, origin("may", MAY_20), figure("8.8"))

    def fail() -> None:
        with unit_of_work(engine) as session:
            observations.record(session, origin("may", MAY_20), [figure("8.1", MAY)])
            raise RuntimeError("the reader died")

    with pytest.raises(RuntimeError, match="died"):
        fail()
    assert _found(engine, MAY) == []
    assert len(_feed(engine)) == 1


def test_recorders_at_once_record_once_and_arrive_in_order(url: str, engine: Engine) -> None:
    def work(number: int) -> int:
        own = open_store(url)
        new = 0
        for day in range(1, 6):
            new += len(read(own, origin(f"r{day}", date(2026, 5, day)), figure(str(day)), figure(str(day), MAY)).new)
        own.dispose()
        return new

    with ThreadPoolExecutor(4) as pool:
        new = sum(pool.map(work, range(4)))
    feed = _feed(engine)
    assert new == len(feed) == 10
    assert _found(engine) == ["1", "2", "3", "4", "5"]


def test_a_reader_that_follows_the_numbers_misses_none_that_commit_late(url: str, engine: Engine) -> None:
    positions: list[int] = []
    with ThreadPoolExecutor(4) as pool:
        jobs = [
            pool.submit(read, engine, origin(f"r{n}", MAY_20 + timedelta(days=n)), figure(str(n))) for n in range(40)
        ]
        while not all(job.done() for job in jobs):
            time.sleep(0.002)
            positions += [n.position for n in _feed(engine, positions[-1] if positions else 0)]
        positions += [n.position for n in _feed(engine, positions[-1] if positions else 0)]
    assert positions == [n.position for n in _feed(engine)]
    assert len(positions) == sum(len(job.result().new) for job in jobs)
