"""Under which transport, with which headers a client asks: TLS as each host needs it, loopback for a rehearsal.

Names are resolved here, once: what was checked is what is connected to, so no name can lead elsewhere between the two. No
answer takes longer than its deadline, however slowly its bytes come.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import httpcore
import httpx

from sources.errors import Unreachable
from sources.manners import Manners, check_address

# Seconds that are left of the request in hand. A read's own time-out begins anew with every byte.
time_left: ContextVar[Callable[[], float] | None] = ContextVar("time left of the request in hand", default=None)
_SHORTEST = 0.001  # seconds; a time-out of 0 would mean not to wait at all


def client(manners: Manners) -> httpx.Client:
    limits = manners.limits
    transport = _Routed(dict(manners.routes)) if manners.routes else _guarded(_Public())
    mounts = {} if manners.routes else {f"https://{host}": _legacy_transport() for host in manners.legacy_tls}
    return httpx.Client(
        transport=transport,
        mounts=mounts,
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        follow_redirects=False,
        trust_env=False,
        headers={
            "User-Agent": manners.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.8",
            "Accept-Language": "zh-CN,zh;q=0.9",
            "Accept-Encoding": "gzip",
        },
    )


class _Routed(httpx.BaseTransport):
    """Sends every request to the address its host is routed to, as plain HTTP, with the host's name kept."""

    def __init__(self, routes: dict[str, tuple[str, int]]) -> None:
        self._routes = routes
        # Plain HTTP on loopback has no certificate to check, and loading all authorities takes 25 ms a client.
        self._plain = _guarded(_Anywhere(), verify=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        address, port = self._routes[request.url.host]
        request.url = _on_loopback(request.url, address, port)  # the Host header is set already
        return self._plain.handle_request(request)

    def close(self) -> None:
        self._plain.close()


@lru_cache(maxsize=4096)
def _on_loopback(url: httpx.URL, address: str, port: int) -> httpx.URL:
    return url.copy_with(scheme="http", host=address, port=port)


def _legacy_transport() -> httpx.HTTPTransport:
    """For hosts whose TLS is older than our library's defaults; certificates are still verified."""
    context = ssl.create_default_context()
    context.set_ciphers("DEFAULT@SECLEVEL=1")
    context.options |= getattr(ssl, "OP_LEGACY_SERVER_CONNECT", 0x4)
    return _guarded(_Public(), verify=context)


def _guarded(network: httpcore.NetworkBackend, verify: ssl.SSLContext | bool = True) -> httpx.HTTPTransport:
    """httpx has no way to say over which network it speaks, httpcore below it has."""
    transport = httpx.HTTPTransport(verify=verify)
    transport._pool._network_backend = network
    return transport


class _Anywhere(httpcore.NetworkBackend):
    """The network as it is, within the deadline."""

    def __init__(self) -> None:
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        return _Deadline(self._network.connect_tcp(host, port, _within(timeout), local_address, socket_options))


class _Public(_Anywhere):
    """Public addresses only. A name that has any other is refused whole: Forbidden."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        last: Exception | None = None
        for address, at in _addresses(host, port):
            try:
                return super().connect_tcp(address, at, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                last = error
        raise last or Unreachable(f"name {host} has no address")


def _addresses(host: str, port: int) -> list[tuple[str, int]]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable(f"name {host} cannot be resolved: {error}") from error
    addresses = list(dict.fromkeys((str(entry[4][0]), int(entry[4][1])) for entry in found))
    for address, _ in addresses:
        check_address(address, host)
    return addresses


class _Deadline(httpcore.NetworkStream):
    """A stream whose every wait ends with the request's deadline."""

    def __init__(self, stream: httpcore.NetworkStream) -> None:
        self._stream = stream

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Deadline(self._stream.start_tls(ssl_context, server_hostname, _within(timeout)))

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _within(timeout: float | None) -> float | None:
    """The time-out, or what is left until the deadline where that is sooner. Raises ReadTimeout where nothing is."""
    left = time_left.get()
    if left is None:
        return timeout
    seconds = left()
    if seconds <= 0:
        raise httpcore.ReadTimeout("the deadline of the request is over")
    return max(_SHORTEST, seconds if timeout is None else min(timeout, seconds))
