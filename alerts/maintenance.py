"""Announced interruptions: a site that is down every Saturday night is no alarm. Beijing time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from alerts.coverage import BEIJING
from alerts.names import PublisherId
from alerts.rules import About, Evaluation
from alerts.why import Why
from sources.configuration import Strict


class Weekday(StrEnum):
    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


def _clock(written: object) -> object:
    if not isinstance(written, str):
        raise ValueError('must be a time of day in quotes such as "22:00"')
    return time.fromisoformat(written)


def _day(written: object) -> object:
    return date.fromisoformat(written) if isinstance(written, str) else written


Clock = Annotated[
    time, BeforeValidator(_clock), WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"})
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]


class Maintenance(Strict):
    """A window in which nobody is told how well these publishers can be seen. What still stands is told after it.

    A window that ends before it begins goes on over midnight and belongs to the day on which it began.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    publishers: tuple[PublisherId, ...] = Field(min_length=1)
    days: tuple[Weekday, ...] = Field(default=tuple(Weekday), min_length=1)
    begin: Clock = time(0)
    end: Clock = Field(default=time(0), description="not after `begin`: on the next day")
    first_day: Day | None = None
    last_day: Day | None = None
    why: Why

    @model_validator(mode="after")
    def _comes_about(self) -> Maintenance:
        if self.first_day and self.last_day and self.first_day > self.last_day:
            raise ValueError("last_day lies before first_day")
        return self

    def covers(self, evaluation: Evaluation, now: datetime) -> bool:
        """Only what is said of the watching itself: a figure that did arrive is told."""
        return evaluation.about is About.WATCHING and evaluation.publisher in self.publishers and self.is_on(now)

    def is_on(self, now: datetime) -> bool:
        here = now.astimezone(BEIJING)
        clock, today = here.time().replace(tzinfo=None), here.date()
        if self.begin < self.end:
            return self.begin <= clock < self.end and self._begins_on(today)
        if clock >= self.begin:
            return self._begins_on(today)
        return clock < self.end and self._begins_on(today - timedelta(days=1))

    def _begins_on(self, day: date) -> bool:
        in_time = (self.first_day is None or self.first_day <= day) and (self.last_day is None or day <= self.last_day)
        return in_time and tuple(Weekday)[day.weekday()] in self.days
