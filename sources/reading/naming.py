"""One item of a list as a label: a term of the catalogue, a part of one, a measure of what was spoken of, or as printed."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import replace

from sources.catalogue import Indicator
from sources.reading.branches import BRANCHES, branch_of, of_branch
from sources.reading.label import About, Label, noun_of
from sources.reading.label_text import CLUSTERS, Atoms, printed_of, tails
from sources.reading.label_words import (
    BARE_MEASURES,
    COMMON,
    IGNORED_PREFIX,
    LEAD_IN,
    NOT_A_NOUN,
    NOUN,
    SCOPE,
    SECTOR_MEASURES,
    UNTOLD,
    without_trail,
)
from sources.reading.shortened import shortened
from sources.reading.vocabulary import Vocabulary
from sources.series import Measure

_OF_INDUSTRY = re.compile(r"(?:规模以上|规上)工业(?:企业)?")
_OF_FIRMS = ("利润总额", "营业收入", "营业成本", "利税总额", "出口交货值", "销售产值")
_OF_SECTORS = ("增加值", "利润", "利润总额")  # 汽车制造业增长3.9%, where profits are spoken of
_NO_NAME = re.compile("则?(?:仍|依然|依旧|持续|继续|总体|整体)")  # 民间投资则仍在低位，下降…
LEVELS = ("国家级", "省级", "市级", "区级", "县级")
_LEVEL_OF = re.compile(r"^(?:国家级?|[省市区县]级)")
_DWELLERS = ("城市", "农村")  # 居民消费价格上涨2.5%，其中城市上涨2.5%
_JOINED = (
    "类商品零售额",
    "业",
    "业增加值",
    "业产值",
    "业投资",
    "业营业收入",
    "业利润总额",
)  # 文教、工美、体育和娱乐用品制造业


class Naming:
    """Names items; `about` is what the text speaks of, `last` the last item of the list, as printed.

    `stems` are the names of sectors that hold 、 or 和 themselves.
    """

    def __init__(self, vocabulary: Vocabulary, stems: Set[str]) -> None:
        self.vocabulary = vocabulary
        self.stems = stems
        self.about = About()
        self.last = ""
        self.is_list = False

    def item(self, item: str, atoms: Atoms, shared: str, noun: str) -> Label | None:
        item = without_trail(LEAD_IN.sub("", item))
        printed = printed_of(item, atoms)
        if not item or (len(printed) == 1 and not atoms):
            return None
        for suffix in tails(shared, self.last):
            if not printed.endswith(suffix) and (indicator := self._known(printed + suffix)):
                return Label(indicator.name_zh, indicator)
        if printed in _DWELLERS and self.about.named is not None:
            whole = self.about.named.term.removeprefix("城市").removeprefix("农村")
            own = self._known(printed + whole)
            return Label(own.name_zh, own) if own is not None else None
        if printed in LEVELS and (same := self._at_level(printed, self.about.here or self.about.named)) is not None:
            return same
        if printed in COMMON:
            return None
        if (in_short := shortened(printed, self.about.named, self._known)) is not None:
            return in_short
        lent = (
            self._lent(printed)
            if shared == "" and printed != self.last and printed not in self.vocabulary.terms
            else None
        )
        if lent is not None:
            return Label(lent.name_zh, lent)
        if self.about.sector and printed in SECTOR_MEASURES and self._known(self.about.sector + printed):
            return self._bare_measure(printed)
        if (held := of_branch(self.about.here, printed)) is not None:
            return held
        exact = self._known(printed)
        if self._spoke_of_industry(self.about.named):
            exact = self._of_those_firms(printed) or exact
        if exact is not None and not (noun and exact.measure is Measure.COUNT and not printed.endswith("企业")):
            return Label(exact.name_zh, exact)
        marks = [c for c in item if "\ue100" <= c <= "\uefff"]
        if marks:
            return self._around_atom(item, printed, atoms, marks)
        if shared and not printed.endswith(shared):
            sectors = self.last.endswith(f"行业{shared}") and not printed.endswith("业")
            cluster = next((kind for kind in CLUSTERS if self.last.endswith(kind + shared)), "")
            printed += f"行业{shared}" if sectors else cluster + shared
        elif noun and (indicator := self._known(printed + noun)):
            return Label(indicator.name_zh, indicator)
        return self._printed(printed, noun)

    def _at_level(self, level: str, told: Label | None) -> Label | None:
        """国家级企业技术中心4家、省级42家: the same of another level."""
        if told is None or (told.indicator is not None and told.indicator.measure is not Measure.COUNT):
            return None
        bare = _LEVEL_OF.sub("", told.term)
        known = self._known(level + bare)
        return Label(known.name_zh, known) if known is not None else Label(level + bare)

    def _lent(self, printed: str) -> Indicator | None:
        """城镇 in 全体、城镇、农村居民人均可支配收入: the last item of a list lends its end."""
        if len(self.last) <= len(printed) or not self.is_list:
            return None
        ends = (self.last[at:] for at in range(1, len(self.last) - 1))
        return next((known for end in ends if (known := self._known(printed + end)) is not None), None)

    def _around_atom(self, item: str, printed: str, atoms: Atoms, marks: list[str]) -> Label | None:
        """An indicator with words glued to it: a scope, the whole of a rate, or part of a longer term."""
        indicator = atoms[ord(marks[-1]) - 0xE100][1]
        prefix, _, suffix = item.rpartition(marks[-1])
        if not suffix and len(marks) == 2 and prefix == marks[0]:
            other = atoms[ord(marks[0]) - 0xE100][1]
            if indicator.measure is Measure.SHARE and other.measure is Measure.COUNT:
                covers = indicator.name_zh.endswith("覆盖率")
                return Label(indicator.name_zh, indicator, whole=other.name_zh if covers else None)
            if other is indicator:
                return Label(indicator.name_zh, indicator)
        first = atoms[ord(marks[0]) - 0xE100][1]
        if item.startswith(marks[0]) and len(marks) == 1 and first.measure is Measure.COUNT and suffix.endswith("率"):
            return Label(suffix, self.vocabulary.term(suffix), whole=first.name_zh)
        if (
            suffix == "中"
            and len(marks) == 1
            and indicator.measure is Measure.COUNT
            and "规模以上" not in indicator.name_zh
        ):
            suffix = ""  # 先进级智能工厂中，北仑区58家
        if (suffix in ("方面", "全部") or _NO_NAME.match(suffix)) and len(marks) == 1:
            suffix = ""
        if not suffix and indicator.measure is Measure.SHARE and _OF_INDUSTRY.fullmatch(prefix):
            return Label(indicator.name_zh, indicator)
        if not suffix and len(marks) == 1:
            prefix = prefix.removesuffix("的")
            if IGNORED_PREFIX.fullmatch(prefix):
                return Label(indicator.name_zh, indicator)
            if re.fullmatch(r"(?:对|自|从|向|与)[^，。；]{2,14}", prefix):
                whole = self.about.named  # 家电出口下降2.2%，其中对美出口…: of that
                goes_on = whole is not None and (whole.scope or "").startswith(
                    prefix[0]
                )  # 其中对欧盟出口…；对美国出口…
                if (self.about.part or goes_on) and whole and whole.indicator is None and whole.term.endswith("出口"):
                    beside = whole.term.startswith(prefix[0])  # 对东盟出口 beside 对美出口
                    return Label(printed) if beside else replace(whole, scope=prefix)
                return Label(indicator.name_zh, indicator, scope=prefix)
            scope = SCOPE.match(prefix + "的x")
            if scope and scope["rest"] == "x":
                if self._spoke_of_industry(self.about.base):
                    indicator = self._of_those_firms(indicator.name_zh) or indicator
                return Label(indicator.name_zh, indicator, scope=scope["scope"])
        return self._printed(printed, "")

    def _printed(self, printed: str, noun: str) -> Label | None:
        printed = _unquoted(printed).strip("·-")
        if len(printed) <= 1 or any(printed.count(opens) != printed.count(closes) for opens, closes in ("“”", "()")):
            return None
        base = self.about.base or self.about.last or self._of_sector(noun)
        if self.about.named is not None and self.about.named.indicator is not None and self.about.named.scope is None:
            base = self.about.named  # 新产品产值率为43.7%，其中民营企业45.1%
        if printed in BARE_MEASURES:
            return self._bare_measure(printed)
        named = self.about.named
        if re.fullmatch(r"[区市县]?本级", printed) and named is not None and named.indicator is not None:
            return replace(named, scope=printed)
        if not noun and named is not None and named.indicator is not None and self._has_parts(named.indicator):
            part = SCOPE.fullmatch(printed + "的x")
            if part is not None and part["rest"] == "x":
                return replace(named, scope=part["scope"])
        if base is not None and noun:
            scope = SCOPE.match(printed.removesuffix(noun).removesuffix("的") + "的x")
            total = self.about.base or self._of_sector(noun) if printed.endswith(noun) else base
            if (
                scope
                and scope["rest"] == "x"
                and (total is None or (not total.term.endswith(noun) and printed.endswith(noun)))
            ):
                return None
            if scope and scope["rest"] == "x" and total is not None:
                return replace(total, scope=scope["scope"])  # 民营企业增加值 beside 规上工业增加值
        scope = SCOPE.match(printed)
        if scope:
            known = self._known(scope["rest"]) or (self._known(scope["rest"] + noun) if noun else None)
            if known is not None:
                of_all = known.measure is Measure.SHARE and _OF_INDUSTRY.fullmatch(scope["scope"])
                return Label(known.name_zh, known, scope=None if of_all else scope["scope"])
            sector = "规模以上工业" if scope["scope"].startswith(("规上", "规模以上")) else self._sector()
            whole = self._known(sector + scope["rest"])
            if whole is not None:
                return Label(whole.name_zh, whole, scope=_OF_INDUSTRY.sub("", scope["scope"]))
            if scope["scope"].endswith("本级") or scope["scope"].startswith("入选"):
                return Label(scope["rest"], None, scope=scope["scope"])
        if printed in self.stems:
            return self._of_noun(printed, noun)
        if "、" in printed and (not printed.endswith(_JOINED) or "类、" in printed):
            return None
        if printed in COMMON or UNTOLD.fullmatch(printed) or not NOUN.match(printed) or NOT_A_NOUN.search(printed):
            return None
        return self._of_noun(printed, noun)

    def _of_noun(self, printed: str, noun: str) -> Label:
        """A sector with the measure that is spoken of."""
        sector = noun in _OF_SECTORS and printed.endswith("业") and not printed.endswith(("企业", "产业", "行业"))
        return Label(printed + noun if sector else printed)

    def _has_parts(self, whole: Indicator) -> bool:
        """Whether 民营企业 right after it is a part: of a rate always, of what is counted behind 其中."""
        return whole.measure is Measure.SHARE or (whole.measure is Measure.COUNT and self.about.part)

    def _spoke_of_industry(self, told: Label | None) -> bool:
        """规上工业企业实现营业收入8743亿元；利润总额428.9亿元: of the same firms."""
        return told is not None and told.scope is None and told.term.startswith("规模以上工业")

    def _of_those_firms(self, printed: str) -> Indicator | None:
        return self._known("规模以上工业" + printed) if printed in _OF_FIRMS else None

    def _sector(self) -> str:
        """Parts by size or owner are told of the firms above the scale only."""
        above = self.about.sector == "工业" or (self.about.industry and not self.about.sector)
        return "规模以上工业" if above else self.about.sector

    def _of_sector(self, noun: str) -> Label | None:
        """规上工业中，民营企业增加值: the measure of the sector that is spoken of."""
        known = self._known(self._sector() + noun) if self.about.sector and noun else None
        return Label(known.name_zh, known) if known is not None else None

    def _bare_measure(self, printed: str) -> Label | None:
        """增加值, 投资: of the sector that the heading names, or of the total spoken of; alone they name nothing."""
        base, named = self.about.base, self.about.named
        if self.about.here is not None and (its := self._of_subject(self.about.here, printed)) is not None:
            return its
        if self.about.industry and (whole := self._known("规模以上工业" + printed)) is not None:
            return Label(whole.name_zh, whole)
        sector = self._known(self.about.sector + printed) if self.about.sector else None
        if sector is not None and (named is None or named.indicator is not None):
            return Label(sector.name_zh, sector)
        if named is not None and not named.term.endswith(printed):
            known = self._known(named.term + printed)
            if known is not None:
                return Label(known.name_zh, known)
            if named.indicator is None:
                return None  # 某产业保持增长，增加值…: its own, which nobody knows
        if base is None or base.term.endswith(printed):
            return base
        same = self._known("规模以上工业" + printed) if base.term.startswith("规模以上工业") else None
        return Label(same.name_zh, same) if same is not None else None

    def _of_subject(self, here: Label, printed: str) -> Label | None:
        """高技术制造业保持两位数增长，增加值增长13.2%: the measure is of the subject that the sentence opened with."""
        if here.term.endswith(printed):
            return here
        own = self._known(here.term + printed)
        if own is None and here.indicator is not None and (noun := noun_of(here)):
            own = self._known(here.term.removesuffix(noun) + printed)
        branch = branch_of(here)
        if own is None and branch:
            return Label(branch + printed, scope=here.scope)  # 磁性材料产业产值…，产量…
        if own is not None:
            return Label(own.name_zh, own, scope=here.scope)
        if printed == "产量" and here.term.endswith("企业"):
            return None  # firms are counted; what they make has its own name
        if here.term.endswith("企业") and self.about.several:
            return None  # 整机企业2000家、配套企业1万家，产值900亿元: of which of them?
        counted = here.indicator is None or here.indicator.measure is Measure.COUNT
        if counted and here.term.endswith(BRANCHES):
            return Label(here.term + printed, scope=here.scope)
        return None

    def _known(self, printed: str) -> Indicator | None:
        known = self.vocabulary.term(printed)
        if known is None and printed.startswith(("规上", "规模以上")) and printed.endswith("增加值"):
            known = self.vocabulary.term(printed.removeprefix("规上").removeprefix("规模以上"))
        return known


def _unquoted(printed: str) -> str:
    """“小升规”企业 keeps the quotes of its own; those around the whole name, or half of a pair, go."""
    if printed.count("“") == printed.count("”") == 1 and not (printed[0] == "“" and printed[-1] == "”"):
        return printed
    return printed.strip("“”")
