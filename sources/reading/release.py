"""One release read whole: prose, tables and named lists put together in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sources.reading.announced import named_list
from sources.reading.consistency import damaged
from sources.reading.context import Context
from sources.reading.families import name_in_title
from sources.reading.firmsnamed import firms_named
from sources.reading.lists import read_lists
from sources.reading.nonobservations import status_of
from sources.reading.periods import PeriodReader
from sources.reading.plain import fold, plain
from sources.reading.roles import Role
from sources.reading.scan import Scan, scan
from sources.reading.sentences import Reader
from sources.reading.tablenotes import notes_below
from sources.reading.tables import read_table
from sources.reading.text import Block, BlockKind, Document
from sources.reading.vocabulary import Vocabulary
from sources.releases import NamedList, Reading
from sources.series import Figure, Measure, PeriodKind, Qualifier, ReferencePeriod, Refusal, RefusalReason, Status

Read = list[Figure | Refusal]
Subject = tuple[object, ...]
_LONGEST_TITLE = 60


def read(document: Document, area: str | None, published_on: date | None, vocabulary: Vocabulary) -> Reading:
    """Read one release; `area` is the place of its publisher, None where nobody vouches for whose page it is."""
    context = _context(document, area, published_on, vocabulary)
    found = _prose(document, context, vocabulary)
    lists, counts = read_lists(document, context, vocabulary)
    found = _without_running_numbers(_with_counts(counts, found), lists, document.text)
    for at, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE:
            found += read_table(block, context, vocabulary, notes_below(document.blocks[at + 1 : at + 4]))
    found = [_placed(one, document.text, vocabulary) for one in _without_contradicting_titles(found, document)]
    found.sort(key=lambda one: one.span)
    return Reading(
        title=context.title,
        published_on=published_on,
        text=document.text,
        figures=tuple(one for one in found if isinstance(one, Figure)),
        refusals=tuple(one for one in found if isinstance(one, Refusal)),
        lists=tuple(lists),
    )


def _with_counts(counts: Sequence[Figure], found: Read) -> Read:
    """The counts that a list gives, without those that the prose states in digits, in place of what the prose refused."""
    figures = [one for one in found if isinstance(one, Figure)]
    stated = {(*_subject(one), one.value) for one in figures}
    places = {one.span for one in figures}
    fresh = [one for one in counts if (*_subject(one), one.value) not in stated and one.span not in places]
    taken = {one.span[0] for one in fresh}
    return [one for one in found if isinstance(one, Figure) or one.span[0] not in taken] + fresh


def _without_running_numbers(found: Read, lists: Sequence[NamedList], text: str) -> Read:
    """The 1. and 2. in front of the names of a list are no numbers that anybody could mistake for figures."""
    spans = [named.span for named in lists if named.members]
    return [
        one
        for one in found
        if isinstance(one, Figure)
        or not re.match(r"[.．、)）]", text[one.span[1] :])
        or not any(start - 6 <= one.span[0] < end for start, end in spans)
    ]


def _context(document: Document, area: str | None, published_on: date | None, vocabulary: Vocabulary) -> Context:
    title = next((block.text for block in document.blocks if block.kind is BlockKind.TITLE), "")
    if not title and document.blocks and _is_title(document.blocks[0], document):
        title = document.blocks[0].text
    told = scan(plain([(title, 0)]), vocabulary, PeriodReader(published_on))
    periods = [p.period for p in told.periods if not p.compared and p.period.kind is not PeriodKind.UNKNOWN]
    context = Context(area, published_on, title, None, _main(periods))
    places = [p for p in told.places if p.role is Role.SUBJECT and not p.slug.startswith("company:")]
    slugs = [context.resolve(p.slug, vocabulary) for p in places]
    return replace(
        context,
        title_area=slugs[0] if slugs and len(set(slugs)) == 1 else None,
        title_list=_list_in(title, told),
        status=Status.NOTICE if status_of(title) is Status.NOTICE else Status.UNSTATED,
    )


_NOTICE_OF = re.compile(
    r"公[布示](?:关于)?(?:(?:19|20)\d\d年度?)?(?:第[一二三四五六七八九十]+批|首批)?(?P<name>[^，。、；：《》]{4,24}?)(?:拟?认定|拟?入选|初步|拟?入围)*名单"
)


_OF_A_LIST = re.compile(
    r"名单|名录|榜单|(?:认定|评选|复核|评价)结果|入选|入围|上榜|入榜|新增|获评|获认定|跻身|再添|新晋"
)
_REVIEWED = re.compile(
    r"(?:认定的|关于)(?P<name>[^，。、；：《》的\d]{4,24}?)(?:拟?通过)?(?:复核|延续评价)(?:结果|名单)"
)
_YEAR_IN_NAME = re.compile(r"(?:二[〇○零O0][〇○零一二三四五六七八九]{2})年度?|^[\u4e00-\u9fff]{2,3}[市省](?=[市省]级)")


def _list_in(title: str, told: Scan) -> str | None:
    """What the one list of a title names: a term of the catalogue, else as printed."""
    names = {m.indicator.name_zh for m in told.mentions if m.indicator.measure is Measure.COUNT}
    if not _OF_A_LIST.search(title) or len(names) > 1:
        return None
    if names:
        return names.pop()
    folded = fold(title)
    printed = (_NOTICE_OF.search(folded) if "名单" in title else None) or _REVIEWED.search(folded)
    name = printed["name"] if printed else name_in_title(title)
    if name is not None:
        return _without_place(_YEAR_IN_NAME.sub("", name), told)
    named = named_list(told, 0, len(told.text)) if "榜单" in title or "名录" in title else None
    return named.term if named is not None else None


def _without_place(name: str, told: Scan) -> str:
    """浙江省工业强基项目 as prose names it, which tells the place apart."""
    short = next(
        (name.removeprefix(word) for p in told.places if name.startswith(word := told.text[p.start : p.end])), name
    )
    return short if len(short) > 3 and not short.startswith("级") else name


def _main(periods: list[ReferencePeriod]) -> ReferencePeriod | None:
    """The period of a title, unless it names several."""
    distinct = set(periods)
    return periods[0] if len(distinct) == 1 else None


def _prose(document: Document, context: Context, vocabulary: Vocabulary) -> Read:
    reader = Reader(context, vocabulary)
    periods = PeriodReader(context.published_on, year=context.year)
    if context.title_period is not None:
        periods.told.last = context.title_period
    firms = firms_named(document)
    found: Read = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        paragraph = scan(plain([(block.text, block.start)]), vocabulary, periods, firms)
        if block.kind in (BlockKind.HEADING, BlockKind.TITLE):
            reader.heading(paragraph)
        found += reader.paragraph(paragraph, caption=block.kind is BlockKind.CAPTION)
    return found


def _without_contradicting_titles(found: Read, document: Document) -> Read:
    """A title's number that the body gives otherwise is damaged (seen: 89% over 8.9%)."""
    ends = [(block.start, block.start + len(block.text)) for block in document.blocks if _is_title(block, document)]
    starts = [start for start, _ in ends]
    body: dict[Subject, list[Figure]] = {}
    for one in found:
        if isinstance(one, Figure) and not _inside(one, starts, ends):
            body.setdefault(_subject(one), []).append(one)
    return [_checked(one, body) if isinstance(one, Figure) and _inside(one, starts, ends) else one for one in found]


def _is_title(block: Block, document: Document) -> bool:
    if block.kind in (BlockKind.TITLE, BlockKind.HEADING):
        return True
    return block is document.blocks[0] and len(block.text) <= _LONGEST_TITLE and not re.search(r"[。；]", block.text)


def _inside(one: Figure, starts: list[int], ends: list[tuple[int, int]]) -> bool:
    at = bisect_right(starts, one.span[0]) - 1
    return at >= 0 and one.span[0] < ends[at][1]


def _subject(one: Figure) -> Subject:
    return (one.indicator, one.area, one.measure, one.basis, one.scope, one.unit)


def _in_full(one: Figure) -> Figure:
    """高技术制造业劲增8% in a title is of its value added, which the body names in full."""
    return replace(one, indicator=f"{one.indicator}增加值") if one.indicator.endswith("业") else one


def _checked(one: Figure, body: dict[Subject, list[Figure]]) -> Figure | Refusal:
    """A title's figure as the body gives it: damaged where it differs, with the body's period where it has none."""
    unknown = one.period.kind is PeriodKind.UNKNOWN
    of_batch = _BATCH.search(one.quote) is not None
    same = [
        other
        for other in body.get(_subject(one), ()) or body.get(_subject(_in_full(one)), ())
        if (unknown or other.period == one.period) and not (of_batch and _STOCK.search(other.quote))
    ]
    agreeing = [other for other in same if other.value == one.value or one.qualifier is not Qualifier.EXACT]
    if same and not agreeing:
        return damaged(one)
    return replace(one, period=agreeing[0].period) if unknown and agreeing else one


_BATCH = re.compile(
    r"第[一二三四五六七八九十\d]+批|新一批|首批|(?:19|20)\d\d年度|名单|名录|榜单|入选|上榜|入围|入榜|榜上有名|获评|新?认定(?!的)"
)
_STOCK = re.compile(r"累计|总数|共有|拥有|已有|现有|总量|目前|截至|至此|有效期内|[年月]末")


def _is_of_one_batch(one: Figure, text: str, vocabulary: Vocabulary) -> bool:
    """第九批名单公布，18家入选 is of that batch; the stock over all batches (累计134家) is another number.

    What its paragraph spoke of last before the number decides, then what is said of the counted right behind it.
    """
    indicator = vocabulary.term(one.indicator)
    if one.measure is not Measure.COUNT or indicator is None or not indicator.accumulates:
        return False
    before = text[text.rfind("\n", 0, one.span[0]) + 1 : one.span[0]]
    if _STOCK.search(re.split("[，。；]", before)[-1]):
        return False
    batch, stock = (max((found.start() for found in words.finditer(before)), default=-1) for words in (_BATCH, _STOCK))
    return batch > stock or _BATCH.search(re.split("[，。；、\n]", text[one.span[1] : one.span[1] + 40])[0]) is not None


def _placed(one: Figure | Refusal, text: str, vocabulary: Vocabulary) -> Figure | Refusal:
    """A figure with its series; outside the bounds of its series it is refused."""
    if isinstance(one, Refusal):
        return one
    series = vocabulary.catalogue.series_of(one)
    if series is None or _is_of_one_batch(one, text, vocabulary):
        return one
    bounds = vocabulary.catalogue.series[series].bounds
    if bounds is not None and not bounds[0] <= one.value <= bounds[1]:
        return Refusal(RefusalReason.IMPLAUSIBLE, f"{one.value}{one.counter}", one.quote, one.span)
    return replace(one, series=series)
