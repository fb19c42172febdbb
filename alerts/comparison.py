"""What a published value does to a recorded one: a verdict, the difference, and the reason in words.

Growth is never recomputed from levels, nothing is compared across kinds of period, and a value is judged only as
exactly as it was printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from alerts.numbers_as_printed import Printed, difference_bounds, same_within_print, step_of
from alerts.recorded import Baseline, Recorded
from alerts.rules import Verdict, Words
from alerts.wording import amount, at, difference_unit, signed
from sources.series import Figure, Observation, PeriodKind, Qualifier, ReferencePeriod, Status, Unit

_REAL_BASES = {"yoy_real": True, "yoy_nominal": False}
_SETTLED = (Status.FINAL, Status.REVISED)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One observation against one recorded figure."""

    recorded: str
    series: str
    period: ReferencePeriod
    value: Decimal
    unit: Unit
    difference: Decimal | None  # new - recorded, in `difference_unit`
    difference_unit: Unit | None
    verdict: Verdict
    why: Words


def compare(observation: Observation, recorded: Recorded, history: Sequence[Observation] = ()) -> Comparison:
    """Compare the newest vintage of `observation`.

    `history` are the observations of the same series: they tell whether an earlier vintage, of this or of the recorded
    period, agreed with the record before.
    """
    new = observation.latest
    if recorded.value is None or recorded.series != observation.series:
        verdict, why = Verdict.NOT_COMPARABLE, Words("不是同一指标、地区或口径", "not the same indicator, area, measure or unit")
    elif new.unit is not recorded.unit:
        verdict, why = Verdict.NOT_COMPARABLE, Words("计量单位不同", "in another unit")
    else:
        verdict, why = _judge(observation, recorded, history)
    comparable = verdict is not Verdict.NOT_COMPARABLE and recorded.value is not None
    exact = comparable and new.qualifier is Qualifier.EXACT and recorded.qualifier is Qualifier.EXACT
    difference = new.value - recorded.value if exact and recorded.value is not None else None
    return Comparison(
        recorded.id,
        observation.series,
        observation.period,
        new.value,
        new.unit,
        difference,
        difference_unit(new.unit) if difference is not None else None,
        verdict,
        why,
    )


def verdict_of(figure: Figure, baseline: Baseline) -> tuple[str, Verdict] | None:
    """The recorded figure that a figure as read can be held against, and the verdict; None where there is none.

    A figure with a scope is held against nothing that has none; another area's never against the city's.
    """
    candidates = _candidates(figure, baseline)
    if not candidates:
        return None
    recorded = _closest(candidates, figure.period)
    return recorded.id, _verdict_as_read(figure, recorded, baseline)


def _judge(observation: Observation, recorded: Recorded, history: Sequence[Observation]) -> tuple[Verdict, Words]:
    new = Printed.of(observation.latest)
    match _when(observation.period, recorded.period.value):
        case "earlier":
            return Verdict.NOT_COMPARABLE, Words("说的是更早的时期", "speaks of an earlier period than the recorded one")
        case "later":
            return Verdict.SUPERSEDED, _superseded(observation, recorded)
        case "other kind":
            return Verdict.NOT_COMPARABLE, Words("时期类型不同", "another kind of period")
        case "open":
            same = same_within_print(new, recorded.printed)
            return (Verdict.CONFIRMED, _agrees(new, recorded)) if same else (Verdict.UNDECIDABLE, _day_unknown())
        case _:
            return _same_period(observation, recorded, history)


def _same_period(
    observation: Observation, recorded: Recorded, history: Sequence[Observation]
) -> tuple[Verdict, Words]:
    new, old = Printed.of(observation.latest), recorded.printed
    if same_within_print(new, old):
        if _says_too_little(new, old):
            return Verdict.UNDECIDABLE, Words("新旧两个说法都可能成立", "both statements can be true, neither proves the other")
        return Verdict.CONFIRMED, _agrees(new, recorded)
    was = [o for o in history if o.series == observation.series and o.period == observation.period]
    earlier = [*observation.vintages[:-1], *(v for o in was for v in o.vintages)]
    agreed = any(same_within_print(Printed.of(v), old) for v in earlier if v.seen_at < observation.latest.seen_at)
    if agreed or observation.latest.status in _SETTLED:
        return Verdict.REVISED, _revised(new, recorded)
    return Verdict.CONTRADICTED, Words(
        f"同一时期的数值不同：{amount(new.value, new.unit, new.qualifier).zh}",
        f"another value for the same period: {amount(new.value, new.unit, new.qualifier).en}",
    )


def _when(period: ReferencePeriod, recorded: ReferencePeriod) -> str:
    """Where `period` lies against the recorded one: same, later, earlier, open or other kind."""
    if recorded.kind is PeriodKind.AS_OF and recorded.end is None:
        return "open" if period.end is None else "day against now"
    if period.end is None or recorded.end is None:
        return "open"
    stock = PeriodKind.AS_OF in (period.kind, recorded.kind)
    growing = period.is_cumulative and recorded.is_cumulative
    if not stock and not growing and period.kind is not recorded.kind and recorded.kind is not PeriodKind.MONTH:
        return "other kind"
    if period.end != recorded.end:
        return "later" if period.end > recorded.end else "earlier"
    return "same"


def _superseded(observation: Observation, recorded: Recorded) -> Words:
    new = observation.latest
    said = at(amount(new.value, new.unit, new.qualifier), observation.period)
    low, high = difference_bounds(Printed.of(new), recorded.printed)
    if low is not None and low == high:
        moved = signed(low, difference_unit(new.unit))
        return Words(f"更新的时期：{said.zh}，与原记录相差{moved.zh}", f"a later period: {said.en}, {moved.en} against the record")
    return Words(f"更新的时期：{said.zh}", f"a later period: {said.en}")


def _agrees(new: Printed, recorded: Recorded) -> Words:
    said, old = amount(new.value, new.unit, new.qualifier), recorded.printed
    was = amount(old.value, old.unit, old.qualifier)
    if new.value == old.value and new.qualifier is old.qualifier:
        return Words(f"与原记录{was.zh}相同", f"the same as recorded, {was.en}")
    return Words(f"{said.zh}与原记录{was.zh}相符", f"{said.en} agrees with the recorded {was.en}")


def _revised(new: Printed, recorded: Recorded) -> Words:
    said, old = amount(new.value, new.unit, new.qualifier), recorded.printed
    was = amount(old.value, old.unit, old.qualifier)
    return Words(f"同一时期由{was.zh}修订为{said.zh}", f"revised from {was.en} to {said.en} for the same period")


def _day_unknown() -> Words:
    return Words("原记录没有日期，无法判断先后", "the record has no day, so which came later cannot be told")


def _says_too_little(new: Printed, old: Printed) -> bool:
    """Two open statements, such as over 9,000 and over 10,000, where the new one does not imply the old."""
    if new.qualifier is Qualifier.AT_LEAST and old.qualifier is Qualifier.AT_LEAST:
        return new.value < old.value
    opposite = {Qualifier.AT_LEAST, Qualifier.AT_MOST}
    if {new.qualifier, old.qualifier} == opposite:
        return True
    return new.qualifier in opposite and old.qualifier in (Qualifier.EXACT, Qualifier.ABOUT) and new.value != old.value


def _candidates(figure: Figure, baseline: Baseline) -> tuple[Recorded, ...]:
    if figure.scope is not None and figure.series is None:
        return ()
    if figure.series:
        return baseline.of_series(figure.series)
    return ()


def _closest(candidates: Sequence[Recorded], period: ReferencePeriod) -> Recorded:
    same = [r for r in candidates if r.period.value == period]
    return same[0] if same else max(candidates, key=Recorded.order)


def _verdict_as_read(figure: Figure, recorded: Recorded, baseline: Baseline) -> Verdict:
    said_real = _REAL_BASES.get(figure.basis or "")
    if said_real is not None and recorded.real is not None and said_real is not recorded.real:
        return Verdict.NOT_COMPARABLE
    if figure.unit is not recorded.unit:
        return Verdict.NOT_COMPARABLE
    new = Printed(figure.value, figure.unit, figure.qualifier, step_of(figure.value, figure.unit, figure.quote))
    return _settle(new, figure, recorded, baseline.written_between)


def _settle(new: Printed, figure: Figure, recorded: Recorded, written: tuple[date, date]) -> Verdict:
    raise NotImplementedError
