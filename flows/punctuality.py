"""Scheduled runs that come too late skip themselves.

After a downtime Prefect starts every run that was missed; one is enough, since we catch up by content, not by clock.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.states import Completed

SKIPPED = "Skipped"  # the name of the state, also in the event that Prefect makes of it


def too_late(period: timedelta) -> State[None] | None:
    """The state with which a scheduled run should end at once, None where it should do its work.

    `period` is the time from one slot of its schedule to the next. Runs started by a person are never too late.
    """
    context = FlowRunContext.get()
    run = context.flow_run if context else None
    if run is None or not run.auto_scheduled or run.expected_start_time is None or (run.run_count or 0) > 1:
        return None
    if not is_stale(run.expected_start_time, datetime.now(UTC), period):
        return None
    return Completed(name=SKIPPED, message=f"was due at {run.expected_start_time:%H:%M}; a later run does its work")


def is_stale(expected: datetime, now: datetime, period: timedelta) -> bool:
    return now - expected > period
