"""Fetching the releases that lists named: page and attachments, kept as received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

from flows.wiring import House
from sources.errors import Blocked, FetchError, ReadError
from sources.fetch import Fetcher
from sources.pages import read_page
from sources.releases import Attachment, ReleaseRef, Snapshot
from store import releases, snapshots
from store.database import read_only, unit_of_work

READABLE = (".xlsx", ".xls", ".docx", ".pdf")
MOST_ATTACHMENTS = 8
AGAIN_AFTER = (timedelta(hours=1), timedelta(hours=6), timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A release that was asked for. `problem` is empty where its bytes are kept."""

    ref: ReleaseRef
    problem: str = ""
    attachments: int = 0


def fetch_releases(home: House, publisher: str, since: date | None = None) -> tuple[Fetched, ...]:
    """Fetch every release that was seen and never fetched; also those that an interrupted run left.

    With `since`, releases that their list dates earlier are left for another run; undated ones are fetched.
    """
    now = home.clock.now()
    with read_only(home.store) as session:
        seen = releases.to_fetch(session, publisher, now)
    waiting = [ref for ref in seen if since is None or ref.published_on is None or ref.published_on >= since]
    done: list[Fetched] = []
    if not waiting:
        return ()
    with home.fetcher() as fetcher:
        for ref in waiting:
            try:
                done.append(_fetch(home, fetcher, ref))
            except FetchError as error:
                done.append(_failed(home, ref, error, now))
                if isinstance(error, Blocked):
                    break  # the whole site is closed to us; the rest waits for its next visit
    return tuple(done)


def _fetch(home: House, fetcher: Fetcher, ref: ReleaseRef) -> Fetched:
    snapshot = fetcher.get(ref.url)
    kept, problems = 0, []
    for attachment in attachments_of(snapshot)[:MOST_ATTACHMENTS]:
        if not is_readable(attachment):
            continue  # the reading names it as not read
        try:
            content = fetcher.get(attachment.url, referer=ref.url)
        except FetchError as error:
            problems.append(f"{attachment.name}: {error}")
            continue
        with unit_of_work(home.store) as session:
            snapshots.keep(session, content)
        kept += 1
    with unit_of_work(home.store) as session:
        snapshots.keep(session, snapshot)
        releases.fetched(session, ref, snapshot)
    return Fetched(ref, "; ".join(problems), kept)


def _failed(home: House, ref: ReleaseRef, error: FetchError, now: datetime) -> Fetched:
    with unit_of_work(home.store) as session:
        known = releases.find(session, ref.publisher, ref.key)
        tried = min(known.attempts if known else 0, len(AGAIN_AFTER) - 1)
        releases.not_fetched(session, ref, now + AGAIN_AFTER[tried])
    return Fetched(ref, str(error))


def attachments_of(snapshot: Snapshot) -> tuple[Attachment, ...]:
    """The files a release page links to; none where the page itself cannot be read, which the reading will say."""
    try:
        return read_page(snapshot.content, snapshot.content_type, url=snapshot.url).attachments
    except ReadError:
        return ()


def is_readable(attachment: Attachment) -> bool:
    return PurePosixPath(attachment.name).suffix.lower() in READABLE
