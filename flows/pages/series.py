"""The page of a series: its picture, and every observation with all its vintages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from alerts.amounts import Scale
from alerts.conditions import Above, Against, Below, HigherThan, LowerThan
from alerts.recorded import nearest
from alerts.rulebook import Bound, series_name
from alerts.wording import amount, unit_word
from flows.artifacts import escape, link, table
from flows.clock import in_beijing
from flows.pages.chart import Chart, Line, Point, as_image
from flows.pages.keys import key_of
from flows.pages.writing import write_page
from flows.wiring import House
from sources.series import Observation, Status, Vintage
from store import observations
from store.database import read_only
from store.errors import StoreError

MOST_ROWS = 120
SPAN = timedelta(days=3 * 366)  # of the picture: an old value far away would press the others together


def show_series(home: House, series: str) -> str:
    """Raises StoreError for a series that is not in the catalogue."""
    if series not in home.catalogue.series:
        raise StoreError(f"no series is called {series}{nearest(series, home.catalogue.series)}")
    with read_only(home.store) as session:
        history = observations.history(session, series)
    name = series_name(home.catalogue.series[series], home.catalogue).zh
    key = key_of("series", series)
    write_page(key=key, markdown=markdown(home, series, history), description=f"{name}: {len(history)} periods")
    return key


def markdown(home: House, series: str, history: Sequence[Observation]) -> str:
    names = series_name(home.catalogue.series[series], home.catalogue)
    parts = [f"# {escape(names.zh)}", f"{escape(names.en)} · `{series}`"]
    if not history:
        return "\n\n".join([*parts, "No official value has been seen yet."])
    parts.append(as_image(chart(home, series, history)))
    parts.append(
        "Blue: the newest value of each period, of the last three years. Orange rings: what it was before a revision. "
        "Green: recorded. Red: limits of rules."
    )
    rows = [row for one in sorted(history, key=_end, reverse=True) for row in _rows(one)]
    header = ("period", "value", "published", "read from")
    parts.append(table(header, rows[:MOST_ROWS]))
    if len(rows) > MOST_ROWS:
        parts.append(f"… and {len(rows) - MOST_ROWS} older values")
    return "\n\n".join(parts)


def chart(home: House, series: str, history: Sequence[Observation]) -> Chart:
    entry = home.catalogue.series[series]
    points = _recent(
        [
            Point(o.period.label_zh(), o.period.end, o.latest.value, tuple(v.value for v in o.vintages[:-1]))
            for o in history
            if o.period.end is not None
        ]
    )
    records = [r for r in home.baseline.of_series(series) if r.value is not None]
    lines = [Line(f"recorded {r.value:f}", r.value) for r in records if r.value is not None]
    limits = {line for bound in home.rulebook.bounds for line in _limits(bound, series)}
    lines += sorted(limits, key=lambda line: (line.value, line.label))
    return Chart(series_name(entry, home.catalogue).zh, unit_word(entry.unit).zh, points, tuple(lines))


def _recent(points: Sequence[Point]) -> tuple[Point, ...]:
    newest = max((point.end for point in points), default=None)
    return tuple(point for point in points if newest is not None and point.end >= newest - SPAN)


def _limits(bound: Bound, series: str) -> Iterator[Line]:
    """Where a rule begins to be breached, if that is a level that stands still."""
    if bound.series is None or bound.series.id != series:
        return
    recorded = bound.recorded.value if bound.recorded is not None else None
    match bound.rule.when:
        case Below(below=limit):
            yield Line(f"below {limit.value:f} ({bound.rule.id})", limit.value, True)
        case Above(above=limit):
            yield Line(f"above {limit.value:f} ({bound.rule.id})", limit.value, True)
        case LowerThan(lower_than=Against.RECORDED, by=by) if recorded is not None and by.scale is not Scale.PER_CENT:
            yield Line(f"{recorded - by.value:f} ({bound.rule.id})", recorded - by.value, True)
        case HigherThan(higher_than=Against.RECORDED, by=by) if recorded is not None and by.scale is not Scale.PER_CENT:
            yield Line(f"{recorded + by.value:f} ({bound.rule.id})", recorded + by.value, True)


def _end(observation: Observation) -> tuple[str, str]:
    return str(observation.period.end or ""), observation.period.kind.value


def _rows(observation: Observation) -> Iterator[tuple[str, ...]]:
    newest = len(observation.vintages) - 1
    for place, vintage in reversed(list(enumerate(observation.vintages))):
        standing = ("revision" if place else "first") if place == newest else "was revised"
        yield (
            observation.period.label_zh(),
            ", ".join((escape(amount(vintage.value, vintage.unit, vintage.qualifier).zh), *_stated(vintage), standing)),
            f"{vintage.published_on}; seen {in_beijing(vintage.seen_at)} Beijing",
            f"{escape(vintage.quote[:160])} ({link(vintage.title[:60], vintage.url)})",
        )


def _stated(vintage: Vintage) -> tuple[str, ...]:
    """What the office says of how sure it is, if it says anything."""
    return () if vintage.status is Status.UNSTATED else (vintage.status.value,)
