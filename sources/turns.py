"""Taking turns at a host: how processes that know nothing of each other keep its requests apart."""

from __future__ import annotations

import fcntl
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

LONGEST_TURN = 300.0  # seconds: a note beyond that was written under another clock


class Turns(Protocol):
    """Whose turn it is at a host, wherever that is noted."""

    def take(self, host: str, earliest: float, gap: float) -> float:
        """Seconds to wait beyond `earliest` (seconds from now), since others have the turns before; takes the next.

        The host is free for the next turn `gap` seconds after that.
        """
        ...


@dataclass(frozen=True, slots=True)
class TurnsInFiles:
    """A file a host, in a folder that the processes of one machine share.

    It holds when the host is free again, by the world's clock, which all processes of a machine share.
    """

    folder: Path

    def take(self, host: str, earliest: float, gap: float) -> float:
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / f"{host}.turn").open("a+", encoding="ascii") as turn:
            fcntl.flock(turn, fcntl.LOCK_EX)
            turn.seek(0)
            now, noted = time.time(), turn.read().strip()
            free = float(noted) if re.fullmatch(r"\d+(\.\d+)?", noted) else now
            mine = max(now + earliest, min(free, now + LONGEST_TURN))
            turn.seek(0)
            turn.truncate()
            turn.write(f"{mine + gap:.3f}")
        return mine - now - earliest
