"""Taking turns at a host: how processes that know nothing of each other keep its requests apart."""

from __future__ import annotations

import fcntl
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LONGEST_TURN = 300.0  # seconds: the longest gap; a note beyond that was written under another clock


class Turns(Protocol):
    """Whose turn it is at a host, wherever that is noted."""

    def take(self, host: str, gap: float) -> float:
        """0.0 where the host is free: the turn is taken, and the next comes `gap` seconds after this moment.

        Otherwise the seconds after which it is worth asking again. Nobody is promised a turn of the future: who came
        late to it would come close before the next.
        """
        ...


def still_busy(now: float, free: float) -> float:
    """Seconds until a host is free that was noted as free at `free`; 0.0 where it is."""
    return free - now if now < free <= now + LONGEST_TURN else 0.0


@dataclass(frozen=True, slots=True)
class TurnsInFiles:
    """A file a host, in a folder that the processes of one machine share.

    It holds when the host is free again, by the world's clock, which all processes of a machine share.
    """

    folder: Path

    def take(self, host: str, gap: float) -> float:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{host}.turn").open("a+", encoding="ascii") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            turn.seek(0)
            now, noted = time.time(), turn.read().strip()
            free = float(noted) if re.fullmatch(r"\d+(\.\d+)?", noted) else now
            wait = still_busy(now, free)
            if not wait:
                turn.seek(0)
                turn.truncate()
                turn.write(f"{now + min(gap, LONGEST_TURN):.3f}")
        return wait
