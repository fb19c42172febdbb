"""The rules as people write them: `rules.yaml`, read once, strictly, with every problem named together.

One rule may speak of many subjects (a list of recorded figures, of series, or all sources); each pair is a `Bound`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from pydantic import ConfigDict, ValidationError

from alerts.conditions import NoLongerHighest, OnlyEnded, Overdue, Unconfirmed, amounts_of, series_in
from alerts.maintenance import Maintenance
from alerts.names import known_names, matching
from alerts.recorded import Baseline, Recorded
from alerts.rule_file import ALL_DUE, Rule, RulesFile
from alerts.rules import Words
from sources.catalogue import Catalogue, Series
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem

FILE = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True, slots=True)
class Bound:
    """One rule for one subject."""

    rule: Rule
    subject: str  # recorded id, series id; "" where the subject is told by what arrives (sources, lists)
    recorded: Recorded | None = None
    series: Series | None = None
    triggers: tuple[str, ...] = ()  # series whose new vintages call for it

    @property
    def key(self) -> tuple[str, str]:
        return self.rule.id, self.subject

    def subject_name(self, catalogue: Catalogue) -> Words:
        if self.recorded is not None:
            return Words(self.recorded.name_zh, self.recorded.name_en)
        return series_name(self.series, catalogue) if self.series else Words(self.subject, self.subject)


@dataclass(frozen=True)
class Rulebook:
    """All rules, bound to their subjects."""

    rules: tuple[Rule, ...]
    bounds: tuple[Bound, ...]
    catalogue: Catalogue
    baseline: Baseline
    maintenance: tuple[Maintenance, ...] = ()

    def name_of(self, bound: Bound) -> Words:
        """What a bound speaks of, in words."""
        if bound.key not in self._names:
            self._names[bound.key] = bound.subject_name(self.catalogue)
        return self._names[bound.key]

    @cached_property
    def _names(self) -> dict[tuple[str, str], Words]:
        return {}

    @cached_property
    def words_of(self) -> Mapping[str, Words]:
        """What each rule asks, read aloud; by its id."""
        return {rule.id: rule.when.words() for rule in self.rules}

    @cached_property
    def _by_series(self) -> dict[str, tuple[Bound, ...]]:
        found: dict[str, tuple[Bound, ...]] = {}
        for bound in self.bounds:
            for series in bound.triggers:
                found[series] = (*found.get(series, ()), bound)
        return found

    def for_series(self, series: str) -> tuple[Bound, ...]:
        """What a new vintage of this series must be judged by."""
        return self._by_series.get(series, ())

    @cached_property
    def timed(self) -> tuple[Bound, ...]:
        """What can change by time alone: overdue and unconfirmed."""
        return tuple(b for b in self.bounds if isinstance(b.rule.when, Overdue | Unconfirmed))

    @cached_property
    def of_sources(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.sources)

    @cached_property
    def of_lists(self) -> tuple[Bound, ...]:
        return tuple(b for b in self.bounds if b.rule.lists or isinstance(b.rule.when, OnlyEnded))

    def series_needed(self, series: Iterable[str]) -> frozenset[str]:
        """The series whose histories are looked at when these have new vintages."""
        asked = frozenset(series)
        return asked | {other for s in asked for bound in self.for_series(s) for other in bound.triggers}

    def subjects_of(self, series: Iterable[str]) -> frozenset[str]:
        """The subjects that can move when these have new vintages, or by lists and time alone."""
        called = {bound.subject for one in series for bound in self.for_series(one)}
        return frozenset(called | {bound.subject for bound in (*self.timed, *self.of_lists)})

    def only(self, rule: str, subject: str) -> Rulebook:
        """The same with one rule for one subject, for looking at it alone."""
        bounds = tuple(b for b in self.bounds if b.key == (rule, subject))
        return replace(self, bounds=bounds, rules=tuple(r for r in self.rules if r.id == rule), maintenance=())

    def watching(self, recorded: str) -> tuple[Rule, ...]:
        """The rules that watch a recorded figure."""
        return tuple(b.rule for b in self.bounds if b.recorded is not None and b.recorded.id == recorded)


def load(catalogue: Catalogue, baseline: Baseline, path: Path = FILE) -> Rulebook:
    """Read the rules. Raises ConfigError with all problems together; nothing half read is ever used."""
    problems: list[Problem] = []
    maintenance: tuple[Maintenance, ...] = ()
    with known_names(catalogue, baseline):
        try:
            file = read_file(path, RulesFile)
            rules, maintenance = file.rules, file.maintenance
        except ConfigError as error:
            problems += error.problems
            rules = _valid_ones(path)
    bounds = tuple(bound for rule in rules for bound in _bind(rule, catalogue, baseline))
    problems += _twice("rules", [rule.id for rule in rules])
    problems += _twice("maintenance", [window.id for window in maintenance])
    problems += [problem for bound in bounds for problem in _misfits(bound)]
    if problems:
        raise ConfigError(str(path), list(dict.fromkeys(problems)))
    return Rulebook(rules, bounds, catalogue, baseline, maintenance)


class _AnyRules(Strict):
    model_config = ConfigDict(extra="ignore")
    rules: tuple[Any, ...]


def _valid_ones(path: Path) -> tuple[Rule, ...]:
    """The rules of a broken file that can be understood alone, so that all that is wrong with them is told as well."""
    try:
        written = read_file(path, _AnyRules).rules
    except ConfigError:
        return ()
    return tuple(rule for one in written if (rule := _valid(one)) is not None)


def _valid(written: Any) -> Rule | None:
    try:
        return Rule.model_validate(written)
    except ValidationError:
        return None


def series_name(series: Series, catalogue: Catalogue) -> Words:
    area = next((a for a in catalogue.areas if a.slug == series.area), None)
    indicator = next((i for i in catalogue.indicators if i.name_zh == series.indicator), None)
    place = Words(area.names[0], area.name_en or area.slug) if area else Words(series.area, series.area)
    measure = {"growth": ("同比增速", "growth of "), "share": ("占比", "share of "), "rank": ("位次", "rank by ")}
    zh, en = measure.get(series.measure.value, ("", ""))
    name_en = indicator.name_en if indicator else series.indicator
    return Words(f"{place.zh}{series.indicator}{zh}", f"{place.en}, {en}{name_en}")


def _bind(rule: Rule, catalogue: Catalogue, baseline: Baseline) -> list[Bound]:
    if rule.lists:
        families = catalogue.lists if rule.lists == "all" else rule.lists
        return [Bound(rule, family) for family in families]
    if rule.recorded:
        ids = _expanded(rule.recorded, baseline.figures)
        return [_bound_to(rule, baseline.figures[recorded], catalogue) for recorded in ids]
    if rule.series == ALL_DUE:
        return [Bound(rule, s.id, None, s, (s.id,)) for s in catalogue.series.values() if s.due]
    named = tuple(series for _, series in series_in(rule.when))
    own = _expanded(rule.series, catalogue.series)
    return [Bound(rule, s, None, catalogue.series[s], tuple(dict.fromkeys((s, *named)))) for s in own]


def _expanded(written: Iterable[str], names: Iterable[str]) -> list[str]:
    """Patterns replaced by the names that fit them, each name once."""
    names = tuple(names)
    return list(dict.fromkeys(name for one in written for name in (matching(one, names) if "*" in one else (one,))))


def _bound_to(rule: Rule, recorded: Recorded, catalogue: Catalogue) -> Bound:
    series = catalogue.series.get(recorded.series or "")
    own = (series.id,) if series else ()
    named = tuple(other for _, other in series_in(rule.when))
    return Bound(rule, recorded.id, recorded, series, tuple(dict.fromkeys((*own, *named))))


def _twice(where: str, ids: list[str]) -> list[Problem]:
    return [Problem(f"{where}.{i}", "this id stands here twice") for i in sorted({i for i in ids if ids.count(i) > 1})]


_NEED_NO_SERIES = (OnlyEnded, Unconfirmed, NoLongerHighest)


def _misfits(bound: Bound) -> list[Problem]:
    """Amounts in a wrong unit, conditions that a subject cannot answer."""
    rule, key = bound.rule, f"rules.{bound.rule.id}"
    if rule.recorded and bound.series is None and not isinstance(rule.when, _NEED_NO_SERIES):
        return [Problem(key, f"{bound.subject} has no series, so only a claim about lists or a reminder can watch it")]
    if bound.series is None:
        return []
    if isinstance(rule.when, Overdue) and bound.series.due is None:
        return [Problem(key, f"{bound.subject} says no day on which it is due (sources/catalogue/series.yaml)")]
    amounts = amounts_of(rule.when)
    if rule.hysteresis is not None:
        amounts.append(("hysteresis", rule.hysteresis, True))
    checked = ((name, a.misfit(bound.series.unit, of_a_difference=different)) for name, a, different in amounts)
    return [Problem(f"{key}.{name}", wrong) for name, wrong in checked if wrong]
