"""What becomes of releases after they were read: edited, withdrawn, there again, said twice. Kept once, told once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from rehearsed_house import OnDay

from alerts.lifecycle import State
from flows.fetching import fetch_releases
from flows.judge import judge_all
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.rechecking import recheck_releases
from flows.wiring import House
from sources.editions import disagreement
from sources.pages import read_page
from sources.rehearsal import FaultKind, Rehearsal
from store import release_facts
from store.database import read_only
from store.release_facts import FactKind

NOTICE, LIST = "d0000000000000000000000000202606", "d0000000000000000000000000202608"
SECOND_BATCH = "b0000000000000000000000000202607"


def collect(home: House, publisher: str) -> None:
    look_at_columns(home, publisher)
    fetch_releases(home, publisher)
    recheck_releases(home, publisher)
    read_releases(home, publisher)


def facts(home: House, *kinds: FactKind) -> list[tuple[str, FactKind]]:
    with read_only(home.store) as session:
        return [(fact.key, fact.kind) for fact in release_facts.since(session, 0) if fact.kind in kinds]


def fired(home: House) -> set[tuple[str, str]]:
    """What the desk is told of, of lists and releases."""
    rules = ("release-edited", "release-withdrawn", "list-changed")
    moves = judge_all(home).transitions
    return {(move.rule, move.subject) for move in moves if move.after is State.FIRING and move.rule in rules}


def test_an_edited_page_is_kept_beside_what_it_said_and_told_once(on_day: OnDay) -> None:
    home = on_day(date(2026, 7, 15))
    collect(home, "ningbo-jx")
    assert fired(home) == set()
    home = on_day(date(2026, 7, 21))
    collect(home, "ningbo-jx")
    assert facts(home, FactKind.EDITED) == [(NOTICE, FactKind.EDITED)]
    with read_only(home.store) as session:
        (fact,) = release_facts.of(session, "ningbo-jx", NOTICE)
    assert "+ 各有关单位" in fact.detail
    assert "申报截止日期顺延" in fact.detail
    assert fired(home) == {("release-edited", f"ningbo-jx/{NOTICE}")}
    home = on_day(date(2026, 7, 22))
    collect(home, "ningbo-jx")
    assert facts(home, FactKind.EDITED) == [(NOTICE, FactKind.EDITED)]
    assert fired(home) == set()


def test_a_page_that_is_taken_down_is_told_once_and_its_column_is_not_blind(on_day: OnDay) -> None:
    collect(on_day(date(2026, 8, 17)), "ningbo-jx")
    home = on_day(date(2026, 9, 2))
    collect(home, "ningbo-jx")
    assert fired(home) == {("release-withdrawn", f"ningbo-jx/{LIST}")}
    home = on_day(date(2026, 9, 3))
    collect(home, "ningbo-jx")
    assert facts(home, FactKind.WITHDRAWN) == [(LIST, FactKind.WITHDRAWN)]
    assert fired(home) == set()


def test_a_watched_list_that_is_taken_down_and_put_back_is_told_both_times(on_day: OnDay, rehearsal: Rehearsal) -> None:
    day = date(2026, 7, 28)
    home = on_day(day)
    collect(home, "miit")
    judge_all(home)
    rehearsal.play(FaultKind.NOT_FOUND, where=SECOND_BATCH)
    home = on_day(day + timedelta(days=2))
    collect(home, "miit")
    assert fired(home) == {("release-withdrawn", f"miit/{SECOND_BATCH}"), ("list-changed", "nia-cities")}
    rehearsal.stop_faults()
    home = on_day(day + timedelta(days=4))
    collect(home, "miit")
    assert facts(home, FactKind.WITHDRAWN, FactKind.BACK) == [
        (SECOND_BATCH, FactKind.WITHDRAWN),
        (SECOND_BATCH, FactKind.BACK),
    ]
    assert fired(home) == {("release-withdrawn", f"miit/{SECOND_BATCH}")}


def test_the_same_words_under_another_address_are_no_news(on_day: OnDay) -> None:
    collect(on_day(date(2026, 5, 21)), "ningbo-gov")
    home = on_day(date(2026, 5, 22))
    collect(home, "ningbo-gov")
    assert facts(home, FactKind.SAYS_THE_SAME) == [("d0000000000000000000000001202605", FactKind.SAYS_THE_SAME)]
    assert fired(home) == set()


@pytest.mark.parametrize(
    ("listed", "meta", "printed", "told"),
    [
        (date(2026, 5, 21), "2026-05-21 10:00", "2026-05-21", ""),
        (date(2026, 5, 21), "2026-05-20 18:00", "2026-05-21", "list 2026-05-21, meta 2026-05-20, page 2026-05-21"),
        (None, "2026-05-20", "2026-05-21", "meta 2026-05-20, page 2026-05-21"),
        (date(2026, 5, 21), "", "", ""),
        (None, "", "", ""),
    ],
    ids=["they agree", "the meta tag differs", "no day in the list", "only the list has one", "no day anywhere"],
)
def test_days_that_a_release_gives_itself_are_compared(listed: date | None, meta: str, printed: str, told: str) -> None:
    head = f'<meta name="PubDate" content="{meta}">' if meta else ""
    line = f'<span id="con_time">发布时间：{printed}</span>' if printed else ""
    page = f"""<html><head><meta name="ArticleTitle" content="标题">{head}</head><body><h1 id="con_title">标题</h1>
        <div class="cinfo center">{line}</div><div id="con_con"><p>正文，演练虚构。</p></div></body></html>"""
    read = read_page(page.encode(), "text/html; charset=utf-8", url="https://www.miit.gov.cn/a.html")
    assert disagreement(listed, read) == told
