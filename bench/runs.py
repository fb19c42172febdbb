"""What a run costs: what Prefect adds to a function, and what ours adds to an empty run.

    make bench-runs                     or: python -m bench.runs [--runs 20]

A bare Prefect server of its own, heartbeats off, as `make run` has it. `collect` looks at the columns of one rehearsed publisher that
have nothing new. Milliseconds a run, medians; processor time is that of the process that runs the flow, not of the server.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from flows.local_server import PrefectServer, free_port
from flows.settings import Settings, apply_to_process, prefect_environment
from flows.walk import without_heartbeats
from sources.rehearsal import Rehearsal

PUBLISHER = "nbs"
DAY = date(2026, 6, 1)


def milliseconds(work: Callable[[], object], runs: int) -> tuple[float, float]:
    """Medians of wall and processor time; the first run is not counted."""
    work()
    spent = []
    for _ in range(runs):
        wall, processor = time.perf_counter(), time.process_time()
        work()
        spent.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - processor)))
    return statistics.median(wall for wall, _ in spent), statistics.median(processor for _, processor in spent)


def ways() -> dict[str, Callable[[], object]]:
    """Imported late: Prefect reads its settings when it is imported."""
    from prefect import flow, task
    from prefect.cache_policies import NO_CACHE

    from flows.collect import Publisher, collect
    from flows.fetching import fetch_releases
    from flows.looking import look_at_columns
    from flows.reading import read_releases
    from flows.watch import watch
    from flows.wiring import house

    @task(cache_policy=NO_CACHE)
    def nothing() -> None: ...

    @flow(name="empty")
    def empty() -> None: ...

    @flow(name="three-tasks")
    def three_tasks() -> None:
        for _ in range(3):
            nothing()

    def without_prefect() -> None:
        home = house()
        look_at_columns(home, PUBLISHER)
        fetch_releases(home, PUBLISHER)
        read_releases(home, PUBLISHER)

    return {
        "a flow that does nothing": empty,
        "a flow of three tasks that do nothing": three_tasks,
        "collect, nothing new, without Prefect": without_prefect,
        "collect, nothing new": lambda: collect(Publisher(PUBLISHER)),
        "watch, nothing new": watch,
    }


def measured(runs: int) -> Table:
    table = Table("what runs", "wall ms", "processor ms", title=f"one run, the median of {runs}")
    for name, work in ways().items():
        wall, processor = milliseconds(work, runs)
        table.add_row(name, f"{wall:.0f}", f"{processor:.0f}")
    return table


def main() -> None:
    arguments = argparse.ArgumentParser(description="What a run costs.")
    arguments.add_argument("--runs", type=int, default=20)
    runs = arguments.parse_args().runs
    with tempfile.TemporaryDirectory() as folder, Rehearsal(day=DAY) as rehearsal:
        rehearsed = {
            "SITES": "rehearsal",
            "MONITOR_DATA": folder,
            "MONITOR_REHEARSAL_PORT": str(rehearsal.port),
            "MONITOR_REHEARSAL_DAY": DAY.isoformat(),
        }
        os.environ.update(rehearsed)
        port = free_port()
        quiet = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_TO_API_ENABLED": "false"}
        apply_to_process(prefect_environment(Settings(), api_url=f"http://127.0.0.1:{port}/api") | quiet)
        with PrefectServer(port, Path(folder) / "server.log", bare=True), without_heartbeats():
            Console(width=110, highlight=False).print(measured(runs))


if __name__ == "__main__":
    main()
