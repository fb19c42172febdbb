"""The answers of a site during one visit: fetched once, kept before anybody reads them, known ones told by their hash."""

from __future__ import annotations

from flows.wiring import House
from sources.fetch import Fetcher, NotModified, Validators
from sources.releases import Snapshot
from sources.walk import Trail
from store import snapshots
from store.database import read_only, unit_of_work
from store.errors import StoreError


class Listener:
    """`hash_of` asks with validators where the last visit got some; `get` gives the bytes, from the store after a 304."""

    def __init__(self, home: House, fetcher: Fetcher, trail: Trail | None) -> None:
        self._home = home
        self._fetcher = fetcher
        self._before = dict(trail.steps) if trail is not None else {}
        self._heard: dict[str, Snapshot | str] = {}  # url -> the answer, or the hash of what it still is

    def hash_of(self, url: str, referer: str) -> str:
        heard = self._ask(url, referer)
        return heard if isinstance(heard, str) else heard.sha256

    def get(self, url: str, referer: str) -> Snapshot:
        heard = self._ask(url, referer)
        if isinstance(heard, Snapshot):
            return heard
        with read_only(self._home.store) as session:
            stored = snapshots.latest(session, url)
        if stored is None:
            raise StoreError(f"the bytes of {url} that still stand are not in the store: fetch again")
        return stored

    def _ask(self, url: str, referer: str) -> Snapshot | str:
        if url not in self._heard:
            self._heard[url] = self._fetch(url, referer)
        return self._heard[url]

    def _fetch(self, url: str, referer: str) -> Snapshot | str:
        known = self._validators(url) if url in self._before else None
        sent = Validators(known.etag, known.last_modified) if known else None
        answer = self._fetcher.fetch(url, referer=referer, validators=sent)
        if isinstance(answer, NotModified):
            assert known is not None
            return known.sha256
        if self._before.get(url) != answer.sha256:
            self._keep(answer)
        return answer

    def _validators(self, url: str) -> snapshots.Validators | None:
        with read_only(self._home.store) as session:
            return snapshots.validators(session, url)

    def _keep(self, answer: Snapshot) -> None:
        with read_only(self._home.store) as session:
            known = snapshots.latest_hash(session, answer.url)
        if known != answer.sha256:
            with unit_of_work(self._home.store) as session:
                snapshots.keep(session, answer)
