"""Which module reads which publisher's pages."""

from __future__ import annotations

from typing import Protocol

from sources.catalogue import PublisherEntry
from sources.miit import Miit
from sources.nbs import Nbs
from sources.ningbo import Ningbo
from sources.releases import Listing, ListPage, Snapshot
from sources.zhejiang import Zhejiang


class Publisher(Protocol):
    """One office whose lists can be read. How its release pages are read needs nothing of its own (`sources.pages`)."""

    @property
    def entry(self) -> PublisherEntry: ...

    def list_releases(self, listing: Listing, snapshot: Snapshot) -> ListPage: ...


def publisher_for(entry: PublisherEntry) -> Publisher:
    """The publisher of a catalogue entry, by its `site`."""
    match entry.site:
        case "miit":
            return Miit(entry)
        case "ningbo":
            return Ningbo(entry)
        case "zhejiang":
            return Zhejiang(entry)
        case "nbs":
            return Nbs(entry)
