"""The answer of a receiver to one delivery."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a service took a message. `answer` is its own words, shortened, secrets redacted."""

    receiver: str
    at: datetime
    parts: int
    answer: str
    message: str = ""  # key of the notification, or of the digest, that was sent


class DeliveryError(Exception):
    """A message was not taken. `permanent`: trying again cannot help. The text holds no secret."""

    def __init__(self, message: str, *, permanent: bool, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after  # seconds, where the service said so
