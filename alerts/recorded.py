"""The recorded figures and claims of the article: what every later release is compared with.

`load()` reads `baseline.yaml` strictly and gives a `Baseline`; it judges nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from pathlib import Path

from pydantic import Field, model_validator

from alerts.numbers_as_printed import Printed
from sources.catalogue import Catalogue, Series
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem
from sources.series import Measure, PeriodKind, Qualifier, ReferencePeriod, Unit

FILE = Path(__file__).with_name("baseline.yaml")


class ClaimKind(StrEnum):
    FIGURE = "figure"
    RANK = "rank"
    STREAK = "streak"
    FIRST = "first"
    ONLY = "only"
    MEMBERSHIP = "membership"
    EVENT = "event"
    QUALITATIVE = "qualitative"
    TARGET = "target"
    COMPANY = "company"


class Frequency(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    YEARLY = "yearly"
    PER_BATCH = "per_batch"
    ONCE = "once"
    IRREGULAR = "irregular"
    NEVER = "never"


class RecordedPeriod(Strict):
    kind: PeriodKind
    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _is_a_period(self) -> RecordedPeriod:
        if (self.start and self.end and self.start > self.end) or (self.start and not self.end):
            raise ValueError("a period needs an end, not before its start")
        return self

    @property
    def value(self) -> ReferencePeriod:
        return ReferencePeriod(self.kind, self.start, self.end)


class Recorded(Strict):
    """One recorded statement. `value` is in `unit` with scale words applied; `unit_zh` is the unit as printed."""

    id: str
    section: str = Field(pattern="^[A-D]$")
    kind: ClaimKind
    name_zh: str
    name_en: str
    area: str
    series: str | None = None
    measure: Measure | None = None
    basis: str | None = None
    value: Decimal | None = None
    unit: Unit | None = None
    unit_zh: str = ""
    step: Decimal = Decimal(1)  # of the last printed digit, where it is not told by `value`
    qualifier: Qualifier = Qualifier.EXACT
    period: RecordedPeriod
    confirmed_by: tuple[str, ...]  # who could publish an update; a publisher's id where the catalogue has it
    updates: Frequency
    preliminary: bool = False
    real: bool | None = None  # growth in real terms; None where the question does not arise
    notes: tuple[str, ...] = ()
    # Filled by load(), from the head of the file and from the catalogue:
    written_between: tuple[date, date] | None = None
    indicator: str | None = None
    scope: str | None = None
    bases: tuple[str | None, ...] = ()

    @model_validator(mode="after")
    def _value_has_a_unit(self) -> Recorded:
        if (self.value is None) != (self.unit is None):
            raise ValueError("value and unit stand together")
        if self.series and self.value is None:
            raise ValueError("a row with a series needs the recorded value")
        return self

    @property
    def printed(self) -> Printed:
        """Raises ValueError for a row without a value."""
        if self.value is None or self.unit is None:
            raise ValueError(f"{self.id} records no value")
        exponent = self.value.as_tuple().exponent
        step = Decimal(1).scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else self.step
        return Printed(self.value, self.unit, self.qualifier, step)

    def order(self) -> date:
        """When it speaks of, for picking the newest of several; an unknown day is the time of the article."""
        return self.period.end or date.max


class _File(Strict):
    earliest_publication: date  # the article came out between these two days; "now" in it lies there
    latest_publication: date
    figures: tuple[Recorded, ...]


@dataclass(frozen=True)
class Baseline:
    """Every recorded row by id, in the order of the file."""

    figures: Mapping[str, Recorded]

    @cached_property
    def _by_series(self) -> dict[str, tuple[Recorded, ...]]:
        found: dict[str, tuple[Recorded, ...]] = {}
        for recorded in self.figures.values():
            if recorded.series:
                found[recorded.series] = (*found.get(recorded.series, ()), recorded)
        return found

    def of_series(self, series: str) -> tuple[Recorded, ...]:
        return self._by_series.get(series, ())


def load(catalogue: Catalogue, path: Path = FILE) -> Baseline:
    """Read the recorded figures. Raises ConfigError with all problems together."""
    file = read_file(path, _File)
    problems = [*_twice(file.figures), *_unknown(file.figures, catalogue)]
    if problems:
        raise ConfigError(str(path), problems)
    days = (file.earliest_publication, file.latest_publication)
    return Baseline({recorded.id: _completed(recorded, catalogue, days) for recorded in file.figures})


def _completed(recorded: Recorded, catalogue: Catalogue, days: tuple[date, date]) -> Recorded:
    series = catalogue.series.get(recorded.series or "")
    known = {"indicator": series.indicator, "scope": series.scope, "bases": series.bases} if series else {}
    return recorded.model_copy(update={"written_between": days, **known})


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint for a misspelt name, or nothing."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


def _twice(figures: tuple[Recorded, ...]) -> list[Problem]:
    ids = [recorded.id for recorded in figures]
    return [Problem(f"figures.{i}", "this id stands here twice") for i in sorted({i for i in ids if ids.count(i) > 1})]


def _unknown(figures: tuple[Recorded, ...], catalogue: Catalogue) -> list[Problem]:
    problems = []
    for recorded in figures:
        if not recorded.series:
            continue
        series = catalogue.series.get(recorded.series)
        if series is None:
            hint = nearest(recorded.series, catalogue.series)
            problems.append(Problem(recorded.id, f"series {recorded.series} is not in the catalogue{hint}"))
        else:
            problems.extend(_mismatch(recorded, series))
    return problems


def _mismatch(recorded: Recorded, series: Series) -> list[Problem]:
    said = {"area": recorded.area, "measure": recorded.measure, "unit": recorded.unit}
    known = {"area": series.area, "measure": series.measure, "unit": series.unit}
    wrong = [key for key in said if said[key] != known[key]]
    return [Problem(f"{recorded.id}.{key}", f"is {known[key]} in series {series.id}, not {said[key]}") for key in wrong]
