"""What a publisher publishes, how it is found, and what came of looking.

A `Listing` is a column to look at; it yields `ReleaseRef`s; each is fetched into a `Snapshot`; a snapshot is read into
a `Reading`. A `Visit` is the outcome of looking at one column once.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from sources.series import Figure, Refusal


class ListKind(StrEnum):
    """How a column hands out its rows; told from the page's own marks and compared with what the catalogue expects."""

    UNIT_API = "unit_api"
    JPAGE_INLINE = "jpage_inline"
    DATAPROXY = "dataproxy"
    STATIC_LIST = "static_list"
    YEAR_TABLE = "year_table"
    RSS = "rss"
    SEARCH_API = "search_api"
    LINKS = "links"  # a page that is no list and links to articles: a home page
    CALENDAR = "calendar"  # the days on which an office will publish; it lists no releases


@dataclass(frozen=True, slots=True)
class Listing:
    """One column of one publisher: where its list stands and of what kind it should be."""

    publisher: str
    column: str  # name as printed on the site
    url: str
    kind: ListKind
    pages: int = 1  # how many pages of the list a visit looks at
    fallback: str = ""  # where its rows were last known to come from, for a page that names no place
    unit_id: str = ""  # the known id of its inline list
    found_on: str = ""  # a page that links to the column, which is asked first
    link_words: tuple[str, ...] = ()  # what that link says, in the order to prefer
    stands_in_for: tuple[str, ...] = ()  # columns: it is only looked at where one of them could not be
    leads_to: tuple[str, ...] = ()  # paths of its articles, where a page links to much else

    def on(self, day: date) -> Listing:
        """The column as it is asked on a day: its address may hold `{year}`."""
        return replace(self, url=self.url.replace("{year}", str(day.year)))


@dataclass(frozen=True, slots=True)
class ReleaseRef:
    """A release as a list names it, before it is fetched.

    `key` identifies the article whatever its address: the 32-hex hash, or `{col}_{id}` of an old-style address.
    `published_on` is the list's own date (Beijing day), None where the list gives none.
    """

    publisher: str
    column: str
    key: str
    url: str
    title: str
    published_on: date | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """A line of an office's calendar: what it will publish, and on which days (Beijing)."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class ListPage:
    """What one answer of a column said: its rows, and what else must be requested to see the rest.

    `follow` are addresses to GET next (the unit API of a shell page, the next page of a list); empty when done.
    `kind` is told from the page; `total` is the number of rows that the list says it has, where it says so.
    """

    kind: ListKind
    refs: tuple[ReleaseRef, ...]
    follow: tuple[str, ...] = ()
    total: int | None = None
    notes: tuple[str, ...] = ()  # what was odd about it, in words
    announced: tuple[Announcement, ...] = ()  # of a calendar, instead of rows


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes as received; raw passthrough only."""

    url: str  # canonical address asked for
    content: bytes
    content_type: str  # the header as sent, "" if none
    fetched_at: datetime  # aware UTC
    status: int = 200
    answered_by: str = ""  # the host that answered, where a fallback was used
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = field(default="")

    def __post_init__(self) -> None:
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that a release links to; `name` is the human name (link text or `fileName`)."""

    url: str
    name: str


class ListStage(StrEnum):
    CALL = "call"  # 申报通知
    NOTICE = "notice"  # 公示
    FINAL = "final"  # 公布
    REVIEW = "review"  # 复核


@dataclass(frozen=True, slots=True)
class ListMember:
    """One member of a named list. Joint applicants are one member with several areas."""

    name: str
    areas: tuple[str, ...]  # slugs; empty where the list does not say


@dataclass(frozen=True, slots=True)
class NamedList:
    """An announcement of a list: which list, which batch, at which stage, who is on it.

    `family` is the catalogue's id of the list, None where it is not one that is watched.
    `total` is the number of members the text or the rows give.
    """

    family: str | None
    title: str
    stage: ListStage
    batch: int | None
    year: int | None
    total: int | None
    members: tuple[ListMember, ...]
    quote: str
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read from one release: figures, refusals, lists, in the order of `text`."""

    title: str
    published_on: date | None
    text: str
    figures: tuple[Figure, ...]
    refusals: tuple[Refusal, ...]
    lists: tuple[NamedList, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    remarks: tuple[str, ...] = ()  # what was odd about the page although it could be read


class VisitOutcome(StrEnum):
    NEW = "new"
    UNCHANGED = "unchanged"
    VALID_EMPTY = "valid-empty"
    BLOCKED = "blocked"
    LAYOUT_CHANGED = "layout-changed"
    MOVED = "moved"
    FAILED = "failed"

    @property
    def could_look(self) -> bool:
        """Whether the column was really seen; only then may "nothing new" be believed."""
        return self in (VisitOutcome.NEW, VisitOutcome.UNCHANGED, VisitOutcome.VALID_EMPTY)


@dataclass(frozen=True, slots=True)
class Visit:
    """The outcome of looking at one column once, with the evidence for it."""

    publisher: str
    column: str
    url: str
    at: datetime
    outcome: VisitOutcome
    evidence: str  # status, marks seen, size, hash, which host answered: one line
    rows: int = 0
    new_releases: int = 0
    sha256: str | None = None
    kind_seen: ListKind | None = None
    remarks: tuple[str, ...] = ()  # what was odd although it could be read: a migration, ids that differ
