"""What a visit came to, and the evidence for it. "Could not look" is never "nothing new"."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise

from sources.errors import Blocked, FetchError, Moved, ReadError
from sources.releases import ListKind, VisitOutcome
from sources.visible import one_line
from sources.walk import Sighting

UNDATED = (ListKind.YEAR_TABLE, ListKind.LINKS, ListKind.CALENDAR)  # kinds whose rows need not have dates
UNORDERED = (*UNDATED, ListKind.SEARCH_API)
FEWEST_COMPARED = 9  # rows; a shorter list may well shrink to a third


def judge(sighting: Sighting, known: Collection[str], suspicions: Collection[str] = ()) -> VisitOutcome:
    """What a sighting came to; `known` are the keys this column had before. Rows that vanished are never "no news"."""
    if suspicions:
        return VisitOutcome.LAYOUT_CHANGED
    if sighting.announced:
        return VisitOutcome.UNCHANGED  # days are no releases
    if not sighting.refs:
        return VisitOutcome.LAYOUT_CHANGED if known else VisitOutcome.VALID_EMPTY
    return VisitOutcome.NEW if any(ref.key not in known for ref in sighting.refs) else VisitOutcome.UNCHANGED


def canary(sighting: Sighting, rows_before: int, identity: tuple[str, str], today: date) -> tuple[str, ...]:
    """What is suspicious about a list that could be read: how a redesign looks on its first day.

    `identity` is the site code that the page should carry and the one it carries ("" where either is unknown).
    """
    expected, found = identity
    refs = sighting.refs
    dated = [ref.published_on for ref in refs if ref.published_on is not None]
    rows = sighting.rows
    told: list[str] = []
    if expected and found and expected != found:
        told.append(f"the page says it is site {found}, not {expected}")
    if rows_before >= FEWEST_COMPARED and 0 < rows * 3 < rows_before:
        told.append(f"{rows} rows where there were {rows_before}")
    if refs and not any(ref.title for ref in refs):
        told.append("no row has a title")
    if refs and not dated and sighting.kind not in UNDATED:
        told.append("no row has a date")
    if dated and min(dated) > today:
        told.append("every date is in the future")
    if sighting.kind not in UNORDERED and _is_shuffled(dated):
        told.append("dates are in no order")
    return tuple(told)


def outcome_of(error: Exception) -> VisitOutcome:
    """What a visit came to that ended in an error."""
    match error:
        case Blocked():
            return VisitOutcome.BLOCKED
        case Moved():
            return VisitOutcome.MOVED
        case ReadError():
            return VisitOutcome.LAYOUT_CHANGED
        case _:
            return VisitOutcome.FAILED


def evidence(sighting: Sighting) -> str:
    """One line for the visit's record: what was seen, in how many bytes, from which host."""
    total = f" of {sighting.total}" if sighting.total is not None else ""
    last = sighting.answers[-1]
    size = sum(len(answer.content) for answer in sighting.answers)
    seen = f"{sighting.rows} rows{total}, {sighting.kind.value}"
    got = f"status {last.status}, {size} bytes in {len(sighting.answers)} answers, sha256 {last.sha256[:12]}"
    answered = f"answered by {last.answered_by}" if last.answered_by else ""
    return one_line("; ".join(part for part in (seen, got, answered, *sighting.notes) if part))[:1000]


def evidence_of(error: Exception) -> str:
    where = f" ({error.url})" if isinstance(error, FetchError | ReadError) and error.url else ""
    snapshot = f", sha256 {error.snapshot[:12]}" if isinstance(error, ReadError) and error.snapshot else ""
    return one_line(f"{type(error).__name__}: {error}{where}{snapshot}")[:500]


def _is_shuffled(days: list[date]) -> bool:
    """Lists run from new to old, but for a few pinned rows."""
    steps = list(pairwise(days))
    upwards = sum(earlier < later for earlier, later in steps)
    return len(steps) >= FEWEST_COMPARED and upwards * 2 > len(steps)
