"""Sentences read from front to back: each number gets its subject, place, period and meaning, or is refused.

What a sentence has said stays in force inside it (`Said`); what a text has said before lives in `Reader`. A number is
attached only by an explicit rule; where none fits it is a refusal.
"""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.announced import announce, named_list
from sources.reading.attaching import Attacher
from sources.reading.brackets import closed_before, in_dated_brackets
from sources.reading.branches import branch_of
from sources.reading.clauses import ABOUT_THE_LISTED, MARKS, VIEW, WITHOUT, WITHOUT_FIRST, is_object, subject_end
from sources.reading.consistency import consistent
from sources.reading.context import Context
from sources.reading.figures import Maker, endless, refusal
from sources.reading.former import comes_from, is_former, own_year
from sources.reading.groups import Group, groups_in
from sources.reading.inforce import PeriodsInForce, part_of_run
from sources.reading.labels import Labels
from sources.reading.nonobservations import Plans, status_of
from sources.reading.openers import Opener, completed, names_a_place, opener_in
from sources.reading.owners import Owners
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.topic import Topic
from sources.reading.vocabulary import Vocabulary
from sources.reading.whole_sentences import Fixed, fixed_patterns
from sources.reading.wholes import fixed_figures
from sources.series import Figure, Measure, PeriodKind, ReferencePeriod, Refusal, RefusalReason, Status, Unit

Found = list[Figure | Refusal]

# 今年1—2月，全市工业开局良好。据统计局消息，一季度，…
_OPENING = re.compile(
    r"(?:同志们，|各位[^，。；]{2,12}，)?(?:[从分按][^，。；]{1,8}看，)?(?:[^，。；]{0,24}(?:消息|统计|调查|测算|核算|显示|获悉|了解|数据|通报|介绍|透露|发布|公布)，)?[^，。；]{0,12}"
)

# 拟认定268项。分地区看，宁波87项: of the same notice
_OF_THE_SAME_LIST = re.compile(
    rf"[^，。；]{{0,6}}梳理(?:发现)?，|其中|(?:本次|此次)?共(?!有)|[从分按](?:推荐)?(?:地区|区域|地市|行业|领域|产业|类别)[^，。；]{{0,4}}[看分计][，:]|{cues.A}+以?{cues.N}+"
)
_AMONG_THE_LISTED = re.compile(r"[^，。；]{2,24}中，")  # 第十批拟认定企业中，浙江41家；宁波16家: all of them are
_BARE_PART = re.compile(r"其中，?(?:[^，。；]{0,8}的)?(?:企业|单位|产品|项目)$")  # 经营主体143.7万户，其中企业58.9万户
_LONG_AGO = re.compile(r"而?早?在(?:19|20)\d\d年[^，。；]{0,4}，[^，。；]*(?:[仅只]有|仅为|还不足|不过)")  # a look back
_BY_TIME = re.compile(r"[从分][^，。；]{0,3}[季月]度?看")
_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")
_LONGEST_SENTENCE = 3_000  # what goes on for longer has lost its full stops: nobody can tell what belongs together


def _tells_how_many_are_new(said: Said, amount: Amount) -> bool:
    """全省新增286家。其中，宁波74家: they are new, too."""
    changed = said.last is not None and said.last.measure is Measure.CHANGE
    return changed and amount.number.unit is Unit.COUNT


def _of_a_stock(said: Said) -> bool:
    """11月末企业2218家；前11个月累计…: the run is no aside on what was told of the day."""
    return said.first_period is not None and said.first_period.kind is PeriodKind.AS_OF


class Reader:
    """Reads the paragraphs of one text in order."""

    def __init__(self, context: Context, vocabulary: Vocabulary) -> None:
        self.context = context
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.owners = Owners(context, vocabulary)
        self.periods = PeriodsInForce(context.title_period, context.published_on)
        self.topic = Topic()
        make = Maker(self.owners, self.periods)
        self.attach = Attacher(context, vocabulary, self.labels, self.owners, self.topic, make)
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
                if said.status is Status.UNSTATED and (among := _AMONG_THE_LISTED.match(scan.text, said.start)):
                    said.status = status_of(among[0])
                said.mom = self.topic.mom and scan.text.startswith("其中", said.start)
                said.last = self.topic.added if scan.text.startswith("其中", said.start) else None
                said.aside = (
                    cues.REVISED.search(scan.text, said.start, said.stop) is not None
                    or _LONG_AGO.match(scan.text, said.start, said.stop) is not None
                )
                found.extend(self._sentence(scan, said))
        return found

    def _carried(self, scan: Scan, said: Said) -> Status:
        """What the sentence before said of how final its figures are, where this one goes on: 其中宁波24家."""
        before, self.topic.status = self.topic.status, status_of(scan.text[said.start : said.stop])
        goes_on = before is Status.NOTICE and _OF_THE_SAME_LIST.match(scan.masked, said.start) is not None
        if goes_on and self.topic.status is Status.UNSTATED:
            self.topic.status = before
        return before if goes_on else Status.UNSTATED

    def _sentence(self, scan: Scan, said: Said) -> Found:
        self.owners.sentence(scan, said.start, said.stop)
        self.topic.sentence()
        self.periods.sentence(goes_on=scan.text.startswith("其中", said.start))
        self.periods.view(
            opened=VIEW.match(scan.text, said.start) is not None,
            by_time=_BY_TIME.match(scan.text, said.start) is not None,
        )
        silent = not between(scan.amounts, said.start, said.stop) and not between(scan.mentions, said.start, said.stop)
        if silent or said.stop - said.start > _LONGEST_SENTENCE:
            self._pass_over(scan, said)
            return list(endless(scan, said))
        fixed = fixed_patterns(scan, said.start, said.stop)
        found: Found = []
        for group in groups_in(scan, said.start, said.stop):
            pattern = next((one for one in fixed if one.start <= group.start < one.stop), None)
            now = (said.period, said.own_period, said.first_period)
            found.extend(self._whole(scan, said, pattern, group) if pattern else self._group(scan, said, group))
            if in_dated_brackets(scan, said.start, group):
                said.period, said.own_period, said.first_period = now
        self._absorb(scan, said, said.at, said.stop)
        announce(scan, said, self.topic)
        self.owners.end_sentence()
        self.periods.end_sentence(said)
        self.topic.labels = said.labels or self.topic.labels
        self.topic.mom = said.mom
        self.topic.added = said.last if said.adds else None
        if not any(isinstance(one, Figure) for one in found):
            self._opens(scan, said)
        return consistent(found)

    def _pass_over(self, scan: Scan, said: Said) -> None:
        """A sentence without numbers and indicators: the place it speaks of goes on, and the period it opens with."""
        self.owners.take(scan, said.start, said.stop)
        self._opens(scan, said)
        announce(scan, said, self.topic)
        self.owners.end_sentence()
        self.topic.labels = ()

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
                self.topic.sentence()
        self._absorb(scan, said, lead, group.start, group)
        said.at = group.stop
        return lead

    def _absorb(self, scan: Scan, said: Said, start: int, stop: int, group: Group | None = None) -> None:
        if start >= stop:
            return
        said.noted_new = False
        self.owners.take(scan, start, stop)
        for period in between(scan.periods, start, stop):
            if group is not None and closed_before(scan, said.start, period.start, group.start):
                said.noted, said.noted_new = period.period, True  # 规上服务业(1-3月)增长2.7%: of this value only
            elif not period.compared and not is_object(scan, said.start, period.start):
                said.period, said.own_period = period.period, True
                if said.at == said.start or (
                    said.part > said.start
                    and period.start <= said.part + 1
                    and (_of_a_stock(said) or not scan.text.startswith(("累计", "平均"), period.end))
                ):  # before the first number; 其中6月份 later is only an aside
                    said.first_period = period.period
                elif self._goes_on_with(said, period.period):
                    said.first_period = period.period  # 7月份增长6.0%，1-7月增长7.4%: goes on with the run
        without = WITHOUT.fullmatch(scan.text, start, stop) if group is None else None
        if without is not None:
            said.scope, said.scoped = None if "人民币" in without["scope"] else without["scope"], None
            self.owners.next_part()
            return
        first = WITHOUT_FIRST.match(scan.text, start, stop)
        if first is not None:
            said.scope, said.scoped, start = first["scope"] or first["with"], None, first.end()
            self.owners.next_part()  # 其中前湾新区…，剔除前湾新区后增长3.3%: of the whole again
        if ABOUT_THE_LISTED.fullmatch(scan.masked, start, stop):
            return
        before = said.labels
        self._take_labels(scan, said, (start, subject_end(scan.masked, start, stop, group)), group)
        if group is not None:
            self._beside(scan, said, (start, stop), same=said.labels == before and not said.unread)
        named = any(not p.compared for p in between(scan.periods, start, stop))
        said.mom = said.mom and not named and not cues.YEAR_ON_YEAR.search(scan.text, start, stop)

    def _beside(self, scan: Scan, said: Said, span: tuple[int, int], *, same: bool) -> None:
        """Another place with a value of the same thing is told beside the first: 增长8.3%，全省增长7.1%."""
        told = said.subjects or said.earlier
        if same and told and told[0][1] is not None:
            self.owners.told_beside(scan, *span, told[0][1], parted=not said.subjects)
        elif said.subjects and not same and not names_a_place(scan, *span):
            self.owners.other_subject(scan, span[0])

    def _goes_on_with(self, said: Said, run: ReferencePeriod) -> bool:
        """Whether a run told beside its last month is what the text goes on with; prices go on with the month."""
        prices = any(label.term.endswith(("价格", "CPI", "指数")) for label in said.labels)
        return said.first_period is not None and part_of_run(said.first_period, run) and not prices

    def _take_labels(self, scan: Scan, said: Said, span: tuple[int, int], group: Group | None) -> None:
        self.topic.mentions(scan, *span)
        named = self.labels.read(scan, *span, self.topic.about, expected=len(group.amounts) if group else 1)
        if said.opener is not None and names_a_place(scan, *span):
            said.opener = None
        if named.labels:
            opener = said.opener
            said.labels = completed(scan, span, named.labels, opener, self.vocabulary) if opener else named.labels
            said.unread = False
            said.noted = said.noted if said.noted_new else None
            self.topic.named(named.labels)
            branch = branch_of(said.labels[0]) if len(said.labels) == 1 else ""
            said.opener = Opener(what=branch) if branch else said.opener  # 某产业产值下降6.8%；出口则增长4.4%
        elif not said.labels and (announced := named_list(scan, *span)) is not None:
            said.labels, said.unread = (announced,), False  # 第十批…遴选结果公布，
        elif named.unread or _BARE_PART.search(scan.text[said.start : span[1]]):
            said.unread = True
        self._opener(scan, said, span, group)

    def _opener(self, scan: Scan, said: Said, span: tuple[int, int], group: Group | None) -> None:
        """民营企业挑大梁，: of whom the sentence goes on to speak, until it names a place."""
        if group is not None and not group.amounts[0].word:
            return
        found = opener_in(scan, span[0], group.stop if group else span[1])  # 汽车产业一路领跑，
        if found is not None:
            said.opener = found
            self.topic.opens(found.what)

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
        found = list(self.attach.figures(scan, said, group, lead))
        said.adds = _tells_how_many_are_new(said, first)
        return found

    def _whole(self, scan: Scan, said: Said, pattern: Fixed, group: Group) -> Found:
        self._advance(scan, said, group)
        return fixed_figures(scan, said, (pattern, group), (self.owners, self.attach.make))

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
        year = said.came_from = own_year(scan, lead, group.amounts[0])
        now = (said.period, said.own_period, said.last_period)
        said.period, said.own_period = year, False
        found = list(self.attach.figures(scan, said, group, lead))
        said.period, said.own_period, said.last_period = now
        return found if year is not None else []
