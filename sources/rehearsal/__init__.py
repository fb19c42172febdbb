"""The official sites, rehearsed on loopback: the same hosts, paths and answers, from a record of releases, with a clock.

`Rehearsal` serves; `story()` tells which days are worth walking. Releases after the article are invented and say so.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

from sources.rehearsal.faults import Answer
from sources.rehearsal.places import hosts
from sources.rehearsal.record import Day, FaultKind, record
from sources.rehearsal.sites import Asked, answer

__all__ = ["Day", "FaultKind", "Rehearsal", "invented_keys", "release_days", "story"]


def story() -> list[Day]:
    return list(record().story)


def release_days() -> list[date]:
    return [entry.day for entry in record().story]


def invented_keys() -> frozenset[str]:
    return frozenset(release.key for release in record().releases if release.invented)


REMEMBERED = 100_000  # requests: a rehearsal may be served for weeks
PATIENCE, DRIP = 90.0, 0.5  # seconds: longer than any client waits; between two pieces of a slow body


class Rehearsal:
    """`with Rehearsal(day=…) as r`: serves on 127.0.0.1:r.port. `today` makes the day follow a clock instead."""

    def __init__(self, *, day: date | None = None, today: Callable[[], date] | None = None, port: int = 0) -> None:
        self._day = day or record().story[0].day
        self._today = today
        self._faults: dict[FaultKind, tuple[str, str]] = {}  # kind -> (part of the address, host)
        self._moved: set[str] = set()
        self.ended = threading.Event()
        self.requests: deque[tuple[str, str]] = deque(maxlen=REMEMBERED)  # (host, target), for tests
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), name="rehearsal", daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def routes(self) -> dict[str, tuple[str, int]]:
        return dict.fromkeys(hosts(), ("127.0.0.1", self.port))

    @property
    def day(self) -> date:
        return self._today() if self._today else self._day

    @day.setter
    def day(self, day: date) -> None:
        self._day = day

    def play(self, fault: FaultKind, where: str = "", host: str = "") -> None:
        """A fault on every host or one, at addresses that hold `where`, beside those of the record, until `stop_faults`."""
        self._faults[fault] = (where, host)

    def move(self, column: str) -> None:
        """A `publisher/column` stands elsewhere, until `stop_faults`: gone where it was, linked from its site's home page."""
        self._moved.add(column)

    def stop_faults(self) -> None:
        self._faults.clear()
        self._moved.clear()

    def faults_of(self, host: str, target: str = "/") -> frozenset[FaultKind]:
        recorded = {fault.kind for fault in record().faults if fault.strikes(host, target, self.day)}
        played = {fault for fault, (where, at) in self._faults.items() if where in target and at in ("", host)}
        return frozenset(recorded | played)

    @property
    def moved(self) -> frozenset[str]:
        return frozenset(self._moved)

    def __enter__(self) -> Rehearsal:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.ended.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the middle is none of our business, and no news for a console."""


def _handler(rehearsal: Rehearsal) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are two writes: a client would wait 40 ms for the second

        def do_GET(self) -> None:
            self._respond(self.path)

        def do_POST(self) -> None:
            """One service takes a posted form, everything else refuses."""
            form = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            if "jsearchfront" in self.path:
                self._respond(f"{self.path}?{form}")
            else:
                self._send(Answer(501, "text/plain", b"method not supported"))

        def _respond(self, target: str) -> None:
            host = (self.headers.get("Host") or "").partition(":")[0]
            rehearsal.requests.append((host, target))
            faults = rehearsal.faults_of(host, target)
            if FaultKind.RESET in faults:
                self.close_connection = True
                self.connection.close()
                return
            if FaultKind.HANGING in faults:
                rehearsal.ended.wait(PATIENCE)
                self.close_connection = True
                return
            given = answer(Asked(host, target, rehearsal.day, faults, rehearsal.moved))
            etag = given.headers.get("ETag")
            if etag and self.headers.get("If-None-Match") == etag:
                given = Answer(304, given.content_type, b"", given.headers)
            self._send(given, faults)

        def _send(self, given: Answer, faults: frozenset[FaultKind] = frozenset()) -> None:
            self.send_response(given.status)
            self.send_header("Content-Type", given.content_type)
            lacking = 100 if FaultKind.CUT in faults else 0
            self.send_header("Content-Length", str(len(given.body) + lacking))
            for name, value in given.headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for start in range(0, len(given.body), step := 16 if FaultKind.SLOW in faults else 1 << 20):
                    self.wfile.write(given.body[start : start + step])
                    if FaultKind.SLOW in faults and rehearsal.ended.wait(DRIP):
                        break
            except OSError:  # the client had seen enough
                self.close_connection = True
            if lacking:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            return None

    return Handler
