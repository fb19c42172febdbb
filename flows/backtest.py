"""`ningbo-monitor backtest`: what the rules would have sent, beside what other rules would have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alerts import rulebook as rulebooks
from alerts.news import NewVintage
from alerts.replay import Past, Sending, replay, sendings
from alerts.rulebook import Rulebook
from flows.arrivals import as_news
from flows.wiring import House
from sources.series import Observation
from store import named_lists
from store.database import Engine, Session, read_only
from store.observations import KnownBy
from store.timeline import moment_of, observations_known


@dataclass(frozen=True, slots=True)
class Asked:
    """What to play: from when to when, known by publication or by sight."""

    first: date | None = None
    last: date | None = None
    by: KnownBy = KnownBy.PUBLISHED


def backtest(home: House, changed: Path | None, asked: Asked, console: Console) -> int:
    """Print every message; with `changed` rules, those that only one of the two would send are marked. 0 if played.

    Raises ConfigError where the changed rules cannot be used.
    """
    other = rulebooks.load(home.catalogue, home.baseline, changed) if changed else None
    played = play(home, other, asked)
    if played is None:
        console.print("nothing is stored yet: collect first")
        return 1
    _print(played, console)
    console.print(played.said)
    return 0


@dataclass(frozen=True, slots=True)
class Played:
    """What the present rules, and the changed ones where there are any, would have sent."""

    differences: tuple[Difference, ...]
    is_compared: bool
    said: str  # what was played and what not

    @property
    def counted(self) -> str:
        counts = Counter((row.by_present, row.by_changed) for row in self.differences)
        if not self.is_compared:
            return f"{len(self.differences)} alerts told"
        return (
            f"{counts[True, True]} told by both, {counts[True, False]} by the present rules only (-), "
            f"{counts[False, True]} by the changed ones only (+)"
        )


def play(home: House, other: Rulebook | None, asked: Asked) -> Played | None:
    """Both rulebooks over the stored past, in memory; None where nothing is stored."""
    past = past_of(home.store, asked.by)
    if not past.vintages and not past.lists:
        return None
    present = _played(home, home.rulebook, past, asked)
    changed = present if other is None else _played(home, other, past, asked)
    first, last = past.days or (None, None)
    said = (
        f"played {asked.first or first} to {asked.last or last}, known by when it was {asked.by.value}; nothing was "
        "written and nothing sent. Not played: sites that could not be read, refused numbers, silences."
    )
    return Played(tuple(differences(present, changed)), other is not None, said)


def past_of(store: Engine, by: KnownBy, series: Iterable[str] | None = None) -> Past:
    """Everything that is stored of figures and lists, seen when it became known."""
    with read_only(store) as session:
        known = list(observations_known(session, by, None if series is None else set(series)))
        lists = [as_news(entry) for entry in _all_lists(session)]
    history: dict[str, list[Observation]] = {}
    for one in known:
        history.setdefault(one.observation.series, []).append(one.observation)
    vintages = [
        NewVintage(one.observation.series, one.observation.period, vintage, release)
        for one in known
        for vintage, release in zip(one.observation.vintages, one.releases, strict=True)
    ]
    if by is KnownBy.PUBLISHED:
        lists = [replace(n, seen_at=moment_of(n.published_on)) if n.published_on else n for n in lists]
    return Past(tuple(vintages), tuple(lists), {name: tuple(found) for name, found in history.items()})


def _all_lists(session: Session) -> Iterator[named_lists.NewList]:
    position = 0
    while found := named_lists.since(session, position):
        yield from found
        position = found[-1].position


def _played(home: House, rulebook: Rulebook, past: Past, asked: Asked) -> list[Sending]:
    return list(sendings(replay(past, rulebook, home.receivers, asked.last), asked.first))


@dataclass(frozen=True, slots=True)
class Difference:
    """A sending, and whether the present rules, the changed ones or both send it."""

    sending: Sending
    by_present: bool
    by_changed: bool


def differences(present: Sequence[Sending], changed: Sequence[Sending]) -> list[Difference]:
    """Both side by side, by day. What they say may differ in words: the same alert to the same one is the same."""
    ours, theirs = {_key(s): s for s in present}, {_key(s): s for s in changed}
    both = sorted(theirs | ours, key=lambda key: key)
    return [Difference(ours.get(key) or theirs[key], key in ours, key in theirs) for key in both]


def _key(sending: Sending) -> tuple[date, str, str, str, str]:
    return sending.day, sending.receiver, sending.rule, sending.subject, f"{sending.reason} {sending.state}"


def _print(played: Played, console: Console) -> None:
    table = Table(title="What the rules would have sent", expand=True)
    for name in ("", "day", "receiver", "reason", "rule · subject", "state", "found"):
        table.add_column(name, overflow="fold")
    for row in played.differences:
        sent, mark = row.sending, _MARKS[row.by_present, row.by_changed]
        what = escape(f"{sent.rule} · {sent.subject}")
        table.add_row(mark, str(sent.day), sent.receiver, sent.reason, what, sent.state, escape(sent.said))
    console.print(table)
    console.print(played.counted)


_MARKS = {(True, True): "", (True, False): "[red]-[/]", (False, True): "[green]+[/]"}
