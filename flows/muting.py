"""`ningbo-monitor silence`, `silences`, `acknowledge`: what people do about alerts."""

from __future__ import annotations

import getpass
import re
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alerts.coverage import BEIJING
from alerts.lifecycle import Alert, State, standing
from alerts.names import matching
from alerts.notifications import Decision
from alerts.recorded import nearest
from alerts.silences import Acknowledgement, Silence
from alerts.wording import counted
from flows.clock import in_beijing
from flows.finding import find_alert
from flows.wiring import House
from sources.errors import ConfigError, Problem
from store import acknowledgements, alert_states, decisions, silences
from store.database import read_only, unit_of_work
from store.errors import StoreError

LONGEST = timedelta(days=366)
SECOND_CLICK = timedelta(minutes=10)
_DURATION = re.compile(r"^([1-9][0-9]{0,3})([hdw])$")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


@dataclass(frozen=True, slots=True)
class Matcher:
    """What is to be silenced; `*` stands for any run of characters, what is not given for everything."""

    rule: str | None = None
    subject: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Who does it and why."""

    text: str
    author: str | None = None

    def signed(self) -> str:
        return self.author or getpass.getuser()


@dataclass(frozen=True, slots=True)
class Quiet:
    """A silence as it is asked for. `until`: a length (6h, 3d, 2w) or a Beijing moment (2026-07-01T09:00)."""

    matcher: Matcher
    note: Note
    until: str


def silence(home: House, asked: Quiet, console: Console) -> int:
    """Keep quiet about what matches. Raises ConfigError for what cannot be meant."""
    now, matcher, note = home.clock.now(), asked.matcher, asked.note
    ends_at = until_when(asked.until, now)
    _check(matcher, home)
    if not note.text.strip():
        raise ConfigError("silence", [Problem("--reason", "says nothing: people will ask why nobody was told")])
    made = Silence(
        secrets.token_hex(3), matcher.rule, matcher.subject, now, ends_at, note.signed(), note.text, matcher.publisher
    )
    with unit_of_work(home.store) as session:
        made = next((s for s in silences.active(session, now) if _is_asked_twice(s, made)), made)
        silences.add(session, made)
        hidden = [
            t for t in standing(h.alert for h in alert_states.in_state(session, State.FIRING)) if made.covers(t, now)
        ]
    console.print(f"silence {made.id} until {_shown(ends_at)}; it covers {counted(len(hidden), 'firing alert')} now")
    for move in hidden:
        console.print(f"  {escape(move.rule)} · {escape(move.subject)}")
    if not hidden:
        console.print("  none yet: `ningbo-monitor status` shows the names of rules and subjects")
    return 0


def _is_asked_twice(known: Silence, asked: Silence) -> bool:
    """The same silence asked for again within minutes: a second click, not a second wish."""
    same = replace(known, id=asked.id, starts_at=asked.starts_at, ends_at=asked.ends_at) == asked
    return same and abs(known.ends_at - asked.ends_at) <= SECOND_CLICK


def _check(matcher: Matcher, home: House) -> None:
    """Raises ConfigError for one that says nothing, or names what there is not: people would believe in it."""
    if matcher == Matcher():
        raise ConfigError(
            "silence", [Problem("--rule, --subject, --publisher", "one of them says what to be quiet about")]
        )
    known = {
        "rule": (matcher.rule, [rule.id for rule in home.rulebook.rules]),
        "publisher": (matcher.publisher, list(home.catalogue.publishers)),
    }
    problems = [
        Problem(f"--{what}", f"no {what} fits {asked}{nearest(asked, names)}")
        for what, (asked, names) in known.items()
        if asked is not None and not matching(asked, names)
    ]
    if problems:
        raise ConfigError("silence", problems)


def until_when(written: str, now: datetime) -> datetime:
    """Raises ConfigError for no moment, one that is over, and one too far away."""
    length = _DURATION.match(written)
    if length:
        ends_at = now + int(length[1]) * _UNITS[length[2]]
    else:
        try:
            ends_at = datetime.fromisoformat(written)
        except ValueError:
            expected = "must be a length such as 6h, 3d or 2w, or a moment such as 2026-07-01T09:00"
            raise ConfigError("silence", [Problem("--until", f"{expected}, not {written}")]) from None
        ends_at = (ends_at if ends_at.tzinfo else ends_at.replace(tzinfo=BEIJING)).astimezone(UTC)
    if not now < ends_at <= now + LONGEST:
        raise ConfigError("silence", [Problem("--until", f"{_shown(ends_at)} is over, or more than a year away")])
    return ends_at


def end_silence(home: House, id: str, console: Console) -> int:
    with unit_of_work(home.store) as session:
        ended = silences.end(session, id, home.clock.now())
    console.print(f"silence {ended.id} ended {_shown(ended.ends_at)}; what it kept back is told at the next watch")
    return 0


def show_silences(home: House, console: Console, *, also_ended: bool) -> int:
    now = home.clock.now()
    with read_only(home.store) as session:
        known = [s for s in silences.everything(session) if also_ended or s.ends_at > now]
        taken_on = acknowledgements.in_force(session)
    table = Table(title="Silences", expand=True)
    for name in ("id", "rule", "subject", "publisher", "from", "until", "by", "why"):
        table.add_column(name, overflow="fold")
    for s in known:
        asked = (escape(part or "*") for part in (s.rule, s.subject, s.publisher))
        table.add_row(s.id, *asked, _shown(s.starts_at), _shown(s.ends_at), escape(s.author), escape(s.reason))
    console.print(table if known else "no silence is in force")
    for window in home.rulebook.maintenance:
        on = "on now" if window.is_on(now) else "not now"
        console.print(f"maintenance {window.id} ({on}): {', '.join(window.publishers)}; {escape(window.why.en)}")
    for one in taken_on:
        console.print(f"acknowledged {escape(one.transition)} by {escape(one.author)}: {escape(one.note)}")
    return 0


def acknowledge(home: House, name: str, note: Note, console: Console) -> int:
    """Take an alert on: no more reminders of this change and no escalation; its end is told. Raises StoreError."""
    now = home.clock.now()
    with unit_of_work(home.store) as session:
        alert = find_alert(session, name)
        move = _present(alert)
        held = acknowledgements.add(session, alert, Acknowledgement(move, note.signed(), note.text, now))
        said = f"acknowledged by {held.author}: {held.note}"
        decisions.append(session, [Decision(held.at, move, None, False, said)])
    console.print(f"{escape(alert.rule)} · {escape(alert.subject)}: {escape(said)}; no more reminders until it changes")
    return 0


def _present(alert: Alert) -> str:
    """The id of the change that is taken on. Raises StoreError where there is nothing to take on."""
    stands = standing([alert])
    if not stands or alert.state is not State.FIRING:
        raise StoreError(f"{alert.rule} · {alert.subject} is {alert.state.value}: only what fires can be acknowledged")
    return stands[0].id


def _shown(moment: datetime) -> str:
    return f"{in_beijing(moment)} Beijing"
