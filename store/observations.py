"""Observations and their vintages: what was published of a series, and when that could be known.

`record` takes what was read from one document; everything else asks. Statements are appended and vintages derived
from them, see `vintages`; a long history costs a question nothing, since each follows an index to its own series.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.series import Figure, Observation, ReferencePeriod, Refusal, RefusalReason, Status, Vintage
from store.origins import Origin, reading_id
from store.statements import Subject, by_subject, chunks, insert_statements, observation_ids, statements_of
from store.tables import ObservationRow, StatementRow
from store.vintages import Statement, beijing_day, restates, steps, vintages


class KnownBy(StrEnum):
    PUBLISHED = "published"  # what anybody could know on a day
    SEEN = "seen"  # what this monitor had seen by the end of a day


@dataclass(frozen=True, slots=True)
class NewVintage:
    """A value that was new when it arrived. `observation` stands as it stood then, `position` is its place in the
    order of arrival, `previous` is the vintage before it in order of publication.
    """

    position: int
    observation: Observation
    vintage: Vintage
    previous: Vintage | None
    release: str  # publisher/key

    @property
    def is_latest(self) -> bool:
        """False where an older release came in after a newer one: history, nothing to judge."""
        return self.observation.latest == self.vintage

    @property
    def is_revision(self) -> bool:
        return self.is_latest and self.previous is not None


@dataclass(frozen=True, slots=True)
class Conflict:
    """One document gave different values for one observation; none of them is believed."""

    series: str
    period: ReferencePeriod
    figures: tuple[Figure, ...]

    def refusals(self) -> tuple[Refusal, ...]:
        return tuple(Refusal(RefusalReason.UNPAIRED, str(f.value), f.quote, f.span) for f in self.figures)


@dataclass(frozen=True, slots=True)
class Recorded:
    """`repeated` figures said nothing new; `unwatched` ones belong to no series or to no definite period."""

    new: tuple[NewVintage, ...]
    conflicts: tuple[Conflict, ...]
    repeated: int
    unwatched: int


def record(session: Session, origin: Origin, figures: Sequence[Figure]) -> Recorded:
    """Append what `origin` says. Again the same changes nothing; an older release makes no revision.

    The bytes must have been kept before. One recorder runs at a time, so keep the unit of work to one release.
    """
    _, reading = reading_id(session, origin)
    watched, unwatched = _by_subject(figures)
    agreed, conflicts = _agree(watched)
    numbers = observation_ids(session, agreed.keys())
    before = statements_of(session, numbers.values())
    rows = [
        (numbers[subject], figure, _is_news(before[numbers[subject]], origin, figure))
        for subject, figure in agreed.items()
        if not _is_stated(before[numbers[subject]], origin, figure)
    ]
    insert_statements(session, reading, rows)
    new = _arrivals(session, _news_of(session, reading, [number for number, _, news in rows if news]))
    return Recorded(new, conflicts, len(agreed) - len(new), unwatched)


def since(session: Session, position: int, limit: int = 500) -> tuple[NewVintage, ...]:
    """What arrived after `position`, in order of arrival; costs what is new, not what is old."""
    statement = StatementRow
    query = (
        select(col(statement.id), col(statement.observation_id))
        .where(col(statement.id) > position, col(statement.news))
        .order_by(col(statement.id))
        .limit(limit)
    )
    return _arrivals(session, [(row[0], row[1]) for row in session.execute(query)])


def newest(session: Session, series: str) -> Observation | None:
    """The observation of the latest reference period."""
    return latest(session, [series]).get(series)


def latest(session: Session, series: Collection[str]) -> dict[str, Observation]:
    """`newest` of many series; those without an observation are absent."""
    found: dict[str, Observation] = {}
    row = ObservationRow
    for chunk in chunks(sorted(set(series))):
        last = (
            select(col(row.series), func.max(col(row.period_end)).label("period_end"))
            .where(col(row.series).in_(chunk))
            .group_by(col(row.series))
            .subquery()
        )
        wanted = and_(col(row.series).in_(chunk), _is_last(last))
        for observation in _observations(by_subject(session, wanted)):
            found[observation.series] = observation
    return found


def find(session: Session, series: str, period: ReferencePeriod) -> Observation | None:
    row = ObservationRow
    wanted = and_(
        col(row.series) == series,
        col(row.period_end) == period.end,
        col(row.period_start) == period.start,
        col(row.period_kind) == period.kind.value,
    )
    return next(iter(_observations(by_subject(session, wanted))), None)


def history(
    session: Session, series: str, *, since: date | None = None, until: int | None = None
) -> tuple[Observation, ...]:
    """The observations of a series by reference period, from those that end at `since` or later.

    `until`: as it stood when that position had arrived, so that judging late gives what judging at once gave.
    """
    return histories(session, [series], since=since, until=until).get(series, ())


def histories(
    session: Session, series: Collection[str], *, since: date | None = None, until: int | None = None
) -> dict[str, tuple[Observation, ...]]:
    """`history` of many series at once; those without an observation are absent."""
    found: dict[str, list[Observation]] = defaultdict(list)
    for chunk in chunks(sorted(set(series))):
        wanted = col(ObservationRow.series).in_(chunk)
        if since is not None:
            wanted = and_(wanted, col(ObservationRow.period_end) >= since)
        for observation in _observations(by_subject(session, wanted, until)):
            found[observation.series].append(observation)
    return {name: tuple(observations) for name, observations in found.items()}


def as_of(session: Session, series: str, day: date, by: KnownBy = KnownBy.PUBLISHED) -> tuple[Observation, ...]:
    """What was known of a series at the end of a Beijing day, by reference period."""
    known: dict[Subject, tuple[Vintage, ...]] = {}
    for subject, statements in by_subject(session, col(ObservationRow.series) == series).items():
        match by:
            case KnownBy.PUBLISHED:
                known[subject] = tuple(step.statement.vintage for step in steps(statements) if step.day <= day)
            case KnownBy.SEEN:
                known[subject] = vintages(s for s in statements if beijing_day(s.vintage.seen_at) <= day)
    observations = [Observation(s.series, s.period, found) for s, found in known.items() if found]
    return tuple(sorted(observations, key=_by_period))


def count(session: Session) -> int:
    """How many observations there are."""
    return session.execute(select(func.count()).select_from(ObservationRow)).scalar_one()


def _by_subject(figures: Sequence[Figure]) -> tuple[dict[Subject, list[Figure]], int]:
    watched: dict[Subject, list[Figure]] = defaultdict(list)
    unwatched = 0
    for figure in figures:
        if figure.series is None or figure.period.start is None or figure.period.end is None:
            unwatched += 1
        else:
            watched[Subject(figure.series, figure.period)].append(figure)
    return watched, unwatched


def _agree(watched: Mapping[Subject, Sequence[Figure]]) -> tuple[dict[Subject, Figure], tuple[Conflict, ...]]:
    """For each subject the figure that says most, or the conflict where they cannot all be true."""
    agreed: dict[Subject, Figure] = {}
    conflicts: list[Conflict] = []
    for subject, figures in watched.items():
        best = next((f for f in figures if all(_says_as_much(f, other) for other in figures)), None)
        if best is None:
            conflicts.append(Conflict(subject.series, subject.period, tuple(figures)))
        else:
            agreed[subject] = best
    return agreed, tuple(conflicts)


def _says_as_much(figure: Figure, other: Figure) -> bool:
    return figure is other or restates(_bare(other), _bare(figure))


_NOWHERE = Origin("", "", "", "", date.min, None, "")  # type: ignore[arg-type]


def _bare(figure: Figure, origin: Origin = _NOWHERE) -> Vintage:
    return Vintage(
        figure.value,
        figure.unit,
        figure.qualifier,
        figure.status,
        origin.published_on,
        origin.seen_at,
        origin.snapshot,
        origin.url,
        origin.title,
        origin.publisher,
        figure.quote,
        figure.span,
    )
