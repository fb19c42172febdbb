"""Silences and inhibition: the alert lives on, nobody is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Silence:
    """A matcher and an interval. A matcher field that is None matches all."""

    id: str
    rule: str | None
    subject: str | None
    starts_at: datetime
    ends_at: datetime
    author: str
    reason: str
