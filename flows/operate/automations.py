"""What Prefect does by itself when runs go wrong: declared with the deployments, made anew by every `serve`.

Each starts our own `tell-operators`, so that what is told goes through the outbox with its retries and receipts.
Prefect's notification blocks say only "Action failed" and do not try again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient
from prefect.client.schemas.objects import StateType
from prefect.events.actions import ChangeFlowRunState, RunDeployment
from prefect.events.schemas.automations import AutomationCore, EventTrigger, Posture
from prefect.settings import get_current_settings

from flows.answering import REFUSED
from flows.condition import POOL
from flows.operate.tell import Trouble
from flows.orphans import BEAT, MISSED
from flows.punctuality import SKIPPED
from flows.seeing import PARTLY_SEEN, UNSEEN

BEATS = 180  # seconds between Prefect's heartbeats where nothing else is set
LATE = 3  # runs in an hour: one may wait for its turn
SCHEDULED = ("collect", "watch", "deliver")  # tags; what a person starts, a person sees
_FLOW_RUN = {"prefect.resource.id": "prefect.flow-run.*"}
_STATES = (
    "Completed",
    "Failed",
    "Cancelled",
    "Crashed",
    "TimedOut",
    REFUSED,
    SKIPPED,
    UNSEEN,
    PARTLY_SEEN,
)  # every name that a run of ours ends with
_ENDED = {f"prefect.flow-run.{state}" for state in _STATES}
_RUNS = "prefect.flow-run.Running"
_TAKEN = {f"prefect.flow-run.{state}" for state in ("Pending", "Submitting", "InfrastructurePending")}
_WAITS = {f"prefect.flow-run.{state}" for state in ("Scheduled", "Late", "AwaitingConcurrencySlot")}


def automations(tell_operators: UUID, beats: int = BEATS) -> tuple[AutomationCore, ...]:
    """All of them; `tell_operators` is the deployment of that flow, `beats` how many seconds pass between heartbeats."""
    tells, patience = _Telling(tell_operators), timedelta(seconds=MISSED * beats)
    ending = _end_zombies(patience), _end_never_begun(patience)
    return *ending, _tell_failed(tells), _tell_late(tells), _tell_worker_down(tells)


def declare(client: SyncPrefectClient, beats: int | None = None) -> int:
    """Create or update all of them by name; how many there are. Doing it again leaves the same."""
    deployment = client.read_deployment_by_name("tell-operators/tell-operators")
    wanted = automations(deployment.id, beats or get_current_settings().flows.heartbeat_frequency or BEATS)
    for automation in wanted:
        known = client.read_automations_by_name(automation.name)
        if not known:
            client.create_automation(automation)
            continue
        client.update_automation(known[0].id, automation)
        for surplus in known[1:]:
            client.delete_automation(surplus.id)
    return len(wanted)


# -- one by one -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Telling:
    """How an automation starts `tell-operators`."""

    deployment: UUID

    def of(self, trouble: Trouble, about: str, detail: str) -> list[RunDeployment]:
        """`about` and `detail` are Prefect's templates over the event and its run."""
        parameters = {
            "trouble": trouble.value,
            "about": _template(about),
            "detail": _template(detail),
            "occurred": _template("{{ event.occurred.isoformat() }}"),
        }
        return [RunDeployment(source="selected", deployment_id=self.deployment, parameters=parameters)]


def _end_zombies(missed: timedelta) -> AutomationCore:
    return AutomationCore(
        name="ningbo-monitor: runs without heartbeat are crashed",
        description="A worker that was killed leaves its runs Running for ever, and they hold their deployment's only slot.",
        trigger=EventTrigger(
            after={BEAT, _RUNS},  # who is killed soon may never have beaten
            expect={BEAT, *_ENDED},
            match=_FLOW_RUN,
            for_each={"prefect.resource.id"},
            posture=Posture.Proactive,
            threshold=1,
            within=missed,
        ),
        actions=[_crashed(f"no heartbeat for {missed.total_seconds():.0f} seconds")],
    )


def _end_never_begun(patience: timedelta) -> AutomationCore:
    return AutomationCore(
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
    )


def _tell_failed(tells: _Telling) -> AutomationCore:
    return AutomationCore(
        name="ningbo-monitor: failed runs are told",
        description="A scheduled run that failed or crashed, zombies among them.",
        trigger=EventTrigger(
            expect={"prefect.flow-run.Failed", "prefect.flow-run.Crashed", "prefect.flow-run.TimedOut"},
            match=_FLOW_RUN,
            match_related=_tagged(),
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=tells.of(Trouble.RUN_FAILED, "{{ flow_run.name }}", "{{ flow_run.state.message }}"),
    )


def _tell_late(tells: _Telling) -> AutomationCore:
    return AutomationCore(
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
        actions=tells.of(Trouble.RUNS_LATE, POOL, "{{ flow_run.name }}"),
    )


def _tell_worker_down(tells: _Telling) -> AutomationCore:
    return AutomationCore(
        name="ningbo-monitor: a worker that is down is told",
        description="Told when a worker is back; `serve` itself tells at once when its own worker dies.",
        trigger=EventTrigger(
            expect={"prefect.work-pool.not-ready"},
            match={"prefect.resource.id": "prefect.work-pool.*", "prefect.resource.name": POOL},
            posture=Posture.Reactive,
            threshold=1,
        ),
        actions=tells.of(Trouble.WORKER_DOWN, POOL, "the work pool has no worker that polls"),
    )


def _crashed(message: str) -> ChangeFlowRunState:
    return ChangeFlowRunState(state=StateType.CRASHED, message=message)


def _tagged() -> dict[str, Any]:
    return {"prefect.resource.role": "tag", "prefect.resource.id": [f"prefect.tag.{tag}" for tag in SCHEDULED]}


def _template(text: str) -> dict[str, str]:
    return {"__prefect_kind": "jinja", "template": text}
