"""The operators' pages: what stands on them, and that nothing scraped becomes markup."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import StringIO
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest
from looks import DESK, IVA, at, house_on, publish
from rich.console import Console

from alerts.replay import Sending
from alerts.scoreboard import by_attention
from flows.artifacts import scoreboard_markdown, scoreboard_rows
from flows.backtest import Difference, Played
from flows.clock import StoppedClock
from flows.condition import condition, configuration_hash
from flows.explain import explained
from flows.judge import judge_all
from flows.metrics import exposition
from flows.muting import Matcher, Note, Quiet, silence
from flows.operate import backtest
from flows.pages import alert, health, series
from flows.pages.chart import Chart, Line, Point, as_image, description, svg
from flows.pages.expected import expected_next
from flows.pages.keys import key_of
from flows.pages.release import Mark, marked
from flows.wiring import House
from store import observations, silences
from store.database import Engine, read_only
from store.outbox import EntryState

NS = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> House:
    home = house_on(engine, at("2026-07-22"), tmp_path, DESK)
    publish(engine, 4, "8.8", "2026-05-21")
    publish(engine, 5, "8.1", "2026-06-22")
    judge_all(home)
    publish(engine, 5, "8.6", "2026-07-21")  # a revision
    publish(engine, 6, "7.9", "2026-07-22")
    judge_all(home)
    return home


# -- charts -----------------------------------------------------------------------------------------------------------

POINTS = (
    Point("1—4月", date(2026, 4, 30), Decimal("8.8")),
    Point("1—5月", date(2026, 5, 31), Decimal("8.6"), (Decimal("8.1"),)),
    Point("<script>", date(2026, 6, 30), Decimal("-0.4")),
)
CHART = Chart("增加值 <b>&", "%", POINTS, (Line("recorded 8.8", Decimal("8.8")), Line("below 0", Decimal(0), True)))


def test_a_chart_draws_every_value_every_earlier_value_and_every_line() -> None:
    drawn = ElementTree.fromstring(svg(CHART))
    circles = drawn.findall(f".//{NS}circle")
    assert sum(c.get("fill") == "#ffffff" for c in circles) == 1
    assert len(circles) == 4
    shown = {text.text for text in drawn.findall(f".//{NS}text")}
    assert {"recorded 8.8", "below 0", "2026-04", "2026-06"} <= shown


def test_a_higher_value_stands_higher_and_a_later_one_further_right() -> None:
    drawn = ElementTree.fromstring(svg(CHART))
    line = drawn.find(f".//{NS}polyline")
    assert line is not None
    places = [tuple(map(float, point.split(","))) for point in line.get("points", "").split()]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert places[0][1] < places[1][1] < places[2][1]


def placed(chart: Chart, labels: set[str]) -> dict[str, tuple[float, float]]:
    """Where the texts of a picture stand."""
    texts = ElementTree.fromstring(svg(chart)).findall(f".//{NS}text")
    return {t.text: (float(t.get("x", "")), float(t.get("y", ""))) for t in texts if t.text in labels}


def test_names_of_levels_that_lie_together_do_not_cover_each_other() -> None:
    lines = tuple(Line(f"level {n}", Decimal(n) / 10, True) for n in range(4))
    heights = sorted(y for _, y in placed(Chart("x", "%", POINTS, lines), {line.label for line in lines}).values())
    assert len(heights) == len(lines)
    assert all(below - above >= 14 for above, below in pairwise(heights))


def test_months_that_lie_together_are_not_written_over_each_other_and_the_newest_is_written() -> None:
    days = [date(2021, 11, 30), *(date(2026, month, 28) for month in range(1, 7))]
    chart = Chart("x", "%", tuple(Point("", day, Decimal(n)) for n, day in enumerate(days)))
    across = sorted(x for x, _ in placed(chart, {f"{day:%Y-%m}" for day in days}).values())
    assert all(right - left >= 60 for left, right in pairwise(across))
    assert {"2021-11", "2026-06"} <= set(placed(chart, {"2021-11", "2026-06"}))


@pytest.mark.parametrize("points", [(), POINTS[:1]], ids=["nothing", "one value"])
def test_a_chart_of_little_is_still_a_picture(points: tuple[Point, ...]) -> None:
    ElementTree.fromstring(svg(Chart("x", "pct", points)))


def test_a_chart_stands_in_markdown_as_an_address_that_asks_nobody_and_says_what_it_shows() -> None:
    image = as_image(CHART)
    found = re.fullmatch(r"!\[([^\]\[<>]*)\]\(data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)\)", image)
    assert found
    assert "3 values, newest -0.4%" in found[1]
    assert base64.b64decode(found[2]).decode() == svg(CHART)
    assert "1 revised" in description(CHART)


def test_the_page_of_a_series_shows_each_vintage_the_record_and_the_limits(home: House) -> None:
    with read_only(home.store) as session:
        history = observations.history(session, IVA)
    page = series.markdown(home, IVA, history)
    assert page.count("was revised") == 1
    assert "data:image/svg+xml" in page
    lines = {line.label for line in series.chart(home, IVA, history).lines}
    assert "recorded 8.8" in lines
    assert "8.3 (slower-than-recorded)" in lines
    assert "below 0 (growth-turned-negative)" in lines


def test_an_old_value_does_not_press_the_curve_together_and_stands_in_the_table(engine: Engine, home: House) -> None:
    publish(engine, 4, "6.5", "2018-05-21", year=2018)
    with read_only(home.store) as session:
        history = observations.history(session, IVA)
    assert min(point.end for point in series.chart(home, IVA, history).points) == date(2026, 4, 30)
    assert "6.5%" in series.markdown(home, IVA, history)


def test_a_backtest_shows_first_what_differs() -> None:
    sent = [Sending(date(2026, 7, day), "desk", "new", "slower", f"s{day}", "firing", "7.4%") for day in (1, 2, 3)]
    rows = (Difference(sent[0], True, True), Difference(sent[1], True, False), Difference(sent[2], False, True))
    page = backtest.markdown(Played(rows, is_compared=True, said=""))
    places = [page.index(f"s{day}") for day in (2, 3, 1)]
    assert places == sorted(places)


# -- release ------------------------------------------------------------------------------------------------------------


def test_what_was_read_and_refused_is_marked_in_the_text_and_nothing_scraped_is_obeyed() -> None:
    text = "增长8.8%，<b>目标</b>为9%。\n# 第二段 [x](http://a.example) 1200亿"
    marks = [
        Mark(text.index("8.8"), text.index("8.8") + 3, "figure"),
        Mark(text.index("9%"), text.index("9%") + 1, "refused"),
    ]
    shown = marked(text, marks)
    assert "增长**8.8**%" in shown
    assert "为~~9~~%" in shown
    assert "<b>" not in shown
    assert "\\# 第二段 \\[x\\]\\(http" in shown
    assert all(line.startswith(">") for line in shown.splitlines())


def test_a_mark_over_two_paragraphs_and_one_inside_another_break_nothing() -> None:
    shown = marked("甲12\n34乙", [Mark(1, 6, "figure"), Mark(2, 3, "refused")])
    assert shown == "> 甲**12**\n>\n> **34**乙"


# -- alert, status, scoreboard ------------------------------------------------------------------------------------------


def test_the_page_of_an_alert_says_what_explain_says_and_what_was_promised(home: House) -> None:
    name = "slower-than-recorded/nb-iva-above-scale-yoy"
    from store import outbox

    with read_only(home.store) as session:
        promised = [
            d
            for d in outbox.deliveries(session)
            if any(t.rule == "slower-than-recorded" for t in d.notification.transitions)
        ]
    page = alert.markdown(name, explained(home, name), promised)
    assert "inactive \\-&gt; firing" in page
    assert "- **rule** lower than the recorded figure" in page
    assert "“1—6月同比增长7.9%” 1—6月经济运行情况" in page
    assert "| desk, first |" in page
    assert EntryState.QUEUED.value in page


def test_the_scoreboard_begins_with_what_fires(home: House) -> None:
    rows = by_attention(scoreboard_rows(home))
    assert rows[0].state is not None
    assert rows[0].state.value == "firing"
    assert len(rows) == len(scoreboard_rows(home))
    first = next(line for line in scoreboard_markdown(rows).splitlines() if "| [firing](" in line)
    assert f"[{rows[0].name.zh}](/v2/artifacts/key/series-{IVA})" in first
    assert f"(/v2/artifacts/key/{key_of('alert', rows[0].alert)})" in first


def test_the_condition_says_what_needs_a_person(home: House) -> None:
    found = condition(home)
    assert "nothing was visited yet" in found.needs_a_person()
    assert any("does not answer" in line for line in found.needs_a_person())
    page = health.markdown(found)
    assert "**nothing was visited yet**" in page
    assert found.configuration in page
    assert found.database_size > 0


def test_the_condition_says_what_is_kept_quiet_and_by_which_silence(home: House) -> None:
    asked = Quiet(Matcher(rule="slower-*"), Note("known", "Wang"), "1d")
    silence(home, asked, Console(file=StringIO()))
    with read_only(home.store) as session:
        (made,) = silences.everything(session)
    page = health.markdown(condition(home))
    assert f"by Wang: known \\(silence {made.id}\\)" in page
    assert "until 2026-07-23 12:00 Beijing" in page.replace("\\-", "-")


@pytest.mark.parametrize(
    ("day", "latest"), [("2026-08-05", "| 2026-08-"), ("2026-09-30", "overdue")], ids=["not due yet", "overdue"]
)
def test_what_is_expected_next_says_its_day_and_whether_that_is_over(home: House, day: str, latest: str) -> None:
    shown = expected_next(replace(home, clock=StoppedClock(at(day))))
    row = next(line for line in shown.splitlines() if "宁波" in line)
    assert "2026年1—7月" in row
    assert "规模以上工业增加值同比增速" in row
    assert latest in row
    assert ("overdue" in row) == (latest == "overdue")


def test_the_hash_of_the_configuration_follows_what_people_write(home: House, tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text("rules: []", encoding="utf-8")
    changed = home.settings.model_copy(update={"rules": rules})
    assert configuration_hash(changed) != configuration_hash(home.settings)
    assert configuration_hash(home.settings) == configuration_hash(home.settings.model_copy())


def test_metrics_are_the_condition_in_the_format_of_prometheus(home: House) -> None:
    text = exposition(home)
    assert "ningbo_monitor_healthy 0.0" in text
    assert 'ningbo_monitor_alert_firing{rule="slower-than-recorded",subject="nb-iva-above-scale-yoy"} 1.0' in text
    assert "ningbo_monitor_database_bytes" in text


@pytest.mark.parametrize("name", ["ningbo-stats/art_123", "规则/数列", "a" * 300, "A", "a"])
def test_a_key_is_one_that_prefect_takes_and_tells_names_apart(name: str) -> None:
    key = key_of("alert", name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key)
    assert key != key_of("alert", name + "x")
    assert len(key) <= 120
