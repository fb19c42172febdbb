"""One paragraph taken apart into what it names: quantities, periods, indicators, places and what each place is doing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, TypeVar

from sources.reading.amounts import Amount, amounts_in
from sources.reading.classes import classes_in
from sources.reading.companies import companies_in
from sources.reading.cues import A, I, N, P
from sources.reading.periods import PeriodMention, PeriodReader
from sources.reading.plain import Plain
from sources.reading.vocabulary import AreaMention, IndicatorMention, Vocabulary
from sources.series import Unit


class Role(StrEnum):
    """What a place does in its sentence; only a subject can own a figure."""

    SUBJECT = "subject"
    COMPARED = "compared"  # 高于全国
    WHOLE = "whole"  # 占全省
    FIELD = "field"  # 居全国第4位
    SOURCE = "source"  # 宁波市统计局
    PARTNER = "partner"  # 对美国出口
    NEUTRAL = "neutral"  # 向全国推广


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    start: int
    end: int
    role: Role

    @property
    def relative(self) -> bool:
        return self.slug.startswith("@")


@dataclass(frozen=True, slots=True)
class Scan:
    """`masked` is `text` with everything named replaced, character for character, by the marks of `cues`."""

    plain: Plain
    masked: str
    amounts: tuple[Amount, ...]
    periods: tuple[PeriodMention, ...]
    mentions: tuple[IndicatorMention, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        return self.plain.text


_MORE = rf"(?:{A}+(?:平均|水平|平均水平)?[和与、及])*"
_COMPARED = re.compile(
    rf"(?:高于|低于|快于|慢于|高出|低出|领先于?|落后于?|优于|好于|大于|多于|少于|小于|超过|超|跑赢|强于|不及|弱于|仅次于|紧随|紧追|反超|追平|赶超|媲美|比肩|对标|(?<!占)[比较])(?:同期|{P}+的?|(?:位列|排名|位居|排在|列)?第[一二三四五六七八九十\d]+位?的)?(?:{_MORE}|[^，。；:有]{{0,20}}{N}+(?:、|和|及)(?:分别)?)$"
)
_COMPARED_AFTER = re.compile(
    rf"^{A}*(?:平均|增速|水平|同期|平均水平|平均增速|增幅|平均增幅){{0,2}}(?:基本)?(?:同步|持平|相当|相比|一致|接近|并列)"
)
_WHOLE = re.compile(rf"占(?:到|了|据)?(?:约|近|超|同期)?{_MORE}$")
_CONTRIBUTED_TO = re.compile("[^，。；]{0,14}贡献")  # 对全市规上工业增长的贡献率
_WHOLE_AGAIN = re.compile(rf"占[^，。；]{{2,24}}的{N}+[、和]$")  # 占全区产值的71.2%、全市…的46%
_HOLDS_THERE = re.compile("(?:中|里)?(?:只|仅|约|就|已|还)*占")  # 在浙江只占11%
_FIELD_AFTER = re.compile(
    rf"^(?:的|城市|同类城市|各?地级市|县\(市\)|县市|百强县市?|{N}+个(?:地|设区)?市|副省级(?:以上)?城市|主要城市|万亿城市|规上)?(?:中|里)?(?:排名|排|位居|位列|居|列)?(?:第{N}|{N}|前列|前{N}|前[十百三五]|之首|领先|上游|中游|首)"
)
_EVALUATED = re.compile(  # 在全省考核中，…
    r"[^，。；]{0,20}?(?:评价|考核|评估|评比|测评|评选|榜单?|竞赛|督查)(?:结果|排名|情况)?[中里上]"
)
_RANKED_IN = re.compile(
    r"^(?:主要|重点|同类|副省级|万亿)?(?:城市)?(?:中|里)?的?(?:排名|排位|位次|名次)(?!公布|发布|榜)"
)  # 全国城市排名由第9位升至第5位
_FIELD_BEFORE = re.compile(r"(?:领跑|领先|位居|位列|稳居|排名|排在|名列|跃居|蝉联|高居|列居|跻身|进入|居|列|引领)$")
_NEUTRAL_BEFORE = re.compile(
    r"(?:向|面向|走在|引领|服务|辐射|列为|评为|认定为|定为|入选|入围|列入|荣获|获评|获|命名为|成为|跻身|工信部|融入|对接|接轨|不含|含|剔除|扣除|除|第[一二三四五六七八九]批|首批|拉动|撬动|拉低|拉高|拉升|下拉|上拉)$|(?:入选|入围|列入|荣获|获评|跻身|登上|上榜)\ue003+$"
)
_NEUTRAL_AFTER = re.compile(
    r"^(?:[^，。；、]{0,12}(?:\d+|[百千])强(?!县|市|镇|区)|率先|唯一|首个|首批|首创|首家|首条|首次|首款|推广|各地|人大|政协|统一|大会|冠军|典型|第一批|先进|模范|会议|范围|(?:第.次)?(?:经济|人口|农业)普查|(?:规模|总量|数量)?最[大高多早完全先快强长好]|首台|独角兽|员工|雇员|客户|网点|市占率|样板|示范|经验|标准|版图|市场(?!规模|主体|销售)|品牌|制造(?!业)|智造|解法)"
)
_BEHIND_OTHERS = re.compile(rf"(?:次于|紧随|紧跟|追赶|赶超){_MORE}$")  # 列全市第二，仅次于前湾新区
_PARTNER_BEFORE = re.compile(rf"(?:对|自|从|往|向|与){_MORE}(?:等)?$")
_PARTNER_AFTER = re.compile(
    rf"^(?:[、和与及]{A}+)*(?:等)?(?:国家|市场|地区|{N}+个?国家|三大市场|伙伴)?(?:的)?(?:分别|合计|各)?(?:{I}|进出口|出口|进口|贸易|投资)"
)
_OFFICE = re.compile(
    r"^(?:省|市|区|县)?[^，。、；：:的在为是了与和\ue001-\ue004\d]{0,9}?(?:统计局|调查队|局(?!部|面|势|长)|委员会|委(?!托|员)|厅|办公室|银行|大学|学院|研究院|研究所|海关(?!关区)|日报|晚报|电视台|协会|商会|法院|医院|实验室|支行|市委|省委|政府|人民政府)"
)


# 北仑区压铸模具、鄞州区电梯配套件等7个集群: the places belong to the names.
_NAME_IN_LIST = re.compile(
    rf"(?!拥?有|共有)[^，。；、和及\ue003\ue004]{{0,20}}(?:[、和及][^，。；、和及\ue003\ue004]{{0,28}}){{0,24}}等{N}"
)


# 鄞州区(含高新区、东钱湖): what a place takes in is not spoken of.
_INCLUDED = re.compile(r"\((?:不?含|不?包括|除|扣除)[^()]*$")
_AMONG_MANY = re.compile(
    r"[^，。；]{0,24}[中里](?:由[^，。；]{0,12}第|排|位|居|列|名列)"
)  # 在全国15个万亿以上工业强市中排第三
# 浙江省8个(含宁波市2个)
_COUNTED_IN = re.compile(rf"{N}")
# 宁波列第二、嘉兴列第三: a city ranks, in a field named elsewhere; 全国排第三 is the field.
_RANKS_ITSELF = re.compile(rf"(?:分)?(?:列|居|排名?|位列|位居)第?{N}")


# 产值10亿元以上企业: a class of firms, no amount.
_CLASS_OF = re.compile(
    r"(?:及?以上|级|规模)?的?(?:规上|工业|重大|制造业|产业|农业|服务业)*(?:项目|企业|产业(?!增|投|链)|集群|平台|园区|工程|单位|县|镇|村)|(?:及?以上)?的(?:企业|集群)?(?:达到?|共?有|为)?\d+(?:个|家|户)"
)


_FOREIGN = frozenset(("usa", "eu", "asean", "japan", "korea", "germany", "hong-kong", "taiwan"))
_TOLD_BY = re.compile(r"(?:方面)?(?:获悉|了解到?|介绍|消息|统计|数据|通报|透露|发布|公布)")
_LEFT_OUT = re.compile(r"(?:扣除|剔除|不含)$")


class Spanned(Protocol):
    @property
    def start(self) -> int: ...


class Stretch(Spanned, Protocol):
    @property
    def end(self) -> int: ...


_Found = TypeVar("_Found", bound=Spanned)


def between(found: Sequence[_Found], start: int, stop: int) -> Sequence[_Found]:
    """Those of `found`, which is in order, that begin from `start` on and before `stop`."""
    first = bisect_left(found, start, key=_start_of)
    return found[first : bisect_left(found, stop, lo=first, key=_start_of)]


def _start_of(one: Spanned) -> int:
    return one.start


def scan(plain: Plain, vocabulary: Vocabulary, periods: PeriodReader, named: frozenset[str] = frozenset()) -> Scan:
    """Find everything in one paragraph; `periods` goes on from what the text said before, `named` are its firms."""
    text = plain.text
    mentions = _with_classes(vocabulary.indicators_in(text), classes_in(text))
    areas = _outside(vocabulary.areas_in(text), mentions)
    times = [period for period in periods.read(text) if not _inside(period.start, mentions)]
    amounts = [a for a in amounts_in(text) if not _inside(a.start, mentions) and not _inside(a.start, times)]
    amounts = [a for a in amounts if not _names_a_class(a, text) and not _sizes_a_field(a, text)]
    amounts = [a for a in amounts if not _says_which(a, text, areas)]
    masked = _masked(text, mentions, areas, times, amounts)
    firms = [
        Place(
            f"company:{name}",
            start,
            end,
            _firm_role(text, masked, start, end),
        )
        for name, start, end in companies_in(text, masked, named, vocabulary.firms_in(text))
    ]
    places = [
        Place(area.slug, area.start, area.end, _role(masked, area)) for area in areas if not _inside(area.start, firms)
    ]
    places = _without_homes(sorted([*firms, *places], key=_start_of))
    return Scan(plain, masked, tuple(amounts), tuple(times), tuple(mentions), tuple(places))


def _without_homes(places: list[Place]) -> list[Place]:
    """宁波北仑某甲有限公司 among others: the places right before a firm that owns nothing own nothing, too."""
    kept: list[Place] = []
    home = -1  # where the name of such a firm begins, with the places before it
    for place in reversed(places):
        if place.slug.startswith("company:") and place.role is Role.NEUTRAL:
            home = place.start
        elif place.end == home:
            place, home = replace(place, role=Role.NEUTRAL), place.start
        kept.append(place)
    return kept[::-1]


def _with_classes(mentions: list[IndicatorMention], classes: list[IndicatorMention]) -> list[IndicatorMention]:
    """Terms of the catalogue go before classes, but for those that stand inside one (产值 in 产值超亿元企业)."""
    if not classes:
        return mentions
    apart = [one for one in classes if not any(m.start < one.start < m.end < one.end for m in mentions)]
    rest = [m for m in mentions if not any(one.start < m.end and m.start < one.end for one in apart)]
    return sorted([*rest, *apart], key=_start_of)


def _says_which(amount: Amount, text: str, areas: Sequence[AreaMention]) -> bool:
    """比位列第二的深圳多14家: which city is meant, no place in a field that is told."""
    of_whom = text.startswith("的", amount.stop) and amount.number.unit is Unit.RANK
    return of_whom and any(area.start == amount.stop + 1 for area in areas)


_FIELD_SIZE = re.compile(r"[^，。；\d]{2,16}[中里](?:排|位[居列]|居|列)")


_AMONG_SO_MANY = re.compile("(?:^|[，。；])在[^，。；]{0,8}$")  # 在国家首批15家领航级智能工厂中，我市占1席
_OF_THEM = re.compile(r"[^，。；\d]{2,18}[中里]，")


def _sizes_a_field(amount: Amount, text: str) -> bool:
    """在全国15个万亿以上工业强市中排第三: among how many, no figure."""
    if amount.number.counter not in ("个", "座", "家", "项"):
        return False
    if _FIELD_SIZE.match(text, amount.stop) is not None and amount.number.counter in ("个", "座"):
        return True
    return _AMONG_SO_MANY.search(text, max(0, amount.start - 12), amount.start) is not None and (
        _OF_THEM.match(text, amount.stop) is not None
    )


def _names_a_class(amount: Amount, text: str) -> bool:
    return amount.number.counter.endswith("元") and _CLASS_OF.match(text, amount.stop) is not None


def _outside(areas: list[AreaMention], mentions: list[IndicatorMention]) -> list[AreaMention]:
    return [area for area in areas if not _inside(area.start, mentions)]


def _inside(at: int, found: Sequence[Stretch]) -> bool:
    """Those of one kind are in order and never overlap: only the last that begins up to `at` can hold it."""
    before = bisect_right(found, at, key=_start_of) - 1
    return before >= 0 and at < found[before].end


def _masked(
    text: str,
    mentions: list[IndicatorMention],
    areas: list[AreaMention],
    periods: list[PeriodMention],
    amounts: list[Amount],
) -> str:
    characters = list(text)
    for mark, spans in (
        (A, [(a.start, a.end) for a in areas]),
        (P, [(p.start, p.end) for p in periods]),
        (N, [(a.start, a.stop) for a in amounts if not a.word]),
        (I, [(m.start, m.end) for m in mentions]),
    ):
        for start, end in spans:
            characters[start:end] = mark * (end - start)
    return "".join(characters)


def _role(masked: str, area: AreaMention) -> Role:
    before = masked[max(0, area.start - 40) : area.start]
    after = masked[area.end : area.end + 16]
    if _COUNTED_IN.match(after) and before.endswith("(含"):
        return Role.SUBJECT
    if _NAME_IN_LIST.match(masked, area.end) or _INCLUDED.search(before):
        return Role.NEUTRAL
    if not area.relative and _OFFICE.match(after):
        return Role.SOURCE
    if _WHOLE.search(before) or _WHOLE_AGAIN.search(before) or (before.endswith("在") and _HOLDS_THERE.match(after)):
        return Role.WHOLE
    if _COMPARED.search(before) or (before.endswith(("与", "和", "同", "跟")) and _COMPARED_AFTER.match(after)):
        return Role.COMPARED
    if _NEUTRAL_AFTER.match(after) or _NEUTRAL_BEFORE.search(before) or _BEHIND_OTHERS.search(before):
        return Role.NEUTRAL
    if before.endswith("对") and _CONTRIBUTED_TO.match(after):
        return Role.NEUTRAL
    if area.slug in _FOREIGN and re.search(rf"[对自从往向][^，。；{I}{N}]*$", before):
        return Role.PARTNER
    if not is_wide(area.slug) and _RANKS_ITSELF.match(after) and not before.endswith(("在", "居", "列")):
        return Role.SUBJECT
    if before.endswith("在") and _AMONG_MANY.match(masked, area.end):
        return Role.FIELD
    if _EVALUATED.match(masked, area.end) and re.search(rf"在[^，。；{I}{N}]{{0,12}}$", before):
        return Role.NEUTRAL
    if _RANKED_IN.match(after) and is_wide(area.slug):
        return Role.FIELD
    if _FIELD_BEFORE.search(before) or _FIELD_AFTER.match(after):
        return Role.FIELD if _is_field(before, after) else Role.SUBJECT
    if re.match(rf"(?:平均|水平|平均水平)?的(?:近|约|超过?)?{N}", after) and re.search(
        rf"(?:是|为|相当于|达到?|{N}、)$", before
    ):
        return Role.COMPARED  # 是全国平均的1.9倍
    if _PARTNER_BEFORE.search(before) and _PARTNER_AFTER.match(after):
        no_partner = is_wide(area.slug) or (before.endswith("与") and area.slug not in _FOREIGN)
        return Role.NEUTRAL if no_partner else Role.PARTNER  # 对全国进出口增长贡献率; 与杭州规上工业增加值增速差距
    return Role.SUBJECT


def _firm_role(text: str, masked: str, start: int, end: int) -> Role:
    """A firm that is left out (扣除…), or one of the names of a list (…等37家企业入选), owns no figure."""
    left_out = _LEFT_OUT.search(text, max(0, start - 4), start) is not None
    told = _NAMED_ALL.match(masked, end) is not None or (
        _TOLD_BY.match(text, end) is not None and text[:start].rstrip("宁波市浙江省").endswith(("从", "据"))
    )
    return Role.NEUTRAL if left_out or told or _NAME_IN_LIST.match(masked, end) else Role.SUBJECT


# …、某某电梯部件有限公司、某某新型建材有限公司3家企业入选
_NAMED_ALL = re.compile(rf"(?:[、和及][^，。；、和及\ue003\ue004]{{4,28}}){{0,24}}{N}+(?:企业|公司)")


def is_wide(slug: str) -> bool:
    """Whether others rank in this place: 全国, 全省, 全市."""
    return slug.startswith("@") or slug in ("china", "world", "zhejiang", "yangtze-delta")


def _is_field(before: str, after: str) -> bool:
    """全省16家 counts the province's; 居全省第1位, 全省首位 rank somebody in it."""
    if _FIELD_BEFORE.search(before):
        return True
    return bool(
        re.match(
            rf"^[^，。；]{{0,8}}?(?:第{N}|前列|前{N}|前[十百三五]|之首|首位|第一|榜首|领先|上游|首(?!席|先|次|季))",
            after,
        )
    )
