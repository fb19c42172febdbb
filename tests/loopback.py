"""A server on loopback that says what a test tells it to, and a clock whose sleeping takes no time."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

START = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)


class StoppedClock:
    """Moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []
        self._lock = threading.Lock()

    def now(self) -> datetime:
        return START + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        return self.passed

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self.slept.append(seconds)
            self.passed += seconds


@dataclass(frozen=True)
class Reply:
    """One answer. `claims` is a Content-Length that may lie; `drips` sends the body byte by byte, that far apart."""

    status: int = 200
    body: bytes = b"<html>fine</html>"
    headers: dict[str, str] = field(default_factory=dict)
    claims: int | None = None
    drips: float = 0
    hangs: float = 0
    resets: bool = False


@dataclass(frozen=True)
class Asked:
    host: str
    path: str
    headers: dict[str, str]
    method: str = "GET"
    form: str = ""


@dataclass
class Site:
    port: int
    asked: list[Asked]
    replies: dict[tuple[str, str], list[Reply]]

    def says(self, url_path: str, *replies: Reply, host: str = "www.example.gov") -> None:
        """In turn; the last one stays."""
        self.replies[host, url_path] = list(replies)


@contextmanager
def serving() -> Iterator[Site]:
    asked: list[Asked] = []
    replies: dict[tuple[str, str], list[Reply]] = {}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            self._reply("POST", self.rfile.read(int(self.headers["Content-Length"])).decode())

        def do_GET(self) -> None:
            self._reply("GET")

        def _reply(self, method: str, form: str = "") -> None:
            host = self.headers["Host"]
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked.append(Asked(host, self.path, headers, method, form))
            waiting = replies.get((host, self.path)) or [Reply(404)]
            reply = waiting.pop(0) if len(waiting) > 1 else waiting[0]
            if reply.resets:
                self.close_connection = True
                return
            time.sleep(reply.hangs)
            self.send_response_only(reply.status)
            for name, value in {"Content-Type": "text/html; charset=utf-8", **reply.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(reply.body) if reply.claims is None else reply.claims))
            self.end_headers()
            self.close_connection = reply.claims is not None
            try:
                self._write(reply)
            except OSError:
                self.close_connection = True

        def _write(self, reply: Reply) -> None:
            if not reply.drips:
                self.wfile.write(reply.body)
                return
            for start in range(len(reply.body)):
                self.wfile.write(reply.body[start : start + 1])
                self.wfile.flush()
                time.sleep(reply.drips)

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=_serve(server), daemon=True)
    thread.start()
    try:
        yield Site(int(server.server_address[1]), asked, replies)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _serve(server: ThreadingHTTPServer) -> Callable[[], None]:
    return lambda: server.serve_forever(poll_interval=0.01)
