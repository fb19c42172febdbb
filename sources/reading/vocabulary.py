"""The catalogue's words, compiled once: which indicators and places a text names.

`areas` also finds the words that mean a place only by whose page it is (全市, 我省, 本区); their slug starts with `@` and
`context.Context.resolve` says which place that is, or that nobody can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sources.catalogue import Area, Catalogue, Indicator
from sources.reading.plain import fold

RELATIVE = {
    "@city": ("全市", "我市", "本市", "市级", "市域", "全大市", "市内"),
    "@province": ("全省", "我省", "本省", "省内", "省级层面"),
    "@district": ("全区", "我区", "本区", "区内", "全域", "区本级"),
    "@county": ("全县", "我县", "本县", "县域"),
    "@here": ("本地", "当地"),
    "@port": ("该港", "全港", "该口岸"),
}


_NO_FIRM_BEFORE = "产业园|工业园|小镇|大道|大厦|路|杯|广场"  # 吉利汽车产业园 is a place


@dataclass(frozen=True, slots=True)
class IndicatorMention:
    indicator: Indicator
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class AreaMention:
    """`slug` is a place of the catalogue, or starts with `@` where only the page can tell which."""

    slug: str
    start: int
    end: int

    @property
    def relative(self) -> bool:
        return self.slug.startswith("@")


class Vocabulary:
    """Build it once; it holds no state."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.terms: dict[str, Indicator] = {}
        for indicator in catalogue.indicators:
            for name in (indicator.name_zh, *indicator.aliases):
                if name.endswith("数") and not name.endswith("指数"):
                    continue  # 企业数 is the firms; 规上工业企业数字化 is not their number
                for written in variants(fold(name)):
                    self.terms.setdefault(written, indicator)
        self._standard = {indicator.name_zh: indicator for indicator in catalogue.indicators}
        self._not_this = {fold(name) for indicator in catalogue.indicators for name in indicator.not_this}
        self._indicators = trie((*self.terms, *self._not_this))
        self.places: dict[str, Area] = {area.slug: area for area in catalogue.areas}
        self._slugs = {name: slug for slug, names in RELATIVE.items() for name in names}
        self._slugs |= {fold(name): area.slug for area in catalogue.areas for name in area.names}
        self._areas = trie(self._slugs)
        self._firms = (
            re.compile(rf"(?:{trie(catalogue.firms).pattern})(?!{_NO_FIRM_BEFORE})") if catalogue.firms else None
        )

    def indicators(self, text: str) -> list[IndicatorMention]:
        """Every indicator named, longest match first from the left; look-alikes are left out."""
        return self.indicators_in(fold(text))

    def indicators_in(self, folded: str) -> list[IndicatorMention]:
        """The same for text that is folded already."""
        return [
            IndicatorMention(self.terms[match[0]], match.start(), match.end())
            for match in self._indicators.finditer(folded)
            if match[0] not in self._not_this
        ]

    def areas(self, text: str) -> list[AreaMention]:
        """Every place named, longest match first from the left."""
        return self.areas_in(fold(text))

    def areas_in(self, folded: str) -> list[AreaMention]:
        """The same for text that is folded already."""
        return [
            AreaMention(self._slugs[match[0]], match.start(), match.end())
            for match in self._areas.finditer(folded)
            if not _part_of_a_word(folded, match)
        ]

    def firms_in(self, folded: str) -> list[tuple[str, int, int]]:
        """Every firm of the catalogue: its name and where it stands, in folded text."""
        found = self._firms.finditer(folded) if self._firms else ()
        return [(match[0], match.start(), match.end()) for match in found]

    def term(self, printed: str) -> Indicator | None:
        """The indicator that exactly this term names."""
        return self.terms.get(printed) or self._standard.get(printed)

    def within(self, slug: str, kind: str) -> str | None:
        """The place of `kind` that `slug` lies in, itself included: the city of a district, the province of a city."""
        at: str | None = slug
        while at is not None and (area := self.places.get(at)) is not None:
            if area.kind == kind:
                return at
            at = area.within
        return None

    def kind(self, slug: str) -> str:
        """What sort of place a slug is: nation, province, city, district ...; companies are `company`."""
        if slug.startswith("company:"):
            return "company"
        area = self.places.get(slug)
        return area.kind if area else "unknown"


def _part_of_a_word(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    following = text[end : end + 3]
    if match[0] in ("全市", "本市", "我市", "全域") and following.startswith(("场", "化", "性")):
        return True
    if match[0] == "国内":
        return following.startswith(
            ("生产总", "首", "外", "贸", "市", "游", "旅", "领先", "消费", "知名", "唯一")
        ) or text[start - 1 : start] in ("中", "在")
    if match[0] == "市级":
        return following[:1] not in ("(", "规", "工", "地", "固", "财", "一", "实", "完", "增", "社", "限", "进", "出")
    if match[0] in ("本地", "当地") and following.startswith(("农民工", "户籍", "劳动力")):
        return True
    if match[0] in ("全域", "县域", "市域", "当地", "本地", "世界"):
        return following[:1] in ("经", "旅", "级", "创", "国", "各", "5", "一", "科", "化", "产", "机")
    if match[0] == "中国" and text[start - 1 : start] == "其":
        return True
    if match[0] == "我国":
        return False
    if match[0] == "杭州" and following.startswith("湾"):
        return True
    if match[0] == "定海":
        return following[:1] in ("外", "洋", "内", "关", "量")
    return match[0] == "黄山" or (match[0] in ("江北", "象山") and following.startswith(("新区", "县城", "港")))


def variants(name: str) -> Iterable[str]:
    """The ways one term is written: with 规上 for 规模以上, without quotes, without brackets."""
    written = {name}
    for long, short in (("规模以上", "规上"), ("限额以上", "限上"), ("战略性新兴产业", "战新产业")):
        written |= {form.replace(long, short) for form in written} | {form.replace(short, long) for form in written}
    written |= {re.sub("[“”]", "", form) for form in written}
    written |= {re.sub(r"[()]", "", form) for form in written if "(套)" in form or "(产品)" in form}
    return written


def trie(words: Iterable[str]) -> re.Pattern[str]:
    """One pattern for many words, longest first, that looks at every character once."""
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = root  # type: ignore[assignment]
        for character in word:
            node = node.setdefault(character, {})  # type: ignore[assignment]
        node[""] = {}
    return re.compile(_branch(root))


def _branch(node: Mapping[str, object]) -> str:
    ends = "" in node
    branches = [re.escape(character) + _branch(child) for character, child in node.items() if character]  # type: ignore[arg-type]
    if not branches:
        return ""
    pattern = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{pattern}?" if ends else pattern
