"""Whether the watcher can be trusted today: `ningbo-monitor check` and `status`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alerts import baseline as baselines
from alerts import receivers as receiver_files
from alerts import rulebook as rulebooks
from alerts.lifecycle import State
from alerts.receivers import Receivers
from flows.local_server import is_healthy
from flows.secrets import block_of, secrets_of
from flows.settings import Settings, Sites
from flows.wiring import house
from sources import catalogue as catalogues
from sources.errors import ConfigError, Problem
from store import alert_states, outbox, visits
from store.database import open_store, read_only
from store.errors import StoreError
from store.migrations import check_schema
from store.outbox import EntryState
from store.visits import ColumnState

Value = TypeVar("Value")


# -- check ------------------------------------------------------------------------------------------------------------


def check_all(settings: Settings, console: Console) -> int:
    """Each part on a line: usable, or everything that is wrong with it. 0 only if all are usable."""
    results = list(_checks(settings, console))
    return 0 if all(results) else 1


def _checks(settings: Settings, console: Console) -> Iterator[bool]:
    catalogue = _checked(console, "catalogue", catalogues.load)
    yield catalogue is not None
    if catalogue is not None:
        recorded = _checked(console, "recorded figures", lambda: baselines.load(catalogue))
        yield recorded is not None
        if recorded is not None:
            path = (settings.rules,) if settings.rules else ()
            yield _checked(console, "rules", lambda: rulebooks.load(catalogue, recorded, *path)) is not None
        receivers = _checked(console, "receivers", lambda: _receivers(settings, catalogue))
        yield receivers is not None
    yield _checked(console, "store", lambda: open_store(settings.url_of_store)) is not None


def _receivers(settings: Settings, catalogue: catalogues.Catalogue) -> Receivers:
    """The receivers, with every secret they name."""
    if settings.receivers is None:
        return receiver_files.DEFAULT
    receivers = receiver_files.load(settings.receivers, catalogue)
    missing = sorted(set(receivers.secret_names) - set(secrets_of(settings, receivers.secret_names)))
    if missing:
        said = "is named by a receiver and not set: set it, or {0}_FILE, or Prefect's Secret block {1}"
        problems = [Problem(name, said.format(name, block_of(name))) for name in missing]
        raise ConfigError("environment", problems)
    return receivers


def _checked(console: Console, name: str, load: Callable[[], Value]) -> Value | None:
    try:
        value = load()
    except (ConfigError, StoreError) as error:
        console.print(f"[red]✗ {name}[/]")
        for line in str(error).splitlines():
            console.print(f"    {escape(line)}")
        return None
    console.print(f"[green]✓ {name}[/]")
    return value


# -- status -----------------------------------------------------------------------------------------------------------


def show_status(settings: Settings, console: Console) -> int:
    """Sources, alerts and messages in one look. 0 if every source was seen at its last visit and nothing is dead."""
    # Nothing is fetched here, so it does not matter which sites the store was filled from, nor what their day is.
    home = house(settings.model_copy(update={"sites": Sites.LIVE}))
    check_schema(home.store)
    with read_only(home.store) as session:
        columns = visits.states(session)
        firing = alert_states.in_state(session, State.FIRING)
        waiting = {**outbox.waiting(session), EntryState.DEAD: len(outbox.dead(session))}
    console.print(_sources_table(columns))
    for held in firing:
        since = held.alert.since
        console.print(
            f"[red]firing[/] {escape(held.alert.rule)} · {escape(held.alert.subject)} since {since:%Y-%m-%d %H:%M} UTC"
        )
    console.print(
        f"messages: {', '.join(f'{count} {state.value}' for state, count in waiting.items() if count) or 'none'}"
    )
    reachable = is_healthy(f"http://127.0.0.1:{settings.port}/api")
    console.print(
        f"Prefect server on port {settings.port}: {'reachable' if reachable else 'not reachable (`make serve` starts it)'}"
    )
    blind = [column for column in columns if not column.last_outcome.could_look]
    return 1 if blind or waiting[EntryState.DEAD] else 0


def _sources_table(columns: tuple[ColumnState, ...]) -> Table:
    table = Table(title="Sources", expand=True)
    for name in (
        "publisher",
        "column",
        "last outcome",
        "last success (UTC)",
        "failures in a row",
        "next attempt (UTC)",
    ):
        table.add_column(name, overflow="fold")
    for column in columns:
        style = "" if column.last_outcome.could_look else "red"
        table.add_row(
            column.publisher,
            escape(column.column),
            column.last_outcome.value,
            f"{column.last_success:%Y-%m-%d %H:%M}" if column.last_success else "never",
            str(column.consecutive_failures),
            f"{column.next_attempt:%Y-%m-%d %H:%M}" if column.next_attempt else "next slot",
            style=style,
        )
    if not columns:
        table.add_row("nothing was visited yet", "", "", "", "", "")
    return table
