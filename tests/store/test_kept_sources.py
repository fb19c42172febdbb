"""Snapshots, releases, visits, refusals and named lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text
from store_builders import NOON, announced, origin, ref, snapshot, visit

from sources.releases import Snapshot, VisitOutcome
from sources.series import Refusal, RefusalReason
from store import named_lists, refusals, releases, snapshots, visits
from store.database import Engine, read_only, unit_of_work
from store.errors import StoreError
from store.origins import Origin
from store.releases import Body
from store.visits import Ahead

URL = snapshot().url
HOUR = timedelta(hours=1)


def _keep(engine: Engine, *kept: Snapshot) -> list[bool]:
    with unit_of_work(engine) as session:
        return [snapshots.keep(session, one) for one in kept]


def test_bytes_come_back_as_they_were_with_what_came_along(engine: Engine) -> None:
    sent = Snapshot(URL, bytes(range(256)) * 99, "text/html", NOON, 200, "www.ningbo.gov.cn", '"e1"', "Wed")
    assert _keep(engine, sent) == [True]
    with read_only(engine) as session:
        assert snapshots.load(session, sent.sha256) == sent
        assert snapshots.latest(session, URL) == sent
        assert snapshots.load(session, "0" * 64) is None


def test_a_content_is_stored_once_and_each_reception_of_it(engine: Engine) -> None:
    first, later, elsewhere = snapshot(), snapshot(at=NOON + HOUR), snapshot(url="http://mirror/a", at=NOON + HOUR)
    assert _keep(engine, first, later, elsewhere, first) == [True, False, False, False]
    with read_only(engine) as session:
        assert [r.fetched_at for r in snapshots.receptions(session, URL)] == [NOON + HOUR, NOON]
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM body")).scalar_one() == 1


def test_an_empty_answer_is_a_content_too(engine: Engine) -> None:
    assert _keep(engine, snapshot(b"")) == [True]
    with read_only(engine) as session:
        found = snapshots.latest(session, URL)
    assert found is not None
    assert found.content == b""


def test_bytes_under_a_wrong_name_are_refused(engine: Engine) -> None:
    with pytest.raises(StoreError, match="are not those of"):
        _keep(engine, replace(snapshot(), sha256="0" * 64))


def test_damaged_bytes_are_never_handed_out(engine: Engine) -> None:
    _keep(engine, snapshot())
    with engine.begin() as connection:
        connection.execute(text("UPDATE body SET compressed = :other"), {"other": b"broken"})
    with pytest.raises(StoreError, match="are damaged"), read_only(engine) as session:
        snapshots.latest(session, URL)


def test_validators_are_those_of_the_last_answer(engine: Engine) -> None:
    _keep(engine, replace(snapshot(), etag='"old"'), replace(snapshot(b"new", at=NOON + HOUR), etag='"new"'))
    with read_only(engine) as session:
        known = snapshots.validators(session, URL)
        assert snapshots.validators(session, "http://other") is None
    assert known is not None
    assert (known.etag, known.sha256) == ('"new"', snapshot(b"new").sha256)
    _keep(engine, snapshot(b"newer", at=NOON + 2 * HOUR))
    with read_only(engine) as session:
        assert snapshots.validators(session, URL) is None


def test_not_modified_is_a_reception_of_what_was_there(engine: Engine) -> None:
    _keep(engine, replace(snapshot(), etag='"e"'))
    with unit_of_work(engine) as session:
        assert snapshots.still(session, URL, NOON + HOUR) == snapshot().sha256
        assert snapshots.still(session, "http://never", NOON) is None
    with read_only(engine) as session:
        assert [r.status for r in snapshots.receptions(session, URL)] == [304, 200]
        known = snapshots.validators(session, URL)
    assert known is not None
    assert known.etag == '"e"'


def test_a_release_is_new_once(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        assert releases.see(session, [ref("a"), ref("b"), ref("a")], NOON).new == (ref("a"), ref("b"))
        seen = releases.see(session, [ref("b"), ref("c")], NOON + HOUR)
    assert (seen.new, seen.changed) == ((ref("c"),), ())
    with read_only(engine) as session:
        found = releases.find(session, "ningbo", "b")
    assert found is not None
    assert (found.ref, found.first_seen, found.read) == (ref("b"), NOON, False)


def test_the_same_key_of_another_publisher_is_another_release(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        releases.see(session, [ref("a")], NOON)
        assert len(releases.see(session, [replace(ref("a"), publisher="miit")], NOON).new) == 1


@pytest.mark.parametrize(
    ("now_named", "changed"),
    [
        (ref("a", title="1-4月（修订）"), True),
        (ref("a", date(2026, 5, 21)), True),
        (replace(ref("a"), url="http://tjj.ningbo.gov.cn/moved"), True),
        (ref("a", None), False),
        (replace(ref("a"), column="要闻"), False),
    ],
)
def test_a_release_that_is_named_differently_is_told_once(engine: Engine, now_named, changed: bool) -> None:  # type: ignore[no-untyped-def]
    with unit_of_work(engine) as session:
        releases.see(session, [ref("a")], NOON)
        assert bool(releases.see(session, [now_named], NOON).changed) is changed
        assert releases.see(session, [now_named], NOON).changed == ()


def test_a_release_goes_from_seen_to_fetched_to_read_and_nothing_is_forgotten(engine: Engine) -> None:
    body = snapshot(b"body", "http://tjj.ningbo.gov.cn/a.html")
    with unit_of_work(engine) as session:
        releases.see(session, [ref("a")], NOON)
        assert releases.to_fetch(session, "ningbo", NOON) == (ref("a"),)
        assert releases.to_read(session, "ningbo") == ()
    with unit_of_work(engine) as session:
        snapshots.keep(session, body)
        assert releases.fetched(session, ref("a"), body) is Body.FIRST
    with unit_of_work(engine) as session:
        assert releases.to_fetch(session, "ningbo", NOON) == ()
        assert releases.to_read(session, "ningbo") == (releases.ReleaseRead(ref("a"), body.sha256),)
        releases.mark_read(session, ref("a"), body.sha256)
        assert releases.to_read(session, "ningbo") == ()
        assert releases.fetched(session, ref("a"), replace(body, fetched_at=NOON + HOUR)) is Body.SAME
        assert releases.to_read(session, "ningbo") == ()


def test_an_edited_release_is_to_be_read_again_and_an_old_reading_does_not_hide_it(engine: Engine) -> None:
    first, second = snapshot(b"first"), snapshot(b"second", at=NOON + HOUR)
    _keep(engine, first, second)
    with unit_of_work(engine) as session:
        releases.see(session, [ref("a")], NOON)
        releases.fetched(session, ref("a"), first)
        assert releases.fetched(session, ref("a"), second) is Body.EDITED
        releases.mark_read(session, ref("a"), first.sha256)
        assert [r.sha256 for r in releases.to_read(session, "ningbo")] == [second.sha256]


def test_a_release_that_could_not_be_fetched_waits_and_is_counted(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        releases.see(session, [ref("a")], NOON)
        assert releases.not_fetched(session, ref("a"), NOON + HOUR) == 1
        assert releases.not_fetched(session, ref("a"), NOON + HOUR) == 2
        assert releases.to_fetch(session, "ningbo", NOON) == ()
        assert releases.to_fetch(session, "ningbo", NOON + HOUR) == (ref("a"),)


def test_a_release_that_no_list_named_cannot_be_fetched(engine: Engine) -> None:
    with pytest.raises(StoreError, match="no release ningbo/a is known"), unit_of_work(engine) as session:
        releases.fetched(session, ref("a"), snapshot())


def test_young_releases_are_looked_at_again_the_longest_waiting_first(engine: Engine) -> None:
    old, young, undated, fresh = (
        ref("old", date(2026, 1, 1)),
        ref("young"),
        ref("undated", None),
        ref("fresh", date(2026, 5, 21)),
    )
    with unit_of_work(engine) as session:
        snapshots.keep(session, snapshot())
        releases.see(session, [old, young, undated, fresh, ref("never fetched")], NOON)
        for hours, one in enumerate((old, young, undated)):
            releases.fetched(session, one, snapshot(at=NOON - hours * HOUR))
        releases.fetched(session, fresh, snapshot(at=NOON + HOUR))
        found = releases.to_recheck(session, "ningbo", date(2026, 5, 1), NOON + HOUR, NOON + HOUR)
    assert found == (undated, young)


def test_known_releases_are_listed_newest_first(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        releases.see(session, [ref("undated", None), ref("may"), ref("june", date(2026, 6, 19))], NOON)
        assert [r.ref.key for r in releases.known(session, "ningbo")] == ["june", "may", "undated"]
        assert [r.ref.key for r in releases.known(session, "ningbo", since=date(2026, 6, 1))] == ["june"]


def test_failures_in_a_row_are_counted_and_a_look_that_succeeds_ends_them(engine: Engine) -> None:
    blocked, unchanged = VisitOutcome.BLOCKED, VisitOutcome.UNCHANGED
    told = [
        visit(unchanged, 0, rows=12),
        visit(blocked, 1),
        visit(VisitOutcome.FAILED, 2),
        visit(unchanged, 3, rows=11),
    ]
    with unit_of_work(engine) as session:
        states = [visits.record(session, one, Ahead(one.at + HOUR)) for one in told]
        assert visits.state(session, "ningbo", "统计数据") == states[-1]
        assert visits.states(session) == (states[-1],)
        assert visits.recent(session, "ningbo", "统计数据", 3) == tuple(reversed(told[1:]))
    assert [s.consecutive_failures for s in states] == [0, 1, 2, 0]
    assert [s.failing_since for s in states] == [None, NOON + HOUR, NOON + HOUR, None]
    assert [s.last_success for s in states] == [NOON, NOON, NOON, NOON + 3 * HOUR]
    assert [s.rows_last_seen for s in states] == [12, 12, 12, 11]
    assert [s.next_attempt for s in states] == [one.at + HOUR for one in told]


def test_a_column_that_never_could_be_seen_has_no_success(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        state = visits.record(session, visit(VisitOutcome.MOVED))
    assert (state.last_success, state.consecutive_failures, state.next_attempt) == (None, 1, None)


def test_a_visit_that_comes_in_late_moves_no_state(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        now = visits.record(session, visit(VisitOutcome.NEW, 5))
        assert visits.record(session, visit(VisitOutcome.BLOCKED, 1)) == now
        assert len(visits.recent(session, "ningbo", "统计数据")) == 2


def _refusal(value: str) -> Refusal:
    return Refusal(RefusalReason.TARGET, value, f"目标{value}%左右", (2, 2 + len(value)))


def _kept(engine: Engine, release: str, content: str = "", day: date = date(2026, 5, 20)) -> Origin:
    where = origin(release, day, content=content)
    _keep(engine, snapshot(f"{release} {content}".encode(), where.url, where.seen_at))
    return where


def test_refusals_are_kept_in_order_and_a_new_reading_takes_their_place(engine: Engine) -> None:
    where = _kept(engine, "may")
    with unit_of_work(engine) as session:
        refusals.keep(session, where, [_refusal("6"), _refusal("6"), _refusal("7")], figures=20)
        assert [r.value for r in refusals.of_snapshot(session, where.snapshot)] == ["6", "6", "7"]
        refusals.keep(session, where, [_refusal("7")], figures=22)
        assert refusals.of_snapshot(session, where.snapshot) == (_refusal("7"),)
        assert refusals.of_snapshot(session, "0" * 64) == ()
        [count] = refusals.counts(session, "ningbo")
    assert (count.release, count.figures, count.refusals) == ("ningbo/may", 22, 1)


def test_refusals_are_counted_by_document_newest_first(engine: Engine) -> None:
    may, june = _kept(engine, "may"), _kept(engine, "june", day=date(2026, 6, 19))
    edited = replace(_kept(engine, "may", "edited"), seen_at=datetime(2026, 5, 22, tzinfo=UTC))
    with unit_of_work(engine) as session:
        for where, number in ((may, 1), (june, 9), (edited, 2)):
            refusals.keep(session, where, [_refusal(str(n)) for n in range(number)], figures=5)
        found = refusals.counts(session, "ningbo")
        assert refusals.counts(session, "ningbo", limit=1) == found[:1]
        assert refusals.counts(session, "miit") == ()
    assert [(c.release, c.refusals) for c in found] == [("ningbo/june", 9), ("ningbo/may", 2)]


def test_an_announced_list_is_new_once_and_its_edit_tells_what_was_before(engine: Engine) -> None:
    first, second = _kept(engine, "batch"), _kept(engine, "batch", "edited")
    long, short = announced("甲公司", "乙公司"), announced("甲公司")
    with unit_of_work(engine) as session:
        [new] = named_lists.record(session, first, [long])
        assert (new.announced, new.previous, new.origin) == (long, None, first)
        assert named_lists.record(session, first, [long]) == ()
        moved = replace(long, quote="现予公布", span=(9, 13))
        assert named_lists.record(session, second, [moved]) == ()
        [edited] = named_lists.record(session, second, [short])
        assert (edited.announced, edited.previous) == (short, long)
        assert named_lists.record(session, first, [long]) == ()
        assert named_lists.since(session, new.position) == (edited,)
        assert named_lists.since(session, 0) == (new, edited) == named_lists.of_family(session, "miit.champions")


def test_lists_of_one_page_are_told_apart(engine: Engine) -> None:
    where = _kept(engine, "batch")
    with unit_of_work(engine) as session:
        told = [announced("甲", batch=9), announced("甲", batch=10), announced("乙", family=None)]
        assert [n.announced for n in named_lists.record(session, where, told)] == told
        assert len(named_lists.of_family(session, "miit.champions")) == 2


def test_visits_recorded_together_leave_what_they_leave_one_by_one(engine: Engine) -> None:
    outcomes = [
        VisitOutcome.NEW,
        VisitOutcome.UNCHANGED,
        VisitOutcome.FAILED,
        VisitOutcome.FAILED,
        VisitOutcome.BLOCKED,
    ]
    told = [
        replace(visit(outcome, hours), column=column)
        for hours, (outcome, column) in enumerate(zip(outcomes, "abaac", strict=True))
    ]
    with unit_of_work(engine) as session:
        together = visits.record_all(session, [(one, Ahead()) for one in told])
        apart = tuple(visits.record(session, replace(one, publisher="other")) for one in told)
        assert visits.states(session, "ningbo") == (together[3], together[1], together[4])
        assert len(visits.recent(session, "ningbo", "a")) == 3
    assert together == tuple(replace(state, publisher="ningbo") for state in apart)
    assert [state.consecutive_failures for state in together] == [0, 0, 1, 2, 1]
