"""Calendars of releases: which days an office has announced for what, and what that means for the series that wait.

An office's calendar is a table with a line for each release and a column for each month (`18/一` above `10:00`), or the answer of a
service. The year stands in its words, and the weekdays prove it. What cannot be proved is a changed layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sources import markup
from sources.catalogue import Catalogue, Series
from sources.releases import Announcement, Listing, ListKind, ListPage, Snapshot
from sources.rows import changed, day_in
from sources.searches import entries_of, first_of

_YEAR = re.compile(r"(?<!\d)(20\d\d)\s*年?")
_MONTH = re.compile(r"(1[0-2]|[1-9])月")
_DAY = re.compile(r"(\d{1,2})\s*[/／]\s*(?:星期|周)?([一二三四五六日天])")
_NAMED_BY = ("内容", "名称", "指标", "项目")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_FEWEST_MONTHS = 6  # a calendar may stand in two tables of half a year
_TITLES = ("title", "TITLE", "agendaTitle", "agendaName", "content", "name")
_DAYS = ("agendaDate", "releaseDate", "publishDate", "publishTime", "releaseTime", "pubDate", "date", "startDate")

Table = tuple[tuple[str, ...], ...]
Mark = tuple[str, int, int, str]  # (line, month, day, weekday) as printed


def calendar_page(text: str, listing: Listing, snapshot: Snapshot) -> ListPage:
    """A calendar in a page. Raises LayoutChanged where no table is one, or where its weekdays fit no year."""
    marks = [mark for table in markup.tables(text) for mark in _marks(table)]
    if not marks:
        raise changed("no table of the page is a calendar with days in it", listing, snapshot)
    years = sorted({int(year) for year in _YEAR.findall(markup.words(text))})
    fitting = [year for year in years if all(_fits(mark, year) for mark in marks)]
    if len(fitting) != 1:
        named = ", ".join(map(str, years)) or "no year"
        raise changed(f"the weekdays of its {len(marks)} days fit not one of {named}", listing, snapshot)
    return _page(((name, date(fitting[0], month, day)) for name, month, day, _ in marks))


def agenda_page(answer: Any, listing: Listing, snapshot: Snapshot) -> ListPage:
    """A calendar as a service answers it; its shape is told by field names, which are named where none is known."""
    lists = list(entries_of(answer))
    entries = next((entries for entries in lists if entries), [])
    found = [(first_of(entry, _TITLES), day_in(first_of(entry, _DAYS))) for entry in entries]
    days = [(name, day) for name, day in found if name and day]
    if len(days) < len(entries) or not days:
        fields = ", ".join(map(str, entries[0])) if entries else "none"
        raise changed(
            f"{len(entries) - len(days)} entries without a known name and day (fields: {fields[:200]})",
            listing,
            snapshot,
        )
    return _page(days)


def days_of(series: Series, lines: Iterable[Announcement]) -> tuple[date, ...]:
    """What a calendar announces for a series, told by the first of its words that stands in exactly one line."""
    told = tuple(lines)
    for words in series.due.calendar_words if series.due else ():
        found = [line for line in told if words in line.name]
        if len(found) == 1:
            return found[0].days
    return ()


def announced(catalogue: Catalogue, publisher: str, lines: Sequence[Announcement]) -> dict[str, tuple[date, ...]]:
    """The days of each series that this office's calendar dates: its own for the years it speaks of, before the file's."""
    told = {}
    for series in _waiting(catalogue, publisher):
        if days := days_of(series, lines):
            years = {day.year for day in days}
            others = (day for day in _known(series) if day.year not in years)
            told[series.id] = tuple(sorted((*others, *days)))
    return told


def differences(catalogue: Catalogue, publisher: str, lines: Sequence[Announcement]) -> Iterator[str]:
    """Where an office's calendar and the catalogue's file do not say the same, in words."""
    years = {day.year for line in lines for day in line.days}
    if not lines:
        return
    for series in _waiting(catalogue, publisher):
        days = set(days_of(series, lines))
        if not days:
            yield f"calendar names no line for {series.id} ({' or '.join(_words(series))}): the file's days are used"
            continue
        known = {day for day in _known(series) if day.year in years}
        if extra := ", ".join(map(str, sorted(days - known))):
            yield f"calendar announces {extra} for {series.id}, not in the file"
        if missing := ", ".join(map(str, sorted(known - days))):
            yield f"calendar does not announce {missing} for {series.id}, as the file does"


def dated(catalogue: Catalogue, days: Mapping[str, tuple[date, ...]]) -> Catalogue:
    """The catalogue with these days announced for these series."""
    changed = {name: replace(catalogue.series[name], announced=of_one) for name, of_one in days.items()}
    return replace(catalogue, series={**catalogue.series, **changed})


def _page(days: Iterable[tuple[str, date]]) -> ListPage:
    found: dict[str, set[date]] = {}
    for name, day in days:
        found.setdefault(name, set()).add(day)
    lines = tuple(Announcement(name, tuple(sorted(of_one))) for name, of_one in found.items())
    return ListPage(ListKind.CALENDAR, (), total=len(lines), announced=lines)


def _marks(table: Table) -> Iterator[Mark]:
    """The days in a table, under the months of its head; nothing where the table is no calendar."""
    head = next((row for row in table if sum(bool(_MONTH.fullmatch(cell)) for cell in row) >= _FEWEST_MONTHS), None)
    if head is None:
        return
    months = {place: int(match[1]) for place, cell in enumerate(head) if (match := _MONTH.fullmatch(cell))}
    named = next((place for place, cell in enumerate(head) if cell in _NAMED_BY), None)
    for row in table if named is not None else ():
        for place, month in months.items():
            cell = row[place] if place < len(row) else ""
            for day, weekday in _DAY.findall(cell):
                yield row[named or 0], month, int(day), weekday


def _fits(mark: Mark, year: int) -> bool:
    _, month, day, weekday = mark
    try:
        return date(year, month, day).weekday() == _WEEKDAYS[weekday]
    except ValueError:
        return False


def _waiting(catalogue: Catalogue, publisher: str) -> Iterator[Series]:
    """The series of an office that its calendar should date."""
    for series in catalogue.series.values():
        if series.due is not None and series.due.publisher == publisher and series.due.calendar_words:
            yield series


def _known(series: Series) -> tuple[date, ...]:
    return series.due.announced if series.due else ()


def _words(series: Series) -> tuple[str, ...]:
    return series.due.calendar_words if series.due else ()
