"""A walk through the days of the rehearsal with faults on the way, or without; what was told, and what went wrong."""

from __future__ import annotations

import re
import resource
import sqlite3
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import event, text

from alerts.lifecycle import State, Transition
from alerts.message import NOWHERE
from alerts.rules import About
from bench.fault_schedule import ChannelFault, ClockFault, Spell, StoreFault
from bench.full_disk import no_room
from bench.postgres import Postgres
from bench.stage import TAKEN, Hook, Taken
from flows.clock import StoppedClock, evening_of
from flows.fetching import fetch_releases
from flows.judge import judge_all
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.rechecking import recheck_releases
from flows.sending import send_what_waits
from flows.wiring import House
from sources.manners import Limits
from sources.rehearsal import FaultKind, Rehearsal
from store import alert_states, outbox
from store.database import Engine, read_only
from store.errors import StoreError
from store.outbox import Delivery
from store.payloads import restore

UNREADABLE = "unreadable"
MINUTES = (0, 2, 10, 45, 180)  # after a look, at which what waits is sent
PATIENCE = Limits(attempts=2, read_seconds=0.3, overall_seconds=1.5)  # sites that hang cost no more than that
LONG_AGO = 500  # days: nothing of a walk is left out
_PLACE = re.compile(r"^(/|postgresql)\S+")
ANSWERS = {
    ChannelFault.REFUSED: (200, b'{"errcode": 130101, "errmsg": "send too fast"}'),
    ChannelFault.BUSY: (429, b"busy"),
    ChannelFault.ERROR: (500, b"broken"),
    ChannelFault.FOR_EVER: (404, b"no such robot"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """What a walk plays on. `server`: of PostgreSQL, None on SQLite."""

    home: House
    sites: Rehearsal
    hook: Hook
    server: Postgres | None = None


@dataclass
class Walked:
    """What came of a walk. `blind`: for each day the publishers that were told to be out of sight; None where the store
    could not be asked."""

    transitions: list[Transition] = field(default_factory=list)
    deliveries: list[Delivery] = field(default_factory=list)
    taken: Taken = field(default_factory=Counter)
    blind: dict[date, frozenset[str] | None] = field(default_factory=dict)
    refused: Counter[str] = field(default_factory=Counter)  # what ended with one clear error of the store
    broken: list[str] = field(default_factory=list)  # anything else that was raised: must be empty

    def about_figures(self) -> dict[tuple[str, ...], Transition]:
        """What fired or was resolved about figures, by what it says, whenever it was seen."""
        shown = (State.FIRING, State.RESOLVED)
        figures = (t for t in self.transitions if t.evaluation.about is About.FIGURES and t.after in shown)
        return {_what(t): t for t in figures}


def _what(move: Transition) -> tuple[str, ...]:
    said = move.evaluation
    return (
        move.rule,
        move.subject,
        move.after.value,
        str(said.period),
        str(said.value),
        said.evidence.release if said.evidence else "",
    )


def walk(stage: Stage, days: Sequence[date], spells: Sequence[Spell], shown: Callable[[str], None]) -> Walked:
    walked = Walked()
    for n, day in enumerate(days, 1):
        stage.sites.day = day
        today = [spell for spell in spells if spell.covers(day)]
        _play(stage, today)
        _one_day(stage, today, day, walked)
        if n % 30 == 0:
            shown(f"{day}: {n} of {len(days)} days, {len(walked.broken)} broken, refused {dict(walked.refused)}")
    with read_only(stage.home.store) as session:
        payloads = session.execute(text("SELECT payload FROM transition ORDER BY position")).scalars()
        walked.transitions = [restore(Transition, payload) for payload in payloads]
        walked.deliveries = list(outbox.deliveries(session, 100_000))
    walked.taken = Counter(stage.hook.taken)
    return walked


def _play(stage: Stage, today: Sequence[Spell]) -> None:
    stage.sites.stop_faults()
    answers: dict[str, ChannelFault] = {}
    for spell in today:
        if isinstance(spell.fault, FaultKind):
            stage.sites.play(spell.fault, host=spell.host)
        elif isinstance(spell.fault, ChannelFault):
            answers[spell.host] = spell.fault
    stage.hook.answer = lambda receiver: _answer(stage.hook, receiver, answers.get(receiver))


def _answer(hook: Hook, receiver: str, fault: ChannelFault | None) -> tuple[int, bytes] | None:
    if fault is None:
        return 200, TAKEN[receiver == "bureau"]
    if fault is ChannelFault.HANGING:
        hook.over.wait(1.5)
    return ANSWERS.get(fault)


def _one_day(stage: Stage, today: Sequence[Spell], day: date, walked: Walked) -> None:
    moment = evening_of(day)
    for fault in {spell.fault for spell in today if isinstance(spell.fault, ClockFault)}:
        moment += timedelta(days=1) if fault is ClockFault.DAY_FORWARD else -timedelta(hours=1)
    home = replace(stage.home, clock=StoppedClock(moment), limits=PATIENCE)
    publishers = [entry.id for entry in home.catalogue.publishers.values() if entry.columns]
    struck = next((spell for spell in today if isinstance(spell.fault, StoreFault)), None)
    begins = int(struck.part * (len(publishers) + 2)) if struck else -1
    with ExitStack() as stack:
        for n, publisher in enumerate([*publishers, "watch", "deliver"]):
            if struck and n == begins:
                stack.enter_context(_store_fault(stage, struck.fault))
            work = _work_of(home, publisher)
            _guarded(work, walked, f"{day} {publisher} {[s.fault.value for s in today]}")
    walked.blind[day] = _blind(home)


def _work_of(home: House, name: str) -> Callable[[], object]:
    if name == "watch":
        return lambda: judge_all(home)
    if name == "deliver":
        return lambda: _deliver(home)
    return lambda: _collect(home, name)


def _collect(home: House, publisher: str) -> None:
    for part in (look_at_columns, fetch_releases, recheck_releases, read_releases):
        part(home, publisher)


def _deliver(home: House) -> None:
    for minutes in MINUTES:
        later = StoppedClock(home.clock.now() + timedelta(minutes=minutes))
        send_what_waits(replace(home, clock=later), NOWHERE)


def _guarded(work: Callable[[], object], walked: Walked, where: str) -> None:
    try:
        work()
    except StoreError as error:
        walked.refused[_PLACE.sub("the store", str(error))] += 1
    except Exception:
        walked.broken.append(f"{where}: {traceback.format_exc(limit=-4)}")


def _blind(home: House) -> frozenset[str] | None:
    try:
        with read_only(home.store) as session:
            firing = alert_states.in_state(session, State.FIRING)
    except StoreError:
        return None
    return frozenset(held.alert.subject for held in firing if held.alert.rule == UNREADABLE)


# -- faults of the store ----------------------------------------------------------------------------------------------


@contextmanager
def _store_fault(stage: Stage, fault: Any) -> Iterator[None]:
    engine = stage.home.store
    match fault:
        case StoreFault.GONE:
            assert stage.server is not None
            stage.server.kill()
            yield
            stage.server.start()
        case StoreFault.DISK_FULL if engine.dialect.name == "postgresql":
            with no_room(engine):
                yield
        case StoreFault.DISK_FULL:
            with _told_at_connecting(engine, _no_page_left):
                yield
        case StoreFault.NO_WRITES:
            with _told_at_connecting(engine, lambda _: None), _no_file_grows():
                yield
        case StoreFault.LOCKED:
            with _told_at_connecting(engine, _impatient), _held_by_another(engine):
                yield


@contextmanager
def _told_at_connecting(engine: Engine, say: Callable[[Any], None]) -> Iterator[None]:
    """New connections for the spell, and new ones after it."""

    def listener(connection: Any, _record: object) -> None:
        say(connection)

    event.listen(engine, "connect", listener)
    engine.dispose()
    try:
        yield
    finally:
        event.remove(engine, "connect", listener)
        engine.dispose()


def _no_page_left(connection: Any) -> None:
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")


def _impatient(connection: Any) -> None:
    """Instead of the half minute that is waited for another writer: a walk has many looks."""
    connection.execute("PRAGMA busy_timeout=50")


@contextmanager
def _no_file_grows() -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def _held_by_another(engine: Engine) -> Iterator[None]:
    other = sqlite3.connect(str(engine.url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.rollback()
        other.close()
