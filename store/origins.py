"""Where facts were read: which document of which release, from which bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col

from store.database import insert_missing, one_at_a_time
from store.queries import Query, pick
from store.tables import ReadingRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class Origin:
    """Which bytes of which release. `document` is "" for the page itself, the address of an attachment otherwise."""

    publisher: str
    release: str  # ReleaseRef.key
    url: str
    title: str
    published_on: date  # Beijing day
    seen_at: datetime  # Snapshot.fetched_at, aware UTC
    snapshot: str  # SHA-256
    document: str = ""

    @property
    def identity(self) -> str:
        """The release whatever its address: what alerts are grouped by."""
        return f"{self.publisher}/{self.release}"


def release_id(session: Session, origin: Origin) -> int:
    """The number of the release; one that no list has named (a backfill, a single read) is written down here."""
    _insert_release(session, origin)
    found = known_release(session, origin)
    assert found is not None
    return found


def known_release(session: Session, origin: Origin) -> int | None:
    """The number of the release, None where it is not written down."""
    found = pick(ReleaseRow.id).where(
        col(ReleaseRow.publisher) == origin.publisher, col(ReleaseRow.key) == origin.release
    )
    number = session.execute(found).scalar_one_or_none()
    return None if number is None else int(number)


def reading_id(session: Session, origin: Origin) -> tuple[int, int]:
    """Release and reading of `origin`, written down where they are new. No other recorder runs until the end."""
    one_at_a_time(session)
    release = release_id(session, origin)
    found = _reading(release, origin)
    known = session.execute(found).scalar_one_or_none()
    if known is None:
        insert_missing(session, ReadingRow, [_reading_values(release, origin)])
        known = session.execute(found).scalar_one()
    return release, int(known)


def origins(*fields: Any) -> Query:
    """SELECT what `to_origin` needs and then `fields`, of readings joined with their releases."""
    reading, release = ReadingRow, ReleaseRow
    columns = (reading.publisher, release.key, reading.url, reading.title)
    more = (reading.published_on, reading.seen_at, reading.snapshot, reading.document)
    joined = col(reading.release_id) == col(release.id)
    return pick(*columns, *more, *fields).select_from(reading).join(release, joined)


def to_origin(line: Sequence[Any]) -> Origin:
    return Origin(*line[:8])


def _reading(release: int, origin: Origin) -> Query:
    return pick(ReadingRow.id).where(
        col(ReadingRow.release_id) == release,
        col(ReadingRow.document) == origin.document,
        col(ReadingRow.snapshot) == origin.snapshot,
        col(ReadingRow.seen_at) == origin.seen_at,
        col(ReadingRow.published_on) == origin.published_on,
    )


def _reading_values(release: int, origin: Origin) -> dict[str, Any]:
    return {
        "release_id": release,
        "publisher": origin.publisher,
        "document": origin.document,
        "snapshot": origin.snapshot,
        "url": origin.url,
        "title": origin.title,
        "published_on": origin.published_on,
        "seen_at": origin.seen_at,
    }


def _insert_release(session: Session, origin: Origin) -> None:
    values = {
        "publisher": origin.publisher,
        "column": "",
        "key": origin.release,
        "url": origin.url,
        "title": origin.title,
        "published_on": origin.published_on,
        "first_seen": origin.seen_at,
        "is_read": True,  # nobody asked to fetch it; it is only known through this reading
        "attempts": 0,
    }
    insert_missing(session, ReleaseRow, [values])
