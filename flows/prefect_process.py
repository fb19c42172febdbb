"""Prefect with its garbage collected in a thread of its own: `python -m flows.prefect_process server start ...`.

Prefect's server on SQLite has a thread a connection and one event loop over all of them. A cursor that the collector ends
wants the mutex of its connection, and a connection that waits for another writer holds its mutex, for up to the minute that Prefect
gives it. Where the collector happens to run on the event loop, the loop then stands still, and with it the very writer that is
waited for, since his next statement comes from the loop: nothing answers for that minute (CPython 3.11, Prefect 3.8, measured in
docs/reliability.md). A thread may wait there; the loop must not.

Prefect's worker leaves half a MiB a run in cycles of few objects, TLS contexts among them, too few for the collector to come by
itself before they are many. Here it comes every two minutes.
"""

from __future__ import annotations

import gc
import threading
import time

SECONDS = 1.0  # between looks
YOUNG = 5_000  # new objects that are worth a look; CPython's own is 700, without the second between looks
OLDER, ALL = 10, 120  # every so many looks, the older ones and all of them


def collect_aside() -> threading.Thread:
    """From now on the collector runs in the thread that is returned, and on no other unless it is called by name."""
    gc.disable()
    thread = threading.Thread(target=_collect, name="garbage", daemon=True)
    thread.start()
    return thread


def _collect() -> None:
    looks = 0
    while True:
        time.sleep(SECONDS)
        looks += 1
        if looks % ALL == 0:
            gc.collect()
        elif looks % OLDER == 0:
            gc.collect(1)
        elif gc.get_count()[0] > YOUNG:
            gc.collect(0)


if __name__ == "__main__":
    from prefect.cli import app

    collect_aside()
    app()
