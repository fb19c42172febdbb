"""Tables in plain text, where they can be told with certainty: columns by tabs, by runs of spaces, one cell a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sources.reading.lines import Line
from sources.reading.text import Grid


@dataclass(frozen=True, slots=True)
class Run:
    """Lines `first`..`end` are a table."""

    first: int
    end: int
    grid: Grid


def find_tables(lines: Sequence[Line]) -> list[Run]:
    return []
