from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sources.errors import LayoutChanged, NotARelease
from sources.pages import Page, decode, read_page
from sources.reading.text import BlockKind

PAGES = Path(__file__).parent.parent / "pages"
ADDRESS = "https://www.miit.gov.cn/zwgk/x/art/2026/art_0.html"


def read(name: str) -> Page:
    return read_page((PAGES / name).read_bytes(), "text/html; charset=utf-8", url=ADDRESS)


def body(html: str) -> Page:
    return read_page(f'<html><body><div id="zoom">{html}</div></body></html>'.encode())


def test_a_ministry_notice_gives_its_title_dates_and_code() -> None:
    page = read("miit/notice.html")
    assert page.title == "第九批示例名单公示"
    assert (page.published, page.printed) == (date(2026, 11, 20), date(2026, 11, 19))
    assert (page.site_id_code, page.site_name) == ("bm07000001", "示例部门")
    assert page.meta["contentsource"] == "示例司"


def test_the_body_has_no_furniture_no_scripts_nothing_hidden_and_no_second_title() -> None:
    page = read("miit/notice.html")
    assert [block.kind for block in page.document.blocks[:3]] == [
        BlockKind.TITLE,
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
    ]
    assert page.document.blocks[2].text == "1—4月，冶炼和压延加工业增长8.8%[1]，厂房12km²。"
    for unwanted in ("1365", "authorizedRead", "99.9", "010-", "首页", "来源"):
        assert unwanted not in page.document.text


def test_attachments_are_found_in_every_form_they_take() -> None:
    assert [(a.url, a.name) for a in read("miit/notice.html").attachments] == [
        (
            "https://www.miit.gov.cn/cms_files/filemanager/1226211233/attach/202611/" + "a" * 32 + ".doc",
            "1.附件名称.doc",
        ),
        (
            "https://www.miit.gov.cn/api-gateway/jpaas-web-server/front/document/download?fileUrl=OPAQUE%3D%3D&fileName=%E8%A1%A8.xlsx",
            "表.xlsx",
        ),
        ("https://www.miit.gov.cn/zwgk/x/art/2026/P020261116000001.xlsx", "附表.xlsx"),
        ("https://www.miit.gov.cn/cms_files/a.pdf", "a.pdf"),
    ]


def test_a_table_that_stands_twice_is_read_once_with_spans_expanded() -> None:
    tables = [block.table for block in read("nbs/production.html").document.blocks if block.table]
    assert len(tables) == 1
    assert [cell.text for cell in tables[0].rows[0]] == ["指标", "8月", "8月", "1—8月", "1—8月"]
    assert [cell.text for cell in tables[0].rows[1]] == ["指标", "绝对量", "同比增长（%）", "绝对量", "同比增长（%）"]
    assert tables[0].caption == "2026年8月份规模以上工业生产主要数据"


def test_the_date_of_migration_is_not_the_date_of_publication() -> None:
    assert read("nbs/production.html").published == date(2026, 9, 15)


def test_a_page_without_meta_has_the_day_printed_on_it() -> None:
    assert read("ningbo-stats/month.html").published == date(2026, 5, 21)


@pytest.mark.parametrize("page", sorted((PAGES / "refused").glob("*.html")), ids=lambda path: path.stem)
def test_what_a_firewall_or_a_shell_sends_is_no_release(page: Path) -> None:
    with pytest.raises(NotARelease):
        read_page(page.read_bytes())


@pytest.mark.parametrize(
    "content",
    [b"", b"  \n", b'{"success":true}', b"%PDF-1.4", b"PK\x03\x04xx", b"<rss><channel/></rss>", b"plain words"],
)
def test_another_type_of_answer_is_no_release(content: bytes) -> None:
    with pytest.raises(NotARelease):
        read_page(content)


def test_a_known_platform_without_its_body_has_changed_its_layout() -> None:
    page = (
        (PAGES / "miit/notice.html").read_text("utf-8").replace('id="con_con"', 'id="new"').replace("ccontent", "new")
    )
    with pytest.raises(LayoutChanged):
        read_page(page.encode())


def test_two_different_bodies_cannot_be_told_apart() -> None:
    with pytest.raises(LayoutChanged):
        read_page(b'<div class="TRS_Editor"><p>1.1%</p></div><div class="TRS_Editor"><p>2.2%</p></div>')


def test_an_article_that_speaks_of_captchas_is_still_a_release() -> None:
    assert "验证码" in body("<p>验证码短信业务增长3%。</p>").document.text


def test_a_body_with_nothing_but_a_file_is_a_release() -> None:
    assert body('<a href="/a/b.wps">附件：名单</a>').attachments[0].name == "附件：名单.wps"


def test_an_empty_body_is_no_release() -> None:
    with pytest.raises(NotARelease):
        body("<p> </p>")


def test_an_unknown_office_is_read_without_its_menus_and_neighbours() -> None:
    page = read_page(
        "<body><nav>首页 9</nav><h1>某县工业</h1><p>1—4月，增长8.8%。</p><p>相关阅读</p><p>另一文 7.7%</p><footer>12345678</footer></body>".encode()
    )
    assert page.document.text == "某县工业\n1—4月，增长8.8%。"


def test_an_index_of_links_is_no_release() -> None:
    with pytest.raises(NotARelease):
        read_page(("<ul>" + '<li><a href="/x">某某标题很长很长</a>2026-01-01</li>' * 9 + "</ul>").encode())


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("宁波".encode("gb18030"), "text/html; charset=gb2312"),
        (b'<meta charset="gbk">' + "宁波".encode("gb18030"), ""),
        ("宁波".encode(), "text/html; charset=gb2312"),
        ("宁波".encode("gb18030"), "text/html; charset=iso-8859-1"),
        ("宁波".encode("utf-8-sig"), ""),
        ("宁波".encode("gb18030"), "text/html; charset=nonsense"),
    ],
)
def test_text_is_decoded_whatever_the_header_says(content: bytes, header: str) -> None:
    assert "宁波" in decode(content, header)


def test_a_header_charset_that_does_not_fit_is_passed_over() -> None:
    assert decode("规模以上工业增加值同比增长".encode(), "text/html; charset=ascii") == "规模以上工业增加值同比增长"


def test_spans_that_claim_millions_of_cells_are_clamped() -> None:
    rows = '<tr><td colspan="999999" rowspan="999999">a</td><td>1</td></tr>' * 50
    table = next(
        b.table for b in body(f"<table><tr><td>x</td><td>y</td></tr>{rows}</table>").document.blocks if b.table
    )
    assert len(table.rows[0]) <= 200
    assert len(table.rows) <= 51


def test_a_table_of_too_many_rows_is_refused() -> None:
    with pytest.raises(LayoutChanged):
        body("<table>" + "<tr><td>x<td>1</tr>" * 20_001 + "</table>")


def test_a_page_of_nothing_but_tables_in_tables_is_refused() -> None:
    with pytest.raises(LayoutChanged):
        body("<table><tr><td>" * 2001)


def test_a_page_as_deep_as_it_likes_is_read() -> None:
    assert body("<div>" * 5000 + "1—4月，增长8.8%。").document.text == "1—4月，增长8.8%。"


_TAGS = (
    "table",
    "tr",
    "td",
    "th",
    "p",
    "div",
    "sup",
    "br",
    "script",
    "b",
    "h2",
    "a href=x.doc",
    'td colspan="9" rowspan="0"',
    "/table",
    "/td",
    "/tr",
    "/div",
    "!--",
    "/p",
)
_SCRAPS = st.lists(
    st.one_of(
        st.sampled_from(_TAGS).map(lambda tag: f"<{tag}>"),
        st.text(max_size=8),
        st.sampled_from(["8.8%", "宁波", "指标", "单位：亿元"]),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_SCRAPS)
def test_no_markup_breaks_the_reader_and_every_place_is_true(scraps: list[str]) -> None:
    try:
        document = body("".join(scraps)).document
    except (NotARelease, LayoutChanged):
        return
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
        for cell in (cell for row in (block.table.rows if block.table else ()) for cell in row):
            assert document.text[cell.start : cell.start + len(cell.text)] == cell.text


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_break_the_reader(content: bytes, header: str) -> None:
    try:
        page = read_page(content, header)
    except (NotARelease, LayoutChanged):
        return
    assert page.document is not None


def test_a_heading_that_says_more_than_the_title_is_the_title() -> None:
    page = read_page(
        "<html><head><title>各区主要经济指标</title></head><body><div class='title'>2026年1—4月各区主要经济指标</div>"
        "<div class='Title-box'>热门</div><div id='zoom'><p>增长8.8%。</p></div></body></html>".encode()
    )
    assert page.title == "2026年1—4月各区主要经济指标"
