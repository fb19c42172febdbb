"""How a rehearsed answer fails: instead of the site, inside its page, or in the rows it shows."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from sources.rehearsal.listmarkup import UNIT_PATH, Line
from sources.rehearsal.record import FaultKind

HTML, JSON, FILE = "text/html; charset=utf-8", "application/json; charset=utf-8", "application/octet-stream"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def html(text: str, status: int = 200) -> Answer:
    return Answer(status, HTML, text.encode())


_BODIES = {
    FaultKind.FIREWALL: (403, "<html>拒绝访问 reason:UrlACL Client IP: 203.0.113.5</html>"),
    FaultKind.COOKIE_CHALLENGE: (
        521,
        "<script>document.cookie=('_')+('_jsl_clearance')+'=1';location.href=location.pathname</script>",
    ),
    FaultKind.SCRIPT_CHALLENGE: (412, '<meta id="x" content="1"><script>$_ts=window["$_ts"];</script>'),
    FaultKind.PLEASE_ENABLE: (200, "<html><body>Please enable JavaScript and refresh the page.</body></html>"),
    FaultKind.INTERSTITIAL: (200, "<html><head><title>Just a moment</title></head><body></body></html>"),
    FaultKind.CAPTCHA: (200, "<html><body>访问过于频繁，请输入验证码</body></html>"),
    FaultKind.REDIRECT_SHELL: (200, '<script>window.location.href="/search/wjfb.html"</script>'),
    FaultKind.EMPTY_BODY: (200, ""),
    FaultKind.NOT_FOUND: (404, "<html><body>404</body></html>"),
    FaultKind.SERVER_ERROR: (500, "<html><body>500</body></html>"),
    FaultKind.UNAVAILABLE: (503, "<html><body>503</body></html>"),
}


def instead(fault: FaultKind, target: str) -> Answer | None:
    """What is sent instead of the answer, None where the fault leaves it."""
    path = urlsplit(target).path
    is_unit, is_file, is_article = path == UNIT_PATH, "fileName=" in target, "/art" in path
    if fault in _BODIES:
        status, body = _BODIES[fault]
        return html(body, status)
    match fault:
        case FaultKind.BUSY:
            return Answer(429, HTML, b"busy", {"Retry-After": "2"})
        case FaultKind.BUSY_FOR_HOURS:
            return Answer(429, HTML, b"busy", {"Retry-After": "7200"})
        case FaultKind.ELSEWHERE:
            return Answer(302, HTML, b"", {"Location": "https://nobody.example/"})
        case FaultKind.ITSELF:
            return Answer(302, HTML, b"", {"Location": target, "Set-Cookie": "seen=1"})
        case FaultKind.OVERSIZED:
            return Answer(200, HTML, b"x" * (12 * 1024 * 1024))
        case FaultKind.HTML_AS_FILE if is_file:
            return Answer(200, FILE, "<html><body>系统繁忙</body></html>".encode())
        case FaultKind.THROTTLED_FILE if is_file:
            return Answer(429, HTML, b"busy", {"Retry-After": "3600"})
        case FaultKind.EMPTY_SHELL if not is_unit and not is_article:
            head = '<meta name="SiteName" content="x">'
            return html(f'<html><head>{head}</head><body><div class="clist_con"></div></body></html>')
        case FaultKind.EMPTY_UNIT if is_unit:
            return Answer(200, JSON, b'{"success": true, "code": "200", "data": {"html": ""}}')
        case FaultKind.REFUSING_UNIT if is_unit:
            return Answer(200, JSON, b'{"success": false, "code": "500", "message": "method not supported"}')
        case FaultKind.HTML_FOR_JSON if is_unit:
            return html("<html><body>系统繁忙</body></html>")
        case _:
            return None


def lines_under(lines: Sequence[Line], faults: Set[FaultKind], host: str) -> list[Line]:
    """The rows of a list as a fault leaves them."""
    shown = list(lines)
    if FaultKind.ROWS_GONE in faults:
        return []
    if FaultKind.PINNED in faults:
        shown = [*shown[-1:], *shown[:-1]]
    if FaultKind.NO_DATES in faults:
        shown = [replace(line, day="") for line in shown]
    if FaultKind.MOVED_ADDRESSES in faults:
        shown = [replace(line, href=_elsewhere(line.href, host)) for line in shown]
    if FaultKind.LINKS_ELSEWHERE in faults:
        shown = [replace(line, href="https://friend.example/art/2026/art_1_2.html") for line in shown]
    return shown


def bent(given: Answer, faults: Set[FaultKind]) -> Answer:
    """The answer as faults inside the page leave it."""
    if FaultKind.OTHER_LAYOUT in faults:
        given = replace(given, body=_renamed(given.body))
    if FaultKind.OTHER_SITE in faults:
        given = replace(given, body=given.body.replace(b"bm07000001", b"bm99000009"))
    if FaultKind.FLAPPING in faults and given.content_type == HTML:
        counter = f'<script>var authorizedReadUnitId="{next(_REQUESTS)}"</script></body>'
        given = Answer(given.status, HTML, given.body.replace(b"</body>", counter.encode()))
    if FaultKind.WRONG_CHARSET in faults and given.content_type == HTML:
        text = given.body.decode().replace('<meta charset="utf-8">', '<meta charset="gb2312">')
        return Answer(given.status, "text/html", text.encode("gb18030"))
    return given


_REQUESTS = itertools.count(1)
_LIST_NAMES = (b"TJNw016", "内容".encode(), b"list-content", b"datastore", b"record", b"unitbuild", b"build/unit", b"querydata", b"queryData",
               b"dataproxy", b"channel", b"groupData", b"titleWrapper", b"list\"", b"<li", b"</li>")  # fmt: skip


def _renamed(body: bytes) -> bytes:
    """The page after a redesign: the same words under other names."""
    for name in _LIST_NAMES:
        body = body.replace(name, b"x" + name[::-1])
    return body


def _elsewhere(href: str, host: str) -> str:
    """The same article under another column, by http and with the host."""
    folder, _, name = href.rpartition("/")
    moved = href if "/art_" not in href or href.startswith("/art/") else f"/col/col1200000001/art/2026/{name}"
    return f"http://{host}{moved}" if moved.startswith("/") and folder else href
