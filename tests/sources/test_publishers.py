"""Every column of the catalogue on the rehearsed sites: what a visit sees, and what each failure makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from loopback import StoppedClock

from sources import catalogue
from sources.catalogue import Catalogue, PublisherEntry
from sources.errors import Moved
from sources.fetch import Fetcher
from sources.manners import Limits, manners_of
from sources.publishers import Office
from sources.rehearsal import FaultKind, Rehearsal
from sources.rehearsal.places import place_of
from sources.rehearsal.record import record
from sources.releases import Listing, ListKind, ListPage, ReleaseRef, Snapshot, VisitOutcome
from sources.visits import canary, evidence, judge
from sources.walk import Sighting, walk

NOVEMBER = date(2026, 11, 20)
LOOK = Callable[..., Sighting]


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load()


@pytest.fixture(scope="module")
def served() -> Iterator[Rehearsal]:
    with Rehearsal(day=NOVEMBER) as rehearsal:
        yield rehearsal


@pytest.fixture
def rehearsal(served: Rehearsal) -> Iterator[Rehearsal]:
    served.day = NOVEMBER
    served.requests.clear()
    yield served
    served.stop_faults()


@pytest.fixture
def look(known: Catalogue, rehearsal: Rehearsal) -> LOOK:
    """Walks through a column, by default the first of a publisher, on the rehearsed sites."""

    def go(name: str, limits: Limits | None = None) -> Sighting:
        publisher, _, column = name.partition("/")
        entry = known.publishers[publisher]
        listing = next(one.on(NOVEMBER) for one in entry.listings() if column in ("", one.column))
        manners = manners_of(known.publishers.values(), user_agent="tests", routes=rehearsal.routes, pace=0)
        patient = Limits(attempts=2, read_seconds=2) if limits is None else limits
        manners = replace(manners, limits=patient)
        with Fetcher(manners, clock=StoppedClock()) as fetcher:
            return walk(Office(entry), listing, lambda url, referer: fetcher.get(url, referer=referer))

    return go


LISTINGS = [one for p in catalogue.load().publishers.values() for one in p.listings()]
COLUMNS = [f"{one.publisher}/{one.column}" for one in LISTINGS if one.kind is not ListKind.CALENDAR]
CALENDARS = [f"{one.publisher}/{one.column}" for one in LISTINGS if one.kind is ListKind.CALENDAR]


@pytest.mark.parametrize("name", COLUMNS)
def test_every_column_is_found_and_is_what_the_catalogue_expects(name: str, look: LOOK) -> None:
    sighting = look(name)
    assert sighting.notes == ()
    assert sighting.kind is place_of(name).listing.kind
    assert {ref.key.removeprefix("art_") for ref in sighting.refs} == {
        release.key.removeprefix("art_") for release in place_of(name).shows(NOVEMBER)
    }
    assert all(ref.title and not ref.title.endswith("…") for ref in sighting.refs)
    assert all(ref.published_on for ref in sighting.refs if sighting.kind is not ListKind.YEAR_TABLE)
    keys = [ref.key for ref in sighting.refs]
    assert judge(sighting, ()) is (VisitOutcome.NEW if keys else VisitOutcome.VALID_EMPTY)
    assert not keys or judge(sighting, keys) is VisitOutcome.UNCHANGED


@pytest.mark.parametrize("name", CALENDARS)
def test_every_calendar_is_found_with_what_was_announced(name: str, look: LOOK) -> None:
    sighting = look(name)
    assert (sighting.notes, sighting.kind, sighting.refs) == ((), ListKind.CALENDAR, ())
    promised = {(one.name, one.days) for one in record().promises}
    assert {(line.name, line.days) for line in sighting.announced} == promised
    assert judge(sighting, ()) is VisitOutcome.UNCHANGED


def test_every_way_of_listing_is_rehearsed_with_rows(look: LOOK) -> None:
    assert {look(name).kind for name in COLUMNS if look(name).refs} == set(ListKind) - {
        ListKind.DATAPROXY,
        ListKind.CALENDAR,
    }


MIGRATED = [
    ("miit/文件公示", ListKind.JPAGE_INLINE),
    ("ningbo-stats/工作动态", ListKind.DATAPROXY),
    ("ningbo-stats/工业", ListKind.JPAGE_INLINE),
    ("nbs/最新发布", ListKind.UNIT_API),
]


@pytest.mark.parametrize(("name", "kind"), MIGRATED)
def test_a_column_that_migrated_is_read_and_told(name: str, kind: ListKind, look: LOOK, rehearsal: Rehearsal) -> None:
    before = {ref.key for ref in look(name).refs}
    rehearsal.play(FaultKind.MIGRATED)
    sighting = look(name)
    assert {ref.key for ref in sighting.refs} == before
    assert sighting.kind is kind
    assert any(f"the page is a {kind.value}" in note for note in sighting.notes)


RENUMBERED = ["miit/文件公示", "zhejiang-stats/统计快讯", "zhejiang-jx/统计信息"]


@pytest.mark.parametrize("name", RENUMBERED)
def test_ids_that_changed_are_read_from_the_page_and_told(name: str, look: LOOK, rehearsal: Rehearsal) -> None:
    before = look(name).refs
    rehearsal.play(FaultKind.RENUMBERED)
    sighting = look(name)
    assert sighting.refs == before
    assert any("the catalogue knows" in note for note in sighting.notes)


def test_articles_keep_their_keys_when_their_addresses_move(look: LOOK, rehearsal: Rehearsal) -> None:
    before = look("ningbo-stats/工作动态")
    rehearsal.play(FaultKind.MOVED_ADDRESSES)
    after = look("ningbo-stats/工作动态")
    assert [ref.key for ref in after.refs] == [ref.key for ref in before.refs]
    assert [ref.url for ref in after.refs] != [ref.url for ref in before.refs]


@pytest.mark.parametrize("fault", [FaultKind.PINNED, FaultKind.FLAPPING, FaultKind.WRONG_CHARSET], ids=str)
@pytest.mark.parametrize("name", ["nbs/最新发布", "ningbo-stats/工作动态"])
def test_pinned_rows_counters_and_charsets_hide_nothing(
    fault: FaultKind, name: str, look: LOOK, rehearsal: Rehearsal
) -> None:
    before = set(look(name).refs)
    rehearsal.play(fault)
    sighting = look(name)
    assert set(sighting.refs) == before
    assert canary(sighting, len(before), ("", ""), NOVEMBER) == ()


def test_the_ministrys_other_host_answers_when_the_first_blocks(look: LOOK, rehearsal: Rehearsal) -> None:
    www = "www.miit.gov.cn"
    rehearsal.faults_of = (  # type: ignore[method-assign]
        lambda host, target="/": frozenset({FaultKind.FIREWALL} if host == www else ())
    )
    try:
        sighting = look("miit")
    finally:
        del rehearsal.faults_of
    assert {host for host, _ in rehearsal.requests} == {www, "wap.miit.gov.cn"}
    assert all(ref.url.startswith(f"https://{www}/") for ref in sighting.refs)


# -- walking, without a server -----------------------------------------------------------------------------------------


class Pages:
    """A publisher whose pages are given: address -> (rows, next address, total)."""

    def __init__(self, kind: ListKind = ListKind.STATIC_LIST, **pages: tuple[str, str, int | None]) -> None:
        self.pages = pages
        self.kind = kind
        self.asked: list[str] = []

    @property
    def entry(self) -> PublisherEntry:
        raise AssertionError("walking asks for no entry")

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        rows, follow, total = self.pages[snapshot.url]
        refs = tuple(ReleaseRef("p", "c", key, f"https://x/{key}", key, None) for key in rows)
        return ListPage(self.kind, refs, (follow,) if follow else (), total)

    def get(self, url: str, referer: str) -> Snapshot:
        self.asked.append(url)
        if url not in self.pages:
            raise Moved("gone", url=url)
        return Snapshot(url, url.encode(), "", datetime(2026, 5, 20, tzinfo=UTC))


def walked(pages: Pages, most: int = 5, known: str = "") -> Sighting:
    return walk(pages, Listing("p", "c", "one", ListKind.STATIC_LIST, most), pages.get, known)


@pytest.mark.parametrize(
    ("pages", "most", "rows", "asked"),
    [
        (Pages(one=("ab", "two", None), two=("cd", "", None)), 5, "abcd", 2),
        (Pages(one=("ab", "two", None), two=("cd", "", None)), 1, "ab", 1),
        (Pages(one=("ab", "two", None), two=("ab", "three", None)), 5, "ab", 2),
        (Pages(one=("ab", "two", None), two=("bc", "three", None), three=("d", "", None)), 2, "abc", 2),
        (Pages(one=("ab", "gone", None)), 5, "ab", 2),
        (Pages(one=("", "unit", None), unit=("ab", "", 2)), 1, "ab", 2),
        (Pages(one=("", "unit", None), unit=("", "", 0)), 1, "", 2),
    ],
    ids=[
        "two pages",
        "as many as the catalogue says",
        "a page that repeats",
        "pages that overlap",
        "a next page that is gone",
        "a shell costs no page",
        "an empty list behind a shell",
    ],
)
def test_a_walk_sees_all_rows_it_may_and_stops(pages: Pages, most: int, rows: str, asked: int) -> None:
    sighting = walked(pages, most)
    assert [ref.key for ref in sighting.refs] == list(rows)
    assert len(pages.asked) == asked == len(sighting.answers) + ("gone" in pages.asked)


def long_list(*rows: str) -> Pages:
    """Pages of so many rows, each leading to the next, and the last one to one more."""
    names = ("one", "two", "three", "four", "five", "six", "seven", "eight")
    return Pages(
        **{name: (of_one, names[at + 1], None) for at, (name, of_one) in enumerate(zip(names, rows, strict=False))}
    )


@pytest.mark.parametrize(
    ("pages", "known", "rows", "asked"),
    [
        (long_list("ab", "cd", "ef"), "", "ab", 1),
        (long_list("ab", "cd", "ef"), "az", "ab", 1),
        (long_list("ab", "cd", "ef"), "cz", "abcd", 2),
        (long_list("ab", "cd", "ef", "gh", "ij", "kl", "mn"), "z", "abcdefghij", 5),
        (long_list("ab", "cd", "ab", "gh"), "z", "abcd", 3),
    ],
    ids=[
        "the first look sees no more than usual",
        "a page with a known row is enough",
        "after an absence up to the first known row",
        "after a long absence five pages, and no more",
        "not beyond a page that repeats",
    ],
)
def test_after_an_absence_a_walk_goes_on_to_what_is_known(pages: Pages, known: str, rows: str, asked: int) -> None:
    sighting = walked(pages, 1, known)
    assert "".join(ref.key for ref in sighting.refs) == rows
    assert len(pages.asked) == asked


def test_page_one_again_is_told() -> None:
    assert "repeated" in evidence(walked(Pages(one=("ab", "two", None), two=("ab", "three", None))))


def test_a_unit_api_that_is_gone_is_moved_and_not_empty() -> None:
    with pytest.raises(Moved):
        walked(Pages(one=("", "gone", None)))


def test_a_migration_is_told() -> None:
    sighting = walked(Pages(ListKind.RSS, one=("a", "", None)))
    assert sighting.kind is ListKind.RSS
    assert "expects a static_list" in evidence(sighting)


@pytest.mark.parametrize(
    ("rows", "known", "outcome"),
    [
        ("ab", "", VisitOutcome.NEW),
        ("ab", "a", VisitOutcome.NEW),
        ("ab", "abc", VisitOutcome.UNCHANGED),
        ("", "", VisitOutcome.VALID_EMPTY),
        ("", "a", VisitOutcome.LAYOUT_CHANGED),
    ],
)
def test_a_list_that_had_rows_and_has_none_is_not_quiet(rows: str, known: str, outcome: VisitOutcome) -> None:
    assert judge(walked(Pages(one=(rows, "", None))), known) is outcome
