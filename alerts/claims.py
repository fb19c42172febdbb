"""Claims as predicates: rank, streak, at least, highest in n years. Each says what evidence would end it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from alerts import conditions as c
from alerts.comparison import compare
from alerts.evaluating import Facts, recorded_words, said
from alerts.judged import Judged, undecided
from alerts.rules import Outcome, Verdict, Words
from alerts.thresholds import Limit, falls_below, rises_above, value_of
from alerts.wording import difference_unit
from sources.series import Observation


def judge_claim(condition: c.Condition, facts: Facts) -> Judged:
    """The outcome of a claim for a new value of a series that can end it."""
    recorded = facts.recorded
    assert recorded is not None
    if isinstance(condition, c.NoLongerHighest):
        return _highest(condition, facts)
    comparison = compare(facts.observation, recorded, facts.own)
    base = recorded_words(recorded)
    if comparison.verdict is Verdict.NOT_COMPARABLE:
        return replace(undecided(comparison.why), compared=base, verdict=comparison.verdict)
    assert recorded.value is not None
    outcome = _outcome(condition, facts, recorded.value)
    now = said(facts.observation)
    why = Words(f"{now.zh}；{base.zh}", f"{now.en}; {base.en}")
    judged = Judged(outcome, why, base, recorded.value, comparison.difference, comparison.difference_unit)
    known = (
        comparison.verdict is not Verdict.UNDECIDABLE
    )  # the claim is decided, whatever two numbers say of each other
    verdict = comparison.verdict if known else None
    return replace(judged, verdict=verdict, event=isinstance(condition, c.StreakExtended))


def _outcome(condition: c.Condition, facts: Facts, recorded: Decimal) -> Outcome:
    value = value_of(facts.new)
    match condition:
        case c.RankWorse() | c.StreakExtended():
            return rises_above(value, Limit(recorded, strict=True))
        case c.NoLongerAtLeast() | c.StreakBroken():
            return falls_below(value, Limit(recorded, strict=True))
        case _:
            raise TypeError(f"{type(condition).__name__} is not a claim about figures")


def _highest(condition: c.NoLongerHighest, facts: Facts) -> Judged:
    """Highest of the same period in n years: told by an office as a rank, or by the values of the years themselves."""
    years = condition.no_longer_highest_in_years
    now = said(facts.observation)
    if facts.observation.series != condition.of:
        outcome = rises_above(value_of(facts.new), Limit(Decimal(1), strict=True))
        return Judged(outcome, now, Words(f"近{years}年同期最高", f"the highest of the same period in {years} years"))
    earlier, missing = _same_period_of_years(facts, years - 1)
    base = Words("、".join(said(o).zh for o in earlier), "; ".join(said(o).en for o in earlier))
    higher = [o for o in earlier if o.latest.value > facts.new.value]
    if higher:
        worst = max(higher, key=lambda o: o.latest.value)
        was = said(worst)
        why = Words(f"{now.zh}，低于{was.zh}", f"{now.en}, below {was.en}")
        difference = facts.new.value - worst.latest.value
        return Judged(Outcome.BREACHED, why, was, worst.latest.value, difference, difference_unit(facts.new.unit))
    if missing:
        lacking = "、".join(str(year) for year in missing)
        return undecided(
            Words(f"{now.zh}；缺少{lacking}年同期数值", f"{now.en}; the same period of {lacking} is not known")
        )
    return Judged(Outcome.CLEAR, Words(f"{now.zh}，不低于{base.zh}", f"{now.en}, not below {base.en}"), base)


def _same_period_of_years(facts: Facts, years: int) -> tuple[Sequence[Observation], Sequence[int]]:
    found, missing, period = [], [], facts.observation.period
    for _ in range(years):
        period = period.year_before()
        observation = facts.of(period)
        if observation is not None:
            found.append(observation)
        elif period.end is not None:
            missing.append(period.end.year)
    return found, missing


def is_claim(condition: c.Condition) -> bool:
    claims = (c.RankWorse, c.NoLongerAtLeast, c.StreakBroken, c.StreakExtended, c.NoLongerHighest)
    return isinstance(condition, claims)
