"""What a stretch of text says is measured: one label, or the labels of a list with the suffix they share."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sources.catalogue import Indicator
from sources.reading.cues import DOWN, UP, A, I, P
from sources.reading.scan import Role, Scan
from sources.reading.vocabulary import Vocabulary
from sources.series import Measure


@dataclass(frozen=True, slots=True)
class Label:
    """`term` is the catalogue's standard term, or the term as printed; `whole` what a rate of coverage is a share of."""

    term: str
    indicator: Indicator | None = None
    scope: str | None = None
    area: str | None = None  # a place that this label alone names
    whole: str | None = None


_IGNORED_PREFIX = re.compile(
    r"(?:工信部|国家|国家级|工业和信息化部|全口径|实现|完成|新|一|首批|第[一二三四五六七八九十]+批|新一批|20\d\d年度?|地方|各类|全|我|上述|当地|年度|重点培育|的)*"
)
_ATOM = "\ue100-\uefff"
_SUFFIXES = (
    "增加值", "总产值", "销售产值", "产值", "固定资产投资", "投资", "零售总额", "零售额", "销售额", "营业收入", "营收", "利润总额", "利润",
    "进出口总额", "出口额", "进口额", "进出口", "出口", "进口", "产量", "用电量", "价格", "存款余额", "贷款余额", "吞吐量", "销售面积",
)  # fmt: skip
_SPLIT = re.compile(r"、|以及|和|及|与|\s*(?:and|AND|&)\s*|,")
_SPLIT_MARKS = re.compile(r"、|以及|\s*(?:and|AND|&)\s*|,")
_LEAD_IN = re.compile(
    r"^(?:其中|此外|另外|同时|与此同时|而且|而|但是|但|且|并|并且|另|从[^，]{1,14}?看|[分按][^，]{1,14}?(?:看|分)|据[^，]{1,16}?(?:统计|数据|显示|获悉|了解)|按[^，]{1,12}?计算|经?初步核算|初步统计"
    r"|[一二三四五六七八九]是|第[一二三四五]，|首先|尤其是|特别是|尤其|特别|具体来看|总的来看|总体看|数据显示|统计显示|截至|至|年|当年|期间|今年|累计|合计|共计|共|全年|现有|已有|的|等|各类|全部(?!工业)|该[市区县省镇]|目前|已|也|还|我|与|和|、|：|:|“|-|\)|\(|·|；|[一二三四五六七八九十]+、|\d+[.、])+"
)
_TRAIL = re.compile(
    r"(?:的|当中|其中|中(?!$)|(?<=[类业个])中|(?<=企业)数|(?<=家)数|增速|增幅|涨幅|降幅|跌幅|增长率|增长速度|数量|总量|总额(?!$)|规模|总数|个数|户数|家数|席位|同比|环比|累计|合计|共计|共|已经|已|也|还|均|都|双双|分别|依次|仅|就|则|又|再|其|平均|约|超过|超|近|逾|总体|整体"
    r"|排名|位次|名次|占比|比重|(?<!市场)份额|占|居|位列|位居|位|列|排|为|是|由|从|第|基本|与|名单|公示|公布|发布|出炉|揭晓|两年平均|年均|修订|核定|订正|调整|在|将|按年|实际|名义|按可比价格计算|按可比价格|可比价|按不变价格计算|按不变价计算|扣除价格因素|季调后|持续|继续|保持|稳步|快速|大幅|小幅|明显|较快|平稳|呈现|呈|出现|同期|较|比|达到|达|有|完成|实现|突破|运行在|稳定在|维持在|当月|当季|单月|累计值|首次|一举|率先|先|更是|正|开工|投产|不断|进一步|转|，|：|:|“|”|\(|-|上年|去年|上月|总|年|两年|后|了|到|至|于)+$"
)
VERBS = re.compile(
    rf"(?:{DOWN}|{UP}|实现|完成(?!额)|拥有|培育(?!库)|建成|形成|落地|集聚|汇聚|突破|达到|达(?!产|标)|显示|获悉|表示|介绍|推动|推进|带动|拉动|拉低|支撑|得益于|受益于|"
    r"包括|包含|涵盖|共有|已有|现有|(?<![国私所拥])有(?![色效限机关序])|成为|贡献|从(?![业事])|超过|超|逾|高于|低于|快于|慢于|高出|领先于?|落后于?|占(?!地)|居|位列|位居|分别为|分别|依次|两年平均|年均|年平均|公布|发布|出炉|揭晓|均为|均(?![衡价匀])|都(?!市)|为(?![主])|是|由(?!于)|使|让|对(?=.{1,30}(?:贡献|拉动))|入选|入围|获评|列入|认定|引进|签约|新增|净增|吸引|投入|保持|呈现|连续|跃|同比|环比|(?<![可占对])比(?![重例值率])|较(?!快)|相比|约|近(?!年)|仅|预计|力争|将|到(?!位|岸)|升至|降至|全年|累计|，|。|；|：)"
)
_NOT_A_NOUN = re.compile(
    r"^前[一二三四五六七八九十\d]|[，。；：！？“”《》]|(?:的|了|着|我们|他们|这|那|该|什么|如何|以来|因为|由于|虽然|不仅|而是|不断|加大|持续|深入|围绕|聚焦|坚持|强化|通过|随着|为了|截至|记者|今天|时间|日子|年来|个月|获批|发布|公布|召开|举行|提出|一些|许多|多数|其他|其中|所有|各地)"
)
_NOUN = re.compile(r"^[\u4e00-\u9fffA-Za-z\d&·、()\-+/" + _ATOM + r"]{2,30}$")
_SCOPE = re.compile(
    r"(?P<scope>(?:规上|规模以上)?(?:民营(?:企业|经济)?|国有控股(?:企业)?|国有(?:企业)?|国企|外商及港澳台商投资(?:企业)?|外商投资(?:企业)?|外资(?:企业)?|港澳台(?:商)?(?:投资)?(?:企业)?|三资企业|股份制(?:企业)?|私营(?:企业)?|小微(?:企业)?|"
    r"中小(?:微)?(?:企业)?|小型(?:企业)?|中型(?:企业)?|大中型(?:企业)?|大型(?:企业)?|龙头企业|内资(?:企业)?|区本级|市本级|县本级|本级|区属|市属|企业|扣除[^，。；、增同]{2,14}?(?:后)?|剔除[^，。；、增同]{2,14}?(?:后)?|不含[^，。；、增同]{2,14}?))(?:的|外)?(?P<rest>.+)$"
)
_BRACKET_SCOPE = re.compile(r"\((?P<scope>(?:不含|含|不包括|包括|剔除|扣除|不包含)[^)]{1,20})\)")
_COMMON = frozenset(
    "企业 单位 城市 产品 项目 平台 案例 个 家 件 项 席 数量 总量 增速 规模 数 总数 占比 比重 排名 位次 经济 工业 整体 总体 效益 发展 生产 情况 成效 成绩 地区 全部 人 名单 行业 产业 区 县 市 省 产业链 集群 领域 门类 大类 贡献率 贡献 速度 幅度 水平 平均 同期 增幅 涨幅 降幅 指标 数据 绝对量 新增 机 总额 金额 余额 价值 年均 规上 限上 大类行业 行业大类 工业行业 大类 元企业 主体 投入 上年 一季度 日均 国家 国家级 省级 市级 部分 零 以上 "
    "左右 结构 比例 全球 全世界 两年 目标 业 们".split()
)


@dataclass(frozen=True, slots=True)
class About:
    """What the text speaks of so far: the measure word that bare sectors share (增加值), and the total it belongs to."""

    noun: str = ""
    base: Label | None = None


@dataclass(frozen=True, slots=True)
class Named:
    labels: tuple[Label, ...]
    unread: bool = False


class Labels:
    """Reads labels for one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        stems = {name[: -len("增加值")] for name in vocabulary.terms if name.endswith("增加值") and _SPLIT.search(name)}
        self._about = About()
        self._last = ""
        self._protected = sorted((stem for stem in stems if len(stem) > 4), key=len, reverse=True)

    def read(self, scan: Scan, start: int, end: int, about: About, *, expected: int = 1) -> Named:
        """The labels of `text[start:end]`, where `expected` values wait for them.

        `unread` says that words stand there which might name something and were not understood.
        """
        text, atoms, scope = _condensed(scan, start, end)
        self._about = about
        segments = [part for part in VERBS.split(_with_doer(text)) if part]
        for segment in reversed(segments):
            found = self._segment(segment, atoms, about.noun, expected)
            if found:
                return Named(tuple(replace(label, scope=label.scope or scope) for label in found))
        return Named((), any(_is_unread(segment, atoms) for segment in segments))

    def _segment(self, segment: str, atoms: list[tuple[str, Indicator]], noun: str, expected: int) -> list[Label]:
        segment = _TRAIL.sub("", _LEAD_IN.sub("", segment))
        segment = _TRAIL.sub("", segment)
        if not segment:
            return []
        best: list[Label] = []
        for items in self._cuts(segment, expected):
            labels = self._items(items, atoms, noun)
            if labels and (len(labels) == expected or not best):
                best = labels
            if len(best) == expected:
                break
        return best

    def _cuts(self, segment: str, expected: int) -> list[list[str]]:
        """The ways to cut a list into items: at every mark and 和, or at marks only, or not at all."""
        held = segment
        for number, stem in enumerate(self._protected):
            if stem in held:
                held = held.replace(stem, chr(0xF000 + number))
        restore = lambda item: "".join(  # noqa: E731
            self._protected[ord(c) - 0xF000] if 0xF000 <= ord(c) < 0xF000 + len(self._protected) else c for c in item
        )
        full = [restore(item) for item in _SPLIT.split(held) if item]
        marks = [restore(item) for item in _SPLIT_MARKS.split(held) if item]
        cuts = [full]
        if marks != full and not any(_torn(item) for item in marks):
            cuts.append(marks)
            last = [i for i, item in enumerate(marks) if _SPLIT.search(item)]
            if last:
                parts = [p for p in _SPLIT.split(marks[last[-1]]) if p]
                for at in range(1, len(parts)):
                    joined = [*marks[: last[-1]], "和".join(parts[:at]), "和".join(parts[at:]), *marks[last[-1] + 1 :]]
                    if not any(_torn(item) for item in joined):
                        cuts.append(joined)
        if not _torn(segment):
            cuts.append([segment])
        if expected == 1 and len(full) > 1 and not any("\ue100" <= c <= "\uefff" for c in segment):
            cuts.insert(0, [segment])  # 批发和零售业 is one sector where one value waits
        return cuts

    def _items(self, items: list[str], atoms: list[tuple[str, Indicator]], noun: str) -> list[Label]:
        printed = [_without_summing(_print(item, atoms)) if len(items) > 1 else _print(item, atoms) for item in items]
        self._last = printed[-1]
        shared = _shared_suffix(printed[-1]) if len(items) > 1 else ""
        labels = []
        for item in items:
            label = self._item(_without_summing(item) if shared else item, atoms, shared, noun)
            if label is None:
                return []
            labels.append(label)
        return labels

    def _item(self, item: str, atoms: list[tuple[str, Indicator]], shared: str, noun: str) -> Label | None:
        item = _TRAIL.sub("", _LEAD_IN.sub("", item))
        printed = _print(item, atoms)
        if not item:
            return None
        for suffix in _tails(shared, self._last):
            if not printed.endswith(suffix) and (indicator := self._known(printed + suffix)):
                return Label(indicator.name_zh, indicator)
        if printed in _COMMON:
            return None
        exact = self._known(printed)
        if exact is not None and not (noun and exact.measure is Measure.COUNT and not printed.endswith("企业")):
            return Label(exact.name_zh, exact)
        marks = [c for c in item if "\ue100" <= c <= "\uefff"]
        if marks:
            return self._around_atom(item, printed, atoms, marks)
        if shared and not printed.endswith(shared):
            printed += shared
        elif noun and (indicator := self._known(printed + noun)):
            return Label(indicator.name_zh, indicator)
        return self._printed(printed, noun)

    def _around_atom(self, item: str, printed: str, atoms: list[tuple[str, Indicator]], marks: list[str]) -> Label | None:
        """An indicator with words glued to it: a scope, the whole of a rate, or part of a longer term."""
        indicator = atoms[ord(marks[-1]) - 0xE100][1]
        prefix, _, suffix = item.rpartition(marks[-1])
        if not suffix and len(marks) == 2 and prefix == marks[0]:
            other = atoms[ord(marks[0]) - 0xE100][1]
            if indicator.measure is Measure.SHARE and other.measure is Measure.COUNT:
                return Label(indicator.name_zh, indicator, whole=other.name_zh)
            if other is indicator:
                return Label(indicator.name_zh, indicator)
        if not suffix and len(marks) == 1:
            prefix = prefix.removesuffix("的")
            if _IGNORED_PREFIX.fullmatch(prefix):
                return Label(indicator.name_zh, indicator)
            if re.fullmatch(r"(?:对|自|从|向|与)[^，。；]{2,14}", prefix):
                return Label(indicator.name_zh, indicator, scope=prefix)
            scope = _SCOPE.match(prefix + "的x")
            if scope and scope["rest"] == "x":
                return Label(indicator.name_zh, indicator, scope=scope["scope"])
        return self._printed(printed, "")

    def _printed(self, printed: str, noun: str) -> Label | None:
        printed = printed.strip("“”·-")
        base = self._about.base
        if base is not None and printed in _SUFFIXES and base.term.endswith(printed):
            return base  # 东部地区投资 in a note on fixed-asset investment
        if base is not None and noun:
            scope = _SCOPE.match(printed.removesuffix(noun).removesuffix("的") + "的x")
            if scope and scope["rest"] == "x":
                return replace(base, scope=scope["scope"])  # 民营企业增加值 beside 规上工业增加值
        scope = _SCOPE.match(printed)
        if scope:
            known = self._known(scope["rest"]) or (self._known(scope["rest"] + noun) if noun else None)
            if known is not None:
                return Label(known.name_zh, known, scope=scope["scope"])
        if printed in _COMMON or not _NOUN.match(printed) or _NOT_A_NOUN.search(printed):
            return None
        return Label(printed)

    def _known(self, printed: str) -> Indicator | None:
        known = self.vocabulary.term(printed)
        if known is None and printed.startswith(("规上", "规模以上")) and printed.endswith("增加值"):
            known = self.vocabulary.term(printed.removeprefix("规上").removeprefix("规模以上"))
        return known


def _condensed(scan: Scan, start: int, end: int) -> tuple[str, list[tuple[str, Indicator]], str | None]:
    """The text without places and periods, each indicator as one character, and a scope told in brackets."""
    pieces: list[str] = []
    atoms: list[tuple[str, Indicator]] = []
    drops = [(p.start, p.end, "") for p in scan.places if start <= p.start < end and p.role is not Role.PARTNER]
    drops += [(p.start, p.end, "") for p in scan.periods if start <= p.start < end]
    for mention in scan.mentions:
        if start <= mention.start and mention.end <= end:
            drops.append((mention.start, mention.end, chr(0xE100 + len(atoms))))
            atoms.append((scan.text[mention.start : mention.end], mention.indicator))
    at = start
    for begin, stop, instead in sorted(drops):
        if begin < at:
            continue
        pieces += [scan.text[at:begin], instead]
        at = stop
    pieces.append(scan.text[at:end])
    text = re.sub(r"由[降升负正增减亏][^，。；]{0,2}[转为变][^，。；]{0,2}[增降正负盈升]|止跌回升|扭亏为盈|人民币", "，", "".join(pieces))
    text = re.sub(r"\((?:下同|以下|单位|现价|不变价|同比)[^)]*\)", "", text)
    bracket = _BRACKET_SCOPE.search(scan.text, start, end)
    if bracket and scan.masked[bracket.start()] == I:
        bracket = None  # part of the indicator's own name
    if bracket:
        text = re.sub(r"\((?:不含|含|不包括|包括|剔除|扣除|不包含)[^)]*\)", "", text)
        if scan.masked[bracket.start() - 1 : bracket.start()] == A:
            bracket = None  # 全市(不含前湾新区): the place's scope, not the indicator's
    return text, atoms, bracket["scope"] if bracket else None


_COMPLETE = re.compile(rf"[业资额值口品量入格率区市县数润济备料车子造{_ATOM}]$")


def _torn(item: str) -> bool:
    """Whether labels that are complete in themselves would be glued together as one."""
    parts = [part for part in _SPLIT.split(item) if part]
    return any(_COMPLETE.search(part) for part in parts[:-1])


_DOER = re.compile(r"((?:企业|产业|行业|单位|业|经济|[\ue100-\uefff]))(?:累计|共)?(?:实现|完成)(?=[^，。；])")


def _with_doer(text: str) -> str:
    """规上服务业企业实现营业收入: the revenue is that of those firms."""
    return _DOER.sub(r"\1", text)


def _is_unread(segment: str, atoms: list[tuple[str, Indicator]]) -> bool:
    words = _TRAIL.sub("", _LEAD_IN.sub("", _TRAIL.sub("", _LEAD_IN.sub("", segment))))
    words = re.sub(r"[“”()\d.%、和及与]", "", _print(words, atoms))
    return len(words) >= 2 and words not in _COMMON and _UNTOLD.fullmatch(words) is None


# Words that name nothing: what they leave unsaid stands before them.
_UNTOLD = re.compile(
    r"(?:增速|数量|总量|规模|涨幅|降幅|增幅|占比|比重|总体|整体|当中|其中|分别|同比|环比|平均|水平|较快|较好|稳步|持续|明显|进一步|大幅|首次|一举|成功|已经|目前|当前|近|"
    r"上年|去年|今年|年|月|以来|时期|期间|贡献率?|速度|排名|位次|继续|保持|领先|靠前|居前|前列|历史|新高|位|第|的|了|也|还|更|再|又|就|而|但|且|并|则|却|仅|只|均|都|全|各|"
    r"名义|实际|按可比价格|按不变价格|计算|不变价|可比价|口径|季节|调整|因素|扣除|价格|大关|台阶|关口|高达|迈|上|升|降|增长|下降|以上|以下|左右|约|超|近|逾|同期|水平线|荣枯线|临界点|高|低|快|慢|比|较|与|在|于|从|由|到|至|向|着|对|为|是|有|个|家|件|项|户|次|期|名|人|年均|年度|全年|累计|合计|单月|当月|当季|之|一|这|两|三|者|数|总|量|额|率)+"
)


def _print(item: str, atoms: list[tuple[str, Indicator]]) -> str:
    return "".join(atoms[ord(c) - 0xE100][0] if 0xE100 <= ord(c) < 0xE100 + len(atoms) else c for c in item)


def _shared_suffix(last: str) -> str:
    return next((suffix for suffix in _SUFFIXES if last.endswith(suffix) and last != suffix), "")


def _tails(shared: str, last: str) -> tuple[str, ...]:
    """What the last label of a list may lend the others: 增加值, and 制造业 where it ends in 制造业增加值."""
    if not shared:
        return ()
    longer = next((f"{kind}{shared}" for kind in ("制造业", "产业") if last.endswith(f"{kind}{shared}")), "")
    return (longer, shared) if longer else (shared,)


_SUMMED_UP = re.compile(r"(?:等)?(?:[一二三四五六七八九十两\d]+[大个])(?:重点|主导|支柱|优势|主要)?(?P<kind>行业|产业|领域)")


def _without_summing(printed: str) -> str:
    """化工、汽车、电气三大行业增加值 names 电气行业增加值 last."""
    return _SUMMED_UP.sub(lambda match: match["kind"], printed)


def noun_of(label: Label) -> str:
    """The measure word that bare sectors after this label share."""
    if label.term in ("地区生产总值", "服务业增加值"):
        return "增加值"
    return next((suffix for suffix in ("增加值", "投资", "用电量", "营业收入", "利润总额") if label.term.endswith(suffix)), "")


__all__ = ["A", "P", "Label", "Labels", "noun_of"]
