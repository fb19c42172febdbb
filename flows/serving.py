"""The schedule server for real use: Prefect server, deployments, worker; one Ctrl-C stops all of it."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType

import psutil
from rich.console import Console

from flows.clock import beijing_day, rehearsed
from flows.condition import POOL
from flows.local_server import PREFECT, Child, PrefectServer, StartError
from flows.logs import cut_if_long
from flows.pages.addresses import EVERY_PAGE
from flows.settings import Settings, Sites, apply_to_process
from sources.rehearsal import Rehearsal, story

MINUTES_PER_REHEARSED_DAY = 10.0


def serve(settings: Settings, console: Console) -> int:
    """Run until Ctrl-C or SIGTERM. Returns the exit status: 0 when asked to stop, 1 when something of ours died.

    Raises StartError when the server, the deployments or the worker cannot be started.
    """
    data = settings.data.expanduser().resolve()
    stop_leftovers(data / "serve.json")
    with ExitStack() as stack:
        stopping = stack.enter_context(_stop_signals())
        if settings.sites is Sites.REHEARSAL:
            stack.enter_context(_rehearsal(settings, data))
        console.print("starting the Prefect server …")
        server = stack.enter_context(PrefectServer(settings.port, data / "logs" / "server.log", host=settings.host))
        _release_orphaned_runs(console)
        console.print("deploying the flows …")
        _deploy(data / "logs" / "deploy.log")
        _declare_automations()
        worker = Child(
            "worker", [*PREFECT, "worker", "start", "--pool", POOL, "--type", "process"], data / "logs" / "worker.log"
        )
        stack.callback(worker.stop)
        _remember(data / "serve.json", [child for child in (server.child, worker) if child is not None])
        stack.callback((data / "serve.json").unlink, missing_ok=True)
        console.print(f"[bold]reading {_sites_in_words(settings)}[/]")
        console.print(
            f"[bold]Prefect UI: {settings.public_url or server.url}[/]   logs: {data / 'logs'}   stop: Ctrl-C"
        )
        console.print(
            f"[bold]scoreboard and all pages: {(settings.public_url or server.url).rstrip('/')}{EVERY_PAGE}[/]"
        )
        return _watch_over([child for child in (server.child, worker) if child], stopping, console)


def _sites_in_words(settings: Settings) -> str:
    if settings.sites is Sites.LIVE:
        return "the official sites (SITES=live)"
    return "the rehearsal of the official sites (SITES=rehearsal); releases after the article are invented"


def _watch_over(children: list[Child], stopping: list[int], console: Console) -> int:
    while not stopping:
        dead = next((child for child in children if not child.alive), None)
        if dead is not None:
            console.print(f"[red]the {dead.name} stopped: {dead.last_words()} (whole log: {dead.log})[/]")
            if dead.name == "worker":
                _tell_of_worker(dead, console)
            return 1
        for child in children:
            cut_if_long(child.log)
        time.sleep(0.5)
    console.print("stopping …")
    return 0


def _tell_of_worker(worker: Child, console: Console) -> None:
    """At once and from here: no worker is left that could run a flow for it."""
    from flows.deliver import send_what_waits
    from flows.operate.tell import Told, Trouble, tell
    from flows.wiring import house

    try:
        home = house()
        tell(home, Told(Trouble.WORKER_DOWN, POOL, worker.last_words(), home.clock.now()))
        send_what_waits()
    except Exception as error:  # whatever keeps it from being told must not hide that it died
        console.print(f"[red]nobody could be told of it: {error}[/]")


@contextmanager
def _stop_signals() -> Iterator[list[int]]:
    received: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        received.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield received
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


# -- what an earlier serve left behind ------------------------------------------------------------------------------


def _remember(file: Path, children: list[Child]) -> None:
    rows = [{"pid": c.process.pid, "created": psutil.Process(c.process.pid).create_time()} for c in children]
    file.write_text(json.dumps(rows), encoding="utf-8")


def stop_leftovers(file: Path) -> None:
    """Stop the children of a serve that was killed. A process is ours only if its start time is the one we noted."""
    try:
        rows = [(int(row["pid"]), float(row["created"])) for row in json.loads(file.read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError, KeyError):
        return
    found: list[psutil.Process] = []
    for pid, created in rows:
        try:
            process = psutil.Process(pid)
            if abs(process.create_time() - created) < 0.01:
                found += [*process.children(recursive=True), process]
        except psutil.NoSuchProcess:
            continue
    for process in found:
        _quietly(process.terminate)
    _, stubborn = psutil.wait_procs(found, timeout=10)
    for process in stubborn:
        _quietly(process.kill)
    file.unlink(missing_ok=True)


def _quietly(act: Callable[[], None]) -> None:
    with suppress(psutil.NoSuchProcess):
        act()


def _release_orphaned_runs(console: Console) -> None:
    """Runs that were under way when the last worker died stay Running for ever and hold their deployment's only slot.

    No worker of ours is alive here, so they are marked as crashed; what they did is in the store and is not repeated.
    """
    from prefect.client.orchestration import get_client

    from flows.orphans import crash, under_way

    with get_client(sync_client=True) as client:
        runs = under_way(client)
        crash(client, runs, "the schedule server was stopped during this run")
    if runs:
        console.print(f"{len(runs)} runs that were under way when the server last stopped are marked as crashed")


# -- deployments ----------------------------------------------------------------------------------------------------


def _deploy(log: Path) -> None:
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / "prefect.yaml").is_file():
        raise StartError(f"prefect.yaml is not in {checkout}; `serve` needs the cloned repository")
    _prefect(["work-pool", "create", POOL, "--type", "process", "--overwrite"], log, checkout)
    _prefect(["--no-prompt", "deploy", "--all"], log, checkout)


def _declare_automations() -> None:
    from prefect.client.orchestration import get_client

    from flows.operate.automations import declare

    with get_client(sync_client=True) as client:
        declare(client)


def _prefect(arguments: list[str], log: Path, folder: Path) -> None:
    with log.open("ab") as sink:
        done = subprocess.run(  # noqa: S603 - our own interpreter, fixed arguments
            [sys.executable, "-m", "prefect", *arguments],
            cwd=folder,
            stdout=sink,
            stderr=sink,
            stdin=subprocess.DEVNULL,
            check=False,
        )
    if done.returncode:
        raise StartError(f"`prefect {' '.join(arguments)}` failed; its log: {log}")


@contextmanager
def _rehearsal(settings: Settings, data: Path) -> Iterator[None]:
    """The rehearsal inside this process; the worker's runs find it, and its clock, through the environment."""
    first = settings.rehearsal_day or story()[0].day
    started = datetime.now(UTC)
    minutes = settings.rehearsal_minutes_per_day or MINUTES_PER_REHEARSED_DAY
    clock = rehearsed(first, started, minutes)
    with Rehearsal(today=lambda: beijing_day(clock.now()), port=settings.rehearsal_port or 0) as rehearsal:
        apply_to_process(
            {
                "SITES": Sites.REHEARSAL.value,
                "MONITOR_DATA": str(data),
                "MONITOR_REHEARSAL_PORT": str(rehearsal.port),
                "MONITOR_REHEARSAL_DAY": first.isoformat(),
                "MONITOR_REHEARSAL_STARTED": started.isoformat(),
                "MONITOR_REHEARSAL_MINUTES_PER_DAY": str(minutes),
            }
        )
        yield
