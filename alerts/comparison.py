"""What a published value does to a recorded one: a verdict, the difference, and the reason in words.

Growth is never recomputed from levels, nothing is compared across kinds of period, and a value is judged only as
exactly as it was printed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from alerts.numbers_as_printed import Printed, difference_bounds, same_within_print, step_of
from alerts.recorded import Baseline, Recorded
from alerts.rules import Verdict, Words
from alerts.wording import amount, at, difference_unit, signed
from sources.series import (
    Figure,
    Measure,
    Observation,
    PeriodKind,
    Qualifier,
    ReferencePeriod,
    Status,
    Unit,
    Vintage,
)

_SETTLED = (Status.FINAL, Status.REVISED)
_OTHER_SUBJECT = Words("不是同一指标、地区或口径", "not the same indicator, area or measure")
_OTHER_UNIT = Words("计量单位不同", "in another unit")
_UNTOLD = Words("时期不明，先后无法判断", "a period is not known, so which is later cannot be told")
_OPEN_ENDS = (Qualifier.AT_LEAST, Qualifier.AT_MOST)


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


@dataclass(frozen=True, slots=True)
class _Said:
    """What a release says: enough to judge it by, whether read just now or stored."""

    period: ReferencePeriod
    printed: Printed
    settled: bool  # a final or a revised figure
    agreed_before: bool = False  # an earlier vintage of the same observation agreed with the record


class _When(Enum):
    SAME = "same"
    LATER = "later"
    EARLIER = "earlier"
    OTHER_KIND = "other kind"
    UNTOLD = "untold"  # one of the two has no day


def compare(observation: Observation, recorded: Recorded, history: Sequence[Observation] = ()) -> Comparison:
    """Compare the newest vintage of `observation`; earlier vintages, of it or in `history`, tell a revision."""
    new = observation.latest
    if recorded.series is None or recorded.series != observation.series:
        verdict, why = Verdict.NOT_COMPARABLE, _OTHER_SUBJECT
    elif new.unit is not recorded.unit:
        verdict, why = Verdict.NOT_COMPARABLE, _OTHER_UNIT
    else:
        agreed = _agreed_before(observation, recorded, history)
        said = _Said(observation.period, Printed.of(new), new.status in _SETTLED, agreed)
        verdict, why = _judge(said, recorded)
    difference = _difference(new, recorded) if verdict is not Verdict.NOT_COMPARABLE else None
    unit = difference_unit(new.unit) if difference is not None else None
    return Comparison(
        recorded.id, observation.series, observation.period, new.value, new.unit, difference, unit, verdict, why
    )


def verdict_of(figure: Figure, baseline: Baseline) -> tuple[str, Verdict] | None:
    """The recorded figure that a figure as read can be held against, and the verdict; None where there is none.

    A figure with a scope is held against nothing that has none; another area's never against the city's.
    """
    candidates = _candidates(figure, baseline)
    if not candidates:
        return None
    recorded = closest(candidates, figure.period)
    if figure.unit is not recorded.unit or figure.basis not in recorded.bases:
        return recorded.id, Verdict.NOT_COMPARABLE
    printed = Printed(figure.value, figure.unit, figure.qualifier, step_of(figure.value, figure.unit, figure.quote))
    return recorded.id, _judge(_Said(figure.period, printed, figure.status in _SETTLED), recorded)[0]


def closest(recorded: Sequence[Recorded], period: ReferencePeriod) -> Recorded:
    """Of several records of one series: the one of this period, else the newest."""
    same = [r for r in recorded if r.period.value == period]
    return same[0] if same else max(recorded, key=Recorded.order)


def _judge(said: _Said, recorded: Recorded) -> tuple[Verdict, Words]:
    same = same_within_print(said.printed, recorded.printed)
    match _when(said.period, recorded):
        case _When.SAME:
            return _same_period(said, recorded)
        case _When.LATER:
            return Verdict.SUPERSEDED, _superseded(said, recorded)
        case _When.EARLIER if recorded.period.end is None and same:
            return Verdict.CONFIRMED, _agrees(said.printed, recorded)  # "at present" quotes the newest that existed
        case _When.EARLIER:
            return Verdict.NOT_COMPARABLE, Words(
                "说的是更早的时期", "speaks of an earlier period than the recorded one"
            )
        case _When.OTHER_KIND:
            return Verdict.NOT_COMPARABLE, Words("时期类型不同，不能相比", "another kind of period")
        case _When.UNTOLD if recorded.period.end is None and same:
            return Verdict.CONFIRMED, _agrees(said.printed, recorded)
        case _When.UNTOLD:
            return Verdict.UNDECIDABLE, _UNTOLD


def _same_period(said: _Said, recorded: Recorded) -> tuple[Verdict, Words]:
    new, old = said.printed, recorded.printed
    if same_within_print(new, old):
        if _proves_nothing(new, old):
            return Verdict.UNDECIDABLE, Words(
                "新旧两个说法可以同时成立", "both statements can be true; neither proves the other"
            )
        return Verdict.CONFIRMED, _agrees(new, recorded)
    now, was = _amount(new), _amount(old)
    if said.agreed_before or said.settled:
        return Verdict.REVISED, Words(
            f"同一时期由{was.zh}修订为{now.zh}", f"revised from {was.en} to {now.en} for the same period"
        )
    return Verdict.CONTRADICTED, Words(
        f"同一时期记录为{was.zh}，发布为{now.zh}", f"recorded {was.en}, published {now.en} for the same period"
    )


def _when(period: ReferencePeriod, recorded: Recorded) -> _When:
    record = recorded.period.value
    if record.kind is PeriodKind.AS_OF and record.end is None and period.end is not None:
        first, last = recorded.written_between or (period.end, period.end)
        return _When.EARLIER if period.end < first else (_When.LATER if period.end > last else _When.UNTOLD)
    if period.end is None or record.end is None:
        return _When.UNTOLD
    stock = PeriodKind.AS_OF in (period.kind, record.kind)
    if stock and record.start is not None and record.start <= period.end <= record.end:
        return _When.SAME  # a list of March, counted on the 16th
    growing = period.is_cumulative and record.is_cumulative
    if not stock and not growing and period.kind is not record.kind:
        return _When.OTHER_KIND
    if period.end == record.end:
        return _When.SAME
    return _When.LATER if period.end > record.end else _When.EARLIER


def _agreed_before(observation: Observation, recorded: Recorded, history: Sequence[Observation]) -> bool:
    same = [o for o in history if (o.series, o.period) == (observation.series, observation.period)]
    vintages = [*observation.vintages, *(v for o in same for v in o.vintages)]
    earlier = [v for v in vintages if v.seen_at < observation.latest.seen_at and v.unit is recorded.unit]
    return any(same_within_print(Printed.of(v), recorded.printed) for v in earlier)


def _difference(new: Vintage, recorded: Recorded) -> Decimal | None:
    exact = new.qualifier is Qualifier.EXACT and recorded.qualifier is Qualifier.EXACT
    return new.value - recorded.value if exact and recorded.value is not None else None


def _superseded(said: _Said, recorded: Recorded) -> Words:
    now = at(_amount(said.printed), said.period)
    low, high = difference_bounds(said.printed, recorded.printed)
    if low is None or low != high:
        return Words(f"更新的时期：{now.zh}", f"a later period: {now.en}")
    moved = signed(low, difference_unit(said.printed.unit))
    return Words(
        f"更新的时期：{now.zh}，与记录相差{moved.zh}", f"a later period: {now.en}, {moved.en} against the record"
    )


def _agrees(new: Printed, recorded: Recorded) -> Words:
    now, was = _amount(new), _amount(recorded.printed)
    if now == was:
        return Words(f"与记录的{was.zh}相同", f"the same as recorded: {was.en}")
    return Words(f"{now.zh}与记录的{was.zh}相符", f"{now.en} agrees with the recorded {was.en}")


def _proves_nothing(new: Printed, old: Printed) -> bool:
    """An open statement that does not imply the recorded one: "over 9,000" against "over 10,000" or 10,400."""
    if new.qualifier not in _OPEN_ENDS:
        return False
    if new.qualifier is old.qualifier is Qualifier.AT_LEAST:
        return new.value < old.value
    if new.qualifier is old.qualifier:
        return new.value > old.value
    return old.qualifier in _OPEN_ENDS or new.value != old.value


def _candidates(figure: Figure, baseline: Baseline) -> tuple[Recorded, ...]:
    own = baseline.of_series(figure.series) if figure.series else ()
    return own or tuple(r for r in baseline.figures.values() if _speaks_of_the_same(figure, r))


def _speaks_of_the_same(figure: Figure, recorded: Recorded) -> bool:
    subject = (recorded.indicator, recorded.area, recorded.measure, recorded.scope)
    if (figure.indicator, figure.area, figure.measure, figure.scope) != subject:
        return False
    return figure.measure is Measure.GROWTH or figure.basis in recorded.bases  # growth against what: not comparable


def _amount(printed: Printed) -> Words:
    return amount(printed.value, printed.unit, printed.qualifier)
