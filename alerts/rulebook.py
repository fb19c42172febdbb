"""The rules as people write them: `rules.yaml`, read once, strictly, with every problem named together.

One rule may speak of many subjects (a list of recorded figures, of series, or all sources); each pair is a `Bound`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from alerts.amounts import AmountField
from alerts.conditions import Condition, NoLongerHighest, OnlyEnded, Overdue, Unconfirmed, amounts_of, series_in
from alerts.names import ListId, PublisherId, RecordedId, SeriesId, known_names
from alerts.recorded import Baseline, Recorded
from alerts.rules import Severity, Words
from sources.catalogue import Catalogue, Series
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem

FILE = Path(__file__).with_name("rules.yaml")
SCHEMA = Path(__file__).with_name("rules.schema.json")


class Why(Strict):
    zh: str = Field(min_length=4)
    en: str = Field(min_length=4)


class Rule(Strict):
    """What is asked (`when`), of what (`recorded`, `series`, `sources` or `lists`), and why anybody wants to know."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    recorded: tuple[RecordedId, ...] = ()
    series: tuple[SeriesId, ...] | Literal["all_with_a_due_day"] = ()
    sources: tuple[PublisherId, ...] | Literal["all"] = ()
    lists: tuple[ListId, ...] | Literal["all"] = ()
    when: Condition
    hold: int = Field(default=1, ge=1, le=24, description="breached reference periods in a row before it fires")
    hysteresis: AmountField | None = Field(default=None, description="how far back it must come before it resolves")
    severity: Severity = Severity.WARNING
    labels: Mapping[str, str] = {}
    why: Why

    @model_validator(mode="after")
    def _asks_of_one_kind(self) -> Rule:
        asked = [key for key in ("recorded", "series", "sources", "lists") if getattr(self, key)]
        if len(asked) != 1:
            raise ValueError("says of what it asks by exactly one of: recorded, series, sources, lists")
        if asked[0] not in self.when.takes.value.split(" or "):
            raise ValueError(f"this condition is asked of {self.when.takes.value}, not of {asked[0]}")
        compares = getattr(self.when, "lower_than", None) or getattr(self.when, "higher_than", None)
        if compares == "recorded" and asked[0] != "recorded":
            raise ValueError("a comparison with the recorded figure needs `recorded`")
        if asked[0] in ("sources", "lists") and (self.hold > 1 or self.hysteresis):
            raise ValueError("hold and hysteresis are for rules about figures")
        return self


class RulesFile(Strict):
    rules: tuple[Rule, ...]


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

    def watching(self, recorded: str) -> tuple[Rule, ...]:
        """The rules that watch a recorded figure."""
        return tuple(b.rule for b in self.bounds if b.recorded is not None and b.recorded.id == recorded)


def load(catalogue: Catalogue, baseline: Baseline, path: Path = FILE) -> Rulebook:
    """Read the rules. Raises ConfigError with all problems together; nothing half read is ever used."""
    with known_names(catalogue, baseline):
        rules = read_file(path, RulesFile).rules
    bounds = tuple(bound for rule in rules for bound in _bind(rule, catalogue, baseline))
    problems = [*_twice(rules), *(problem for bound in bounds for problem in _misfits(bound))]
    if problems:
        raise ConfigError(str(path), list(dict.fromkeys(problems)))
    return Rulebook(rules, bounds, catalogue, baseline)


def schema() -> str:
    """The JSON Schema of rules.yaml for editors, as it is shipped in rules.schema.json."""
    return json.dumps(RulesFile.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


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
        return [_bound_to(rule, baseline.figures[recorded], catalogue) for recorded in rule.recorded]
    if rule.series == "all_with_a_due_day":
        return [Bound(rule, s.id, None, s, (s.id,)) for s in catalogue.series.values() if s.due]
    named = tuple(series for _, series in series_in(rule.when))
    return [Bound(rule, s, None, catalogue.series[s], tuple(dict.fromkeys((s, *named)))) for s in rule.series]


def _bound_to(rule: Rule, recorded: Recorded, catalogue: Catalogue) -> Bound:
    series = catalogue.series.get(recorded.series or "")
    own = (series.id,) if series else ()
    named = tuple(other for _, other in series_in(rule.when))
    return Bound(rule, recorded.id, recorded, series, tuple(dict.fromkeys((*own, *named))))


def _twice(rules: tuple[Rule, ...]) -> list[Problem]:
    ids = [rule.id for rule in rules]
    return [Problem(f"rules.{i}", "this id stands here twice") for i in sorted({i for i in ids if ids.count(i) > 1})]


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
