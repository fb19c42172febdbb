"""outbox -> message -> receiver."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import timedelta

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts.message import Links, compose
from alerts.receipts import DeliveryError, Receipt
from alerts.send import send
from flows import artifacts
from flows.punctuality import too_late
from flows.wiring import House, house
from store import outbox
from store.database import unit_of_work
from store.errors import LeaseLost
from store.outbox import Entry, EntryState

LEASE = timedelta(minutes=5)  # longer than one delivery may take; a crashed sender's entries are free after it
BATCH = 20


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery that was tried. `receipt` where the receiver took it, else the `problem`."""

    entry: Entry
    receipt: Receipt | None
    problem: str = ""
    state: EntryState = EntryState.SENT


@flow(name="deliver", flow_run_name="deliver", retries=0)
def deliver() -> tuple[Delivered, ...] | State[None]:
    """Send the messages that are promised and not yet sent.

    Running it again sends nothing twice. What could not be sent is tried again later by itself; after too many
    attempts it is kept as dead and becomes an alert of its own.
    """
    late = too_late(timedelta(minutes=5))
    if late is not None:
        return late
    delivered = send_what_waits()
    if delivered:
        artifacts.delivered(delivered)
    return delivered


@task(cache_policy=NO_CACHE, task_run_name="send")
def send_what_waits() -> tuple[Delivered, ...]:
    """Claim, send, mark: entry by entry, so that one bad receiver holds up nobody else's message for long."""
    home = house()
    done: list[Delivered] = []
    while True:
        now = home.clock.now()
        with unit_of_work(home.store) as session:
            entries = outbox.claim(session, now, LEASE, BATCH)
        if not entries:
            return tuple(done)
        done += [_deliver(home, entry) for entry in entries]


def _deliver(home: House, entry: Entry) -> Delivered:
    try:
        receipt = _send(home, entry)
    except DeliveryError as error:
        with unit_of_work(home.store) as session:
            state = outbox.mark_failed(session, entry, error, home.clock.now())
        get_run_logger().warning("not delivered to %s: %s", entry.notification.receiver, error)
        return Delivered(entry, None, str(error), state)
    try:
        with unit_of_work(home.store) as session:
            outbox.mark_sent(session, entry, receipt)
    except LeaseLost as error:  # it took longer than the lease and somebody else sent it too: said, not hidden
        get_run_logger().warning("%s", error)
    return Delivered(entry, receipt)


def _send(home: House, entry: Entry) -> Receipt:
    name = entry.notification.receiver
    receiver = home.receivers.named.get(name)
    if receiver is None:
        raise DeliveryError(f"receiver {name} is no longer in the receivers file", permanent=True)
    message = compose(entry.notification, receiver, Links(flow_run=artifacts.link_to_this_run()))
    return send(message, receiver, home.secrets(), home.clock.now(), show)


def show(text: str) -> None:
    """A message on the console, with a bar beside it that sets it apart from what the program says of itself."""
    sys.stdout.write("\n" + "".join(f"  ┃ {line}\n" for line in text.strip().splitlines()) + "\n")
    sys.stdout.flush()
