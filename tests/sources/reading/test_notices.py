"""Notices of lists that nobody watches: how many, of which year, how final. All names and figures are invented."""

from __future__ import annotations

import pytest
from wording import shown

# what it shows, title, body, whose page, what must be read
NOTICES: list[tuple[str, str, str, str, list[str]]] = [
    (
        "who names eleven firms for a list names the list, and what follows is of its year",
        "宁波市制造业单项冠军培育企业拟认定名单公示",
        "经专家评审、实地核查，拟认定宁波甲有限公司等11家企业为2026年度宁波市制造业单项冠军培育企业，现将名单予以公示。\n\n"
        "拟认定企业中，慈溪市4家、余姚市2家。截至2025年底，全市累计培育市级制造业单项冠军培育企业412家。",
        "ningbo",
        [
            "制造业单项冠军培育企业 ningbo count 11count year:2026 notice",
            "制造业单项冠军培育企业 ningbo/cixi count 4count year:2026 notice",
            "制造业单项冠军培育企业 ningbo/yuyao count 2count year:2026 notice",
            "市级制造业单项冠军培育企业 ningbo count 412count as_of:2025-12-31",
        ],
    ),
    (
        "the title's year and that nothing is final hold for the places",
        "关于2026年度浙江省先进级智能工厂名单的公示",
        "经评审，拟将杭州甲有限公司等120家企业认定为2026年度浙江省先进级智能工厂。其中，宁波市31家，杭州市28家。",
        "zhejiang",
        [
            "先进级智能工厂 zhejiang count 120count year:2026 notice",
            "先进级智能工厂 ningbo count 31count year:2026 notice",
            "先进级智能工厂 hangzhou count 28count year:2026 notice",
        ],
    ),
    (
        "经公示 is past; what is said in brackets is none of the name",
        "关于公布2025年度宁波市绿色工厂名单的通知",
        "经评审、公示，确定宁波甲有限公司等8家企业为2025年度宁波市绿色工厂（名单见附件），现予公布。",
        "ningbo",
        ["绿色工厂 ningbo count 8count year:2025"],
    ),
    (
        "who is counted at all is a rule",
        "2026年1—4月份工业企业利润",
        "统计范围：年主营业务收入2000万元及以上的工业法人单位。限额以上单位是指年主营业务收入500万元及以上的零售业企业。",
        "china",
        ["!quota 2000万元", "!quota 500万元"],
    ),
    (
        "a share of firms is no rule",
        "2026年上半年工业",
        "全市90%以上的规上工业企业完成数字化改造。",
        "ningbo",
        ["规模以上工业企业 ningbo share/city >90pct half:2026-06"],
    ),
]


@pytest.mark.parametrize(("title", "body", "area", "expected"), [pytest.param(*row[1:], id=row[0]) for row in NOTICES])
def test_a_notice_is_read_as_what_it_is(title: str, body: str, area: str, expected: list[str]) -> None:
    assert shown(f"{title}\n\n{body}", area, "2026-09-07") == expected
