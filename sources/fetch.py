"""The only place that speaks HTTP: a URL becomes a Snapshot, or one of the errors of `sources.errors`.

Only hosts of the catalogue are asked, redirects included, at the pace their publisher is given. What a firewall says
is recognised and left alone; what a host tells robots is obeyed. It does not know what a page should look like: that is for those who read it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import httpx
import stamina

from sources.answers import inflater, pause, refusal, worth_a_retry
from sources.errors import Blocked, FetchError, Forbidden, Unreachable
from sources.firewall import challenge_in, challenge_in_redirect
from sources.manners import (
    Clock,
    Limits,
    Manners,
    NotModified,
    Pacer,
    SystemClock,
    Validators,
    manners_of,
)
from sources.releases import Snapshot
from sources.robots import Robots, check_allowed
from sources.transport import client, time_left

__all__ = ["Clock", "Fetcher", "Limits", "Manners", "NotModified", "SystemClock", "Validators", "manners_of"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
OPENING = 4096  # bytes of a refusal that are looked at
_IN_NO_ADDRESS = re.compile(r"[\x00-\x20\\]")
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class _Visit:
    """One request as it was meant, wherever redirects and fallback hosts lead it."""

    url: str  # canonical
    headers: dict[str, str]
    deadline: float
    for_robots: bool = False  # it asks what robots may do, and needs no permission to


class Fetcher:
    """Fetches from the allow-listed hosts; one a run, shared by threads, closed when left."""

    def __init__(self, manners: Manners, *, clock: Clock | None = None) -> None:
        self._manners = manners
        self._clock: Clock = clock or SystemClock()
        self._pacer = Pacer(self._clock, manners.spacing, manners.turns)
        self._client = client(manners)
        self._robots = Robots(manners.robots) if manners.robots is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def get(self, url: str, *, referer: str | None = None) -> Snapshot:
        """Fetch whatever is there now. Raises Unreachable, Blocked, Moved, Forbidden."""
        answer = self.fetch(url, referer=referer)
        if isinstance(answer, NotModified):
            raise FetchError("said 304 although nothing was known", url=url, status=304)
        return answer

    def fetch(
        self, url: str, *, referer: str | None = None, validators: Validators | None = None
    ) -> Snapshot | NotModified:
        """Fetch a URL, conditionally where validators are given.

        A host that blocks or cannot be reached is asked for by its fallback host, if the catalogue has one; the
        snapshot keeps the canonical URL and says who answered. Raises Unreachable, Blocked, Moved, Forbidden.
        """
        headers = {**(validators.headers() if validators else {}), **({"Referer": referer} if referer else {})}
        with self._named(url):
            target = self._permitted(url)
            try:
                return self._persist(target, url, headers)
            except (Blocked, Unreachable) as first:
                other = self._manners.fallback_hosts.get(target.host)
                if other is None:
                    raise
                try:
                    return self._persist(self._permitted(str(target.copy_with(host=other))), url, headers)
                except FetchError as error:
                    raise first from error

    @contextmanager
    def _named(self, url: str) -> Iterator[None]:
        """Every error leaves with the address asked for and the publisher it belongs to."""
        try:
            yield
        except FetchError as error:
            error.url = error.url or url
            error.publisher = error.publisher or self._manners.publishers.get(_host_of(url), "")
            raise

    def _persist(self, target: httpx.URL, url: str, headers: dict[str, str]) -> Snapshot | NotModified:
        """Try a few times what can succeed later. The pacer does the waiting, so stamina only counts."""
        limits = self._manners.limits
        for attempt in stamina.retry_context(
            on=worth_a_retry(limits.longest_wait),
            attempts=limits.attempts,
            timeout=None,
            wait_initial=0,
            wait_max=0,
            wait_jitter=0,
        ):
            with attempt:
                deadline = self._clock.monotonic() + limits.overall_seconds
                try:
                    return self._follow(target, _Visit(url, headers, deadline))
                except Unreachable as error:
                    if attempt.num < limits.attempts:
                        self._pacer.hold(target.host, pause(error, attempt.num, limits.longest_wait))
                    raise
        raise AssertionError("stamina leaves its loop by returning or raising")

    def _follow(self, target: httpx.URL, visit: _Visit) -> Snapshot | NotModified:
        """Walk the redirects by hand, so that each hop is checked like the first."""
        for _ in range(self._manners.limits.max_redirects + 1):
            if self._robots is not None and not visit.for_robots:
                self._check_robots(target, self._robots)
            answer = self._ask(target, visit)
            if not isinstance(answer, httpx.URL):
                return answer
            target = self._permitted(str(answer))
            if visit.deadline < self._clock.monotonic():
                raise Unreachable("redirects took too long", url=visit.url)
        raise Forbidden(f"more than {self._manners.limits.max_redirects} redirects", url=visit.url)

    def _check_robots(self, target: httpx.URL, robots: Robots) -> None:
        """Obey the host's robots.txt: Forbidden where it disallows the address, slower where it asks for that."""

        def ask() -> Snapshot:
            place = target.copy_with(path="/robots.txt", query=None, fragment=None)
            deadline = self._clock.monotonic() + self._manners.limits.overall_seconds
            answer = self._follow(place, _Visit(str(place), {}, deadline, for_robots=True))
            assert isinstance(answer, Snapshot)  # it was asked without validators
            return answer

        note = robots.note_of(target.host, self._clock.now(), ask)
        check_allowed(note, str(target))
        self._pacer.slow(target.host, note.delay)

    def _ask(self, target: httpx.URL, visit: _Visit) -> Snapshot | NotModified | httpx.URL:
        """One request: the snapshot, or where a redirect points."""
        self._pacer.wait(target.host)
        deadline = time_left.set(lambda: visit.deadline - self._clock.monotonic())
        try:
            with self._request(target, visit) as response:
                return self._answer(response, target, visit)
        except httpx.TimeoutException as error:
            is_over = self._clock.monotonic() >= visit.deadline
            raise Unreachable("came too slowly" if is_over else "did not answer in time", url=visit.url) from error
        except httpx.InvalidURL as error:  # httpx looks at a redirect before we do
            raise Forbidden(f"redirects to no address: {error}", url=visit.url) from error
        except httpx.RequestError as error:
            raise Unreachable(f"connection failed: {error or type(error).__name__}", url=visit.url) from error
        finally:
            time_left.reset(deadline)

    def _answer(self, response: httpx.Response, target: httpx.URL, visit: _Visit) -> Snapshot | NotModified | httpx.URL:
        status = response.status_code
        if status == 304 and ("If-None-Match" in visit.headers or "If-Modified-Since" in visit.headers):
            return NotModified(visit.url, target.host)
        if status in _REDIRECTS and "location" in response.headers:
            return _redirect(response, target)
        if status != 200:
            raise refusal(status, response.headers, _opening(response))
        content = self._body(response, visit)
        if challenge := challenge_in(content):
            raise Blocked(f"status 200, {len(content)} bytes: {challenge}", status=status)
        return Snapshot(
            url=visit.url,
            content=content,
            content_type=response.headers.get("content-type", ""),
            fetched_at=self._clock.now(),
            status=status,
            answered_by=target.host,
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )

    def _body(self, response: httpx.Response, visit: _Visit) -> bytes:
        """The body, decompressed here so that a few bytes cannot become many before we look."""
        limit = self._manners.limits.max_bytes
        if int(response.headers.get("content-length") or 0) > limit:
            raise Forbidden(f"body is larger than {limit} bytes", status=response.status_code)
        inflate = inflater(response.headers.get("content-encoding", ""))
        body = bytearray()
        for chunk in response.iter_raw():
            body += inflate(chunk, limit + 1 - len(body))
            if len(body) > limit:
                raise Forbidden(f"body is larger than {limit} bytes", status=response.status_code)
            if self._clock.monotonic() > visit.deadline:
                raise Unreachable("came too slowly", url=visit.url)
        if not inflate.complete:
            raise Unreachable("body was cut off", url=visit.url)
        return bytes(body)

    def _permitted(self, url: str) -> httpx.URL:
        """The URL as the client will read it, or Forbidden."""
        if _IN_NO_ADDRESS.search(url):
            raise Forbidden("address holds characters that no address has", url=url)
        try:
            parsed = httpx.URL(url)
            host = parsed.host  # decoding it is where a broken international name shows
        except (httpx.InvalidURL, ValueError) as error:
            raise Forbidden(f"is no address: {error}", url=url) from error
        if parsed.scheme not in _PORTS or parsed.port not in (None, _PORTS[parsed.scheme]):
            raise Forbidden("only http and https on their own ports are asked", url=url)
        if parsed.userinfo:
            raise Forbidden("address names a user", url=url)
        if host not in self._manners.hosts:
            raise Forbidden(f"host {host or '(none)'} is not on the allow-list", url=url)
        if self._manners.routes and host not in self._manners.routes:
            raise Forbidden(f"host {host} is not rehearsed", url=url)
        return parsed

    def _request(self, target: httpx.URL, visit: _Visit) -> AbstractContextManager[httpx.Response]:
        """A GET, or a posted form at the few addresses that take no other; the query stays the name of the answer."""
        headers = self._headers(target, visit)
        place = target.copy_with(query=None) if target.query else target  # a form without a query would be empty
        if str(place) not in self._manners.forms:
            return self._client.stream("GET", target, headers=headers)
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8"
        return self._client.stream("POST", place, content=target.query, headers=headers)

    def _headers(self, target: httpx.URL, visit: _Visit) -> dict[str, str]:
        agent = self._manners.user_agents.get(target.host)
        return {**visit.headers, **({"User-Agent": agent} if agent else {})}


def _redirect(response: httpx.Response, target: httpx.URL) -> httpx.URL:
    try:
        place = target.join(response.headers["location"])
    except (httpx.InvalidURL, ValueError) as error:
        raise Forbidden(f"redirects to no address: {error}", status=response.status_code) from error
    if challenge := challenge_in_redirect(str(target), str(place)):
        raise Blocked(f"status {response.status_code}: {challenge}", status=response.status_code)
    return place


def _opening(response: httpx.Response) -> bytes:
    """What a refusal says of itself, for the record: its first bytes, as they come in one piece."""
    try:
        inflate = inflater(response.headers.get("content-encoding", ""))
        return inflate(next(response.iter_raw(), b""), OPENING)
    except (httpx.HTTPError, FetchError):
        return b""


def _host_of(url: str) -> str:
    try:
        return httpx.URL(url).host
    except (httpx.InvalidURL, ValueError):
        return ""
