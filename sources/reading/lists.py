"""Announcements of named lists: which list, which batch, at which stage, who is on it, and how many from where.

Counts of names are figures with the span of the rows they were counted from. Where the catalogue says that a family is
a stock over many batches, the count of one list has the batch as its scope, so that it is never taken for the stock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.reading.context import Context
from sources.reading.families import announces_list, batch_of, family_of, stage_of, year_of
from sources.reading.listcounts import counts_of, stated_count
from sources.reading.lists_in_prose import Found, lists_in_prose
from sources.reading.members import Placed, members_of_lines, members_of_table
from sources.reading.stated import stated_total
from sources.reading.text import Block, BlockKind, Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListStage, NamedList
from sources.series import Figure


def read_lists(document: Document, context: Context, vocabulary: Vocabulary) -> Found:
    """Named lists of a release in the order of the text, and the counts of names that they give."""
    title = context.title or next((b.text for b in document.blocks if b.kind is BlockKind.TITLE), "")
    if not announces_list(title):
        return lists_in_prose(document, context, vocabulary)
    groups = _groups(document, vocabulary)
    if not groups and not _names_a_list(title, vocabulary):
        told, counts = lists_in_prose(document, context, vocabulary)
        return told, counts or stated_count(None, document, context, vocabulary)
    lists: list[NamedList] = []
    figures: list[Figure] = []
    for above, members in groups or [("", [])]:
        named = _named_list(title, above, members, document, vocabulary)
        if len(groups) == 1:
            named = _with_stated_total(named, document)
        if _is_an_extract(document, named.span[0]):
            named = replace(named, total=None)
        lists.append(named)
        figures += counts_of(named, members, title, context, vocabulary)
    if len(lists) == 1 and (not groups or lists[0].total != len(lists[0].members)):
        figures += stated_count(lists[0], document, context, vocabulary)
    return lists, figures


_PART_OF = re.compile(r"部分[^，。；]{0,12}(?:名单|项目|企业|单位|产品|案例)(?:如下|公布)?[：:]?")


def _is_an_extract(document: Document, start: int) -> bool:
    """附件：部分入围项目: more are on the list than are named."""
    above = [block.text for block in document.blocks if block.start < start][-3:]
    return any(len(text) <= 40 and _PART_OF.search(text) for text in above)


def _with_stated_total(named: NamedList, document: Document) -> NamedList:
    """A text that gives more members than the page has names for shows an extract: the text's number is the total."""
    stated = _total_in(document, named.stage)
    return replace(named, total=stated) if stated and stated > (named.total or 0) else named


def _names_a_list(title: str, vocabulary: Vocabulary) -> bool:
    """The title of an announcement whose names are in an attachment, not that of a story about one."""
    return bool(re.search(r"名单|公示|公布|公告|通知|结果|通告", title)) and family_of(title, vocabulary) is not None


def _groups(document: Document, vocabulary: Vocabulary) -> list[tuple[str, list[Placed]]]:
    """The lists of a document, each with the heading or caption that stands above it."""
    found: list[tuple[str, list[Placed]]] = []
    for at, block in enumerate(document.blocks):
        if block.table is None:
            continue
        members = members_of_table(block.table, vocabulary)
        if not members:
            continue
        above = _above(document.blocks[:at])
        if found and not above:
            found[-1][1].extend(members)
        else:
            found.append((above, members))
    return found or [("", run) for run in members_of_lines(document.blocks, vocabulary)]


def _above(blocks: Sequence[Block]) -> str:
    """The name of a list right above it, if one stands there."""
    for block in reversed(blocks[-3:]):
        if block.kind is BlockKind.TABLE:
            return ""
        if len(block.text) <= 60 and re.search(r"名单|第.批|首批|复核|公示|附件", block.text):
            return block.text
    return ""


def _named_list(
    title: str, above: str, members: Sequence[Placed], document: Document, vocabulary: Vocabulary
) -> NamedList:
    own = above if family_of(above, vocabulary) or batch_of(above) or "复核" in above else title
    family = family_of(own, vocabulary) or family_of(title, vocabulary)
    stage = stage_of(title)
    if own is above and above and "复核" in above:
        stage = ListStage.REVIEW if stage is not ListStage.NOTICE else stage
    span = (members[0].span[0], members[-1].span[1]) if members else _title_span(document, title)
    return NamedList(
        family=family.id if family else None,
        title=re.sub(r"^附件\s*\d*[:：.、]?\s*", "", above) if own is above and above else title,
        stage=stage,
        batch=batch_of(own) or batch_of(title),
        year=year_of(own) or year_of(title),
        total=len(members) or _total_in(document, stage),
        members=tuple(placed.member for placed in members),
        quote=document.text[span[0] : span[1]] if not members else title,
        span=span,
    )


def _title_span(document: Document, title: str) -> tuple[int, int]:
    start = max(0, document.text.find(title))
    return start, start + len(title) if document.text.startswith(title, start) else start


def _total_in(document: Document, stage: ListStage) -> int | None:
    """The number that the text gives where the names are in an attachment; a call has no members yet."""
    if stage is ListStage.CALL:
        return None
    found = stated_total(document)
    return found.number if found else None
