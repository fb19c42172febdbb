"""The recorded figures, and what a published value does to them."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from worlds import observation, period, vintage

from alerts.baseline import Baseline, Recorded, compare, load, verdict_of
from alerts.recorded import FILE
from alerts.rules import Verdict
from sources.catalogue import Catalogue
from sources.errors import ConfigError
from sources.series import Figure, Measure, Observation, Qualifier, ReferencePeriod, Status, Unit

IVA = "ningbo-iva-above-scale-growth-cumulative"
GDP = "ningbo-gdp-level-year"
C, S, X, R, U, N = (
    Verdict.CONFIRMED,
    Verdict.SUPERSEDED,
    Verdict.CONTRADICTED,
    Verdict.REVISED,
    Verdict.UNDECIDABLE,
    Verdict.NOT_COMPARABLE,
)


def test_every_row_of_the_article_is_recorded_once(baseline: Baseline) -> None:
    sections = [recorded.section for recorded in baseline.figures.values()]
    assert {section: sections.count(section) for section in "ABCD"} == {"A": 22, "B": 32, "C": 6, "D": 13}


def test_fifty_eight_rows_carry_a_value_and_no_event_does(baseline: Baseline) -> None:
    valued = [r for r in baseline.figures.values() if r.value is not None]
    assert len(valued) == 58
    assert not [r.id for r in valued if r.section == "D"]


@pytest.mark.parametrize(
    ("id", "value", "unit", "qualifier", "end"),
    [
        ("nb-iva-above-scale-yoy", "8.8", Unit.PCT, Qualifier.EXACT, date(2026, 4, 30)),
        ("nb-mfg-invest-yoy", "10.1", Unit.PCT, Qualifier.EXACT, date(2026, 4, 30)),
        ("nb-highend-equip-iva-yoy", "15.5", Unit.PCT, Qualifier.EXACT, date(2026, 4, 30)),
        ("nb-hightech-iva-yoy", "13.8", Unit.PCT, Qualifier.EXACT, date(2026, 4, 30)),
        ("nb-digital-core-mfg-iva-yoy", "11.6", Unit.PCT, Qualifier.EXACT, date(2026, 4, 30)),
        ("nb-gdp-level", "18716", Unit.CNY_100M, Qualifier.EXACT, date(2025, 12, 31)),
        ("nb-ind-va-level", "7000", Unit.CNY_100M, Qualifier.AT_LEAST, date(2025, 12, 31)),
        ("nb-ind-share-gap-national", "7.5", Unit.PP, Qualifier.EXACT, date(2025, 12, 31)),
        ("nb-ind-va-rank-2016", "12", Unit.RANK, Qualifier.EXACT, date(2016, 12, 31)),
        ("nb-mfg-enterprises", "128000", Unit.COUNT, Qualifier.EXACT, None),
        ("nb-above-scale-firms", "11000", Unit.COUNT, Qualifier.AT_LEAST, None),
        ("nb-rd-staff-enterprise-share", "93", Unit.PCT, Qualifier.ABOUT, None),
        ("nb-single-champions", "119", Unit.COUNT, Qualifier.EXACT, None),
        ("nb-digital-l2-coverage", "70", Unit.PCT, Qualifier.AT_LEAST, date(2025, 12, 31)),
        ("nb-first-sets-2025", "87", Unit.COUNT, Qualifier.EXACT, date(2025, 12, 31)),
        ("co-junpu-cost", "-30", Unit.PCT, Qualifier.ABOUT, None),
    ],
)
def test_a_row_says_what_the_article_says(
    baseline: Baseline, id: str, value: str, unit: Unit, qualifier: Qualifier, end: date | None
) -> None:
    recorded = baseline.figures[id]
    said = (recorded.value, recorded.unit, recorded.qualifier, recorded.period.end)
    assert said == (Decimal(value), unit, qualifier, end)


def test_a_firm_is_never_the_city(baseline: Baseline) -> None:
    firms = [r for r in baseline.figures.values() if r.section == "C"]
    assert all(r.area.startswith("company:") and r.series is None for r in firms)


@pytest.mark.parametrize(
    ("broken", "by", "named"),
    [
        ("series: ningbo-gdp-level-year", "series: ningbo-gdp-levl-year", "did you mean ningbo-gdp-level-year?"),
        ('value: "18716"', "", "value and unit stand together"),
        ("  - id: nb-gdp-level\n", "  - id: nb-gdp-level\n    colour: red\n", "unknown key"),
        ("unit: cny_100m\n    unit_zh: 亿元\n    period", "unit: pct\n    period", "not pct"),
        ("- id: nb-gdp-near-2tn", "- id: nb-gdp-level", "stands here twice"),
    ],
)
def test_a_broken_row_is_named(known: Catalogue, tmp_path: Path, broken: str, by: str, named: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert broken in text
    path = tmp_path / "baseline.yaml"
    path.write_text(text.replace(broken, by, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(named)):
        load(known, path)


def test_two_mistakes_are_named_together(known: Catalogue, tmp_path: Path) -> None:
    path = tmp_path / "baseline.yaml"
    text = FILE.read_text(encoding="utf-8")
    path.write_text(text.replace('"8.8"', "lots").replace("kind: streak", "kind: strike"), encoding="utf-8")
    with pytest.raises(ConfigError) as error:
        load(known, path)
    assert len(error.value.problems) >= 3  # one value, two streaks
    assert all(problem.line for problem in error.value.problems)


AT_LEAST, ABOUT, AT_MOST = Qualifier.AT_LEAST, Qualifier.ABOUT, Qualifier.AT_MOST


@pytest.mark.parametrize(
    ("recorded", "when", "value", "more", "verdict"),
    [
        pytest.param("nb-iva-above-scale-yoy", "2026-01..2026-04", "8.8", {}, C, id="the same"),
        pytest.param("nb-iva-above-scale-yoy", "2026-01..2026-04", "8.6", {}, X, id="the same months, another value"),
        pytest.param(
            "nb-iva-above-scale-yoy", "2026-01..2026-04", "8.6", {"status": Status.REVISED}, R, id="said to be revised"
        ),
        pytest.param("nb-iva-above-scale-yoy", "2026-01..2026-05", "8.2", {}, S, id="a month more"),
        pytest.param("nb-iva-above-scale-yoy", "2026-01..2026-06", "8.8", {}, S, id="the half year"),
        pytest.param("nb-iva-above-scale-yoy", "2027-01..2027-02", "9.0", {}, S, id="the next year"),
        pytest.param("nb-iva-above-scale-yoy", "2026-01..2026-03", "9.1", {}, N, id="an earlier quarter"),
        pytest.param("nb-iva-above-scale-yoy", "2026-05", "7.9", {}, N, id="a single month"),
        pytest.param("nb-gdp-level", "2025", "18716", {}, C, id="the level"),
        pytest.param("nb-gdp-level", "2025", "18716.0", {}, C, id="the level with a decimal"),
        pytest.param(
            "nb-gdp-level",
            "2025",
            "18700",
            {"quote": "地区生产总值1.87万亿元"},
            C,
            id="1.87万亿 is a rounding of 18716",
        ),
        pytest.param(
            "nb-gdp-level", "2025", "18700", {"quote": "地区生产总值18700亿元"}, X, id="18700亿 is another value"
        ),
        pytest.param("nb-gdp-level", "2025", "18900", {"quote": "1.89万亿元"}, X, id="1.89万亿 is no rounding"),
        pytest.param("nb-gdp-level", "2025", "18650", {"status": Status.FINAL}, R, id="the final figure differs"),
        pytest.param("nb-gdp-level", "2026", "19800", {}, S, id="the next year's level"),
        pytest.param("nb-gdp-level", "2025", "18000", {"qualifier": AT_LEAST}, U, id="over 18000 proves nothing"),
        pytest.param("nb-ind-va-level", "2025", "7187", {}, C, id="超7000 against 7187"),
        pytest.param("nb-ind-va-level", "2025", "6980", {}, X, id="超7000 against 6980"),
        pytest.param("nb-ind-va-level", "2025", "7100", {"qualifier": AT_LEAST}, C, id="超7100 implies 超7000"),
        pytest.param("nb-ind-va-level", "2025", "6900", {"qualifier": AT_LEAST}, U, id="超6900 implies nothing"),
        pytest.param("nb-ind-va-level", "2025", "7100", {"qualifier": AT_MOST}, U, id="近7100 and 超7000 may both be"),
        pytest.param("nb-ind-va-rank-2016", "2016", "12", {}, C, id="an old rank"),
        pytest.param("nb-ind-va-rank-2016", "2025", "5", {}, S, id="a later rank"),
        pytest.param("nb-rd-spend-enterprise-share", "as of 2026-06-30", "89.4", {}, C, id="约89 against 89.4"),
        pytest.param("nb-rd-spend-enterprise-share", "as of 2027-06-30", "85", {}, S, id="a year later"),
        pytest.param("nb-single-champions", "2025", "119", {}, C, id="at present quotes the end of last year"),
        pytest.param("nb-single-champions", "2024", "104", {}, N, id="an earlier stock"),
        pytest.param("nb-single-champions", "as of 2026-06-01", "120", {}, U, id="neither is known to be later"),
        pytest.param("nb-single-champions", "2026", "131", {}, S, id="the stock at the end of the year"),
        pytest.param("nia-first-batch-cities", "as of 2026-03-16", "16", {}, C, id="a list of March, on its day"),
        pytest.param("nia-first-batch-cities", "as of 2027-03-01", "40", {}, S, id="with a second batch"),
    ],
)
def test_a_published_value_against_a_recorded_one(
    baseline: Baseline, recorded: str, when: str, value: str, more: dict[str, object], verdict: Verdict
) -> None:
    record = baseline.figures[recorded]
    assert record.series is not None
    assert record.unit is not None
    published = observation(record.series, when, vintage(value, record.unit, **more))
    comparison = compare(published, record)
    assert comparison.verdict is verdict, comparison.why.en
    assert comparison.why.zh
    assert comparison.why.en


def test_a_value_that_agreed_and_was_changed_is_a_revision_not_a_contradiction(baseline: Baseline) -> None:
    record = baseline.figures["nb-iva-above-scale-yoy"]
    published = observation(IVA, "2026-01..2026-04", vintage("8.8", at="2026-05-21"), vintage("8.5", at="2026-06-22"))
    assert compare(published, record).verdict is Verdict.REVISED


def test_another_series_is_not_comparable_and_has_no_difference(baseline: Baseline) -> None:
    province = observation("zhejiang-iva-above-scale-growth-cumulative", "2026-01..2026-04", vintage("8.8"))
    comparison = compare(province, baseline.figures["nb-iva-above-scale-yoy"])
    assert (comparison.verdict, comparison.difference) == (Verdict.NOT_COMPARABLE, None)


def test_a_difference_of_rates_is_in_percentage_points(baseline: Baseline) -> None:
    comparison = compare(
        observation(IVA, "2026-01..2026-05", vintage("8.2")), baseline.figures["nb-iva-above-scale-yoy"]
    )
    assert (comparison.difference, comparison.difference_unit) == (Decimal("-0.6"), Unit.PP)


def read(value: str, **more: object) -> Figure:
    fields: dict[str, object] = {
        "indicator": "规模以上工业增加值",
        "area": "ningbo",
        "measure": Measure.GROWTH,
        "basis": "yoy",
        "period": period("2026-01..2026-04"),
        "value": Decimal(value),
        "unit": Unit.PCT,
        "counter": "%",
        "qualifier": Qualifier.EXACT,
        "status": Status.UNSTATED,
        "quote": f"增长{value}%",
        "span": (2, 5),
        "series": IVA,
    } | more
    return Figure(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        (read("8.8"), ("nb-iva-above-scale-yoy", C)),
        (read("8.8", basis="yoy_real"), ("nb-iva-above-scale-yoy", C)),
        (read("8.8", basis="yoy_nominal", series=None), ("nb-iva-above-scale-yoy", N)),
        (read("8.8", basis="mom", series=None), ("nb-iva-above-scale-yoy", N)),
        (read("8.2", period=period("2026-01..2026-05")), ("nb-iva-above-scale-yoy", S)),
        (
            read("7.9", period=period("2026-05"), series="ningbo-iva-above-scale-growth-month"),
            ("nb-iva-above-scale-yoy", N),
        ),
        (read("8.8", period=ReferencePeriod.unknown(), series=None), ("nb-iva-above-scale-yoy", U)),
        (read("8.1", period=ReferencePeriod.unknown(), series=None), ("nb-iva-above-scale-yoy", U)),
        (read("8.8", area="zhejiang", series="zhejiang-iva-above-scale-growth-cumulative"), None),
        (read("8.8", scope="民营企业", series=None), None),
        (read("8.8", measure=Measure.CHANGE, unit=Unit.PP, series=None), None),
        (read("8.8", area="company:舜宇光学科技", series=None), None),
    ],
)
def test_a_figure_as_read_gets_its_baseline_and_verdict(
    baseline: Baseline, figure: Figure, expected: tuple[str, Verdict] | None
) -> None:
    assert verdict_of(figure, baseline) == expected


def test_of_two_records_of_one_series_the_one_of_the_period_is_taken(baseline: Baseline) -> None:
    old, new = (
        read(
            value,
            indicator="全部工业增加值",
            measure=Measure.RANK,
            basis="nation",
            unit=Unit.RANK,
            period=period(year),
            series="ningbo-industry-rank-year",
        )
        for value, year in (("12", "2016"), ("5", "2025"))
    )
    assert verdict_of(old, baseline) == ("nb-ind-va-rank-2016", C)
    assert verdict_of(new, baseline) == ("nb-ind-va-rank-2025", C)


def test_every_recorded_series_can_be_confirmed_by_its_own_value(baseline: Baseline) -> None:
    def confirms(recorded: Recorded) -> bool:
        assert recorded.series is not None
        assert recorded.value is not None
        assert recorded.unit is not None
        when = recorded.period.value if recorded.period.end else period("2025")
        made = vintage(str(recorded.value), recorded.unit, qualifier=recorded.qualifier)
        return compare(Observation(recorded.series, when, (made,)), recorded).verdict is Verdict.CONFIRMED

    assert [r.id for r in baseline.figures.values() if r.series and not confirms(r)] == []
