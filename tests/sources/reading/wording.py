"""Short notation for what must be read, so that tables of sentences stay readable.

`规模以上工业增加值 ningbo growth/yoy 8.8pct ytd:2026-04` is a figure: indicator, area (with `[scope]`), measure and basis,
value and unit with ~ (about), > (at least) or < (at most), period kind and the end of the period, `*` for the revised,
preliminary ... status. `!target 7%` is a refusal.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from sources.catalogue import load
from sources.reading.paragraphs import document_from_text as document_from_text
from sources.reading.release import read as read
from sources.reading.vocabulary import Vocabulary
from sources.releases import Reading
from sources.series import Figure, PeriodKind, Qualifier, ReferencePeriod, Refusal, Status

_QUALIFIERS = {Qualifier.EXACT: "", Qualifier.AT_LEAST: ">", Qualifier.AT_MOST: "<", Qualifier.ABOUT: "~"}


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load())


def reading(text: str, area: str | None = "ningbo", published: str | None = "2026-06-30") -> Reading:
    return read(document_from_text(text), area, date.fromisoformat(published) if published else None, vocabulary())


def shown(text: str, area: str | None = "ningbo", published: str | None = "2026-06-30") -> list[str]:
    found = reading(text, area, published)
    both: list[Figure | Refusal] = [*found.figures, *found.refusals]
    return [show(one) for one in sorted(both, key=lambda one: one.span)]


def show(one: Figure | Refusal) -> str:
    if isinstance(one, Refusal):
        return f"!{one.reason.value} {one.value}"
    scope = f"[{one.scope}]" if one.scope else ""
    basis = f"/{one.basis}" if one.basis else ""
    value = f"{_QUALIFIERS[one.qualifier]}{one.value}{one.unit.value}"
    status = "" if one.status is Status.UNSTATED else f" {one.status.value}"
    return f"{one.indicator} {one.area}{scope} {one.measure.value}{basis} {value} {period(one.period)}{status}"


def period(period: ReferencePeriod) -> str:
    end = period.end
    if end is None:
        return period.kind.value if period.start is None else f"{period.kind.value}:{period.start.year}.."
    match period.kind:
        case PeriodKind.AS_OF:
            return f"as_of:{end}" if period.start else f"now:{end}"
        case PeriodKind.YEAR:
            return f"year:{end.year}"
        case PeriodKind.SPAN:
            start = period.start.year if period.start else ""
            return f"span:{start}-{end.year}"
        case _:
            return f"{period.kind.value}:{end.year}-{end.month:02}"


def markup(rows: tuple[str, ...]) -> str:
    """A table; cells are parted by |, and `2>` before a cell spans two columns."""
    return "<table>" + "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in rows) + "</table>"


def _cell(printed: str) -> str:
    return f'<td colspan="{printed[0]}">{printed[2:]}</td>' if printed[1:2] == ">" else f"<td>{printed}</td>"
