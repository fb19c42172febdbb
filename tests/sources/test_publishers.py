"""Every column of the catalogue on the rehearsed sites: what a visit sees, and what each failure makes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from loopback import StoppedClock

from sources import catalogue
from sources.catalogue import Catalogue, PublisherEntry
from sources.errors import Moved, SourceError
from sources.fetch import Fetcher
from sources.manners import Limits, manners_of
from sources.publishers import publisher_for
from sources.rehearsal import FaultKind, Rehearsal
from sources.releases import Listing, ListKind, ListPage, ReleaseRef, Snapshot, VisitOutcome
from sources.walk import Sighting, evidence, evidence_of, judge, outcome_of, walk

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
    """Walks through the first column of a publisher on the rehearsed sites."""

    def go(publisher: str, limits: Limits | None = None) -> Sighting:
        entry = known.publishers[publisher]
        manners = manners_of(known.publishers.values(), user_agent="tests", routes=rehearsal.routes, pace=0)
        patient = Limits(attempts=2, read_seconds=2) if limits is None else limits
        object.__setattr__(manners, "limits", patient)
        with Fetcher(manners, clock=StoppedClock()) as fetcher:
            return walk(
                publisher_for(entry), entry.listings()[0], lambda url, referer: fetcher.get(url, referer=referer)
            )

    return go


WATCHED = [
    ("miit", ListKind.UNIT_API),
    ("ningbo-stats", ListKind.YEAR_TABLE),
    ("zhejiang-stats", ListKind.UNIT_API),
    ("nbs", ListKind.STATIC_LIST),
]


@pytest.mark.parametrize(("publisher", "kind"), WATCHED)
def test_a_column_is_what_the_catalogue_expects(publisher: str, kind: ListKind, look: LOOK) -> None:
    sighting = look(publisher)
    assert (sighting.kind, sighting.notes) == (kind, ())
    assert sighting.refs
    assert all(ref.title and ref.key and ref.publisher == publisher for ref in sighting.refs)
    assert judge(sighting, ()) is VisitOutcome.NEW
    assert judge(sighting, [ref.key for ref in sighting.refs]) is VisitOutcome.UNCHANGED


FAULTS = [
    (FaultKind.FIREWALL, "miit", VisitOutcome.BLOCKED),
    (FaultKind.COOKIE_CHALLENGE, "miit", VisitOutcome.BLOCKED),
    (FaultKind.SCRIPT_CHALLENGE, "zhejiang-stats", VisitOutcome.BLOCKED),
    (FaultKind.PLEASE_ENABLE, "nbs", VisitOutcome.BLOCKED),
    (FaultKind.INTERSTITIAL, "nbs", VisitOutcome.BLOCKED),
    (FaultKind.ITSELF, "nbs", VisitOutcome.BLOCKED),
    (FaultKind.REDIRECT_SHELL, "miit", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.EMPTY_SHELL, "miit", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.EMPTY_SHELL, "ningbo-stats", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.EMPTY_SHELL, "nbs", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.EMPTY_UNIT, "miit", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.HTML_FOR_JSON, "miit", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.REFUSING_UNIT, "zhejiang-stats", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.OTHER_LAYOUT, "miit", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.OTHER_LAYOUT, "ningbo-stats", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.OTHER_LAYOUT, "nbs", VisitOutcome.LAYOUT_CHANGED),
    (FaultKind.NOT_FOUND, "nbs", VisitOutcome.MOVED),
    (FaultKind.SERVER_ERROR, "nbs", VisitOutcome.FAILED),
    (FaultKind.BUSY, "nbs", VisitOutcome.FAILED),
    (FaultKind.RESET, "nbs", VisitOutcome.FAILED),
    (FaultKind.CUT, "nbs", VisitOutcome.FAILED),
    (FaultKind.OVERSIZED, "nbs", VisitOutcome.FAILED),
    (FaultKind.ELSEWHERE, "nbs", VisitOutcome.FAILED),
]


@pytest.mark.parametrize(("fault", "publisher", "outcome"), FAULTS, ids=lambda value: str(value))
def test_no_failure_is_taken_for_no_news(
    fault: FaultKind, publisher: str, outcome: VisitOutcome, look: LOOK, rehearsal: Rehearsal
) -> None:
    rehearsal.play(fault)
    with pytest.raises(SourceError) as caught:
        look(publisher)
    assert outcome_of(caught.value) is outcome
    assert not outcome.could_look
    assert caught.value.publisher == publisher
    assert "\n" not in evidence_of(caught.value)


@pytest.mark.parametrize("fault", [FaultKind.HANGING, FaultKind.SLOW], ids=str)
def test_a_site_that_keeps_us_waiting_failed(fault: FaultKind, look: LOOK, rehearsal: Rehearsal) -> None:
    rehearsal.play(fault)
    with pytest.raises(SourceError) as caught:
        look("nbs", Limits(attempts=1, read_seconds=0.3))
    assert outcome_of(caught.value) is VisitOutcome.FAILED


def test_bytes_in_another_charset_than_the_header_says_are_read(look: LOOK, rehearsal: Rehearsal) -> None:
    sound = look("nbs")
    rehearsal.play(FaultKind.WRONG_CHARSET)
    assert [ref.title for ref in look("nbs").refs] == [ref.title for ref in sound.refs]


def test_every_fault_of_the_rehearsal_is_in_a_table() -> None:
    walked = {fault for fault, _, _ in FAULTS}
    elsewhere = {  # each has a test of its own
        FaultKind.HANGING,
        FaultKind.SLOW,
        FaultKind.WRONG_CHARSET,
        FaultKind.PAGE_ONE_AGAIN,
        FaultKind.HTML_AS_FILE,
    }
    assert walked | elsewhere == set(FaultKind)


def test_the_ministrys_other_host_answers_when_the_first_blocks(look: LOOK, rehearsal: Rehearsal) -> None:
    www = "www.miit.gov.cn"
    rehearsal.faults_of = (  # type: ignore[method-assign]
        lambda host: frozenset({FaultKind.FIREWALL} if host == www else ())
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


def walked(pages: Pages, most: int = 5) -> Sighting:
    return walk(pages, Listing("p", "c", "one", ListKind.STATIC_LIST, most), pages.get)


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
    assert len(pages.asked) == asked == len(sighting.pages) + ("gone" in pages.asked)


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
