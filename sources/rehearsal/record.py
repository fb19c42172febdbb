"""The record of the rehearsal: releases, faults and days, read once and validated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from sources.configuration import Strict, read_file

FILE = Path(__file__).parent / "releases.yaml"


class FaultKind(StrEnum):
    """How the sites fail in the field. The first group is no answer of the site, the second one that cannot be read,
    the third can be read and is not what it was.
    """

    FIREWALL = "firewall"  # 403 with reason:UrlACL
    COOKIE_CHALLENGE = "cookie_challenge"  # 521 and a script
    SCRIPT_CHALLENGE = "script_challenge"  # 412 and a script
    PLEASE_ENABLE = "please_enable"  # 200, "enable JavaScript"
    INTERSTITIAL = "interstitial"  # 200, "Just a moment"
    CAPTCHA = "captcha"  # 200, a small page that asks for a check
    ITSELF = "itself"  # a redirect to the same address, for a cookie
    ELSEWHERE = "elsewhere"  # a redirect to a host that is nobody's
    SERVER_ERROR = "server_error"
    UNAVAILABLE = "unavailable"  # 503
    BUSY = "busy"  # 429 with Retry-After
    BUSY_FOR_HOURS = "busy_for_hours"  # 429 with a Retry-After that no visit waits for
    RESET = "reset"
    HANGING = "hanging"  # no answer before the client gives up
    SLOW = "slow"  # a body that drips
    CUT = "cut"  # a body shorter than its Content-Length
    OVERSIZED = "oversized"
    NOT_FOUND = "not_found"

    REDIRECT_SHELL = "redirect_shell"  # 200, a script that goes elsewhere
    EMPTY_SHELL = "empty_shell"  # 200, a page without its list
    EMPTY_BODY = "empty_body"  # 200 and nothing
    EMPTY_UNIT = "empty_unit"  # the unit API says success with nothing in it
    HTML_FOR_JSON = "html_for_json"
    REFUSING_UNIT = "refusing_unit"  # success: false
    OTHER_LAYOUT = "other_layout"  # the list is there, under names nobody knows
    ROWS_GONE = "rows_gone"  # the list is well and says it is empty
    ROWS_HIDDEN = "rows_hidden"  # the list shows nothing and says how many rows it has
    NO_DATES = "no_dates"  # rows without their dates
    OTHER_SITE = "other_site"  # the page carries another site's code
    LINKS_ELSEWHERE = "links_elsewhere"  # the rows lead to somebody else's pages

    PAGE_ONE_AGAIN = "page_one_again"  # every page of the list is the first
    WRONG_CHARSET = "wrong_charset"  # GBK bytes under a header that says UTF-8
    MIGRATED = "migrated"  # the list comes by another generation of the platform
    RENUMBERED = "renumbered"  # other ids in the page and in the interface
    PINNED = "pinned"  # the oldest row stands first
    FLAPPING = "flapping"  # a counter in the page: other bytes on each request
    MOVED_ADDRESSES = "moved_addresses"  # the same articles under another column, by http
    HTML_AS_FILE = "html_as_file"  # an error page saved under the name of an attachment
    THROTTLED_FILE = "throttled_file"  # 429 for attachments


class Cell(Strict):
    year: int
    label: str


class Edit(Strict):
    """What a page says instead from a day on, under the same address."""

    day: date
    text: tuple[str, ...]


class Release(Strict):
    column: str = Field(pattern=r"^[a-z-]+/.+$")  # publisher/column of the catalogue
    also_in: tuple[str, ...] = ()  # other columns that list the same article
    key: str = Field(pattern=r"^[0-9a-z_]{8,40}$")
    day: date
    title: str
    invented: bool = False
    address: str | None = None  # where the real figures stood
    text: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    cell: Cell | None = None
    members: tuple[str, ...] = ()
    attachment: str | None = None
    edited: Edit | None = None
    withdrawn: date | None = None

    @model_validator(mode="after")
    def _real_or_invented(self) -> Release:
        if self.invented == (self.address is not None):
            raise ValueError("a release is either invented or says where its figures stood (address)")
        return self

    @property
    def publisher(self) -> str:
        return self.column.partition("/")[0]

    def text_on(self, day: date) -> tuple[str, ...]:
        return self.edited.text if self.edited and self.edited.day <= day else self.text

    def is_there(self, day: date) -> bool:
        return self.day <= day and (self.withdrawn is None or day < self.withdrawn)


class Fault(Strict):
    """`paths`: only at these addresses; empty: everywhere on the hosts."""

    hosts: tuple[str, ...]
    paths: tuple[str, ...] = ()
    kind: FaultKind
    first: date = Field(alias="from")
    last: date = Field(alias="to")

    def strikes(self, host: str, target: str, day: date) -> bool:
        there = host in self.hosts and (not self.paths or target.partition("?")[0] in self.paths)
        return there and self.first <= day <= self.last


class Promise(Strict):
    """A line of the calendar of an office: what it will publish, on which days, at which hour."""

    publisher: str
    name: str
    days: tuple[date, ...]
    hour: str


class Day(Strict):
    day: date
    happens: str


class Record(Strict):
    releases: tuple[Release, ...]
    faults: tuple[Fault, ...]
    promises: tuple[Promise, ...]
    story: tuple[Day, ...]


@cache
def record() -> Record:
    """Raises ConfigError."""
    return read_file(FILE, Record)
