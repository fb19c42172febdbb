"""prefect.yaml: what the schedule server will deploy."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow
from prefect.utilities.callables import parameter_schema

from flows.collect import Publisher
from flows.operate.quiet import Whose
from sources import catalogue

FILE = Path(__file__).parents[2] / "prefect.yaml"
CONTENT: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
DEPLOYMENTS: list[dict[str, Any]] = CONTENT["deployments"]


def test_nothing_is_pulled_so_that_runs_work_from_any_folder() -> None:
    assert CONTENT["pull"] == []


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_a_deployment_names_a_flow_of_ours_and_parameters_it_takes(deployment: dict[str, Any]) -> None:
    module, name = deployment["entrypoint"].rsplit(".", 1)
    flow = getattr(import_module(module), name)
    assert isinstance(flow, Flow)
    if deployment.get("parameters") or deployment.get("schedules"):
        flow.validate_parameters(deployment.get("parameters", {}))
    assert deployment["description"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_every_schedule_has_a_slug_and_beijing_time_and_runs_never_overlap(deployment: dict[str, Any]) -> None:
    assert deployment["concurrency_limit"]["limit"] == 1
    for schedule in deployment.get("schedules", []):
        assert schedule["slug"]
        assert schedule["timezone"] == "Asia/Shanghai"


def test_slugs_and_names_stand_once() -> None:
    slugs = [schedule["slug"] for deployment in DEPLOYMENTS for schedule in deployment.get("schedules", [])]
    names = [deployment["name"] for deployment in DEPLOYMENTS]
    assert len(set(slugs)) == len(slugs)
    assert len(set(names)) == len(names)


def test_the_form_offers_the_publishers_of_the_catalogue() -> None:
    assert {choice.value for choice in Publisher} == set(catalogue.load().publishers)


def test_every_publisher_with_columns_is_collected_on_schedule() -> None:
    collected = {d["parameters"]["publisher"] for d in DEPLOYMENTS if d["entrypoint"] == "flows.collect.collect"}
    assert collected == {entry.id for entry in catalogue.load().publishers.values() if entry.columns}


# -- forms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_every_field_of_a_form_says_what_it_does(deployment: dict[str, Any]) -> None:
    schema = form_of(deployment)
    silent = [name for name, field in schema["properties"].items() if len(field.get("description", "")) < 10]
    assert not silent


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_a_form_asks_for_plain_values_only(deployment: dict[str, Any]) -> None:
    """Nested models and free objects are edited as JSON in the UI."""
    schema = form_of(deployment)
    for name, field in schema["properties"].items():
        kinds = [schema["definitions"][ref(part)] if "$ref" in part else part for part in parts(field)]
        assert all(kind["type"] in ("string", "boolean", "integer", "null") for kind in kinds), name


@pytest.mark.parametrize(
    ("name", "field", "choices"),
    [
        ("backfill", "publisher", {"miit", "ningbo-stats", "nbs"}),
        ("silence", "length", {"6 hours", "1 day", "2 weeks"}),
        ("silence", "publisher", {"any publisher", "miit"}),
        ("rerun", "resend", {"nothing", "what could not be delivered"}),
        ("show", "page", {"scoreboard", "a series", "an alert"}),
        ("backtest", "known", {"when it was published", "when it was seen here"}),
    ],
)
def test_a_choice_is_offered_as_one(name: str, field: str, choices: set[str]) -> None:
    schema = form_of(next(d for d in DEPLOYMENTS if d["name"] == name))
    offered = [schema["definitions"][ref(part)] for part in parts(schema["properties"][field]) if "$ref" in part]
    assert choices <= set(offered[0]["enum"])


def test_what_changes_or_deletes_anything_is_a_dry_run_until_somebody_says_otherwise() -> None:
    for name in ("reread", "rerun", "prune"):
        schema = form_of(next(d for d in DEPLOYMENTS if d["name"] == name))
        assert schema["properties"]["dry_run"]["default"] is True
    backfill = form_of(next(d for d in DEPLOYMENTS if d["name"] == "backfill"))
    assert backfill["properties"]["notify"]["default"] is False


def test_what_proves_nothing_any_more_goes_every_night_without_anybody_thinking_of_it() -> None:
    tidy = next(d for d in DEPLOYMENTS if d["name"] == "tidy")
    assert tidy["entrypoint"] == "flows.operate.prune.prune"
    assert tidy["parameters"] == {"dry_run": False}
    assert tidy["schedules"]


def test_a_silence_can_be_for_every_publisher_of_the_catalogue_or_for_any() -> None:
    assert {choice.value for choice in Whose} == {choice.value for choice in Publisher} | {Whose.ANY.value}


def test_what_a_person_starts_waits_its_turn_and_what_a_clock_starts_does_not_pile_up() -> None:
    for deployment in DEPLOYMENTS:
        strategy = "CANCEL_NEW" if deployment.get("schedules") else "ENQUEUE"
        assert deployment["concurrency_limit"]["collision_strategy"] == strategy, deployment["name"]


def form_of(deployment: dict[str, Any]) -> dict[str, Any]:
    module, name = deployment["entrypoint"].rsplit(".", 1)
    return parameter_schema(getattr(import_module(module), name)).model_dump()


def parts(field: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = field.get("anyOf") or field.get("allOf") or [field]
    return found


def ref(part: dict[str, Any]) -> str:
    return str(part["$ref"]).rsplit("/", 1)[1]
