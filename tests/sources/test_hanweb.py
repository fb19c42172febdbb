"""Lists of every kind, in the shapes seen in the field: rows, what to ask for next, and what is no list at all."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from sources.errors import LayoutChanged
from sources.lists import list_page
from sources.releases import Listing, ListKind, ListPage, Snapshot
from sources.rows import Site, article_key, day_in

HOST = "tjj.example.gov"
SITE = Site(frozenset({HOST}), ("右侧内容", "当前栏目_list"))
COLUMN = f"https://{HOST}/col/col12/index.html"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
HASHES = [f"{number:032x}" for number in range(60)]


def seen(
    body: str | bytes,
    kind: ListKind = ListKind.UNIT_API,
    *,
    url: str = COLUMN,
    content_type: str = "text/html; charset=utf-8",
    fallback: str = "",
) -> ListPage:
    listing = Listing("example", "工业", COLUMN, kind, 3, fallback)
    content = body.encode() if isinstance(body, str) else body
    return list_page(listing, Snapshot(url, content, content_type, datetime(2026, 5, 20, tzinfo=UTC)), SITE)


def script(tag: str, attribute: str = "queryData", **more: str) -> str:
    query = {"parseType": "bulidstatic", "webId": "3077", "tagId": tag, "editType": "null", "pageId": "12", **more}
    pairs = ",".join(f"'{name}':'{value}'" for name, value in query.items())
    return f'<script src="/x/unitbuild.js?v=3" url="{UNIT}" {attribute}="{{{pairs}}}"></script>'


def shell(*tags: str) -> str:
    return f"<html><body>{''.join(script(tag) for tag in tags)}</body></html>"


def row(number: int, day: str = "2026-05-20", title: str = "完整标题") -> str:
    return (
        f'<li class="cf"><a class="fl" href="/col/col12/art/2026/art_{HASHES[number]}.html" title="{title}{number}" '
        f'target="_blank"><i></i>完整…</a><span class="fr">{day}</span></li>'
    )


def unit(rows: str, count: int | None = None, page: int = 1) -> str:
    pager = f'<div class="pagination" rows="24" count="{count}" pageno="{page}"></div>' if count is not None else ""
    html = f'<div id="当前栏目_list"><div class="page-content"><ul>{rows}</ul></div>{pager}</div>'
    return json.dumps({"success": True, "code": "200", "data": {"html": html}})


def records(*fragments: str, total: int | None = None) -> str:
    inside = "".join(f"<record><![CDATA[{fragment}]]></record>" for fragment in fragments)
    told = f"<totalrecord>{len(fragments) if total is None else total}</totalrecord>"
    return f"<datastore><nextgroup><![CDATA[<a href='x'></a>]]></nextgroup>{told}<recordset>{inside}</recordset></datastore>"


def inline(*fragments: str, total: int | None = None) -> str:
    store = records(*fragments, total=total)
    return f'<html><div id="5000001"><script type="text/xml">{store}</script></div></html>'


# -- unit API ---------------------------------------------------------------------------------------------------------


def test_a_shell_names_its_list_among_other_units_and_its_own_ids_are_copied() -> None:
    page = seen(shell("页头", "右侧内容", "页脚"))
    assert (page.kind, page.refs, len(page.follow)) == (ListKind.UNIT_API, (), 1)
    asked = urlsplit(page.follow[0])
    assert (asked.hostname, asked.path) == (HOST, UNIT)
    query = {name: values[0] for name, values in parse_qs(asked.query).items()}
    assert query == {
        "parseType": "bulidstatic", "webId": "3077", "tagId": "右侧内容", "editType": "null", "pageId": "12",
    }  # fmt: skip
    assert "%E5%8F%B3" in page.follow[0]  # UTF-8, not GBK


def test_an_attribute_in_lower_case_is_read_too() -> None:
    assert seen(script("当前栏目_list", "querydata")).follow


FALLBACK = f"https://{HOST}{UNIT}?webId=3077&pageId=11"


@pytest.mark.parametrize("body", [shell("页头"), "<html><div class='clist_con'></div></html>", "<p>系统维护</p>"])
def test_where_a_shell_names_no_list_the_known_id_is_used_and_told(body: str) -> None:
    page = seen(body, fallback=FALLBACK)
    assert page.follow == (FALLBACK,)
    assert "known id" in page.notes[0]


@pytest.mark.parametrize("body", [shell("页头"), "<html></html>", ""])
def test_a_shell_without_a_list_and_without_a_known_id_is_a_changed_layout(body: str) -> None:
    with pytest.raises(LayoutChanged):
        seen(body)


def test_an_id_that_differs_from_the_catalogue_is_told_and_the_pages_own_is_used() -> None:
    page = seen(shell("右侧内容"), fallback=FALLBACK)
    assert "pageId=12" in page.follow[0]
    assert page.notes == ("pageId is now 12, the catalogue knows 11",)


def test_rows_of_a_unit_have_their_full_title_date_and_key() -> None:
    page = seen(unit(row(1) + row(2, "2026-05-19"), 2), url=f"https://{HOST}{UNIT}?webId=1")
    assert [(ref.key, ref.title, ref.published_on) for ref in page.refs] == [
        (HASHES[1], "完整标题1", date(2026, 5, 20)),
        (HASHES[2], "完整标题2", date(2026, 5, 19)),
    ]
    assert page.refs[0].url == f"https://{HOST}/col/col12/art/2026/art_{HASHES[1]}.html"
    assert (page.total, page.follow) == (2, ())


def test_next_pages_are_asked_for_by_paramjson_only() -> None:
    first = f"https://{HOST}{UNIT}?webId=1&tagId=%E5%8F%B3"
    second = seen(unit(row(1), 60), url=first).follow[0]
    assert json.loads(parse_qs(urlsplit(second).query)["paramJson"][0]) == {"pageNo": 2, "pageSize": "24"}
    third = seen(unit(row(2), 60, page=2), url=second).follow[0]
    assert json.loads(parse_qs(urlsplit(third).query)["paramJson"][0])["pageNo"] == 3
    assert third.count("paramJson") == 1
    assert seen(unit(row(3), 60, page=3), url=third).follow == ()


def test_a_list_that_says_it_is_empty_is_empty() -> None:
    page = seen(unit("", 0), url=f"https://{HOST}{UNIT}?x=1")
    assert (page.refs, page.total) == ((), 0)


BROKEN_ANSWERS = {
    "refused": '{"success": false, "code": "500", "message": "unit not found"}',
    "refused, as text": '{"success": "false"}',
    "empty fragment": '{"success": true, "data": {"html": ""}}',
    "blank fragment": '{"success": true, "data": {"html": "  "}}',
    "fragment without a list": '{"success": true, "data": {"html": "<div>no</div>"}}',
    "no fragment": '{"success": true, "data": {}}',
    "no data": '{"success": true}',
    "not JSON": '{"success": tru',
    "html": "<html><body>系统繁忙</body></html>",
    "nothing": "",
    "says 49 rows, shows none": unit("", 49),
    "rows that lead elsewhere": unit('<li><a href="https://friend.example/art_1_2.html">友情链接</a></li>', 1),
}


@pytest.mark.parametrize("body", BROKEN_ANSWERS.values(), ids=BROKEN_ANSWERS.keys())
def test_a_unit_answer_that_is_no_list_is_a_changed_layout_and_never_empty(body: str) -> None:
    with pytest.raises(LayoutChanged) as caught:
        seen(body, url=f"https://{HOST}{UNIT}?webId=1", fallback=FALLBACK)
    assert (caught.value.publisher, caught.value.where) == ("example", "工业")
    assert caught.value.snapshot


# -- inline columns, dataproxy -------------------------------------------------------------------------------------------

OLD = "/art/2026/5/9/art_1200000001_50000001.html"
RECORDS = {
    "li a + span": (f'<li><a target="_blank" href="{OLD}" title="甲">甲</a><span>2026-05-09</span></li>', "甲"),
    "title after href": (f'<li><a href="{OLD}" title="甲" target="_blank">甲…</a><span>2026-05-09</span></li>', "甲"),
    "brackets": (f'<p class="lb-list"><a title="乙" href="//{HOST}{OLD}">乙…</a><span>[2026-05-09]</span></p>', "乙"),
    "slashes": (f'<li><a href="{OLD}">丙</a><b>2026/05/09</b></li>', "丙"),
    "table row": (f'<tr><td><a href="{OLD}">丁</a></td><td>[2026-05-09]</td></tr>', "丁"),
    "date inside the link": (f'<li><a href="{OLD}" title="戊">戊<b>2026-05-09</b></a></li>', "戊"),
    "http in an https page": (f'<li><a href="http://{HOST}{OLD}">己</a><span>2026-05-09</span></li>', "己"),
    "month and day only": (f'<li><a href="{OLD}">庚</a><span>05-09</span></li>', "庚"),
}


@pytest.mark.parametrize(("fragment", "title"), RECORDS.values(), ids=RECORDS.keys())
def test_records_of_an_inline_column_come_in_many_shapes(fragment: str, title: str) -> None:
    (ref,) = seen(inline(fragment), ListKind.JPAGE_INLINE).refs
    assert (ref.key, ref.title, ref.published_on) == ("1200000001_50000001", title, date(2026, 5, 9))
    assert urlsplit(ref.url).path == OLD


def test_a_date_is_never_guessed() -> None:
    address = f"/col/col12/art/2026/art_{HASHES[1]}.html"
    for beside in ("05-09", "昨天", "2026-13-40", ""):
        (ref,) = seen(inline(f'<li><a href="{address}">甲</a><span>{beside}</span></li>')).refs
        assert ref.published_on is None


def test_a_date_in_the_title_is_not_the_date_of_the_row() -> None:
    (ref,) = seen(unit(row(1, day="", title="2025-01-01前的通知")), url=f"https://{HOST}{UNIT}?x=1").refs
    assert ref.published_on is None


def test_an_inline_column_goes_on_by_its_own_unit_id() -> None:
    assert seen(inline(row(1), row(2), total=5), ListKind.JPAGE_INLINE).follow == (f"{COLUMN}?uid=5000001&pageNum=2",)
    again = seen(inline(row(3), row(4), total=5), ListKind.JPAGE_INLINE, url=f"{COLUMN}?uid=5000001&pageNum=2")
    assert again.follow == (f"{COLUMN}?uid=5000001&pageNum=3",)
    assert seen(inline(row(1), total=1), ListKind.JPAGE_INLINE).follow == ()


def test_an_inline_column_without_records_is_empty_only_if_it_says_so() -> None:
    assert seen(inline(total=0), ListKind.JPAGE_INLINE).refs == ()
    with pytest.raises(LayoutChanged):
        seen(inline(total=120), ListKind.JPAGE_INLINE)


def test_a_column_that_only_configures_its_list_is_asked_through_the_proxy() -> None:
    config = "<script>$('#1').jpage({proxyUrl:'/module/web/jpage/dataproxy.jsp',data:{webid:32,path:'/',columnid:'21811',unitid:80943}})</script>"
    page = seen(config, ListKind.DATAPROXY)
    asked = urlsplit(page.follow[0])
    assert asked.path == "/module/web/jpage/dataproxy.jsp"
    assert {"webid": ["32"], "columnid": ["21811"], "unitid": ["80943"], "page": ["1"]}.items() <= parse_qs(
        asked.query
    ).items()
    answer = seen(records(row(1)), ListKind.DATAPROXY, url=page.follow[0], content_type="text/xml")
    assert (answer.kind, len(answer.refs)) == (ListKind.DATAPROXY, 1)


# -- the others --------------------------------------------------------------------------------------------------------


def test_a_year_table_gives_a_row_for_each_linked_cell_without_a_date_where_the_address_has_none() -> None:
    page = seen(
        f'<table class="TJNw016"><tr><th>2026年</th></tr><tr><td><a href="/art/2026/3/24/art_12_1.html">1-2月</a></td>'
        f'<td><a href="/col/col12/art/2026/art_{HASHES[3]}.html">1-3月&nbsp;</a></td><td>&nbsp;</td></tr></table>'
        f'<table class="TJNw016"><tr><th>2025年</th></tr><tr><td><a href="/art/2026/1/24/art_12_0.html">全年</a></td></tr></table>'
        f"{script('页脚')}",
        ListKind.YEAR_TABLE,
    )
    assert page.kind is ListKind.YEAR_TABLE
    assert [(ref.title, ref.published_on) for ref in page.refs] == [
        ("2026年1-2月工业", date(2026, 3, 24)),
        ("2026年1-3月工业", None),
        ("2025年全年工业", date(2026, 1, 24)),
    ]


def test_a_year_table_without_links_is_empty_and_one_that_is_gone_is_a_changed_layout() -> None:
    assert seen('<table class="TJNw016"><tr><th>2027年</th></tr></table>', ListKind.YEAR_TABLE).refs == ()
    with pytest.raises(LayoutChanged):
        seen('<table class="other"><tr><th>2027年</th></tr></table>', ListKind.YEAR_TABLE)


def test_a_static_list_has_each_link_several_times_and_each_release_once() -> None:
    item = (
        '<li><a class="fl pchide" href="./202605/t20260518_1.html" title="全名">全名</a>'
        '<a class="fl mhide" href="./202605/t20260518_1.html" title="全名">全…</a><span>2026-05-18</span></li>'
    )
    page = seen(f'<ul><li><a href="/nav">导航</a></li></ul><div class="list-content"><ul>{item}{item}</ul></div>')
    (ref,) = page.refs
    assert (ref.key, ref.title, ref.published_on) == ("t20260518_1", "全名", date(2026, 5, 18))
    assert ref.url == f"https://{HOST}/col/col12/202605/t20260518_1.html"
    assert page.follow == (f"https://{HOST}/col/col12/index_1.html",)


def test_a_feed_gives_its_items_with_beijing_days() -> None:
    page = seen(
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title><item><title>甲</title>'
        f"<link>https://{HOST}/sj/202605/t20260518_1.html</link><description>&lt;p&gt;全文&lt;/p&gt;</description>"
        f"<pubDate>2026-05-18 00:30:00</pubDate></item></channel></rss>",
        ListKind.RSS,
        content_type="text/xml",
    )
    assert [(ref.key, ref.title, ref.published_on) for ref in page.refs] == [("t20260518_1", "甲", date(2026, 5, 18))]


@pytest.mark.parametrize("wrapped", [True, False], ids=["groupData", "the older shape"])
def test_a_search_answer_gives_plain_titles(wrapped: bool) -> None:
    entry = {
        "title": "<em>标</em>题", "title_text": "标题", "jsearch_date": "2026-09-21", "deploytime": "1790000000000",
        "url": f"https://{HOST}/zwgk/x/art/2026/art_{HASHES[7]}.html",
    }  # fmt: skip
    result = {"groupData": [{"data": entry}]} if wrapped else {"data": entry}
    page = seen(json.dumps({"success": True, "data": {"searchResult": {"total": 9, "dataResults": [result]}}}))
    assert [(ref.title, ref.published_on) for ref in page.refs] == [("标题", date(2026, 9, 21))]
    assert (page.kind, page.total) == (ListKind.SEARCH_API, 9)


def test_an_inline_column_in_gbk_under_a_wrong_header_is_read() -> None:
    body = inline(row(1)).replace("<html>", '<html><head><meta charset="gb2312"></head>')
    page = seen(body.encode("gb18030"), ListKind.JPAGE_INLINE, content_type="text/html")
    assert page.refs[0].title == "完整标题1"


def test_a_list_that_migrated_is_told_and_read() -> None:
    assert seen(shell("右侧内容"), ListKind.JPAGE_INLINE).kind is ListKind.UNIT_API
    page = seen(inline(row(1)), ListKind.UNIT_API)
    assert (page.kind, len(page.refs)) == (ListKind.JPAGE_INLINE, 1)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        (f"https://{HOST}/col/col12/art/2026/art_{HASHES[1]}.html", HASHES[1]),
        (f"http://other.example/zwgk/x/art/2026/art_{HASHES[1]}.html", HASHES[1]),
        (f"http://{HOST}/art/2019/1/8/art_1229042860_43282033.html", "1229042860_43282033"),
        ("https://www.stats.gov.cn/sj/zxfb/202605/t20260518_1.html", "t20260518_1"),
        (f"https://{HOST}/x/plan.html", "/x/plan.html"),
        (f"https://{HOST}/module/download.jsp?id=7", "/module/download.jsp?id=7"),
    ],
)
def test_an_article_is_known_by_its_hash_or_number_under_any_address(url: str, key: str) -> None:
    assert article_key(url) == key


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-20", date(2026, 5, 20)),
        ("[2026-5-2]", date(2026, 5, 2)),
        ("2026/05/20", date(2026, 5, 20)),
        ("2026年5月20日", date(2026, 5, 20)),
        ("时间:2026-05-20 10:19", date(2026, 5, 20)),
        ("2026-02-30", None),
        ("05-20", None),
        ("12026-05-20", None),
    ],
)
def test_days_are_read_whole_or_not_at_all(text: str, day: date | None) -> None:
    assert day_in(text) == day


@pytest.mark.parametrize("href", ["https://[bad/art_1_2.html", "javascript:void(0)", "mailto:a@b.example", "file:///x"])
def test_a_link_that_is_no_address_is_left_out(href: str) -> None:
    page = seen(inline(f'<li><a href="{href}">坏</a></li>', row(1)), ListKind.JPAGE_INLINE)
    assert [ref.key for ref in page.refs] == [HASHES[1]]


SEARCH = '{"success": true, "data": {"searchResult": %s}}'


@pytest.mark.parametrize(
    "body",
    [
        SEARCH % found
        for found in ("{}", '{"dataResults": [1]}', '{"dataResults": [{}]}', '{"dataResults": [{"data": {}}]}')
    ]
    + ['{"a":' * 100_000],
    ids=["no results", "a number", "no data", "no address", "too deep"],
)
def test_a_search_answer_of_another_shape_is_a_changed_layout(body: str) -> None:
    with pytest.raises(LayoutChanged):
        seen(body)
