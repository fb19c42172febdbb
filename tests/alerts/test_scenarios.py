"""Scenarios as data: what is published and what happens, day by day; then every change and every message.

A step that moves or tells anything its file does not expect fails. `rules` names the shipped rules that are looked at (or
holds rules of its own), `subjects` narrows them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from worlds import UNITS, World, moment, period, vintage

from alerts import rulebook
from alerts.lifecycle import State
from alerts.news import ChangedRelease, Happened, NewList, News, NewVintage, RefusalCount, SourceHealth
from alerts.receivers import Receiver, Receivers
from alerts.rulebook import Rulebook
from alerts.silences import Silence
from sources.releases import ListMember, ListStage, NamedList, VisitOutcome
from sources.series import Qualifier, Status

FOLDER = Path(__file__).parents[1] / "scenarios"
FILES = sorted(FOLDER.glob("*.yaml"))
DEFAULT = [
    {"name": "desk", "url": "console://"},
    {"name": "operator", "url": "console://", "routes": [{"about": "watching"}], "language": "en"},
]


def scenario(path: Path) -> dict[str, Any]:
    text = path.read_text(encoding="utf-8")
    told: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # days and numbers stay text
    return told | {"rules": yaml.safe_load(text)["rules"]}


def world_of(told: dict[str, Any], book: Rulebook, tmp_path: Path) -> World:
    receivers = [Receiver.model_validate(r) for r in told.get("receivers", DEFAULT)]
    if told["rules"] and isinstance(told["rules"][0], dict):
        path = tmp_path / "rules.yaml"
        path.write_text(yaml.safe_dump({"rules": told["rules"]}, allow_unicode=True), encoding="utf-8")
        book = rulebook.load(book.catalogue, book.baseline, path)
    else:
        wanted, subjects = set(told["rules"]), set(told.get("subjects", ()))
        assert wanted <= {rule.id for rule in book.rules}, wanted
        bounds = tuple(b for b in book.bounds if b.rule.id in wanted and (not subjects or b.subject in subjects))
        book = replace(book, bounds=bounds, rules=tuple(r for r in book.rules if r.id in wanted))
    return World(book, Receivers({r.name: r for r in receivers}))


def news_of(step: dict[str, Any], at: datetime) -> News:
    return News(
        vintages=tuple(_published(p, at) for p in step.get("publish", ())),
        lists=tuple(_listed(one, at) for one in step.get("lists", ())),
        sources=tuple(_health(one, at) for one in step.get("sources", ())),
        refusals=tuple(_refused(one, at) for one in step.get("refusals", ())),
        changed=tuple(_changed(one, at) for one in step.get("changed", ())),
    )


def _published(told: dict[str, Any], at: datetime) -> NewVintage:
    unit = UNITS[told.get("unit", "%")]
    made = vintage(
        told["value"],
        unit,
        qualifier=Qualifier(told.get("qualifier", "exact")),
        status=Status(told.get("status", "unstated")),
        publisher=told.get("by", "ningbo-stats"),
        seen_at=at,
        published_on=at.date(),
    )
    return NewVintage(told["series"], period(told["period"]), made, told.get("release", f"release of {at.date()}"))


def _listed(told: dict[str, Any], at: datetime) -> NewList:
    def named(members: list[dict[str, str]]) -> NamedList:
        made = tuple(ListMember(m["name"], tuple(a for a in [m.get("area")] if a)) for m in members)
        stage = ListStage(told.get("stage", "final"))
        return NamedList(told["family"], "名单", stage, 1, at.year, len(made), made, "名单如下", (0, 2))

    before = named(told["before"]) if "before" in told else None
    release = told.get("release", f"list of {at.date()}")
    return NewList(
        named(told.get("members", [])), release, "miit", "公布名单", "https://www.miit.gov.cn/a.html", at.date(), at,
        "cd" * 32, before, told.get("withdrawn") == "true",
    )  # fmt: skip


def _changed(told: dict[str, Any], at: datetime) -> ChangedRelease:
    publisher, release = told.get("publisher", "ningbo-jx"), told["release"]
    url = f"http://jxj.ningbo.gov.cn/{release}.html"
    happened, detail = Happened(told["happened"]), told.get("detail", "")
    name = f"{publisher}/{release}"
    return ChangedRelease(happened, name, publisher, "关于名单的公示", url, at.date(), at, "ef" * 32, detail)


def _health(told: dict[str, Any], at: datetime) -> SourceHealth:
    failures = int(told["failures"])
    seen = at - timedelta(hours=float(told["last_success_hours"]))
    outcome = VisitOutcome(told.get("outcome", "failed" if failures else "unchanged"))
    return SourceHealth(told["publisher"], told.get("column", "数据发布"), seen, failures, outcome, "HTTP 412")


def _refused(told: dict[str, Any], at: datetime) -> RefusalCount:
    usual = Decimal(told["usual"]) if "usual" in told else None
    return RefusalCount(
        told["publisher"], f"release of {at}", "月报", "https://tjj.ningbo.gov.cn/a", "ef" * 32, at, 10,
        int(told["refused"]), usual,
    )  # fmt: skip


def _silences(told: list[dict[str, Any]]) -> tuple[Silence, ...]:
    return tuple(
        Silence("s1", s.get("rule"), s.get("subject"), moment(s["from"]), moment(s["until"]), "editor", "known")
        for s in told
    )


def run(told: dict[str, Any], world: World) -> Iterator[tuple[str, set[str], list[str]]]:
    world.silences = _silences(told.get("silences", []))
    for step in told["days"]:
        at, before = moment(step["on"]), len(world.transitions)
        messages = world.step(news_of(step, at), at)
        moves = {f"{m.rule} {m.subject}: {m.after.value}" for m in world.transitions[before:]}
        said = sorted(f"{n.receiver}: {n.reason.value}, {len(n.transitions)}" for n in messages)
        yield step["on"], moves, said


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_scenario_goes_as_told(path: Path, shipped: Rulebook, tmp_path: Path) -> None:
    told = scenario(path)
    world = world_of(told, shipped, tmp_path)
    for step, (on, moves, messages) in zip(told["days"], run(told, world), strict=True):
        assert (on, moves) == (on, set(step.get("moves", []))), step.get("what", "")
        assert (on, messages) == (on, sorted(step.get("messages", []))), step.get("what", "")


def fired_in_scenarios(shipped: Rulebook, tmp_path: Path) -> set[tuple[str, str]]:
    """Rule and subject of every shipped rule that fires somewhere."""
    fired: set[tuple[str, str]] = set()
    for path in FILES:
        told = scenario(path)
        if isinstance(told["rules"][0], str):
            world = world_of(told, shipped, tmp_path)
            list(run(told, world))
            fired |= {(move.rule, move.subject) for move in world.transitions if move.after is State.FIRING}
    return fired


def test_every_shipped_rule_fires_in_a_scenario(shipped: Rulebook, tmp_path: Path) -> None:
    fired = {rule for rule, _ in fired_in_scenarios(shipped, tmp_path)}
    assert {rule.id for rule in shipped.rules} - fired == set()


def test_every_recorded_value_is_watched_by_a_rule_that_fires_in_a_scenario(shipped: Rulebook, tmp_path: Path) -> None:
    valued = {recorded.id for recorded in shipped.baseline.figures.values() if recorded.value is not None}
    assert valued - {subject for _, subject in fired_in_scenarios(shipped, tmp_path)} == set()


def test_judging_each_step_twice_changes_nothing(shipped: Rulebook, tmp_path: Path) -> None:
    for path in FILES:
        told = scenario(path)
        world = world_of(told, shipped, tmp_path)
        for step in told["days"]:
            at = moment(step["on"])
            news = news_of(step, at)
            world.step(news, at)
            again = world.judge_again(news, at)
            assert (again.alerts, again.transitions) == ((), ()), (path.stem, step["on"])
            assert world.tell(again, at) == [], (path.stem, step["on"])


def test_one_long_look_finds_what_many_short_looks_find(shipped: Rulebook, tmp_path: Path) -> None:
    for path in FILES:
        told = scenario(path)
        short, long = world_of(told, shipped, tmp_path), world_of(told, shipped, tmp_path)
        timed = {bound.rule.id for bound in short.rulebook.timed} | {r.id for r in short.rulebook.of_sources}
        for step in told["days"]:
            short.judge(news_of(step, moment(step["on"])), moment(step["on"]))
        everything = [news_of(step, moment(step["on"])) for step in told["days"]]
        vintages = tuple(v for news in everything for v in news.vintages)
        lists = tuple(named for news in everything for named in news.lists)
        long.judge(News(vintages=vintages, lists=lists), moment(told["days"][-1]["on"]))

        def of_values(world: World, timed: set[str] = timed) -> list[Any]:
            return sorted((m for m in world.transitions if m.rule not in timed), key=lambda m: m.id)

        assert of_values(long) == of_values(short), path.stem
