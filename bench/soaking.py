"""What the soak looks at: memory, handles, databases and logs of a running `serve`, day by day, and whether they grow."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import mean, median

import psutil

WEEK = 7
_ENDED = re.compile(r"Flow run '.*' - Finished in state")
MEBI = 1024 * 1024
GROWTH = 1.05  # of the last two weeks against the second and third; more is growth
ROWS = ("visit", "reception", "body", "decision", "outbox", "transition", "reading", "release_fact")


@dataclass(frozen=True, slots=True)
class Sample:
    """One day. Sizes in MiB; databases with their journals, logs all together."""

    runs: int  # finished so far
    server: float
    server_handles: int
    worker: float
    worker_handles: int
    parent: float
    parent_handles: int
    ours: float
    prefects: float
    logs: float


@dataclass(frozen=True, slots=True)
class Watched:
    """A running `serve` and its folder."""

    pid: int
    data: Path

    @property
    def store(self) -> Path:
        return self.data / "monitor.sqlite"

    @property
    def prefect(self) -> Path:
        return self.data / "prefect" / "prefect.db"

    def sample(self) -> Sample:
        server, worker = (psutil.Process(row["pid"]) for row in json.loads((self.data / "serve.json").read_text()))
        parent = psutil.Process(self.pid)
        logs = sum(file.stat().st_size for file in (self.data / "logs").iterdir())
        return Sample(
            self._runs(),
            server.memory_info().rss / MEBI,
            server.num_fds(),
            worker.memory_info().rss / MEBI,
            worker.num_fds(),
            parent.memory_info().rss / MEBI,
            parent.num_fds(),
            _size(self.store),
            _size(self.prefect),
            logs / MEBI,
        )

    def _runs(self) -> int:
        """What the worker says of them: Prefect's own count forgets what was vacuumed."""
        logs = (self.data / "logs").glob("worker.log*")
        return sum(len(_ENDED.findall(log.read_text(encoding="utf-8", errors="replace"))) for log in logs)


def rows_of(store: Path) -> dict[str, int]:
    if not store.is_file():
        return dict.fromkeys(ROWS, 0)
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=60)) as connection:
        return {name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in ROWS}


def table(samples: Sequence[Sample]) -> str:
    """A line a week: the median of its days."""
    head = ("week", "runs", "server MiB", "handles", "worker MiB", "handles", "serve MiB", "handles")
    head += ("our db MiB", "Prefect's db MiB", "logs MiB")
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    for week, days in enumerate(_weeks(samples), 1):
        names = ("server", "server_handles", "worker", "worker_handles", "parent", "parent_handles")
        names += ("ours", "prefects", "logs")
        cells = [
            str(week),
            str(days[-1].runs),
            *(f"{median(getattr(day, name) for day in days):.4g}" for name in names),
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def flat(samples: Sequence[Sample]) -> list[str]:
    """What is larger in the last two weeks than in the second and third, in words; empty where nothing is."""
    weeks = _weeks(samples)
    if len(weeks) < 5:
        return ["too few weeks to tell: five are needed"]
    early, late = [*weeks[1], *weeks[2]], [*weeks[-2], *weeks[-1]]
    looked_at: dict[str, Callable[[Sample], float]] = {
        "memory of the server": lambda day: day.server,
        "memory of the worker": lambda day: day.worker,
        "memory of serve": lambda day: day.parent,
        "handles of the server": lambda day: day.server_handles,
        "handles of the worker": lambda day: day.worker_handles,
        "handles of serve": lambda day: day.parent_handles,
        "our database": lambda day: day.ours,
        "Prefect's database": lambda day: day.prefects,
    }
    grown = []
    for name, of in looked_at.items():
        before, after = mean(map(of, early)), mean(map(of, late))
        if after > before * GROWTH + 0.5:
            grown.append(f"{name} grew from {before:.1f} to {after:.1f}")
    return grown


def _weeks(samples: Sequence[Sample]) -> list[Sequence[Sample]]:
    return [samples[start : start + WEEK] for start in range(0, len(samples), WEEK)]


def _size(database: Path) -> float:
    files = (database, database.with_name(f"{database.name}-wal"))
    return sum(file.stat().st_size for file in files if file.is_file()) / MEBI
