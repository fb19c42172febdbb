"""Takes the pictures of docs/ anew: `.venv/bin/python docs/screenshots.py`. About three minutes.

Needs a Chromium on this machine and `.venv/bin/pip install 'playwright>=1.50'` (nothing is downloaded by it).

Starts the schedule server on the rehearsal in a folder of its own, runs what the pictures show, and stops it again.
Without one of them it says so and changes nothing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

from flows.local_server import free_port, is_healthy

HERE = Path(__file__).resolve().parent
TARGET = HERE / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DESK, PHONE = (1280, 900), (390, 844)
SETTLED_MILLISECONDS = 2000
READY_SECONDS, RUN_SECONDS = 180, 240
RUNS = ("collect/ningbo-stats", "watch/watch", "deliver/deliver", "report/report")  # flow/deployment, in this order


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, and a text that stands on it once it is whole."""

    name: str
    address: str
    shows: str
    size: tuple[int, int] = DESK


def main() -> int:
    browser = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    missing = "Chromium (apt-get install chromium)" if browser is None else None
    if missing is None and find_spec("playwright") is None:
        missing = "Playwright (.venv/bin/pip install 'playwright>=1.50')"
    if browser is None or missing:
        print(f"no pictures: {missing} is not installed")
        return 0
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, _serving(Path(folder)) as url:
        api = httpx.Client(base_url=f"{url}/api", timeout=30)
        ids = {name: _deployment(api, name) for name in RUNS}
        runs = {name: _run(api, ids[name]) for name in RUNS}
        report = next((Path(folder) / "reports").glob("*.html")).as_uri()
        pictures = (
            Picture("deployments", f"{url}/deployments", "zhejiang-stats"),
            Picture("run-form", f"{url}/deployments/deployment/{ids['report/report']}/run", "Validate parameters"),
            Picture("run", f"{url}/runs/flow-run/{runs['collect/ningbo-stats']}", "Beginning flow run"),
            Picture("artifacts", f"{url}/artifacts", "scoreboard"),
            Picture("report", report, "宁波"),
            Picture("report-phone", report, "宁波", PHONE),
        )
        _take(browser, pictures)
    return 0


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of a schedule server on the rehearsal, one day in two minutes."""
    port = free_port()
    given = {"SITES": "rehearsal", "MONITOR_DATA": str(folder), "MONITOR_PORT": str(port), "MONITOR_HOST": "127.0.0.1"}
    given |= {"MONITOR_REHEARSAL_MINUTES_PER_DAY": "2", "MONITOR_DATABASE_URL": ""}
    command = Path(sys.executable).with_name("ningbo-monitor")
    process = subprocess.Popen([command, "serve"], env=os.environ | given)
    try:
        deadline = time.monotonic() + READY_SECONDS
        while not ((folder / "serve.json").exists() and is_healthy(f"http://127.0.0.1:{port}/api")):
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("the schedule server did not start; what it printed stands above")
            time.sleep(1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(60)


def _deployment(api: httpx.Client, name: str) -> str:
    answer = api.get(f"/deployments/name/{name}").raise_for_status()
    return str(answer.json()["id"])


def _run(api: httpx.Client, deployment: str) -> str:
    """Start a run and wait for its end. Its id."""
    run: dict[str, Any] = api.post(f"/deployments/{deployment}/create_flow_run", json={}).raise_for_status().json()
    deadline = time.monotonic() + RUN_SECONDS
    while time.monotonic() < deadline:
        state = api.get(f"/flow_runs/{run['id']}").raise_for_status().json()["state"]
        if state["type"] in ("COMPLETED", "FAILED", "CRASHED", "CANCELLED"):
            print(f"{run['name']}: {state['name']}")
            return str(run["id"])
        time.sleep(2)
    raise SystemExit(f"the run {run['name']} did not end within {RUN_SECONDS} s")


def _take(browser: str, pictures: Sequence[Picture]) -> None:
    """Each page once its text is there and nothing moves any more. A page without it is an error, not a picture."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, chromium_sandbox=os.geteuid() != 0)
        for picture in pictures:
            width, height = picture.size
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(picture.address, wait_until="load")
            page.get_by_text(picture.shows).first.wait_for(timeout=60_000)
            page.wait_for_timeout(SETTLED_MILLISECONDS)
            page.screenshot(path=TARGET / f"{picture.name}.png")
            page.close()
            print(f"docs/pictures/{picture.name}.png")
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
