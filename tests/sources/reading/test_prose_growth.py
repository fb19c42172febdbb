"""Groups G and C of the catalogue of phrasings: growth, change, and comparison with other places."""

from __future__ import annotations

import pytest
from wording import shown

IVA = "规模以上工业增加值"
NB = f"{IVA} ningbo"
APRIL = "ytd:2026-04"

GROWTH = [
    ("G01", "1—4月，全市规上工业增加值同比增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("G01-heading", "今年1-4月份，宁波市规模以上工业增加值比上年同期增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("G02", "1—4月，全市固定资产投资增长3.2%。", [f"固定资产投资 ningbo growth/yoy 3.2pct {APRIL}"]),
    ("G03", "前4个月，全市外贸进出口同比下降2.3%。", [f"进出口总额 ningbo growth/yoy -2.3pct {APRIL}"]),
    ("G03-fewer", "1—4月，全市房地产开发投资同比减少12.5%。", [f"房地产开发投资 ningbo growth/yoy -12.5pct {APRIL}"]),
    ("G04", "1—4月，全市工业用电量同比增长-7.54%。", [f"工业用电量 ningbo growth/yoy -7.54pct {APRIL}"]),
    ("G04-rate", "1—4月，全市民间投资增幅-0.3%。", [f"民间投资 ningbo growth/yoy -0.3pct {APRIL}"]),
    ("G04-bare", "1—4月，全市民间投资同比-0.3%。", [f"民间投资 ningbo growth/yoy -0.3pct {APRIL}"]),
    ("G05", "4月份，全市居民消费价格同比持平。", ["居民消费价格 ningbo growth/yoy 0pct month:2026-04"]),
    (
        "C03-elliptic",
        "1—4月，全省规上工业增加值增长7.1%，全国为6.4%。",
        [f"{IVA} zhejiang growth/yoy 7.1pct {APRIL}", f"{IVA} china growth/yoy 6.4pct {APRIL}"],
    ),
    (
        "G05-about",
        "4月份，全市工业生产者出厂价格与去年同期基本持平。",
        ["工业生产者出厂价格 ningbo growth/yoy ~0pct month:2026-04"],
    ),
    ("G06", "4月份，全市居民消费价格同比上涨0.4%。", ["居民消费价格 ningbo growth/yoy 0.4pct month:2026-04"]),
    ("G07", "4月份，全市出口增速由负转正。", []),
    ("G08", "4月份，全市进口由增转降。", []),
    (
        "G09",
        "1—4月，全市房地产开发投资下降12.5%，降幅比1—3月收窄1.4个百分点。",
        [
            f"房地产开发投资 ningbo growth/yoy -12.5pct {APRIL}",
            f"房地产开发投资 ningbo change/previous 1.4pp {APRIL}",
        ],
    ),
    (
        "G10",
        "1—4月，全市商品房销售面积下降9.1%，降幅扩大0.7个百分点。",
        [
            f"商品房销售面积 ningbo growth/yoy -9.1pct {APRIL}",
            f"商品房销售面积 ningbo change/previous -0.7pp {APRIL}",
        ],
    ),
    (
        "G11",
        "1—4月，全市规上工业增加值增长8.8%，增速比1—3月加快0.3个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} change/previous 0.3pp {APRIL}",
        ],
    ),
    (
        "G12",
        "1—4月，全市规上工业增加值增长8.8%，增速较一季度回落0.2个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} change/previous -0.2pp {APRIL}",
        ],
    ),
    (
        "G13",
        "上半年，全市规上工业增加值增长8.0%，增速分别比一季度和去年全年提高0.6个和1.4个百分点。",
        [
            f"{NB} growth/yoy 8.0pct half:2026-06",
            f"{NB} change/previous 0.6pp half:2026-06",
            f"{NB} change/previous 1.4pp half:2026-06",
        ],
    ),
    (
        "G14",
        "2021年一季度，全市规上工业增加值同比增长33.1%，两年平均增长8.4%。",
        [
            f"{NB} growth/yoy 33.1pct quarter:2021-03",
            f"{NB} average_growth/two_year 8.4pct quarter:2021-03",
        ],
    ),
    (
        "G15",
        "“十四五”期间，全市地区生产总值年均增长5.6%。",
        ["地区生产总值 ningbo average_growth/cagr 5.6pct span:2021-2025"],
    ),
    ("G16", "4月份，全国规模以上工业增加值比上月增长0.22%。", [f"{IVA} china growth/mom 0.22pct month:2026-04"]),
    ("G16-huanbi", "4月份，全市居民消费价格环比下降0.1%。", ["居民消费价格 ningbo growth/mom -0.1pct month:2026-04"]),
    ("G17", "4月份，全国规模以上工业增加值同比实际增长6.1%。", [f"{IVA} china growth/yoy_real 6.1pct month:2026-04"]),
    (
        "G18",
        "2025年，全市地区生产总值名义增长3.1%，实际增长4.9%。",
        [
            "地区生产总值 ningbo growth/yoy_nominal 3.1pct year:2025",
            "地区生产总值 ningbo growth/yoy_real 4.9pct year:2025",
        ],
    ),
    (
        "G19",
        "2025年，全市实现地区生产总值18716亿元，按可比价格计算，比上年增长4.9%。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo growth/yoy_real 4.9pct year:2025",
        ],
    ),
    ("G20", "1—4月，全市锂电池产量增长1.3倍。", [f"锂电池产量 ningbo growth/yoy 130.0pct {APRIL}"]),
    ("G20-ratio", "2025年，全市研发经费是2020年的1.8倍。", ["研发经费 ningbo ratio 1.8times year:2025"]),
    ("G21", "“十四五”期间，全市高新技术企业数量翻了一番。", ["高新技术企业 ningbo ratio 2times span:2021-2025"]),
    ("G21-target", "力争到2035年全市工业增加值翻一番。", ["!target 翻一番"]),
    ("G22", "1—4月，全市制造业投资保持两位数增长。", [f"制造业投资 ningbo growth/yoy >10pct {APRIL}"]),
    ("G23", "1—4月，全市高端装备制造业增加值劲增15.5%。", [f"高端装备制造业增加值 ningbo growth/yoy 15.5pct {APRIL}"]),
    ("G24", "1—4月，全市新能源汽车产量增长超30%。", [f"新能源汽车产量 ningbo growth/yoy >30pct {APRIL}"]),
    (
        "G25",
        "1—4月，全市出口增长近8%，进口下降约3%。",
        [
            f"出口总额 ningbo growth/yoy <8pct {APRIL}",
            f"进口总额 ningbo growth/yoy ~-3pct {APRIL}",
        ],
    ),
    ("G25-after", "1—4月，全市社会消费品零售总额增长5%左右。", [f"社会消费品零售总额 ningbo growth/yoy ~5pct {APRIL}"]),
    ("G26", "目前，全市民营企业出口占比超七成。", ["出口总额 ningbo[民营企业] share >70pct now:2026-06-30"]),
    ("G27", "1—4月，全市工业行业增长面为66.7%。", [f"工业增长面 ningbo share 66.7pct {APRIL}"]),
    (
        "G28",
        "1—4月，全市汽车制造业增加值增长12.1%，拉动规上工业增加值增长1.6个百分点。",
        [
            f"汽车制造业增加值 ningbo growth/yoy 12.1pct {APRIL}",
            f"汽车制造业增加值 ningbo contribution 1.6pp {APRIL}",
        ],
    ),
    (
        "G29",
        "1—4月，全市高技术制造业增加值对规上工业增长的贡献率为31.5%。",
        [
            f"高技术制造业增加值 ningbo contribution 31.5pct {APRIL}",
        ],
    ),
    (
        "G30",
        "1—4月，全市规上工业增加值增长8.8%，为近三年同期最高。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} rank/history 1rank {APRIL}",
        ],
    ),
    ("G31", "4月份，全市出口增速转正。", []),
    (
        "G32",
        "全市工业技改投资占比由2024年的31.2%提高到2025年的33.5%。",
        [
            "工业技术改造投资 ningbo share 31.2pct year:2024",
            "工业技术改造投资 ningbo share 33.5pct year:2025",
        ],
    ),
    (
        "G32-old-with-its-own-quarter",
        "1—4月，全市规上工业增加值增速由一季度的8.1%提高到8.8%。",
        [f"{NB} growth/yoy 8.1pct quarter:2026-03", f"{NB} growth/yoy 8.8pct {APRIL}"],
    ),
    (
        "G33",
        "2025年，全市城镇化率79.9%，比上年提高0.6个百分点。",
        [
            "城镇化率 ningbo share 79.9pct year:2025",
            "城镇化率 ningbo change/yoy 0.6pp year:2025",
        ],
    ),
    ("G34", "1—4月，全市商品房销售面积同比降幅为9.1%。", [f"商品房销售面积 ningbo growth/yoy -9.1pct {APRIL}"]),
    ("G35", "1—4月，全市房地产开发投资负增长-25.1%。", [f"房地产开发投资 ningbo growth/yoy -25.1pct {APRIL}"]),
    ("G36", "1—4月，全市新增规上工业企业312家。", [f"规模以上工业企业 ningbo change/previous 312count {APRIL}"]),
    (
        "G36-behind",
        "2025年，全市新增15家单项冠军企业。",
        ["制造业单项冠军企业 ningbo change/previous 15count year:2025"],
    ),
    ("G37", "2025年，全市高新技术企业净增860家。", ["高新技术企业 ningbo change/previous 860count year:2025"]),
]

COMPARED = [
    (
        "C01",
        "1—4月，全市规上工业增加值增长8.8%，高于全国2.4个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} gap/nation 2.4pp {APRIL}",
        ],
    ),
    (
        "C01-two",
        "1—4月，全市规上工业增加值增长8.8%，增速高于全国2.4个百分点、全省1.7个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} gap/nation 2.4pp {APRIL}",
            f"{NB} gap/province 1.7pp {APRIL}",
        ],
    ),
    (
        "C01-each",
        "1—4月，全市规上工业增加值增长8.8%，分别高于全国、全省2.4个和1.7个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} gap/nation 2.4pp {APRIL}",
            f"{NB} gap/province 1.7pp {APRIL}",
        ],
    ),
    (
        "C01-than",
        "1—4月，全市规上工业增加值增长8.8%，比全国平均快2.4个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} gap/nation 2.4pp {APRIL}",
        ],
    ),
    (
        "C02",
        "1—4月，全市社会消费品零售总额增长4.1%，低于全省0.6个百分点。",
        [
            f"社会消费品零售总额 ningbo growth/yoy 4.1pct {APRIL}",
            f"社会消费品零售总额 ningbo gap/province -0.6pp {APRIL}",
        ],
    ),
    (
        "C03",
        "1—4月，全国规上工业增加值增长6.4%，全省增长7.1%，我市增长8.8%。",
        [
            f"{IVA} china growth/yoy 6.4pct {APRIL}",
            f"{IVA} zhejiang growth/yoy 7.1pct {APRIL}",
            f"{NB} growth/yoy 8.8pct {APRIL}",
        ],
    ),
    (
        "C05",
        "1—4月，全市社会消费品零售总额增长5.1%，与全国增速基本持平。",
        [
            f"社会消费品零售总额 ningbo growth/yoy 5.1pct {APRIL}",
        ],
    ),
    (
        "C06",
        "2025年，宁波地区生产总值18716亿元，领先无锡1500亿元。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo gap/wuxi 1500cny_100m year:2025",
        ],
    ),
    (
        "C06-behind",
        "2025年，宁波地区生产总值18716亿元，落后杭州5400亿元。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo gap/hangzhou -5400cny_100m year:2025",
        ],
    ),
    (
        "C07",
        "2025年，全市地区生产总值18716亿元，距2万亿元仅一步之遥。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "!target 2万亿元",
        ],
    ),
    (
        "C08",
        "1—4月，全市出口占全国份额3.6%，同比提高0.1个百分点。",
        [
            f"出口总额 ningbo share/nation 3.6pct {APRIL}",
            f"出口总额 ningbo change/yoy 0.1pp {APRIL}",
        ],
    ),
    ("C09", "1—4月，全市规上工业增加值增速居全省第2位。", [f"{NB} rank/province 2rank {APRIL}"]),
    ("C10", "2025年，全市地区生产总值居全国城市第11位。", ["地区生产总值 ningbo rank/nation 11rank year:2025"]),
    ("C11", "1—4月，全市工业经济运行好于全国和全省平均水平。", []),
    ("C12", "1—4月，浙江省规模以上工业增加值同比增长7.1%。", [f"{IVA} zhejiang growth/yoy 7.1pct {APRIL}"]),
    (
        "C13",
        "国家先进制造业集群名单公布，全国80个，其中宁波4个。",
        [
            "国家先进制造业集群 china count 80count now:2026-06-30",
            "国家先进制造业集群 ningbo count 4count now:2026-06-30",
        ],
    ),
    (
        "C14",
        "1—4月，全市工业投资、制造业投资和民间投资分别增长9.2%、10.1%和4.0%，分别高于全省2.2、3.0和1.1个百分点。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"民间投资 ningbo growth/yoy 4.0pct {APRIL}",
            f"工业投资 ningbo gap/province 2.2pp {APRIL}",
            f"制造业投资 ningbo gap/province 3.0pp {APRIL}",
            f"民间投资 ningbo gap/province 1.1pp {APRIL}",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in GROWTH])
def test_growth_and_direction(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in COMPARED])
def test_comparison_with_another_place(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


def test_a_gap_to_the_city_on_a_district_page_is_not_the_citys_growth() -> None:
    text = "上半年，全区固定资产投资增长7.0%，高于全市平均16.9个百分点。"
    assert shown(text, "ningbo/fenghua", "2025-07-24") == [
        "固定资产投资 ningbo/fenghua growth/yoy 7.0pct half:2025-06",
        "固定资产投资 ningbo/fenghua gap/city 16.9pp half:2025-06",
    ]
