"""Runs that were taken or begun and that nobody works on any more: their worker was killed.

Automations end them first (`flows.operate.automations`), but an automation acts once: where the server is too busy at that moment its
action fails, is not repeated, and the run holds its deployment's only slot for ever. So the flows that come most often look, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.settings import get_current_settings
from prefect.states import Crashed

from flows.operate.automations import BEAT, MISSED
from flows.pages.onlookers import anybody_looks

UNDER_WAY = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING)
SECOND_LINE = 2  # times as patient as the automations, which are to be first


def end_abandoned() -> None:
    """Mark them as crashed. Doing it again does nothing; where the server cannot be asked, the next run asks."""
    beats = get_current_settings().flows.heartbeat_frequency
    if beats is None or not anybody_looks():
        return  # without heartbeats nobody can tell a dead run from a long one
    try:
        with get_client(sync_client=True) as client:
            ended = crash_abandoned(client, datetime.now(UTC), timedelta(seconds=SECOND_LINE * MISSED * beats))
    except Exception as error:  # whatever the server answers, the flow goes on to its own work
        get_run_logger().warning("could not look for runs that lost their worker: %s", error)
        return
    for name in ended:
        get_run_logger().warning("%s had lost its worker and is marked as crashed", name)


def crash_abandoned(client: SyncPrefectClient, now: datetime, patience: timedelta) -> list[str]:
    """The names of the runs that were ended. Raises what the client raises where the server cannot be asked."""
    under_way = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(UNDER_WAY))))
    old = [run for run in client.read_flow_runs(flow_run_filter=under_way) if _is_older(run, now - patience)]
    dead = abandoned(old, _beaten(client, old, now - patience)) if old else []
    for run in dead:
        message = f"under way, and no sign of it for {patience.total_seconds():.0f} seconds"
        client.set_flow_run_state(run.id, Crashed(message=message), force=True)
    return [run.name for run in dead]


def abandoned(old: Iterable[FlowRun], beaten: Collection[UUID]) -> list[FlowRun]:
    """Of runs that have been in their state for long, those that do not beat; who was only taken cannot beat."""
    return [run for run in old if run.state_type is not StateType.RUNNING or run.id not in beaten]


def _is_older(run: FlowRun, moment: datetime) -> bool:
    return run.state is not None and run.state.timestamp is not None and run.state.timestamp < moment


def _beaten(client: SyncPrefectClient, runs: Iterable[FlowRun], since: datetime) -> set[UUID]:
    """Those of the runs that sent a heartbeat since then."""
    names = [f"prefect.flow-run.{run.id}" for run in runs if run.state_type is StateType.RUNNING]
    found: set[UUID] = set()
    for name in names:
        asked = {
            "event": {"name": [BEAT]},
            "resource": {"id": [name]},
            "occurred": {"since": since.isoformat()},
        }
        answer = client.request("POST", "/events/filter", json={"filter": asked, "limit": 1})
        if answer.json()["events"]:
            found.add(UUID(name.rpartition(".")[2]))
    return found
