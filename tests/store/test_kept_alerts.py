"""Alert states, transitions, decisions, silences and cursors."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from threading import Barrier

import pytest
from sqlalchemy import text
from store_builders import NOON, SERIES, evaluation, firing, notification, transition

from alerts.lifecycle import Alert, State
from alerts.notifications import Decision
from alerts.silences import Silence
from store import alert_states, cursors, decisions, outbox, silences
from store.alert_states import Change, fresh
from store.database import Engine, open_store, read_only, unit_of_work
from store.errors import Overtaken, StoreError

KEY = ("slower", SERIES)
HOUR = timedelta(hours=1)


def test_an_alert_comes_back_as_it_was_saved(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        assert alert_states.load(session, [KEY]) == {}
        alert_states.save(session, [Change(fresh(*KEY), firing(), (transition(),))])
        held = alert_states.load(session, [KEY, ("slower", "other")])
    assert {key: h.alert for key, h in held.items()} == {KEY: firing()}
    assert str(held[KEY].alert.last and held[KEY].alert.last.difference) == "-0.90"
    with read_only(engine) as session:
        assert alert_states.transitions(session, *KEY) == (transition(),)
        assert alert_states.transition(session, transition().id) == transition()
        assert alert_states.transition(session, "unknown") is None


def test_an_alert_saved_by_another_since_is_not_overwritten(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])
        held = alert_states.load(session, [KEY])[KEY]
    counted = replace(firing(), breaches=2)  # no transition: the generation stays
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(held, counted)])
    with pytest.raises(Overtaken), unit_of_work(engine) as session:
        alert_states.save(session, [Change(held, firing(2), (transition(2),))])
    with read_only(engine) as session:
        assert alert_states.load(session, [KEY])[KEY].alert == counted
        assert alert_states.transitions(session, *KEY) == ()


def test_a_new_alert_is_made_by_one_watcher_only(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])
    with pytest.raises(Overtaken), unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])


def test_one_overtaken_alert_takes_all_of_the_unit_of_work_back(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])
    changes = [Change(fresh("slower", s), firing(subject=s), (transition(subject=s),)) for s in ("a", SERIES)]

    def watch() -> None:
        with unit_of_work(engine) as session:
            outbox.enqueue(session, [notification("k")])
            alert_states.save(session, changes)

    with pytest.raises(Overtaken):
        watch()
    with read_only(engine) as session:
        assert len(alert_states.everything(session)) == 1
        assert alert_states.transitions_since(session, 0) == ()
        assert outbox.waiting(session) == {}


def test_watchers_at_once_make_one_alert_one_transition_and_one_promise(url: str, engine: Engine) -> None:
    keys = [("slower", f"s{n}") for n in range(20)]
    start = Barrier(3)

    def watch(number: int) -> int:
        own = open_store(url)
        order = keys if number % 2 else list(reversed(keys))
        start.wait()
        try:
            with unit_of_work(own) as session:
                held = alert_states.load(session, keys)
                new = [key for key in order if key not in held]
                changes = [Change(fresh(*k), firing(subject=k[1]), (transition(subject=k[1]),)) for k in new]
                alert_states.save(session, changes)
                return outbox.enqueue(session, [notification(f"console {subject}") for _, subject in new])
        except Overtaken:
            return 0
        finally:
            own.dispose()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(watch, range(3))) == len(keys)
    with read_only(engine) as session:
        assert len(alert_states.transitions_since(session, 0)) == len(keys)
        assert outbox.waiting(session) == {outbox.EntryState.QUEUED: len(keys)}


def test_alerts_are_found_by_subject_and_by_state(engine: Engine) -> None:
    pending = Alert("slower", "b", State.PENDING, NOON, 1, evaluation(), 1)
    with unit_of_work(engine) as session:
        changes = [firing(subject="a"), pending, firing(rule="below", subject="a")]
        alert_states.save(session, [Change(fresh(*alert.key), alert) for alert in changes])
        assert set(alert_states.of_subjects(session, ["a"])) == {("slower", "a"), ("below", "a")}
        assert [h.alert for h in alert_states.in_state(session, State.PENDING)] == [pending]
        assert len(alert_states.in_state(session, State.FIRING, State.PENDING)) == 3


def test_many_alerts_are_saved_and_saved_again(engine: Engine) -> None:
    subjects = [f"s{n}" for n in range(1203)]
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh("slower", s), firing(subject=s)) for s in subjects])
        held = alert_states.of_subjects(session, subjects)
        again = [Change(h, replace(h.alert, breaches=9)) for h in held.values()]
        alert_states.save(session, again)
        assert {h.alert.breaches for h in alert_states.everything(session)} == {9}


def test_transitions_are_told_in_order_from_a_position(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing(), (transition(),))])
        held = alert_states.load(session, [KEY])[KEY]
        alert_states.save(session, [Change(held, firing(2), (transition(2),))])
        told = alert_states.transitions_since(session, 0)
        assert [move for _, move in told] == [transition(1), transition(2)]
        assert alert_states.transitions_since(session, told[0][0]) == told[1:]
        assert alert_states.transitions_since(session, 0, limit=1) == told[:1]


def test_an_alert_of_an_older_program_gets_the_defaults_of_what_was_added_since(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])
        payload = json.loads(session.execute(text("SELECT payload FROM alert")).scalar_one())
        del payload["breaches"], payload["last"]["revision"]
        payload["unknown_to_this_program"] = 1
        session.execute(text("UPDATE alert SET payload = :p"), {"p": json.dumps(payload)})
        alert = alert_states.load(session, [KEY])[KEY].alert
    assert alert.breaches == 0
    assert alert.last is not None
    assert (alert.last.revision, alert.last.value) == (False, Decimal("7.9"))


def test_a_payload_that_cannot_be_read_is_told_in_one_line(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing())])
        session.execute(text("UPDATE alert SET payload = '{}'"))
    with pytest.raises(StoreError, match="a stored Alert cannot be read") as refused, read_only(engine) as session:
        alert_states.everything(session)
    assert "\n" not in str(refused.value)


def test_a_decision_is_kept_once_and_found_by_transition_and_alert(engine: Engine) -> None:
    told = Decision(NOON, transition().id, "console", True, "new alert")
    quiet = Decision(NOON, transition().id, None, False, "silenced until 18:00")
    with unit_of_work(engine) as session:
        alert_states.save(session, [Change(fresh(*KEY), firing(), (transition(),))])
        decisions.append(session, [told, quiet])
        decisions.append(session, [quiet])
        assert decisions.of_transition(session, transition().id) == (told, quiet)
        assert decisions.of_alert(session, *KEY) == (told, quiet)
        assert decisions.of_alert(session, "slower", "other") == ()


SILENCE = Silence("s1", "slower", None, NOON, NOON + 2 * HOUR, "Wang", "known")


@pytest.mark.parametrize(("hours", "quiet"), [(-1, False), (0, True), (1, True), (2, False)])
def test_a_silence_holds_from_its_start_until_before_its_end(engine: Engine, hours: int, quiet: bool) -> None:
    with unit_of_work(engine) as session:
        silences.add(session, SILENCE)
        assert silences.active(session, NOON + hours * HOUR) == ((SILENCE,) if quiet else ())


def test_a_silence_can_be_ended_early_once(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        silences.add(session, SILENCE)
        silences.add(session, SILENCE)
        ended = silences.end(session, "s1", NOON + HOUR)
        assert ended.ends_at == NOON + HOUR
        assert silences.end(session, "s1", NOON + 3 * HOUR) == ended
        assert silences.active(session, NOON + HOUR) == ()
        assert silences.everything(session) == (ended,)


def test_an_unknown_silence_cannot_be_ended_and_a_taken_id_not_used(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        silences.add(session, SILENCE)
        with pytest.raises(StoreError, match="there is no silence s2"):
            silences.end(session, "s2", NOON)
        with pytest.raises(StoreError, match="there is a silence s1 already"):
            silences.add(session, replace(SILENCE, author="Li"))


def test_a_cursor_moves_from_where_it_is_only(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        assert cursors.load(session, "vintages") == 0
        cursors.move(session, "vintages", 0, 12)
        assert (cursors.load(session, "vintages"), cursors.load(session, "lists")) == (12, 0)
    with pytest.raises(Overtaken), unit_of_work(engine) as session:
        cursors.move(session, "vintages", 0, 5)
    with read_only(engine) as session:
        assert cursors.peek(session, "vintages") == 12
