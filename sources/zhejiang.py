"""The province: the statistics bureau on the unit API, the industry department on inline columns."""

from __future__ import annotations

from dataclasses import dataclass

from sources.catalogue import PublisherEntry
from sources.hanweb import Site, list_page
from sources.releases import Listing, ListPage, Snapshot

TAGS: tuple[str, ...] = ("当前栏目_list", "当前栏目list", "信息列表")


@dataclass(frozen=True)
class Zhejiang:
    entry: PublisherEntry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """Raises LayoutChanged."""
        return list_page(listing, snapshot, Site(frozenset(self.entry.hosts), TAGS))
