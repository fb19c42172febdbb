"""The words of the catalogue: which terms and places a text names, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from wording import vocabulary

from sources.catalogue import Catalogue, Indicator, load
from sources.reading.context import Context
from sources.reading.paragraphs import document_from_text
from sources.reading.release import read
from sources.reading.vocabulary import Vocabulary, trie

TERMS = [
    ("规上工业增加值", "规模以上工业增加值"),
    ("規模以上工業增加值", "规模以上工业增加值"),
    ("高技术制造业增加值", "高技术制造业增加值"),
    ("高新技术产业增加值", "高新技术产业增加值"),
    ("人均GDP", "人均地区生产总值"),
    ("国家级专精特新小巨人企业", "国家级专精特新“小巨人”企业"),
    ("首台（套）装备", "首台（套）装备"),
    ("首台套", "首台（套）装备"),
    ("社零总额", "社会消费品零售总额"),
]
PLACES = [
    ("宁波市", "ningbo"),
    ("寧波", "ningbo"),
    ("泰州", "taizhou-js"),
    ("台州", "taizhou"),
    ("臺州", "taizhou"),
    ("慈溪", "ningbo/cixi"),
    ("江阴市", "wuxi/jiangyin"),
    ("宁波舟山港", "ningbo-port"),
    ("宁波口岸", "ningbo-port"),
    ("长三角", "yangtze-delta"),
    ("甬江科创区", "ningbo/yongjiang-sci-tech-zone"),
    ("宁波前湾新区", "ningbo/qianwan"),
    ("全市", "@city"),
    ("我省", "@province"),
]


@pytest.mark.parametrize(("text", "name"), TERMS, ids=[row[0] for row in TERMS])
def test_an_indicator_is_found_under_all_its_names(text: str, name: str) -> None:
    assert [mention.indicator.name_zh for mention in vocabulary().indicators(f"在{text}中")] == [name]


@pytest.mark.parametrize(("text", "slug"), PLACES, ids=[row[0] for row in PLACES])
def test_a_place_is_found_under_all_its_names(text: str, slug: str) -> None:
    assert [mention.slug for mention in vocabulary().areas(f"在{text}，")] == [slug]


@pytest.mark.parametrize("text", ["其中国际首台套2项", "全市场", "搞定海外客户", "国内首个"])
def test_what_only_looks_like_a_place(text: str) -> None:
    assert vocabulary().areas(text) == []


@pytest.mark.parametrize("text", ["省级先进制造业集群", "规上工业企业数字化"])
def test_a_look_alike_is_not_taken(text: str) -> None:
    assert [mention.indicator.name_zh for mention in vocabulary().indicators(text)] in ([], ["规模以上工业企业"])


@pytest.mark.parametrize(
    ("area", "here", "slug", "expected"),
    [
        ("ningbo", None, "@city", "ningbo"),
        ("ningbo", None, "@province", "zhejiang"),
        ("ningbo/cixi", None, "@city", "ningbo/cixi"),
        ("ningbo/beilun", None, "@city", "ningbo"),
        ("ningbo/beilun", None, "@district", "ningbo/beilun"),
        ("ningbo", None, "@district", None),
        ("shanghai", None, "@city", "shanghai"),
        (None, "hangzhou", "@city", "hangzhou"),
        (None, None, "@city", None),
        (None, None, "china", "china"),
    ],
)
def test_whose_page_it_is_decides_what_a_relative_word_means(
    area: str | None, here: str | None, slug: str, expected: str | None
) -> None:
    assert Context(area, None).resolve(slug, vocabulary(), here) == expected


def test_a_new_indicator_is_one_entry_of_data() -> None:
    catalogue = load()
    new = Indicator(name_zh="清洁能源发电量", name_en="clean power", aliases=("清洁能源发电",))
    extended = Catalogue(
        (*catalogue.indicators, new), catalogue.areas, catalogue.series, catalogue.publishers, catalogue.lists
    )
    text = "1—4月，全市清洁能源发电增长12.4%。"
    found = read(document_from_text(text), "ningbo", date(2026, 5, 20), Vocabulary(extended)).figures
    assert [(figure.indicator, str(figure.value)) for figure in found] == [("清洁能源发电量", "12.4")]


def test_every_term_and_place_has_one_meaning() -> None:
    catalogue = load()
    for names in (
        [name for entry in catalogue.indicators for name in (entry.name_zh, *entry.aliases)],
        [name for area in catalogue.areas for name in area.names],
    ):
        assert len(names) == len(set(names))


def test_every_place_lies_in_a_known_place() -> None:
    catalogue = load()
    slugs = {area.slug for area in catalogue.areas}
    assert len(slugs) == len(catalogue.areas)
    assert {area.within for area in catalogue.areas} - {None} <= slugs


def test_a_trie_finds_the_longest_word() -> None:
    pattern = trie(["出口", "出口交货值", "进口"])
    assert pattern.findall("出口交货值、出口和进口") == ["出口交货值", "出口", "进口"]
