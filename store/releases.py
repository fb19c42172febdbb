"""Which releases the lists have named, and how far we are with each: fetched, read, to be looked at again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, update
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.releases import ReleaseRef, Snapshot
from store.database import insert_missing, one_at_a_time
from store.errors import StoreError
from store.queries import Query, chunks, pick
from store.tables import ReleaseRow

MOST_RECHECKED = 20  # in one run


class Body(StrEnum):
    """What a fetch of a release brought."""

    FIRST = "first"
    SAME = "same"
    EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Seen:
    """`changed`: named before by the same column with another title, address or date; as it was, and as it is now."""

    new: tuple[ReleaseRef, ...]
    changed: tuple[tuple[ReleaseRef, ReleaseRef], ...]


@dataclass(frozen=True, slots=True)
class ReleaseRead:
    """A release whose newest bytes were not read yet."""

    ref: ReleaseRef
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownRelease:
    ref: ReleaseRef
    first_seen: datetime
    snapshot: str | None
    fetched_at: datetime | None
    read: bool
    attempts: int
    says: str | None = None


def see(session: Session, refs: Sequence[ReleaseRef], now: datetime) -> Seen:
    """Write down what a list names. The first name of a release in `refs` counts."""
    one_at_a_time(session)
    named: dict[tuple[str, str], ReleaseRef] = {}
    for ref in refs:
        named.setdefault((ref.publisher, ref.key), ref)
    known = {(r.ref.publisher, r.ref.key): r.ref for r in _known(session, list(named.values()))}
    new = tuple(ref for key, ref in named.items() if key not in known)
    changed = tuple((known[key], ref) for key, ref in named.items() if key in known and _differs(ref, known[key]))
    insert_missing(session, ReleaseRow, [_values(ref) | {"first_seen": now} for ref in new])
    for before, ref in changed:
        session.execute(update(ReleaseRow).where(_is(ref)).values(**_update(ref, before)))
    return Seen(new, changed)


def fetched(session: Session, ref: ReleaseRef, snapshot: Snapshot, says: str | None = None) -> Body:
    """The page of a release arrived; the bytes must have been kept in this unit of work or before.

    `ref` may carry a whole title where the list's was cut. `says` is the hash of its title and text, None where they
    could not be read.
    """
    one_at_a_time(session)
    known = _one(session, ref)
    row = ReleaseRow
    values: dict[str, Any] = {"fetched_at": snapshot.fetched_at, "attempts": 0, "next_attempt": None}
    values |= {"title": ref.title, "says": says}
    if known.snapshot != snapshot.sha256:
        values |= {"snapshot": snapshot.sha256, "is_read": False}
    session.execute(update(row).where(_is(ref)).values(**values))
    if known.snapshot is None:
        return Body.FIRST
    return Body.SAME if known.snapshot == snapshot.sha256 else Body.EDITED


def rechecked(session: Session, ref: ReleaseRef, at: datetime, again: datetime | None = None) -> None:
    """The page was asked for again, whatever came of it; `again` is when to do so whatever its age by then."""
    one_at_a_time(session)
    session.execute(update(ReleaseRow).where(_is(ref)).values(fetched_at=at, next_attempt=again))


def saying(session: Session, ref: ReleaseRef, says: str) -> ReleaseRef | None:
    """Another release of the same publisher, named before this one, that says the same."""
    row = ReleaseRow
    earlier = pick(row.id).where(_is(ref)).scalar_subquery()
    query = _releases().where(col(row.publisher) == ref.publisher, col(row.says) == says, col(row.id) < earlier)
    return next((known.ref for known in _all(session, query.order_by(col(row.id)).limit(1))), None)


def incomplete(session: Session, ref: ReleaseRef, next_attempt: datetime) -> int:
    """The page is kept and a file of it is not: it is asked for again; how often it was by now."""
    return not_fetched(session, ref, next_attempt)


def read_again(session: Session, ref: ReleaseRef) -> None:
    """Something of a release arrived that its reading did not have."""
    one_at_a_time(session)
    session.execute(update(ReleaseRow).where(_is(ref)).values(is_read=False))


def not_fetched(session: Session, ref: ReleaseRef, next_attempt: datetime) -> int:
    """A fetch failed; how many have by now, one after another."""
    one_at_a_time(session)
    attempts = _one(session, ref).attempts + 1
    session.execute(update(ReleaseRow).where(_is(ref)).values(attempts=attempts, next_attempt=next_attempt))
    return attempts


def to_fetch(session: Session, publisher: str, now: datetime, limit: int = 100) -> tuple[ReleaseRef, ...]:
    """Releases that were named and never fetched, also those that a crash left behind, in order of being named."""
    row = ReleaseRow
    due = or_(col(row.next_attempt).is_(None), col(row.next_attempt) <= now)
    query = _releases().where(_open(publisher), col(row.snapshot).is_(None), due).order_by(col(row.id)).limit(limit)
    return tuple(release.ref for release in _all(session, query))


def to_read(session: Session, publisher: str, limit: int = 100) -> tuple[ReleaseRead, ...]:
    """Releases whose newest bytes were kept and not read, in order of being named."""
    row = ReleaseRow
    query = _releases().where(_open(publisher), col(row.snapshot).is_not(None)).order_by(col(row.id)).limit(limit)
    return tuple(ReleaseRead(r.ref, r.snapshot) for r in _all(session, query) if r.snapshot is not None)


def mark_read(session: Session, ref: ReleaseRef, sha256: str) -> None:
    """In the unit of work that records what was read. Nothing happens where newer bytes have arrived meanwhile."""
    one_at_a_time(session)
    session.execute(update(ReleaseRow).where(_is(ref), col(ReleaseRow.snapshot) == sha256).values(is_read=True))


def to_recheck(
    session: Session, publisher: str, published_since: date, fetched_before: datetime, now: datetime
) -> tuple[ReleaseRef, ...]:
    """Young releases that were not looked at for a while, the longest waiting first: pages are edited silently.

    Also incomplete ones of any age, when their time has come.
    """
    row = ReleaseRow
    midnight = datetime.combine(published_since, time(), UTC)
    undated = and_(col(row.published_on).is_(None), col(row.first_seen) >= midnight)
    young = and_(or_(col(row.published_on) >= published_since, undated), col(row.fetched_at) < fetched_before)
    unfinished = and_(col(row.snapshot).is_not(None), col(row.next_attempt) <= now)
    query = (
        _releases()
        .where(col(row.publisher) == publisher, or_(young, unfinished))
        .order_by(col(row.fetched_at))
        .limit(MOST_RECHECKED)
    )
    return tuple(release.ref for release in _all(session, query))


def keys_of(session: Session, publisher: str, column: str, limit: int = 500) -> frozenset[str]:
    """The keys that a column named most recently."""
    row = ReleaseRow
    query = pick(row.key).where(col(row.publisher) == publisher, col(row.column) == column)
    return frozenset(key for (key,) in session.execute(query.order_by(col(row.id).desc()).limit(limit)))


def find(session: Session, publisher: str, key: str) -> KnownRelease | None:
    row = ReleaseRow
    query = _releases().where(col(row.publisher) == publisher, col(row.key) == key)
    return next(iter(_all(session, query)), None)


def between(session: Session, publisher: str, first: date, last: date) -> tuple[KnownRelease, ...]:
    """The releases that their lists date from `first` to `last`, oldest first."""
    row = ReleaseRow
    query = _releases().where(col(row.publisher) == publisher, col(row.published_on).between(first, last))
    return _all(session, query.order_by(col(row.published_on), col(row.id)))


def called(session: Session, name: str, limit: int = 12) -> tuple[KnownRelease, ...]:
    """The releases that somebody may mean: publisher/key, address, or part of the title; newest first."""
    row = ReleaseRow
    publisher, _, key = name.partition("/")
    exactly = or_(col(row.url) == name, and_(col(row.publisher) == publisher, col(row.key) == key))
    newest = (func.coalesce(col(row.published_on), date.min).desc(), col(row.id).desc())
    found = _all(session, _releases().where(exactly).order_by(*newest).limit(limit))
    titled = col(row.title).contains(name, autoescape=True)
    return found or _all(session, _releases().where(titled).order_by(*newest).limit(limit))


def known(session: Session, publisher: str, since: date | None = None, limit: int = 100) -> tuple[KnownRelease, ...]:
    """The releases of a publisher, newest first; those without a date last."""
    row = ReleaseRow
    query = _releases().where(col(row.publisher) == publisher)
    if since is not None:
        query = query.where(col(row.published_on) >= since)
    order = (func.coalesce(col(row.published_on), date.min).desc(), col(row.id).desc())
    return _all(session, query.order_by(*order).limit(limit))


def _releases() -> Query:
    row = ReleaseRow
    ref = (row.publisher, row.column, row.key, row.url, row.title, row.published_on)
    return pick(*ref, row.first_seen, row.snapshot, row.fetched_at, row.is_read, row.attempts, row.says)


def _all(session: Session, query: Query) -> tuple[KnownRelease, ...]:
    return tuple(KnownRelease(ReleaseRef(*line[:6]), *line[6:]) for line in session.execute(query))


def _known(session: Session, refs: Sequence[ReleaseRef]) -> list[KnownRelease]:
    row = ReleaseRow
    found: list[KnownRelease] = []
    for publisher in sorted({ref.publisher for ref in refs}):
        for chunk in chunks([ref.key for ref in refs if ref.publisher == publisher]):
            found += _all(session, _releases().where(col(row.publisher) == publisher, col(row.key).in_(chunk)))
    return found


def _one(session: Session, ref: ReleaseRef) -> KnownRelease:
    found = find(session, ref.publisher, ref.key)
    if found is None:
        raise StoreError(f"no release {ref.publisher}/{ref.key} is known: note it as seen first")
    return found


def _is(ref: ReleaseRef) -> ColumnElement[bool]:
    return and_(col(ReleaseRow.publisher) == ref.publisher, col(ReleaseRow.key) == ref.key)


def _open(publisher: str) -> ColumnElement[bool]:
    """Said as the partial index says it, so that it is used."""
    return and_(col(ReleaseRow.publisher) == publisher, ~col(ReleaseRow.is_read))


def _differs(ref: ReleaseRef, known: ReleaseRef) -> bool:
    """A list that gives no date takes none back, and one that cuts a title does not rename.

    Another column names the same release under an address, and often a title, of its own: that is no change.
    """
    if ref.column != known.column:
        return False
    dated = ref.published_on is not None and ref.published_on != known.published_on
    renamed = ref.title != known.title and not _cut_from(ref.title, known.title)
    return dated or renamed or ref.url != known.url


def _values(ref: ReleaseRef) -> dict[str, Any]:
    names = ("publisher", "column", "key", "url", "title", "published_on")
    return {name: getattr(ref, name) for name in names} | {"is_read": False, "attempts": 0}


def _update(ref: ReleaseRef, known: ReleaseRef) -> dict[str, Any]:
    title = known.title if _cut_from(ref.title, known.title) else ref.title
    return {"url": ref.url, "title": title, "published_on": ref.published_on or known.published_on}


def _cut_from(title: str, whole: str) -> bool:
    kept = title.rstrip("….").rstrip()
    return kept != title and whole.startswith(kept)
