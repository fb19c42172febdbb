"""Two API servers, services apart, two workers, PostgreSQL and Redis, real processes: `python -m bench.scale_out`.

A worker and an API server are killed on the way. At the end the store must be what one quiet run over the same days
leaves, and every message must have arrived. Each worker asks an API server of its own; no front is needed.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from bench import prefect_side
from bench.hook import Hook, RequestLog
from bench.machines import (
    Machine,
    MissingError,
    clear_environment,
    healthy,
    of_the_compose_file,
    redis,
    run,
    up,
    wait_for,
)
from bench.outcome import blind_looks, not_sent, outcome, posts_promised
from bench.quiet_walk import days_from, evening, walk_through
from bench.system_postgres import postgres, programs
from flows.clock import beijing_day, rehearsed
from flows.local_server import free_port
from flows.settings import Settings, Sites, read_settings
from sources.catalogue import load as load_catalogue
from sources.rehearsal import Rehearsal

FIRST = date(
    2026, 7, 20
)  # before releases of the province, the city and the ministry; a notice is edited, a value revised
PACE = 0.15  # of each host's spacing
BEATS = 30  # seconds between heartbeats, the fewest that Prefect takes
WORKER = ["prefect", "worker", "start", "--pool", "ningbo-monitor", "--type", "process", "--limit", "3"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, over how many days, and whether anything is killed."""

    minutes: float
    days: int
    kills: bool
    folder: Path

    @property
    def last(self) -> date:
        """The evening after the last played one, on which what was left half done must be finished."""
        return FIRST + timedelta(days=self.days + 1)


@dataclass(slots=True)
class Found:
    """What the run showed; `wrong` is empty where everything held."""

    lines: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        self.lines.append(line)
        print(line, flush=True)

    def must(self, holds: bool, line: str) -> None:
        self.say(f"{'ok ' if holds else 'NOT'} {line}")
        if not holds:
            self.wrong.append(line)


def missing() -> str:
    """What must be installed first, in words; empty where nothing is missing."""
    if importlib.util.find_spec("prefect_redis") is None:
        return "prefect-redis is not installed: pip install 'ningbo-monitor[scale]'"
    try:
        programs()
        with tempfile.TemporaryDirectory() as folder, redis(Path(folder)):
            return ""
    except MissingError as error:
        return str(error)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--days", type=int, default=9)
    parser.add_argument("--no-kills", action="store_true")
    parser.add_argument("--folder", type=Path, default=None, help="kept; default: one that is thrown away")
    given = parser.parse_args()
    if lacking := missing():
        print(f"cannot be measured: {lacking}")
        return 2
    clear_environment()
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scale-")))
        found = measure(Plan(given.minutes, given.days, not given.no_kills, folder))
    print("everything held" if not found.wrong else f"{len(found.wrong)} did not hold")
    return bool(found.wrong)


def measure(plan: Plan) -> Found:
    found = Found()
    plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        hook, quiet_hook = stack.enter_context(Hook()), stack.enter_context(Hook())
        rehearsal, log = stack.enter_context(Rehearsal(day=FIRST)), RequestLog()
        walked = _settings(plan, rehearsal, quiet_hook, server.create("quiet"))
        walk_through(evening(walked, FIRST))
        told_before = quiet_hook.posts.total()
        evening(walked, FIRST).store.dispose()
        settings = _settings(plan, rehearsal, hook, server.create("busy", "quiet"))
        for day in days_from(FIRST, plan.last)[1:]:
            rehearsal.day = day
            walk_through(evening(walked, day))
        found.say(
            f"the quiet run walked through {len(days_from(FIRST, plan.last))} evenings, {quiet_hook.posts.total()} posts"
        )
        rehearsal.day = FIRST
        rehearsal.requests = log
        addresses = (server.create("prefect"), stack.enter_context(redis(plan.folder / "redis")))
        _Service(plan, found, settings, addresses).play(rehearsal)
        _judge_spacing(found, log)
        rehearsal._today = None
        rehearsal.day = plan.last
        home = evening(settings, plan.last)
        walk_through(home)
        _compare(found, home, evening(walked, plan.last))
        _judge_messages(found, home, hook, (2 if plan.kills else 0, told_before))
    return found


def _settings(plan: Plan, rehearsal: Rehearsal, hook: Hook, database: str) -> Settings:
    """A desk that hears of figures and an operator who hears of the watcher, both at the hook."""
    url = f"json://127.0.0.1:{hook.port}"
    named = [
        {"name": "desk", "url": f"{url}/desk", "language": "en", "picture": False},
        {"name": "operator", "url": f"{url}/operator", "language": "en", "routes": [{"about": "watching"}]},
        {
            "name": "trial",
            "url": f"{url}/trial",
            "language": "en",
            "routes": [{"about": "figures", "publishers": ["zhejiang-jx"], "severity": "critical"}],
        },
    ]
    file = plan.folder / f"receivers-{hook.port}.yaml"
    file.write_text(yaml.safe_dump({"receivers": named}), encoding="utf-8")
    return read_settings(
        sites=Sites.REHEARSAL,
        data=plan.folder / "here",
        database_url=database,
        receivers=file,
        rehearsal_port=rehearsal.port,
        rehearsal_day=FIRST,
    )


class _Service:
    """The whole of deploy/compose.scale-out.yaml as processes: played through the days, with its deaths."""

    def __init__(self, plan: Plan, found: Found, settings: Settings, addresses: tuple[str, int]) -> None:
        self._plan, self._found, self._settings = plan, found, settings
        self._server = {
            **of_the_compose_file(addresses[1], addresses[0]),
            "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(BEATS),
        }
        self._server |= {"PREFECT_SERVER_SERVICES_SCHEDULER_MIN_SCHEDULED_TIME": "PT2M"}
        self._server |= {"PREFECT_SERVER_CONCURRENCY_INITIAL_DEPLOYMENT_LEASE_DURATION": "60"}
        self._server |= {"PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "20"}
        ports = (free_port(), free_port())
        self._urls = [f"http://127.0.0.1:{port}/api" for port in ports]
        self._apis = [
            self._machine(f"api-{n}", ["prefect", "server", "start", "--no-services", "--no-ui", "--port", str(p)])
            for n, p in enumerate(ports)
        ]
        self._services = self._machine("services", ["prefect", "server", "services", "start"])
        self._workers: list[Machine] = []

    def play(self, rehearsal: Rehearsal) -> None:
        try:
            self._start(rehearsal)
            self._through_the_days()
            self._wait_for_the_last()
        finally:
            for machine in (*self._workers, self._services, *self._apis):
                machine.stop()

    def _machine(self, name: str, arguments: list[str]) -> Machine:
        return Machine(name, arguments, self._plan.folder / name, self._server)

    def _start(self, rehearsal: Rehearsal) -> None:
        run(["prefect", "server", "database", "upgrade", "--yes"], self._plan.folder / "upgrade", self._server)
        for machine, url in zip(self._apis, self._urls, strict=True):  # the first one fills an empty database alone
            machine.start()
            wait_for(url, up(machine, url))
        self._services.start()
        asked = {**self._server, "PREFECT_API_URL": self._urls[0]}
        prefect_side.deploy(self._plan.folder / "deploy", asked)
        minutes = self._plan.minutes / self._plan.days
        started = datetime.now(UTC)
        clock = rehearsed(FIRST, started, minutes)
        rehearsal._today = lambda: min(beijing_day(clock.now()), self._plan.last - timedelta(days=1))
        told = {
            "SITES": "rehearsal",
            "MONITOR_REHEARSAL_PORT": str(rehearsal.port),
            "MONITOR_REHEARSAL_DAY": str(FIRST),
        }
        told |= {"MONITOR_REHEARSAL_STARTED": started.isoformat(), "MONITOR_REHEARSAL_MINUTES_PER_DAY": str(minutes)}
        told |= {"MONITOR_REHEARSAL_PACE": str(PACE), "MONITOR_RECEIVERS": str(self._settings.receivers)}
        told |= {"MONITOR_DATABASE_URL": self._settings.url_of_store, "PREFECT_WORKER_QUERY_SECONDS": "3"}
        told |= {"PREFECT_FLOWS_HEARTBEAT_FREQUENCY": str(BEATS)}
        for name, url in zip("ab", self._urls, strict=True):
            folder = self._plan.folder / f"worker-{name}"
            own = {**told, "MONITOR_DATA": str(folder / "data"), "PREFECT_API_URL": url}
            self._workers.append(Machine(f"worker-{name}", [*WORKER, "--name", f"worker-{name}"], folder, own))
            self._workers[-1].start()
        self._found.say(f"two API servers, services, two workers run; a day every {minutes * 60:.0f} s")

    def _through_the_days(self) -> None:
        end = time.monotonic() + self._plan.minutes * 60
        if self._plan.kills:
            time.sleep(self._plan.minutes * 60 * 0.25)
            self._kill_a_worker()
            time.sleep(self._plan.minutes * 60 * 0.2)
            self._kill_an_api_server()
        while time.monotonic() < end:
            time.sleep(1)

    def _kill_a_worker(self) -> None:
        """In the middle of collecting, with every run that it had."""
        worker, url = self._workers[0], self._urls[1]
        with prefect_side.at(url):
            wait_for("a run of collect on the worker", lambda: prefect_side.collects_on(worker.children()), 180)
            worker_runs = prefect_side.under_way_on(worker.children())
            worker.kill()
        self._lost = worker_runs
        self._found.say(f"worker-a killed with {len(worker_runs)} runs: {', '.join(sorted(worker_runs.values()))}")
        time.sleep(10)
        worker.start()
        self._found.say("worker-a is up again")

    def _kill_an_api_server(self) -> None:
        self._apis[1].kill()
        self._found.say("api-1, which worker-b asks, killed")
        time.sleep(10)
        self._apis[1].start()
        wait_for(self._urls[1], healthy(self._urls[1]))
        self._found.say("api-1 is up again")

    def _wait_for_the_last(self) -> None:
        """No new runs; those that lost their worker must be found without anybody's help."""
        with prefect_side.at(self._urls[0]):
            prefect_side.pause_everything()
            self._settle()
            for name, count in prefect_side.states():
                self._found.say(f"    {name}: {count}")
            if self._plan.kills:
                states = prefect_side.states_of(self._lost)
                self._found.must(
                    all(s == "CRASHED" for s in states), f"runs that died with their worker are found: {states}"
                )

    def _settle(self) -> None:
        try:
            wait_for("the last runs", lambda: not prefect_side.under_way(), 9 * BEATS)
        except TimeoutError:
            left = ", ".join(sorted(prefect_side.under_way().values()))
            self._found.must(False, f"no run is left under way: {left}")


def _judge_spacing(found: Found, log: RequestLog) -> None:
    spacing = {
        host: entry.spacing_seconds * PACE
        for entry in load_catalogue().publishers.values()
        for host in (*entry.hosts, *entry.fallback_hosts.values())
    }
    pairs, close, least = log.too_close(spacing)
    found.must(
        close == 0, f"{pairs} pairs of requests of a host, {close} closer than its spacing (least: {least:.2f} of it)"
    )


def _compare(found: Found, home: Any, quiet: Any) -> None:
    here, there = outcome(home.store), outcome(quiet.store)
    found.say(f"the store: {here.sizes()}")
    found.say(f"the quiet one: {there.sizes()}")
    for look in list(blind_looks(home.store))[:20]:
        found.say(f"    {look}")
    differences = list(here.differences(there))
    for one in differences[:40]:
        found.say(f"    {one}")
    found.must(not differences, f"{len(differences)} differences from the quiet run")


def _judge_messages(found: Found, home: Any, hook: Hook, expected: tuple[int, int]) -> None:
    """`expected`: kills, each of which may repeat one message, and the posts that both stores began with."""
    kills, before = expected
    left = not_sent(home.store)
    found.must(not left, f"{len(left)} messages not sent")
    promised = posts_promised(home.store) - before
    arrived = sum(n for (path, *_), n in hook.posts.items() if "/trial" not in path)
    found.must(promised <= arrived <= promised + kills, f"{arrived} posts arrived, {promised} by the receipts")
    twice = [said for said, n in hook.posts.items() if n > 1 and "/trial" not in said[0]]
    found.must(len(twice) <= kills, f"{len(twice)} texts arrived twice, {kills} kills")


if __name__ == "__main__":
    sys.exit(main())
