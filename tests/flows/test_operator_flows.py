"""Operators' flows as Prefect runs them: refusals in one line, pages, events, automations; twice as once."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import Artifact, State, StateType
from prefect.events import Event
from prefect.settings import get_current_settings
from prefect.states import Pending, Running, Scheduled
from prefect.testing.utilities import prefect_test_harness

from flows import wiring
from flows.collect import Publisher, collect
from flows.deliver import deliver
from flows.events import Happened, announce
from flows.operate import receivers
from flows.operate.automations import automations
from flows.operate.backfill import backfill
from flows.operate.backtest import backtest
from flows.operate.prune import prune
from flows.operate.quiet import Length, Whose, acknowledge, end_silence, silence
from flows.operate.reread import reread
from flows.operate.rerun import rerun
from flows.operate.show import Page, show, status
from flows.operate.tell import Trouble, tell_operators
from flows.orphans import BEAT, crash_abandoned
from flows.pages.keys import key_of
from flows.report import report
from flows.walk import without_heartbeats
from flows.watch import watch
from sources.rehearsal import Rehearsal
from store import outbox, silences
from store.database import read_only

TODAY = date(2026, 8, 7)
BEATS_FILTER = {"filter": {"event": {"name": [BEAT]}}}


@pytest.fixture(scope="module", autouse=True)
def prefect() -> Iterator[None]:
    with prefect_test_harness(server_startup_timeout=120), without_heartbeats():
        yield


@pytest.fixture(autouse=True)
def store(rehearsal: Rehearsal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITES", "rehearsal")
    monkeypatch.setenv("MONITOR_DATA", str(tmp_path))
    monkeypatch.setenv("MONITOR_REHEARSAL_PORT", str(rehearsal.port))
    monkeypatch.setenv("MONITOR_REHEARSAL_DAY", TODAY.isoformat())
    monkeypatch.delenv("MONITOR_DATABASE_URL", raising=False)
    rehearsal.day = TODAY


def said(run: Callable[..., object], **asked: object) -> tuple[str, str]:
    """Name and message of the state that a run ends with."""
    state = run(return_state=True, **asked)
    assert isinstance(state, State)
    return state.name or "", state.message or ""


def newest(key: str) -> Artifact:
    from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
    from prefect.client.schemas.sorting import ArtifactSort

    with get_client(sync_client=True) as client:
        found = client.read_artifacts(
            artifact_filter=ArtifactFilter(key=ArtifactFilterKey(any_=[key])), sort=ArtifactSort.CREATED_DESC
        )
    return found[0]


BROKEN_RULES = "rules:\n  - id: x\n    recorded: [nb-iva-above-scale-yo]\n    when: {below: 5 percent}\n"


@pytest.mark.parametrize(
    ("run", "asked", "line"),
    [
        (backfill, {"publisher": Publisher.NBS, "first": date(2026, 5, 2), "last": date(2026, 5, 1)}, "no day in it"),
        (backfill, {"publisher": Publisher.NBS, "first": date(2026, 8, 6)}, "comes by `collect`"),
        (collect, {"publisher": Publisher.NBS, "since": date(2027, 1, 1)}, "has not come yet"),
        (collect, {"publisher": Publisher.NBS, "refetch": True}, "needs `since`"),
        (reread, {"publisher": Publisher.NBS, "first": date(2026, 9, 1)}, "has not come yet"),
        (rerun, {"release": "nonsense"}, "no release is called nonsense"),
        (silence, {"reason": "x", "author": "Wang", "rule": "*", "until": datetime(2020, 1, 1, tzinfo=UTC)}, "is over"),
        (silence, {"reason": "x", "author": "Wang"}, "one of them says what to be quiet about"),
        (
            silence,
            {"reason": "x", "author": "Wang", "rule": "slower-than-recordet"},
            "did you mean slower-than-recorded",
        ),
        (silence, {"reason": " ", "author": "Wang", "rule": "*"}, "says nothing"),
        (end_silence, {"silence": "abc"}, "there is no silence abc"),
        (acknowledge, {"alert": "nonsense", "note": "x", "author": "Wang"}, "no alert is called nonsense"),
        (report, {"first": date(2026, 8, 2), "last": date(2026, 8, 1)}, "is after the last day"),
        (backtest, {"rules": BROKEN_RULES}, "line 3"),
        (backtest, {"rules": "just words"}, "rules"),
        (backtest, {"rule": "slower-than-recordet", "threshold": "1 pp"}, "did you mean slower-than-recorded"),
        (backtest, {"rule": "slower-than-recorded"}, "`threshold` says what to try"),
        (backtest, {"rule": "slower-than-recorded", "threshold": "1 parsec"}, "rules"),
        (backtest, {"rule": "slower-than-recorded", "threshold": "1 pp", "rules": "rules: []"}, "not both"),
        (backtest, {}, "nothing is stored yet"),
        (receivers.test_receiver, {"receiver": "consol"}, "did you mean console"),
        (prune, {"snapshot_days": 1}, "fewer than 7 days"),
        (show, {"page": Page.ALERT}, "which one"),
        (show, {"page": Page.SERIES, "name": "nonsense"}, "no series is called nonsense"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_line(
    run: Callable[..., object], asked: dict[str, object], line: str
) -> None:
    name, message = said(run, **asked)
    assert name == "Refused"
    assert line in message
    assert "\n" not in message
    assert wiring_is_untouched()


def wiring_is_untouched() -> bool:
    home = wiring.house()
    with read_only(home.store) as session:
        return not silences.everything(session) and not outbox.deliveries(session)


def test_a_second_click_on_silence_makes_no_second_silence() -> None:
    for _ in range(2):
        name, message = said(silence, reason="known", author="Wang", publisher=Whose.NBS, length=Length.ONE_DAY)
        assert name == "Completed"
        assert "silence" in message
    with read_only(wiring.house().store) as session:
        made = silences.everything(session)
    assert len(made) == 1
    for _ in range(2):
        assert said(end_silence, silence=made[0].id)[0] == "Completed"


SLOWER = ("slower-than-recorded", "nb-iva-above-scale-yoy")


def test_the_page_of_an_alert_says_what_was_sent_and_who_keeps_it_quiet() -> None:
    collect(Publisher.NINGBO_STATS)
    watch()
    key = key_of("alert", "/".join(SLOWER))
    assert "no answer yet" in str(newest(key).data)
    deliver()
    told = str(newest(key).data)
    assert "sent, 1 attempt" in told
    assert "no answer yet" not in told
    assert f"(/v2/artifacts/key/{key_of('series', 'ningbo-iva-above-scale-growth-cumulative')})" in told
    said(silence, reason="known", author="Wang", rule=SLOWER[0], subject=SLOWER[1])
    assert "**muted** silence" in str(newest(key).data).replace("\\", "")
    said(acknowledge, alert="/".join(SLOWER), note="asked the bureau", author="Li")
    assert "**taken on** by Li" in str(newest(key).data)


def test_a_report_says_where_it_stands(tmp_path: Path) -> None:
    collect(Publisher.NINGBO_STATS)
    name, message = said(report, language="zh")
    assert name == "Completed"
    assert Path(message.removeprefix("written: ")).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_backfill_shows_how_far_it_is_and_what_came_of_it_and_pages_follow() -> None:
    for expected in ("3 releases read", "0 releases read"):
        name, message = said(backfill, publisher=Publisher.NINGBO_STATS, first=date(2026, 1, 1))
        assert name == "Completed"
        assert expected in message
        assert "the lists name 3 releases of these days" in message
    assert newest("backfill-ningbo-stats-progress").data == 100.0
    assert "# Backfill of ningbo-stats" in str(newest("backfill-ningbo-stats").data)
    watch()
    assert "| [firing](/v2/artifacts/key/alert-" in str(newest("scoreboard").data)
    assert "data:image/svg+xml" in str(newest("series-ningbo-iva-above-scale-growth-cumulative").data)
    for page, wanted in (
        (Page.ALERT, "slower-than-recorded/nb-iva-above-scale-yoy"),
        (Page.VISITS, ""),
        (Page.STATUS, ""),
    ):
        name, message = said(show, page=page, name=wanted)
        assert name == "Completed"
        assert newest(message.split()[-1]).data
    assert said(show, page=Page.RELEASE, name="上半年")[0] in ("Completed", "Refused")
    assert said(reread, publisher=Publisher.NINGBO_STATS)[1].startswith("3 releases read again, 0 read otherwise")
    assert said(backtest)[0] == "Completed"
    assert said(status)[0] == "Completed"
    assert said(prune)[1].startswith("would delete")


def test_a_run_of_collect_writes_the_page_of_each_release_it_read() -> None:
    collected = collect(Publisher.NINGBO_STATS)
    assert not isinstance(collected, State)
    ref = collected.read[0].ref
    with get_client(sync_client=True) as client:
        pages = [a for a in client.read_artifacts(limit=200) if str(a.key).startswith("release-ningbo-stats")]
    assert {key_of("release", f"{r.ref.publisher}/{r.ref.key}") for r in collected.read} <= {page.key for page in pages}
    assert any(ref.url in str(page.data) for page in pages)


def test_trouble_told_twice_is_promised_once() -> None:
    asked = {"trouble": Trouble.RUN_FAILED, "about": "collect-nbs", "occurred": datetime(2026, 8, 7, 9, 5, tzinfo=UTC)}
    assert "1 messages promised" in said(tell_operators, **asked)[1]
    assert "told already" in said(tell_operators, **asked)[1]


def test_our_events_reach_prefect_with_the_id_of_their_subject() -> None:
    @flow(name="announcing")
    def announcing() -> None:
        announce(
            [Happened("ningbo-monitor.release.new", "ningbo-monitor.release.nbs.x1", "标题", "", {"url": "https://a"})]
        )

    announcing()
    announcing()  # the same event: it has the same id
    deadline = time.monotonic() + 20
    found: list[dict[str, object]] = []
    with get_client(sync_client=True) as client:
        while not found and time.monotonic() < deadline:
            answer = client.request(
                "POST",
                "/events/filter",
                json={
                    "filter": {
                        "event": {"name": ["ningbo-monitor.release.new"]},
                        "resource": {"id": ["ningbo-monitor.release.nbs.x1"]},
                    }
                },
            )
            found = answer.json()["events"]
            time.sleep(0.2)
    assert len(found) == 1
    assert found[0]["payload"] == {"url": "https://a"}


def test_automations_are_declared_once_however_often_and_wait_three_heartbeats() -> None:
    wanted = automations(uuid4())
    assert len({a.name for a in wanted}) == len(wanted) == 5
    assert [a.trigger.within.total_seconds() for a in wanted[:2]] == [540, 540]  # without heartbeat, never begun
    assert automations(uuid4(), beats=30)[0].trigger.within.total_seconds() == 90


# -- prune ------------------------------------------------------------------------------------------------------------


def ids_of(what: str) -> set[str]:
    """Everything that Prefect's server has of runs or artifacts."""
    found: set[str] = set()
    with get_client(sync_client=True) as client:
        while page := client.request("POST", f"/{what}/filter", json={"offset": len(found), "limit": 200}).json():
            found |= {one["id"] for one in page}
    return found


def made_old(*runs: UUID) -> None:
    """As if they, and all artifacts until now, were of last year. Prefect's server takes no moments from outside."""
    database = get_current_settings().server.database.connection_url
    assert database is not None
    with closing(sqlite3.connect(database.get_secret_value().partition("///")[2], timeout=30)) as store, store:
        store.execute("UPDATE artifact SET created = '2025-01-01 00:00:00.000000'")
        for run in runs:
            store.execute("UPDATE flow_run SET end_time = '2025-01-01 00:00:00.000000' WHERE id = ?", [str(run)])


def test_pruning_deletes_old_finished_runs_and_old_versions_of_pages_and_nothing_else() -> None:
    old, young = (status(return_state=True).state_details.flow_run_id for _ in range(2))
    with get_client(sync_client=True) as client:
        open_ended = client.create_flow_run(status).id
    assert old is not None
    made_old(old, open_ended)
    pages, runs = ids_of("artifacts"), ids_of("flow_runs")
    before_last = newest("status").id

    assert said(prune)[1].endswith("artifacts of Prefect")
    assert pages <= ids_of("artifacts")
    assert runs <= ids_of("flow_runs")

    name, message = said(prune, dry_run=False)
    assert name == "Completed"
    assert "1 flow runs and" in message
    assert runs - ids_of("flow_runs") == {str(old)}
    assert {str(young), str(open_ended)} <= ids_of("flow_runs")
    kept = pages & ids_of("artifacts")
    assert str(before_last) in kept
    assert len(kept) < len(pages)
    assert "deleted 0 old answers (0 KiB), 0 flow runs and 0 old versions" in said(prune, dry_run=False)[1]


def eventually(holds: Callable[[], bool]) -> None:
    """The server writes events down a moment after it took them."""
    deadline = time.monotonic() + 60
    while not holds() and time.monotonic() < deadline:
        time.sleep(0.2)
    assert holds()


def beat(run: UUID, at: datetime) -> None:
    resource = {"prefect.resource.id": f"prefect.flow-run.{run}"}
    emitted = Event(event=BEAT, resource=resource, occurred=at)
    with get_client(sync_client=True) as client:
        client.request("POST", "/events", json=[emitted.model_dump(mode="json")])


def test_runs_that_lost_their_worker_are_ended_and_those_that_beat_are_not() -> None:
    with get_client(sync_client=True) as client:
        taken, dead, alive = (client.create_flow_run(status, state=state()) for state in (Pending, Running, Running))
        waiting = client.create_flow_run(status, state=Scheduled())
        assert crash_abandoned(client, datetime.now(UTC), timedelta(minutes=1)) == []  # all of them are young

        time.sleep(1)
        now, patience = datetime.now(UTC), timedelta(seconds=0.5)
        beat(alive.id, now)
        eventually(lambda: bool(client.request("POST", "/events/filter", json=BEATS_FILTER).json()["events"]))
        ended = set(crash_abandoned(client, now, patience))  # others of this server may be among them
        assert {taken.name, dead.name} <= ended
        states = {run.id: client.read_flow_run(run.id).state_type for run in (taken, dead, alive, waiting)}
        crashed, running, scheduled = StateType.CRASHED, StateType.RUNNING, StateType.SCHEDULED
        assert states == {taken.id: crashed, dead.id: crashed, alive.id: running, waiting.id: scheduled}
        assert crash_abandoned(client, now, patience) == []
        client.delete_flow_run(alive.id)
