"""A range of Beijing days that somebody asks for, checked before anything is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sources.errors import ConfigError, Problem

EARLIEST = date(2000, 1, 1)  # before it no column of the catalogue lists anything


@dataclass(frozen=True, slots=True)
class Span:
    """Both days belong to it."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


def span_of(first: date | None, last: date | None, today: date) -> Span:
    """What is left out is taken as wide as it may be. Raises ConfigError for a range in which there can be nothing."""
    asked = Span(first or EARLIEST, last or today)
    problems = []
    if asked.first > asked.last:
        problems.append(Problem("from", f"{asked.first} is after {asked.last}: the range has no day in it"))
    if asked.first > today:
        problems.append(Problem("from", f"{asked.first} has not come yet: today is {today}"))
    if asked.first < EARLIEST:
        problems.append(Problem("from", f"{asked.first} is before {EARLIEST}: nothing is listed from so long ago"))
    if asked.last > today:
        problems.append(Problem("to", f"{asked.last} has not come yet: today is {today}"))
    if problems:
        raise ConfigError("dates", problems)
    return asked
