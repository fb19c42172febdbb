"""What each rehearsed host answers on a day: by host and path, as the real ones would."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from urllib.parse import parse_qs, urlsplit

from sources.rehearsal import markup
from sources.rehearsal.record import FaultKind, Release, Site, record

HTML, JSON = "text/html; charset=utf-8", "application/json; charset=utf-8"
DOCX = "application/octet-stream"
MIIT_QUERY = {
    "parseType": "buildstatic",
    "webId": "8d828e408d90447786ddbe128d495e9e",
    "tplSetId": "209741b2109044b5b7695700b2bec37e",
    "pageType": "column",
    "tagId": "右侧内容",
    "editType": "null",
    "pageId": "a7180b76aadf4a2ca625f403045cbaae",
}
ZHEJIANG_QUERY = {
    "parseType": "bulidstatic",  # misspelt on the real site too
    "webId": "3077",
    "tplSetId": "XY4xf9Yl4IKd7uKwPD0zP",
    "pageType": "column",
    "tagId": "当前栏目_list",
    "editType": "null",
    "pageId": markup.ZHEJIANG,
}
SITES_OF = {
    "www.miit.gov.cn": (Site.MIIT,),
    "wap.miit.gov.cn": (Site.MIIT,),
    "tjj.ningbo.gov.cn": (Site.NINGBO_TABLE, Site.NINGBO_NOTE),
    "tjj.zj.gov.cn": (Site.ZHEJIANG,),
    "www.stats.gov.cn": (Site.NBS,),
}


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(host: str, target: str, day: date, faults: frozenset[FaultKind]) -> Answer:
    """The answer of a host to a GET on a day."""
    parts = urlsplit(target)
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    for fault in faults:
        broken = _broken(fault, target)
        if broken is not None:
            return broken
    if FaultKind.PAGE_ONE_AGAIN in faults:
        query.pop("paramJson", None)
    sound = _sound(host, parts.path, query, day)
    if FaultKind.OTHER_LAYOUT in faults:
        return _renamed(sound)
    if FaultKind.WRONG_CHARSET in faults and sound.content_type == HTML:
        text = sound.body.decode().replace('<meta charset="utf-8">', '<meta charset="gb2312">')
        return Answer(sound.status, "text/html", text.encode("gb18030"))
    return sound


def _sound(host: str, path: str, query: Mapping[str, str], day: date) -> Answer:
    releases = record().releases
    match host, path:
        case (("www.miit.gov.cn" | "wap.miit.gov.cn"), "/zwgk/wjgs/index.html"):
            return _page(markup.unit_shell("工业和信息化部", "文件公示", MIIT_QUERY))
        case (("www.miit.gov.cn" | "wap.miit.gov.cn"), markup.UNIT_PATH):
            return _unit(markup.on_or_before(releases, Site.MIIT, day), MIIT_QUERY, query)
        case "tjj.zj.gov.cn", "/col/col1562009/index.html":
            return _page(markup.unit_shell("浙江省统计局", "统计快讯", ZHEJIANG_QUERY))
        case "tjj.zj.gov.cn", markup.UNIT_PATH:
            return _unit(markup.on_or_before(releases, Site.ZHEJIANG, day), ZHEJIANG_QUERY, query)
        case "tjj.ningbo.gov.cn", "/col/col1229042830/index.html":
            return _page(markup.year_tables(markup.on_or_before(releases, Site.NINGBO_TABLE, day)))
        case "tjj.ningbo.gov.cn", "/col/col1229629629/index.html":
            return _page(markup.inline_column(markup.on_or_before(releases, Site.NINGBO_NOTE, day)))
        case "www.stats.gov.cn", "/sj/zxfb/":
            return _with_etag(_page(markup.static_list(markup.on_or_before(releases, Site.NBS, day))))
        case _:
            return _article_or_file(host, path, query, day)


def _article_or_file(host: str, path: str, query: Mapping[str, str], day: date) -> Answer:
    for release in record().releases:
        if release.site not in SITES_OF.get(host, ()) or release.day > day:
            continue
        if path == markup.address_of(release):
            return _page(markup.article(release))
        if release.attachment and query.get("fileUrl") == release.key:
            return Answer(200, DOCX, _attachment(release))
    return Answer(404, HTML, "<html><body>页面不存在</body></html>".encode())


@cache
def _attachment(release: Release) -> bytes:
    return markup.attachment(release)


def _unit(releases: list[Release], expected: Mapping[str, str], query: Mapping[str, str]) -> Answer:
    """The unit API knows its own ids and pages only through `paramJson`."""
    if any(query.get(key) != expected[key] for key in ("webId", "pageId", "tagId", "parseType")):
        return Answer(200, JSON, b'{"success": false, "code": "500", "message": "unit not found"}')
    paging = json.loads(query.get("paramJson", "{}"))
    page, size = int(paging.get("pageNo", 1)), int(paging.get("pageSize", 24))
    return Answer(200, JSON, markup.unit_answer(releases, expected["tagId"], page, size).encode())


def _page(html: str) -> Answer:
    return Answer(200, HTML, html.encode())


def _with_etag(given: Answer) -> Answer:
    return Answer(
        given.status, given.content_type, given.body, {"ETag": f'"{hashlib.sha256(given.body).hexdigest()[:20]}"'}
    )


_LIST_NAMES = (
    b"TJNw016",
    b"list-content",
    b"datastore",
    b"record",
    b"unitbuild",
    b"build/unit",
    b"querydata",
    b"queryData",
)


def _renamed(given: Answer) -> Answer:
    """The page after a redesign: the same words under other names."""
    body = given.body
    for name in _LIST_NAMES:
        body = body.replace(name, b"x" + name[::-1])
    return Answer(given.status, given.content_type, body, given.headers)


_BODIES = {
    FaultKind.FIREWALL: (403, "<html>拒绝访问 reason:UrlACL Client IP: 203.0.113.5</html>"),
    FaultKind.COOKIE_CHALLENGE: (
        521,
        "<script>document.cookie=('_')+('_jsl_clearance')+'=1';location.href=location.pathname</script>",
    ),
    FaultKind.SCRIPT_CHALLENGE: (412, '<meta id="x" content="1"><script>$_ts=window["$_ts"];</script>'),
    FaultKind.PLEASE_ENABLE: (200, "<html><body>Please enable JavaScript and refresh the page.</body></html>"),
    FaultKind.INTERSTITIAL: (200, "<html><head><title>Just a moment</title></head><body></body></html>"),
    FaultKind.REDIRECT_SHELL: (200, '<script>window.location.href="/search/wjfb.html"</script>'),
    FaultKind.NOT_FOUND: (404, "<html><body>404</body></html>"),
    FaultKind.SERVER_ERROR: (500, "<html><body>500</body></html>"),
}


def _broken(fault: FaultKind, target: str) -> Answer | None:
    is_unit = urlsplit(target).path == markup.UNIT_PATH
    if fault in _BODIES:
        status, body = _BODIES[fault]
        return Answer(status, HTML, body.encode())
    match fault:
        case FaultKind.BUSY:
            return Answer(429, HTML, b"busy", {"Retry-After": "2"})
        case FaultKind.ELSEWHERE:
            return Answer(302, HTML, b"", {"Location": "https://nobody.example/"})
        case FaultKind.ITSELF:
            return Answer(302, HTML, b"", {"Location": target, "Set-Cookie": "seen=1"})
        case FaultKind.HTML_AS_FILE if "fileName=" in target:
            return Answer(200, DOCX, "<html><body>系统繁忙</body></html>".encode())
        case FaultKind.OVERSIZED:
            return Answer(200, HTML, b"x" * (12 * 1024 * 1024))
        case FaultKind.EMPTY_SHELL if not is_unit:
            return _page(
                '<html><head><meta name="SiteName" content="x"></head><body><div class="clist_con"></div></body></html>'
            )
        case FaultKind.EMPTY_UNIT if is_unit:
            return Answer(200, JSON, b'{"success": true, "code": "200", "data": {"html": ""}}')
        case FaultKind.REFUSING_UNIT if is_unit:
            return Answer(200, JSON, b'{"success": false, "code": "500", "message": "method not supported"}')
        case FaultKind.HTML_FOR_JSON if is_unit:
            return _page("<html><body>系统繁忙</body></html>")
        case _:
            return None
