"""What a picture of a series shows: its values, the recorded one, and where the rule draws the line. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from alerts import conditions as c
from alerts.amounts import Amount, Scale
from alerts.memory import Notification
from alerts.recorded import Recorded
from alerts.rulebook import Rulebook
from alerts.rules import Evaluation, Words
from sources.series import Observation, ReferencePeriod, Unit

_MOST = 36  # values of one picture: three years of months
_SPAN = timedelta(days=3 * 366)  # of one picture: an old value far away would press the others together


@dataclass(frozen=True, slots=True)
class Point:
    period: ReferencePeriod
    value: Decimal

    @property
    def day(self) -> date:
        assert self.period.end is not None
        return self.period.end


@dataclass(frozen=True, slots=True)
class Curve:
    """`points` by period, the last ones; `threshold` where the rule has one that does not move."""

    name: Words
    unit: Unit
    points: tuple[Point, ...]
    recorded: Point | None
    threshold: Decimal | None
    cumulative: bool  # from January on: values of two years are not joined


def told_of(notification: Notification, rulebook: Rulebook) -> tuple[str, Evaluation] | None:
    """The series and the evaluation that a picture of this message shows: the first told that has a value."""
    for move in notification.transitions:
        series = _series_of(move.evaluation, rulebook)
        if series is not None and move.evaluation.value is not None:
            return series, move.evaluation
    return None


def curve(evaluation: Evaluation, history: Sequence[Observation], rulebook: Rulebook, until: datetime) -> Curve | None:
    """As it was known `until` then; None where there are not two values to look at."""
    points = [point for one in history if (point := _known(one, evaluation.unit, until)) is not None]
    points = _recent(sorted(points, key=lambda point: point.day))
    recorded = rulebook.baseline.figures.get(evaluation.recorded)
    if len(points) < 2 or evaluation.unit is None:
        return None
    cumulative = all(point.period.is_cumulative for point in points)
    return Curve(
        evaluation.subject_name,
        evaluation.unit,
        tuple(points),
        _point_of(recorded, evaluation.unit),
        threshold(evaluation, rulebook),
        cumulative and len({point.day.month for point in points}) > 1,
    )


def _recent(points: Sequence[Point]) -> list[Point]:
    recent = [point for point in points if point.day >= points[-1].day - _SPAN]
    return (recent if len(recent) > 1 else list(points))[-_MOST:]


def threshold(evaluation: Evaluation, rulebook: Rulebook) -> Decimal | None:
    """The value beyond which the rule fires."""
    rule = next((rule for rule in rulebook.rules if rule.id == evaluation.rule), None)
    base = evaluation.baseline_value
    return level_of(rule.when, base) if rule else None


def level_of(condition: c.Condition, base: Decimal | None) -> Decimal | None:
    """Where a condition draws the line, if it is a line; `base` is what it compares with."""
    match condition:
        case c.Below(below=limit) | c.Above(above=limit):
            return limit.value
        case c.LowerThan(by=by) if base is not None:
            return base - _step(by, base)
        case c.HigherThan(by=by) if base is not None:
            return base + _step(by, base)
        case _:
            return None


def _step(by: Amount, base: Decimal) -> Decimal:
    return abs(base) * by.value / 100 if by.scale is Scale.PER_CENT else by.value


def _series_of(evaluation: Evaluation, rulebook: Rulebook) -> str | None:
    recorded = rulebook.baseline.figures.get(evaluation.recorded or evaluation.subject)
    if recorded is not None:
        return recorded.series
    return evaluation.subject if evaluation.subject in rulebook.catalogue.series else None


def _known(observation: Observation, unit: Unit | None, until: datetime) -> Point | None:
    known = [v for v in observation.vintages if v.seen_at <= until and v.unit is unit]
    if not known or observation.period.end is None:
        return None
    return Point(observation.period, known[-1].value)


def _point_of(recorded: Recorded | None, unit: Unit) -> Point | None:
    if recorded is None or recorded.value is None or recorded.unit is not unit or recorded.period.value.end is None:
        return None
    return Point(recorded.period.value, recorded.value)
