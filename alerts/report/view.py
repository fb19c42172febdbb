"""The report as plain values: which row, which alert, which picture, which source. Pure; says nothing yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from alerts.lifecycle import Alert, State, Transition
from alerts.report.curves import Curve, curve
from alerts.report.facts import Counted, Facts, Looked, Span
from alerts.rulebook import Rulebook
from alerts.rules import About, Verdict, Words
from alerts.scoreboard import Row, scoreboard
from sources.catalogue import Catalogue, PublisherEntry
from sources.series import Observation

_URGENT = (Verdict.CONTRADICTED, Verdict.REVISED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which days, made when; `rehearsed`: the store was filled from the rehearsal, whose newer values are invented."""

    span: Span
    made_at: datetime
    rehearsed: bool = False

    @property
    def as_of(self) -> datetime:
        """The last moment it tells of. The days of a rehearsal are not the world's."""
        last = self.span.end - timedelta(seconds=1)
        return last if self.rehearsed else min(self.made_at, last)


@dataclass(frozen=True, slots=True)
class Source:
    """A column of the catalogue. `looked` is None where nobody looked at it in the span."""

    publisher: Words
    column: str
    looked: Looked | None
    stands_in: bool  # only looked at where another could not be

    @property
    def is_blind(self) -> bool:
        return self.looked is not None and not self.looked.last.outcome.could_look

    @property
    def is_unseen(self) -> bool:
        return self.looked is None and not self.stands_in


@dataclass(frozen=True, slots=True)
class Office:
    """A publisher with its columns."""

    name: Words
    sources: tuple[Source, ...]

    @property
    def looked(self) -> tuple[Looked, ...]:
        return tuple(source.looked for source in self.sources if source.looked is not None)

    @property
    def visits(self) -> int:
        return sum(one.visits for one in self.looked)

    @property
    def failed(self) -> int:
        return sum(one.failed for one in self.looked)

    @property
    def last_success(self) -> datetime | None:
        return max((one.last_success for one in self.looked if one.last_success is not None), default=None)


@dataclass(frozen=True, slots=True)
class Board:
    """One section of the recorded figures."""

    section: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    asked: Asked
    boards: tuple[Board, ...]
    verdicts: Mapping[Verdict, int]
    attention: tuple[Row, ...]
    firing: tuple[Transition, ...]
    changes: tuple[Transition, ...]
    curves: tuple[Curve, ...]
    offices: tuple[Office, ...]
    counted: Counted
    titles: Mapping[str, str]  # of the releases that values stand in, by address

    @property
    def blind(self) -> tuple[Source, ...]:
        return tuple(source for office in self.offices for source in office.sources if source.is_blind)

    @property
    def unseen(self) -> tuple[Source, ...]:
        return tuple(source for office in self.offices for source in office.sources if source.is_unseen)

    @property
    def recorded(self) -> int:
        return sum(self.verdicts.values())

    @property
    def found(self) -> int:
        return self.recorded - self.verdicts.get(Verdict.NOT_FOUND, 0)


def report(asked: Asked, facts: Facts, rulebook: Rulebook) -> Report:
    """Everything as it was known at the end of the span."""
    newest = _newest(facts.changes)
    alerts = [Alert(t.rule, t.subject, t.after, since=t.at) for t in newest]
    rows = scoreboard(rulebook.baseline, facts.histories, alerts, rulebook, asked.as_of)
    curves = (curve(name, facts.histories.get(name, ()), rulebook) for name in _series(rulebook))
    return Report(
        asked=asked,
        boards=_boards(rows),
        verdicts=Counter(row.verdict for row in rows),
        attention=tuple(row for row in rows if _needs_attention(row)),
        firing=_figures_first(t for t in newest if t.after is State.FIRING and not t.evaluation.event),
        changes=_figures_first(t for t in facts.changes if _is_told(t) and t.at >= asked.span.start),
        curves=tuple(found for found in curves if found is not None),
        offices=_offices(facts.looked, rulebook.catalogue),
        counted=facts.counted,
        titles=_titles(facts.histories),
    )


def _newest(changes: Iterable[Transition]) -> list[Transition]:
    """The last change of every alert."""
    return list({(t.rule, t.subject): t for t in changes}.values())


def _figures_first(changes: Iterable[Transition]) -> tuple[Transition, ...]:
    """The newest first; what is said of sources after what is said of figures."""
    newest_first = sorted(changes, key=lambda change: change.at, reverse=True)
    return tuple(sorted(newest_first, key=lambda change: change.evaluation.about is About.WATCHING))


def _is_told(change: Transition) -> bool:
    return change.after in (State.FIRING, State.RESOLVED)


def _needs_attention(row: Row) -> bool:
    return row.verdict in _URGENT or row.state is State.FIRING or row.stale


def _series(rulebook: Rulebook) -> list[str]:
    """Each series of a recorded figure, in the order of the article."""
    return list(dict.fromkeys(r.series for r in rulebook.baseline.figures.values() if r.series))


def _titles(histories: Mapping[str, Iterable[Observation]]) -> dict[str, str]:
    return {v.url: v.title for history in histories.values() for one in history for v in one.vintages}


def _boards(rows: Iterable[Row]) -> tuple[Board, ...]:
    sections: dict[str, list[Row]] = {}
    for row in rows:
        sections.setdefault(row.section, []).append(row)
    return tuple(Board(name, tuple(found)) for name, found in sections.items())


def _offices(looked: Iterable[Looked], catalogue: Catalogue) -> tuple[Office, ...]:
    seen = {(one.last.publisher, one.last.column): one for one in looked}
    return tuple(_office(entry, seen) for entry in catalogue.publishers.values() if entry.columns)


def _office(entry: PublisherEntry, seen: Mapping[tuple[str, str], Looked]) -> Office:
    name = Words(entry.name_zh, entry.name_en)
    columns = entry.columns
    return Office(
        name, tuple(Source(name, c.name, seen.get((entry.id, c.name)), bool(c.stands_in_for)) for c in columns)
    )
