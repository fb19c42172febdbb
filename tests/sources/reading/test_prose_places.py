"""Groups P, L and A of the catalogue of phrasings: periods, levels and units, and whose number it is."""

from __future__ import annotations

import pytest
from wording import shown

IVA = "规模以上工业增加值"
NB = f"{IVA} ningbo"
APRIL = "ytd:2026-04"

PERIODS = [
    ("P01", "前四月，全市规上工业增加值增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("P01-first", "首4个月，全市规上工业增加值增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("P01-to", "1至4月，全市规上工业增加值增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("P01-wave", "1～4月，全市规上工业增加值增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("P01-minus", "1−4月，全市规上工业增加值增长8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    (
        "P02",
        "1—4月，全市规上工业增加值增长8.8%；4月当月，增长9.3%。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} growth/yoy 9.3pct month:2026-04",
        ],
    ),
    (
        "P02-single",
        "4月份，全市规上工业增加值增长9.3%；1—4月，全市规上工业增加值增长8.8%。",
        [
            f"{NB} growth/yoy 9.3pct month:2026-04",
            f"{NB} growth/yoy 8.8pct {APRIL}",
        ],
    ),
    ("P03", "1—2月，全国规模以上工业增加值同比增长6.3%。", [f"{IVA} china growth/yoy 6.3pct ytd:2026-02"]),
    (
        "P04",
        "2025年全年，全市规上工业增加值增长7.1%，前三季度增长6.9%。",
        [
            f"{NB} growth/yoy 7.1pct year:2025",
            f"{NB} growth/yoy 6.9pct ytd:2025-09",
        ],
    ),
    ("P04-quarter", "2026年1—3月，全市规上工业增加值增长8.5%。", [f"{NB} growth/yoy 8.5pct quarter:2026-03"]),
    ("P05", "2025年二季度，全国规模以上工业增加值增长6.3%。", [f"{IVA} china growth/yoy 6.3pct quarter:2025-06"]),
    ("P06", "今年以来，全市新增单项冠军企业15家。", ["制造业单项冠军企业 ningbo change/previous 15count ytd:2026.."]),
    ("P07", "1—4月，全市出口增长7.9%，上年同期为下降2.3%。", [f"出口总额 ningbo growth/yoy 7.9pct {APRIL}"]),
    ("P08", "截至4月末，全市规上工业企业11200家。", ["规模以上工业企业 ningbo count 11200count as_of:2026-04-30"]),
    ("P08-now", "截至目前，宁波拥有国家级单项冠军119家。", ["制造业单项冠军企业 ningbo count 119count now:2026-06-30"]),
    ("P08-year-end", "2025年末，全市常住人口981.4万人。", ["常住人口 ningbo level 9814000count as_of:2025-12-31"]),
    ("P09", "4月份，全市规上工业增加值增长9.3%。", [f"{NB} growth/yoy 9.3pct month:2026-04"]),
    (
        "P10",
        "五年来，全市新增规上工业企业3100家。",
        ["规模以上工业企业 ningbo change/previous 3100count span:2021-2025"],
    ),
    ("P11", "全市87件产品入选2025年度浙江省首台（套）装备。", ["首台（套）装备 ningbo count 87count year:2025"]),
    (
        "P12",
        "初步核算，2025年全市地区生产总值18716亿元。",
        ["地区生产总值 ningbo level 18716cny_100m year:2025 preliminary"],
    ),
    (
        "P13",
        "根据第五次全国经济普查结果，2023年全市地区生产总值修订为17146.6亿元。",
        [
            "地区生产总值 ningbo level 17146.6cny_100m year:2023 revised",
        ],
    ),
    (
        "P13-final",
        "经最终核实，2024年全市地区生产总值18147.7亿元。",
        ["地区生产总值 ningbo level 18147.7cny_100m year:2024 final"],
    ),
    ("P14", "预计2026年全市规上工业增加值增长7.2%以上。", ["!forecast 7.2%"]),
    (
        "P15",
        "因统计范围变化，1—4月全市规上工业营业收入8931亿元，同比增长6.0%。",
        [
            f"规模以上工业营业收入 ningbo level 8931cny_100m {APRIL}",
            f"规模以上工业营业收入 ningbo growth/yoy 6.0pct {APRIL}",
        ],
    ),
    (
        "P16",
        "1—3月（错月统计），全市规上服务业营业收入增长9.4%。",
        ["规模以上服务业营业收入 ningbo growth/yoy 9.4pct quarter:2026-03"],
    ),
    ("P17", "第七批名单中，宁波入选单项冠军企业20家。", ["制造业单项冠军企业 ningbo count 20count now:2026-06-30"]),
    ("P18", "近三年，全市出口规模连续12个月保持增长。", ["出口总额 ningbo streak 12months now:2026-06-30"]),
    ("P20", "4月份，全市出口增长7.9%，而上年4月为下降2.3%。", ["出口总额 ningbo growth/yoy 7.9pct month:2026-04"]),
    (
        "P21",
        "2025年，全市第二产业增加值7905亿元，同比增长4.6%（绝对数按现价计算）。",
        [
            "第二产业增加值 ningbo level 7905cny_100m year:2025",
            "第二产业增加值 ningbo growth/yoy 4.6pct year:2025",
        ],
    ),
    (
        "P22",
        "据宁波海关统计，1—4月宁波市出口同比（下同）增长7.9%，进口下降1.2%。",
        [
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
            f"进口总额 ningbo growth/yoy -1.2pct {APRIL}",
        ],
    ),
]

LEVELS = [
    ("L01", "2025年，全市一般公共预算收入1932.5亿元。", ["一般公共预算收入 ningbo level 1932.5cny_100m year:2025"]),
    ("L02", "2025年，全市地区生产总值1.87万亿元。", ["地区生产总值 ningbo level 18700cny_100m year:2025"]),
    (
        "L03",
        "目前，全市拥有经营主体140.3万户、制造业企业12.8万家。",
        [
            "经营主体 ningbo count 1403000count now:2026-06-30",
            "制造业企业 ningbo count 128000count now:2026-06-30",
        ],
    ),
    (
        "L03-over",
        "目前，全市拥有规上工业企业一万一千余家。",
        ["规模以上工业企业 ningbo count ~11000count now:2026-06-30"],
    ),
    ("L04", "2025年，全市实际利用外资20.5亿美元。", ["实际利用外资 ningbo level 20.5usd_100m year:2025"]),
    ("L05", "2025年，全市全部工业增加值超7000亿元。", ["全部工业增加值 ningbo level >7000cny_100m year:2025"]),
    ("L05-word", "目前，全市高新技术企业突破万家。", ["高新技术企业 ningbo count >10000count now:2026-06-30"]),
    (
        "L06",
        "1—4月，全市完成固定资产投资1320亿元，实现利润总额412.6亿元。",
        [
            f"固定资产投资 ningbo level 1320cny_100m {APRIL}",
            f"利润总额 ningbo level 412.6cny_100m {APRIL}",
        ],
    ),
    ("L07", "2025年，全市规上工业总产值近2.6万亿元。", ["规模以上工业总产值 ningbo level <26000cny_100m year:2025"]),
    ("L08", "2025年，全市研发经费约620亿元。", ["研发经费 ningbo level ~620cny_100m year:2025"]),
    ("L09", "2026年全市规上工业增加值预期增长6%—7%。", ["!target 6%", "!target 7%"]),
    (
        "L10",
        "1—4月，全市全社会用电量331.8亿千瓦时，汽车产量42.6万辆。",
        [
            f"全社会用电量 ningbo level 33180000000other {APRIL}",
            f"汽车产量 ningbo level 426000count {APRIL}",
        ],
    ),
    ("L10-thousand", "2025年，全市出生率5.12‰。", ["出生率 ningbo share 5.12permille year:2025"]),
    ("L11", "1—4月，全市出口2,851.6亿元。", [f"出口总额 ningbo level 2851.6cny_100m {APRIL}"]),
    (
        "L13",
        "1—4月，全市规上工业增加值增长百分之八点八，比全省快1.7个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} gap/province 1.7pp {APRIL}",
        ],
    ),
    (
        "L14",
        "2024年，全市三次产业结构为2.5：43.4：54.1。",
        [
            "第一产业增加值 ningbo share/gdp 2.5pct year:2024",
            "第二产业增加值 ningbo share/gdp 43.4pct year:2024",
            "第三产业增加值 ningbo share/gdp 54.1pct year:2024",
        ],
    ),
    ("L14-damaged", "2024年，全市三次产业结构为25∶43.4∶54.1。", ["!damaged 25", "!damaged 43.4", "!damaged 54.1"]),
    (
        "L15",
        "2024年，全市人均地区生产总值186379元，增长4.5%。",
        [
            "人均地区生产总值 ningbo level 186379cny year:2024",
            "人均地区生产总值 ningbo growth/yoy 4.5pct year:2024",
        ],
    ),
    (
        "L16",
        "1—4月，全市限额以上社会消费品零售总额增长6.2%，社会消费品零售总额增长4.1%。",
        [
            f"限额以上社会消费品零售总额 ningbo growth/yoy 6.2pct {APRIL}",
            f"社会消费品零售总额 ningbo growth/yoy 4.1pct {APRIL}",
        ],
    ),
    (
        "L17",
        "1—4月，全市规上工业总产值增长5.4%，销售产值增长5.1%，营业收入增长4.8%。",
        [
            f"规模以上工业总产值 ningbo growth/yoy 5.4pct {APRIL}",
            f"规模以上工业销售产值 ningbo growth/yoy 5.1pct {APRIL}",
            f"规模以上工业营业收入 ningbo growth/yoy 4.8pct {APRIL}",
        ],
    ),
    (
        "L18",
        "目前，全市累计拥有5G工厂30家、绿色工厂112家。",
        [
            "5G工厂 ningbo count 30count now:2026-06-30",
            "绿色工厂 ningbo count 112count now:2026-06-30",
        ],
    ),
]

WHOSE = [
    ("A01", "ningbo/cixi", "1—4月，我市规上工业增加值同比增长7.2%。", [f"{IVA} ningbo/cixi growth/yoy 7.2pct {APRIL}"]),
    (
        "A01-own",
        "ningbo/yuyao",
        "1—4月，全市规上工业增加值同比增长7.2%。",
        [f"{IVA} ningbo/yuyao growth/yoy 7.2pct {APRIL}"],
    ),
    (
        "A02",
        "ningbo/cixi",
        "上半年，全市（含前湾新区）规上工业增加值增长6.1%，市级（不含前湾新区）增长5.0%。",
        [
            f"{IVA} ningbo/cixi[含前湾新区] growth/yoy 6.1pct half:2026-06",
            f"{IVA} ningbo/cixi[不含前湾新区] growth/yoy 5.0pct half:2026-06",
        ],
    ),
    (
        "A03",
        "ningbo/fenghua",
        "1—4月，全区规上工业增加值增长5.5%，区本级规上工业增加值增长4.9%。",
        [
            f"{IVA} ningbo/fenghua growth/yoy 5.5pct {APRIL}",
            f"{IVA} ningbo/fenghua[区本级] growth/yoy 4.9pct {APRIL}",
        ],
    ),
    (
        "A04",
        "ningbo",
        "1—4月，北仑区规上工业增加值增长4.9%；全市规上工业增加值增长8.8%。",
        [
            f"{IVA} ningbo/beilun growth/yoy 4.9pct {APRIL}",
            f"{NB} growth/yoy 8.8pct {APRIL}",
        ],
    ),
    (
        "A05",
        "ningbo",
        "上半年，宁波口岸进出口1.16万亿元，下降10.4%；宁波市进出口6300亿元。",
        [
            "进出口总额 ningbo-port level 11600cny_100m half:2026-06",
            "进出口总额 ningbo-port growth/yoy -10.4pct half:2026-06",
            "进出口总额 ningbo level 6300cny_100m half:2026-06",
        ],
    ),
    (
        "A06",
        "ningbo",
        "1—4月，宁波舟山港集装箱吞吐量1390万标箱，增长9.8%。",
        [
            f"港口集装箱吞吐量 ningbo-port level 13900000other {APRIL}",
            f"港口集装箱吞吐量 ningbo-port growth/yoy 9.8pct {APRIL}",
        ],
    ),
    ("A07", "ningbo", "1—4月，全省规上工业增加值增长7.1%。", [f"{IVA} zhejiang growth/yoy 7.1pct {APRIL}"]),
    ("A08", "ningbo", "1—4月，全国制造业投资增长3.1%。", [f"制造业投资 china growth/yoy 3.1pct {APRIL}"]),
    (
        "A09",
        "ningbo",
        "1—4月，杭州规上工业增加值增长6.3%，温州增长10.3%。",
        [
            f"{IVA} hangzhou growth/yoy 6.3pct {APRIL}",
            f"{IVA} wenzhou growth/yoy 10.3pct {APRIL}",
        ],
    ),
    ("A10", "ningbo", "1—4月，长三角地区规上工业增加值增长6.9%。", [f"{IVA} yangtze-delta growth/yoy 6.9pct {APRIL}"]),
    (
        "A12",
        "ningbo",
        "1—4月，全市民营企业规上工业增加值增长8.9%。",
        [f"{IVA} ningbo[民营企业] growth/yoy 8.9pct {APRIL}"],
    ),
    (
        "A13",
        "ningbo",
        "2025年，全市全部工业增加值增长5.1%，规上工业增加值增长5.9%，规下工业增加值增长1.0%。",
        [
            "全部工业增加值 ningbo growth/yoy 5.1pct year:2025",
            f"{NB} growth/yoy 5.9pct year:2025",
            "规模以下工业增加值 ningbo growth/yoy 1.0pct year:2025",
        ],
    ),
    (
        "A14",
        "ningbo",
        "1—4月，全市固定资产投资下降1.2%，工业投资增长9.2%，制造业投资增长10.1%，民间投资增长4.0%，高技术产业投资增长16.0%。",
        [
            f"固定资产投资 ningbo growth/yoy -1.2pct {APRIL}",
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"民间投资 ningbo growth/yoy 4.0pct {APRIL}",
            f"高技术产业投资 ningbo growth/yoy 16.0pct {APRIL}",
        ],
    ),
    (
        "A15",
        "ningbo",
        "1—4月，全市装备制造业、高技术制造业、高新技术产业、战略性新兴产业增加值分别增长9.6%、13.8%、9.0%和10.2%。",
        [
            f"装备制造业增加值 ningbo growth/yoy 9.6pct {APRIL}",
            f"高技术制造业增加值 ningbo growth/yoy 13.8pct {APRIL}",
            f"高新技术产业增加值 ningbo growth/yoy 9.0pct {APRIL}",
            f"战略性新兴产业增加值 ningbo growth/yoy 10.2pct {APRIL}",
        ],
    ),
    ("A16", None, "1—4月，规上工业增加值同比增长7.1%。", ["!unknown_area 7.1%"]),
    ("A16-all-city", None, "1—4月，全市规上工业增加值同比增长7.1%。", ["!unknown_area 7.1%"]),
    (
        "A16-named",
        None,
        "温州日前公布数据。1—4月，全市规上工业增加值同比增长10.3%。",
        [f"{IVA} wenzhou growth/yoy 10.3pct {APRIL}"],
    ),
    (
        "A18",
        "ningbo",
        "全省16家企业入选单项冠军企业，宁波6家。",
        [
            "制造业单项冠军企业 zhejiang count 16count now:2026-06-30",
            "制造业单项冠军企业 ningbo count 6count now:2026-06-30",
        ],
    ),
    (
        "A19",
        "ningbo",
        "慈溪市规上工业增加值增长5.6%。该市制造业投资增长2.2%。",
        [
            f"{IVA} ningbo/cixi growth/yoy 5.6pct unknown",
            "制造业投资 ningbo/cixi growth/yoy 2.2pct unknown",
        ],
    ),
    ("A20", "china", "各计划单列市推荐名额不超过2个。", ["!quota 2个"]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PERIODS])
def test_periods_and_vintages(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LEVELS])
def test_levels_units_and_sizes(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in WHOSE])
def test_whose_number_it_is(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area) == expected


def test_a_month_without_a_year_or_a_day_of_publication_stays_unknown() -> None:
    assert shown("4月份，全市规上工业增加值增长9.3%。", published=None) == [f"{NB} growth/yoy 9.3pct unknown"]


def test_the_period_of_a_correction_is_not_that_of_the_paragraph_after_it() -> None:
    text = (
        "2026年上半年全市经济运行情况\n"
        "上半年，全市规模以上工业增加值同比增长7.4%。\n"
        "根据企业补报数据，1—5月全市规模以上工业增加值增速修订为8.1%。\n"
        "高端装备、高技术制造业增加值分别增长13.6%和12.0%。\n"
    )
    assert shown(text, published="2026-07-24") == [
        "规模以上工业增加值 ningbo growth/yoy 7.4pct half:2026-06",
        "规模以上工业增加值 ningbo growth/yoy 8.1pct ytd:2026-05 revised",
        "高端装备制造业增加值 ningbo growth/yoy 13.6pct half:2026-06",
        "高技术制造业增加值 ningbo growth/yoy 12.0pct half:2026-06",
    ]
