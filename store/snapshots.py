"""Bytes as received: each content once by its SHA-256, compressed; each reception of it appended."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as digest

from sqlalchemy.orm import Session
from sqlmodel import col

from sources.releases import Snapshot
from store.database import insert_missing, one_at_a_time
from store.errors import StoreError
from store.queries import Query, pick
from store.tables import BodyRow, ReceptionRow


@dataclass(frozen=True, slots=True)
class Validators:
    """What a conditional request may send, and the content that a 304 would mean."""

    etag: str | None
    last_modified: str | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Reception:
    """One answer of a site. Status 304: the content before still stands."""

    url: str
    sha256: str
    fetched_at: datetime
    status: int
    content_type: str
    answered_by: str
    etag: str | None
    last_modified: str | None


def keep(session: Session, snapshot: Snapshot) -> bool:
    """Store the bytes before anything reads them; True where this content was never seen before."""
    if digest(snapshot.content).hexdigest() != snapshot.sha256:
        raise StoreError(f"the bytes from {snapshot.url} are not those of {snapshot.sha256}: fetch again")
    one_at_a_time(session)
    new = not _is_known(session, snapshot.sha256) and _insert_body(session, snapshot)
    reception = Reception(
        snapshot.url,
        snapshot.sha256,
        snapshot.fetched_at,
        snapshot.status,
        snapshot.content_type,
        snapshot.answered_by,
        snapshot.etag,
        snapshot.last_modified,
    )
    _append(session, reception)
    return new


def still(session: Session, url: str, at: datetime, answered_by: str = "") -> str | None:
    """The site said 304: what was received last still stands. Its SHA-256; None where nothing was ever received."""
    one_at_a_time(session)
    last = _newest(session, _receptions().where(col(ReceptionRow.url) == url))
    if last is None:
        return None
    _append(
        session,
        Reception(url, last.sha256, at, 304, last.content_type, answered_by, last.etag, last.last_modified),
    )
    return last.sha256


def load(session: Session, sha256: str) -> Snapshot | None:
    """The bytes of a content, with its newest reception. Raises StoreError where they are damaged."""
    return _snapshot(session, _newest(session, _receptions().where(col(ReceptionRow.sha256) == sha256)))


def latest(session: Session, url: str) -> Snapshot | None:
    """What an address answered last."""
    return _snapshot(session, _newest(session, _receptions().where(col(ReceptionRow.url) == url)))


def latest_hash(session: Session, url: str) -> str | None:
    """The SHA-256 of what an address answered last."""
    last = _newest(session, _receptions().where(col(ReceptionRow.url) == url))
    return None if last is None else last.sha256


def validators(session: Session, url: str) -> Validators | None:
    """For a conditional request; None where the last answer of `url` had no validators."""
    last = _newest(session, _receptions().where(col(ReceptionRow.url) == url))
    if last is None or not (last.etag or last.last_modified):
        return None
    return Validators(last.etag, last.last_modified, last.sha256)


def receptions(session: Session, url: str, limit: int = 50) -> tuple[Reception, ...]:
    """The answers of an address, newest first."""
    query = _newest_first(_receptions().where(col(ReceptionRow.url) == url)).limit(limit)
    return tuple(Reception(**line) for line in session.execute(query).mappings())


def _receptions() -> Query:
    row = ReceptionRow
    answer = (row.status, row.content_type, row.answered_by, row.etag, row.last_modified)
    return pick(row.url, row.sha256, row.fetched_at, *answer)


def _newest_first(query: Query) -> Query:
    return query.order_by(col(ReceptionRow.fetched_at).desc(), col(ReceptionRow.id).desc())


def _newest(session: Session, query: Query) -> Reception | None:
    line = session.execute(_newest_first(query).limit(1)).mappings().first()
    return None if line is None else Reception(**line)


def _append(session: Session, reception: Reception) -> None:
    values = {name: getattr(reception, name) for name in Reception.__slots__}
    insert_missing(session, ReceptionRow, [values])


def _is_known(session: Session, sha256: str) -> bool:
    query = pick(BodyRow.sha256).where(col(BodyRow.sha256) == sha256)
    return session.execute(query).first() is not None


def _insert_body(session: Session, snapshot: Snapshot) -> bool:
    values = {
        "sha256": snapshot.sha256,
        "size": len(snapshot.content),
        "compressed": zlib.compress(snapshot.content),
        "first_seen": snapshot.fetched_at,
    }
    return insert_missing(session, BodyRow, [values]) == 1


def _snapshot(session: Session, reception: Reception | None) -> Snapshot | None:
    if reception is None:
        return None
    query = pick(BodyRow.compressed).where(col(BodyRow.sha256) == reception.sha256)
    return Snapshot(
        url=reception.url,
        content=_expand(session.execute(query).scalar_one(), reception.sha256),
        content_type=reception.content_type,
        fetched_at=reception.fetched_at,
        status=reception.status,
        answered_by=reception.answered_by,
        etag=reception.etag,
        last_modified=reception.last_modified,
        sha256=reception.sha256,
    )


def _expand(compressed: bytes, sha256: str) -> bytes:
    try:
        content = zlib.decompress(compressed)
    except zlib.error:
        content = b""
    if digest(content).hexdigest() != sha256:
        raise StoreError(f"the stored bytes of {sha256} are damaged: restore a backup or fetch the page again")
    return content
