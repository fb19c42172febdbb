"""Wordings of monthly notes and communiques that were read wrongly once: lists and what is measured.

The id begins with the phrase of the catalogue of phrasings. Figures are invented.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str, str, list[str]]]
PUBLISHED = "2026-08-20"

LISTS: Rows = [
    (
        "M03-parts",
        "ningbo",
        "7月末，全市存款余额40362.1亿元，增长9.7%；贷款余额44819.5亿元，增长10.2%，分别比年初新增3041.6亿元和3305.8亿元。",
        [
            "本外币存款余额 ningbo level 40362.1cny_100m as_of:2026-07-31",
            "本外币存款余额 ningbo growth/yoy 9.7pct as_of:2026-07-31",
            "本外币贷款余额 ningbo level 44819.5cny_100m as_of:2026-07-31",
            "本外币贷款余额 ningbo growth/yoy 10.2pct as_of:2026-07-31",
            "本外币存款余额 ningbo change/previous 3041.6cny_100m as_of:2026-07-31",
            "本外币贷款余额 ningbo change/previous 3305.8cny_100m as_of:2026-07-31",
        ],
    ),
    (
        "M03-gaps",
        "ningbo",
        "1—7月，出口7000.1亿元，增长4.0%；进口3500.2亿元，增长2.0%，分别高于全国1.1个和0.2个百分点。",
        [
            "出口总额 ningbo level 7000.1cny_100m ytd:2026-07",
            "出口总额 ningbo growth/yoy 4.0pct ytd:2026-07",
            "进口总额 ningbo level 3500.2cny_100m ytd:2026-07",
            "进口总额 ningbo growth/yoy 2.0pct ytd:2026-07",
            "出口总额 ningbo gap/nation 1.1pp ytd:2026-07",
            "进口总额 ningbo gap/nation 0.2pp ytd:2026-07",
        ],
    ),
    (
        "M03-flat",
        "ningbo",
        "上半年，全市地区生产总值增长5.4%，分别比去年、一季度回落0.5个百分点和持平。",
        [
            "地区生产总值 ningbo growth/yoy 5.4pct half:2026-06",
            "!unpaired 0.5个百分点",
        ],
    ),
    (
        "M02-sectors",
        "ningbo",
        "1—7月，三次产业和居民生活用电量分别增长6.2%、4.0%、8.7%和7.9%。",
        [
            "第一产业用电量 ningbo growth/yoy 6.2pct ytd:2026-07",
            "第二产业用电量 ningbo growth/yoy 4.0pct ytd:2026-07",
            "第三产业用电量 ningbo growth/yoy 8.7pct ytd:2026-07",
            "居民生活用电量 ningbo growth/yoy 7.9pct ytd:2026-07",
        ],
    ),
    (
        "C14-beyond",
        "zhejiang",
        "1—7月，高技术制造业、装备制造业增加值分别增长10.5%和9.1%，增速比规上工业分别高3.6和2.2个百分点。",
        [
            "高技术制造业增加值 zhejiang growth/yoy 10.5pct ytd:2026-07",
            "装备制造业增加值 zhejiang growth/yoy 9.1pct ytd:2026-07",
            "高技术制造业增加值 zhejiang gap/规上工业 3.6pp ytd:2026-07",
            "装备制造业增加值 zhejiang gap/规上工业 2.2pp ytd:2026-07",
        ],
    ),
    (
        "S03-each-rank",
        "ningbo",
        "截至6月末，全市有国家级单项冠军企业112家、国家级专精特新“小巨人”企业401家，数量分别居全国城市第一位和第四位。",
        [
            "制造业单项冠军企业 ningbo count 112count as_of:2026-06-30",
            "国家级专精特新“小巨人”企业 ningbo count 401count as_of:2026-06-30",
            "制造业单项冠军企业 ningbo rank/nation 1rank as_of:2026-06-30",
            "国家级专精特新“小巨人”企业 ningbo rank/nation 4rank as_of:2026-06-30",
        ],
    ),
    (
        "M12-joint-influence",
        "china",
        "7月份，PPI下降3.6%，煤炭开采业价格下降12.1%，化工行业价格下降9.8%，合计影响PPI下降约1.1个百分点。",
        [
            "工业生产者出厂价格 china growth/yoy -3.6pct month:2026-07",
            "煤炭开采业价格 china growth/yoy -12.1pct month:2026-07",
            "化工行业价格 china growth/yoy -9.8pct month:2026-07",
            "!unknown_indicator 1.1个百分点",
        ],
    ),
]

SUBJECTS: Rows = [
    (
        "L13-yuan",
        "ningbo",
        "7月末，金融机构人民币存款余额38362.1亿元，同比增长9.7%。",
        [
            "人民币存款余额 ningbo level 38362.1cny_100m as_of:2026-07-31",
            "人民币存款余额 ningbo growth/yoy 9.7pct as_of:2026-07-31",
        ],
    ),
    (
        "L18-class",
        "ningbo",
        "1—7月，设备工器具购置投资增长8.1%。5000万元以上在建项目2134个，同比减少103个。",
        [
            "设备工器具购置投资 ningbo growth/yoy 8.1pct ytd:2026-07",
            "5000万元以上在建项目 ningbo count 2134count ytd:2026-07",
            "5000万元以上在建项目 ningbo change/yoy -103count ytd:2026-07",
        ],
    ),
    (
        "A14-without",
        "zhejiang",
        "1—7月，固定资产投资下降1.2%，其中，扣除房地产开发投资增长5.5%。",
        [
            "固定资产投资 zhejiang growth/yoy -1.2pct ytd:2026-07",
            "固定资产投资 zhejiang[扣除房地产开发投资] growth/yoy 5.5pct ytd:2026-07",
        ],
    ),
    (
        "A13-of-firms",
        "china",
        "1—7月，规模以上工业企业利润总额增长3.2%。其中，国有控股企业实现利润总额16923.1亿元，下降0.3%。",
        [
            "规模以上工业利润总额 china growth/yoy 3.2pct ytd:2026-07",
            "规模以上工业利润总额 china[国有控股企业] level 16923.1cny_100m ytd:2026-07",
            "规模以上工业利润总额 china[国有控股企业] growth/yoy -0.3pct ytd:2026-07",
        ],
    ),
    (
        "A15-short",
        "ningbo",
        "1—7月，全社会用电量增长5.8%。7月份用电量131.8亿千瓦时，增长9.4%。",
        [
            "全社会用电量 ningbo growth/yoy 5.8pct ytd:2026-07",
            "全社会用电量 ningbo level 13180000000other month:2026-07",
            "全社会用电量 ningbo growth/yoy 9.4pct month:2026-07",
        ],
    ),
    (
        "A15-floor",
        "ningbo",
        "1—7月，新建商品房销售面积412.3万平方米，下降14.2%；销售额723.1亿元，下降19.8%。",
        [
            "商品房销售面积 ningbo level 4123000other ytd:2026-07",
            "商品房销售面积 ningbo growth/yoy -14.2pct ytd:2026-07",
            "商品房销售额 ningbo level 723.1cny_100m ytd:2026-07",
            "商品房销售额 ningbo growth/yoy -19.8pct ytd:2026-07",
        ],
    ),
    (
        "P21-two-counts",
        "ningbo",
        "1—7月，一般公共预算收入同口径增长2.1%，自然口径下降0.4%。",
        [
            "一般公共预算收入 ningbo[同口径] growth/yoy 2.1pct ytd:2026-07",
            "一般公共预算收入 ningbo[自然口径] growth/yoy -0.4pct ytd:2026-07",
        ],
    ),
    (
        "N08-indices",
        "china",
        "7月份，建筑业商务活动指数为49.6%，与上月持平；服务业业务活动预期指数为56.4%。制造业PMI升至50.1%。",
        [
            "建筑业商务活动指数 china level 49.6index month:2026-07",
            "建筑业商务活动指数 china change/mom 0pp month:2026-07",
            "服务业业务活动预期指数 china level 56.4index month:2026-07",
            "制造业采购经理指数 china level 50.1index month:2026-07",
        ],
    ),
    (
        "N08-rate-of-index",
        "china",
        "7月份，制造业PMI为49.9%，服务业生产指数增速回升至5.1%。",
        [
            "制造业采购经理指数 china level 49.9index month:2026-07",
            "服务业生产指数 china growth/yoy 5.1pct month:2026-07",
        ],
    ),
    (
        "N06-space",
        "ningbo/fenghua",
        "上半年，奉化实现GDP 501.2亿元，二产增加值221.1亿元。",
        [
            "地区生产总值 ningbo/fenghua level 501.2cny_100m half:2026-06",
            "第二产业增加值 ningbo/fenghua level 221.1cny_100m half:2026-06",
        ],
    ),
    (
        "N02-branches",
        "ningbo",
        "1—7月，制造业17个行业中，12个行业实现正增长，其中汽车制造业增加值增长18.1%。",
        [
            "!unknown_indicator 17个",
            "!unknown_indicator 12个",
            "汽车制造业增加值 ningbo growth/yoy 18.1pct ytd:2026-07",
        ],
    ),
    (
        "N08-air",
        "ningbo",
        "上半年，PM2.5平均浓度为21微克/立方米，同比上升5.0%。",
        [
            "PM2.5平均浓度 ningbo level 21other half:2026-06",
            "PM2.5平均浓度 ningbo growth/yoy 5.0pct half:2026-06",
        ],
    ),
    (
        "A20-low-base",
        "ningbo",
        "受去年同期基数较高影响（去年7月增长11.2%），7月份全市规上工业增加值增长3.1%。",
        [
            "!unknown_indicator 11.2%",
            "规模以上工业增加值 ningbo growth/yoy 3.1pct month:2026-07",
        ],
    ),
    (
        "A19-part-here",
        "china",
        "7月末，全国农民工30115万人，其中本地农民工12163万人。",
        [
            "农民工 china level 301150000count as_of:2026-07-31",
            "本地农民工 china level 121630000count as_of:2026-07-31",
        ],
    ),
    (
        "G18-in-dollars",
        "ningbo",
        "上半年，按美元计价，进出口总额1003.2亿美元，增长2.1%；按人民币计价，增长4.5%。",
        [
            "进出口总额 ningbo[按美元计价] level 1003.2usd_100m half:2026-06",
            "进出口总额 ningbo[按美元计价] growth/yoy 2.1pct half:2026-06",
            "进出口总额 ningbo growth/yoy 4.5pct half:2026-06",
        ],
    ),
    (
        "A13-incurred",
        "china",
        "1—7月，规模以上工业企业发生营业成本57.12万亿元，增长2.8%。",
        [
            "规模以上工业营业成本 china level 571200cny_100m ytd:2026-07",
            "规模以上工业营业成本 china growth/yoy 2.8pct ytd:2026-07",
        ],
    ),
    (
        "A13-margin",
        "ningbo",
        "1—7月，规上工业企业营业收入利润率为5.61%。",
        [
            "营业收入利润率 ningbo share 5.61pct ytd:2026-07",
        ],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LISTS])
def test_values_of_a_list_go_to_its_subjects_in_order(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SUBJECTS])
def test_a_number_is_of_what_the_note_measures(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
