"""What filling in history costs, end to end: lists, pages, snapshots, reading, vintages, in the store.

    make bench-filling                  or: python -m bench.filling [--releases 100 1000 10000]

Beside it, on the same pages in the same run, what trafilatura needs for extracting the main text alone, where `make bench-peers`
has installed it: no fetching, no store, no figures. Processor seconds are of our process; the server of the pages has its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Table

from bench.releases_server import HOST, columns, day_of, path_of
from flows.clock import RealClock
from flows.operate.backfilling import asked_of, backfill
from flows.settings import Settings
from flows.spans import Span
from flows.wiring import House, house
from sources.catalogue import PublisherEntry

PEER = Path(__file__).parents[1] / ".venv-peers" / "bin" / "python"
PUBLISHER = "bench-office"


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float  # seconds
    processor: float  # seconds of our process
    megabytes: float  # most that it held
    stored: int  # bytes of the store
    vintages: int


def home_with(releases: int, port: int, folder: Path) -> House:
    """The house with one made-up office whose lists hold so many releases, at no pace."""
    entry = PublisherEntry.model_validate(
        {
            "id": PUBLISHER,
            "name_zh": "演练",
            "name_en": "Bench",
            "area": "ningbo",
            "hosts": [HOST],
            "spacing_seconds": 0,
            "columns": [
                {
                    "name": f"栏目{number}",
                    "url": f"http://{HOST}/col/col{number}/index.html",
                    "kind": "jpage_inline",
                    "confidence": "C",
                }
                for number in columns(releases)
            ],
        }
    )
    settings = Settings(
        sites="rehearsal", data=folder, rehearsal_port=port, rehearsal_day=date(2026, 6, 1), database_url=None
    )
    home = house(settings)
    return replace(home, clock=RealClock(), catalogue=replace(home.catalogue, publishers={PUBLISHER: entry}))


def measure(releases: int, port: int, show: Console) -> Cost:
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(releases, port, Path(folder))
        asked = asked_of(home, PUBLISHER, Span(day_of(0), day_of(releases)), notify=False)
        vintages = filled = 0
        wall, processor = time.perf_counter(), time.process_time()
        for progress in backfill(home, asked):
            assert not progress.step.problem, progress.step.problem
            vintages += progress.step.vintages
            filled += progress.step.release is not None
            if filled and filled % 1000 == 0:
                show.print(f"{filled} of {releases} releases, {time.perf_counter() - wall:.0f} s")
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        assert filled == releases, f"{filled} of {releases} releases were read"
        home.store.dispose()
        stored = sum(path.stat().st_size for path in Path(folder).glob("monitor.sqlite*"))
    return Cost(wall, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, stored, vintages)


def extraction(releases: int, port: int) -> float | None:
    """Processor seconds of the peer for all pages; None where it is not installed."""
    if not PEER.exists():
        return None
    urls = [f"http://127.0.0.1:{port}{path_of(number)}" for number in range(releases)]
    command = [str(PEER), str(Path(__file__).with_name("peer_extraction.py"))]
    done = subprocess.run(command, input=json.dumps({"urls": urls}), capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout)["seconds"])


@contextmanager
def served(releases: int) -> Iterator[int]:
    command = [sys.executable, "-m", "bench.releases_server", "--releases", str(releases)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def one(releases: int) -> Cost:
    """In a process of its own, so that memory is its own."""
    command = [sys.executable, "-m", "bench.filling", "--one", str(releases)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return Cost(**json.loads(done.stdout))


def compared(counts: list[int]) -> Table:
    table = Table(
        "releases", "wall s", "processor s", "ms a release", "extraction alone, peer: ms", "MB", "kB stored", "vintages"
    )
    for count in counts:
        cost = one(count)
        with served(count) as port:
            peer = extraction(count, port)
        extracted = "not installed" if peer is None else f"{1000 * peer / count:.1f}"
        numbers = (f"{cost.wall:.1f}", f"{cost.processor:.1f}", f"{1000 * cost.processor / count:.1f}", extracted)
        kept = (f"{cost.megabytes:.0f}", f"{cost.stored / count / 1000:.1f}", f"{cost.vintages:,}")
        table.add_row(f"{count:,}", *numbers, *kept)
    table.caption = "ms and kB a release; processor time"
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--releases", type=int, nargs="+", default=[100, 1000, 10_000])
    parser.add_argument("--one", type=int)
    given = parser.parse_args()
    if given.one:
        with served(given.one) as at:
            told = measure(given.one, at, Console(stderr=True))
        json.dump({name: getattr(told, name) for name in Cost.__slots__}, sys.stdout)
    else:
        Console(width=110, highlight=False).print(compared(given.releases))
