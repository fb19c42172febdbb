"""What a text speaks of, from sentence to sentence: the measure word, the total, the sector, the last subject."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from sources.catalogue import Indicator
from sources.reading.label import About, Label, noun_of
from sources.reading.scan import Scan, between
from sources.reading.setting import Meaning
from sources.series import Measure, ReferencePeriod, Status

_SECTOR = re.compile(
    r"^(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\))?(?:看)?(?P<sector>工业|制造业|服务业|建筑业|民间)(?:经济|生产|方面|篇|运行)?(?:-*$|$)"
)
_PLACE_WITH_ITS_NUMBER = re.compile(r"[\u4e00-\u9fff]{2,10}\(\d+[家个项]\)")  # 杭州市(4家):
_SECTOR_OPENS = re.compile(r"(?:看)?(?P<sector>工业|制造业|服务业|建筑业)(?:方面，|经济方面，|--|:|篇)")
_OF_VALUE_ADDED = re.compile(r"增加值(?:增速|增幅|同比|增长|实现)")
_AMONG_INDUSTRY = re.compile(r"(?:规上|规模以上)工业(?:企业)?中$")
_INDUSTRY = re.compile(r"(?<!占)(?:规上|规模以上)工业(?!企业|[^，。；]{0,4}(?:产业|行业|大类))")
# 分市看，11个设区市均实现正增长，…: a paragraph of the parts of what the one before was all about
_BY_PLACE = re.compile(r"(?:从?分?(?:地区|地市|各市|县市|区县市?|设区市|区域)|分市|分县)(?:情况)?[来上]?看[,，:]")
_TOTALS = ("规模以上", "固定资产", "进出口", "出口", "进口", "全部工业")


class Topic:
    """Follows one text. `labels` is what the sentence before spoke of, for one that plainly goes on."""

    def __init__(self) -> None:
        self.about = About()
        self.labels: tuple[Label, ...] = ()
        self.told: tuple[Label, ...] = ()  # what the last sentence of the paragraph before spoke of
        self.rate: tuple[tuple[Label, ...], Meaning] | None = None  # what was told last in per cent
        self.in_list: Label | None = None  # the list that a sentence of this paragraph announced
        self.listed: Indicator | None = None  # the list whose members were counted last
        self.totals: dict[tuple[str, Decimal], str] = {}  # whose a count was that this text told
        self.counted: Indicator | None = None  # named last of what is counted
        self.mom = False  # the sentence before told a rate month on month
        self.added: Meaning | None = None  # that the sentence before told last how many are new
        self.list_year: ReferencePeriod | None = None  # of the list that this paragraph speaks of
        self.announced_year: ReferencePeriod | None = None  # of the list that the whole notice is about
        self.status = Status.UNSTATED  # of the sentence before
        self._spoken: set[Label] = set()  # all that this paragraph has named
        self._lists = False  # the paragraph before ended with a colon: what follows is of its list
        self._sector = ""  # that the section heading names

    def members(self) -> Label | None:
        """What the members that were counted last are called."""
        return Label(self.listed.name_zh, self.listed) if self.listed is not None else None

    def told_again(self, noun: str, value: Decimal) -> Label | None:
        """45个集群 after 45个国家先进制造业集群: the only count so far of that many of the kind."""
        same = {term for term, told in self.totals if told == value and term.endswith(noun)}
        term = same.pop() if len(same) == 1 else None
        return Label(term, self.counted if self.counted and self.counted.name_zh == term else None) if term else None

    def heading(self, text: str) -> None:
        """看工业: what follows is of that sector."""
        sector = _SECTOR.search(text)
        self._sector = sector["sector"] if sector else ""

    def paragraph(self, text: str) -> None:
        """A paragraph may open with its own sector (工业方面，); the subject of the last one is left."""
        opening = _SECTOR_OPENS.match(text)
        self.about = replace(self.about, sector=opening["sector"] if opening else self._sector, named=None)
        goes_on = len(self._spoken) == 1 and _BY_PLACE.match(text) is not None
        self.told, self.labels = self.labels, self.labels if goes_on else ()
        self._spoken = set()
        self.rate = None
        self.mom = False
        self.added = None
        if not (self._lists and _PLACE_WITH_ITS_NUMBER.match(text)):
            self.list_year = self.in_list = None
            self._lists = text.rstrip().endswith(":")
        self.status = Status.UNSTATED

    def sentence(self) -> None:
        """What the sentence before named is no longer what a bare measure (增加值) is of."""
        self.about = replace(self.about, here=None, several=False, industry=False, part=False)

    def mentions(self, scan: Scan, start: int, stop: int) -> None:
        """Take in the measure words of a stretch of text."""
        if "其中" in scan.text[start:stop]:
            self.about = replace(self.about, part=True)
        if _AMONG_INDUSTRY.search(scan.text, start, stop):
            self.about = replace(self.about, sector="规模以上工业")
        if _INDUSTRY.search(scan.masked, start, stop):
            self.about = replace(self.about, industry=True, here=None)
        if _OF_VALUE_ADDED.search(scan.masked, start, stop):
            self.about = replace(self.about, noun="增加值")
        for mention in between(scan.mentions, start, stop):
            if mention.indicator.measure is Measure.COUNT:
                self.counted = mention.indicator
            noun = noun_of(Label(mention.indicator.name_zh))
            if noun:
                self.about = replace(self.about, noun=noun)

    def opens(self, subject: str) -> None:
        """汽车产业一路领跑，: the measures that follow in this sentence are its own."""
        if subject:
            self.about = replace(self.about, here=Label(subject))

    def named(self, labels: tuple[Label, ...]) -> None:
        """One subject was named; of a list no one is the topic."""
        if len(labels) != 1:
            self._spoken.update(labels)
            return
        label = labels[0]
        self._spoken.add(label)
        noun = noun_of(label) or (self.about.noun if label.indicator is None else "")
        total = label.indicator is not None and label.scope is None and label.term.startswith(_TOTALS)
        last = label if label.indicator is not None and noun else self.about.last
        base = label if total else self.about.base
        several = self.about.several or self.about.here not in (None, label)
        self.about = replace(self.about, noun=noun, base=base, last=last, named=label, here=label, several=several)
