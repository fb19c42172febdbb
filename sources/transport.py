"""Under which transport, with which headers a client asks: TLS as each host needs it, loopback for a rehearsal."""

from __future__ import annotations

import ssl
from functools import lru_cache

import httpx

from sources.manners import Manners


def client(manners: Manners) -> httpx.Client:
    limits = manners.limits
    transport = _Routed(dict(manners.routes)) if manners.routes else httpx.HTTPTransport()
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
        self._plain = httpx.HTTPTransport(verify=False)

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
    return httpx.HTTPTransport(verify=context)
