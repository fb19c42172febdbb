"""On which Beijing days each publisher was looked at."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy.orm import Session
from sqlmodel import col

from store.queries import pick
from store.tables import VisitRow
from store.vintages import beijing_day


def publishers_by_day(session: Session, after: datetime, before: datetime) -> Mapping[date, frozenset[str]]:
    """Between two moments, whatever came of the look. Reads the visits of that time, so ask for few days."""
    row = VisitRow
    found: dict[date, set[str]] = defaultdict(set)
    query = pick(row.at, row.publisher).where(col(row.at) > after, col(row.at) < before)
    for at, publisher in session.execute(query):
        found[beijing_day(at)].add(publisher)
    return {day: frozenset(publishers) for day, publishers in found.items()}
