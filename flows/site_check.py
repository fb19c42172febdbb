"""Looking at every column of every publisher once, beside what the catalogue expects. Writes nothing to the store.

Gently: at the spacing of each host, one page a column, and no further column of a host that refused two in a row.
Publishers are asked side by side, since no two share a host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from flows.clock import Clock, beijing_day
from flows.looking import ENOUGH_REFUSALS
from flows.settings import Settings
from flows.wiring import fetcher_of, robots_of
from sources import calendars
from sources.catalogue import Catalogue, PublisherEntry
from sources.errors import Blocked, FetchError, Moved, SourceError, Unreachable
from sources.fetch import Fetcher, NotModified, Validators
from sources.findings import Finding, compare, failed
from sources.hosts import HostFinding
from sources.lists import column_links
from sources.publishers import Office
from sources.releases import Listing, Snapshot
from sources.robots import read_note
from sources.walk import walk

Seen = Callable[[Finding], None]


@dataclass(frozen=True, slots=True)
class PublisherCheck:
    """What was found at one publisher, with the last answer of each column that is not as expected."""

    entry: PublisherEntry
    findings: tuple[Finding, ...]
    hosts: tuple[HostFinding, ...]
    pages: tuple[tuple[str, Snapshot], ...] = ()  # (column, answer)


@dataclass(frozen=True, slots=True)
class Check:
    """What is checked, and with what."""

    settings: Settings
    catalogue: Catalogue
    clock: Clock

    def run(self, seen: Seen) -> tuple[PublisherCheck, ...]:
        """In the order of the catalogue; `seen` hears of each column as it comes, from several threads."""
        entries = [entry for entry in self.catalogue.publishers.values() if entry.columns]
        with (
            fetcher_of(self.settings, self.catalogue, self.clock) as fetcher,
            ThreadPoolExecutor(max_workers=max(len(entries), 1)) as pool,
        ):
            looks = {pool.submit(_Look(self, entry, fetcher, seen).all): entry.id for entry in entries}
            done = {looks[look]: look.result() for look in as_completed(looks)}
        return tuple(done[entry.id] for entry in entries)


class _Look:
    """One look at a publisher."""

    def __init__(self, check: Check, entry: PublisherEntry, fetcher: Fetcher, seen: Seen) -> None:
        self._check = check
        self._entry = entry
        self._office = Office(entry)
        self._fetcher = fetcher
        self._seen = seen
        self._refused: dict[str, list[SourceError]] = {}  # host -> columns in a row
        self._answers: list[Snapshot] = []  # of the present column
        self._offers: dict[str, Snapshot] = {}  # host -> the first answer that offered validators

    def all(self) -> PublisherCheck:
        found, pages = [], []
        for listing in self._entry.listings():
            self._answers.clear()
            finding = self._look(listing)
            self._seen(finding)
            found.append(finding)
            if finding.differs and self._answers:
                pages.append((listing.column, self._answers[-1]))
        return PublisherCheck(self._entry, tuple(found), tuple(self._hosts(found)), tuple(pages))

    def _look(self, listing: Listing) -> Finding:
        host = urlsplit(listing.url).hostname or ""
        refusals = self._refused.get(host, [])
        if len(refusals) >= ENOUGH_REFUSALS:
            kind = Blocked if isinstance(refusals[-1], Blocked) else Unreachable
            return failed(listing, kind(f"not asked, since {host} refused other columns: {refusals[0]}"))
        try:
            finding = self._find(listing)
        except SourceError as error:
            if isinstance(error, Blocked | Unreachable):
                self._refused.setdefault(host, []).append(error)
            return failed(listing, error)
        self._refused.pop(host, None)
        return finding

    def _find(self, listing: Listing) -> Finding:
        """At its known address, else where the home page of its host says that it is now."""
        today = beijing_day(self._check.clock.now())
        try:
            sighting = walk(self._office, replace(listing.on(today), pages=1), self._get)
        except Moved as error:
            elsewhere = self._elsewhere(listing)
            if elsewhere is None:
                raise
            try:
                sighting = walk(self._office, elsewhere, self._get)
            except SourceError:
                raise error from None
        differs = calendars.differences(self._check.catalogue, listing.publisher, sighting.announced)
        sighting = replace(sighting, notes=(*sighting.notes, *differs))
        return compare(self._entry, listing, sighting, today)

    def _elsewhere(self, listing: Listing) -> Listing | None:
        home = urljoin(listing.url, "/")
        if listing.found_on or listing.url == home:
            return None
        try:
            links = column_links(self._get(home, home))
        except FetchError:
            return None
        found = next((link.href for link in links if link.words == listing.column), None)
        return replace(listing, url=urljoin(home, found), pages=1) if found else None

    def _get(self, url: str, referer: str) -> Snapshot:
        answer = self._fetcher.get(url, referer=referer)
        self._answers.append(answer)
        if answer.etag or answer.last_modified:
            self._offers.setdefault(urlsplit(url).hostname or "", answer)
        return answer

    # -- hosts ----------------------------------------------------------------------------------------------------------

    def _hosts(self, findings: list[Finding]) -> Iterator[HostFinding]:
        folder = robots_of(self._check.settings)
        for host in (*self._entry.hosts, *self._entry.fallback_hosts.values()):
            note = read_note(folder, host)
            own = [one for one in findings if urlsplit(one.listing.url).hostname == host]
            could_look = any(one.was_seen for one in own)
            yield HostFinding(
                host=host,
                robots=note.in_words() if note else "not asked",
                validators=self._validators(host, could_look),
                https=self._https(host) if could_look and all(one.listing.url[:5] == "http:" for one in own) else "",
                answered=sum(one.answered_by == host for one in findings),
                stood_in=sum(one.was_seen and one.answered_by != host for one in own),
            )

    def _validators(self, host: str, could_look: bool) -> str:
        """Whether the host offers to say that nothing changed, and keeps its word: one request."""
        offer = self._offers.get(host)
        if offer is None:
            return "none offered" if could_look else ""
        names = " and ".join(
            name for name, value in (("ETag", offer.etag), ("Last-Modified", offer.last_modified)) if value
        )
        try:
            again = self._fetcher.fetch(offer.url, referer=offer.url, validators=Validators.of(offer))
        except FetchError as error:
            return f"{names} offered, asked again: {error}"
        return f"{names} offered, " + ("304 when asked again" if isinstance(again, NotModified) else "not honoured")

    def _https(self, host: str) -> str:
        """Whether a host that is asked by http answers by https too: one request."""
        try:
            self._fetcher.get(f"https://{host}/")
        except FetchError as error:
            return f"no: {error}"
        return "yes"
