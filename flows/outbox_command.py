"""`ningbo-monitor outbox`: what was promised last, what died and why, and trying a dead message again."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from flows.clock import in_beijing
from flows.wiring import House
from store import outbox
from store.database import read_only, unit_of_work
from store.outbox import Delivery, EntryState

SHOWN = 30
_STYLE = {EntryState.DEAD: "red", EntryState.QUEUED: "yellow", EntryState.SENDING: "yellow", EntryState.SENT: ""}


def show(home: House, console: Console) -> int:
    """The newest messages, and every dead one. 0 if none is dead."""
    with read_only(home.store) as session:
        newest, dead = outbox.deliveries(session, SHOWN), outbox.dead(session)
    shown = {delivery.id: delivery for delivery in (*newest, *dead)}
    console.print(_table([shown[id] for id in sorted(shown, reverse=True)]))
    if dead:
        console.print("A dead message is not tried again by itself: ningbo-monitor outbox --retry NUMBER")
    return 1 if dead else 0


def retry(home: House, entry: int) -> str:
    """Queue a dead message anew. Raises StoreError for any other."""
    with unit_of_work(home.store) as session:
        outbox.requeue(session, entry, home.clock.now())
    return f"message {entry} is queued again; the next `deliver` sends it"


def _table(deliveries: list[Delivery]) -> Table:
    table = Table(title="Messages, newest first", expand=True)
    for name, ratio in (
        ("", 1),
        ("promised (Beijing)", 3),
        ("receiver", 3),
        ("what", 6),
        ("state", 3),
        ("answer or problem", 8),
    ):
        table.add_column(name, ratio=ratio, overflow="fold")
    for one in deliveries:
        table.add_row(
            str(one.id),
            in_beijing(one.notification.created_at),
            escape(one.notification.receiver),
            escape(_what(one)),
            f"[{_STYLE[one.state]}]{_state(one)}[/]" if _STYLE[one.state] else _state(one),
            escape(one.receipt.answer if one.receipt else one.last_error or ""),
        )
    return table


def _what(delivery: Delivery) -> str:
    told = delivery.notification
    alerts = ", ".join(dict.fromkeys(f"{move.rule}/{move.subject} {move.after.value}" for move in told.transitions))
    return f"{told.reason.value}: {alerts}"


def _state(delivery: Delivery) -> str:
    if delivery.state is EntryState.QUEUED and delivery.next_attempt is not None:
        return f"queued, due {in_beijing(delivery.next_attempt)}"
    return f"{delivery.state.value}, {delivery.attempts} attempts" if delivery.attempts > 1 else delivery.state.value
