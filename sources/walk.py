"""Looking at one column: from its page to all the rows a visit sees."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from sources.errors import LayoutChanged, Moved
from sources.lists import column_links
from sources.publishers import Publisher
from sources.releases import Announcement, Listing, ListKind, ListPage, ReleaseRef, Snapshot

READER = 1  # raised when lists are read differently, so that bytes seen before are read anew
MOST_PAGES = 5  # of one list in one visit
MOST_SHELLS = 2  # pages without rows on the way to the rows

Get = Callable[[str, str], Snapshot]  # (url, referer): fetches, keeps the bytes, returns them


@dataclass(frozen=True, slots=True)
class Step:
    """One answer: its hash, and what to ask with next time so that the site may say 304."""

    url: str
    sha256: str
    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """What a visit asked for and got, by address and hash: where all of it is the same again, nothing is new."""

    reader: int
    steps: tuple[Step, ...]
    kind: ListKind
    rows: int
    referer: str  # the column as it was found
    asked: str = ""  # the column as the catalogue had it: another entry is walked anew


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a visit saw of a column."""

    listing: Listing
    refs: tuple[ReleaseRef, ...]
    kind: ListKind  # as the pages say
    total: int | None  # rows of the whole list, where it says so
    answers: tuple[Snapshot, ...]  # in the order asked
    notes: tuple[str, ...]
    announced: tuple[Announcement, ...] = ()  # of a calendar
    asked: str = ""  # the column as the catalogue has it, in short

    @property
    def rows(self) -> int:
        return len(self.refs) or len(self.announced)

    @property
    def trail(self) -> Trail:
        steps = tuple(Step(a.url, a.sha256, a.etag, a.last_modified) for a in self.answers)
        return Trail(READER, steps, self.kind, self.rows, self.listing.url, self.asked)


def retrace(trail: Trail, listing: Listing, hash_of: Callable[[str, str], str]) -> bool:
    """Whether every step answers as it did. `hash_of` fetches (url, referer) and gives the SHA-256 of the answer.

    A trail of another reader, or of a column that the catalogue has otherwise now, is not walked again.
    """
    if trail.reader != READER or trail.asked != in_short(listing) or not trail.steps:
        return False
    return all(hash_of(step.url, trail.referer) == step.sha256 for step in trail.steps)


def in_short(listing: Listing) -> str:
    """A column as the catalogue has it, so that a trail tells whether it is still of the same one."""
    return hashlib.sha256(repr(listing).encode()).hexdigest()[:16]


def walk(publisher: Publisher, listing: Listing, get: Get, known: Collection[str] = ()) -> Sighting:
    """See a column: where it is, its page, the interface it names, and its next pages.

    Goes on up to `listing.pages`, and up to five where no row is among `known`, as after a long absence. Stops where a
    page brings nothing that was not seen.
    Raises SourceError from `get` or from reading; a next page that is gone (404) only ends the walk.
    """
    return replace(_walk(publisher, listing, get, known), asked=in_short(listing))


def _walk(publisher: Publisher, listing: Listing, get: Get, known: Collection[str]) -> Sighting:
    listing, answers, notes = _located(listing, get)
    seen = _Seen(listing, known, answers, notes)
    snapshot = get(listing.url, listing.url)
    while True:
        page = publisher.list_releases(listing, snapshot)
        seen.add(snapshot, page)
        if not seen.goes_on(page):
            return seen.sighting(page)
        try:
            snapshot = get(page.follow[0], listing.url)
        except Moved:
            if not seen.full_pages:
                raise
            return seen.sighting(page)


class _Seen:
    """The rows so far, and whether there should be more."""

    def __init__(
        self, listing: Listing, known: Collection[str], answers: tuple[Snapshot, ...], notes: tuple[str, ...]
    ) -> None:
        self._listing = listing
        self._known = known
        self._answers = list(answers)
        self._notes = list(notes)
        self._refs: dict[str, ReleaseRef] = {}
        self._fresh = self._shells = 0
        self._total: int | None = None
        self.full_pages = 0

    def add(self, snapshot: Snapshot, page: ListPage) -> None:
        self._answers.append(snapshot)
        self._notes.extend(page.notes)
        before = len(self._refs)
        for ref in page.refs:
            self._refs.setdefault(ref.key, ref)
        self._fresh = len(self._refs) - before
        self.full_pages += bool(page.refs)
        self._shells += not page.refs and page.total is None
        self._total = self._total if page.total is None else page.total

    def goes_on(self, page: ListPage) -> bool:
        if not page.follow or page.follow[0] in {answer.url for answer in self._answers}:
            return False
        if not page.refs:
            return page.total is None and not self.full_pages and self._shells <= MOST_SHELLS
        return bool(self._fresh) and self.full_pages < self._pages()

    def _pages(self) -> int:
        """The first look at a column sees no more than usual: what is older was news to others."""
        long_absent = bool(self._known) and self._refs.keys().isdisjoint(self._known)
        return MOST_PAGES if long_absent else self._listing.pages

    def sighting(self, page: ListPage) -> Sighting:
        notes, expected = self._notes, self._listing.kind
        if page.refs and not self._fresh:
            notes.append("a next page repeated rows already seen")
        if page.kind is not expected:
            notes.append(f"the page is a {page.kind.value}, the catalogue expects a {expected.value}")
        refs = tuple(self._refs.values())
        told = (tuple(self._answers), tuple(notes), page.announced)
        return Sighting(self._listing, refs, page.kind, self._total, *told)


def _located(listing: Listing, get: Get) -> tuple[Listing, tuple[Snapshot, ...], tuple[str, ...]]:
    """The column where the page that links to it says it is today; its known address where that page does not say."""
    if not listing.found_on:
        return listing, (), ()
    page = get(listing.found_on, listing.found_on)
    links, words = column_links(page), listing.link_words or (listing.column,)
    found = next((link.href for word in words for link in links if link.words == word), None)
    is_known = listing.url != listing.found_on
    if found is not None:
        url = urljoin(listing.found_on, found)
        note = (f"column is now {url}, the catalogue knows {listing.url}",) if is_known and url != listing.url else ()
        return replace(listing, url=url), (page,), note
    if is_known:
        return listing, (page,), (f"{listing.found_on} links to no {' or '.join(words)}: the known column was used",)
    shown = "、".join(link.words[:12] for link in links[:12]) or "none"
    raise LayoutChanged(
        f"no link says {' or '.join(words)}, and the column's address is not known (links: {shown})",
        publisher=listing.publisher,
        url=listing.found_on,
        snapshot=page.sha256,
        where=listing.column,
    )
