"""Silences and inhibition: the alert lives on, nobody is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatchcase

from alerts.lifecycle import Alert, State, Transition
from alerts.maintenance import Maintenance
from alerts.rules import About
from sources.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class Silence:
    """A matcher and an interval. A matcher field that is None matches all; `*` stands for any run of characters."""

    id: str
    rule: str | None
    subject: str | None
    starts_at: datetime
    ends_at: datetime
    author: str
    reason: str
    publisher: str | None = None

    def covers(self, transition: Transition, now: datetime) -> bool:
        """Whether it is in force and matches; the end itself is no longer covered."""
        publisher = transition.evaluation.publisher
        asked = ((self.rule, transition.rule), (self.subject, transition.subject), (self.publisher, publisher))
        return self.is_on(now) and all(p is None or fnmatchcase(name, p) for p, name in asked)

    def is_on(self, now: datetime) -> bool:
        return self.starts_at <= now < self.ends_at


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Somebody has taken an alert on. It holds for this change of state only: what comes next is told."""

    transition: str
    author: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Mutes:
    """All that keeps an alert from being told."""

    silences: tuple[Silence, ...] = ()
    inhibitions: Mapping[tuple[str, str], str] = field(default_factory=dict)  # alert key, and why
    acknowledged: frozenset[str] = frozenset()  # ids of transitions that somebody has taken on: no more reminders
    maintenance: tuple[Maintenance, ...] = ()
    quiet: frozenset[str] = frozenset()  # releases that were read as history: nobody is told of what they say


@dataclass(frozen=True, slots=True)
class Muted:
    transition: Transition
    why: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What may be told: what just moved, and what stands (for late telling and repeats)."""

    transitions: tuple[Transition, ...]
    standing: tuple[Transition, ...] = ()
    muted: tuple[Muted, ...] = ()


def audible(transitions: Iterable[Transition], standing: Iterable[Transition], mutes: Mutes, now: datetime) -> Heard:
    """Take out what is silenced or inhibited. The alert lives on; once the silence ends, `standing` brings it back."""
    heard, muted = [], []
    for transition in transitions:
        why = muted_by(transition, mutes, now)
        if why is None:
            heard.append(transition)
        else:
            muted.append(Muted(transition, why))
    still = tuple(t for t in standing if t.id not in mutes.acknowledged and muted_by(t, mutes, now) is None)
    return Heard(tuple(heard), still, tuple(muted))


def inhibitions(alerts: Iterable[Alert], catalogue: Catalogue) -> dict[tuple[str, str], str]:
    """A source of which nothing can be read hides the overdue alerts of its own series: the one is the cause of the other.

    One of whose columns only some are blind hides nothing: what is late may be late in a column that can be seen.
    """
    alerts, hidden = tuple(alerts), {}
    unreadable = unreadable_publishers(alerts)
    for alert in alerts:
        series = catalogue.series.get(alert.subject)
        publisher = series.due.publisher if series is not None and series.due is not None else ""
        if publisher in unreadable and _is_about_watching(alert):
            hidden[alert.key] = f"inhibited: {publisher} cannot be read"
    return hidden


def unreadable_publishers(alerts: Iterable[Alert]) -> frozenset[str]:
    """Those of which nothing can be read."""
    return frozenset(a.last.publisher for a in alerts if a.state is State.FIRING and a.last and a.last.sees_nothing)


def muted_by(transition: Transition, mutes: Mutes, now: datetime) -> str | None:
    """Why nobody is told of it now, None where nothing keeps it back."""
    window = next((m for m in mutes.maintenance if m.covers(transition.evaluation, now)), None)
    if window is not None:
        return f"maintenance {window.id}: {window.why.en}"
    silence = next((s for s in mutes.silences if s.covers(transition, now)), None)
    if silence is not None:
        return f"silence {silence.id} by {silence.author} until {silence.ends_at.isoformat()}: {silence.reason}"
    evidence = transition.evaluation.evidence
    if evidence is not None and evidence.release in mutes.quiet:
        return f"{evidence.release} was read by a backfill that tells nobody"
    return mutes.inhibitions.get((transition.rule, transition.subject))


def _is_about_watching(alert: Alert) -> bool:
    return alert.last is not None and alert.last.about is About.WATCHING
