"""What the picture of a series shows: its values with their vintages, the recorded lines and the rules' limits. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from alerts.conditions import Against, Condition, HigherThan, LowerThan
from alerts.curves import level_of
from alerts.rulebook import Bound, Rulebook, series_name
from alerts.rules import Words
from alerts.wording import amount, at
from sources.series import Observation, Unit, Vintage

_DRAWN = timedelta(days=3 * 366)


@dataclass(frozen=True, slots=True)
class Dot:
    """An observation: its newest value and, oldest first, those before it."""

    label: Words  # of the reference period
    day: date  # at which it ends
    newest: Vintage
    earlier: tuple[Vintage, ...]

    def said(self) -> Words:
        return amount(self.newest.value, self.newest.unit, self.newest.qualifier)

    def said_before(self) -> tuple[Words, ...]:
        return tuple(amount(v.value, v.unit, v.qualifier) for v in self.earlier)


@dataclass(frozen=True, slots=True)
class Line:
    """A level across the picture, and what it says."""

    value: Decimal
    words: Words


@dataclass(frozen=True, slots=True)
class Curve:
    """`cumulative`: values count from January on, so those of two years are not joined."""

    series: str
    name: Words
    dots: tuple[Dot, ...]
    recorded: tuple[Line, ...]
    limits: tuple[Line, ...]
    cumulative: bool

    @property
    def recent(self) -> tuple[Dot, ...]:
        """What is drawn: three years, so that an old value far away does not press the others together."""
        since = self.dots[-1].day - _DRAWN
        recent = tuple(dot for dot in self.dots if dot.day >= since)
        return recent if len(recent) > 1 else self.dots


def curve(series: str, history: Sequence[Observation], rulebook: Rulebook) -> Curve | None:
    """None where there are not two values to look at. Values in another unit than the series' are left out."""
    known = rulebook.catalogue.series[series]
    dots = sorted((d for one in history if (d := _dot(one, known.unit)) is not None), key=lambda d: d.day)
    if sum(1 + len(dot.earlier) for dot in dots) < 2:
        return None
    return Curve(
        series,
        series_name(known, rulebook.catalogue),
        tuple(dots),
        tuple(_recorded(series, rulebook)),
        _one_a_value(line for bound in rulebook.for_series(series) for line in _limits(bound, series)),
        cumulative=all(one.period.is_cumulative for one in history) and len({d.day.month for d in dots}) > 1,
    )


def _dot(observation: Observation, unit: Unit) -> Dot | None:
    vintages = tuple(v for v in observation.vintages if v.unit is unit)
    if not vintages or observation.period.end is None:
        return None
    label = Words(observation.period.label_zh(), observation.period.label_en())
    return Dot(label, observation.period.end, vintages[-1], vintages[:-1])


def _recorded(series: str, rulebook: Rulebook) -> Iterator[Line]:
    for one in rulebook.baseline.of_series(series):
        if one.value is not None:
            value = amount(one.printed.value, one.printed.unit, one.printed.qualifier)
            yield Line(one.value, at(value, one.period.value) if one.period.end is not None else value)


def _limits(bound: Bound, series: str) -> Iterator[Line]:
    """Where a rule draws the line, as far as it stands still: not against the previous period or the year before."""
    if bound.series is None or bound.series.id != series:
        return
    base = bound.recorded.value if bound.recorded is not None else None
    level = level_of(bound.rule.when, base) if _stands_still(bound.rule.when) else None
    if level is None:
        return
    condition, said = bound.rule.when.words(), amount(level, bound.series.unit)
    yield Line(level, Words(f"{said.zh}（{condition.zh}）", f"{said.en} ({condition.en})"))


def _stands_still(condition: Condition) -> bool:
    match condition:
        case LowerThan(lower_than=against, by=by) | HigherThan(higher_than=against, by=by):
            return against is Against.RECORDED and bool(by.value)  # the record itself is drawn anyway
        case _:
            return True


def _one_a_value(lines: Iterator[Line]) -> tuple[Line, ...]:
    found: dict[Decimal, Line] = {}
    for line in lines:
        found.setdefault(line.value, line)
    return tuple(found.values())
