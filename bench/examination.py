"""How well texts are read, by keys that were written without looking at the reader.

A set is a YAML list of cases in `tests/examinations/`: a text, whose it is, when it was published, the figures an expert
would read (`expect`) and the numbers that must not become figures (`refuse`). A field that the key leaves out is not
checked, and a list holds alternatives that are all right. `exit: 3` is a page that must be refused whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

SETS = Path(__file__).parent.parent / "tests" / "examinations"
CHECKED = frozenset(
    ("indicator", "area", "measure", "basis", "period", "value", "unit", "qualifier", "scope", "counter", "status")
)


@dataclass(frozen=True, slots=True)
class Expected:
    """A number as printed; `nth` counts from 1 where the key says which of several, else None."""

    number: str
    nth: int | None
    optional: bool
    fields: Mapping[str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class ToRefuse:
    """`reasons` empty: any reason will do."""

    number: str
    nth: int | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    publisher: str
    published: date | None
    html: bool
    text: str
    refused_whole: bool
    expected: tuple[Expected, ...]
    to_refuse: tuple[ToRefuse, ...]


def names() -> list[str]:
    return sorted(path.stem for path in SETS.glob("*.yaml"))


def load(name: str) -> Iterator[Case]:
    """The cases of a set. Raises FileNotFoundError, ValueError for a key that could not check what it means to."""
    content = (SETS / f"{name}.yaml").read_bytes()
    for entry in yaml.load(content, yaml.CSafeLoader):
        yield _case(entry)


def _case(entry: Mapping[str, Any]) -> Case:
    published = entry["published"]
    return Case(
        id=entry["id"],
        publisher=entry["publisher"] or "none",
        published=date.fromisoformat(published) if isinstance(published, str) else published,
        html=entry.get("format") == "html",
        text=entry["text"],
        refused_whole=entry.get("exit") == 3,
        expected=tuple(_expected(one, entry["id"]) for one in entry.get("expect") or ()),
        to_refuse=tuple(
            ToRefuse(one["num"], one.get("nth"), _alternatives(one.get("reason", ())))
            for one in entry.get("refuse") or ()
        ),
    )


def _expected(entry: Mapping[str, Any], case: str) -> Expected:
    fields = {name: _alternatives(value) for name, value in entry.items() if name not in ("num", "nth", "optional")}
    if unknown := fields.keys() - CHECKED:
        raise ValueError(f"{case}: {entry['num']}: nothing checks {', '.join(sorted(unknown))}")
    return Expected(entry["num"], entry.get("nth"), entry.get("optional", False), fields)


def _alternatives(value: object) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else (value,)
