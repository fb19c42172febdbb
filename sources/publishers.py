"""A publisher: its entry in the catalogue and how its columns are read. What differs between offices is data."""

from __future__ import annotations

from dataclasses import dataclass

from sources import hanweb
from sources.catalogue import PublisherEntry
from sources.releases import Listing, ListPage, Snapshot


@dataclass(frozen=True, slots=True)
class Publisher:
    entry: PublisherEntry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """The rows of one answer. Raises LayoutChanged."""
        return hanweb.list_releases(listing, snapshot)


def publisher_for(entry: PublisherEntry) -> Publisher:
    return Publisher(entry)
