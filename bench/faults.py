"""A year of the rehearsal with every fault of the field, beside the same year without: nothing false, nothing missed.

    make bench-faults       or: python -m bench.faults [--database sqlite|postgresql] [--from 2026-01-01] [--days 365] [--seed 1]

One look at every publisher a day, with judging and sending after it, at the evenings of a year that the rehearsal's record
fills: its releases up to March 2026 are real figures, what comes after is invented, and its quiet days are played as they
are. The schedule of `prefect.yaml` looks ten times as often; a fault that lasts a day here is a fault of all its looks.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from apprise import Apprise
from rich.console import Console
from rich.table import Table

from alerts.lifecycle import Transition
from alerts.receivers import Receiver, Receivers
from bench.fault_schedule import ChannelFault, ClockFault, Spell, StoreFault, schedule
from bench.fault_walk import Stage, Walked, walk
from bench.stage import Databases, Hook, Place, home_at, stores
from sources.rehearsal import FaultKind, Rehearsal
from store.outbox import EntryState

KINDS = ("sqlite", "postgresql")
PROGRESS = Console(stderr=True, width=160)
LOOKS_TO_TELL = 2  # failures in a row, as the shipped rule asks; one more, since a spell may begin while a site rests
AFTERWARDS = timedelta(days=2)  # after a fault: one look, and the longest that a site which blocked is left alone


@dataclass(frozen=True, slots=True)
class Verdict:
    """How often each promise was broken, and what was seen of it."""

    promise: str
    broken: tuple[str, ...]


def judge(quiet: Walked, struck: Walked, spells: Sequence[Spell], days: Sequence[date]) -> list[Verdict]:
    """The disturbed walk beside the undisturbed one."""
    expected, found = quiet.about_figures(), struck.about_figures()
    died = [d for d in struck.deliveries if d.state is EntryState.DEAD]
    return [
        Verdict("false alerts about figures", tuple(str(what) for what in found if what not in expected)),
        Verdict("missed alerts about figures", tuple(str(what) for what in expected if what not in found)),
        Verdict("alerts later than the fault's end and a look", tuple(_too_late(expected, found, spells))),
        Verdict("blind spells that nobody was told of", tuple(_untold(struck, spells))),
        Verdict("recoveries that nobody was told of", tuple(_not_over(struck, spells, days))),
        Verdict(
            "messages dead without a permanent refusal",
            tuple(f"{d.id}: {d.last_error}" for d in died if "404" not in str(d.last_error)),
        ),
        Verdict(
            "messages still waiting at the end",
            tuple(str(d.id) for d in struck.deliveries if d.state not in (EntryState.DEAD, EntryState.SENT)),
        ),
        Verdict("receivers that took more or less than was sent", tuple(_miscounted(struck))),
        Verdict("changes about figures that a receiver was not sent", tuple(_unsent(struck))),
        Verdict("failures without one clear error", tuple(struck.broken)),
    ]


def _too_late(
    expected: dict[tuple[str, ...], Transition], found: dict[tuple[str, ...], Transition], spells: Sequence[Spell]
) -> Iterator[str]:
    for what in expected.keys() & found.keys():
        due, came = expected[what].at.date(), found[what].at.date()
        excused = due
        for spell in sorted(spells, key=lambda spell: spell.first):
            if (
                not isinstance(spell.fault, ChannelFault)
                and spell.first <= excused + AFTERWARDS <= spell.last + AFTERWARDS
            ):
                excused = max(excused, spell.last)
        if came > (excused + AFTERWARDS if excused > due or came > due else due):
            yield f"{what}: due {due}, excused until {excused}, came {came}"


def _untold(struck: Walked, spells: Sequence[Spell]) -> Iterator[str]:
    for spell in (s for s in spells if s.blinds):
        for day, blind in struck.blind.items():
            looks = sum(_could_count(d, spells) for d in struck.blind if spell.first <= d <= day)
            told = blind is None or spell.publisher in blind
            if looks > LOOKS_TO_TELL and day <= spell.last and _could_count(day, spells) and not told:
                yield f"{spell.publisher} on {day}: {spell.fault.value} since {spell.first}"


def _could_count(day: date, spells: Sequence[Spell]) -> bool:
    """Whether a look of that day could be recorded in its order: the store was there, and the clock not ahead before."""
    ahead = (s for s in spells if isinstance(s.fault, ClockFault) and s.first <= day <= s.last + timedelta(days=1))
    return not any(isinstance(s.fault, StoreFault) and s.covers(day) for s in spells) and not any(ahead)


def _not_over(struck: Walked, spells: Sequence[Spell], days: Sequence[date]) -> Iterator[str]:
    """Publishers that are still said to be out of sight long after everything that could have hidden them."""
    hiding = [s for s in spells if not isinstance(s.fault, ChannelFault)]
    for day, blind in struck.blind.items():
        calm = not any(s.first <= day <= s.last + AFTERWARDS for s in hiding)
        for publisher in (blind or ()) if calm else ():
            if publisher not in OWN_FAULTS.get(day, ()):
                yield f"{publisher} on {day}"


def _miscounted(struck: Walked) -> Iterator[str]:
    """Nobody was killed, so every message that is sent was taken once; all of them are in one part."""
    sent = Counter(d.notification.receiver for d in struck.deliveries if d.state is EntryState.SENT)
    taken: Counter[str] = Counter()
    for (receiver, _), times in struck.taken.items():
        taken[receiver] += times
    for receiver in sent.keys() | taken.keys():
        if sent[receiver] != taken[receiver]:
            yield f"{receiver}: {sent[receiver]} sent, {taken[receiver]} taken"


def _unsent(struck: Walked) -> Iterator[str]:
    told = {
        move.id for d in struck.deliveries if d.notification.receiver == "desk" for move in d.notification.transitions
    }
    for what, move in struck.about_figures().items():
        if move.id not in told:
            yield str(what)


# Days on which the record itself hides a publisher, and the looks after them.
OWN_FAULTS = {date(2026, 8, day): frozenset({"ningbo-stats"}) for day in (5, 6, 7)} | {
    date(2026, 9, day): frozenset({"miit", "nbs"}) for day in range(10, 18)
}


@contextmanager
def walked_on(kind: str, days: Sequence[date]) -> Iterator[Stage]:
    """A house on an empty store; one of its receivers is a DingTalk robot, whose service is moved to loopback."""
    with (
        TemporaryDirectory(prefix="bench-faults-") as name,
        stores(kind, Path(name)) as places,
        Rehearsal() as sites,
        Hook() as hook,
    ):
        places.create("walk")
        home = home_at(Place(places.url("walk"), Path(name) / "walk", sites.port, hook.port, days[0]))
        robot = Receiver(
            **home.receivers.named["bureau"].model_dump() | {"url": "dingtalk://${BENCH_TOKEN}/", "timeout_seconds": 1}
        )
        named = {n: r.model_copy(update={"timeout_seconds": 1}) for n, r in home.receivers.named.items()} | {
            "bureau": robot
        }
        plugin = type(Apprise.instantiate("dingtalk://0123456789abcdef0123456789abcdef01234567/"))
        server = places.server if isinstance(places, Databases) else None
        with (
            patch.object(plugin, "notify_url", f"http://127.0.0.1:{hook.port}/bureau?access_token={{token}}"),
            patch.dict("os.environ", BENCH_TOKEN="0123456789abcdef0123456789abcdef01234567"),
        ):
            yield Stage(replace(home, receivers=Receivers(named)), sites, hook, server)
        home.store.dispose()


def campaign(kind: str, days: Sequence[date], seed: int) -> tuple[list[Verdict], Walked, list[Spell]]:
    with walked_on("sqlite", days) as stage:
        receivers = list(stage.home.receivers.named)
        spells = schedule(days, stage.home.catalogue, receivers, kind, seed)
        quiet = walk(stage, days, [], lambda said: PROGRESS.print(f"undisturbed {said}"))
    with walked_on(kind, days) as stage:
        struck = walk(stage, days, spells, lambda said: PROGRESS.print(f"{kind} {said}"))
    return judge(quiet, struck, spells, days), struck, spells


def main() -> None:
    arguments = argparse.ArgumentParser(description="A year of the rehearsal with every fault of the field.")
    arguments.add_argument("--database", choices=KINDS, action="append")
    arguments.add_argument("--from", dest="first", type=date.fromisoformat, default=date(2026, 1, 1))
    arguments.add_argument("--days", type=int, default=365)
    arguments.add_argument("--seed", type=int, default=1)
    asked = arguments.parse_args()
    days = [asked.first + timedelta(days=n) for n in range(asked.days)]
    logging.getLogger("stamina").setLevel(logging.ERROR)
    console, holds = Console(width=150), True
    for kind in asked.database or KINDS:
        verdicts, struck, spells = campaign(kind, days, asked.seed)
        holds = holds and not any(verdict.broken for verdict in verdicts)
        console.print(_played(kind, spells, struck))
        table = Table(
            "promise", "broken", "of which", title=f"{kind}, {len(days)} days from {days[0]}, seed {asked.seed}"
        )
        for verdict in verdicts:
            table.add_row(verdict.promise, str(len(verdict.broken)), "\n".join(verdict.broken[:8]) or "-")
        console.print(table)
    sys.exit(0 if holds else 1)


def _played(kind: str, spells: Sequence[Spell], struck: Walked) -> Table:
    table = Table("what", "how much", title=f"played, {kind}")
    for name, of in (("faults of sites", FaultKind), ("of the store", StoreFault), ("of channels", ChannelFault)):
        counted = Counter(spell.fault for spell in spells if isinstance(spell.fault, of))
        table.add_row(f"{name}: kinds, spells", f"{len(counted)}, {counted.total()}")
    table.add_row("alerts about figures, fired or resolved", str(len(struck.about_figures())))
    table.add_row("messages taken", str(struck.taken.total()))
    table.add_row("runs that the store ended with one clear error", str(struck.refused.total()))
    for said, count in struck.refused.most_common():
        table.add_row(f"  {said[:100]}", str(count))
    return table


if __name__ == "__main__":
    main()
