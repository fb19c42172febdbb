"""Wordings of monthly notes and communiques that were read wrongly once: places, sense and periods.

The id begins with the phrase of the catalogue of phrasings. Figures are invented.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str, str, list[str]]]
PUBLISHED = "2026-08-20"

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
    (
        "G28-pulled-province",
        "ningbo",
        "上半年，宁波进出口增长4.5%，占全省的25.2%，拉动全省进出口增长1.1个百分点。",
        [
            "进出口总额 ningbo growth/yoy 4.5pct half:2026-06",
            "进出口总额 ningbo share/province 25.2pct half:2026-06",
            "进出口总额 ningbo contribution 1.1pp half:2026-06",
        ],
    ),
    (
        "A02-without-a-zone",
        "ningbo/cixi",
        "上半年，全市工业用电量增长5.1%，其中前湾新区增长8.8%，剔除前湾新区后增长3.3%。",
        [
            "工业用电量 ningbo/cixi growth/yoy 5.1pct half:2026-06",
            "工业用电量 ningbo/qianwan growth/yoy 8.8pct half:2026-06",
            "工业用电量 ningbo/cixi[剔除前湾新区] growth/yoy 3.3pct half:2026-06",
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
    (
        "G09-fall-narrowed",
        "ningbo",
        "1—7月，房地产开发投资下降11.2%，较1—6月收窄0.8个百分点，较上年同期收窄9.1个百分点；工业投资增长4.1%，较上半年收窄0.5个百分点。",
        [
            "房地产开发投资 ningbo growth/yoy -11.2pct ytd:2026-07",
            "房地产开发投资 ningbo change/previous 0.8pp ytd:2026-07",
            "房地产开发投资 ningbo change/yoy 9.1pp ytd:2026-07",
            "工业投资 ningbo growth/yoy 4.1pct ytd:2026-07",
            "工业投资 ningbo change/previous -0.5pp ytd:2026-07",
        ],
    ),
    (
        "H08-view-of-expectations",
        "china",
        "7月份，制造业PMI为49.9%。从市场预期看，业务活动预期指数为55.6%。",
        [
            "制造业采购经理指数 china level 49.9index month:2026-07",
            "业务活动预期指数 china level 55.6index month:2026-07",
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


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLACES])
def test_a_number_is_given_to_the_place_it_is_told_of(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SENSE])
def test_a_number_keeps_its_sense_and_its_sign(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PERIODS])
def test_a_number_goes_on_with_its_period(area: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
