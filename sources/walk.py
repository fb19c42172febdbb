"""Walking through a column: shell, unit API, next pages; and what came of it, in one word and one line."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sources.errors import Blocked, Moved, ReadError, SourceError
from sources.publishers import Publisher
from sources.releases import Listing, ListKind, ReleaseRef, Snapshot, VisitOutcome

Get = Callable[[str, str], Snapshot]  # (url, referer) -> the bytes, already stored

MOST_REQUESTS = 12


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a column showed. `notes` are facts an operator should know: a migration, rows missing."""

    listing: Listing
    refs: tuple[ReleaseRef, ...]
    kind: ListKind
    total: int | None
    pages: tuple[str, ...]
    notes: tuple[str, ...] = ()


def walk(publisher: Publisher, listing: Listing, get: Get) -> Sighting:
    """Look at a column, at most `listing.pages` pages of rows; stops on a page that repeats. Raises SourceError."""
    refs: dict[str, ReleaseRef] = {}
    pages: list[str] = []
    notes: list[str] = []
    pending, row_pages = [listing.url], 0
    kind, total = listing.kind, None
    while pending and len(pages) < MOST_REQUESTS and row_pages < listing.pages:
        snapshot = get(pending.pop(0), listing.url)
        page = publisher.list_releases(listing, snapshot)
        kind, total = page.kind, page.total if page.total is not None else total
        new = [ref for ref in page.refs if ref.key not in refs]
        pages.append(snapshot.sha256)
        if page.refs:
            row_pages += 1
            if not new:
                notes.append("paging gave the same rows again")
                break
        refs.update((ref.key, ref) for ref in new)
        pending += page.follow
    if kind is not listing.kind:
        notes.append(f"expected {listing.kind.value}, found {kind.value}: the site has migrated")
    return Sighting(listing, tuple(refs.values()), kind, total, tuple(pages), tuple(notes))


def judge(sighting: Sighting, known: Collection[str]) -> VisitOutcome:
    """`known`: keys that the column showed before. A list that had rows and has none is no quiet list."""
    if not sighting.refs:
        return VisitOutcome.LAYOUT_CHANGED if known or sighting.total else VisitOutcome.VALID_EMPTY
    seen = set(known)
    return VisitOutcome.UNCHANGED if all(ref.key in seen for ref in sighting.refs) else VisitOutcome.NEW


def outcome_of(error: SourceError) -> VisitOutcome:
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
    parts = [f"{len(sighting.refs)} rows", sighting.kind.value, f"{len(sighting.pages)} answers"]
    if sighting.total is not None:
        parts.append(f"{sighting.total} in all")
    return "; ".join((*parts, *sighting.notes))


def evidence_of(error: SourceError) -> str:
    return " ".join(str(error).split())[:500]
