"""The rehearsed sites' release pages and their files: the shapes of the real ones, filled from the record."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from html import escape
from urllib.parse import quote

import docx

from sources.rehearsal.listmarkup import page
from sources.rehearsal.record import Release

INVENTED = "本页为演练虚构数据，并非官方发布。"
SITE_CODES = {
    "miit": "bm07000001",
    "nbs": "bm36000002",
    "zhejiang-stats": "3300000001",
    "zhejiang-jx": "3300000002",
    "ningbo-stats": "3302000001",
    "ningbo-jx": "3302000002",
    "ningbo-gov": "3302000003",
}


def head_of(publisher: str, office: str) -> str:
    """The meta tags that say whose page it is."""
    code = SITE_CODES.get(publisher, "0000000000")
    return f'<meta name="SiteName" content="{office}"><meta name="SiteIDCode" content="{code}">'


def article(release: Release, office: str, day: date) -> str:
    """A release page: the meta tags that such pages carry, and its body where the site keeps it."""
    published = f"{release.day:%Y/%m/%d} 10:00" if release.publisher == "nbs" else f"{release.day} 10:00"
    meta = (
        f'{head_of(release.publisher, office)}<meta name="ArticleTitle" content="{escape(release.title)}"><meta name="PubDate" content="{published}">'
        f'<meta name="ContentSource" content="{office}"><title>{escape(release.title)}</title>'
    )
    return page(meta, _framed(release, office, published, _body(release, day)))


def _framed(release: Release, office: str, published: str, body: str) -> str:
    match release.publisher:
        case "miit":
            return (
                f'<h1 id="con_title">{escape(release.title)}</h1><div class="cinfo center">'
                f'<span id="con_time">发布时间：{published}</span><span>来源：{office}</span></div>'
                f'<div class="ccontent center" id="con_con">{body}</div>'
            )
        case "nbs":
            return (
                '<div class="detail-title"><h1><script>/* writes the title */</script></h1></div>'
                f'<div class="detail-title-des"><h2><p>{published}</p> 来源：{office}</h2></div>'
                f'<div class="TRS_Editor">{body}{body if release.table else ""}</div>'
            )
        case "zhejiang-stats":
            return (
                f'<div class="ImporFull"><h1>{escape(release.title)}</h1><div class="main_section">{body}</div></div>'
            )
        case "zhejiang-jx":
            return f'<h1>{escape(release.title)}</h1><div class="bt-box-1170 c1">{body}</div>'
        case _:
            return f'<h1>{escape(release.title)}</h1><ul id="ivs_content"><div>{body}</div></ul>'


def _body(release: Release, day: date) -> str:
    parts = [f"<p>{escape(INVENTED)}</p>"] if release.invented else []
    parts += [f"<p>{escape(paragraph)}</p>" for paragraph in release.text_on(day)]
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
