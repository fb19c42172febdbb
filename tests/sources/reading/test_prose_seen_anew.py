"""Texts of lists, features and releases that no examination had asked before: what they name, whose it is, how exact it is.

The id says what the row is about. All places are real, all values are invented.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
IVA = "规模以上工业增加值"

WHOSE_AND_WHAT: Rows = [
    (
        "rank-in-the-east",
        "zhejiang",
        "1—5月，全省规上工业增加值增长6.4%，增速居全国第11位、东部第5位；5月当月增长7.2%。",
        [
            f"{IVA} zhejiang growth/yoy 6.4pct ytd:2026-05",
            f"{IVA} zhejiang rank/nation 11rank ytd:2026-05",
            f"{IVA} zhejiang rank/东部 5rank ytd:2026-05",
            f"{IVA} zhejiang growth/yoy 7.2pct month:2026-05",
        ],
    ),
    (
        "beside-whom-it-stands",
        None,
        "宁波有6个国家先进制造业集群，数量与广州、武汉同列第一梯队。全省共有12个。",
        [
            "国家先进制造业集群 ningbo count 6count now:2026-06-30",
            "国家先进制造业集群 zhejiang count 12count now:2026-06-30",
        ],
    ),
    (
        "times-those-of-another",
        None,
        "一季度，宁波的规上工业增加值是嘉兴的1.8倍。",
        [f"{IVA} ningbo ratio 1.8times quarter:2026-03"],
    ),
    (
        "but-against-the-trend",
        None,
        "一季度，鄞州区固定资产投资下降2.1%，民间投资却逆势增长4.7%。",
        [
            "固定资产投资 ningbo/yinzhou growth/yoy -2.1pct quarter:2026-03",
            "民间投资 ningbo/yinzhou growth/yoy 4.7pct quarter:2026-03",
        ],
    ),
    (
        "what-the-place-takes-in-below-as-well",
        "ningbo/cixi",
        "2024年全市（含前湾新区，下同）实现地区生产总值2810.2亿元。",
        ["地区生产总值 ningbo/cixi[含前湾新区] level 2810.2cny_100m year:2024"],
    ),
    (
        "a-list-of-the-whole-province",
        None,
        "宁波动作不断。在全省首批“数据工坊”名单中，全省共24个入选，宁波占5个。",
        ["数据工坊 zhejiang count 24count now:2026-06-30", "数据工坊 ningbo count 5count now:2026-06-30"],
    ),
    (
        "the-same-of-another-level",
        "ningbo",
        "截至2025年3月底，全市拥有国家级技术创新示范企业11家、省级64家、市级120家。",
        [
            "国家级技术创新示范企业 ningbo count 11count as_of:2025-03-31",
            "省级技术创新示范企业 ningbo count 64count as_of:2025-03-31",
            "市级技术创新示范企业 ningbo count 120count as_of:2025-03-31",
        ],
    ),
    (
        "a-level-of-what-stands-for-all",
        "ningbo",
        "全市有各类孵化器90家，其中国家级20家、省级31家。",
        [
            "孵化器 ningbo count 90count now:2026-06-30",
            "国家级孵化器 ningbo count 20count now:2026-06-30",
            "省级孵化器 ningbo count 31count now:2026-06-30",
        ],
    ),
    (
        "about-is-said-of-each",
        "china",
        "2025年，全国铜材、铝材产量分别约为2300万吨、6800万吨。",
        ["铜材产量 china level ~23000000other year:2025", "铝材产量 china level ~68000000other year:2025"],
    ),
    (
        "clusters-that-won",
        "ningbo",
        "2025年特色制造集群竞赛胜出集群名单出炉，全市新增3个集群。",
        ["特色制造集群 ningbo change/previous 3count year:2025"],
    ),
    (
        "those-who-should-be-reviewed",
        "ningbo",
        "2023年认定的市级创新型中小企业应参加复核的有310家。",
        ["市级创新型中小企业 ningbo count 310count year:2023"],
    ),
    (
        "the-cities-recommend",
        "zhejiang",
        "2024年度各市共推荐企业412家。",
        ["!unknown_indicator 412家"],
    ),
    (
        "will-be-granted",
        None,
        "台州入选试点城市，将获得中央财政奖补资金1.2亿元。",
        ["!target 1.2亿元"],
    ),
    (
        "computed-by-an-association-in-gigawatt-hours",
        "china",
        "2025年，据企业信息和行业协会测算，全国储能电池产量超过310GWh，同比增长12%。",
        ["储能电池产量 china level >310other year:2025", "储能电池产量 china growth/yoy 12pct year:2025"],
    ),
    (
        "a-title-that-lost-its-point",
        "ningbo",
        "宁波一季度高技术制造业劲增94%！\n一季度，全市高技术制造业增加值增长9.4%。",
        ["!damaged 94%", "高技术制造业增加值 ningbo growth/yoy 9.4pct quarter:2026-03"],
    ),
    (
        "all-cities-grow-three-lead",
        "zhejiang",
        "1—5月，全省规上工业增加值增长6.4%。分市看，11个设区市均实现正增长，其中台州、湖州、绍兴增速居前三位，分别为12.6%、10.1%、9.2%，宁波增长7.7%。",
        [
            f"{IVA} zhejiang growth/yoy 6.4pct ytd:2026-05",
            "!unknown_indicator 11个",
            f"{IVA} taizhou growth/yoy 12.6pct ytd:2026-05",
            f"{IVA} huzhou growth/yoy 10.1pct ytd:2026-05",
            f"{IVA} shaoxing growth/yoy 9.2pct ytd:2026-05",
            f"{IVA} ningbo growth/yoy 7.7pct ytd:2026-05",
        ],
    ),
    (
        "each-place-does-its-best",
        None,
        "1—4月，浙江规上工业增加值增长7.1%。各地竞相发力：宁波增长8.2%，增速居全省第2位；台州、温州分别增长7.5%、9.1%。",
        [
            f"{IVA} zhejiang growth/yoy 7.1pct ytd:2026-04",
            f"{IVA} ningbo growth/yoy 8.2pct ytd:2026-04",
            f"{IVA} ningbo rank/province 2rank ytd:2026-04",
            f"{IVA} taizhou growth/yoy 7.5pct ytd:2026-04",
            f"{IVA} wenzhou growth/yoy 9.1pct ytd:2026-04",
        ],
    ),
    (
        "a-paragraph-of-the-cities",
        "zhejiang",
        "2026年1—5月全省工业运行情况\n1—5月，全省规上工业增加值增长6.4%。\n分市看，宁波增长7.7%，杭州增长4.3%。",
        [
            f"{IVA} zhejiang growth/yoy 6.4pct ytd:2026-05",
            f"{IVA} ningbo growth/yoy 7.7pct ytd:2026-05",
            f"{IVA} hangzhou growth/yoy 4.3pct ytd:2026-05",
        ],
    ),
    (
        "a-paragraph-of-the-cities-behind-one-of-several-subjects",
        "zhejiang",
        "2026年1—5月全省工业运行情况\n1—5月，全省规上工业增加值增长6.4%，制造业投资增长3.1%。\n分市看，宁波增长7.7%，杭州增长4.3%。",
        [
            f"{IVA} zhejiang growth/yoy 6.4pct ytd:2026-05",
            "制造业投资 zhejiang growth/yoy 3.1pct ytd:2026-05",
            "!unknown_indicator 7.7%",
            "!unknown_indicator 4.3%",
        ],
    ),
    (
        "a-range-of-places-is-nobody's",
        None,
        "据统计，宁波入选国家级制造业单项冠军88家，居全国首位；深圳71家、北京66家、苏州58家，分列第二至第四位。",
        [
            "制造业单项冠军企业 ningbo count 88count now:2026-06-30",
            "制造业单项冠军企业 ningbo rank/nation 1rank now:2026-06-30",
            "制造业单项冠军企业 shenzhen count 71count now:2026-06-30",
            "制造业单项冠军企业 beijing count 66count now:2026-06-30",
            "制造业单项冠军企业 suzhou count 58count now:2026-06-30",
            "!not_a_figure 二",
            "!not_a_figure 四位",
        ],
    ),
    (
        "from-where-they-come",
        None,
        "9月，第二批国家级中小企业特色产业集群名单公示，浙江省有6个集群上榜，分别来自宁波、温州、湖州等地，其中宁波2个，温州、湖州各1个。",
        [
            "国家中小企业特色产业集群 zhejiang count 6count month:2025-09 notice",
            "国家中小企业特色产业集群 ningbo count 2count month:2025-09 notice",
            "国家中小企业特色产业集群 wenzhou count 1count month:2025-09 notice",
            "国家中小企业特色产业集群 huzhou count 1count month:2025-09 notice",
        ],
    ),
    ("a-ranking-of-cities-counts-nothing", None, "创新企业城市榜出炉：宁波61家领跑", ["!unknown_indicator 61家"]),
    (
        "on-no-list-that-is-named",
        "zhejiang",
        "共有75项产品列入目录，其中杭州市31项、宁波市19项。",
        ["!unknown_indicator 75项", "!unknown_indicator 31项", "!unknown_indicator 19项"],
    ),
]


@pytest.mark.parametrize(
    ("area", "text", "expected"), [r[1:] for r in WHOSE_AND_WHAT], ids=[r[0] for r in WHOSE_AND_WHAT]
)
def test_it_is_of_what_and_whom_the_words_say(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area) == expected
