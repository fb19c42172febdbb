"""The National Bureau of Statistics: a static list, its feed, and nothing behind scripts."""

from __future__ import annotations

from dataclasses import dataclass

from sources.catalogue import PublisherEntry
from sources.hanweb import Site, list_page
from sources.releases import Listing, ListPage, Snapshot

TAGS: tuple[str, ...] = ()


@dataclass(frozen=True)
class Nbs:
    entry: PublisherEntry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """Raises LayoutChanged."""
        return list_page(listing, snapshot, Site(frozenset(self.entry.hosts), TAGS))
