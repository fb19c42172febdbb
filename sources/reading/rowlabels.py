"""What a row of a table is about: which indicator or part of one, whose, for which period.

A row that names a known term stands for itself. A row that names a branch, a product or a part (汽车制造业, 民营企业) says
what is measured only together with its column, the total above it, or the caption: see `subjects.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sources.reading.captionterms import printed_whole
from sources.reading.column_roles import (
    is_area_header,
    is_entity_header,
    is_indicator_header,
    is_partner_header,
    share_basis,
    squeezed,
    unit_in,
)
from sources.reading.context import Context
from sources.reading.nouns import NOUNS, noun_of
from sources.reading.plain import fold
from sources.reading.rowwords import RowTimes, bare_label
from sources.reading.vocabulary import Vocabulary
from sources.series import ReferencePeriod

_OF_WHICH_WORDS = r"(?:在总[计量额数值]中|总[计量额数值]中|其中|#)"
_KINDS_OF = r"(?:主要|重点|包括)[^::()]{0,8}[::]"
_OPENING = re.compile(
    rf"^(?:[#*·•\-\s]|[A-Z]、|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{{1,2}}[.、](?!\d)|\d{{1,2}}\)|[①-⑳]|{_OF_WHICH_WORDS}[::]?|{_KINDS_OF}|[按分][^::]{{1,8}}[分看][::]?)+(?=.)"
)
_OF_WHICH = re.compile(rf"^(?:#|\s*(?:{_OF_WHICH_WORDS}))")
_DIVIDES = re.compile(r"^[按分](?:[^::]{1,8}[分看])?[^::]{0,6}[分看](?:[::]|$)|^[按分][^::]{1,8}[::]")
_KINDS = re.compile(rf"^{_KINDS_OF}")
_WHOLE = re.compile(r"^(?:总计|合计|全部|总量|总额|总数|总值|总体|合计数?|全部合计|总计数)$")
_TOTAL = re.compile(r"(?:总计|合计|全部|总额|总量)$")
_PART = re.compile(
    r"^(?:规模以上)?(?:民营|私营|国有|国有控股|国有及国有控股|集体|股份制|股份合作|外商投资|外资|外商及港澳台商?投资|港澳台商?投资|大型|中型|小型|微型|大中型|小微型?|中小微?型?|民间)"
    r"(?:工业)?(?:企业|经济|单位|工业)?$|^(?:扣除房地产|区本级|市级|市本级|限额以上|限额以下|城镇|农村|.{1,10}企业)$"
    r"|^(?:城镇|农村|乡村)人口$|^乡村$|^[男女](?:性(?:人口)?)?$|^\d+(?:-\d+)?岁(?:及?以[上下])?(?:人口)?$"
)
_WITHOUT_HOUSING = re.compile(r"(?P<scope>(?:扣除|剔除|不含)房地产(?:开发)?(?:投资)?)后?的?(?:固定资产)?(?:投资)?")
_ABOVE_SCALE = re.compile(r"(?:规模以上|规上)(?!服务业|文化|互联网|软件|体育)")  # those of industry
_FIRM = re.compile(r"(?:公司|集团)$")
_GROWTH = re.compile(r"(?:同比)?(?:增长速度|增长率|增速|增幅|增长|涨跌?幅|上涨)$")
_SHARE_OF = re.compile(r"(?P<part>[^占]{2,20})占[^占]{0,20}?(?:的?(?:比重|比例|份额)|比)")
_RATE_ONLY = re.compile(
    r"(?:同比|环比|[比较]?(?:上年|去年)(?:同期)?|实际|名义)*(?:增长速度|增长率|增速|增幅|增长|增减|±)|同比|环比"
)
_DIVIDED = re.compile(
    r"[分按](?:地区|行业|门类|大类|品种|产品|领域|产业|规模|经济类型|登记注册类型|所有制|类别?|区县市?|区\(县、?市\)|县\(市、?区\)|县?市区?|区)|分类|主要"
)
_NO_OBSERVATION = re.compile(r"目标|计划(?!单列|生育)|预期(?!寿命)|预计|预测")


@dataclass(frozen=True, slots=True)
class RowLabel:
    """`indicator`: a known term that the row names; `own`: its own words, where no known term is all of them.

    `share_of`: what the row is a share of, "" where it does not say; `partner`: a place abroad, which a figure of trade is about and not of; `parent`: what the row or section above named; `child`: it is marked as a part of that; `unknown_area`: it should
    name a place and names none that is known; `foretold`: a target or forecast; `at_end`: a stock at the end of its column's period;
    `of_industry`: its own words say that it is of industry as a whole.
    """

    indicator: str | None = None
    own: str = ""
    parent: str | None = None
    child: bool = False
    area: str | None = None
    unit: str = ""
    scope: str | None = None
    period: ReferencePeriod | None = None
    growth_basis: str | None = None
    partner: str = ""
    share_of: str | None = None
    unknown_area: bool = False
    foretold: bool = False
    at_end: bool = False
    of_industry: bool = False

    @property
    def is_part(self) -> bool:
        """Whether its own words name a part of some total: by owner, size, or kind of enterprise."""
        return bool(_PART.match(self.own))


class RowLabels:
    """Reads the labels of one section from top to bottom; sub-rows (其中, 在总计中) follow the total above them."""

    def __init__(
        self, vocabulary: Vocabulary, context: Context, *, place: str | None, about: Sequence[str], heads: Sequence[str]
    ) -> None:
        self._vocabulary = vocabulary
        self._context = context
        self._place = place
        self._of_partners = any(map(is_partner_header, heads))
        named_apart = any(map(is_indicator_header, heads))
        areas = any(is_entity_header(text) or (is_area_header(text) and not named_apart) for text in heads)
        self._of_areas = areas and not self._of_partners
        self.whole = _whole(about, vocabulary)  # what the caption or title is all about
        self.printed_whole = printed_whole(about, vocabulary) if self.whole is None else None
        self.above_scale = bool(_ABOVE_SCALE.search(fold(" ".join(about))))
        self._grows = bool(re.search(r"增速|增长(?:速度|率|情况|\(%\)|%)|同比|增幅|涨跌|涨幅", fold(" ".join(about))))
        self._times = RowTimes(context.published_on, context.year)
        self._above: str | None = None  # what a section line or a row above named
        self._head: str | None = None  # the first total of the section, which 按行业分 divides
        self._part: str | None = None  # the last part of it that is a term of its own
        self._mark = ""  # how its parts are marked
        self._in_parts = False
        self._beside = False  # the row above was a part
        self._unit = self._unit_of = ""  # that the last total's own label gave, and what was measured in it
        self._section_area: str | None = None

    def open_section(self, text: str) -> None:
        """A line over the whole table: the rows below belong to what it names; 其中： opens the parts of the row above."""
        plain = squeezed(text)
        self._in_parts = bool(_OF_WHICH.match(plain) or _DIVIDES.match(plain) or _KINDS.match(plain))
        if _DIVIDES.match(plain):
            self._above = self._head or self._above
        mentions = self._vocabulary.indicators(text)
        if mentions:
            self._above = mentions[-1].indicator.name_zh
        areas = self._vocabulary.areas(text)
        if len(areas) == 1:
            self._section_area = self._context.resolve(areas[0].slug, self._vocabulary, self._place)

    def read(self, texts: Sequence[str], unit_column: str) -> RowLabel:
        folded = squeezed("".join(texts))
        unit = unit_in(folded) or fold(unit_column).strip().replace("±", "")
        told = bare_label(_OPENING.sub("", folded), self._context.published_on, self._context.year)
        label = self._read_bare(folded, told.text, told.scope, unit)
        if told.period is not None and label.period is None:
            label = replace(label, period=told.period)
        return replace(label, at_end=told.at_end, of_industry="规上" in folded or "工业" in folded)

    def _read_bare(self, folded: str, bare: str, scope: str | None, unit: str) -> RowLabel:
        growth = "yoy" if _GROWTH.search(bare) or self._grows else None
        if _RATE_ONLY.fullmatch(bare):  # a rate of the row above
            growth = "mom" if "环比" in bare else "yoy"
            return RowLabel(None, "", self._above, True, self._section_area, unit or "%", scope, None, growth)
        bare = _GROWTH.sub("", bare)
        if _NO_OBSERVATION.search(bare):
            return RowLabel(own=bare, foretold=True)
        share = _SHARE_OF.fullmatch(bare)
        if share is not None:
            bare, growth = share["part"], None
        period = self._times.of(bare)
        if period is not None:
            return RowLabel(None, "", self._above, False, self._section_area, unit, scope, period, growth)
        area, rest = self._area_in(bare)
        if area is not None and not rest:
            partner = bare if self._vocabulary.kind(area) == "foreign" else ""
            return RowLabel(None, "", self._above, False, area, unit, scope, None, growth, partner)
        if self._of_partners and not _WHOLE.match(rest) and self._term(rest) is None:
            return RowLabel(None, "", self._above, False, None, unit, scope, None, growth, rest)
        if (self._of_areas or _FIRM.search(rest)) and not _WHOLE.match(rest):
            return RowLabel(own=rest, unknown_area=True)
        if _DIVIDES.match(folded):
            self._above = self._head or self._above
        marked = _OF_WHICH.match(folded)
        opens = bool(marked or _DIVIDES.match(folded) or _KINDS.match(folded))
        # what stands below 其中：民营企业 and names no total of its own stands beside it
        child = opens or self._in_parts or (self._beside and self._term(rest) is None and not rest.endswith(NOUNS))
        self._beside = child
        unit = unit or (self._unit if child else "")
        parent = self._parent_of(marked[0] if marked else "")
        label = RowLabel(None, rest, parent, child, area or self._section_area, unit, scope, None, growth)
        if share is not None:
            named = self._term(rest)
            part = replace(label, indicator=named, own="" if named else rest, share_of=share_basis(share[0]) or "")
            return replace(part, parent=None, child=False)
        return self._with_unit_of_total(self._term_or_own(label))

    def _with_unit_of_total(self, label: RowLabel) -> RowLabel:
        """地区生产总值（亿元） gives its unit to the value added of the industries below it."""
        noun = noun_of(label.indicator or label.own)
        if not label.unit and noun and noun == self._unit_of:
            return replace(label, unit=self._unit)
        if label.unit and not label.child:
            self._unit, self._unit_of = label.unit, noun
        elif not label.child:
            self._unit = self._unit_of = ""
        return label

    def place_in(self, text: str) -> str | None:
        """The place that a cell of a column of places names, and nothing else."""
        area, rest = self._area_in(_OPENING.sub("", squeezed(text)))
        return None if rest else area

    def _parent_of(self, mark: str) -> str | None:
        """其中 below a part marked # is of that part; a part with the same mark stands beside it."""
        if mark and not self._mark:
            self._mark = mark
        if mark and mark != self._mark and self._part:
            return self._part
        return self._above

    def _term_or_own(self, label: RowLabel) -> RowLabel:
        """The row with its known term, if its words are one; what it names is the total of the rows below it."""
        bare = label.own
        if _WHOLE.match(bare):
            return replace(label, own="")
        left = _WITHOUT_HOUSING.fullmatch(bare)
        if left is not None:
            return replace(label, own="", indicator="固定资产投资", scope=left["scope"])
        for name in dict.fromkeys((bare, _TOTAL.sub("", bare) or bare)):
            found = self._term(name)
            if found is None:
                continue
            if self._lacks_noun(name, found):
                return replace(label, indicator=found, own=name)
            if not label.child:
                self._start_total(found)
            elif label.parent == self._above:
                self._part = found
            return replace(label, indicator=found, own="")
        if not label.child and bare.endswith(NOUNS):
            self._start_total(bare)
        return label

    def _start_total(self, term: str) -> None:
        self._above, self._in_parts = term, False
        self._part, self._mark = None, ""
        self._head = self._head or term

    @staticmethod
    def _lacks_noun(name: str, term: str) -> bool:
        """第二产业 is short for its value added where nothing else is measured."""
        return term != name and term.startswith(name) and term[len(name) :] in NOUNS

    def _area_in(self, bare: str) -> tuple[str | None, str]:
        """The place at the front of a label and what is left of it."""
        mentions = self._vocabulary.areas(bare)
        terms = self._vocabulary.indicators(bare)
        for mention in mentions:
            if any(term.start <= mention.start < term.end for term in terms):
                continue
            if mention.start == 0:
                slug = self._context.resolve(mention.slug, self._vocabulary, self._place)
                return slug, re.sub(r"^(?:市|区|县|的)", "", bare[mention.end :])
        return None, bare

    def _term(self, name: str) -> str | None:
        """The catalogue's term for a label: as printed, or above scale where the title says so; 企业数 is the firms."""
        terms = self._vocabulary.terms
        for written in dict.fromkeys((name, re.sub(r"(?<!指)(?:总|个|户|家)?数量?$", "", name) or name)):
            if self.above_scale and not written.startswith(("规模以上", "规上")):
                above = terms.get("规模以上" + written) or terms.get("规模以上工业" + written)
                if above is not None:
                    return above.name_zh
            if written in terms:
                return terms[written].name_zh
        return None


def _whole(about: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The one term that the caption is about, else the heading, else the title."""
    for line in about:
        line = _DIVIDED.sub("", fold(line))
        named = {mention.indicator.name_zh for mention in vocabulary.indicators(line)}
        if named:
            return named.pop() if len(named) == 1 else None
    return None
