"""What may be forgotten: only bytes that prove nothing any more."""

from __future__ import annotations

from datetime import date, timedelta

from store_builders import NOON, SERIES, figure, origin, read, snapshot

from sources.releases import ReleaseRef
from store import observations, releases, retention, snapshots
from store.database import Engine, read_only, unit_of_work

LATER = NOON + timedelta(days=400)


def keep(engine: Engine, content: str, url: str, days: int) -> str:
    made = snapshot(content.encode(), url, NOON + timedelta(days=days))
    with unit_of_work(engine) as session:
        snapshots.keep(session, made)
    return made.sha256


def let_go(engine: Engine) -> int:
    with unit_of_work(engine) as session:
        return retention.let_go(session, LATER - timedelta(days=180)).bodies


def is_kept(engine: Engine, sha256: str) -> bool:
    with read_only(engine) as session:
        return snapshots.load(session, sha256) is not None


def test_old_answers_of_a_list_go_and_the_newest_stays_however_old(engine: Engine) -> None:
    old = [keep(engine, f"list {n}", "http://a.cn/list", n) for n in range(3)]
    assert let_go(engine) == 2
    assert [is_kept(engine, sha) for sha in old] == [False, False, True]
    assert let_go(engine) == 0


def test_what_came_lately_stays_and_so_does_what_came_again(engine: Engine) -> None:
    again = keep(engine, "list", "http://a.cn/list", 0)
    keep(engine, "list", "http://a.cn/list", 399)
    keep(engine, "other", "http://a.cn/list", 400)
    assert let_go(engine) == 0
    assert is_kept(engine, again)


def test_what_a_vintage_was_read_from_stays(engine: Engine) -> None:
    read(engine, origin("r1", date(2026, 5, 20), NOON), figure("8.8"))
    url = "http://tjj.ningbo.gov.cn/r1"
    keep(engine, "the page today", url, 390)  # the bytes read are no longer the newest of their address
    assert let_go(engine) == 0
    with read_only(engine) as session:
        proof = observations.history(session, SERIES)[0].latest.snapshot
    assert is_kept(engine, proof)


def test_what_a_release_waits_to_be_read_from_stays(engine: Engine) -> None:
    ref = ReleaseRef("ningbo", "数据", "r2", "http://a.cn/r2", "标题", date(2026, 5, 20))
    page = snapshot(b"page", ref.url)
    with unit_of_work(engine) as session:
        releases.see(session, [ref], NOON)
        snapshots.keep(session, page)
        releases.fetched(session, ref, page)
    keep(engine, "another page", ref.url, 399)
    assert let_go(engine) == 0
    assert is_kept(engine, page.sha256)


def test_counting_says_what_letting_go_does_and_changes_nothing(engine: Engine) -> None:
    for n in range(3):
        keep(engine, f"list {n}", "http://a.cn/list", n)
    with read_only(engine) as session:
        counted = retention.old(session, LATER - timedelta(days=180))
    assert counted.bodies == 2
    assert counted.size > 0
    assert let_go(engine) == 2
