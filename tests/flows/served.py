"""`ningbo-monitor serve` on the rehearsal in a process of its own, and the Chromium of this machine to look at it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

from flows.local_server import csrf_token, free_port, is_healthy

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
READY_SECONDS, RUN_SECONDS = 480, 300
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass(frozen=True, slots=True)
class Served:
    """Where it is served, and the folder of its data."""

    url: str
    data: Path

    def api(self) -> httpx.Client:
        hooks = {"response": [httpx.Response.raise_for_status]}
        proof = csrf_token(f"{self.url}/api", 60)
        return httpx.Client(
            base_url=f"{self.url}/api", timeout=180, event_hooks=hooks, transport=Patient(), headers=proof
        )


class Patient(httpx.HTTPTransport):
    """Prefect answers 503 while its SQLite file is written to by somebody else; its own client asks again, and so do we."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        for wait in (0.3, 0.5, 1, 2, 4, 8):
            answer = super().handle_request(request)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return answer
            answer.close()
            time.sleep(wait)
        return super().handle_request(request)


@contextmanager
def serving(data: Path, **settings: str) -> Iterator[Served]:
    """Raises RuntimeError with what it printed where it does not come up."""
    port = free_port()
    given = {"SITES": "rehearsal", "MONITOR_DATA": str(data), "MONITOR_PORT": str(port), "MONITOR_HOST": "127.0.0.1"}
    given |= {"MONITOR_DATABASE_URL": "", "PREFECT_HOME": str(data / "prefect")} | settings
    data.mkdir(parents=True, exist_ok=True)
    printed = data / "serve.log"
    with printed.open("wb") as sink:
        command = Path(sys.executable).with_name("ningbo-monitor")
        process = subprocess.Popen([command, "serve"], env=os.environ | given, stdout=sink, stderr=sink)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not ((data / "serve.json").exists() and is_healthy(f"http://127.0.0.1:{port}/api")):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the schedule server did not start: {printed.read_text(encoding='utf-8')}")
            time.sleep(0.2)
        yield Served(f"http://127.0.0.1:{port}", data)
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def newest_run(api: httpx.Client, flow: str) -> dict[str, Any]:
    """The run of a flow that was started last by a person, once it has ended."""
    deadline = time.monotonic() + RUN_SECONDS
    while time.monotonic() < deadline:
        runs = runs_by_hand(api, flow)
        if runs and runs[0]["state"]["type"] in ENDED:
            return runs[0]
        time.sleep(0.5)
    raise RuntimeError(f"no run of {flow} ended within {RUN_SECONDS} s")


def runs_by_hand(api: httpx.Client, flow: str) -> list[dict[str, Any]]:
    """The newest first."""
    asked = {"flows": {"name": {"any_": [flow]}}, "sort": "EXPECTED_START_TIME_DESC"}
    return [run for run in api.post("/flow_runs/filter", json=asked).json() if by_hand(run)]


def by_hand(run: Mapping[str, Any]) -> bool:
    return not run["auto_scheduled"]


def start(
    api: httpx.Client,
    deployment: str,
    environment: Mapping[str, str] | None = None,
    parameters: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Start a deployment (flow/name) and wait for its end."""
    found = api.get(f"/deployments/name/{deployment}").json()
    asked: dict[str, Any] = {"job_variables": {"env": dict(environment)}} if environment else {}
    asked |= {"parameters": dict(parameters)} if parameters else {}
    api.post(f"/deployments/{found['id']}/create_flow_run", json=asked)
    return newest_run(api, deployment.partition("/")[0])


def missing_browser() -> str:
    """What has to be installed before anything can be looked at; empty where all is there."""
    if find_spec("playwright") is None:
        return "Playwright is not installed (pip install 'playwright>=1.50')"
    return "" if chromium_here() else "Chromium is not installed (Debian: apt-get install chromium)"


def chromium_here() -> str | None:
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


@contextmanager
def browser() -> Iterator[Browser]:
    """The Chromium of this machine; nothing is downloaded."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=chromium_here(), chromium_sandbox=os.geteuid() != 0, args=["--disable-gpu"]
        )
        yield chromium
        chromium.close()
