"""What people ask and do about alerts: explain, silence, acknowledge, backtest; on a store that `watch` has filled."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from looks import DESK, INVESTMENT, at, house_on, looked, publish
from rich.console import Console
from sqlalchemy import inspect, text

from alerts.replay import replay, sendings
from flows.backtest import Asked, backtest, past_of
from flows.clock import StoppedClock
from flows.explain import explain
from flows.judge import judge_all
from flows.muting import Matcher, Note, Quiet, acknowledge, end_silence, show_silences, silence, until_when
from flows.wiring import House
from sources.errors import ConfigError
from store import outbox, silences
from store.database import Engine, read_only
from store.errors import StoreError
from store.observations import KnownBy

SLOWER = "slower-than-recorded/nb-iva-above-scale-yoy"


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> House:
    """January to May was slower, and told."""
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    publish(engine, 4, "8.8", "2026-05-21")
    publish(engine, 5, "8.1", "2026-06-22")
    publish(engine, 5, "10.0", "2026-06-22", series=INVESTMENT)
    judge_all(home)
    return home


def on(home: House, moment: datetime) -> House:
    return replace(home, clock=StoppedClock(moment))


class Paper:
    """What a command printed."""

    def __init__(self) -> None:
        self.console = Console(file=io.StringIO(), width=200, highlight=False)

    def __str__(self) -> str:
        written = self.console.file
        assert isinstance(written, io.StringIO)
        return written.getvalue()


def promises(home: House) -> int:
    with read_only(home.store) as session:
        return len(outbox.deliveries(session, 100))


def contents(store: Engine) -> dict[str, list[str]]:
    """Everything in every table."""
    with store.connect() as connection:
        names = inspect(connection).get_table_names()
        return {name: [str(row) for row in connection.execute(text(f'SELECT * FROM "{name}"'))] for name in names}


# -- explain ------------------------------------------------------------------------------------------------------------


def test_explain_says_who_was_told_and_who_was_not_and_what_was_judged(home: House) -> None:
    paper = Paper()
    assert explain(home, SLOWER, paper.console) == 0
    said = str(paper)
    for part in (
        "firing since 2026-06-22 12:00",
        "lower than the recorded figure by 0.5 pp or more",
        "inactive -> firing (breached)",
        "desk told: route of desk",
        "Jan–Apr 2026: clear",
        "Jan–May 2026: breached",
        "“1—5月同比增长8.1%” 1—5月经济运行情况 2026-06-22 https://tjj.ningbo.gov.cn/",
    ):
        assert part in said


def test_explain_names_the_values_by_period_whenever_they_were_seen(home: House) -> None:
    publish(home.store, 2, "8.9", "2026-06-23")
    paper = Paper()
    explain(on(home, at("2026-06-23")), SLOWER, paper.console)
    judged = str(paper).rpartition("values judged")[2]
    assert judged.index("Jan–Feb 2026") < judged.index("Jan–Apr 2026") < judged.index("Jan–May 2026")


def test_explain_says_why_a_value_decided_nothing(home: House) -> None:
    paper = Paper()
    explain(home, "slowing-three-times/nb-iva-above-scale-yoy", paper.console)
    assert "it never moved" in str(paper)
    assert "undecided, only 2 periods in a row are known" in str(paper)


def test_explain_says_what_keeps_an_alert_quiet(home: House) -> None:
    silence(home, Quiet(Matcher(publisher="ningbo-*"), Note("known [b]slip[/b]", "Wang"), "3d"), Paper().console)
    paper = Paper()
    explain(on(home, at("2026-06-23")), SLOWER, paper.console)
    assert "by Wang until" in str(paper)
    assert "known [b]slip[/b]" in str(paper)  # shown as it was written, not taken for markup


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("nonsense", "no alert is called nonsense"),
        ("slower-than-recordet/nb-iva-above-scale-yoy", "did you mean slower-"),
    ],
)
def test_an_alert_that_nobody_knows_is_told_so(home: House, name: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        explain(home, name, Paper().console)


def test_a_part_of_the_name_is_enough_where_it_leaves_one_firing(home: House) -> None:
    paper = Paper()
    explain(home, "slower-than-recorded", paper.console)
    assert SLOWER in str(paper)
    with pytest.raises(StoreError, match=r"may be [0-9]+ alerts: overdue/"):
        explain(home, "overdue", Paper().console)


# -- silence, acknowledge -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "matcher", [Matcher(rule="slower-*"), Matcher(subject="nb-iva-*"), Matcher(publisher="ningbo-stats")]
)
def test_a_silence_keeps_reminders_back_until_it_ends(home: House, matcher: Matcher) -> None:
    paper = Paper()
    silence(home, Quiet(matcher, Note("known", "Wang"), "3d"), paper.console)
    assert "covers 1 firing alert now" in str(paper)
    before = promises(home)
    judge_all(on(home, at("2026-06-24")))
    assert promises(home) == before
    judge_all(on(home, at("2026-06-26")))
    assert promises(home) == before + 1


def test_a_silence_can_be_seen_and_ended(home: House) -> None:
    silence(home, Quiet(Matcher(rule="slower-*"), Note("known", "Wang"), "3d"), Paper().console)
    with read_only(home.store) as session:
        (made,) = silences.everything(session)
    paper = Paper()
    show_silences(home, paper.console, also_ended=False)
    assert made.id in str(paper)
    tomorrow = on(home, at("2026-06-23", 6))
    end_silence(tomorrow, made.id, Paper().console)
    judge_all(tomorrow)
    assert promises(home) == 2  # the reminder that was due
    paper = Paper()
    show_silences(tomorrow, paper.console, also_ended=False)
    assert "no silence is in force" in str(paper)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("6h", "2026-06-22T10:00+00:00"),
        ("2w", "2026-07-06T04:00+00:00"),
        ("2026-07-01T09:00", "2026-07-01T01:00+00:00"),  # Beijing
        ("2026-07-01T09:00+00:00", "2026-07-01T09:00+00:00"),
        ("2026-07-01", "2026-06-30T16:00+00:00"),
    ],
)
def test_until_when(written: str, moment: str) -> None:
    assert until_when(written, at("2026-06-22")) == datetime.fromisoformat(moment)


@pytest.mark.parametrize("written", ["3x", "soon", "0d", "-1d", "2026-06-01", "60w", "2027-12-01"])
def test_an_end_that_cannot_be_meant_is_refused(written: str) -> None:
    with pytest.raises(ConfigError, match="--until"):
        until_when(written, at("2026-06-22"))


@pytest.mark.parametrize(
    ("matcher", "said"),
    [
        (Matcher(), "one of them says"),
        (Matcher(rule="slower-then-recorded"), "did you mean slower-than-recorded"),
        (Matcher(publisher="ningbo-stat"), "did you mean ningbo-stats"),
    ],
)
def test_a_silence_that_would_cover_nothing_is_refused(home: House, matcher: Matcher, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        silence(home, Quiet(matcher, Note("known"), "3d"), Paper().console)
    with read_only(home.store) as session:
        assert silences.everything(session) == ()


def test_what_is_acknowledged_is_not_repeated_until_it_changes(home: House) -> None:
    paper = Paper()
    assert acknowledge(home, SLOWER, Note("asked the office", "Li"), paper.console) == 0
    assert "acknowledged by Li: asked the office" in str(paper)
    for days in (1, 2, 3):
        judge_all(on(home, at("2026-06-22") + timedelta(days=days)))
    assert promises(home) == 1
    told = Paper()
    explain(home, SLOWER, told.console)
    assert "everybody not told: acknowledged by Li: asked the office" in str(told)
    publish(home.store, 6, "8.9", "2026-07-21")
    judge_all(on(home, at("2026-07-21")))
    with read_only(home.store) as session:
        told_now = {
            (d.notification.reason.value, t.rule)
            for d in outbox.deliveries(session)
            for t in d.notification.transitions
        }
    assert {reason for reason, rule in told_now if rule == "slower-than-recorded"} == {"first", "all resolved"}


def test_only_what_fires_can_be_acknowledged(home: House) -> None:
    publish(home.store, 6, "8.9", "2026-07-21")
    judge_all(on(home, at("2026-07-21")))
    with pytest.raises(StoreError, match="is resolved: only what fires"):
        acknowledge(home, SLOWER, Note("late"), Paper().console)


# -- backtest -------------------------------------------------------------------------------------------------------------


def test_a_backtest_writes_nothing_and_sends_nothing(home: House) -> None:
    before = contents(home.store)
    paper = Paper()
    assert backtest(home, None, Asked(), paper.console) == 0
    assert "slower-than-recorded" in str(paper)
    assert contents(home.store) == before


def test_a_backtest_finds_what_the_running_monitor_told(engine: Engine, tmp_path: Path) -> None:
    """Day by day with a watcher, and then played again from what it stored."""
    home = house_on(engine, at("2026-05-21"), tmp_path, DESK)
    publications = {
        "2026-05-21": (4, "8.8"),
        "2026-07-01": (5, "8.1"),
        "2026-07-21": (6, "8.2"),
        "2026-08-21": (7, "9.0"),
    }
    day = date(2026, 5, 21)
    while day <= date(2026, 8, 21):
        looked(engine, at(day.isoformat()))
        if day.isoformat() in publications:
            publish(engine, *publications[day.isoformat()], day.isoformat())
        judge_all(on(home, at(day.isoformat(), 15)))
        day += timedelta(days=1)
    with read_only(engine) as session:
        told = [d.notification for d in reversed(outbox.deliveries(session, 500))]
    really = sorted(
        (n.reason.value, t.rule, t.subject, t.after.value, n.created_at.date()) for n in told for t in n.transitions
    )
    past = past_of(engine, KnownBy.SEEN)
    played = sorted(
        (s.reason, s.rule, s.subject, s.state, s.day) for s in sendings(replay(past, home.rulebook, home.receivers))
    )
    assert played == really
    assert {rule for _, rule, *_ in really} >= {"slower-than-recorded", "overdue"}


CHANGED = """
rules:
  - id: slower-than-recorded
    recorded: [nb-iva-above-scale-yoy, nb-mfg-invest-yoy]
    when: {lower_than: recorded, by: 0.1 pp}
    why: {zh: 更早知道, en: hear of it earlier}
"""


def test_changed_rules_stand_beside_the_present_ones(home: House, tmp_path: Path) -> None:
    path = tmp_path / "changed.yaml"
    path.write_text(CHANGED, encoding="utf-8")
    paper = Paper()
    backtest(home, path, Asked(date(2026, 6, 1), date(2026, 6, 22)), paper.console)
    lines = [
        [cell.strip() for cell in line.split("│")[1:-1]] for line in str(paper).splitlines() if "2026-06-22" in line
    ]
    marked = {(cells[0], cells[4]) for cells in lines if len(cells) > 4}
    assert ("", "slower-than-recorded · nb-iva-above-scale-yoy") in marked
    assert ("+", "slower-than-recorded · nb-mfg-invest-yoy") in marked
    assert "1 told by both" in str(paper)


def test_changed_rules_that_cannot_be_used_are_told_before_anything_is_played(home: House, tmp_path: Path) -> None:
    path = tmp_path / "changed.yaml"
    path.write_text(CHANGED.replace("0.1 pp", "lots"), encoding="utf-8")
    with pytest.raises(ConfigError, match="must be an amount"):
        backtest(home, path, Asked(), Paper().console)


def test_a_late_find_is_dated_by_its_publication_or_by_its_sight(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.1", "2026-06-22", at("2026-09-01"))
    home = house_on(engine, at("2026-09-01"), tmp_path, DESK)
    days = {}
    for by in KnownBy:
        (told,) = [
            s for s in sendings(replay(past_of(engine, by), home.rulebook, home.receivers)) if s.rule[:6] == "slower"
        ]
        days[by] = told.day
    assert days == {KnownBy.PUBLISHED: date(2026, 6, 22), KnownBy.SEEN: date(2026, 9, 1)}


def test_an_empty_store_is_told_so(engine: Engine, tmp_path: Path) -> None:
    paper = Paper()
    assert backtest(house_on(engine, at("2026-06-22"), tmp_path, DESK), None, Asked(), paper.console) == 1
    assert "collect first" in str(paper)
