"""Plain text as a Document: a newspaper copy, standard input, the text of a file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.reading.lines import Line, drafts_of, is_furniture
from sources.reading.plaintables import find_tables
from sources.reading.text import BlockKind, Document, Draft, build, clean, tidy

_LONGEST_TITLE = 60
_LABELLED = re.compile(
    r"(【[^】\d]{1,12}】)\s*(\S.*)"
)  # 【投资】制造业投资增长3.4%: a heading on the line of its paragraph


def document_from_text(text: str) -> Document:
    """Paragraphs, headings, captions and the tables that can be told with certainty.

    The first heading-like lines are the title where a paragraph or table follows; without one they are prose.
    """
    lines: list[Line] = []
    gap = True
    for raw in clean(text).split("\n"):
        if raw.strip():
            # an indented line opens a paragraph, blank line or not
            lines.append(Line(raw, gap or bool(re.match(r" {2,}\S", raw))))
        gap = not raw.strip()
    return build(with_title(drafts_from_lines(lines)))


def drafts_from_lines(lines: Sequence[Line]) -> list[Draft]:
    """Raw lines as blocks; the tables among them first, because prose does not keep columns apart."""
    drafts: list[Draft] = []
    position = 0
    for run in find_tables(lines):
        drafts += _prose(lines[position : run.first])
        drafts.append(Draft(BlockKind.TABLE, grid=run.grid))
        position = run.end
    return drafts + _prose(lines[position:])


def _prose(lines: Sequence[Line]) -> list[Draft]:
    return drafts_of([part for line in lines for part in _unlabelled(replace(line, text=tidy(line.text)))])


def _unlabelled(line: Line) -> Iterator[Line]:
    labelled = None if line.kind or is_furniture(line.text) else _LABELLED.fullmatch(line.text)
    if labelled is None:
        yield line
        return
    yield replace(line, text=labelled[1], kind=BlockKind.HEADING)
    yield Line(labelled[2])


def with_title(drafts: list[Draft]) -> list[Draft]:
    """The headings at the very top are the title; a text of nothing but short lines is prose."""
    if not any(draft.kind in (BlockKind.PARAGRAPH, BlockKind.TABLE) for draft in drafts):
        return [replace(d, kind=BlockKind.PARAGRAPH) if d.kind is BlockKind.HEADING else d for d in drafts]
    for at, draft in enumerate(drafts):
        if draft.kind is not BlockKind.HEADING or at == 4:
            break
        if 4 < len(draft.text) <= _LONGEST_TITLE:
            drafts[at] = replace(draft, kind=BlockKind.TITLE)
    return drafts
