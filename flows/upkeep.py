"""Keeping the store: its form, its copy and the way back. What they did is returned in words."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from flows.settings import Settings
from store import backups
from store.database import open_store
from store.errors import StoreError
from store.migrations import migrate, present


def bring_up_to_date(settings: Settings) -> str:
    """Raises StoreError where the store is newer than this program."""
    store = open_store(settings.url_of_store)
    before = present(store)
    migrate(store)
    after = present(store)
    return f"the store has this program's form ({after})" + ("" if before == after else f"; it was {before or 'empty'}")


def back_up(settings: Settings, file: Path, *, force: bool) -> str:
    """Raises StoreError, also where there is nothing to copy: an empty copy would look like a backup."""
    store = open_store(settings.url_of_store)
    if backups.is_empty(store):
        where = store.url.render_as_string(hide_password=True)
        raise StoreError(f"nothing is stored in {where}: MONITOR_DATA or MONITOR_DATABASE_URL says where the store is")
    backups.back_up(store, file, force=force)
    return f"{file}: {file.stat().st_size} bytes, {backups.kind_of(file).value}"


def restore(settings: Settings, file: Path, *, force: bool) -> str:
    """Raises StoreError with nothing changed."""
    store = open_store(settings.url_of_store)
    folder = settings.data.expanduser().resolve() / "backups"
    kept = folder / f"replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}" if force else None
    backups.restore(store, file, kept=kept)
    copied = f"; what it held before: {kept}" if kept is not None and kept.exists() else ""
    return f"the store holds what {file} holds{copied}"
