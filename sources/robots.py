"""What hosts tell robots: asked once a day a host, kept with its status, obeyed.

By RFC 9309 an answer of 4xx means that there are no rules, a firewall's 403 as well as a 404. A host that cannot say (5xx, a
challenge, no answer) is asked for nothing else, unless what it said before is still kept, until it could not say for a month.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path

from protego import Protego

from sources.errors import FetchError, Forbidden, Unreachable
from sources.pages import decode
from sources.releases import Snapshot

AGENT = "ningbo-monitor"  # the product that rules may name, under whatever User-Agent a site is asked
KEPT_FOR = timedelta(days=1)
GIVEN_UP_AFTER = timedelta(days=30)  # without an answer: there are no rules then (RFC 9309, 2.3.1.4)
LARGEST = 500 * 1024  # characters; what a file says beyond them does not count
LONGEST_DELAY = 60.0  # seconds: a Crawl-delay beyond that is waited for no longer


@dataclass(frozen=True)
class RobotsNote:
    """What a host answered for its robots.txt. `status` is 0 where it led to a host that we do not ask, or gave no answer."""

    host: str
    status: int
    at: datetime
    text: str = ""  # the rules; empty where there are none
    silent_since: datetime | None = None  # it cannot say what robots may do, since when

    @property
    def is_answer(self) -> bool:
        """Whether it tells what robots may do: also that nobody could for so long that there are no rules."""
        return self.silent_since is None or self.at - self.silent_since >= GIVEN_UP_AFTER

    @cached_property
    def _rules(self) -> Protego:
        return Protego.parse(self.text)

    def allows(self, url: str) -> bool:
        return not self.text or bool(self._rules.can_fetch(url, AGENT))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the host asks for, 0 where it does not."""
        return min(float(self._rules.crawl_delay(AGENT) or 0), LONGEST_DELAY) if self.text else 0.0

    def in_words(self) -> str:
        if self.silent_since is not None:
            means = "no rules" if self.is_answer else "nothing is asked"
            return f"{self.status or 'no answer'} since {self.silent_since:%Y-%m-%d}: {means} (RFC 9309)"
        if self.status != 200:
            return f"{self.status or 'led elsewhere'}: no rules (RFC 9309)"
        lines = [line.partition("#")[0].strip().lower() for line in self.text.splitlines()]
        count = sum(line.startswith(("disallow:", "allow:")) for line in lines)
        return f"200: {count} rules" if count else "200: no rules in it"


class Robots:
    """The notes of one fetcher, in a folder that the fetchers of a machine share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._notes: dict[str, RobotsNote] = {}

    def note_of(self, host: str, now: datetime, ask: Callable[[], Snapshot]) -> RobotsNote:
        """What the host says, asked again after a day. Raises what `ask` raises where nothing is known."""
        with self._lock:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            known = self._notes.get(host) or read_note(self._folder, host)
            if known is None or not known.is_answer or not timedelta() <= now - known.at < KEPT_FOR:
                known = self._ask_anew(host, now, ask, known)
            self._notes[host] = known
            return known

    def _ask_anew(self, host: str, now: datetime, ask: Callable[[], Snapshot], known: RobotsNote | None) -> RobotsNote:
        try:
            note = _noted(host, now, ask)
        except FetchError as error:
            if known is not None and known.silent_since is None:
                return known
            since = known.silent_since if known is not None and known.silent_since else now
            note = RobotsNote(host, error.status or 0, now, silent_since=since)
            _keep(self._folder, note)
            if not note.is_answer:
                raise
            return note
        _keep(self._folder, note)
        return note


def check_allowed(note: RobotsNote, url: str) -> None:
    if not note.allows(url):
        raise Forbidden(f"robots.txt of {note.host} disallows this address", url=url)


def read_note(folder: Path, host: str) -> RobotsNote | None:
    """What was noted of a host; None where nothing was, or nothing that can be read."""
    try:
        kept = json.loads(_file(folder, host).read_text(encoding="utf-8"))
        since = datetime.fromisoformat(kept["silent_since"]) if kept.get("silent_since") else None
        return RobotsNote(host, int(kept["status"]), datetime.fromisoformat(kept["at"]), str(kept["text"]), since)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _noted(host: str, now: datetime, ask: Callable[[], Snapshot]) -> RobotsNote:
    """Raises FetchError where the host cannot say."""
    try:
        answer = ask()
    except Unreachable:
        raise  # a 429 among them
    except Forbidden as error:
        return RobotsNote(host, error.status or 0, now)
    except FetchError as error:
        if error.status is None or not 400 <= error.status < 500:
            raise
        return RobotsNote(host, error.status, now)
    text = decode(answer.content, answer.content_type)[:LARGEST]
    return RobotsNote(host, answer.status, now, "" if text.lstrip().startswith("<") else text)


def _file(folder: Path, host: str) -> Path:
    return folder / f"{host}.json"


def _keep(folder: Path, note: RobotsNote) -> None:
    """A full disk keeps no note and is no reason not to ask: the next run asks again."""
    kept = {"status": note.status, "at": note.at.isoformat(), "text": note.text}
    if note.silent_since is not None:
        kept["silent_since"] = note.silent_since.isoformat()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{note.host}.{threading.get_native_id()}"
        part.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        part.replace(_file(folder, note.host))
