"""When a receiver may be told: quiet hours, and the times of digests. Clocks are Beijing's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Annotated

from pydantic import BeforeValidator, Field

from alerts.coverage import BEIJING
from alerts.rules import Severity
from sources.configuration import Strict

_ORDER = (Severity.NOTE, Severity.WARNING, Severity.CRITICAL)


def rank(severity: Severity) -> int:
    return _ORDER.index(severity)


def worst_of(severities: Iterable[Severity]) -> Severity:
    return max(severities, key=rank, default=Severity.NOTE)


def _clock(written: object) -> object:
    return time.fromisoformat(written) if isinstance(written, str) else written


Clock = Annotated[time, BeforeValidator(_clock)]


class QuietHours(Strict):
    """What comes in between waits for the end; `but_not` and above does not wait."""

    begin: Clock
    end: Clock
    but_not: Severity = Severity.CRITICAL

    def over_at(self, now: datetime) -> datetime | None:
        """When they end, if `now` lies in them."""
        here = now.astimezone(BEIJING)
        clock = here.time().replace(tzinfo=None)
        inside = self.begin <= clock < self.end if self.begin <= self.end else clock >= self.begin or clock < self.end
        if not inside:
            return None
        day = here.date() if clock < self.end else here.date() + timedelta(days=1)
        return datetime.combine(day, self.end, BEIJING)


class Digest(Strict):
    """Everything since the last time in one message, at fixed times; `but_not` and above is told at once."""

    at: tuple[Clock, ...] = Field(min_length=1)
    but_not: Severity = Severity.CRITICAL

    def due_at(self, promised_at: datetime) -> datetime:
        """The first of its times that is not before `promised_at`."""
        day = promised_at.astimezone(BEIJING).date()
        times = [datetime.combine(day + timedelta(days=n), clock, BEIJING) for n in (0, 1) for clock in self.at]
        return min(moment for moment in times if moment >= promised_at)
