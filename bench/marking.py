"""One case marked against its key: what was read right, read differently, missed, or read where nothing must be read.

A figure answers for a number when their places in the text overlap. It is right when every field the key decides is one of
the alternatives; an indicator also when the catalogue knows the accepted spelling as another name of what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bench.examination import Case, Expected, ToRefuse
from sources.catalogue import Catalogue
from sources.reading.plain import fold

Object = Mapping[str, Any]  # a figure or a refusal as `read --json` gives it
Span = tuple[int, int]
_NAMES = str.maketrans("（）", "()", " “”")


class Outcome(StrEnum):
    RIGHT = "right"
    DIFFERENT = "read differently"
    MISSED = "refused or missed"
    NOT_TO_READ = "read where the key says refuse"
    BEYOND = "read beyond the key"
    REFUSED = "refused as it must be"
    NOT_REFUSED = "not refused, or for another reason"


@dataclass(frozen=True, slots=True)
class Mark:
    """`fields` are those that differ; an optional entry that was read right or left alone gives no mark."""

    outcome: Outcome
    number: str
    told: str
    place: Span
    counted: bool = True
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    case: Case
    text: str
    marks: tuple[Mark, ...]


def names_of(catalogue: Catalogue) -> dict[str, set[str]]:
    """Every spelling with the indicators it is a name of."""
    known: dict[str, set[str]] = {}
    for indicator in catalogue.indicators:
        for name in (indicator.name_zh, *indicator.aliases):
            known.setdefault(_name(name), set()).add(_name(indicator.name_zh))
    return known


@dataclass(slots=True)
class Marking:
    """The figures and refusals of one text against its key. `known` is what `names_of` gives."""

    text: str
    figures: Sequence[Object]
    refusals: Sequence[Object]
    known: Mapping[str, set[str]]
    taken: set[int] = field(default_factory=set)

    def of(self, case: Case) -> Marked:
        marks = [self._mark(one, case.expected) for one in case.expected]
        refused = [self._mark_refusal(one) for one in case.to_refuse]
        beyond = [self._beyond(figure) for at, figure in enumerate(self.figures) if at not in self.taken]
        return Marked(case, self.text, tuple(mark for mark in (*marks, *refused, *beyond) if mark))

    def _mark(self, one: Expected, others: Sequence[Expected]) -> Mark | None:
        place = self._places(one)[0]
        rated = [(self._differing(one, self.figures[at]), at) for at in self._answers(one, self.figures)]
        rated = [(fields, at) for fields, at in rated if at not in self.taken]
        best, at = min(rated, key=lambda pair: (len(pair[0]), pair[1]), default=((), -1))
        if at < 0 or (best and self._is_of_another(at, one, others)):
            told = self._why_not(one)
            return None if one.optional else Mark(Outcome.MISSED, one.number, told, place)
        self.taken.add(at)
        if best:
            told = "; ".join(_told(name, one, self.figures[at]) for name in best)
            return Mark(Outcome.DIFFERENT, one.number, told, place, not one.optional, best)
        return None if one.optional else Mark(Outcome.RIGHT, one.number, "", place)

    def _is_of_another(self, at: int, one: Expected, others: Sequence[Expected]) -> bool:
        return any(not self._differing(other, self.figures[at]) for other in others if other is not one)

    def _mark_refusal(self, one: ToRefuse) -> Mark:
        place = self._places(one)[0]
        answers = [at for at in self._answers(one, self.figures) if at not in self.taken]
        if answers and (one.nth or len(_occurrences(self.text, one.number)) == 1):
            self.taken.update(answers)
            return Mark(Outcome.NOT_TO_READ, one.number, _shown(self.figures[answers[0]]), place)
        given = [self.refusals[at]["reason"] for at in self._answers(one, self.refusals)]
        if given and (not one.reasons or set(given) & set(one.reasons)):
            return Mark(Outcome.REFUSED, one.number, "", place)
        told = f"{', '.join(given) or 'nothing said'}, not {' or '.join(one.reasons)}"
        return Mark(Outcome.NOT_REFUSED, one.number, told, place)

    def _beyond(self, figure: Object) -> Mark:
        start, end = figure["span"]
        return Mark(Outcome.BEYOND, self.text[start:end], _shown(figure), (start, end))

    def _why_not(self, one: Expected) -> str:
        given = [self.refusals[at]["reason"] for at in self._answers(one, self.refusals)]
        return f"{one.fields.get('indicator', ('',))[0]}: {', '.join(given) or 'not seen'}"

    def _places(self, one: Expected | ToRefuse) -> list[Span]:
        """Where the number stands; every place of it where the key says none, or one that the cleaned text has not."""
        found = _occurrences(self.text, one.number)
        return found[one.nth - 1 : one.nth] if one.nth and one.nth <= len(found) else found or [(0, 0)]

    def _answers(self, one: Expected | ToRefuse, given: Sequence[Object]) -> list[int]:
        places = self._places(one)
        return [
            at
            for at, answer in enumerate(given)
            if any(answer["span"][0] < end and start < answer["span"][1] for start, end in places)
        ]

    def _differing(self, one: Expected, figure: Object) -> tuple[str, ...]:
        return tuple(
            name
            for name, wanted in one.fields.items()
            if not any(self._fits(name, want, figure[name]) for want in wanted)
        )

    def _fits(self, name: str, want: Any, got: Any) -> bool:
        if name == "indicator":
            return _name(got) in {_name(want), *self.known.get(_name(want), ())}
        return _SAME.get(name, _same)(want, got)


def _occurrences(text: str, number: str) -> list[Span]:
    folded, sought, found = fold(text), fold(number), list[Span]()
    start = folded.find(sought)
    while start >= 0:
        found.append((start, start + len(sought)))
        start = folded.find(sought, start + 1)
    return found


def _name(spelling: str) -> str:
    return fold(spelling).translate(_NAMES)


def _same(want: Any, got: Any) -> bool:
    return (want or None) == (got or None)


def _same_value(want: str, got: str) -> bool:
    return Decimal(want) == Decimal(got)


def _same_period(want: Any, got: Mapping[str, str | None]) -> bool:
    """`ytd 2026-01-01 2026-04-30` with null for what is open, the kind alone, or a mapping of what is decided."""
    if isinstance(want, str):
        want = dict(zip(("kind", "start", "end"), want.split(), strict=False))
    return all(got[part] == (None if told == "null" else told) for part, told in want.items())


_SAME: dict[str, Callable[[Any, Any], bool]] = {"value": _same_value, "period": _same_period}


def _told(name: str, one: Expected, figure: Object) -> str:
    return f"{name} {_plain(figure[name])}, not {' or '.join(_plain(want) for want in one.fields[name][:3])}"


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values())
    return "none" if value is None else str(value)


def _shown(figure: Object) -> str:
    told = (figure[name] for name in ("indicator", "area", "measure", "value", "unit", "period"))
    return " ".join(_plain(one) for one in told)
