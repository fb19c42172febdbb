"""What can go wrong with a source or a file of ours.

SourceError                      publisher, url
+ FetchError                     retryable: yes / no
  - Unreachable                  timeout, reset, 5xx, 429                    yes
  - Blocked                      403, 412, 521, challenge page               no: back off for hours, say so
  - Moved                        404, 410                                    no
  - Forbidden                    a host that is not on the allow-list, a body over the limit    no
+ ReadError                      snapshot, where                             no
  - LayoutChanged                a selector matched none or many
  - NotARelease                  a challenge page, an empty shell, an error page, a file that lies about its type
  - NothingRead                  a release that must hold figures gave none
ConfigError                      file, and every problem in it together
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.visible import one_line


class SourceError(Exception):
    """Something about a publisher's site; `str()` is one clear line."""

    retryable = False

    def __init__(self, message: str, *, publisher: str = "", url: str = "") -> None:
        super().__init__(one_line(message))  # it may quote a page, and goes into logs
        self.publisher = publisher
        self.url = url


class FetchError(SourceError):
    """The bytes did not arrive. `status` is the HTTP status, or None where there was none."""

    def __init__(self, message: str, *, publisher: str = "", url: str = "", status: int | None = None) -> None:
        super().__init__(message, publisher=publisher, url=url)
        self.status = status


class Unreachable(FetchError):
    retryable = True

    def __init__(
        self,
        message: str,
        *,
        publisher: str = "",
        url: str = "",
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, publisher=publisher, url=url, status=status)
        self.retry_after = retry_after  # seconds, where the server said so


class Blocked(FetchError):
    """A firewall answered instead of the site. Left alone for hours; never evaded."""


class Moved(FetchError):
    """404 or 410: moved or withdrawn."""


class Forbidden(FetchError):
    """We refused: a host off the allow-list, an address on our own network, a body over the limit."""


class ReadError(SourceError):
    """The bytes arrived and are not what they should be. `where` names the selector, row or part."""

    def __init__(
        self, message: str, *, publisher: str = "", url: str = "", snapshot: str = "", where: str = ""
    ) -> None:
        super().__init__(message, publisher=publisher, url=url)
        self.snapshot = snapshot
        self.where = where


class LayoutChanged(ReadError):
    pass


class NotARelease(ReadError):
    pass


class NothingRead(ReadError):
    pass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a configuration file: where it stands, what was expected."""

    key: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line}, " if self.line else ""
        return f"{place}{self.key}: {self.expected}"


class ConfigError(Exception):
    """A configuration file that cannot be used; all of its problems together."""

    def __init__(self, file: str, problems: Sequence[Problem]) -> None:
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(f"{file}: {problem}" for problem in self.problems))
