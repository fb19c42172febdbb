"""Calendars of releases: which days are read from them, what is refused, and what they mean for the series that wait."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from sources import catalogue
from sources.calendars import announced, dated, differences
from sources.catalogue import Catalogue
from sources.errors import LayoutChanged
from sources.lists import list_page
from sources.releases import Announcement, Listing, ListKind, Snapshot
from sources.rows import Site

URL = "https://www.stats.gov.cn/sj/fbrc/bnxxfb/"
PAGE = (Path(__file__).parents[1] / "calendars" / "2026.html").read_text(encoding="utf-8")
SERIES = "china-iva-above-scale-growth-cumulative"
LINE = "规模以上工业生产月度报告"


@pytest.fixture(scope="module")
def known() -> Catalogue:
    return catalogue.load()


def read(text: str) -> tuple[Announcement, ...]:
    listing = Listing("nbs", "发布日程", URL, ListKind.CALENDAR)
    page = Snapshot(URL, text.encode(), "text/html", datetime(2026, 1, 5, tzinfo=UTC))
    answer = list_page(listing, page, Site(frozenset()))
    assert (answer.refs, answer.follow, answer.total) == ((), (), len(answer.announced))
    return answer.announced


def test_a_table_of_the_year_gives_the_days_of_each_line() -> None:
    lines = {line.name: line.days for line in read(PAGE)}
    assert lines["2025年国民经济和社会发展统计公报"] == (date(2026, 2, 28),)
    assert [(day.month, day.day) for day in lines[LINE]] == [
        *((1, 19), (3, 16), (4, 16), (5, 18), (6, 16), (7, 15)),
        *((8, 17), (9, 15), (10, 19), (11, 16), (12, 15)),
    ]
    assert len(lines) == 3


def test_the_day_and_its_hour_may_stand_in_one_cell_and_in_full_width() -> None:
    assert read(PAGE.replace("<td>19/一</td>", "<td>19／星期一<br>10:00</td>", 1)) == read(PAGE)


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"2026年国家": "2027年国家"}, "fit not one of 2025, 2027"),
        ({"2026年国家": "国家", "-2025": "", "2025年": ""}, "fit not one of no year"),
        ({"18/一": "18/二"}, "fit not one of 2025, 2026"),
        ({"28/六": "30/六"}, "fit not one of 2025, 2026"),
        ({"内容": "栏"}, "no table of the page is a calendar"),
        ({"月</td>": "</td>"}, "no table of the page is a calendar"),
        ({"/一": "", "/二": "", "/三": "", "/四": "", "/五": "", "/六": "", "/日": ""}, "no table of the page"),
    ],
    ids=[
        "another year",
        "no year",
        "a weekday that is wrong",
        "a day that is none",
        "no names",
        "no months",
        "no days",
    ],
)
def test_what_its_weekdays_do_not_prove_is_a_changed_layout(changes: dict[str, str], why: str) -> None:
    text = PAGE
    for before, after in changes.items():
        assert before in text
        text = text.replace(before, after)
    with pytest.raises(LayoutChanged, match=why):
        read(text)


def agenda(*entries: object) -> str:
    return json.dumps({"state": 20000, "data": {"list": list(entries)}}, ensure_ascii=False)


def test_a_service_that_names_its_days_is_read_too() -> None:
    first, second = ({"agendaTitle": LINE, "releaseDate": f"2026-{month}-16 10:00:00"} for month in ("03", "04"))
    assert read(agenda(first, second)) == (Announcement(LINE, (date(2026, 3, 16), date(2026, 4, 16))),)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (agenda({"agendaTitle": LINE, "zq": "2026-03-16"}), "fields: agendaTitle, zq"),
        (agenda({"title": LINE, "date": "2026-03-16"}, {"title": LINE, "date": "16"}), "1 entries without"),
        (agenda(), "fields: none"),
        ('{"success": false, "message": "no"}', "interface refused"),
    ],
    ids=["a field nobody knows", "a day that is not whole", "nothing", "a refusal"],
)
def test_a_service_of_another_shape_is_a_changed_layout(answer: str, why: str) -> None:
    with pytest.raises(LayoutChanged, match=why):
        read(answer)


def test_the_calendar_goes_before_the_file_for_its_own_years(known: Catalogue) -> None:
    lines = (Announcement(LINE, (date(2027, 1, 18), date(2027, 3, 15))),)
    days = announced(known, "nbs", lines)
    assert days[SERIES][-2:] == (date(2027, 1, 18), date(2027, 3, 15))
    assert date(2026, 12, 15) in days[SERIES]
    moved = (Announcement(LINE, (date(2026, 5, 19),)),)
    series = dated(known, announced(known, "nbs", moved)).series[SERIES]
    assert series.promised == (date(2026, 5, 19),)
    assert known.series[SERIES].promised[0] == date(2026, 1, 19)


def test_a_calendar_that_says_what_the_file_says_differs_in_nothing(known: Catalogue) -> None:
    assert list(differences(known, "nbs", read(PAGE))) == []
    assert announced(known, "nbs", read(PAGE)) == {SERIES: known.series[SERIES].promised}
    assert announced(known, "ningbo-stats", read(PAGE)) == {}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((), []),
        ((Announcement("居民消费价格", (date(2026, 1, 9),)),), ["names no line for", "the file's days are used"]),
        ((Announcement(LINE, (date(2026, 5, 19),)),), ["announces 2026-05-19 for", "does not announce 2026-01-19, "]),
        # told by two lines, so by none; the next words stand in one
        (
            (
                Announcement("规模以上工业生产（上）", (date(2026, 5, 1),)),
                Announcement("规模以上工业生产（下）", (date(2026, 5, 2),)),
                Announcement("国民经济运行情况", (date(2026, 5, 18),)),
            ),
            ["does not announce 2026-01-19"],
        ),
    ],
    ids=["no calendar", "no such line", "a day that moved", "an ambiguous line"],
)
def test_what_calendar_and_file_say_differently_is_told(
    lines: tuple[Announcement, ...], told: list[str], known: Catalogue
) -> None:
    said = " | ".join(differences(known, "nbs", lines))
    assert bool(said) is bool(told)
    assert all(part in said for part in told), said
