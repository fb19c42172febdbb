"""What happened to releases after their lists had named them: edited, withdrawn, renamed. Appended, never edited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.releases import ReleaseRef
from store.database import insert_missing, one_at_a_time
from store.queries import Query, chunks, pick
from store.tables import ReleaseFactRow

LONGEST_DETAIL = 2000  # characters


class FactKind(StrEnum):
    EDITED = "edited"  # the page says something else than before
    WITHDRAWN = "withdrawn"  # the page is gone (404, 410)
    BACK = "back"  # it was gone and is there again
    LISTED_OTHERWISE = "listed-otherwise"  # its list gives another title, address or date than before
    DATES_DISAGREE = "dates-disagree"  # its list, its meta tag and its head do not give the same day
    SAYS_THE_SAME = "says-the-same"  # an earlier release under another address says exactly this
    READ_QUIETLY = "read-quietly"  # history that was asked for: nobody is told of what it says
    MAY_BE_TOLD = "may-be-told"  # it was read quietly, and somebody wants it told after all


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    publisher: str
    key: str
    at: datetime
    kind: FactKind
    detail: str
    position: int = 0  # place in the order of arrival, given by the store


def add(session: Session, ref: ReleaseRef, at: datetime, kind: FactKind, detail: str) -> ReleaseFact:
    one_at_a_time(session)
    fact = ReleaseFact(ref.publisher, ref.key, at, kind, detail[:LONGEST_DETAIL])
    values = {"publisher": fact.publisher, "key": fact.key, "at": at, "kind": kind.value, "detail": fact.detail}
    insert_missing(session, ReleaseFactRow, [values])
    return fact


def of(session: Session, publisher: str, key: str) -> tuple[ReleaseFact, ...]:
    """What happened to one release, oldest first."""
    row = ReleaseFactRow
    query = _facts().where(col(row.publisher) == publisher, col(row.key) == key)
    return tuple(_fact(line) for line in session.execute(query.order_by(col(row.id))))


def since(session: Session, position: int, limit: int = 200) -> tuple[ReleaseFact, ...]:
    """Facts of all publishers that arrived after a position, in order of arrival."""
    row = ReleaseFactRow
    query = _facts().where(col(row.id) > position).order_by(col(row.id)).limit(limit)
    return tuple(_fact(line) for line in session.execute(query))


def last_kind(session: Session, ref: ReleaseRef, *kinds: FactKind) -> FactKind | None:
    """Which of some kinds of facts came last for a release."""
    told = [fact.kind for fact in of(session, ref.publisher, ref.key) if fact.kind in kinds]
    return told[-1] if told else None


def quiet_ones(session: Session, releases: Collection[str]) -> frozenset[str]:
    """Those of some releases (publisher/key) of which nobody is told; the last word on each counts."""
    row, quiet = ReleaseFactRow, set[str]()
    kinds = (FactKind.READ_QUIETLY.value, FactKind.MAY_BE_TOLD.value)
    for chunk in chunks(sorted({name.partition("/")[2] for name in releases})):
        query = pick(row.publisher, row.key, row.kind).where(col(row.key).in_(chunk), col(row.kind).in_(kinds))
        for publisher, key, kind in session.execute(query.order_by(col(row.id))):
            (quiet.add if kind == FactKind.READ_QUIETLY else quiet.discard)(f"{publisher}/{key}")
    return frozenset(quiet & set(releases))


def _facts() -> Query:
    row = ReleaseFactRow
    return pick(row.publisher, row.key, row.at, row.kind, row.detail, row.id)


def _fact(line: Row[Any]) -> ReleaseFact:
    publisher, key, at, kind, detail, position = line
    return ReleaseFact(publisher, key, at, FactKind(kind), detail, position)
