"""outbox -> message -> receivers. Each receiver has a thread of its own, so none waits for another; no Prefect here.

What one receiver has waiting goes out singly, or as one digest: where the receiver wants that, and where a storm would
break the service's limits. Every entry of a digest is settled for itself.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from alerts import bundling
from alerts.hours import worst_of
from alerts.memory import Notification
from alerts.message import Links, Message, compose
from alerts.receipts import DeliveryError, Receipt
from alerts.receivers import Receiver
from alerts.send import Aside, send
from flows import reachability
from flows.pictures import picture_for
from flows.wiring import House
from sources.errors import ConfigError
from store import outbox
from store.database import Session, unit_of_work
from store.errors import LeaseLost, Overtaken
from store.outbox import LEASE, Entry, EntryState

MOST_AT_ONCE = 60  # entries claimed together: the most that one digest tells
MOST_THREADS = 32
A_MINUTE = timedelta(minutes=1)
ATTEMPTS = 5  # when somebody else saved the same alert first
Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery that was tried. `receipt` where the receiver took it, else the `problem`."""

    entry: Entry
    receipt: Receipt | None
    problem: str = ""
    state: EntryState = EntryState.SENT


def send_what_waits(home: House, links: Links) -> tuple[Delivered, ...]:
    """Claim, send, settle, until nothing is due any more."""
    done: list[Delivered] = []
    while names := _waiting(home):
        with ThreadPoolExecutor(min(len(names), MOST_THREADS), thread_name_prefix="deliver") as pool:
            for told in pool.map(partial(_to_receiver, home, links), names):
                done += told
    return tuple(done)


def _waiting(home: House) -> tuple[str, ...]:
    """The receivers for whom something is due. What outlived all its senders dies here, and that is told."""

    def look() -> tuple[str, ...]:
        now = home.clock.now()
        with unit_of_work(home.store) as session:
            for receiver in sorted(outbox.bury_worn_out(session, now)):
                reachability.lost(session, home, receiver, outbox.WORN_OUT)
            return tuple(outbox.due(session, now))

    return _against_others(look)


def _to_receiver(home: House, links: Links, name: str) -> list[Delivered]:
    receiver = home.receivers.named.get(name)
    done: list[Delivered] = []
    while True:
        with unit_of_work(home.store) as session:
            now = home.clock.now()
            entries = outbox.claim(session, name, now, MOST_AT_ONCE)
            posts = outbox.posts_since(session, name, now - A_MINUTE)
        if not entries:
            return done
        if receiver is None:
            gone = DeliveryError(f"receiver {name} is no longer in the receivers file", permanent=True)
            done += _failed(home, entries, gone)
            continue
        desk = _Desk(home, receiver, links, now, posts)
        done += desk.send_all(desk.hold_back(entries))


@dataclass(frozen=True, slots=True)
class _Desk:
    """One receiver's turn: what was claimed for it at `claimed_at`, after `posts` in the last minute."""

    home: House
    receiver: Receiver
    links: Links
    claimed_at: datetime
    posts: int

    @property
    def room(self) -> int | None:
        """How many posts the service still takes this minute."""
        limit = self.receiver.per_minute
        return None if limit is None else max(limit - self.posts, 0)

    def hold_back(self, entries: Sequence[Entry]) -> list[Entry]:
        """Those that may go now. The others wait for the end of quiet hours, the time of the digest, the next minute."""
        ready: list[Entry] = []
        for entry in entries:
            told = entry.notification
            worst = worst_of(move.evaluation.severity for move in told.transitions)
            until = self.receiver.held_until(worst, told.created_at, self.claimed_at)
            if self.room == 0:
                until = until or self.claimed_at + A_MINUTE
            if until is None:
                ready.append(entry)
            else:
                _postpone(self.home, [entry], until)
        return ready

    def send_all(self, entries: Sequence[Entry]) -> list[Delivered]:
        """One message after the other. After one that failed for a time the others wait a minute: they would fail too."""
        by_key = {entry.notification.key: entry for entry in entries}
        waiting = [entry.notification for entry in entries]
        at_most = min(filter(None, (self.receiver.at_most_at_once, self.room)))
        done: list[Delivered] = []
        for together in bundling.messages(waiting, at_most, always_one=self.receiver.digest is not None):
            if self.home.clock.now() - self.claimed_at > LEASE / 2:  # the lease may run out: claim the rest anew
                _postpone(self.home, [*by_key.values()], self.home.clock.now())
                break
            done += self._send([by_key.pop(told.key) for told in together])
            if done[-1].receipt is None and done[-1].state is not EntryState.DEAD:
                _postpone(self.home, [*by_key.values()], self.home.clock.now() + A_MINUTE)
                break
        return done

    def _send(self, entries: Sequence[Entry]) -> list[Delivered]:
        told = bundling.bundle([entry.notification for entry in entries])
        try:
            message = _worded(self.home, told, self.receiver, self.links)
            aside = Aside(_show, self._pause_between(message))
            receipt = send(message, self.receiver, _secrets(self.home, self.receiver), self.home.clock.now(), aside)
        except DeliveryError as error:
            return _failed(self.home, entries, error)
        return _sent(self.home, entries, receipt)

    def _pause_between(self, message: Message) -> Callable[[], None]:
        """Only a message of more parts than the service still takes at once is slowed down."""
        limit = self.receiver.per_minute
        if limit is None or self.room is None or len(message.parts) <= self.room:
            return lambda: None
        return partial(self.home.clock.sleep, A_MINUTE.total_seconds() / limit)


def _worded(home: House, told: Notification, receiver: Receiver, links: Links) -> Message:
    try:
        return replace(compose(told, receiver, links), picture=picture_for(home, told, receiver))
    except Exception as error:  # no other receiver's message may wait for this one; somebody is told of it
        broke = f"{type(error).__name__}: {error}"
        raise DeliveryError(
            f"receiver {receiver.name}: the message cannot be worded: {broke}", permanent=True
        ) from error


def _secrets(home: House, receiver: Receiver) -> dict[str, str]:
    try:
        return home.secrets(receiver.secret_names)
    except ConfigError as error:
        raise DeliveryError(f"receiver {receiver.name}: {error}", permanent=False) from error


def _sent(home: House, entries: Sequence[Entry], receipt: Receipt) -> list[Delivered]:
    def settle() -> list[Delivered]:
        with unit_of_work(home.store) as session:
            done = [Delivered(entry, receipt, _mark_sent(session, entry, receipt)) for entry in entries]
            reachability.reached(session, home, receipt.receiver)
        return done

    return _against_others(settle)


def _mark_sent(session: Session, entry: Entry, receipt: Receipt) -> str:
    """What there is to say of it: it took longer than the lease, and somebody else sent it too."""
    try:
        outbox.mark_sent(session, entry, receipt)
    except LeaseLost as error:
        return str(error)
    return ""


def _failed(home: House, entries: Sequence[Entry], error: DeliveryError) -> list[Delivered]:
    def settle() -> list[Delivered]:
        with unit_of_work(home.store) as session:
            states = [_mark_failed(session, entry, error, home.clock.now()) for entry in entries]
            if EntryState.DEAD in states:
                reachability.lost(session, home, entries[0].notification.receiver, str(error))
        return [Delivered(entry, None, str(error), state) for entry, state in zip(entries, states, strict=True)]

    return _against_others(settle)


def _mark_failed(session: Session, entry: Entry, error: DeliveryError, now: datetime) -> EntryState:
    try:
        return outbox.mark_failed(session, entry, error, now)
    except LeaseLost:
        return EntryState.SENDING  # by somebody else


def _postpone(home: House, entries: Sequence[Entry], until: datetime) -> None:
    with unit_of_work(home.store) as session:
        for entry in entries:
            with suppress(LeaseLost):
                outbox.postpone(session, entry, until)


def _against_others(work: Callable[[], Done]) -> Done:
    """Do it again where somebody else saved the same alert first; nothing of the first try is stored then."""
    for _ in range(ATTEMPTS - 1):
        with suppress(Overtaken):
            return work()
    return work()


def _show(text: str) -> None:
    """A message on the console, with a bar beside it that sets it apart from what the program says of itself."""
    sys.stdout.write("\n" + "".join(f"  ┃ {line}\n" for line in text.strip().splitlines()) + "\n")
    sys.stdout.flush()
