"""Numbers in per cent and in times: shares, rates that are an indicator's own value, contributions, else growth."""

from __future__ import annotations

import re
from dataclasses import replace

from sources.reading import cues
from sources.reading.cues import A, I, P
from sources.reading.growth import growth, growth_basis, is_index, is_rate
from sources.reading.roles import Role
from sources.reading.scan import between
from sources.reading.setting import Meaning, Setting
from sources.series import Measure, Unit

_GROWTH_BEHIND = re.compile(r"(?:的)?(?:较快|高速|高|正|同比|左右的)?(?:增长|增速|增幅|涨幅)")
_FALL_BEHIND = re.compile(r"的(?:下降|降幅|跌幅)")


_ADDED = re.compile(r"新增(?:数|量|总量|总数|部分)?的?|增量的?")  # 占全市新增数的22.8%


def per_cent(at: Setting) -> Meaning | None:
    """What a percentage says; None where no word tells."""
    if re.search(rf"(?:达到|相当于|恢复[到至])[^，。；]{{2,16}}的$|[为是]{P}+(?:同期|水平)*的$", at.lead) or re.search(
        r"(?:目标|计划|任务)(?:任务|数)?的$", at.lead
    ):
        return None  # 完成年度目标的52.1%
    if cues.CONTRIBUTION_RATE.search(at.lead):
        return Meaning(Measure.CONTRIBUTION)
    if cues.TWO_YEARS.search(at.raw):
        return growth(at)
    moved = list(cues.MOVES.finditer(_ADDED.sub("", at.lead)))
    reached = cues.REACHED.search(at.lead) is not None
    found = share(at)
    if found is not None and found.bases == (None,) and is_rate(at.label):
        found = _rate(at)  # 这一比例只有2.45%, of what has a whole of its own
    if found is not None and (not moved or reached or at.lead.rfind("占") > at.lead.rfind(moved[-1][0])):
        return found
    spoke_of_rate = cues.RATE_NOUN.search(at.lead) is not None
    if reached and not spoke_of_rate and at.last is not None and at.last.measure in (Measure.SHARE, Measure.LEVEL):
        return at.last
    if at.last is not None and at.last.measure is Measure.CHANGE and _TO.fullmatch(at.lead):
        return _came_to(at)
    if is_rate(at.label) and (not moved or reached or moved[-1].end() < at.lead.rfind(I)):
        return _rate(at)
    if reached and is_index(at.label) and not spoke_of_rate:
        return Meaning(Measure.LEVEL, unit=Unit.INDEX)  # PMI升至50.1%
    if not moved and _FALL_BEHIND.match(at.tail):
        return Meaning(Measure.GROWTH, (growth_basis(at)[1],), negative=True)
    if moved or cues.RATE_NOUN.search(at.lead) or _GROWTH_BEHIND.match(at.tail):
        return growth(at)
    if _OF_COMPARED.search(at.lead) and at.last is not None and at.last.measure is Measure.GAP:
        return growth(at)  # 低于全省(4.2%): its own rate
    if is_index(at.label):
        return Meaning(Measure.LEVEL, unit=Unit.INDEX)
    return _said_before(at)


_OF_COMPARED = re.compile(rf"(?:{cues.AHEAD.pattern}|{cues.BEHIND.pattern}|[比较]){A}+(?:平均|水平|同期)*[(的]$")


_TO = re.compile(r"[至到](?:了|约|近|仅)?")
_RATE_OF_CLAUSE = re.compile(r"(?P<noun>增速|增幅|涨幅|降幅|跌幅)[^，。；]*$")


def _came_to(at: Setting) -> Meaning | None:
    """增速较上半年放缓1.1个百分点至5.8%: what the rate that moved came to."""
    told = _RATE_OF_CLAUSE.search(at.said)
    if told is not None:
        measure, basis = growth_basis(at)
        return Meaning(measure, (basis,), cues.FALL_NOUN.match(told["noun"]) is not None)
    return _rate(at) if is_rate(at.label) else None


def _rate(at: Setting) -> Meaning:
    label = at.label
    basis = label.whole or (label.indicator.share_of if label.indicator else None) if label else None
    return Meaning(Measure.SHARE, (basis,))


def _said_before(at: Setting) -> Meaning | None:
    """增速居前，分别为…; A增长3%、B5%、C(6%): the word stands once for the list."""
    earlier = at.since[: len(at.since) - len(at.lead)]
    if re.match(r"分别|依次", at.lead):
        earlier = at.said[-24:]  # 增速高于全省的有6个，分别为绍兴(10.3%)
    if re.search(r"增速|增幅|涨幅|增长率|降幅|跌幅", earlier) and re.search(r"为|是|达", at.lead):
        measure, basis = growth_basis(at)
        return Meaning(measure, (basis,), cues.FALL_NOUN.search(earlier) is not None)
    last = at.last
    if last is None or last.measure not in (Measure.GROWTH, Measure.SHARE, Measure.AVERAGE_GROWTH):
        return None
    if last.measure is Measure.SHARE and A not in at.lead and not at.lead.endswith("("):
        return last if re.fullmatch(r"[、和及与,；，]?[^，。]{0,16}", at.lead) else None
    if _ONLY_A_PLACE.fullmatch(at.lead):
        return last
    return None if re.search(r"[为是达占]", at.lead[-2:]) else last


_ONLY_A_PLACE = re.compile(
    rf"[，、(]?(?:而|但)?{A}+(?:则|同期|平均)?(?:为|是|[仅只]有?为?|达)"
)  # 全省增长7.1%，全国为6.4%


_WHOLE_END = re.compile(
    r"(?:的)?(?:比重|比例|份额|总量|总数|总额|总值)?(?:由[^，。；]*)?(?:首次|超过|约为|约|近|超|达到?|为|逾|分别|上升至|提高到|提升至|提升到|均|已)*+$"
)
_NAMED_BY_NO_ONE = ("@district", "@county")  # 占全区规上工业总产值: of what stands behind, as 全市 would be of the city
_GDP = re.compile(r"GDP|生产总值")


def share(at: Setting) -> Meaning | None:
    """A share, where a word for one stands before the number; its basis is the whole that 占 names."""
    found = list(cues.SHARE.finditer(at.lead))
    if not found and re.match(r"[由从]", at.lead) and re.search(r"(?:占比|比重|份额)，$", at.said):
        return Meaning(Measure.SHARE, (_whole_before(at),))  # …占规上工业的比重，由2020年的57.7%提高到68.3%
    if not found:
        return None
    begin = next((match.start() for match in found if match[0] == "占"), None)
    against = re.search(r"与(?P<whole>[^，。；]{2,16})之比", at.raw)
    if against is not None:
        return Meaning(Measure.SHARE, ("gdp" if _GDP.search(against["whole"]) else against["whole"],))
    if begin is None:
        return Meaning(Measure.SHARE, (_whole_before(at),))
    start, stop = at.start + begin, at.start + len(at.lead)
    words = _WHOLE_END.sub("", re.sub(r"\([^()]*\)", "", at.scan.text[start + 1 : stop]))
    words = re.sub("的?(?:比重|比例)(?:[从自]|首次).*$", "", words)
    if _GDP.search(words):
        return Meaning(Measure.SHARE, ("gdp",))
    wholes = [p for p in at.places if p.start > start]
    inside = (
        at.scan.text[wholes[0].end : start + 1 + len(words)] if wholes and wholes[0].slug in _NAMED_BY_NO_ONE else ""
    )
    if wholes and not inside:
        return Meaning(Measure.SHARE, (at.basis_name(wholes[0].slug),))
    name = re.sub(r"^(?:了|到|据)?(?:我(?=外贸|国)|同期|其(?=[^中它他余]))?", "", inside or words).strip("的“”")
    mention = next(iter(between(at.scan.mentions, start + 1, stop)), None)
    if mention is not None and name == at.scan.text[mention.start : mention.end]:
        name = mention.indicator.name_zh
    if not name and at.last is not None and at.last.measure is Measure.SHARE:
        return Meaning(Measure.SHARE, at.last.bases[:1])
    return Meaning(Measure.SHARE, (name or _whole_before(at),))


def _whole_before(at: Setting) -> str | None:
    """占比 without its whole: a place told as one, or the whole of the share before."""
    whole = [p for p in at.places if p.role is Role.WHOLE]
    if whole:
        return at.basis_name(whole[-1].slug)
    sentence = at.scan.text[max(0, at.scan.text.rfind("。", 0, at.start)) : at.start]
    among = re.search(r"(?:^|[，。；])(?P<whole>[^，。；]{2,12})中，[^。；]*$", sentence)
    if among is not None:
        return among["whole"]
    if at.label is not None and at.label.term in ("第一产业增加值", "第二产业增加值", "第三产业增加值"):
        return "gdp"
    same = I not in at.lead and not re.search(
        r"市占率|占有率|市场份额", at.lead
    )  # 占GDP比重3.3%，企业研发经费占比超九成: of another whole
    goes_on = same and at.last is not None and at.last.measure is Measure.SHARE and "占" in at.said[-30:]
    return at.last.bases[0] if at.last is not None and goes_on else None


def covered(at: Setting) -> Meaning:
    """全覆盖."""
    return _rate(at)


def half(at: Setting) -> Meaning | None:
    """过半, where a share is spoken of."""
    return share(at)


def times(at: Setting) -> Meaning | None:
    """增长1.3倍 is growth of 130 per cent; 是…的1.8倍 and 三分之一 are ratios."""
    if at.amount.number.counter != "倍":
        found = share(at)  # 占全市的四分之一 is 25 per cent of it
        return replace(found, unit=Unit.PCT) if found is not None else None
    moved = list(cues.MOVES.finditer(at.lead))
    if moved and not cues.REACHED.search(at.lead) and not re.search(r"[是为]", at.lead[moved[-1].end() :]):
        measure, basis = growth_basis(at)
        return Meaning(measure, (basis,), unit=Unit.PCT)
    return Meaning(Measure.RATIO)
