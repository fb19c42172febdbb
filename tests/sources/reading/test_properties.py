"""What must hold for any text at all."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wording import document_from_text, read, reading, shown, vocabulary

from sources.reading.numbers import find_numbers
from sources.reading.periods import find_periods
from sources.reading.plain import fold
from sources.series import Figure, Measure, Unit

WORDS = [
    "1—4月，", "4月份，", "2025年，", "全市", "全省", "全国", "我市", "宁波", "杭州市", "北仑区", "规上工业增加值", "制造业投资", "高技术制造业",
    "出口", "同比", "增长", "下降", "8.8%", "10.1%", "-2.3%", "高于", "低于", "2.4个百分点", "比", "一季度", "加快", "回落", "分别", "、", "和", "，",
    "。", "；", "（", "）", "居", "第4位", "首位", "连续8年", "领跑", "占", "比重为", "其中", "力争", "预计", "到2027年", "119家", "单项冠军企业", "新增",
    "超", "近", "约", "18716亿元", "1.87万亿元", "万家", "突破", "均", "持平", "由", "提高到", "2.5:43.4:54.1", "三次产业结构为", "每3部手机就有1部",
    "上年同期", "为", "的", "入选", "名单", "公示", "《", "》", "\n", " ", "5G", "1+1+N+X", "〔2025〕527号", "七成", "三分之一", "百分之五",
]  # fmt: skip
texts = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
anything = st.text(max_size=200)
few = settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
NOTE = "1—4月，全市规上工业增加值同比增长8.8%，高于全国2.4个百分点。全市出口2851.6亿元，增长7.9%。"
BASE = shown(NOTE)


@given(st.one_of(texts, anything), st.sampled_from(["ningbo", "ningbo/cixi", "china", None]))
@few
def test_any_text_is_read_and_every_span_points_at_its_number(text: str, area: str | None) -> None:
    found = reading(text, area)
    for one in (*found.figures, *found.refusals):
        start, end = one.span
        assert 0 <= start < end <= len(found.text)
        assert re.search(
            r"[0-9０-９〇零一二三四五六七八九十百千万亿两半]|持平|首位|榜首|居首|之首|夺|领跑|蝉联|覆盖|翻|最高|新高",
            found.text[start:end],
        )


@given(texts)
@few
def test_a_figure_in_points_is_never_a_growth_rate_and_a_per_cent_never_a_gap(text: str) -> None:
    for figure in reading(text).figures:
        if figure.unit is Unit.PP:
            assert figure.measure in (Measure.GAP, Measure.CHANGE, Measure.CONTRIBUTION)
        if figure.measure in (Measure.GAP, Measure.CHANGE):
            assert figure.unit is not Unit.PCT


@given(texts)
@few
def test_without_a_place_no_figure_has_an_area(text: str) -> None:
    for name in ("宁波", "杭州市", "北仑区"):
        text = text.replace(name, "")
    areas = {figure.area for figure in reading(text, None).figures}
    assert areas <= {"china"}


@given(texts)
@few
def test_figures_stand_in_the_order_of_the_text(text: str) -> None:
    spans = [figure.span for figure in reading(text).figures]
    assert spans == sorted(spans)


@given(st.one_of(texts, anything))
@few
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(anything)
@few
def test_numbers_and_periods_never_overlap_themselves(text: str) -> None:
    for found in (find_numbers(text), find_periods(text, None)):
        ends = 0
        for one in found:
            assert one.start >= ends
            assert one.end > one.start
            ends = one.end


@given(st.decimals(min_value=0, max_value=99999, places=1))
@few
def test_a_printed_number_is_read_as_printed(value: Decimal) -> None:
    (number,) = find_numbers(f"出口{value}亿元")
    assert number.value == value
    assert f"出口{value}亿元"[number.start : number.end] == str(value)


UNRELATED = [
    "会议强调，要进一步压实责任。",
    "在场人员认真学习了有关文件精神。",
    "天气晴好，秩序井然。",
]


@pytest.mark.parametrize("sentence", UNRELATED)
@pytest.mark.parametrize("area", ["ningbo", None])
def test_unrelated_sentences_change_nothing(sentence: str, area: str | None) -> None:
    note = NOTE if area else NOTE.replace("全市", "宁波市")
    assert shown(sentence + note + sentence, area) == BASE
    assert shown(f"{sentence}\n{note}\n{sentence}", area) == BASE


WIDE = str.maketrans({**{chr(48 + digit): chr(0xFF10 + digit) for digit in range(10)}, "%": "％", ".": "．"})


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(NOTE.translate(WIDE), id="full-width"),
        pytest.param(NOTE.replace("—", "-"), id="hyphen"),
        pytest.param(NOTE.replace("—", "–"), id="en-dash"),
        pytest.param(NOTE.replace("—", "～"), id="wave"),
        pytest.param(NOTE.replace("—", "至"), id="zhi"),
        pytest.param(NOTE.replace("规上", "规模以上"), id="long-form"),
        pytest.param(NOTE.replace("市", " 市").replace("8.8%", "8.8 %"), id="spaces"),
        pytest.param(NOTE.replace("增加值", "增加\n值"), id="broken-line"),
    ],
)
def test_the_way_of_writing_changes_nothing(changed: str) -> None:
    assert shown(changed) == BASE


@pytest.mark.parametrize("left_out", range(3))
def test_leaving_out_a_sentence_never_makes_a_number_ningbos(left_out: int) -> None:
    sentences = ["杭州市公布一季度数据。", "规上工业增加值增长6.3%。", "制造业投资增长4.0%。"]
    rest = "".join(sentence for at, sentence in enumerate(sentences) if at != left_out)
    assert all(figure.area != "ningbo" for figure in reading(rest, None).figures)


def test_a_long_page_takes_time_in_proportion_to_its_length() -> None:
    import time

    def seconds(text: str) -> float:
        document = document_from_text(text)
        begin = time.perf_counter()
        read(document, "ningbo", None, vocabulary())
        return time.perf_counter() - begin

    page = (NOTE + "\n") * 40
    seconds(page)
    short, long = min(seconds(page) for _ in range(3)), seconds(page * 8)
    assert long < short * 8 * 4


@pytest.mark.parametrize("character", ["，", "1", "、", "和", "（", "一", "占", "比", "由", "年", "月", ":", "第"])
def test_no_run_of_one_character_is_slow(character: str) -> None:
    found = reading(character * 3000)
    assert all(isinstance(figure, Figure) for figure in found.figures)
