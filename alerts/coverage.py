"""The rules about silence: overdue, unreadable, refusals that jump, claims nobody confirms.

No news must never look like good news; and missing data never takes an alert back.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from alerts.conditions import Changed, RefusalsJump, ReleaseChanged, Unconfirmed, Unreadable
from alerts.judged import Judged, undecided
from alerts.news import ChangedRelease, Happened, RefusalCount, SourceHealth
from alerts.periods import next_period
from alerts.recorded import Recorded
from alerts.rules import Ordering, Outcome, Words
from alerts.trouble import looked
from alerts.wording import day_of
from sources.catalogue import Due, Series
from sources.releases import VisitOutcome
from sources.series import ReferencePeriod

if TYPE_CHECKING:
    from holidays import HolidayBase

BEIJING = ZoneInfo("Asia/Shanghai")
LONGEST_DETAIL = 200  # characters of an edit that are shown
MOST_NAMED = 8  # blind columns that are named; a ministry has twenty


def beijing_day(now: datetime) -> date:
    return now.astimezone(BEIJING).date()


def end_of(day: date) -> datetime:
    """The last second of a Beijing day."""
    return datetime.combine(day, time(23, 59, 59), BEIJING)


def expected_after(series: Series, newest: ReferencePeriod) -> tuple[ReferencePeriod, date] | None:
    """The period that comes next and the working day it is due on; None where nothing is promised."""
    if series.due is None:
        return None
    period = next_period(newest, series.cadence, no_january=series.due.no_january)
    if period is None or period.end is None:
        return None
    return period, _due_day(series.due, series.promised, period.end)


def judge_overdue(series: Series, newest: ReferencePeriod, days: int, now: datetime) -> tuple[ReferencePeriod, Judged]:
    """Whether the period after `newest` should have come; `days` are the rule's own, on top of the catalogue's."""
    expected = expected_after(series, newest)
    assert expected is not None
    assert series.due is not None
    period, due = expected
    last = deadline(series.due, due, days)
    late = beijing_day(now) > last
    zh = f"{period.label_zh()}数据应于{day_of(due).zh}前后发布，最迟{day_of(last).zh}"
    en = f"{period.label_en()} was due about {due}, at the latest {last}"
    zh, en = (f"{zh}，至今未见", f"{en}, and has not been seen") if late else (zh, en)
    outcome = Outcome.BREACHED if late else Outcome.CLEAR
    base = Words(f"应发布日期{day_of(due).zh}", f"due on {due}")
    return period, Judged(outcome, Words(zh, en), base, ordering=Ordering.STATE)


def is_blind(condition: Unreadable, health: SourceHealth, now: datetime) -> bool:
    """Whether a column is out of sight by what the rule asks."""
    if health.consecutive_failures >= condition.unreadable_after_failures:
        return True
    seen = health.last_success or health.since
    if seen is None or not health.at_every_look:
        return False
    return (now - seen).total_seconds() / 3600 > condition.or_hours_without_success


def judge_unreadable(columns: Sequence[SourceHealth], blind: Sequence[SourceHealth]) -> Judged:
    """Whether a publisher is out of sight, wholly or in some columns; clear only after every column could be looked at."""
    if blind:
        return Judged(Outcome.BREACHED, _blind_words(columns, blind), ordering=Ordering.STATE)
    regular = [h for h in columns if h.at_every_look]
    words = Words(f"{len(regular)}个栏目均可读取", f"all {len(regular)} columns can be looked at")
    if all(h.consecutive_failures == 0 and h.last_success is not None for h in regular):
        return Judged(Outcome.CLEAR, words, ordering=Ordering.STATE)
    return undecided(Words("有栏目刚刚读取失败", "some columns failed a moment ago"))


def judge_refusals(condition: RefusalsJump, count: RefusalCount) -> Judged:
    usual = count.usual
    words = Words(
        f"本次读出{count.figures}个数字，拒读{count.refusals}个，平时约{_tenths(usual, '未知')}个",
        f"{count.figures} numbers read and {count.refusals} refused; usually {_tenths(usual, 'unknown')} are refused",
    )
    if count.refusals < condition.refusals_at_least:
        return Judged(Outcome.CLEAR, words, ordering=Ordering.SEEN)
    if usual is None:
        return undecided(words)
    jumped = count.refusals >= usual * condition.times_usual
    outcome = Outcome.BREACHED if jumped else Outcome.CLEAR
    return Judged(outcome, words, ordering=Ordering.SEEN)


def judge_changed(condition: ReleaseChanged, new: ChangedRelease) -> Judged | None:
    """Whether a release changed in the way that is asked for; None where another way is."""
    wanted = condition.release_changed
    shown = " ".join(new.detail.split())[:LONGEST_DETAIL]
    match new.happened:
        case Happened.EDITED if wanted is not Changed.WITHDRAWN:
            words = Words(f"页面已被修改：{shown}", f"the page was edited: {shown}")
        case Happened.WITHDRAWN if wanted is not Changed.EDITED:
            gone = looked(VisitOutcome.MOVED, shown)
            words = Words(f"页面已撤下：{gone.zh}", f"the page was withdrawn: {gone.en}")
        case Happened.BACK if wanted is not Changed.EDITED:
            words = Words("撤下的页面又可访问", "the page that was withdrawn is there again")
        case _:
            return None
    return Judged(Outcome.BREACHED, words, ordering=Ordering.SEEN, event=True)


def judge_unconfirmed(condition: Unconfirmed, recorded: Recorded, now: datetime) -> Judged:
    """A claim that no release carries: after so many days somebody has to ask."""
    assert recorded.written_between is not None
    day = recorded.written_between[1]
    age = (beijing_day(now) - day).days
    outcome = Outcome.BREACHED if age > condition.unconfirmed_for_days else Outcome.CLEAR
    words = Words(f"最迟记录于{day_of(day).zh}，已过{max(age, 0)}天", f"recorded by {day}, {max(age, 0)} days ago")
    return Judged(outcome, words, ordering=Ordering.STATE)


def _due_day(due: Due, promised: Sequence[date], end: date) -> date:
    """The day announced for the month, else the first working day on or after the usual one."""
    months = end.year * 12 + end.month - 1 + due.months_after
    year, month = months // 12, months % 12 + 1
    announced = next((day for day in promised if (day.year, day.month) == (year, month)), None)
    if announced is not None:
        return announced
    day = due.quarter_day if due.quarter_day is not None and end.month % 3 == 0 else due.day
    return _working_day(date(year, month, min(day, monthrange(year, month)[1])))


def deadline(due: Due, day: date, more: int = 0) -> date:
    """The last day on which nobody worries; `more` are days that a rule adds."""
    last = day + timedelta(days=due.tolerance_days + more)
    for _ in range(due.tolerance_working_days):
        last = _working_day(last + timedelta(days=1))
    return last


def _working_day(day: date) -> date:
    """The day itself, or the first working day after it; offices publish on neither weekends nor holidays."""
    while not _china().is_working_day(day):
        day += timedelta(days=1)
    return day


@cache
def _china() -> HolidayBase:
    """Loaded when a day has to be counted: most processes count none."""
    from holidays import country_holidays

    return country_holidays("CN")


def _blind_words(columns: Sequence[SourceHealth], blind: Sequence[SourceHealth]) -> Words:
    """How many, what was seen at the worst of them, and the names of them all."""
    worst = _last_look(max(blind, key=lambda h: h.consecutive_failures))
    names = [h.column for h in blind[:MOST_NAMED]]
    more = len(blind) - len(names)
    all_of_them = len(blind) == len(columns)
    zh = f"{len(columns)}个栏目全部无法读取" if all_of_them else f"{len(columns)}个栏目中有{len(blind)}个无法读取"
    counted = f"none of {len(columns)} columns can" if all_of_them else f"{len(blind)} of {len(columns)} columns cannot"
    en = f"{counted} be read"
    zh += f"：{'、'.join(names)}" + (f"等，另有{more}个" if more else "")
    en += f" ({', '.join(names)}{f' and {more} more' if more else ''})"
    return Words(f"{zh}；{worst.zh}", f"{en}; {worst.en}")


def _last_look(health: SourceHealth) -> Words:
    seen = looked(health.last_outcome, health.evidence)
    zh = f"连续{health.consecutive_failures}次未成功（{seen.zh}）"
    en = f"{health.consecutive_failures} failures in a row ({seen.en})"
    if health.last_success is None:
        return Words(f"{zh}；从未成功读取", f"{en}; never seen")
    last = health.last_success.astimezone(BEIJING)
    return Words(
        f"{zh}；上次成功读取为{day_of(last).zh}{last:%H:%M}", f"{en}; last seen {last:%Y-%m-%d %H:%M} Beijing time"
    )


def _tenths(value: Decimal | None, unknown: str) -> str:
    return unknown if value is None else f"{value:.1f}"
