"""One rule with another threshold, as the form of `backtest` offers it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from alerts import recorded, rulebook
from flows.answering import Refused
from flows.operate.thresholds import thresholds_of, with_threshold
from sources import catalogue

RULES = rulebook.FILE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("rule", "threshold", "when"),
    [
        ("slower-than-recorded", "1 pp", {"lower_than": "recorded", "by": "1 pp"}),
        ("growth-turned-negative", "2 %", {"below": "2 %"}),
        ("slowing-three-times", "4", {"falls_in_a_row": 4}),
        ("gdp-below-recorded", "100 亿元", {"lower_than": "recorded", "by": "100 亿元"}),  # it had none: at all
        ("source-unreadable", "or_hours_without_success: 24", None),
    ],
)
def test_a_rule_gets_another_threshold_and_nothing_else_changes(
    rule: str, threshold: str, when: Mapping[str, Any] | None, tmp_path: Path
) -> None:
    if when is None:
        rule = next(r for r, asked in questions(RULES).items() if "or_hours_without_success" in asked)
        when = questions(RULES)[rule] | {"or_hours_without_success": 24}
    changed, said = with_threshold(RULES, rule, threshold)
    assert questions(changed) == questions(RULES) | {rule: when}
    assert said.startswith(f"{rule}: ")
    file = tmp_path / "rules.yaml"
    file.write_text(changed, encoding="utf-8")
    assert len(loaded(file)) == len(loaded(rulebook.FILE))


@pytest.mark.parametrize(
    ("rule", "threshold", "line"),
    [
        ("slower-than-recordet", "1 pp", "did you mean slower-than-recorded"),
        ("", "1 pp", "`rule` says which one"),
        ("slower-than-recorded", "above: 1 pp", "Write one of: by: 0.5 pp"),
    ],
)
def test_what_has_no_such_threshold_is_refused_with_what_there_is(rule: str, threshold: str, line: str) -> None:
    with pytest.raises(Refused, match=re.escape(line)):
        with_threshold(RULES, rule, threshold)


def test_a_rule_without_a_threshold_and_one_with_several_say_so() -> None:
    none = next(rule for rule, asked in questions(RULES).items() if not thresholds_of(asked))
    several = next(rule for rule, asked in questions(RULES).items() if len(thresholds_of(asked)) > 1)
    with pytest.raises(Refused, match="has no threshold"):
        with_threshold(RULES, none, "3")
    with pytest.raises(Refused, match="which threshold of"):
        with_threshold(RULES, several, "3")


def questions(written: str) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule["when"] for rule in yaml.safe_load(written)["rules"]}


def loaded(file: Path) -> tuple[object, ...]:
    known = catalogue.load()
    return rulebook.load(known, recorded.load(known), file).rules
