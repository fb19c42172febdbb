"""Answers that come from a firewall and not from the site: recognised, never solved.

The marks are those seen in the field: a challenge that sets a cookie by script, a page that asks for JavaScript, a
refusal with an address in it. Most come with a telling status; the rest answer 200.
"""

from __future__ import annotations

import re

BLOCKING_STATUS = frozenset({401, 403, 412, 521})

# Marks that no release has, looked for in text bodies up to the size that challenge pages reach.
_LARGEST_CHALLENGE = 64 * 1024
_MARKS = (
    (rb"\$_ts\s*=\s*window|window\[['\"]\$_ts", "script challenge ($_ts)"),
    (rb"__?jsl_clearance|__jsluid", "cookie challenge (jsl)"),
    (rb"acw_sc__v2", "cookie challenge (acw_sc__v2)"),
    (rb"EO_Bot_Ssid", "cookie challenge (EO_Bot_Ssid)"),
    (rb"wzws[_-]", "cookie challenge (wzws)"),
    (rb"(?i)please enable javascript and refresh", "asks for JavaScript"),
    (rb"<title>\s*Just a moment", "interstitial page"),
    (rb"reason:\s*UrlACL", "refused by address (UrlACL)"),
)
# Words that an article may hold too: they count only in a page too small to be one.
_LARGEST_NOTICE = 4 * 1024
_NOTICES = tuple(
    (word, word.encode(charset)) for word in ("验证码", "安全验证", "访问过于频繁") for charset in ("utf-8", "gb18030")
)
_TEXT = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*[<{\[(]")


def challenge_in(content: bytes) -> str | None:
    """What makes this body a firewall's, in words; None where nothing does."""
    if len(content) > _LARGEST_CHALLENGE or not _TEXT.match(content[:64]):
        return None
    for pattern, words in _MARKS:
        if re.search(pattern, content):
            return words
    if len(content) <= _LARGEST_NOTICE:
        return next((f"asks for a check ({word})" for word, mark in _NOTICES if mark in content), None)
    return None


def challenge_in_redirect(asked: str, target: str) -> str | None:
    """A redirect that only wants a cookie set: to the same address, or to the firewall's own."""
    if target == asked:
        return "redirects to itself for a cookie"
    return "redirects to a cookie challenge (wzws)" if "wzws" in target.lower() else None
