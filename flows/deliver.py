"""outbox -> message -> receiver."""

from __future__ import annotations

from datetime import timedelta

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts.message import Links
from flows import artifacts, heartbeat, sending
from flows.orphans import end_abandoned
from flows.pages.moved import show_what_was_told
from flows.punctuality import too_late
from flows.sending import Delivered
from flows.wiring import house

__all__ = ["Delivered", "deliver"]


@flow(name="deliver", flow_run_name="deliver", retries=0)
def deliver() -> tuple[Delivered, ...] | State[None]:
    """Send the messages that are promised and not yet sent.

    Running it again sends nothing twice. What could not be sent is tried again later by itself; after too many
    attempts it is kept as dead, and another receiver is told of it.
    """
    end_abandoned()
    late = too_late(timedelta(minutes=5))
    if late is not None:
        return late
    delivered = send_what_waits()
    if delivered:
        artifacts.delivered(delivered)
    say_that_we_live()
    show_what_was_told(house(), delivered)
    return delivered


@task(cache_policy=NO_CACHE, task_run_name="send")
def send_what_waits() -> tuple[Delivered, ...]:
    """Claim, send, settle: each receiver for itself, so that one that hangs holds up nobody else's message."""
    delivered = sending.send_what_waits(house(), Links(flow_run=artifacts.link_to_this_run()))
    for one in delivered:
        if one.problem:
            get_run_logger().warning("to %s: %s", one.entry.notification.receiver, one.problem)
    return delivered


@task(cache_policy=NO_CACHE, task_run_name="heartbeat")
def say_that_we_live() -> None:
    """Ask the address that MONITOR_HEARTBEAT_URL names, if it names one and the watcher does its work."""
    said = heartbeat.beat(house())
    if said:
        get_run_logger().warning("no heartbeat: %s", said)
