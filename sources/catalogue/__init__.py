"""The catalogue: indicators with their look-alikes, areas, series, publishers with their columns. All of it is data.

`load()` reads and validates the YAML files of this folder once; everything else is pure and takes a `Catalogue`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from pydantic import Field

from sources.catalogue.columns import Column, PublisherEntry, PublishersFile
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem
from sources.series import Cadence, Figure, Measure, PeriodKind, ReferencePeriod, Unit

__all__ = ["Catalogue", "Column", "PublisherEntry", "load", "load_publishers"]

FOLDER = Path(__file__).parent


class Indicator(Strict):
    """What is measured. `name_zh` is the standard term; `aliases` say the same; `not_this` are look-alikes that a
    mention must not be part of; `measure` is what a bare number with a matching unit means (增长 always means growth).
    """

    name_zh: str
    name_en: str
    aliases: tuple[str, ...] = ()
    not_this: tuple[str, ...] = ()
    measure: Measure = Measure.LEVEL
    units: tuple[Unit, ...] = ()  # units a level, share or count of it may have; empty: any
    share_of: str | None = None  # basis of a share that is part of the indicator's meaning
    heading: bool = False  # may open a paragraph as the subject of all of it
    real_growth: bool = False  # its growth is always in real terms
    accumulates: bool = False  # a stock over batches: the count of one batch is not the count of it


class IndicatorsFile(Strict):
    indicators: tuple[Indicator, ...]


class Area(Strict):
    """A place figures can be about. `slug` is the full path (`ningbo/beilun`); `names` are all its written forms."""

    slug: str
    names: tuple[str, ...] = Field(min_length=1)
    name_en: str = ""
    kind: str  # nation, province, city, district, zone, port, region
    within: str | None = None


class AreasFile(Strict):
    areas: tuple[Area, ...]


class Due(Strict):
    """When a new period of a series is expected (Beijing days).

    `announced` are days that the office itself has promised, one a month; they go before the rule of thumb, and the office's
    calendar, where it can be read, goes before them. The tolerance is counted in days and then in working days.
    """

    publisher: str
    day: int = Field(ge=1, le=31)  # of the month after the period ends
    quarter_day: int | None = Field(default=None, ge=1, le=31)  # the same where the period ends a quarter
    announced: tuple[date, ...] = ()
    calendar_words: tuple[str, ...] = ()  # what the line of the office's calendar says, in the order to prefer
    months_after: int = Field(default=1, ge=0, le=12)
    tolerance_days: int = Field(default=5, ge=0, le=60)
    tolerance_working_days: int = Field(default=0, ge=0, le=20)
    no_january: bool = True  # January is never published alone


class SeriesEntry(Strict):
    """Series by template: one id for each area and cadence."""

    id: str  # may hold {area} and {cadence}
    indicator: str
    areas: tuple[str, ...] = Field(min_length=1)
    measure: Measure
    bases: tuple[str | None, ...] = (None,)
    unit: Unit
    cadences: tuple[Cadence, ...] = Field(min_length=1)
    scope: str | None = None
    bounds: tuple[Decimal, Decimal] | None = None
    due: Mapping[str, Due] = {}  # by area slug


class SeriesFile(Strict):
    series: tuple[SeriesEntry, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """indicator + reference area + measure + unit + frequency."""

    id: str
    indicator: str
    area: str
    measure: Measure
    bases: tuple[str | None, ...]
    unit: Unit
    cadence: Cadence
    scope: str | None
    bounds: tuple[Decimal, Decimal] | None
    due: Due | None
    announced: tuple[
        date, ...
    ] = ()  # by the office's calendar as it was last read, with the file's days of other years

    @property
    def promised(self) -> tuple[date, ...]:
        """The days that the office itself has named: its calendar's, else those of the file."""
        return self.announced or (self.due.announced if self.due else ())

    def accepts(self, period: ReferencePeriod) -> bool:
        match self.cadence:
            case Cadence.CUMULATIVE:
                return period.is_cumulative
            case Cadence.MONTH:
                return period.kind is PeriodKind.MONTH
            case Cadence.YEAR:
                return period.kind is PeriodKind.YEAR
            case Cadence.STOCK:
                # a batch is dated by day, month, half or year; whichever it is, the count stands at its end
                return period.end is not None and period.kind is not PeriodKind.SPAN


class ListFamily(Strict):
    """A list that is announced in batches. A title belongs to it when it holds all of one of `titles` and none of `not_this`."""

    id: str
    name_zh: str
    name_en: str
    publisher: str
    titles: tuple[tuple[str, ...], ...] = Field(min_length=1)
    not_this: tuple[str, ...] = ()
    counts: str | None = None  # the series that counts its members of the home city


class ListsFile(Strict):
    lists: tuple[ListFamily, ...]


class FirmsFile(Strict):
    firms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Catalogue:
    indicators: tuple[Indicator, ...]
    areas: tuple[Area, ...]
    series: Mapping[str, Series]
    publishers: Mapping[str, PublisherEntry]
    lists: Mapping[str, ListFamily]
    firms: tuple[str, ...] = ()  # known by their name alone

    @cached_property
    def _series_by_subject(self) -> dict[tuple[str, str, str | None, Measure], tuple[Series, ...]]:
        found: dict[tuple[str, str, str | None, Measure], tuple[Series, ...]] = {}
        for series in self.series.values():
            subject = (series.indicator, series.area, series.scope, series.measure)
            found[subject] = (*found.get(subject, ()), series)
        return found

    def series_of(self, figure: Figure) -> str | None:
        """The one series that a figure belongs to, None where none fits exactly."""
        for series in self._series_by_subject.get((figure.indicator, figure.area, figure.scope, figure.measure), ()):
            if figure.unit is series.unit and figure.basis in series.bases and series.accepts(figure.period):
                return series.id
        return None

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Every host that may be asked; nothing else is ever fetched."""
        return frozenset(host for p in self.publishers.values() for host in (*p.hosts, *p.fallback_hosts.values()))


def load(folder: Path = FOLDER) -> Catalogue:
    """Read the catalogue. Raises ConfigError."""
    indicators = read_file(folder / "indicators.yaml", IndicatorsFile).indicators
    areas = read_file(folder / "areas.yaml", AreasFile).areas
    entries = read_file(folder / "series.yaml", SeriesFile).series
    publishers = load_publishers(folder)
    families = {f.id: f for f in read_file(folder / "lists.yaml", ListsFile).lists}
    series = {s.id: s for entry in entries for s in _expand(entry)}
    firms = tuple(name for line in read_file(folder / "firms.yaml", FirmsFile).firms for name in line)
    catalogue = Catalogue(indicators, areas, series, publishers, families, firms)
    if homeless := list(_homeless(catalogue)):
        raise ConfigError(str(folder / "publishers.yaml"), homeless)
    problems = list(_dangling(catalogue))
    if problems:
        raise ConfigError(str(folder / "series.yaml"), problems)
    return catalogue


def load_publishers(folder: Path = FOLDER) -> dict[str, PublisherEntry]:
    """Only who publishers are. Raises ConfigError."""
    return {p.id: p for p in read_file(folder / "publishers.yaml", PublishersFile).publishers}


def _expand(entry: SeriesEntry) -> list[Series]:
    return [
        Series(
            id=entry.id.replace("{area}", area.replace("/", "-")).replace("{cadence}", cadence.value),
            indicator=entry.indicator,
            area=area,
            measure=entry.measure,
            bases=entry.bases,
            unit=entry.unit,
            cadence=cadence,
            scope=entry.scope,
            bounds=entry.bounds,
            due=entry.due.get(area) if cadence is entry.cadences[0] else None,
        )
        for area in entry.areas
        for cadence in entry.cadences
    ]


def _homeless(catalogue: Catalogue) -> Iterator[Problem]:
    """Offices of places that nobody knows: what they publish would belong nowhere."""
    slugs = {area.slug for area in catalogue.areas}
    for entry in catalogue.publishers.values():
        if entry.area not in slugs:
            yield Problem(entry.id, f"area {entry.area} is not in areas.yaml: add the place there first")


def _dangling(catalogue: Catalogue) -> list[Problem]:
    """Names that one file uses and another does not know."""
    indicators = {i.name_zh for i in catalogue.indicators}
    areas = {a.slug for a in catalogue.areas}
    problems = []
    for series in catalogue.series.values():
        if series.indicator not in indicators:
            problems.append(Problem(series.id, f"indicator {series.indicator} is not in indicators.yaml"))
        if series.area not in areas:
            problems.append(Problem(series.id, f"area {series.area} is not in areas.yaml"))
        if series.due and series.due.publisher not in catalogue.publishers:
            problems.append(Problem(series.id, f"publisher {series.due.publisher} is not in publishers.yaml"))
    for family in catalogue.lists.values():
        if family.publisher not in catalogue.publishers:
            problems.append(Problem(family.id, f"publisher {family.publisher} is not in publishers.yaml"))
        if family.counts and family.counts not in catalogue.series:
            problems.append(Problem(family.id, f"series {family.counts} is not in series.yaml"))
    return problems
