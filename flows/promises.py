"""The days that offices have announced, from the calendars that were last read: derived when needed, never stored."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from sources.calendars import announced
from sources.catalogue import Catalogue, PublisherEntry
from sources.errors import ReadError
from sources.lists import list_page
from sources.releases import Announcement, Listing, ListKind, Snapshot
from sources.rows import Site
from store import snapshots, visits
from store.database import Engine, Session, read_only
from store.visits import ColumnState

Promises = tuple[tuple[str, tuple[date, ...]], ...]  # series and its days
NO_LINKS = Site(frozenset())  # a calendar leads nowhere


def promises(store: Engine, catalogue: Catalogue) -> Promises:
    """By series; nothing for offices whose calendar was never read."""
    found: dict[str, tuple[date, ...]] = {}
    for entry in catalogue.publishers.values():
        calendars = {one.column: one for one in entry.listings() if one.kind is ListKind.CALENDAR}
        if calendars:
            with read_only(store) as session:
                for lines in _read_last(session, entry, calendars):
                    found |= announced(catalogue, entry.id, lines)
    return tuple(sorted(found.items()))


def _read_last(
    session: Session, entry: PublisherEntry, calendars: dict[str, Listing]
) -> Iterator[tuple[Announcement, ...]]:
    """What the calendars of an office said when they could last be looked at, the latest look last."""
    for state in sorted(visits.states(session, entry.id), key=_last_success):
        listing = calendars.get(state.column)
        if listing is None or state.trail is None or state.trail.kind is not ListKind.CALENDAR:
            continue
        kept = snapshots.load(session, state.trail.steps[-1].sha256)
        yield _lines(listing, kept) if kept is not None else ()


def _last_success(state: ColumnState) -> float:
    return state.last_success.timestamp() if state.last_success else 0.0


@lru_cache(maxsize=8)
def _lines(listing: Listing, snapshot: Snapshot) -> tuple[Announcement, ...]:
    """Nothing where a newer program cannot read what an older one could: its next look will tell."""
    try:
        return list_page(listing, snapshot, NO_LINKS).announced
    except ReadError:
        return ()
