"""Takes the pictures of docs/ anew: `.venv/bin/python docs/screenshots.py`. About three minutes.

Needs a Chromium on this machine (Debian: apt-get install chromium); nothing is downloaded. Starts the schedule server on the rehearsal in a folder
of its own, runs what the pictures show, and stops it again. Without a browser it says so and changes nothing.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import httpx

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests" / "flows"))

from served import browser, missing_browser, serving, start  # noqa: E402 - the same server and browser as in the tests

TARGET = HERE / "pictures"
DESK, TALL, PHONE = (1280, 900), (1280, 1040), (390, 844)
SETTLED_MILLISECONDS = 6000  # the graph of a run is drawn late
REHEARSED = {"MONITOR_REHEARSAL_DAY": "2026-08-07", "MONITOR_REHEARSAL_MINUTES_PER_DAY": "600"}
REHEARSED |= {"PREFECT_WORKER_QUERY_SECONDS": "2"}
RUNS = ("collect/ningbo-stats", "watch/watch", "deliver/deliver", "report/report")  # in this order
NOT_SEEN = "collect/ningbo-jx"  # its picture: at a port where nobody answers
NOBODY = {"MONITOR_REHEARSAL_PORT": "9"}
THRESHOLD = {"rule": "slower-than-recorded", "threshold": "1 pp"}
ALERT = "alert-slower-than-recorded-nb-iva-above-scale-yoy"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, and a text that stands on it once it is whole."""

    name: str
    address: str
    shows: str
    size: tuple[int, int] = DESK


def main() -> int:
    if missing_browser():
        print(f"no pictures: {missing_browser()}")
        return 0
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as folder, serving(Path(folder), **REHEARSED) as served:
        ui = f"{served.url}/v2"
        with served.api() as api:
            runs = {name: start(api, name)["id"] for name in RUNS}
            runs |= {NOT_SEEN: start(api, NOT_SEEN, environment=NOBODY)["id"]}
            start(api, "backtest/backtest", parameters=THRESHOLD)
            start(api, "status/status")
            backfill = api.get("/deployments/name/backfill/backfill").json()["id"]
            pages = {key: newest_version(api, key) for key in ("scoreboard", ALERT, "visits", "backtest")}
        report = next((Path(folder) / "reports").glob("*.html")).as_uri()
        take(
            (
                Picture("deployments", f"{ui}/deployments?limit=50", "zhejiang-stats"),
                Picture("run-form", f"{ui}/deployments/deployment/{backfill}/run", "Whose columns"),
                Picture("run", f"{ui}/runs/flow-run/{runs['collect/ningbo-stats']}", "Beginning flow run"),
                Picture("run-unseen", f"{ui}/runs/flow-run/{runs[NOT_SEEN]}?tab=Details", "could not be seen", TALL),
                Picture("artifacts", f"{ui}/artifacts", "scoreboard"),
                Picture("scoreboard", f"{ui}/artifacts/artifact/{pages['scoreboard']}", "recorded figure"),
                Picture("alert", f"{ui}/artifacts/artifact/{pages[ALERT]}", "what it went through"),
                Picture("visits", f"{ui}/artifacts/artifact/{pages['visits']}", "last look"),
                Picture("backtest", f"{ui}/artifacts/artifact/{pages['backtest']}", "nothing was written"),
                Picture("report", report, "宁波"),
                Picture("report-phone", report, "宁波", PHONE),
            )
        )
    return 0


def newest_version(api: httpx.Client, key: str) -> str:
    found = api.post("/artifacts/filter", json={"artifacts": {"key": {"like_": f"{key}%"}}, "sort": "CREATED_DESC"})
    return str(found.json()[0]["id"])


def take(pictures: Sequence[Picture]) -> None:
    """Each page once its text is there and nothing moves any more. A page without it is an error, not a picture."""
    with browser() as chromium:
        for picture in pictures:
            width, height = picture.size
            page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
            page.goto(picture.address, wait_until="load")
            page.get_by_text(picture.shows).first.wait_for(timeout=60_000)
            page.wait_for_timeout(SETTLED_MILLISECONDS)
            page.screenshot(path=TARGET / f"{picture.name}.png")
            page.close()
            print(f"docs/pictures/{picture.name}.png")


if __name__ == "__main__":
    sys.exit(main())
