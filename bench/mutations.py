"""Valid samples bent out of shape, by a seed: the same number gives the same input for ever.

Each input begins as a sample that is read without complaint, so that it gets past the first check; then one to four things
are done to it. What a format is made of (its tokens, the parts of an archive) is kept in sight.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

MOST_REPEATS = 100_000
LARGEST = 1_000_000  # bytes of a grown input

# What has broken readers of any format, each legal or nearly so.
EVERYWHERE: tuple[bytes, ...] = tuple(
    text.encode("utf-8", "surrogatepass")
    for text in (
        "\x00", "\ufeff", "\ud800", "\u202e", "\u200b", "\u2028", "\x1b[2J", "\x85", "²", "٣", "Ⅷ", "①", "९", "\U000e0041", "0", "-1", "1e999", "NaN", "-Infinity",
        "9" * 40, "9" * 5000, "0." + "0" * 400 + "1", "2026-02-30", "0000-00-00", "99999-12-31", "%s%n{0}{x}", "{{7*7}}", "../../etc/passwd", "\r\n\r\n", "\\", "'", '"', "`", "$" * 9,
    )
)  # fmt: skip
CHARSETS = ("gb18030", "big5", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-7", "hz", "iso2022_jp_2", "utf-8-sig")
_NUMBER = re.compile(rb"\d+(?:\.\d+)?")
_WORD = re.compile(rb"<[^<>]{0,80}>|[^\s<>]{1,40}|\s+")

Change = Callable[[bytes, random.Random, "Kind"], bytes]


@dataclass(frozen=True)
class Kind:
    """What inputs of one sort are made of."""

    samples: Sequence[bytes]
    tokens: Sequence[bytes] = ()
    nests: Sequence[tuple[bytes, bytes]] = ()  # what opens and closes a level
    is_archive: bool = False
    largest: int = LARGEST


def mutated(kind: Kind, number: int, seed: int) -> bytes:
    drawn = random.Random(f"{seed} {number}")
    content = drawn.choice(kind.samples)
    if kind.is_archive and drawn.random() < 0.8:
        return _archive_bent(content, drawn, kind)
    return _bent(content, drawn, kind)[: kind.largest]


def _bent(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    for _ in range(drawn.randint(1, 4)):
        change = drawn.choices(_CHANGES, _WEIGHTS)[0]
        content = change(content, drawn, kind)
    return content


def _archive_bent(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    """One part of an Office file bent, or lost, or named otherwise; the archive around it sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    victim = drawn.choice(sorted(parts))
    match drawn.randrange(12):
        case 0:
            del parts[victim]
        case 1:
            parts[drawn.choice(("../x", "/etc/x", "a\\..\\b", victim.upper(), "x" * 300))] = parts.pop(victim)
        case 2:
            parts[victim] = parts[drawn.choice(sorted(parts))]
        case _:
            parts[victim] = _bent(parts[victim], drawn, kind)[: kind.largest]
    stream = io.BytesIO()
    packing = drawn.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))
    with zipfile.ZipFile(stream, "w", packing, compresslevel=1) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return stream.getvalue()


# -- changes ----------------------------------------------------------------------------------------------------------


def _span(content: bytes, drawn: random.Random, longest: int = 200) -> tuple[int, int]:
    start = drawn.randrange(len(content) + 1)
    return start, min(len(content), start + drawn.randint(0, longest))


def _cut(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    return content[: drawn.randrange(len(content) + 1)]


def _drop(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    start, end = _span(content, drawn)
    return content[:start] + content[end:]


def _double(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    start, end = _span(content, drawn, 2000)
    return content[:end] + content[start:end] * drawn.randint(1, 3) + content[end:]


def _splice(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    other = drawn.choice(kind.samples)
    start, end = _span(other, drawn, 3000)
    at = drawn.randrange(len(content) + 1)
    return content[:at] + other[start:end] + content[at:]


def _scrap(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    at = drawn.randrange(len(content) + 1)
    scrap = drawn.randbytes(drawn.randint(1, 4))
    return content[:at] + scrap + content[at + len(scrap) * drawn.randint(0, 1) :]


def _token(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    token = drawn.choice(kind.tokens if kind.tokens and drawn.random() < 0.7 else EVERYWHERE)
    found = [match.span() for match in _WORD.finditer(content[:5_000])] if drawn.random() < 0.5 else []
    start, end = drawn.choice(found) if found else (drawn.randrange(len(content) + 1),) * 2
    return content[:start] + token + content[end:]


def _number(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    found = [match.span() for match in _NUMBER.finditer(content[:5_000])]
    if not found:
        return content
    start, end = drawn.choice(found)
    other = drawn.choice((b"0", b"-1", b"1e999", b"9" * 30, b"9" * 5000, b"2147483648", b"1048576", b"0x10", b"", "²".encode(), b"1.7976931348623157e308", b"65536", b"16384"))  # fmt: skip
    return content[:start] + other + content[end:]


def _swap(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    words = _WORD.findall(content[:5_000])
    if len(words) < 2:
        return content
    one, other = drawn.randrange(len(words)), drawn.randrange(len(words))
    words[one], words[other] = words[other], words[one]
    return b"".join(words) + content[5_000:]


def _recode(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    return content.decode("utf-8", "replace").encode(drawn.choice(CHARSETS), "ignore")


def _repeat(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    """A piece again and again, up to a hundred thousand times."""
    if kind.tokens and drawn.random() < 0.5:
        piece = drawn.choice(kind.tokens)
    else:
        start, end = _span(content, drawn, 30)
        piece = content[start:end]
    times = min(int(10 ** drawn.uniform(1, 5)), MOST_REPEATS, kind.largest // max(1, len(piece)))
    at = drawn.randrange(len(content) + 1)
    return content[:at] + piece * times + content[at:]


def _nest(content: bytes, drawn: random.Random, kind: Kind) -> bytes:
    if not kind.nests:
        return _repeat(content, drawn, kind)
    opening, closing = drawn.choice(kind.nests)
    times = min(int(10 ** drawn.uniform(1, 5)), kind.largest // (2 * len(opening + closing)))
    start, end = _span(content, drawn, 300)
    closed = closing * (times if drawn.random() < 0.7 else 0)
    return content[:start] + opening * times + content[start:end] + closed + content[end:]


_CHANGES: Sequence[Change] = (_cut, _drop, _double, _splice, _scrap, _token, _number, _swap, _recode, _repeat, _nest)
_WEIGHTS = (4, 8, 8, 10, 8, 30, 10, 10, 2, 0.4, 0.4)
