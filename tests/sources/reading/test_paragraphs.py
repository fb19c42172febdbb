from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.reading.paragraphs import document_from_text
from sources.reading.text import BlockKind, clean, tidy


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in document_from_text(text).blocks]


@pytest.mark.parametrize(
    ("printed", "tidied"),
    [
        ("增长 8.8 %", "增长8.8%"),
        ("1131\u00a0亿元", "1131亿元"),
        ("同比\u3000增长\u2009５％", "同比 增长５％"),
        ("宁\u200b波\ufeff", "宁波"),
        ("4.2％ 5.0％", "4.2％ 5.0％"),
        ("a\ud800b", "a\ufffdb"),
    ],
)
def test_a_line_is_tidied_without_touching_its_numbers(printed: str, tidied: str) -> None:
    assert tidy(printed) == tidied


def test_every_kind_of_line_end_is_one() -> None:
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("凭借创新，全球每3部安卓手\n\n机，就有1部来自宁波。", "全球每3部安卓手机，就有1部来自宁波。"),
        ("1—4月，冶炼和压延加工\n\n业增长11.2%。", "1—4月，冶炼和压延加工业增长11.2%。"),
        ("冶炼和压延加工\n业增长11.2%", "冶炼和压延加工业增长11.2%"),
        ("全市增长，其中工业增长8.\n8%。", "全市增长，其中工业增长8.8%。"),
        ("今年1—\n4月增长8.8%。", "今年1—4月增长8.8%。"),
    ],
)
def test_words_and_numbers_that_a_break_cut_are_whole_again(text: str, joined: str) -> None:
    assert joined in document_from_text(text).text


@pytest.mark.parametrize(
    "text",
    [
        "规上工业增加值增长8.8%\n制造业投资增长10.1%",
        "工业生产平稳增长\n1—4月，增长5%。",
        "一、工业\n1—4月，增长5%。",
        "增长5%。\n投资增长6%。",
    ],
)
def test_lines_that_are_whole_stay_apart(text: str) -> None:
    assert [line for _, line in kinds(text)] == text.split("\n")


def test_headings_captions_and_furniture_are_told_from_prose() -> None:
    assert kinds(
        "宁波工业稳步向前\n\n阅读次数：1365\n\n一、工业\n\n全市增长5%。\n\n宁波东部新城风貌\n\n袁某某 摄\n\n某车间 图片由某公司提供\n\n二、投资\n\n增长6%。\n\n相关阅读\n\n别处增长7%。"
    ) == [
        ("title", "宁波工业稳步向前"),
        ("heading", "一、工业"),
        ("paragraph", "全市增长5%。"),
        ("caption", "宁波东部新城风貌"),
        ("caption", "袁某某 摄"),
        ("caption", "某车间 图片由某公司提供"),
        ("heading", "二、投资"),
        ("paragraph", "增长6%。"),
    ]


def test_a_text_of_one_short_line_is_prose_and_no_title() -> None:
    assert kinds("2026年1—4月宁波规模以上工业增加值同比增长8.8%")[0][0] == "paragraph"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "指标11月同比±%1-11月同比±%\n工业增加值总计333.4 4.0 3400.6 6.7",
            [["指标", "11月", "同比±%", "1-11月", "同比±%"], ["工业增加值总计", "333.4", "4.0", "3400.6", "6.7"]],
        ),
        ("地区\t增速%\n海曙\t7.1\n江北\t", [["地区", "增速%"], ["海曙", "7.1"], ["江北", ""]]),
        (
            "地区  增加值  增速\n宁波  205.2  7.1\n杭州  7.1",
            [["地区", "增加值", "增速"], ["宁波", "205.2", "7.1"], ["杭州 7.1", "", ""]],
        ),
        (
            "指标\n单位\n本月\n投资\n亿元\n5.0\n产值\n6.0",
            [["指标", "单位", "本月"], ["投资", "亿元", "5.0"], ["产值 6.0", "", ""]],
        ),
        ("| 地区 | 增速 |\n|---|---|\n| 宁波 | 7.1 |", [["地区", "增速"], ["宁波", "7.1"]]),
    ],
)
def test_tables_in_plain_text_are_rebuilt_and_short_rows_are_not_shifted(text: str, rows: list[list[str]]) -> None:
    table = next(block.table for block in document_from_text(text).blocks if block.table)
    assert [[cell.text for cell in row] for row in table.rows] == rows


def test_wide_gaps_in_a_sentence_make_no_table() -> None:
    assert all(
        kind is not BlockKind.TABLE
        for kind in (b.kind for b in document_from_text("工业  增长8.8%，投资  增长3%。").blocks)
    )


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.text(max_size=12),
            st.sampled_from(["指标", "地区", "\t", "  ", "\n", "8.8", "%", "宁波", "单位：亿元", "同比±%", "1-4月"]),
        ),
        max_size=30,
    )
)
def test_whatever_the_text_every_place_is_true(scraps: list[str]) -> None:
    document = document_from_text("".join(scraps))
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
        for cell in (cell for row in (block.table.rows if block.table else ()) for cell in row):
            assert document.text[cell.start : cell.start + len(cell.text)] == cell.text


def test_a_long_text_is_read_in_time() -> None:
    text = "指标\n" * 3000 + "海曙 205.2 7.1\n" * 3000 + "宁波，" * 3000
    assert document_from_text(text).text
