"""Looking at one column: from its page to all the rows a visit sees, and what the visit came to."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sources.errors import Blocked, FetchError, Moved, ReadError
from sources.publishers import Publisher
from sources.releases import Listing, ListKind, ReleaseRef, Snapshot, VisitOutcome

Get = Callable[[str, str], Snapshot]  # (url, referer): fetches, keeps the bytes, returns them


@dataclass(frozen=True, slots=True)
class Sighting:
    """What a visit saw of a column."""

    listing: Listing
    refs: tuple[ReleaseRef, ...]
    kind: ListKind  # as the pages say
    total: int | None  # rows of the whole list, where it says so
    pages: tuple[str, ...]  # SHA-256 of every answer, in the order asked
    notes: tuple[str, ...]


def walk(publisher: Publisher, listing: Listing, get: Get, first: Snapshot | None = None) -> Sighting:
    """See a column: its page, the interface it names, and its next pages, up to `listing.pages`.

    Stops where a page brings nothing that was not seen. `first` is the column page, if it was fetched already.
    Raises SourceError from `get` or from reading; a next page that is gone (404) only ends the walk.
    """
    refs: dict[str, ReleaseRef] = {}
    seen: list[str] = []
    notes: list[str] = []
    snapshot = first or get(listing.url, listing.url)
    kind, total, full_pages = listing.kind, None, 0
    while True:
        seen.append(snapshot.sha256)
        page = publisher.list_releases(listing, snapshot)
        kind, total = page.kind, page.total if page.total is not None else total
        notes.extend(page.notes)
        fresh = [ref for ref in page.refs if ref.key not in refs]
        refs.update((ref.key, ref) for ref in fresh)
        full_pages += bool(page.refs)
        asked_only = not page.refs and page.total is None and len(seen) == 1  # a shell: its rows come next
        if not page.follow or not (asked_only or (fresh and full_pages < listing.pages)):
            break
        try:
            snapshot = get(page.follow[0], listing.url)
        except Moved:
            if asked_only:
                raise
            break
    if page.refs and not fresh:
        notes.append("a next page repeated rows already seen")
    if kind is not listing.kind:
        notes.append(f"the page is a {kind.value}, the catalogue expects a {listing.kind.value}")
    return Sighting(listing, tuple(refs.values()), kind, total, tuple(seen), tuple(notes))


def judge(sighting: Sighting, known: Collection[str]) -> VisitOutcome:
    """What a sighting came to; `known` are the keys this column had before. Rows that vanished are never "no news"."""
    if not sighting.refs:
        return VisitOutcome.LAYOUT_CHANGED if known else VisitOutcome.VALID_EMPTY
    return VisitOutcome.NEW if any(ref.key not in known for ref in sighting.refs) else VisitOutcome.UNCHANGED


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
    """One line for the visit's record."""
    total = f" of {sighting.total}" if sighting.total is not None else ""
    parts = [f"{len(sighting.refs)} rows{total}, {sighting.kind.value}", *sighting.notes]
    return "; ".join(parts)


def evidence_of(error: Exception) -> str:
    where = f" ({error.url})" if isinstance(error, FetchError | ReadError) and error.url else ""
    return " ".join(f"{type(error).__name__}: {error}{where}".split())[:500]
