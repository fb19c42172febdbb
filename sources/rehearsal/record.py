"""The record of the rehearsal: releases, faults and days, read once and validated."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from pydantic import Field, model_validator

from sources.configuration import Strict, read_file

FILE = Path(__file__).parent / "releases.yaml"


class Site(StrEnum):
    NINGBO_TABLE = "ningbo-table"
    NINGBO_NOTE = "ningbo-note"
    ZHEJIANG = "zhejiang"
    NBS = "nbs"
    MIIT = "miit"


class FaultKind(StrEnum):
    """How the sites fail in the field."""

    FIREWALL = "firewall"  # 403 with reason:UrlACL
    COOKIE_CHALLENGE = "cookie_challenge"  # 521 and a script
    SCRIPT_CHALLENGE = "script_challenge"  # 412 and a script
    PLEASE_ENABLE = "please_enable"  # 200, "enable JavaScript"
    INTERSTITIAL = "interstitial"  # 200, "Just a moment"
    REDIRECT_SHELL = "redirect_shell"  # 200, a script that goes elsewhere
    EMPTY_SHELL = "empty_shell"  # 200, a page without its list
    EMPTY_UNIT = "empty_unit"  # the unit API says success with nothing in it
    HTML_FOR_JSON = "html_for_json"
    REFUSING_UNIT = "refusing_unit"  # success: false
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    BUSY = "busy"  # 429 with Retry-After
    RESET = "reset"
    OVERSIZED = "oversized"
    WRONG_CHARSET = "wrong_charset"  # GBK bytes under a header that says UTF-8
    ELSEWHERE = "elsewhere"  # a redirect to a host that is nobody's
    ITSELF = "itself"  # a redirect to the same address, for a cookie
    HANGING = "hanging"  # no answer before the client gives up
    SLOW = "slow"  # a body that drips
    CUT = "cut"  # a body shorter than its Content-Length
    OTHER_LAYOUT = "other_layout"  # the list is there, under names nobody knows
    PAGE_ONE_AGAIN = "page_one_again"  # every page of the unit API is the first
    HTML_AS_FILE = "html_as_file"  # an error page saved under the name of an attachment


class Cell(Strict):
    year: int
    label: str


class Release(Strict):
    site: Site
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

    @model_validator(mode="after")
    def _real_or_invented(self) -> Release:
        if self.invented == (self.address is not None):
            raise ValueError("a release is either invented or says where its figures stood (address)")
        return self


class Fault(Strict):
    hosts: tuple[str, ...]
    kind: FaultKind
    first: date = Field(alias="from")
    last: date = Field(alias="to")

    def strikes(self, host: str, day: date) -> bool:
        return host in self.hosts and self.first <= day <= self.last


class Day(Strict):
    day: date
    happens: str


class Record(Strict):
    releases: tuple[Release, ...]
    faults: tuple[Fault, ...]
    story: tuple[Day, ...]


@cache
def record() -> Record:
    """Raises ConfigError."""
    return read_file(FILE, Record)
