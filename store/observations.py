"""Observations and their vintages: what was published of a series, and when that could be known.

`record` takes what was read from one document; everything else asks. Statements are appended and vintages derived
from them, see `vintages`; a long history costs a question nothing, since each follows an index to its own series.
"""

from __future__ import annotations

import sys
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
from store.queries import chunks, pick
from store.statements import by_subject, insert_statements, observation_ids, statements_of
from store.tables import ObservationRow, StatementRow
from store.vintages import Statement, Subject, beijing_day, restates, steps, vintages


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
    agreed, conflicts, unwatched = agreed_figures(figures)
    numbers = observation_ids(session, agreed.keys())
    before = statements_of(session, numbers.values())
    rows = [
        (numbers[subject], figure, _is_news(before[numbers[subject]], origin, figure))
        for subject, figure in agreed.items()
        if not is_stated(before[numbers[subject]], origin, figure)
    ]
    insert_statements(session, reading, rows)
    new = _arrivals(session, _news_of(session, reading, [number for number, _, news in rows if news]))
    return Recorded(new, conflicts, len(agreed) - len(new), unwatched)


def since(session: Session, position: int, limit: int = 500) -> tuple[NewVintage, ...]:
    """What arrived after `position`, in order of arrival; costs what is new, not what is old."""
    statement = StatementRow
    query = (
        pick(statement.id, statement.observation_id)
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
        of_chunk = col(row.series).in_(chunk)
        ends = pick(row.series).add_columns(func.max(col(row.period_end))).where(of_chunk).group_by(col(row.series))
        last = {line[0]: line[1] for line in session.execute(ends)}
        wanted = and_(of_chunk, col(row.period_end).in_(set(last.values())))
        for observation in _observations(by_subject(session, wanted)):
            if observation.period.end == last[observation.series]:
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
        wanted: ColumnElement[bool] = col(ObservationRow.series).in_(chunk)
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


def agreed_figures(figures: Sequence[Figure]) -> tuple[dict[Subject, Figure], tuple[Conflict, ...], int]:
    """What one document says of each observation, where it contradicts itself, and how many figures are not watched."""
    watched, unwatched = _by_subject(figures)
    return *_agree(watched), unwatched


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
        best = _says_most(figures)
        if best is None:
            conflicts.append(Conflict(subject.series, subject.period, tuple(figures)))
        else:
            agreed[subject] = best
    return agreed, tuple(conflicts)


def _says_most(figures: Sequence[Figure]) -> Figure | None:
    if len({(f.value, f.unit, f.qualifier) for f in figures}) == 1:  # at most the status differs
        return next((f for f in figures if f.status is not Status.UNSTATED), figures[0])
    return next((f for f in figures if all(other is f or restates(other, f) for other in figures)), None)


def is_stated(before: Sequence[Statement], origin: Origin, figure: Figure) -> bool:
    """Whether this very reading said so already (8.8 and 8.80 are one number on both databases)."""
    said = _statement(origin, figure)
    return any(
        (s.release, s.document, _fact(s.vintage)) == (said.release, said.document, _fact(said.vintage)) for s in before
    )


def _fact(vintage: Vintage) -> tuple[Any, ...]:
    said = (vintage.value, vintage.unit, vintage.qualifier, vintage.status)
    return *said, vintage.snapshot, vintage.seen_at, vintage.published_on


def _is_news(before: Sequence[Statement], origin: Origin, figure: Figure) -> bool:
    """Whether the figure is one vintage more, not only an earlier proof of one that is known."""
    said = _statement(origin, figure)
    after = steps([*before, said])
    return len(after) > len(steps(before)) and any(step.statement is said for step in after)


def _statement(origin: Origin, figure: Figure) -> Statement:
    """What a figure will be once it is stored: the last to arrive."""
    assert figure.series is not None
    vintage = Vintage(
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        status=figure.status,
        published_on=origin.published_on,
        seen_at=origin.seen_at,
        snapshot=origin.snapshot,
        url=origin.url,
        title=origin.title,
        publisher=origin.publisher,
        quote=figure.quote,
        span=figure.span,
    )
    return Statement(sys.maxsize, Subject(figure.series, figure.period), origin.identity, origin.document, vintage)


def _news_of(session: Session, reading: int, observations: Sequence[int]) -> list[tuple[int, int]]:
    """(position, observation) of what a reading has just brought, in order of arrival."""
    row = StatementRow
    found: list[tuple[int, int]] = []
    for chunk in chunks(observations):
        query = (
            pick(row.observation_id)
            .add_columns(func.max(col(row.id)))
            .where(col(row.observation_id).in_(chunk), col(row.reading_id) == reading, col(row.news))
            .group_by(col(row.observation_id))
        )
        found += [(line[1], line[0]) for line in session.execute(query)]
    return sorted(found)


def _arrivals(session: Session, found: Sequence[tuple[int, int]]) -> tuple[NewVintage, ...]:
    known = statements_of(session, {observation for _, observation in found})
    return tuple(_arrival(position, known[observation]) for position, observation in found)


def _arrival(position: int, statements: Sequence[Statement]) -> NewVintage:
    told = [step.statement for step in steps(s for s in statements if s.position <= position)]
    place = next(i for i, statement in enumerate(told) if statement.position == position)
    subject = told[place].subject
    observation = Observation(subject.series, subject.period, tuple(s.vintage for s in told))
    previous = told[place - 1].vintage if place else None
    return NewVintage(position, observation, told[place].vintage, previous, told[place].release)


def _observations(known: Mapping[Subject, Sequence[Statement]]) -> list[Observation]:
    found = [Observation(s.series, s.period, vintages(statements)) for s, statements in known.items()]
    return sorted(found, key=_by_period)


def _by_period(observation: Observation) -> tuple[str, date, date, str]:
    period = observation.period
    return observation.series, period.end or date.min, period.start or date.min, period.kind
