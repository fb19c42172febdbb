"""Sentences read from front to back: each number gets its subject, place, period and meaning, or is refused.

What a sentence has said stays in force inside it (`Said`); what a text has said before lives in `Reader`. A number is
attached only by an explicit rule; where none fits it is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.clauses import (
    GOES_ON,
    MARKS,
    SIZE_AND_RATE,
    SUM,
    WITHOUT,
    WITHOUT_FIRST,
    is_object,
    list_year,
    subject_end,
)
from sources.reading.consistency import consistent
from sources.reading.context import Context
from sources.reading.counted import Counted, Portion, counted, enters, portion
from sources.reading.figures import Maker, Read, refusal
from sources.reading.former import comes_from, is_former, own_year
from sources.reading.groups import Group, groups_in
from sources.reading.inforce import PeriodsInForce
from sources.reading.labels import Label, Labels
from sources.reading.meaning import meaning
from sources.reading.nonobservations import Plans, status_of
from sources.reading.owners import Owners
from sources.reading.pairs import of_subjects, pairs
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.setting import Meaning, Setting
from sources.reading.topic import Topic
from sources.reading.vocabulary import Vocabulary
from sources.reading.whole_sentences import Fixed, fixed_patterns
from sources.series import Figure, Measure, PeriodKind, Qualifier, Refusal, RefusalReason, Status, Unit

Found = list[Figure | Refusal]

# 今年1—2月，全市工业开局良好。据统计局消息，一季度，…
_OPENING = re.compile(
    r"(?:[^，。；]{0,24}(?:消息|统计|显示|获悉|了解|数据|通报|介绍|透露|发布|公布)，)?[^，。；]{0,12}"
)
# In a notice whose title names one list: 从地区看，江苏省9个，浙江省8个; 与上年度相比，全省认定数量增加54项
_OF_THE_LIST = re.compile(rf"(?:其中)?{cues.A}+(?:认定|入选|入围)?(?:数量|总数)?(?:有|共有?|增加|减少)?")
_BY_PLACE = re.compile(
    r"(?:从|分|按)[^，。；]{0,8}(?:地区|区域|地市|设区市|分布|各地|市)[^，。；]{0,4}(?:看|统计|分)，"
)
_BARE_PART = re.compile(r"其中，?(?:企业|单位|产品|项目)$")  # 经营主体143.7万户，其中企业58.9万户
_EACH_OF_THEM = re.compile(rf"{cues.EACH.pattern}|分列|分居|分占")
_LIST = re.compile(r"名单|认定结果|目录|认定工作|评选结果")
_STOCK = re.compile(r"累计|截至|目前|拥有|现有|已有|总数")
_VIEW = re.compile(r"^(?:从|分|按)[^，。；]{0,10}看，?")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")


class Reader:
    """Reads the paragraphs of one text in order."""

    def __init__(self, context: Context, vocabulary: Vocabulary) -> None:
        self.context = context
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.owners = Owners(context, vocabulary)
        self.periods = PeriodsInForce(context.title_period, context.published_on)
        self.make = Maker(self.owners, self.periods)
        self.topic = Topic()
        self.plans = Plans(context.title, context.published_on)

    def heading(self, scan: Scan) -> None:
        """A section heading: the place it names owns what follows; without one the page's own place does again."""
        self.owners.take_heading(scan)
        self.plans.heading(scan.text)
        self.topic.heading(scan.text)

    def paragraph(self, scan: Scan, *, caption: bool = False) -> Found:
        """Figures and refusals of one paragraph; a caption under a picture must name its place itself."""
        found: Found = []
        self.owners.paragraph(caption=caption)
        self.periods.paragraph()
        self.topic.paragraph(scan.text)
        self.plans.paragraph()
        for match in _SENTENCE.finditer(scan.text):
            if match.start() < match.end():
                said = Said(match.start(), match.end(), match.start(), match.start())
                said.status = self._carried(scan, said)
                said.mom = self.topic.mom and scan.text.startswith("其中", said.start)
                said.aside = cues.REVISED.search(scan.text, said.start, said.stop) is not None
                found.extend(self._sentence(scan, said))
        return found

    def _carried(self, scan: Scan, said: Said) -> Status:
        """What the sentence before said of how final its figures are, where this one goes on: 其中宁波24家."""
        before, self.topic.status = self.topic.status, status_of(scan.text[said.start : said.stop])
        goes_on = scan.text.startswith(("其中", "共"), said.start) and before is Status.NOTICE
        return before if goes_on else Status.UNSTATED

    def _sentence(self, scan: Scan, said: Said) -> Found:
        self.owners.sentence(scan, said.start, said.stop)
        self.periods.view(
            opened=_VIEW.match(scan.text, said.start) is not None,
            by_time=re.compile(r"[从分][^，。；]{0,3}[季月]度?看").match(scan.text, said.start) is not None,
        )
        if not between(scan.amounts, said.start, said.stop) and not between(scan.mentions, said.start, said.stop):
            self._pass_over(scan, said)
            return []
        fixed = fixed_patterns(scan, said.start, said.stop)
        found: Found = []
        for group in groups_in(scan, said.start, said.stop):
            pattern = next((one for one in fixed if one.start <= group.start < one.stop), None)
            now = (said.period, said.own_period, said.first_period)
            found.extend(self._fixed(scan, said, pattern, group) if pattern else self._group(scan, said, group))
            said.noted = None
            if _in_dated_brackets(scan, said, group):
                said.period, said.own_period, said.first_period = now
        self._absorb(scan, said, said.at, said.stop)
        self._announces(scan, said)
        self.owners.end_sentence()
        self.topic.labels = said.labels or self.topic.labels
        self.topic.mom = said.mom
        if not any(isinstance(one, Figure) for one in found):
            self._opens(scan, said)
        return consistent(found)

    def _pass_over(self, scan: Scan, said: Said) -> None:
        """A sentence without numbers and indicators: the place it speaks of goes on, and the period it opens with."""
        self.owners.take(scan, said.start, said.stop)
        self._opens(scan, said)
        self._announces(scan, said)
        self.owners.end_sentence()
        self.topic.labels = ()

    def _announces(self, scan: Scan, said: Said) -> None:
        """公布了2023年度首台（套）装备认定结果。: what is counted in this paragraph, and of which year."""
        mentions = between(scan.mentions, said.start, said.stop)
        counted = {m.indicator.name_zh: m.indicator for m in mentions if m.indicator.measure is Measure.COUNT}
        if len(counted) != 1 or not _LIST.search(scan.text, said.start, said.stop):
            return
        self.topic.in_list = next(iter(counted.values()))
        years = [p.period for p in between(scan.periods, said.start, said.stop) if p.period.kind is PeriodKind.YEAR]
        self.topic.list_year = years[-1] if years else None

    def _opens(self, scan: Scan, said: Said) -> None:
        """A sentence without figures opens with a period, which goes on."""
        opening = _OPENING.match(scan.text, said.start, said.stop)
        for period in between(scan.periods, said.start, opening.end() + 1 if opening else said.start)[:1]:
            if not period.compared:
                self.periods.opens(period.period)

    # what stands between the numbers

    def _advance(self, scan: Scan, said: Said, group: Group) -> int:
        """Take in what stands between the last value and this group; gives where its own clause begins."""
        lead = said.since = said.at
        if MARKS.search(scan.masked, said.at, group.start):
            said.listed, said.run = said.run, []
        for mark in MARKS.finditer(scan.masked, said.at, group.start):
            self._absorb(scan, said, lead, mark.start())
            lead = mark.end()
            if mark[0] in "；;。":
                said.next_part(lead)
                self.owners.next_part()
        self._absorb(scan, said, lead, group.start, group)
        said.at = group.stop
        return lead

    def _absorb(self, scan: Scan, said: Said, start: int, stop: int, group: Group | None = None) -> None:
        if start >= stop:
            return
        self.owners.take(scan, start, stop)
        for period in between(scan.periods, start, stop):
            if group is not None and _closed_before(scan, said.start, period.start, group.start):
                said.noted = period.period  # 规上服务业(1-3月)增长2.7%: of this value only
            elif not period.compared and not is_object(scan, said.start, period.start):
                said.period, said.own_period = period.period, True
                if said.at == said.start or (
                    said.part > said.start
                    and period.start <= said.part + 1
                    and not scan.text.startswith(("累计", "平均"), period.end)
                ):  # before the first number; 其中6月份 later is only an aside
                    said.first_period = period.period
        without = WITHOUT.fullmatch(scan.text, start, stop) if group is None else None
        if without is not None:
            said.scope, said.scoped = without["scope"], None
            return
        first = WITHOUT_FIRST.match(scan.text, start, stop)
        if first is not None:
            said.scope, said.scoped, start = first["scope"] or first["with"], None, first.end()
        self._take_labels(scan, said, (start, subject_end(scan.masked, start, stop, group)), group)
        named = any(not p.compared for p in between(scan.periods, start, stop))
        said.mom = said.mom and not named and not cues.YEAR_ON_YEAR.search(scan.text, start, stop)

    def _take_labels(self, scan: Scan, said: Said, span: tuple[int, int], group: Group | None) -> None:
        self.topic.mentions(scan, *span)
        named = self.labels.read(scan, *span, self.topic.about, expected=len(group.amounts) if group else 1)
        if named.labels:
            said.labels, said.unread = named.labels, False
            self.topic.named(named.labels)
        elif named.unread or _BARE_PART.search(scan.text[said.start : span[1]]):
            said.unread = True

    # one group of values

    def _group(self, scan: Scan, said: Said, group: Group) -> Found:
        lead = self._advance(scan, said, group)
        first = group.amounts[0]
        reason = self._refused(scan, said, group)
        reason = group.refused if reason is None or group.refused is RefusalReason.DAMAGED else reason
        if reason is not None:
            return [refusal(scan, said, amount, reason) for amount in group.amounts]
        if comes_from(scan, lead, first):
            return self._came_from(scan, said, group, lead)
        if is_former(scan, lead, first):
            return []
        return list(self._figures(scan, said, group, lead))

    def _refused(self, scan: Scan, said: Said, group: Group) -> RefusalReason | None:
        if cues.REWORDED.search(scan.text, said.part, said.at):
            return RefusalReason.DAMAGED
        if any(period.damaged for period in between(scan.periods, said.start, said.at)):
            return RefusalReason.DAMAGED
        before = scan.text[said.part : group.start]
        behind = scan.text[group.stop : group.stop + 24]
        first = next(iter(between(scan.amounts, said.start, said.stop)), group.amounts[0])
        return self.plans.refuse(before, behind, said.period, scan.text[said.start : first.start])

    def _came_from(self, scan: Scan, said: Said, group: Group, lead: int) -> Found:
        """A value of an earlier time: with its own year it is a figure of that year, without it is left out."""
        year = own_year(scan, lead, group.amounts[0])
        now = (said.period, said.own_period, said.last_period)
        said.period, said.own_period = year, False
        found = list(self._figures(scan, said, group, lead))
        said.period, said.own_period, said.last_period = now
        return found if year is not None else []

    def _figures(self, scan: Scan, said: Said, group: Group, lead: int) -> Iterator[Figure | Refusal]:
        first = group.amounts[0]
        words = scan.masked[lead : first.start]
        now = said.period
        if scan.masked[first.start - 2 : first.start] == f"{cues.P}(":
            said.period = next((p.period for p in scan.periods if p.end == first.start - 1), now)
        said.summed = "累计" in scan.text[said.since : first.start]
        part = portion(scan, first, words, self.labels)
        if part is not None:
            yield self._portion(scan, said, first, part)
            return
        labels = self._labels(scan, said, first)
        if said.period is None and self.topic.list_year is not None and _is_of_list(scan, said, first):
            said.period = self.topic.list_year
        behind = counted(scan, first, said.start, self.labels) if len(group.amounts) == 1 else None
        if behind is not None and (behind.label.indicator is not None or not labels or cues.I not in words):
            labels = self._counted(scan, said, first, behind)
        sense = meaning(self._setting(scan, said, (lead, group), labels))
        if sense is not None:
            labels, sense = self._settled(said, labels, sense, scan.text[lead : first.start])
            yield from self._attached(scan, said, (lead, group), (labels, sense))
            said.last = sense
            said.field = sense.bases[0] if sense.measure is Measure.RANK else said.field
            said.mom = sense.bases[0] == "mom" if sense.measure is Measure.GROWTH else said.mom
        else:
            yield from _refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)

    def _labels(self, scan: Scan, said: Said, amount: Amount) -> tuple[Label, ...]:
        """What the number is of: named in its sentence, or in the one before where this one plainly goes on."""
        if said.unread or SUM.search(scan.masked, said.since, amount.start):
            return ()
        if said.labels:
            return said.labels
        opening = _VIEW.sub("", re.sub(rf"[{cues.A}{cues.P}]+(?:，|的)?", "", scan.masked[said.start : amount.start]))
        counts = amount.number.unit is Unit.COUNT and opening == ""
        if self.topic.labels and ((GOES_ON.match(opening) and not counts) or enters(scan, amount)):
            said.labels = self.topic.labels
        listed = (
            self.context.title_list
            or self.topic.in_list
            or (self.topic.listed if _BY_PLACE.match(scan.text, said.start) else None)
        )
        if not said.labels and listed is not None and amount.number.unit is Unit.COUNT:
            clause = scan.masked[max(said.start, scan.masked.rfind("，", 0, amount.start) + 1) : amount.start]
            said.labels = (Label(listed.name_zh, listed),) if _OF_THE_LIST.fullmatch(clause) else ()
        return said.labels

    def _counted(self, scan: Scan, said: Said, amount: Amount, behind: Counted) -> tuple[Label, ...]:
        said.labels, said.unread = (behind.label,), False
        year = list_year(scan, amount.stop)
        if year is not None and not said.own_period:
            said.period, said.own_period = year, True
        return said.labels

    def _setting(self, scan: Scan, said: Said, at: tuple[int, Group], labels: tuple[Label, ...]) -> Setting:
        lead, group = at
        start = group.start
        here = self.owners.owner()
        return Setting(
            scan=scan,
            start=lead,
            lead=scan.masked[lead:start],
            tail=scan.masked[group.stop : group.stop + 24],
            amount=group.amounts[0],
            label=labels[0] if labels else None,
            last=said.last,
            mom=said.mom,
            said=scan.masked[said.start : lead],
            since=scan.masked[said.since : start],
            here=here,
            province=self.vocabulary.within(here, "province") if here else None,
            period=said.period,
            field=said.field,
        )

    def _settled(
        self, said: Said, labels: tuple[Label, ...], sense: Meaning, words: str
    ) -> tuple[tuple[Label, ...], Meaning]:
        """What the meaning tells about the label: all industry has a share of GDP; projects have an average."""
        if (
            sense.measure is Measure.SHARE
            and sense.bases == ("gdp",)
            and [label.term for label in labels] == ["工业增加值"]
        ):
            labels = said.labels = (Label("全部工业增加值", self.vocabulary.term("全部工业增加值")),)
        if (
            sense.measure is Measure.SHARE
            and sense.bases == ("gdp",)
            and [label.term for label in labels] == ["研发经费"]
        ):
            labels = said.labels = (Label("研发投入强度", self.vocabulary.term("研发投入强度")),)
        if sense.measure is Measure.GROWTH and "平均" in words and said.counted is not None and len(labels) == 1:
            labels = (replace(labels[0], scope=said.counted.term),)
            sense = replace(sense, bases=(None,))
        if sense.measure is Measure.COUNT and labels:
            said.counted = labels[0]
            if labels[0].indicator is not None:
                self.topic.listed = labels[0].indicator
        return labels, sense

    def _attached(
        self, scan: Scan, said: Said, at: tuple[int, Group], read: tuple[tuple[Label, ...], Meaning]
    ) -> Iterator[Figure | Refusal]:
        labels, sense = read
        lead, group = at
        words = scan.masked[lead : group.start]
        covers = cues.ALL.search(words) is not None
        if covers and sense.measure is Measure.RANK and len(said.subjects) > 1 and cues.I not in words:
            for label, owner in list(said.subjects):
                yield self.make.figure(scan, said, group.amounts[0], Read(label, sense, owner))
            return
        if not labels:
            yield from _refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)
            return
        if sense.measure is Measure.RANK and len(labels) == 1 and SIZE_AND_RATE.search(words):
            labels = labels * len(group.amounts)
        paired = pairs(group, labels, sense, self.owners.several(scan, said.start, group.start), each=covers)
        if paired is None and _EACH_OF_THEM.search(words):
            paired = of_subjects(group, said.listed, sense) or of_subjects(group, said.subjects, sense)
        if paired is None:
            yield from _refused_all(scan, said, group, RefusalReason.UNPAIRED)
            return
        bracketed = self._bracketed(scan, group)
        if sense.measure is Measure.SHARE and "约占" in words and len(paired) == 1:
            paired = [(_about(amount), one) for amount, one in paired]
        for amount, one in paired:
            figure = self.make.figure(scan, said, amount, replace(one, owner=bracketed or one.owner))
            if isinstance(figure, Refusal) and figure.reason is RefusalReason.UNKNOWN_INDICATOR:
                said.labels, said.unread = (), True  # 汽车出口534.5万辆，增长…: no more of it is read
            yield figure

    def _bracketed(self, scan: Scan, group: Group) -> str | None:
        """高于全国(6.0%): the value in brackets is that of the place right before them."""
        if scan.masked[group.start - 2 : group.start] != f"{cues.A}(":
            return None
        place = next((p for p in scan.places if p.end == group.start - 1), None)
        return (self.owners.resolve(place) or "") if place is not None else None

    # numbers that are read with what stands behind or around them

    def _portion(self, scan: Scan, said: Said, amount: Amount, part: Portion) -> Figure | Refusal:
        owner, whole = self.owners.of_portion(scan, said.start, amount.start, part.whole)
        if whole is None and said.last is not None and said.last.measure is Measure.SHARE:
            whole = said.last.bases[0]
        said.last = Meaning(Measure.SHARE, (whole,))
        if amount.number.qualifier is not Qualifier.EXACT:
            said.about = amount.number.qualifier
        elif scan.masked[amount.start - 1 : amount.start] == "、" and said.about is Qualifier.ABOUT:
            amount = replace(amount, number=replace(amount.number, qualifier=Qualifier.ABOUT))
        label = replace(part.label, scope=part.scope or part.label.scope)
        return self.make.figure(scan, said, amount, Read(label, said.last, owner))

    def _fixed(self, scan: Scan, said: Said, fixed: Fixed, group: Group) -> Found:
        """Values of a pattern that is read as a whole: the structure of the sectors, one in three."""
        self._advance(scan, said, group)
        found: Found = []
        for amount in group.amounts:
            part = fixed.parts.get(amount.start)
            if part is None:
                continue
            if part.refused is not None:
                found.append(refusal(scan, said, amount, part.refused))
                continue
            owner = self.owners.company_in(scan, amount.start, said.stop) if part.of_company else None
            number = replace(amount.number, value=part.value, unit=part.unit, counter=part.counter)
            read = Read(
                Label(part.term), Meaning(part.measure, (part.basis,)), "" if part.of_company and not owner else owner
            )
            found.append(self.make.figure(scan, said, replace(amount, number=number), read))
        return found


def _is_of_list(scan: Scan, said: Said, amount: Amount) -> bool:
    """A count beside the announcement of a list is of the list's year, unless it is a stock."""
    return amount.number.unit is Unit.COUNT and not _STOCK.search(scan.text[said.start : amount.start])


def _about(amount: Amount) -> Amount:
    return replace(amount, number=replace(amount.number, qualifier=Qualifier.ABOUT))


def _closed_before(scan: Scan, start: int, at: int, stop: int) -> bool:
    """Whether `at` stands in brackets that close before `stop`."""
    return scan.masked.rfind("(", start, at) > scan.masked.rfind(")", start, at) and ")" in scan.masked[at:stop]


def _in_dated_brackets(scan: Scan, said: Said, group: Group) -> bool:
    """受基数影响(2022年3月增长2.7%)，…: what brackets date, only they are of."""
    if scan.masked[group.start - 2 : group.start] == f"{cues.P}(":
        return True
    opened = scan.masked.rfind("(", said.start, group.start)
    return opened > scan.masked.rfind(")", said.start, group.start) and cues.P in scan.masked[opened : group.start]


def _refused_all(scan: Scan, said: Said, group: Group, reason: RefusalReason) -> Iterator[Refusal]:
    """Refuse the values of a group; words that stand for numbers are only words where they say nothing."""
    for amount in group.amounts:
        if not amount.word:
            yield refusal(scan, said, amount, reason)
