"""What a number says, told from its unit and the words around it: growth, change, gap, share, rank, level ...

Growth and points are kept apart by unit first: a number of 个百分点 is never a growth rate, whatever verb stands by it.
What no rule explains is `None`, which becomes a refusal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.reading import cues
from sources.reading.amounts import Amount, Word
from sources.reading.cues import A, I, N, P
from sources.reading.labels import Label
from sources.reading.scan import Place, Role, Scan
from sources.series import Measure, Unit


@dataclass(frozen=True, slots=True)
class Meaning:
    """`bases` has one entry, or one for each value of a list that is compared with several things."""

    measure: Measure
    bases: tuple[str | None, ...] = (None,)
    negative: bool = False
    unit: Unit | None = None  # where it differs from the number's own
    whole: str = ""  # the indicator a share is a share of, as printed


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a number stands. `lead` is the masked text from the last clause mark to it, `tail` what follows it."""

    scan: Scan
    start: int
    lead: str
    tail: str
    said: str  # the masked sentence up to the number
    amount: Amount
    label: Label | None
    last: Meaning | None
    mom: bool  # a month-on-month rate was stated and still applies
    basis_said: str  # the masked text that the basis of growth may stand in
    here: str | None
    since: str  # the masked text since the last number

    @property
    def raw(self) -> str:
        """The lead as printed."""
        return self.scan.text[self.start : self.start + len(self.lead)]

    @property
    def places(self) -> list[Place]:
        """The places named in the lead."""
        return [p for p in self.scan.places if self.start <= p.start < self.start + len(self.lead)]


def meaning(at: Setting) -> Meaning | None:
    """What the number says, None where nothing tells."""
    number = at.amount.number
    match at.amount.word:
        case Word.HIGHEST:
            return Meaning(Measure.RANK, ("history",))
        case Word.FIRST | Word.LEADS:
            return _rank(at, word=True)
        case Word.COVERED:
            return _share(at, always=True)
        case Word.TWO_DIGIT:
            return _growth(at) if re.search(r"增|涨", at.lead[-6:] + at.tail[:6]) else None
        case Word.DOUBLED:
            return Meaning(Measure.RATIO)
        case Word.FLAT:
            return _flat(at)
        case Word.HALF:
            return _share(at, always=False)
        case Word.NONE:
            pass
    match number.unit:
        case Unit.PP:
            return _points(at)
        case Unit.PCT | Unit.PERMILLE:
            return _per_cent(at)
        case Unit.TIMES:
            return _times(at)
        case Unit.RANK:
            return _rank(at, word=False)
        case Unit.YEARS | Unit.MONTHS:
            return Meaning(Measure.STREAK, (_field(at, look_after=True),))
        case None:
            return _bare(at)
        case _:
            return _quantity(at)


# growth and change


def _negative(at: Setting, words: str) -> bool:
    if at.amount.number.value < 0:
        return False  # the sign is printed; the verb must not turn it again
    moves = list(cues.MOVES.finditer(words))
    if moves:
        return moves[-1]["down"] is not None
    return cues.FALL_NOUN.search(words) is not None


def _growth_basis(at: Setting) -> tuple[Measure, str | None]:
    near, said = at.lead, at.basis_said + at.lead
    if cues.TWO_YEARS.search(near):
        return Measure.AVERAGE_GROWTH, "two_year"
    if cues.PER_YEAR.search(near):
        return Measure.AVERAGE_GROWTH, "cagr"
    since = at.scan.text[at.amount.start - len(at.since) : at.amount.start]
    monthly = cues.MONTH_ON_MONTH.search(since if not cues.YEAR_ON_YEAR.search(at.raw) else at.raw) or (
        at.mom and not cues.YEAR_ON_YEAR.search(at.raw) and P not in near
    )
    if monthly:
        return Measure.GROWTH, "mom"
    if cues.NOMINAL.search(near):
        return Measure.GROWTH, "yoy_nominal"
    if cues.REAL.search(near) or (cues.REAL.search(said) and not cues.NOMINAL.search(said)):
        return Measure.GROWTH, "yoy_real"
    return Measure.GROWTH, "yoy"


def _growth(at: Setting) -> Meaning:
    measure, basis = _growth_basis(at)
    return Meaning(measure, (basis,), _negative(at, at.lead))


def _flat(at: Setting) -> Meaning | None:
    if any(place.role is Role.COMPARED for place in at.places) or re.search(rf"[与和比同跟]{A}", at.lead):
        return None
    if re.search(r"占比|比重|份额", at.lead):
        return Meaning(Measure.CHANGE, ("yoy" if cues.YEAR_ON_YEAR.search(at.raw) else "previous",), unit=Unit.PP)
    if re.search(rf"增速|增幅|涨幅|降幅", at.lead) and re.search(rf"[与和比同较]{P}", at.lead) and "同期" not in at.raw:
        return Meaning(Measure.CHANGE, ("previous",), unit=Unit.PP)
    return _growth(at)


def _points(at: Setting) -> Meaning | None:
    lead = at.lead
    if cues.CONTRIBUTION_RATE.search(lead) or cues.PULL.search(lead):
        return Meaning(Measure.CONTRIBUTION, negative=bool(re.search(r"下拉|拉低|负拉动", lead)))
    gap = _gap(at)
    if gap is not None:
        return gap
    if re.fullmatch(r"[,、和及与]?[^，。]{0,6}", lead) and at.last and at.last.measure in (Measure.CHANGE, Measure.CONTRIBUTION):
        if not cues.MOVES.search(lead) and A not in lead:
            return Meaning(at.last.measure, at.last.bases[-1:], at.last.negative)
    return _change(at)


def _gap(at: Setting) -> Meaning | None:
    lead = at.lead
    than = _bases(at, Role.COMPARED)
    ahead, behind = cues.AHEAD.search(lead), cues.BEHIND.search(lead)
    if than and (ahead or behind):
        return Meaning(Measure.GAP, than, behind is not None and (ahead is None or behind.start() > ahead.start()))
    if than and cues.THAN.search(lead):
        after = lead.rpartition(A)[2]
        lower, higher = cues.LOWER.search(after), cues.HIGHER.search(after)
        moves = list(cues.MOVES.finditer(after))
        if lower or higher or moves:
            down = bool(moves) and moves[-1]["down"] is not None
            return Meaning(Measure.GAP, than, (lower is not None and higher is None) or (down and higher is None))
        return None
    if at.last and at.last.measure is Measure.GAP and not cues.MOVES.search(lead):
        named = [_basis_name(at, place.slug) for place in at.places if place.role in (Role.SUBJECT, Role.COMPARED)]
        if named and not re.search(rf"[{I}{P}]", lead) and re.fullmatch(rf"[、和及与,]?(?:{A}|平均|水平|同期|和|、|分别|增速)*", lead):
            return Meaning(Measure.GAP, tuple(named), at.last.negative)
    than_other = (ahead or behind) and not re.search(P, lead[(ahead or behind).end() :])  # type: ignore[union-attr]
    if than_other:
        other = _other_indicator(at, (ahead or behind).end())  # type: ignore[union-attr]
        if other is not None:
            return Meaning(Measure.GAP, (other,), behind is not None)
    return None


def _other_indicator(at: Setting, after: int) -> str | None:
    """高于规上工业平均增速: the gap is to another indicator."""
    start = at.start + after
    for mention in at.scan.mentions:
        if start <= mention.start < at.start + len(at.lead):
            return mention.indicator.name_zh
    words = re.match(r"(规模以上工业|规上工业|全部投资|面上|[\u4e00-\u9fff]{2,10}?)(?:平均|增速|水平|增幅)", at.scan.text[start : at.start + len(at.lead)])
    return words[1] if words and not re.search(r"预期|目标|同期|全年", words[1]) else None


def _change(at: Setting) -> Meaning | None:
    lead = at.lead
    moves = list(cues.MOVES.finditer(lead))
    if moves:
        down = moves[-1]["down"] is not None
        if moves[-1][0] in ("收窄", "扩大", "缩小", "加深") and cues.FALL_NOUN.search(lead):
            down = moves[-1][0] in ("扩大", "加深")
    higher = None if moves else re.search(r"[高快多]|低|慢|少", lead[-3:])
    if higher and (P in lead or cues.THAN.search(lead)):
        down = higher[0] in "低慢少"
    elif (zzz := re.search(r"[高快多]|低|慢|少", lead[-3:])) and (P in lead or cues.THAN.search(lead)):
        down = higher[0] in "低慢少"
    if at.last is not None and at.last.measure is Measure.LEVEL and re.search(r"^，?(?:同比|比上年(?:同期)?)?(?:增长|下降|增加|减少)$", at.raw):
        return None  # money does not grow by points: the unit or the number is damaged
    if moves:
        pass
    elif re.search(r"(?:变化|变动|\(|[+-]|增减)$", lead):
        down = False
    elif (cues.AHEAD.search(lead) or cues.BEHIND.search(lead)) and P in lead:
        down = cues.BEHIND.search(lead) is not None
    else:
        return None
    return Meaning(Measure.CHANGE, _change_bases(at), down)


def _change_bases(at: Setting) -> tuple[str, ...]:
    """Against what a change is measured: one basis for each period that the lead compares with."""
    compared = [p for p in at.scan.periods if at.start <= p.start < at.start + len(at.lead) and (p.compared or _after_than(at, p.start))]
    if compared:
        return tuple(_basis_of(at.scan.text[p.start : p.end]) for p in compared)
    if cues.MONTH_ON_MONTH.search(at.raw):
        return ("mom",)
    return ("yoy" if cues.YEAR_ON_YEAR.search(at.raw) else "previous",)


def _after_than(at: Setting, start: int) -> bool:
    before = at.scan.masked[at.start : start]
    return cues.THAN.search(before) is not None


def _basis_of(words: str) -> str:
    if re.search(r"上个?月|上月", words):
        return "mom"
    if re.search(r"同[期月比季]", words):
        return "yoy"
    return "yoy" if re.fullmatch(r"(?:上年|去年|上一年)(?:度)?", words) else "previous"


# shares and rates


def _per_cent(at: Setting) -> Meaning | None:
    lead, tail = at.lead, at.tail
    if cues.CONTRIBUTION_RATE.search(lead):
        return Meaning(Measure.CONTRIBUTION)
    moved = [m for m in cues.MOVES.finditer(lead)]
    reached = cues.REACHED.search(lead)
    share = _share(at, always=False)
    if share is not None and (not moved or reached):
        return share
    if share is not None and moved and lead.rfind("占") > moved[-1].end():
        return share
    indicator = at.label.indicator if at.label else None
    if reached and at.last and at.last.measure in (Measure.SHARE, Measure.LEVEL):
        return at.last
    if _is_rate(at.label) and (not moved or reached):
        return _rate(at)
    if re.match(r"(?:的)?(?:较快|高速|高|正|同比|左右的)?(?:增长|增速|增幅|涨幅)", tail) and not moved:
        return _growth(at)
    if re.match(r"的(?:下降|降幅|跌幅)", tail) and not moved:
        return Meaning(Measure.GROWTH, (_growth_basis(at)[1],), True)
    if moved or cues.RATE_NOUN.search(lead):
        return _growth(at)
    if indicator is not None and Unit.INDEX in indicator.units:
        return Meaning(Measure.LEVEL, unit=Unit.INDEX)
    return _carried(at)


def _is_rate(label: Label | None) -> bool:
    """Whether a bare per cent of this indicator is its value: 覆盖率, 产销率, 增长面."""
    if label is None:
        return False
    if label.indicator is not None:
        return label.indicator.measure is Measure.SHARE
    return re.search(r"(?<!增长)(?<!汇)率$|增长面$|强度$", label.term) is not None


def _rate(at: Setting) -> Meaning:
    label = at.label
    assert label is not None
    basis = label.whole or (label.indicator.share_of if label.indicator else None)
    return Meaning(Measure.SHARE, (basis,))


def _carried(at: Setting) -> Meaning | None:
    """A增长3%、B5%、C(6%): the verb stands once for the list."""
    if re.search(r"增速|增幅|涨幅|增长率|降幅|跌幅", at.since[: len(at.since) - len(at.lead)]) and re.search(r"为|是|达", at.lead):
        return Meaning(*_growth_basis(at)[:1], (_growth_basis(at)[1],), cues.FALL_NOUN.search(at.since) is not None)
    if at.last is None or at.last.measure not in (Measure.GROWTH, Measure.SHARE, Measure.AVERAGE_GROWTH):
        return None
    if at.last.measure is Measure.SHARE and A not in at.lead and not at.lead.endswith("("):
        return at.last if re.fullmatch(r"[、和及与,；，]?[^，。]{0,16}", at.lead) else None
    return at.last if not re.search(rf"[为是达占]", at.lead[-2:]) else None


_GDP = re.compile(r"GDP|生产总值")


def _share(at: Setting, *, always: bool) -> Meaning | None:
    found = list(cues.SHARE.finditer(at.lead))
    if at.amount.word is Word.COVERED:
        label = at.label
        basis = label.whole if label and label.whole else None
        return Meaning(Measure.SHARE, (basis or (label.indicator.share_of if label and label.indicator else None),))
    if not found:
        return _rate(at) if always and at.label else None
    begin = next((m.start() for m in found if m[0] == "占"), None)
    if begin is None:
        before = at.said.rfind("占", max(0, len(at.said) - 30))
        whole = [p for p in at.places if p.role is Role.WHOLE]
        if whole:
            return Meaning(Measure.SHARE, (_basis_name(at, whole[-1].slug),))
        return Meaning(Measure.SHARE, (at.last.bases[0] if at.last and at.last.measure is Measure.SHARE and before >= 0 else None,))
    printed = at.scan.text[at.start + begin + 1 : at.start + len(at.lead)]
    wholes = [p for p in at.places if p.start > at.start + begin]
    words = re.sub(r"(?:的)?(?:比重|比例|份额|总量|总数|总额|总值)?(?:超过|约为|约|近|超|达到?|为|逾|分别|上升至|提高到|提升至|均|已)*$", "", printed)
    if _GDP.search(words):
        return Meaning(Measure.SHARE, ("gdp",), whole=words)
    if wholes:
        rest = words
        for place in wholes:
            rest = rest.replace(at.scan.text[place.start : place.end], "")
        rest = rest.strip("的")
        own = at.label is not None and at.scan.text.find(at.label.term) >= 0
        if re.fullmatch(r"(?:总数|总量|总额|比重|份额|同期|出口|进口|进出口|同类|规上工业|规模以上工业|工业)?", rest) or not own:
            return Meaning(Measure.SHARE, (_basis_name(at, wholes[0].slug),), whole=rest)
        return Meaning(Measure.SHARE, (_basis_name(at, wholes[0].slug),), whole=rest)
    name = re.sub(r"^(?:了|到|据)", "", words).strip("的“”")
    mention = next((m for m in at.scan.mentions if at.start + begin < m.start < at.start + len(at.lead)), None)
    if mention is not None and name == at.scan.text[mention.start : mention.end]:
        name = mention.indicator.name_zh
    if not name and at.last is not None and at.last.measure is Measure.SHARE:
        return Meaning(Measure.SHARE, at.last.bases[:1])
    return Meaning(Measure.SHARE, (name or None,), whole=name)


def _times(at: Setting) -> Meaning | None:
    if at.amount.number.counter != "倍":
        return _share(at, always=False) or (Meaning(Measure.RATIO) if cues.SHARE.search(at.lead) else None)
    moved = list(cues.MOVES.finditer(at.lead))
    if moved and not cues.REACHED.search(at.lead) and not re.search(r"[是为]", at.lead[moved[-1].end() :]):
        measure, basis = _growth_basis(at)
        return Meaning(measure, (basis,), unit=Unit.PCT)
    return Meaning(Measure.RATIO)


# ranks, levels, counts

_RANK_VERB = re.compile(rf"居|列|位(?!于)|排|名次|跃|升|前移|至|进|为|{A}|领跑|蝉联|夺|摘|获|名|第$|回落")


def _rank(at: Setting, *, word: bool) -> Meaning | None:
    field = _field(at, look_after=True)
    if field is None and at.last is not None and at.last.measure is Measure.RANK and not re.search(r"[，；]", at.lead):
        field = at.last.bases[0]
    if at.amount.word is Word.LEADS and field is None:
        return None
    if field is None and not _RANK_VERB.search(at.lead.removesuffix("第")[-12:]):
        return None
    if not word and re.match(r"(?:个|次|家|台|批|条|款|座|种|起|步|时间|一|线|产业|现场|责任|动力|方阵|梯队)", at.tail):
        return None
    return Meaning(Measure.RANK, (field,))


def _field(at: Setting, *, look_after: bool) -> str | None:
    """In which field somebody stands: the place named beside the rank."""
    named = [p for p in at.places if p.role is Role.FIELD]
    if not named and look_after:
        stop = at.amount.stop
        named = [p for p in at.scan.places if stop <= p.start <= stop + 8 and p.role is Role.FIELD and not re.search(r"[，。；]", at.scan.text[stop : p.start])]
    if not named:
        near = [p for p in at.places if re.fullmatch(r"[^，。；]{0,14}", at.scan.text[p.end : at.amount.start]) and p.role in (Role.NEUTRAL, Role.SUBJECT)]
        named = [p for p in near if re.match(rf"^(?:的|{N}|[^，。；]{{0,8}}(?:中|里|地市|城市)){{0,2}}[^，。；]{{0,5}}(?:居|列|位|排|第|$)", at.scan.masked[p.end : at.amount.start])][-1:]
        if at.amount.number.unit is not Unit.RANK:
            named = []
    return _basis_name(at, named[-1].slug) if named else None


def _basis_name(at: Setting, slug: str) -> str:
    names = {"china": "nation", "@city": "city", "@province": "province", "@district": "district", "@county": "county"}
    if slug in names:
        return names[slug]
    if at.here is not None and "/" in at.here and slug == at.here.split("/")[0]:
        return "city"
    return "province" if slug == "zhejiang" and at.here is not None and at.here != "zhejiang" else slug


def _bases(at: Setting, role: Role) -> tuple[str, ...]:
    return tuple(_basis_name(at, place.slug) for place in at.places if place.role is role)


def _bare(at: Setting) -> Meaning | None:
    indicator = at.label.indicator if at.label else None
    if indicator is not None and Unit.INDEX in indicator.units:
        return Meaning(Measure.LEVEL, unit=Unit.INDEX)
    return None


_TO = re.compile(rf"(?:到|至)了?(?:约|近|超过|超|{P}|的)*$")


def _quantity(at: Setting) -> Meaning | None:
    lead, unit = at.lead, at.amount.number.unit
    places = at.amount.number.counter in ("位", "个位次", "名") or at.tail.startswith(("位次", "个位次"))
    moved = list(cues.MOVES.finditer(lead))
    if places and re.search(r"前移|后移|上升|提升|下降|跃升|前进|进位|晋升|提高|退", lead):
        down = re.search(r"后移|下降|退", lead) is not None
        return Meaning(Measure.CHANGE, ("previous",), down, unit=Unit.RANK)
    than = _bases(at, Role.COMPARED)
    ahead, behind = cues.AHEAD.search(lead), cues.BEHIND.search(lead)
    if than and (ahead or behind):
        return Meaning(Measure.GAP, than, behind is not None)
    if than and cues.THAN.search(lead):
        lower = cues.LOWER.search(lead.rpartition(A)[2])
        return Meaning(Measure.GAP, than, lower is not None)
    if re.search(r"相差|差距|仅差|还差|只差", lead):
        return None
    if cues.NEW.search(lead) and not _TO.search(lead):
        return _flow(at, moved)
    if moved and not _TO.search(lead) and re.search(r"(?:增长|增加|减少|下降|多|少|提高|上升)(?:了|约|近|超)*$", lead):
        return _flow(at, moved)
    if unit is Unit.COUNT:
        indicator = at.label.indicator if at.label else None
        level = indicator is not None and indicator.measure is Measure.LEVEL
        return Meaning(Measure.LEVEL if level or at.amount.number.counter in ("辆", "台", "人", "人次", "头", "架", "艘", "套") and not _things(at) else Measure.COUNT)
    return Meaning(Measure.LEVEL)


def _things(at: Setting) -> bool:
    """Whether people or machines are counted as members of a list rather than measured."""
    return at.label is not None and at.label.indicator is not None and at.label.indicator.measure is Measure.COUNT


def _flow(at: Setting, moved: list[re.Match[str]]) -> Meaning:
    down = bool(moved) and moved[-1]["down"] is not None and not re.search(r"新增|净增|新认定", at.lead)
    if "净减" in at.lead:
        down = True
    if re.search(r"新增|净增|新认定|新培育|新", at.lead) and not re.search(r"同比|[比较](?:上年|去年)", at.raw):
        return Meaning(Measure.CHANGE, ("previous",), down)
    return Meaning(Measure.CHANGE, _change_bases(at), down)
