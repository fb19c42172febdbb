"""The rules file: what is shipped, and what a mistake is told as."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alerts.baseline import Baseline
from alerts.rule_schema import FILE as SCHEMA
from alerts.rule_schema import schema
from alerts.rulebook import Rulebook, load
from sources.catalogue import Catalogue
from sources.errors import ConfigError

RULE = """
rules:
  - id: a-rule
    {of}
    when: {when}
    why: {{zh: 为什么要知道, en: why it matters}}
    {more}
"""
IVA = "recorded: [nb-iva-above-scale-yoy]"


def read(known: Catalogue, baseline: Baseline, path: Path, text: str) -> Rulebook:
    path.write_text(text, encoding="utf-8")
    return load(known, baseline, path)


def test_every_valued_row_has_a_rule_with_its_why(shipped: Rulebook, baseline: Baseline) -> None:
    valued = [r.id for r in baseline.figures.values() if r.value is not None]
    assert [id for id in valued if not shipped.watching(id)] == []
    assert len(valued) == 58


def test_rows_without_a_value_claim_no_rule(shipped: Rulebook, baseline: Baseline) -> None:
    assert [r.id for r in baseline.figures.values() if r.value is None and shipped.watching(r.id)] == []


def test_the_schema_for_editors_is_current() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema()


@pytest.mark.parametrize(
    ("of", "when", "more", "named"),
    [
        ("recorded: [nb-gdp-levl]", "{lower_than: recorded}", "", "did you mean nb-gdp-level?"),
        ("series: [ningbo-gdp-levels-year]", "{above: 1 亿元}", "", "did you mean ningbo-gdp-level-year?"),
        ("sources: [mit]", "{unreadable_after_failures: 3}", "", "did you mean miit?"),
        ("lists: [nia-city]", "{list_announced: any}", "", "did you mean nia-cities?"),
        (IVA, "{lower_then: recorded}", "", "must hold one of: below, above, lower_than"),
        (IVA, "{lower_than: record}", "", "'recorded', 'previous' or 'year_before'"),
        (IVA, "{lower_than: recorded, by: 5 %}", "", "a rate differs by percentage points"),
        (IVA, "{lower_than: recorded, by: half}", "", "must be an amount such as"),
        (IVA, "{lower_than: recorded, by: 3 furlongs}", "", "unknown unit furlongs"),
        (IVA, "{below: 5 pp}", "", 'a rate is compared with a rate: write "5 %"'),
        (IVA, "{lower_than: recorded}", "hysteresis: 2 %", "a rate differs by percentage points"),
        (IVA, "{lower_than: recorded}", "hold: 0", "greater than or equal to 1"),
        (IVA, "{lower_than: recorded}", "severity: dire", "'note', 'warning' or 'critical'"),
        (IVA, "{lower_than: recorded}", "colour: red", "unknown key"),
        ("recorded: [nb-gdp-level]", "{lower_than: recorded, by: 3 pp}", "", "percentage points do not fit"),
        ("recorded: [nb-eight-models]", "{lower_than: recorded}", "", "has no series"),
        ("series: [ningbo-gdp-level-year]", "{lower_than: recorded}", "", "needs `recorded`"),
        ("series: [ningbo-gdp-level-year]", "{overdue_by_days: 3}", "", "no day on which it is due"),
        ("series: [ningbo-gdp-level-year]", "{list_announced: any}", "", "is asked of lists, not of series"),
        ("sources: all", "{unreadable_after_failures: 3}", "hold: 2", "are for rules about figures"),
        (
            "series: [ningbo-clusters-total]",
            "{sum_of: [ningbo-adv-cluster, ningbo-sme-clusters], differs_by: 0}",
            "",
            "did you mean ningbo-adv-clusters?",
        ),
    ],
)
def test_a_mistake_is_named_with_what_was_expected(
    known: Catalogue, baseline: Baseline, tmp_path: Path, of: str, when: str, more: str, named: str
) -> None:
    with pytest.raises(ConfigError, match=re.escape(named)):
        read(known, baseline, tmp_path / "rules.yaml", RULE.format(of=of, when=when, more=more))


def test_a_rule_that_asks_of_nothing_or_of_two_kinds_is_refused(
    known: Catalogue, baseline: Baseline, tmp_path: Path
) -> None:
    for of in ("", f"{IVA}\n    lists: all"):
        with pytest.raises(ConfigError, match="exactly one of"):
            read(known, baseline, tmp_path / "rules.yaml", RULE.format(of=of, when="{below: 5 %}", more=""))


def test_all_mistakes_are_named_together_each_with_its_line(
    known: Catalogue, baseline: Baseline, tmp_path: Path
) -> None:
    text = RULE.format(of="recorded: [nb-gdp-levl]", when="{lower_than: recorded, by: lots}", more="severity: dire")
    with pytest.raises(ConfigError) as error:
        read(known, baseline, tmp_path / "rules.yaml", text)
    assert {problem.line for problem in error.value.problems} == {4, 5, 7}


def test_one_mistake_hides_no_other(known: Catalogue, baseline: Baseline, tmp_path: Path) -> None:
    """A misspelt key, what two keys say of each other, and a unit that does not fit: all in one go."""
    text = """
rules:
  - {id: one, series: [ningbo-gdp-level-year], lists: all, when: {below: lots}, colour: red, why: {zh: 为什么要知道, en: reason}}
  - {id: two, series: [ningbo-gdp-level-year], when: {below: 5 pp}, why: {zh: 为什么要知道, en: reason}}
  - {id: two, recorded: [nb-eight-models], when: {lower_than: recorded}, why: {zh: 为什么要知道, en: reason}}
  - {id: three, series: ["nowhere-*"], when: {lower_than: recorded}, why: {zh: 为什么要知道, en: reason}}
maintenance:
  - {id: nights, publishers: [mit], why: {zh: 为什么要知道, en: reason}}
"""
    with pytest.raises(ConfigError) as error:
        read(known, baseline, tmp_path / "rules.yaml", text)
    told = str(error.value)
    for one in (
        "unknown key",
        "exactly one of",
        "must be an amount",
        "percentage points do not fit",
        "stands here twice",
        "has no series",
        "no series fits this pattern",
        "needs `recorded`",
        "did you mean miit?",
    ):
        assert one in told


def test_a_pattern_stands_for_every_name_that_fits(known: Catalogue, baseline: Baseline, tmp_path: Path) -> None:
    of = 'series: ["ningbo-*-iva-growth-cumulative", ningbo-hightech-iva-growth-cumulative]'
    book = read(known, baseline, tmp_path / "rules.yaml", RULE.format(of=of, when="{below: 0 %}", more=""))
    assert [bound.subject for bound in book.bounds] == [
        "ningbo-highend-equipment-iva-growth-cumulative",
        "ningbo-hightech-iva-growth-cumulative",
        "ningbo-digital-core-mfg-iva-growth-cumulative",
    ]
    assert book.for_series("ningbo-hightech-iva-growth-cumulative") == (book.bounds[1],)


def test_a_pattern_is_held_to_the_units_of_all_it_fits(known: Catalogue, baseline: Baseline, tmp_path: Path) -> None:
    rule = RULE.format(of='series: ["ningbo-gdp-*"]', when="{below: 9 亿元}", more="")
    with pytest.raises(ConfigError, match="a rate is compared with a rate"):
        read(known, baseline, tmp_path / "rules.yaml", rule)


def test_a_rule_id_may_stand_only_once(known: Catalogue, baseline: Baseline, tmp_path: Path) -> None:
    one = RULE.format(of=IVA, when="{below: 5 %}", more="").replace("rules:\n", "")
    with pytest.raises(ConfigError, match="stands here twice"):
        read(known, baseline, tmp_path / "rules.yaml", f"rules:\n{one}{one}")


def test_names_of_one_file_do_not_leak_into_the_next(known: Catalogue, baseline: Baseline, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        read(known, baseline, tmp_path / "rules.yaml", "rules: nothing")
    assert load(known, baseline).rules


def test_the_series_that_are_needed_include_what_a_check_compares(shipped: Rulebook) -> None:
    needed = shipped.series_needed(["ningbo-adv-clusters"])
    assert {"ningbo-clusters-total", "ningbo-sme-clusters", "ningbo-innov-clusters"} <= needed


def test_every_rule_reads_aloud_in_both_languages(shipped: Rulebook) -> None:
    for rule in shipped.rules:
        words = rule.when.words()
        assert re.search(r"[\u4e00-\u9fff]", words.zh), rule.id
        assert re.search(r"[a-z]", words.en), rule.id
        assert not re.search(r"[\u4e00-\u9fff]", words.en.replace("亿元", "")), rule.id
