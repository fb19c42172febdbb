"""The same days by one process, one after another, without Prefect: what everything else is compared with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from alerts.message import Links
from flows.clock import StoppedClock, evening_of
from flows.fetching import fetch_releases
from flows.judge import judge_all
from flows.looking import look_at_columns
from flows.reading import read_releases
from flows.rechecking import recheck_releases
from flows.sending import send_what_waits
from flows.settings import Settings
from flows.wiring import House, house


def evening(settings: Settings, day: date) -> House:
    """The house of `settings` on the evening of a day, at which its clock stands."""
    return replace(house(settings), clock=StoppedClock(evening_of(day)))


def walk_through(home: House) -> None:
    """Everything that the schedule does, once: each publisher collected, everything judged, everything sent."""
    for entry in home.catalogue.publishers.values():
        if entry.columns:
            look_at_columns(home, entry.id)
            fetch_releases(home, entry.id)
            recheck_releases(home, entry.id)
            read_releases(home, entry.id)
    judge_all(home)
    send_what_waits(home, Links())


def days_from(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]
