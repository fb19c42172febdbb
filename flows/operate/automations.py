"""What Prefect does by itself when runs go wrong: declared with the deployments, made anew by every `serve`.

Each starts our own `tell-operators`, so that what is told goes through the outbox with its retries and receipts.
Prefect's notification blocks say only "Action failed" and do not try again.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.settings import get_current_settings

from flows.condition import POOL
from flows.operate.tell import Trouble

MISSED = 3  # heartbeats in a row, of those that Prefect sends
LATE = 3  # runs in an hour: one may wait for its turn
SCHEDULED = ("collect", "watch", "deliver")  # tags; what a person starts, a person sees
_FLOW_RUN = {"prefect.resource.id": "prefect.flow-run.*"}
_ENDED = {f"prefect.flow-run.{state}" for state in ("Completed", "Failed", "Cancelled", "Crashed")}
_BEATS, _RUNS = "prefect.flow-run.heartbeat", "prefect.flow-run.Running"
_TAKEN = {f"prefect.flow-run.{state}" for state in ("Pending", "Submitting", "InfrastructurePending")}
_WAITS = {f"prefect.flow-run.{state}" for state in ("Scheduled", "Late", "AwaitingConcurrencySlot")}


def automations(tell_operators: UUID, beats: int = 180) -> tuple[AutomationCore, ...]:
    """All of them; `tell_operators` is the deployment of that flow, `beats` how many seconds pass between heartbeats."""
    patience = timedelta(seconds=MISSED * beats)

    def tell(trouble: Trouble, about: str, detail: str) -> RunDeployment:
        return RunDeployment(
            source="selected",
            deployment_id=tell_operators,
            parameters={
                "trouble": trouble.value,
                "about": _template(about),
                "detail": _template(detail),
                "occurred": _template("{{ event.occurred.isoformat() }}"),
            },
        )

    return (
        AutomationCore(
            name="ningbo-monitor: runs without heartbeat are crashed",
            description="A worker that was killed leaves its runs Running for ever, and they hold their deployment's only slot.",
            trigger=EventTrigger(
                after={_BEATS, _RUNS},  # who is killed soon may never have beaten
                expect={_BEATS, *_ENDED},
                match=_FLOW_RUN,
                for_each={"prefect.resource.id"},
                posture=Posture.Proactive,
                threshold=1,
                within=patience,
            ),
            actions=[_crashed(f"no heartbeat for {patience.total_seconds():.0f} seconds")],
        ),
        AutomationCore(
            name="ningbo-monitor: runs that never began are crashed",
            description="A worker that was killed between taking a run and starting it leaves it Pending for ever.",
            trigger=EventTrigger(
                after=_TAKEN,
                expect={_RUNS, *_WAITS, *_ENDED},
                match=_FLOW_RUN,
                for_each={"prefect.resource.id"},
                posture=Posture.Proactive,
                threshold=1,
                within=patience,
            ),
            actions=[_crashed(f"taken by a worker and not begun for {patience.total_seconds():.0f} seconds")],
        ),
        AutomationCore(
            name="ningbo-monitor: failed runs are told",
            description="A scheduled run that failed or crashed, zombies among them.",
            trigger=EventTrigger(
                expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed", "prefect.flow-run.TimedOut"},
                match=_FLOW_RUN,
                match_related=_tagged(),
                posture=Posture.Reactive,
                threshold=1,
            ),
            actions=[tell(Trouble.RUN_FAILED, "{{ flow_run.name }}", "{{ flow_run.state.message }}")],
        ),
        AutomationCore(
            name="ningbo-monitor: late runs are told",
            description=f"{LATE} scheduled runs within an hour that did not start in time.",
            trigger=EventTrigger(
                expect={"prefect.flow-run.Late"},
                match=_FLOW_RUN,
                match_related=_tagged(),
                posture=Posture.Reactive,
                threshold=LATE,
                within=timedelta(hours=1),
            ),
            actions=[tell(Trouble.RUNS_LATE, POOL, "{{ flow_run.name }}")],
        ),
        AutomationCore(
            name="ningbo-monitor: a worker that is down is told",
            description="Told when a worker is back; `serve` itself tells at once when its own worker dies.",
            trigger=EventTrigger(
                expect={"prefect.work-pool.not-ready"},
                match={"prefect.resource.id": "prefect.work-pool.*", "prefect.resource.name": POOL},
                posture=Posture.Reactive,
                threshold=1,
            ),
            actions=[tell(Trouble.WORKER_DOWN, POOL, "the work pool has no worker that polls")],
        ),
    )


def declare(client: SyncPrefectClient) -> int:
    """Create or update all of them by name; how many there are. Doing it again leaves the same."""
    deployment = client.read_deployment_by_name("tell-operators/tell-operators")
    wanted = automations(deployment.id, get_current_settings().flows.heartbeat_frequency or 180)
    for automation in wanted:
        known = client.read_automations_by_name(automation.name)
        if not known:
            client.create_automation(automation)
            continue
        client.update_automation(known[0].id, automation)
        for surplus in known[1:]:
            client.delete_automation(surplus.id)
    return len(wanted)


def _crashed(message: str) -> ChangeFlowRunState:
    return ChangeFlowRunState(state=StateType.CRASHED, message=message)


def _tagged() -> dict[str, Any]:
    return {"prefect.resource.role": "tag", "prefect.resource.id": [f"prefect.tag.{tag}" for tag in SCHEDULED]}


def _template(text: str) -> dict[str, str]:
    return {"__prefect_kind": "jinja", "template": text}
