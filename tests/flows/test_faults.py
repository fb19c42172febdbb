"""Every failure of the field, on every kind of list: which visit it ends as, and what it must never do."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from rehearsed_house import OnDay
from sqlalchemy import text

from flows.fetching import fetch_releases
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.rechecking import recheck_releases
from flows.settings import Settings
from flows.wiring import House, house
from sources.manners import Limits
from sources.rehearsal import FaultKind, Rehearsal
from sources.releases import Visit, VisitOutcome
from store import visits
from store.database import read_only

BEFORE, AFTER, DAY_AFTER = date(2026, 5, 21), date(2026, 8, 27), date(2026, 8, 29)

# One column of each kind of list that has rows on both days, and new ones on the second.
COLUMNS = {
    "unit": ("miit", "文件公示"),
    "links": ("miit", "首页"),
    "inline": ("ningbo-jx", "公示公告"),
    "years": ("ningbo-stats", "工业"),
    "static": ("nbs", "最新发布"),
}
BLOCKED, FAILED, MOVED = VisitOutcome.BLOCKED, VisitOutcome.FAILED, VisitOutcome.MOVED
CHANGED, NEW, SAME = VisitOutcome.LAYOUT_CHANGED, VisitOutcome.NEW, VisitOutcome.UNCHANGED
EVERYWHERE = tuple(COLUMNS)

# fault -> what the visit ends as, by kind of list; a kind that is not named is not struck by the fault.
TABLE: dict[FaultKind, dict[str, VisitOutcome]] = {
    FaultKind.FIREWALL: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.COOKIE_CHALLENGE: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.SCRIPT_CHALLENGE: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.PLEASE_ENABLE: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.INTERSTITIAL: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.CAPTCHA: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.ITSELF: dict.fromkeys(EVERYWHERE, BLOCKED),
    FaultKind.ELSEWHERE: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.SERVER_ERROR: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.UNAVAILABLE: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.BUSY: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.BUSY_FOR_HOURS: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.RESET: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.HANGING: {"static": FAILED},
    FaultKind.SLOW: {"static": FAILED},
    FaultKind.CUT: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.OVERSIZED: dict.fromkeys(EVERYWHERE, FAILED),
    FaultKind.NOT_FOUND: dict.fromkeys(EVERYWHERE, MOVED),
    # the shell of the ministry's column may be anything: its list is asked for by the known id, and that is told
    FaultKind.REDIRECT_SHELL: dict.fromkeys(EVERYWHERE, CHANGED),
    FaultKind.EMPTY_SHELL: {**dict.fromkeys(EVERYWHERE, CHANGED), "unit": NEW},
    FaultKind.EMPTY_BODY: dict.fromkeys(EVERYWHERE, CHANGED),
    FaultKind.EMPTY_UNIT: {"unit": CHANGED},
    FaultKind.HTML_FOR_JSON: {"unit": CHANGED},
    FaultKind.REFUSING_UNIT: {"unit": CHANGED},
    FaultKind.OTHER_LAYOUT: dict.fromkeys(EVERYWHERE, CHANGED),
    FaultKind.ROWS_GONE: dict.fromkeys(EVERYWHERE, CHANGED),
    FaultKind.ROWS_HIDDEN: {"unit": CHANGED, "inline": CHANGED},
    FaultKind.NO_DATES: {"unit": CHANGED, "inline": CHANGED, "static": CHANGED},
    FaultKind.OTHER_SITE: {"unit": CHANGED, "links": CHANGED},
    FaultKind.LINKS_ELSEWHERE: dict.fromkeys(EVERYWHERE, CHANGED),
    # these can be read: what is new is found through them
    FaultKind.PAGE_ONE_AGAIN: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.WRONG_CHARSET: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.MIGRATED: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.RENUMBERED: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.PINNED: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.FLAPPING: dict.fromkeys(EVERYWHERE, NEW),
    # a page that is no list is only trusted under the paths that it is known to lead to
    FaultKind.MOVED_ADDRESSES: {**dict.fromkeys(EVERYWHERE, NEW), "links": CHANGED},
    FaultKind.HTML_AS_FILE: dict.fromkeys(EVERYWHERE, NEW),
    FaultKind.THROTTLED_FILE: dict.fromkeys(EVERYWHERE, NEW),
}
# Refused as a whole, but their rows were written down: nothing of them is new the day after.
SEEN_ANYWAY = {FaultKind.NO_DATES, FaultKind.OTHER_SITE}
ROWS = [(fault, kind, outcome) for fault, row in TABLE.items() for kind, outcome in row.items()]


# What a site that hangs or drips may cost; two attempts each, and nobody waits for a minute.
PATIENCE = {
    FaultKind.HANGING: Limits(attempts=2, read_seconds=0.3),
    FaultKind.SLOW: Limits(attempts=2, overall_seconds=0.3),
}


@pytest.fixture(autouse=True)
def quiet_again(rehearsal: Rehearsal) -> Iterator[None]:
    yield
    rehearsal.stop_faults()


def only(home: House, kind: str, fault: FaultKind | None = None) -> House:
    """The house with a catalogue of one column, and the patience for a fault."""
    publisher, column = COLUMNS[kind]
    entry = home.catalogue.publishers[publisher]
    one = entry.model_copy(update={"columns": tuple(c for c in entry.columns if c.name == column)})
    catalogue = replace(home.catalogue, publishers={publisher: one})
    return replace(home, catalogue=catalogue, limits=PATIENCE.get(fault, Limits()) if fault else Limits())


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory, migrated_file: Path) -> Callable[[str], Path]:
    """A store that has seen the first day of one kind of list, made once."""

    @cache
    def of(kind: str) -> Path:
        folder = tmp_path_factory.mktemp(kind)
        shutil.copy(migrated_file, folder / "monitor.sqlite")
        with Rehearsal(day=BEFORE) as playing:
            settings = Settings(
                sites="rehearsal",
                data=folder,
                rehearsal_port=playing.port,
                rehearsal_day=BEFORE,
                database_url=None,
            )
            home = only(house(settings), kind)
            collect(home, COLUMNS[kind][0])
        home.store.dispose()
        return folder / "monitor.sqlite"

    return of


@pytest.fixture
def first_store(sound: Callable[[str], Path], kind: str) -> Path:
    return sound(kind)


def collect(home: House, publisher: str) -> tuple[Visit, ...]:
    seen = look_at_columns(home, publisher)
    fetch_releases(home, publisher)
    recheck_releases(home, publisher)
    read_releases(home, publisher)
    return seen


def table(home: House, query: str) -> list[tuple[object, ...]]:
    with read_only(home.store) as session:
        return [tuple(row) for row in session.execute(text(query))]


def promises_kept(home: House) -> None:
    """Nothing is taken for read whose bytes are not kept, and no bytes are without their reception."""
    assert table(home, "SELECT key FROM release WHERE is_read AND snapshot IS NULL") == []
    assert table(home, "SELECT sha256 FROM body WHERE sha256 NOT IN (SELECT sha256 FROM reception)") == []


@pytest.mark.parametrize(("fault", "kind", "outcome"), ROWS, ids=lambda value: str(value))
def test_a_list_that_fails_is_told_and_is_whole_again_the_day_after(
    fault: FaultKind, kind: str, outcome: VisitOutcome, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    publisher, column = COLUMNS[kind]
    home = only(on_day(AFTER), kind, fault)
    with read_only(home.store) as session:
        good = visits.state(session, publisher, column)
    kept = table(home, "SELECT sha256 FROM body")
    rehearsal.play(fault)

    (visit,) = collect(home, publisher)

    assert visit.outcome is outcome, visit.evidence
    assert visit.evidence
    with read_only(home.store) as session:
        state = visits.state(session, publisher, column)
    assert state
    assert good
    if not outcome.could_look:
        assert (state.consecutive_failures, state.last_success) == (1, good.last_success)
        assert (state.rows_last_seen, state.trail) == (good.rows_last_seen, good.trail)
    if outcome is BLOCKED:
        assert state.next_attempt
        assert (state.next_attempt - home.clock.now()).total_seconds() >= 4 * 3600
    assert set(kept) <= set(table(home, "SELECT sha256 FROM body"))
    promises_kept(home)

    rehearsal.stop_faults()
    home = only(on_day(DAY_AFTER), kind)
    (again,) = collect(home, publisher)
    expected = NEW if not outcome.could_look and fault not in SEEN_ANYWAY else SAME
    assert again.outcome is expected, again.evidence
    assert table(home, "SELECT key FROM release WHERE NOT is_read") == []
    promises_kept(home)


ARTICLES = {
    **dict.fromkeys(
        (
            FaultKind.FIREWALL,
            FaultKind.COOKIE_CHALLENGE,
            FaultKind.SCRIPT_CHALLENGE,
            FaultKind.PLEASE_ENABLE,
            FaultKind.INTERSTITIAL,
            FaultKind.CAPTCHA,
            FaultKind.ITSELF,
        ),
        BLOCKED,
    ),
    **dict.fromkeys(
        (
            FaultKind.ELSEWHERE,
            FaultKind.SERVER_ERROR,
            FaultKind.UNAVAILABLE,
            FaultKind.BUSY,
            FaultKind.BUSY_FOR_HOURS,
            FaultKind.RESET,
            FaultKind.CUT,
            FaultKind.OVERSIZED,
            FaultKind.HANGING,
            FaultKind.SLOW,
        ),
        FAILED,
    ),
    FaultKind.NOT_FOUND: MOVED,
    FaultKind.REDIRECT_SHELL: CHANGED,
    FaultKind.EMPTY_BODY: CHANGED,
}


@pytest.mark.parametrize("kind", ["inline"])
@pytest.mark.parametrize(("fault", "outcome"), ARTICLES.items(), ids=lambda value: str(value))
def test_an_article_that_fails_waits_and_is_read_when_it_can_be(
    fault: FaultKind, kind: str, outcome: VisitOutcome, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = only(on_day(AFTER), kind, fault)
    read = table(home, "SELECT key FROM release WHERE is_read")
    rehearsal.play(fault, where="/art/")
    (visit,) = collect(home, "ningbo-jx")
    assert visit.outcome is NEW
    assert table(home, "SELECT key FROM release WHERE is_read") == read
    with read_only(home.store) as session:
        state = visits.state(session, "ningbo-jx", "公示公告 · 文章")
    assert state
    assert state.last_outcome is outcome
    promises_kept(home)
    rehearsal.stop_faults()
    home = only(on_day(DAY_AFTER), kind)
    collect(home, "ningbo-jx")
    assert table(home, "SELECT key FROM release WHERE NOT is_read") == []


@pytest.mark.parametrize("kind", ["unit"])
@pytest.mark.parametrize("fault", [FaultKind.THROTTLED_FILE, FaultKind.HTML_AS_FILE], ids=str)
def test_a_file_that_does_not_come_is_asked_for_again_and_then_read(
    fault: FaultKind, kind: str, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = only(on_day(date(2026, 7, 28)), kind)
    rehearsal.play(fault)
    collect(home, "miit")
    assert table(home, "SELECT count(*) FROM reading WHERE document <> ''") == [(0,)]
    assert table(home, "SELECT count(*) FROM reading WHERE document = ''") == [(2,)]
    rehearsal.stop_faults()
    collect(only(on_day(date(2026, 7, 29)), kind), "miit")
    assert table(home, "SELECT count(*) FROM reading WHERE document <> ''") == [(1,)]


def test_every_fault_of_the_rehearsal_is_in_the_table() -> None:
    assert set(TABLE) == set(FaultKind)


@pytest.mark.parametrize("kind", ["inline"])
def test_a_site_that_says_404_to_everything_has_taken_nothing_down(
    kind: str, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    collect(only(on_day(AFTER), kind), "ningbo-jx")
    home = only(on_day(DAY_AFTER), kind)
    rehearsal.play(FaultKind.NOT_FOUND)
    collect(home, "ningbo-jx")
    assert table(home, "SELECT key FROM release_fact WHERE kind = 'withdrawn'") == []


@pytest.mark.parametrize("kind", ["inline"])
@pytest.mark.parametrize("age", [2, 21], ids=["young", "the last day that it is asked for"])
def test_articles_that_could_not_be_asked_for_again_and_can_be_are_seen_again(
    age: int, kind: str, on_day: OnDay, rehearsal: Rehearsal
) -> None:
    home = only(on_day(AFTER), kind)
    collect(home, "ningbo-jx")
    newest = date.fromisoformat(str(table(home, "SELECT max(published_on) FROM release")[0][0]))
    rehearsal.play(FaultKind.SERVER_ERROR, where="/art/")
    day = max(DAY_AFTER, newest + timedelta(days=age))
    home = only(on_day(day), kind)
    collect(home, "ningbo-jx")
    failures = "SELECT consecutive_failures > 0 FROM column_state WHERE \"column\" LIKE '%文章'"
    assert table(home, failures) == [(1,)]
    rehearsal.stop_faults()
    collect(only(on_day(day + timedelta(days=2)), kind), "ningbo-jx")
    assert table(home, failures) == [(0,)]
