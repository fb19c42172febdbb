"""Layouts of tables that statistical offices print, one rule a row. All figures are invented."""

from __future__ import annotations

import pytest
from wording import markup, reading, show, vocabulary

from sources.pages import read_page
from sources.reading.release import read
from sources.reading.text import BlockKind

# what it shows, title, whose page, what stands above and below, rows (cells parted by |, `2>` spans two), what must be read
Layout = tuple[str, str, str | None, tuple[str, str], tuple[str, ...], list[str]]

LAYOUTS: list[Layout] = [
    (
        "a term of no catalogue in a header is what is measured",
        "2026年1-4月各区县（市）经济",
        "ningbo",
        ("", ""),
        ("地区|示范投资（亿元）|增速（%）", "海曙区|12.3|-4.4"),
        [
            "示范投资 ningbo/haishu level 12.3cny_100m ytd:2026-04",
            "示范投资 ningbo/haishu growth/yoy -4.4pct ytd:2026-04",
        ],
    ),
    (
        "not where the row names something as well",
        "2026年1-4月投资",
        "ningbo",
        ("", ""),
        ("行业|示范投资（亿元）", "汽车制造业|12.3"),
        ["!unknown_indicator 12.3"],
    ),
    (
        "按可比价格增长 is growth",
        "2025年各区县（市）地区生产总值",
        "ningbo",
        ("", ""),
        ("地 区|地区生产总值（亿元）|按可比价格增长（%）", "鄞州区|3207.4|4.6"),
        [
            "地区生产总值 ningbo/yinzhou level 3207.4cny_100m year:2025",
            "地区生产总值 ningbo/yinzhou growth/yoy_real 4.6pct year:2025",
        ],
    ),
    (
        "a caption lists the units",
        "2026年1-4月工业",
        "zhejiang",
        ("<p>二、各市规模以上工业增加值（亿元、%）</p>", ""),
        ("地区|绝对值|同比", "宁波|1906.8|8.8"),
        [
            "规模以上工业增加值 ningbo level 1906.8cny_100m ytd:2026-04",
            "规模以上工业增加值 ningbo growth/yoy 8.8pct ytd:2026-04",
        ],
    ),
    (
        "the corner lists the units",
        "2026年1-4月投资",
        "ningbo",
        ("", ""),
        ("指标（单位：亿元、%）|1-4月|同比", "工业投资|300.1|6.9"),
        ["工业投资 ningbo level 300.1cny_100m ytd:2026-04", "工业投资 ningbo growth/yoy 6.9pct ytd:2026-04"],
    ),
    (
        "cells carry their units",
        "宁波2025年主要指标",
        "ningbo",
        ("", ""),
        ("指标|完成值|同比增长", "地区生产总值|18716亿元|4.9%", "进出口总额|1.45万亿元|2.2%"),
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo growth/yoy 4.9pct year:2025",
            "进出口总额 ningbo level 14500cny_100m year:2025",
            "进出口总额 ningbo growth/yoy 2.2pct year:2025",
        ],
    ),
    (
        "a share is of what stands before 占",
        "宁波科技主要指标",
        "ningbo",
        ("", ""),
        ("年份|全社会R&amp;D经费支出（亿元）|R&amp;D经费支出占GDP比重（%）", "2024年|569.2|3.14"),
        ["研发经费 ningbo level 569.2cny_100m year:2024", "研发经费 ningbo share/gdp 3.14pct year:2024"],
    ),
    (
        "a row that is a share",
        "2026年1-4月投资结构",
        "ningbo",
        ("", ""),
        ("指标|1-4月（%）|同比增减（个百分点）", "制造业投资占固定资产投资比重|36.9|5.2"),
        ["制造业投资 ningbo share/固定资产投资 36.9pct ytd:2026-04", "制造业投资 ningbo change/yoy 5.2pp ytd:2026-04"],
    ),
    (
        "ranks by amount and by growth",
        "2025年宁波主要指标在全省位次",
        "ningbo",
        ("", ""),
        (
            "指标|2>总量|2>增速",
            "指标|全年（亿元）|全省位次|同比增长（%）|全省位次",
            "社会消费品零售总额|5724.6|2|4.8|5",
        ),
        [
            "社会消费品零售总额 ningbo level 5724.6cny_100m year:2025",
            "社会消费品零售总额 ningbo rank/province 2rank year:2025",
            "社会消费品零售总额 ningbo growth/yoy 4.8pct year:2025",
            "社会消费品零售总额 ningbo rank/province 5rank year:2025",
        ],
    ),
    (
        "ranks stand right of what they rank",
        "2025年宁波各区县（市）GDP",
        "ningbo",
        ("", ""),
        ("区县（市）|GDP（亿元）|名次|增速（%）|名次", "慈溪市|3019.8|2|5.1|5"),
        [
            "地区生产总值 ningbo/cixi level 3019.8cny_100m year:2025",
            "地区生产总值 ningbo/cixi rank/city 2rank year:2025",
            "地区生产总值 ningbo/cixi growth/yoy 5.1pct year:2025",
            "地区生产总值 ningbo/cixi rank/city 5rank year:2025",
        ],
    ),
    (
        "a header that only divides",
        "2025年度浙江省首台（套）装备分市情况",
        "zhejiang",
        ("<p>单位：项</p>", ""),
        ("地 区|2>按级别分|合计", "地 区|国际首台（套）|国内首台（套）|合计", "宁波市|1|33|87"),
        [
            "国际首台（套）装备 ningbo count 1count year:2025",
            "国内首台（套）装备 ningbo count 33count year:2025",
            "首台（套）装备 ningbo count 87count year:2025",
        ],
    ),
    (
        "counts of the newly named and of the reviewed are parts",
        "关于公布2025年度中小企业特色产业集群名单的通知",
        "china",
        ("", ""),
        ("地区|新认定（个）|通过复核（个）", "浙江|8|9"),
        [
            "国家中小企业特色产业集群 zhejiang[新认定] count 8count year:2025",
            "国家中小企业特色产业集群 zhejiang[通过复核] count 9count year:2025",
        ],
    ),
    (
        "a caption in words of its own",
        "2026年1—5月运行情况",
        "china",
        ("<p>附表 2026年1—5月份部分省（市）示范平台业务收入情况</p><p>单位：亿元</p>", ""),
        ("地区|累计收入|同比增长", "浙 江|1086.9|-2.4%"),
        [
            "示范平台业务收入 zhejiang level 1086.9cny_100m ytd:2026-05",
            "示范平台业务收入 zhejiang growth/yoy -2.4pct ytd:2026-05",
        ],
    ),
    (
        "the whole year is a period",
        "2024年宁波市分季度地区生产总值",
        "ningbo",
        ("", ""),
        ("时 期|绝对值（亿元）", "上半年|8492.6", "全 年|18147.7"),
        [
            "地区生产总值 ningbo level 8492.6cny_100m half:2024-06",
            "地区生产总值 ningbo level 18147.7cny_100m year:2024",
        ],
    ),
    (
        "a note gives a row its period",
        "2026年1-5月镇海区主要经济指标",
        "ningbo/zhenhai",
        ("", "<p>注：①增速按可比价格计算；②为1-4月数据。</p>"),
        ("指标名称|单位|1-5月累计", "一般公共预算收入|亿元|61.25", "规上工业企业利润总额<sup>②</sup>|亿元|83.9"),
        [
            "一般公共预算收入 ningbo/zhenhai level 61.25cny_100m ytd:2026-05",
            "规模以上工业利润总额 ningbo/zhenhai level 83.9cny_100m ytd:2026-04",
        ],
    ),
    (
        "trade with a place abroad is the trader's",
        "2026年1-4月宁波对主要国家（地区）进出口",
        "ningbo",
        ("", ""),
        (
            "国家（地区）|进出口（亿元）|同比%|出口（亿元）|进口（亿元）",
            "总值|4766.2|6.1|3265.4|1500.8",
            "美国|500.1|-11.1|450.2|49.9",
            "某国|20.2|1.1|12.1|8.1",
        ),
        [
            "进出口总额 ningbo level 4766.2cny_100m ytd:2026-04",
            "进出口总额 ningbo growth/yoy 6.1pct ytd:2026-04",
            "出口总额 ningbo level 3265.4cny_100m ytd:2026-04",
            "进口总额 ningbo level 1500.8cny_100m ytd:2026-04",
            "对美国进出口总额 ningbo level 500.1cny_100m ytd:2026-04",
            "对美国进出口总额 ningbo growth/yoy -11.1pct ytd:2026-04",
            "对美国出口总额 ningbo level 450.2cny_100m ytd:2026-04",
            "自美国进口总额 ningbo level 49.9cny_100m ytd:2026-04",
            "对某国进出口总额 ningbo level 20.2cny_100m ytd:2026-04",
            "对某国进出口总额 ningbo growth/yoy 1.1pct ytd:2026-04",
            "对某国出口总额 ningbo level 12.1cny_100m ytd:2026-04",
            "自某国进口总额 ningbo level 8.1cny_100m ytd:2026-04",
        ],
    ),
    (
        "a part below a part stands beside it",
        "2026年1-4月宁波外贸",
        "ningbo",
        ("", ""),
        ("项目|金额（亿元）", "出口总值|3265.4", "其中：民营企业|2400.1", "机电产品|1900.2", "进口总值|1500.8"),
        [
            "出口总额 ningbo level 3265.4cny_100m ytd:2026-04",
            "出口总额 ningbo[民营企业] level 2400.1cny_100m ytd:2026-04",
            "机电产品出口 ningbo level 1900.2cny_100m ytd:2026-04",
            "进口总额 ningbo level 1500.8cny_100m ytd:2026-04",
        ],
    ),
    (
        "a part has the unit of its total",
        "2026年1-4月全市财政",
        "ningbo",
        ("", ""),
        ("项目|1-4月累计", "一般公共预算收入（万元）|8269000", "其中：税收收入|7000000", "一般公共预算支出|8000000"),
        [
            "一般公共预算收入 ningbo level 826.9cny_100m ytd:2026-04",
            "税收收入 ningbo level 700cny_100m ytd:2026-04",
            "!unpaired 8000000",
        ],
    ),
    (
        "columns of people",
        "2026年一季度宁波市居民收入",
        "ningbo",
        ("", ""),
        ("指标|城镇居民（元）|增长（%）|农村居民（元）", "人均可支配收入|28000|4.8|15000"),
        [
            "城镇居民人均可支配收入 ningbo level 28000cny quarter:2026-03",
            "城镇居民人均可支配收入 ningbo growth/yoy 4.8pct quarter:2026-03",
            "农村居民人均可支配收入 ningbo level 15000cny quarter:2026-03",
        ],
    ),
    (
        "ages and places of people are parts",
        "2025年宁波市人口",
        "ningbo",
        ("", ""),
        ("指标|年末数（万人）|比重（%）", "常住人口|983|100", "其中：城镇|795|80.9", "60岁及以上|230|23.4"),
        [
            "常住人口 ningbo level 9830000count as_of:2025-12-31",
            "常住人口 ningbo share 100pct as_of:2025-12-31",
            "常住人口 ningbo[城镇] level 7950000count as_of:2025-12-31",
            "常住人口 ningbo[城镇] share 80.9pct as_of:2025-12-31",
            "常住人口 ningbo[60岁及以上] level 2300000count as_of:2025-12-31",
            "常住人口 ningbo[60岁及以上] share 23.4pct as_of:2025-12-31",
        ],
    ),
    (
        "places and indicators in columns of their own",
        "2026年1-4月各区县指标",
        "ningbo",
        ("", ""),
        (
            "地区|指标|1-4月|增速（%）",
            "慈溪市|规上工业增加值（亿元）|281.6|6.3",
            "某某市|固定资产投资（亿元）|100.1|-2.2",
        ),
        [
            "规模以上工业增加值 ningbo/cixi level 281.6cny_100m ytd:2026-04",
            "规模以上工业增加值 ningbo/cixi growth/yoy 6.3pct ytd:2026-04",
            "!unknown_area 100.1",
            "!unknown_area -2.2",
        ],
    ),
    (
        "electricity as the grid prints it",
        "2026年4月宁波用电",
        "ningbo",
        ("", ""),
        (
            "分类|4月用电量（亿千瓦时）|同比（%）",
            "全社会用电总计|90|4.4",
            "A、全行业用电合计|80|4.0",
            "B、城乡居民生活用电合计|10|2.2",
        ),
        [
            "全社会用电量 ningbo level 9000000000other month:2026-04",
            "全社会用电量 ningbo growth/yoy 4.4pct month:2026-04",
            "全行业用电量 ningbo level 8000000000other month:2026-04",
            "全行业用电量 ningbo growth/yoy 4.0pct month:2026-04",
            "居民生活用电量 ningbo level 1000000000other month:2026-04",
            "居民生活用电量 ningbo growth/yoy 2.2pct month:2026-04",
        ],
    ),
    (
        "a change of points in a cell",
        "2026年1-4月效益",
        "ningbo",
        ("", ""),
        ("指标|1-4月（%）|同比增减", "营业收入利润率|5.04|0.48个百分点"),
        ["营业收入利润率 ningbo share 5.04pct ytd:2026-04", "营业收入利润率 ningbo change/yoy 0.48pp ytd:2026-04"],
    ),
    (
        "a part of the port is the city's",
        "2026年7月港口生产",
        "ningbo",
        ("", ""),
        ("指标|1-7月", "宁波舟山港货物吞吐量（万吨）|84127", "#宁波港域（万吨）|41683"),
        [
            "港口货物吞吐量 ningbo-port level 841270000other ytd:2026-07",
            "港口货物吞吐量 ningbo level 416830000other ytd:2026-07",
        ],
    ),
    (
        "passengers carried are an amount",
        "2026年一季度服务业",
        "ningbo",
        ("", ""),
        ("指标|单位|一季度", "旅客运输量|万人|17428"),
        ["旅客运输量 ningbo level 174280000count quarter:2026-03"],
    ),
    (
        "a region is no field of ranks",
        "2025年长三角主要城市GDP",
        None,
        ("", ""),
        ("排名|城市|GDP（亿元）", "1|上海|56708.7", "6|宁波|18716"),
        [
            "地区生产总值 shanghai rank 1rank year:2025",
            "地区生产总值 shanghai level 56708.7cny_100m year:2025",
            "地区生产总值 ningbo rank 6rank year:2025",
            "地区生产总值 ningbo level 18716cny_100m year:2025",
        ],
    ),
    (
        "a number of eight digits is no code where amounts stand",
        "2026年1-4月规上工业",
        "ningbo",
        ("", ""),
        ("指标名称|计量单位|本年|上年同期|增减（%）", "规模以上工业总产值（当年价格）|万元|90000000|86000000|4.7"),
        [
            "规模以上工业总产值 ningbo level 9000cny_100m ytd:2026-04",
            "规模以上工业总产值 ningbo growth/yoy 4.7pct ytd:2026-04",
        ],
    ),
    (
        "value added of industries has the unit of the product they add to",
        "2026年一季度主要指标",
        "ningbo",
        ("", ""),
        ("指标|一季度", "地区生产总值（亿元）|4400.1", "第一产业|75", "常住人口（万人）|983", "城镇人口|795"),
        [
            "地区生产总值 ningbo level 4400.1cny_100m quarter:2026-03",
            "第一产业增加值 ningbo level 75cny_100m quarter:2026-03",
            "常住人口 ningbo level 9830000count as_of:2026-03-31",
            "!unpaired 795",
        ],
    ),
    (
        "capacity of the kinds of power",
        "2026年4月份电力工业统计",
        "china",
        ("", ""),
        (
            "指标名称|计算单位|全国累计绝对量",
            "全国发电装机容量|万千瓦|350000",
            "其中：水电|万千瓦|44000",
            "火电|万千瓦|146000",
        ),
        [
            "发电装机容量 china level 3500000000other ytd:2026-04",
            "水电装机容量 china level 440000000other ytd:2026-04",
            "火电装机容量 china level 1460000000other ytd:2026-04",
        ],
    ),
]


@pytest.mark.parametrize(
    ("title", "area", "around", "rows", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LAYOUTS]
)
def test_a_layout_is_read_by_its_labels(
    title: str, area: str | None, around: tuple[str, str], rows: tuple[str, ...], expected: list[str]
) -> None:
    page = read_page(
        f'<html><body><h1>{title}</h1><div id="zoom">{around[0]}{markup(rows)}{around[1]}</div></body></html>'.encode()
    )
    found = read(page.document, area, None, vocabulary())
    assert [show(line) for line in sorted((*found.figures, *found.refusals), key=lambda line: line.span)] == expected


# layouts of copies without markup
COPIES: list[tuple[str, str, list[str]]] = [
    (
        "a unit behind each label",
        "2026年1-4月主要指标\n指标 单位 1-4月 同比±%\n服务业增加值 亿元 113.6 5.7\n商品房销售面积 万平方米 120 -26.8",
        [
            "服务业增加值 ningbo level 113.6cny_100m ytd:2026-04",
            "服务业增加值 ningbo growth/yoy 5.7pct ytd:2026-04",
            "商品房销售面积 ningbo level 1200000other ytd:2026-04",
            "商品房销售面积 ningbo growth/yoy -26.8pct ytd:2026-04",
        ],
    ),
    (
        "a rank in front of each label",
        "2026年1-4月工业投资分区排名\n名次 地区 增速%\n1 镇海区 21.6\n13 海曙区 -30.8",
        [
            "工业投资 ningbo/zhenhai rank/city 1rank ytd:2026-04",
            "工业投资 ningbo/zhenhai growth/yoy 21.6pct ytd:2026-04",
            "工业投资 ningbo/haishu rank/city 13rank ytd:2026-04",
            "工业投资 ningbo/haishu growth/yoy -30.8pct ytd:2026-04",
        ],
    ),
    (
        "one cell a line under a header of two levels",
        "2026年4月主要数据\n指标\n4月\n1—4月\n绝对量\n同比增长（%）\n绝对量\n同比增长（%）\n规模以上工业增加值\n…\n5.7\n…\n6.1\n发电量（亿千瓦时）\n7.5\n3.3\n29\n2.9",
        [
            "规模以上工业增加值 ningbo growth/yoy 5.7pct month:2026-04",
            "规模以上工业增加值 ningbo growth/yoy 6.1pct ytd:2026-04",
            "发电量 ningbo level 750000000other month:2026-04",
            "发电量 ningbo growth/yoy 3.3pct month:2026-04",
            "发电量 ningbo level 2900000000other ytd:2026-04",
            "发电量 ningbo growth/yoy 2.9pct ytd:2026-04",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in COPIES])
def test_a_layout_of_a_copy_is_read_by_its_labels(text: str, expected: list[str]) -> None:
    found = reading(text)
    assert [show(line) for line in sorted((*found.figures, *found.refusals), key=lambda line: line.span)] == expected


def test_a_caption_of_markup_names_its_table() -> None:
    table = "<table><caption>表1 工业投资</caption>" + markup(("地区|增速（%）", "浙江|8.8"))[len("<table>") :]
    page = read_page(f'<html><body><h1>2026年1-4月经济</h1><div id="zoom">{table}</div></body></html>'.encode())
    assert page.document.blocks[1].kind is BlockKind.CAPTION
    found = read(page.document, "ningbo", None, vocabulary())
    assert [show(line) for line in found.figures] == ["工业投资 zhejiang growth/yoy 8.8pct ytd:2026-04"]
