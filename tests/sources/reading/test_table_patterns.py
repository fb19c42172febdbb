"""The table patterns of the catalogue of wordings, several tables each. All figures are invented."""

from __future__ import annotations

import pytest
from wording import reading, show, vocabulary

from sources.pages import read_page
from sources.reading.release import read

Row = tuple[str, str, str | None, tuple[str, ...], list[str]]
IVA = "规模以上工业增加值"
NB = "ningbo"
APRIL, TO_APRIL = "month:2026-04", "ytd:2026-04"

# id, title, whose page, rows (cells parted by |), what must be read
TABLES: list[Row] = [
    (
        "T01",
        "2026年4月主要指标",
        NB,
        ("指标|单位|本月|累计|累计同比增长(%)", "规模以上工业增加值|亿元|431.7|1655.2|8.4"),
        [
            f"{IVA} ningbo level 431.7cny_100m {APRIL}",
            f"{IVA} ningbo level 1655.2cny_100m {TO_APRIL}",
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
        ],
    ),
    (
        "T01",
        "2026年4月主要指标",
        NB,
        (
            "指标名称|计量单位|本月实际|本月同比(%)|本月止累计|累计同比(%)",
            "一般公共预算收入|万元|72830|1.7|728300|-2.4",
        ),
        [
            f"一般公共预算收入 ningbo level 7.283cny_100m {APRIL}",
            f"一般公共预算收入 ningbo growth/yoy 1.7pct {APRIL}",
            f"一般公共预算收入 ningbo level 72.83cny_100m {TO_APRIL}",
            f"一般公共预算收入 ningbo growth/yoy -2.4pct {TO_APRIL}",
        ],
    ),
    (
        "T01",  # nobody knows what 报告数 is, nor what the growth right of it goes with
        "2026年4月主要指标",
        NB,
        ("指标|单位|本月|报告数|同比(%)", "工业投资|亿元|431.7|1655.2|8.4"),
        [f"工业投资 ningbo level 431.7cny_100m {APRIL}", "!unpaired 1655.2", "!unpaired 8.4"],
    ),
    (
        "T02",
        "2026年4月规模以上工业（亿元）",
        NB,
        ("指标|4月|同比±%|1-4月|同比±%", "工业增加值总计|431.7|9.1|1655.2|8.4"),
        [
            f"{IVA} ningbo level 431.7cny_100m {APRIL}",
            f"{IVA} ningbo growth/yoy 9.1pct {APRIL}",
            f"{IVA} ningbo level 1655.2cny_100m {TO_APRIL}",
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
        ],
    ),
    (
        "T02",
        "2026年3月用电",
        NB,
        ("指标|3月|同比±%|1-3月|同比±%", "全社会用电量（亿千瓦时）|92|4.3|260|5.5"),
        [
            "全社会用电量 ningbo level 9200000000other month:2026-03",
            "全社会用电量 ningbo growth/yoy 4.3pct month:2026-03",
            "全社会用电量 ningbo level 26000000000other quarter:2026-03",
            "全社会用电量 ningbo growth/yoy 5.5pct quarter:2026-03",
        ],
    ),
    (
        "T03",
        "2026年1-4月规模以上工业增加值",
        NB,
        ("指标|增速%", "工业增加值总计|8.4", "在总计中：民营企业|7.7", "大中型企业|9.9", "高新技术产业|9.0"),
        [
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
            f"{IVA} ningbo[民营企业] growth/yoy 7.7pct {TO_APRIL}",
            f"{IVA} ningbo[大中型企业] growth/yoy 9.9pct {TO_APRIL}",
            f"高新技术产业增加值 ningbo growth/yoy 9.0pct {TO_APRIL}",
        ],
    ),
    (
        "T03",  # 其中 below a part is of that part; a new total ends the parts
        "2026年1-4月外贸",
        NB,
        (
            "指标|同比±%",
            "进出口总额|4.4",
            "#出口总额|5.1",
            "其中：机电产品|7.9",
            "进口总额|2.9",
            "在总额中：外商投资企业|-1",
        ),
        [
            f"进出口总额 ningbo growth/yoy 4.4pct {TO_APRIL}",
            f"出口总额 ningbo growth/yoy 5.1pct {TO_APRIL}",
            f"机电产品出口 ningbo growth/yoy 7.9pct {TO_APRIL}",
            f"进口总额 ningbo growth/yoy 2.9pct {TO_APRIL}",
            f"进口总额 ningbo[外商投资企业] growth/yoy -1pct {TO_APRIL}",
        ],
    ),
    (
        "T03",  # 按产业分 divides the first total, not the row above
        "2026年1-4月固定资产投资",
        NB,
        ("指标|增长%", "固定资产投资|3.3", "房地产开发投资|-17", "按产业分：第二产业|8.1"),
        [
            f"固定资产投资 ningbo growth/yoy 3.3pct {TO_APRIL}",
            f"房地产开发投资 ningbo growth/yoy -17pct {TO_APRIL}",
            f"第二产业投资 ningbo growth/yoy 8.1pct {TO_APRIL}",
        ],
    ),
    (
        "T05",
        "2026年1-4月规模以上工业增加值增速（%）",
        NB,
        ("地区|4月|1-4月", "全国|5.7|6.0", "浙 江|7.7|7.9", "宁波|9.1|8.4"),
        [
            f"{IVA} china growth/yoy 5.7pct {APRIL}",
            f"{IVA} china growth/yoy 6.0pct {TO_APRIL}",
            f"{IVA} zhejiang growth/yoy 7.7pct {APRIL}",
            f"{IVA} zhejiang growth/yoy 7.9pct {TO_APRIL}",
            f"{IVA} ningbo growth/yoy 9.1pct {APRIL}",
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
        ],
    ),
    (
        "T05",  # no row of Ningbo's: nothing becomes Ningbo's
        "2026年1-4月工业投资",
        NB,
        ("地区|增速（%）", "杭州市|3.0", "某市|4.0"),
        [f"工业投资 hangzhou growth/yoy 3.0pct {TO_APRIL}", "!unknown_area 4.0"],
    ),
    (
        "T05",  # on nobody's page 全省 is no place
        "各市规模以上工业增加值（2026年1-4月）",
        None,
        ("地区|增加值（亿元）", "全省|8000", "宁波|1655.2"),
        ["!unknown_area 8000", f"{IVA} ningbo level 1655.2cny_100m {TO_APRIL}"],
    ),
    (
        "T06",
        "2026年1-4月各区（县、市）工业投资",
        NB,
        ("区（县、市）|工业投资增速（%）|排名", "海曙区|-8.2|9", "象山县|2.5|7"),
        [
            f"工业投资 ningbo/haishu growth/yoy -8.2pct {TO_APRIL}",
            f"工业投资 ningbo/haishu rank/city 9rank {TO_APRIL}",
            f"工业投资 ningbo/xiangshan growth/yoy 2.5pct {TO_APRIL}",
            f"工业投资 ningbo/xiangshan rank/city 7rank {TO_APRIL}",
        ],
    ),
    (
        "T06",  # firms are no places, and their money is not the city's
        "2025年宁波市工业企业营业收入",
        NB,
        ("企业名称|营业收入（亿元）|同比%", "宁波甲例有限公司|500|11"),
        ["!unknown_area 500", "!unknown_area 11"],
    ),
    (
        "T07",
        "2026年主要经济指标",
        NB,
        (
            "地区|规上工业增加值|规上工业增加值|固定资产投资",
            "地区|总量（亿元）|1-4月增速（%）|1-4月增速（%）",
            "镇海区|100|7.7|3.3",
        ),
        [
            "规模以上工业增加值 ningbo/zhenhai level 100cny_100m year:2026",
            f"{IVA} ningbo/zhenhai growth/yoy 7.7pct {TO_APRIL}",
            f"固定资产投资 ningbo/zhenhai growth/yoy 3.3pct {TO_APRIL}",
        ],
    ),
    (
        "T07",  # growth beside two years is that of the later one
        "宁波地区生产总值",
        NB,
        ("指标|2025年|2024年|增长（%）", "地区生产总值（亿元）|18731|18147|4.8"),
        [
            "地区生产总值 ningbo level 18731cny_100m year:2025",
            "地区生产总值 ningbo level 18147cny_100m year:2024",
            "地区生产总值 ningbo growth/yoy 4.8pct year:2025",
        ],
    ),
    (
        "T08",
        "2026年1-4月产品产量",
        NB,
        ("产品名称|单位|4月|同比±%", "汽车|万辆|11|…", "手机|万台|—|-", "水电|亿千瓦时|..|"),
        [f"汽车 ningbo level 110000count {APRIL}"],
    ),
    (
        "T08",
        "2026年1-4月投资",
        NB,
        ("指标|增长%", "工业投资|…", "#制造业投资|9"),
        [f"制造业投资 ningbo growth/yoy 9pct {TO_APRIL}"],
    ),
    (
        "T09",
        "2026年1-4月工业",
        NB,
        ("指标[注]|绝对量（亿元）①|增长[2]（%）", "工业投资②|500[a]|8.4③"),
        [f"工业投资 ningbo level 500cny_100m {TO_APRIL}", f"工业投资 ningbo growth/yoy 8.4pct {TO_APRIL}"],
    ),
    (
        "T09",
        "2026年1-4月工业",
        NB,
        ("指标|增长%", "工业投资|8.4[1]"),
        [f"工业投资 ningbo growth/yoy 8.4pct {TO_APRIL}"],
    ),
    (
        "T10",
        "2026年1-4月主要指标 单位：亿元、%",
        NB,
        ("指标|1-4月|同比", "工业投资|500|8.4"),
        [f"工业投资 ningbo level 500cny_100m {TO_APRIL}", f"工业投资 ningbo growth/yoy 8.4pct {TO_APRIL}"],
    ),
    (
        "T10",  # several units and no saying which is whose
        "2026年1-4月港口 单位：万吨、万标箱、%",
        NB,
        ("指标|1-4月|同比", "货物吞吐量|47368|3.6"),
        ["!unpaired 47368", f"港口货物吞吐量 ningbo growth/yoy 3.6pct {TO_APRIL}"],
    ),
    (
        "T10",  # a unit that the term cannot have is no unit of it
        "2026年1-4月利润（亿元）",
        NB,
        ("指标|单位|1-4月|同比%", "利润总额|亿元|300|6", "亏损企业|家|2000|5"),
        [
            f"利润总额 ningbo level 300cny_100m {TO_APRIL}",
            f"利润总额 ningbo growth/yoy 6pct {TO_APRIL}",
            f"亏损企业 ningbo count 2000count {TO_APRIL}",
            f"亏损企业 ningbo growth/yoy 5pct {TO_APRIL}",
        ],
    ),
    (
        "T11",
        "北仑区2026年1-4月主要指标",
        NB,
        ("指标|绝对值（亿元）|增减%", "固定资产投资|118.6|▽12.9", "工业投资|50|－1.6"),
        [
            f"固定资产投资 ningbo/beilun level 118.6cny_100m {TO_APRIL}",
            f"固定资产投资 ningbo/beilun growth/yoy -12.9pct {TO_APRIL}",
            f"工业投资 ningbo/beilun level 50cny_100m {TO_APRIL}",
            f"工业投资 ningbo/beilun growth/yoy -1.6pct {TO_APRIL}",
        ],
    ),
    (
        "T11",  # in money 增减 is no rate
        "2026年1-4月投资",
        NB,
        ("指标|本期|上年同期|增减额|增减%", "工业投资（亿元）|500|450|50|11.1"),
        [
            f"工业投资 ningbo level 500cny_100m {TO_APRIL}",
            f"工业投资 ningbo change/yoy 50cny_100m {TO_APRIL}",
            f"工业投资 ningbo growth/yoy 11.1pct {TO_APRIL}",
        ],
    ),
    (
        "T12",
        "2026年3月份价格",
        "china",
        ("项目|环比涨跌幅（%）|同比涨跌幅（%）|1—3月同比（%）", "工业生产者出厂价格|0.1|-1.8|-1.6"),
        [
            "工业生产者出厂价格 china growth/mom 0.1pct month:2026-03",
            "工业生产者出厂价格 china growth/yoy -1.8pct month:2026-03",
            "工业生产者出厂价格 china growth/yoy -1.6pct quarter:2026-03",
        ],
    ),
    (
        "T12",
        "2026年规模以上工业增加值增速",
        NB,
        ("月份|当月同比（%）|累计同比（%）", "1—2月|—|7.1", "4月|9|8"),
        [
            f"{IVA} ningbo growth/yoy 7.1pct ytd:2026-02",
            f"{IVA} ningbo growth/yoy 9pct {APRIL}",
            f"{IVA} ningbo growth/yoy 8pct {TO_APRIL}",
        ],
    ),
    ("T12", "2026年4月", NB, ("指标|同比%|同比%", "工业投资|9|8"), ["!unpaired 9", "!unpaired 8"]),
    (
        "T13",
        "2026年1-4月各市工业用电情况",
        "zhejiang",
        ("地区|工业用电量增速（%）|排位|比上月升降", "宁波市|4.9|第八|↑2", "舟山市|18.4|并列第1|↓1"),
        [
            f"工业用电量 ningbo growth/yoy 4.9pct {TO_APRIL}",
            f"工业用电量 ningbo rank/province 8rank {TO_APRIL}",
            f"工业用电量 ningbo change/previous 2rank {TO_APRIL}",
            f"工业用电量 zhoushan growth/yoy 18.4pct {TO_APRIL}",
            f"工业用电量 zhoushan rank/province 1rank {TO_APRIL}",
            f"工业用电量 zhoushan change/previous -1rank {TO_APRIL}",
        ],
    ),
    (
        "T13",  # cities of several provinces: nobody says what they rank in
        "2026年1-4月万亿城市工业投资增速（%）",
        None,
        ("城市|增速|排名", "深圳|7|5", "宁波|8.8|2"),
        [
            f"工业投资 shenzhen growth/yoy 7pct {TO_APRIL}",
            f"工业投资 shenzhen rank 5rank {TO_APRIL}",
            f"工业投资 ningbo growth/yoy 8.8pct {TO_APRIL}",
            f"工业投资 ningbo rank 2rank {TO_APRIL}",
        ],
    ),
    (
        "T14",
        "2026年1-4月用电（亿千瓦时）",
        NB,
        ("项目|用电量|同比±%", "工业|230|5.3", "地区|制造业用电量|同比±%", "镇海区|51|5.3"),
        [
            f"工业用电量 ningbo level 23000000000other {TO_APRIL}",
            f"工业用电量 ningbo growth/yoy 5.3pct {TO_APRIL}",
            f"制造业用电量 ningbo/zhenhai level 5100000000other {TO_APRIL}",
            f"制造业用电量 ningbo/zhenhai growth/yoy 5.3pct {TO_APRIL}",
        ],
    ),
    (
        "T15",
        "2026年1-4月规模以上工业分类产值",
        NB,
        ("类别|产值（亿元）|占比（%）", "合计|100|100.0", "轻工业|31|31.4", "重工业|68|68.7"),
        [
            f"规模以上工业总产值 ningbo level 100cny_100m {TO_APRIL}",
            f"规模以上工业总产值 ningbo share 100.0pct {TO_APRIL}",
            f"轻工业总产值 ningbo level 31cny_100m {TO_APRIL}",
            f"轻工业总产值 ningbo share 31.4pct {TO_APRIL}",
            f"重工业总产值 ningbo level 68cny_100m {TO_APRIL}",
            f"重工业总产值 ningbo share 68.7pct {TO_APRIL}",
        ],
    ),
    (
        "T15",
        "2026年1-4月工业投资（亿元）",
        NB,
        ("地区|总量", "全市|100", "海曙区|30", "江北区|69"),
        [
            f"工业投资 ningbo level 100cny_100m {TO_APRIL}",
            f"工业投资 ningbo/haishu level 30cny_100m {TO_APRIL}",
            f"工业投资 ningbo/jiangbei level 69cny_100m {TO_APRIL}",
        ],
    ),
    (
        "T16",
        "（续表）",
        NB,
        ("制造业投资|1206.8|8.3", "基础设施投资|534.1|-5.7"),
        ["!unpaired 1206.8", "!unpaired 8.3", "!unpaired 534.1", "!unpaired -5.7"],
    ),
    (
        "T16",
        "2026年1-4月工业",
        NB,
        ("438.2|7.1", "201.7|5.2"),
        ["!unpaired 438.2", "!unpaired 7.1", "!unpaired 201.7", "!unpaired 5.2"],
    ),
    # targets and forecasts in tables are no results
    (
        "H01",
        "2026年主要目标完成情况",
        NB,
        ("指标|全年目标|1-4月|完成目标%", "工业投资（亿元）|1500|500|33.3"),
        ["!target 1500", f"工业投资 ningbo level 500cny_100m {TO_APRIL}", "!target 33.3"],
    ),
]


def shown(title: str, area: str | None, rows: tuple[str, ...]) -> list[str]:
    cells = ["".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows]
    table = "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"
    page = read_page(f'<html><body><h1>{title}</h1><div id="zoom">{table}</div></body></html>'.encode())
    found = read(page.document, area, None, vocabulary())
    return [show(line) for line in sorted((*found.figures, *found.refusals), key=lambda line: line.span)]


@pytest.mark.parametrize(("title", "area", "rows", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TABLES])
def test_a_table_is_read_by_its_labels(
    title: str, area: str | None, rows: tuple[str, ...], expected: list[str]
) -> None:
    assert shown(title, area, rows) == expected


# tables without markup, as they come in copies: id, text, what must be read
PLAIN: list[tuple[str, str, list[str]]] = [
    (
        "T02",
        "2026年4月工业\n单位：亿元\n指标4月同比±%1-4月同比±%\n工业增加值总计431.7 9.1 1655.2 8.4\n在总计中：国有控股企业86.2 2.4 349.9 3.6",
        [
            f"工业增加值 ningbo level 431.7cny_100m {APRIL}",
            f"工业增加值 ningbo growth/yoy 9.1pct {APRIL}",
            f"工业增加值 ningbo level 1655.2cny_100m {TO_APRIL}",
            f"工业增加值 ningbo growth/yoy 8.4pct {TO_APRIL}",
            f"工业增加值 ningbo[国有控股企业] level 86.2cny_100m {APRIL}",
            f"工业增加值 ningbo[国有控股企业] growth/yoy 2.4pct {APRIL}",
            f"工业增加值 ningbo[国有控股企业] level 349.9cny_100m {TO_APRIL}",
            f"工业增加值 ningbo[国有控股企业] growth/yoy 3.6pct {TO_APRIL}",
        ],
    ),
    (
        "T03",
        "2026年1-4月规模以上工业增加值（亿元）\n指标　1-4月　同比±%\n工业增加值　1655.2　8.4\n在总计中：\n民营企业　800.1　7.7",
        [
            f"{IVA} ningbo level 1655.2cny_100m {TO_APRIL}",
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
            f"{IVA} ningbo[民营企业] level 800.1cny_100m {TO_APRIL}",
            f"{IVA} ningbo[民营企业] growth/yoy 7.7pct {TO_APRIL}",
        ],
    ),
    (
        "T04",
        "2026年1-4月主要指标\n指标\n单位\n累计\n同比±%\n工业投资\n亿元\n500\n8.4\n社会消费品零售总额\n亿元\n4.6\n一般公共预算收入\n亿元\n728.3\n1.7",
        [
            f"工业投资 ningbo level 500cny_100m {TO_APRIL}",
            f"工业投资 ningbo growth/yoy 8.4pct {TO_APRIL}",
            "!unpaired 4.6",
            f"一般公共预算收入 ningbo level 728.3cny_100m {TO_APRIL}",
            f"一般公共预算收入 ningbo growth/yoy 1.7pct {TO_APRIL}",
        ],
    ),
    (
        "T04",
        "2026年1-4月工业投资\n地区\n增速（%）\n全国\n5.7\n宁波\n8.4",
        [f"工业投资 china growth/yoy 5.7pct {TO_APRIL}", f"工业投资 ningbo growth/yoy 8.4pct {TO_APRIL}"],
    ),
    (
        "T06",
        "2026年1-4月工业投资\n区（县、市） 增速（%） 排名\n海曙区 -8.2 9\n镇海区 13.7 3",
        [
            f"工业投资 ningbo/haishu growth/yoy -8.2pct {TO_APRIL}",
            f"工业投资 ningbo/haishu rank/city 9rank {TO_APRIL}",
            f"工业投资 ningbo/zhenhai growth/yoy 13.7pct {TO_APRIL}",
            f"工业投资 ningbo/zhenhai rank/city 3rank {TO_APRIL}",
        ],
    ),
    (
        "T12",
        "2026年4月规模以上工业增加值增速（%）\n　　当月同比　累计同比\n规模以上工业　9.1　8.4\n#高技术产业　9.7　12.4",
        [
            f"{IVA} ningbo growth/yoy 9.1pct {APRIL}",
            f"{IVA} ningbo growth/yoy 8.4pct {TO_APRIL}",
            f"高技术制造业增加值 ningbo growth/yoy 9.7pct {APRIL}",
            f"高技术制造业增加值 ningbo growth/yoy 12.4pct {TO_APRIL}",
        ],
    ),
    (
        "T16",
        "438.2　7.1　1659.3\n201.7　5.2　772.8",
        [f"!unknown_indicator {number}" for number in ("438.2", "7.1", "1659.3", "201.7", "5.2", "772.8")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLAIN])
def test_a_table_in_plain_text_is_read_by_its_labels(text: str, expected: list[str]) -> None:
    found = reading(text)
    lines = sorted((*found.figures, *found.refusals), key=lambda line: line.span)
    assert [show(line) for line in lines] == expected


# tables of one page: captions say what each is about
def test_each_table_of_a_page_has_its_own_caption() -> None:
    body = (
        "<p>表1　分产业投资增速</p><table><tr><td>分类</td><td>增速（%）</td></tr><tr><td>工业投资</td><td>8</td></tr></table>"
        "<p>附：各地区规模以上工业增加值增速</p><table><tr><td>地区</td><td>1-4月同比（%）</td></tr><tr><td>浙江</td><td>6.8</td></tr></table>"
    )
    page = read_page(f"<html><body><h1>2026年1-4月固定资产投资</h1><div id=zoom>{body}</div></body></html>".encode())
    found = read(page.document, NB, None, vocabulary())
    assert [show(line) for line in found.figures] == [
        f"工业投资 ningbo growth/yoy 8pct {TO_APRIL}",
        f"{IVA} zhejiang growth/yoy 6.8pct {TO_APRIL}",
    ]


def test_every_table_pattern_has_a_row() -> None:
    ids = {row[0] for row in TABLES} | {row[0] for row in PLAIN}
    assert {f"T{number:02}" for number in range(1, 17)} <= ids
