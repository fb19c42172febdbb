"""Machines of one's own on this one: a process with its folder and environment, its children, and the ways it can die."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import yaml

from flows.local_server import Child, free_port, is_healthy

COMPOSE = Path(__file__).parents[1] / "deploy" / "compose.scale-out.yaml"
STARTUP_SECONDS = 600


class MissingError(Exception):
    """What must be installed is not; the text says what."""


class Machine:
    """A command of ours as if it had a machine to itself. It can be killed with all that it started, and started again."""

    def __init__(self, name: str, arguments: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        self.name, self.folder = name, folder
        self._arguments = arguments
        self._environment = {**environment, "PREFECT_HOME": str(folder / "prefect")}
        self._child: Child | None = None

    @property
    def process(self) -> psutil.Process:
        assert self._child is not None
        return psutil.Process(self._child.process.pid)

    def start(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._child = Child(self.name, self._arguments, self.folder / "log", self._environment)

    @property
    def lives(self) -> bool:
        return self._child is not None and self._child.alive

    def is_dead(self) -> bool:
        """Raises RuntimeError where it is, with its last words; False while it lives."""
        assert self._child is not None
        if not self._child.alive:
            raise RuntimeError(f"{self.name} ended: {self._child.last_words()} ({self._child.log})")
        return False

    def children(self) -> frozenset[int]:
        return frozenset(child.pid for child in self.process.children(recursive=True))

    def kill(self) -> None:
        """As when the power is cut: nothing of it has time for a last word."""
        everything = [self.process, *self.process.children(recursive=True)]
        for one in everything:
            with _gone():
                one.kill()
        psutil.wait_procs(everything, timeout=10)

    def stop(self) -> None:
        if self._child is None:
            return
        with _gone():
            below = self.process.children(recursive=True)
            self._child.stop()
            for one in psutil.wait_procs(below, timeout=5)[1]:
                with _gone():
                    one.kill()


@contextmanager
def _gone() -> Iterator[None]:
    try:
        yield
    except psutil.NoSuchProcess:
        return


def wait_for(what: str, holds: Callable[[], bool], seconds: float = STARTUP_SECONDS) -> None:
    """Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(0.25)


def healthy(url: str) -> Callable[[], bool]:
    return lambda: is_healthy(url, timeout=5)


def up(machine: Machine, url: str) -> Callable[[], bool]:
    """Whether the machine serves `url`; RuntimeError once it is dead."""
    return lambda: not machine.is_dead() and is_healthy(url, timeout=5)


@contextmanager
def redis(folder: Path) -> Iterator[int]:
    """The port of a Redis of one's own. Raises MissingError."""
    program = shutil.which("redis-server")
    if program is None:
        raise MissingError("redis-server is not installed: apt-get install redis-server")
    port = free_port()
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([program, *options], stdout=log, stderr=log)
    try:
        yield port
    finally:
        process.terminate()
        process.wait(10)


def of_the_compose_file(redis_port: int, database: str) -> dict[str, str]:
    """What deploy/compose.scale-out.yaml tells the servers and services, with our addresses and without its password."""
    told: dict[str, Any] = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["x-server"]
    ours = {name: str(said).replace("redis:6379", f"127.0.0.1:{redis_port}") for name, said in told.items()}
    del ours["PREFECT_SERVER_API_AUTH_STRING"]
    return {
        **ours,
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": database.replace("postgresql://", "postgresql+asyncpg://", 1),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    }


def run(arguments: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """A command of ours to its end. Raises RuntimeError with its last words."""
    folder.mkdir(parents=True, exist_ok=True)
    child = Child(arguments[-1], arguments, folder / "log", {**environment, "PREFECT_HOME": str(folder / "prefect")})
    if child.process.wait(STARTUP_SECONDS):
        raise RuntimeError(f"`{' '.join(arguments)}` failed: {child.last_words()} ({folder / 'log'})")


def without_our_own(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without what a caller may have set for itself."""
    return {name: said for name, said in environment.items() if not name.startswith(("PREFECT_", "MONITOR_"))}


def clear_environment() -> None:
    kept = without_our_own(os.environ)
    os.environ.clear()
    os.environ.update(kept)
