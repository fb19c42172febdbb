"""What it depends on, beside the alerts themselves, whether somebody is told of what stands; as one digest. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import sha256

from alerts.maintenance import Maintenance
from alerts.receivers import Receivers
from alerts.silences import Silence
from sources.catalogue import Catalogue


def digest(
    receivers: Receivers,
    silences: Iterable[Silence],
    windows: Iterable[Maintenance],
    hidden: Collection[str],
    rules: Collection[str],
) -> str:
    """The same as long as nobody else is told, nothing else is silenced or hidden and no rule came or went.

    `silences` and `windows`: those that are on. `hidden`: see `hidden_series`.
    """
    told = [f"{name} {one.model_dump_json()}" for name, one in sorted(receivers.named.items())]
    quiet = sorted(map(repr, silences)), sorted(window.model_dump_json() for window in windows)
    return sha256(repr((told, quiet, sorted(hidden), sorted(rules))).encode()).hexdigest()


def on(windows: Iterable[Maintenance], now: datetime) -> tuple[Maintenance, ...]:
    return tuple(window for window in windows if window.is_on(now))


def hidden_series(unreadable: Collection[str], catalogue: Catalogue) -> frozenset[str]:
    """The series whose lateness is hidden while these publishers cannot be read."""
    return frozenset(s.id for s in catalogue.series.values() if s.due is not None and s.due.publisher in unreadable)
