"""Runs that were taken or begun and that nobody works on any more: their worker was killed.

Automations end them first (`flows.operate.automations`), but an automation acts once: where the server is too busy at that moment its
action fails, is not repeated, and the run holds its deployment's only slot for ever. So the flows that come most often look, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from prefect import get_run_logger
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.settings import get_current_settings
from prefect.states import Crashed

from flows.pages.onlookers import anybody_looks

BEAT = "prefect.flow-run.heartbeat"
MISSED = 3  # heartbeats in a row that an automation waits for
UNDER_WAY = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
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
    since = now - patience
    dead = [run for run in under_way(client) if _is_older(run, since) and not _beats(client, run, since)]
    crash(client, dead, f"under way, and no sign of it for {patience.total_seconds():.0f} seconds")
    return [run.name for run in dead]


def under_way(client: SyncPrefectClient) -> Sequence[FlowRun]:
    """Taken, begun, or being cancelled."""
    asked = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=UNDER_WAY)))
    return client.read_flow_runs(flow_run_filter=asked)


def crash(client: SyncPrefectClient, runs: Iterable[FlowRun], why: str) -> None:
    """What they did is in the store and is not repeated; their deployment's slot is free."""
    for run in runs:
        client.set_flow_run_state(run.id, Crashed(message=why), force=True)


def _is_older(run: FlowRun, moment: datetime) -> bool:
    return run.state is not None and run.state.timestamp is not None and run.state.timestamp < moment


def _beats(client: SyncPrefectClient, run: FlowRun, since: datetime) -> bool:
    """Whether it sent a heartbeat since then; who was only taken cannot."""
    if run.state_type is not StateType.RUNNING:
        return False
    asked = {
        "event": {"name": [BEAT]},
        "resource": {"id": [f"prefect.flow-run.{run.id}"]},
        "occurred": {"since": since.isoformat()},
    }
    answer = client.request("POST", "/events/filter", json={"filter": asked, "limit": 1})
    return bool(answer.json()["events"])
