from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.catalogue import load
from sources.pages import read_page
from sources.reading.context import Context
from sources.reading.paragraphs import document_from_text
from sources.reading.periods import find_periods
from sources.reading.tables import read_table
from sources.reading.text import BlockKind, Document, Draft, RawCell, build
from sources.reading.vocabulary import Vocabulary
from sources.series import Figure, Refusal

VOCABULARY = Vocabulary(load())
PAGES = Path(__file__).parent.parent.parent / "pages"
Told = list[tuple[str, ...]]


def read(document: Document, title: str = "", area: str | None = "ningbo") -> list[Figure | Refusal]:
    title = title or next((b.text for b in document.blocks if b.kind is BlockKind.TITLE), "")
    day = date(2026, 9, 20)
    periods = [mention.period for mention in find_periods(title, day) if mention.period.end]
    context = Context(area, day, title=title, title_period=periods[-1] if periods else None)
    lines = [line for block in document.blocks if block.table for line in read_table(block, context, VOCABULARY)]
    for line in lines:
        printed = document.text[line.span[0] : line.span[1]]
        assert printed
        assert printed in line.quote
    return lines


def table(*rows: str, title: str = "", area: str | None = "ningbo", caption: str = "") -> Told:
    grid = [[RawCell(text) for text in row.split("|")] for row in rows]
    drafts = [Draft(BlockKind.CAPTION, caption), Draft(BlockKind.TABLE, grid=grid)]
    return told(read(build(drafts), title, area))


def told(lines: list[Figure | Refusal]) -> Told:
    return [
        (line.indicator, line.area, line.measure.value, line.period.label_zh(), str(line.value) + line.counter)
        if isinstance(line, Figure)
        else (line.reason.value, line.value)
        for line in lines
    ]


IVA = "规模以上工业增加值"


def test_month_and_cumulative_columns_are_told_apart_though_a_header_cell_pushes_the_row_aside() -> None:
    page = read_page((PAGES / "ningbo-stats/month.html").read_bytes())
    assert told(read(page.document)) == [
        (IVA, "ningbo", "level", "2026年4月", "100.0亿元"),
        (IVA, "ningbo", "growth", "2026年4月", "5.0%"),
        (IVA, "ningbo", "level", "2026年1—4月", "400.0亿元"),
        (IVA, "ningbo", "growth", "2026年1—4月", "6.0%"),
    ]


def test_two_header_rows_blanks_notes_and_units_in_labels() -> None:
    page = read_page((PAGES / "nbs/production.html").read_bytes())
    assert told(read(page.document, area="china")) == [
        (IVA, "china", "growth", "2026年8月", "5.2%"),
        (IVA, "china", "growth", "2026年1—8月", "6.0%"),
        ("布", "china", "level", "2026年8月", "2500000000米"),
        ("布", "china", "growth", "2026年8月", "-5.2%"),
        ("布", "china", "level", "2026年1—8月", "20000000000米"),
    ]


def test_a_glued_header_and_labels_glued_to_their_first_number() -> None:
    text = "2018年11月规模以上工业\n单位：亿元\n指标11月同比±%1-11月同比±%\n工业增加值总计333.4 4.0 3400.6 6.7\n在总计中：高新技术产业 150.1 5.0 1676.8 7.4"
    assert told(read(document_from_text(text))) == [
        (IVA, "ningbo", "level", "2018年11月", "333.4亿元"),
        (IVA, "ningbo", "growth", "2018年11月", "4.0%"),
        (IVA, "ningbo", "level", "2018年1—11月", "3400.6亿元"),
        (IVA, "ningbo", "growth", "2018年1—11月", "6.7%"),
        ("高新技术产业增加值", "ningbo", "level", "2018年11月", "150.1亿元"),
        ("高新技术产业增加值", "ningbo", "growth", "2018年11月", "5.0%"),
        ("高新技术产业增加值", "ningbo", "level", "2018年1—11月", "1676.8亿元"),
        ("高新技术产业增加值", "ningbo", "growth", "2018年1—11月", "7.4%"),
    ]


def test_one_cell_a_line_reads_whole_rows_and_refuses_the_one_with_a_missing_cell() -> None:
    text = "2026年4月工业\n指标\n单位\n本月\n1-4月累计\n规上工业增加值\n亿元\n100.0\n400.0\n制造业投资\n亿元\n33\n制造业投资额\n亿元\n1\n2"
    assert told(read(document_from_text(text)))[:3] == [
        (IVA, "ningbo", "level", "2026年4月", "100.0亿元"),
        (IVA, "ningbo", "level", "2026年1—4月", "400.0亿元"),
        ("unpaired", "33"),
    ]


@pytest.mark.parametrize("order", [("北仑区|5.2|2", "海曙区|7.1|1"), ("海曙区|7.1|1", "北仑区|5.2|2")])
def test_districts_have_their_own_figures_in_any_order(order: tuple[str, str]) -> None:
    found = table("区县市|增速(%)|位次", *order, title="2026年1-4月各区县市规模以上工业增加值增速")
    assert sorted(found) == [
        (IVA, "ningbo/beilun", "growth", "2026年1—4月", "5.2%"),
        (IVA, "ningbo/beilun", "rank", "2026年1—4月", "2"),
        (IVA, "ningbo/haishu", "growth", "2026年1—4月", "7.1%"),
        (IVA, "ningbo/haishu", "rank", "2026年1—4月", "1"),
    ]


def test_places_in_the_header_win_over_the_page() -> None:
    found = table(
        "指标|全国|全省|宁波|象山",
        "GDP增速（%）|5.2|6.0|5.5|(2.3)",
        title="2023年主要经济指标",
        area="ningbo/xiangshan",
    )
    assert [(line[1], line[4]) for line in found] == [
        ("china", "5.2%"),
        ("zhejiang", "6.0%"),
        ("ningbo", "5.5%"),
        ("ningbo/xiangshan", "-2.3%"),
    ]


def test_a_caption_names_the_place_and_the_units() -> None:
    found = table(
        "指标|1-4月|增长",
        "制造业投资|500|10.1",
        caption="慈溪市2026年投资 单位：亿元、%",
        title="2026年统计",
        area=None,
    )
    assert found == [
        ("制造业投资", "ningbo/cixi", "level", "2026年1—4月", "500亿元"),
        ("制造业投资", "ningbo/cixi", "growth", "2026年1—4月", "10.1%"),
    ]


def test_nobody_s_table_is_refused() -> None:
    assert table("指标|1-4月（亿元）", "制造业投资|500", area=None) == [("unknown_area", "500")]


def test_a_second_table_below_the_first_is_read_by_its_own_header() -> None:
    found = table("指标|1-4月（亿元）", "制造业投资|500", "地区|制造业投资增速（%）", "镇海|3.0", title="2026年4月")
    assert [(line[1], line[2], line[4]) for line in found] == [
        ("ningbo", "level", "500亿元"),
        ("ningbo/zhenhai", "growth", "3.0%"),
    ]


def test_years_as_columns_and_months_as_rows() -> None:
    assert [line[3] for line in table("指标|2024|2025", "地区生产总值（亿元）|18147.7|18716")] == ["2024年", "2025年"]
    assert [
        line[3] for line in table("月份|规上工业增加值增速（%）", "1—2月|5.2", "1—3月|5.3", title="2026年工业")
    ] == ["2026年1—2月", "2026年一季度"]


def test_a_part_of_the_whole_keeps_its_scope() -> None:
    document = build(
        [
            Draft(
                BlockKind.TABLE,
                grid=[
                    [RawCell(t) for t in row.split("|")] for row in ("指标|1-4月增速%", "制造业投资|5", "#民营企业|9")
                ],
            )
        ]
    )
    lines = read(document, "2026年1-4月")
    assert [line.scope for line in lines if isinstance(line, Figure)] == [None, "民营企业"]


@pytest.mark.parametrize(
    ("rows", "refused"),
    [
        (("指标|本月|同比|同比", "规模以上工业增加值|100|5.2|6.0"), ["100", "5.2", "6.0"]),  # two alike, and no unit
        (("海曙|205.2|7.1", "江北|117.3|10.7"), ["205.2", "7.1", "117.3", "10.7"]),  # no header
        (("指标|甲乙丙|增速%", "制造业投资|5|x6"), ["5", "6"]),  # a header nobody knows, a cell that is no number
        (("指标|1-4月增速%", "制造业投资|12.3 4.0"), ["12.3", "4.0"]),  # two numbers in a cell
        (("指标|1-4月（亿元）|1-4月（亿元）", "制造业投资|5|6"), ["5", "6"]),
        (("地区|4月用电量", "宁波|5"), ["5"]),
    ],
)
def test_what_cannot_be_told_apart_is_refused_as_unpaired(rows: tuple[str, ...], refused: list[str]) -> None:
    assert table(*rows, title="2026年1-4月规模以上工业增加值") == [("unpaired", value) for value in refused]


@pytest.mark.parametrize("blank", ["…", "—", "-", "..", "", "——", "x"])
def test_what_is_missing_leaves_no_line(blank: str) -> None:
    assert table("指标|1-4月增速%", f"制造业投资|{blank}") == []


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("12.3①", "12.3%"),
        ("12.3[1]", "12.3%"),
        ("－2.3", "-2.3%"),
        ("▽2.3", "-2.3%"),
        ("持平", "0%"),
        ("１２.３％", "12.3%"),
        ("+0.0", "0.0%"),
    ],
)
def test_signs_marks_and_widths_of_a_cell(printed: str, value: str) -> None:
    assert [line[4] for line in table("指标|1-4月增速%", f"制造业投资|{printed}")] == [value]


def test_levels_counts_indexes_and_shares() -> None:
    found = table(
        "指标|单位|2025年",
        "高新技术企业|家|12000",
        "进出口总额|万亿元|1.4",
        "采购经理指数|%|50.1",
        "不知名指标|万吨|3.5",
    )
    assert (found[0][0], found[0][2], found[0][4]) == ("高新技术企业", "count", "12000家")
    assert ("level", "14000万亿元") in [(line[2], line[4]) for line in found]
    assert found[-1] == ("不知名指标", "ningbo", "level", "2025年", "35000吨")


def test_a_former_value_and_the_running_number_are_left_out() -> None:
    assert [
        line[4] for line in table("序号|指标|1-4月（亿元）|上年同期", "1|制造业投资|500|400", title="2026年4月")
    ] == ["500亿元"]


def test_names_are_no_figures() -> None:
    assert table("序号|企业名称|地区|联系电话", "1|某公司|宁波|057412345678", title="名单公示") == []


_CELLS = st.sampled_from(
    [
        "",
        "指标",
        "地区",
        "单位",
        "本月",
        "累计",
        "同比±%",
        "1-4月",
        "宁波",
        "北仑区",
        "亿元",
        "%",
        "5.2",
        "-3",
        "…",
        "12.3①",
        "规上工业增加值",
        "其中：",
        "2025",
        "序号",
        "企业名称",
        "合计",
        "x1y2",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(st.one_of(_CELLS, st.text(max_size=6)), min_size=1, max_size=6), min_size=1, max_size=6),
    st.sampled_from(["ningbo", None]),
)
def test_no_table_breaks_the_reader_and_no_number_is_invented(rows: list[list[str]], area: str | None) -> None:
    document = build([Draft(BlockKind.TABLE, grid=[[RawCell(" ".join(text.split())) for text in row] for row in rows])])
    for line in read(document, area=area):
        assert any(c.isdigit() for c in document.text[line.span[0] : line.span[1]]) or "持平" in line.quote
        if isinstance(line, Figure) and line.value and line.unit.value == "pct":
            assert abs(line.value) == abs(
                Decimal(
                    document.text[line.span[0] : line.span[1]].translate(
                        str.maketrans("０１２３４５６７８９", "0123456789", "()（）,， +-－−—–▽负")
                    )
                )
            )


def test_the_heading_over_a_table_says_whose_and_when() -> None:
    document = document_from_text(
        "宁波统计资料汇编\n\n说明文字在此。\n\n慈溪市2025年1-6月主要指标\n单位：亿元\n指标\t本年\t增长%\n制造业投资\t500\t10.1"
    )
    assert [line[1:4] for line in told(read(document, area="ningbo"))] == [
        ("ningbo/cixi", "level", "2025年上半年"),
        ("ningbo/cixi", "growth", "2025年上半年"),
    ]
