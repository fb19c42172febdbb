from __future__ import annotations

import io
import struct
import zipfile
from functools import cache

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from sources.documents import read_document
from sources.errors import NotARelease
from sources.reading.text import BlockKind, Document

SHEET = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1" t="inlineStr"><is><t>2026年1-4月示例</t></is></c></row>
<row r="2"><c r="A2" t="inlineStr"><is><t>指标</t></is></c><c r="B2" t="inlineStr"><is><t>增加值（亿元）</t></is></c><c r="C2" t="inlineStr"><is><t>增速（%）</t></is></c><c r="D2" t="inlineStr"><is><t>占比</t></is></c></row>
<row r="3"><c r="A3" t="inlineStr"><is><t>规模以上工业增加值</t></is></c><c r="B3" s="2"><v>400.04</v></c><c r="C3"><v>8.799999999999999</v></c><c r="D3" s="1"><v>0.384</v></c></row>
</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells></worksheet>"""
STYLES = """<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="#,##0.0"/></numFmts>
<cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"""


def workbook(sheet: str = SHEET, *moved: str) -> bytes:
    """`moved`: a part's usual place and the one where it stands instead."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        "xl/styles.xml": STYLES,
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(moved[1] if moved and name == moved[0] else name, content)
    return stream.getvalue()


def word() -> bytes:
    document = docx.Document()
    document.add_heading("2026年1—4月工业", 1)
    document.add_paragraph("1—4月，全市规模以上工业增加值同比增长8.8%。")
    table = document.add_table(rows=3, cols=3)
    for at, text in enumerate(("指标", "1-4月", "")):
        table.cell(0, at).text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    for at, text in enumerate(("", "绝对量", "同比%")):
        table.cell(1, at).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    for at, text in enumerate(("制造业投资", "500", "10.1")):
        table.cell(2, at).text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def pdf(*lines: str) -> bytes:
    shown = " ".join(f"BT /F1 12 Tf 50 {700 - 20 * at} Td ({line}) Tj ET" for at, line in enumerate(lines)).encode()
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
    return (
        out
        + b"xref\n0 6\n0000000000 65535 f \n"
        + table
        + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    )


def rows(document: Document) -> list[list[str]]:
    table = next(block.table for block in document.blocks if block.table)
    return [[cell.text for cell in row] for row in table.rows]


def test_a_spreadsheet_is_read_as_it_is_shown() -> None:
    document = read_document(workbook(), "附件：表.xlsx")
    assert document.blocks[0].kind is BlockKind.CAPTION
    assert document.blocks[0].text == "2026年1-4月示例"
    assert rows(document) == [
        ["指标", "增加值（亿元）", "增速（%）", "占比"],
        ["规模以上工业增加值", "400.0", "8.8", "38.4%"],
    ]


def test_a_word_file_is_read_with_its_merged_cells() -> None:
    document = read_document(word(), "表.docx")
    assert document.blocks[0].kind is BlockKind.TITLE
    assert "同比增长8.8%" in document.blocks[1].text
    assert rows(document) == [["指标", "1-4月", "1-4月"], ["指标", "绝对量", "同比%"], ["制造业投资", "500", "10.1"]]


def test_a_pdf_is_read_line_by_line_without_page_numbers() -> None:
    assert read_document(pdf("GDP grew 4.9%.", "- 3 -"), "a.pdf").text == "GDP grew 4.9%."


def test_a_text_file_may_be_in_gb18030() -> None:
    assert read_document("全市增长8.8%。".encode("gb18030"), "a.txt").text == "全市增长8.8%。"


def test_a_file_without_extension_is_told_by_its_bytes() -> None:
    assert rows(read_document(workbook(), "附件1 名单"))[1][1] == "400.0"


def scanned() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (50, 50)).save(stream, "PDF")
    return stream.getvalue()


@cache
def bomb(name: str = "xl/worksheets/sheet1.xml") -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr(name, b"0" * 30_000_000)
    return stream.getvalue()


def lying() -> bytes:
    """An archive that claims that its largest entry is one byte long, in both of its headers."""
    content = bytearray(bomb())
    for at, _ in enumerate(content):
        if bytes(content[at : at + 4]) in (b"PK\x01\x02", b"PK\x03\x04"):
            place = at + (24 if content[at : at + 4] == b"PK\x01\x02" else 22)
            if struct.unpack_from("<I", content, place)[0] == 30_000_000:
                struct.pack_into("<I", content, place, 1)
    return bytes(content)


def encrypted() -> bytes:
    """A workbook with a password is an old Office file that holds the encrypted archive."""
    return b"\xd0\xcf\x11\xe0" + b"\0" * 508 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512


def locked_entry() -> bytes:
    """An archive whose first entry says that it is encrypted."""
    content = bytearray(workbook())
    content[6] |= 1  # flags of its local header
    content[content.index(b"PK\x01\x02") + 8] |= 1  # and of the directory
    return bytes(content)


FAR = SHEET.replace('r="D3"', 'r="XFD1048576"')
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>' + SHEET.split("?>", 1)[1]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "empty"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "名单.doc", "not read"),
        (b"PK\x03\x04", "名单.wps", "not read"),
        (b"x", "名单.ofd", "not read"),
        (b"x", "名单.et", "not read"),
        (b"x", "名单.ceb", "not read"),
        (b"Rar!\x1a\x07", "名单.rar", "not read"),
        (b"<html><body>404</body></html>", "表.xlsx", "an HTML page"),
        (b"<html><body>404</body></html>", "表.pdf", "an HTML page"),
        (workbook(), "表.pdf", "a ZIP archive"),
        (encrypted(), "表.xlsx", "encrypted"),
        (locked_entry(), "表.xlsx", "encrypted"),
        (workbook(), "表.xls", "a ZIP archive"),
        (workbook(), "表.docx", "not what its name says"),
        (word(), "表.xlsx", "not what its name says"),
        (workbook()[:900], "表.xlsx", "broken"),
        (b"\xd0\xcf\x11\xe0" + b"\1" * 3000, "表.xls", "broken"),
        (b"%PDF-1.4\nrubbish", "表.pdf", "表.pdf"),
        (scanned(), "表.pdf", "no text"),
        (bomb(), "表.xlsx", "unpacks"),
        (lying(), "表.xlsx", "表.xlsx"),
        (workbook(FAR), "表.xlsx", "1048576 rows"),
        (workbook(SHEET.replace('<c r="D3"', "<c r = 'xfd1048576'")), "表.xlsx", "rows"),
        (workbook(FAR, "xl/worksheets/sheet1.xml", "xl/sheet.xml"), "表.xlsx", "1048576 rows"),
        (workbook(SHEET.replace('count="1"', 'count="4294967295"')), "表.xlsx", "claims more than"),
        (workbook(ENTITY), "表.xlsx", "entities"),
        (workbook(SHEET.split("<sheetData>")[0] + "<sheetData/></worksheet>"), "表.xlsx", "no text"),
        (b"a\x00b\x00" * 9, "a.txt", "not text"),
        (b"\x89PNG....", "图", "not a type"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_trusted_is_refused_in_one_line(content: bytes, name: str, says: str) -> None:
    with pytest.raises(NotARelease) as refused:
        read_document(content, name)
    assert says in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "broken", [bomb(), workbook()[:900], workbook(FAR), encrypted()], ids=["bomb", "cut", "far", "locked"]
)
def test_a_file_that_is_refused_disturbs_no_other(broken: bytes) -> None:
    with pytest.raises(NotARelease):
        read_document(broken, "表.xlsx")
    assert rows(read_document(workbook(), "表.xlsx"))[1][1] == "400.0"


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["xlsx", "docx", "pdf"]), st.integers(0, 10**6), st.binary(min_size=1, max_size=4), st.booleans()
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(kind: str, place: int, scrap: bytes, cut: bool) -> None:
    whole = {"xlsx": workbook(), "docx": word(), "pdf": pdf("GDP 4.9%")}[kind]
    at = place % len(whole)
    damaged = whole[:at] if cut else whole[:at] + scrap + whole[at + len(scrap) :]
    try:
        text = read_document(damaged, f"a.{kind}").text
    except NotARelease:
        return
    assert text
