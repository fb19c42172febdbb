"""Small words for queries that the tables are asked with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from sqlalchemy import Select, select
from sqlmodel import col

Query: TypeAlias = Select[Any]

CHUNK = 500  # values in one IN list; SQLite allows 32,766 variables, and plans long lists badly


def pick(*fields: Any) -> Query:
    """SELECT those fields of the tables."""
    return select(*(col(field) for field in fields))


def chunks(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
