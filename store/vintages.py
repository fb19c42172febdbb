"""From statements to vintages: what counts as a new value of an observation, and in which order.

Pure. Every statement is kept and the vintages are the steps between them in order of publication, so the same releases
give the same vintages in whatever order they were read: a backfill or a second reading cannot make a revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from itertools import groupby
from typing import Protocol

from sources.series import Qualifier, ReferencePeriod, Status, Unit, Vintage

BEIJING = timezone(timedelta(hours=8))  # no summer time since 1991
_DIGITS = Context(prec=200)  # whatever a page may print
_MONEY = (Unit.CNY_100M, Unit.CNY, Unit.USD_100M)


class Said(Protocol):
    """What figures and vintages have in common."""

    @property
    def value(self) -> Decimal: ...
    @property
    def unit(self) -> Unit: ...
    @property
    def qualifier(self) -> Qualifier: ...
    @property
    def status(self) -> Status: ...


@dataclass(frozen=True, slots=True)
class Subject:
    """A series at a reference period: what an observation is an observation of."""

    series: str
    period: ReferencePeriod


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure as one reading gives it. `position` is its place in the order of arrival."""

    position: int
    subject: Subject
    release: str  # publisher/key
    document: str
    vintage: Vintage


@dataclass(frozen=True, slots=True)
class Step:
    """A statement that changed what was known, and the Beijing day since when it could be known."""

    day: date
    statement: Statement


def steps(statements: Iterable[Statement]) -> tuple[Step, ...]:
    """The statements that are vintages, oldest first."""
    by_release = sorted(statements, key=lambda s: (s.release, s.vintage.seen_at, s.position))
    dated = [step for _, group in groupby(by_release, key=lambda s: s.release) for step in _of_release(list(group))]
    dated.sort(key=_order)
    kept: list[Step] = []
    for step in dated:
        if not kept or not restates(step.statement.vintage, kept[-1].statement.vintage):
            kept.append(step)
    return tuple(kept)


def vintages(statements: Iterable[Statement]) -> tuple[Vintage, ...]:
    return tuple(step.statement.vintage for step in steps(statements))


def beijing_day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def restates(later: Said, earlier: Said) -> bool:
    """Whether `later` says nothing that `earlier` did not say: the same, or the same in fewer words or digits.

    "超7000亿" after 7187 and 1.87万亿 after 18716亿 are no new values. Digits are only forgiven to money: 9% after 8.8% may
    be a revision, and missing one is worse than telling one too many.
    """
    if later.unit is not earlier.unit or later.status not in (earlier.status, Status.UNSTATED):
        return False
    if later.qualifier is earlier.qualifier and later.value == earlier.value:
        return True
    if earlier.qualifier is not Qualifier.EXACT:
        return False
    match later.qualifier:
        case Qualifier.AT_LEAST:
            return later.value <= earlier.value and _is_rounded(later.value, earlier.value)
        case Qualifier.AT_MOST:
            return later.value >= earlier.value and _is_rounded(later.value, earlier.value)
        case Qualifier.ABOUT:
            return _is_rounded(later.value, earlier.value)
        case Qualifier.EXACT:
            return later.unit in _MONEY and later.value != 0 and _is_rounded(later.value, earlier.value, shorter=True)


def _is_rounded(coarse: Decimal, fine: Decimal, *, shorter: bool = False) -> bool:
    """Whether `coarse` is `fine` to the last digit that `coarse` shows, rounded in the usual way or cut, or for a bound
    the next one up."""
    place = _last_place(coarse)
    if shorter and place <= _last_place(fine):
        return False
    if shorter:
        return any(fine.quantize(place, way, _DIGITS) == coarse for way in (ROUND_HALF_UP, ROUND_DOWN))
    return abs(fine - coarse) < place


def _last_place(value: Decimal) -> Decimal:
    """One unit of the last digit that is not a trailing zero before the point: 100 for 18700, 0.1 for 8.8."""
    exponent = value.normalize(_DIGITS).as_tuple().exponent if value else 0
    assert isinstance(exponent, int)
    return Decimal(1).scaleb(exponent)


def _of_release(statements: Sequence[Statement]) -> list[Step]:
    """What one release says over time. Its page speaks before its attachments; a changed value in newer bytes is an
    edit and could be known only on the day it was found, a changed value in the same bytes is a better reading.
    """
    document = min(statement.document for statement in statements)
    said: list[Step] = []
    for statement in statements:
        if statement.document != document:
            continue
        vintage = statement.vintage
        if not said:
            said.append(Step(vintage.published_on, statement))
            continue
        before = said[-1]
        if restates(vintage, before.statement.vintage):
            continue
        edited = vintage.snapshot != before.statement.vintage.snapshot
        found = max(vintage.published_on, beijing_day(vintage.seen_at)) if edited else before.day
        said.append(Step(max(before.day, found), statement))
    return said


def _order(step: Step) -> tuple[date, str, datetime, int]:
    return step.day, step.statement.release, step.statement.vintage.seen_at, step.statement.position
