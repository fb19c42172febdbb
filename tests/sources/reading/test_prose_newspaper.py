"""Features, interviews and speeches: who is told only beside, of whom a clause opens to speak, what 这一数字 means.

The id begins with the phrase of the catalogue of phrasings.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
PUBLISHED = "2026-04-23"
IVA = "规模以上工业增加值"

BESIDE: Rows = [
    (
        "C03-province-beside",
        None,
        "一季度，宁波规上工业增加值增长8.4%，全省增长7.2%；制造业投资增长11.3%，全国仅为4.1%；出口2310亿元，增长9.5%。利润总额增长5%。",
        [
            f"{IVA} ningbo growth/yoy 8.4pct quarter:2026-03",
            f"{IVA} zhejiang growth/yoy 7.2pct quarter:2026-03",
            "制造业投资 ningbo growth/yoy 11.3pct quarter:2026-03",
            "制造业投资 china growth/yoy 4.1pct quarter:2026-03",
            "出口总额 ningbo level 2310cny_100m quarter:2026-03",
            "出口总额 ningbo growth/yoy 9.5pct quarter:2026-03",
            "利润总额 ningbo growth/yoy 5pct quarter:2026-03",
        ],
    ),
    (
        "C03-own-page",
        "ningbo",
        "一季度，规上工业增加值增长8.4%，全省增长7.2%；制造业投资增长11.3%。",
        [
            f"{IVA} ningbo growth/yoy 8.4pct quarter:2026-03",
            f"{IVA} zhejiang growth/yoy 7.2pct quarter:2026-03",
            "制造业投资 ningbo growth/yoy 11.3pct quarter:2026-03",
        ],
    ),
    (
        "C03-told-before",
        None,
        "今年一季度，宁波外贸怎么样？出口增长9.5%，苏州增长4.2%；进口增长3%。",
        [
            "出口总额 ningbo growth/yoy 9.5pct quarter:2026-03",
            "出口总额 suzhou growth/yoy 4.2pct quarter:2026-03",
            "进口总额 ningbo growth/yoy 3pct quarter:2026-03",
        ],
    ),
    (
        "A09-peers",
        None,
        "一季度，杭州工业投资增长8.3%，苏州增长4%；制造业投资增长11.6%。",
        [
            "工业投资 hangzhou growth/yoy 8.3pct quarter:2026-03",
            "工业投资 suzhou growth/yoy 4pct quarter:2026-03",
            "!unknown_area 11.6%",
        ],
    ),
    (
        "C03-no-semicolon",
        "ningbo",
        "一季度，规上工业增加值增长8.4%，全省增长7.2%，出口增长3%。",
        [
            f"{IVA} ningbo growth/yoy 8.4pct quarter:2026-03",
            f"{IVA} zhejiang growth/yoy 7.2pct quarter:2026-03",
            "!unknown_area 3%",
        ],
    ),
    (
        "C03-in-brackets",
        "ningbo",
        "一季度，规上工业企业营业收入增长4.7%（全国为2.8%）；利润总额增长6.4%（全国下降1.2%），利润率5.5%。",
        [
            "规模以上工业营业收入 ningbo growth/yoy 4.7pct quarter:2026-03",
            "规模以上工业营业收入 china growth/yoy 2.8pct quarter:2026-03",
            "规模以上工业利润总额 ningbo growth/yoy 6.4pct quarter:2026-03",
            "规模以上工业利润总额 china growth/yoy -1.2pct quarter:2026-03",
            "利润率 ningbo share 5.5pct quarter:2026-03",
        ],
    ),
    (
        "C03-several-beside",
        "china",
        "一季度，规上工业增加值增长6.2%，浙江、江苏分别增长7.3%和6.7%；制造业投资增长4%。",
        [
            f"{IVA} china growth/yoy 6.2pct quarter:2026-03",
            f"{IVA} zhejiang growth/yoy 7.3pct quarter:2026-03",
            f"{IVA} jiangsu growth/yoy 6.7pct quarter:2026-03",
            "制造业投资 china growth/yoy 4pct quarter:2026-03",
        ],
    ),
    (
        "C03-city-stays",
        None,
        "一季度，宁波规上工业增加值增长8.4%，全省增长7.2%。全市用电量增长4%。",
        [
            f"{IVA} ningbo growth/yoy 8.4pct quarter:2026-03",
            f"{IVA} zhejiang growth/yoy 7.2pct quarter:2026-03",
            "用电量 ningbo growth/yoy 4pct quarter:2026-03",
        ],
    ),
    (
        "A19-doer",
        None,
        "在宁波，以全市约3%的建设用地，前湾新区集聚了全市31%的汽车企业。",
        [
            "建设用地 ningbo/qianwan share/city ~3pct now:2026-04-23",
            "汽车企业 ningbo/qianwan share/city 31pct now:2026-04-23",
        ],
    ),
]

OPENERS: Rows = [
    (
        "A12-opens",
        "ningbo",
        "2025年，全市进出口1.4万亿元。民营企业挑大梁，进出口1.1万亿元，占全市进出口总额的78%；国企承压，出口下降3%。",
        [
            "进出口总额 ningbo level 14000cny_100m year:2025",
            "进出口总额 ningbo[民营企业] level 11000cny_100m year:2025",
            "进出口总额 ningbo[民营企业] share/city 78pct year:2025",
            "出口总额 ningbo[国企] growth/yoy -3pct year:2025",
        ],
    ),
    (
        "A12-above-scale",
        "ningbo",
        "一季度，外资企业回暖，规上工业增加值增长9%。",
        [f"{IVA} ningbo[外资企业] growth/yoy 9pct quarter:2026-03"],
    ),
    (
        "A13-trade",
        "ningbo",
        "一季度，跨境电商跑出加速度，进出口280亿元。机电产品仍是出口主力，出口550亿元，增长6%。",
        [
            "跨境电商进出口 ningbo level 280cny_100m quarter:2026-03",
            "机电产品出口 ningbo level 550cny_100m quarter:2026-03",
            "机电产品出口 ningbo growth/yoy 6pct quarter:2026-03",
        ],
    ),
    (
        "A13-partner",
        "ningbo",
        "一季度，对东盟贸易亮眼，进出口210亿元。",
        ["进出口总额 ningbo[对东盟] level 210cny_100m quarter:2026-03"],
    ),
    (
        "A14-branch",
        "ningbo",
        "一季度，汽车产业一路领跑，实现增加值160亿元，利润总额增长9%。",
        [
            "汽车产业增加值 ningbo level 160cny_100m quarter:2026-03",
            "汽车产业利润总额 ningbo growth/yoy 9pct quarter:2026-03",
        ],
    ),
    (
        "A12-everybody",
        "ningbo",
        "一季度，外贸回稳向好，进出口3400亿元。工业企业效益改善，利润总额增长5%。民营企业活力增强，全市出口增长7%。",
        [
            "进出口总额 ningbo level 3400cny_100m quarter:2026-03",
            "利润总额 ningbo growth/yoy 5pct quarter:2026-03",
            "出口总额 ningbo growth/yoy 7pct quarter:2026-03",
        ],
    ),
]

MEANT: Rows = [
    (
        "A19-this-figure",
        "ningbo",
        "去年，全市软件业务收入1720亿元，增长12.4%。今年1—2月，这一数字是265亿元，增长15.1%，高于全国3.2个百分点。",
        [
            "软件业务收入 ningbo level 1720cny_100m year:2025",
            "软件业务收入 ningbo growth/yoy 12.4pct year:2025",
            "软件业务收入 ningbo level 265cny_100m ytd:2026-02",
            "软件业务收入 ningbo growth/yoy 15.1pct ytd:2026-02",
            "软件业务收入 ningbo gap/nation 3.2pp ytd:2026-02",
        ],
    ),
    (
        "A19-next-paragraph",
        None,
        "2025年，宁波研发投入强度为3.5%，比全国高0.8个百分点。\n2016年，这一比例只有2.45%。",
        [
            "研发投入强度 ningbo share/gdp 3.5pct year:2025",
            "研发投入强度 ningbo gap/nation 0.8pp year:2025",
            "研发投入强度 ningbo share/gdp 2.45pct year:2016",
        ],
    ),
    (
        "A19-rank-now",
        None,
        "2016年，宁波的全部工业增加值3300亿元，在全国城市中排第13位；如今，这个位次变成了第6位。",
        [
            "全部工业增加值 ningbo level 3300cny_100m year:2016",
            "全部工业增加值 ningbo rank/nation 13rank year:2016",
            "全部工业增加值 ningbo rank/nation 6rank now:2026-04-23",
        ],
    ),
    (
        "A19-of-nothing",
        "ningbo",
        "全市工业开局良好。这一数字是265亿元。",
        ["!unknown_indicator 265亿元"],
    ),
    (
        "A05-anchored-in-passing",
        None,
        "单项冠军是宁波制造的名片。2025年，全市规上工业增加值增长7%。",
        [f"{IVA} ningbo growth/yoy 7pct year:2025"],
    ),
]

UNNAMED: Rows = [
    (
        "A11-some-firm",
        None,
        "一季度，宁波出口增长8%。记者走访的一家塑料企业，前3个月出口增长26%，毛利率降到了16%。利润下降三成。",
        [
            "出口总额 ningbo growth/yoy 8pct quarter:2026-03",
            "!unknown_area 26%",
            "!unknown_area 16%",
            "!unknown_area 三成",
        ],
    ),
    (
        "A11-some-factory",
        None,
        "在余姚一家模具厂，订单同比增长三成。",
        ["!unknown_area 三成"],
    ),
    (
        "A11-our-factory",
        None,
        "宁波慈溪的外贸企业忙起来了。“今年一季度，我们公司出口增长20%。”负责人说。",
        ["!unknown_area 20%"],
    ),
    (
        "A11-one-of-many",
        "ningbo",
        "一季度，全市新增一家国家级单项冠军企业，规上工业增加值增长9%。",
        [f"{IVA} ningbo growth/yoy 9pct quarter:2026-03"],
    ),
]

WORDS: Rows = [
    (
        "K05-three-words",
        "ningbo",
        "怎么看一季度？可以用“稳、进、新”三个字概括，3个数字值得一提：全市规上工业增加值增长8%。",
        [f"{IVA} ningbo growth/yoy 8pct quarter:2026-03"],
    ),
    (
        "G03-dragged",
        "ningbo",
        "2025年，绿色石化产业产值6080亿元，虽受价格拖累同比下降2.9%。",
        [
            "绿色石化产业产值 ningbo level 6080cny_100m year:2025",
            "绿色石化产业产值 ningbo growth/yoy -2.9pct year:2025",
        ],
    ),
    (
        "S02-two-big",
        None,
        "宁波的磁性材料分布集中。鄞州、慈溪是两大基地，分别占全市磁性材料产值的37.5%和26.2%。",
        [
            "磁性材料产值 ningbo/yinzhou share/city 37.5pct unknown",
            "磁性材料产值 ningbo/cixi share/city 26.2pct unknown",
        ],
    ),
    (
        "H04-could-keep",
        "ningbo",
        "前三季度，若剔除石化行业价格因素，全市产值增速仍可保持在6%左右。",
        ["!forecast 6%"],
    ),
]

PARTS: Rows = [
    (
        "A12-partners",
        "ningbo/cixi",
        "一季度，全市家电出口170亿元。其中，对欧盟出口62亿元；对美国出口31亿元，下降8%。",
        [
            "家电出口 ningbo/cixi level 170cny_100m quarter:2026-03",
            "家电出口 ningbo/cixi[对欧盟] level 62cny_100m quarter:2026-03",
            "家电出口 ningbo/cixi[对美国] level 31cny_100m quarter:2026-03",
            "家电出口 ningbo/cixi[对美国] growth/yoy -8pct quarter:2026-03",
        ],
    ),
    (
        "M12-traditional",
        "ningbo",
        "一季度，纺织、服装等传统行业增加值分别下降1.2%和3.4%。",
        [
            "纺织行业增加值 ningbo growth/yoy -1.2pct quarter:2026-03",
            "服装行业增加值 ningbo growth/yoy -3.4pct quarter:2026-03",
        ],
    ),
    (
        "N03-these-firms",
        "ningbo",
        "目前，全市“小巨人”企业达98家。去年，这98家企业平均研发强度6.8%。",
        ["国家级专精特新“小巨人”企业 ningbo count 98count now:2026-04-23", "!unknown_indicator 6.8%"],
    ),
    (
        "A11-plant-of-a-place",
        None,
        "星路极光宁波工厂去年产值超500亿元，同比增长38%。",
        [
            "产值 company:星路极光宁波工厂 level >500cny_100m year:2025",
            "产值 company:星路极光宁波工厂 growth/yoy 38pct year:2025",
        ],
    ),
    (
        "C09-from-the-last",
        None,
        "一季度，余姚市规上工业增加值增长7.9%，在宁波10个区（县、市）中从末位升至第4位。",
        [
            f"{IVA} ningbo/yuyao growth/yoy 7.9pct quarter:2026-03",
            "!unknown_indicator 10个",
            f"{IVA} ningbo/yuyao rank/city 4rank quarter:2026-03",
        ],
    ),
    (
        "C09-among-cities",
        None,
        "一季度，宁波规上工业增加值增长8.3%。在15个副省级城市中，宁波增速排第2位。",
        [
            f"{IVA} ningbo growth/yoy 8.3pct quarter:2026-03",
            f"{IVA} ningbo rank 2rank quarter:2026-03",
        ],
    ),
    (
        "S14-fraction",
        None,
        "2025年，北仑区规上工业总产值6100亿元，占宁波全市的四分之一。",
        [
            "规模以上工业总产值 ningbo/beilun level 6100cny_100m year:2025",
            "规模以上工业总产值 ningbo/beilun share/city 25.0000pct year:2025",
        ],
    ),
]

GOES_ON: Rows = [
    (
        "M04-places-with-values",
        "zhejiang",
        "一季度，全省规上工业增加值增长7.6%，高于全国1.5个百分点。高于全省平均的有：温州（9.4%）、宁波（8.2%）。",
        [
            f"{IVA} zhejiang growth/yoy 7.6pct quarter:2026-03",
            f"{IVA} zhejiang gap/nation 1.5pp quarter:2026-03",
            f"{IVA} wenzhou growth/yoy 9.4pct quarter:2026-03",
            f"{IVA} ningbo growth/yoy 8.2pct quarter:2026-03",
        ],
    ),
    (
        "C09-the-first-three",
        None,
        "一季度，浙江11个设区市中，规上工业增加值增速前三的是温州（9.4%）、舟山（9.1%）、宁波（8.2%）。",
        [
            f"{IVA} wenzhou growth/yoy 9.4pct quarter:2026-03",
            f"{IVA} zhoushan growth/yoy 9.1pct quarter:2026-03",
            f"{IVA} ningbo growth/yoy 8.2pct quarter:2026-03",
        ],
    ),
    (
        "S03-next-in-rank",
        None,
        "截至2025年底，宁波拥有国家级专精特新“小巨人”企业405家。排在第六位的杭州有380家，第七位的武汉350家。",
        [
            "国家级专精特新“小巨人”企业 ningbo count 405count as_of:2025-12-31",
            "国家级专精特新“小巨人”企业 hangzhou count 380count as_of:2025-12-31",
            "国家级专精特新“小巨人”企业 wuhan count 350count as_of:2025-12-31",
        ],
    ),
    (
        "S08-such-as",
        "ningbo/yuyao",
        "像舜宇这样的单项冠军，余姚共有17家。",
        ["制造业单项冠军企业 ningbo/yuyao count 17count now:2026-04-23"],
    ),
    (
        "A15-of-the-branch",
        "ningbo",
        "一季度，磁性材料产业产值同比下降6.1%；出口则逆势增长4.2%。制造业投资逆势增长9%。",
        [
            "磁性材料产业产值 ningbo growth/yoy -6.1pct quarter:2026-03",
            "磁性材料产业出口 ningbo growth/yoy 4.2pct quarter:2026-03",
            "制造业投资 ningbo growth/yoy 9pct quarter:2026-03",
        ],
    ),
    (
        "G32-steps",
        None,
        "五年来，宁波生产总值连跨几个台阶，由1.23万亿元增加到1.88万亿元。",
        ["地区生产总值 ningbo level 18800cny_100m year:2025"],
    ),
]

SUMS: Rows = [
    (
        "M13-three-markets",
        "ningbo",
        "一季度，全市进出口3400亿元。三大市场合计占全市进出口的42%。",
        ["进出口总额 ningbo level 3400cny_100m quarter:2026-03", "!unknown_indicator 42%"],
    ),
    (
        "A04-some-district",
        None,
        "去年，宁波某区规上工业产值1180亿元，海曙区规上工业产值920亿元。",
        ["!unknown_area 1180亿元", "规模以上工业总产值 ningbo/haishu level 920cny_100m year:2025"],
    ),
    (
        "S09-little-giants-for-short",
        "ningbo",
        "像这样的“小巨人”，鄞州共有88家，省级“小巨人”还有8家。",
        [
            "国家级专精特新“小巨人”企业 ningbo/yinzhou count 88count now:2026-04-23",
            "省级“小巨人” ningbo/yinzhou count 8count now:2026-04-23",
        ],
    ),
    (
        "M08-of-which-of-them",
        "ningbo/cixi",
        "小家电集群有整机企业2100家、配套企业8900家，去年产值880亿元。",
        [
            "整机企业 ningbo/cixi count 2100count now:2026-04-23",
            "配套企业 ningbo/cixi count 8900count now:2026-04-23",
            "!unknown_indicator 880亿元",
        ],
    ),
    (
        "L18-more-and-better",
        "ningbo",
        "上市公司量质齐升，总数达126家。",
        ["上市公司 ningbo count 126count now:2026-04-23"],
    ),
]

PERIODS: Rows = [
    (
        "P02-month-beside-the-run",
        "ningbo/beilun",
        "今年一季度，全区地区生产总值610亿元，同比增长6.1%。\n规上工业增加值增长8.6%，其中3月当月增长10.2%。石化产业增加值增长4%。\n全区工业投资由上年同期下降7.1%转为增长5.2%。",
        [
            "地区生产总值 ningbo/beilun level 610cny_100m quarter:2026-03",
            "地区生产总值 ningbo/beilun growth/yoy 6.1pct quarter:2026-03",
            f"{IVA} ningbo/beilun growth/yoy 8.6pct quarter:2026-03",
            f"{IVA} ningbo/beilun growth/yoy 10.2pct month:2026-03",
            "石化产业增加值 ningbo/beilun growth/yoy 4pct quarter:2026-03",
            "工业投资 ningbo/beilun growth/yoy -7.1pct quarter:2025-03",
            "工业投资 ningbo/beilun growth/yoy 5.2pct quarter:2026-03",
        ],
    ),
    (
        "P08-held-at-the-end",
        "china",
        "2026年1—3月电信业运行情况\n\n宽带接入用户达7亿户，比上年末净增420万户。",
        [
            "宽带接入用户 china count 700000000count as_of:2026-03-31",
            "宽带接入用户 china change/previous 4200000count as_of:2026-03-31",
        ],
    ),
]

COMPARED: Rows = [
    (
        "S03-second-to",
        None,
        "2025年，宁波研发投入强度为3.5%，比全国高0.8个百分点，在全省仅次于杭州，居第2位。",
        [
            "研发投入强度 ningbo share/gdp 3.5pct year:2025",
            "研发投入强度 ningbo gap/nation 0.8pp year:2025",
            "研发投入强度 ningbo rank/province 2rank year:2025",
        ],
    ),
    (
        "S03-right-behind",
        None,
        "2025年，宁波新能源汽车产量39万辆，数量紧随深圳、上海之后，列全国第三。",
        [
            "新能源汽车产量 ningbo level 390000count year:2025",
            "新能源汽车产量 ningbo rank/nation 3rank year:2025",
        ],
    ),
    (
        "C01-than-industry",
        "china",
        "一季度，电子信息制造业出口交货值同比增长7.2%，比同期工业高3.9个百分点。",
        [
            "电子信息制造业出口交货值 china growth/yoy 7.2pct quarter:2026-03",
            "电子信息制造业出口交货值 china gap/工业 3.9pp quarter:2026-03",
        ],
    ),
    (
        "M01-place-with-brackets",
        "ningbo",
        "一季度，慈溪市（含前湾）、余姚市规上工业增加值增速居前，分别增长9.6%和8.5%。",
        [
            f"{IVA} ningbo/cixi growth/yoy 9.6pct quarter:2026-03",
            f"{IVA} ningbo/yuyao growth/yoy 8.5pct quarter:2026-03",
        ],
    ),
    (
        "G05-like-a-year-before",
        "ningbo",
        "1—3月，全市工业用电量增长3.8%，增速与去年同期持平。",
        [
            "工业用电量 ningbo growth/yoy 3.8pct quarter:2026-03",
            "工业用电量 ningbo change/yoy 0pp quarter:2026-03",
        ],
    ),
    (
        "G36-new-by-name",
        "ningbo",
        "一季度，全市新增城镇就业6.8万人。",
        ["城镇新增就业 ningbo change/previous 68000count quarter:2026-03"],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BESIDE])
def test_a_place_told_beside_owns_only_its_own_value(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in OPENERS])
def test_what_a_clause_opens_to_speak_of_is_no_total(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in MEANT])
def test_this_figure_is_of_what_was_told_last(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in UNNAMED])
def test_what_a_firm_without_a_name_reports_is_nobodys(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in WORDS])
def test_words_of_newspapers_name_nothing(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PARTS])
def test_a_part_is_told_as_a_part(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PERIODS])
def test_a_month_told_beside_and_a_stock_keep_the_run_in_force(
    area: str | None, text: str, expected: list[str]
) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in COMPARED])
def test_what_is_compared_keeps_its_own_place(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in GOES_ON])
def test_a_sentence_goes_on_with_what_was_told(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SUMS])
def test_a_sum_and_a_place_without_a_name_are_nobodys(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
