"""Reading does not get worse on any set of tests/examinations. Who makes it better writes the new numbers into the table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bench.examination import Case, Expected, ToRefuse, load, names
from bench.reading_quality import examined, marked, score

HELD = yaml.safe_load(Path(__file__).with_name("examinations.yaml").read_text("utf-8"))


def test_every_set_is_held_to_numbers() -> None:
    assert sorted(HELD) == names()


@pytest.mark.parametrize("name", names())
def test_reading_is_no_worse_than_recorded(name: str) -> None:
    told, held = score(examined(name)), HELD[name]
    assert told.expected == held["expected"], "the key has changed: record the set anew"
    assert told.to_refuse == held["to_refuse"], "the key has changed: record the set anew"
    hint = f"python -m bench.reading_quality {name} --show"
    assert told.right >= held["right"], hint
    assert told.refused >= held["refused"], hint
    assert told.different <= held["different"], hint
    assert told.read_despite <= held["read_despite"], hint
    assert told.beyond <= held["beyond"], hint


@pytest.mark.parametrize("name", names())
def test_every_number_of_a_key_stands_in_its_text(name: str) -> None:
    missing = [
        f"{case.id}: {one.number}"
        for case in load(name)
        if not case.html
        for one in (*case.expected, *case.to_refuse)
        if case.text.count(one.number) < (one.nth or 1)
    ]
    assert not missing


# -- the marking itself, on one sentence and keys that are right and wrong about it ---------------------------------

RIGHT = Expected(
    "8.8",
    None,
    False,
    {
        "indicator": ("规上工业增加值",),
        "area": ("ningbo",),
        "measure": ("growth",),
        "period": ("ytd 2026-01-01 2026-04-30",),
        "value": ("8.80",),
        "unit": ("pct",),
    },
)
CASE = Case(
    id="one",
    publisher="ningbo-stats",
    published=date(2026, 5, 21),
    html=False,
    text="1—4月，全市规模以上工业增加值同比增长8.8%，全年目标增长7%。",
    refused_whole=False,
    expected=(RIGHT,),
    to_refuse=(ToRefuse("7%", None, ("target",)),),
)


def with_fields(**fields: tuple[str, ...]) -> Case:
    return replace(CASE, expected=(replace(RIGHT, fields={**RIGHT.fields, **fields}),))


@pytest.mark.parametrize(
    ("case", "told"),
    [
        (CASE, {"expected": 1, "right": 1, "refused": 1}),
        (with_fields(area=("zhejiang", "ningbo")), {"right": 1}),
        (with_fields(area=("zhejiang",)), {"right": 0, "different": 1, "fields": (("area", 1),)}),
        (with_fields(indicator=("工业投资",)), {"right": 0, "different": 1, "fields": (("indicator", 1),)}),
        (with_fields(period=("month 2026-04-01 2026-04-30",)), {"right": 0, "fields": (("period", 1),)}),
        (with_fields(value=("-8.8",)), {"right": 0, "fields": (("value", 1),)}),
        (replace(CASE, expected=()), {"expected": 0, "beyond": 1}),
        (replace(CASE, expected=(replace(RIGHT, optional=True),)), {"expected": 0, "right": 0, "beyond": 0}),
        (replace(CASE, expected=(replace(RIGHT, number="7"),)), {"right": 0, "missed": 1, "beyond": 1}),
        (replace(CASE, expected=(), to_refuse=(ToRefuse("8.8", None, ()),)), {"read_despite": 1, "beyond": 0}),
        (replace(CASE, to_refuse=(ToRefuse("7%", None, ("forecast",)),)), {"to_refuse": 1, "refused": 0}),
        (replace(CASE, refused_whole=True), {"expected": 1, "right": 0, "different": 1}),
        (replace(CASE, refused_whole=True, html=True, text="<html></html>"), {"expected": 1, "right": 1}),
        (replace(CASE, html=True, text="<html></html>"), {"expected": 1, "right": 0, "missed": 1}),
    ],
)
def test_a_reading_is_marked_by_its_key(case: Case, told: dict[str, object]) -> None:
    got = score([marked(case)])
    assert {name: getattr(got, name) for name in told} == told
