"""Why anybody wants to know: part of everything that people write into the rules file."""

from __future__ import annotations

from pydantic import Field

from sources.configuration import Strict


class Why(Strict):
    zh: str = Field(min_length=4)
    en: str = Field(min_length=4)
