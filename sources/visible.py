"""Which characters of foreign text are shown: no terminal codes, no direction marks, nothing of no width. Pure."""

from __future__ import annotations

import unicodedata

_BREAKS = {"Zl", "Zp"}
_DROPPED = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, invisible formats (bidi, zero width, tags), surrogates, private


def visible(char: str) -> str:
    """The character, a space for any blank, nothing for what cannot be seen."""
    if char.isspace():
        return " "
    if "\x80" <= char <= "\x9f":
        return (
            "\ufffd"  # terminals obey these too; but a dash of another charset lands here, and 1–4 must not become 14
        )
    category = unicodedata.category(char)
    return " " if category in _BREAKS else ("" if category in _DROPPED else char)


def printable(text: str) -> str:
    """Text as it may go to a terminal: its lines and tabs, and nothing that a terminal would obey."""
    if text.isprintable():
        return text
    return "".join(char if char in "\n\t" else visible(char) for char in text)


def one_line(text: str) -> str:
    """The same on one line, as a log or an error wants it."""
    return " ".join(printable(text).split())
