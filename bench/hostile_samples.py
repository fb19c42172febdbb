"""Small valid answers and files in every shape that is read. What they say is invented."""

from __future__ import annotations

import io
import json
import zipfile

import docx

HOST = "tjj.example.gov"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


def row(number: int) -> str:
    return (
        f'<li class="cf"><a class="fl" href="/col/col12/art/2026/art_{number:032x}.html" title="完整标题{number}" '
        f'target="_blank"><i></i>完整…</a><span class="fr">2026-05-{1 + number % 28:02}</span></li>'
    )


def unit(rows: int, total: int | None = None) -> bytes:
    pager = f'<div class="pagination" rows="24" count="{total}" pageno="1"></div>' if total else ""
    listed = "".join(map(row, range(rows)))
    html = f'<div id="当前栏目_list"><div class="page-content"><ul>{listed}</ul></div>{pager}</div>'
    return json.dumps({"success": True, "code": "200", "data": {"html": html}}, ensure_ascii=False).encode()


def shell(*tags: str) -> bytes:
    scripts = ""
    for tag in tags:
        query = {"parseType": "bulidstatic", "webId": "3077", "tagId": tag, "pageId": "12"}
        pairs = ",".join(f"'{name}':'{value}'" for name, value in query.items())
        scripts += f'<script src="/x/unitbuild.js?v=3" url="{UNIT}" queryData="{{{pairs}}}"></script>'
    return f"<html><body>{scripts}</body></html>".encode()


def search(count: int) -> bytes:
    entries = [
        {"title": "<em>标</em>题", "title_text": "标题", "jsearch_date": "2026-05-21", "deploytime": "1790000000000", "url": f"https://{HOST}/x/art/2026/art_{at:032x}.html"}
        for at in range(count)
    ]  # fmt: skip
    results = [{"groupData": [{"data": entry}]} for entry in entries]
    return json.dumps({"success": True, "data": {"searchResult": {"total": 9, "dataResults": results}}}).encode()


def records(count: int, total: int | None = None) -> bytes:
    inside = "".join(f"<record><![CDATA[{row(at)}]]></record>" for at in range(count))
    told = f"<totalrecord>{count if total is None else total}</totalrecord>"
    return f"<datastore>{told}<recordset>{inside}</recordset></datastore>".encode()


def inline(count: int, total: int | None = None) -> bytes:
    store = records(count, total).decode()
    return f'<html><div id="5000001"><script type="text/xml">{store}</script></div></html>'.encode()


def proxy_page() -> bytes:
    config = "var config = {'webid':'3077','columnid':'12','unitid':'5000001'}"
    return f"<html><script>{config};load('/module/web/jpage/dataproxy.jsp')</script></html>".encode()


FEED = (
    '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>x</title>'
    + "".join(
        f"<item><title>甲{at}</title><link>https://{HOST}/sj/202605/t20260518_{at}.html</link>"
        "<description>&lt;p&gt;全文&lt;/p&gt;</description><pubDate>2026-05-18 00:30:00</pubDate></item>"
        for at in range(4)
    )
    + "</channel></rss>"
).encode()

YEAR_TABLE = (
    '<table class="TJNw016"><tr><th>2026年</th></tr><tr><td><a href="/art/2026/3/24/art_12_1.html">1-2月</a></td>'
    f'<td><a href="/col/col12/art/2026/art_{3:032x}.html">1-3月&nbsp;</a></td><td>&nbsp;</td></tr></table>'
    '<div class="list-content"><ul><li><a href="./202605/t20260518_1.html" title="全名">全…</a><span>2026-05-18</span></li></ul></div>'
).encode()

_SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>2026年1-4月示例</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>指标</t></is></c><c r="B2" t="inlineStr"><is><t>增加值（亿元）</t></is></c><c r="C2" t="inlineStr"><is><t>增速（%）</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>规模以上工业增加值</t></is></c><c r="B3" s="2"><v>400.04</v></c><c r="C3"><v>8.799999999999999</v></c></row>
<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" s="1"><v>0.384</v></c><c r="C4" t="str"><f>1+1</f><v>2</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>"""
_STYLES = """<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="#,##0.0"/></numFmts>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""


def workbook() -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="一季度" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{rels}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": _SHEET,
        "xl/styles.xml": _STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{main}" count="1" uniqueCount="1"><si><t>制造业投资</t></si></sst>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def word() -> bytes:
    """Only the parts that are read, so that what is bent is one of them."""
    document = docx.Document()
    document.add_heading("2026年1—4月工业", 1)
    document.add_paragraph("1—4月，全市规模以上工业增加值同比增长8.8%。")
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(("指标", "1-4月", "", "", "绝对量", "同比%", "制造业投资", "500", "10.1")):
        table.cell(at // 3, at % 3).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(0, 0).merge(table.cell(1, 0))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    shown = " ".join(f"BT /F1 12 Tf 50 {700 - 20 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)).encode()
    shown += b" 50 600 200 20 re S 50 580 200 20 re S 50 560 100 60 re S"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end
