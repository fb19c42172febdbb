"""Kills, one after another: a worker begins, dies at a random moment, another one finishes, and what is left is compared."""

from __future__ import annotations

import multiprocessing
import random
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from typing import Any

from rich.console import Console

from bench import crash_work
from bench.crash_scenes import Scene
from bench.stage import Contents, Databases, Hook, Place, Stores, Taken, contents
from sources.rehearsal import Rehearsal
from store.database import open_store

SERVER = "the server"  # which is killed instead of the worker
PATIENCE = 180  # seconds that a worker may take
PROGRESS = Console(stderr=True, width=160)


@dataclass
class Tally:
    """What the kills of one operation on one database did."""

    kills: int = 0
    lost_observations: int = 0
    lost_messages: int = 0
    repeats: int = 0
    most_repeats: int = 0  # of one receiver after one kill
    unopened: int = 0
    differing: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)

    def counts(self) -> tuple[int, ...]:
        lost = (self.lost_observations, self.lost_messages)
        return (self.kills, *lost, self.repeats, self.most_repeats, self.unopened)

    @property
    def holds(self) -> bool:
        lost = self.lost_observations + self.lost_messages + self.unopened
        return not lost and self.most_repeats <= 1 and not self.differing


@dataclass
class Worker:
    """A process that begins, ends or is killed."""

    process: Any
    ready: Connection
    where: Any

    def hears(self, seconds: float) -> str:
        try:
            return str(self.ready.recv()) if self.ready.poll(seconds) else ""
        except EOFError:
            return ""

    def kill(self) -> None:
        self.process.kill()

    def over(self) -> None:
        self.process.join(PATIENCE)
        self.process.kill()  # where it hangs
        self.process.join()


class Campaign:
    """Kills on one database, one after another."""

    def __init__(self, places: Stores, sites: Rehearsal, hook: Hook, seed: int) -> None:
        self._places, self._sites, self._hook = places, sites, hook
        self._chance = random.Random(seed)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["bench.crash_work"])
        self._undisturbed: dict[Scene, tuple[Contents, Taken, float]] = {}
        self._takes: dict[Scene, float] = {}  # seconds, by what was seen since

    def place(self, name: str, day: date) -> Place:
        return Place(self._places.url(name), self._places.folder / name, self._sites.port, self._hook.port, day)

    def run(self, operation: str, scenes: list[Scene], kills: int) -> Tally:
        tally = Tally()
        while tally.kills < kills:
            scene = scenes[tally.kills % len(scenes)]
            self.trial(scene, tally, kill_server=operation == SERVER)
            if tally.kills in (kills // 2, kills) or not tally.holds:
                PROGRESS.print(f"{operation}: {tally.kills} kills, {vars(tally) | {'moments': len(tally.moments)}}")
        return tally

    def undisturbed(self, scene: Scene) -> tuple[Contents, Taken, float]:
        """What the day leaves when nobody dies, and how long the operation takes."""
        if scene not in self._undisturbed:
            with self._copy(scene) as place:
                worker = self._start("begin", scene.operation, place)
                assert worker.hears(PATIENCE) == "begin"
                began = time.perf_counter()
                assert worker.hears(PATIENCE) == "end"
                seconds = time.perf_counter() - began
                worker.over()
                assert self._finish(scene, place)
                left = self._left(place)
            self._undisturbed[scene] = (left, Counter(self._hook.taken), seconds)
            if any(times > 1 for times in self._hook.taken.values()):
                raise AssertionError(f"{scene}: two messages cannot be told apart, so repeats could not be counted")
            said = f"{left.rows['observations'].total()} statements, {len(self._hook.taken)} messages"
            PROGRESS.print(f"{scene.operation} {scene.day}: {seconds:.2f} s undisturbed, {said}")
        return self._undisturbed[scene]

    def trial(self, scene: Scene, tally: Tally, *, kill_server: bool) -> None:
        """One kill; nothing is counted where the operation had ended before it."""
        expected, messages, seconds = self.undisturbed(scene)
        with self._copy(scene) as place:
            worker = self._start("begin", scene.operation, place)
            assert worker.hears(PATIENCE) == "begin"
            moment = self._chance.uniform(0, self._takes.setdefault(scene, seconds))
            time.sleep(moment)
            if kill_server:
                assert isinstance(self._places, Databases)
                self._places.server.kill()
                self._places.server.start()
            else:
                worker.kill()
            worker.over()
            if worker.hears(0) == "end":
                self._takes[scene] = moment  # it is faster now than it was: the machine has other work too
                return
            tally.kills += 1
            tally.moments[worker.where.value.decode()] += 1
            if not self._finish(scene, place):
                tally.unopened += 1
                return
            compare(tally, (expected, messages), (self._left(place), self._hook.taken))

    @contextmanager
    def _copy(self, scene: Scene) -> Iterator[Place]:
        self._sites.day = scene.day
        self._hook.taken.clear()
        self._places.copy(scene.store, "trial")
        try:
            yield self.place("trial", scene.day)
        finally:
            self._places.drop("trial")

    def _start(self, what: str, operation: str, place: Place) -> Worker:
        ours, theirs = self._context.Pipe(duplex=False)
        where = self._context.RawArray("c", 100)
        work = getattr(crash_work, what)
        process = self._context.Process(target=work, args=(operation, place, theirs, where), daemon=True)
        process.start()
        theirs.close()
        return Worker(process, ours, where)

    def _finish(self, scene: Scene, place: Place) -> bool:
        worker = self._start("finish", scene.operation, place)
        said = worker.hears(PATIENCE)
        worker.over()
        if said != "end" or worker.process.exitcode:
            PROGRESS.print(f"[red]{scene.operation} {scene.day}: did not come to its end: {said}[/]")
        return said == "end" and not worker.process.exitcode

    def _left(self, place: Place) -> Contents:
        engine = open_store(place.store)
        try:
            return contents(engine)
        finally:
            engine.dispose()


def compare(tally: Tally, undisturbed: tuple[Contents, Taken], found: tuple[Contents, Taken]) -> None:
    (expected, messages), (left, taken) = undisturbed, found
    tally.lost_observations += expected.lost("observations", left)
    tally.lost_messages += len(set(messages) - set(taken))
    tally.differing.update(expected.differing(left))
    tally.differing.update("sent and never due" for _ in set(taken) - set(messages))
    repeats = Counter({receiver: 0 for receiver, _ in taken})
    for (receiver, _), times in taken.items():
        repeats[receiver] += times - 1
    tally.repeats += repeats.total()
    tally.most_repeats = max(tally.most_repeats, *repeats.values(), 0)
