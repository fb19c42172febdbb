"""Whole releases in the styles that the offices use, each with everything that must be read from it."""

from __future__ import annotations

import pytest
from wording import shown

IVA = "规模以上工业增加值"

CITY_NOTE = (
    "ningbo",
    "2026-06-22",
    """2026年1—5月全市工业经济运行情况
今年以来，全市上下全力以赴稳增长。1—5月，规模以上工业增加值同比增长8.6%，较1—4月回落0.2个百分点，但仍比全国、全省平均分别高出2.3个和1.4个百分点。5月当月增长7.9%。
从重点产业看，高端装备制造业、高技术制造业增加值分别增长14.9%和13.2%，数字经济核心产业制造业增加值增长11.1%，对规上工业增长的贡献率达到24.6%。
从效益看，1—4月，规上工业企业实现利润总额433.5亿元，同比增长3.2%，增幅较一季度提高1.1个百分点；营业收入利润率5.3%。
1—5月，制造业投资同比增长9.7%，占固定资产投资的比重为27.8%，比上年同期提高2.5个百分点；技术改造投资下降1.6%，降幅比1—4月收窄0.9个百分点。
下一步，将围绕全年规上工业增加值增长7%的目标抓好落实。""",
    [
        f"{IVA} ningbo growth/yoy 8.6pct ytd:2026-05",
        f"{IVA} ningbo change/previous -0.2pp ytd:2026-05",
        f"{IVA} ningbo gap/nation 2.3pp ytd:2026-05",
        f"{IVA} ningbo gap/province 1.4pp ytd:2026-05",
        f"{IVA} ningbo growth/yoy 7.9pct month:2026-05",
        "高端装备制造业增加值 ningbo growth/yoy 14.9pct ytd:2026-05",
        "高技术制造业增加值 ningbo growth/yoy 13.2pct ytd:2026-05",
        "数字经济核心产业制造业增加值 ningbo growth/yoy 11.1pct ytd:2026-05",
        "数字经济核心产业制造业增加值 ningbo contribution 24.6pct ytd:2026-05",
        "规模以上工业利润总额 ningbo level 433.5cny_100m ytd:2026-04",
        "规模以上工业利润总额 ningbo growth/yoy 3.2pct ytd:2026-04",
        "规模以上工业利润总额 ningbo change/previous 1.1pp ytd:2026-04",
        "营业收入利润率 ningbo share 5.3pct ytd:2026-04",
        "制造业投资 ningbo growth/yoy 9.7pct ytd:2026-05",
        "制造业投资 ningbo share/固定资产投资 27.8pct ytd:2026-05",
        "制造业投资 ningbo change/yoy 2.5pp ytd:2026-05",
        "工业技术改造投资 ningbo growth/yoy -1.6pct ytd:2026-05",
        "工业技术改造投资 ningbo change/previous 0.9pp ytd:2026-05",
        "!target 7%",
    ],
)

COMMUNIQUE = (
    "ningbo",
    "2026-03-18",
    """2025年宁波市国民经济和社会发展统计公报
一、综合
初步核算，全年全市地区生产总值18716亿元，比上年增长4.9%。其中，第二产业增加值7973亿元，增长4.4%。按常住人口计算，人均地区生产总值191300元，增长4.1%。
二、工业
全年全部工业增加值7187亿元，增长4.8%。规模以上工业企业11218家，规模以上工业增加值增长5.6%，其中国有控股企业增长2.0%，民营企业增长7.3%。新产品产值率达40.2%，比上年提高1.1个百分点。
规模以上工业企业产销率为97.8%，出口交货值4104亿元，增长6.5%。
三、对外贸易
全年货物进出口总额14300亿元，增长2.6%。出口9100亿元，增长4.7%，占全国出口比重为3.4%；进口5200亿元，下降0.9%。
四、人口
年末全市常住人口981.4万人，比上年末增加3.7万人。""",
    [
        "地区生产总值 ningbo level 18716cny_100m year:2025 preliminary",
        "地区生产总值 ningbo growth/yoy 4.9pct year:2025 preliminary",
        "第二产业增加值 ningbo level 7973cny_100m year:2025",
        "第二产业增加值 ningbo growth/yoy 4.4pct year:2025",
        "人均地区生产总值 ningbo level 191300cny year:2025",
        "人均地区生产总值 ningbo growth/yoy 4.1pct year:2025",
        "全部工业增加值 ningbo level 7187cny_100m year:2025",
        "全部工业增加值 ningbo growth/yoy 4.8pct year:2025",
        "规模以上工业企业 ningbo count 11218count year:2025",
        f"{IVA} ningbo growth/yoy 5.6pct year:2025",
        f"{IVA} ningbo[国有控股企业] growth/yoy 2.0pct year:2025",
        f"{IVA} ningbo[民营企业] growth/yoy 7.3pct year:2025",
        "新产品产值率 ningbo share 40.2pct year:2025",
        "新产品产值率 ningbo change/yoy 1.1pp year:2025",
        "工业产品产销率 ningbo share 97.8pct year:2025",
        "规模以上工业出口交货值 ningbo level 4104cny_100m year:2025",
        "规模以上工业出口交货值 ningbo growth/yoy 6.5pct year:2025",
        "进出口总额 ningbo level 14300cny_100m year:2025",
        "进出口总额 ningbo growth/yoy 2.6pct year:2025",
        "出口总额 ningbo level 9100cny_100m year:2025",
        "出口总额 ningbo growth/yoy 4.7pct year:2025",
        "出口总额 ningbo share/nation 3.4pct year:2025",
        "进口总额 ningbo level 5200cny_100m year:2025",
        "进口总额 ningbo growth/yoy -0.9pct year:2025",
        "常住人口 ningbo level 9814000count as_of:2025-12-31",
        "常住人口 ningbo change/yoy 37000count as_of:2025-12-31",
    ],
)

DISTRICT_NOTE = (
    "ningbo/yinzhou",
    "2026-02-26",
    """鄞州区2025年经济运行简析
2025年，全区实现地区生产总值3201.9亿元，按可比价计算，同比增长4.8%，总量居全市首位。
规上工业增加值同比增长3.1%，低于全市2.5个百分点，增速列全市第8位。区本级规上工业增加值增长2.7%。
固定资产投资同比下降6.4%，降幅较前三季度扩大1.2个百分点，其中制造业投资增长5.5%，占全市的11.9%。""",
    [
        "地区生产总值 ningbo/yinzhou level 3201.9cny_100m year:2025",
        "地区生产总值 ningbo/yinzhou growth/yoy_real 4.8pct year:2025",
        "地区生产总值 ningbo/yinzhou rank/city 1rank year:2025",
        f"{IVA} ningbo/yinzhou growth/yoy 3.1pct year:2025",
        f"{IVA} ningbo/yinzhou gap/city -2.5pp year:2025",
        f"{IVA} ningbo/yinzhou rank/city 8rank year:2025",
        f"{IVA} ningbo/yinzhou[区本级] growth/yoy 2.7pct year:2025",
        "固定资产投资 ningbo/yinzhou growth/yoy -6.4pct year:2025",
        "固定资产投资 ningbo/yinzhou change/previous -1.2pp year:2025",
        "制造业投资 ningbo/yinzhou growth/yoy 5.5pct year:2025",
        "制造业投资 ningbo/yinzhou share/city 11.9pct year:2025",
    ],
)

NEWSPAPER = (
    None,
    "2026-06-30",
    """制造强市的底气
“稳”字背后有支撑。今年前4个月，宁波规上工业增加值同比劲增8.8%，制造业投资增长10.1%，双双创下近三年同期最高。
去年，全市GDP突破1.87万亿元；工业增加值占GDP的比重为38.4%，比全国平均水平高7.5个百分点。
眼下，宁波有制造业企业12.8万家，其中规上工业企业超1.1万家，总数居全国第四位；国家级单项冠军企业累计119家，连续八年位居全国首位。
在北仑，今年1—4月规上工业增加值增长5.2%。
来自宁波一家名为海天塑机集团的企业，注塑机产量占全球三成。
全市近九成研发经费来自企业。""",
    [
        f"{IVA} ningbo growth/yoy 8.8pct ytd:2026-04",
        "制造业投资 ningbo growth/yoy 10.1pct ytd:2026-04",
        f"{IVA} ningbo rank/history 1rank ytd:2026-04",
        "制造业投资 ningbo rank/history 1rank ytd:2026-04",
        "地区生产总值 ningbo level >18700cny_100m year:2025",
        "全部工业增加值 ningbo share/gdp 38.4pct year:2025",
        "全部工业增加值 ningbo gap/nation 7.5pp year:2025",
        "制造业企业 ningbo count 128000count now:2026-06-30",
        "规模以上工业企业 ningbo count >11000count now:2026-06-30",
        "规模以上工业企业 ningbo rank/nation 4rank now:2026-06-30",
        "制造业单项冠军企业 ningbo count 119count now:2026-06-30",
        "制造业单项冠军企业 ningbo streak/nation 8years now:2026-06-30",
        "制造业单项冠军企业 ningbo rank/nation 1rank now:2026-06-30",
        f"{IVA} ningbo/beilun growth/yoy 5.2pct ytd:2026-04",
        "注塑机产量 company:海天塑机集团 share/world 30pct unknown",
        "研发经费 ningbo[企业] share/city <90pct now:2026-06-30",
    ],
)

NATION = (
    "china",
    "2026-06-15",
    """2026年5月份规模以上工业增加值增长5.8%
5月份，规模以上工业增加值同比实际增长5.8%。从环比看，比上月增长0.46%。1—5月份，规模以上工业增加值同比增长5.9%。
分三大门类看，5月份，采矿业增加值同比增长3.7%，制造业增长6.3%。
分行业看，5月份，41个大类行业中有34个行业增加值保持同比增长。其中，纺织业增长1.9%，汽车制造业增长11.6%，非金属矿物制品业下降0.7%。
分产品看，5月份，工业机器人69056套，同比增长35.5%；发电量7378亿千瓦时，增长0.5%。
5月份，规模以上工业企业产品销售率为95.9%，同比下降0.8个百分点。""",
    [
        f"{IVA} china growth/yoy 5.8pct month:2026-05",
        f"{IVA} china growth/yoy_real 5.8pct month:2026-05",
        f"{IVA} china growth/mom 0.46pct month:2026-05",
        f"{IVA} china growth/yoy 5.9pct ytd:2026-05",
        "采矿业增加值 china growth/yoy 3.7pct month:2026-05",
        "制造业增加值 china growth/yoy 6.3pct month:2026-05",
        "!unknown_indicator 41个",
        "!unknown_indicator 34个",
        "纺织业增加值 china growth/yoy 1.9pct month:2026-05",
        "汽车制造业增加值 china growth/yoy 11.6pct month:2026-05",
        "非金属矿物制品业增加值 china growth/yoy -0.7pct month:2026-05",
        "工业机器人 china level 69056count month:2026-05",
        "工业机器人 china growth/yoy 35.5pct month:2026-05",
        "发电量 china level 737800000000other month:2026-05",
        "发电量 china growth/yoy 0.5pct month:2026-05",
        "工业产品产销率 china share 95.9pct month:2026-05",
        "工业产品产销率 china change/yoy -0.8pp month:2026-05",
    ],
)

REPORT = (
    "ningbo",
    "2026-01-22",
    """政府工作报告
一、过去一年工作回顾
一年来，我们完成了年度主要目标。地区生产总值达到1.87万亿元、增长4.9%，规上工业增加值增长5.6%，一般公共预算收入增长2.1%。国家高新技术企业突破1万家，新增国家级“小巨人”企业68家，全社会研发投入强度提高到3.3%。
二、今年工作安排
主要预期目标：地区生产总值增长5%左右；规上工业增加值增长6%；研发投入强度达到3.4%。新建智能工厂100家，培育单项冠军企业10家以上。
到2030年，制造业增加值力争达到1万亿元。""",
    [
        "地区生产总值 ningbo level 18700cny_100m year:2025",
        "地区生产总值 ningbo growth/yoy 4.9pct year:2025",
        f"{IVA} ningbo growth/yoy 5.6pct year:2025",
        "一般公共预算收入 ningbo growth/yoy 2.1pct year:2025",
        "高新技术企业 ningbo count >10000count now:2026-01-22",
        "国家级专精特新“小巨人”企业 ningbo change/previous 68count year:2025",
        "研发投入强度 ningbo share/gdp 3.3pct year:2025",
        "!target 5%",
        "!target 6%",
        "!target 3.4%",
        "!target 100家",
        "!target 10家",
        "!target 1万亿元",
    ],
)


@pytest.mark.parametrize(
    ("area", "published", "text", "expected"),
    [
        pytest.param(*CITY_NOTE, id="monthly-note"),
        pytest.param(*COMMUNIQUE, id="communique"),
        pytest.param(*DISTRICT_NOTE, id="district-note"),
        pytest.param(*NEWSPAPER, id="newspaper"),
        pytest.param(*NATION, id="nation"),
        pytest.param(*REPORT, id="government-report"),
    ],
)
def test_a_whole_release(area: str | None, published: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, published) == expected
