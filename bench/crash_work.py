"""What a worker of the crash campaign does before it is killed. Importing this makes everything ready that takes time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from ctypes import Array, c_char
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import event

from alerts.message import NOWHERE
from bench.stage import Place, home_at
from flows.fetching import fetch_releases
from flows.judge import judge_all
from flows.looking import look_at_columns
from flows.operate.backfilling import asked_of
from flows.operate.backfilling import backfill as steps_of
from flows.reading import read_releases
from flows.rechecking import recheck_releases
from flows.sending import send_what_waits
from flows.spans import Span
from flows.wiring import House
from store.database import Engine, open_store
from store.errors import StoreError
from store.migrations import migrate

LEASE_OVER = 6  # minutes: what a killed sender had claimed is free again
FILLED, FROM = "ningbo-stats", date(2026, 5, 18)

Say = Callable[[str], None]


def collect(home: House, say: Say) -> None:
    """As the flow `collect`, publisher after publisher."""
    for publisher in (entry.id for entry in home.catalogue.publishers.values() if entry.columns):
        for name, part in (("look", look_at_columns), ("fetch", fetch_releases), ("recheck", recheck_releases)):
            say(name)
            part(home, publisher)
        say("read")
        read_releases(home, publisher)


def watch(home: House, say: Say) -> None:
    say("judge")
    judge_all(home)


def deliver(home: House, say: Say) -> None:
    say("send")
    send_what_waits(home, NOWHERE)


def backfill(home: House, say: Say) -> None:
    """Everything that the rehearsal's bureau of statistics published since a day, told to nobody."""
    say("lists")
    for progress in steps_of(home, asked_of(home, FILLED, Span(FROM, home.clock.now().date()), notify=False)):
        if not progress.step.name.startswith("list "):
            say("fill")


OPERATIONS: Mapping[str, Callable[[House, Say], None]] = {
    "collect": collect,
    "watch": watch,
    "deliver": deliver,
    "backfill": backfill,
}
MIGRATIONS = "migrations"
AGAIN = {
    "collect": (collect, watch),
    "watch": (watch,),
    "deliver": (),
    "backfill": (backfill, watch),
    MIGRATIONS: (watch,),
}


def begin(operation: str, place: Place, ready: Connection, where: Array[c_char]) -> None:
    """One operation, in a process that may be killed in it. Says when it begins, notes where it is, says when it ends."""
    told = _Whereabouts(where)
    with _one_clear_error(ready):
        if operation == MIGRATIONS:
            told.say("migrate")
            ready.send("begin")
            engine = open_store(place.store)
            told.listen(engine)
            migrate(engine)
        else:
            home = home_at(place)
            told.listen(home.store)
            ready.send("begin")
            OPERATIONS[operation](home, told.say)
        ready.send("end")


def finish(operation: str, place: Place, ready: Connection, where: Array[c_char]) -> None:
    """Start again and run to the end of the day: the same operation, then what comes after it."""
    with _one_clear_error(ready):
        home = home_at(place)  # also brings the store to its form
        for work in AGAIN[operation]:
            work(home, lambda _: None)
        deliver(home_at(place.later(LEASE_OVER)), lambda _: None)
        home.store.dispose()
        ready.send("end")


@contextmanager
def _one_clear_error(ready: Connection) -> Iterator[None]:
    """What the store says when it cannot be used is told; anything else is a fault of ours and ends the worker loudly."""
    try:
        yield
    except StoreError as error:
        ready.send(f"StoreError: {error}")


class _Whereabouts:
    """Which part of the work it is in, and what the database is doing for it; read after its death."""

    def __init__(self, where: Array[c_char]) -> None:
        self._where, self._part, self._state = where, "", "outside"

    def say(self, part: str) -> None:
        self._part = part
        self._note(self._state)

    def listen(self, engine: Engine) -> None:
        def wrote(connection: object, cursor: object, statement: str, *_: object) -> None:
            self._note("reading" if statement.lstrip()[:6].upper() in ("SELECT", "PRAGMA") else "writing")

        event.listen(engine, "before_cursor_execute", wrote)
        event.listen(engine, "commit", lambda _: self._note("committing"))
        event.listen(engine, "checkin", lambda *_: self._note("outside"))

    def _note(self, state: str) -> None:
        self._state = state
        self._where.value = f"{self._part}, {state}".encode()


def _made_ready() -> None:
    """Catalogue, words, figures and rules are read once, by the process that all workers are forked from."""
    with TemporaryDirectory() as folder:
        home_at(Place(f"sqlite:///{folder}/ready.db", Path(folder), 1, 1, date(2026, 5, 18))).store.dispose()


_made_ready()
