"""The city: year tables of monthly figures, inline columns of notes, and whatever its offices migrate to."""

from __future__ import annotations

from dataclasses import dataclass

from sources.catalogue import PublisherEntry
from sources.hanweb import Site, list_page
from sources.releases import Listing, ListPage, Snapshot

TAGS: tuple[str, ...] = ("当前栏目_list", "当前栏目list", "信息列表", "右侧内容")


@dataclass(frozen=True)
class Ningbo:
    entry: PublisherEntry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """Raises LayoutChanged."""
        return list_page(listing, snapshot, Site(frozenset(self.entry.hosts), TAGS))
