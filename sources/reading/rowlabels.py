"""What a row of a table is about: which indicator, whose, of what part, for which period."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.reading.columns import last_period, unit_in
from sources.reading.context import Context
from sources.reading.plain import fold
from sources.reading.vocabulary import Vocabulary
from sources.series import ReferencePeriod

_OPENING = re.compile(
    r"^(?:[#*·•\s]|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d{1,2}[.、]|\d{1,2}\)|(?:在总计中|总计中|在总量中|其中|#)[::]?|按[^::]{1,8}分[::]?)+"
)
_OF_WHICH = re.compile(r"^(?:#|\s*(?:在总计中|总计中|其中))")
_BRACKET = re.compile(r"\(([^()]*)\)")
_NOTE = re.compile(r"\[\d{1,2}\]|[①-⑳*]")
_TOTAL = re.compile(r"(?:总计|合计|全部|总额|总量)$")
_WHOLE = re.compile(r"^(?:总计|合计|全部|总量)$")
_SCOPES = re.compile(
    r"^(?:规模以上)?(?:民营(?:企业|经济|工业)?|私营企业|国有(?:控股)?(?:企业)?|国有及国有控股企业?|集体企业|股份制企业|外商及港澳台(?:商)?投资企业?|外资企业"
    r"|港澳台(?:商)?投资企业|大型企业|中型企业|小微?型?企业|大中型企业|轻工业|重工业|扣除房地产|区本级|市级|市本级)$"
)
_SCOPE_BRACKET = re.compile(r"不含|含|区本级|市级|市区|扣除")
_SUFFIXES = ("增加值", "投资", "总产值", "产值", "利润总额", "营业收入", "零售额", "出口交货值", "用电量")
_GROWTH = re.compile(r"(?:同比)?(?:增长速度|增长率|增速|增幅|增长)$")


@dataclass(frozen=True, slots=True)
class RowLabel:
    """`indicator` is what the row itself names, `parent` what the row or section above it named.

    `unknown_area`: it should name a place and names one that nobody knows.
    """

    indicator: str | None = None
    parent: str | None = None
    area: str | None = None
    unit: str = ""
    scope: str | None = None
    period: ReferencePeriod | None = None
    growth_basis: str | None = None
    unknown_area: bool = False


class RowLabels:
    """Reads the labels of one section from top to bottom; sub-rows (其中, 在总计中) follow the total above them."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        context: Context,
        *,
        place: str | None,
        about: str,
        of_areas: bool,
        of_indicators: bool,
    ) -> None:
        self._vocabulary = vocabulary
        self._context = context
        self._place = place
        self._about = fold(about)
        self._of_areas = of_areas
        self._of_indicators = of_indicators
        named = {mention.indicator.name_zh for mention in vocabulary.indicators(about)}
        self.whole: str | None = named.pop() if len(named) == 1 else None  # what the caption or title is all about
        self._above: str | None = None  # what a section line or a row above named
        self._section_area: str | None = None
        self._grows = bool(re.search(r"增速|增长(?:速度|率)|同比增长|增幅", self._about))

    def open_section(self, text: str) -> None:
        """A line over the whole table: the rows below belong to what it names."""
        mentions = self._vocabulary.indicators(text)
        if mentions:
            self._above = mentions[-1].indicator.name_zh
        areas = self._vocabulary.areas(text)
        if len(areas) == 1:
            self._section_area = self._context.resolve(areas[0].slug, self._vocabulary, self._place)

    def read(self, texts: Sequence[str], unit_column: str) -> RowLabel:
        text = "".join(texts)
        folded = re.sub(r"\s+", "", _NOTE.sub("", fold(text)))
        unit = unit_in(folded) or fold(unit_column).strip().replace("±", "")
        bare, scope = _without_brackets(_OPENING.sub("", folded))
        growth = bool(_GROWTH.search(bare)) or self._grows
        bare = _GROWTH.sub("", bare)
        period = last_period(bare, self._context.published_on, self._context.year)
        if period is not None and re.fullmatch(r"[\d年月份季度一二三四前上半末至~\-]+", bare):
            return RowLabel(None, self._above, self._section_area, unit, scope, period, "yoy" if growth else None)
        area, rest = self._area_in(bare)
        if area is not None and not rest:
            return RowLabel(None, self._above, area, unit, scope, None, "yoy" if growth else None)
        if self._of_areas and not _WHOLE.match(rest):
            return RowLabel(None, self._above, None, unit, scope, None, None, unknown_area=True)
        indicator, sub = self._indicator_in(rest or bare, is_child=bool(_OF_WHICH.match(folded)))
        return RowLabel(
            indicator, self._above, area or self._section_area, unit, scope or sub, None, "yoy" if growth else None
        )

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

    def _indicator_in(self, bare: str, *, is_child: bool) -> tuple[str | None, str | None]:
        """(indicator, scope) of a row without its place."""
        if _WHOLE.match(bare):
            return self._parent, None
        if _SCOPES.match(bare) and self._parent:
            return self._parent, bare
        total = _TOTAL.sub("", bare)
        for name in (bare, total):
            found = self._term(name)
            if found is not None:
                if not is_child:
                    self._above = found
                return found, None
        return self._unknown_term(bare, is_child=is_child), None

    def _term(self, name: str) -> str | None:
        """The catalogue's term for a label: as printed, above scale where the title says so, or with the total's noun."""
        terms = self._vocabulary.terms
        if re.search(r"规模以上|规上", self._about) and not name.startswith(("规模以上", "规上")):
            above = terms.get("规模以上" + name)
            if above is not None:
                return above.name_zh
        if name in terms:
            return terms[name].name_zh
        with_noun = terms.get(name + self._noun()) if self._noun() else None
        return with_noun.name_zh if with_noun else None

    @property
    def _parent(self) -> str | None:
        return self._above or self.whole

    def _noun(self) -> str:
        return next((suffix for suffix in _SUFFIXES if self._parent and self._parent.endswith(suffix)), "")

    def _unknown_term(self, bare: str, *, is_child: bool) -> str | None:
        """A term as printed, where the header says that labels are terms; a branch gets the noun of its total."""
        if not bare or not (self._of_indicators or is_child):
            return None
        noun = self._noun()
        if noun and re.search(r"[业造工]$", bare) and not bare.endswith(_SUFFIXES):
            return bare + noun
        return bare


def _without_brackets(text: str) -> tuple[str, str | None]:
    """A label without its unit and its scope in brackets, and that scope."""
    scope = None
    for found in _BRACKET.finditer(text):
        if _SCOPE_BRACKET.search(found[1]):
            scope = found[1]
    kept = _BRACKET.sub(lambda found: "" if unit_in(found[0]) or _SCOPE_BRACKET.search(found[1]) else found[0], text)
    return kept, scope
