"""Wordings of monthly notes, communiques and customs notes that were read wrongly once: lists, subjects, places, sense, periods.

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
]

PLACES: Rows = [
    (
        "A06-that-port",
        "ningbo",
        "上半年，宁波舟山港完成货物吞吐量7.1亿吨。\n7月，该港完成集装箱吞吐量365.1万标箱，增长11.2%。",
        [
            "港口货物吞吐量 ningbo-port level 710000000other half:2026-06",
            "港口集装箱吞吐量 ningbo-port level 3651000other month:2026-07",
            "港口集装箱吞吐量 ningbo-port growth/yoy 11.2pct month:2026-07",
        ],
    ),
    (
        "A06-no-port",
        "ningbo",
        "7月，该港完成集装箱吞吐量365.1万标箱。",
        [
            "!unknown_area 365.1万标箱",
        ],
    ),
    (
        "A03-own-level",
        "ningbo/yinzhou",
        "上半年，全区规上工业增加值增长5.5%。区本级完成一般公共预算收入203.1亿元，增长2.2%。",
        [
            "规模以上工业增加值 ningbo/yinzhou growth/yoy 5.5pct half:2026-06",
            "一般公共预算收入 ningbo/yinzhou[区本级] level 203.1cny_100m half:2026-06",
            "一般公共预算收入 ningbo/yinzhou[区本级] growth/yoy 2.2pct half:2026-06",
        ],
    ),
    (
        "A03-level-ends",
        "ningbo/cixi",
        "上半年，慈溪市规上工业增加值增长7.7%；慈溪市本级增长6.1%，前湾新区增长9.8%。",
        [
            "规模以上工业增加值 ningbo/cixi growth/yoy 7.7pct half:2026-06",
            "规模以上工业增加值 ningbo/cixi[本级] growth/yoy 6.1pct half:2026-06",
            "规模以上工业增加值 ningbo/qianwan growth/yoy 9.8pct half:2026-06",
        ],
    ),
    (
        "C09-behind-another",
        "ningbo/fenghua",
        "1—7月，规上工业增加值增长9.1%，列全市第二，仅次于前湾新区，高于全省1.6个百分点。",
        [
            "规模以上工业增加值 ningbo/fenghua growth/yoy 9.1pct ytd:2026-07",
            "规模以上工业增加值 ningbo/fenghua rank/city 2rank ytd:2026-07",
            "规模以上工业增加值 ningbo/fenghua gap/province 1.6pp ytd:2026-07",
        ],
    ),
    (
        "C06-between",
        "ningbo",
        "1—7月，我市与杭州规上工业增加值增速差距比上半年缩小0.3个百分点。",
        [
            "!unknown_indicator 0.3个百分点",
        ],
    ),
    (
        "S02-of-district",
        "ningbo/zhenhai",
        "上半年，石化产业产值占全区规上工业总产值的67.2%。",
        [
            "石化产业产值 ningbo/zhenhai share/规模以上工业总产值 67.2pct half:2026-06",
        ],
    ),
    (
        "G29-to-nation",
        "zhejiang",
        "上半年，全省出口增长6.2%，对全国出口增长贡献率居首位。",
        [
            "出口总额 zhejiang growth/yoy 6.2pct half:2026-06",
        ],
    ),
    (
        "A12-partner-rank",
        "china",
        "1—7月，全国进口15.19万亿元。东盟为我国第一大贸易伙伴。",
        [
            "进口总额 china level 151900cny_100m ytd:2026-07",
            "!unknown_indicator 一大",
        ],
    ),
]

SENSE: Rows = [
    (
        "G06-gathered",
        "ningbo",
        "上半年，粮食总产量71.6万吨，增产1.5%；蔬菜产量280.3万吨，比上年减产2.2万吨。",
        [
            "粮食总产量 ningbo level 716000other half:2026-06",
            "粮食总产量 ningbo growth/yoy 1.5pct half:2026-06",
            "蔬菜产量 ningbo level 2803000other half:2026-06",
            "蔬菜产量 ningbo change/yoy -22000other half:2026-06",
        ],
    ),
    (
        "G10-wider-twice",
        "ningbo",
        "1—7月，固定资产投资下降9.6%，降幅较1—6月扩大0.5个百分点，较一季度扩大1.2个百分点。",
        [
            "固定资产投资 ningbo growth/yoy -9.6pct ytd:2026-07",
            "固定资产投资 ningbo change/previous -0.5pp ytd:2026-07",
            "固定资产投资 ningbo change/previous -1.2pp ytd:2026-07",
        ],
    ),
    (
        "G28-in-brackets",
        "china",
        "7月份，猪肉价格下降16.0%，影响CPI（居民消费价格指数）下降约0.23个百分点。",
        [
            "猪肉价格 china growth/yoy -16.0pct month:2026-07",
            "猪肉价格 china contribution ~-0.23pp month:2026-07",
        ],
    ),
    (
        "G32-narrowed",
        "ningbo",
        "1—7月，基础设施投资降幅由一季度的8.1%收窄至5.2%。",
        [
            "基础设施投资 ningbo growth/yoy -8.1pct quarter:2026-03",
            "基础设施投资 ningbo growth/yoy -5.2pct ytd:2026-07",
        ],
    ),
    (
        "G12-came-to",
        "ningbo",
        "1—7月，工业投资增速较上半年放缓1.1个百分点至5.8%；房地产开发投资降幅收窄2.1个百分点至18.1%。",
        [
            "工业投资 ningbo change/previous -1.1pp ytd:2026-07",
            "工业投资 ningbo growth/yoy 5.8pct ytd:2026-07",
            "房地产开发投资 ningbo change/previous 2.1pp ytd:2026-07",
            "房地产开发投资 ningbo growth/yoy -18.1pct ytd:2026-07",
        ],
    ),
    (
        "G16-rate-moved",
        "china",
        "7月份，火电发电量同比下降1.3%，降幅比上月扩大；水电发电量下降9.8%。",
        [
            "火电发电量 china growth/yoy -1.3pct month:2026-07",
            "水电发电量 china growth/yoy -9.8pct month:2026-07",
        ],
    ),
    (
        "G11-two-comparisons",
        "ningbo",
        "7月末，贷款余额增长9.1%，增速较上月末低0.3个百分点，较年初低1.2个百分点。",
        [
            "本外币贷款余额 ningbo growth/yoy 9.1pct as_of:2026-07-31",
            "本外币贷款余额 ningbo change/mom -0.3pp as_of:2026-07-31",
            "本外币贷款余额 ningbo change/previous -1.2pp as_of:2026-07-31",
        ],
    ),
    (
        "G37-loss",
        "ningbo",
        "1—7月，亏损企业亏损额112.1亿元，同比减亏8.1亿元。",
        [
            "亏损企业亏损额 ningbo level 112.1cny_100m ytd:2026-07",
            "!unknown_indicator 8.1亿元",
        ],
    ),
    (
        "G33-recovered",
        "ningbo",
        "上半年，接待入境游客62.1万人次，恢复到2019年同期的85.2%。",
        [
            "接待入境游客 ningbo level 621000count half:2026-06",
            "!unknown_indicator 85.2%",
        ],
    ),
    (
        "H01-limit",
        "ningbo",
        "7月末，城镇登记失业率1.92%，低于4.5%的控制目标。",
        [
            "城镇登记失业率 ningbo share 1.92pct as_of:2026-07-31",
            "!target 4.5%",
        ],
    ),
]

PERIODS: Rows = [
    (
        "P08-run-beside-stock",
        "ningbo",
        "2025年末生猪存栏76.3万头，全年出栏92.8万头；水产品总产量103.2万吨。",
        [
            "生猪存栏 ningbo level 763000count as_of:2025-12-31",
            "生猪出栏 ningbo level 928000count year:2025",
            "水产品总产量 ningbo level 1032000other year:2025",
        ],
    ),
    (
        "P08-births",
        "china",
        "2025年年末全国人口140489万人；人口出生率为5.63‰。",
        [
            "人口 china level 1404890000count as_of:2025-12-31",
            "人口出生率 china share 5.63permille year:2025",
        ],
    ),
    (
        "P07-year-end",
        "ningbo",
        "2025年末，机动车保有量401.2万辆，比上年末增长3.9%。",
        [
            "机动车保有量 ningbo level 4012000count as_of:2025-12-31",
            "机动车保有量 ningbo growth/yoy 3.9pct as_of:2025-12-31",
        ],
    ),
    (
        "G33-of-a-year",
        "ningbo",
        "2025年，民营企业进出口增长3.1%。占比为73.6%，提升1.7个百分点。",
        [
            "进出口总额 ningbo[民营企业] growth/yoy 3.1pct year:2025",
            "进出口总额 ningbo[民营企业] share 73.6pct year:2025",
            "进出口总额 ningbo[民营企业] change/yoy 1.7pp year:2025",
        ],
    ),
    (
        "M05-goes-on",
        "china",
        "1—7月，我国进出口增长3.6%。其中，出口增长6.2%。7月份，我国进出口增长0.1%。其中，出口下降0.8%。",
        [
            "进出口总额 china growth/yoy 3.6pct ytd:2026-07",
            "出口总额 china growth/yoy 6.2pct ytd:2026-07",
            "进出口总额 china growth/yoy 0.1pct month:2026-07",
            "出口总额 china growth/yoy -0.8pct month:2026-07",
        ],
    ),
    (
        "P04-opens-with-run",
        "ningbo",
        "7月份，规上工业增加值增长4.6%。分行业看，1—7月，38个大类行业中29个保持增长。汽车制造业增长14.2%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 4.6pct month:2026-07",
            "!unknown_indicator 38个",
            "!unknown_indicator 29个",
            "汽车制造业增加值 ningbo growth/yoy 14.2pct ytd:2026-07",
        ],
    ),
    (
        "G30-since-month",
        "ningbo",
        "7月份，核心CPI上涨0.8%，涨幅为2024年3月以来最高。",
        [
            "核心CPI ningbo growth/yoy 0.8pct month:2026-07",
            "核心CPI ningbo rank/history 1rank month:2026-07",
        ],
    ),
    (
        "P06-since-month",
        "ningbo",
        "去年7月以来，全市累计培育未来工厂23家。",
        [
            "未来工厂 ningbo count 23count span:2025..",
        ],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LISTS])
def test_values_of_a_list_go_to_its_subjects_in_order(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SUBJECTS])
def test_a_number_is_of_what_the_note_measures(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLACES])
def test_a_number_is_given_to_the_place_it_is_told_of(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SENSE])
def test_a_number_keeps_its_sense_and_its_sign(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PERIODS])
def test_a_number_goes_on_with_its_period(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
