"""`prune`: old bytes that prove nothing any more, and Prefect's own old runs and artifacts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import TERMINAL_STATES, State
from prefect.client.schemas.sorting import ArtifactSort, FlowRunSort

from flows.answering import Refused, answered
from flows.wiring import house
from store import retention
from store.database import read_only, unit_of_work

FEWEST_DAYS = 7
PAGE = 200  # what one question to Prefect gives
MOST = 5000  # runs or artifacts in one run of this flow; the rest goes next time


@flow(name="prune", flow_run_name="prune", retries=0)
def prune(snapshot_days: int = 180, prefect_days: int = 60, dry_run: bool = True) -> State[None]:
    """Let go of what nobody needs any more. What a value was read from is never among it.

    Args:
        snapshot_days: Answers of sites that are older than this and that no release, reading or newest answer points to.
        prefect_days: Finished flow runs, and older versions of artifacts, that are older than this; the newest version of each page stays.
        dry_run: On: only count. Off: delete; this cannot be taken back without a backup.
    """
    return answered(lambda: _prune(snapshot_days, prefect_days, dry_run))


def _prune(snapshot_days: int, prefect_days: int, dry_run: bool) -> str:
    for name, days in (("snapshot_days", snapshot_days), ("prefect_days", prefect_days)):
        if days < FEWEST_DAYS:
            raise Refused(f"{name}: {days} is fewer than {FEWEST_DAYS} days, which operators still look at")
    bytes_gone = prune_snapshots(snapshot_days, dry_run)
    runs = prune_prefect(prefect_days, dry_run)
    return f"{'would delete' if dry_run else 'deleted'} {bytes_gone}, {runs}"


@task(cache_policy=NO_CACHE, task_run_name="snapshots")
def prune_snapshots(days: int, dry_run: bool) -> str:
    home = house()
    before = home.clock.now() - timedelta(days=days)
    if dry_run:
        with read_only(home.store) as session:
            found = retention.old(session, before)
        return _words(found.bodies, found.size)
    bodies = size = 0
    while True:
        with unit_of_work(home.store) as session:
            gone = retention.let_go(session, before)
        if not gone.bodies:
            return _words(bodies, size)
        bodies, size = bodies + gone.bodies, size + gone.size


def _words(bodies: int, size: int) -> str:
    return f"{bodies} old answers ({size / 1024:.0f} KiB)"


# -- Prefect's own ----------------------------------------------------------------------------------------------------


@task(cache_policy=NO_CACHE, task_run_name="prefect")
def prune_prefect(days: int, dry_run: bool) -> str:
    """By the world's clock: Prefect knows no other, also in a rehearsal."""
    before = datetime.now(UTC) - timedelta(days=days)
    with get_client(sync_client=True) as client:
        runs, artifacts = _old_runs(client, before), _old_artifacts(client, before)
        if not dry_run:
            for artifact in artifacts:
                client.delete_artifact(artifact)
            for run in runs:
                client.delete_flow_run(run)
    return f"{len(runs)} flow runs and {len(artifacts)} old versions of artifacts of Prefect"


def _old_runs(client: SyncPrefectClient, before: datetime) -> list[UUID]:
    """Finished before then; at most as many as one run of this flow takes on."""
    ended = FlowRunFilter(
        end_time=FlowRunFilterEndTime(before_=before),
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(TERMINAL_STATES))),
    )
    found: list[UUID] = []
    while len(found) < MOST:
        page = client.read_flow_runs(
            flow_run_filter=ended, sort=FlowRunSort.END_TIME_DESC, limit=PAGE, offset=len(found)
        )
        found += [run.id for run in page]
        if len(page) < PAGE:
            break
    return found


def _old_artifacts(client: SyncPrefectClient, before: datetime) -> list[UUID]:
    """Created before then, but for the newest of each key."""
    seen: set[str] = set()
    found: list[UUID] = []
    offset = 0
    while len(found) < MOST:
        page = client.read_artifacts(sort=ArtifactSort.CREATED_DESC, limit=PAGE, offset=offset)
        for artifact in page:
            is_newest = artifact.key is not None and artifact.key not in seen
            seen |= {artifact.key} if artifact.key else set()
            if not is_newest and artifact.created is not None and artifact.created < before:
                found.append(artifact.id)
        offset += len(page)
        if len(page) < PAGE:
            break
    return found
