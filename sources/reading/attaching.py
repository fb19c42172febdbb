"""The values of one group get their labels and their meaning: a figure each, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sources.reading import announced, cues
from sources.reading.amounts import Amount
from sources.reading.brackets import own_place
from sources.reading.clauses import GOES_ON, RANKED_NEXT, SIZE_AND_RATE, SUM, list_year, opening_of
from sources.reading.context import Context
from sources.reading.counted import Counted, counted, enters, portion
from sources.reading.figures import Maker, Read, refused_all
from sources.reading.groups import Group
from sources.reading.label import About, Label, in_field
from sources.reading.labels import Labels
from sources.reading.meaning import meaning
from sources.reading.owners import Owners
from sources.reading.pairs import Pairs, about, as_the_first, of_those_before, pairs, summed_up
from sources.reading.roles import Role
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.setting import Meaning, Setting
from sources.reading.stages import staged, told_elsewhere
from sources.reading.topic import Topic
from sources.reading.vocabulary import Vocabulary
from sources.reading.wholes import of_portion
from sources.series import Figure, Measure, PeriodKind, Refusal, RefusalReason, Status, Unit

_ONLY_A_PLACE = re.compile(rf"，?(?:而|其中)?{cues.A}+(?:市|则)?(?:有|为|共)?")
_EACH_PLACE = re.compile(rf"^[，、]?(?:其中，?)?(?:{cues.A}+[、和与及])+{cues.A}+各(?:有|占|为|新增)?$")
_ENTERED_IN_ALL = re.compile(r"[，；](?:其)?(?:上榜|入选|入围|获批|认定|获评|新增|入库)的?(?:总数|总量|数量)(?!中)")
# “361”产业集群支撑明显，一季度实现规上工业增加值增长8.9%: that of the clusters, not of all
_OF_A_CLUSTER = re.compile(r"(?:集群|产业链)[^，。；\d]{2,8}，[^，。；]{0,8}实现(?:规上|规模以上)工业[^，。；]*$")
_IN_BRACKETS = re.compile(rf"{cues.A}\({cues.N}+\)")
_SHARES_OF = re.compile(rf"(?:分别|各)占(?:到|了)?{cues.A}+(?P<what>[^，。；{cues.N}]{{2,20}}?)的?$")
_EACH_OF_THEM = re.compile(rf"{cues.EACH.pattern}|分列|分居|分占")


_AS_SHARE_OF_GDP = {"工业增加值": "全部工业增加值", "研发经费": "研发投入强度"}  # what such a share is called


@dataclass(frozen=True, slots=True)
class Attacher:
    """Attaches the values of one text; what changes from sentence to sentence is in what it holds."""

    context: Context
    vocabulary: Vocabulary
    labels: Labels
    owners: Owners
    topic: Topic
    make: Maker

    @property
    def _spoken(self) -> tuple[Context, Topic, Vocabulary]:
        return self.context, self.topic, self.vocabulary

    def figures(self, scan: Scan, said: Said, group: Group, lead: int) -> Iterator[Figure | Refusal]:
        first = group.amounts[0]
        words = scan.masked[lead : first.start]
        now = said.period
        if scan.masked[first.start - 2 : first.start] == f"{cues.P}(":
            said.period = next((p.period for p in scan.periods if p.end == first.start - 1), now)
        told = scan.text[said.part : first.start]
        if now is None or now.kind is not PeriodKind.SPAN:  # “十四五”以来，累计实施…，完成…: of all that follows
            told = re.split("[，。；]", told)[-1]
        said.summed = "累计" in told
        part = portion(scan, first, words, self.labels)
        if part is not None:
            yield self.make.figure(scan, said, *of_portion(scan, said, (first, part), self.owners))
            return
        alone = len(group.amounts) == 1
        said.staged = (
            staged(scan, said, first, lambda: announced.spoken_of(scan, said, first, self._spoken)) if alone else None
        )
        if said.staged is not None and not said.staged.term:
            said.staged = None
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)
            return
        if said.staged is not None:
            elsewhere = self.owners.current is None and told_elsewhere(scan, said, first)
            read = Read(said.staged, Meaning(Measure.COUNT), "" if elsewhere else None)
            yield self.make.figure(scan, said, first, read)
            return
        if said.parted and said.part > said.start and _ONLY_A_PLACE.fullmatch(scan.masked, said.part, first.start):
            said.labels = said.opened  # 杭州72项、国内首台（套）14项；宁波68项: of what 杭州's first was
        if self.topic.rate is not None and said.last is None and _IN_BRACKETS.match(scan.masked, first.start - 2):
            (said.labels, said.last), said.unread = self.topic.rate, False  # 高于全省的有：温州(9.5%)、宁波(8.3%)
        labels = self._labels(scan, said, first)
        if said.period is None and self.topic.list_year is not None and announced.is_of_list(scan, said, first):
            said.period = self.topic.list_year
        if [label.term for label in labels] == [self.context.title_list]:
            announced.note_announced(scan, said, first, (self.context, self.topic))
        if said.status is Status.UNSTATED and announced.of_the_notice(scan, said, first, self.context):
            said.status = Status.NOTICE
        if _OF_A_CLUSTER.search(scan.text, said.start, first.start):
            said.labels, said.unread = (), True
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)
            return
        if self.owners.current is None and announced.by_others(scan, said, first, self.context):
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_AREA)
            return
        last = group.amounts[-1]
        behind = counted(scan, last, said.start, self.labels) if last is first or not labels else None
        if behind is not None and (
            behind.label.indicator is not None or not labels or cues.I not in re.split("[、，]", words)[-1]
        ):
            labels = self._counted(scan, said, first, behind)
        labels = labels or announced.told_again(scan, said, first, self.topic)
        if announced.in_short(labels):
            labels = announced.in_full(labels, announced.full_name(scan, said, first, self._spoken))
        if self.owners.current is None and len(labels) == 1 and first.number.unit is Unit.COUNT:
            # 公布45个集群名单。45个集群覆盖…: those that were told of the country
            self.owners.current = self.topic.totals.get((labels[0].term, first.number.value))
        if said.parted:
            said.opened, said.parted = labels, False
        sense = meaning(self._setting(scan, said, (lead, group), labels))
        if sense is not None:
            labels, sense = self._settled(said, labels, sense, scan.text[lead : first.start])
            yield from self._attached(scan, said, (lead, group), (labels, sense))
            said.last = sense
            if sense.measure in (Measure.GROWTH, Measure.SHARE) and len(labels) == 1:
                self.topic.rate = (labels, sense)
            said.field = sense.bases[0] if sense.measure is Measure.RANK else said.field
            said.mom = sense.bases[0] == "mom" if sense.measure is Measure.GROWTH else said.mom
        else:
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)

    def _labels(self, scan: Scan, said: Said, amount: Amount) -> tuple[Label, ...]:
        """What the number is of: named in its sentence, or in the one before where this one plainly goes on."""
        own = self._of_firm(scan, said, amount)
        if own is not None:
            said.labels, said.unread = (own,), False
            return said.labels
        if placed := announced.evaluated(scan, said, amount):
            return placed
        shared = _SHARES_OF.search(scan.masked, said.since, amount.start)
        if shared is not None and (said.unread or not said.labels):  # 分别占全市磁性材料产值的38.5%和27.2%
            named = self.labels.read(scan, shared.start("what"), shared.end("what"), About()).labels
            said.labels, said.unread = named, not named
        entering = not said.labels and enters(scan, amount)
        listed = announced.entered_list(scan, said, amount, self._spoken) if entering else None
        if listed is not None:
            said.labels, said.unread = (listed,), False  # 甲集群、乙集群2个集群入围: on the list that was announced
        if announced.part_of_several(scan, said, amount):
            return ()
        if (of_level := announced.labels_of_level(scan, said, amount)) is not None:
            return of_level
        if said.unread or SUM.search(scan.masked[said.since : amount.start]):
            return ()
        if said.labels and _ENTERED_IN_ALL.search(scan.text, said.since, amount.start):
            whole = announced.named_list(scan, said.start, amount.start)
            # 26家上榜，其中绿色工厂22家，上榜总数居首位: of what the first was
            said.labels = (whole,) if whole is not None else said.opened
        said.labels = said.labels or self._gone_on_with(scan, said, amount, entering=entering)
        return said.labels

    def _of_firm(self, scan: Scan, said: Said, amount: Amount) -> Label | None:
        if not (self.owners.owner() or "").startswith("company:"):
            return None
        return self.labels.of_firm(scan, said.since, amount.start)

    def _gone_on_with(self, scan: Scan, said: Said, amount: Amount, *, entering: bool) -> tuple[Label, ...]:
        """What a sentence without a subject of its own is about; () where it does not plainly go on."""
        opening = opening_of(scan.masked[said.start : amount.start])
        if cues.MEANT.search(opening) and cues.I not in opening:
            labels = self.topic.labels or self.topic.told  # 今年前两个月，这一数字是271亿元
        else:
            counts = amount.number.unit is Unit.COUNT and opening == ""
            goes_on = entering or RANKED_NEXT.match(opening) or (GOES_ON.match(opening) and not counts)
            labels = self.topic.labels if goes_on else ()
        labels = labels or announced.listed(scan, said, amount, self._spoken)
        return labels or announced.of_entrants(scan, said, self._spoken)

    def _counted(self, scan: Scan, said: Said, amount: Amount, behind: Counted) -> tuple[Label, ...]:
        said.labels, said.unread = (behind.label,), False
        year = list_year(scan, amount.stop)
        if year is not None and not said.own_period:
            said.period, said.own_period = year, True
            self.topic.announced_year = year
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
            period=said.period or said.last_period,
            field=said.field,
        )

    def _settled(
        self, said: Said, labels: tuple[Label, ...], sense: Meaning, words: str
    ) -> tuple[tuple[Label, ...], Meaning]:
        """What the meaning tells about the label: all industry has a share of GDP; projects have an average."""
        if sense.measure is Measure.SHARE and sense.bases == ("gdp",) and len(labels) == 1:
            term = _AS_SHARE_OF_GDP.get(labels[0].term)
            if term is not None:
                labels = said.labels = (Label(term, self.vocabulary.term(term)),)
        if sense.measure is Measure.GROWTH and "平均" in words and said.counted is not None and len(labels) == 1:
            labels = (replace(labels[0], scope=said.counted.term),)
            sense = replace(sense, bases=(None,))
        if sense.measure is Measure.COUNT and len(labels) == 1:
            labels = in_field(labels[0], said.counted or self.topic.members())
        if sense.measure is Measure.COUNT and labels and labels[0].scope is None:
            if labels[0].indicator is not None and (said.counted is None or said.counted == labels[0]):
                self.topic.listed = labels[0].indicator  # not what a part of it is called: 其中国际首台（套）4项
            said.counted = labels[0]
        return labels, sense

    def _attached(
        self, scan: Scan, said: Said, at: tuple[int, Group], read: tuple[tuple[Label, ...], Meaning]
    ) -> Iterator[Figure | Refusal]:
        labels, sense = read
        lead, group = at
        words = scan.masked[lead : group.start]
        first = group.amounts[0]
        covers = cues.ALL.search(words) is not None
        summed = summed_up(scan.text[lead : group.start], said.told)
        if summed is not None and not summed:
            yield from refused_all(scan, said, group, RefusalReason.UNPAIRED)
            return
        subjects = summed or said.subjects
        if covers and sense.measure is Measure.RANK and len(subjects) > 1 and cues.I not in words:
            for label, owner in self.owners.ranked(list(subjects), sense.bases[0]):
                yield self.make.figure(scan, said, group.amounts[0], Read(label, sense, owner))
            return
        if not labels:
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_INDICATOR)
            return
        if sense.measure is Measure.RANK and len(labels) == 1 and SIZE_AND_RATE.search(words):
            labels = labels * len(group.amounts)
        places = self.owners.several(scan, said.start, group.start)
        if len(group.amounts) == len(labels) == 1 and len(places) > 1 and _EACH_PLACE.search(words):
            for each in places:  # 鄞州、镇海各5家
                yield self.make.figure(scan, said, group.amounts[0], Read(labels[0], sense, each or ""))
            return
        place = own_place(scan, group)
        if len(group.amounts) == 1 < len(places) and place is None:
            yield from refused_all(scan, said, group, RefusalReason.UNKNOWN_AREA)  # 杭州、宁波两市合计1.8万亿元
            return
        paired = pairs(group, labels, sense, places, each=covers)
        each_of_them = _EACH_OF_THEM.search(words) is not None
        if paired is None and len(labels) < 2 and each_of_them:  # A、B、C分别增长8.2%和15.6%: of nobody else
            named = any(p.role is Role.SUBJECT for p in between(scan.places, said.since, group.start))
            paired = of_those_before(group, said, sense, self.owners.owner() or "" if named else None)
        if paired is None:
            yield from refused_all(scan, said, group, RefusalReason.UNPAIRED)
            return
        if sense.measure is Measure.SHARE and "约占" in words:
            paired = [(about(amount), one) for amount, one in paired]
        paired = as_the_first(paired, words)
        owner = (
            self.owners.resolve(place) if place is not None else announced.of_announcer(scan, said, first, self.owners)
        )
        yield from self._made(scan, said, [(amount, replace(one, owner=owner or one.owner)) for amount, one in paired])

    def _made(self, scan: Scan, said: Said, paired: Pairs) -> Iterator[Figure | Refusal]:
        """A figure for each value; after one that cannot be of its label nothing more is read of that label."""
        for amount, one in paired:
            figure = self.make.figure(scan, said, amount, one)
            # 增速高于全省的有6个，分别为…; 连续5个季度跑赢全国，…
            counts_places = amount.number.counter in ("个", "个季度", "季度", "届", "批")
            if isinstance(figure, Figure) and figure.measure is Measure.COUNT:
                self.topic.totals[figure.indicator, figure.value] = figure.area
            if isinstance(figure, Refusal) and figure.reason is RefusalReason.UNKNOWN_INDICATOR and not counts_places:
                said.labels, said.unread = (), True  # 汽车出口534.5万辆，增长…: no more of it is read
            yield figure
