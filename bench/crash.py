"""What is left after kill -9 at random moments: nothing lost, a message repeated at most once, a store that opens.

    make bench-crash       or: python -m bench.crash [--kills 200] [--database sqlite|postgresql] [--only collect] [--seed 1]

Each trial copies a store as it was before a day of the rehearsal, starts one operation in a process of its own, kills it at a
moment drawn evenly from the time that the undisturbed operation takes, starts again, runs to the end of the day and
compares all that is stored and all that was received with the undisturbed day. `the server` kills PostgreSQL instead of us.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.table import Table

from bench.crash_scenes import BEFORE, Scene, scenes_of
from bench.crash_work import MIGRATIONS, OPERATIONS
from bench.kills import SERVER, Campaign, Tally
from bench.stage import Hook, stores
from sources.rehearsal import Rehearsal

KINDS = ("sqlite", "postgresql")
ALL = (*OPERATIONS, MIGRATIONS, SERVER)
HEADER = ("operation", "database", "kills", "lost observations", "lost messages", "repeats", "most a kill", "unopened")


def campaign(kind: str, operations: list[str], kills: int, seed: int, most_days: int = len(BEFORE)) -> dict[str, Tally]:
    """So many kills of each operation. The server of SQLite is nobody that could be killed."""
    with (
        TemporaryDirectory(prefix="bench-crash-") as name,
        stores(kind, Path(name)) as places,
        Rehearsal() as sites,
        Hook() as hook,
    ):
        trials = Campaign(places, sites, hook, seed)
        scenes = scenes_of(places, sites, trials.place, most_days)
        asked = [operation for operation in operations if (operation, kind) != (SERVER, "sqlite")]
        return {operation: trials.run(operation, _of(scenes, operation), kills) for operation in asked}


def _of(scenes: list[Scene], operation: str) -> list[Scene]:
    """PostgreSQL is killed under everything that lasts."""
    wanted = OPERATIONS if operation == SERVER else (operation,)
    return [scene for scene in scenes if scene.operation in wanted]


def main() -> None:
    arguments = argparse.ArgumentParser(description="What is left after kill -9 at random moments.")
    arguments.add_argument("--kills", type=int, default=40, help="of each operation on each database")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--database", choices=KINDS, action="append")
    arguments.add_argument("--only", choices=ALL, action="append")
    asked = arguments.parse_args()
    table, moments = Table(*HEADER, "otherwise different"), Table("operation", "database", "where the kills fell")
    holds = True
    for kind in asked.database or KINDS:
        for operation, tally in campaign(kind, asked.only or list(ALL), asked.kills, asked.seed).items():
            holds = holds and tally.holds
            table.add_row(operation, kind, *map(str, tally.counts()), ", ".join(tally.differing) or "-")
            fell = ", ".join(f"{moment} {count}" for moment, count in tally.moments.most_common())
            moments.add_row(operation, kind, fell)
    console = Console(width=150)
    console.print(table)
    console.print(moments)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
