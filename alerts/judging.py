"""One look: everything new against every rule. Pure, and it may run any number of times over the same news.

Values are judged as they arrived, each with what was known then; so many short looks find what one long look finds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from alerts import evaluations
from alerts.checks import judge_check
from alerts.claims import is_claim, judge_claim
from alerts.comparison import Comparison, compare
from alerts.conditions import (
    GapDiffers,
    OnlyEnded,
    Overdue,
    ProductDiffers,
    RefusalsJump,
    ReleaseChanged,
    SumDiffers,
    Unconfirmed,
    Unreadable,
)
from alerts.coverage import (
    end_of,
    expected_after,
    is_blind,
    judge_changed,
    judge_overdue,
    judge_refusals,
    judge_unconfirmed,
    judge_unreadable,
)
from alerts.evaluating import Facts, judge_figure
from alerts.judged import Judged
from alerts.lifecycle import Alert, State, Transition, advance
from alerts.naming import judge_list
from alerts.news import News, NewVintage, PastDay, RefusalCount
from alerts.rule_file import Rule
from alerts.rulebook import Bound, Rulebook
from alerts.rules import Evaluation
from sources.series import Observation, ReferencePeriod

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What came of a look. `alerts` are only those that changed."""

    alerts: tuple[Alert, ...]
    transitions: tuple[Transition, ...]
    evaluations: tuple[Evaluation, ...]
    comparisons: tuple[Comparison, ...]


@dataclass(slots=True)
class _Look:
    """The alerts as they move during one look."""

    alerts: dict[Key, Alert]
    changed: dict[Key, Alert] = field(default_factory=dict)
    transitions: list[Transition] = field(default_factory=list)
    evaluations: list[Evaluation] = field(default_factory=list)

    def alert(self, key: Key) -> Alert:
        return self.alerts.get(key) or Alert(*key)

    def is_firing(self, key: Key) -> bool:
        return self.alert(key).state is State.FIRING

    def take(self, evaluation: Evaluation, hold: int) -> None:
        self.evaluations.append(evaluation)
        key = (evaluation.rule, evaluation.subject)
        before = self.alert(key)
        after, transition = advance(before, evaluation, hold)
        if after != before:
            self.alerts[key] = self.changed[key] = after
        if transition is not None:
            self.transitions.append(transition)


def judge(news: News, alerts: Mapping[Key, Alert], rulebook: Rulebook, now: datetime) -> Judgement:
    """Judge everything new. `alerts` are those held so far; a missing one begins inactive."""
    look = _Look(dict(alerts))
    comparisons: list[Comparison] = []
    for new in sorted(news.vintages, key=_arrival):
        facts = _known_at(new, news, rulebook.series_needed([new.series]))
        if facts is None:
            continue
        comparisons.extend(
            compare(facts.observation, recorded, facts.own) for recorded in rulebook.baseline.of_series(new.series)
        )
        for bound in rulebook.for_series(new.series):
            _judge_vintage(new, bound, facts, (look, rulebook))
    _judge_lists(news, look, rulebook)
    _judge_sources(news, look, rulebook, now)
    for past in news.missed:
        _judge_past_day(past, news, look, rulebook)
    _judge_time(news, look, rulebook, now)
    return Judgement(tuple(look.changed.values()), tuple(look.transitions), tuple(look.evaluations), tuple(comparisons))


def _arrival(new: NewVintage) -> tuple[datetime, object, str]:
    end = new.period.end
    return new.vintage.seen_at, end.toordinal() if end else 0, new.series


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known when a value arrived."""

    observation: Observation
    histories: Mapping[str, tuple[Observation, ...]]
    runs: dict[int, list[Observation]] = field(default_factory=dict)  # see `Facts`

    @property
    def own(self) -> tuple[Observation, ...]:
        return self.histories[self.observation.series]


def _known_at(new: NewVintage, news: News, needed: frozenset[str]) -> _Known | None:
    """None where the arrived value is not the newest of its observation: an old release that came in late."""
    at = new.vintage.seen_at
    histories = {series: tuple(_cut(news.history.get(series, ()), at)) for series in needed}
    own = histories.get(new.series, ())
    observation = next((o for o in own if o.period == new.period), None)
    if observation is None:
        observation = Observation(new.series, new.period, (new.vintage,))
        histories[new.series] = (*own, observation)
    return _Known(observation, histories) if observation.latest == new.vintage else None


def _cut(observations: tuple[Observation, ...], at: datetime) -> Iterator[Observation]:
    for observation in observations:
        known = tuple(v for v in observation.vintages if v.seen_at <= at)
        if known:
            yield replace(observation, vintages=known)


def _judge_vintage(new: NewVintage, bound: Bound, known: _Known, at: tuple[_Look, Rulebook]) -> None:
    look, rulebook = at
    rule = bound.rule
    if isinstance(rule.when, Overdue | Unconfirmed | OnlyEnded):
        return
    cadence = rulebook.catalogue.series[new.series].cadence
    firing = look.is_firing(bound.key)
    facts = Facts(known.observation, known.histories, cadence, bound.recorded, firing, rule.hysteresis, known.runs)
    judged = _judged(bound, facts)
    look.take(evaluations.of_vintage(new, bound, judged, facts, rulebook), rule.hold)


def _judged(bound: Bound, facts: Facts) -> Judged:
    condition = bound.rule.when
    if isinstance(condition, SumDiffers | ProductDiffers | GapDiffers):
        assert bound.series is not None
        return judge_check(condition, bound.series.id, facts)
    if is_claim(condition):
        return judge_claim(condition, facts)
    return judge_figure(condition, facts)


def _judge_lists(news: News, look: _Look, rulebook: Rulebook) -> None:
    for new in sorted(news.lists, key=lambda n: n.seen_at):
        for bound in rulebook.of_lists:
            condition = bound.rule.when
            families = condition.on_lists if isinstance(condition, OnlyEnded) else (bound.subject,)
            if new.named.family not in families:
                continue
            judged = judge_list(condition, new, rulebook.catalogue, firing=look.is_firing(bound.key))
            if judged is not None:
                look.take(evaluations.of_list(new, bound, judged, rulebook), bound.rule.hold)


def _judge_sources(news: News, look: _Look, rulebook: Rulebook, now: datetime) -> None:
    for rule in rulebook.of_sources:
        wanted = None if rule.sources == "all" else rule.sources
        if isinstance(rule.when, Unreadable):
            for publisher in sorted({h.publisher for h in news.sources}):
                if wanted is None or publisher in wanted:
                    columns = tuple(h for h in news.sources if h.publisher == publisher)
                    blind = tuple(h for h in columns if is_blind(rule.when, h, now))
                    sight, bound = evaluations.Sight(columns, blind), Bound(rule, publisher)
                    judged = judge_unreadable(columns, blind)
                    look.take(evaluations.of_sight(sight, bound, judged, now, rulebook), 1)
        elif isinstance(rule.when, ReleaseChanged):
            for new in news.changed:
                changed = judge_changed(rule.when, new) if wanted is None or new.publisher in wanted else None
                if changed is not None:
                    look.take(evaluations.of_changed(new, Bound(rule, new.release), changed, rulebook), 1)
        elif isinstance(rule.when, RefusalsJump):
            for count in _refusals_to_judge(rule, news, look):
                if wanted is None or count.publisher in wanted:
                    bound = Bound(rule, count.publisher)
                    judged = judge_refusals(rule.when, count)
                    look.take(evaluations.of_refusals(count, bound, judged, rulebook), 1)


def _refusals_to_judge(rule: Rule, news: News, look: _Look) -> list[RefusalCount]:
    """In order of sight, the worst first of what was seen at once. Of a publisher that was never judged only the newest:
    the past of a new store is no news."""
    ordered = sorted(news.refusals, key=lambda c: (c.seen_at, c.published_on or date.min, -c.refusals))
    newest: dict[str, RefusalCount] = {}
    for count in reversed(ordered):
        last = newest.setdefault(count.publisher, count)
        if (count.seen_at, count.published_on) == (last.seen_at, last.published_on):
            newest[count.publisher] = count  # the worst of what was seen last
    known = {count.publisher for count in ordered if look.alert((rule.id, count.publisher)).last is not None}
    return [count for count in ordered if count.publisher in known or newest[count.publisher] is count]


def _judge_time(news: News, look: _Look, rulebook: Rulebook, now: datetime) -> None:
    for bound in rulebook.timed:
        condition = bound.rule.when
        if isinstance(condition, Unconfirmed):
            assert bound.recorded is not None
            judged = judge_unconfirmed(condition, bound.recorded, now)
            look.take(evaluations.of_period(bound, judged, None, now, rulebook), 1)
        elif isinstance(condition, Overdue):
            _judge_overdue(bound, news, (look, rulebook), now)


def _judge_past_day(past: PastDay, news: News, look: _Look, rulebook: Rulebook) -> None:
    """Late on a day that nobody judged, by what was seen until its end; only where its publisher was looked at."""
    for bound in rulebook.timed:
        due = bound.series.due if bound.series is not None else None
        if isinstance(bound.rule.when, Overdue) and due is not None and due.publisher in past.looked_at:
            _judge_overdue(bound, news, (look, rulebook), end_of(past.day))


def _judge_overdue(bound: Bound, news: News, at: tuple[_Look, Rulebook], moment: datetime) -> None:
    look, rulebook = at
    condition, series = bound.rule.when, bound.series
    assert isinstance(condition, Overdue)
    newest = _newest(series.id, news, rulebook, moment) if series is not None else None
    if series is None or newest is None or expected_after(series, newest) is None:
        return
    period, judged = judge_overdue(series, newest, condition.overdue_by_days, moment)
    look.take(evaluations.of_period(bound, judged, period, moment, rulebook), 1)


def _newest(series: str, news: News, rulebook: Rulebook, at: datetime) -> ReferencePeriod | None:
    """The newest period seen by a moment, or recorded in the article before anything was stored."""
    recorded = [r.period.value for r in rulebook.baseline.of_series(series)]
    if series in news.history:
        seen = [o.period for o in news.history[series] if any(v.seen_at <= at for v in o.vintages)]
    else:
        seen = [news.newest[series]] if series in news.newest else []
    arrived = [new.period for new in news.vintages if new.series == series and new.vintage.seen_at <= at]
    dated = [period for period in (*recorded, *arrived, *seen) if period.end is not None]
    return max(dated, key=lambda p: p.end.toordinal() if p.end else 0, default=None)
