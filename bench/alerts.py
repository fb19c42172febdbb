"""What alerts cost: many rules over many series, one look at a large store, and the time until somebody is told.

    make bench-alerts       or: python -m bench.alerts [--series 10000] [--vintages 1000000] [--database sqlite|postgresql]

Every figure is made up (`bench/stored.py`), the same in each run; what judges, stores and sends is the real code, called
without Prefect and without the schedule. Wall seconds beside processor seconds of this process: on a busy machine wall
tells of the neighbours. PostgreSQL's own processes are not in the processor seconds; it keeps its usual settings (fsync on).
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

import psutil
import yaml
from rich.console import Console
from rich.table import Table

from alerts import rulebook as rulebooks
from alerts.lifecycle import State
from alerts.message import NOWHERE
from alerts.receivers import Receiver, Receivers
from bench.stored import MadeUp, databases, months, noon, opened, publish, store_at_once
from flows.clock import RealClock, StoppedClock
from flows.judge import DAYS, VINTAGES, judge_all
from flows.sending import send_what_waits
from flows.settings import Settings
from flows.wiring import House, house
from sources.catalogue import Series
from sources.series import Cadence, Measure, ReferencePeriod, Unit
from store import alert_states, cursors
from store.database import Engine, read_only, unit_of_work

PROGRESS = Console(stderr=True, width=200)  # the whole takes long: what is done is told at once
KINDS = ("sqlite", "postgresql")
IVA = "ningbo-iva-above-scale-growth-cumulative"  # what the looks and the messages are about
DAY = date(2026, 6, 22)
DESK = Receivers({"desk": Receiver(name="desk", url="console://")})
RELEASES = 40
RULES: tuple[dict[str, Any], ...] = (
    *({"below": f"{limit} %"} for limit in (0, 1, 2, 3, 4, "4.5")),
    *({"lower_than": "previous", "by": f"0.{n} pp"} for n in range(1, 9)),
    *({"lower_than": "year_before", "by": f"{n} pp"} for n in range(1, 5)),
    *({"falls_in_a_row": n} for n in (2, 3)),
)


@dataclass(frozen=True, slots=True)
class Spent:
    wall: float
    processor: float


def spent(work: Callable[[], object]) -> Spent:
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return Spent(time.perf_counter() - wall, time.process_time() - processor)


def home_on(engine: Engine, folder: Path, day: date = DAY) -> House:
    """The house with its real catalogue and rules, on a store of made-up figures."""
    built = house(Settings(sites="live", data=folder, database_url=None, rules=None, receivers=None))
    return replace(built, store=engine, clock=StoppedClock(noon(day)), receivers=DESK)


def judged_until(engine: Engine, position: int, day: date = DAY) -> None:
    """As if everything so far had been judged."""
    with unit_of_work(engine) as session:
        for name, reached in ((VINTAGES, position), (DAYS, day.toordinal())):
            cursors.move(session, name, cursors.load(session, name), reached)


# -- many rules over many series --------------------------------------------------------------------------------------


def names(count: int) -> list[str]:
    return [f"made-up-{number:05d}" for number in range(count)]


def with_rules(home: House, count: int, folder: Path) -> House:
    """Twenty rules for each of `count` made-up series, read from a file as a user's are."""
    series = {
        name: Series(
            name, "规模以上工业增加值", "ningbo", Measure.GROWTH, ("yoy",), Unit.PCT, Cadence.MONTH, None, None, None
        )
        for name in names(count)
    }
    rules = [
        {
            "id": f"rule-{n}",
            "series": ["made-up-*"],
            "when": when,
            "why": {"zh": "为测量而虚构", "en": "made up for measuring"},
        }
        for n, when in enumerate(RULES)
    ]
    path = folder / "rules.yaml"
    path.write_text(yaml.safe_dump({"rules": rules}, allow_unicode=True), encoding="utf-8")
    catalogue = replace(home.catalogue, series={**home.catalogue.series, **series})
    return replace(home, catalogue=catalogue, rulebook=rulebooks.load(catalogue, home.baseline, path))


def values(count: int, firing: int, when: Sequence[tuple[ReferencePeriod, int]]) -> Iterator[MadeUp]:
    """Falling by a point a month where all twenty rules fire, rising where none does. `firing` per cent, evenly spread."""
    for period, month in when:
        for number, name in enumerate(names(count)):
            falls = number * firing // 100 != (number + 1) * firing // 100
            yield MadeUp(name, period, Decimal(-month) if falls else Decimal(50 + month) / 10)


def rounds(url: str, count: int, firing: int, folder: Path) -> list[tuple[str, Spent, int]]:
    """Judged, started anew with nothing new, and judged again a month later: what was spent, and how many messages."""
    engine = opened(url)
    home = with_rules(home_on(engine, folder), count, folder)
    before = [(ReferencePeriod.months(2025, m, m), 0) for m in (5, 6)]
    before += [(period, n) for n, period in enumerate(months(date(2026, 2, 1), 3))]
    judged_until(engine, store_at_once(engine, values(count, firing, before), noon(date(2026, 5, 20))))
    expected = sum(1 for one in values(count, firing, [(before[0][0], 9)]) if one.value < 0) * len(RULES)
    told: list[tuple[str, Spent, int]] = []

    def judge(name: str, home: House, transitions: int) -> None:
        found: list[Any] = []
        cost = spent(lambda: found.append(judge_all(home)))
        if len(found[0].transitions) != transitions or firing_of(home.store) != expected:
            raise AssertionError(f"{name}: {len(found[0].transitions)} transitions, {transitions} were expected")
        told.append((name, cost, found[0].promised))
        PROGRESS.print(f"{count} series, {firing} % firing, {name}: {cost}, {found[0].promised} messages")

    store_at_once(engine, values(count, firing, [(ReferencePeriod.months(2026, 5, 5), 5)]), noon(DAY))
    judge("first month", home, expected)
    engine.dispose()
    home = replace(home, store=opened(url))
    judge("restarted, nothing new", home, 0)
    later = DAY + timedelta(days=30)
    store_at_once(home.store, values(count, firing, [(ReferencePeriod.months(2026, 6, 6), 6)]), noon(later))
    home = replace(home, clock=StoppedClock(noon(later)))
    judge("next month", home, 0)
    home.store.dispose()
    return told


def firing_of(engine: Engine) -> int:
    with read_only(engine) as session:
        return len(alert_states.in_state(session, State.FIRING))


def many(urls: Iterator[str], kind: str, told: argparse.Namespace, folder: Path) -> Table:
    title = f"{len(RULES)} rules a series, {kind}"
    table = Table(
        "series", "firing", "round", "wall s", "processor s", "µs a rule and series", "messages", "RSS MB", title=title
    )
    for count in sorted({max(told.series // 10, 100), told.series}):
        for firing in told.firing:
            for name, cost, messages in rounds(next(urls), count, firing, folder):
                each = "" if "nothing" in name else f"{cost.processor / count / len(RULES) * 1e6:,.0f}"
                memory = f"{psutil.Process().memory_info().rss / 1e6:,.0f}"
                times = (f"{cost.wall:.2f}", f"{cost.processor:.2f}")
                table.add_row(f"{count:,}", f"{firing} %", name, *times, each, f"{messages:,}", memory)
    return table


# -- one look at a large store ----------------------------------------------------------------------------------------


def past(vintages: int) -> Iterator[MadeUp]:
    """That many figures, a hundred months of each series."""
    periods = months(date(2018, 1, 1), 100)
    for number in range(vintages):
        yield MadeUp(f"past-{number // 100:05d}", periods[number % 100], Decimal(number % 97) / 10)


def growth_of(n: int) -> MadeUp:
    """January to some month, later each time, now below the rule's limit and now above it: each is told."""
    year, month = 2026 + (n + 3) // 11, (n + 3) % 11 + 2  # the first one is January to May 2026
    return MadeUp(IVA, ReferencePeriod.months(year, 1, month), Decimal("8.9" if n % 2 else "8.1"))


def looks(urls: Iterator[str], kind: str, told: argparse.Namespace, folder: Path) -> Table:
    table = Table(
        "vintages stored", "wall ms, median", "wall ms, worst", "processor ms, median", title=f"one look, {kind}"
    )
    for vintages in (n for n in (1_000, 100_000, 1_000_000) if n <= told.vintages):
        engine = opened(next(urls))
        judged_until(engine, store_at_once(engine, past(vintages), noon(date(2026, 5, 20))))
        home = home_on(engine, folder)
        costs = []
        for n in range(21):
            publish(engine, f"new-{n}", growth_of(n), noon(DAY) + timedelta(seconds=n))
            costs.append(spent(partial(judge_all, home)))
        del costs[0]  # the first one opens connections and compiles queries
        PROGRESS.print(f"{vintages} vintages: {costs}")
        walls, processors = [c.wall * 1e3 for c in costs], [c.processor * 1e3 for c in costs]
        middle = statistics.median
        table.add_row(f"{vintages:,}", f"{middle(walls):.1f}", f"{max(walls):.1f}", f"{middle(processors):.1f}")
        engine.dispose()
    return table


# -- from a stored release to the message -----------------------------------------------------------------------------


class Webhook(ThreadingHTTPServer):
    """Takes every message, and knows when it came."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.came: list[float] = []
        Thread(target=self.serve_forever, daemon=True).start()


class _Answer(BaseHTTPRequestHandler):
    server: Webhook

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.came.append(time.perf_counter())
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def until_told(urls: Iterator[str], kind: str, folder: Path) -> Table:
    """Release after release: stored, judged, sent. Schedule and Prefect left out."""
    engine, hook = opened(next(urls)), Webhook()
    url = f"json://127.0.0.1:{hook.server_address[1]}/"
    home = replace(home_on(engine, folder), clock=RealClock())
    home = replace(home, receivers=Receivers({"hook": Receiver(name="hook", url=url)}))
    judge_all(home)
    waits, processors = [], []
    for n in range(RELEASES + 1):
        publish(engine, f"new-{n}", growth_of(n), datetime.now(UTC))
        came, stored = len(hook.came), time.perf_counter()
        cost = spent(lambda: (judge_all(home), send_what_waits(home, NOWHERE)))
        if len(hook.came) != came + 1:
            raise AssertionError(f"release {n}: {len(hook.came) - came} messages, one was expected")
        waits.append((hook.came[-1] - stored) * 1e3)
        processors.append(cost.processor * 1e3)
    hook.shutdown()
    hook.server_close()
    engine.dispose()
    table = Table("", "p50 ms", "p95 ms", "worst ms", title=f"stored release to message, {RELEASES} releases, {kind}")
    table.add_row("wall, first one left out", *_spread(waits[1:]))
    table.add_row("processor, judged and sent", *_spread(processors[1:]))
    return table


def _spread(found: Sequence[float]) -> tuple[str, str, str]:
    cuts = statistics.quantiles(found, n=20, method="inclusive")
    return f"{cuts[9]:.0f}", f"{cuts[18]:.0f}", f"{max(found):.0f}"


def main() -> None:
    arguments = argparse.ArgumentParser(description="What alerts cost.")
    arguments.add_argument("--series", type=int, default=10_000)
    arguments.add_argument("--firing", type=int, nargs="*", default=[0, 1, 50], help="per cent")
    arguments.add_argument("--vintages", type=int, default=1_000_000, help="at most")
    arguments.add_argument("--database", choices=KINDS, action="append")
    arguments.add_argument("--only", choices=["many", "looks", "told"], action="append")
    told = arguments.parse_args()
    console, parts = Console(width=120), told.only or ["told", "looks", "many"]
    for kind in told.database or KINDS:
        with TemporaryDirectory(prefix="bench-alerts-") as name, databases(kind, Path(name)) as urls:
            load = "/".join(f"{one:.1f}" for one in psutil.getloadavg())
            console.print(f"{kind}, {psutil.cpu_count()} processors, load {load}, figures made up")
            if "told" in parts:
                console.print(until_told(urls, kind, Path(name)))
            if "looks" in parts:
                console.print(looks(urls, kind, told, Path(name)))
            if "many" in parts:
                console.print(many(urls, kind, told, Path(name)))


if __name__ == "__main__":
    main()
