"""What collect, watch and deliver ask must follow an index: cost grows with what is new, not with history."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session
from store_builders import APRIL, MAY, NOON, SERIES, figure, origin, read, ref

from alerts.lifecycle import Alert, State
from store import (
    acknowledgements,
    alert_states,
    decisions,
    named_lists,
    observations,
    outbox,
    refusals,
    releases,
    silences,
    snapshots,
    told,
    visits,
)
from store.database import Engine, read_only, unit_of_work

ASKED: dict[str, Callable[[Session], object]] = {
    "arrivals": lambda s: observations.since(s, 5),
    "history": lambda s: observations.history(s, SERIES),
    "newest": lambda s: observations.newest(s, SERIES),
    "one observation": lambda s: observations.find(s, SERIES, APRIL),
    "lists": lambda s: named_lists.since(s, 5),
    "list family": lambda s: named_lists.of_family(s, "f"),
    "releases to fetch": lambda s: releases.to_fetch(s, "ningbo", NOON),
    "releases to read": lambda s: releases.to_read(s, "ningbo"),
    "release": lambda s: releases.find(s, "ningbo", "a"),
    "validators": lambda s: snapshots.validators(s, "url"),
    "snapshot": lambda s: snapshots.load(s, "sha"),
    "refusals": lambda s: refusals.of_snapshot(s, "sha"),
    "refusal counts": lambda s: refusals.counts(s, "ningbo"),
    "visits": lambda s: visits.recent(s, "ningbo", "column"),
    "alerts of subjects": lambda s: alert_states.of_subjects(s, ["a"]),
    "firing alerts": lambda s: alert_states.in_state(s, State.FIRING),
    "transitions": lambda s: alert_states.transitions(s, "rule", "subject"),
    "decisions": lambda s: decisions.of_alert(s, "rule", "subject"),
    "acknowledgements": lambda s: acknowledgements.of_alert(s, Alert("rule", "subject")),
    "told": lambda s: told.of_alerts(s, [("rule", "subject")]),
    "believed to fire": lambda s: told.beliefs(s, told.of_alerts(s, []), ["console"], ["group"]),
    "alerts to ask about": lambda s: alert_states.to_ask(s, NOON, 5),
    "silences": lambda s: silences.active(s, NOON),
    "last sent": lambda s: outbox.last_sent(s, "console", "group"),
    "posts lately": lambda s: outbox.posts_since(s, "console", NOON),
    "due": lambda s: outbox.due(s, NOON),
    "waiting": lambda s: outbox.waiting(s),
    "dead": lambda s: outbox.dead(s),
    "claim": lambda s: outbox.claim(s, "console", NOON),
}


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("asked", ASKED)
def test_no_question_of_every_run_reads_a_whole_table(engine: Engine, asked: str) -> None:
    read(engine, origin("may", date(2026, 5, 20)), figure("8.8"))
    statements: list[tuple[str, Any]] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        statements.append((statement, parameters))

    with read_only(engine) as session:
        ASKED[asked](session)
        plans = [
            str(line[3])
            for statement, parameters in [s for s in statements if s[0].startswith(("SELECT", "UPDATE"))]
            for line in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
    assert plans
    scans = [
        plan for plan in plans if re.match(r"SCAN (?!.*USING (COVERING )?INDEX ix_(statement_news|outbox_due))", plan)
    ]
    assert scans == []


@pytest.mark.parametrize("kind", ["sqlite"])
def test_the_newest_documents_are_found_without_sorting_all_that_came_on_their_day(engine: Engine) -> None:
    plans: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(connection: Any, _cursor: object, statement: str, parameters: Any, *_: object) -> None:
        raw = connection.connection.driver_connection
        plans.extend(line[3] for line in raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters))

    with read_only(engine) as session:
        refusals.counts(session, "ningbo")
    assert any("ix_reading_publisher" in plan for plan in plans)
    assert [plan for plan in plans if "TEMP B-TREE" in plan] == []


@pytest.mark.parametrize("kind", ["postgresql"])
def test_the_news_have_an_index_of_their_own_on_postgresql(engine: Engine) -> None:
    query = "EXPLAIN SELECT id, observation_id FROM statement WHERE id > 5 AND news ORDER BY id LIMIT 500"
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        plan = "\n".join(connection.execute(text(query)).scalars())
    assert "ix_statement_news" in plan or "pk_statement" in plan


def test_recording_a_release_asks_as_often_after_a_hundred_releases_as_after_one(engine: Engine) -> None:
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    counts = []
    for number in range(100):
        asked.clear()
        day = date(2026, 1, 1) + timedelta(days=number)
        read(engine, origin(f"r{number}", day), figure(str(number)), figure("8.1", MAY))
        counts.append(len(asked))
    assert counts[99] <= counts[1]


def test_a_release_that_is_named_again_costs_one_question(engine: Engine) -> None:
    named = [ref(f"r{n}") for n in range(300)]
    asked: list[str] = []
    with unit_of_work(engine) as session:
        releases.see(session, named, NOON)
    event.listen(engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
    with unit_of_work(engine) as session:
        releases.see(session, named, NOON)
    assert len([statement for statement in asked if statement.startswith(("SELECT release", "INSERT"))]) == 1
