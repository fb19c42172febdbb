"""What rules would have sent: one day after the other is judged and told, in memory only.

Nothing is written and nobody is told. What only the running monitor knows is left out: sites that could not be read,
refused numbers, silences and acknowledgements.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from alerts.coverage import beijing_day, end_of
from alerts.judging import Judgement, judge
from alerts.lifecycle import Alert, standing
from alerts.memory import Memory, Notification, remember
from alerts.news import NewList, News, NewVintage
from alerts.notifications import Decided, decide
from alerts.receivers import Receivers
from alerts.rulebook import Rulebook
from alerts.silences import Mutes, audible, inhibitions
from sources.series import Observation

Arrived = TypeVar("Arrived", NewVintage, NewList)


@dataclass(frozen=True, slots=True)
class Past:
    """Everything that became known, each vintage and list seen at the moment at which it did. `history`: see `News`."""

    vintages: tuple[NewVintage, ...]
    lists: tuple[NewList, ...]
    history: Mapping[str, tuple[Observation, ...]]

    @property
    def days(self) -> tuple[date, date] | None:
        """The first and the last day on which anything became known."""
        known = [v.vintage.seen_at for v in self.vintages] + [n.seen_at for n in self.lists]
        return (beijing_day(min(known)), beijing_day(max(known))) if known else None


@dataclass(frozen=True, slots=True)
class PlayedDay:
    day: date
    judgement: Judgement
    decided: Decided


@dataclass(slots=True)
class _Minds:
    """What is remembered from one day to the next."""

    alerts: dict[tuple[str, str], Alert] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)


def replay(past: Past, rulebook: Rulebook, receivers: Receivers, until: date | None = None) -> Iterator[PlayedDay]:
    """Judge and tell every day from the first on which anything became known to `until`, or to the last."""
    if past.days is None:
        return
    vintages = _by_day((v.vintage.seen_at, v) for v in past.vintages)
    lists = _by_day((n.seen_at, n) for n in past.lists)
    minds, (first, last) = _Minds(), past.days
    for number in range(first.toordinal(), (until or last).toordinal() + 1):
        day = date.fromordinal(number)
        arrived = vintages.get(day, []), lists.get(day, [])
        yield _play(day, arrived, (past, rulebook, receivers), minds)


def _play(
    day: date,
    arrived: tuple[list[NewVintage], list[NewList]],
    stage: tuple[Past, Rulebook, Receivers],
    minds: _Minds,
) -> PlayedDay:
    past, rulebook, receivers = stage
    now = end_of(day)
    news = News(vintages=tuple(arrived[0]), lists=tuple(arrived[1]), history=past.history)
    judgement = judge(news, minds.alerts, rulebook, now)
    minds.alerts |= {alert.key: alert for alert in judgement.alerts}
    mutes = Mutes(inhibitions=inhibitions(minds.alerts.values(), rulebook.catalogue), maintenance=rulebook.maintenance)
    heard = audible(judgement.transitions, standing(minds.alerts.values()), mutes, now)
    decided = decide(heard, receivers, minds.memory, now)
    minds.memory = remember(decided.notifications, minds.memory)
    return PlayedDay(day, judgement, decided)


def _by_day(dated: Iterable[tuple[datetime, Arrived]]) -> dict[date, list[Arrived]]:
    found: dict[date, list[Arrived]] = {}
    for moment, arrived in dated:
        found.setdefault(beijing_day(moment), []).append(arrived)
    return found


@dataclass(frozen=True, slots=True)
class Sending:
    """One line of one message that would have been sent."""

    day: date
    receiver: str
    reason: str
    rule: str
    subject: str
    state: str
    said: str


def sendings(played: Iterable[PlayedDay], since: date | None = None) -> Iterator[Sending]:
    """Every alert of every message from a day on, in the order in which they would have gone out."""
    for one in (p for p in played if since is None or p.day >= since):
        for notification in one.decided.notifications:
            yield from _lines(one.day, notification)


def _lines(day: date, notification: Notification) -> Iterator[Sending]:
    for move in notification.transitions:
        said = move.evaluation.reason_words.zh or move.evaluation.why
        yield Sending(day, notification.receiver, notification.reason.value, move.rule, move.subject, move.after, said)
