"""Announcements of named lists: which list, which batch, at which stage, who is on it, and how many from where.

Counts of names are figures with the span of the rows they were counted from. Where the catalogue says that a family is
a stock over many batches, the count of one list has the batch as its scope, so that it is never taken for the stock.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from sources.catalogue import ListFamily
from sources.reading.context import Context
from sources.reading.families import announces_list, batch_as_printed, batch_of, family_of, stage_of, year_of
from sources.reading.members import Placed, members_of_lines, members_of_table, names_in, places_in_name
from sources.reading.plain import fold
from sources.reading.text import Block, BlockKind, Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListMember, ListStage, NamedList
from sources.series import Figure, Measure, PeriodKind, Qualifier, ReferencePeriod, Status, Unit

_TOTAL = re.compile(r"(?:共|共计|合计|总计|等)\s*(\d{1,5})\s*(?:家|个|项|件|户|款|席)")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_SELECTED = re.compile(r"(?:成功|均|双双|已|同时)?(?:入选|入围|获评|列入|被?认定为|跻身|上榜)")
_LEAD = re.compile(r"^.*(?:[，：:]|——)")

Found = tuple[list[NamedList], list[Figure]]


def read_lists(document: Document, context: Context, vocabulary: Vocabulary) -> Found:
    """Named lists of a release in the order of the text, and the counts of names that they give."""
    title = context.title or next((b.text for b in document.blocks if b.kind is BlockKind.TITLE), "")
    if not announces_list(title):
        return _lists_in_prose(document, context, vocabulary)
    groups = _groups(document, vocabulary)
    if not groups and not _names_a_list(title, vocabulary):
        return _lists_in_prose(document, context, vocabulary)
    lists: list[NamedList] = []
    figures: list[Figure] = []
    for above, members in groups or [("", [])]:
        named = _named_list(title, above, members, document, vocabulary)
        if len(groups) == 1:
            named = _with_stated_total(named, document)
        lists.append(named)
        figures += _counts(named, members, title, context, vocabulary)
    return lists, figures


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
    found = _TOTAL.search(fold(document.text))
    return int(found[1]) if found else None


# --------------------------------------------------------------------------------------------------- counts


def _counts(
    named: NamedList, members: Sequence[Placed], title: str, context: Context, vocabulary: Vocabulary
) -> list[Figure]:
    """How many members in all, and from each place that the list names."""
    family = vocabulary.catalogue.lists.get(named.family or "")
    if not members or family is None or named.stage is ListStage.CALL:
        return []
    scope = _scope(named, family)
    whole = _area_of_all(title, family, context, vocabulary)
    extract = named.total != len(members)
    figures = [] if extract else [_count(named, family, whole, list(members), scope, context, Qualifier.EXACT)]
    for slug in _slugs(members, vocabulary):
        rows = [placed for placed in members if any(_lies_in(area, slug, vocabulary) for area in placed.member.areas)]
        if not _lies_in(whole, slug, vocabulary):  # a city's extract says nothing of its province
            known = not extract and _all_known(members, slug, vocabulary)
            qualifier = Qualifier.EXACT if known else Qualifier.AT_LEAST
            figures.append(_count(named, family, slug, rows, scope, context, qualifier))
    return figures


def _all_known(members: Sequence[Placed], slug: str, vocabulary: Vocabulary) -> bool:
    """Whether a member that is not counted for a place can be ruled out: one whose place is unknown, or only known as
    wider than the place, cannot; unless the region column lists the place apart (宁波市 beside 浙江省).
    """
    if any(slug in placed.regions for placed in members):
        return all(placed.member.areas for placed in members)
    return all(
        placed.member.areas
        and not any(area != slug and _lies_in(slug, area, vocabulary) for area in placed.member.areas)
        for placed in members
    )


def _slugs(members: Sequence[Placed], vocabulary: Vocabulary) -> list[str]:
    """Every place that members are from, with the city and province around each."""
    found: dict[str, None] = {}
    for placed in members:
        for area in placed.member.areas:
            for slug in (area, vocabulary.within(area, "city"), vocabulary.within(area, "province")):
                if slug is not None:
                    found.setdefault(slug)
    return list(found)


def _lies_in(slug: str, outer: str, vocabulary: Vocabulary) -> bool:
    at: str | None = slug
    while at is not None and at != outer:
        area = vocabulary.places.get(at)
        at = area.within if area else None
    return at == outer


def _area_of_all(title: str, family: ListFamily, context: Context, vocabulary: Vocabulary) -> str:
    """Whose list it is: a city that the title or the publisher's part of it names, else the family's own level."""
    for mention in vocabulary.areas(title):
        slug = context.resolve(mention.slug, vocabulary, context.place())
        if slug is not None and vocabulary.kind(slug) not in ("nation", "world"):
            return slug
    publisher = vocabulary.catalogue.publishers.get(family.publisher)
    return publisher.area if publisher else "china"


def _scope(named: NamedList, family: ListFamily) -> str | None:
    """The part of the whole that a list is: its review, or its batch where the family is a stock over batches."""
    if named.stage is ListStage.REVIEW or (
        "通过复核" in named.title and not re.search(r"第[^批]{1,4}批[^复]{2,40}(?:和|及|、)通过复核", named.title)
    ):
        return "通过复核"
    if family.counts is not None:
        return None
    return batch_as_printed(named.title) or (f"{named.year}年" if named.year else "本次名单")


def _count(
    named: NamedList,
    family: ListFamily,
    area: str,
    rows: Sequence[Placed],
    scope: str | None,
    context: Context,
    qualifier: Qualifier,
) -> Figure:
    return Figure(
        indicator=family.name_zh,
        area=area,
        measure=Measure.COUNT,
        basis=None,
        period=_period(named, context),
        value=Decimal(len(rows)),
        unit=Unit.COUNT,
        counter="",
        qualifier=qualifier,
        status=_status(named.stage, context),
        quote=named.title,
        span=(rows[0].span[0], rows[-1].span[1]),
        scope=scope,
    )


def _period(named: NamedList, context: Context) -> ReferencePeriod:
    if named.year is not None:
        return ReferencePeriod.year_of(named.year)
    if context.published_on is not None:
        return ReferencePeriod(PeriodKind.AS_OF, context.published_on, context.published_on)
    return ReferencePeriod.unknown()


def _status(stage: ListStage, context: Context) -> Status:
    match stage:
        case ListStage.NOTICE:
            return Status.NOTICE
        case ListStage.FINAL | ListStage.REVIEW:
            return Status.FINAL
        case ListStage.CALL:
            return context.status


# ----------------------------------------------------------------------------------------- names in a sentence


def _lists_in_prose(document: Document, context: Context, vocabulary: Vocabulary) -> Found:
    """Units named in a sentence as on a watched list: 甲院（乙所）、丙院入选工信部第七批… names two."""
    lists: list[NamedList] = []
    figures: list[Figure] = []
    for block in document.blocks:
        if block.kind is not BlockKind.PARAGRAPH:
            continue
        for sentence in _SENTENCE.finditer(block.text):
            named = _named_in(sentence[0], block.start + sentence.start(), vocabulary)
            if named is None:
                continue
            lists.append(named[0])
            figures += _count_of_names(named[0], named[1], context, vocabulary)
    return lists, figures


def _named_in(sentence: str, start: int, vocabulary: Vocabulary) -> tuple[NamedList, list[Placed]] | None:
    verb = _SELECTED.search(sentence)
    if verb is None:
        return None
    clause = re.split("[，,]", sentence[verb.end() :])[0]
    family = family_of(clause, vocabulary)
    if family is None:
        return None
    names = _names_before(sentence[: verb.start()], start)
    if not names:
        return None
    members = [Placed(ListMember(name, places_in_name(name, vocabulary)), span) for name, span in names]
    span = (members[0].span[0], members[-1].span[1])
    stage = ListStage.NOTICE if "公示" in clause else ListStage.FINAL
    named = NamedList(
        family=family.id,
        title=clause,
        stage=stage,
        batch=batch_of(clause),
        year=year_of(clause),
        total=None,  # the sentence names some of the list, not all of it
        members=tuple(placed.member for placed in members),
        quote=sentence.strip(),
        span=span,
    )
    return named, members


def _names_before(text: str, start: int) -> list[tuple[str, tuple[int, int]]]:
    """The names right before the verb, without what leads up to them (另外，…)."""
    lead = _LEAD.match(re.sub(r"[（(][^（()）]*[）)]", lambda found: "…" * len(found[0]), text))
    begin = lead.end() if lead else 0
    return names_in(text[begin:], start + begin)


def _count_of_names(
    named: NamedList, members: Sequence[Placed], context: Context, vocabulary: Vocabulary
) -> list[Figure]:
    family = vocabulary.catalogue.lists[named.family or ""]
    places = {placed.member.areas for placed in members}
    if len(places) != 1:
        return []
    areas = places.pop()
    area = areas[0] if areas else context.place()
    if area is None:
        return []
    figure = _count(named, family, area, members, _scope(named, family), context, Qualifier.EXACT)
    return [figure]
