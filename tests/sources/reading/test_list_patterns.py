"""The list patterns of the catalogue of wordings, several a pattern: what an announcement gives. All names are invented."""

from __future__ import annotations

from datetime import date

import pytest
from wording import show, vocabulary

from sources.pages import read_page
from sources.reading.paragraphs import document_from_text
from sources.reading.release import read
from sources.releases import NamedList, Reading

GIANTS = "国家级专精特新“小巨人”企业"
CHAMPIONS = "制造业单项冠军企业"
DAY = date(2026, 4, 2)


def announced(title: str, body: str, area: str | None = "china") -> Reading:
    html = f'<html><body><h1>{title}</h1><div id="zoom">{body}</div></body></html>'
    return read(read_page(html.encode()).document, area, DAY, vocabulary())


def table(*rows: str) -> str:
    return "<table>" + "".join("<tr><td>" + row.replace("|", "</td><td>") + "</td></tr>" for row in rows) + "</table>"


def summary(named: NamedList) -> str:
    members = " ".join(f"{member.name}@{'+'.join(member.areas)}" for member in named.members)
    return f"{named.family} {named.stage.value} {named.batch} {named.year} {named.total} {members}".strip()


NUMBERED = "<p>1.宁波甲研究院（宁波甲检测中心）</p><p>2.余姚乙检测中心</p>"
ROWS = table("序号|企业名称|所在地区", "1|宁波甲有限公司|浙江省宁波市", "2|青岛乙有限公司|山东省青岛市")

# id, title, body, the list, the counts of china and ningbo as value[scope] status
ANNOUNCED = [
    ("B01", f"关于第九批{CHAMPIONS}名单的公示", ROWS, "single-champions notice 9 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 第九批 notice", "ningbo 1 第九批 notice"]),
    ("B01", f"关于公布第九批{CHAMPIONS}名单的通知", ROWS, "single-champions final 9 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 第九批 final", "ningbo 1 第九批 final"]),
    ("B01", "关于公布2025年度中小企业特色产业集群名单的通知", "<p>现将名单（共98个）予以公布。</p><p>附件：名单.xlsx</p>", "sme-clusters final None 2025 98", ["china 98 2025年 final"]),
    ("B02", "关于首批国家新型工业化示范区创建城市名单的公示", "<p>现将宁波市、苏州市等16个城市名单予以公示。</p>", "nia-cities notice 1 None 16", ["china 16 首批 notice"]),
    ("B02", f"关于公布第九批{CHAMPIONS}名单的通知", "<p>确定宁波甲有限公司等200家企业列入名单。</p>", "single-champions final 9 None 200", ["china 200 第九批 final"]),
    ("B04", "关于2025年度浙江省首台（套）装备认定结果的公示", table("序号|装备名称|申报单位|地区", "1|示例装备|宁波甲公司、杭州乙公司|宁波市、杭州市", "2|样例装备|宁海丙公司|宁波市宁海县"), "first-sets-zj notice None 2025 2 示例装备@ningbo+hangzhou 样例装备@ningbo/ninghai", ["ningbo 2 None notice"]),
    ("B04", "2025年度制造业新型技术改造城市试点名单", table("序号|试点城市", "1|宁波市", "2|苏州市"), "renovation-cities final None 2025 2 宁波市@ningbo 苏州市@suzhou", ["china 2 2025年 final", "ningbo 1 2025年 final"]),
    ("B05", "关于第七批产业技术基础公共服务平台名单的公布", NUMBERED, "public-platforms final 7 None 2 宁波甲研究院（宁波甲检测中心）@ningbo 余姚乙检测中心@ningbo/yuyao", ["china 2 None final", "ningbo 2 None final"]),
    ("B05", "关于第七批产业技术基础公共服务平台名单的公布", "<p>1.宁波甲研究院（宁波甲检测中心）；2.余姚乙检测中心。</p>", "public-platforms final 7 None 2 宁波甲研究院（宁波甲检测中心）@ningbo 余姚乙检测中心@ningbo/yuyao", ["china 2 None final", "ningbo 2 None final"]),
    ("B06", f"通过复核的第三批{CHAMPIONS}名单", ROWS, "single-champions review 3 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 通过复核 final", "ningbo 1 通过复核 final"]),
    ("B06", f"关于开展第三批{CHAMPIONS}复核工作的通知", "<p>请组织复核。</p>", "single-champions review 3 None None", []),
    ("B07", f"关于公布第九批{CHAMPIONS}名单的通知", "<p>排名不分先后。</p>" + ROWS, "single-champions final 9 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 第九批 final", "ningbo 1 第九批 final"]),
    ("B07", "2026年国家级示例服务商名单", "<p>（按行政区划排列）</p>" + table("1|宁波甲公司", "2|宁波乙公司"), "", []),
    ("B08", f"首批{CHAMPIONS}名单", ROWS, "single-champions final 1 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 首批 final", "ningbo 1 首批 final"]),
    ("B08", f"第十二批{CHAMPIONS}名单", ROWS, "single-champions final 12 None 2 宁波甲有限公司@ningbo 青岛乙有限公司@qingdao", ["china 2 第十二批 final", "ningbo 1 第十二批 final"]),
    ("B11", "关于公布2025年度中小企业特色产业集群名单的通知", "<p>现将名单（共98个）予以公布。有效期三年，实行动态管理。</p>", "sme-clusters final None 2025 98", ["china 98 2025年 final"]),
    ("B12", f"关于组织推荐第十批{CHAMPIONS}的通知", "<p>每市推荐不超过10家。</p>", "single-champions call 10 None None", []),
    ("B13", "关于首批国家新型工业化示范区创建城市名单的公示", table("序号|省份|城市", "1|天津市|天津市滨海新区（含示例开发区）", "2|浙江省|宁波市（含前湾新区）"), "nia-cities notice 1 None 2 天津市滨海新区（含示例开发区）@tianjin/binhai 宁波市（含前湾新区）@ningbo", ["china 2 首批 notice", "ningbo 1 首批 notice"]),
    ("B13", "国家示例集聚区试点城市名单公布", "<p>确定北京市大兴区（含经开区）、宁波市等21个城市（市辖区）开展试点。</p>", "", ["china 21 None final"]),
]  # fmt: skip


@pytest.mark.parametrize(("title", "body", "named", "counts"), [pytest.param(*row[1:], id=row[0]) for row in ANNOUNCED])
def test_an_announcement_gives_its_list_and_its_counts(title: str, body: str, named: str, counts: list[str]) -> None:
    found = announced(title, body)
    assert [summary(one) for one in found.lists] == ([named] if named else [])
    shown = [f"{one.area} {one.value} {one.scope} {one.status.value}" for one in found.figures]
    assert sorted(one for one in shown if one.split()[0] in ("china", "ningbo")) == counts
    assert not any(one.measure.value == "rank" for one in found.figures)


# id, whose page, sentence, what must be read of it
STORIES = [
    ("B02", "ningbo", "宁波甲公司等12家企业入选第九批制造业单项冠军企业名单。", [f"{CHAMPIONS} ningbo count 12count"]),
    ("B03", "none", f"第六批{GIANTS}名单公布，浙江共348家，其中宁波69家。", [f"{GIANTS} zhejiang count 348count", f"{GIANTS} ningbo count 69count"]),
    ("B03", "none", f"全国共有{GIANTS}1.76万家，其中宁波438家。", [f"{GIANTS} china count 17600count", f"{GIANTS} ningbo count 438count"]),
    ("B08", "none", f"第九批{CHAMPIONS}名单公布，宁波18家企业入选。", [f"{CHAMPIONS} ningbo count 18count"]),
    ("B09", "none", f"宁波{CHAMPIONS}数量居全国城市第一。", [f"{CHAMPIONS} ningbo rank/nation 1rank"]),
    ("B09", "none", f"宁波{GIANTS}438家，居全省第二。", [f"{GIANTS} ningbo count 438count", f"{GIANTS} ningbo rank/province 2rank"]),
    ("B10", "none", f"截至2025年底，宁波累计拥有{CHAMPIONS}122家。", [f"{CHAMPIONS} ningbo count 122count"]),
    ("B10", "none", f"宁波累计培育{GIANTS}438家，温州245家。", [f"{GIANTS} ningbo count 438count", f"{GIANTS} wenzhou count 245count"]),
    ("B14", "zhejiang", "全省首台（套）装备277项，其中宁波68项。", ["首台（套）装备 zhejiang count 277count", "首台（套）装备 ningbo count 68count"]),
]  # fmt: skip


@pytest.mark.parametrize(("whose", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in STORIES])
def test_a_story_about_a_list_gives_its_counts(whose: str, text: str, expected: list[str]) -> None:
    found = read(document_from_text(text), None if whose == "none" else whose, DAY, vocabulary())
    assert [" ".join(show(one).split()[: len(expected[0].split())]) for one in found.figures] == expected


# names or numbers of a list that must not become members, counts or ranks
@pytest.mark.parametrize(
    ("title", "body"),
    [
        pytest.param(f"关于第九批{CHAMPIONS}名单的公示", "<p>1.以单位名义反映的，请加盖公章；2.以个人名义反映的，请署实名。</p>", id="B01"),
        pytest.param(f"关于组织申报第十批{CHAMPIONS}的通知", "<p>共推荐20家，有效期3年。</p>", id="B11"),
        pytest.param("关于2023年度市级示例企业到期名单的公告", "<p>共34家即将到期。</p>", id="B11"),
        pytest.param(f"关于组织推荐第十批{CHAMPIONS}的通知", "<p>每市推荐不超过10家，拟定12家。</p>", id="B12"),
    ],
)  # fmt: skip
def test_what_is_no_member_is_not_counted(title: str, body: str) -> None:
    found = announced(title, body)
    assert CHAMPIONS not in {one.indicator for one in found.figures}
    assert not any(one.members for one in found.lists)


def test_a_city_s_extract_says_nothing_of_its_province() -> None:
    found = announced("第七批产业技术基础公共服务平台宁波入选名单", NUMBERED, "ningbo")
    assert {one.area for one in found.figures} == {"ningbo", "ningbo/yuyao"}


def test_running_numbers_in_front_of_names_are_no_refusals() -> None:
    assert not announced("关于第七批产业技术基础公共服务平台名单的公布", NUMBERED).refusals


def test_every_list_pattern_has_a_row() -> None:
    ids = {row[0] for row in ANNOUNCED} | {row[0] for row in STORIES}
    assert {f"B{number:02}" for number in range(1, 15)} <= ids
