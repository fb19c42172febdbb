"""`python -m sources.rehearsal --port 8765 --day 2026-06-23`: the rehearsed sites on their own."""

from __future__ import annotations

import argparse
import signal
from datetime import date

from sources.rehearsal import Rehearsal


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve the rehearsed official sites on loopback, by Host header.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--day", type=date.fromisoformat, default=None)
    given = parser.parse_args()
    with Rehearsal(day=given.day, port=given.port) as rehearsal:
        print(f"rehearsing {rehearsal.day} on 127.0.0.1:{rehearsal.port}", flush=True)
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    main()
