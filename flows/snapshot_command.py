"""`ningbo-monitor snapshot`: the bytes that a message points to, as they were received."""

from __future__ import annotations

from flows.wiring import House
from store import snapshots
from store.database import read_only
from store.errors import StoreError


def content_of(home: House, sha256: str) -> bytes:
    """Raises StoreError where no such page is kept."""
    with read_only(home.store) as session:
        found = snapshots.load(session, sha256.strip().lower())
    if found is None:
        raise StoreError(f"no page is kept under {sha256}: the number has 64 digits and stands in the message")
    return found.content
