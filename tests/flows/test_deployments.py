"""prefect.yaml: what the schedule server will deploy."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml
from prefect import Flow

from flows.collect import Publisher
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
    flow.validate_parameters(deployment.get("parameters", {}))
    assert deployment["description"]


@pytest.mark.parametrize("deployment", DEPLOYMENTS, ids=lambda d: d["name"])
def test_every_schedule_has_a_slug_and_beijing_time_and_runs_never_overlap(deployment: dict[str, Any]) -> None:
    assert deployment["concurrency_limit"]["limit"] == 1
    for schedule in deployment["schedules"]:
        assert schedule["slug"]
        assert schedule["timezone"] == "Asia/Shanghai"


def test_slugs_and_names_stand_once() -> None:
    slugs = [schedule["slug"] for deployment in DEPLOYMENTS for schedule in deployment["schedules"]]
    names = [deployment["name"] for deployment in DEPLOYMENTS]
    assert len(set(slugs)) == len(slugs)
    assert len(set(names)) == len(names)


def test_the_form_offers_the_publishers_of_the_catalogue() -> None:
    assert {choice.value for choice in Publisher} == set(catalogue.load().publishers)


def test_every_publisher_with_columns_is_collected_on_schedule() -> None:
    collected = {d["parameters"]["publisher"] for d in DEPLOYMENTS if d["entrypoint"] == "flows.collect.collect"}
    assert collected == {entry.id for entry in catalogue.load().publishers.values() if entry.columns}
