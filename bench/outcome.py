"""What a store came to, without the moments at which it did, so that two ways through the same days can be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from sqlalchemy import text
from sqlmodel import col

from alerts.rules import OPERATIONS
from sources.releases import Visit
from store import alert_states, outbox
from store.database import Engine, Session, read_only
from store.outbox import Delivery, EntryState
from store.payloads import restore
from store.queries import pick
from store.tables import VisitRow

EVERYTHING = 1_000_000
_STATEMENTS = """
    SELECT o.series, o.period_kind, o.period_start, o.period_end, s.value, s.unit, s.qualifier, s.status, s.quote,
           r.publisher, r.url, r.document, s.news
    FROM statement s JOIN observation o ON o.id = s.observation_id JOIN reading r ON r.id = s.reading_id
"""


def blind_looks(store: Engine) -> Iterator[str]:
    """Each look that could not see its column, with what was said of it."""
    with read_only(store) as session:
        for (payload,) in session.execute(pick(VisitRow.payload).order_by(col(VisitRow.at))):
            visit = restore(Visit, payload)
            if not visit.outcome.could_look:
                yield f"{visit.at:%m-%d %H:%M} {visit.publisher} {visit.column} {visit.outcome}: {visit.evidence[:160]}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """Each as often as it is there."""

    statements: Counter[Hashable]
    alerts: Counter[Hashable]
    transitions: Counter[Hashable]
    told: Counter[Hashable]

    def sizes(self) -> str:
        return ", ".join(f"{sum(getattr(self, name).values())} {name}" for name in self.__slots__)

    def differences(self, other: Outcome) -> Iterator[str]:
        """What is here and not there, and the other way round."""
        for name in self.__slots__:
            here, there = getattr(self, name), getattr(other, name)
            yield from (f"{name}: only the first has {one}" for one in (here - there).elements())
            yield from (f"{name}: only the second has {one}" for one in (there - here).elements())


def outcome(store: Engine) -> Outcome:
    """Alerts about the watcher itself are left out: they tell of the kills."""
    with read_only(store) as session:
        return Outcome(
            Counter(tuple(map(str, row)) for row in session.execute(text(_STATEMENTS))),
            Counter(_alerts(session)),
            Counter(_transitions(session)),
            Counter(_told(session)),
        )


def deliveries(store: Engine) -> tuple[Delivery, ...]:
    with read_only(store) as session:
        return outbox.deliveries(session, EVERYTHING)


def posts_promised(store: Engine) -> int:
    """How many posts the receipts speak of: one digest is one, however much it tells."""
    receipts = {done.receipt for done in deliveries(store) if done.receipt is not None}
    return sum(receipt.parts for receipt in receipts)


def not_sent(store: Engine) -> tuple[Delivery, ...]:
    return tuple(one for one in deliveries(store) if one.state is not EntryState.SENT)


def _alerts(session: Session) -> Iterator[Hashable]:
    for held in alert_states.everything(session):
        alert = held.alert
        if alert.rule != OPERATIONS:
            last = alert.last
            yield alert.rule, alert.subject, alert.state.value, str(last and last.value), str(last and last.period)


def _transitions(session: Session) -> Iterator[Hashable]:
    for _, move in alert_states.transitions_since(session, 0, EVERYTHING):
        if move.rule != OPERATIONS:
            said = move.evaluation
            yield move.rule, move.subject, move.before.value, move.after.value, str(said.value), str(said.period)


def _told(session: Session) -> Iterator[Hashable]:
    for done in outbox.deliveries(session, EVERYTHING):
        for move in done.notification.transitions:
            if move.rule != OPERATIONS:
                yield done.notification.receiver, move.rule, move.subject, move.after.value, str(move.evaluation.value)
