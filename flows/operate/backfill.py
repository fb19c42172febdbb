"""`backfill`: what a publisher published in a range of days, fetched and read; resumable, and quiet unless told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar
from uuid import UUID

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts.wording import counted
from flows.answering import Refused, answered
from flows.artifacts import escape, table
from flows.clock import beijing_day
from flows.collect import Publisher
from flows.operate.backfilling import Asked, Progress, Step, asked_of
from flows.operate.backfilling import backfill as steps_of
from flows.pages.writing import write_page
from flows.spans import Span, span_of
from flows.wiring import house

T = TypeVar("T")


@flow(name="backfill", flow_run_name="backfill-{publisher}-from-{first}", retries=0)
def backfill(publisher: Publisher, first: date, last: date | None = None, notify: bool = False) -> State[None]:
    """Look deep into a publisher's lists; fetch, keep and read what it published in a range of days.

    Cancel it at any time: what was done is kept, and the same run again takes up where this one stopped.

    Args:
        publisher: Whose columns to look through.
        first: The first day of publication that is wanted (Beijing).
        last: The last day that is wanted; empty: until today. Without `notify` the last seven days are left to `collect`.
        notify: Off: what is found is recorded and judged, and nobody is told of it. On: alerts about it are sent like any news.
    """
    return answered(lambda: _filled(publisher, first, last, notify))


def _filled(publisher: Publisher, first: date, last: date | None, notify: bool) -> str:
    home = house()
    asked = asked_of(home, publisher.value, span_of(first, last, beijing_day(home.clock.now())), notify)
    steps = fill(asked.publisher, asked.span.first, asked.span.last, notify)
    ended = next((step for step in steps if step.ends), None)
    said = summary(asked, steps)
    if ended is not None:
        raise Refused(f"stopped, and can be taken up later by the same run again: {ended.problem}; until then: {said}")
    return said


@task(cache_policy=NO_CACHE, task_run_name="fill-{publisher}")
def fill(publisher: str, first: date, last: date, notify: bool) -> list[Step]:
    """Plain values: Prefect walks through every argument."""
    asked = Asked(publisher, Span(first, last), notify)
    steps = []
    for progress in _shown(publisher, steps_of(house(), asked)):
        step = progress.step
        level = "warning" if step.problem else "info"
        getattr(get_run_logger(), level)("%s: %s", step.name, step.problem or f"{step.vintages} new values")
        steps.append(step)
    write_page(key=f"backfill-{publisher}", markdown=markdown(asked, steps), description=summary(asked, steps))
    return steps


def _shown(publisher: str, steps: Iterator[Progress]) -> Iterator[Progress]:
    """The same steps; a bar in the UI moves with them, one call for each per cent."""
    key = f"backfill-{publisher}-progress"
    bar = create_progress_artifact(0.0, key=key, description="how far this backfill is: lists first, then releases")
    assert isinstance(bar, UUID)
    shown = 0.0
    for progress in steps:
        yield progress
        if abs(progress.per_cent - shown) >= 1:
            shown = progress.per_cent
            update_progress_artifact(bar, shown)
    update_progress_artifact(bar, 100.0)


def summary(asked: Asked, steps: list[Step]) -> str:
    read = [step for step in steps if step.release is not None]
    problems = sum(1 for step in steps if step.problem)
    told = "alerts about them may be told" if asked.notify else "nobody is told of them"
    undated = sum(step.undated for step in steps)
    left_out = f", {counted(undated, 'row')} without a date left out" if undated else ""
    named = len({key for step in steps for key in step.named or ()})
    return (
        f"{asked.publisher}, {asked.span}: {counted(len(read), 'release')} read, "
        f"{counted(sum(s.vintages for s in read), 'new value')} ({told}), {counted(problems, 'problem')}{left_out}; "
        f"the lists name {counted(named, 'release')} of these days, and what was read before is not read again"
    )


def markdown(asked: Asked, steps: list[Step]) -> str:
    rows = (
        (
            escape(step.name[:120]),
            "" if step.named is None else str(len(step.named)),
            str(step.release.figures) if step.release else "",
            str(len(step.release.refusals)) if step.release else "",
            str(step.vintages) if step.release else "",
            escape(step.problem[:300]),
        )
        for step in steps
    )
    header = ("list or release", "named", "figures", "refused", "new values", "problem")
    return f"# Backfill of {asked.publisher}, {asked.span}\n\n{escape(summary(asked, steps))}\n\n{table(header, rows)}"
