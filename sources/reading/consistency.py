"""Figures of one sentence that contradict each other are damaged, all of them."""

from __future__ import annotations

from sources.series import Figure, Measure, Refusal, RefusalReason

_TOLERANCE = 1  # points; comparisons are sometimes made with a rounded or an older figure


def consistent(found: list[Figure | Refusal]) -> list[Figure | Refusal]:
    """Refuse growth rates and the gap between them that do not add up (seen: 12.6 copied as 16)."""
    figures = [one for one in found if isinstance(one, Figure)]
    broken: set[tuple[int, int]] = set()
    for gap in figures:
        if gap.measure is Measure.GAP and gap.basis in ("nation", "province"):
            own = _rates(figures, gap, gap.area)
            other = _rates(figures, gap, "china" if gap.basis == "nation" else "zhejiang")
            if len(own) == len(other) == 1 and abs(own[0].value - other[0].value - gap.value) > _TOLERANCE:
                broken |= {gap.span, own[0].span, other[0].span}
        if gap.measure is Measure.CHANGE:
            broken |= _contradicted_change(figures, gap)
    return [damaged(one) if isinstance(one, Figure) and one.span in broken else one for one in found]


def _contradicted_change(figures: list[Figure], change: Figure) -> set[tuple[int, int]]:
    """增长4%，比上半年(6.6%)回落0.2个百分点: now, then and the change between them, in this order."""
    same = [
        one
        for one in figures
        if one.measure is Measure.GROWTH
        and one.span < change.span
        and (one.area, one.indicator, one.scope, one.basis) == (change.area, change.indicator, change.scope, "yoy")
    ]
    if len(same) < 2 or same[-2].period != change.period or same[-1].period == change.period:
        return set()
    now, then = same[-2:]
    wrong = abs(now.value - then.value - change.value) > _TOLERANCE
    return {now.span, then.span, change.span} if wrong else set()


def _rates(figures: list[Figure], gap: Figure, area: str) -> list[Figure]:
    return [
        one
        for one in figures
        if one.measure is Measure.GROWTH
        and (one.area, one.indicator, one.period, one.scope) == (area, gap.indicator, gap.period, gap.scope)
    ]


def damaged(one: Figure) -> Refusal:
    """A figure that its own text contradicts."""
    return Refusal(RefusalReason.DAMAGED, f"{one.value}{one.counter}", one.quote, one.span)
