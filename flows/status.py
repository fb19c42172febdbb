"""`ningbo-monitor status`: the condition on a terminal; its exit status is for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.clock import in_beijing
from flows.condition import Condition, condition
from flows.wiring import House

COLUMNS = (
    "publisher",
    "column",
    "last outcome",
    "last success (Beijing)",
    "failures in a row",
    "next attempt (Beijing)",
)


def show_status(home: House, console: Console) -> int:
    """0 where the watcher can be trusted today, 1 where something needs a person."""
    found = condition(home)
    console.print(_sources_table(found))
    for name, value in facts(found):
        console.print(f"{name}: {escape(value)}")
    problems = found.needs_a_person()
    for problem in problems:
        console.print(f"[red]! {escape(problem)}[/]")
    return 1 if problems else 0


def facts(found: Condition) -> Iterator[tuple[str, str]]:
    """Name and value, for a terminal and a page alike; nothing is escaped yet."""
    for alert in found.firing:
        yield "firing", f"{alert.rule}/{alert.subject} since {shown(alert.since)} Beijing"
    for one in found.silences:
        what = " · ".join(filter(None, (one.rule, one.subject, one.publisher)))
        yield (
            "kept quiet",
            f"{what} until {shown(one.ends_at)} Beijing, by {one.author}: {one.reason} (silence {one.id})",
        )
    waiting = ", ".join(f"{count} {state.value}" for state, count in found.waiting.items() if count)
    yield "messages waiting", waiting or "none"
    yield "messages that could not be delivered lately", str(found.dead)
    yield (
        "Prefect server",
        f"{'reachable' if found.server.is_reachable else 'not reachable'} at {found.server.address}",
    )
    workers = found.server.workers
    yield "workers alive", "not known" if workers is None else str(workers)
    yield "database", f"{found.database_size / 1024 / 1024:.1f} MiB"
    yield "configuration", found.configuration
    yield "versions", ", ".join(f"{name} {number}" for name, number in found.versions.items())


def cells(found: Condition) -> Iterator[tuple[tuple[str, ...], bool]]:
    """A row of COLUMNS a column, and whether it could be looked at."""
    for column in found.columns:
        yield (
            (
                column.publisher,
                column.column,
                column.last_outcome.value,
                shown(column.last_success) or "never",
                str(column.consecutive_failures),
                shown(column.next_attempt) or "next slot",
            ),
            column.last_outcome.could_look,
        )


def shown(moment: datetime | None) -> str:
    return in_beijing(moment) if moment else ""


def _sources_table(found: Condition) -> Table:
    table = Table(title="Sources", expand=True)
    for name in COLUMNS:
        table.add_column(name, overflow="fold")
    for row, could_look in cells(found):
        table.add_row(*map(escape, row), style="" if could_look else "red")
    if not found.columns:
        table.add_row("nothing was visited yet", *[""] * (len(COLUMNS) - 1))
    return table
