"""The bytes of a release page to its text, tables, dates and attachments. Structure not understood is an error.

Answers for pages of releases only; lists of releases are read elsewhere. The HTML parser is touched here and in
its helpers (`bodies.py`, `running_text.py`, `blocks.py`, `elements.py`, `links.py`) alone, and no element leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup, Tag

from sources import elements, selectors
from sources.blocks import drafts_of
from sources.bodies import body_of
from sources.errors import LayoutChanged, NotARelease
from sources.links import attachments_beside, attachments_of
from sources.reading.lines import is_numbered_heading
from sources.reading.paragraphs import with_title
from sources.reading.text import BlockKind, Document, Draft, build, tidy
from sources.releases import Attachment

LEAST_OF_A_TITLE, MOST_OF_A_TITLE = 6, 80  # characters
BY_RULE = "no known template: read from the one block of running text on the page"
MOST_BYTES = 10_000_000
MOST_TABLES = 2_000

_TITLE_SELECTORS = ("#con_title", ".detail-title h1", "h1", "title")
_DATE_SELECTORS = ("#con_time", ".detail-title-des", ".cinfo", ".pub_time", ".date", ".time")
_HEAD = 3_000  # characters of a page in which its own date may stand
_PUBLISHED = re.compile(r"发布(?:时间|日期)\s*[:：]\s*((?:20\d\d|19\d\d)[-/.年\s\d月]{4,12})")
_DAY = re.compile(r"(20\d\d|19\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Page:
    """A release page. `meta_day` is the meta tag's date (Beijing day), `printed` the day in the page's own head, if any.

    They can disagree (seen on MIIT notices); both are kept. `published` is the meta tag's, else the head's.
    """

    document: Document
    title: str
    published: date | None
    printed: date | None
    meta_day: date | None
    site_name: str
    site_id_code: str | None
    attachments: tuple[Attachment, ...]
    meta: Mapping[str, str]  # names in lower case
    remarks: tuple[str, ...] = ()  # what was odd although it could be read


def read_page(content: bytes, content_type: str = "", *, url: str = "") -> Page:
    """Read a release page; `url` makes relative attachment links absolute.

    Raises NotARelease for what is no release (challenge, redirect, empty shell, another type of file), LayoutChanged
    for a page of a known platform on which no one block is clearly the release.
    """
    if len(content) > MOST_BYTES:
        raise NotARelease(f"the page has {len(content)} bytes, more than {MOST_BYTES}", url=url)
    text = decode(content, content_type)
    _check_is_html(content, text, url)
    if text.lower().count("<table") > MOST_TABLES:
        raise LayoutChanged(f"more than {MOST_TABLES} tables on one page", url=url, where="table")
    soup = elements.parse(text)
    meta = elements.meta_of(soup)
    found = body_of(soup, meta, text, url)
    body = found.element
    title = _title_of(soup, meta, text) or (_heading_above(body) if found.by_rule else "")
    attachments = attachments_of(body, url) or attachments_beside(soup, url)
    drafts = _without_repeated_title(drafts_of(body), title)
    if not drafts and not attachments and not elements.has_images(body):
        raise NotARelease("the body of the page is empty", url=url, where="body")
    drafts = [Draft(BlockKind.TITLE, title), *drafts] if title else with_title(drafts)
    printed, meta_day = _printed_day(soup, text), _day(meta.get("pubdate", ""))
    return Page(
        document=build(drafts),
        title=title or next((d.text for d in drafts if d.kind is BlockKind.TITLE), ""),
        published=meta_day or printed,
        printed=printed,
        meta_day=meta_day,
        site_name=meta.get("sitename", ""),
        site_id_code=meta.get("siteidcode") or None,
        attachments=attachments,
        meta=meta,
        remarks=(BY_RULE,) if found.by_rule else (),
    )


def decode(content: bytes, content_type: str = "") -> str:
    """Bytes to text: byte order mark, UTF-8, charset of the header, of the page, then GB 18030 (which holds GBK).

    UTF-8 goes before what the header says, because Chinese text in another charset is never valid UTF-8, while UTF-8
    passes for GBK. A charset that does not fit is passed over; what nothing fits is UTF-8 with replacements.
    """
    for encoding in _encodings(content, content_type):
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return content.decode("utf-8", errors="replace")


def _encodings(content: bytes, content_type: str) -> list[str]:
    marked: list[str] = []
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            marked.append(encoding)
    header = re.search(r"charset\s*=\s*[\"']?([A-Za-z0-9_\-]+)", content_type, re.IGNORECASE)
    inside = _CHARSET.search(content[:4096])
    named = [header[1]] if header else []
    named += [inside[1].decode("ascii")] if inside else []
    folded = ["gb18030" if name.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk") else name for name in named]
    # Latin-1 and its kind fit any bytes and would hide what the page really is
    likely = [n for n in folded if not re.match(r"iso-?8859|latin|windows-125|ascii|us-ascii|utf-?7", n, re.IGNORECASE)]
    return [*marked, "utf-8", *likely, "gb18030"]


def _check_is_html(content: bytes, text: str, url: str) -> None:
    kind = elements.other_file_type(content)
    if kind:
        raise NotARelease(f"not a page but {kind}", url=url)
    start = text.lstrip("\ufeff \r\n\t")[:200]
    if not start:
        raise NotARelease("the answer is empty", url=url)
    if start[0] in "{[" and "<" not in start[:1]:
        raise NotARelease("not a page but JSON", url=url)
    if re.match(r"<\?xml[^>]*>\s*<(?:rss|feed|datastore)|<(?:rss|feed|datastore)\b", start):
        raise NotARelease("not a release but a list of releases (XML)", url=url)
    if "<" not in text:
        raise NotARelease("not a page: there is no markup in it", url=url)


def _title_of(soup: BeautifulSoup, meta: Mapping[str, str], text: str) -> str:
    title = tidy(meta.get("articletitle", ""))
    if title:
        return title
    for selector in selectors.possible(_TITLE_SELECTORS, text):
        for element in soup.select(selector, limit=3):
            title = tidy(elements.text_of(element))
            if title and selector == "title":
                return _in_full(soup, re.split(r"\s*[_|]\s*", title)[0])
            if title:
                return title
    return ""


def _in_full(soup: BeautifulSoup, title: str) -> str:
    """The title as the page shows it, where that says more: the period often stands there alone."""
    for element in soup.select('[class*="title" i]', limit=20):
        shown = tidy(elements.text_of(element))
        if len(title) >= LEAST_OF_A_TITLE and title in shown and len(shown) <= MOST_OF_A_TITLE:
            return shown
    return title


def _heading_above(body: Tag) -> str:
    heading = body.find_previous(["h2", "h3"])
    return tidy(elements.text_of(heading)) if isinstance(heading, Tag) else ""


def _without_repeated_title(drafts: list[Draft], title: str) -> list[Draft]:
    """Bodies often open with the title once more."""
    while drafts and title and not drafts[0].grid and _same(drafts[0].text, title) and not is_numbered_heading(title):
        drafts = drafts[1:]
    return drafts


def _same(one: str, other: str) -> bool:
    return re.sub(r"\s", "", one) == re.sub(r"\s", "", other)


def _printed_day(soup: BeautifulSoup, text: str) -> date | None:
    for selector in selectors.possible(_DATE_SELECTORS, text):
        for element in soup.select(selector, limit=3):
            day = _day(elements.text_of(element)[:200])
            if day is not None:
                return day
    said = _PUBLISHED.search(elements.visible_text(soup)[:_HEAD])
    return _day(said[1]) if said else None


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
