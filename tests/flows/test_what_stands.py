"""A look asks about what moved and what is due; it must tell what a look at everything that stands would tell."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from looks import INVESTMENT, IVA, at, house_on, publish
from sqlalchemy import text

from alerts.lifecycle import State, standing
from alerts.receivers import Receiver, Receivers
from alerts.silences import Acknowledgement, Silence
from flows.clock import StoppedClock
from flows.judge import judge_all
from flows.wiring import House
from store import acknowledgements, alert_states, asking, outbox, silences
from store.database import Engine, open_store, read_only, unit_of_work

DESK = Receiver.model_validate({"name": "desk", "url": "console://", "repeat_hours": 48, "escalate_to": "head"})
HEAD = Receiver.model_validate(
    {"name": "head", "url": "console://", "routes": [{"severity": "critical"}], "repeat_hours": 24}
)
QUIET_END = Receiver.model_validate({"name": "once", "url": "console://", "tell_resolved": False})
OPERATOR = Receiver.model_validate({"name": "operator", "url": "console://", "routes": [{"about": "watching"}]})
EVERYBODY = (DESK, HEAD, QUIET_END, OPERATOR)


def told(store: Engine) -> list[tuple[str, str, tuple[str, ...], str]]:
    with read_only(store) as session:
        sent = [d.notification for d in reversed(outbox.deliveries(session, 10_000))]
    return [(n.receiver, n.reason, tuple(t.id for t in n.transitions), n.created_at.isoformat()) for n in sent]


def chances(seed: int) -> list[Callable[[Engine], None]]:
    """What may happen in forty days, drawn by lot: values that come, silences, and somebody who takes something on."""
    lot, days, numbers = Random(seed), [at("2026-06-01") + timedelta(days=n) for n in range(40)], count()
    story: list[Callable[[Engine], None]] = []
    months = {IVA: 4, INVESTMENT: 4}
    for day in days:
        match lot.choice(["value", "value", "silence", "taken on", "nothing", "nothing"]):
            case "value" if months[series := lot.choice([IVA, INVESTMENT])] < 11:
                months[series] += lot.choice([0, 1, 1])
                value, period = lot.choice(["-1.2", "3.1", "8.0", "8.9", "9.4"]), months[series]
                story.append(lambda s, p=period, v=value, d=day, x=series: publish(s, p, v, f"{d:%Y-%m-%d}", d, x))
            case "silence":
                ends = day + timedelta(days=lot.choice([1, 3, 9]))
                rule = lot.choice(["slower-than-recorded", None])
                made = Silence(f"s{next(numbers)}", rule, "nb-*", day, ends, "editor", "by lot")
                story.append(lambda s, m=made: keep_quiet(s, m))
            case "taken on":
                number = lot.randrange(9)
                story.append(lambda s, d=day, k=number: take_on(s, d, k))
            case _:
                story.append(lambda s: None)
    return story


def keep_quiet(store: Engine, made: Silence) -> None:
    with unit_of_work(store) as session:
        silences.add(session, made)


def take_on(store: Engine, day: object, number: int) -> None:
    with unit_of_work(store) as session:
        firing = [h.alert for h in alert_states.in_state(session, State.FIRING) if h.alert.rule != "overdue"]
        if firing:
            alert = firing[number % len(firing)]
            (move,) = standing([alert])
            acknowledgements.add(session, alert, Acknowledgement(move.id, "Wang", "asked", day))  # type: ignore[arg-type]


def firing_rules(store: Engine) -> set[str]:
    with read_only(store) as session:
        return {held.alert.rule for held in alert_states.in_state(session, State.FIRING)}


def asks_about_everything(home: House) -> None:
    with unit_of_work(home.store) as session:
        asking.all_again(session)
    judge_all(home)


@pytest.mark.parametrize("kind", ["sqlite"])
@pytest.mark.parametrize("seed", range(2))
def test_asking_about_what_is_due_tells_what_asking_about_everything_tells(
    engine: Engine, migrated_file: Path, tmp_path: Path, seed: int
) -> None:
    shutil.copy(migrated_file, tmp_path / "thorough.db")
    thorough = open_store(f"sqlite:///{tmp_path}/thorough.db")
    homes = [house_on(store, at("2026-06-01"), tmp_path, *EVERYBODY) for store in (engine, thorough)]
    for day, happens in enumerate(chances(seed)):
        for home, look in zip(homes, (judge_all, asks_about_everything), strict=True):
            happens(home.store)
            look(replace(home, clock=StoppedClock(at("2026-06-01", 5) + timedelta(days=day))))
    assert told(engine) == told(thorough)
    assert {reason for _, reason, _, _ in told(engine)} > {"first", "repeat"}  # and ends, at least of some
    thorough.dispose()


@pytest.mark.parametrize("kind", ["sqlite"])
def test_what_stands_and_is_settled_is_not_loaded(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.1", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK, HEAD)
    judge_all(home)
    with unit_of_work(engine) as session:  # it could not even be read
        session.execute(
            text("INSERT INTO alert (rule, subject, state, generation, version, payload) VALUES "
                 "('old', 'old', 'firing', 1, 1, 'not JSON')")
        )  # fmt: skip
    assert judge_all(replace(home, clock=StoppedClock(at("2026-06-23")))).promised == 0
    publish(engine, 6, "8.0", "2026-07-21")
    judge_all(replace(home, clock=StoppedClock(at("2026-07-21"))))


def test_a_receiver_who_is_new_is_told_what_stands(engine: Engine, tmp_path: Path) -> None:
    publish(engine, 5, "8.1", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK, HEAD)
    judge_all(home)
    more = Receivers({**home.receivers.named, "once": QUIET_END})
    assert judge_all(replace(home, receivers=more, clock=StoppedClock(at("2026-06-23")))).promised == 1
    assert [line[:2] for line in told(engine)] == [("desk", "first"), ("once", "first")]


def test_more_than_one_look_asks_about_is_asked_in_several(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.telling.ASKED_AT_ONCE", 1)
    publish(engine, 5, "8.1", "2026-06-22")
    publish(engine, 5, "8.0", "2026-06-22", series=INVESTMENT)
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK, HEAD)
    judge_all(home)
    assert judge_all(replace(home, clock=StoppedClock(at("2026-06-25")))).promised == 2
    assert [line[:2] for line in told(engine)] == [("desk", "first")] * 2 + [("desk", "repeat")] * 2


def test_an_alert_whose_rule_was_taken_out_is_repeated_to_nobody_until_the_rule_is_back(
    engine: Engine, tmp_path: Path
) -> None:
    publish(engine, 5, "8.1", "2026-06-22")
    home = house_on(engine, at("2026-06-22"), tmp_path, DESK)
    judge_all(home)
    fired = firing_rules(engine)
    without = replace(home, rulebook=replace(home.rulebook, rules=(), bounds=()))
    promised = [
        judge_all(replace(of, clock=StoppedClock(at(day)))).promised
        for of, day in ((without, "2026-06-25"), (without, "2026-06-28"), (home, "2026-07-01"))
    ]
    assert fired
    assert promised[:2] == [0, 0]
    assert promised[2] > 0
    assert firing_rules(engine) >= fired  # nothing said that it is over
