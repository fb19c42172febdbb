"""Units that a sentence names as on a watched list: 甲院（乙所）、丙院入选工信部第七批… names two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.reading.context import Context
from sources.reading.families import batch_of, family_of, year_of
from sources.reading.listcounts import count, scope_of
from sources.reading.members import Placed, names_in, places_in_name
from sources.reading.text import BlockKind, Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import ListMember, ListStage, NamedList
from sources.series import Figure, Qualifier

_SENTENCE = re.compile(r"[^。！？；\n]+")
_SELECTED = re.compile(r"(?:成功|均|双双|已|同时)?(?:入选|入围|获评|列入|被?认定为|跻身|上榜)")
_LEAD = re.compile(r"^.*(?:[，：:]|——)")

Found = tuple[list[NamedList], list[Figure]]


def lists_in_prose(document: Document, context: Context, vocabulary: Vocabulary) -> Found:
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
    figure = count(named, family, area, members, scope_of(named, family), context, Qualifier.EXACT)
    return [figure]
