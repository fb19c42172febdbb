"""What is expected next, and when: the answer to "why did nothing come" where nothing was due yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from alerts.coverage import deadline, expected_after
from alerts.rulebook import series_name
from flows.artifacts import escape, table
from flows.clock import beijing_day
from flows.wiring import House
from sources.catalogue import Series
from sources.series import ReferencePeriod
from store import observations
from store.database import read_only

MOST_NAMED = 4  # series of one day


def expected_next(home: House) -> str:
    """Of the series whose day of publication is known: a table of days, the nearest first; what comes on one day for one period stands together."""
    due = {name: series for name, series in home.catalogue.series.items() if series.due is not None}
    with read_only(home.store) as session:
        newest = {name: one.period for name, one in observations.latest(session, due).items()}
    rows = list(_rows(home, _by_day(due, newest)))
    unseen = len(due) - len(newest)
    more = (
        f"Of {unseen} series with a known day nothing has been seen yet, so no next period can be named."
        if unseen
        else ""
    )
    shown = table(("due about", "at the latest", "period", "series"), rows) if rows else ""
    return "\n\n".join(filter(None, (shown, more)))


_Days = dict[tuple[date, date, str], list[str]]


def _by_day(due: Mapping[str, Series], newest: Mapping[str, ReferencePeriod]) -> _Days:
    days: _Days = {}
    for name, period in newest.items():
        promised, expected = due[name].due, expected_after(due[name], period)
        if promised is not None and expected is not None:
            following, day = expected
            days.setdefault((day, deadline(promised, day), following.label_zh()), []).append(name)
    return days


def _rows(home: House, days: _Days) -> Iterator[tuple[str, ...]]:
    today = beijing_day(home.clock.now())
    for (day, last, period), names in sorted(days.items()):
        shown = [escape(series_name(home.catalogue.series[name], home.catalogue).zh) for name in names[:MOST_NAMED]]
        more = [f"and {len(names) - MOST_NAMED} more"] if len(names) > MOST_NAMED else []
        late = f"**{last}, overdue**" if last < today else f"{last}"
        yield f"{day}", late, period, "; ".join([*shown, *more])
