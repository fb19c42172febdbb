"""A PostgreSQL server of one's own from the system's package: Prefect needs pg_trgm, which the embedded one does not bring."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.machines import MissingError, wait_for
from flows.local_server import free_port

_ASKED_FOR = "PostgreSQL with pg_trgm is not installed: apt-get install postgresql"
_OPTIONS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300")
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # nobody cuts this machine's power


@dataclass(frozen=True, slots=True)
class Postgres:
    """One server; databases by name."""

    port: int

    def url(self, name: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def create(self, name: str, template: str = "template0") -> str:
        """The address of a new database, empty or a copy of another that nobody has open."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True


def programs() -> Path:
    """Where initdb and postgres are, the newest. Raises MissingError."""
    found = [path for path in Path("/usr/lib/postgresql").glob("*/bin/postgres") if _has_trigrams(path)]
    if found:
        return max(found, key=lambda path: int(path.parts[-3])).parent
    raise MissingError(_ASKED_FOR)


@contextmanager
def postgres() -> Iterator[Postgres]:
    """Up inside, gone with its files after. Raises MissingError."""
    where, server = programs(), Postgres(free_port())
    folder = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        _command([str(where / "initdb"), "--pgdata", str(folder / "data"), "--auth=trust", *_AS_WHOM], folder).wait()
        settings = [word for option in (*_OPTIONS, *_CARELESS) for word in ("-c", option)]
        process = _command(
            [str(where / "postgres"), "-D", str(folder / "data"), "-p", str(server.port), *settings], folder
        )
        try:
            wait_for("PostgreSQL", server.answers, 60)
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # without waiting for who is still connected
            process.wait(30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


_AS_WHOM = ("--username=postgres", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")


def _command(arguments: list[str], folder: Path) -> subprocess.Popen[bytes]:
    """Root may not run it; Debian's package made a user who may."""
    user = "postgres" if os.geteuid() == 0 else None
    with Path(tempfile.gettempdir(), f"{folder.name}.log").open("ab") as log:
        return subprocess.Popen(arguments, stdout=log, stderr=log, user=user, cwd=folder)


def _has_trigrams(program: Path) -> bool:
    return Path("/usr/share/postgresql", program.parts[-3], "extension", "pg_trgm.control").is_file()
