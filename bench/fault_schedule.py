"""Which fault is played when: every kind of the field, at random days of a year, the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sources.catalogue import Catalogue
from sources.rehearsal import FaultKind, release_days


class StoreFault(StrEnum):
    DISK_FULL = (
        "disk full"  # SQLite is told that no page is left; PostgreSQL answers as it does then (bench/full_disk.py)
    )
    NO_WRITES = "no file can grow"  # RLIMIT_FSIZE: neither the store's nor any other
    LOCKED = "locked by another process"
    GONE = "database server killed"  # PostgreSQL, started again after the look


class ClockFault(StrEnum):
    HOUR_BACK = "an hour back"
    DAY_FORWARD = "a day forward"  # and back with the next look


class ChannelFault(StrEnum):
    REFUSED = "refused inside a 200"
    BUSY = "429"
    ERROR = "500"
    RESET = "hung up"
    HANGING = "no answer"
    FOR_EVER = "404"  # permanent: whoever answers so earns a dead message


Fault = FaultKind | StoreFault | ClockFault | ChannelFault

# Kinds that leave no column of a host readable; the others strike some kinds of lists, or can be read through.
BLINDING = frozenset(
    {
        FaultKind.FIREWALL,
        FaultKind.COOKIE_CHALLENGE,
        FaultKind.SCRIPT_CHALLENGE,
        FaultKind.PLEASE_ENABLE,
        FaultKind.INTERSTITIAL,
        FaultKind.CAPTCHA,
        FaultKind.ITSELF,
        FaultKind.ELSEWHERE,
        FaultKind.SERVER_ERROR,
        FaultKind.UNAVAILABLE,
        FaultKind.BUSY,
        FaultKind.BUSY_FOR_HOURS,
        FaultKind.RESET,
        FaultKind.HANGING,
        FaultKind.SLOW,
        FaultKind.CUT,
        FaultKind.OVERSIZED,
        FaultKind.NOT_FOUND,
        FaultKind.REDIRECT_SHELL,
        FaultKind.EMPTY_BODY,
    }
)
CALM = 3  # days
LENGTHS = (1, 1, 2, 3, 5)  # days
OF_SITES = {
    "sqlite": (StoreFault.DISK_FULL, StoreFault.NO_WRITES, StoreFault.LOCKED),
    "postgresql": (StoreFault.GONE, StoreFault.DISK_FULL),
}


@dataclass(frozen=True, slots=True)
class Spell:
    """A fault from one day to another, both included. `host`: of a site, empty for all; or the name of a receiver."""

    fault: Fault
    first: date
    last: date
    host: str = ""
    publisher: str = ""
    part: float = 0.0  # how far into the look it begins, of a store's fault

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def blinds(self) -> bool:
        """Whether every column of its publisher is out of sight."""
        return self.fault in BLINDING and bool(self.publisher)


def schedule(days: Sequence[date], catalogue: Catalogue, receivers: Sequence[str], kind: str, seed: int) -> list[Spell]:
    """Two spells of every fault of the sites, and some of everything else; half begin on a day with news. The last days
    are calm, so that what was late can still come.
    """
    return list(_Dice(days[:-CALM], seed).spells(catalogue, receivers, kind))


class _Dice:
    def __init__(self, days: Sequence[date], seed: int) -> None:
        self._days, self._chance = days, random.Random(seed)
        self._news = [n for n, day in enumerate(days) if day in set(release_days())]
        self._often = max(1, round(2 * len(days) / 365))  # so that a short walk is no denser than a year

    def spells(self, catalogue: Catalogue, receivers: Sequence[str], kind: str) -> Iterator[Spell]:
        offices = [entry for entry in catalogue.publishers.values() if entry.columns]
        for fault in FaultKind:
            for _ in range(self._often):
                entry = self._chance.choice(offices)
                everywhere = self._chance.random() < 0.15
                known = "" if everywhere or entry.fallback_hosts else entry.id  # another host may answer for this one
                yield self._spell(fault, LENGTHS, host="" if everywhere else entry.hosts[0], publisher=known)
        for fault in (*OF_SITES[kind], *ClockFault):
            for _ in range(2 * self._often):
                yield self._spell(fault, (1,))
        for fault in ChannelFault:
            for _ in range(2 * self._often):
                host = "bureau" if fault is ChannelFault.REFUSED else self._chance.choice(receivers)
                yield self._spell(fault, (1,), host=host)

    def _spell(self, fault: Fault, lengths: Sequence[int], host: str = "", publisher: str = "") -> Spell:
        at_news = bool(self._news) and self._chance.random() < 0.5
        start = self._chance.choice(self._news) if at_news else self._chance.randrange(1, len(self._days))
        start = max(start, 1)  # the first look is undisturbed: what was there before is no news
        end = min(start + self._chance.choice(lengths) - 1, len(self._days) - 1)
        return Spell(fault, self._days[start], self._days[end], host, publisher, self._chance.random())
