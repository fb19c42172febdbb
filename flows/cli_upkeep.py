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


Force = Annotated[bool, typer.Option("--force", help="replace what is there")]


@upkeep.command()
def migrate() -> None:
    """Bring the store to this program's form. Safe to repeat, and while other processes run."""
    from flows.upkeep import bring_up_to_date

    print(bring_up_to_date(read_settings()))


@upkeep.command()
def backup(file: Annotated[Path, typer.Argument(help="where to write it")], force: Force = False) -> None:
    """Copy the whole store, snapshots and all, into one file, while everything runs."""
    from flows.upkeep import back_up

    print(back_up(read_settings(), file, force=force))


@upkeep.command()
def restore(file: Annotated[Path, typer.Argument(help="what `backup` wrote")], force: Force = False) -> None:
    """Put a backup in the place of the store. Whole or not at all; a store that holds something is copied away first."""
    from flows.upkeep import restore as bring_back

    print(bring_back(read_settings(), file, force=force))
