"""One office whose lists can be read, made from its catalogue entry: publishers differ in data only.

How its release pages are read needs nothing of its own either (`sources.pages`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from sources.catalogue import PublisherEntry
from sources.lists import list_page
from sources.releases import Listing, ListPage, Snapshot
from sources.rows import Site

# How the sites name the unit that holds a column's list: news and open-government columns, bureaus' own columns,
# and three spellings of the province's offices. A column's known tag is preferred to all of these.
LIST_TAGS = ("右侧内容", "当前栏目_list", "当前栏目list", "信息列表")


class Publisher(Protocol):
    @property
    def entry(self) -> PublisherEntry: ...

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage: ...


@dataclass(frozen=True)
class Office:
    entry: PublisherEntry

    @cached_property
    def _site(self) -> Site:
        canonical = {other: host for host, other in self.entry.fallback_hosts.items()}
        return Site(frozenset(self.entry.hosts), LIST_TAGS, canonical)

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage:
        """Raises LayoutChanged."""
        return list_page(listing, snapshot, self._site)
