"""The notes under a table that change what a marked row says: ②为1-4月数据."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from sources.reading.column_periods import last_period
from sources.reading.plain import fold
from sources.reading.text import Block, BlockKind
from sources.series import ReferencePeriod

_MARK = re.compile(r"\[[①-⑳\d]{1,2}\]|[①-⑳⑴-⒇❶-❿※]|\*+|注\d(?![\d.])")
_OPENS = re.compile(r"^(?:注|备注|说明)?\s*[:：]?\s*(?:\[[①-⑳\d]{1,2}\]|[①-⑳⑴-⒇❶-❿※*])|^(?:注|备注|说明)\s*\d?\s*[:：]")
_ONLY_PERIOD = re.compile(
    r"(?:该|此|本)?(?:项|指标|数据)?(?:系|为|是)(?:截至)?(?P<period>[^,，。；]{2,16}?)(?:累计)?(?:数据?|数字|完成数)"
)
_MOST = 3  # blocks below a table that may be its notes


def notes_below(blocks: Sequence[Block]) -> Mapping[str, str]:
    """Mark to note, from the lines right below a table."""
    found: dict[str, str] = {}
    for block in blocks[:_MOST]:
        text = fold(block.text)
        if block.kind is BlockKind.TABLE or not _OPENS.match(text):
            break
        marks = list(_MARK.finditer(text))
        ends = [mark.start() for mark in marks[1:]] + [len(text)]
        for mark, end in zip(marks, ends, strict=False):
            found.setdefault(_bare(mark[0]), text[mark.end() : end].strip(" :,、；。"))
    return found


def period_noted(
    label: str, notes: Mapping[str, str], published_on: date | None, year: int | None
) -> ReferencePeriod | None:
    """The period that a note gives to the row with its mark, where the note says nothing else."""
    for mark in _MARK.finditer(fold(label)):
        said = _ONLY_PERIOD.fullmatch(notes.get(_bare(mark[0]), ""))
        if said:
            return last_period(said["period"], published_on, year)
    return None


def _bare(mark: str) -> str:
    return mark.strip("[]")
