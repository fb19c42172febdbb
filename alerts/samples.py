"""Messages that are plainly not news: a marked test, and samples with invented values to look at.

A sample is judged and worded by the real rules, so that it shows what a receiver will see; only its values are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from alerts import undelivered
from alerts.bundling import bundle
from alerts.coverage import beijing_day
from alerts.curves import Curve, Point
from alerts.judging import judge
from alerts.lifecycle import Alert, Transition, advance
from alerts.memory import Notification, Reason
from alerts.news import News, NewVintage, SourceHealth
from alerts.notifications import worst_first
from alerts.rulebook import Rulebook
from alerts.rules import Words
from sources.releases import VisitOutcome
from sources.series import Observation, Qualifier, ReferencePeriod, Status, Unit, Vintage

_OFFICE, _SERIES, _STREAK = "ningbo-stats", "ningbo-iva-above-scale-growth-cumulative", "ningbo-single-champions-streak"
_TITLE = "示例公报（数值为虚构，invented）"
_MONTHS = ReferencePeriod.months(2026, 1, 5)


class Kind(StrEnum):
    """What happened in a sample."""

    ALERT = "alert"
    RESOLVED = "resolved"
    REVISED = "revised"  # a revision takes an alert back
    CLAIM = "claim"  # a recorded claim is true no longer
    BLIND = "blind"  # a source cannot be looked at
    UNDELIVERED = "undelivered"  # a message died
    DIGEST = "digest"  # all of these and more in one


def marked_test(receiver: str, now: datetime) -> Notification:
    """What `test RECEIVER` sends. Its key holds the moment: each test is a message of its own."""
    return Notification(f"{receiver}/test/{now.isoformat()}", receiver, Reason.TEST, "test", (), now)


def sample(receiver: str, kind: Kind, rulebook: Rulebook, now: datetime) -> Notification:
    """A notification of invented values, to see how messages look."""
    match kind:
        case Kind.ALERT:
            return _told(receiver, Reason.FIRST, _slower(rulebook, now)[0])
        case Kind.RESOLVED:
            return _told(receiver, Reason.ALL_RESOLVED, _better(rulebook, now))
        case Kind.REVISED:
            return _told(receiver, Reason.REVISED, _taken_back(rulebook, now))
        case Kind.CLAIM:
            return _told(receiver, Reason.FIRST, _claim(rulebook, now))
        case Kind.BLIND:
            return _told(receiver, Reason.FIRST, _blind(rulebook, now))
        case Kind.UNDELIVERED:
            return _told(receiver, Reason.FIRST, (_died(receiver, now),))
        case Kind.DIGEST:
            others = [one for one in Kind if one is not Kind.DIGEST]
            return bundle([sample(receiver, one, rulebook, now) for one in others])


def sample_curve() -> Curve:
    """A picture with invented values, to see what pictures look like."""
    values = ("8.6", "9.1", "8.8", "8.2")
    points = tuple(Point(ReferencePeriod.months(2026, 1, n), Decimal(v)) for n, v in enumerate(values, 2))
    name = Words("示例，数值为虚构", "Sample, the values are invented")
    return Curve(name, Unit.PCT, points, points[2], Decimal("8.3"), cumulative=True)


def _told(receiver: str, reason: Reason, moves: tuple[Transition, ...]) -> Notification:
    worst = worst_first(moves)
    key = f"{receiver}/sample/{'+'.join(move.id for move in worst)}"
    return Notification(key, receiver, reason, f"sample/{worst[0].rule}", worst, max(move.at for move in worst))


def _slower(rulebook: Rulebook, now: datetime) -> tuple[tuple[Transition, ...], dict[tuple[str, str], Alert]]:
    judged = judge(_published([_vintage("8.2", now)]), {}, rulebook, now)
    return _about_figures(judged.transitions), {alert.key: alert for alert in judged.alerts}


def _better(rulebook: Rulebook, now: datetime) -> tuple[Transition, ...]:
    later, (_, alerts) = now + timedelta(days=29), _slower(rulebook, now)
    news = _published([_vintage("8.9", later)], period=ReferencePeriod.months(2026, 1, 6))
    return _about_figures(judge(news, alerts, rulebook, later).transitions)


def _taken_back(rulebook: Rulebook, now: datetime) -> tuple[Transition, ...]:
    later, (_, alerts) = now + timedelta(days=3), _slower(rulebook, now)
    news = _published([_vintage("8.2", now), _vintage("8.7", later)])
    return _about_figures(judge(news, alerts, rulebook, later).transitions)


def _claim(rulebook: Rulebook, now: datetime) -> tuple[Transition, ...]:
    quote = "（示例，数值为虚构）我市制造业单项冠军企业数量连续0年居全国第一。"
    broken = replace(_vintage("0", now), unit=Unit.YEARS, quote=quote, span=_place("0", quote))
    news = _published([broken], _STREAK, ReferencePeriod.as_of(beijing_day(now)))
    return _about_figures(judge(news, {}, rulebook, now).transitions)


def _blind(rulebook: Rulebook, now: datetime) -> tuple[Transition, ...]:
    columns = [one for one in rulebook.catalogue.publishers[_OFFICE].listings() if not one.stands_in_for]
    seen, evidence = now - timedelta(hours=31), "Blocked: status 412: sets a cookie by a script, wants a browser"
    sight = tuple(
        SourceHealth(_OFFICE, one.column, seen, 6, VisitOutcome.BLOCKED, evidence, since=seen, url=one.url)
        for one in columns
    )
    return tuple(m for m in judge(News(sources=sight), {}, rulebook, now).transitions if m.subject == _OFFICE)


def _died(receiver: str, now: datetime) -> Transition:
    other = f"{receiver}-example"
    problem = f"receiver {other}: refused with code 310000: sign not match"
    move = advance(Alert(undelivered.RULE, undelivered.subject_of(other)), undelivered.lost(other, problem, now))[1]
    assert move is not None
    return move


def _about_figures(moves: tuple[Transition, ...]) -> tuple[Transition, ...]:
    return tuple(move for move in moves if move.evaluation.evidence is not None and move.evaluation.evidence.url)


def _published(vintages: list[Vintage], series: str = _SERIES, period: ReferencePeriod = _MONTHS) -> News:
    observation = Observation(series, period, tuple(vintages))
    history: Mapping[str, tuple[Observation, ...]] = {series: (observation,)}
    return News(vintages=(NewVintage(series, period, vintages[-1], "sample/release"),), history=history)


def _vintage(value: str, now: datetime) -> Vintage:
    quote = f"（示例，数值为虚构）全市规模以上工业增加值同比增长{value}%。"
    return Vintage(
        value=Decimal(value),
        unit=Unit.PCT,
        qualifier=Qualifier.EXACT,
        status=Status.UNSTATED,
        published_on=beijing_day(now),
        seen_at=now,
        snapshot="0" * 64,
        url="https://www.example.org/release",
        title=_TITLE,
        publisher=_OFFICE,
        quote=quote,
        span=_place(value, quote),
    )


def _place(value: str, quote: str) -> tuple[int, int]:
    return quote.index(value), quote.index(value) + len(value)
