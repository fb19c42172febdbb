"""The main job once, whole, in one process that a person watches: `make run`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.panel import Panel
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from flows.local_server import PrefectServer, StartError, free_port
from flows.settings import Settings, Sites, apply_to_process, prefect_environment, private, read_settings
from sources.rehearsal import Rehearsal, story

if TYPE_CHECKING:
    from flows.collect import Collected
    from flows.deliver import Delivered
    from flows.watch import Watched

MARKER = "made-by-ningbo-monitor-run"  # only a folder that carries it is ever emptied
SHOWN_REFUSALS = 3


@dataclass
class Totals:
    """What the last line counts."""

    releases: int = 0
    figures: int = 0
    refusals: int = 0
    vintages: int = 0
    fired: int = 0
    resolved: int = 0
    delivered: int = 0
    failed: int = 0

    def line(self) -> str:
        return "run: " + " ".join(f"{name}={value}" for name, value in vars(self).items())


def run_once(console: Console) -> int:
    """Walk through the release days of the rehearsal, or look at the live sites once. Returns the exit status."""
    settings = read_settings(sites=Sites(os.environ.get("SITES") or Sites.REHEARSAL))
    rehearsing = settings.sites is Sites.REHEARSAL
    data = _fresh_folder(settings.data / "run") if rehearsing else settings.data.expanduser().resolve()
    settings = settings.model_copy(update={"data": data, "database_url": None if rehearsing else settings.database_url})
    private(data)
    totals = Totals()
    with _server(settings, console):
        if rehearsing:
            _walk_rehearsal(console, totals)
        else:
            _say_live(console)
            _walk_day(console, totals)
        _print_scoreboard(console)
    console.print(
        f"store: {settings.url_of_store if rehearsing else 'the live store'}   snapshots, alerts and receipts are in it"
    )
    console.file.write(totals.line() + "\n")
    console.file.flush()
    return 0


def _fresh_folder(folder: Path) -> Path:
    folder = folder.expanduser().resolve()
    if folder.exists():
        if not (folder / MARKER).is_file():
            raise StartError(
                f"{folder} was not made by an earlier run; move it away or set MONITOR_DATA to another folder"
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    (folder / MARKER).touch()
    return folder


@contextmanager
def _server(settings: Settings, console: Console) -> Iterator[None]:
    """A Prefect server of this run's own, and an environment in which flows find it and our settings."""
    port = free_port()
    api_url = f"http://127.0.0.1:{port}/api"
    apply_to_process(
        prefect_environment(settings, api_url=api_url)
        | {
            "SITES": settings.sites.value,
            "MONITOR_DATA": str(settings.data),
            "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "CRITICAL"),
            "PREFECT_LOGGING_TO_API_ENABLED": "false",
            "PREFECT_SERVER_UI_ENABLED": "false",
            "PREFECT_SERVER_CSRF_PROTECTION_ENABLED": "false",  # a port of a minute; the token is one request more a run
            # plain HTTP on loopback has no certificate to check, and loading all authorities takes 25 ms a run
            "PREFECT_API_TLS_INSECURE_SKIP_VERIFY": "true",
        }
    )
    if settings.sites is Sites.REHEARSAL:
        os.environ.pop("MONITOR_DATABASE_URL", None)
    log = settings.data / "logs" / "server.log"
    with ExitStack() as stack:
        with console.status("starting a Prefect server for this run …"):
            stack.enter_context(PrefectServer(port, log, bare=True))
        stack.enter_context(without_heartbeats())
        yield


@contextmanager
def without_heartbeats() -> Iterator[None]:
    """Each run would sleep out the last second of its heartbeat thread; nobody listens for it here.

    No environment variable turns heartbeats off (Prefect 3.8: a number of 30 or more is asked for), so a copy of the
    settings does.
    """
    from prefect.context import SettingsContext
    from prefect.settings import get_current_settings

    now, context = get_current_settings(), SettingsContext.get()
    assert context is not None
    quiet = now.model_copy(update={"flows": now.flows.model_copy(update={"heartbeat_frequency": None})})
    with SettingsContext(profile=context.profile, settings=quiet):
        yield


def _say_live(console: Console) -> None:
    console.print(Panel("Reading the official sites once (SITES=live).", title="ningbo-monitor run"))


def _walk_rehearsal(console: Console, totals: Totals) -> None:
    days = story()
    console.print(
        Panel(
            f"Rehearsal of the official sites on loopback: {len(days)} days from {days[0].day} to {days[-1].day}.\n"
            "Releases up to March 2026 state real figures. [bold]Every release after the newspaper article is invented[/] for "
            "this rehearsal; its pages say so.",
            title="ningbo-monitor run",
        )
    )
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Rehearsal(day=days[0].day) as rehearsal, Progress(*columns, console=console, transient=True) as progress:
        apply_to_process({"MONITOR_REHEARSAL_PORT": str(rehearsal.port)})
        walking = progress.add_task("days", total=len(days))
        for entry in days:
            progress.update(walking, description=str(entry.day))
            console.rule(f"[bold]{entry.day}[/] {escape(entry.happens)}", align="left")
            _play(rehearsal, entry.day)
            _walk_day(console, totals)
            progress.advance(walking)


def _play(rehearsal: Rehearsal, day: date) -> None:
    rehearsal.day = day
    apply_to_process({"MONITOR_REHEARSAL_DAY": day.isoformat()})


def _walk_day(console: Console, totals: Totals) -> None:
    from flows.collect import collect_all
    from flows.deliver import deliver
    from flows.watch import Watched, watch

    for collected in collect_all():
        _tell_collected(console, totals, collected)
    watched = watch()
    assert isinstance(watched, Watched)
    _tell_watched(console, totals, watched)
    delivered = deliver()
    assert isinstance(delivered, tuple)
    _tell_delivered(console, totals, delivered)


def _tell_collected(console: Console, totals: Totals, collected: Collected) -> None:
    totals.releases += len(collected.read)
    totals.figures += collected.figures
    totals.refusals += collected.refusals
    totals.vintages += collected.vintages
    for visit in collected.visits:
        if not visit.outcome.could_look:
            console.print(
                f"  [red]{visit.outcome.value}[/] {escape(collected.publisher)} · {escape(visit.column)}: {escape(visit.evidence[:140])}"
            )
    for fetched in collected.fetched:
        if fetched.problem:
            console.print(f"  [yellow]not fetched[/] {escape(fetched.ref.title)}: {escape(fetched.problem[:140])}")
    for release in collected.read:
        console.print(f"  [cyan]found[/] {escape(collected.publisher)} · {escape(release.ref.title)}")
        if release.problem:
            console.print(f"    [yellow]not understood[/] {escape(release.problem)}")
            continue
        revised = sum(1 for vintage in release.vintages if vintage.is_revision)
        console.print(
            f"    read {release.figures} figures, refused {len(release.refusals)}, recorded {len(release.vintages)} new values"
            + (f", {revised} of them revisions" if revised else "")
        )
        for refusal in release.refusals[:SHOWN_REFUSALS]:
            console.print(
                f"    [dim]refused ({refusal.reason.value}) {escape(refusal.value)} in: {escape(refusal.quote[:70])}[/]"
            )


def _tell_watched(console: Console, totals: Totals, watched: Watched) -> None:
    from alerts.lifecycle import State

    totals.fired += watched.count(State.FIRING)
    totals.resolved += watched.count(State.RESOLVED)
    if watched.comparisons:
        verdicts: dict[str, int] = {}
        for comparison in watched.comparisons:
            verdicts[comparison.verdict.value] = verdicts.get(comparison.verdict.value, 0) + 1
        console.print(
            "  compared with the article: " + ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
        )
    for transition in watched.transitions:
        if transition.after in (State.FIRING, State.RESOLVED):
            colour = "red" if transition.after is State.FIRING else "green"
            console.print(
                f"  [{colour}]{transition.after.value}[/] {escape(transition.rule)} · {escape(transition.subject)}"
            )


def _tell_delivered(console: Console, totals: Totals, delivered: tuple[Delivered, ...]) -> None:
    for delivery in delivered:
        totals.delivered += delivery.receipt is not None
        totals.failed += delivery.receipt is None
        if delivery.receipt is None:
            console.print(
                f"  [red]not delivered[/] to {escape(delivery.entry.notification.receiver)}: {escape(delivery.problem)}"
            )


def _print_scoreboard(console: Console) -> None:
    from flows.artifacts import HEADER, scoreboard_cells, scoreboard_rows
    from flows.wiring import house

    table = Table(title="Scoreboard: every recorded figure beside the newest official one", expand=True)
    for name, ratio in zip((*HEADER, "link"), (5, 3, 4, 2, 2, 2, 4), strict=True):
        table.add_column(name, ratio=ratio, overflow="fold")
    for row in scoreboard_rows(house()):
        table.add_row(*(escape(cell or "—") for cell in (*scoreboard_cells(row), row.url)))
    console.print(table)
