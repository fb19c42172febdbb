"""Which element of a page holds the release: the ladder of known templates, then the rule for the unknown ones.

What is no release at all (challenge, error, redirect, empty shell, column of releases) is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from sources import elements, selectors
from sources.errors import LayoutChanged, NotARelease
from sources.links import attachments_beside
from sources.running_text import LEAST, RunningText

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
    "#UCAP-CONTENT",
)
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


@dataclass(frozen=True, slots=True)
class Body:
    """`by_rule`: no known template; found as the one block of running text."""

    element: Tag
    by_rule: bool = False


def body_of(soup: BeautifulSoup, meta: Mapping[str, str], text: str, url: str) -> Body:
    """The one element that holds the release; `text` is the page as received. Raises NotARelease, LayoutChanged."""
    ambiguous = ""
    empty: Tag | None = None
    for selector in selectors.possible(BODY_SELECTORS, text):
        found = selectors.distinct(soup, selector)
        filled = [element for element in found if elements.has_content(element)]
        if len(filled) == 1:
            return Body(filled[0])
        if len(filled) > 1:
            ambiguous = ambiguous or selector
        elif found:
            empty = empty or found[0]
    between = elements.between_markers(soup)
    if between is not None:
        return Body(between)
    if ambiguous:
        raise LayoutChanged(f"several different bodies match {ambiguous}", url=url, where=ambiguous)
    visible = elements.visible_text(soup)
    _check_is_no_challenge(text, visible, url)
    if empty is not None:
        if attachments_beside(soup, url):
            return Body(empty)
        raise NotARelease("the body of the page is empty", url=url, where="body")
    _check_is_no_shell(text, visible, meta, url)
    elements.drop_furniture(soup)
    if any(meta.get(name) for name in _PLATFORM):
        return Body(_by_rule(soup, url), by_rule=True)
    return Body(_of_another_office(soup, url))


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


def _by_rule(soup: BeautifulSoup, url: str) -> Tag:
    """A monitored platform in a template that nobody has seen: the one block of running text."""
    text = _without_asides(soup)
    holders = text.holders()
    if text.weight(holders[0]) < LEAST and len(holders) == 1:
        raise LayoutChanged(
            "no body found: no known selector matched, and there is no text", url=url, where=BODY_SELECTORS[0]
        )
    if len(holders) > 1:
        raise LayoutChanged(
            "no body found: several blocks of text, none clearly the release", url=url, where=BODY_SELECTORS[0]
        )
    if text.is_list_of_releases(holders[0]) or elements.is_link_list(holders[0]):
        raise NotARelease("not a release but a list of releases", url=url)
    return holders[0]


def _of_another_office(soup: BeautifulSoup, url: str) -> Tag:
    """A page of another office or a saved copy: the whole of it, or the one article on it, without the furniture."""
    for selector in ("article", "main"):
        found = [element for element in selectors.distinct(soup, selector) if elements.has_content(element)]
        if len(found) == 1:
            return found[0]
    body = soup.body or soup
    if RunningText(body).weight(body) >= LEAST:
        _without_asides(soup)
    if elements.is_link_list(body):
        raise NotARelease("not a release but a list of links", url=url)
    if not elements.has_content(body):
        raise NotARelease("an empty shell: no text on the page", url=url)
    return body


def _without_asides(soup: BeautifulSoup) -> RunningText:
    """What is left when blocks of links to other releases are taken away, unless nothing is."""
    body = soup.body or soup
    text = RunningText(body)
    asides = [element for element in text.asides() if text.weight(element) * 2 <= text.weight(body)]
    for element in asides:
        element.extract()
    return RunningText(body) if asides else text
