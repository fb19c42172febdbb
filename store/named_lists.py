"""Announced lists: appended where a release announces one, and again where it announces it differently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session
from sqlmodel import col

from sources.releases import NamedList
from store.database import insert_missing
from store.origins import Origin, known_release, origins, reading_id, to_origin
from store.payloads import dump, restore
from store.queries import Query, pick
from store.tables import NamedListRow, ReadingRow, ReleaseRow


@dataclass(frozen=True, slots=True)
class NewList:
    """A list that was new when it arrived; `previous` is what the same release announced before it was edited."""

    position: int
    origin: Origin
    announced: NamedList
    previous: NamedList | None


def record(session: Session, origin: Origin, lists: Sequence[NamedList]) -> tuple[NewList, ...]:
    """Append the lists that this release had not announced so; again the same changes nothing."""
    release, reading = reading_id(session, origin)
    last = 0
    for announced in lists:
        identity = _identity(announced)
        before = _versions(session, release, identity)
        if any(_says(version) == _says(announced) for version in before):
            continue  # also where an older version is read again: it is no edit
        values = {
            "release_id": release,
            "reading_id": reading,
            "family": announced.family,
            "identity": identity,
            "payload": dump(announced),
        }
        last += insert_missing(session, NamedListRow, [values])
    return _new_lists(session, _lists().where(col(NamedListRow.reading_id) == reading)) if last else ()


def unknown(session: Session, origin: Origin, lists: Sequence[NamedList]) -> tuple[NamedList, ...]:
    """Those that the release has not announced so; writes nothing."""
    release = known_release(session, origin)
    before = {} if release is None else {_identity(a): _versions(session, release, _identity(a)) for a in lists}
    return tuple(a for a in lists if all(_says(a) != _says(version) for version in before.get(_identity(a), ())))


def since(session: Session, position: int, limit: int = 200) -> tuple[NewList, ...]:
    """What arrived after `position`, in order of arrival."""
    return _new_lists(session, _lists().where(col(NamedListRow.id) > position).limit(limit))


def of_family(session: Session, family: str) -> tuple[NewList, ...]:
    """Every announcement of a list that is watched, in order of arrival."""
    return _new_lists(session, _lists().where(col(NamedListRow.family) == family))


def of_release(session: Session, publisher: str, key: str) -> tuple[NewList, ...]:
    """What a release announces, each list as it did last, in order of arrival."""
    release = ReleaseRow
    query = _lists().where(col(release.publisher) == publisher, col(release.key) == key)
    latest = {_identity(entry.announced): entry for entry in _new_lists(session, query)}
    return tuple(sorted(latest.values(), key=lambda entry: entry.position))


def _identity(announced: NamedList) -> str:
    """Which list of a release it is, whoever is on it."""
    parts = (announced.family or announced.title, announced.stage.value, announced.batch, announced.year)
    return "|".join(str(part) for part in parts)


def _says(announced: NamedList) -> NamedList:
    """Where it stands on the page is not what it says."""
    return replace(announced, quote="", span=(0, 0))


def _lists() -> Query:
    row = NamedListRow
    query = origins(row.id, row.release_id, row.identity, row.payload)
    return query.join(row, col(row.reading_id) == col(ReadingRow.id)).order_by(col(row.id))


def _versions(session: Session, release: int, identity: str, before: int | None = None) -> list[NamedList]:
    """What a release has announced of one list, in order of arrival."""
    row = NamedListRow
    query = pick(row.payload).where(col(row.release_id) == release, col(row.identity) == identity)
    if before is not None:
        query = query.where(col(row.id) < before)
    return [restore(NamedList, payload) for (payload,) in session.execute(query.order_by(col(row.id)))]


def _new_lists(session: Session, query: Query) -> tuple[NewList, ...]:
    return tuple(_new_list(session, line) for line in session.execute(query).all())


def _new_list(session: Session, line: Any) -> NewList:
    position, release, identity, payload = line[8:]
    before = _versions(session, release, identity, before=position)
    return NewList(position, to_origin(line), restore(NamedList, payload), before[-1] if before else None)
