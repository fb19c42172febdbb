"""What can go wrong with the store; `str()` is one line that says what to do and never holds a password.

StoreError           retryable: yes / no
- Overtaken          somebody else moved this alert or cursor first: load again     yes
- LeaseLost          an outbox entry was claimed by somebody else meanwhile         no
"""

from __future__ import annotations


class StoreError(Exception):
    """The store cannot be used, or not for this. `retryable`: the same again may succeed."""

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class Overtaken(StoreError):
    """What was loaded is no longer what is stored; the unit of work must be rolled back and begun anew."""

    def __init__(self, message: str) -> None:
        super().__init__(message, retryable=True)


class LeaseLost(StoreError):
    """An outbox entry is not held by this claim any more."""
