"""Whose a number is: the place its own words name, else the place in force, else the publisher, else nobody knows."""

from __future__ import annotations

import re

from sources.reading.beside import Beside
from sources.reading.companies import PRONOUN, UNNAMED
from sources.reading.context import Context
from sources.reading.cues import A
from sources.reading.label import Label
from sources.reading.roles import Role
from sources.reading.scan import Place, Scan, between
from sources.reading.vocabulary import Vocabulary

_STAYS = re.compile(r"(?:[“\"]|，)*(?:其中|其|该|这些|该[区市县省]|上述|同期|具体|分[^，]{1,8}看)")
_OF_PARTS = re.compile(
    r"其中|[分从按][^，。；]{0,6}(?:地区|区域|各地|地市|市)[^，。；]{0,4}[看分]|(?:\d+|[一二两三四五六七八九十]+|各)个?(?:设区市|地级?市|市|区|县|区县)[^，。；]{0,8}中"
)
_SCOPE = re.compile(
    r"^(?:规上)?\((?P<scope>(?:不含|含|不包括|包括|扣除|剔除)[^)，]{1,16})(?:，下同)?\)|^(?P<own>本级|区本级|市本级|属(?=规|工|制|固|企))"
)
# What a firm reports of itself. Where a sentence names no firm that can be told as one, nobody knows whose it is.
_OF_A_FIRM = re.compile(
    r"归母|扣非|净利润(?!总额)|(?:在手|新获|新签)订单|(?<!城)市值(?![得守])|(?<!半)年报(?!”)|财报|我们(?:公司|厂|企业)?的?(?:外贸|海外|国内)?(?:订单|销售额|销售收入|产能|客户|出货量|销量)"
)
_OF_MANY = re.compile(r"上市公司|上市企业|规上|规模以上|工业企业|全[市省国区县]|我[市省国区县]|家企业|行业|产业")
_WITH = re.compile(rf"(?:^|[，。；])(?:仅|只|就)?[以用靠]了?{A}+[^，。；]{{0,4}}$")
_NEXT_CLAUSE = re.compile("[^，。；]{2,24}，")
_BARE_ZONES = ("高新区", "国家高新区", "经开区")
_LONGEST_PLACE = 12  # characters


class Owners:
    """Follows which place a text speaks of."""

    def __init__(self, context: Context, vocabulary: Vocabulary) -> None:
        self.context = context
        self.vocabulary = vocabulary
        self.heading: str | None = context.heading_area
        self.port: str | None = None  # named last: what 该港 means
        self.running: str | None = context.title_area  # the place last spoken of
        self.city: str | None = context.title_area  # the last that 全市 or 全省 can mean
        self.current: str | None = None  # named in this sentence
        self.before: str | None = None  # whose the sentence before was, in this paragraph
        self.mixed = False
        self.scope: str | None = None
        self.stays = False
        self.caption = False
        self.named: list[str] = []
        self.outer: str | None = None  # whose it was before 其中浙江…
        self.inside = False
        self.firm = ""  # named last in this paragraph
        self.of_a_firm = False  # this sentence says what only a firm can report
        self.of_parts = False  # this sentence opened with 其中, 分地区看, 11个设区市中
        self.own_first = False  # this sentence spoke of the page's own place before it named another
        self.beside = Beside(vocabulary)

    def paragraph(self, *, caption: bool = False) -> None:
        """A new paragraph: on an office's page it speaks of the office's own place again; a caption of nobody's."""
        self.caption = caption
        self.before = None
        self.mixed = False
        self.firm = ""

    def sentence(self, scan: Scan, start: int, stop: int) -> None:
        """A new sentence begins."""
        self.current = None
        self.scope = None
        self.named = []
        self.inside = False
        self.beside.begin(start)
        self.own_first = False
        self.of_a_firm = bool(_OF_A_FIRM.search(scan.text, start, stop)) and not _OF_MANY.search(scan.text, start, stop)
        self.stays = _STAYS.match(scan.text, start, stop) is not None
        self.of_parts = _OF_PARTS.match(scan.text, start, stop) is not None

    def next_part(self) -> None:
        """A semicolon ends what 其中 opened, and what was told only beside."""
        if self.inside:
            self.scope = None
            if self.current is None or self.current != self.context.place():
                self.current = self.outer  # but what a page told last of its own place goes on
            self.inside = False
        self._back_from_beside()

    def told_beside(self, scan: Scan, start: int, stop: int, first: str, *, parted: bool) -> None:
        """The place named here is told beside the values of `first`: it is not spoken of after that."""
        slugs = {self.resolve(p) or "" for p in between(scan.places, start, stop) if p.role is Role.SUBJECT}
        if not slugs or first in slugs or self.inside:
            return
        self.beside.span = (start, stop)
        if self.beside.tell(slugs, first, self._in_force(), parted=parted):
            self.named = [slug for slug in self.named if slug not in slugs]

    def other_subject(self, scan: Scan, at: int) -> None:
        """Another indicator follows the place that was told beside, without a semicolon: of whom, only brackets tell."""
        if self.beside.told and ")" in scan.masked[self.beside.span[0] : at]:
            self._back_from_beside()
        elif self.beside.told:
            self.current = ""

    def _back_from_beside(self) -> None:
        if self.beside.told:
            self.current = self.beside.leave()

    def take_heading(self, scan: Scan) -> None:
        """The place that a section heading names, none where it names none or several."""
        slugs = {self.resolve(p) for p in scan.places if p.role is Role.SUBJECT and not p.slug.startswith("company:")}
        self.heading = slugs.pop() if len(slugs) == 1 else None

    def end_sentence(self) -> None:
        """Remember whose the sentence was."""
        self._back_from_beside()
        if self.current is None:
            return
        distinct = set(self.named)
        own = self.context.place()
        if self.own_first:
            distinct.add(own or "")
        self.mixed = len(distinct) > 1 and own not in distinct
        self.before = own if own in distinct or self._are_parts(distinct) else self.current
        self.mixed = self.mixed and self.before != own
        self.running = self._left(distinct)

    def _are_parts(self, distinct: set[str]) -> bool:
        """11个设区市中，舟山、宁波…: told as parts of the page's own place, which the next sentence speaks of again."""
        own = self.context.place()
        if not self.of_parts or own is None or len(distinct) < 2:
            return False
        kind = self.vocabulary.kind(own)
        return all(slug != own and self.vocabulary.within(slug, kind) == own for slug in distinct)

    def _left(self, distinct: set[str]) -> str | None:
        """Whom a sentence that named several places leaves in force: the one city that the others lie around, else nobody."""
        wide = ("nation", "province", "world", "region", "unknown", "port")
        if len(distinct) < 2 or self.current == "":
            return self.current or None  # a place that nobody can tell leaves the one before
        narrow = [slug for slug in distinct if self.vocabulary.kind(slug) not in wide]
        if self.context.title_area in distinct:
            return self.context.title_area
        return narrow[0] if len(narrow) == 1 else None if narrow else self.current

    def take(self, scan: Scan, start: int, stop: int) -> None:
        """Take in the places of a stretch of text."""
        for place in between(scan.places, start, stop):
            if place.role is Role.SOURCE:
                self._anchor(place.slug)
            if place.role is Role.NEUTRAL and self.city is None and self.vocabulary.kind(place.slug) == "city":
                self.city = place.slug  # 单项冠军是宁波制造的金名片。全市…
            if place.role is not Role.SUBJECT or (place.relative and _right_after_a_place(scan, place)):
                continue
            slug = self._company(place.slug) if place.slug.startswith("company:") else self.resolve(place)
            slug = self._zone(scan, place, slug)
            if not self.inside and scan.text.endswith(("其中", "其中，"), 0, place.start):
                self.outer, self.inside = self.current, True
            self.current = slug
            scope = _SCOPE.match(scan.text[place.end : place.end + 22])
            self.scope = (scope["scope"] or scope["own"]) if scope else None
            if self.scope == "属":
                self.scope = "区属"
            if self.scope is None and (own := scan.text[place.start : place.end]) in ("市级", "区本级"):
                self.scope = own
            if slug is not None and slug != "":
                self.named.append(slug)
                self._anchor(slug)
            else:
                self.current = ""

    def _company(self, slug: str) -> str:
        """The firm itself, the one named last for 该企业; "" where none was named."""
        if slug == f"company:{PRONOUN}":
            return self.firm
        if slug == f"company:{UNNAMED}":
            self.firm = ""
            return ""
        self.firm = slug
        return slug

    def _zone(self, scan: Scan, place: Place, slug: str | None) -> str | None:
        """高新区 without its city is that of the city spoken of; "" where that is another than the one known by the bare name."""
        if slug is None or scan.text[place.start : place.end] not in _BARE_ZONES:
            return slug
        before = [p for p in between(scan.places, place.start - _LONGEST_PLACE, place.start) if p.end == place.start]
        near = before[-1].slug if before and not before[-1].relative else self.context.area or self.city or ""
        return slug if near.split("/")[0] == slug.split("/")[0] else ""

    def _anchor(self, slug: str) -> None:
        if self.vocabulary.kind(slug) == "port":
            self.port = slug
        if not slug.startswith(("company:", "@")) and self.vocabulary.within(slug, "province") is not None:
            if self.city is None or self.vocabulary.within(self.city, "province") != slug:
                self.city = slug  # 宁波…，全省…。全市…: the province around it leaves the city in force
            if self.running is None and self.current is None and self.context.area is None:
                self.running = slug

    def resolve(self, place: Place) -> str | None:
        """The slug of a place as this text means it."""
        if place.slug == "@port":
            return self.port
        return self.context.resolve(place.slug, self.vocabulary, self.city)

    def owner(self) -> str | None:
        """Whose a number here is, None where nobody can know."""
        if self.of_a_firm and not (self.current or "").startswith("company:"):
            return self.firm or None
        if self.current is not None:
            return self.current or None
        if self.caption:
            return None
        self.own_first = self.own_first or (self.heading is None and not self._of_another())
        return self._in_force()

    def _in_force(self) -> str | None:
        """Whose a number is where its sentence has named no place."""
        if self.context.area is None:
            return self.running
        if self._of_another():
            return (self.before or None) if self.stays and not self.mixed else None
        return self.heading or self.context.place()

    def _of_another(self) -> bool:
        """Whether the sentence before spoke of another place than the page's own."""
        return self.before is not None and self.before != self.context.place()

    def is_a_city(self, slug: str) -> bool:
        """Whether it is a city, a county or a part of one: no place that several cities lie in."""
        return self.vocabulary.kind(slug) in ("city", "county-city", "county", "district", "zone")

    def ranked(self, subjects: list[tuple[Label, str | None]], basis: str | None) -> list[tuple[Label, str | None]]:
        """Those of a list that can have a rank in that field: no province has one in the province."""
        return [one for one in subjects if basis != "province" or self.vocabulary.kind(one[1] or "") != "province"]

    def several(self, scan: Scan, start: int, stop: int) -> list[str | None]:
        """The places of a list of subjects right before a list of values: 全国、全省分别增长…."""
        places = [p for p in between(scan.places, max(start, self.beside.returned_at), stop) if p.role is Role.SUBJECT]
        run: list[Place] = []
        for place in places:
            if run and not re.fullmatch(
                r"(?:\((?:不?含|包括)[^()]{1,16}\))?[、和与及]", scan.text[run[-1].end : place.start]
            ):
                run = []
            run.append(place)
        return [self.resolve(place) for place in run] if len(run) > 1 else []

    def of_portion(self, scan: Scan, start: int, stop: int, whole: str | None) -> tuple[str | None, str | None]:
        """Owner and basis of 用全市2%的国土面积: the place right before the number is the whole, not the owner."""
        if whole is None:
            earlier = [p for p in between(scan.places, start, stop) if p.role is Role.SUBJECT]
            slugs = [self.resolve(p) for p in earlier if not p.relative]
            return (slugs[-1] if slugs else None), None
        earlier = [
            p
            for p in between(scan.places, start, stop)
            if p.role is Role.SUBJECT and p.slug != whole and not p.relative
        ]
        meant = self.context.resolve(whole, self.vocabulary, self.city)
        owner = self._doer(scan, start, stop) or (self.resolve(earlier[-1]) if earlier else meant)
        resolved = meant or whole
        if owner == "world" or resolved == "world":
            firm = self.company_in(scan, stop, stop + len(re.split("[；。]", scan.text[stop:], maxsplit=1)[0]))
            return firm or "", "world"
        kind = whole.removeprefix("@") if meant is None else self.vocabulary.kind(resolved)
        return owner, kind if kind in ("nation", "province", "city") else resolved

    def _doer(self, scan: Scan, start: int, stop: int) -> str | None:
        """以全市约2%的国土面积，甬江科创区集聚了…: who does something with it stands behind."""
        if not _WITH.search(scan.masked, start, stop):
            return None
        clause = _NEXT_CLAUSE.match(scan.masked, stop)
        places = between(scan.places, clause.end(), clause.end() + 1) if clause is not None else ()
        return self.resolve(places[0]) if places and places[0].role is Role.SUBJECT else None

    def resolved(self, slug: str) -> str:
        """The place that a word for one means here."""
        return self.context.resolve(slug, self.vocabulary, self.city) or slug

    def company_in(self, scan: Scan, start: int, stop: int) -> str | None:
        """The firm that a sentence names."""
        firms = (p.slug for p in scan.places if start <= p.start < stop and p.slug.startswith("company:"))
        return next((slug for slug in firms if slug not in (f"company:{PRONOUN}", f"company:{UNNAMED}")), None)


def _right_after_a_place(scan: Scan, place: Place) -> bool:
    """宁波全市: the city is named already."""
    before = between(scan.places, place.start - _LONGEST_PLACE, place.start)
    return any(p.end == place.start and not p.relative for p in before)


__all__ = ["A", "Owners"]
