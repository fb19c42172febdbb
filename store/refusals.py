"""What was seen and not read: refusals by document, and how many, so that a jump can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session
from sqlmodel import col

from sources.series import Refusal, RefusalReason
from store.database import insert_missing
from store.origins import Origin, origins, reading_id, to_origin
from store.queries import pick
from store.tables import ReadingRow, RefusalRow


@dataclass(frozen=True, slots=True)
class RefusalCount:
    """How much of one document was read and how much refused. `release` is publisher/key."""

    release: str
    url: str
    title: str
    published_on: date
    seen_at: datetime
    snapshot: str
    figures: int
    refusals: int


def keep(session: Session, origin: Origin, refusals: Sequence[Refusal], figures: int) -> None:
    """Store the refusals of one reading and the number of its figures.

    They describe the present reader, not the world: a newer reading of the same bytes takes the place of the older.
    """
    _, reading = reading_id(session, origin)
    session.execute(delete(RefusalRow).where(col(RefusalRow.reading_id) == reading))
    rows = [
        {
            "reading_id": reading,
            "ordinal": ordinal,
            "reason": refusal.reason.value,
            "value": refusal.value,
            "quote": refusal.quote,
            "span_start": refusal.span[0],
            "span_end": refusal.span[1],
        }
        for ordinal, refusal in enumerate(refusals)
    ]
    insert_missing(session, RefusalRow, rows)
    counted = {"figures": figures, "refusals": len(refusals)}
    session.execute(update(ReadingRow).where(col(ReadingRow.id) == reading).values(**counted))


def of_snapshot(session: Session, sha256: str) -> tuple[Refusal, ...]:
    """The refusals in some bytes as they were read last, in the order of the text."""
    reading, refusal = ReadingRow, RefusalRow
    last = pick(reading.id).where(col(reading.snapshot) == sha256, col(reading.refusals).is_not(None))
    last = last.order_by(col(reading.seen_at).desc(), col(reading.id).desc()).limit(1)
    query = pick(refusal.reason, refusal.value, refusal.quote, refusal.span_start, refusal.span_end)
    query = query.where(col(refusal.reading_id).in_(last)).order_by(col(refusal.ordinal))
    return tuple(
        Refusal(RefusalReason(reason), value, quote, (start, end))
        for reason, value, quote, start, end in session.execute(query)
    )


def counts(session: Session, publisher: str, limit: int = 24) -> tuple[RefusalCount, ...]:
    """The newest documents of a publisher that were read, newest first, each as it was read last."""
    reading = ReadingRow
    query = (
        origins(reading.figures, reading.refusals)
        .where(col(reading.publisher) == publisher, col(reading.refusals).is_not(None))
        .order_by(col(reading.published_on).desc(), col(reading.seen_at).desc(), col(reading.id).desc())
    )
    found: dict[tuple[str, str], RefusalCount] = {}
    with session.execute(query.execution_options(yield_per=100)) as lines:
        for line in lines:
            origin = to_origin(line)
            where = (origin.identity, origin.url, origin.title, origin.published_on, origin.seen_at, origin.snapshot)
            found.setdefault((origin.identity, origin.document), RefusalCount(*where, line[8], line[9]))
            if len(found) == limit:
                break
    return tuple(found.values())
