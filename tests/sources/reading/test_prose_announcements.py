"""Announced lists that go on over sentences, and firms told by where they stand, what they hold and what they report.

The id begins with the phrase of the catalogue of phrasings.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
PUBLISHED = "2026-03-20"

FIRMS: Rows = [
    (
        "A11-stands-in",
        None,
        "位于宁波余姚市的恒坤轴承引入智能产线。2025年，恒坤轴承实现营业收入5.6亿元，同比增长18%，研发投入占营业收入的比重达6.1%，主导产品国内市场占有率超过30%。",
        [
            "营业收入 company:恒坤轴承 level 5.6cny_100m year:2025",
            "营业收入 company:恒坤轴承 growth/yoy 18pct year:2025",
            "研发经费 company:恒坤轴承 share/营业收入 6.1pct year:2025",
            "主导产品国内市场占有率 company:恒坤轴承 share >30pct year:2025",
        ],
    ),
    (
        "A11-holds-a-share",
        None,
        "泽川电子的高纯靶材全球市场份额超过20%；永腾机电的缝制设备全球市占率达31%。2025年，宁波市出口总额8300亿元。",
        [
            "高纯靶材全球市场份额 company:泽川电子 share >20pct unknown",
            "缝制设备全球市占率 company:永腾机电 share 31pct unknown",
            "出口总额 ningbo level 8300cny_100m year:2025",
        ],
    ),
    (
        "A11-no-firm-of-a-trade",
        None,
        "位于宁波杭州湾的新能源汽车，国内市场占有率超过30%。",
        [
            "!unknown_area 30%",
        ],
    ),
    (
        "A11-makes",
        None,
        "奥驰汽车集团加码宁波。2025年，奥驰汽车集团在甬基地生产整车42.5万辆，同比增长9.7%。",
        [
            "整车产量 company:奥驰汽车集团 level 425000count year:2025",
            "整车产量 company:奥驰汽车集团 growth/yoy 9.7pct year:2025",
        ],
    ),
    (
        "A11-of-those-entered",
        "china",
        "入选企业劳动生产率平均提高25.5%。入选企业营业收入增长12%。",
        [
            "劳动生产率 china[入选企业] growth/yoy 25.5pct unknown",
            "营业收入 china[入选企业] growth/yoy 12pct unknown",
        ],
    ),
]

SENSE: Rows = [
    (
        "A4-no-city-in-the-name-of-a-bay",
        "ningbo",
        "2025年，全市新能源汽车产量12万辆，其中杭州湾以8万辆居首位。",
        ["新能源汽车产量 ningbo level 120000count year:2025", "!unknown_indicator 8万辆"],
    ),
    (
        "B13-goes-on-over-sentences",
        None,
        "近日，工信部公示第七批专精特新“小巨人”企业名单。记者梳理发现，全国共有3100家企业上榜，其中浙江省290家。宁波以72家位列全国城市第五，比杭州少9家。",
        [
            "国家级专精特新“小巨人”企业 china count 3100count now:2026-03-20 notice",
            "国家级专精特新“小巨人”企业 zhejiang count 290count now:2026-03-20 notice",
            "国家级专精特新“小巨人”企业 ningbo count 72count now:2026-03-20 notice",
            "国家级专精特新“小巨人”企业 ningbo rank/nation 5rank now:2026-03-20 notice",
            "国家级专精特新“小巨人”企业 ningbo gap/hangzhou -9count now:2026-03-20 notice",
        ],
    ),
    (
        "B13-register",
        "china",
        "近日，工业和信息化部印发《2024年5G工厂名录》，共收录380个项目。其中，江苏、浙江分别入选58个和45个；从城市看，宁波、苏州分别入选16个和15个。",
        [
            "5G工厂 china count 380count year:2024",
            "5G工厂 jiangsu count 58count year:2024",
            "5G工厂 zhejiang count 45count year:2024",
            "5G工厂 ningbo count 16count year:2024",
            "5G工厂 suzhou count 15count year:2024",
        ],
    ),
    (
        "B13-names-of-firms",
        None,
        "浙江省经信厅近日公布2025年度未来工厂名单，全省共16家企业入选，其中宁波有博远集团、恒天电器等4家企业，杭州3家。",
        [
            "未来工厂 zhejiang count 16count year:2025",
            "未来工厂 ningbo count 4count year:2025",
            "未来工厂 hangzhou count 3count year:2025",
        ],
    ),
    (
        "B13-entered-before",
        "zhejiang",
        "全市有高新技术企业500家。在浙江省第三批人工智能赋能制造业典型案例中，宁波入选28个，占全省总数的25%，数量居全省首位。",
        [
            "!unknown_area 500家",
            "人工智能赋能制造业典型案例 ningbo count 28count now:2026-03-20",
            "人工智能赋能制造业典型案例 ningbo share/province 25pct now:2026-03-20",
            "人工智能赋能制造业典型案例 ningbo rank/province 1rank now:2026-03-20",
        ],
    ),
    (
        "B13-status-of-all",
        "china",
        "第十一批拟认定企业中，浙江制造业单项冠军企业40家；宁波15家。",
        [
            "制造业单项冠军企业 zhejiang count 40count now:2026-03-20 notice",
            "制造业单项冠军企业 ningbo count 15count now:2026-03-20 notice",
        ],
    ),
    (
        "B13-struck-off",
        "china",
        "将不再符合条件的65家绿色工厂移出绿色制造名单。",
        [
            "!unknown_indicator 65家",
        ],
    ),
    (
        "C7-ranked-in-the-whole",
        "zhejiang",
        "2025年，宁波规上工业增加值5312.4亿元，占全省的21.8%，居首位。",
        [
            "规模以上工业增加值 ningbo level 5312.4cny_100m year:2025",
            "规模以上工业增加值 ningbo share/province 21.8pct year:2025",
            "规模以上工业增加值 ningbo rank/province 1rank year:2025",
        ],
    ),
    (
        "C7-not-ranked-in-the-nation",
        "zhejiang",
        "2025年，宁波规上工业增加值增长6.1%，低于全国1.1个百分点，居第9位。",
        [
            "规模以上工业增加值 ningbo growth/yoy 6.1pct year:2025",
            "规模以上工业增加值 ningbo gap/nation -1.1pp year:2025",
            "规模以上工业增加值 ningbo rank 9rank year:2025",
        ],
    ),
    (
        "A8-list-of-nobody-else",
        "ningbo",
        "一季度，全市地区生产总值4300亿元，同比增长6.4%；规上工业增加值增长8.9%，其中文具、模具、汽车零部件产业增加值分别增长7.2%和13.6%。",
        [
            "地区生产总值 ningbo level 4300cny_100m quarter:2026-03",
            "地区生产总值 ningbo growth/yoy 6.4pct quarter:2026-03",
            "规模以上工业增加值 ningbo growth/yoy 8.9pct quarter:2026-03",
            "!unpaired 7.2%",
            "!unpaired 13.6%",
        ],
    ),
    (
        "A8-tied-with",
        "ningbo",
        "截至目前，全市共有国家级制造业单项冠军企业124家，数量与深圳并列全国城市第一。",
        [
            "制造业单项冠军企业 ningbo count 124count now:2026-03-20",
            "制造业单项冠军企业 ningbo rank/nation 1rank now:2026-03-20",
        ],
    ),
    (
        "C9-sectors-contribute",
        "ningbo",
        "一季度，第一产业增加值60亿元，第二产业增加值1800亿元，第三产业增加值2500亿元。三次产业对经济增长的贡献率分别为0.7%、49.9%和49.4%。",
        [
            "第一产业增加值 ningbo level 60cny_100m quarter:2026-03",
            "第二产业增加值 ningbo level 1800cny_100m quarter:2026-03",
            "第三产业增加值 ningbo level 2500cny_100m quarter:2026-03",
            "第一产业增加值 ningbo contribution 0.7pct quarter:2026-03",
            "第二产业增加值 ningbo contribution 49.9pct quarter:2026-03",
            "第三产业增加值 ningbo contribution 49.4pct quarter:2026-03",
        ],
    ),
    (
        "A4-all-of-the-city",
        "ningbo/zhenhai",
        "全年全区居民人均可支配收入82000元，比上年增长4.2%，同期全市居民人均可支配收入增长4.9%。",
        [
            "居民人均可支配收入 ningbo/zhenhai level 82000cny year:2025",
            "居民人均可支配收入 ningbo/zhenhai growth/yoy 4.2pct year:2025",
            "居民人均可支配收入 ningbo growth/yoy 4.9pct year:2025",
        ],
    ),
    (
        "D2-one-class-of-goods",
        "ningbo",
        "1-11月，全市粮油、食品类商品零售额120亿元，同比增长5%。",
        [
            "粮油、食品类商品零售额 ningbo level 120cny_100m ytd:2025-11",
            "粮油、食品类商品零售额 ningbo growth/yoy 5pct ytd:2025-11",
        ],
    ),
    (
        "D2-share-as-before",
        "ningbo",
        "经最终核实，2024年全市第二产业增加值占地区生产总值的比重为42.9%，与初步核算数持平。",
        [
            "第二产业增加值 ningbo share/gdp 42.9pct year:2024 final",
            "第二产业增加值 ningbo change/previous 0pp year:2024 final",
        ],
    ),
    (
        "D2-reckoned",
        "ningbo",
        "11月，全市居民消费价格上涨0.2%。据测算，猪肉价格下降12.2%，影响CPI下降约0.18个百分点。",
        [
            "居民消费价格 ningbo growth/yoy 0.2pct month:2025-11",
            "猪肉价格 ningbo growth/yoy -12.2pct month:2025-11",
            "猪肉价格 ningbo contribution ~-0.18pp month:2025-11",
        ],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in FIRMS])
def test_a_firm_without_its_legal_form_owns_what_only_a_firm_says(
    area: str | None, text: str, expected: list[str]
) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SENSE])
def test_a_number_is_of_what_the_sentences_before_it_announced(
    area: str | None, text: str, expected: list[str]
) -> None:
    assert shown(text, area, PUBLISHED) == expected
