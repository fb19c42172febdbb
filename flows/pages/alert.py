"""The page of an alert: what it is about, what it went through, who was told and what their services answered."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from alerts.lifecycle import Alert, Transition
from alerts.notifications import group_of
from alerts.wording import counted
from flows.artifacts import escape, link, table
from flows.clock import in_beijing
from flows.explain import explained
from flows.finding import find_any
from flows.pages.addresses import deployments_named, leading_to
from flows.pages.keys import key_of
from flows.pages.writing import write_page
from flows.wiring import House
from store import alert_states, outbox
from store.database import read_only
from store.outbox import Delivery


def show_alert(home: House, name: str) -> str:
    """Raises StoreError where no alert, or more than one, is called so."""
    with read_only(home.store) as session:
        alert = find_any(session, name, home.rulebook)
        moves = alert_states.transitions(session, *alert.key)
        promised = [d for d in outbox.about(session, _groups(moves)) if _tells(d, alert)]
    whole = f"{alert.rule}/{alert.subject}"
    key = key_of("alert", whole)
    write_page(
        key=key,
        markdown=markdown(whole, explained(home, whole), promised, _beside(home, alert)),
        description=f"{escape(whole)}: {alert.state.value}",
    )
    return key


def markdown(name: str, lines: list[str], promised: list[Delivery], beside: str = "") -> str:
    """`lines` as `explain` gives them: a list, deeper where they are indented. `beside` leads on."""
    items = [f"{'  ' if line.startswith('  ') else ''}- {_shown(line)}" for line in lines if line.strip()]
    rows = (
        (
            in_beijing(d.notification.created_at),
            f"{escape(d.notification.receiver)}, {d.notification.reason.value}",
            escape(f"{d.state.value}, {counted(d.attempts, 'attempt')}: {_answer(d)}"),
        )
        for d in promised
    )
    receipts = table(("promised", "receiver, reason", "what became of it"), rows)
    rule, _, subject = name.partition("/")
    quiet = (
        f"To keep it quiet: {_form('silence')}, with rule `{_plain(rule)}` and subject `{_plain(subject)}`. "
        f"To take it on: {_form('acknowledge')}, with alert `{_plain(name)}`. To try another threshold on history: "
        f"{_form('backtest')}, with rule `{_plain(rule)}`. Times are Beijing's."
    )
    told = receipts if promised else "None was promised."
    parts = [f"# {escape(name)}", quiet, beside, "\n".join(items), "## Messages", told]
    return "\n\n".join(filter(None, parts))


def series_of(home: House, alert: Alert) -> str:
    """The series that its rule asks of; empty where it asks of something else."""
    series = next((b.series for b in home.rulebook.bounds if b.key == alert.key), None)
    return series.id if series is not None else ""


def _beside(home: House, alert: Alert) -> str:
    """How old the page is, and where the values stand."""
    series = series_of(home, alert)
    values = f"Its values and their picture: {leading_to(escape(series), key_of('series', series))}. " if series else ""
    return f"{values}As of {in_beijing(home.clock.now())}; {_form('show')} writes it anew."


def _answer(delivery: Delivery) -> str:
    return (delivery.receipt.answer if delivery.receipt else delivery.last_error or "no answer yet")[:300]


def _form(deployment: str) -> str:
    return f"[`{deployment}`]({deployments_named(deployment)})"


def _plain(name: str) -> str:
    """To be copied from between backticks: nothing there is markup but a backtick."""
    return " ".join(name.replace("`", "").split())


def _shown(line: str) -> str:
    """Escaped; an address that stands at the end of a line of ours can be followed, and is named by its host alone."""
    label = _LABELLED.match(line)
    if label:
        return f"**{escape(label[1])}** {_shown(f' {label[2]}').strip()}"
    before, mark, rest = line.rpartition(" http")
    address = mark.strip() + rest
    return f"{escape(before)} {link(urlsplit(address).hostname or address, address)}".strip() if mark else escape(line)


_LABELLED = re.compile(r"  (rule|why|newest|read at|taken on|muted)  +(\S.*)")  # as `explain` sets them


def _groups(moves: tuple[Transition, ...]) -> set[str]:
    """What its messages were told under; a storm is told under a group of its own."""
    return {"storm", *(group_of(move) for move in moves)}


def _tells(delivery: Delivery, alert: Alert) -> bool:
    return any((t.rule, t.subject) == alert.key for t in delivery.notification.transitions)
