"""The page to hand on: what stands on it, that nothing scraped is obeyed, and that everybody can read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from looks import IVA, at, house_on, looked, publish
from typer.testing import CliRunner

from alerts.languages import Language
from alerts.report import page as pages
from alerts.report.facts import Span
from alerts.report.view import Report
from flows import reporting
from flows.judge import judge_all
from flows.settings import Settings, kept_apart
from flows.wiring import House
from sources.errors import ConfigError
from sources.releases import Snapshot, Visit, VisitOutcome
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Status, Unit
from store import observations, refusals, snapshots, visits
from store.database import Engine, unit_of_work
from store.origins import Origin

SUMMER = Span(date(2026, 5, 1), date(2026, 7, 22))
EVIL = '</td></table><script>alert("x")</script><img src=x onerror=alert(1)>'


@pytest.fixture
def kind() -> str:
    return "sqlite"


@pytest.fixture
def home(engine: Engine, tmp_path: Path) -> House:
    """Slower in May, told; revised in July; one column blocked."""
    home = house_on(engine, at("2026-07-22"), tmp_path)
    publish(engine, 4, "8.8", "2026-05-21")
    publish(engine, 5, "8.1", "2026-06-22")
    publish(engine, 5, "8.3", "2026-07-21")
    looked(engine, at("2026-07-21"))
    judge_all(home)
    return home


def shown(home: House, span: Span = SUMMER, language: Language = Language.EN) -> BeautifulSoup:
    return BeautifulSoup(pages.page(reporting.report_of(home, span), language), "lxml")


def test_every_recorded_figure_has_a_row(home: House) -> None:
    made = reporting.report_of(home, SUMMER)
    assert made.recorded == len(home.baseline.figures) == 73
    assert made.found == 1
    scoreboard = shown(home).find(id="scoreboard")
    assert scoreboard is not None
    assert len(scoreboard.find_next(id="charts").find_all_previous("tr")) >= 73  # type: ignore[union-attr]


def test_a_row_shows_record_newest_value_difference_and_release(home: House) -> None:
    cells = [row.get_text(" ", strip=True) for row in shown(home).find_all("tr")]
    row = next(text for text in cells if "industry above designated size" in text and "8.3% in Jan–May 2026" in text)
    assert "8.8% in Jan–Apr 2026" in row
    assert "−0.5 pp" in row
    assert "superseded" in row
    assert "1—5月经济运行情况" in row


def test_it_tells_what_was_known_at_the_end_of_the_period(home: House) -> None:
    june = reporting.report_of(home, Span(date(2026, 5, 1), date(2026, 6, 30)))
    row = next(r for board in june.boards for r in board.rows if r.recorded == "nb-iva-above-scale-yoy")
    assert row.newest_value == Decimal("8.1")
    may = reporting.report_of(home, Span(date(2026, 5, 1), date(2026, 5, 31)))
    row = next(r for board in may.boards for r in board.rows if r.recorded == "nb-iva-above-scale-yoy")
    assert (row.newest_value, row.state) == (Decimal("8.8"), None)
    assert may.changes == ()


def test_alerts_of_the_period_and_those_that_still_fire_are_told(home: House) -> None:
    made = reporting.report_of(home, SUMMER)
    assert ("slower-than-recorded", "nb-iva-above-scale-yoy") in {(t.rule, t.subject) for t in made.changes}
    later = reporting.report_of(home, Span(date(2026, 7, 1), date(2026, 7, 22)))
    assert all(t.at >= later.asked.span.start for t in later.changes)


def test_a_chart_shows_values_vintages_the_recorded_line_and_the_limits(home: House) -> None:
    curve = next(c for c in reporting.report_of(home, SUMMER).curves if c.series == IVA)
    assert [(str(d.newest.value), [str(v.value) for v in d.earlier]) for d in curve.dots] == [
        ("8.8", []),
        ("8.3", ["8.1"]),
    ]
    assert [line.value for line in curve.recorded] == [Decimal("8.8")]
    assert {line.value for line in curve.limits} == {Decimal("8.3"), Decimal("0")}
    table = shown(home).find("section", class_="chart")
    assert table is not None
    assert "8.1%" in table.find("table").get_text()  # type: ignore[union-attr]


def test_a_source_that_could_not_be_seen_is_named_and_no_news_from_it_is_not_good_news(
    home: House, engine: Engine
) -> None:
    blocked = Visit(
        "ningbo-stats", "数据发布", "https://tjj.ningbo.gov.cn/", at("2026-07-22", 1), VisitOutcome.BLOCKED, EVIL
    )
    with unit_of_work(engine) as session:
        visits.record(session, blocked)
    made = reporting.report_of(home, SUMMER)
    assert [source.column for source in made.blind] == ["数据发布"]
    assert made.unseen, "columns that nobody looked at are named as well"
    assert "1 columns could not be seen" in shown(home).get_text()


def test_counts_are_of_the_period(home: House) -> None:
    may = reporting.report_of(home, Span(date(2026, 5, 1), date(2026, 5, 31))).counted
    summer = reporting.report_of(home, SUMMER).counted
    assert (may.releases, may.values) == (1, 1)
    assert (summer.releases, summer.values) == (3, 3)


# -- nothing scraped is obeyed ------------------------------------------------------------------------------------------


@pytest.fixture
def poisoned(engine: Engine, tmp_path: Path) -> House:
    """A release whose title, address and sentence hold markup, and a visit whose evidence does."""
    home = house_on(engine, at("2026-07-22"), tmp_path)
    publish(engine, 4, "8.8", "2026-05-21")
    quote = f"1—5月同比增长7.1%{EVIL}"
    start = quote.index("7.1")
    figure = Figure(
        "规模以上工业增加值", "ningbo", Measure.GROWTH, "yoy", ReferencePeriod.months(2026, 1, 5), Decimal("7.1"), Unit.PCT,
        "%", Qualifier.EXACT, Status.UNSTATED, quote, (start, start + 3), series=IVA,
    )  # fmt: skip
    moment, url = at("2026-06-22"), 'javascript:alert("x")//"><script>alert(1)</script>'
    snapshot = Snapshot(url=url, content=b"evil", content_type="text/html", fetched_at=moment)
    origin = Origin("ningbo-stats", "evil", url, f"标题{EVIL}", date(2026, 6, 22), moment, snapshot.sha256)
    with unit_of_work(engine) as session:
        snapshots.keep(session, snapshot)
        observations.record(session, origin, [figure])
        refusals.keep(session, origin, [], 1)
        visits.record(session, Visit("ningbo-stats", "数据发布", url, moment, VisitOutcome.FAILED, EVIL))
    judge_all(home)
    return home


@pytest.mark.parametrize("language", list(Language))
def test_markup_in_a_title_a_sentence_or_an_address_is_shown_and_never_obeyed(
    poisoned: House, language: Language
) -> None:
    html = pages.page(reporting.report_of(poisoned, SUMMER), language)
    page = BeautifulSoup(html, "lxml")
    assert "onerror=alert(1)" in page.get_text(), "the text itself is there"
    assert page.find_all(["script", "img", "iframe", "object", "link", "form"]) == []
    assert not [tag for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")]
    assert all(str(a["href"]).startswith(("https://", "http://", "#")) for a in page.find_all("a"))


@pytest.mark.parametrize("language", list(Language))
def test_the_page_asks_the_network_for_nothing(home: House, language: Language) -> None:
    html = pages.page(reporting.report_of(home, SUMMER), language)
    page = BeautifulSoup(html, "lxml")
    assert page.find_all(src=True) == page.find_all("link") == []
    assert "@import" not in html
    assert not re.findall(r"url\((?!#)", html)
    assert all(str(use["xlink:href"]).startswith("#") for use in page.find_all("use"))
    policy = page.find("meta", attrs={"http-equiv": "Content-Security-Policy"})
    assert policy is not None
    assert "default-src 'none'" in str(policy["content"])


# -- everybody can read it ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "lang"), [(Language.ZH, "zh-CN"), (Language.EN, "en")])
def test_headings_tables_and_pictures_have_what_a_screen_reader_needs(
    home: House, language: Language, lang: str
) -> None:
    page = shown(home, language=language)
    assert page.html is not None
    assert page.html["lang"] == lang
    levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(th.get("scope") in ("col", "row") for th in page.find_all("th"))
    assert all(table.find("caption") for table in page.find_all("table"))
    pictures = page.find_all("svg")
    assert pictures
    for picture in pictures:
        named = {page.find(id=one) for one in str(picture["aria-labelledby"]).split()}
        assert all(tag is not None and tag.get_text(strip=True) for tag in named)
    ids = [tag["id"] for tag in page.find_all(id=True)]
    assert len(ids) == len(set(ids))
    assert all(page.find(id=str(a["href"])[1:]) for a in page.find_all("a") if str(a["href"]).startswith("#"))


def test_text_stands_out_from_its_ground() -> None:
    css = (Path(pages.__file__).parents[1] / "templates" / "report.css").read_text(encoding="utf-8")
    variables = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", css))
    inks = {
        variables.get(name, name) for name in re.findall(r"(?<![-\w])color: (?:var\(--(?=\w))?(\w+|#[0-9a-f]{6})", css)
    }
    inks = {ink for ink in inks if ink.startswith("#")}
    assert len(inks) >= 6
    for ground in ("#ffffff", variables["band"], "#fdf0ee"):
        assert {ink for ink in inks if _contrast(ink, ground) < 4.5} == set()


def _contrast(one: str, other: str) -> float:
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


# -- days, files and words --------------------------------------------------------------------------------------------


def test_days_that_cannot_be_meant_are_refused(home: House) -> None:
    with pytest.raises(ConfigError, match="is after the last day"):
        reporting.span_of(home, date(2026, 7, 2), date(2026, 7, 1))
    with pytest.raises(ConfigError, match="has not come yet"):
        reporting.span_of(home, None, date(2026, 7, 23))
    assert reporting.span_of(home, None, None) == Span(date(2026, 6, 22), date(2026, 7, 22))


def test_a_file_of_somebody_else_is_not_written_over(home: House, tmp_path: Path) -> None:
    made, file = reporting.report_of(home, SUMMER), tmp_path / "thesis.html"
    file.write_text("<h1>mine</h1>", encoding="utf-8")
    with pytest.raises(ConfigError, match="no report of ours"):
        reporting.write(made, Language.EN, file)
    assert file.read_text(encoding="utf-8") == "<h1>mine</h1>"
    other = tmp_path / "new" / "report.html"
    reporting.write(made, Language.EN, other)
    reporting.write(made, Language.ZH, other)
    assert 'lang="zh-CN"' in other.read_text(encoding="utf-8")


def test_a_report_of_a_rehearsal_says_that_it_is_invented(home: House) -> None:
    real, played = (pages.page(reporting.report_of(home, SUMMER, rehearsed=r), Language.EN) for r in (False, True))
    assert "is invented" in played
    assert "is invented" not in real


def test_a_folder_that_a_rehearsal_filled_is_known_by_its_mark(tmp_path: Path) -> None:
    assert not reporting.is_rehearsed(Settings(sites="live", data=tmp_path))
    kept_apart(Settings(sites="rehearsal", data=tmp_path))
    assert reporting.is_rehearsed(Settings(sites="live", data=tmp_path))


def test_an_empty_store_gives_a_page_too(engine: Engine, tmp_path: Path) -> None:
    home = replace(house_on(engine, at("2026-07-22"), tmp_path))
    made: Report = reporting.report_of(home, SUMMER)
    assert made.found == 0
    assert len(made.unseen) > 20
    assert "0 of 73" in pages.page(made, Language.EN)


def test_the_command_writes_the_page_and_says_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.cli import app

    monkeypatch.setenv("MONITOR_DATA", str(tmp_path / "data"))
    file = tmp_path / "page.html"
    done = CliRunner().invoke(app, ["report", "--language", "en", "--from", "2026-01-01", "--output", str(file)])
    assert done.exit_code == 0, done.output
    assert "0 of 73 recorded figures" in done.output
    assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
