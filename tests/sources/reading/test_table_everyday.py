"""Tables of monthly releases and what a careful statistician reads in them. All figures are invented."""

from __future__ import annotations

import pytest
from wording import markup, show, vocabulary

from sources.pages import read_page
from sources.reading.release import read

# what it shows, title, whose page, rows (cells parted by |, `2>` spans two), what must be read
TABLES: list[tuple[str, str, str, tuple[str, ...], list[str]]] = [
    (
        "a stock is as of the end of its column's period",
        "2026年4月主要指标",
        "ningbo",
        (
            "指标|单位|本月|1-4月累计",
            "金融机构本外币存款余额|亿元|42117.4|—",
            "#住户存款|亿元|16117.4|—",
            "常住人口|万人|983|—",
            "一般公共预算收入|亿元|151|722.1",
        ),
        [
            "本外币存款余额 ningbo level 42117.4cny_100m as_of:2026-04-30",
            "住户存款余额 ningbo level 16117.4cny_100m as_of:2026-04-30",
            "常住人口 ningbo level 9830000count as_of:2026-04-30",
            "一般公共预算收入 ningbo level 151cny_100m month:2026-04",
            "一般公共预算收入 ningbo level 722.1cny_100m ytd:2026-04",
        ],
    ),
    (
        "a bracket or the front of a label says when",
        "2026年一季度主要造船指标",
        "china",
        (
            "指标|单位|数量|同比增长（%）",
            "造船完工量|万修正总吨|471|3.8",
            "手持订单量（3月底）|万修正总吨|10256|22.1",
            "规上服务业营业收入（1-2月，亿元）||812.1|6.1",
            "3月末金融机构本外币贷款余额|亿元|44117.4|8.3",
        ),
        [
            "造船完工量 china level 4710000other quarter:2026-03",
            "造船完工量 china growth/yoy 3.8pct quarter:2026-03",
            "手持订单量 china level 102560000other as_of:2026-03-31",
            "手持订单量 china growth/yoy 22.1pct as_of:2026-03-31",
            "规模以上服务业营业收入 china level 812.1cny_100m ytd:2026-02",
            "规模以上服务业营业收入 china growth/yoy 6.1pct ytd:2026-02",
            "本外币贷款余额 china level 44117.4cny_100m as_of:2026-03-31",
            "本外币贷款余额 china growth/yoy 8.3pct as_of:2026-03-31",
        ],
    ),
    (
        "a stock of a year's end in the columns of two years",
        "2025年主要指标",
        "ningbo",
        (
            "指标|单位|2025年|2024年",
            "年末常住人口|万人|980.4|977.9",
            "12月末金融机构本外币存款余额|亿元|41312|38012",
            "6月末金融机构本外币贷款余额|亿元|43312|40012",
        ),
        [
            "常住人口 ningbo level 9804000count as_of:2025-12-31",
            "常住人口 ningbo level 9779000count as_of:2024-12-31",
            "本外币存款余额 ningbo level 41312cny_100m as_of:2025-12-31",
            "本外币存款余额 ningbo level 38012cny_100m as_of:2024-12-31",
            "本外币贷款余额 ningbo level 43312cny_100m as_of:2025-06-30",
            "本外币贷款余额 ningbo level 40012cny_100m unknown",
        ],
    ),
    (
        "a column of runs and of stocks",
        "2026年5月通信业主要指标",
        "china",
        (
            "指标名称|单位|1-5月累计（期末）|同比增长（%）",
            "电信业务收入|亿元|7512|1.5",
            "5G移动电话用户|万户|118412|18.0",
        ),
        [
            "电信业务收入 china level 7512cny_100m ytd:2026-05",
            "电信业务收入 china growth/yoy 1.5pct ytd:2026-05",
            "5G移动电话用户 china count 1184120000count as_of:2026-05-31",
            "5G移动电话用户 china growth/yoy 18.0pct as_of:2026-05-31",
        ],
    ),
    (
        "kinds below a total are parts of it",
        "2026年6月宁波舟山港生产",
        "ningbo-port",
        (
            "指标|单位|本月",
            "货物吞吐量|万吨|12348.7",
            "其中：外贸|万吨|5671.3",
            "主要货种：原油|万吨|791.2",
            "金属矿石|万吨|2437.5",
            "集装箱吞吐量|万标箱|396.8",
        ),
        [
            "港口货物吞吐量 ningbo-port level 123487000other month:2026-06",
            "外贸货物吞吐量 ningbo-port level 56713000other month:2026-06",
            "原油货物吞吐量 ningbo-port level 7912000other month:2026-06",
            "金属矿石货物吞吐量 ningbo-port level 24375000other month:2026-06",
            "港口集装箱吞吐量 ningbo-port level 3968000other month:2026-06",
        ],
    ),
    (
        "a part that ends as its total begins is named once",
        "2026年6月末金融机构存贷款余额",
        "ningbo",
        (
            "项目|余额（亿元）|比年初增减额（亿元）",
            "各项存款余额|42331.2|2114",
            "其中：非金融企业存款|14220.1|301.3",
        ),
        [
            "本外币存款余额 ningbo level 42331.2cny_100m as_of:2026-06-30",
            "本外币存款余额 ningbo change/previous 2114cny_100m as_of:2026-06-30",
            "非金融企业存款余额 ningbo level 14220.1cny_100m as_of:2026-06-30",
            "非金融企业存款余额 ningbo change/previous 301.3cny_100m as_of:2026-06-30",
        ],
    ),
    (
        "areas of buildings are measured of kinds of buildings",
        "2026年上半年房地产",
        "ningbo",
        (
            "指标|单位|绝对量",
            "房屋施工面积|万平方米|6701.2",
            "其中：住宅|万平方米|4501.2",
            "商品房待售面积|万平方米|301.2",
        ),
        [
            "房屋施工面积 ningbo level 67012000other half:2026-06",
            "住宅施工面积 ningbo level 45012000other half:2026-06",
            "商品房待售面积 ningbo level 3012000other as_of:2026-06-30",
        ],
    ),
    (
        "a rate by its own name is a share",
        "2025年就业",
        "ningbo",
        (
            "指标|单位|2025年",
            "城镇登记失业率|%|1.61",
        ),
        ["城镇登记失业率 ningbo share 1.61pct year:2025"],
    ),
    (
        "a rate in a header is a share and no amount of profits",
        "2026年1-5月规模以上工业分行业利润",
        "zhejiang",
        (
            "行业|利润总额（亿元）|利润率（%）|同比增减（百分点）",
            "全省|2213.4|5.4|0.1",
            "纺织业|51.4|3.9|-0.1",
        ),
        [
            "规模以上工业利润总额 zhejiang level 2213.4cny_100m ytd:2026-05",
            "利润率 zhejiang share 5.4pct ytd:2026-05",
            "利润率 zhejiang change/yoy 0.1pp ytd:2026-05",
            "纺织业利润总额 zhejiang level 51.4cny_100m ytd:2026-05",
            "!unknown_indicator 3.9",
            "!unknown_indicator -0.1",
        ],
    ),
    (
        "how much of a target is done is no observation, and the growth behind it goes with what was done",
        "2026年5月制造业投资",
        "ningbo",
        (
            "地区|年度目标（亿元）|5月完成额（亿元）|完成率（%）|同比增长（%）",
            "海曙区|60|21.3|35.5|3.1",
        ),
        [
            "!target 60",
            "制造业投资 ningbo/haishu level 21.3cny_100m month:2026-05",
            "!target 35.5",
            "制造业投资 ningbo/haishu growth/yoy 3.1pct month:2026-05",
        ],
    ),
    (
        "values of the year before under a merged header are left out",
        "2026年5月规模以上工业增加值",
        "ningbo",
        (
            "指标|3>绝对值（亿元）|3>同比增长（%）",
            "指标|本月|累计|上年同期累计|本月|累计|上年同期累计",
            "总计|401.2|2012.1|1877|8.8|8.9|6.1",
        ),
        [
            "规模以上工业增加值 ningbo level 401.2cny_100m month:2026-05",
            "规模以上工业增加值 ningbo level 2012.1cny_100m ytd:2026-05",
            "规模以上工业增加值 ningbo growth/yoy 8.8pct month:2026-05",
            "规模以上工业增加值 ningbo growth/yoy 8.9pct ytd:2026-05",
        ],
    ),
    (
        "what only groups columns is none of their name",
        "2025年上半年主要指标增速（%）",
        "ningbo",
        (
            "地区|2>生产与消费|投资",
            "地区|规上工业增加值|社会消费品零售总额|制造业投资",
            "海曙区|5.6|3.8|-9.0",
        ),
        [
            "规模以上工业增加值 ningbo/haishu growth/yoy 5.6pct half:2025-06",
            "社会消费品零售总额 ningbo/haishu growth/yoy 3.8pct half:2025-06",
            "制造业投资 ningbo/haishu growth/yoy -9.0pct half:2025-06",
        ],
    ),
    (
        "民营企业 over a column is no mere group",
        "2025年上半年主要指标增速（%）",
        "ningbo",
        (
            "地区|民营企业",
            "地区|规上工业增加值",
            "海曙区|5.6",
        ),
        ["!unpaired 5.6"],
    ),
    (
        "towns and country of what the row names",
        "2025年居民消费价格涨跌幅度（%）",
        "zhejiang",
        (
            "指标|全省|城市|农村",
            "居民消费价格|0.3|0.4|0.2",
        ),
        [
            "居民消费价格 zhejiang growth/yoy 0.3pct year:2025",
            "城市居民消费价格 zhejiang growth/yoy 0.4pct year:2025",
            "农村居民消费价格 zhejiang growth/yoy 0.2pct year:2025",
        ],
    ),
    (
        "an index with a base of 100 is no rate",
        "2025年价格",
        "ningbo",
        (
            "指标|单位|2025年",
            "居民消费价格指数|上年=100|100.2",
        ),
        ["!unpaired 100.2"],
    ),
    (
        "an index moves in points and not by a rate",
        "2026年5月制造业PMI",
        "zhejiang",
        (
            "指标|5月|比上月增减",
            "制造业PMI|50.1|0.3",
            "新订单|50.9|0.8",
        ),
        [
            "制造业采购经理指数 zhejiang level 50.1index month:2026-05",
            "制造业采购经理指数 zhejiang change/mom 0.3index month:2026-05",
            "!unpaired 50.9",
            "!unpaired 0.8",
        ],
    ),
    (
        "points behind a cell are a change",
        "2026年4月工业",
        "china",
        (
            "指标|4月|同比增长（%）",
            "产品销售率（%）|97.2|-0.2（百分点）",
        ),
        ["工业产品产销率 china share 97.2pct month:2026-04", "工业产品产销率 china change/yoy -0.2pp month:2026-04"],
    ),
    (
        "two tables beside one another",
        "2026年1-4月各市规模以上工业增加值",
        "zhejiang",
        (
            "地区|增速（%）|地区|增速（%）",
            "杭州市|6.1|宁波市|8.7",
            "温州市|8.1||",
        ),
        [
            "规模以上工业增加值 hangzhou growth/yoy 6.1pct ytd:2026-04",
            "规模以上工业增加值 ningbo growth/yoy 8.7pct ytd:2026-04",
            "规模以上工业增加值 wenzhou growth/yoy 8.1pct ytd:2026-04",
        ],
    ),
    (
        "what real estate is deducted from is fixed investment",
        "2026年1-4月投资增速（%）",
        "ningbo",
        (
            "指标|1-4月",
            "固定资产投资|-3.7",
            "房地产开发投资|-18.2",
            "扣除房地产开发投资|2.1",
        ),
        [
            "固定资产投资 ningbo growth/yoy -3.7pct ytd:2026-04",
            "房地产开发投资 ningbo growth/yoy -18.2pct ytd:2026-04",
            "固定资产投资 ningbo[扣除房地产开发投资] growth/yoy 2.1pct ytd:2026-04",
        ],
    ),
    (
        "what is per head is a price",
        "2025年效益",
        "ningbo",
        (
            "指标|单位|2025年",
            "人均营业收入|万元/人|161.1",
            "单位工业增加值能耗|吨标准煤/万元|0.61",
        ),
        ["人均营业收入 ningbo level 1611000cny year:2025", "单位工业增加值能耗 ningbo level 0.61other year:2025"],
    ),
    (
        "a rank's field in words of the header",
        "2026年一季度主要经济指标",
        "ningbo",
        (
            "指标|同比增长（%）|增速居全省位次",
            "固定资产投资|-6.1|11",
        ),
        [
            "固定资产投资 ningbo growth/yoy -6.1pct quarter:2026-03",
            "固定资产投资 ningbo rank/province 11rank quarter:2026-03",
        ],
    ),
    (
        "food is a part of consumer prices",
        "2026年4月居民消费价格涨跌幅（%）",
        "ningbo",
        (
            "项目|环比|同比",
            "食品|-0.9|-0.8",
        ),
        ["食品价格 ningbo growth/mom -0.9pct month:2026-04", "食品价格 ningbo growth/yoy -0.8pct month:2026-04"],
    ),
    (
        "a growth below 亿元 is in per cent, and a part of it names itself",
        "2026年上半年各市主要经济指标",
        "zhejiang",
        (
            "城市|2>生产总值（亿元）|2>固定资产投资|2>外贸出口（亿元）",
            "城市|总量|增长%|增长%|其中：制造业投资增长%|总量|增长",
            "宁 波|9112|5.1|-3.7|10.5|4683|7.6",
        ),
        [
            "地区生产总值 ningbo level 9112cny_100m half:2026-06",
            "地区生产总值 ningbo growth/yoy 5.1pct half:2026-06",
            "固定资产投资 ningbo growth/yoy -3.7pct half:2026-06",
            "制造业投资 ningbo growth/yoy 10.5pct half:2026-06",
            "出口总额 ningbo level 4683cny_100m half:2026-06",
            "出口总额 ningbo growth/yoy 7.6pct half:2026-06",
        ],
    ),
    (
        "with and without a zone, in the header",
        "2026年1-4月主要经济指标",
        "ningbo/cixi",
        (
            "指标|单位|2>全市（含前湾新区）|2>市级（不含前湾新区）",
            "指标|单位|1-4月|同比（%）|1-4月|同比（%）",
            "规上工业增加值|亿元|312.1|9.1|212.1|7.1",
        ),
        [
            "规模以上工业增加值 ningbo/cixi[含前湾新区] level 312.1cny_100m ytd:2026-04",
            "规模以上工业增加值 ningbo/cixi[含前湾新区] growth/yoy 9.1pct ytd:2026-04",
            "规模以上工业增加值 ningbo/cixi[不含前湾新区] level 212.1cny_100m ytd:2026-04",
            "规模以上工业增加值 ningbo/cixi[不含前湾新区] growth/yoy 7.1pct ytd:2026-04",
        ],
    ),
    (
        "a district and what is its own",
        "2026年1-5月主要经济指标",
        "ningbo/yinzhou",
        (
            "指标|单位|全区|同比（%）|区属|同比（%）",
            "规上工业增加值|亿元|178.6|7.1|148.6|6.1",
        ),
        [
            "规模以上工业增加值 ningbo/yinzhou level 178.6cny_100m ytd:2026-05",
            "规模以上工业增加值 ningbo/yinzhou growth/yoy 7.1pct ytd:2026-05",
            "规模以上工业增加值 ningbo/yinzhou[区属] level 148.6cny_100m ytd:2026-05",
            "规模以上工业增加值 ningbo/yinzhou[区属] growth/yoy 6.1pct ytd:2026-05",
        ],
    ),
    (
        "the dwellers below a total have the whole of its measure",
        "2026年一季度居民收支",
        "china",
        (
            "指标|绝对量（元）",
            "（一）全国居民人均可支配收入|12812",
            "按常住地分：|",
            "城镇居民|16712",
        ),
        [
            "居民人均可支配收入 china level 12812cny quarter:2026-03",
            "城镇居民人均可支配收入 china level 16712cny quarter:2026-03",
        ],
    ),
    (
        "a row below a year's month is of that year, and of none where the months start anew",
        "2026年1—4月份电子信息制造业运行情况",
        "china",
        (
            "时间|出口交货值增速（%）",
            "2025年4月|3.1",
            "5月|-3.1",
            "12月|2.2",
            "1月|2.8",
            "2026年1-2月|3.3",
            "3月|3.9",
        ),
        [
            "电子信息制造业出口交货值 china growth/yoy 3.1pct month:2025-04",
            "电子信息制造业出口交货值 china growth/yoy -3.1pct month:2025-05",
            "电子信息制造业出口交货值 china growth/yoy 2.2pct month:2025-12",
            "电子信息制造业出口交货值 china growth/yoy 2.8pct unknown",
            "电子信息制造业出口交货值 china growth/yoy 3.3pct ytd:2026-02",
            "电子信息制造业出口交货值 china growth/yoy 3.9pct month:2026-03",
        ],
    ),
    (
        "a bracket of time is no unit",
        "2026年6月主要指标",
        "ningbo",
        (
            "指标|单位|1-6月|比上年同期±%",
            "全体居民人均可支配收入（上半年）|元|43218|5.0",
            "平均预期寿命（年）||83.1|",
        ),
        [
            "居民人均可支配收入 ningbo level 43218cny half:2026-06",
            "居民人均可支配收入 ningbo growth/yoy 5.0pct half:2026-06",
            "平均预期寿命 ningbo level 83.1other half:2026-06",
        ],
    ),
    (
        "revenue in a table of services is that of services",
        "2026年1-3月规模以上服务业主要指标",
        "ningbo",
        (
            "指标|绝对量（亿元）",
            "营业收入|1612.1",
            "利润总额|112.1",
        ),
        [
            "规模以上服务业营业收入 ningbo level 1612.1cny_100m quarter:2026-03",
            "规模以上服务业利润总额 ningbo level 112.1cny_100m quarter:2026-03",
        ],
    ),
    (
        "其中 over columns opens a place",
        "2026年5月主要经济指标",
        "zhejiang",
        (
            "指标|全省|其中：宁波",
            "指标|增长%|增长%",
            "规上工业增加值|7.3|8.9",
        ),
        [
            "规模以上工业增加值 zhejiang growth/yoy 7.3pct month:2026-05",
            "规模以上工业增加值 ningbo growth/yoy 8.9pct month:2026-05",
        ],
    ),
    (
        "counts in the one unit of the caption",
        "2025年度绿色制造名单",
        "china",
        (
            "3>单位：家",
            "地区|绿色工厂|绿色供应链管理企业",
            "宁波|18|4",
        ),
        ["绿色工厂 ningbo count 18count year:2025", "绿色供应链管理企业 ningbo count 4count year:2025"],
    ),
]


@pytest.mark.parametrize(("title", "area", "rows", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TABLES])
def test_a_table_is_read_by_its_labels(title: str, area: str, rows: tuple[str, ...], expected: list[str]) -> None:
    page = read_page(f'<html><body><h1>{title}</h1><div id="zoom">{markup(rows)}</div></body></html>'.encode())
    found = read(page.document, area, None, vocabulary())
    assert [show(line) for line in sorted((*found.figures, *found.refusals), key=lambda line: line.span)] == expected


def test_the_line_that_leads_to_a_table_tells_of_when_it_is() -> None:
    rows = ("地区|数量（家）|比上年末增加（家）", "杭州市|40|3", "宁波市|31|5")
    page = read_page(
        "<html><body><h1>国家级绿色工厂分市统计</h1>"
        f'<div id="zoom"><p>截至2025年3月底，全省国家级绿色工厂分布如下：</p>{markup(rows)}</div></body></html>'.encode()
    )
    found = read(page.document, "zhejiang", None, vocabulary())
    assert [show(one) for one in (*found.figures, *found.refusals)] == [
        "绿色工厂 hangzhou count 40count as_of:2025-03-31",
        "绿色工厂 hangzhou change/previous 3count as_of:2025-03-31",
        "绿色工厂 ningbo count 31count as_of:2025-03-31",
        "绿色工厂 ningbo change/previous 5count as_of:2025-03-31",
    ]


def test_how_many_there_are_so_far_is_as_of_the_day_of_the_table() -> None:
    rows = ("地区|累计数|复核通过数", "全市|61|20", "余姚市|17|4")
    page = read_page(
        "<html><body><h1>宁波市国家级专精特新“小巨人”企业分布情况</h1>"
        f'<div id="zoom"><p>截至2025年底，各地国家级专精特新“小巨人”企业数量如下表（单位：家）。</p>{markup(rows)}</div></body></html>'.encode()
    )
    found = read(page.document, "ningbo", None, vocabulary())
    assert [show(one) for one in (*found.figures, *found.refusals)] == [
        "国家级专精特新“小巨人”企业 ningbo count 61count as_of:2025-12-31",
        "国家级专精特新“小巨人”企业 ningbo[复核通过] count 20count as_of:2025-12-31",
        "国家级专精特新“小巨人”企业 ningbo/yuyao count 17count as_of:2025-12-31",
        "国家级专精特新“小巨人”企业 ningbo/yuyao[复核通过] count 4count as_of:2025-12-31",
    ]
