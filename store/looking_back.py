"""What happened between two moments, for those who look back: counts, changes of alerts, visits. Reads only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import Session
from sqlmodel import col

from alerts.lifecycle import Transition
from alerts.report.facts import Counted, Looked, Span
from sources.releases import Visit, VisitOutcome
from sources.series import RefusalReason
from store.outbox import EntryState
from store.payloads import restore
from store.queries import pick
from store.tables import OutboxRow, ReadingRow, RefusalRow, StatementRow, TransitionRow, VisitRow


def counted(session: Session, when: Span) -> Counted:
    reading, refusal, statement, message = ReadingRow, RefusalRow, StatementRow, OutboxRow
    seen = _in(when, reading.seen_at)
    totals = pick().add_columns(
        func.count(col(reading.release_id).distinct()), func.coalesce(func.sum(col(reading.figures)), 0)
    )
    releases, figures = session.execute(totals.where(seen)).one()
    of_reading = col(refusal.reading_id) == col(reading.id)
    reasons = pick(refusal.reason).add_columns(func.count()).join(ReadingRow, of_reading).where(seen)
    news = pick().add_columns(func.count()).select_from(StatementRow).where(col(statement.news))
    news = news.join(ReadingRow, col(statement.reading_id) == col(reading.id)).where(seen)
    states = pick(message.state).add_columns(func.count()).where(_in(when, message.created_at))
    told = {EntryState(state): count for state, count in session.execute(states.group_by(col(message.state)))}
    return Counted(
        releases=int(releases),
        figures=int(figures),
        refusals={RefusalReason(r): n for r, n in session.execute(reasons.group_by(col(refusal.reason)))},
        values=int(session.execute(news).scalar_one()),
        messages_sent=told.get(EntryState.SENT, 0),
        messages_waiting=told.get(EntryState.QUEUED, 0) + told.get(EntryState.SENDING, 0),
        messages_dead=told.get(EntryState.DEAD, 0),
    )


def changes_before(session: Session, end: datetime) -> tuple[Transition, ...]:
    """Every change of every alert before `end`, in the order in which they were made."""
    row = TransitionRow
    query = pick(row.payload).where(col(row.at) < end).order_by(col(row.position))
    return tuple(restore(Transition, payload) for (payload,) in session.execute(query))


def looked(session: Session, when: Span) -> tuple[Looked, ...]:
    """The columns that were visited, by publisher and name."""
    row = VisitRow
    by_outcome = pick(row.publisher, row.column, row.outcome).add_columns(func.count(), func.max(col(row.at)))
    by_outcome = by_outcome.where(_in(when, row.at)).group_by(col(row.publisher), col(row.column), col(row.outcome))
    found: dict[tuple[str, str], list[tuple[VisitOutcome, int, datetime]]] = {}
    for publisher, column, outcome, count, last in session.execute(by_outcome):
        found.setdefault((publisher, column), []).append((VisitOutcome(outcome), count, last))
    return tuple(_looked(session, key, outcomes) for key, outcomes in sorted(found.items()))


def last_visit(session: Session) -> datetime | None:
    """When somebody last looked at anything."""
    found: datetime | None = session.execute(pick().add_columns(func.max(col(VisitRow.at)))).scalar_one()
    return found


def _looked(session: Session, key: tuple[str, str], outcomes: list[tuple[VisitOutcome, int, datetime]]) -> Looked:
    row, last = VisitRow, max(at for _, _, at in outcomes)
    query = pick(row.payload).where(col(row.publisher) == key[0], col(row.column) == key[1], col(row.at) == last)
    payload = session.execute(query.order_by(col(row.id).desc()).limit(1)).scalar_one()
    seen = [at for outcome, _, at in outcomes if outcome.could_look]
    failed = sum(count for outcome, count, _ in outcomes if not outcome.could_look)
    return Looked(sum(n for _, n, _ in outcomes), failed, max(seen, default=None), restore(Visit, payload))


def _in(when: Span, moment: object) -> ColumnElement[bool]:
    return and_(col(moment) >= when.start, col(moment) < when.end)
