"""The event loop of Prefect's server is not kept waiting by the garbage collector."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# A cursor that is garbage, of a connection that waits for another writer: who collects it waits as well.
WAITS = """
import sqlite3, sys, threading, time
from flows.prefect_process import collect_aside

path = sys.argv[1]
collect_aside()
writer = sqlite3.connect(path, isolation_level=None)
writer.execute("PRAGMA journal_mode = WAL")
waiting = sqlite3.connect(path, timeout=4, isolation_level=None, check_same_thread=False)
cursor = waiting.execute("VALUES (1), (2)")  # no table: whoever reads one is not left to wait
cursor.fetchone()
circle = [cursor]
circle.append(circle)
writer.execute("BEGIN IMMEDIATE")

def wait():
    try:
        waiting.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError:
        pass

threading.Thread(target=wait, daemon=True).start()
time.sleep(0.3)
del cursor, circle
begin, longest, kept = time.monotonic(), 0.0, []
while time.monotonic() - begin < 2:
    before = time.monotonic()
    kept.append([[] for _ in range(100)])
    longest = max(longest, time.monotonic() - before)
    time.sleep(0.001)
print(longest)
"""


def test_a_loop_goes_on_while_a_connection_waits_for_another_writer(tmp_path: Path) -> None:
    """Seconds of the longest pause; without `collect_aside` it is what is left of the connection's four."""
    command = [sys.executable, "-c", WAITS, str(tmp_path / "a.db")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert float(done.stdout) < 1
