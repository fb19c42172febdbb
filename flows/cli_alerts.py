"""The commands about alerts and rules: explain, acknowledge, silence, silences, backtest."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.terminal import home, paper
from store.observations import KnownBy

alerting = typer.Typer()

Author = Annotated[str | None, typer.Option("--author", help="who does it; default: the user of this computer")]


@alerting.command()
def explain(alert: Annotated[str, typer.Argument(help="RULE/SUBJECT, or as much of it as leaves only one")]) -> None:
    """Say what an alert went through, who was told, who was not told, and why. Writes nothing."""
    from flows.explain import explain as tell

    raise typer.Exit(tell(home(), alert, paper()))


@alerting.command()
def acknowledge(
    alert: Annotated[str, typer.Argument(help="RULE/SUBJECT, or as much of it as leaves only one")],
    note: Annotated[str, typer.Option(help="what is being done about it")],
    author: Author = None,
) -> None:
    """Take a firing alert on: no more reminders and no escalation until its state changes."""
    from flows.muting import Note
    from flows.muting import acknowledge as take_on

    raise typer.Exit(take_on(home(), alert, Note(note, author), paper()))


@alerting.command()
def silence(
    until: Annotated[str, typer.Option(help="a length (6h, 3d, 2w) or a Beijing moment (2026-07-01T09:00)")],
    reason: Annotated[str, typer.Option(help="why; people see it")],
    rule: Annotated[str | None, typer.Option(help="* stands for any run of characters")] = None,
    subject: Annotated[str | None, typer.Option(help="a recorded figure, a series, a publisher or a list")] = None,
    publisher: Annotated[str | None, typer.Option(help="whose releases")] = None,
    author: Author = None,
) -> None:
    """Keep quiet about some alerts for a time. They live on; what still stands at the end is told then."""
    from flows.muting import Matcher, Note, Quiet
    from flows.muting import silence as keep_quiet

    asked = Quiet(Matcher(rule, subject, publisher), Note(reason, author), until)
    raise typer.Exit(keep_quiet(home(), asked, paper()))


@alerting.command()
def silences(
    end: Annotated[str | None, typer.Option(help="end this silence now")] = None,
    also_ended: Annotated[bool, typer.Option("--all", help="also those that are over")] = False,
) -> None:
    """List silences, maintenance windows and acknowledgements; or end a silence early."""
    from flows.muting import end_silence, show_silences

    if end is not None:
        raise typer.Exit(end_silence(home(), end, paper()))
    raise typer.Exit(show_silences(home(), paper(), also_ended=also_ended))


@alerting.command()
def backtest(
    rules: Annotated[Path | None, typer.Option(help="changed rules, shown beside the present ones")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    known_by: Annotated[
        KnownBy, typer.Option(help="when a value became known: when it was published, or seen here")
    ] = KnownBy.PUBLISHED,
) -> None:
    """Replay what is stored as it became known, and print what the rules would have sent. Writes and sends nothing."""
    from flows.backtest import Asked
    from flows.backtest import backtest as play

    asked = Asked(first.date() if first else None, last.date() if last else None, known_by)
    raise typer.Exit(play(home(), rules, asked, paper()))
