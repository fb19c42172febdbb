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


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BESIDE])
def test_a_place_told_beside_owns_only_its_own_value(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in OPENERS])
def test_what_a_clause_opens_to_speak_of_is_no_total(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
