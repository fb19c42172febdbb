"""Fetching the releases that lists named: page and attachments, kept as received."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from flows.spans import Span
from flows.wiring import House
from sources.editions import disagreement, says
from sources.errors import Blocked, FetchError, Moved, ReadError
from sources.fetch import Fetcher
from sources.pages import Page, read_page
from sources.releases import Attachment, ReleaseRef, Snapshot, Visit, VisitOutcome
from sources.visits import evidence_of, outcome_of
from store import release_facts, releases, snapshots, visits
from store.database import Session, read_only, unit_of_work
from store.release_facts import FactKind
from store.visits import Ahead

READABLE = (".xlsx", ".xls", ".docx", ".pdf")
MOST_ATTACHMENTS = 8
AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1))
BLOCKED_FOR = timedelta(hours=4)
FEWEST_WORDS = 100  # characters; two pages with less may look the same and not be


@dataclass(frozen=True, slots=True)
class Fetched:
    """A release that was asked for. `problem` is empty where its bytes are kept."""

    ref: ReleaseRef
    problem: str = ""
    attachments: int = 0
    blocked: bool = False  # the site is closed to us: nothing more is asked of it now


def articles_of(column: str) -> str:
    """A column has a twin for its articles, so that a list that can be seen does not hide articles that cannot."""
    return f"{column} · 文章"


def fetch_releases(
    home: House, publisher: str, span: Span | None = None, *, insist: bool = False
) -> tuple[Fetched, ...]:
    """Fetch every release that was seen and never fetched; also those that an interrupted run left.

    With `span`, releases that their list dates outside it are left for another run; undated ones are fetched. Where a
    column's articles were blocked, they are left alone as long as its list would be, unless somebody insists.
    """
    now = home.clock.now()
    with read_only(home.store) as session:
        seen = releases.to_fetch(session, publisher, now)
        left_alone = resting_columns(session, publisher, now) if seen and not insist else frozenset()
    waiting = [ref for ref in seen if span is None or ref.published_on is None or ref.published_on in span]
    waiting = [ref for ref in waiting if articles_of(ref.column) not in left_alone]
    done: list[Fetched] = []
    if not waiting:
        return ()
    with home.fetcher() as fetcher:
        for ref in waiting:
            done.append(fetch_one(home, fetcher, ref))
            if done[-1].blocked:
                break  # the rest waits for its next visit
    return tuple(done)


def fetch_one(home: House, fetcher: Fetcher, ref: ReleaseRef) -> Fetched:
    """Page and attachments of one release, kept; what went wrong is noted and said, not raised."""
    now = home.clock.now()
    try:
        return _fetch(home, fetcher, ref, now)
    except FetchError as error:
        return _failed(home, ref, error, now)


def resting_columns(session: Session, publisher: str, now: datetime) -> frozenset[str]:
    """Columns, and articles of columns, that are not to be asked yet."""
    states = visits.states(session, publisher)
    return frozenset(state.column for state in states if state.next_attempt and now < state.next_attempt)


def page_of(snapshot: Snapshot) -> Page | None:
    """The release page, None where it cannot be read, which the reading will say."""
    try:
        return read_page(snapshot.content, snapshot.content_type, url=snapshot.url)
    except ReadError:
        return None


def note_failure(session: Session, ref: ReleaseRef, error: FetchError, now: datetime) -> None:
    """An article that was never had is a failed visit of its column's twin; one that is gone is a fact, told once."""
    known = releases.find(session, ref.publisher, ref.key)
    gone = isinstance(error, Moved)
    if not gone or known is None or known.snapshot is None:
        failed = Visit(ref.publisher, articles_of(ref.column), ref.url, now, outcome_of(error), evidence_of(error))
        visits.record(session, failed, Ahead(now + BLOCKED_FOR if isinstance(error, Blocked) else None))
    if not gone or not _sees_its_list(session, ref):
        return
    if known is not None and known.snapshot is not None:
        note_sight(session, ref, now, how="the site answers that an article is gone")
    if release_facts.last_kind(session, ref, FactKind.WITHDRAWN, FactKind.BACK) is not FactKind.WITHDRAWN:
        release_facts.add(session, ref, now, FactKind.WITHDRAWN, str(error))


def _sees_its_list(session: Session, ref: ReleaseRef) -> bool:
    """A site that answers 404 for everything has taken nothing down: its lists cannot be seen either."""
    state = visits.state(session, ref.publisher, ref.column)
    return state is None or state.last_outcome.could_look


def note_sight(
    session: Session, ref: ReleaseRef, now: datetime, remarks: tuple[str, ...] = (), how: str = "an article was read"
) -> None:
    """An article that could be had ends the spell of articles that could not; one that was odd leaves its mark."""
    state = visits.state(session, ref.publisher, articles_of(ref.column))
    if remarks or (state is not None and state.consecutive_failures):
        told = "; ".join((how, *remarks))
        seen = Visit(ref.publisher, articles_of(ref.column), ref.url, now, VisitOutcome.NEW, told, remarks=remarks)
        visits.record(session, seen)


def note_return(session: Session, ref: ReleaseRef, now: datetime) -> None:
    """A page that was gone is there again."""
    if release_facts.last_kind(session, ref, FactKind.WITHDRAWN, FactKind.BACK) is FactKind.WITHDRAWN:
        release_facts.add(session, ref, now, FactKind.BACK, ref.url)


def fetch_files(home: House, fetcher: Fetcher, ref: ReleaseRef, page: Page) -> tuple[int, list[str]]:
    """Fetch the attachments that are not in the store yet: how many arrived, and what kept the others."""
    arrived, problems = 0, []
    for attachment in page.attachments[:MOST_ATTACHMENTS]:
        if not is_readable(attachment) or _is_kept(home, attachment):
            continue  # one that is not read is named by the reading
        try:
            content = fetcher.get(attachment.url, referer=ref.url)
        except FetchError as error:
            problems.append(f"{attachment.name}: {error}")
            continue
        with unit_of_work(home.store) as session:
            snapshots.keep(session, content)
        arrived += not _is_html(content)
        if _is_html(content):
            problems.append(f"{attachment.name}: an HTML page came instead of the file")
    return arrived, problems


def _is_kept(home: House, attachment: Attachment) -> bool:
    with read_only(home.store) as session:
        kept = snapshots.latest(session, attachment.url)
    return kept is not None and not _is_html(kept)


def _is_html(content: Snapshot) -> bool:
    return content.content.lstrip()[:1] == b"<"


def _fetch(home: House, fetcher: Fetcher, ref: ReleaseRef, now: datetime) -> Fetched:
    snapshot = fetcher.get(ref.url)
    with unit_of_work(home.store) as session:
        snapshots.keep(session, snapshot)
    try:
        page = read_page(snapshot.content, snapshot.content_type, url=snapshot.url)
    except ReadError as error:
        return _no_release(home, ref, snapshot, error)
    if page.title and ref.title.rstrip().endswith(("…", "...")):
        ref = replace(ref, title=page.title)
    twin = _twin(home, ref, page)
    arrived, problems = (0, []) if twin else fetch_files(home, fetcher, ref, page)
    with unit_of_work(home.store) as session:
        _keep_release(session, ref, snapshot, page)
        if twin is not None:
            detail = f"{twin.title}: {twin.url}"
            release_facts.add(session, ref, snapshot.fetched_at, FactKind.SAYS_THE_SAME, detail)
            releases.mark_read(session, ref, snapshot.sha256)
        if problems:
            releases.incomplete(session, ref, now + AGAIN_AFTER[1])
    return Fetched(ref, "; ".join(problems), arrived)


def _keep_release(session: Session, ref: ReleaseRef, snapshot: Snapshot, page: Page) -> None:
    releases.fetched(session, ref, snapshot, says(page))
    note_return(session, ref, snapshot.fetched_at)
    if days := disagreement(ref.published_on, page):
        release_facts.add(session, ref, snapshot.fetched_at, FactKind.DATES_DISAGREE, days)


def _no_release(home: House, ref: ReleaseRef, snapshot: Snapshot, error: ReadError) -> Fetched:
    """What came is no release that can be read. It is asked for a few times more before the reading says so for good."""
    with unit_of_work(home.store) as session:
        known = releases.find(session, ref.publisher, ref.key)
        attempts = known.attempts if known else 0
        if attempts >= len(AGAIN_AFTER):
            releases.fetched(session, ref, snapshot)
            return Fetched(ref, str(error))
        releases.not_fetched(session, ref, snapshot.fetched_at + AGAIN_AFTER[attempts])
        evidence = f"{evidence_of(error)}, {len(snapshot.content)} bytes, sha256 {snapshot.sha256[:12]}"
        failed = Visit(
            ref.publisher, articles_of(ref.column), ref.url, snapshot.fetched_at, outcome_of(error), evidence
        )
        visits.record(session, failed)
    return Fetched(ref, str(error))


def _twin(home: House, ref: ReleaseRef, page: Page) -> ReleaseRef | None:
    """A release that said exactly this under another address: the same news is no news."""
    if len(page.document.text) < FEWEST_WORDS:
        return None
    with read_only(home.store) as session:
        return releases.saying(session, ref, says(page))


def _failed(home: House, ref: ReleaseRef, error: FetchError, now: datetime) -> Fetched:
    with unit_of_work(home.store) as session:
        known = releases.find(session, ref.publisher, ref.key)
        tried = min(known.attempts if known else 0, len(AGAIN_AFTER) - 1)
        releases.not_fetched(session, ref, now + AGAIN_AFTER[tried])
        note_failure(session, ref, error, now)
    return Fetched(ref, str(error), blocked=isinstance(error, Blocked))


def is_readable(attachment: Attachment) -> bool:
    return PurePosixPath(attachment.name).suffix.lower() in READABLE
