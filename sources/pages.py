"""The bytes of a release page to its text, tables, dates and attachments. Structure not understood is an error.

Answers for pages of releases only; lists of releases are read elsewhere. The HTML parser is touched here and in
its helpers `elements.py` and `links.py` alone, and no parser element leaves them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bs4 import BeautifulSoup, Tag

from sources import elements, selectors
from sources.errors import LayoutChanged, NotARelease
from sources.links import attachments_beside, attachments_of
from sources.reading.lines import is_numbered_heading
from sources.reading.paragraphs import with_title
from sources.reading.text import BlockKind, Document, Draft, build, tidy
from sources.releases import Attachment

MOST_BYTES = 10_000_000
MOST_TABLES = 2_000

# Where these sites put the body, in the order to try. Each is one template seen in the field.
BODY_SELECTORS = (
    "#con_con",
    ".ccontent",
    "div.main_section",
    "#zoom",
    ".bt-box-1170.c1",
    ".wrapper_detail_text",
    ".article-content",
    ".article-conter",
    "#bt-box-zoom",
    "#ivs_content",
    ".TRS_Editor",
    ".TRS_UEDITOR",
    ".trs_editor_view",
    ".detail-text-content",
)
_TITLE_SELECTORS = ("#con_title", ".detail-title h1", "h1", "title")
_DATE_SELECTORS = ("#con_time", ".detail-title-des", ".cinfo", ".pub_time", ".date", ".time")
# Meta tags that only the monitored platforms write: such a page must have one of the bodies above.
_PLATFORM = ("siteidcode", "articletitle", "pubdate", "columnname", "sitename", "colid", "webid")
_CHALLENGES = (
    ("please enable javascript", "asks for JavaScript"),
    ("$_ts", "a challenge script ($_ts)"),
    ("__jsl", "a challenge script (__jsl)"),
    ("_jsl_clearance", "a challenge script (jsl_clearance)"),
    ("acw_sc__v2", "a challenge script (acw_sc__v2)"),
    ("eo_bot_ssid", "a challenge script (EO_Bot_Ssid)"),
    ("wzws", "a challenge script (wzws)"),
    ("urlacl", "refused by address (UrlACL)"),
    ("just a moment", "an interstitial page"),
    ("验证码", "asks for a captcha"),
    ("安全验证", "asks for a security check"),
    ("访问过于频繁", "refused as too frequent"),
)
_ERRORS = re.compile(
    r"页面不存在|(?:访问|查找|请求)的(?:页面|内容|资源|信息)[^。]{0,12}(?:不存在|已(?:被)?删除|找不到)|404 not found|403 forbidden"
    r"|502 bad gateway|503 service|access denied|internal server error",
    re.IGNORECASE,
)
_REDIRECT = re.compile(r"location(?:\.href)?\s*=|location\.replace\s*\(|http-equiv=[\"']?refresh", re.IGNORECASE)
_SHORT = 400  # characters of visible text below which a page without a known body may be a notice of the server
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


def read_page(content: bytes, content_type: str = "", *, url: str = "") -> Page:
    """Read a release page; `url` makes relative attachment links absolute.

    Raises NotARelease for what is no release (challenge, redirect, empty shell, another type of file), LayoutChanged
    for a page of a known platform whose body is not where it should be.
    """
    if len(content) > MOST_BYTES:
        raise NotARelease(f"the page has {len(content)} bytes, more than {MOST_BYTES}", url=url)
    text = decode(content, content_type)
    _check_is_html(content, text, url)
    if text.lower().count("<table") > MOST_TABLES:
        raise LayoutChanged(f"more than {MOST_TABLES} tables on one page", url=url, where="table")
    soup = elements.parse(text)
    meta = elements.meta_of(soup)
    body = _body_of(soup, meta, text, url)
    title = _title_of(soup, meta, text)
    attachments = attachments_of(body, url) or attachments_beside(soup, url)
    drafts = _without_repeated_title(elements.drafts_of(body), title)
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


def _body_of(soup: BeautifulSoup, meta: Mapping[str, str], text: str, url: str) -> Tag:
    """The one element that holds the release."""
    ambiguous = ""
    empty: Tag | None = None
    for selector in selectors.possible(BODY_SELECTORS, text):
        found = selectors.distinct(soup, selector)
        filled = [element for element in found if elements.has_content(element)]
        if len(filled) == 1:
            return filled[0]
        if len(filled) > 1:
            ambiguous = ambiguous or selector
        elif found:
            empty = empty or found[0]
    between = elements.between_markers(soup)
    if between is not None:
        return between
    if ambiguous:
        raise LayoutChanged(f"several different bodies match {ambiguous}", url=url, where=ambiguous)
    visible = elements.visible_text(soup)
    _check_is_no_challenge(text, visible, url)
    if empty is not None:
        if attachments_beside(soup, url):
            return empty
        raise NotARelease("the body of the page is empty", url=url, where="body")
    _check_is_no_shell(text, visible, meta, url)
    return _unknown_template(soup, meta, url)


def _check_is_no_challenge(text: str, visible: str, url: str) -> None:
    if len(visible) > _SHORT:
        return
    lowered = text.lower()
    for mark, what in _CHALLENGES:
        if mark in lowered:
            raise NotARelease(f"not a release but a challenge page: {what}", url=url, where=mark)
    if _ERRORS.search(visible):
        raise NotARelease("not a release but an error page of the site", url=url)
    if len(visible) < 40 and _REDIRECT.search(text):
        raise NotARelease("not a release but a redirect by script", url=url)


def _check_is_no_shell(text: str, visible: str, meta: Mapping[str, str], url: str) -> None:
    if not visible:
        raise NotARelease("an empty shell: no text on the page", url=url)
    if "articletitle" not in meta and ("unitbuild.js" in text or "<datastore" in text):
        raise NotARelease("not a release but a column of releases", url=url)


def _unknown_template(soup: BeautifulSoup, meta: Mapping[str, str], url: str) -> Tag:
    """A page of another office or a saved copy: the whole of it, or the one article on it, without the furniture."""
    known = [name for name in _PLATFORM if meta.get(name)]
    if known:
        raise LayoutChanged("no body found: none of the known selectors matched", url=url, where=BODY_SELECTORS[0])
    elements.drop_furniture(soup)
    for selector in ("article", "main"):
        found = [element for element in selectors.distinct(soup, selector) if elements.has_content(element)]
        if len(found) == 1:
            return found[0]
    body = soup.body or soup
    if elements.is_link_list(body):
        raise NotARelease("not a release but a list of links", url=url)
    if not elements.has_content(body):
        raise NotARelease("an empty shell: no text on the page", url=url)
    return body


def _title_of(soup: BeautifulSoup, meta: Mapping[str, str], text: str) -> str:
    title = tidy(meta.get("articletitle", ""))
    if title:
        return title
    for selector in selectors.possible(_TITLE_SELECTORS, text):
        for element in soup.select(selector, limit=3):
            title = tidy(elements.text_of(element))
            if title:
                return re.split(r"\s*[_|]\s*", title)[0] if selector == "title" else title
    return ""


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
    return None


def _day(text: str) -> date | None:
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
