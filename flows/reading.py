"""Reading the releases that were fetched: figures to vintages, refusals and lists beside them, in one transaction each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.fetching import MOST_ATTACHMENTS, articles_of, is_readable, note_sight
from flows.wiring import House
from sources.documents import read_document
from sources.errors import NotARelease, ReadError
from sources.pages import Page, read_page
from sources.reading.release import read
from sources.releases import NamedList, Reading, ReleaseRef, Snapshot, Visit, VisitOutcome
from sources.series import Refusal
from store import named_lists, observations, refusals, releases, snapshots, visits
from store.database import Session, read_only, unit_of_work
from store.observations import NewVintage
from store.origins import Origin
from store.releases import ReleaseRead


@dataclass(frozen=True, slots=True)
class ReadRelease:
    """What one release gave. `problem` is empty where it was understood as a whole."""

    ref: ReleaseRef
    published_on: date | None
    figures: int = 0
    refusals: tuple[Refusal, ...] = ()
    vintages: tuple[NewVintage, ...] = ()
    lists: tuple[NamedList, ...] = ()
    problem: str = ""


def anything_to_read(home: House, publisher: str) -> bool:
    with read_only(home.store) as session:
        return bool(releases.to_read(session, publisher, limit=1))


def read_releases(home: House, publisher: str) -> tuple[ReadRelease, ...]:
    """Read every release whose bytes were not read yet; also those that an interrupted run left."""
    with read_only(home.store) as session:
        waiting = releases.to_read(session, publisher)
    return tuple(read_one(home, release) for release in waiting)


def read_one(home: House, release: ReleaseRead) -> ReadRelease:
    """Figures, refusals and lists of one release, recorded; a page that is not understood is noted and said."""
    try:
        understood = understand(home, release)
    except ReadError as error:
        return _not_understood(home, release, error)
    for url, problem in understood.problems:
        _note_attachment(home, release.ref, url, problem)
    with unit_of_work(home.store) as session:
        recorded = [_record(session, document) for document in understood.documents]
        releases.mark_read(session, release.ref, release.sha256)
        note_sight(session, release.ref, home.clock.now(), understood.remarks)
    return ReadRelease(
        release.ref,
        understood.published_on,
        figures=sum(len(document.reading.figures) for document in understood.documents),
        refusals=tuple(refusal for entry in recorded for refusal in entry.refusals),
        vintages=tuple(vintage for entry in recorded for vintage in entry.vintages),
        lists=tuple(announced for document in understood.documents for announced in document.reading.lists),
    )


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """One document of a release, read and not recorded."""

    origin: Origin
    reading: Reading


@dataclass(frozen=True, slots=True)
class Understood:
    """A release as today's reader reads it: its page, then its attachments; `problems` are (address, what is wrong)."""

    published_on: date
    documents: tuple[ReadDocument, ...]
    problems: tuple[tuple[str, str], ...] = ()
    remarks: tuple[str, ...] = ()  # what was odd about the page although it could be read


def understand(home: House, release: ReleaseRead) -> Understood:
    """Read stored bytes; nothing is written. Raises ReadError where the page is not understood."""
    ref = release.ref
    with read_only(home.store) as session:
        snapshot = snapshots.load(session, release.sha256)
    if snapshot is None:
        raise ReadError("its bytes are not in the store", url=ref.url, snapshot=release.sha256)
    page = read_page(snapshot.content, snapshot.content_type, url=snapshot.url)
    published_on = ref.published_on or page.published
    if published_on is None:
        raise NotARelease("neither the list nor the page says when it was published", url=ref.url)
    own = ReadDocument(_origin(ref, published_on, "", snapshot), _reading(home, ref, page, published_on))
    attached, problems = _attached(home, ref, page, published_on)
    return Understood(published_on, (own, *attached), tuple(problems), page.remarks)


def _origin(ref: ReleaseRef, published_on: date, document: str, snapshot: Snapshot) -> Origin:
    return Origin(
        ref.publisher, ref.key, ref.url, ref.title, published_on, snapshot.fetched_at, snapshot.sha256, document
    )


def _reading(home: House, ref: ReleaseRef, page: Page, published_on: date) -> Reading:
    area = home.catalogue.publishers[ref.publisher].area
    return read(page.document, area, published_on, home.vocabulary)


def _attached(
    home: House, ref: ReleaseRef, page: Page, published_on: date
) -> tuple[list[ReadDocument], list[tuple[str, str]]]:
    """The attachments that could be fetched; one that cannot be read disturbs nothing else, and is not silent."""
    area = home.catalogue.publishers[ref.publisher].area
    found: list[ReadDocument] = []
    problems: list[tuple[str, str]] = []
    for attachment in page.attachments[:MOST_ATTACHMENTS]:
        if not is_readable(attachment):
            continue
        with read_only(home.store) as session:
            snapshot = snapshots.latest(session, attachment.url)
        if snapshot is None:
            continue
        try:
            document = read_document(snapshot.content, attachment.name)
        except NotARelease as error:
            problems.append((attachment.url, str(error)))
            continue
        origin = _origin(ref, published_on, attachment.url, snapshot)
        found.append(ReadDocument(origin, read(document, area, published_on, home.vocabulary)))
    return found, problems


@dataclass(frozen=True, slots=True)
class _Recorded:
    vintages: tuple[NewVintage, ...]
    refusals: tuple[Refusal, ...]


def _record(session: Session, document: ReadDocument) -> _Recorded:
    origin, reading = document.origin, document.reading
    recorded = observations.record(session, origin, reading.figures)
    conflicting = tuple(refusal for conflict in recorded.conflicts for refusal in conflict.refusals())
    refusals.keep(session, origin, (*reading.refusals, *conflicting), len(reading.figures))
    named_lists.record(session, origin, reading.lists)
    return _Recorded(recorded.new, (*reading.refusals, *conflicting))


# -- pages that are not understood ------------------------------------------------------------------------------------


def _not_understood(home: House, release: ReleaseRead, error: ReadError) -> ReadRelease:
    ref = release.ref
    visit = Visit(
        ref.publisher, articles_of(ref.column), ref.url, home.clock.now(), VisitOutcome.LAYOUT_CHANGED, str(error)
    )
    with unit_of_work(home.store) as session:
        visits.record(session, visit)
        releases.mark_read(session, ref, release.sha256)
    return ReadRelease(ref, ref.published_on, problem=str(error))


def _note_attachment(home: House, ref: ReleaseRef, url: str, problem: str) -> None:
    visit = Visit(ref.publisher, articles_of(ref.column), url, home.clock.now(), VisitOutcome.LAYOUT_CHANGED, problem)
    with unit_of_work(home.store) as session:
        visits.record(session, visit)
