"""Rules people can read, and what they say of what was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sources.series import Qualifier, ReferencePeriod, Unit

OPERATIONS = "operations"  # the rule of alerts about the watcher's own runs; no line of rules.yaml


class Verdict(StrEnum):
    """What a published value does to a recorded one."""

    CONFIRMED = "confirmed"
    SUPERSEDED = "superseded"
    CONTRADICTED = "contradicted"
    REVISED = "revised"
    UNDECIDABLE = "undecidable"
    NOT_COMPARABLE = "not_comparable"
    NOT_FOUND = "not_found"


class About(StrEnum):
    """What an alert speaks of: the world's figures, or how well we can see them."""

    FIGURES = "figures"
    WATCHING = "watching"


class Ordering(StrEnum):
    """What makes one evaluation of a rule newer than another."""

    PERIOD = "period"  # a later reference period, then a later vintage of it
    SEEN = "seen"  # a later sight: revisions and lists, whatever period they speak of
    STATE = "state"  # only a changed outcome counts: overdue, unreadable


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the two languages of the receivers."""

    zh: str = ""
    en: str = ""


NO_WORDS = Words()


class Severity(StrEnum):
    NOTE = "note"
    WARNING = "warning"
    CRITICAL = "critical"


class Outcome(StrEnum):
    BREACHED = "breached"
    CLEAR = "clear"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where the judged value stands: what a receiver needs to check it in one click."""

    publisher: str
    title: str
    url: str
    published_on: date | None
    snapshot: str  # SHA-256, "" where nothing was fetched
    quote: str
    span_in_quote: tuple[int, int] | None  # where the number stands in `quote`
    release: str  # identity of the release, or of the visit; alerts of one release are told together


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The outcome of a rule for one subject at one moment, with everything it was judged from."""

    rule: str
    subject: str  # series id, claim id, publisher or list family
    outcome: Outcome
    at: datetime  # when the judged fact was first seen (aware UTC)
    period: ReferencePeriod | None  # of the judged value; None for rules about sources
    value: Decimal | None
    unit: Unit | None
    compared_with: str  # in words: recorded 2026年1—4月 8.8%
    baseline_value: Decimal | None
    difference: Decimal | None
    difference_unit: Unit | None
    why: str  # the decision in words
    evidence: Evidence | None
    revision: bool = False  # the value is a later vintage of an observation that was judged before
    ordering: Ordering = Ordering.PERIOD
    event: bool = False  # something that happened (a revision, a new list): told each time, never "resolved"
    about: About = About.FIGURES
    severity: Severity = Severity.WARNING
    labels: tuple[tuple[str, str], ...] = ()
    publisher: str = ""
    area: str = ""
    publisher_name: Words = NO_WORDS
    subject_name: Words = NO_WORDS
    rule_words: Words = NO_WORDS  # the condition read aloud
    reason_words: Words = NO_WORDS  # `why`, in both languages
    purpose: Words = NO_WORDS  # why somebody wants this rule
    compared_words: Words = NO_WORDS  # `compared_with`, in both languages
    comparability: Words = NO_WORDS
    recorded: str = ""  # id of the recorded figure, where one is compared with
    recorded_words: Words = NO_WORDS
    previous_words: Words = NO_WORDS  # the previous period's or the previous vintage's value
    qualifier: Qualifier = Qualifier.EXACT
    next_due: date | None = None
    blind: tuple[str, ...] = ()  # columns of a publisher that cannot be looked at
    sees_nothing: bool = False  # they are all of its columns
