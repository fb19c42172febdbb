"""A real `serve` on the rehearsal, as operators have it: schedule, automations, and clicks in a real Chromium.

One server for all of it, since each takes half a minute to come up. Pictures of what was clicked stay in build/browser/.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

import httpx
import psutil
import pytest
import yaml
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL, temporary_settings
from served import Served, browser, missing_browser, newest_run, runs_by_hand, serving, start

from alerts.lifecycle import State
from alerts.rules import OPERATIONS
from flows.answering import REFUSED
from flows.condition import POOL
from flows.local_server import free_port
from flows.operate.automations import declare
from flows.punctuality import SKIPPED
from store import outbox, silences
from store.database import open_store, read_only

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

DEPLOY = Path(__file__).parents[2] / "deploy"
PICTURES = Path(__file__).parents[2] / "build" / "browser"
PATIENCE_MILLISECONDS, CLICK_MILLISECONDS = 120_000, 5_000
SENT_MILLISECONDS = 25_000  # a form that still stands there after it was not sent
T = TypeVar("T")
IVA = "宁波规模以上工业增加值同比增速"


SOONER = {  # Prefect's own waits, shorter; what it does after them is the same
    "PREFECT_WORKER_QUERY_SECONDS": "2",
    "PREFECT_WORKER_HEARTBEAT_SECONDS": "10",
    "PREFECT_SERVER_SERVICES_FOREMAN_LOOP_SECONDS": "5",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    given = {"MONITOR_REHEARSAL_DAY": "2026-08-07", "MONITOR_REHEARSAL_MINUTES_PER_DAY": "600"} | SOONER
    with serving(tmp_path_factory.mktemp("served") / "data", **given) as served:
        yield served


@pytest.fixture(scope="module")
def api(served: Served) -> Iterator[httpx.Client]:
    with served.api() as api:
        yield api


# -- what Prefect does by itself ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Downtime:
    """The runs that a standing worker left behind."""

    zombie: str
    refused: str
    skipped: str


@pytest.fixture(scope="module")
def downtime(served: Served, api: httpx.Client) -> Downtime:
    """A run that fails, and then a worker that stands still: all that comes of it in one wait.

    With a window of ten seconds for heartbeats, since nine minutes are too long for a test.
    """
    assert until(lambda: planned(api) == {"collect", "watch", "deliver"})
    rest_schedules(api)
    start(api, "collect/nbs", environment={"MONITOR_DATABASE_URL": "sqlite:////dev/null/there-is-none.sqlite"})
    assert newest_run(api, "collect")["state"]["type"] == "FAILED"
    left = Downtime(*(planned_run(api, name) for name in ("zombie", "refused", "skipped")))
    with standing_still(served), temporary_settings({PREFECT_API_URL: f"{served.url}/api"}):
        with get_client(sync_client=True) as client:
            declare(client, beats=4)
            for run in (left.zombie, left.refused, left.skipped):
                set_state(api, run, "RUNNING", "Running")
                api.post("/events", json=[heartbeat_of(run)])
            set_state(api, left.refused, "FAILED", REFUSED)
            set_state(api, left.skipped, "COMPLETED", SKIPPED)
            assert until(lambda: state_of(api, left.zombie) == "Crashed")
            declare(client)  # which begins every count anew: what is counted comes after it
        late = [planned_run(api, f"late-{n}", due=timedelta(minutes=-5)) for n in range(3)]
        assert until(lambda: {state_of(api, run) for run in late} == {"Late"})
        assert until(lambda: api.get(f"/work_pools/{POOL}").json()["status"] == "NOT_READY")
        for run in late:
            api.delete(f"/flow_runs/{run}")
    return left


@contextmanager
def standing_still(served: Served) -> Iterator[None]:
    """The worker of `serve` stopped as a machine that sleeps stops it, and afterwards goes on."""
    worker = psutil.Process(json.loads((served.data / "serve.json").read_text(encoding="utf-8"))[-1]["pid"])
    assert "worker" in worker.cmdline()
    worker.suspend()
    try:
        yield
    finally:
        worker.resume()


def planned(api: httpx.Client) -> set[str]:
    """Of what kind the runs are that schedules have planned."""
    asked = {"flow_runs": {"state": {"type": {"any_": ["SCHEDULED"]}}}, "limit": 200}
    runs = api.post("/flow_runs/filter", json=asked).json()
    return {tag for run in runs if run["auto_scheduled"] for tag in run["tags"]} & {"collect", "watch", "deliver"}


def rest_schedules(api: httpx.Client) -> None:
    """From here on only what a test starts is run; by then it is seen that schedules plan runs."""
    for deployment in api.post("/deployments/filter", json={}).json():
        api.patch(f"/deployments/{deployment['id']}", json={"paused": True})


def test_runs_become_due_by_the_schedules_of_prefect_yaml(api: httpx.Client) -> None:
    """SQLAlchemy 2.1 broke this without a word to anybody."""
    assert until(lambda: planned(api) == {"collect", "watch", "deliver"})


def test_a_run_whose_worker_was_killed_is_ended_and_told_and_one_that_was_refused_is_not(
    served: Served, api: httpx.Client, downtime: Downtime
) -> None:
    assert until(lambda: fired(served, "run-failed/zombie"))
    assert (state_of(api, downtime.refused), state_of(api, downtime.skipped)) == (REFUSED, SKIPPED)
    assert not fired(served, "run-failed/refused")


@pytest.mark.usefixtures("downtime")
@pytest.mark.parametrize("trouble", ["run-failed/collect-nbs", f"runs-late/{POOL}", f"worker-down/{POOL}"])
def test_what_goes_wrong_with_the_watcher_is_told_once_somebody_could(served: Served, trouble: str) -> None:
    """A collect that failed, runs that nobody started in time, and a worker that did not answer."""
    assert until(lambda: fired(served, trouble))


@pytest.mark.usefixtures("downtime")
def test_what_is_told_of_the_watcher_becomes_a_message_to_the_operators(served: Served, api: httpx.Client) -> None:
    wanted = {"run-failed/collect-nbs", "run-failed/zombie", f"runs-late/{POOL}", f"worker-down/{POOL}"}
    assert until(lambda: all(fired(served, subject) for subject in wanted))
    assert until(lambda: start(api, "deliver/deliver") and wanted <= delivered(served))


def test_the_health_checks_of_the_compose_file_tell_who_is_alive(served: Served, tmp_path: Path) -> None:
    """Its commands as they stand there, but for the ports, outside containers."""
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    port = str(free_port())
    assert checked(services["server"], "4200", served.url.rpartition(":")[2])
    assert not checked(services["server"], "4200", port)
    given = {
        "PREFECT_API_URL": f"{served.url}/api",
        "PREFECT_HOME": str(tmp_path),
        "PREFECT_WORKER_WEBSERVER_PORT": port,
    }
    command = [sys.executable, *services["worker"]["command"][1:], "--limit", "0"]
    with (tmp_path / "log").open("wb") as log:
        worker = subprocess.Popen(command, env=os.environ | given, stdout=log, stderr=log)
    try:
        assert until(lambda: checked(services["worker"], "8080", port)), (tmp_path / "log").read_text()
    finally:
        worker.terminate()
        try:
            worker.wait(60)
        except subprocess.TimeoutExpired:  # it waits for a busy server to take its leave
            worker.kill()
            worker.wait()
    assert not checked(services["worker"], "8080", port)


def checked(service: dict[str, Any], port: str, instead: str) -> bool:
    """Whether the health check of a service says that it is well."""
    _, python, *arguments = [word.replace(f":{port}/", f":{instead}/") for word in service["healthcheck"]["test"]]
    assert python == "python"
    return subprocess.run([sys.executable, *arguments], capture_output=True, check=False).returncode == 0


def planned_run(api: httpx.Client, name: str, due: timedelta = timedelta(days=365)) -> str:
    deployment = api.get("/deployments/name/collect/miit").json()["id"]
    scheduled = {"type": "SCHEDULED", "state_details": {"scheduled_time": (datetime.now(UTC) + due).isoformat()}}
    made = api.post(f"/deployments/{deployment}/create_flow_run", json={"name": name, "state": scheduled})
    return str(made.json()["id"])


def set_state(api: httpx.Client, run: str, kind: str, name: str) -> None:
    api.post(f"/flow_runs/{run}/set_state", json={"state": {"type": kind, "name": name}, "force": True})


def state_of(api: httpx.Client, run: str) -> str:
    return str(api.get(f"/flow_runs/{run}").json()["state"]["name"])


def until(holds: Callable[[], T], seconds: float = 300) -> T:
    """What `holds` says once it says anything; Prefect takes its time."""
    deadline = time.monotonic() + seconds
    while not (said := holds()) and time.monotonic() < deadline:
        time.sleep(0.5)
    return said


def heartbeat_of(run: str) -> dict[str, Any]:
    resource = {"prefect.resource.id": f"prefect.flow-run.{run}", "prefect.resource.name": "zombie"}
    now = datetime.now(UTC).isoformat()
    return {"id": str(uuid4()), "occurred": now, "event": "prefect.flow-run.heartbeat", "resource": resource}


def fired(served: Served, subject: str) -> bool:
    """Whether operators are told of that trouble; the store comes into being by the first run."""
    asked = "SELECT payload FROM transition WHERE rule = ? AND subject = ?"
    try:
        with closing(sqlite3.connect(f"file:{served.data / 'monitor.sqlite'}?mode=ro", uri=True)) as store:
            return any(State.FIRING.value in str(row) for row in store.execute(asked, (OPERATIONS, subject)))
    except sqlite3.OperationalError:
        return False


def delivered(served: Served) -> set[str]:
    """Subjects of trouble that receivers have been told of."""
    store = open_store(f"sqlite:///{served.data / 'monitor.sqlite'}")
    with read_only(store) as session:
        sent = [d.notification for d in outbox.deliveries(session, 100) if d.receipt is not None]
    store.dispose()
    return {move.subject for told in sent for move in told.transitions if move.rule == OPERATIONS}


# -- what operators click -----------------------------------------------------------------------------------------------


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    if missing_browser():
        pytest.skip(f"nobody looks at the UI: {missing_browser()}")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
        page.set_default_timeout(PATIENCE_MILLISECONDS)
        try:
            yield page
        finally:
            page.screenshot(path=PICTURES / "last.png")


def test_an_operator_fills_a_gap_looks_at_what_came_of_it_and_keeps_it_quiet(
    served: Served, api: httpx.Client, page: Page
) -> None:
    page.goto(served.url)
    open_form(page, "backfill")
    choose(page, "publisher", "ningbo-stats")
    press(page.get_by_text("Pick a date").first, page.get_by_label("Date (yyyy-MM-dd)"))
    page.get_by_label("Date (yyyy-MM-dd)").fill("2026-01-01")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    submit(page, "backfill")
    run = newest_run(api, "backfill")
    assert run["state"]["name"] == "Completed"
    assert "3 releases read" in run["state"]["message"]

    while not quickly(page, api, "watch"):  # it makes way where the scheduled one is under way
        time.sleep(2)

    open_page(page, "scoreboard")
    row = page.get_by_role("row").filter(has_text=IVA).first
    assert "firing" in row.inner_text()
    take(page, "scoreboard")

    newest_version(page, row.get_by_role("link", name=IVA))
    chart = page.get_by_role("img", name=re.compile("增加值同比增速: 3 values"))
    chart.wait_for()
    assert chart.evaluate("image => image.complete && image.naturalWidth") == 560
    take(page, "chart")

    open_page(page, "scoreboard")
    newest_version(page, page.get_by_role("row").filter(has_text=IVA).first.get_by_role("link", name="firing"))
    page.get_by_role("heading", name="slower-than-recorded/nb-iva-above-scale-yoy").wait_for()
    assert page.get_by_text("what it went through").count()
    take(page, "alert")

    open_form(page, "backtest")
    field(page, "rule").fill("slower-than-recorded")
    field(page, "threshold").fill("1 pp")
    submit(page, "backtest")
    run = newest_run(api, "backtest")
    assert run["state"]["name"] == "Completed"
    assert "slower-than-recorded: by 1 pp instead of 0.5 pp" in run["state"]["message"]
    open_page(page, "backtest")
    take(page, "backtest")

    open_form(page, "silence")
    field(page, "reason").fill("known, the desk writes about it")
    field(page, "author").fill("Wang")
    field(page, "rule").fill("slower-than-recorded")
    submit(page, "silence")
    run = newest_run(api, "silence")
    assert run["state"]["name"] == "Completed"
    assert "it covers 5 firing alerts now" in run["state"]["message"]
    assert kept_quiet(served) == [("slower-than-recorded", "Wang")]


# -- one click after another ----------------------------------------------------------------------------------------------


def open_deployment(page: Page, name: str) -> None:
    press(page.get_by_role("link", name="Deployments", exact=True).first, page.get_by_placeholder("Search deployments"))
    page.get_by_placeholder("Search deployments").fill(name)
    run = page.get_by_role("button", name="Run", exact=True)
    press(page.get_by_role("link", name=name, exact=True).first, run)
    press(run, page.get_by_role("menuitem", name="Quick run"))


def press(button: Locator, then: Locator) -> None:
    """Click until what it leads to stands there: a page that is drawn anew at that moment swallows a click, and a click
    that has already led on may wait for a page that it will not get.
    """
    from playwright.sync_api import TimeoutError as TookTooLong

    for _ in range(20):
        if then.count() and then.first.is_visible():
            return
        with suppress(TookTooLong):
            button.click(timeout=CLICK_MILLISECONDS)
        with suppress(TookTooLong):
            then.first.wait_for(timeout=CLICK_MILLISECONDS)
    raise AssertionError(f"{button} does not lead to {then}")


def follow(page: Page, link: Locator, leads_to: re.Pattern[str]) -> None:
    """Click until the address is one of those that it leads to; for links to a page that has the same things on it."""
    from playwright.sync_api import TimeoutError as TookTooLong

    for _ in range(20):
        if leads_to.search(page.url):
            return
        with suppress(TookTooLong):
            link.click(timeout=CLICK_MILLISECONDS)
        with suppress(TookTooLong):
            page.wait_for_url(leads_to, timeout=CLICK_MILLISECONDS)
    raise AssertionError(f"{link} leads nowhere")


def open_form(page: Page, name: str) -> None:
    open_deployment(page, name)
    press(page.get_by_role("menuitem", name="Custom run"), page.get_by_role("button", name="Submit"))


def quickly(page: Page, api: httpx.Client, name: str) -> bool:
    """Whether the quick run did its work. That it began is asked of the server: the note on the page is soon gone."""
    from playwright.sync_api import TimeoutError as TookTooLong

    known = len(runs_by_hand(api, name))
    for _ in range(5):
        open_deployment(page, name)
        with suppress(TookTooLong):
            page.get_by_role("menuitem", name="Quick run").click(timeout=CLICK_MILLISECONDS)
        if until(lambda: len(runs_by_hand(api, name)) > known, seconds=10):
            break
    state = newest_run(api, name)["state"]["name"]
    assert state in ("Completed", "Cancelled")
    return bool(state == "Completed")


def choose(page: Page, label: str, option: str) -> None:
    offered = page.get_by_role("option", name=option, exact=True)
    press(page.get_by_role("button", name=f"Select {label}"), offered)
    offered.click()


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=False).first


def submit(page: Page, name: str) -> None:
    """Click until the form is gone: the first click may only close a calendar that stands open before it."""
    from playwright.sync_api import TimeoutError as TookTooLong

    take(page, f"form-{name}")
    sent = re.compile("/runs/flow-run/|/deployments/deployment/[^/]+(\\?.*)?$")
    for _ in range(5):
        with suppress(TookTooLong):
            page.get_by_role("button", name="Submit").click(timeout=SENT_MILLISECONDS)
        with suppress(TookTooLong):
            page.wait_for_url(sent, timeout=SENT_MILLISECONDS, wait_until="commit")
            return
    raise AssertionError(f"the form of {name} cannot be sent")


def open_page(page: Page, key: str) -> None:
    """There is no entry for it in the menu: operators have the address from `serve`, and each page leads to the others."""
    page.goto(f"{page.url.partition('/v2/')[0]}/v2/artifacts")
    newest_version(page, page.get_by_role("link").filter(has=page.get_by_text(key, exact=True)).first)


def newest_version(page: Page, link: Locator) -> None:
    """Of the page that a link leads to."""
    follow(page, link, re.compile("/artifacts/key/"))
    follow(page, page.locator("a[href*='/artifacts/artifact/']").first, re.compile("/artifacts/artifact/"))
    page.get_by_role("link", name="all pages").wait_for()


def take(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


def kept_quiet(served: Served) -> list[tuple[str | None, str]]:
    """Rule and author of every silence."""
    store = open_store(f"sqlite:///{served.data / 'monitor.sqlite'}")
    with read_only(store) as session:
        made = [(one.rule, one.author) for one in silences.everything(session)]
    store.dispose()
    return made
