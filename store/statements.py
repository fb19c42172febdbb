"""Statements in and out of their tables: the SQL under `observations`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.series import Figure, PeriodKind, Qualifier, ReferencePeriod, Status, Unit, Vintage
from store.database import insert_missing
from store.queries import Query, chunks, pick
from store.tables import ObservationRow, ReadingRow, ReleaseRow, StatementRow
from store.vintages import Statement, Subject


def observation_ids(session: Session, subjects: Collection[Subject]) -> dict[Subject, int]:
    """The numbers of `subjects`; new ones are written down."""
    known = known_ids(session, subjects)
    missing = [subject for subject in subjects if subject not in known]
    if missing:
        insert_missing(session, ObservationRow, [_observation_values(subject) for subject in missing])
        known |= known_ids(session, missing)
    return known


def statements_of(
    session: Session, observations: Collection[int], until: int | None = None
) -> dict[int, list[Statement]]:
    """All statements of some observations, by observation; with `until` those that had arrived by then."""
    found: dict[int, list[Statement]] = defaultdict(list)
    for chunk in chunks(sorted(observations)):
        query = _statements().where(col(StatementRow.observation_id).in_(chunk))
        for observation, statement in _read(session, query, until):
            found[observation].append(statement)
    return found


def by_subject(
    session: Session, wanted: ColumnElement[bool], until: int | None = None
) -> dict[Subject, list[Statement]]:
    """The statements of the observations that `wanted` picks, by subject."""
    found: dict[Subject, list[Statement]] = defaultdict(list)
    for _, statement in _read(session, _statements().where(wanted), until):
        found[statement.subject].append(statement)
    return found


def of_document(session: Session, release: str, document: str, snapshot: str) -> tuple[Statement, ...]:
    """What was ever read from these bytes as this document of a release (publisher/key)."""
    publisher, _, key = release.partition("/")
    row = ReadingRow
    wanted = (col(row.publisher) == publisher, col(ReleaseRow.key) == key)
    query = _statements().where(*wanted, col(row.document) == document, col(row.snapshot) == snapshot)
    return tuple(statement for _, statement in _read(session, query, None))


def insert_statements(session: Session, reading: int, rows: Sequence[tuple[int, Figure, bool]]) -> None:
    """Append (observation, figure, whether it is news)."""
    insert_missing(
        session,
        StatementRow,
        [
            {
                "observation_id": observation,
                "reading_id": reading,
                "value": figure.value,
                "unit": figure.unit.value,
                "qualifier": figure.qualifier.value,
                "status": figure.status.value,
                "quote": figure.quote,
                "span_start": figure.span[0],
                "span_end": figure.span[1],
                "news": news,
            }
            for observation, figure, news in rows
        ],
    )


def to_subject(row: Mapping[str, Any]) -> Subject:
    kind = PeriodKind(row["period_kind"])
    return Subject(row["series"], ReferencePeriod(kind, row["period_start"], row["period_end"]))


def known_ids(session: Session, subjects: Iterable[Subject]) -> dict[Subject, int]:
    """The numbers of those of `subjects` that are written down."""
    wanted = set(subjects)
    found: dict[Subject, int] = {}
    for chunk in chunks(sorted({subject.series for subject in wanted})):
        ends: set[date | None] = {s.period.end for s in wanted if s.series in set(chunk)}
        row = ObservationRow
        query = pick(row.id, row.series, row.period_kind, row.period_start, row.period_end)
        query = query.where(col(row.series).in_(chunk), col(row.period_end).in_(ends))
        for line in session.execute(query).mappings():
            found[to_subject(dict(line))] = line["id"]
    return {subject: number for subject, number in found.items() if subject in wanted}


def _observation_values(subject: Subject) -> dict[str, Any]:
    return {
        "series": subject.series,
        "period_kind": subject.period.kind.value,
        "period_start": subject.period.start,
        "period_end": subject.period.end,
    }


def _statements() -> Query:
    statement, reading, release, observation = StatementRow, ReadingRow, ReleaseRow, ObservationRow
    said = (statement.id, statement.observation_id, statement.value, statement.unit, statement.qualifier)
    where = (statement.status, statement.quote, statement.span_start, statement.span_end)
    page = (reading.document, reading.snapshot, reading.url, reading.title, reading.published_on, reading.seen_at)
    subject = (observation.series, observation.period_kind, observation.period_start, observation.period_end)
    return (
        pick(*said, *where, *page, reading.publisher, release.key, *subject)
        .select_from(statement)
        .join(observation, col(observation.id) == col(statement.observation_id))
        .join(reading, col(reading.id) == col(statement.reading_id))
        .join(release, col(release.id) == col(reading.release_id))
    )


def _read(session: Session, query: Query, until: int | None) -> Iterator[tuple[int, Statement]]:
    if until is not None:
        query = query.where(col(StatementRow.id) <= until)
    for line in session.execute(query).mappings():
        row = dict(line)
        yield row["observation_id"], _statement(row)


def _statement(row: Mapping[str, Any]) -> Statement:
    vintage = Vintage(
        value=row["value"],
        unit=Unit(row["unit"]),
        qualifier=Qualifier(row["qualifier"]),
        status=Status(row["status"]),
        published_on=row["published_on"],
        seen_at=row["seen_at"],
        snapshot=row["snapshot"],
        url=row["url"],
        title=row["title"],
        publisher=row["publisher"],
        quote=row["quote"],
        span=(row["span_start"], row["span_end"]),
    )
    release = f"{row['publisher']}/{row['key']}"
    return Statement(row["id"], to_subject(row), release, row["document"], vintage)
