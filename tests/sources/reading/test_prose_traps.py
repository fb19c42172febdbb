"""The traps of the catalogue of phrasings that no plain table holds, and the list of all patterns with where each is tested."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from wording import shown

IVA = "规模以上工业增加值"
NB = f"{IVA} ningbo"
APRIL = "ytd:2026-04"
NOW = "now:2026-06-30"

TRAPS = [
    (
        "L12",
        "ningbo",
        "全球每3部手机中就有1部的镜头来自宁波舜宇光学科技。",
        ["手机 company:舜宇光学科技 ratio 0.3333times unknown"],
    ),
    ("L12-steady", "ningbo", "1—4月，全市经济保持平稳增长。", []),
    ("L12-nobody", "ningbo", "全市每5件产品中有2件是首台套。", ["!unknown_area 2件"]),
    (
        "S12",
        "ningbo/fenghua",
        "1—4月，全区规上工业增加值增速位列全市第1位。",
        [f"{IVA} ningbo/fenghua rank/city 1rank {APRIL}"],
    ),
    ("S15", "ningbo", "宁波单项冠军企业数量较上批增加40%。", ["制造业单项冠军企业 ningbo growth 40pct unknown"]),
    (
        "S15-since",
        "ningbo",
        "4月末，全市制造业贷款余额9800亿元，比年初增长5.2%。",
        [
            "制造业贷款余额 ningbo level 9800cny_100m as_of:2026-04-30",
            "制造业贷款余额 ningbo growth 5.2pct as_of:2026-04-30",
        ],
    ),
    (
        "M06",
        "ningbo",
        "1—4月，全市工业投资增长9.2%，其中制造业投资增长10.1%；民间投资增长4.0%。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"民间投资 ningbo growth/yoy 4.0pct {APRIL}",
        ],
    ),
    (
        "M12",
        "ningbo",
        "1—4月，汽车制造业、通用设备制造业合计拉动全市规上工业增加值增长2.1个百分点。",
        [f"汽车制造业、通用设备制造业 ningbo contribution 2.1pp {APRIL}"],
    ),
    (
        "M13",
        "ningbo",
        "1—4月，全市出口2851.6亿元，进口1420.3亿元，两者合计4271.9亿元。",
        [
            f"出口总额 ningbo level 2851.6cny_100m {APRIL}",
            f"进口总额 ningbo level 1420.3cny_100m {APRIL}",
            "!unknown_indicator 4271.9亿元",
        ],
    ),
    (
        "A11",
        "ningbo",
        "宁波德鹰精密机械有限公司旋梭产量占全球40%。",
        ["旋梭产量 company:德鹰精密机械 share/world 40pct unknown"],
    ),
    (
        "A17",
        None,
        "1—4月，杭州、宁波、温州规上工业增加值分别增长6.3%、8.8%和10.3%。",
        [
            f"{IVA} hangzhou growth/yoy 6.3pct {APRIL}",
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{IVA} wenzhou growth/yoy 10.3pct {APRIL}",
        ],
    ),
    (
        "N08",
        "china",
        "4月份，制造业PMI为49.2%，城镇调查失业率为5.1%。",
        [
            "制造业采购经理指数 china level 49.2index month:2026-04",
            "城镇调查失业率 china share 5.1pct month:2026-04",
        ],
    ),
    ("N08-bare", "china", "4月份，制造业PMI为49.2。", ["制造业采购经理指数 china level 49.2index month:2026-04"]),
    ("N11", "ningbo", "１—４月，全市规上工业增加值增长８．８％。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    ("N13", "ningbo", "1—4月，全市进口增速为－2.3%。", [f"进口总额 ningbo growth/yoy -2.3pct {APRIL}"]),
    (
        "N14",
        "ningbo",
        "1—4月，全市规上工业增加值增长8.8%(-0.1pp)。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} change/previous -0.1pp {APRIL}",
        ],
    ),
    ("H07", "ningbo", "称号有效期为3年，到期复核，实行动态管理。", []),
    ("H09", "ningbo", "该项目投产后可实现年产值50亿元。", ["!forecast 50亿元"]),
    ("H10", "ningbo", "1—4月，全市出口增长7.9%，上年同期增长12.5%。", [f"出口总额 ningbo growth/yoy 7.9pct {APRIL}"]),
    ("X06", "ningbo", "1—4月，全市限制以上工业增多值增长8.8%。", ["!damaged 8.8%"]),
    (
        "X09",
        "ningbo",
        "1—4月，全市黑色金属冶炼和压延加工\n业增加值增长11.2%，其中民营企业增长9.0%。",
        [
            f"黑色金属冶炼和压延加工业增加值 ningbo growth/yoy 11.2pct {APRIL}",
            f"黑色金属冶炼和压延加工业增加值 ningbo[民营企业] growth/yoy 9.0pct {APRIL}",
        ],
    ),
    ("X10", None, "分三大门类看，采矿业增长4.2%，制造业增长6.1%。", ["!unknown_area 4.2%", "!unknown_area 6.1%"]),
    ("X11", "ningbo", "2024年4月份，全市规上工业增加值增长9.3%。", [f"{NB} growth/yoy 9.3pct month:2024-04"]),
    (
        "X12",
        "ningbo",
        "1—4月，全市出口增长7.9%。\n相关阅读\n全市进口增长9.9%。",
        [f"出口总额 ningbo growth/yoy 7.9pct {APRIL}"],
    ),
    (
        "X15",
        "ningbo",
        "1—4月，全市出口 and 进口分别增长7.9% and 1.2%。",
        [
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
            f"进口总额 ningbo growth/yoy 1.2pct {APRIL}",
        ],
    ),
    ("K02", "ningbo", "迈向2万亿！宁波再出发", ["!target 2万亿"]),
    ("K04", None, "图为车间一角，产值500亿元。", ["!unknown_indicator 500亿元"]),
    (
        "K05",
        "ningbo",
        "“1—4月，全市制造业投资保持两位数增长。”市统计局相关负责人说。",
        [f"制造业投资 ningbo growth/yoy >10pct {APRIL}"],
    ),
    ("K06", "ningbo", "记者获悉，1—4月，全市出口增长7.9%。", [f"出口总额 ningbo growth/yoy 7.9pct {APRIL}"]),
    (
        "K07",
        "ningbo",
        "看工业\n1—4月，全市投资增长9.2%，用电量增长5.2%。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"工业用电量 ningbo growth/yoy 5.2pct {APRIL}",
        ],
    ),
]

GROUPS = {
    "G": 37,
    "C": 14,
    "P": 22,
    "L": 18,
    "S": 15,
    "M": 15,
    "A": 20,
    "N": 14,
    "H": 10,
    "T": 16,
    "B": 14,
    "X": 19,
    "K": 8,
}
ELSEWHERE = {
    **{f"T{n:02}": "test_tables.py" for n in range(1, 17)},
    **{f"B{n:02}": "test_lists.py" for n in range(1, 15) if n not in (2, 10, 13)},
    "C04": "test_prose_growth.py, a test of its own",
    "P19": "how late a release comes is judged by the watch, not by the reader",
    "X13": "the same page under many addresses: by figures, in the store",
    "X19": "a page that is only its lead: what is missing leaves no words to read",
    "K03": "a question states its number like any sentence",
}


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in TRAPS])
def test_traps(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area) == expected


def test_every_pattern_of_the_catalogue_has_a_row_or_a_reason() -> None:
    patterns = {f"{group}{number:02}" for group, count in GROUPS.items() for number in range(1, count + 1)}
    tables = "".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_prose_*.py"))
    tested = set(re.findall(r'\(\s*"([A-Z]\d\d)', tables))
    assert patterns - tested - set(ELSEWHERE) == set()
    assert set(ELSEWHERE) & tested == set()
