"""A web hook on loopback that keeps what it was sent, and a rehearsal that keeps when it was asked."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter, defaultdict, deque
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from types import TracebackType
from typing import Self


class Hook:
    """`with Hook() as hook`: takes every post at 127.0.0.1:hook.port; `posts` counts them by path, title and message."""

    def __init__(self) -> None:
        self.posts: Counter[tuple[str, str, str]] = Counter()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _taking(self.posts))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _taking(posts: Counter[tuple[str, str, str]]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            posts[self.path, said["title"], said["message"]] += 1
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            return None

    return Handler


ON_THE_WAY = 0.05  # seconds that requests take longer or shorter on a busy machine


class RequestLog(deque[tuple[str, str]]):
    """The rehearsal's list of requests, with the moment of each."""

    def __init__(self) -> None:
        super().__init__()
        self.at: defaultdict[str, list[float]] = defaultdict(list)  # host -> monotonic seconds

    def append(self, request: tuple[str, str]) -> None:
        self.at[request[0]].append(time.monotonic())
        super().append(request)

    def too_close(self, spacing: Mapping[str, float]) -> tuple[int, int, float]:
        """Pairs of requests of one host, those closer than its spacing, and the smallest share of it that was kept.

        What arrives was sent a moment before: up to ON_THE_WAY seconds closer is no sign of anything.
        """
        pairs, close, least = 0, 0, 99.0
        for host, moments in self.at.items():
            for before, after in pairwise(sorted(moments)):
                share = (after - before) / spacing[host]
                close += after - before < spacing[host] - ON_THE_WAY
                pairs, least = pairs + 1, min(least, share)
        return pairs, close, least
