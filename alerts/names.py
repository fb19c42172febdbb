"""Names that rules use and other files define; a misspelt one is an error that names the nearest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Annotated

from pydantic import AfterValidator

from alerts.recorded import Baseline, nearest
from sources.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class _Known:
    names: Mapping[str, frozenset[str]]  # what they are names of, and the names


_known: ContextVar[_Known | None] = ContextVar("names that a file may use", default=None)


@contextmanager
def known_names(catalogue: Catalogue, baseline: Baseline | None = None) -> Iterator[None]:
    """While a file is validated: which names it may use. Pydantic has no other way in through `read_file`."""
    token = _known.set(
        _Known(
            {
                "series": frozenset(catalogue.series),
                "recorded figure": frozenset(baseline.figures if baseline else ()),
                "publisher": frozenset(catalogue.publishers),
                "list": frozenset(catalogue.lists),
                "area": frozenset(area.slug for area in catalogue.areas),
            }
        )
    )
    try:
        yield
    finally:
        _known.reset(token)


def _is_known(what: str) -> Callable[[str], str]:
    def check(name: str) -> str:
        known = _known.get()
        if known is not None and name not in known.names[what]:
            raise ValueError(f"there is no {what} of this name{nearest(name, known.names[what])}")
        return name

    return check


def _is_known_or_pattern(what: str) -> Callable[[str], str]:
    """A name, or a pattern with `*` that at least one name fits."""
    check_name = _is_known(what)

    def check(name: str) -> str:
        known = _known.get()
        if "*" not in name:
            return check_name(name)
        if known is not None and not matching(name, known.names[what]):
            raise ValueError(f"no {what} fits this pattern")
        return name

    return check


def matching(pattern: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that fit, in their own order; `*` stands for any run of characters."""
    return tuple(name for name in names if fnmatchcase(name, pattern))


SeriesPattern = Annotated[str, AfterValidator(_is_known_or_pattern("series"))]
RecordedPattern = Annotated[str, AfterValidator(_is_known_or_pattern("recorded figure"))]
SeriesId = Annotated[str, AfterValidator(_is_known("series"))]
PublisherId = Annotated[str, AfterValidator(_is_known("publisher"))]
ListId = Annotated[str, AfterValidator(_is_known("list"))]
AreaSlug = Annotated[str, AfterValidator(_is_known("area"))]
