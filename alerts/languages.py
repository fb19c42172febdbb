"""The languages that receivers read."""

from __future__ import annotations

from enum import StrEnum

from alerts.rules import Words


class Language(StrEnum):
    ZH = "zh"
    EN = "en"

    def of(self, words: Words) -> str:
        return words.zh if self is Language.ZH else words.en
