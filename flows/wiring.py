"""Builds the real things once: what a flow works with, from the settings of its process."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from alerts import baseline as baselines
from alerts import receivers as receiver_files
from alerts import rulebook as rulebooks
from alerts.baseline import Baseline
from alerts.receivers import Receivers
from alerts.rulebook import Rulebook
from flows.clock import Clock, RealClock, StoppedClock, evening_of, rehearsed
from flows.promises import Promises, promises
from flows.secrets import secrets_of
from flows.settings import Settings, Sites, read_settings
from sources import catalogue as catalogues
from sources.calendars import dated
from sources.catalogue import Catalogue
from sources.errors import ConfigError, Problem
from sources.fetch import Fetcher
from sources.manners import Limits, manners_of
from sources.reading.vocabulary import Vocabulary
from sources.turns import Turns, TurnsInFiles
from store.database import Engine, open_store
from store.migrations import migrate
from store.turns import TurnsInStore


@dataclass(frozen=True, slots=True)
class House:
    """Everything a flow needs. Immutable and shared by all runs of a process, but for the clock."""

    settings: Settings
    clock: Clock
    catalogue: Catalogue
    baseline: Baseline
    rulebook: Rulebook
    receivers: Receivers
    store: Engine
    limits: Limits = field(default_factory=Limits)

    @property
    def vocabulary(self) -> Vocabulary:
        """Made when something is read: most runs find nothing new."""
        return _vocabulary()

    def fetcher(self) -> Fetcher:
        """The only way to the sites. In rehearsal every host is answered on loopback, at once unless a pace is set; nothing else differs."""
        return fetcher_of(self.settings, self.catalogue, self.clock, self.limits)

    def secrets(self, names: Iterable[str]) -> dict[str, str]:
        """What is behind the `names`, as far as it is given. Raises ConfigError for a file that cannot be read."""
        return secrets_of(self.settings, names)


def house(settings: Settings | None = None) -> House:
    """Wire everything. Raises ConfigError and StoreError."""
    settings = settings or _settings(frozenset(os.environ.items()))
    catalogue, baseline = _knowledge()
    store = _store(settings.url_of_store)
    promised = promises(store, catalogue)
    return House(
        settings=settings,
        clock=clock_of(settings),
        catalogue=_dated(promised),
        baseline=baseline,
        rulebook=_rulebook(settings.rules, promised),
        receivers=_receivers(settings.receivers),
        store=store,
    )


def fetcher_of(settings: Settings, catalogue: Catalogue, clock: Clock, limits: Limits | None = None) -> Fetcher:
    live = settings.sites is Sites.LIVE
    pace = 1.0 if live else settings.rehearsal_pace
    manners = manners_of(
        catalogue.publishers.values(),
        user_agent=settings.user_agent,
        routes={} if live else _routes(settings, catalogue),
        pace=pace,
        turns=_turns(settings) if pace else None,
        robots=robots_of(settings),
    )
    return Fetcher(replace(manners, limits=limits or Limits()), clock=clock)


def _turns(settings: Settings) -> Turns:
    """In the store where several machines may share it, else in the data folder."""
    if settings.url_of_store.startswith("sqlite"):
        return TurnsInFiles(settings.data.expanduser().resolve() / "turns")
    return TurnsInStore(_store(settings.url_of_store))


def robots_of(settings: Settings) -> Path:
    """The folder of what hosts tell robots; what the rehearsal's say is nothing to the real ones."""
    return settings.data.expanduser().resolve() / "robots" / settings.sites.value


def clock_of(settings: Settings) -> Clock:
    """The world's clock for the live sites, the rehearsal's for the rehearsal."""
    if settings.sites is Sites.LIVE:
        return RealClock()
    if settings.rehearsal_day is None:
        raise ConfigError("environment", [Problem("MONITOR_REHEARSAL_DAY", "is missing: which day is rehearsed?")])
    if settings.rehearsal_started is None:
        return StoppedClock(evening_of(settings.rehearsal_day))
    return rehearsed(settings.rehearsal_day, settings.rehearsal_started, settings.rehearsal_minutes_per_day)


def _routes(settings: Settings, catalogue: Catalogue) -> Mapping[str, tuple[str, int]]:
    if settings.rehearsal_port is None:
        raise ConfigError("environment", [Problem("MONITOR_REHEARSAL_PORT", "is missing: where is the rehearsal?")])
    return dict.fromkeys(catalogue.hosts, ("127.0.0.1", settings.rehearsal_port))


@lru_cache(maxsize=1)
def _settings(environment: frozenset[tuple[str, str]]) -> Settings:
    """Read anew when the environment is another: every task asks for them, and reading them takes some milliseconds."""
    return read_settings()


@cache
def _knowledge() -> tuple[Catalogue, Baseline]:
    catalogue = catalogues.load()
    return catalogue, baselines.load(catalogue)


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary(_knowledge()[0])


@lru_cache(maxsize=4)
def _dated(promised: Promises) -> Catalogue:
    return dated(_knowledge()[0], dict(promised))


@lru_cache(maxsize=4)
def _rulebook(path: Path | None, promised: Promises) -> Rulebook:
    catalogue, baseline = _dated(promised), _knowledge()[1]
    return rulebooks.load(catalogue, baseline, path) if path else rulebooks.load(catalogue, baseline)


@cache
def _receivers(path: Path | None) -> Receivers:
    return receiver_files.load(path, _knowledge()[0]) if path else receiver_files.DEFAULT


@cache
def _store(url: str) -> Engine:
    engine = open_store(url)
    migrate(engine)
    return engine
