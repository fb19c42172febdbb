"""Everything that became known, with the moment at which it did: by publication, or by when it was seen here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from sqlalchemy import true
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.series import Observation, Vintage
from store.observations import KnownBy
from store.statements import by_subject
from store.tables import ObservationRow
from store.vintages import BEIJING, Statement, steps


@dataclass(frozen=True, slots=True)
class Known:
    """An observation with all its vintages, oldest first; each is seen at the moment at which it became known, and
    `releases` says what it came with."""

    observation: Observation
    releases: tuple[str, ...]


def observations_known(
    session: Session, by: KnownBy = KnownBy.PUBLISHED, series: Collection[str] | None = None
) -> Iterator[Known]:
    """Every observation, or those of some series. Reads all that is stored of them."""
    row = ObservationRow
    wanted = true() if series is None else col(row.series).in_(sorted(series))
    for subject, statements in by_subject(session, wanted).items():
        told = [(_known(step.day, step.statement, by), step.statement.release) for step in steps(statements)]
        observation = Observation(subject.series, subject.period, tuple(vintage for vintage, _ in told))
        yield Known(observation, tuple(release for _, release in told))


def moment_of(day: date) -> datetime:
    """Noon in Beijing: by then a release of this day was out."""
    return datetime.combine(day, time(12), BEIJING)


def _known(day: date, statement: Statement, by: KnownBy) -> Vintage:
    match by:
        case KnownBy.PUBLISHED:
            return replace(statement.vintage, seen_at=moment_of(day))
        case KnownBy.SEEN:
            return statement.vintage
