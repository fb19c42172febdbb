"""Files that a release links to, in every form these sites give them: plain links, downloads, frames, scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from sources.elements import attribute, text_of
from sources.releases import Attachment
from sources.visible import one_line

_EXTENSION = re.compile(r"\.(pdf|docx?|wps|et|xlsx?|zip|rar|7z|ofd|ceb|txt|csv|pptx?)$", re.IGNORECASE)
_DOWNLOAD = re.compile(r"/document/(?:file-)?download|downfile\.jsp", re.IGNORECASE)
_QUOTED_PATH = re.compile(r"""["']((?:https?:)?/{0,2}[^"'\s]+)["']""")


def attachments_of(element: Tag, url: str) -> tuple[Attachment, ...]:
    """Files linked from inside an element, each once, in order."""
    found: dict[str, Attachment] = {}
    for link in element.find_all(["a", "iframe", "embed"]):
        attachment = _attachment(link, url)
        if attachment is not None:
            found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def attachments_beside(soup: BeautifulSoup, url: str) -> tuple[Attachment, ...]:
    """Files linked outside the body that say they are attachments of it."""
    found: dict[str, Attachment] = {}
    for link in soup.find_all(["a", "iframe"]):
        attachment = _attachment(link, url)
        if attachment is not None and (
            link.name == "iframe" or "附件" in attachment.name or "附件" in _words_before(link)
        ):
            found.setdefault(attachment.url, attachment)
    return tuple(found.values())


def _words_before(link: Tag) -> str:
    parent = link.parent
    return parent.get_text()[:60] if parent is not None else ""


def _attachment(link: Tag, url: str) -> Attachment | None:
    for address in _addresses(link):
        address = _viewed_file(address)
        name = _file_name(address)
        if not name and not _DOWNLOAD.search(address):
            continue
        try:
            whole = urljoin(url, address)
        except ValueError:
            continue
        return Attachment(whole, one_line(_human_name(text_of(link) or attribute(link, "title"), name)))
    return None


def _addresses(link: Tag) -> Iterator[str]:
    """Where a link may hide its file: the usable one first."""
    for name in ("href", "oldsrc", "src"):
        value = attribute(link, name).strip()
        if value and not value.lower().startswith(("javascript:", "#", "mailto:", "data:")):
            yield value
    for name in ("onclick", "href"):
        for found in _QUOTED_PATH.finditer(attribute(link, name)):
            yield found[1]


def _viewed_file(address: str) -> str:
    """The file that a PDF viewer in a frame shows."""
    if "viewer.html" not in address:
        return address
    return _query(address).get("file", address)


def _file_name(address: str) -> str:
    """The file name that an address ends in or names in its query; "" where it has no known extension."""
    query = _query(address)
    path = _path(address)
    for candidate in (query.get("filename", ""), path, query.get("fileurl", "")):
        name = unquote(candidate).rsplit("/", 1)[-1]
        if _EXTENSION.search(name):
            return name
    return ""


def _human_name(words: str, file_name: str) -> str:
    """The words of the link where they name the file, with its extension; else the name of the file itself."""
    if _EXTENSION.search(words):
        return words
    extension = _EXTENSION.search(file_name)
    if not words:
        return file_name
    if extension and re.search(r"[\u4e00-\u9fff]", file_name):
        return file_name
    return words + extension[0].lower() if extension else words


def _query(address: str) -> dict[str, str]:
    try:
        return {name.lower(): values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    except ValueError:
        return {}


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
