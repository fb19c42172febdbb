"""Attachments (.xlsx .xls .docx .pdf .txt) to the same Document that pages become.

The magic bytes must agree with the extension; archives are checked before they are opened; whatever a file does to the
library that reads it ends as one clear NotARelease.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sources.archives import check_archive
from sources.errors import NotARelease, SourceError
from sources.pages import decode
from sources.reading.paragraphs import document_from_text
from sources.reading.text import Document

MOST_BYTES = 20_000_000
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


def read_document(content: bytes, name: str) -> Document:
    """Read a file; `name` is its human name, whose extension says what it should be.

    Raises NotARelease: too large, of a type that is not read, not what its name says, broken, or without text.
    """
    if not content:
        raise NotARelease(f"{name}: the file is empty")
    if len(content) > MOST_BYTES:
        raise NotARelease(f"{name}: {len(content)} bytes, more than {MOST_BYTES}")
    kind = _kind_of(content, name)
    document = _guarded(_reader(kind), content, name)
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


def _reader(kind: str) -> Callable[[bytes, str], Document]:
    """Loads the library of a kind before a file is opened, so that a missing one is no fault of the file."""
    match kind:
        case "xlsx" | "xls":
            from sources.sheets import read_sheets

            return read_sheets
        case "docx":
            from sources.word import read_word

            return read_word
        case "pdf":
            from sources.pdf import read_pdf

            return read_pdf
        case _:
            return _read_plain


def _guarded(reader: Callable[[bytes, str], Document], content: bytes, name: str) -> Document:
    try:
        return reader(content, name)
    except (SourceError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of the spreadsheet library is no Exception
        raise NotARelease(f"{name}: cannot be read, broken or incomplete ({type(error).__name__})") from error


def _read_plain(content: bytes, name: str) -> Document:
    text = decode(content)
    if "\x00" in text or text.count("\ufffd") > len(text) // 20:
        raise NotARelease(f"{name}: says it is .txt and is not text")
    return document_from_text(text)
