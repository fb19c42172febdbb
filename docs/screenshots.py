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
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import httpx

from flows.local_server import free_port, is_healthy

HERE = Path(__file__).resolve().parent
TARGET = HERE / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
Size = tuple[int, int]
DESK, PHONE = (1280, 900), (390, 844)
SETTLED_MILLISECONDS = 6000
READY_SECONDS, RUN_SECONDS = 180, 240
RUNS = ("collect/ningbo-stats", "watch/watch", "deliver/deliver", "report/report")  # flow/deployment, in this order


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
        pages = {
            "deployments": "/deployments",
            "run-form": f"/deployments/deployment/{ids['report/report']}/run",
            "run": f"/runs/flow-run/{runs['collect/ningbo-stats']}",
            "artifacts": "/artifacts",
            "scoreboard": f"/artifacts/artifact/{_newest_artifact(api, 'scoreboard')}",
        }
        report = next((Path(folder) / "reports").glob("*.html")).as_uri()
        wanted = {name: (url + path, DESK) for name, path in pages.items()}
        _take(browser, wanted | {"report": (report, DESK), "report-phone": (report, PHONE)})
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


def _newest_artifact(api: httpx.Client, key: str) -> str:
    return str(api.get(f"/artifacts/{key}/latest").raise_for_status().json()["id"])


def _take(browser: str, wanted: Mapping[str, tuple[str, Size]]) -> None:
    """Each page once nothing moves on it any more."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser, chromium_sandbox=os.geteuid() != 0)
        for name, (address, (width, height)) in wanted.items():
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(address, wait_until="load")
            page.wait_for_timeout(SETTLED_MILLISECONDS)
            page.screenshot(path=TARGET / f"{name}.png")
            page.close()
            print(f"docs/pictures/{name}.png")
        chromium.close()


if __name__ == "__main__":
    sys.exit(main())
