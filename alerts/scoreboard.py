"""Where every recorded figure stands: always one row each, also when nothing was found yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from alerts.comparison import Comparison, compare
from alerts.conditions import Unconfirmed
from alerts.coverage import beijing_day, deadline, expected_after
from alerts.lifecycle import Alert, State
from alerts.recorded import Baseline, Recorded
from alerts.rulebook import Rulebook
from alerts.rules import NO_WORDS, Verdict, Words
from alerts.wording import amount, at, signed
from sources.series import Observation, ReferencePeriod, Unit

_WORST = (State.INACTIVE, State.RESOLVED, State.PENDING, State.FIRING)


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded figure: the record, the newest value seen, and what became of it."""

    recorded: str  # id
    section: str
    name: Words
    record: Words
    newest: Words
    newest_value: Decimal | None
    newest_period: ReferencePeriod | None
    difference: Decimal | None
    difference_unit: Unit | None
    difference_words: Words
    verdict: Verdict
    why: Words
    state: State | None  # the worst state of its alerts; None where nothing has judged it yet
    watched: Words  # how it is watched: by rules, by a person, or not yet
    is_watched: bool
    age_days: int | None  # since the newest value was published
    stale: bool  # a newer one should have come by now
    url: str
    series: str | None  # the official series that carries it
    alert: str  # rule/subject of its worst alert; empty where nothing has judged it yet


def scoreboard(
    baseline: Baseline,
    observations: Mapping[str, Sequence[Observation]],
    alerts: Iterable[Alert],
    rulebook: Rulebook,
    now: datetime,
) -> tuple[Row, ...]:
    """One row a recorded figure, in the order of baseline.yaml. `observations` by series; missing ones are none."""
    by_subject: dict[str, list[Alert]] = {}
    for alert in alerts:
        by_subject.setdefault(alert.subject, []).append(alert)
    rows = []
    for recorded in baseline.figures.values():
        history = observations.get(recorded.series or "", ())
        own = [*by_subject.get(recorded.id, ()), *by_subject.get(recorded.series or "", ())]
        worst = max(own, key=lambda alert: _WORST.index(alert.state), default=None)
        rows.append(_row(recorded, history, worst, (rulebook, beijing_day(now))))
    return tuple(rows)


def by_attention(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What needs a person first: what fires, what is about to, what contradicts the record, what is late."""
    return tuple(sorted(rows, key=_urgency))


def _urgency(row: Row) -> tuple[int, int, bool, bool, int]:
    state = _WORST.index(row.state) if row.state is not None else 0
    bad = (Verdict.CONTRADICTED, Verdict.REVISED, Verdict.SUPERSEDED, Verdict.UNDECIDABLE)
    verdict = bad.index(row.verdict) if row.verdict in bad else len(bad)
    return -state, verdict, not row.stale, row.newest_value is None, row.age_days or 0


def _row(
    recorded: Recorded, history: Sequence[Observation], alert: Alert | None, at_hand: tuple[Rulebook, date]
) -> Row:
    rulebook, today = at_hand
    newest = _newest(history)
    comparison = compare(newest, recorded, history) if newest is not None else None
    watched, is_watched = _watched(recorded, rulebook)
    return Row(
        recorded=recorded.id,
        section=recorded.section,
        name=Words(recorded.name_zh, recorded.name_en),
        record=_record(recorded),
        newest=_said(newest),
        newest_value=newest.latest.value if newest else None,
        newest_period=newest.period if newest else None,
        difference=comparison.difference if comparison else None,
        difference_unit=comparison.difference_unit if comparison else None,
        difference_words=_difference(comparison),
        verdict=comparison.verdict if comparison else Verdict.NOT_FOUND,
        why=comparison.why if comparison else _not_found(recorded),
        state=alert.state if alert else None,
        watched=watched,
        is_watched=is_watched,
        age_days=(today - newest.latest.published_on).days if newest else None,
        stale=_is_stale(recorded, newest, rulebook, today),
        url=newest.latest.url if newest else "",
        series=recorded.series,
        alert=f"{alert.rule}/{alert.subject}" if alert else "",
    )


def _newest(history: Sequence[Observation]) -> Observation | None:
    return max(history, key=lambda o: (o.period.end or date.min, o.latest.seen_at), default=None)


def _record(recorded: Recorded) -> Words:
    if recorded.value is None:
        return NO_WORDS
    printed = recorded.printed
    value, period = amount(printed.value, printed.unit, printed.qualifier), recorded.period.value
    return at(value, period) if period.end is not None else value


def _said(newest: Observation | None) -> Words:
    if newest is None:
        return NO_WORDS
    return at(amount(newest.latest.value, newest.latest.unit, newest.latest.qualifier), newest.period)


def _difference(comparison: Comparison | None) -> Words:
    if comparison is None or comparison.difference is None:
        return NO_WORDS
    return signed(comparison.difference, comparison.difference_unit)


def _not_found(recorded: Recorded) -> Words:
    if recorded.series is None:
        return Words("没有对应的官方数列", "no official series carries it")
    return Words("尚未见到官方数值", "no official value has been seen yet")


def _watched(recorded: Recorded, rulebook: Rulebook) -> tuple[Words, bool]:
    rules = rulebook.watching(recorded.id)
    if not rules:
        return Words("尚未监测", "not watched yet"), False
    if all(isinstance(rule.when, Unconfirmed) for rule in rules):
        return Words("定期由人核对", "checked by a person from time to time"), True
    ids = ", ".join(rule.id for rule in rules)
    return Words(f"规则：{ids}", f"rules: {ids}"), True


def _is_stale(recorded: Recorded, newest: Observation | None, rulebook: Rulebook, today: date) -> bool:
    series = rulebook.catalogue.series.get(recorded.series or "")
    if series is None or series.due is None:
        return False
    period = newest.period if newest is not None else recorded.period.value
    expected = expected_after(series, period)
    return expected is not None and today > deadline(series.due, expected[1])
