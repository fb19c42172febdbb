"""Attachments (.xlsx .xls .docx .pdf .txt) to the same Document that pages become.

The magic bytes must agree with the extension; archives are checked before they are opened; whatever a file does to the
library that reads it ends as one clear NotARelease.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import docx
import pdfplumber
from docx.oxml.ns import qn
from docx.table import Table as WordTable

from sources.archives import check_archive
from sources.errors import NotARelease, SourceError
from sources.grids import grid_of_spans, is_empty_grid
from sources.pages import decode
from sources.reading.captions import drafts_of_grid
from sources.reading.lines import Line
from sources.reading.paragraphs import document_from_text, drafts_from_lines, with_title
from sources.reading.text import BlockKind, Document, Draft, Grid, RawCell, build, tidy_cell
from sources.sheets import grids_of

MOST_BYTES = 20_000_000
MOST_PAGES = 200
NOT_READ = ("doc", "wps", "et", "ofd", "ceb", "ppt", "pptx", "zip", "rar", "7z")
_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0", "ole"),
    (b"%PDF", "pdf"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "png"),
    (b"\xff\xd8\xff", "jpeg"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # where an Office file with a password keeps its content
_EXPECTED = {"xlsx": "zip", "docx": "zip", "xls": "ole", "pdf": "pdf", "txt": "text"}
_PAGE_NUMBER = re.compile(r"^(?:[-—–\s]*\d{1,4}[-—–\s]*|第?\s*\d{1,4}\s*/\s*\d{1,4}\s*页?|第\s*\d{1,4}\s*页.{0,12})$")


def read_document(content: bytes, name: str) -> Document:
    """Read a file; `name` is its human name, whose extension says what it should be.

    Raises NotARelease: too large, of a type that is not read, not what its name says, broken, or without text.
    """
    if not content:
        raise NotARelease(f"{name}: the file is empty")
    if len(content) > MOST_BYTES:
        raise NotARelease(f"{name}: {len(content)} bytes, more than {MOST_BYTES}")
    kind = _kind_of(content, name)
    document = _guarded(_READERS[kind], content, name)
    if not document.text.strip():
        raise NotARelease(f"{name}: there is no text in it" + (" (scanned?)" if kind == "pdf" else ""))
    return document


def _kind_of(content: bytes, name: str) -> str:
    """What to read it as; the name and the bytes must agree."""
    extension = name.rsplit(".", 1)[-1].strip().lower() if "." in name else ""
    actual = next((kind for magic, kind in _MAGIC if content.startswith(magic)), "text")
    if extension in NOT_READ:
        raise NotARelease(f"{name}: .{extension} files are not read")
    if actual == "ole" and _ENCRYPTED in content:
        raise NotARelease(f"{name}: encrypted, and cannot be read without its password")
    if extension in _EXPECTED:
        if _EXPECTED[extension] != actual:
            raise NotARelease(f"{name}: says it is .{extension} and is {_in_words(actual, content)}")
        return extension
    if actual == "pdf":
        return "pdf"
    if actual == "zip":
        names = check_archive(content, name)
        return "docx" if "word/document.xml" in names else "xlsx"
    raise NotARelease(f"{name}: not a type of file that is read ({_in_words(actual, content)})")


def _in_words(actual: str, content: bytes) -> str:
    if actual == "text" and re.match(rb"\s*(?:<!doctype html|<html|<head|<body)", content[:200], re.IGNORECASE):
        return "an HTML page"
    return {"zip": "a ZIP archive", "ole": "an old Office file", "text": "text or unknown bytes"}.get(
        actual, actual.upper()
    )


def _guarded(reader: Callable[[bytes, str], Document], content: bytes, name: str) -> Document:
    try:
        return reader(content, name)
    except (SourceError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the spreadsheet library is no Exception
        raise NotARelease(f"{name}: cannot be read, broken or incomplete ({type(error).__name__})") from error


# ------------------------------------------------------------------------------------------- spreadsheets


def _read_sheets(content: bytes, name: str) -> Document:
    is_xlsx = content.startswith(b"PK")
    if is_xlsx:
        _require(content, name, "xl/workbook.xml")
    drafts: list[Draft] = []
    for sheet, grid in grids_of(content, is_xlsx=is_xlsx):
        if is_empty_grid(grid):
            continue
        if not re.fullmatch(r"(?:Sheet|工作表|表)\s*\d*", sheet, re.IGNORECASE):
            drafts.append(Draft(BlockKind.HEADING, tidy_cell(sheet)))
        drafts += drafts_of_grid(grid)
    return build(drafts)


def _require(content: bytes, name: str, part: str) -> None:
    if part not in check_archive(content, name):
        raise NotARelease(f"{name}: not what its name says, {part} is not in it")


# ---------------------------------------------------------------------------------------------------- Word


def _read_word(content: bytes, name: str) -> Document:
    _require(content, name, "word/document.xml")
    drafts: list[Draft] = []
    lines: list[Line] = []
    for item in docx.Document(BytesIO(content)).iter_inner_content():
        if isinstance(item, WordTable):
            drafts += drafts_from_lines(lines)
            lines = []
            drafts += drafts_of_grid(grid_of_spans(_word_rows(item)))
        else:
            lines += _word_lines(item)
    return build(with_title(drafts + drafts_from_lines(lines)))


def _word_lines(paragraph: Any) -> Iterator[Line]:
    style = str(getattr(paragraph.style, "name", "") or "")
    is_heading = style.startswith(("Heading", "Title", "标题"))
    for at, text in enumerate(paragraph.text.split("\n")):
        if text.strip():
            yield Line(text, at == 0, BlockKind.HEADING if is_heading else None)


def _word_rows(table: WordTable) -> Iterator[list[tuple[str, int, int]]]:
    """Rows as cells with spans; a cell that goes on from above is counted into the one it goes on from."""
    rows = [[(cell, *_word_span(cell)) for cell in row.tc_lst] for row in table._tbl.tr_lst]
    for at, row in enumerate(rows):
        column = 0
        cells: list[tuple[str, int, int]] = []
        for cell, wide, goes_on in row:
            if not goes_on:
                cells.append((_word_text(cell), wide, 1 + _rows_below(rows[at + 1 :], column)))
            column += wide
        yield cells


def _word_span(cell: Any) -> tuple[int, bool]:
    return min(max(1, int(cell.grid_span)), 200), cell.vMerge == "continue"


def _rows_below(rows: list[list[tuple[Any, int, bool]]], column: int) -> int:
    """How many rows right below go on with the cell at `column`."""
    count = 0
    for row in rows:
        if not any(goes_on for at, goes_on in _placed(row) if at == column):
            break
        count += 1
    return count


def _placed(row: list[tuple[Any, int, bool]]) -> Iterator[tuple[int, bool]]:
    at = 0
    for _, wide, goes_on in row:
        yield at, goes_on
        at += wide


def _word_text(cell: Any) -> str:
    paragraphs = ("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p")))
    return tidy_cell(" ".join(paragraphs))


# ----------------------------------------------------------------------------------------------------- PDF


def _read_pdf(content: bytes, name: str) -> Document:
    drafts: list[Draft] = []
    lines: list[Line] = []
    with pdfplumber.open(BytesIO(content)) as pdf:
        if len(pdf.pages) > MOST_PAGES:
            raise NotARelease(f"{name}: {len(pdf.pages)} pages, more than {MOST_PAGES}")
        for page in pdf.pages:
            for item in _pdf_items(page):
                if isinstance(item, Line):
                    lines.append(item)
                    continue
                if not lines and drafts and drafts[-1].grid:
                    drafts[-1] = _continued(drafts[-1].grid, item) or drafts[-1]
                    if drafts[-1].grid[-1] is item[-1]:
                        continue
                drafts += drafts_from_lines(lines)
                lines = []
                drafts += drafts_of_grid(item)
            page.close()
    return build(with_title(drafts + drafts_from_lines(lines)))


def _continued(above: Grid, below: Grid) -> Draft | None:
    """A table that goes on over the page, with or without its header printed again."""
    if not above or not below or len(above[0]) != len(below[0]):
        return None
    rest = list(below)
    while rest and any([cell.text for cell in rest[0]] == [cell.text for cell in row] for row in above[:3]):
        rest = rest[1:]
    return Draft(BlockKind.TABLE, grid=[*above, *rest]) if rest else None


def _pdf_items(page: Any) -> Iterator[Line | Grid]:
    """Lines and tables of a page from top to bottom."""
    tables = sorted(page.find_tables(), key=lambda table: table.bbox[1])
    top = page.bbox[1]
    for table in tables:
        if len(table.rows) < 2:
            continue
        yield from _pdf_lines(page, top, table.bbox[1])
        yield [[RawCell(tidy_cell((text or "").replace("\n", ""))) for text in row] for row in table.extract()]
        top = max(top, table.bbox[3])
    yield from _pdf_lines(page, top, page.bbox[3])


def _pdf_lines(page: Any, top: float, bottom: float) -> Iterator[Line]:
    if bottom - top < 1:
        return
    strip = page.crop((page.bbox[0], top, page.bbox[2], bottom), strict=False)
    for text in (strip.extract_text() or "").split("\n"):
        if text.strip() and not _PAGE_NUMBER.match(text.strip()):
            yield Line(text, gap=False)


# ---------------------------------------------------------------------------------------------------- text


def _read_plain(content: bytes, name: str) -> Document:
    text = decode(content)
    if "\x00" in text or text.count("\ufffd") > len(text) // 20:
        raise NotARelease(f"{name}: says it is .txt and is not text")
    return document_from_text(text)


_READERS: dict[str, Callable[[bytes, str], Document]] = {
    "xlsx": _read_sheets,
    "xls": _read_sheets,
    "docx": _read_word,
    "pdf": _read_pdf,
    "txt": _read_plain,
}
