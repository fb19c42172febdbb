"""Texts made to crash the reading or to keep it busy for ever; each was found by a fuzzer, a search for slow patterns, or by hand."""

from __future__ import annotations

import time

import pytest
from wording import document_from_text, read, shown, vocabulary

from sources.pages import read_page
from sources.reading.numbers import find_numbers
from sources.reading.release import read as read_release
from sources.reading.text import Document

# Ten times the text may take this many times as long; quadratic is 100, and a busy machine is not always fair.
_MOST = 40
_QUICK = 0.15  # seconds of the processor: below that a ratio says nothing


def seconds(text: str) -> float:
    """The processor's."""
    begin = time.process_time()
    read(document_from_text(text), "ningbo", None, vocabulary())
    find_numbers(text)
    return time.process_time() - begin


def times_as_long(unit: str) -> float:
    """How many times as long ten times the text takes; 0 where both are over before a ratio says anything."""
    short = seconds(unit * (1_000 // len(unit)))
    long = seconds(unit * (10_000 // len(unit)))
    return 0 if long < _QUICK else long / short


RUNS = [
    "一", "千", "亿", "〇", "9", "—", "…", "-", "”", "(", "、", "首位", "8.8%，", "全市GDP", "0.3个百分点首位《", "。)宁波", "宁波、", "8.8%GDP",
    "公司第4位", "119家从", "出口，", "1+户", "1 ", "第一", "《1", "规上工业增加值和", " 1.1",
]  # fmt: skip


@pytest.mark.parametrize("unit", RUNS)
def test_ten_times_the_text_takes_some_ten_times_as_long(unit: str) -> None:
    assert any(times_as_long(unit) < _MOST for _ in range(2))


# Runs of words that can be taken apart in 2^n ways, before something that ends them.
ENDLESS = [
    "规上工业增加值" + "占比" * 40 + "甲8.8%。",
    "规上工业增加值" + "位居" * 40 + "甲8.8%。",
    "全市" + "年均" * 40 + "甲8.8%。",
    "规上工业增加值占" + "约为" * 40 + "甲8.8%。",
    "宁波" + "和甲" * 100 + "乙" * 40 + "等7个。",
    "宁波" + "以及甲" * 60 + "乙" * 40 + "等7个。",
    "全市100个" + "行业大类" * 40 + "甲入选。",
    "指标 8月 同比±%\n" + "额数" * 40 + "甲 3.1 2.2\n出口 3.3 4.4",
    "1." + "-" * 1200 + "家",
    "经" + "的" * 1200 + "等7个",
    "第4位" + "”" * 1200 + "率",
    "9" * 12_000 + "元",
]


@pytest.mark.parametrize("text", ENDLESS, ids=lambda text: f"{text[:12]}...")
def test_no_run_of_words_is_taken_apart_in_every_way(text: str) -> None:
    assert seconds(text) < 5


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("出口\ud896亿元", id="half a character"),
        pytest.param("9" * 30 + "万家", id="thirty digits"),
        pytest.param("9" * 5000 + "亿元", id="five thousand digits"),
        pytest.param("三分之" + "9" * 40, id="a fraction of forty digits"),
        pytest.param("一亿亿亿亿亿亿亿元", id="scale words on end"),
        pytest.param("每3部手机就有" + "9" * 40 + "部", id="one in three of forty digits"),
        pytest.param("指标 8月 同比±%\n规上工业增加值（万亿箱） " + "9" * 17 + ".1 3.1\n出口 3 3.3", id="a cell of 18 digits"),
        pytest.param("1\t2\n3\t4\n5\t6", id="rows of nothing but values"),
    ],
)  # fmt: skip
def test_no_number_and_no_table_is_too_strange_to_be_read_or_refused(text: str) -> None:
    find_numbers(text)
    shown("全市规上工业增加值" + text)
    shown(text)


def test_a_number_larger_than_any_official_one_is_damaged() -> None:
    assert shown("全市出口12,345,678,901,234,567,890亿元。") == ["!damaged 12,345,678,901,234,567,890亿元"]


def test_what_has_lost_its_full_stops_is_refused() -> None:
    text = "全市规上工业增加值增长8.8%，" + "有关情况，" * 700
    assert shown(text) == ["!damaged 8.8%"]


def test_superscripts_in_superscripts_are_read() -> None:
    page = read_page(
        ('<html><body><div id="zoom"><p>出口8.8亿元' + "<sup>" * 900 + "1</p></div></body></html>").encode()
    )
    assert isinstance(page.document, Document)
    read_release(page.document, "ningbo", None, vocabulary())


def test_a_text_may_end_anywhere() -> None:
    """Seen: what a count is of was looked for behind the end of the text."""
    for end in range(len(CUT_OFF)):
        shown(CUT_OFF[:end])


CUT_OFF = (
    "2024年，宁波4户科改企业职工薪酬6.83亿元，同比增长19.4%，比2021年的8.1亿元低，也低于苏州的6.0%。“十四五”前三年，集群共有规上企业132家，"
    "其中新材料领域15个，总量比位列第二的深圳多14家；今年公布的第三批试点城市共34个，4个浙江城市入围，占全区产值的71.2%、全市的46%。"
)
