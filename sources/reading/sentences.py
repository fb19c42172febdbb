"""Sentences read from front to back: each number gets its subject, place, period and meaning, or is refused.

What a sentence has said stays in force inside it (`Said`); what a text has said before lives in `Reader`. A number is
attached only by an explicit rule; where none fits it is a refusal.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from sources.reading import cues
from sources.reading.amounts import Amount, Word
from sources.reading.context import Context
from sources.reading.counted import Counted, counted, portion
from sources.reading.groups import Group, groups_in
from sources.reading.labels import About, Label, Labels, noun_of
from sources.reading.meaning import Meaning, Setting, meaning
from sources.reading.nonobservations import not_observed, status_of
from sources.reading.owners import Owners
from sources.reading.scan import Role, Scan
from sources.reading.whole_sentences import Fixed, fixed_patterns
from sources.series import Figure, Measure, PeriodKind, Qualifier, ReferencePeriod, Refusal, RefusalReason, Unit
from sources.reading.vocabulary import Vocabulary

_SENTENCE = re.compile(r"[^。！？!?]*[。！？!?]?[”’）)]*")
_MARKS = re.compile(r"[，；：,;]|--|。")


@dataclass(slots=True)
class Said:
    """What one sentence has said so far."""

    start: int
    stop: int
    labels: tuple[Label, ...] = ()
    unread: bool = False  # words stand before the number that might name something else
    last: Meaning | None = None
    mom: bool = False
    period: ReferencePeriod | None = None
    first_period: ReferencePeriod | None = None  # what the sentence opened with; a later one may only add a month
    quiet_period: bool = True  # no period stands in this sentence
    since: int = 0  # where the last value ended
    at: int = 0  # how far it has been read
    subjects: list[tuple[Label, str | None]] = field(default_factory=list)
    about_each: Qualifier = Qualifier.EXACT
    scope: str | None = None  # 扣除房地产开发投资，…
    part: int = 0  # where the part between semicolons begins
    counted: Label | None = None  # what was counted last: 51个项目，平均…


class Reader:
    """Reads the paragraphs of one text in order."""

    def __init__(self, context: Context, vocabulary: Vocabulary) -> None:
        self.context = context
        self.vocabulary = vocabulary
        self.labels = Labels(vocabulary)
        self.owners = Owners(context, vocabulary)
        self.period: ReferencePeriod | None = context.title_period  # in force in this paragraph
        self.flow: ReferencePeriod | None = context.title_period  # the last that was no stock's
        self.noun = ""
        self.base: Label | None = None
        self.periods: dict[str, ReferencePeriod] = {}  # in this paragraph, by what was measured
        self.topic: tuple[Label, ...] = ()

    def paragraph(self, scan: Scan) -> list[Figure | Refusal]:
        """Figures and refusals of one paragraph."""
        found: list[Figure | Refusal] = []
        self.owners.paragraph()
        self.topic = ()
        self.period = self.context.title_period
        self.periods = {}
        for match in _SENTENCE.finditer(scan.text):
            if match.start() < match.end():
                found.extend(self._sentence(scan, match.start(), match.end()))
        return found

    def heading(self, scan: Scan) -> None:
        """A section heading: the place it names owns what follows; without one the page's own place does again."""
        self.owners.take_heading(scan)

    def _sentence(self, scan: Scan, start: int, stop: int) -> list[Figure | Refusal]:
        self.owners.sentence(scan, start, stop)
        said = Said(start, stop, at=start, part=start)
        fixed = fixed_patterns(scan, start, stop)
        found: list[Figure | Refusal] = []
        for group in groups_in(scan, start, stop):
            match = next((f for f in fixed if f.start <= group.start < f.stop), None)
            if match is not None:
                found.extend(self._fixed(scan, said, match, group))
                continue
            found.extend(self._group(scan, said, group))
        self._absorb(scan, said, said.at, stop)
        self.owners.end_sentence()
        if said.labels:
            self.topic = said.labels
        return _consistent(found)

    # one group of values

    def _group(self, scan: Scan, said: Said, group: Group) -> list[Figure | Refusal]:
        lead = self._advance(scan, said, group)
        quote = scan.text[said.start : said.stop].strip()
        first = group.amounts[0]
        tail = scan.masked[group.stop : group.stop + 24]
        before = scan.masked[said.part : first.start]
        refused = group.refused or self._refused(scan, said, before, tail)
        if refused is None and _comes_from(scan, lead, first):
            told = _own_year(scan, lead, first)
            if told is None:
                return []
            before_it = (said.period, said.quiet_period)
            said.period, said.quiet_period = told, True
            found = list(self._figures(scan, said, group, lead))
            said.period, said.quiet_period = before_it
            return found
        if refused is None and self._is_former(scan, lead, first):
            return []
        if refused is not None:
            return [self._refusal(scan, amount, refused, quote) for amount in group.amounts]
        return list(self._figures(scan, said, group, lead))

    def _advance(self, scan: Scan, said: Said, group: Group) -> int:
        """Take in what stands between the last value and this group; gives where its own clause begins."""
        lead = said.since = said.at
        for mark in _MARKS.finditer(scan.masked, said.at, group.start):
            self._absorb(scan, said, lead, mark.start())
            lead = mark.end()
            if mark[0] in "；;。":
                self._next_part(said, lead)
        self._absorb(scan, said, lead, group.start, expected=len(group.amounts))
        said.at = group.stop
        return lead

    def _next_part(self, said: Said, start: int) -> None:
        """A semicolon starts afresh: its subjects are not those of 均, its plans not those of the rest."""
        said.part = start
        said.subjects = []
        said.scope = None

    def _absorb(self, scan: Scan, said: Said, start: int, stop: int, *, expected: int = 1) -> None:
        self.owners.take(scan, start, stop)
        for period in scan.periods:
            source = scan.text[period.start - 1 : period.start] in ("从", "由", "自")
            if start <= period.start < stop and not period.compared and not source and not _is_object(scan, said.start, period.start):
                said.period, said.quiet_period = period.period, False
                said.first_period = said.first_period or period.period
        cut = _subject_end(scan.masked, start, stop)
        for mention in scan.mentions:
            if start <= mention.start < cut:
                self.noun = noun_of(Label(mention.indicator.name_zh)) or self.noun
        without = _WITHOUT.fullmatch(scan.text, start, stop)
        if without is not None:
            said.scope = without["scope"]
            return
        named = self.labels.read(scan, start, cut, About(self.noun, self.base), expected=expected)
        if named.labels:
            said.labels, said.unread = named.labels, False
            said.mom = said.mom and P_IN.search(scan.masked[start:stop]) is None
            self._remember_subject(named.labels)
        elif named.unread:
            said.unread = True

    def _remember_subject(self, labels: tuple[Label, ...]) -> None:
        if len(labels) != 1:
            return
        label = labels[0]
        noun = noun_of(label)
        self.noun = noun or (self.noun if label.indicator is None else "")
        if label.indicator is not None and label.indicator.heading and label.scope is None:
            self.base = label if label.term.startswith(("规模以上", "固定", "进出口", "出口", "进口", "全部")) else self.base

    def _refused(self, scan: Scan, said: Said, before: str, tail: str) -> RefusalReason | None:
        damaged = any(p.damaged for p in scan.periods if said.start <= p.start < said.at)
        if damaged:
            return RefusalReason.DAMAGED
        raw = scan.text[said.part : said.part + len(before)]
        return not_observed(raw, scan.text[said.at : said.at + 24] if tail else "", said.period, self.context.published_on)

    def _is_former(self, scan: Scan, lead: int, amount: Amount) -> bool:
        """A value of an earlier time that is told for contrast: 上年同期为x."""
        for period in scan.periods:
            if lead <= period.start < amount.start:
                back = scan.text[lead : period.start]
                old = period.compared or re.match(r"上年|去年", scan.text[period.start : period.end]) and scan.text[period.end : period.end + 1] == "为"
                if old and not re.search(r"[比较与和同于]$", back) and not cues.THAN.search(scan.masked[lead : period.start]):
                    if re.match(r"(?:的)?(?:为|是|仅为|只有|:|\(|增长|下降|[^，。；]{0,6}为)", scan.masked[period.end : amount.start + 1]):
                        return True
        return False

    def _figures(self, scan: Scan, said: Said, group: Group, lead: int) -> Iterator[Figure | Refusal]:
        quote = scan.text[said.start : said.stop].strip()
        first = group.amounts[0]
        words = scan.masked[lead : first.start]
        labels = self._labels(scan, said, lead, first)
        behind = counted(scan, first, said.start, self.labels) if len(group.amounts) == 1 else None
        part = portion(scan, first, words, self.labels)
        if part is not None:
            yield self._portion(scan, said, first, part, quote)
            return
        if behind is not None and self._counts_behind(words, labels, behind, said):
            labels = (behind.label,)
            said.labels, said.unread = labels, False
            year = _list_year(scan, first.stop)
            if year is not None and said.quiet_period:
                said.period, said.quiet_period = year, False
        setting = self._setting(scan, said, lead, group, labels)
        sense = meaning(setting)
        if sense is not None:
            labels, sense = self._settled(said, labels, sense, scan.text[lead : first.start])
        if sense is None or (not labels and not self._needs_no_label(sense)):
            for amount in group.amounts:
                if not amount.word:
                    yield self._refusal(scan, amount, RefusalReason.UNKNOWN_INDICATOR, quote)
            return
        yield from self._paired(scan, said, group, (labels, sense, words), quote)
        said.last = sense
        if sense.measure is Measure.GROWTH:
            said.mom = sense.bases[0] == "mom"

    def _settled(self, said: Said, labels: tuple[Label, ...], sense: Meaning, words: str) -> tuple[tuple[Label, ...], Meaning]:
        """What the meaning tells about the label: all industry has a share of GDP; projects have an average."""
        if sense.measure is Measure.SHARE and sense.bases == ("gdp",) and len(labels) == 1 and labels[0].term == "工业增加值":
            known = self.vocabulary.term("全部工业增加值")
            labels = (Label("全部工业增加值", known),)
            said.labels = labels
        if sense.measure is Measure.GROWTH and "平均" in words and said.counted is not None and len(labels) == 1:
            labels = (replace(labels[0], scope=said.counted.term),)
            sense = replace(sense, bases=(None,))
        if sense.measure is Measure.COUNT and labels:
            said.counted = labels[0]
        return labels, sense

    @staticmethod
    def _needs_no_label(sense: Meaning) -> bool:
        return False

    def _counts_behind(self, words: str, labels: tuple[Label, ...], behind: Counted, said: Said) -> bool:
        """Whether the noun behind the number is what is counted, not the one before it."""
        if behind.label.indicator is not None or not labels:
            return True
        return cues.I not in words

    def _labels(self, scan: Scan, said: Said, lead: int, amount: Amount) -> tuple[Label, ...]:
        if said.unread:
            return ()
        if said.labels:
            return said.labels
        opening = scan.masked[said.start : amount.start]
        if self.topic and _GOES_ON.match(_bare_opening(opening)):
            said.labels = self.topic
            return self.topic
        return ()

    def _setting(self, scan: Scan, said: Said, lead: int, group: Group, labels: tuple[Label, ...]) -> Setting:
        first = group.amounts[0]
        return Setting(
            scan,
            lead,
            scan.masked[lead : first.start],
            scan.masked[group.stop : group.stop + 24],
            scan.masked[said.start : first.start],
            first,
            labels[0] if labels else None,
            said.last,
            said.mom,
            scan.masked[said.start : lead],
            self.owners.owner(),
            scan.masked[said.since : first.start],
        )

    # giving each value its subject

    def _paired(
        self, scan: Scan, said: Said, group: Group, read: tuple[tuple[Label, ...], Meaning, str], quote: str
    ) -> Iterator[Figure | Refusal]:
        labels, sense, words = read
        count = len(group.amounts)
        owners = self.owners.several(scan, said.start, group.start)
        if count == 1 and len(sense.bases) > 1:
            yield self._refusal(scan, group.amounts[0], RefusalReason.UNPAIRED, quote)
            return
        if count == 1:
            yield from self._one(scan, said, group, read, quote)
            return
        if len(labels) == count:
            subjects = [(label, None) for label in labels]
        elif len(labels) == 1 and (len(sense.bases) == count or len(owners) == count):
            subjects = [(labels[0], owner) for owner in (owners if len(owners) == count else [None] * count)]
        else:
            yield from (self._refusal(scan, amount, RefusalReason.UNPAIRED, quote) for amount in group.amounts)
            return
        verb = ""
        for at, (amount, (label, owner)) in enumerate(zip(group.amounts, subjects, strict=True)):
            verb = group.verbs[at] or verb
            one = replace(sense, bases=(sense.bases[at],) if len(sense.bases) == count else sense.bases[:1])
            if verb:
                one = replace(one, negative=re.fullmatch(rf"{cues.DOWN}|[低慢]", verb) is not None and amount.number.value >= 0)
            yield self._figure(scan, said, amount, (label, one, owner), quote)

    def _one(
        self, scan: Scan, said: Said, group: Group, read: tuple[tuple[Label, ...], Meaning, str], quote: str
    ) -> Iterator[Figure | Refusal]:
        labels, sense, words = read
        amount = group.amounts[0]
        each = cues.ALL.search(words) is not None
        if each and sense.measure is Measure.RANK and len(said.subjects) > 1 and not _own_label(words):
            for label, owner in said.subjects:
                yield self._figure(scan, said, amount, (label, sense, owner), quote)
            return
        if len(labels) > 1 and not each:
            yield self._refusal(scan, amount, RefusalReason.UNPAIRED, quote)
            return
        for label in labels:
            yield self._figure(scan, said, amount, (label, sense, None), quote)

    def _figure(
        self, scan: Scan, said: Said, amount: Amount, read: tuple[Label, Meaning, str | None], quote: str
    ) -> Figure | Refusal:
        label, sense, owner = read
        area = owner or label.area or self.owners.owner()
        if area is None:
            return self._refusal(scan, amount, RefusalReason.UNKNOWN_AREA, quote)
        number = amount.number
        value = -number.value if sense.negative and number.value > 0 else number.value
        if sense.unit is Unit.PCT and number.unit is Unit.TIMES:
            value *= 100
        if not _fits(label, sense, sense.unit or number.unit):
            return self._refusal(scan, amount, RefusalReason.UNKNOWN_INDICATOR, quote)
        if sense.measure not in (Measure.RANK, Measure.STREAK):
            said.subjects.append((label, area)) if (label, area) not in said.subjects else None
        return Figure(
            indicator=label.term,
            area=area,
            measure=sense.measure,
            basis=sense.bases[0] if sense.bases else None,
            period=self._period(said, sense, area, label),
            value=value,
            unit=sense.unit or number.unit or Unit.OTHER,
            counter=number.counter,
            qualifier=number.qualifier,
            status=status_of(_part(scan.text, said, amount.start)),
            quote=quote,
            span=scan.plain.span(number.start, number.end),
            scope=label.scope or self.owners.scope or said.scope,
        )

    def _portion(self, scan: Scan, said: Said, amount: Amount, part: object, quote: str) -> Figure | Refusal:
        from sources.reading.counted import Portion

        assert isinstance(part, Portion)
        owner, whole = self.owners.of_portion(scan, said.start, amount.start, part.whole)
        if whole is None and said.last is not None and said.last.measure is Measure.SHARE:
            whole = said.last.bases[0]
        sense = Meaning(Measure.SHARE, (whole,))
        said.last = sense
        label = replace(part.label, scope=part.scope or part.label.scope)
        if amount.number.qualifier is not Qualifier.EXACT:
            said.about_each = amount.number.qualifier
        elif scan.masked[amount.start - 1 : amount.start] == "、" and said.about_each is Qualifier.ABOUT:
            amount = replace(amount, number=replace(amount.number, qualifier=Qualifier.ABOUT))
        return self._figure(scan, said, amount, (label, sense, owner), quote)

    def _fixed(self, scan: Scan, said: Said, fixed: Fixed, group: Group) -> list[Figure | Refusal]:
        """Values of a pattern that is read as a whole: the structure of the sectors, one in three."""
        quote = scan.text[said.start : said.stop].strip()
        self._advance(scan, said, group)
        found: list[Figure | Refusal] = []
        for amount in group.amounts:
            part = fixed.parts.get(amount.start)
            if part is None:
                continue
            if part.refused is not None:
                found.append(self._refusal(scan, amount, part.refused, quote))
                continue
            number = replace(amount.number, value=part.value, unit=part.unit, counter=part.counter)
            owner = self.owners.company_in(scan, amount.start, said.stop) if part.of_company else None
            sense = Meaning(part.measure, (part.basis,))
            if part.of_company and owner is None:
                found.append(self._refusal(scan, amount, RefusalReason.UNKNOWN_AREA, quote))
                continue
            found.append(self._figure(scan, said, replace(amount, number=number), (Label(part.term), sense, owner), quote))
        return found

    def _period(self, said: Said, sense: Meaning, area: str, label: Label) -> ReferencePeriod:
        if said.period is not None:
            if not said.quiet_period:
                self._remember(said.first_period or said.period)
                if said.period.kind not in (PeriodKind.UNKNOWN, PeriodKind.AS_OF):
                    self.periods.setdefault(noun_of(label) or label.term, said.first_period or said.period)
            return _end_of_span(said.period, sense)
        if area.startswith("company:"):
            return ReferencePeriod.unknown()  # what a firm claims is not of the period of the statistics around it
        known = self.periods.get(noun_of(label) or label.term)
        if known is not None:
            return known
        if self.period is not None:
            return self.period
        if sense.measure in (Measure.COUNT, Measure.SHARE, Measure.RANK, Measure.RATIO, Measure.STREAK):
            return ReferencePeriod(PeriodKind.AS_OF, None, self.context.published_on)
        return self.flow or ReferencePeriod.unknown()

    def _remember(self, period: ReferencePeriod) -> None:
        if period.kind is PeriodKind.UNKNOWN:
            return
        self.period = period
        if period.kind is not PeriodKind.AS_OF:
            self.flow = period

    def _refusal(self, scan: Scan, amount: Amount, reason: RefusalReason, quote: str) -> Refusal:
        number = amount.number
        return Refusal(reason, scan.text[number.start : amount.stop], quote, scan.plain.span(number.start, number.end))


_WITHOUT = re.compile(r"(?:其中，?|若)?(?P<scope>(?:扣除|剔除|不含|不包括)[^，。；]{2,20}?)(?:后|外)?")
P_IN = re.compile(cues.P)
_GOES_ON = re.compile(
    r"^(?:但|而|且|其|其中|同期|同时|总体|整体|，|、)*(?:增速|增幅|涨幅|降幅|同比|环比|比|较|高于|低于|快于|慢于|增长|下降|占|居|位|列|总量|数量|高出|均|分别|两年平均|连续|实现|达|为|与|由|从|年均|扣除|按可比|$)"
)
_OBJECT_START = re.compile(
    rf"拉低|上拉|下拉|(?<!比重)占(?!地|比)|{cues.AHEAD.pattern}|{cues.BEHIND.pattern}|(?<![同环占对可])比(?![重例值率])|较(?!快|高|大|好|强|多|低|慢|小|为|少)|拉动|带动|"
    rf"对(?=[^，。；]{{1,30}}(?:贡献|拉动))|[与和同](?={cues.P}+[^，。；]{{0,4}}(?:相比|持平))|[与和同](?={cues.A}+[^，。；]{{0,6}}(?:相比|持平))|贡献"
)


def _subject_end(masked: str, start: int, stop: int) -> int:
    """Where the subject of a clause ends: before what it is compared with, is part of, or pulls."""
    match = _OBJECT_START.search(masked, start, stop)
    return match.start() if match else stop


def _is_object(scan: Scan, start: int, at: int) -> bool:
    """Whether a period is only what something is compared with: 比一季度和去年全年."""
    before = scan.masked[max(start, at - 12) : at]
    if re.search(rf"(?:比|较(?!快)){cues.P}+[和、与及]$|高于{cues.P}*$|低于{cues.P}*$", before):
        return True
    return re.search(r"(?:是|相当于|为)$", before) is not None and re.match(rf"{cues.P}+的?{cues.N}", scan.masked[at:]) is not None


def _bare_opening(opening: str) -> str:
    return re.sub(rf"[{cues.A}{cues.P}]+(?:，|的)?", "", opening)


def _fits(label: Label, sense: Meaning, unit: Unit | None) -> bool:
    """Whether an amount of this unit can be of this indicator: no money is 35个."""
    if sense.measure not in (Measure.LEVEL, Measure.COUNT, Measure.CHANGE) or unit in (Unit.PP, Unit.RANK):
        return True
    if unit is None:
        return False
    if label.indicator is None:
        money = label.term.endswith(("增加值", "产值", "投资", "收入", "利润", "总额"))
        return not (money and unit is Unit.COUNT)
    return not label.indicator.units or unit in label.indicator.units


def _list_year(scan: Scan, start: int) -> ReferencePeriod | None:
    """入选2025年度…名单: the year of the list is the year of the count."""
    stop = re.compile(r"[，。；]|$").search(scan.text, start)
    end = stop.start() if stop else start
    named = [p.period for p in scan.periods if start <= p.start < end and not p.compared]
    return named[0] if named else None


def _own_label(words: str) -> bool:
    return cues.I in words


def _end_of_span(period: ReferencePeriod, sense: Meaning) -> ReferencePeriod:
    """Over five years a level came to x: x is of the last of them."""
    stock = sense.measure in (Measure.LEVEL, Measure.COUNT, Measure.SHARE, Measure.RANK)
    if stock and period.kind is PeriodKind.SPAN and period.end is not None:
        return ReferencePeriod.year_of(period.end.year)
    return period


def _comes_from(scan: Scan, lead: int, amount: Amount) -> bool:
    """Whether the number is where something came from: 由x提高到y."""
    words = scan.masked[lead : amount.start]
    return (
        re.search(r"(?:由|从|自)[^，。；]{0,18}$", words) is not None
        and cues.FORMER_TAIL.match(scan.masked[amount.stop : amount.stop + 40]) is not None
    )


def _own_year(scan: Scan, lead: int, amount: Amount) -> ReferencePeriod | None:
    named = [p.period for p in scan.periods if lead <= p.start < amount.start and p.period.kind is PeriodKind.YEAR]
    return named[-1] if named else None


def _part(text: str, said: Said, at: int) -> str:
    """The part between semicolons that a number stands in."""
    ends = [end for end in (text.find("；", at, said.stop),) if end >= 0]
    return text[said.part : ends[0] if ends else said.stop]


def _consistent(found: list[Figure | Refusal]) -> list[Figure | Refusal]:
    """Refuse growth rates and gaps of one sentence that contradict each other (seen: 12.6 copied as 16)."""
    figures = [f for f in found if isinstance(f, Figure)]
    broken: set[int] = set()
    for gap in figures:
        if gap.measure is not Measure.GAP or gap.basis not in ("nation", "province"):
            continue
        slug = "china" if gap.basis == "nation" else "zhejiang"
        own = [f for f in figures if f.measure is Measure.GROWTH and f.area == gap.area and f.indicator == gap.indicator and f.period == gap.period]
        other = [f for f in figures if f.measure is Measure.GROWTH and f.area == slug and f.indicator == gap.indicator and f.period == gap.period]
        if len(own) == 1 and len(other) == 1 and abs(own[0].value - other[0].value - gap.value) > 1:
            broken |= {id(gap), id(own[0]), id(other[0])}
    return [
        Refusal(RefusalReason.DAMAGED, f"{f.value}{f.counter}", f.quote, f.span) if isinstance(f, Figure) and id(f) in broken else f
        for f in found
    ]


__all__ = ["Reader", "Role"]
