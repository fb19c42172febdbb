"""Numbers on their own: every way of writing them, their units, and what is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from sources.reading.numbers import find_numbers
from sources.series import Qualifier, Unit

NUMBERS = [
    ("8.8%", "8.8", Unit.PCT, "%", "8.8"),
    ("１２.３％", "12.3", Unit.PCT, "%", "１２.３"),
    ("4.0 %", "4.0", None, "", "4.0"),
    ("－2.3%", "-2.3", Unit.PCT, "%", "－2.3"),
    ("−2.3%", "-2.3", Unit.PCT, "%", "−2.3"),
    ("▽2.3", "-2.3", None, "", "▽2.3"),
    ("(2.3)", "-2.3", None, "", "(2.3)"),
    ("负2.3%", "-2.3", Unit.PCT, "%", "负2.3"),
    ("增长-7.54%", "-7.54", Unit.PCT, "%", "-7.54"),
    ("5‰", "5", Unit.PERMILLE, "‰", "5"),
    ("0.3个百分点", "0.3", Unit.PP, "个百分点", "0.3"),
    ("0.3pct", "0.3", Unit.PP, "pct", "0.3"),
    ("18716亿元", "18716", Unit.CNY_100M, "亿元", "18716"),
    ("1.87万亿元", "18700", Unit.CNY_100M, "万亿元", "1.87"),
    ("560万元", "0.056", Unit.CNY_100M, "万元", "560"),
    ("186379元", "186379", Unit.CNY, "元", "186379"),
    ("3.5亿美元", "3.5", Unit.USD_100M, "亿美元", "3.5"),
    ("1,234.5亿元", "1234.5", Unit.CNY_100M, "亿元", "1,234.5"),
    ("1 234.5亿元", "1234.5", Unit.CNY_100M, "亿元", "1 234.5"),
    ("12.8万家", "128000", Unit.COUNT, "家", "12.8万"),
    ("349.9万辆", "3499000", Unit.COUNT, "辆", "349.9万"),
    ("331.8亿千瓦时", "33180000000", Unit.OTHER, "千瓦时", "331.8亿"),
    ("1390万标箱", "13900000", Unit.OTHER, "标箱", "1390万"),
    ("两百家", "200", Unit.COUNT, "家", "两百"),
    ("一点五亿元", "1.5", Unit.CNY_100M, "亿元", "一点五"),
    ("二十三万户", "230000", Unit.COUNT, "户", "二十三万"),
    ("一百零五家", "105", Unit.COUNT, "家", "一百零五"),
    ("百分之三十八点四", "38.4", Unit.PCT, "%", "百分之三十八点四"),
    ("百分之12.5", "12.5", Unit.PCT, "%", "百分之12.5"),
    ("千分之五", "5", Unit.PERMILLE, "‰", "千分之五"),
    ("七成", "70", Unit.PCT, "成", "七成"),
    ("六成半", "65", Unit.PCT, "成", "六成半"),
    ("三分之一", "0.3333", Unit.TIMES, "", "三分之一"),
    ("1.3倍", "1.3", Unit.TIMES, "倍", "1.3"),
    ("第4位", "4", Unit.RANK, "位", "4"),
    ("第十一位", "11", Unit.RANK, "位", "十一"),
    ("连续8年", "8", Unit.YEARS, "年", "8"),
    ("连续12个月", "12", Unit.MONTHS, "个月", "12"),
    ("八连冠", "8", Unit.YEARS, "连冠", "八"),
    ("突破万家", "10000", Unit.COUNT, "家", "万"),
    ("超千亿元", "1000", Unit.CNY_100M, "千亿元", "千亿"),
    ("49.2", "49.2", None, "", "49.2"),
]

QUALIFIED = [
    ("超7000亿元", Qualifier.AT_LEAST),
    ("逾7000亿元", Qualifier.AT_LEAST),
    ("突破70%", Qualifier.AT_LEAST),
    ("70%以上", Qualifier.AT_LEAST),
    ("近8%", Qualifier.AT_MOST),
    ("不足8%", Qualifier.AT_MOST),
    ("约89%", Qualifier.ABOUT),
    ("89%左右", Qualifier.ABOUT),
    ("128余家", Qualifier.ABOUT),
    ("2300多亿元", Qualifier.ABOUT),
    ("达8.8%", Qualifier.EXACT),
]

NONE = [
    "5G", "1+1+N+X", "415X", "〔2025〕527号", "第七批", "首批", "2026年", "1—4月", "4月份", "2026-07-28", "9时30分", "0574-89292008",
    "图1", "[1]", "（2）", "“十五五”", "二〇二五年", "三年行动", "一季度", "500强", "“361”", "准2万亿之城", "1类新药", "数字化水平1.0“全覆盖”",
    "最后一公里", "四梁八柱", "一米宽、十米深", "零的突破", "成为", "一批", "前三位", "千亿级产业集群", "2.0版",
]  # fmt: skip


@pytest.mark.parametrize(("text", "value", "unit", "counter", "printed"), NUMBERS, ids=[row[0] for row in NUMBERS])
def test_a_number_is_read_with_its_unit_and_place(
    text: str, value: str, unit: Unit | None, counter: str, printed: str
) -> None:
    found = find_numbers(text)
    assert len(found) == 1
    number = found[0]
    assert (str(number.value), number.unit, number.counter) == (value, unit, counter)
    assert text[number.start : number.end] == printed


@pytest.mark.parametrize(("text", "qualifier"), QUALIFIED, ids=[row[0] for row in QUALIFIED])
def test_words_that_make_a_number_inexact(text: str, qualifier: Qualifier) -> None:
    assert [number.qualifier for number in find_numbers(text)] == [qualifier]


@pytest.mark.parametrize("text", NONE)
def test_names_and_dates_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


def test_a_range_of_months_is_no_minus() -> None:
    assert [number.value for number in find_numbers("1-4月增长2.3-2.5%")] == [Decimal("2.3"), Decimal("2.5")]


def test_values_without_separators_stay_one_number() -> None:
    assert [str(number.value) for number in find_numbers("23323395346268亿元")] == ["23323395346268"]
