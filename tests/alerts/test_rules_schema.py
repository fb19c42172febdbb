"""The JSON Schema that editors use says what the validator says, but for names and units that stand in other files."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from alerts.conditions import CONDITIONS
from alerts.rule_schema import FILE
from alerts.rulebook import FILE as SHIPPED
from alerts.rulebook import Rulebook, load
from sources.errors import ConfigError

SCHEMA = Draft202012Validator(json.loads(FILE.read_text(encoding="utf-8")))
WHY = {"zh": "为什么要知道", "en": "why it matters"}
RATE = "ningbo-iva-above-scale-growth-cumulative"
RECORDED, SERIES = {"recorded": ["nb-iva-above-scale-yoy"]}, {"series": [RATE]}
SOURCES, LISTS = {"sources": "all"}, {"lists": ["nia-cities"]}

# One rule for each question, each as short as it can be; `test_every_question_has_an_example` keeps it whole.
GOOD: list[dict[str, Any]] = [
    SERIES | {"when": {"below": "5 %"}},
    RECORDED | {"when": {"above": "5 %"}},
    RECORDED | {"when": {"lower_than": "recorded", "by": "0.5 pp"}},
    SERIES | {"when": {"higher_than": "previous"}, "hold": 2, "hysteresis": "0.1 pp"},
    SERIES | {"when": {"falls_in_a_row": 3}},
    SERIES | {"when": {"rises_in_a_row": 2}},
    SERIES | {"when": {"crossed_zero": True}},
    SERIES | {"when": {"revised_by": "0.1 pp"}},
    RECORDED | {"when": {"contradicts": "recorded"}},
    SERIES | {"when": {"sources_disagree_by": "0.1 pp"}},
    {
        "series": ["ningbo-clusters-total"],
        "when": {"sum_of": ["ningbo-adv-clusters", "ningbo-sme-clusters"], "differs_by": 0},
    },
    {
        "series": ["ningbo-industry-level-year"],
        "when": {"share": "ningbo-industry-gdp-share-year", "of_level": "ningbo-gdp-level-year", "differs_by": "1 %"},
    },
    {
        "series": ["ningbo-industry-gdp-share-gap-year"],
        "when": {
            "ours": "ningbo-industry-gdp-share-year",
            "theirs": "china-industry-gdp-share-year",
            "differs_by": "0.3 pp",
        },
    },
    {"series": "all_with_a_due_day", "when": {"overdue_by_days": 0}},
    SOURCES | {"when": {"unreadable_after_failures": 2}},
    SOURCES | {"when": {"release_changed": "edited_or_withdrawn"}},
    SOURCES | {"when": {"refusals_at_least": 5, "times_usual": "1.5"}},
    LISTS | {"when": {"list_announced": "any"}},
    LISTS | {"when": {"ningbo_counted_below": 4}},
    LISTS | {"when": {"ningbo_counted_above": 4}},
    LISTS | {"when": {"list_changed": "withdrawn"}},
    {"recorded": ["nb-ind-va-rank-2025"], "when": {"rank_worse_than": "recorded"}},
    {"recorded": ["nb-ind-va-level"], "when": {"no_longer_at_least": "recorded"}},
    {"recorded": ["nb-single-champions-streak"], "when": {"streak_broken": True}},
    {"recorded": ["nb-single-champions-streak"], "when": {"streak_extended": True}},
    {"recorded": ["nb-iva-above-scale-3y-high"], "when": {"no_longer_highest_in_years": 3, "of": RATE}},
    {"recorded": ["nb-nia-unique-zj"], "when": {"another_named_in": "zhejiang", "on_lists": ["nia-cities"]}},
    {"recorded": ["nb-eight-models"], "when": {"unconfirmed_for_days": 365}},
    {"series": ["ningbo-*-iva-growth-cumulative"], "when": {"below": "0 %"}, "severity": "note", "labels": {"a": "b"}},
]
BAD: list[dict[str, Any]] = [
    {"when": {"below": "5 %"}},
    RECORDED | SERIES | {"when": {"below": "5 %"}},
    RECORDED | {"lists": []} | {"when": {"below": "5 %"}},
    SERIES | {"when": {}},
    SERIES | {"when": {"below": "5 %", "above": "3 %"}},
    SERIES | {"when": {"bellow": "5 %"}},
    SERIES | {"when": {"below": "five"}},
    SERIES | {"when": {"below": "5 furlongs"}},
    SERIES | {"when": {"below": "５ %"}},
    SERIES | {"when": {"below": True}},
    SERIES | {"when": {"below": None}},
    SERIES | {"when": {"falls_in_a_row": 1}},
    SERIES | {"when": {"falls_in_a_row": "3"}},
    SERIES | {"when": {"falls_in_a_row": True}},
    SERIES | {"when": {"crossed_zero": False}},
    SERIES | {"when": {"lower_than": "recorded"}},
    SERIES | {"when": {"lower_than": "yesterday"}},
    SERIES | {"when": {"rank_worse_than": "recorded"}},
    SERIES | {"when": {"list_announced": "any"}},
    SERIES | {"when": {"below": "5 %"}, "hold": 0},
    SERIES | {"when": {"below": "5 %"}, "hold": "2"},
    SERIES | {"when": {"below": "5 %"}, "severity": "dire"},
    SERIES | {"when": {"below": "5 %"}, "colour": "red"},
    SERIES | {"when": {"below": "5 %"}, "labels": {"a": 1}},
    SERIES | {"when": {"below": "5 %"}, "why": {"zh": "为什么要知道"}},
    SERIES | {"when": {"below": "5 %"}, "why": {"zh": "短", "en": "too"}},
    SERIES | {"when": {"below": "5 %"}, "id": "Not An Id"},
    SERIES | {"when": {"sum_of": [RATE], "differs_by": 0}},
    SERIES | {"when": {"sum_of": [RATE, RATE]}},
    {"series": RATE, "when": {"below": "5 %"}},
    {"series": [], "when": {"below": "5 %"}},
    {"sources": "some", "when": {"unreadable_after_failures": 2}},
    SOURCES | {"when": {"below": "5 %"}},
    SOURCES | {"when": {"unreadable_after_failures": 2}, "hold": 2},
    SOURCES | {"when": {"unreadable_after_failures": 0}},
    SOURCES | {"when": {"release_changed": "renamed"}},
    LISTS | {"when": {"release_changed": "edited"}},
    LISTS | {"when": {"list_announced": "ningbo"}},
    LISTS | {"when": {"list_announced": "any"}, "hysteresis": "1 pp"},
    LISTS | {"when": {"ningbo_counted_below": 0}},
    RECORDED | {"when": {"no_longer_highest_in_years": 1, "of": RATE}},
    RECORDED | {"when": {"another_named_in": "zhejiang", "on_lists": []}},
]
WINDOW: dict[str, Any] = {"id": "nights", "publishers": ["miit"], "begin": "22:00", "end": "06:00", "why": WHY}
WINDOWS: list[tuple[dict[str, Any], bool]] = [
    (WINDOW, True),
    (WINDOW | {"days": ["sat", "sun"], "first_day": "2026-01-01"}, True),
    (WINDOW | {"days": []}, False),
    (WINDOW | {"days": ["caturday"]}, False),
    (WINDOW | {"begin": "25:00"}, False),
    (WINDOW | {"begin": 22}, False),
    (WINDOW | {"publishers": []}, False),
    (WINDOW | {"colour": "red"}, False),
]


def accepted(shipped: Rulebook, tmp_path: Path, file: dict[str, Any]) -> tuple[bool, bool]:
    """By the validator, as it reads the file; by the schema, as an editor reads it."""
    text = yaml.safe_dump(file, allow_unicode=True)
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    try:
        load(shipped.catalogue, shipped.baseline, path)
    except ConfigError:
        return False, SCHEMA.is_valid(yaml.safe_load(text))
    return True, SCHEMA.is_valid(yaml.safe_load(text))


def completed(rule: dict[str, Any]) -> dict[str, Any]:
    return {"rules": [{"id": "a-rule", "why": WHY} | rule]}


def test_the_shipped_rules_satisfy_the_schema() -> None:
    problems = list(SCHEMA.iter_errors(yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))))
    assert problems == []


def test_every_question_has_an_example() -> None:
    asked = {key for rule in GOOD for key in rule["when"]}
    assert set(CONDITIONS) - asked == set()


@pytest.mark.parametrize("rule", GOOD, ids=str)
def test_what_is_right_is_right_to_both(shipped: Rulebook, tmp_path: Path, rule: dict[str, Any]) -> None:
    assert accepted(shipped, tmp_path, completed(rule)) == (True, True)


@pytest.mark.parametrize("rule", BAD, ids=str)
def test_what_is_wrong_is_wrong_to_both(shipped: Rulebook, tmp_path: Path, rule: dict[str, Any]) -> None:
    assert accepted(shipped, tmp_path, completed(rule)) == (False, False)


@pytest.mark.parametrize(("window", "right"), WINDOWS)
def test_a_window_is_right_or_wrong_to_both(
    shipped: Rulebook, tmp_path: Path, window: dict[str, Any], right: bool
) -> None:
    assert accepted(shipped, tmp_path, {"rules": [], "maintenance": [window]}) == (right, right)
