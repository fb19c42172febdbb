"""Rules about figures: what one new value of a series means for one rule. Pure; everything it needs is in `Facts`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from alerts import conditions as c
from alerts.amounts import Amount, Scale
from alerts.comparison import compare
from alerts.judged import Judged, undecided
from alerts.numbers_as_printed import Printed, same_within_print
from alerts.periods import run_before
from alerts.recorded import ClaimKind, Recorded
from alerts.rules import Ordering, Outcome, Verdict, Words
from alerts.thresholds import Limit, change, falls_below, limit_by, mirrored, rises_above, value_of
from alerts.wording import amount, at, difference_unit, signed
from sources.series import Cadence, Observation, PeriodKind, ReferencePeriod, Unit, Vintage


@dataclass(frozen=True, slots=True)
class Facts:
    """What was known when a value arrived. `histories` hold no vintage seen later, the arrived one included."""

    observation: Observation  # its latest vintage is the one that arrived
    histories: Mapping[str, tuple[Observation, ...]]
    cadence: Cadence
    recorded: Recorded | None = None
    firing: bool = False
    hysteresis: Amount | None = None
    runs: dict[int, list[Observation]] = field(default_factory=dict)  # by length; shared by all rules of one value

    @property
    def own(self) -> tuple[Observation, ...]:
        return self.histories.get(self.observation.series, ())

    @property
    def new(self) -> Printed:
        return Printed.of(self.observation.latest)

    def of(self, period: ReferencePeriod | None) -> Observation | None:
        return next((o for o in self.own if o.period == period), None)

    def run(self, length: int) -> list[Observation]:
        """The newest values without a gap between them, newest first."""
        if length not in self.runs:
            self.runs[length] = run_before(self.observation, self.own, self.cadence, length)
        return self.runs[length]

    @property
    def before(self) -> Observation | None:
        run = self.run(2)
        return run[1] if len(run) > 1 else None


def judge_figure(condition: c.Condition, facts: Facts) -> Judged:
    """The outcome of one condition. Conditions about sources and lists are judged elsewhere."""
    match condition:
        case c.Below() | c.Above():
            return _fixed(condition, facts)
        case c.LowerThan():
            return _against(condition.lower_than, condition.by, facts, downwards=True)
        case c.HigherThan():
            return _against(condition.higher_than, condition.by, facts, downwards=False)
        case c.FallsInARow():
            return _run(condition.falls_in_a_row, facts, falling=True)
        case c.RisesInARow():
            return _run(condition.rises_in_a_row, facts, falling=False)
        case c.CrossedZero():
            return _crossed(facts)
        case c.RevisedBy():
            return _revised(condition.revised_by, facts)
        case c.Contradicts():
            return _contradicted(facts)
        case c.SourcesDisagree():
            return _disagree(condition.sources_disagree_by, facts)
        case _:
            raise TypeError(f"{type(condition).__name__} is not judged by the figures of one series")


def said(observation: Observation) -> Words:
    vintage = observation.latest
    return at(amount(vintage.value, vintage.unit, vintage.qualifier), observation.period)


def _fixed(condition: c.Below | c.Above, facts: Facts) -> Judged:
    limit = condition.below if isinstance(condition, c.Below) else condition.above
    ease = facts.hysteresis.value if facts.hysteresis and facts.firing else Decimal(0)
    test = falls_below if isinstance(condition, c.Below) else rises_above
    outcome = test(value_of(facts.new), Limit(limit.value, ease, strict=True))
    now, words = said(facts.observation), condition.words()
    why = Words(f"{now.zh}；界限：{words.zh}", f"{now.en}; the limit: {words.en}")
    unit = facts.new.unit
    return Judged(outcome, why, words, limit.value, facts.new.value - limit.value, difference_unit(unit))


def _against(against: c.Against, by: Amount, facts: Facts, *, downwards: bool) -> Judged:
    match against:
        case c.Against.RECORDED:
            return _against_recorded(by, facts, downwards=downwards)
        case c.Against.PREVIOUS:
            base, missing = facts.before, Words("没有上一期的数值", "no value of the previous period")
        case c.Against.YEAR_BEFORE:
            base, missing = (
                facts.of(facts.observation.period.year_before()),
                Words("没有上年同期的数值", "no value of the same period a year before"),
            )
    if base is None:
        return undecided(missing)
    return _difference(Printed.of(base.latest), said(base), by, facts, downwards=downwards)


def _against_recorded(by: Amount, facts: Facts, *, downwards: bool) -> Judged:
    recorded = facts.recorded
    assert recorded is not None
    comparison = compare(facts.observation, recorded, facts.own)
    base = recorded_words(recorded)
    if comparison.verdict is Verdict.NOT_COMPARABLE:
        return replace(undecided(comparison.why), compared=base, verdict=comparison.verdict)
    judged = _difference(recorded.printed, base, by, facts, downwards=downwards)
    return replace(judged, verdict=comparison.verdict, comparability=_comparability(facts.observation, recorded))


def _difference(old: Printed, base: Words, by: Amount, facts: Facts, *, downwards: bool) -> Judged:
    moved = change(facts.new, old, by.scale)
    limit = limit_by(by, facts.hysteresis, facts.firing)
    outcome = falls_below(moved if downwards else mirrored(moved), limit)
    low, high = moved
    exact = low if low is not None and low == high else None
    unit = difference_unit(facts.new.unit)
    now = said(facts.observation)
    if exact is None:
        why = Words(f"{now.zh}，{base.zh}", f"{now.en}; {base.en}")
    elif by.scale is Scale.PER_CENT:
        why = Words(f"{now.zh}，与{base.zh}相差{exact:+.1f}%", f"{now.en}, {exact:+.1f}% against {base.en}")
    else:
        by_words = signed(exact, unit)
        why = Words(f"{now.zh}，与{base.zh}相差{by_words.zh}", f"{now.en}, {by_words.en} against {base.en}")
    difference = facts.new.value - old.value if exact is not None else None
    return Judged(outcome, why, base, old.value, difference, unit)


def _run(length: int, facts: Facts, *, falling: bool) -> Judged:
    run = facts.run(length + 1)
    steps = [newer.latest.value - older.latest.value for newer, older in pairwise(run)]
    good = [step for step in steps if (step < 0) is not falling or step == 0]
    path = Words(" → ".join(said(o).zh for o in reversed(run)), " → ".join(said(o).en for o in reversed(run)))
    if good:
        return Judged(Outcome.CLEAR, path)
    if len(steps) < length:
        return undecided(Words(f"只有连续{len(run)}期数值", f"only {len(run)} periods in a row are known"))
    return Judged(Outcome.BREACHED, path)


def _crossed(facts: Facts) -> Judged:
    before = facts.before
    if before is None:
        return undecided(Words("没有上一期的数值", "no value of the previous period"))
    old, new = before.latest.value, facts.new.value
    outcome = Outcome.BREACHED if (old < 0) is not (new < 0) else Outcome.CLEAR
    was, now = said(before), said(facts.observation)
    why = Words(f"{was.zh} → {now.zh}", f"{was.en} → {now.en}")
    return Judged(outcome, why, was, old, new - old, difference_unit(facts.new.unit), event=True)


def _revised(by: Amount, facts: Facts) -> Judged:
    before = _vintage_before(facts.observation)
    if before is None:
        first = Words("首次发布", "published for the first time")
        return Judged(Outcome.CLEAR, first, ordering=Ordering.SEEN, event=True)
    old = Printed.of(before)
    low, high = change(facts.new, old, by.scale)
    known = low is not None and low == high
    moved = not same_within_print(facts.new, old) and (not known or (low is not None and abs(low) >= by.value))
    was, now = amount(old.value, old.unit, old.qualifier), said(facts.observation)
    why = Words(f"{now.zh}，原发布为{was.zh}", f"{now.en}, published as {was.en} before")
    difference = facts.new.value - old.value if known else None
    outcome = Outcome.BREACHED if moved else Outcome.CLEAR
    unit = difference_unit(facts.new.unit)
    return Judged(outcome, why, was, old.value, difference, unit, ordering=Ordering.SEEN, event=True)


def _contradicted(facts: Facts) -> Judged:
    recorded = facts.recorded
    assert recorded is not None
    comparison = compare(facts.observation, recorded, facts.own)
    outcome = {
        Verdict.CONTRADICTED: Outcome.BREACHED,
        Verdict.REVISED: Outcome.BREACHED,
        Verdict.CONFIRMED: Outcome.CLEAR,
    }.get(comparison.verdict, Outcome.UNDECIDED)
    base = recorded_words(recorded)
    judged = Judged(outcome, comparison.why, base, recorded.value, comparison.difference, comparison.difference_unit)
    return replace(judged, verdict=comparison.verdict, ordering=Ordering.SEEN)


def _disagree(by: Amount, facts: Facts) -> Judged:
    newest: dict[str, Vintage] = {v.publisher: v for v in facts.observation.vintages}
    others = [v for publisher, v in newest.items() if publisher != facts.observation.latest.publisher]
    if not others:
        return undecided(Words("只有一个来源", "only one source"))
    gaps = [(change(facts.new, Printed.of(v), by.scale), v) for v in others]
    told = [(low, v) for (low, high), v in gaps if low is not None and low == high]
    if not told:
        return undecided(Words("两个来源的说法不够确切", "the sources are not exact enough"))
    worst, other = max(told, key=lambda pair: abs(pair[0]))
    outcome = Outcome.BREACHED if abs(worst) >= by.value and worst else Outcome.CLEAR
    theirs, now = amount(other.value, other.unit, other.qualifier), said(facts.observation)
    why = Words(f"{now.zh}，{other.publisher}为{theirs.zh}", f"{now.en}, but {theirs.en} by {other.publisher}")
    unit = difference_unit(facts.new.unit)
    return Judged(outcome, why, theirs, other.value, facts.new.value - other.value, unit)


_STATEMENTS = (ClaimKind.ONLY, ClaimKind.FIRST, ClaimKind.MEMBERSHIP, ClaimKind.EVENT)  # their value is a plain 1


def recorded_words(recorded: Recorded) -> Words:
    """The record in words: recorded 2026年1—4月 8.8%."""
    printed = recorded.printed
    value, period = amount(printed.value, printed.unit, printed.qualifier), recorded.period.value
    if recorded.kind in _STATEMENTS:
        when = Words(f"{period.label_zh()}：", f"{period.label_en()}: ") if period.end else Words("", "")
        return Words(f"{when.zh}{recorded.name_zh}", f"{when.en}{recorded.name_en}")
    if printed.unit is Unit.COUNT:
        value = Words(f"{value.zh}{recorded.unit_zh}", value.en)
    if period.end is None:
        return Words(f"记录值{value.zh}", f"the recorded {value.en}")
    of = "" if period.kind is PeriodKind.AS_OF else "of "
    return Words(f"记录的{period.label_zh()}{value.zh}", f"the recorded {value.en} {of}{period.label_en()}")


def _vintage_before(observation: Observation) -> Vintage | None:
    """The publisher's own former value: another office's value of the same period is no revision."""
    latest = observation.latest
    own = [v for v in observation.vintages[:-1] if v.publisher == latest.publisher and v.unit is latest.unit]
    return own[-1] if own else None


def _comparability(observation: Observation, recorded: Recorded) -> Words:
    if observation.period == recorded.period.value:
        return Words("与记录同一时期", "the same period as recorded")
    if observation.period.is_cumulative and recorded.period.value.is_cumulative:
        return Words("同为年初累计，但包含的月份不同", "both count from January, over a different number of months")
    return Words("同一指标、同一地区，时期不同", "the same indicator and area, another period")
