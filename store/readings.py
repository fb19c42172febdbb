"""What another reading of stored bytes would change. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from sources.releases import NamedList, Reading
from sources.series import Figure, Refusal, Vintage
from store import named_lists, refusals
from store.observations import agreed_figures, is_stated
from store.origins import Origin
from store.statements import known_ids, of_document, statements_of
from store.vintages import Statement


@dataclass(frozen=True, slots=True)
class Difference:
    """One document read again, beside what the store holds of the same bytes.

    `gone` statements stay where they are: facts are appended, and a reader that no longer sees one may be the one that
    is wrong.
    """

    origin: Origin
    added: tuple[Figure, ...]
    gone: tuple[Statement, ...]
    refused: tuple[Refusal, ...]  # now, and not before
    no_longer_refused: tuple[Refusal, ...]
    lists: tuple[NamedList, ...]  # now, and not before

    @property
    def is_nothing(self) -> bool:
        return not (self.added or self.gone or self.refused or self.no_longer_refused or self.lists)


def difference(session: Session, origin: Origin, reading: Reading) -> Difference:
    """What recording `reading` would append, and what was read from these bytes before and is not read now."""
    agreed, conflicts, _ = agreed_figures(reading.figures)
    numbers = known_ids(session, agreed)
    before = statements_of(session, numbers.values())
    added = [f for s, f in agreed.items() if s not in numbers or not is_stated(before[numbers[s]], origin, f)]
    said = {(subject, *_what(figure)) for subject, figure in agreed.items()}
    stored = of_document(session, origin.identity, origin.document, origin.snapshot)
    gone = [s for s in stored if (s.subject, *_what(s.vintage)) not in said]
    now = (*reading.refusals, *(refusal for conflict in conflicts for refusal in conflict.refusals()))
    then = refusals.of_snapshot(session, origin.snapshot)
    return Difference(
        origin,
        tuple(added),
        tuple(gone),
        _without(now, then),
        _without(then, now),
        named_lists.unknown(session, origin, reading.lists),
    )


def _what(said: Figure | Vintage) -> tuple[object, ...]:
    return tuple(getattr(said, name) for name in ("value", "unit", "qualifier", "status"))


def _without(some: Sequence[Refusal], others: Sequence[Refusal]) -> tuple[Refusal, ...]:
    known = {(other.reason, other.value, other.quote) for other in others}
    return tuple(one for one in some if (one.reason, one.value, one.quote) not in known)
