from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sources.catalogue import load
from sources.pages import read_page
from sources.reading.context import Context
from sources.reading.families import batch_of, family_of, stage_of, year_of
from sources.reading.lists import read_lists
from sources.reading.members import places_in_name, places_in_region
from sources.reading.paragraphs import document_from_text
from sources.reading.text import BlockKind, Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListStage, NamedList
from sources.series import Figure

CATALOGUE = load()
VOCABULARY = Vocabulary(CATALOGUE)
PAGES = Path(__file__).parent.parent.parent / "pages"


def read(document: Document, area: str | None = "china") -> tuple[list[NamedList], list[Figure]]:
    title = next((b.text for b in document.blocks if b.kind is BlockKind.TITLE), "")
    lists, figures = read_lists(document, Context(area, date(2026, 3, 17), title=title), VOCABULARY)
    for figure in figures:
        assert 0 <= figure.span[0] < figure.span[1] <= len(document.text)
    return lists, figures


def page(title: str, body: str) -> tuple[list[NamedList], list[Figure]]:
    return read(read_page(f"<html><body><h1>{title}</h1>{body}</body></html>".encode()).document)


def rows(*lines: str) -> str:
    return (
        "<table>" + "".join("<tr><td>" + line.replace("|", "</td><td>") + "</td></tr>" for line in lines) + "</table>"
    )


def counts(figures: list[Figure]) -> list[tuple[str, str, str | None, str]]:
    return [(figure.area, str(figure.value), figure.scope, figure.qualifier.value) for figure in figures]


@pytest.mark.parametrize(
    ("title", "family"),
    [
        ("关于首批国家新型工业化示范区创建城市名单的公示", "nia-cities"),
        ("2025年度制造业新型技术改造城市试点名单", "renovation-cities"),
        ("国家新型工业化产业示范基地名单", "nia-bases"),
        ("第九批制造业单项冠军企业名单", "single-champions"),
        ("浙江省省级单项冠军培育企业名单", None),
        ("2025年度中小企业特色产业集群名单公告", "sme-clusters"),
        ("先进制造业集群决赛优胜者名单", "adv-clusters"),
        ("创新型产业集群试点名单", "innov-clusters"),
        ("智能制造试点示范行动名单公示", "smart-mfg"),
        ("2025年浙江省首批人工智能赋能制造业典型案例名单", "ai-cases-zj"),
        ("2025年度浙江省首台（套）装备认定结果", "first-sets-zj"),
        ("2025年度浙江省首台套装备名单", "first-sets-zj"),
        ("首次软件评测公示名单", "first-software"),
        ("首版次工业软件名单公示", "first-software"),
        ("2025年浙江省首版次软件产品名单", "first-software-zj"),
        ("精细化工关键产品“揭榜挂帅”公示名单", "fine-chemicals"),
        ("工信部首批重点培育中试平台初步名单", "pilot-platforms"),
        ("浙江省首批中试平台名单", "pilot-platforms-zj"),
        ("省首批中试平台名单", "pilot-platforms-zj"),
        ("第七批产业技术基础公共服务平台名单", "public-platforms"),
        ("宁波市2025年认定的高新技术企业名单", "hightech-firms"),
        ("第七批专精特新“小巨人”企业名单", "little-giants"),
        ("道路机动车辆生产企业及产品（第409批）", None),
    ],
)
def test_a_title_belongs_to_one_family_and_not_to_its_look_alikes(title: str, family: str | None) -> None:
    found = family_of(title, VOCABULARY)
    assert (found.id if found else None) == family


@pytest.mark.parametrize(
    ("title", "stage", "batch", "year"),
    [
        ("关于首批示例城市名单的公示", ListStage.NOTICE, 1, None),
        ("关于公布第十二批示例企业名单的通知", ListStage.FINAL, 12, None),
        ("关于组织开展第七批示例平台申报工作的通知", ListStage.CALL, 7, None),
        ("关于开展第三批示例企业复核工作的通知", ListStage.REVIEW, 3, None),
        ("第八批示例企业和通过复核的第二批、第五批示例企业名单公示", ListStage.NOTICE, 8, None),
        ("通过复核的第二批、第五批示例企业及第八批示例企业名单", ListStage.REVIEW, 8, None),
        ("2025年度示例名单〔2026〕12号", ListStage.FINAL, None, 2025),
        ("2026年3月16日公示名单", ListStage.NOTICE, None, None),
    ],
)
def test_stage_batch_and_year_of_a_title(title: str, stage: ListStage, batch: int | None, year: int | None) -> None:
    assert (stage_of(title), batch_of(title), year_of(title)) == (stage, batch, year)


def test_members_have_the_narrowest_place_that_region_and_name_give() -> None:
    lists, figures = page(
        "关于首批国家新型工业化示范区创建城市名单的公示",
        rows("序号|省份|城市", "1|天津市|天津市滨海新区（含示例开发区）", "2|浙江省|宁波市", "3|江苏省|苏州市"),
    )
    assert [member.areas[0].split("/")[0] for member in lists[0].members] == ["tianjin", "ningbo", "suzhou"]
    assert lists[0].total == 3
    assert {
        ("china", "3", "首批", "exact"),
        ("ningbo", "1", "首批", "exact"),
        ("zhejiang", "1", "首批", "exact"),
    } <= set(counts(figures))
    assert CATALOGUE.series_of(figures[0]) is None  # one batch is not the total


def test_joint_applicants_are_one_member_in_several_places_and_counted_once() -> None:
    lists, figures = read(read_page((PAGES / "zhejiang-jx/first-sets.html").read_bytes()).document)
    assert [(member.name, member.areas) for member in lists[0].members] == [
        ("示例装备甲", ("ningbo", "hangzhou")),
        ("示例装备乙", ("ningbo/beilun",)),
        ("示例装备丙", ("wenzhou", "ningbo")),
    ]
    assert lists[0].year == 2025
    assert {("zhejiang", "3"), ("ningbo", "3"), ("wenzhou", "1")} <= {
        (area, value) for area, value, _, _ in counts(figures)
    }
    assert {CATALOGUE.series_of(figure) for figure in figures if figure.area == "ningbo"} == {"ningbo-first-sets"}


def test_the_count_of_one_batch_is_never_taken_for_the_stock_over_all_batches() -> None:
    lists, figures = page(
        "第九批制造业单项冠军企业和通过复核的第三批制造业单项冠军企业名单公示",
        "<p>附件1 第九批制造业单项冠军企业名单</p>"
        + rows("序号|地区|企业名称|产品", "1|宁波市|甲公司|x", "2|浙江省|乙公司|x")
        + "<p>附件2 通过复核的第三批制造业单项冠军企业名单</p>"
        + rows("序号|地区|企业名称", "1|宁波市|丙公司"),
    )
    assert [(named.batch, named.total) for named in lists] == [(9, 2), (3, 1)]
    ningbo = [figure for figure in figures if figure.area == "ningbo"]
    assert [(figure.scope, str(figure.value)) for figure in ningbo] == [("第九批", "1"), ("通过复核", "1")]
    assert all(CATALOGUE.series_of(figure) is None for figure in figures)
    assert {figure.status.value for figure in figures} == {"notice"}


def test_names_that_do_not_tell_their_place_make_the_counts_lower_bounds() -> None:
    _, figures = page(
        "第七批产业技术基础公共服务平台名单的公布",
        "<p>1.宁波市示例院（宁波示例中心）</p><p>2.某某大学</p><p>3.杭州示例公司</p>",
    )
    assert {("china", "3", None, "exact"), ("ningbo", "1", None, "at_least")} <= set(counts(figures))


def test_a_call_has_no_members_and_its_limits_are_no_counts() -> None:
    lists, figures = page(
        "关于组织开展第七批产业技术基础公共服务平台申报工作的通知",
        "<p>每省共10家。</p>" + rows("序号|单位名称", "1|甲公司"),
    )
    assert lists[0].stage is ListStage.CALL
    assert figures == []


def test_a_list_in_an_attachment_has_the_total_of_the_text() -> None:
    lists, figures = page("精细化工关键产品“揭榜挂帅”名单公示", "<p>现将拟入围名单（共50家）予以公示。</p>")
    assert (lists[0].family, lists[0].total) == ("fine-chemicals", 50)
    assert counts(figures) == [("china", "50", None, "exact")]


def test_two_units_with_second_names_in_a_sentence_are_two() -> None:
    text = "近年来成果丰硕。另外，宁波市示例研究院（宁波示例检测中心）、宁波市产品示例研究院（宁波市示例所）入选工信部第七批产业技术基础公共服务平台，占全省总数的33%。"
    document = document_from_text(text)
    lists, figures = read(document, None)
    assert counts(figures) == [("ningbo", "2", None, "exact")]
    assert document.text[slice(*figures[0].span)].startswith("宁波市示例研究院")
    assert lists[0].batch == 7


@pytest.mark.parametrize(
    "text",
    [
        "2家企业入选工信部首次软件评测公示名单。",
        "宁波成功入选首批国家新型工业化示范区创建城市名单。",
        "甲研究院、乙公司入选某某榜单。",
    ],
)
def test_a_sentence_without_names_of_units_or_without_a_watched_list_counts_nothing(text: str) -> None:
    assert read(document_from_text(text), None)[1] == []


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("宁波示例公司", ("ningbo",)),
        ("示例药业（宁波）有限责任公司", ("ningbo",)),
        ("上海示例（宁波）有限公司", ("ningbo",)),
        ("中国示例集团有限公司", ()),
        ("宁波市计量院（宁波示例中心）", ("ningbo",)),
        ("示例公司", ()),
    ],
)
def test_the_place_of_a_unit_is_told_from_its_name(name: str, places: tuple[str, ...]) -> None:
    assert places_in_name(name, VOCABULARY) == places


def test_a_region_of_province_and_city_is_the_city() -> None:
    assert places_in_region("浙江省宁波市", VOCABULARY) == ("ningbo",)


def test_every_family_is_known_to_the_catalogue_by_a_name_of_its_own() -> None:
    families = CATALOGUE.lists.values()
    assert len({family.name_zh for family in families}) == len(families)
    for family in families:
        if family.counts:
            assert CATALOGUE.series[family.counts].indicator == family.name_zh


def test_an_extract_of_a_list_keeps_the_total_that_the_text_gives_and_counts_places_from_below() -> None:
    lists, figures = page(
        "关于公布首批国家新型工业化示范区创建城市名单的通知",
        "<p>共16个城市入选，以下为节录。</p>" + rows("序号|名称", "1|浙江省宁波市", "2|江苏省苏州市"),
    )
    assert [(named.total, len(named.members)) for named in lists] == [(16, 2)]
    assert {area for area, *_ in counts(figures)} >= {"ningbo", "suzhou"}
    whole = [count for count in counts(figures) if count[0] == "china"]
    assert whole == [("china", "16", "首批", "exact")]  # the text's number, not that of the rows
    assert {qualifier for area, *_, qualifier in counts(figures) if area != "china"} == {"at_least"}


def test_members_below_the_name_of_a_region_are_in_it_whatever_their_names_say() -> None:
    lines = (
        "浙江省（不含宁波）", "1.杭州某甲泵阀有限公司", "宁波市", "1.浙江某乙液压有限公司", "2.宁波某丙轴承有限公司",
        "青岛市", "1.某丁装备有限公司",
    )  # fmt: skip
    lists, figures = page("第九批制造业单项冠军企业名单", "".join(f"<p>{line}</p>" for line in lines))
    assert [[member.areas for member in named.members] for named in lists] == [
        [("hangzhou",), ("ningbo",), ("ningbo",), ("qingdao",)]
    ]
    assert ("ningbo", "2", "第九批", "exact") in counts(figures)
    assert ("zhejiang", "3", "第九批", "exact") in counts(figures)
