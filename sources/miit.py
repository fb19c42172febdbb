"""The ministry: column shells whose list comes by the unit API, the search service as a second way."""

from __future__ import annotations

from dataclasses import dataclass

from sources.catalogue import PublisherEntry
from sources.hanweb import Site, list_page
from sources.releases import Listing, ListPage, Snapshot

# News and open-government columns name their list one way, the bureaus' own columns the other.
TAGS = ("右侧内容", "当前栏目_list")


@dataclass(frozen=True)
class Miit:
    entry: PublisherEntry

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """Raises LayoutChanged."""
        hosts = frozenset((*self.entry.hosts, *self.entry.fallback_hosts.values()))
        return list_page(listing, snapshot, Site(hosts, TAGS))
