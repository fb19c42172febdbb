"""Stored bytes through today's reader: what would be read otherwise. Nothing is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows.reading import ReadRelease, read_one, understand
from flows.spans import Span
from flows.wiring import House
from sources.errors import ReadError
from sources.releases import ReleaseRef
from store import readings, releases
from store.database import read_only
from store.readings import Difference
from store.releases import KnownRelease, ReleaseRead


@dataclass(frozen=True, slots=True)
class Reread:
    """One release read again. `problem` where its page is not understood; `applied` where it was recorded."""

    ref: ReleaseRef
    differences: tuple[Difference, ...] = ()
    problem: str = ""
    applied: ReadRelease | None = None

    @property
    def is_nothing(self) -> bool:
        return not self.problem and all(one.is_nothing for one in self.differences)

    @property
    def appends(self) -> bool:
        """Whether recording it would leave anything else in the store than there is."""
        return any(d.added or d.refused or d.no_longer_refused or d.lists for d in self.differences)

    @property
    def vintages(self) -> int:
        return len(self.applied.vintages) if self.applied else 0


def to_reread(home: House, publisher: str, span: Span) -> tuple[KnownRelease, ...]:
    with read_only(home.store) as session:
        known = releases.between(session, publisher, span.first, span.last)
    return tuple(release for release in known if release.snapshot is not None)


def reread(home: House, chosen: tuple[KnownRelease, ...], *, apply: bool) -> Iterator[Reread]:
    """Each release as it is done. With `apply` what is new is appended; leaving off anywhere loses nothing."""
    for release in chosen:
        assert release.snapshot is not None
        yield _reread(home, ReleaseRead(release.ref, release.snapshot), apply)


def _reread(home: House, release: ReleaseRead, apply: bool) -> Reread:
    try:
        understood = understand(home, release)
    except ReadError as error:
        return Reread(release.ref, problem=str(error))
    with read_only(home.store) as session:
        found = tuple(readings.difference(session, one.origin, one.reading) for one in understood.documents)
    result = Reread(release.ref, found, "; ".join(f"{url}: {problem}" for url, problem in understood.problems))
    if not apply or not result.appends:
        return result
    return Reread(release.ref, found, result.problem, read_one(home, release))
