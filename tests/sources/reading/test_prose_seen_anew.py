"""Texts of lists, features and releases that no examination had asked before: what they name, whose it is, how exact it is.

The id says what the row is about. All places are real, all values are invented.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
IVA = "规模以上工业增加值"

WHOSE_AND_WHAT: Rows = [
    (
        "rank-in-the-east",
        "zhejiang",
        "1—5月，全省规上工业增加值增长6.4%，增速居全国第11位、东部第5位；5月当月增长7.2%。",
        [
            f"{IVA} zhejiang growth/yoy 6.4pct ytd:2026-05",
            f"{IVA} zhejiang rank/nation 11rank ytd:2026-05",
            f"{IVA} zhejiang rank/东部 5rank ytd:2026-05",
            f"{IVA} zhejiang growth/yoy 7.2pct month:2026-05",
        ],
    ),
    (
        "beside-whom-it-stands",
        None,
        "宁波有6个国家先进制造业集群，数量与广州、武汉同列第一梯队。全省共有12个。",
        [
            "国家先进制造业集群 ningbo count 6count now:2026-06-30",
            "国家先进制造业集群 zhejiang count 12count now:2026-06-30",
        ],
    ),
    (
        "times-those-of-another",
        None,
        "一季度，宁波的规上工业增加值是嘉兴的1.8倍。",
        [f"{IVA} ningbo ratio 1.8times quarter:2026-03"],
    ),
    (
        "but-against-the-trend",
        None,
        "一季度，鄞州区固定资产投资下降2.1%，民间投资却逆势增长4.7%。",
        [
            "固定资产投资 ningbo/yinzhou growth/yoy -2.1pct quarter:2026-03",
            "民间投资 ningbo/yinzhou growth/yoy 4.7pct quarter:2026-03",
        ],
    ),
    (
        "what-the-place-takes-in-below-as-well",
        "ningbo/cixi",
        "2024年全市（含前湾新区，下同）实现地区生产总值2810.2亿元。",
        ["地区生产总值 ningbo/cixi[含前湾新区] level 2810.2cny_100m year:2024"],
    ),
    (
        "a-list-of-the-whole-province",
        None,
        "宁波动作不断。在全省首批“数据工坊”名单中，全省共24个入选，宁波占5个。",
        ["数据工坊 zhejiang count 24count now:2026-06-30", "数据工坊 ningbo count 5count now:2026-06-30"],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [r[1:] for r in WHOSE_AND_WHAT], ids=[r[0] for r in WHOSE_AND_WHAT])
def test_it_is_of_what_and_whom_the_words_say(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area) == expected
