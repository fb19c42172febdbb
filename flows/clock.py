"""What time it is: the world's, or the rehearsal's. The only clock of the house; everything below takes `now`."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BEIJING = ZoneInfo("Asia/Shanghai")
EVENING = 18  # hour of a rehearsed day at which it is walked: offices have published by then


@dataclass(frozen=True, slots=True)
class RealClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class RehearsedClock(RealClock):
    """Starts at `first` when the world's clock shows `started`, and runs `speed` times as fast."""

    first: datetime
    started: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        return self.first + (datetime.now(UTC) - self.started) * self.speed


@dataclass(frozen=True, slots=True)
class StoppedClock(RealClock):
    """Shows one moment; waiting takes no time. For walking through days that a rehearsal plays."""

    moment: datetime

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        return None


Clock = RealClock  # what the house takes wherever a clock is needed


def evening_of(day: date) -> datetime:
    """18:00 in Beijing, as aware UTC."""
    return datetime(day.year, day.month, day.day, EVENING, tzinfo=BEIJING).astimezone(UTC)


def beijing_day(moment: datetime) -> date:
    return moment.astimezone(BEIJING).date()


def in_beijing(moment: datetime) -> str:
    """As people are shown it; that it is Beijing's time is said beside it."""
    return f"{moment.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def rehearsed(first_day: date, started: datetime, minutes_per_day: float | None) -> RehearsedClock:
    """A clock for the schedule server: from the evening of `first_day`, a day each `minutes_per_day`, else at real pace."""
    speed = 1.0 if minutes_per_day is None else timedelta(days=1) / timedelta(minutes=minutes_per_day)
    return RehearsedClock(evening_of(first_day), started, speed)
