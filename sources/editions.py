"""Whether two receptions of a release page say the same, and what differs where they do not.

Bytes differ on every request where a page carries counters or ids of the request; title, text and attachments do not.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterator
from datetime import date

from sources.pages import Page

MOST_SHOWN = 12  # lines of a difference that are told
LONGEST_LINE = 160  # characters


def says(page: Page) -> str:
    """The hash of what a release says: its title, its text, the names of its files."""
    parts = (page.title, page.document.text, *(attachment.name for attachment in page.attachments))
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def difference(before: Page, after: Page) -> str:
    """What an edit changed, line by line: - as it was, + as it is now."""
    lines = list(_changes(_lines(before), _lines(after)))
    shown = [line[:LONGEST_LINE] for line in lines[:MOST_SHOWN]]
    more = [f"… and {len(lines) - MOST_SHOWN} more lines"] if len(lines) > MOST_SHOWN else []
    return "\n".join([*shown, *more])


def disagreement(listed: date | None, page: Page) -> str:
    """The days that a release gives itself, where its list, its meta tag and its head differ; "" where they agree."""
    told = {"list": listed, "meta": page.meta_day, "page": page.printed}
    days = {name: day for name, day in told.items() if day is not None}
    if len(set(days.values())) < 2:
        return ""
    return ", ".join(f"{name} {day}" for name, day in days.items())


def _lines(page: Page) -> list[str]:
    files = [f"附件 {attachment.name}" for attachment in page.attachments]
    return [line for line in (page.title, *page.document.text.split("\n"), *files) if line.strip()]


def _changes(before: list[str], after: list[str]) -> Iterator[str]:
    for line in difflib.unified_diff(before, after, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f"{line[0]} {line[1:].strip()}"
