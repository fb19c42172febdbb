"""Frozen dataclasses of the other rooms as JSON text, and back.

A payload written by an older program lacks fields that have been added since: they get their defaults. One written by
a newer program has fields unknown here: they are left out.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from store.errors import StoreError

T = TypeVar("T")


def dump(value: object) -> str:
    """`value` as JSON; decimals and moments as text, so exactly."""
    kind: Any = type(value)
    return _adapter(kind).dump_json(value).decode()


def restore(kind: type[T], payload: str) -> T:
    adapted: Any = kind
    try:
        value: T = _adapter(adapted).validate_json(payload)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        said = f"a stored {kind.__name__} cannot be read ({place}: {first['msg']})"
        raise StoreError(f"{said}: use the program that wrote it or a newer one") from None
    return value


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
