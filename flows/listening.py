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
        self._before = {step.url: step for step in trail.steps} if trail is not None else {}
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
        if stored is None or stored.sha256 != heard:
            raise StoreError(f"the bytes of {url} that still stand are not in the store: fetch again")
        return stored

    def _ask(self, url: str, referer: str) -> Snapshot | str:
        if url not in self._heard:
            self._heard[url] = self._fetch(url, referer)
        return self._heard[url]

    def _fetch(self, url: str, referer: str) -> Snapshot | str:
        before = self._before.get(url)
        known = Validators(before.etag, before.last_modified) if before is not None else None
        answer = self._fetcher.fetch(url, referer=referer, validators=known)
        if isinstance(answer, NotModified):
            assert before is not None
            return before.sha256
        if before is None or before.sha256 != answer.sha256:
            self._keep(answer)
        return answer

    def _keep(self, answer: Snapshot) -> None:
        with read_only(self._home.store) as session:
            known = snapshots.latest_hash(session, answer.url)
        if known != answer.sha256:
            with unit_of_work(self._home.store) as session:
                snapshots.keep(session, answer)
