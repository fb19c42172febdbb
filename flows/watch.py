"""vintages -> comparison with the recorded figures -> evaluation of rules -> alert lifecycle -> outbox."""

from __future__ import annotations

from datetime import timedelta

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State as RunState

from flows import artifacts, events
from flows.judge import Watched, judge_all
from flows.orphans import end_abandoned
from flows.pages.moved import show_what_moved
from flows.punctuality import too_late
from flows.wiring import house

__all__ = ["Watched", "watch"]


@flow(name="watch", flow_run_name="watch", retries=0)
def watch() -> Watched | RunState[None]:
    """Compare what is new with the recorded figures, evaluate every rule, and promise messages to receivers.

    Running it again changes nothing: what was judged is not judged twice, and a message is promised once.
    """
    end_abandoned()
    late = too_late(timedelta(minutes=15))
    if late is not None:
        return late
    watched = judge_what_is_new()
    artifacts.scoreboard(house())
    events.announce(events.of_watched(watched))
    show_what_moved(house(), watched)
    return watched


@task(cache_policy=NO_CACHE, task_run_name="judge")
def judge_what_is_new() -> Watched:
    """Batch after batch until nothing new is left. Alerts, transitions, decisions, messages: one transaction a batch."""
    watched = judge_all(house())
    for transition in watched.transitions:
        get_run_logger().info(
            "%s / %s: %s (%s)", transition.rule, transition.subject, transition.after, transition.reason
        )
    return watched
