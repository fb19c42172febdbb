"""Events of our own in Prefect, so that people can hang automations of theirs on them. See docs/events.md.

What is told to receivers never depends on them: they are a convenience, and nobody waits for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from prefect.events import emit_event

from alerts.lifecycle import State
from flows.pages.onlookers import anybody_looks
from sources.releases import VisitOutcome

if TYPE_CHECKING:
    from flows.collect import Collected
    from flows.judge import Watched

OURS = UUID("9b0f6f5e-52a4-4c3b-8f0e-3f6f0c1c7a10")  # namespace of event ids: the same event has the same id
LONGEST = 300  # characters of scraped text in a payload


@dataclass(frozen=True, slots=True)
class Happened:
    """One event. `resource` is its subject's id, `once` tells this time from others."""

    event: str
    resource: str
    name: str
    once: str
    payload: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> UUID:
        return uuid5(OURS, "\n".join((self.event, self.resource, self.once)))


def announce(events: Iterable[Happened]) -> None:
    """Hand them to Prefect where anybody could be listening."""
    if not anybody_looks():
        return
    for one in events:
        resource = {"prefect.resource.id": one.resource, "prefect.resource.name": one.name[:LONGEST]}
        emit_event(one.event, resource=resource, payload=dict(one.payload), id=one.id)


def of_collected(collected: Collected) -> Iterator[Happened]:
    """Releases fetched for the first time, revisions, columns that were closed to us."""
    for fetched in collected.fetched:
        if fetched.problem:
            continue
        ref = fetched.ref
        payload = {"publisher": ref.publisher, "title": ref.title[:LONGEST], "url": ref.url}
        payload |= {"published_on": str(ref.published_on or "")}
        where = f"ningbo-monitor.release.{ref.publisher}.{ref.key}"
        yield Happened("ningbo-monitor.release.new", where, ref.title, "", payload)
    for release in collected.read:
        for new in release.vintages:
            if not new.is_revision or new.previous is None:
                continue
            series, period = new.observation.series, new.observation.period.label_zh()
            payload = {"series": series, "period": period, "value": f"{new.vintage.value:f}"}
            payload |= {"previous": f"{new.previous.value:f}", "unit": new.vintage.unit.value, "url": new.vintage.url}
            where = f"ningbo-monitor.series.{series}"
            yield Happened("ningbo-monitor.vintage.revised", where, series, str(new.position), payload)
    for visit in collected.visits:
        if visit.outcome is VisitOutcome.BLOCKED:
            payload = {"publisher": visit.publisher, "column": visit.column, "evidence": visit.evidence[:LONGEST]}
            where = f"ningbo-monitor.source.{visit.publisher}"
            once = f"{visit.column} {visit.at.isoformat()}"
            yield Happened("ningbo-monitor.source.blocked", where, visit.publisher, once, payload)


def of_watched(watched: Watched) -> Iterator[Happened]:
    """Alerts that began to fire, and those that are resolved."""
    for move in watched.transitions:
        if move.after not in (State.FIRING, State.RESOLVED):
            continue
        evaluation = move.evaluation
        payload = {"rule": move.rule, "subject": move.subject, "reason": move.reason, "why": evaluation.why[:LONGEST]}
        payload |= {"severity": evaluation.severity.value, "about": evaluation.about.value}
        payload |= {"url": evaluation.evidence.url if evaluation.evidence else ""}
        where = f"ningbo-monitor.alert.{move.rule}.{move.subject}"
        name = f"{move.rule}/{move.subject}"
        yield Happened(f"ningbo-monitor.alert.{move.after.value}", where, name, move.id, payload)
