"""What the proof asks Prefect: deployments on short schedules, which runs are under way, how they ended."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.client.schemas.schedules import IntervalSchedule
from prefect.settings import PREFECT_API_URL, temporary_settings

from bench.machines import run
from flows.orphans import UNDER_WAY

ROOT = Path(__file__).parents[1]
POOL = "ningbo-monitor"
SECONDS = {
    "watch": 30,
    "deliver": 20,
    "status": 120,
    "check-sites": 150,
    "report": 300,
    "prune": 300,
    "show": 200,
    "tidy": 300,
}
SECONDS |= {"reread": 240, "backfill": 240, "test-receiver": 240}
COLLECT = 60
GIVEN: dict[str, dict[str, Any]] = {
    "reread": {"publisher": "ningbo-stats"},
    "backfill": {"publisher": "nbs", "first": "2026-07-01"},
    "test-receiver": {"receiver": "trial"},
}
BY_HAND = {
    "rerun",
    "backtest",
    "silence",
    "end-silence",
    "acknowledge",
    "tell-operators",
}  # about one thing, or quieter


def short(name: str, tags: Sequence[str]) -> int | None:
    """Seconds from run to run of a deployment when ten minutes must be enough; None for what people start."""
    if "collect" in tags:
        return COLLECT
    assert name in SECONDS or name in BY_HAND, name
    return SECONDS.get(name)


def deploy(
    folder: Path, environment: Mapping[str, str], every: Callable[[str, Sequence[str]], int | None] = short
) -> None:
    """The deployments of prefect.yaml on the schedule that `every` gives, and the automations. Raises RuntimeError."""
    folder.mkdir(parents=True, exist_ok=True)
    written = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for place, one in enumerate(written["deployments"]):
        _hasten(one, place, every(one["name"], one["tags"]))
    file = folder / "prefect.yaml"
    file.write_text(yaml.safe_dump(written), encoding="utf-8")
    run(["prefect", "work-pool", "create", POOL, "--type", "process", "--overwrite"], folder, environment)
    run(["prefect", "--no-prompt", "deploy", "--all", "--prefect-file", str(file)], folder, environment)
    run(["flows.operate"], folder, environment)


def hasten(url: str, every: Callable[[str, Sequence[str]], int | None]) -> None:
    """Put the deployments of a server on the schedule that `every` gives, in place of their own."""
    with at(url), get_client(sync_client=True) as client:
        for place, deployment in enumerate(client.read_deployments()):
            for schedule in deployment.schedules:
                client.delete_deployment_schedule(deployment.id, schedule.id)
            seconds = every(deployment.name, deployment.tags)
            if seconds is not None:
                begins = datetime.now(UTC) + timedelta(seconds=5 + 3 * place % seconds)
                wanted = IntervalSchedule(interval=timedelta(seconds=seconds), anchor_date=begins)
                client.create_deployment_schedules(deployment.id, [(wanted, True)])


def _hasten(one: dict[str, Any], place: int, seconds: int | None) -> None:
    one.pop("schedules", None)
    if seconds is None:
        return
    begins = datetime.now(UTC).replace(microsecond=0) + timedelta(seconds=20 + 5 * place % seconds)
    one["schedules"] = [{"slug": one["name"], "interval": seconds, "anchor_date": begins.isoformat()}]
    one.setdefault("parameters", {}).update(GIVEN.get(one["name"], {}))


@contextmanager
def at(url: str) -> Iterator[None]:
    os.environ["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] = "false"
    with temporary_settings({PREFECT_API_URL: url}):
        yield


def under_way() -> dict[UUID, str]:
    return {one.id: one.name for one in _runs(UNDER_WAY)}


def under_way_on(processes: Collection[int]) -> dict[UUID, str]:
    """The runs under way whose process is among `processes`."""
    return {one.id: one.name for one in _runs(UNDER_WAY) if _process_of(one) in processes}


def collects_on(processes: Collection[int]) -> bool:
    return any(name.startswith("collect-") for name in under_way_on(processes).values())


def states_of(runs: Collection[UUID]) -> list[str]:
    with get_client(sync_client=True) as client:
        return sorted(str(client.read_flow_run(one).state_type.value) for one in runs)


def states() -> list[tuple[str, str]]:
    """How many runs of each deployment ended how."""
    counts: dict[str, Counter[str]] = {}
    with get_client(sync_client=True) as client:
        names = {deployment.id: deployment.name for deployment in client.read_deployments()}
    for one in _runs([state for state in StateType if state is not StateType.SCHEDULED]):
        name = names.get(one.deployment_id, "") if one.deployment_id else one.name
        counts.setdefault(name, Counter())[one.state_name or ""] += 1
    return sorted((name, ", ".join(f"{n} {s}" for s, n in sorted(c.items()))) for name, c in counts.items())


def pause_everything() -> None:
    with get_client(sync_client=True) as client:
        for deployment in client.read_deployments():
            client.pause_deployment(deployment.id)
        for one in _runs([StateType.SCHEDULED]):
            client.delete_flow_run(one.id)


def _process_of(one: FlowRun) -> int:
    return int((one.infrastructure_pid or ":0").rpartition(":")[2])


def _runs(states: list[StateType]) -> list[FlowRun]:
    wanted = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=states)))
    found: list[FlowRun] = []
    with get_client(sync_client=True) as client:
        while True:
            page = client.read_flow_runs(flow_run_filter=wanted, limit=200, offset=len(found))
            found += page
            if len(page) < 200:
                return found
