"""How many are on a list, in all and from each place: figures with the span of the rows, or of the number, that gives them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from sources.catalogue import ListFamily
from sources.reading.context import Context
from sources.reading.families import batch_as_printed, name_in_title, stage_of, year_of
from sources.reading.members import Placed
from sources.reading.stated import stated_total
from sources.reading.text import Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListStage, NamedList
from sources.series import Figure, Measure, PeriodKind, Qualifier, ReferencePeriod, Status, Unit


def counts_of(
    named: NamedList, members: Sequence[Placed], title: str, context: Context, vocabulary: Vocabulary
) -> list[Figure]:
    """How many members in all, and from each place that the list names."""
    family = vocabulary.catalogue.lists.get(named.family or "")
    if not members or family is None or named.stage is ListStage.CALL:
        return []
    scope = scope_of(named, family)
    whole = area_of_all(title, family, context, vocabulary)
    extract = named.total != len(members)
    figures = [] if extract else [count(named, family, whole, list(members), scope, context, Qualifier.EXACT)]
    for slug in _slugs(members, vocabulary):
        rows = [placed for placed in members if any(_lies_in(area, slug, vocabulary) for area in placed.member.areas)]
        if not _lies_in(whole, slug, vocabulary):  # a city's extract says nothing of its province
            known = not extract and _all_known(members, slug, vocabulary)
            qualifier = Qualifier.EXACT if known else Qualifier.AT_LEAST
            figures.append(count(named, family, slug, rows, scope, context, qualifier))
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


def area_of_all(title: str, family: ListFamily, context: Context, vocabulary: Vocabulary) -> str:
    """Whose list it is: a city that the title or the publisher's part of it names, else the family's own level."""
    for mention in vocabulary.areas(title):
        slug = context.resolve(mention.slug, vocabulary, context.place())
        if slug is not None and vocabulary.kind(slug) not in ("nation", "world"):
            return slug
    publisher = vocabulary.catalogue.publishers.get(family.publisher)
    return publisher.area if publisher else "china"


def scope_of(named: NamedList, family: ListFamily) -> str | None:
    """The part of the whole that a list is: its review, or its batch where the family is a stock over batches."""
    if named.stage is ListStage.REVIEW or (
        "通过复核" in named.title and not re.search(r"第[^批]{1,4}批[^复]{2,40}(?:和|及|、)通过复核", named.title)
    ):
        return "通过复核"
    if family.counts is not None:
        return None
    return batch_as_printed(named.title) or (f"{named.year}年" if named.year else "本次名单")


def count(
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
        period=_period(named.year, context),
        value=Decimal(len(rows)),
        unit=Unit.COUNT,
        counter="",
        qualifier=qualifier,
        status=_status(named.stage, context),
        quote=named.title,
        span=(rows[0].span[0], rows[-1].span[1]),
        scope=scope,
    )


def stated_count(named: NamedList | None, document: Document, context: Context, vocabulary: Vocabulary) -> list[Figure]:
    """The total that the text states, of the list that the title names, watched or not."""
    title = context.title
    found = stated_total(document)
    family = vocabulary.catalogue.lists.get(named.family or "") if named else None
    name = family.name_zh if family else name_in_title(title)
    area = area_of_all(title, family, context, vocabulary) if family else _place_of(title, context, vocabulary)
    if found is None or name is None or area is None or stage_of(title) is ListStage.CALL:
        return []
    figure = Figure(
        indicator=name,
        area=area,
        measure=Measure.COUNT,
        basis=None,
        period=_period(year_of(title), context),
        value=Decimal(found.number),
        unit=Unit.COUNT,
        counter=found.counter,
        qualifier=Qualifier.EXACT,
        status=_status(stage_of(title), context),
        quote=found.quote,
        span=found.span,
        scope=scope_of(named, family) if named and family else None,
    )
    return [figure]


def _place_of(title: str, context: Context, vocabulary: Vocabulary) -> str | None:
    slugs = {context.resolve(mention.slug, vocabulary, context.place()) for mention in vocabulary.areas(title)}
    return slugs.pop() if len(slugs) == 1 else None if slugs else context.place()


def _period(year: int | None, context: Context) -> ReferencePeriod:
    if year is not None:
        return ReferencePeriod.year_of(year)
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
