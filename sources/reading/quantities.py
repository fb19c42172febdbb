"""Amounts of money, counts and other quantities, and ranks: levels, flows, gaps and places in a field."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.amounts import Word
from sources.reading.cues import A, N, P
from sources.reading.growth import is_index
from sources.reading.points import change_bases
from sources.reading.roles import Role, is_wide
from sources.reading.scan import Place, between
from sources.reading.setting import Meaning, Setting
from sources.series import Measure, Unit

_RANK_VERB = re.compile(rf"居|列|位(?!于)|排|名次|跃|升|前移|至|进|为|{A}|领跑|蝉联|夺|摘|获|名|第$|回落")
_OF_ANOTHER = re.compile(r"(?:比|与|较|同|距|离|追赶|超过|[高低]于)第?$")  # 比第一名低1.4个百分点
_NO_RANK = re.compile(
    r"个|次|家|台|批|仗|枪|炮|棒|把|单|笔|届|”|条|款|座|种|起|步|时间|一|线|产业|现场|责任|动力|方阵|梯队"
)
_RANKED_ITSELF = re.compile(
    rf"[^，。；]{{0,6}}(?:伙伴|市场|来源[国地]|目的地|产业|行业|商品|品类)|{cues.I}"
)  # 第一大贸易伙伴
_UP_TO = re.compile(rf"(?:到|至)了?(?:约|近|超过|超|{P}|的)*$")
_PLACES_MOVED = re.compile(r"前移|后移|上升|提升|下降|跃升|前进|进位|晋升|提高|退")
_UNTOLD_CHANGE = re.compile(
    r"[减增扭]亏[^，。；]{0,2}$|[增减]盈[^，。；]{0,2}$"
)  # 减亏8.1亿元 is no level, of whatever it is
_BRANCHES = re.compile(r"(?:工业)?(?:大类)?行业|(?:行业)?(?:大类|门类)")
_MEASURED = frozenset(("辆", "台", "人", "人次", "头", "架", "艘", "套"))


def rank(at: Setting) -> Meaning | None:
    """A place in a field; None for 第 that ranks nothing."""
    if cues.CONTRIBUTION_RATE.search(at.lead):
        return None  # 贡献率居首位: no place of what contributes
    basis = _kind_of_cities(at) or field_of(at)
    if basis is None and at.last is not None and at.last.measure is Measure.RANK and not re.search(r"[，；]", at.lead):
        basis = at.last.bases[0]
    basis = basis or _field_of_last(at)
    if at.amount.word is Word.LEADS and basis is None:
        return None
    if basis is None and not _RANK_VERB.search(at.lead.removesuffix("第")[-12:]):
        return None
    if _OF_ANOTHER.search(at.lead):
        return None
    if not at.amount.word and _NO_RANK.match(at.tail):
        return None
    if at.scan.text[at.amount.stop - 1] == "大" and _RANKED_ITSELF.match(at.tail):
        return None
    return Meaning(Measure.RANK, (basis,))


_RANKS_BARELY = re.compile(r"，?(?:稳|位|均|排)?(?:居|列|位|名)?(?:第)?")
_FIELDS = frozenset(("nation", "province", "city"))


def _field_of_last(at: Setting) -> str | None:
    """占全省的22.4%，居首位; 低于全省平均1.1个百分点，居第9位: in what it was just held against."""
    held = at.last is not None and at.last.measure in (Measure.SHARE, Measure.GAP) and len(at.last.bases) == 1
    basis = at.last.bases[0] if at.last is not None and held else None
    if at.last is not None and at.last.measure is Measure.GAP and basis != _ranked_in(at.here):
        return None  # 高于全国1.0个百分点，居第5位: the field may be the province
    return basis if basis in _FIELDS and _RANKS_BARELY.fullmatch(at.lead) else None


def _ranked_in(here: str | None) -> str:
    """Districts are ranked in their city, cities in their province."""
    return "city" if here is not None and "/" in here else "province"


_KIND_OF_CITIES = re.compile(
    r"计划单列市|副省级(?:以上)?城市|万亿(?:GDP)?城市|沿海(?:开放)?城市|同类城市|省会城市|[东中西]部(?:地区|省份)?(?=[排位居列第])"
)


def _kind_of_cities(at: Setting) -> str | None:
    """增速居全省第二、计划单列市首位: the second is no place in the province."""
    among = _KIND_OF_CITIES.search(at.lead)
    return among[0] if among is not None and not at.places else None


_STREAK_OF_A_LIST = re.compile("(?:入围|入选|上榜|跻身|荣获|获评|列入|登上)")


def streak(at: Setting) -> Meaning | None:
    """连续8年; its basis is the field that somebody leads. 连续19年入围…500强 is of that list, whatever was told before."""
    if _STREAK_OF_A_LIST.match(at.tail):
        return None
    return Meaning(Measure.STREAK, (field_of(at),))


def field_of(at: Setting) -> str | None:
    """In which field somebody stands: the place named beside the rank."""
    named = [p for p in at.places if p.role is Role.FIELD] or _right_behind(at)
    if not named and at.amount.number.unit is Unit.RANK:
        named = _beside(at) or _among(at)
    if not named and _AMONG_DISTRICTS.search(at.lead):
        return "city"
    if not named and at.amount.number.unit is Unit.RANK and (each := _EACH_OF_A_KIND.search(at.lead)) is not None:
        return "nation" if each["provinces"] else "province" if at.here and "/" not in at.here else "city"
    return at.basis_name(named[-1].slug) if named else at.field


_AMONG_DISTRICTS = re.compile(r"各?(?:区\(?县|区、县|县\(市|县市区|区\(县、市\))")  # 居各区（县、市）第3位


_EACH_OF_A_KIND = re.compile(r"[居列位]各(?:(?P<provinces>省)|设区市|地市|市)")  # 居各省第一; 居各市首位


def _right_behind(at: Setting) -> list[Place]:
    stop = at.amount.stop
    near = [p for p in between(at.scan.places, stop, stop + 9) if p.role is Role.FIELD]
    return [p for p in near if not re.search(r"[，。；]", at.scan.text[stop : p.start])]


def _beside(at: Setting) -> list[Place]:
    """在全国主要城市中居第4位."""
    gap = rf"(?:的|{N}|[^，。；]{{0,8}}(?:中|里|地市|城市)){{0,2}}[^，。；]{{0,5}}(?:居|列|位|排|第|$)"
    named = [
        p
        for p in at.places
        if (p.role is Role.NEUTRAL or (p.role is Role.SUBJECT and is_wide(p.slug))) and at.amount.start - p.end <= 14
    ]
    return [p for p in named if re.match(gap, at.scan.masked[p.end : at.amount.start])][-1:]


def _among(at: Setting) -> list[Place]:
    """全省11市中，宁波居第3位: the field stands in the clause before."""
    begin = at.amount.start - len(at.since) - 8
    named = between(at.scan.places, begin, at.start)
    among = rf"(?:{N}|\d)*[^，。；]{{0,10}}(?:中|里|内)，|仅?次于[^，。；]{{1,12}}，"
    return [p for p in named if re.match(among, at.scan.masked[p.end : at.amount.start])][-1:]


_NEXT_IN_LIST = re.compile(r"[、和及](?![^，。；]*(?:累计|总数|总量|共有))[^，。；]*")  # 新增A36家、B258家
_PART_OF_THE_NEW = re.compile(rf"(?:其中|其中，)?{A}+(?:有|为|占)?")  # 全省新增286家，其中宁波74家


def _goes_on(at: Setting) -> bool:
    """Whether the next of a list is new, too; the stock of a place needs a word for it (累计, 总数)."""
    enters = (
        re.match(rf"[^，。；、{N}]{{0,8}}?(?:{cues.ENTERED.pattern})", at.tail) is not None
    )  # 新增13家，苏州2家入选
    part = at.amount.number.unit is Unit.COUNT and _PART_OF_THE_NEW.fullmatch(at.lead) is not None and not enters
    return part or _NEXT_IN_LIST.fullmatch(at.lead) is not None


def quantity(at: Setting) -> Meaning | None:
    """Money, counts, tons: a gap, a flow, or a level."""
    lead = at.lead
    if at.amount.number.counter == "个" and _BRANCHES.match(at.tail):
        return None  # 17个行业中，12个行业实现正增长
    if _is_of_each(at) or _STRUCK_OFF.match(at.tail):
        return None
    if (at.amount.number.counter in ("位", "名") or at.tail.startswith("位次")) and _PLACES_MOVED.search(lead):
        down = re.search(r"后移|下降|退", lead) is not None
        return Meaning(Measure.CHANGE, ("previous",), down, unit=Unit.RANK)
    found = _gap(at)
    if found is not None:
        return found
    if re.search(r"相差|差距|仅差|还差|只差", lead) or _UNTOLD_CHANGE.search(lead):
        return None
    moved = list(cues.MOVES.finditer(lead))
    flows = (
        cues.NEW.search(lead)
        or re.search(rf"[比较]{P}+[^，。；]{{0,4}}[多少]了?$", lead)
        or (moved and re.search(r"(?:增长|增加|减少|下降|多增?|少增?|提高|上升|[增减][产收])(?:了|约|近|超)*$", lead))
    )
    if flows and not _UP_TO.search(lead):
        return _flow(at, moved)
    if at.last is not None and at.last.measure is Measure.CHANGE and _goes_on(at):
        return at.last
    if at.label is not None and at.label.indicator is not None and at.label.indicator.measure is Measure.CHANGE:
        return Meaning(Measure.CHANGE, ("previous",))  # 城镇新增就业27.9万人: the term itself says that they are new
    return Meaning(_stock(at))


_STRUCK_OFF = re.compile(r"[^，。；]{0,12}(?:移出|剔除出)")  # 将65家绿色工厂移出名单: no count of what there is
_OF_EACH = re.compile(r"户均|企均|家均|平均每[户家个]|每[万百千]?[名家户人]")


def _is_of_each(at: Setting) -> bool:
    """户均拥有发明专利16件 is no count of patents, unless the term itself is of each (每万人发明专利拥有量)."""
    each = _OF_EACH.search(at.raw) if at.amount.number.unit is Unit.COUNT else None
    return each is not None and at.label is not None and re.search(r"均|每", at.label.term) is None


def _gap(at: Setting) -> Meaning | None:
    if at.lead.endswith("有"):
        return None  # 增速高于全省的有6个: how many are, no gap
    than = at.bases(Role.COMPARED)
    behind = cues.BEHIND.search(at.lead)
    if than and (cues.AHEAD.search(at.lead) or behind):
        return Meaning(Measure.GAP, than, behind is not None)
    if than and cues.THAN.search(at.lead):
        return Meaning(Measure.GAP, than, cues.LOWER.search(at.lead.rpartition(A)[2]) is not None)
    return None


def _stock(at: Setting) -> Measure:
    """People and vehicles are measured, unless they are members of a list; the rest of the counted is counted."""
    if at.amount.number.unit is not Unit.COUNT:
        return Measure.LEVEL
    indicator = at.label.indicator if at.label else None
    if indicator is not None:
        return Measure.COUNT if indicator.measure in (Measure.COUNT, Measure.CHANGE) else Measure.LEVEL
    shipped = at.label is not None and at.label.term.endswith("量")  # 镜头出货量1.12亿件
    return Measure.LEVEL if shipped or at.amount.number.counter in _MEASURED else Measure.COUNT


def _flow(at: Setting, moved: list[re.Match[str]]) -> Meaning:
    new = re.search(r"新增|净增", at.lead) is not None
    down = (
        "净减" in at.lead
        or re.search(r"少了?$", at.lead) is not None
        or (bool(moved) and moved[-1]["down"] is not None and not new)
    )
    if new and not re.search(r"同比|[比较](?:上年|去年)", at.raw):
        return Meaning(Measure.CHANGE, ("previous",), down)
    return Meaning(Measure.CHANGE, change_bases(at), down)


def bare(at: Setting) -> Meaning | None:
    """A number without a unit is one only of an index or of a ratio."""
    indicator = at.label.indicator if at.label else None
    if is_index(at.label):
        return Meaning(Measure.LEVEL, unit=Unit.INDEX)
    if indicator is not None and indicator.measure is Measure.RATIO:
        moved = list(cues.MOVES.finditer(at.lead))
        if moved and not cues.REACHED.search(at.lead):
            return Meaning(Measure.CHANGE, change_bases(at), moved[-1]["down"] is not None, unit=Unit.TIMES)
        return Meaning(Measure.RATIO, unit=Unit.TIMES)
    return None
