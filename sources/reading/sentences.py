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
from sources.reading.consistency import consistent
from sources.reading.context import Context
from sources.reading.counted import Counted, Portion, counted, portion
from sources.reading.figures import Maker, Read, refusal
from sources.reading.former import comes_from, is_former, own_year
from sources.reading.groups import Group, groups_in
from sources.reading.inforce import PeriodsInForce
from sources.reading.labels import About, Label, Labels, noun_of
from sources.reading.meaning import meaning
from sources.reading.nonobservations import not_observed
from sources.reading.owners import Owners
from sources.reading.pairs import pairs
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.setting import Meaning, Setting
from sources.reading.vocabulary import Vocabulary
from sources.reading.whole_sentences import Fixed, fixed_patterns
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Refusal, RefusalReason, Unit

Found = list[Figure | Refusal]

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")
_MARKS = re.compile(r"[，；：,;]|--|。")
_WITHOUT = re.compile(r"(?:其中，?|若)?(?P<scope>(?:扣除|剔除|不含|不包括)[^，。；]{2,20}?)(?:后|外)?")
_GOES_ON = re.compile(
    r"(?:但|而|且|其|其中|同期|同时|总体|整体|，|、)*(?:增速|增幅|涨幅|降幅|同比|环比|比|较|高于|低于|快于|慢于|增长|下降|占|居|位|列"
    r"|总量|数量|高出|均|分别|两年平均|连续|实现|达|为|与|由|从|年均|扣除|按可比|$)"
)
_OBJECT_START = re.compile(
    rf"(?P<pull>拉低|上拉|下拉|拉动|带动|贡献|对(?=[^，。；]{{1,30}}(?:贡献|拉动)))|(?<!比重)占(?!地|比)|{cues.AHEAD.pattern}|{cues.BEHIND.pattern}"
    rf"|(?<![同环占对可])比(?![重例值率])|较(?!快|高|大|好|强|多|低|慢|小|为|少)"
    rf"|[与和同](?={cues.P}+[^，。；]{{0,4}}(?:相比|持平))|[与和同](?={cues.A}+[^，。；]{{0,6}}(?:相比|持平))"
)
_SECTOR = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(?:看)?(?P<sector>工业|制造业|服务业|建筑业|民间)(?:经济|生产|方面|篇|运行)?(?:-*$|$)"
)
_SECTOR_OPENS = re.compile(r"(?:看)?(?P<sector>工业|制造业|服务业|建筑业)(?:方面，|经济方面，|--|:|篇)")
_SUM = re.compile(r"(?:两者|三者|两项|三项|上述|以上)[^，。；\ue001]{0,6}(?:合计|共计|总计)")
_SIZE_AND_RATE = re.compile(r"(?:总量|规模|总额)[和、与及]?增速")  # 总量和增速分列第1位和第3位
_TOTALS = ("规模以上", "固定资产", "进出口", "出口", "进口", "全部工业")


class Reader:
    """Reads the paragraphs of one text in order."""

    def __init__(self, context: Context, vocabulary: Vocabulary) -> None:
        self.context = context
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.owners = Owners(context, vocabulary)
        self.periods = PeriodsInForce(context.title_period, context.published_on)
        self.make = Maker(self.owners, self.periods)
        self.about = About()
        self.sector = ""  # that the section heading names
        self.topic: tuple[Label, ...] = ()  # what the sentence before spoke of
        self.plan_section = cues.PLAN_HEADING.search(context.title) is not None
        self.plan_paragraph = False

    def heading(self, scan: Scan) -> None:
        """A section heading: the place it names owns what follows; without one the page's own place does again."""
        self.owners.take_heading(scan)
        self.plan_section = cues.PLAN_HEADING.search(scan.text) is not None
        sector = _SECTOR.search(scan.text)
        self.sector = sector["sector"] if sector else ""

    def paragraph(self, scan: Scan, *, caption: bool = False) -> Found:
        """Figures and refusals of one paragraph; a caption under a picture must name its place itself."""
        found: Found = []
        self.owners.paragraph(caption=caption)
        self.periods.paragraph()
        self.topic = ()
        self.plan_paragraph = False
        opening = _SECTOR_OPENS.match(scan.text)
        self.about = replace(self.about, sector=opening["sector"] if opening else self.sector)
        for match in _SENTENCE.finditer(scan.text):
            if match.start() < match.end():
                found.extend(self._sentence(scan, Said(match.start(), match.end(), match.start(), match.start())))
        return found

    def _sentence(self, scan: Scan, said: Said) -> Found:
        self.owners.sentence(scan, said.start, said.stop)
        if not between(scan.amounts, said.start, said.stop) and not between(scan.mentions, said.start, said.stop):
            self._pass_over(scan, said)
            return []
        fixed = fixed_patterns(scan, said.start, said.stop)
        found: Found = []
        for group in groups_in(scan, said.start, said.stop):
            pattern = next((one for one in fixed if one.start <= group.start < one.stop), None)
            found.extend(self._fixed(scan, said, pattern, group) if pattern else self._group(scan, said, group))
        self._absorb(scan, said, said.at, said.stop)
        self.owners.end_sentence()
        self.topic = said.labels or self.topic
        return consistent(found)

    def _pass_over(self, scan: Scan, said: Said) -> None:
        """A sentence without numbers and indicators: only the place it speaks of goes on."""
        self.owners.take(scan, said.start, said.stop)
        self.owners.end_sentence()
        self.topic = ()

    # what stands between the numbers

    def _advance(self, scan: Scan, said: Said, group: Group) -> int:
        """Take in what stands between the last value and this group; gives where its own clause begins."""
        lead = said.since = said.at
        for mark in _MARKS.finditer(scan.masked, said.at, group.start):
            self._absorb(scan, said, lead, mark.start())
            lead = mark.end()
            if mark[0] in "；;。":
                said.next_part(lead)
        self._absorb(scan, said, lead, group.start, group)
        said.at = group.stop
        return lead

    def _absorb(self, scan: Scan, said: Said, start: int, stop: int, group: Group | None = None) -> None:
        if start >= stop:
            return
        self.owners.take(scan, start, stop)
        for period in between(scan.periods, start, stop):
            if not period.compared and not _is_object(scan, said.start, period.start):
                said.period, said.own_period = period.period, True
                if said.at == said.start:  # before the first number; 其中6月份 later is only an aside
                    said.first_period = period.period
        without = _WITHOUT.fullmatch(scan.text, start, stop)
        if without is not None:
            said.scope = without["scope"]
            return
        self._take_labels(scan, said, (start, _subject_end(scan.masked, start, stop, group)), group)
        said.mom = said.mom and not re.search(cues.P, scan.masked[start:stop])

    def _take_labels(self, scan: Scan, said: Said, span: tuple[int, int], group: Group | None) -> None:
        for mention in between(scan.mentions, *span):
            noun = noun_of(Label(mention.indicator.name_zh))
            if noun:
                self.about = replace(self.about, noun=noun)
        named = self.labels.read(scan, *span, self.about, expected=len(group.amounts) if group else 1)
        if named.labels:
            said.labels, said.unread = named.labels, False
            self._speak_about(named.labels)
        elif named.unread:
            said.unread = True

    def _speak_about(self, labels: tuple[Label, ...]) -> None:
        if len(labels) != 1:
            return
        label = labels[0]
        noun = noun_of(label) or (self.about.noun if label.indicator is None else "")
        total = label.indicator is not None and label.scope is None and label.term.startswith(_TOTALS)
        last = label if label.indicator is not None and noun else self.about.last
        self.about = replace(self.about, noun=noun, base=label if total else self.about.base, last=last)

    # one group of values

    def _group(self, scan: Scan, said: Said, group: Group) -> Found:
        lead = self._advance(scan, said, group)
        first = group.amounts[0]
        reason = group.refused or self._refused(scan, said, group)
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
        self.plan_paragraph = self.plan_paragraph or cues.PLAN_OPENING.search(before) is not None
        if (self.plan_section or self.plan_paragraph) and not cues.DONE.search(before):
            return RefusalReason.TARGET
        behind = scan.text[group.stop : group.stop + 24]
        return not_observed(before, behind, said.period, self.context.published_on)

    def _came_from(self, scan: Scan, said: Said, group: Group, lead: int) -> Found:
        """A value of an earlier time: with its own year it is a figure of that year, without it is left out."""
        year = own_year(scan, lead, group.amounts[0])
        now = (said.period, said.own_period)
        said.period, said.own_period = year, False
        found = list(self._figures(scan, said, group, lead))
        said.period, said.own_period = now
        return found if year is not None else []

    def _figures(self, scan: Scan, said: Said, group: Group, lead: int) -> Iterator[Figure | Refusal]:
        first = group.amounts[0]
        words = scan.masked[lead : first.start]
        part = portion(scan, first, words, self.labels)
        if part is not None:
            yield self._portion(scan, said, first, part)
            return
        labels = self._labels(scan, said, first)
        behind = counted(scan, first, said.start, self.labels) if len(group.amounts) == 1 else None
        if behind is not None and (behind.label.indicator is not None or not labels or cues.I not in words):
            labels = self._counted(scan, said, first, behind)
        sense = meaning(self._setting(scan, said, (lead, group), labels))
        if sense is not None:
            labels, sense = self._settled(said, labels, sense, scan.text[lead : first.start])
            yield from self._attached(scan, said, (lead, group), (labels, sense))
            said.last = sense
            said.mom = sense.bases[0] == "mom" if sense.measure is Measure.GROWTH else said.mom
        else:
            yield from _refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)

    def _labels(self, scan: Scan, said: Said, amount: Amount) -> tuple[Label, ...]:
        """What the number is of: named in its sentence, or in the one before where this one plainly goes on."""
        if said.unread or _SUM.search(scan.masked, said.since, amount.start):
            return ()
        if said.labels:
            return said.labels
        opening = re.sub(rf"[{cues.A}{cues.P}]+(?:，|的)?", "", scan.masked[said.start : amount.start])
        if self.topic and _GOES_ON.match(opening):
            said.labels = self.topic
        return said.labels

    def _counted(self, scan: Scan, said: Said, amount: Amount, behind: Counted) -> tuple[Label, ...]:
        said.labels, said.unread = (behind.label,), False
        year = _list_year(scan, amount.stop)
        if year is not None and not said.own_period:
            said.period, said.own_period = year, True
        return said.labels

    def _setting(self, scan: Scan, said: Said, at: tuple[int, Group], labels: tuple[Label, ...]) -> Setting:
        lead, group = at
        start = group.start
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
            here=self.owners.owner(),
            period=said.period,
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
        if sense.measure is Measure.GROWTH and "平均" in words and said.counted is not None and len(labels) == 1:
            labels = (replace(labels[0], scope=said.counted.term),)
            sense = replace(sense, bases=(None,))
        if sense.measure is Measure.COUNT and labels:
            said.counted = labels[0]
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
        if sense.measure is Measure.RANK and len(labels) == 1 and _SIZE_AND_RATE.search(words):
            labels = labels * len(group.amounts)
        paired = pairs(group, labels, sense, self.owners.several(scan, said.start, group.start), each=covers)
        if paired is None:
            yield from _refused_all(scan, said, group, RefusalReason.UNPAIRED)
            return
        for amount, one in paired:
            yield self.make.figure(scan, said, amount, one)

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


def _refused_all(scan: Scan, said: Said, group: Group, reason: RefusalReason) -> Iterator[Refusal]:
    """Refuse the values of a group; words that stand for numbers are only words where they say nothing."""
    for amount in group.amounts:
        if not amount.word:
            yield refusal(scan, said, amount, reason)


def _subject_end(masked: str, start: int, stop: int, group: Group | None) -> int:
    """Where the subject of a clause ends: before what it is compared with, is part of, or pulls."""
    for match in _OBJECT_START.finditer(masked, start, stop):
        if match["pull"] == "带动" and group is not None and group.amounts[0].number.unit is not Unit.PP:
            continue  # 带动企业用工减少8%: what was moved is the subject
        return match.start()
    return stop


def _is_object(scan: Scan, start: int, at: int) -> bool:
    """Whether a period is only what something is compared with, or comes from: 比一季度和去年全年, 由2020年的."""
    before = scan.masked[max(start, at - 12) : at]
    if before.endswith(("从", "由", "自")) or re.search(
        rf"(?:比|较(?!快)){cues.P}+[和、与及]$|[高低]于{cues.P}*$", before
    ):
        return True
    is_ratio = re.match(rf"{cues.P}+的?{cues.N}", scan.masked[at : at + 24]) is not None
    return is_ratio and before.endswith(("是", "相当于", "为"))


def _list_year(scan: Scan, start: int) -> ReferencePeriod | None:
    """入选2025年度…名单: the year of the list is the year of the count."""
    stop = re.compile(r"[，。；]|$").search(scan.text, start)
    named = [p.period for p in between(scan.periods, start, stop.start() if stop else start) if not p.compared]
    return named[0] if named else None
