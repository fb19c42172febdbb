"""Operators' doings without Prefect: history filled in, read again, taken through again; twice gives what once gives."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

import pytest
from looks import DESK, IVA, at, house_on, publish
from rehearsed_house import OnDay
from sqlalchemy import inspect, text

from alerts.lifecycle import State
from alerts.receipts import Receipt
from alerts.rules import About
from flows.clock import beijing_day
from flows.finding import find_release
from flows.judge import judge_all
from flows.operate.backfilling import Asked, asked_of, backfill
from flows.operate.rereading import reread, to_reread
from flows.operate.rerun import Asked as Again
from flows.operate.rerun import Resend, again
from flows.operate.tell import Told, Trouble, tell
from flows.spans import Span, span_of
from flows.wiring import House
from sources.errors import ConfigError
from store import alert_states, decisions, outbox, release_facts, releases
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import StoreError
from store.migrations import migrate
from store.release_facts import FactKind

TODAY = date(2026, 8, 7)
PAST = Span(date(2026, 1, 1), date(2026, 7, 30))
NINGBO = "ningbo-stats"


def filled(home: House, asked: Asked) -> int:
    """How many releases were read; every step must succeed."""
    steps = [progress.step for progress in backfill(home, asked)]
    assert [step.problem for step in steps if step.problem] == []
    return sum(step.release is not None for step in steps)


def tables(store: Engine, *left_out: str) -> dict[str, list[str]]:
    """Everything in every table but what only says how often somebody asked."""
    with store.connect() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "reception", *left_out}
        return {n: sorted(str(row) for row in connection.execute(text(f'SELECT * FROM "{n}"'))) for n in sorted(names)}


def read_values(store: Engine) -> set[str]:
    """What was read, whatever the order: release, subject and value."""
    query = (
        "SELECT r.key, o.series, o.period_end, s.value, s.status FROM statement s JOIN observation o ON o.id = s.observation_id "
        "JOIN reading d ON d.id = s.reading_id JOIN release r ON r.id = d.release_id"
    )
    with store.connect() as connection:
        return {str(row) for row in connection.execute(text(query))}


# -- ranges -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 5, 2), date(2026, 5, 1), "the range has no day in it"),
        (date(2026, 8, 8), None, "has not come yet"),
        (date(2026, 8, 1), date(2027, 1, 1), "has not come yet"),
        (date(1999, 1, 1), None, "nothing is listed from so long ago"),
    ],
)
def test_a_range_in_which_there_can_be_nothing_is_refused(first: date, last: date | None, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        span_of(first, last, TODAY)


def test_a_quiet_backfill_leaves_the_last_week_to_collect_so_that_it_hides_no_news(on_day: OnDay) -> None:
    home = on_day(TODAY)
    assert asked_of(home, NINGBO, Span(date(2026, 1, 1), TODAY), notify=False).span.last == date(2026, 7, 31)
    assert asked_of(home, NINGBO, Span(date(2026, 1, 1), TODAY), notify=True).span.last == TODAY
    with pytest.raises(ConfigError, match="comes by `collect`"):
        asked_of(home, NINGBO, Span(date(2026, 8, 5), TODAY), notify=False)


# -- backfill ---------------------------------------------------------------------------------------------------------


def test_a_backfill_reads_what_lies_in_its_range_and_nothing_else(on_day: OnDay) -> None:
    home = on_day(TODAY)
    assert filled(home, Asked(NINGBO, PAST)) >= 3
    with read_only(home.store) as session:
        known = releases.known(session, NINGBO)
    assert {PAST.first <= r.ref.published_on <= PAST.last for r in known if r.ref.published_on} == {True}
    assert all(r.read for r in known)


def test_a_backfill_run_twice_gives_what_once_gives(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    once = tables(home.store)
    assert filled(home, Asked(NINGBO, PAST)) == 0
    assert tables(home.store) == once


@pytest.mark.parametrize("steps", [1, 4, 7])
def test_a_backfill_cancelled_anywhere_and_run_again_gives_what_one_whole_run_gives(
    on_day: OnDay, tmp_path: Path, steps: int
) -> None:
    home = on_day(TODAY)
    for _ in islice(backfill(home, Asked(NINGBO, PAST)), steps):
        pass
    filled(home, Asked(NINGBO, PAST))
    broken = read_values(home.store)
    whole = house_on_another_store(home, tmp_path)
    filled(whole, Asked(NINGBO, PAST))
    assert broken
    assert broken == read_values(whole.store)


def test_a_quiet_backfill_moves_alerts_and_tells_nobody_also_later(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    judged = judge_all(home)
    assert State.FIRING in {move.after for move in judged.transitions}
    assert promises_about(home, About.FIGURES) == []
    judge_all(home)
    assert promises_about(home, About.FIGURES) == []
    fired = next(move for move in judged.transitions if move.after is State.FIRING)
    with read_only(home.store) as session:
        why = [d.why for d in decisions.of_transition(session, fired.id)]
    assert any("backfill that tells nobody" in line for line in why)


def test_what_was_filled_in_quietly_is_told_when_somebody_asks_for_it(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    judge_all(home)
    filled(home, Asked(NINGBO, PAST, notify=True))
    judge_all(home)
    asked_for = promises_about(home, About.FIGURES)
    assert asked_for
    judge_all(home)
    assert promises_about(home, About.FIGURES) == asked_for


def test_a_loud_backfill_is_told_like_any_news(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST, notify=True))
    judge_all(home)
    assert promises_about(home, About.FIGURES)


def promises_about(home: House, about: About) -> list[str]:
    """Keys of the messages that tell of figures, or of how well they can be seen."""
    return [
        d.notification.key
        for d in promised(home)
        if any(t.evaluation.about is about for t in d.notification.transitions)
    ]


def house_on_another_store(home: House, folder: Path) -> House:
    store = open_store(f"sqlite:///{folder / 'whole.sqlite'}")
    migrate(store)
    return replace(home, store=store)


# -- reread -----------------------------------------------------------------------------------------------------------


def forget_a_figure(home: House) -> str:
    """As if an older reader had missed one: the statement is taken out of the store."""
    with unit_of_work(home.store) as session:
        found = session.execute(text("SELECT id, value FROM statement ORDER BY id DESC LIMIT 1")).one()
        session.execute(text("DELETE FROM statement WHERE id = :id"), {"id": found[0]})
    return str(found[1])


def test_a_dry_reread_shows_what_would_be_read_and_changes_nothing(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    missing = forget_a_figure(home)
    before = tables(home.store)
    done = list(reread(home, to_reread(home, NINGBO, PAST), apply=False))
    added = [figure for one in done for d in one.differences for figure in d.added]
    assert [f"{figure.value:f}" for figure in added] == [missing]
    assert tables(home.store) == before


def test_applying_a_reread_appends_once(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    whole = read_values(home.store)
    forget_a_figure(home)
    done = list(reread(home, to_reread(home, NINGBO, PAST), apply=True))
    assert sum(one.vintages for one in done) == 1
    assert read_values(home.store) == whole
    once = tables(home.store)
    assert all(one.is_nothing for one in reread(home, to_reread(home, NINGBO, PAST), apply=True))
    assert tables(home.store) == once


def test_a_reread_cancelled_in_the_middle_and_run_again_gives_what_one_whole_run_gives(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    whole = read_values(home.store)
    with unit_of_work(home.store) as session:
        session.execute(text("DELETE FROM statement WHERE id IN (SELECT max(id) FROM statement GROUP BY reading_id)"))
    missing = len(whole) - len(read_values(home.store))
    assert missing >= 2
    for _ in islice(reread(home, to_reread(home, NINGBO, PAST), apply=True), 1):
        pass
    assert len(whole) - len(read_values(home.store)) == missing - 1
    assert sum(one.vintages for one in reread(home, to_reread(home, NINGBO, PAST), apply=True)) == missing - 1
    assert read_values(home.store) == whole


def test_what_the_reader_no_longer_sees_is_shown_and_stays(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    with unit_of_work(home.store) as session:
        session.execute(text("UPDATE statement SET value = '77.7' WHERE id = (SELECT max(id) FROM statement)"))
    for apply in (True, True):
        done = list(reread(home, to_reread(home, NINGBO, PAST), apply=apply))
        gone = [statement for one in done for d in one.differences for statement in d.gone]
        assert [str(statement.vintage.value) for statement in gone] == ["77.7"]


# -- rerun ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def told(engine: Engine, tmp_path: Path) -> House:
    """January to May was slower, told and delivered."""
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    publish(engine, 4, "8.8", "2026-05-21")
    publish(engine, 5, "8.1", "2026-06-22")
    judge_all(home)
    with unit_of_work(engine) as session:
        for receiver in home.receivers.named:
            for entry in outbox.claim(session, receiver, at("2026-06-22", 5)):
                outbox.mark_sent(session, entry, Receipt(receiver, at("2026-06-22", 5), 1, "ok"))
    return home


RELEASE = f"{NINGBO}/{IVA}-2026-5-2026-06-22"


def test_messages_about_a_release_are_sent_again_once_a_day_however_often_somebody_clicks(told: House) -> None:
    with read_only(told.store) as session:
        known = find_release(session, RELEASE)
    asked = Again(RELEASE, fetch=False, reread=False, evaluate=False, resend=Resend.EVERYTHING, dry_run=False)
    before = len(promised(told))
    for _ in range(3):
        list(again(told, known, asked))
    assert len(promised(told)) == before + 1


def test_a_dry_rerun_says_what_it_would_do_and_changes_nothing(told: House) -> None:
    before = tables(told.store)
    with read_only(told.store) as session:
        known = find_release(session, RELEASE)
    said = list(again(told, known, Again(RELEASE, reread=False, resend=Resend.EVERYTHING)))
    assert "would fetch" in said[0]
    assert "would judge 0 values" in said[1]
    assert "0 undelivered and 1 delivered messages would be sent" in said[2]
    assert tables(told.store) == before


def test_judging_a_release_again_tells_nobody_twice(told: House) -> None:
    with read_only(told.store) as session:
        known = find_release(session, RELEASE)
    before = tables(told.store)
    said = list(again(told, known, Again(RELEASE, fetch=False, reread=False, dry_run=False)))
    assert "judged 0 new values, 0 messages promised" in said[0]
    assert tables(told.store, "cursor") == {n: rows for n, rows in before.items() if n != "cursor"}


@pytest.mark.parametrize(
    ("name", "said"), [("nonsense", "no release is called"), ("", "no release"), ("经济", "may be 2")]
)
def test_a_release_that_nobody_or_more_than_one_is_meant_by_is_refused(told: House, name: str, said: str) -> None:
    with read_only(told.store) as session, pytest.raises(StoreError, match=said):
        find_release(session, name)


def promised(home: House) -> tuple[outbox.Delivery, ...]:
    with read_only(home.store) as session:
        return outbox.deliveries(session, 100)


# -- trouble with the watcher itself ------------------------------------------------------------------------------------


def test_trouble_is_promised_to_those_who_want_it_once_an_hour(told: House) -> None:
    before = len(promised(told))
    for minute in (0, 20, 59):
        tell(told, Told(Trouble.RUN_FAILED, "collect-miit", "boom", at("2026-06-22", 6).replace(minute=minute)))
    assert len(promised(told)) == before + 1
    tell(told, Told(Trouble.RUN_FAILED, "collect-miit", "boom", at("2026-06-22", 7)))
    tell(told, Told(Trouble.WORKER_DOWN, "ningbo-monitor", "", at("2026-06-22", 7)))
    assert len(promised(told)) == before + 3
    with read_only(told.store) as session:
        assert len(alert_states.transitions(session, "operations", "run-failed/collect-miit")) == 2


def test_a_release_may_be_told_after_it_was_quiet_and_quiet_again(on_day: OnDay) -> None:
    home = on_day(TODAY)
    filled(home, Asked(NINGBO, PAST))
    with read_only(home.store) as session:
        ref = releases.known(session, NINGBO)[0].ref
    name, now = f"{ref.publisher}/{ref.key}", home.clock.now()
    for kind, quiet in ((FactKind.READ_QUIETLY, {name}), (FactKind.MAY_BE_TOLD, set()), (FactKind.EDITED, set())):
        with unit_of_work(home.store) as session:
            release_facts.add(session, ref, now, kind, "")
            assert release_facts.quiet_ones(session, [name]) == quiet
    assert beijing_day(now) == TODAY
