"""One page to hand on, made from the store and written to a file: for `ningbo-monitor report` and the flow `report`."""

from __future__ import annotations

import os
import tempfile
from datetime import date, timedelta
from pathlib import Path

from alerts.languages import Language
from alerts.report.facts import Facts, Span
from alerts.report.page import GENERATOR, page
from alerts.report.view import Asked, Report
from alerts.report.view import report as view
from flows.clock import beijing_day
from flows.settings import REHEARSED, Settings, Sites
from flows.walk import MARKER
from flows.wiring import House
from sources.errors import ConfigError, Problem
from store import looking_back, observations
from store.database import read_only
from store.observations import KnownBy

FOLDER = "reports"  # in the data folder
DAYS = 31  # of a report whose first day nobody names


def span_of(home: House, first: date | None, last: date | None, *, rehearsed: bool = False) -> Span:
    """The days asked for; by default the last 31. A rehearsed store ends on the day that was rehearsed last.

    Raises ConfigError for days that cannot be meant.
    """
    today = beijing_day(home.clock.now())
    if rehearsed:
        today = _last_day(home, today)  # its days are not the world's
    ends = last or today
    starts = first or ends - timedelta(days=DAYS - 1)
    if starts > ends:
        raise ConfigError("report", [Problem("--from", f"{starts} is after the last day, {ends}")])
    if ends > today:
        raise ConfigError("report", [Problem("--to", f"{ends} has not come yet; today is {today}")])
    return Span(starts, ends)


def report_of(home: House, span: Span, *, rehearsed: bool = False) -> Report:
    """What the store says of these days. Reads only."""
    series = {r.series for r in home.baseline.figures.values() if r.series}
    with read_only(home.store) as session:
        facts = Facts(
            histories={name: observations.as_of(session, name, span.last, KnownBy.SEEN) for name in sorted(series)},
            changes=looking_back.changes_before(session, span.end),
            looked=looking_back.looked(session, span),
            counted=looking_back.counted(session, span),
        )
    return view(Asked(span, home.clock.now(), rehearsed), facts, home.rulebook)


def write(report: Report, language: Language, file: Path) -> None:
    """Whole or not at all. Raises ConfigError for a place that cannot be written, or holds something else of somebody's."""
    if file.exists() and not _is_ours(file):
        raise ConfigError("report", [Problem("--output", f"{file} is there and is no report of ours: choose another")])
    text = page(report, language)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".report-", suffix=".html")
        with os.fdopen(handle, "w", encoding="utf-8") as sink:
            sink.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError as error:
        raise ConfigError("report", [Problem("--output", f"{file} cannot be written: {error.strerror}")]) from error


def is_rehearsed(settings: Settings) -> bool:
    """Whether the store was filled from the rehearsal, so that the page has to say what is invented."""
    data = settings.data.expanduser()
    return settings.sites is Sites.REHEARSAL or any((data / name).is_file() for name in (REHEARSED, MARKER))


def name_of(span: Span, language: Language) -> str:
    return f"ningbo-monitor-{span.first}-{span.last}-{language.value}.html"


def _is_ours(file: Path) -> bool:
    try:
        with file.open("rb") as source:
            return f'name="generator" content="{GENERATOR}"'.encode() in source.read(2000)
    except OSError:
        return False


def _last_day(home: House, today: date) -> date:
    with read_only(home.store) as session:
        last = looking_back.last_visit(session)
    return beijing_day(last) if last is not None else today
