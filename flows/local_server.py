"""A Prefect server of our own on loopback: started, waited for, stopped."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from uuid import uuid4

STARTUP_SECONDS = 120  # a cold start took 14 s on two cores; a bare container needs several times that
STOP_SECONDS = 15
PREFECT = ["flows.prefect_process"]  # and not `prefect`: it says why


class StartError(Exception):
    """Something that must run could not be started; the text says what to do."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


class Child:
    """A process of ours in a group of its own, so that Ctrl-C reaches us first and we stop it in our order."""

    def __init__(
        self, name: str, arguments: list[str], log: Path, environment: Mapping[str, str] | None = None
    ) -> None:
        """`environment` is set beside ours."""
        self.name, self.log = name, log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as sink:
            self.process = subprocess.Popen(  # noqa: S603 - our own interpreter, fixed arguments
                [sys.executable, "-m", *arguments],
                stdout=sink,
                stderr=sink,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                env={**os.environ, **(environment or {})},
            )

    @property
    def alive(self) -> bool:
        return self.process.poll() is None

    def stop(self) -> None:
        if self.alive:
            self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1][:300] if lines else "nothing was logged"


class PrefectServer:
    """`with PrefectServer(port, log)`: up and healthy inside, gone after. Raises StartError.

    `bare`: no UI and no background services, for runs that are called and not scheduled. The services write to the
    same SQLite file, and a client that finds it locked waits whole seconds.
    """

    def __init__(self, port: int, log: Path, *, bare: bool = False, host: str = "127.0.0.1") -> None:
        self.port, self.log, self.bare, self.host = port, log, bare, host
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api"

    def __enter__(self) -> PrefectServer:
        if not port_is_free(self.port):
            raise StartError(f"port {self.port} is in use; stop what uses it, or choose another: MONITOR_PORT=4300")
        arguments = [*PREFECT, "server", "start", "--host", self.host, "--port", str(self.port)]
        self.child = Child("server", arguments + (["--no-ui", "--no-services"] if self.bare else []), self.log)
        try:
            self._wait_until_healthy(self.child)
        except BaseException:
            self.child.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.child is not None:
            self.child.stop()

    def _wait_until_healthy(self, child: Child) -> None:
        deadline = time.monotonic() + STARTUP_SECONDS
        while time.monotonic() < deadline:
            if not child.alive:
                raise StartError(f"the Prefect server did not start: {child.last_words()} (whole log: {self.log})")
            if is_healthy(self.api_url):
                return
            time.sleep(0.25)
        raise StartError(f"the Prefect server was not healthy after {STARTUP_SECONDS} s; its log: {self.log}")


def workers_online(api_url: str, pool: str, *, timeout: float = 2) -> int | None:
    """How many workers of a pool the server has heard of lately; None where it does not say."""
    url = f"{api_url}/work_pools/{pool}/workers/filter"
    try:
        headers = {"Content-Type": "application/json", **csrf_token(api_url, timeout)}
        request = urllib.request.Request(url, b"{}", headers)  # noqa: S310 - loopback
        with urllib.request.urlopen(request, timeout=timeout) as answer:  # noqa: S310 - loopback
            return sum(1 for worker in json.load(answer) if worker.get("status") == "ONLINE")
    except (urllib.error.URLError, OSError, ValueError, AttributeError):
        return None


def csrf_token(api_url: str, timeout: float) -> dict[str, str]:
    """What the server asks of whoever posts, so that no page of the web can do so through a browser."""
    client = str(uuid4())
    try:
        with urllib.request.urlopen(f"{api_url}/csrf-token?client={client}", timeout=timeout) as answer:  # noqa: S310 - loopback
            return {"Prefect-Csrf-Client": client, "Prefect-Csrf-Token": str(json.load(answer)["token"])}
    except urllib.error.HTTPError:  # it asks for none
        return {}


def is_healthy(api_url: str, *, timeout: float = 2) -> bool:
    try:
        with urllib.request.urlopen(f"{api_url}/health", timeout=timeout) as answer:  # noqa: S310 - loopback
            return int(answer.status) == 200
    except (urllib.error.URLError, OSError):
        return False
