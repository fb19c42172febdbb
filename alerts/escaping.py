"""Scraped text made harmless for the format it goes into: no markup, no links, no terminal codes of its own."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from sources.visible import visible

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#|~!+])")
_BLANK = re.compile(r"\s+")
_ADDRESS = re.compile(r"(?i)\b(https?|ftps?|file|javascript|data|mailto|tel):")
_WWW = re.compile(r"(?i)\bwww\.")
_KEPT_IN_URL = "/:?&=%#.-_~+,;@!$*"


class Ready(str):
    """Text that is already fit for the format: our own words, or an address that was checked."""

    __slots__ = ()


def clean(text: str) -> str:
    """One line of visible characters. Addresses in it can be read but not clicked."""
    shown = "".join(map(visible, text))
    line = _BLANK.sub(" ", shown).strip()
    return _WWW.sub("www．", _ADDRESS.sub(lambda m: f"{m[1]}：", line))


def for_text(text: str) -> str:
    """Plain text: angle brackets too, since some robots read <at ...> and <@...> even there."""
    return clean(text).replace("<", "＜").replace(">", "＞")


def for_markdown(text: str) -> str:
    """CommonMark: every mark that could begin markup is escaped."""
    escaped = _MARKDOWN.sub(r"\\\1", clean(text))
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def web_address(url: str) -> str:
    """The address if it is a plain http(s) one, with everything encoded that could end it; else nothing."""
    if any(visible(char) != char for char in url):
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
        return ""
    host = f"[{parts.hostname}]" if ":" in parts.hostname else quote(parts.hostname, safe=".-")
    rest = quote(url.split(parts.netloc, 1)[1], safe=_KEPT_IN_URL)
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{rest}"
