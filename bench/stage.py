"""What the campaigns play on: the rehearsed sites, a webhook that counts, stores that are copied, and what a store says.

Sites and webhook live in the process of the campaign, which nobody kills.
"""

from __future__ import annotations

import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol, Self

from sqlalchemy import text

from alerts.receivers import Receiver, Receivers, Route
from alerts.rules import About
from bench.postgres import Postgres
from flows.clock import StoppedClock, evening_of
from flows.settings import Settings
from flows.wiring import House, house
from sources.catalogue import Catalogue, PublisherEntry
from sources.rehearsal.record import record
from store.database import Engine, is_sqlite, read_only

Taken = Counter[tuple[str, str]]  # (receiver, what it was sent) -> how often it took it
TAKEN = (b"ok", b'{"errcode": 0, "errmsg": "ok"}')  # what a webhook says, and what a DingTalk robot says


class Hook(ThreadingHTTPServer):
    """A webhook that takes what it is sent, unless `answer` says otherwise, and counts what it took."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.taken: Taken = Counter()
        self.answer: Callable[[str], tuple[int, bytes] | None] = lambda _: (200, TAKEN[0])  # None: no answer at all
        self.over = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def __enter__(self) -> Self:
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that was killed is part of the play."""


class _Answering(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        expected = int(self.headers["Content-Length"])
        body = self.rfile.read(expected)
        if len(body) < expected:  # the sender was killed between head and body: nothing was said
            self.close_connection = True
            return
        said = body.decode()
        receiver = self.path.strip("/").partition("?")[0]
        answer = self.server.answer(receiver)
        if answer is None:
            self.close_connection = True
            return
        status, words = answer
        if status == 200 and words in TAKEN:
            self.server.taken[receiver, said] += 1
        self.send_response(status)
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


def receivers(port: int, **more: Any) -> Receivers:
    """Who hears of figures, of the watching, of both; every message alone, so that it can be counted."""
    given = {"picture": False, "at_most_at_once": 1000} | more
    wanted = {"desk": About.FIGURES, "bureau": About.FIGURES, "operator": About.WATCHING, "everything": None}
    return Receivers(
        {
            name: Receiver(name=name, url=f"json://127.0.0.1:{port}/{name}", routes=(Route(about=about),), **given)
            for name, about in wanted.items()
        }
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a house stands: plain values, so that it can be sent to another process."""

    store: str  # URL
    folder: Path
    sites: int  # port of the rehearsed sites
    hook: int
    day: date
    minutes: int = 0  # after the evening of the day

    def later(self, minutes: int) -> Place:
        return replace(self, minutes=minutes)


def home_at(place: Place) -> House:
    settings = Settings(
        sites="rehearsal",
        data=place.folder,
        database_url=place.store,
        rehearsal_port=place.sites,
        rehearsal_day=place.day,
    )
    clock = StoppedClock(evening_of(place.day) + timedelta(minutes=place.minutes))
    built = house(settings)
    return replace(built, catalogue=with_news(built.catalogue), clock=clock, receivers=receivers(place.hook))


def with_news(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the columns in which the rehearsal's record has releases, and those that stand in for them.

    The others are empty on every day: they would cost most of a look and could lose nothing.
    """
    full = {name for release in record().releases for name in (release.column, *release.also_in)}

    def cut(entry: PublisherEntry) -> PublisherEntry:
        shown = {one.column for one in entry.listings() if f"{entry.id}/{one.column}" in full}
        kept = {one.column for one in entry.listings() if one.column in shown or shown & set(one.stands_in_for)}
        return entry.model_copy(update={"columns": tuple(c for c in entry.columns if c.name in kept)})

    return replace(catalogue, publishers={name: cut(entry) for name, entry in catalogue.publishers.items()})


# -- stores that are copied -------------------------------------------------------------------------------------------


class Stores(Protocol):
    """A store and what lies beside it, by name."""

    @property
    def folder(self) -> Path: ...

    def url(self, name: str) -> str: ...

    def create(self, name: str) -> None: ...

    def copy(self, name: str, to: str) -> None: ...

    def drop(self, name: str) -> None: ...


@dataclass(frozen=True, slots=True)
class Files:
    """SQLite: a folder each."""

    folder: Path

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder / name / 'monitor.sqlite'}"

    def create(self, name: str) -> None:
        (self.folder / name).mkdir()

    def copy(self, name: str, to: str) -> None:
        shutil.copytree(self.folder / name, self.folder / to)

    def drop(self, name: str) -> None:
        shutil.rmtree(self.folder / name)


@dataclass(frozen=True, slots=True)
class Databases:
    """PostgreSQL: a database each, and the folder beside it."""

    folder: Path
    server: Postgres

    def url(self, name: str) -> str:
        return self.server.url(name)

    def create(self, name: str) -> None:
        (self.folder / name).mkdir()
        self.server.run(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")

    def copy(self, name: str, to: str) -> None:
        shutil.copytree(self.folder / name, self.folder / to)
        # By files: PostgreSQL's other way copies what a sequence has given out without logging it, so that a crash sets the copy's back.
        self.server.run(f"CREATE DATABASE {to} TEMPLATE {name} STRATEGY FILE_COPY")

    def drop(self, name: str) -> None:
        shutil.rmtree(self.folder / name)
        self.server.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def stores(kind: str, folder: Path) -> Iterator[Stores]:
    with ExitStack() as stack:
        if kind == "sqlite":
            yield Files(folder)
        else:
            yield Databases(folder, stack.enter_context(Postgres(folder / "postgres")))


# -- what a store says ------------------------------------------------------------------------------------------------

_READ = "FROM reading d JOIN release r ON r.id = d.release_id"
_SAYS = {
    "observations": f"""SELECT o.series, o.period_kind, o.period_start, o.period_end, r.key, d.document, d.snapshot,
        d.published_on, d.seen_at, s.value, s.unit, s.qualifier, s.status, s.quote, s.span_start, s.news
        {_READ} JOIN statement s ON s.reading_id = d.id JOIN observation o ON o.id = s.observation_id""",
    "refusals": f"SELECT r.key, d.document, d.snapshot, f.ordinal, f.reason, f.value, f.quote {_READ} "
    "JOIN refusal f ON f.reading_id = d.id",
    "lists": f"SELECT r.key, l.family, l.identity, l.payload {_READ} JOIN named_list l ON l.reading_id = d.id",
    "releases": 'SELECT publisher, "column", key, url, title, published_on, snapshot, is_read, says FROM release',
    "facts": "SELECT publisher, key, at, kind, detail FROM release_fact",
    "bodies": "SELECT sha256, size FROM body",
    "alerts": "SELECT rule, subject, state, generation, payload FROM alert",
    "transitions": "SELECT id, at, payload FROM transition",
    "told": "SELECT receiver, rule, subject, firing, payload FROM told",
    "messages": 'SELECT key, receiver, "group", state, payload FROM outbox',
    "form": "SELECT version_num FROM alembic_version",
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds, without its own numbers, the times of sending, and how often somebody looked."""

    rows: Mapping[str, Counter[str]] = field(default_factory=dict)

    def lost(self, what: str, there: Contents) -> int:
        """How many of our rows are not `there`."""
        return (self.rows[what] - there.rows[what]).total()

    def differing(self, other: Contents) -> list[str]:
        return [what for what, rows in self.rows.items() if rows != other.rows[what]]


def contents(engine: Engine) -> Contents:
    with read_only(engine) as session:
        if is_sqlite(engine):
            sound = session.execute(text("PRAGMA integrity_check")).scalars().all()
            if sound != ["ok"]:
                raise AssertionError(f"damaged: {sound}")
        return Contents({what: Counter(map(str, session.execute(text(query)))) for what, query in _SAYS.items()})
