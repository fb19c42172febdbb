"""What went wrong in looking and in sending, worded for people in both languages. Pure.

Errors speak English to whoever runs the program. A receiver gets a sentence of his own language instead, and of the error
only what is the same in any language (status, code, address); the whole text stands in `ningbo-monitor explain`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from alerts.rules import Words
from sources.releases import VisitOutcome

_OUTCOMES = {
    VisitOutcome.NEW: Words("有新内容", "something new"),
    VisitOutcome.UNCHANGED: Words("无变化", "unchanged"),
    VisitOutcome.VALID_EMPTY: Words("栏目为空", "an empty column"),
    VisitOutcome.BLOCKED: Words("网站拒绝访问", "the site refuses us"),
    VisitOutcome.LAYOUT_CHANGED: Words("页面结构与以往不同", "the page is not built as before"),
    VisitOutcome.MOVED: Words("网页已不在原处", "the page is gone from its address"),
    VisitOutcome.FAILED: Words("网页打不开", "the page cannot be had"),
}

Table = Sequence[tuple[re.Pattern[str], str, str]]

_SEEN: Table = [
    (re.compile(pattern), zh, en)
    for pattern, zh, en in (
        (r"not asked, since \S+ refused", "同一网站刚刚拒绝了其他栏目，未再访问", "not asked, since it refused other columns"),
        (r"robots\.txt .*disallows", "网站的robots.txt不允许访问", "its robots.txt does not allow it"),
        (r"(?:status|HTTP) (\d{3})\b.*(?:challenge|cookie|asks for a check|script)", "返回HTTP {0}，要求浏览器验证", "it answers HTTP {0} and wants a browser check"),
        (r"(?:status|HTTP) (\d{3})\b", "返回HTTP {0}", "it answers HTTP {0}"),
        (r"did not answer in time|too long|too slowly", "超时未响应", "it does not answer in time"),
        (r"cannot be resolved", "域名无法解析", "its name cannot be resolved"),
        (r"connection failed|cut off|decompressed", "连接中断", "the connection breaks"),
        (r"redirect", "网址反复跳转", "it only redirects"),
        (r"(\d+) rows where there were (\d+)", "原有{1}条，现仅{0}条", "{0} rows where there were {1}"),
        (r"no row has a (?:title|date)", "列表缺标题或日期", "its rows lack titles or dates"),
        (r"it is no release any more", "原发布页已换成其他内容", "another page stands where the release was"),
        (r"no body found|several different bodies", "找不到正文", "the text is not where it was"),
        (r"no link says", "找不到栏目入口", "no link leads to the column"),
        (r"nothing|no figure|no number", "未读出任何数字", "nothing could be read"),
    )
]  # fmt: skip

_SENT: Table = [
    (re.compile(pattern), zh, en)
    for pattern, zh, en in (
        (r"refused with code (-?\d+)(?:: (?P<own>.+))?", "对方拒收，返回码{0}", "the service refused it with code {0}"),
        (r"HTTP (\d{3})(?: (?P<own>.+))?", "对方返回HTTP {0}", "the service answered HTTP {0}"),
        (r"no longer in the receivers file", "接收者已不在配置文件中", "it is no longer in the receivers file"),
        (r"neither the environment nor a file .* gives ([A-Z0-9_, ]+)", "缺少密钥{0}", "the secret {0} is missing"),
        (r"not one that Apprise knows", "地址写错，无法识别", "its address cannot be understood"),
        (r"cannot be worded", "消息生成失败", "the message could not be worded"),
        (r"every sender stopped", "发送程序每次都中断", "every sender stopped before it had an answer"),
        (r"Timeout", "对方超时未响应", "the service did not answer in time"),
        (r"Connection|no answer", "连接不上对方", "the service could not be reached"),
    )
]  # fmt: skip


def looked(outcome: VisitOutcome, evidence: str) -> Words:
    """What came of a look: its outcome, and the reason where it is one that is known."""
    said, more = _OUTCOMES[outcome], _worded(evidence, _SEEN)
    return Words(_and(said.zh, more.zh, "，"), _and(said.en, more.en, ": "))


def undelivered(problem: str) -> Words:
    """Why a message did not arrive."""
    known = _worded(problem, _SENT)
    return known if known.zh else Words("发送失败", "sending failed")


def _worded(text: str, table: Table) -> Words:
    """By the first pattern that fits; `own`, the other side's own words, stand as it wrote them."""
    for pattern, zh, en in table:
        found = pattern.search(text)
        if found is not None:
            own = found.groupdict().get("own")
            said = Words(zh.format(*found.groups()), en.format(*found.groups()))
            return Words(f"{said.zh}（对方原话：{own}）", f"{said.en} (its words: {own})") if own else said
    return Words()


def _and(said: str, more: str, between: str) -> str:
    return f"{said}{between}{more}" if more else said
