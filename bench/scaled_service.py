"""What deploy/compose.scale-out.yaml describes as processes of this machine, played through days, with its deaths."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import prefect_side
from bench.machines import Machine, healthy, of_the_compose_file, run, up, wait_for
from flows.clock import beijing_day, rehearsed
from flows.local_server import free_port
from flows.settings import Settings
from sources.rehearsal import Rehearsal

FIRST = date(
    2026, 7, 20
)  # before releases of the province, the city and the ministry; a notice is edited, a value revised
PACE = 0.15  # of each host's spacing
BEATS = 30  # seconds between heartbeats, the fewest that Prefect takes
WORKER = ["flows.prefect_process", "worker", "start", "--pool", "ningbo-monitor", "--type", "process", "--limit", "3"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How long, over how many days, and whether anything is killed."""

    minutes: float
    days: int
    kills: bool
    gone: float  # seconds that an API server stays away
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


class Service:
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
        self._found.say(f"api-1, which worker-b asks, killed for {self._plan.gone:.0f} s")
        time.sleep(self._plan.gone)
        self._apis[1].start()
        wait_for(self._urls[1], healthy(self._urls[1]))
        self._found.say("api-1 is up again")
        worker = self._workers[1]
        if not worker.lives:
            worker.start()
            self._found.say("worker-b had given up without it and is started again, as the compose file says")

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
