"""Derived checks: figures that must fit each other. Nothing computed here is ever stored or shown as published."""

from __future__ import annotations

from decimal import Decimal

from alerts import conditions as c
from alerts.amounts import Amount, Scale
from alerts.evaluating import Facts, said
from alerts.judged import Judged, undecided
from alerts.rules import Ordering, Outcome, Words
from alerts.wording import amount, difference_unit
from sources.series import Cadence, Observation, Qualifier, ReferencePeriod

Check = c.SumDiffers | c.ProductDiffers | c.GapDiffers


def judge_check(check: Check, target: str, facts: Facts) -> Judged:
    """Whether the inputs give the target, all for the period of the value that arrived; stocks as last known."""
    inputs = [name for _, name in c.series_in(check)]
    period = facts.observation.period
    found = {name: _known(name, period, facts) for name in (target, *inputs)}
    missing = [name for name, observation in found.items() if observation is None]
    if missing:
        return undecided(Words(f"缺少：{'、'.join(missing)}", f"not known: {', '.join(missing)}"))
    known = {name: observation for name, observation in found.items() if observation is not None}
    open_ended = [name for name, o in known.items() if o.latest.qualifier is not Qualifier.EXACT]
    if open_ended:
        return undecided(Words(f"不是确切数值：{'、'.join(open_ended)}", f"not exact: {', '.join(open_ended)}"))
    return _judge(check, known[target], [known[name] for name in inputs])


def _judge(check: Check, target: Observation, inputs: list[Observation]) -> Judged:
    published = target.latest.value
    expected = _expected(check, [o.latest.value for o in inputs])
    tolerance = _tolerance(check.differs_by, published)
    outcome = Outcome.BREACHED if abs(published - expected) > tolerance else Outcome.CLEAR
    from_zh, from_en = "、".join(said(o).zh for o in inputs), "; ".join(said(o).en for o in inputs)
    derived, now, unit = amount(expected, target.latest.unit), said(target), target.latest.unit
    why = Words(f"{now.zh}，而由{from_zh}推得{derived.zh}", f"{now.en}, but {derived.en} follows from {from_en}")
    base = Words(f"推算值{derived.zh}", f"{derived.en} as derived")
    return Judged(outcome, why, base, expected, published - expected, difference_unit(unit), ordering=Ordering.SEEN)


def _expected(check: Check, values: list[Decimal]) -> Decimal:
    match check:
        case c.SumDiffers():
            return sum(values, Decimal(0))
        case c.ProductDiffers():
            return (values[0] * values[1] / 100).quantize(Decimal("0.1"))
        case c.GapDiffers():
            return values[0] - values[1]


def _tolerance(by: Amount, published: Decimal) -> Decimal:
    return abs(published) * by.value / 100 if by.scale is Scale.PER_CENT else by.value


def _known(series: str, period: ReferencePeriod, facts: Facts) -> Observation | None:
    history = facts.histories.get(series, ())
    if facts.cadence is Cadence.STOCK:
        dated = [o for o in history if o.period.end is not None]
        return max(dated, key=lambda o: (o.period.end, o.latest.seen_at), default=None)
    return next((o for o in history if o.period == period), None)
