"""How the watcher itself is: everything that says whether it can be trusted today, in one value."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import alerts
from alerts.conditions import Overdue
from alerts.lifecycle import Alert, State
from alerts.silences import Silence
from flows.local_server import is_healthy, workers_online
from flows.settings import Settings
from flows.wiring import House
from sources import catalogue
from store import alert_states, outbox, silences, visits
from store.database import read_only, size_of
from store.migrations import check_schema
from store.outbox import EntryState
from store.visits import ColumnState

POOL = "ningbo-monitor"
LATELY = timedelta(days=7)  # so long a message that could not be delivered is a person's business


@dataclass(frozen=True, slots=True)
class Server:
    """The schedule server, as it can be seen from here. `workers` None: it does not say."""

    address: str
    is_reachable: bool
    workers: int | None


@dataclass(frozen=True, slots=True)
class Condition:
    at: datetime
    columns: tuple[ColumnState, ...]
    firing: tuple[Alert, ...]  # that last; what only happened is not among them
    overdue: tuple[Alert, ...]
    silences: tuple[Silence, ...]  # in force
    waiting: Mapping[EntryState, int]
    dead: int  # lately
    versions: Mapping[str, str]
    configuration: str  # hash of every file that people write
    database_size: int  # bytes
    server: Server

    @property
    def blind(self) -> tuple[ColumnState, ...]:
        return tuple(column for column in self.columns if not column.last_outcome.could_look)

    def last_success(self) -> dict[str, datetime | None]:
        """By publisher: when any column of it was last seen."""
        found: dict[str, datetime | None] = {}
        for column in self.columns:
            moments = (found.get(column.publisher), column.last_success)
            found[column.publisher] = max(filter(None, moments), default=None)
        return found

    def needs_a_person(self) -> tuple[str, ...]:
        """In words, the worst first; empty where it can be trusted."""
        said = []
        if not self.columns:
            said.append("nothing was visited yet")
        if not self.server.is_reachable:
            said.append(f"the schedule server at {self.server.address} does not answer: `make serve` starts it")
        elif self.server.workers == 0:
            said.append("no worker is alive: nothing runs until `make serve` is started again")
        if self.blind:
            whose = ", ".join(dict.fromkeys(column.publisher for column in self.blind))
            said.append(f"{len(self.blind)} columns could not be looked at: {whose}")
        if self.dead:
            said.append(f"{self.dead} messages could not be delivered in the last {LATELY.days} days")
        if self.overdue:
            said.append(f"{len(self.overdue)} series are overdue")
        return tuple(said)


def condition(home: House) -> Condition:
    """Read everything once. Raises StoreError where the store is not of this program's version."""
    check_schema(home.store)
    now = home.clock.now()
    asked_for = {rule.id for rule in home.rulebook.rules if isinstance(rule.when, Overdue)}
    with read_only(home.store) as session:
        standing = [held.alert for held in alert_states.in_state(session, State.FIRING)]
        lasting = [alert for alert in standing if alert.last is not None and not alert.last.event]
        return Condition(
            at=now,
            columns=visits.states(session),
            firing=tuple(lasting),
            overdue=tuple(alert for alert in lasting if alert.rule in asked_for),
            silences=silences.active(session, now),
            waiting=outbox.waiting(session),
            dead=len(outbox.dead(session, now - LATELY)),
            versions=_versions(),
            configuration=configuration_hash(home.settings),
            database_size=size_of(session),
            server=_server(home.settings),
        )


def _server(settings: Settings) -> Server:
    api = settings.api_url
    reachable = is_healthy(api)
    return Server(api, reachable, workers_online(api, POOL) if reachable else None)


def _versions() -> dict[str, str]:
    packages = ("ningbo-monitor", "prefect", "apprise", "sqlalchemy")
    return {"python": platform.python_version()} | {name: version(name) for name in packages}


def configuration_hash(settings: Settings) -> str:
    """Twelve digits over catalogue, recorded figures, rules and receivers; two machines with the same say the same."""
    digest = sha256()
    for file in _files(settings):
        digest.update(f"{file.name}\n".encode() + file.read_bytes())
    return digest.hexdigest()[:12]


def _files(settings: Settings) -> Iterator[Path]:
    yield from sorted(Path(catalogue.__file__).parent.glob("*.yaml"))
    own = Path(str(alerts.__file__)).parent
    yield own / "baseline.yaml"
    yield settings.rules or own / "rules.yaml"
    if settings.receivers is not None:
        yield settings.receivers
