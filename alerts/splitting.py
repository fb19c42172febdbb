"""A long text in parts that a channel takes: limits are in bytes, cuts fall between characters."""

from __future__ import annotations

import unicodedata

from alerts.languages import Language

_ROOM_FOR_NUMBERING = 32


def split(text: str, limit: int | None, language: Language) -> tuple[str, ...]:
    """The text in parts of at most `limit` bytes of UTF-8, each but a single one headed "n of m".

    Cut between paragraphs where possible, else between lines, else between characters. Raises ValueError where the
    limit leaves no room for anything.
    """
    if limit is None or _size(text) <= limit:
        return (text,)
    if limit <= _ROOM_FOR_NUMBERING + 8:
        raise ValueError(f"a limit of {limit} bytes leaves no room for a message")
    chunks = _packed(text, limit - _ROOM_FOR_NUMBERING)
    return tuple(f"{_numbering(n, len(chunks), language)}\n{chunk}" for n, chunk in enumerate(chunks, 1))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, the cut shown."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _packed(text: str, room: int) -> list[str]:
    """Pieces joined again as long as they fit."""
    chunks: list[str] = []
    current = ""
    for piece in _pieces(text, room):
        if current and _size(current) + _size(piece) > room:
            chunks.append(current)
            current = ""
        current += piece
    chunks.append(current)
    kept = [chunk.strip("\n") for chunk in chunks]
    return [chunk for chunk in kept if chunk]


def _pieces(text: str, room: int) -> list[str]:
    """Paragraphs; where one is too long its lines; where one is too long its characters. All of the text, in order."""
    pieces: list[str] = []
    for paragraph in _cut_after(text, "\n\n"):
        if _size(paragraph) <= room:
            pieces.append(paragraph)
            continue
        for line in _cut_after(paragraph, "\n"):
            pieces.extend([line] if _size(line) <= room else _cut_between_characters(line, room))
    return pieces


def _cut_after(text: str, separator: str) -> list[str]:
    parts = text.split(separator)
    return [part + separator for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


def _cut_between_characters(line: str, room: int) -> list[str]:
    pieces, start, used = [], 0, 0
    for place, char in enumerate(line):
        size = _size(char)
        if used + size > room:
            cut = _before_marks(line, place, start)
            pieces.append(line[start:cut])
            start, used = cut, _size(line[cut:place])
        used += size
    return [*pieces, line[start:]]


def _before_marks(line: str, place: int, start: int) -> int:
    """Not between a letter and its combining marks, as long as that leaves anything."""
    cut = place
    while cut > start + 1 and unicodedata.combining(line[cut]):
        cut -= 1
    return cut if not unicodedata.combining(line[cut]) else place


def _numbering(n: int, of: int, language: Language) -> str:
    return f"（第{n}条，共{of}条）" if language is Language.ZH else f"({n} of {of})"


def _size(text: str) -> int:
    return len(text.encode("utf-8"))
