"""Pages of a monitored platform in templates that nobody has seen: invented, in the shapes that such sites have."""

from __future__ import annotations

import pytest

from sources.errors import LayoutChanged, NotARelease
from sources.pages import BY_RULE, Page, read_page

HEAD = '<html><head><meta name="SiteName" content="示例市统计局"><meta name="ArticleTitle" content="1—4月示例市工业"></head><body>'
TEXT = "<p>1—4月，全市规模以上工业增加值100.5亿元，同比增长8.8%，增速比1—3月提高0.3个百分点。</p><p>分行业看，汽车制造业增长9.9%。</p>"
OTHERS = "".join(f'<li><a href="/art/{n}.html">示例市发布第{n}条消息，另有7.{n}%的说法</a></li>' for n in range(1, 7))
SUMMARIES = "".join(
    f'<div class="item"><a href="/art/{n}.html">第{n}条消息</a><p>1—{n}月，全市用电量增长7.{n}%，工业用电量增长6.{n}%，保持平稳。</p></div>'
    for n in range(1, 5)
)
TABLE = "<table><tr><td>指标</td><td>单位</td><td>本月</td></tr><tr><td>规模以上工业增加值</td><td>亿元</td><td>100.5</td></tr><tr><td>全社会用电量</td><td>亿千瓦时</td><td>50.5</td></tr></table>"


def read(body: str, head: str = HEAD) -> Page:
    return read_page(f"{head}{body}</body></html>".encode())


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f'<div class="content">{TEXT}</div>', id="one container"),
        pytest.param(TEXT, id="paragraphs right in the body"),
        pytest.param(
            f'<div class="w1200"><div class="left"><div class="nrong">{TEXT}</div></div><div class="right"><h3>热点新闻</h3><ul>{OTHERS}</ul></div></div>',
            id="a column of links beside it",
        ),
        pytest.param(
            f'<div class="main"><div class="xl">{TEXT}</div><div class="xgxx"><h4>相关信息</h4><p>某县1—4月增长7.7%，另一文。</p><div>x</div></div></div>',
            id="a block named as other news",
        ),
        pytest.param(
            f'<div class="main"><div class="xl">{TEXT * 9}</div><div class="news">{SUMMARIES}</div></div>',
            id="first sentences of other releases beside it",
        ),
        pytest.param(
            f"<table><tr><td><ul>{OTHERS}</ul></td><td><table><tr><td>1—4月示例市工业</td></tr><tr><td>{TEXT}</td></tr></table></td></tr></table>",
            id="tables that arrange the page",
        ),
        pytest.param(
            f'<div class="art"><div class="sec sec1">{TEXT}</div><div class="sec sec2"><p>全社会用电量50亿千瓦时，增长1.1%。</p><p>保持平稳。</p></div></div>',
            id="sections of one text",
        ),
        pytest.param(
            f'<div class="wrap"><div class="zw">{TEXT}</div><div class="bq"><p>主办：示例市统计局 备案：浙ICP备05000001号</p><p>访问量 7.7万</p></div></div>',
            id="a footer without a name",
        ),
        pytest.param(
            f'<div class="zw">{TEXT}<div class="t"><table><tr><td>指标</td><td>增速（%）</td></tr><tr><td>用电量</td><td>3.3</td></tr></table></div></div>',
            id="a table in a wrapper of its own",
        ),
    ],
)
def test_the_one_block_of_running_text_is_the_release(body: str) -> None:
    page = read(body)
    assert "同比增长8.8%" in page.document.text
    assert "汽车制造业增长9.9%" in page.document.text
    assert "7." not in page.document.text
    assert page.remarks == (BY_RULE,)


def test_a_page_of_one_table_of_values_is_read() -> None:
    assert "规模以上工业增加值\t亿元\t100.5" in read(f'<div class="x"><div class="y">{TABLE}</div></div>').document.text


def test_a_second_level_heading_is_the_title_where_the_page_has_no_other() -> None:
    page = read(
        f"<h2>示例市一季度工业</h2><div>{TEXT}</div>",
        '<html><head><meta name="SiteName" content="示例市"></head><body>',
    )
    assert page.title == "示例市一季度工业"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(
            f'<div class="a">{TEXT}</div><div class="b">{TEXT.replace("8.8", "1.1")}</div>', id="two texts side by side"
        ),
        pytest.param(f'<ul class="x">{OTHERS}</ul>', id="a list of links"),
        pytest.param(f'<div class="x">{SUMMARIES}</div>', id="a list with first sentences"),
        pytest.param('<div class="menu"><a href="/">首页</a></div><div id="app">加载中，请稍候。</div>', id="a shell"),
        pytest.param('<div class="x"><p>见附件。</p></div>', id="too little text"),
    ],
)
def test_a_page_on_which_no_block_is_clearly_the_release_is_refused_whole(body: str) -> None:
    with pytest.raises((LayoutChanged, NotARelease)):
        read(body)


def test_a_known_template_leaves_no_remark() -> None:
    assert read(f'<div id="zoom">{TEXT}</div>').remarks == ()


def test_links_to_other_releases_on_the_page_of_another_office_are_left_out() -> None:
    page = read(f'<div class="zw">{TEXT}</div><div class="tj"><h4>热点新闻</h4><ul>{OTHERS}</ul></div>', "<html><body>")
    assert "8.8%" in page.document.text
    assert "7.1" not in page.document.text


def test_a_deep_page_in_an_unknown_template_is_read() -> None:
    assert "8.8%" in read("<div>" * 3000 + TEXT + "</div>" * 3000).document.text
