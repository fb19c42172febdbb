"""What polling unchanged list pages costs, beside urlwatch, webchanges and changedetection.io, in the same run and from one server.

    make bench-polling                  or: python -m bench.polling [--pages 200 1000] [--runs 5]

`fetch and compare`: every page asked for and its hash compared, nothing kept. `look`: the same with a visit a column in the store, as a
program calls it. `flow`: the flow `collect` around it, on a Prefect server of its own. Peers stand beside them where
`make bench-peers` has installed them. Seconds are medians of some runs, without start-up; each way has a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from bench.lists_server import HOST, ROWS
from flows.clock import RealClock
from flows.local_server import PrefectServer, free_port
from flows.settings import Settings, apply_to_process, prefect_environment
from flows.walk import without_heartbeats
from flows.wiring import House, house
from sources.catalogue import PublisherEntry
from sources.fetch import NotModified, Validators
from sources.publishers import Office
from sources.releases import VisitOutcome
from sources.walk import retrace, walk

_HOUSE, _HERE = Path(__file__).parents[1], Path(__file__).parent
PEERS = {  # each in its own environment, with a script that takes the addresses and tells what they cost
    "urlwatch": (_HOUSE / ".venv-peers" / "bin" / "python", _HERE / "peer_polling.py"),
    "webchanges": (_HOUSE / ".venv-watchers" / "bin" / "python", _HERE / "peer_webchanges.py"),
    "changedetection.io": (_HOUSE / ".venv-watchers" / "bin" / "python", _HERE / "peer_changedetection.py"),
}
PUBLISHER = "nbs"  # whose name the flow knows; its columns here are invented
FIRST = "first look"
WAYS = ("fetch and compare", "look", "flow")


@dataclass(frozen=True)
class Cost:
    wall: float  # seconds
    processor: float  # seconds of all threads
    megabytes: float  # most that the process held


def column(number: int, scheme: str = "http") -> str:
    return f"{scheme}://{HOST}/col/col{number}/index.html"


def home_with(pages: int, port: int, folder: Path) -> House:
    """The house with a catalogue of so many columns of one host, at no pace."""
    entry = PublisherEntry.model_validate(
        {
            "id": PUBLISHER,
            "name_zh": "演练",
            "name_en": "Bench",
            "area": "china",
            "hosts": [HOST],
            "spacing_seconds": 0,
            "columns": [
                {"name": f"栏目{n}", "url": column(n), "kind": "jpage_inline", "confidence": "C"} for n in range(pages)
            ],
        }
    )
    settings = Settings(
        sites="rehearsal", data=folder, rehearsal_port=port, rehearsal_day=date(2026, 6, 1), database_url=None
    )
    home = house(settings)
    return replace(home, clock=RealClock(), catalogue=replace(home.catalogue, publishers={PUBLISHER: entry}))


# -- the ways -----------------------------------------------------------------------------------------------------------


def comparing(home: House) -> Callable[[], None]:
    """Every page asked for with what was noted of it, and its hash compared."""
    office = Office(home.catalogue.publishers[PUBLISHER])
    with home.fetcher() as fetcher:
        seen = [walk(office, one, lambda url, back: fetcher.get(url, referer=back)) for one in office.entry.listings()]
    assert all(len(sighting.refs) == ROWS for sighting in seen)
    trails = [(sighting.trail, one) for sighting, one in zip(seen, office.entry.listings(), strict=True)]

    def compare() -> None:
        with home.fetcher() as fetcher:
            for trail, one in trails:
                (step,) = trail.steps

                def hash_of(url: str, referer: str, etag: str | None = step.etag, known: str = step.sha256) -> str:
                    answer = fetcher.fetch(url, referer=referer, validators=Validators(etag))
                    return known if isinstance(answer, NotModified) else answer.sha256

                assert retrace(trail, one, hash_of)

    return compare


def looking(home: House) -> Callable[[], None]:
    from flows.looking import look_at_columns

    def look() -> None:
        visits = look_at_columns(home, PUBLISHER)
        assert len(visits) == len(home.catalogue.publishers[PUBLISHER].columns)
        failed = [visit.evidence for visit in visits if not visit.outcome.could_look]
        assert not failed, failed[0]

    return look


@contextmanager
def _flow(home: House, folder: Path) -> Iterator[Callable[[], None]]:
    port = free_port()
    quiet = {"PREFECT_LOGGING_LEVEL": "CRITICAL", "PREFECT_LOGGING_TO_API_ENABLED": "false"}
    apply_to_process(prefect_environment(home.settings, api_url=f"http://127.0.0.1:{port}/api") | quiet)
    with PrefectServer(port, folder / "server.log", bare=True), without_heartbeats():
        from flows import collect

        collect.house = lambda: home  # type: ignore[assignment]
        # what the first look found is not fetched here
        collect.anything_to_ask_for = lambda home, publisher: False
        collect.anything_to_read = lambda home, publisher: False
        yield lambda: _collected(collect.collect(collect.Publisher(PUBLISHER)))


def _collected(answer: object) -> None:
    from flows.collect import Collected

    assert isinstance(answer, Collected)
    assert {visit.outcome for visit in answer.visits} == {VisitOutcome.UNCHANGED}


@contextmanager
def way(name: str, home: House, folder: Path) -> Iterator[Callable[[], None]]:
    match name:
        case "fetch and compare":
            yield comparing(home)
        case "look":
            yield looking(home)
        case _:
            with _flow(home, folder) as flow:
                yield flow


@contextmanager
def _after_first_look(name: str, pages: int, port: int, folder: Path) -> Iterator[Callable[[], None]]:
    """A look with nothing new is what is measured, also in memory: the store is made, and the lists are first read, by another process."""
    first = [sys.executable, "-m", "bench.polling", "--one", FIRST, "--folder", str(folder)]
    subprocess.run([*first, "--port", str(port), "--pages", str(pages)], check=True)
    with way(name, home_with(pages, port, folder), folder) as poll:
        yield poll


def measure(name: str, pages: int, port: int, runs: int) -> None:
    """One way in this process; its cost as JSON on standard output."""
    with tempfile.TemporaryDirectory() as folder, _after_first_look(name, pages, port, Path(folder)) as poll:
        poll()
        costs = []
        for _ in range(runs):
            wall, processor = time.perf_counter(), time.process_time()
            poll()
            costs.append((time.perf_counter() - wall, time.process_time() - processor))
    json.dump({"runs": costs, "kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss}, sys.stdout)


# -- side by side -------------------------------------------------------------------------------------------------------


def cost_of(name: str, pages: int, port: int, runs: int) -> Cost | None:
    """One way in a process of its own; None where the peer is not installed."""
    command, task = [sys.executable, "-m", "bench.polling", "--one", name], ""
    command += ["--port", str(port), "--pages", str(pages), "--runs", str(runs)]
    if name in PEERS:
        python, script = PEERS[name]
        if not python.exists():
            return None
        command = [str(python), "-W", "ignore", str(script)]
        urls = [column(n).replace(HOST, f"127.0.0.1:{port}") for n in range(pages)]
        task = json.dumps({"urls": urls, "runs": runs})
    done = subprocess.run(command, input=task, capture_output=True, text=True, check=False, env=os.environ)
    if done.returncode:
        raise SystemExit(f"{name} failed: {done.stderr[-2000:]}")
    told = json.loads(done.stdout.splitlines()[-1])
    return Cost(median(w for w, _ in told["runs"]), median(p for _, p in told["runs"]), told["kilobytes"] / 1024)


@contextmanager
def lists(etag: bool) -> Iterator[int]:
    command = [sys.executable, "-m", "bench.lists_server", *(["--etag"] if etag else [])]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        yield int(server.stdout.readline())
    finally:
        server.terminate()
        server.wait()


def compared(pages: Sequence[int], runs: int, console: Console) -> Table:
    table = Table("pages", "ETag", "way", "wall s", "processor s", "of the best peer: wall", "processor", "MB")
    for count in pages:
        for etag in (False, True):
            with lists(etag) as port:
                costs = {name: cost_of(name, count, port, runs) for name in (*WAYS, *PEERS)}
            best = [cost for name, cost in costs.items() if name in PEERS and cost is not None]
            for name, cost in costs.items():
                where = (str(count), "yes" if etag else "no", name)
                if cost is None:
                    table.add_row(*where, "not installed")
                    continue
                numbers = (f"{cost.wall:.2f}", f"{cost.processor:.2f}", *_shares(cost, best), f"{cost.megabytes:.0f}")
                table.add_row(*where, *numbers)
            table.add_section()
            told = ", ".join(f"{name} {c.wall:.2f}/{c.processor:.2f} s" for name, c in costs.items() if c is not None)
            console.print(f"{count} pages, {'with' if etag else 'without'} ETag: {told}", soft_wrap=True)
    return table


def _shares(own: Cost, peers: Sequence[Cost]) -> tuple[str, str]:
    """Of the lowest wall and the lowest processor time of any peer; empty where there is none."""
    if not peers:
        return "", ""
    wall, processor = min(peer.wall for peer in peers), min(peer.processor for peer in peers)
    return f"{own.wall / wall:.2f}", f"{own.processor / processor:.2f}"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--one", choices=(*WAYS, FIRST))
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--port", type=int, default=0)
    given = parser.parse_args()
    if given.one == FIRST:
        looking(home_with(given.pages[0], given.port, given.folder))()
    elif given.one:
        measure(given.one, given.pages[0], given.port, given.runs)
    else:
        console = Console(width=110, highlight=False)
        console.print(compared(given.pages, given.runs, console))
