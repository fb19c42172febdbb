"""Eight weeks of the schedule in fast time, as `make serve` runs it: `python -m bench.soak`.

A simulated day is `--seconds` long. The sites, the store and all that is judged live by the rehearsal's clock. Prefect knows no clock
but the world's, so its rows are made a day older at the end of each day; its own vacuum then finds them as it would find them
after that time. A real day has some 450 runs, a simulated one a few: what grows by the run is told by the run.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import prefect_side
from bench.machines import clear_environment, healthy, wait_for
from bench.soaking import ROWS, Sample, Watched, flat, rows_of, table
from flows.local_server import free_port

WEEK = 7
SECONDS_PER_DAY = 86_400
FIRST = "2026-05-17"  # the eve of the first invented releases
# Seconds from run to run: what two cores can start, some eight a minute.
SCHEDULE = {"watch": 30, "deliver": 30, "status": 240, "tidy": 200, "report": 600}
COLLECT = 240
PREFECT = {
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(WEEK * SECONDS_PER_DAY),  # as Prefect keeps events
    "PREFECT_SERVER_SERVICES_DB_VACUUM_LOOP_SECONDS": "20",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ORPHAN_CLEANUP_LOOP_SECONDS": "60",
    "PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT2M",
    "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "20",
}
_OLDER = {"flow_run": "end_time", "events": "occurred", "event_resources": "occurred"}


@dataclass(frozen=True, slots=True)
class Plan:
    days: int
    seconds: float
    folder: Path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=8 * WEEK)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--folder", type=Path, default=None, help="kept; default: one that is thrown away")
    given = parser.parse_args()
    clear_environment()
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-")))
        samples, growth = soak(Plan(given.days, given.seconds, folder))
    print(table(samples))
    print("\n".join(f"our store, {name}: {count:+} rows after the first week" for name, count in growth if count))
    grown = flat(samples)
    print("\n".join(grown) if grown else "flat after the first week")
    return bool(grown)


def soak(plan: Plan) -> tuple[list[Sample], list[tuple[str, int]]]:
    """One sample a day, and which of our tables grew after the first week."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    samples: list[Sample] = []
    with _serving(plan) as watched:
        begin, first_week, owed = time.monotonic(), rows_of(watched.store), 0.0
        for day in range(1, plan.days + 1):
            time.sleep(max(begin + day * plan.seconds - time.monotonic(), 0))
            samples.append(watched.sample())
            owed = _older(watched.prefect, owed + SECONDS_PER_DAY - plan.seconds)
            if day == WEEK:
                first_week = rows_of(watched.store)
            print(f"day {day}: {samples[-1]}", flush=True)
        after = rows_of(watched.store)
    return samples, [(name, after[name] - first_week[name]) for name in ROWS]


@contextmanager
def _serving(plan: Plan) -> Iterator[Watched]:
    """`make serve` of the rehearsal, on the schedule of fast days."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/api"
    ours = {"SITES": "rehearsal", "MONITOR_DATA": str(plan.folder / "data"), "MONITOR_PORT": str(port)}
    ours |= {"MONITOR_REHEARSAL_DAY": FIRST, "MONITOR_REHEARSAL_MINUTES_PER_DAY": str(plan.seconds / 60)}
    environment = {**os.environ, **ours, **PREFECT}
    with (plan.folder / "serve.log").open("ab") as log:
        serve = subprocess.Popen(
            [sys.executable, "-c", "from flows.cli import main; main()", "serve"],
            stdout=log,
            stderr=log,
            env=environment,
        )
    try:
        noted = plan.folder / "data" / "serve.json"
        wait_for("serve", lambda: serve.poll() is not None or (healthy(url)() and noted.is_file()), 900)
        if serve.poll() is not None:
            raise RuntimeError(f"serve ended: {(plan.folder / 'serve.log').read_text(encoding='utf-8')[-500:]}")
        prefect_side.hasten(url, _seconds_of)
        yield Watched(serve.pid, plan.folder / "data")
    finally:
        serve.terminate()
        serve.wait(60)


def _seconds_of(name: str, tags: Sequence[str]) -> int | None:
    return COLLECT if "collect" in tags else SCHEDULE.get(name)


def _older(database: Path, seconds: float) -> float:
    """Make Prefect's rows so much older, at once or, while it is busy, tomorrow: the seconds that are left to do."""
    try:
        with closing(sqlite3.connect(database, timeout=5)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            for name, column in _OLDER.items():
                older = f"strftime('%Y-%m-%d %H:%M:%f', {column}, '-{seconds:.0f} seconds')"
                connection.execute(f"UPDATE {name} SET {column} = {older} WHERE {column} IS NOT NULL")
    except sqlite3.OperationalError:
        return seconds
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
