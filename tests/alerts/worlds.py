"""Small makers of values for tests, and a world that is judged and told step by step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from alerts.judging import Judgement, judge
from alerts.lifecycle import Alert, State, Transition, standing
from alerts.news import News, NewVintage
from alerts.notifications import Decision, Notification, decide, remember
from alerts.receivers import Receivers
from alerts.rulebook import Rulebook
from alerts.silences import Mutes, Silence, audible, inhibitions
from sources.series import Observation, Qualifier, ReferencePeriod, Status, Unit, Vintage

UNITS = {"%": Unit.PCT, "pp": Unit.PP, "亿元": Unit.CNY_100M, "家": Unit.COUNT, "位": Unit.RANK, "年": Unit.YEARS}


def moment(written: str) -> datetime:
    """`2026-06-22T10:00` in Beijing."""
    return datetime.fromisoformat(f"{written}+08:00" if "T" in written else f"{written}T10:00+08:00")


def period(written: str) -> ReferencePeriod:
    """`2026-01..2026-05`, `2026-05`, `2025` or `as of 2026-03-16`."""
    if written.startswith("as of"):
        return ReferencePeriod.as_of(date.fromisoformat(written[6:]))
    months = [(int(y), int(m)) for y, m in re.findall(r"(\d{4})-(\d\d)", written)]
    if not months:
        return ReferencePeriod.year_of(int(written))
    return ReferencePeriod.months(months[0][0], months[0][1], months[-1][1])


def vintage(value: str, unit: Unit = Unit.PCT, at: str = "2026-06-22", **more: Any) -> Vintage:
    quote = more.pop("quote", f"同比增长{value}%。" if unit is Unit.PCT else f"为{value}。")
    seen = moment(at)
    made = Vintage(
        value=Decimal(value),
        unit=unit,
        qualifier=Qualifier.EXACT,
        status=Status.UNSTATED,
        published_on=seen.date(),
        seen_at=seen,
        snapshot="ab" * 32,
        url="https://tjj.ningbo.gov.cn/art/2026/6/22/art_1.html",
        title="宁波市1—5月经济运行情况",
        publisher="ningbo-stats",
        quote=quote,
        span=(0, 1),
    )
    return replace(made, **more)


def observation(series: str, when: str, *vintages: Vintage) -> Observation:
    return Observation(series, period(when), vintages)


@dataclass
class World:
    """What a store would hold; `step` is one look followed by one decision who is told."""

    rulebook: Rulebook
    receivers: Receivers
    alerts: dict[tuple[str, str], Alert] = field(default_factory=dict)
    history: dict[str, tuple[Observation, ...]] = field(default_factory=dict)
    silences: tuple[Silence, ...] = ()
    notifications: list[Notification] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    transitions: list[Transition] = field(default_factory=list)

    def arrive(self, new: NewVintage) -> None:
        own = {o.period: o for o in self.history.get(new.series, ())}
        before = own.get(new.period)
        vintages = (*before.vintages, new.vintage) if before else (new.vintage,)
        own[new.period] = Observation(new.series, new.period, vintages)
        self.history[new.series] = tuple(own.values())

    def judge(self, news: News, now: datetime) -> Judgement:
        for new in news.vintages:
            self.arrive(new)
        return self.judge_again(news, now)

    def judge_again(self, news: News, now: datetime) -> Judgement:
        newest = {
            series: max((o.period for o in history), key=lambda p: p.end or date.min)
            for series, history in self.history.items()
        }
        known = replace(news, history=self.history, newest=newest)
        judgement = judge(known, self.alerts, self.rulebook, now)
        self.alerts |= {alert.key: alert for alert in judgement.alerts}
        self.transitions += judgement.transitions
        return judgement

    def step(self, news: News, now: datetime) -> list[Notification]:
        return self.tell(self.judge(news, now), now)

    def tell(self, judgement: Judgement, now: datetime) -> list[Notification]:
        mutes = Mutes(self.silences, inhibitions(self.alerts.values(), self.rulebook.catalogue))
        heard = audible(judgement.transitions, standing(self.alerts.values()), mutes, now)
        decided = decide(heard, self.receivers, remember(self.notifications), now)
        self.notifications += decided.notifications
        self.decisions += decided.decisions
        return list(decided.notifications)

    def states(self) -> Mapping[str, str]:
        """Every alert that is not at rest, as `rule subject`."""
        return {f"{a.rule} {a.subject}": a.state.value for a in self.alerts.values() if a.state is not State.INACTIVE}


def arriving(series: str, when: str, value: str, at: str, **more: Any) -> NewVintage:
    release = more.pop("release", f"release of {at}")
    unit = more.pop("unit", Unit.PCT)
    return NewVintage(series, period(when), vintage(value, unit, at, **more), release)


def hours(n: float) -> timedelta:
    return timedelta(hours=n)
