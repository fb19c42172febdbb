"""`silence`, `end-silence`, `acknowledge`: what people do about alerts, from the UI."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from enum import StrEnum

from prefect import flow
from prefect.client.schemas.objects import State
from rich.console import Console

from flows import muting
from flows.answering import answered, spoken
from flows.muting import Matcher, Note, Quiet
from flows.pages.alert import show_alert
from flows.wiring import House, house
from store.errors import StoreError


class Length(StrEnum):
    """How long to keep quiet."""

    SIX_HOURS = "6 hours"
    ONE_DAY = "1 day"
    THREE_DAYS = "3 days"
    ONE_WEEK = "1 week"
    TWO_WEEKS = "2 weeks"

    def written(self) -> str:
        number, unit = self.value.split()
        return f"{number}{unit[0]}"


class Whose(StrEnum):
    """Whose releases; the ids of the catalogue."""

    ANY = "any publisher"
    MIIT = "miit"
    NINGBO_STATS = "ningbo-stats"
    NINGBO_JX = "ningbo-jx"
    NINGBO_GOV = "ningbo-gov"
    ZHEJIANG_STATS = "zhejiang-stats"
    ZHEJIANG_JX = "zhejiang-jx"
    NBS = "nbs"


@flow(name="silence", flow_run_name="silence-by-{author}", retries=0)
def silence(
    reason: str,
    author: str,
    rule: str = "",
    subject: str = "",
    publisher: Whose = Whose.ANY,
    length: Length = Length.ONE_DAY,
    until: datetime | None = None,
) -> State[None]:
    """Keep quiet about some alerts for a time. They live on, and what still stands at the end is told then.

    Args:
        reason: Why; people see it where they look for the message that did not come.
        author: Who asks for it.
        rule: The rule, as the alert page names it; `*` stands for any run of characters; empty: every rule.
        subject: A recorded figure, a series, publisher/column or a list; `*` as above; empty: every subject.
        publisher: Whose releases. One of rule, subject and publisher must be given.
        length: How long from now; not used where `until` is given.
        until: The moment (Beijing, where no zone is given) at which it ends; must be in the future and within a year.
    """
    whose = None if publisher is Whose.ANY else publisher.value
    matcher = Matcher(rule.strip() or None, subject.strip() or None, whose)
    asked = Quiet(matcher, Note(reason, _signed(author)), until.isoformat() if until else length.written())
    return answered(
        lambda: _said_and_shown(
            lambda home, paper: muting.silence(home, asked, paper), f"{rule.strip()}/{subject.strip()}"
        )
    )


@flow(name="end-silence", flow_run_name="end-silence-{silence}", retries=0)
def end_silence(silence: str) -> State[None]:
    """End a silence now. What it kept back and still stands is told at the next `watch`.

    Args:
        silence: Its id, as the status page shows it. One that has ended stays as it was.
    """
    return answered(lambda: spoken(lambda paper: muting.end_silence(house(), silence.strip(), paper)))


@flow(name="acknowledge", flow_run_name="acknowledge-{alert}", retries=0)
def acknowledge(alert: str, note: str, author: str) -> State[None]:
    """Take a firing alert on: no more reminders and no escalation until its state changes; its end is told.

    Args:
        alert: RULE/SUBJECT, or as much of it as leaves only one.
        note: What is being done about it; people see it.
        author: Who takes it on.
    """
    asked = Note(note, _signed(author))
    return answered(
        lambda: _said_and_shown(
            lambda home, paper: muting.acknowledge(home, alert.strip(), asked, paper), alert.strip()
        )
    )


def _said_and_shown(act: Callable[[House, Console], int], alert: str) -> str:
    """What `act` says; the page of that alert, if it is the name of one, tells of it from now on."""
    home = house()
    said = spoken(lambda paper: act(home, paper))
    with suppress(StoreError):
        show_alert(home, alert)
    return said


def _signed(author: str) -> str:
    """Never the worker's own user: it is no person."""
    return author.strip() or "somebody in the Prefect UI"
