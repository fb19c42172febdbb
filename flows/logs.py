"""Logs of children that write for months: cut before they fill the disk."""

from __future__ import annotations

import shutil
from pathlib import Path

LARGEST = 10 * 1024 * 1024  # bytes of one log; as much again is kept of what came before


def cut_if_long(log: Path, largest: int = LARGEST) -> bool:
    """Move what is in a long log to `<name>.1` and let it begin anew; whether it was long.

    Its writer holds it open for appending and goes on at the new end; a line written in between is lost.
    """
    if not log.is_file() or log.stat().st_size <= largest:
        return False
    shutil.copyfile(log, log.with_name(f"{log.name}.1"))
    with log.open("r+b") as file:
        file.truncate(0)
    return True
