"""How a site may be asked: which hosts, how often, how much, how long; and which addresses are never asked."""

from __future__ import annotations

import hashlib
import ipaddress
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sources.catalogue import PublisherEntry
from sources.errors import Forbidden
from sources.releases import Snapshot
from sources.turns import Turns

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Clock(Protocol):
    """Time as the fetcher sees it, so that tests and rehearsals can bring their own."""

    def now(self) -> datetime: ...

    def monotonic(self) -> float: ...

    def sleep(self, seconds: float) -> None: ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes that one fetch may cost."""

    connect_seconds: float = 10
    read_seconds: float = 25
    overall_seconds: float = 60
    max_bytes: int = 10 * 1024 * 1024  # after decompression
    max_redirects: int = 5
    attempts: int = 3
    longest_wait: float = 60  # a Retry-After beyond this is not waited for


@dataclass(frozen=True, slots=True)
class Manners:
    """Everything that a fetcher is told from outside.

    `routes` sends a host to another address and port: with routes set (a rehearsal), a host without one is refused.
    """

    hosts: frozenset[str]
    user_agent: str
    spacing: Mapping[str, float] = field(default_factory=dict)  # seconds between two requests of a host
    fallback_hosts: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    publishers: Mapping[str, str] = field(default_factory=dict)  # host -> publisher, to name it in errors
    user_agents: Mapping[str, str] = field(default_factory=dict)  # host -> one that it needs
    legacy_tls: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()  # addresses (without query) that take their query as a posted form
    turns: Turns | None = None  # where processes keep a host's requests apart; None: they do not
    robots: Path | None = None  # folder of what hosts tell robots; None: they are not asked
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True)
class Validators:
    """What a server gave to ask later whether a page has changed."""

    etag: str | None = None
    last_modified: str | None = None

    @classmethod
    def of(cls, snapshot: Snapshot) -> Validators:
        return cls(snapshot.etag, snapshot.last_modified)

    def headers(self) -> dict[str, str]:
        pairs = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that nothing changed since it gave the validators."""

    url: str
    answered_by: str


def manners_of(
    publishers: Iterable[PublisherEntry],
    *,
    user_agent: str,
    routes: Mapping[str, tuple[str, int]] | None = None,
    pace: float = 1.0,
    turns: Turns | None = None,
    robots: Path | None = None,
) -> Manners:
    """The manners that the catalogue asks for; `pace` multiplies every spacing (0 on loopback)."""
    entries = tuple(publishers)
    owned = {host: entry for entry in entries for host in (*entry.hosts, *entry.fallback_hosts.values())}
    return Manners(
        hosts=frozenset(owned),
        user_agent=user_agent,
        spacing={host: entry.spacing_seconds * pace for host, entry in owned.items()},
        fallback_hosts={host: other for entry in entries for host, other in entry.fallback_hosts.items()},
        routes=dict(routes or {}),
        publishers={host: entry.id for host, entry in owned.items()},
        user_agents={host: entry.user_agent for host, entry in owned.items() if entry.user_agent},
        legacy_tls=frozenset(host for host, entry in owned.items() if entry.legacy_tls),
        forms=frozenset(str(address) for entry in entries for address in entry.forms),
        turns=turns,
        robots=robots,
    )


_INSTANT = 1e-6  # seconds: less is what adding and taking away again leaves of a float


class Pacer:
    """Keeps a host's requests apart, across threads and, where turns are noted, across processes.

    All waiting of a fetcher happens here.
    """

    def __init__(self, clock: Clock, spacing: Mapping[str, float], turns: Turns | None = None) -> None:
        self._clock = clock
        self._spacing = spacing
        self._turns = turns
        self._lock = threading.Lock()
        self._free_at: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._count: dict[str, int] = {}

    def wait(self, host: str) -> None:
        """Sleep until the host is free, and take it."""
        while (seconds := self._take(host)) > 0:
            self._clock.sleep(seconds)

    def _take(self, host: str) -> float:
        """0.0 where the host is ours now; otherwise the seconds after which to ask again."""
        with self._lock:
            now = self._clock.monotonic()
            held = self._free_at.get(host, now) - now
            if held > _INSTANT:
                return held
            gap = self._gap(host)
            others = self._turns.take(host, gap) if self._turns is not None else 0.0
            if not others:
                self._free_at[host] = now + gap
                self._count[host] = self._count.get(host, 0) + 1
            return others

    def hold(self, host: str, seconds: float) -> None:
        """Leave the host alone for so long from now."""
        with self._lock:
            until = self._clock.monotonic() + seconds
            self._free_at[host] = max(until, self._free_at.get(host, until))

    def slow(self, host: str, seconds: float) -> None:
        """The host itself asks for so much time between requests."""
        with self._lock:
            self._asked[host] = seconds

    def _gap(self, host: str) -> float:
        """The spacing and up to half of it more; the same run of gaps for the same host, so runs can be repeated."""
        number = self._count.get(host, 0) + 1
        share = hashlib.sha256(f"{host} {number}".encode()).digest()[0] / 255
        return max(self._spacing.get(host, 0.0), self._asked.get(host, 0.0)) * (1 + share / 2)


_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address

_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")  # RFC 8215; Python 3.11 takes it for global


def check_address(address: str, host: str) -> None:
    """Raise Forbidden where a host's name leads into our own network, also by an IPv6 address that wraps another."""
    if not all(map(_is_public, _meant(ipaddress.ip_address(address.partition("%")[0])))):
        raise Forbidden(f"{host} leads to {address}, which is no public address")


def _meant(ip: _Address) -> tuple[_Address, ...]:
    """Where packets to an address may end: at itself, or at an IPv4 address that it holds."""
    if isinstance(ip, ipaddress.IPv4Address):
        return (ip,)
    if ip in _NAT64:
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    if ip.ipv4_mapped is not None:
        return (ip.ipv4_mapped,)
    return (ip, *([ip.sixtofour] if ip.sixtofour else ()), *(ip.teredo or ()))


def _is_public(ip: _Address) -> bool:
    if isinstance(ip, ipaddress.IPv6Address) and (ip in _LOCAL_NAT64 or ip.is_site_local or int(ip) >> 96 == 0):
        return False  # the last two are not used any more; ::/32 holds IPv4 addresses behind zeros
    return ip.is_global and not ip.is_multicast
