"""How reference periods of one series follow each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from sources.series import Cadence, Observation, ReferencePeriod


def next_period(period: ReferencePeriod, cadence: Cadence, *, no_january: bool = True) -> ReferencePeriod | None:
    """The one that is expected after `period`; None where nothing can be expected.

    January is published together with February, cumulative and single.
    """
    if period.end is None or cadence is Cadence.STOCK:
        return None
    if cadence is Cadence.YEAR:
        return ReferencePeriod.year_of(period.end.year + 1)
    year, month = (period.end.year, period.end.month + 1) if period.end.month < 12 else (period.end.year + 1, 1)
    last = max(month, 2 if no_january else 1)
    return ReferencePeriod.months(year, last if cadence is Cadence.MONTH else 1, last)


@lru_cache(maxsize=4096)
def previous_period(period: ReferencePeriod, cadence: Cadence) -> ReferencePeriod | None:
    """The one before it within the same count: a year's first cumulative figure has none."""
    if period.end is None or cadence is Cadence.STOCK:
        return None
    year, month = (period.end.year, period.end.month - 1) if period.end.month > 1 else (period.end.year - 1, 12)
    if cadence is Cadence.YEAR:
        return ReferencePeriod.year_of(period.end.year - 1)
    if cadence is Cadence.MONTH:
        return ReferencePeriod.months(year, month, month)
    return ReferencePeriod.months(year, 1, month) if 2 <= month < 12 else None


def run_before(newest: Observation, history: Sequence[Observation], cadence: Cadence, length: int) -> list[Observation]:
    """The newest and those directly before it, newest first, without a gap; stocks follow each other as they come."""
    if cadence is Cadence.STOCK:
        return [newest, *_older(newest, history)][:length]
    known = {o.period: o for o in history}
    run, period = [newest], previous_period(newest.period, cadence)
    while len(run) < length and period in known:
        assert period is not None
        run.append(known[period])
        period = previous_period(period, cadence)
    return run


def _older(newest: Observation, history: Sequence[Observation]) -> list[Observation]:
    last = newest.period.end or date.min
    older = [o for o in history if o.period.end is not None and o.period.end < last]
    return sorted(older, key=lambda o: o.period.end or date.min, reverse=True)
