"""The rehearsed sites' pages: the shapes of the real ones, filled from the record."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import quote

import docx

from sources.rehearsal.record import Release, Site

INVENTED = "本页为演练虚构数据，并非官方发布。"
NINGBO_TABLE, NINGBO_NOTE, ZHEJIANG = "1229042830", "1229629629", "1562009"
UNIT_PATH = "/api-gateway/jpaas-publish-server/front/page/build/unit"
_OFFICES = {
    Site.NINGBO_TABLE: ("宁波市统计局", "3302000001"),
    Site.NINGBO_NOTE: ("宁波市统计局", "3302000001"),
    Site.ZHEJIANG: ("浙江省统计局", "3300000001"),
    Site.NBS: ("国家统计局", "bm36000002"),
    Site.MIIT: ("工业和信息化部", "bm07000001"),
}


def address_of(release: Release) -> str:
    """The path of an article, in the style of its site."""
    day = release.day
    match release.site:
        case Site.NINGBO_TABLE if release.key.startswith("art_"):
            return f"/art/{day.year}/{day.month}/{day.day}/{release.key}.html"
        case Site.NINGBO_TABLE:
            return f"/col/col{NINGBO_TABLE}/art/{day.year}/art_{release.key}.html"
        case Site.NINGBO_NOTE:
            return f"/col/col{NINGBO_NOTE}/art/{day.year}/art_{release.key}.html"
        case Site.ZHEJIANG:
            return f"/col/col{ZHEJIANG}/art/{day.year}/art_{release.key}.html"
        case Site.NBS:
            return f"/sj/zxfb/{day:%Y%m}/{release.key}.html"
        case Site.MIIT:
            return f"/zwgk/wjgs/art/{day.year}/art_{release.key}.html"


# -- lists ------------------------------------------------------------------------------------------------------------


def unit_shell(office: str, column: str, query: dict[str, str]) -> str:
    """A column that holds no rows: two scripts, one for the header and one for the list."""
    scripts = "".join(
        f'<div class="{place}"><script src="/cms_files/default/script/AuthorizedRead/unitbuild.js?v=3.1.3" url="{UNIT_PATH}" '
        f'queryData="{_pseudo_json(query | {"tagId": tag})}"></script></div>'
        for place, tag in (("header", "页头"), ("clist_con", query["tagId"]))
    )
    return _html(f'<meta name="SiteName" content="{office}"><meta name="ColumnName" content="{column}">', scripts)


def unit_answer(releases: Sequence[Release], tag: str, page: int, size: int) -> str:
    """The unit API's JSON: one page of rows and a pager."""
    shown = releases[(page - 1) * size : page * size]
    rows = "".join(
        f'<li class="cf"><a class="fl" href="{address_of(r)}" title="{escape(r.title)}" target="_blank"><i></i>'
        f'{escape(_cut(r.title))}</a><span class="fr">{r.day}</span></li>'
        for r in shown
    )
    pager = (
        f'<div class="pagination" rows="{size}" count="{len(releases)}" pageno="{page}" uniturl="{UNIT_PATH}"></div>'
    )
    html = f'<div id="{tag}"><div class="page-content"><ul>{rows}</ul></div>{pager}</div>'
    return json.dumps({"success": True, "code": "200", "message": "", "data": {"html": html}}, ensure_ascii=False)


def inline_column(releases: Sequence[Release]) -> str:
    """A column with its rows in an inline datastore."""
    records = "".join(
        f'<record><![CDATA[<li><a title="{escape(r.title)}" target="_blank" href="//tjj.ningbo.gov.cn{address_of(r)}">'
        f"{escape(_cut(r.title))}</a><span>[{r.day}]</span></li>]]></record>"
        for r in releases
    )
    store = (
        f"<datastore><totalrecord>{len(releases)}</totalrecord><totalpage>1</totalpage>"
        f"<recordset>{records}</recordset></datastore>"
    )
    body = f'<div id="5867528"><script type="text/xml">{store}</script></div>'
    return _html('<meta name="SiteName" content="宁波市统计局"><meta name="ColumnName" content="工作动态">', body)


def year_tables(releases: Sequence[Release]) -> str:
    """One table a year, a linked cell a month."""
    tables = []
    for year in sorted({r.cell.year for r in releases if r.cell}, reverse=True):
        cells = "".join(
            f'<td><a href="{address_of(r)}">{r.cell.label}</a></td>' for r in releases if r.cell and r.cell.year == year
        )
        tables.append(f'<table class="TJNw016"><tr><th>{year}年</th></tr><tr>{cells}<td>&nbsp;</td></tr></table>')
    head = '<meta name="SiteName" content="宁波市统计局"><meta name="ColumnName" content="工业">'
    return _html(head, "".join(tables) or '<table class="TJNw016"></table>')


def static_list(releases: Sequence[Release]) -> str:
    """A static list with the link twice in each row, for two widths of screen."""
    rows = "".join(
        f'<li><a class="fl pchide" href=".{address_of(r).removeprefix("/sj/zxfb")}" title="{escape(r.title)}">{escape(r.title)}</a>'
        f'<a class="fl mhide" href=".{address_of(r).removeprefix("/sj/zxfb")}" title="{escape(r.title)}">{escape(_cut(r.title))}</a>'
        f"<span>{r.day}</span></li>"
        for r in releases
    )
    return _html('<meta name="SiteName" content="国家统计局">', f'<div class="list-content"><ul>{rows}</ul></div>')


# -- articles -----------------------------------------------------------------------------------------------------------


def article(release: Release) -> str:
    """A release page: the meta tags that such pages carry, and its body where the site keeps it."""
    office, code = _OFFICES[release.site]
    published = f"{release.day:%Y/%m/%d} 10:00" if release.site is Site.NBS else f"{release.day} 10:00"
    meta = (
        f'<meta name="SiteName" content="{office}"><meta name="SiteIDCode" content="{code}">'
        f'<meta name="ArticleTitle" content="{escape(release.title)}"><meta name="PubDate" content="{published}">'
        f'<meta name="ContentSource" content="{office}"><title>{escape(release.title)}</title>'
    )
    return _html(meta, _framed(release, office, published))


def _framed(release: Release, office: str, published: str) -> str:
    body = _body(release)
    match release.site:
        case Site.MIIT:
            return (
                f'<h1 id="con_title">{escape(release.title)}</h1><div class="cinfo center">'
                f'<span id="con_time">发布时间：{published}</span><span>来源：{office}</span></div>'
                f'<div class="ccontent center" id="con_con">{body}</div>'
            )
        case Site.NBS:
            return (
                '<div class="detail-title"><h1><script>/* writes the title */</script></h1></div>'
                f'<div class="detail-title-des"><h2><p>{published}</p> 来源：{office}</h2></div>'
                f'<div class="TRS_Editor">{body}{body if release.table else ""}</div>'
            )
        case Site.ZHEJIANG:
            return (
                f'<div class="ImporFull"><h1>{escape(release.title)}</h1><div class="main_section">{body}</div></div>'
            )
        case Site.NINGBO_TABLE | Site.NINGBO_NOTE:
            return f'<h1>{escape(release.title)}</h1><ul id="ivs_content"><div>{body}</div></ul>'


def _body(release: Release) -> str:
    parts = [f"<p>{escape(INVENTED)}</p>"] if release.invented else []
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in release.text]
    if release.table:
        parts.append(_table(release.table))
    if release.members:
        rows = [("序号", "名称"), *((str(i), name) for i, name in enumerate(release.members, 1))]
        parts.append(_table(rows))
    if release.attachment:
        parts.append(f'<p><a href="{attachment_path(release)}">附件：{escape(release.attachment)}</a></p>')
    return "".join(parts)


def _table(rows: Sequence[Sequence[str]]) -> str:
    lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}&nbsp;</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table>{lines}</table>"


def attachment_path(release: Release) -> str:
    """Without an extension of its own; the name is in the query."""
    name = quote(release.attachment or "")
    return f"/api-gateway/jpaas-web-server/front/document/download?fileUrl={release.key}&fileName={name}"


def attachment(release: Release) -> bytes:
    """A .docx with the members of a list, saying that it is invented where it is."""
    document = docx.Document()
    document.add_heading(release.title, 0)
    if release.invented:
        document.add_paragraph(INVENTED)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "序号", "名称"
    for number, member in enumerate(release.members, 1):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = str(number), member
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def _html(head: str, body: str) -> str:
    return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'


def _pseudo_json(query: dict[str, str]) -> str:
    return "{" + ",".join(f"'{key}':'{value}'" for key, value in query.items()) + "}"


def _cut(title: str) -> str:
    return title if len(title) <= 22 else title[:22] + "…"


def on_or_before(releases: Sequence[Release], site: Site, day: date) -> list[Release]:
    """What a site shows on a day, newest first."""
    shown = [r for r in releases if r.site is site and r.day <= day]
    return sorted(shown, key=lambda r: (r.day, r.key), reverse=True)
