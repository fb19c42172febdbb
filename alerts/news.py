"""What is new since the last look, and what is known of the sources: everything that is judged at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sources.releases import NamedList, VisitOutcome
from sources.series import Observation, ReferencePeriod, Vintage


@dataclass(frozen=True, slots=True)
class NewVintage:
    """A value of a series that was not known before. `release` identifies what it came with."""

    series: str
    period: ReferencePeriod
    vintage: Vintage
    release: str


@dataclass(frozen=True, slots=True)
class NewList:
    """A named list that was not known before, or one that changed: then `before` is what it said."""

    named: NamedList
    release: str
    publisher: str
    title: str
    url: str
    published_on: date | None
    seen_at: datetime
    snapshot: str
    before: NamedList | None = None
    withdrawn: bool = False


class Happened(StrEnum):
    """What became of a release after it was published."""

    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    BACK = "back"


@dataclass(frozen=True, slots=True)
class ChangedRelease:
    """A release that was edited or taken down after it was seen, or is there again. `detail`: what was seen of it."""

    happened: Happened
    release: str  # publisher/key, as in `NewList`
    publisher: str
    title: str
    url: str
    published_on: date | None
    seen_at: datetime
    snapshot: str
    detail: str


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """How well one column of a publisher could be looked at lately. `since`: when it began to fail.

    `at_every_look` is False for what is only asked when there is a reason, as the articles of a column: that it was
    seen long ago says nothing.
    """

    publisher: str
    column: str
    last_success: datetime | None
    consecutive_failures: int
    last_outcome: VisitOutcome
    evidence: str
    next_attempt: datetime | None = None
    url: str = ""
    since: datetime | None = None
    at_every_look: bool = True


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """How many numbers of a release were refused, and how many usually are."""

    publisher: str
    release: str
    title: str
    url: str
    snapshot: str
    seen_at: datetime
    figures: int
    refusals: int
    usual: Decimal | None  # mean of the publisher's releases before, None where there are none
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class PastDay:
    """A Beijing day that no look has judged yet, and the publishers that were looked at on it."""

    day: date
    looked_at: frozenset[str]


@dataclass(frozen=True, slots=True)
class News:
    """`history` holds every vintage stored of the series needed, the new ones included; what came later than an
    arrival is left out when that arrival is judged. `newest` is the newest period stored of each series that is due
    and has no history here. `missed` are the days since the last look, oldest first: what was late on one of them
    was late, whatever came since."""

    vintages: tuple[NewVintage, ...] = ()
    history: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict)
    lists: tuple[NewList, ...] = ()
    changed: tuple[ChangedRelease, ...] = ()
    newest: Mapping[str, ReferencePeriod] = field(default_factory=dict)
    sources: tuple[SourceHealth, ...] = ()
    refusals: tuple[RefusalCount, ...] = ()
    missed: tuple[PastDay, ...] = ()
