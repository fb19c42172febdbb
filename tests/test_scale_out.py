"""The short form of bench/scale_out.py: real servers, workers, PostgreSQL and Redis; a worker and a server killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ASKED = os.environ.get("MONITOR_TEST_SCALE_OUT", "")


def test_two_servers_and_two_workers_leave_what_a_quiet_run_leaves() -> None:
    from bench.scale_out import missing

    if lacking := missing():
        pytest.skip(f"several machines cannot be tried here: {lacking}")
    if not ASKED:
        pytest.skip("takes ten minutes: set MONITOR_TEST_SCALE_OUT=1, or run python -m bench.scale_out")
    short = [sys.executable, "-m", "bench.scale_out", "--minutes", "2", "--days", "2"]
    done = subprocess.run(short, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1800)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
