"""The commands that hand on and keep what is stored: report, migrate, backup, restore."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from alerts.languages import Language
from flows.settings import Sites, read_settings

upkeep = typer.Typer()

DAY = ["%Y-%m-%d"]


@upkeep.command()
def report(
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY, help="first day; default: 31 days")] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY, help="last day; default: today")] = None,
    language: Annotated[Language, typer.Option(help="of the page")] = Language.ZH,
    output: Annotated[Path | None, typer.Option(help="where to write it; default: a name with the days, here")] = None,
) -> None:
    """Write one page to hand on: scoreboard, charts, alerts of the period, source health. It needs no network."""
    from flows import reporting
    from flows.wiring import house

    settings = read_settings()
    rehearsed = reporting.is_rehearsed(settings)
    home = house(settings.model_copy(update={"sites": Sites.LIVE}))  # nothing is fetched, and the clock is the world's
    days = (first.date() if first else None, last.date() if last else None)
    span = reporting.span_of(home, *days, rehearsed=rehearsed)
    file = output or Path(reporting.name_of(span, language))
    made = reporting.report_of(home, span, rehearsed=rehearsed)
    reporting.write(made, language, file)
    print(f"{file}: {made.found} of {made.recorded} recorded figures have a value, {len(made.firing)} alerts firing")
