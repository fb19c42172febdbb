"""Text folded to one way of writing it, so that the rules need to know only that one.

Width, dashes and characters are folded one for one; `Plain` also drops spaces and line breaks that mean nothing and
remembers where every character came from, so that spans always point into the text as it was given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import opencc

_DASHES = "—–―−－〜～~‐‑‒﹣"
_FOLD = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF10, 0xFF1A)},
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF21, 0xFF3B)},
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF41, 0xFF5B)},
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("％﹪", "%"),
        **dict.fromkeys("：∶︰﹕", ":"),
        **dict.fromkeys("（﹙", "("),
        **dict.fromkeys("）﹚", ")"),
        **dict.fromkeys("［", "["),
        **dict.fromkeys("］", "]"),
        **dict.fromkeys("「『＂", "“"),
        **dict.fromkeys("」』", "”"),
        **dict.fromkeys("﹐", "，"),
        **dict.fromkeys("﹔", "；"),
        **dict.fromkeys("．", "."),
        **dict.fromkeys("＋", "+"),
        **dict.fromkeys("／", "/"),
        **dict.fromkeys("＆", "&"),
        **dict.fromkeys("＜", "<"),
        **dict.fromkeys("＞", ">"),
        **dict.fromkeys("\u3000\u00a0\u2002\u2003\u2009\u202f\t", " "),
        "﹒": ".",
    }
)
# Cyrillic and Latin letters standing for the zero of a year (seen: 二О三五).
_NO_TEXT = re.compile("[\ud800-\udfff\ue000-\uf8ff]")  # halves of characters, and our own marks; no text may hold them
_ZERO_LETTERS = re.compile(r"(?<=[一二三四五六七八九〇])[ОOоo○](?=[一二三四五六七八九〇ОOоo○])")
_TRADITIONAL = re.compile(r"[\u4e00-\u9fff]")
# Characters that a wrong encoding leaves behind: 統(tǒng)計(jì).
_BRACKETED_PINYIN = re.compile(
    r"(?<=[\u4e00-\u9fff])\([a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]*\)|(?<=[\u4e00-\u9fff])\((?:[a-z]{1,6})\)(?=[\u4e00-\u9fff]\()"
)
# Marks of notes: 18147.7亿元[1], 6.8%[2].
_NOTE_MARK = re.compile(r"(?<=[\u4e00-\u9fff\d%)”])\[\d{1,2}\]")
_BLANK = re.compile(r"[ \n\r\u200b\u200c\ufeff]+")


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def fold(text: str) -> str:
    """Half-width, plain dashes, simplified characters; always as long as `text`."""
    folded = _NO_TEXT.sub("\ufffd", _ZERO_LETTERS.sub("〇", text.translate(_FOLD)))
    return _simplified(folded) if _TRADITIONAL.search(folded) else folded


def _simplified(text: str) -> str:
    whole = str(_converter().convert(text))
    if len(whole) == len(text):
        return whole
    pieces = (str(_converter().convert(character)) for character in text)
    return "".join(piece if len(piece) == 1 else character for piece, character in zip(pieces, text, strict=True))


@dataclass(frozen=True, slots=True)
class Plain:
    """Folded text without meaningless blanks; `origin[i]` is where its character `i` stands in the document."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `text[start:end]` stands in the document."""
        if start >= end:
            return (self.origin[start], self.origin[start]) if start < len(self.origin) else (0, 0)
        return self.origin[start], self.origin[end - 1] + 1


def plain(pieces: list[tuple[str, int]]) -> Plain:
    """Join pieces of one paragraph, each with its place in the document, into plain text."""
    text = "".join(piece for piece, _ in pieces)
    origin = [start + index for piece, start in pieces for index in range(len(piece))]
    folded = fold(text)
    dropped = _dropped(folded)
    if not dropped:
        return Plain(folded, tuple(origin))
    kept: list[str] = []
    places: list[int] = []
    at = 0
    for start, end in dropped:
        kept.append(folded[at:start])
        places.extend(origin[at:start])
        at = end
    kept.append(folded[at:])
    places.extend(origin[at:])
    return Plain("".join(kept), tuple(places))


def _dropped(folded: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in _BRACKETED_PINYIN.finditer(folded)]
    spans += [match.span() for match in _NOTE_MARK.finditer(folded)] if "[" in folded else []
    for match in _BLANK.finditer(folded):
        start, end = match.span()
        before, after = folded[start - 1 : start], folded[end : end + 1]
        joins_words = _is_ascii_word(before) and _is_ascii_word(after)
        spans.append((start + 1, end) if joins_words else (start, end))
    return sorted(span for span in spans if span[0] < span[1])


def _is_ascii_word(character: str) -> bool:
    return character.isascii() and character.isalnum()
