"""The deployment `report`: the page to hand on, from a form in the UI."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts.languages import Language
from flows import reporting
from flows.answering import answered
from flows.artifacts import escape
from flows.pages.writing import write_page
from flows.wiring import house


@flow(name="report", flow_run_name="report-{language}", retries=0)
def report(first: date | None = None, last: date | None = None, language: Language = Language.ZH) -> State[None]:
    """Write the report of some days as one page into the folder `reports` of the data. Changes nothing, tells nobody.

    Args:
        first: The first day it tells of (Beijing); empty: 31 days in all.
        last: The last day; empty: today. The same days again replace the page.
        language: Of the page.
    """
    return answered(lambda: _written(first, last, language))


def _written(first: date | None, last: date | None, language: Language) -> str:
    home = house()
    reporting.span_of(home, first, last, rehearsed=reporting.is_rehearsed(home.settings))  # refused before the task
    return f"written: {write_report(first, last, language)}"


@task(cache_policy=NO_CACHE, task_run_name="write-report")
def write_report(first: date | None, last: date | None, language: Language) -> Path:
    """Raises ConfigError for days that cannot be meant."""
    home = house()
    rehearsed = reporting.is_rehearsed(home.settings)
    span = reporting.span_of(home, first, last, rehearsed=rehearsed)
    file = home.settings.data.expanduser().resolve() / reporting.FOLDER / reporting.name_of(span, language)
    made = reporting.report_of(home, span, rehearsed=rehearsed)
    reporting.write(made, language, file)
    found = f"{made.found} of {made.recorded} recorded figures have a value, {len(made.firing)} alerts are firing"
    write_page(
        key="report",
        markdown=f"# Report {span.first} to {span.last}\n\n{found}.\n\nThe page: `{escape(str(file))}`",
        description=found,
    )
    return file
