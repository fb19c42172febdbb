"""What an HTTP answer means: its status, when to come back, how its body is packed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from sources.errors import Blocked, FetchError, Forbidden, Moved, Unreachable
from sources.firewall import BLOCKING_STATUS, challenge_in


def refusal(status: int, headers: Mapping[str, str], opening: bytes = b"") -> FetchError:
    """What a status other than 200 means; `opening` is how its body begins."""
    if status in BLOCKING_STATUS:
        said = challenge_in(opening) or " ".join(opening.decode("utf-8", "replace").split())[:80] or "no body"
        return Blocked(f"status {status}: {said}", status=status)
    if status in (404, 410):
        return Moved(f"status {status}: moved or withdrawn", status=status)
    if status == 429 or status >= 500:
        return Unreachable(f"status {status}", status=status, retry_after=_retry_after(headers))
    return FetchError(f"status {status} was not expected", status=status)


def worth_a_retry(longest_wait: float) -> Callable[[Exception], bool]:
    """Only what says `retryable`, and not where the server asks for more patience than a visit has."""

    def decide(error: Exception) -> bool:
        if not isinstance(error, FetchError) or not error.retryable:
            return False
        asked = error.retry_after if isinstance(error, Unreachable) else None
        return asked is None or asked <= longest_wait

    return decide


def pause(error: Unreachable, attempt: int, longest_wait: float) -> float:
    """Seconds until the next attempt: 2, 8, 32, or what the server asked for."""
    return min(error.retry_after if error.retry_after is not None else 2.0 * 4 ** (attempt - 1), longest_wait)


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from either form of the header; a date counts from the server's own clock."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        wanted, sent = (parsedate_to_datetime(value) for value in (text, headers.get("date", "")))
    except (ValueError, OverflowError):  # a year of thirty digits
        return None
    return max(0.0, (wanted.astimezone(UTC) - sent.astimezone(UTC)).total_seconds())


class Plain:
    """A body that was sent as it is."""

    complete = True

    def __call__(self, chunk: bytes, room: int) -> bytes:
        return chunk[:room]


class Inflater:
    """gzip or deflate, never giving out more than there is room for."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 32)

    def __call__(self, chunk: bytes, room: int) -> bytes:
        try:
            return self._stream.decompress(chunk, room)
        except zlib.error as error:
            raise Unreachable(f"body cannot be decompressed: {error}") from error

    @property
    def complete(self) -> bool:
        return self._stream.eof


def inflater(encoding: str) -> Plain | Inflater:
    match encoding.strip().lower():
        case "" | "identity":
            return Plain()
        case "gzip" | "deflate":
            return Inflater()
        case other:
            raise Forbidden(f"body is packed as {other}, which was not asked for")
