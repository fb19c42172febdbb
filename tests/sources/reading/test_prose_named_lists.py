"""Named lists told in sentences: whose a count is, which list it belongs to, and which part of the list it counts.

Places, firms and numbers are invented.
"""

from __future__ import annotations

import pytest
from wording import reading, shown

PUBLISHED = "2026-03-20"

LISTS: list[tuple[str, str | None, str, list[str]]] = [
    (
        "by-place",
        "ningbo",
        "工信部公布2025年5G工厂名录，我市新增8家，累计达41家。入选企业主要分布在家电、模具等行业，其中江北区3家、海曙区2家。",
        [
            "5G工厂 ningbo change/previous 8count year:2025",
            "5G工厂 ningbo count 41count year:2025",
            "5G工厂 ningbo/jiangbei count 3count year:2025",
            "5G工厂 ningbo/haishu count 2count year:2025",
        ],
    ),
    (
        "by-place-unknown-name",
        "ningbo",
        "浙江省第三批制造业“领航企业”名单公布，宁波新增17家。从区域看，鄞州6家、奉化2家。",
        [
            "制造业“领航企业” ningbo change/previous 17count unknown",
            "制造业“领航企业” ningbo/yinzhou count 6count now:2026-03-20",
            "制造业“领航企业” ningbo/fenghua count 2count now:2026-03-20",
        ],
    ),
    (
        "entered-the-list",
        "ningbo",
        "近日，科技部公布2025年度国家技术转移示范机构名单，全国共有3118家机构进入名单，其中浙江207家、我市61家。",
        [
            "国家技术转移示范机构 china count 3118count year:2025",
            "国家技术转移示范机构 zhejiang count 207count year:2025",
            "国家技术转移示范机构 ningbo count 61count year:2025",
        ],
    ),
    (
        "all-named",
        "ningbo",
        "2025年度中小企业特色产业集群名单近日公布。我市推荐的象山县针织服装集群、奉化区气动元件集群2个集群顺利入围，数量居全省第一。",
        [
            "国家中小企业特色产业集群 ningbo count 2count year:2025",
            "国家中小企业特色产业集群 ningbo rank/province 1rank year:2025",
        ],
    ),
    (
        "review",
        "ningbo",
        "第八批制造业单项冠军企业名单公布，我市新增制造业单项冠军企业14家；通过复核18家，3家未通过复核，复核通过率85.7%。",
        [
            "制造业单项冠军企业 ningbo change/previous 14count unknown",
            "制造业单项冠军企业 ningbo[通过复核] count 18count now:2026-03-20",
            "制造业单项冠军企业 ningbo[未通过复核] count 3count now:2026-03-20",
            "复核通过率 ningbo share 85.7pct now:2026-03-20",
        ],
    ),
    (
        "review-of-titles",
        "china",
        "经审核，确定专精特新“小巨人”企业2201家、复核通过企业3307家，撤销专精特新“小巨人”企业称号12家。",
        [
            "国家级专精特新“小巨人”企业 china count 2201count now:2026-03-20",
            "国家级专精特新“小巨人”企业 china[通过复核] count 3307count now:2026-03-20",
            "国家级专精特新“小巨人”企业 china[撤销称号] count 12count now:2026-03-20",
        ],
    ),
    (
        "proposed",
        "ningbo",
        "经专家评审，拟将28家企业列为2026年宁波市未来工厂试点企业，其中镇海区7家、宁海县5家，现予公示。",
        [
            "未来工厂试点企业 ningbo count 28count year:2026 notice",
            "未来工厂试点企业 ningbo/zhenhai count 7count year:2026 notice",
            "未来工厂试点企业 ningbo/ninghai count 5count year:2026 notice",
        ],
    ),
    (
        "proposed-is-no-project",
        "ningbo",
        "该项目拟新增产能28万吨，拟投资12亿元。",
        ["!target 28万吨", "!target 12亿元"],
    ),
    (
        "national-announcer",
        "ningbo",
        "工信部公布45个国家先进制造业集群名单，浙江4个集群入选。45个集群覆盖全国22个省份。",
        [
            "国家先进制造业集群 china count 45count now:2026-03-20",
            "国家先进制造业集群 zhejiang count 4count now:2026-03-20",
            "国家先进制造业集群 china count 45count now:2026-03-20",
        ],
    ),
    (
        "provincial-announcer",
        "ningbo",
        "近日，省经信厅认定268项首台（套）装备，我市52项。",
        ["首台（套）装备 zhejiang count 268count now:2026-03-20", "首台（套）装备 ningbo count 52count now:2026-03-20"],
    ),
    ("cities", "ningbo", "我市是首批中小企业数字化转型试点城市之一，首批共29个城市入选。", ["!unknown_area 29个"]),
    (
        "short-name",
        "china",
        "三部门公布第四批中小企业数字化转型城市试点名单，共31个城市入选。目前，试点城市共132个。",
        [
            "中小企业数字化转型试点城市 china count 31count now:2026-03-20",
            "中小企业数字化转型试点城市 china count 132count now:2026-03-20",
        ],
    ),
    (
        "bare-zone",
        None,
        "新一批市级工程研究中心名单公布。其中高新区11家、经开区9家。",
        ["!unknown_area 11家", "!unknown_area 9家"],
    ),
    ("zone-of-another", "ningbo", "2025年，杭州高新区新增国家级专精特新“小巨人”企业24家。", ["!unknown_area 24家"]),
    ("dateline", None, "本报杭州9月16日电 规上工业企业实现营业收入11.2万亿元。", ["!unknown_area 11.2万亿元"]),
    (
        "firm-with-a-number",
        "ningbo",
        "宁波一舟通信、宁波九天照明等12家企业入选2024年度浙江省“未来工厂”试点名单。",
        ["浙江省“未来工厂”试点 ningbo count 12count year:2024"],
    ),
    (
        "next-of-a-list",
        "ningbo",
        "我市12家企业获评国家级绿色工厂、3个园区获评绿色工业园区、5家企业获评绿色供应链管理企业。",
        [
            "绿色工厂 ningbo count 12count now:2026-03-20",
            "绿色工业园区 ningbo count 3count now:2026-03-20",
            "绿色供应链管理企业 ningbo count 5count now:2026-03-20",
        ],
    ),
    (
        "entered-is-not-new",
        "suzhou",
        "全球新增“灯塔工厂”12家，苏州3家企业入选。",
        ["灯塔工厂 world change/previous 12count unknown", "灯塔工厂 suzhou count 3count now:2026-03-20"],
    ),
    (
        "edition",
        "ningbo",
        "2025中国民营企业500强榜单发布，我市18家企业上榜，比上年减少1家。制造业民营企业500强中，我市有26家。",
        [
            "中国民营企业500强 ningbo count 18count now:2026-03-20",
            "中国民营企业500强 ningbo change/yoy -1count now:2026-03-20",
            "中国制造业民营企业500强 ningbo count 26count year:2025",
        ],
    ),
    (
        "each-province",
        "ningbo",
        "截至2025年底，全市有效期内隐形冠军企业98家，居各市首位。",
        [
            "省级隐形冠军企业 ningbo count 98count as_of:2025-12-31",
            "省级隐形冠军企业 ningbo rank/province 1rank as_of:2025-12-31",
        ],
    ),
    (
        "result-of-selection",
        "ningbo",
        "第十一批制造业单项冠军企业遴选结果公布，宁波新增23家，其中镇海区4家。",
        [
            "制造业单项冠军企业 ningbo change/previous 23count unknown",
            "制造业单项冠军企业 ningbo/zhenhai change/previous 4count unknown",
        ],
    ),
    (
        "with-and-without",
        "china",
        "第八批国家级工业设计中心名单公布。本批名单中，浙江省（不含宁波）9家、宁波市4家。",
        [
            "工业设计中心 zhejiang[不含宁波] count 9count now:2026-03-20",
            "工业设计中心 ningbo count 4count now:2026-03-20",
        ],
    ),
    (
        "level-of-a-rank",
        "ningbo",
        "全市现有国家企业技术中心38家、省级企业技术中心265家，国家级数量居全省第二位。",
        [
            "国家企业技术中心 ningbo count 38count now:2026-03-20",
            "省级企业技术中心 ningbo count 265count now:2026-03-20",
            "国家企业技术中心 ningbo rank/province 2rank now:2026-03-20",
        ],
    ),
    (
        "of-which-of-two",
        "ningbo",
        "全市累计培育单项冠军企业134家、专精特新“小巨人”企业449家，其中北仑12家。",
        [
            "制造业单项冠军企业 ningbo count 134count now:2026-03-20",
            "国家级专精特新“小巨人”企业 ningbo count 449count now:2026-03-20",
            "!unknown_indicator 12家",
        ],
    ),
    (
        "each-of-two",
        "ningbo",
        "全市拥有国家级专精特新“小巨人”企业449家、制造业单项冠军企业134家，其中北仑区分别为62家、18家。",
        [
            "国家级专精特新“小巨人”企业 ningbo count 449count now:2026-03-20",
            "制造业单项冠军企业 ningbo count 134count now:2026-03-20",
            "国家级专精特新“小巨人”企业 ningbo/beilun count 62count now:2026-03-20",
            "制造业单项冠军企业 ningbo/beilun count 18count now:2026-03-20",
        ],
    ),
    (
        "list-without-members",
        "ningbo",
        "第五批服务型制造示范名单公布，宁波2家企业入选。",
        ["服务型制造示范名单 ningbo count 2count now:2026-03-20"],
    ),
    (
        "own-place-goes-on",
        "ningbo",
        "2025年度5G工厂名录显示，浙江52家，其中宁波11家，居全省第一；累计数达50家。",
        [
            "5G工厂 zhejiang count 52count year:2025",
            "5G工厂 ningbo count 11count year:2025",
            "5G工厂 ningbo rank/province 1rank year:2025",
            "5G工厂 ningbo count 50count year:2025",
        ],
    ),
    (
        "not-announced",
        "ningbo",
        "甲公司未列入制造业榜单。浙江全省共有114家企业，杭州37家。",
        ["!unknown_indicator 114家", "!unknown_indicator 37家"],
    ),
    (
        "lines-by-place",
        "zhejiang",
        "2025年度浙江省隐形冠军企业名单公布，全省共认定11家。名单如下：\n\n杭州市（2家）：杭州甲仪表有限公司、浙江乙光缆有限公司\n\n宁波市（1家）：宁波丙汽车部件有限公司",
        [
            "省级隐形冠军企业 zhejiang count 11count year:2025",
            "省级隐形冠军企业 hangzhou count 2count year:2025",
            "省级隐形冠军企业 ningbo count 1count year:2025",
        ],
    ),
    (
        "each-in-turn",
        "ningbo",
        "2024年宁波市数字化车间认定名单公布：本次共认定142个。鄞州、奉化、慈溪认定数居前三位，分别为30个、21个、20个。",
        [
            "数字化车间 ningbo count 142count year:2024",
            "数字化车间 ningbo/yinzhou count 30count year:2024",
            "数字化车间 ningbo/fenghua count 21count year:2024",
            "数字化车间 ningbo/cixi count 20count year:2024",
        ],
    ),
    (
        "share-of-those-entered",
        "zhejiang",
        "2025年度首台（套）装备名单公布。宁波入选数量占全省的28.4%，比上年度增加7项，居全省首位。",
        [
            "首台（套）装备 ningbo share/province 28.4pct year:2025",
            "首台（套）装备 ningbo change/yoy 7count year:2025",
            "首台（套）装备 ningbo rank/province 1rank year:2025",
        ],
    ),
    (
        "reckoned",
        "ningbo",
        "据测算，全市先进级智能工厂生产效率平均提升21.3%。",
        ["先进级智能工厂生产效率 ningbo growth/yoy 21.3pct unknown"],
    ),
    ("reckoned-ahead", "ningbo", "据测算，项目建成后年产值可达50亿元。", ["!forecast 50亿元"]),
    (
        "part-by-place",
        "ningbo",
        "第六批国家级制造业单项冠军企业复核结果公布，全国共有271家企业通过复核，我市20家。",
        [
            "制造业单项冠军企业 china[通过复核] count 271count now:2026-03-20",
            "制造业单项冠军企业 ningbo[通过复核] count 20count now:2026-03-20",
        ],
    ),
    (
        "struck-off",
        "ningbo",
        "市科技局拟认定2026年度市级企业工程技术中心85家，拟取消12家，现予公示。",
        [
            "市级企业工程技术中心 ningbo count 85count year:2026 notice",
            "市级企业工程技术中心 ningbo[撤销称号] count 12count year:2026 notice",
        ],
    ),
    (
        "stock-beside-new",
        "jiangsu",
        "全省新增国家级专精特新“小巨人”企业187家，其中苏州新增62家、累计达461家，均居全省首位。",
        [
            "国家级专精特新“小巨人”企业 jiangsu change/previous 187count unknown",
            "国家级专精特新“小巨人”企业 suzhou change/previous 62count unknown",
            "国家级专精特新“小巨人”企业 suzhou count 461count now:2026-03-20",
            "国家级专精特新“小巨人”企业 suzhou rank/province 1rank now:2026-03-20",
        ],
    ),
    (
        "whole-of-a-list",
        "ningbo",
        "全国第九批绿色制造名单发布，宁波新增绿色工厂28家、绿色园区3个，新增总量居全省首位。",
        [
            "绿色工厂 ningbo change/previous 28count unknown",
            "绿色园区 ningbo change/previous 3count unknown",
            "绿色制造名单 ningbo rank/province 1rank unknown",
        ],
    ),
    (
        "lost-to-nobody",
        "ningbo",
        "全市拥有国家级专精特新“小巨人”企业449家、制造业单项冠军企业134家，63家因到期未通过复核被取消。",
        [
            "国家级专精特新“小巨人”企业 ningbo count 449count now:2026-03-20",
            "制造业单项冠军企业 ningbo count 134count now:2026-03-20",
            "!unknown_indicator 63家",
        ],
    ),
    (
        "batch-in-digits",
        "ningbo",
        "国家发展改革委等部门公布第32批国家企业技术中心名单，我市3家企业上榜。",
        ["国家企业技术中心 ningbo count 3count now:2026-03-20"],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LISTS])
def test_a_count_is_of_the_list_that_the_text_announced(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(
    ("text", "series"),
    [
        ("工信部公布制造业单项冠军企业名单。宁波3家，居全省第二。", {"3": None, "2": None}),
        (
            "第九批制造业单项冠军企业名单公布，我市18家企业入选，累计134家。",
            {"18": None, "134": "ningbo-single-champions"},
        ),
        ("新一批先进制造业集群名单公布。至此，全市国家先进制造业集群达4个。", {"4": "ningbo-adv-clusters"}),
        (
            "本次复核，全市拥有的134家制造业单项冠军企业中，12家通过复核。",
            {"134": "ningbo-single-champions", "12": None},
        ),
        ("本次复核，全市制造业单项冠军企业通过复核12家。", {"12": None}),
    ],
)
def test_the_count_of_one_batch_is_no_observation_of_the_stock(text: str, series: dict[str, str | None]) -> None:
    assert {str(one.value): one.series for one in reading(text, "ningbo", PUBLISHED).figures} == series


def test_a_batch_in_the_title_does_not_contradict_the_stock_below() -> None:
    text = "温州52家企业入选第七批国家级专精特新“小巨人”\n\n截至目前，温州累计有效期内国家级专精特新“小巨人”企业187家。"
    assert [str(one.value) for one in reading(text, "wenzhou", PUBLISHED).figures] == ["52", "187"]


NOTICE = "关于精细化工关键产品“揭榜挂帅”入围单位名单的公示\n\n经专家评审，共遴选入围揭榜项目36个。现予公示。"


def test_what_a_notice_selects_is_not_final() -> None:
    assert [one.split()[-1] for one in shown(NOTICE, "china", PUBLISHED)] == ["notice"]


def test_a_list_that_shows_a_part_gives_no_total() -> None:
    shown_in_part = NOTICE + "\n附件：部分入围项目\n1．宁波甲新材料有限公司\n2．杭州乙化工有限公司"
    assert "精细化工关键产品揭榜挂帅 china count 2count as_of:2026-03-20 notice" not in shown(
        shown_in_part, "china", PUBLISHED
    )
    whole = shown_in_part.replace("部分", "")
    assert "精细化工关键产品揭榜挂帅 ningbo count >1count as_of:2026-03-20 notice" in shown(
        shown_in_part, "china", PUBLISHED
    )
    assert whole != shown_in_part
