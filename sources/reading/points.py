"""Numbers in 个百分点: gaps to other places, changes against other periods, contributions. Never growth rates."""

from __future__ import annotations

import re
from dataclasses import replace

from sources.reading import cues
from sources.reading.cues import A, I, N, P
from sources.reading.roles import Role
from sources.reading.setting import Meaning, Setting
from sources.series import Measure, PeriodKind, ReferencePeriod


def points(at: Setting) -> Meaning | None:
    """What a number of percentage points says; None where no word tells."""
    lead = at.lead
    if cues.CONTRIBUTION_RATE.search(lead) or cues.PULL.search(lead):
        return Meaning(Measure.CONTRIBUTION, negative=_PULLS_DOWN.search(lead) is not None)
    found = gap(at)
    if found is not None:
        return found
    if at.last is not None and at.last.measure in (Measure.CHANGE, Measure.CONTRIBUTION) and _GOES_ON.fullmatch(lead):
        return Meaning(at.last.measure, at.last.bases[-1:], at.last.negative)
    return _change(at)


_GOES_ON = re.compile(
    rf"(?!.*(?:{cues.MOVES.pattern.replace('?P<down>', '?:').replace('?P<up>', '?:')}|{A}|{P}|{cues.THAN.pattern}))[,、和及与]?[^，。]{{0,6}}"
)


# 下拉; 影响CPI下降约0.29个百分点
_PULLS_DOWN = re.compile(
    rf"下拉|拉低|负拉动|(?:影响|拉动|带动)[^，。；{I}]{{0,6}}{I}+(?:\({I}+\))?[^，。；{I}]{{0,6}}(?:下降|下跌|回落|降低|减少)"
)


def gap(at: Setting) -> Meaning | None:
    """Ahead of or behind another place, or another indicator."""
    lead = at.lead
    bracketed = _BRACKETED.search(at.scan.masked, max(0, at.start - 40), at.amount.start)
    if bracketed is not None and re.fullmatch(r"\)[高快低慢]?", lead):
        place = next(p for p in at.scan.places if p.start == bracketed.start("place"))
        behind_it = cues.BEHIND.match(bracketed["verb"]) is not None or lead[1:] in ("低", "慢")
        return Meaning(Measure.GAP, (at.basis_name(place.slug),), behind_it)
    than = at.bases(Role.COMPARED)
    ahead, behind = cues.AHEAD.search(lead), cues.BEHIND.search(lead)
    falls = cues.FALL_NOUN.search(lead) is not None  # 降幅比全省大1.1个百分点: behind the province
    if than and (ahead or behind):
        negative = behind is not None and (ahead is None or behind.start() > ahead.start())
        return Meaning(Measure.GAP, than, negative != falls)
    if than and cues.THAN.search(lead):
        found = _than(lead, than)
        return replace(found, negative=found.negative != falls) if found else None
    if at.last is not None and at.last.measure is Measure.GAP and not cues.MOVES.search(lead):
        return _another_place(at, at.last)
    beyond = _BEYOND_INDICATOR.search(lead)
    if beyond is not None:
        start, stop = at.start + beyond.start("others"), at.start + beyond.end("others")
        others = tuple(m.indicator.name_zh for m in at.scan.mentions if start <= m.start < stop)
        if not others or len(_AND.split(at.scan.text[start:stop])) > len(others):
            others = tuple(_AND.split(at.scan.text[start:stop]))
        return Meaning(Measure.GAP, others, beyond["way"] in "低慢少")
    verb = ahead or behind
    if verb is not None and not re.search(P, lead[verb.end() :]):
        others = _other_indicators(at, verb.end())
        return Meaning(Measure.GAP, others, behind is not None) if others else None
    return None


def _than(lead: str, than: tuple[str, ...]) -> Meaning | None:
    """比全国高, 比全省平均快, 比杭州回落."""
    after = lead.rpartition(A)[2]
    lower, higher = cues.LOWER.search(after), cues.HIGHER.search(after)
    moves = list(cues.MOVES.finditer(after))
    if not (lower or higher or moves):
        return None
    down = bool(moves) and moves[-1]["down"] is not None
    return Meaning(Measure.GAP, than, higher is None and (lower is not None or down))


# 高于全国(6.0%)2.8个百分点
_BRACKETED = re.compile(
    rf"(?P<verb>{cues.AHEAD.pattern}|{cues.BEHIND.pattern}|比|较)(?P<place>{A}+)(?:平均|水平)?\({N}+\)[高快低慢]?$"
)
# 比同期工业、高技术制造业高6.5个和2.1个百分点
_BEYOND_INDICATOR = re.compile(
    rf"比(?:同期|全部)?(?P<others>{I}+(?:[、和与]{I}+)*|规模以上工业|规上工业|全部工业|[\u4e00-\u9fff]{{1,9}}业(?:[、和与][\u4e00-\u9fff{I}]{{2,10}})+?|(?:工业|[\u4e00-\u9fff]{{2,8}}业)(?=(?:平均|增速|水平|增幅)*[高快低慢])|[\u4e00-\u9fff]{{2,8}}(?=(?:平均)?增速))(?:平均|增速|水平|增幅|的|分别|依次)*(?P<way>[高快低慢多少])(?:出)?$"
)
_AND = re.compile(r"[、和与]")
_NEXT_PLACE = re.compile(rf"[、和及与,]?(?:{A}|平均|水平|同期|和|、|分别|增速)*")


def _another_place(at: Setting, last: Meaning) -> Meaning | None:
    """高于全国2.4个百分点、全省1.7个百分点: the verb stands once."""
    named = [at.basis_name(p.slug) for p in at.places if p.role in (Role.SUBJECT, Role.COMPARED)]
    if named and not re.search(rf"[{I}{P}]", at.lead) and _NEXT_PLACE.fullmatch(at.lead):
        return Meaning(Measure.GAP, tuple(named), last.negative)
    return None


_DWELLERS = re.compile(r"((?:城镇|农村|城乡)居民)")  # 增速快于城镇居民1.8个百分点
_WHOLE_INDUSTRY = re.compile(r"(?:全部)?(规模以上工业|规上工业|全部工业|全部投资)")
_AVERAGE = re.compile(r"(规模以上工业|规上工业|全部投资|面上|[\u4e00-\u9fff]{2,10}?)(?:平均|增速|水平|增幅)")


def _other_indicators(at: Setting, after: int) -> tuple[str, ...]:
    """高于规上工业平均增速: the gap is to another indicator."""
    start, stop = at.start + after, at.start + len(at.lead)
    named = tuple(m.indicator.name_zh for m in at.scan.mentions if start <= m.start < stop)
    if named:
        return named
    text = at.scan.text[start:stop]
    words = _WHOLE_INDUSTRY.match(text) or _DWELLERS.fullmatch(text) or _AVERAGE.match(text)
    return (words[1],) if words and not re.search(r"预期|目标|同期|全年", words[1]) else ()


_MONEY_BY_POINTS = re.compile(r"，?(?:同比|比上年(?:同期)?)?(?:增长|下降|增加|减少)")


_WIDENS = re.compile(r"扩大|加深|收窄|缩小")
_SAID_FALL = re.compile(
    rf"(?:(?:降幅|跌幅)[^，。；]{{0,28}}|(?:下降|下跌|减少|降低)[约了近]?{N}+)(?:，[较比]{P}+[^，。；]{{0,4}}(?:收窄|扩大){N}+)?，?$"
)  # 下降11.2%，较1—5月收窄0.8个百分点，较上年同期收窄9.1个百分点


def _change(at: Setting) -> Meaning | None:
    if at.last is not None and at.last.measure is Measure.LEVEL and _MONEY_BY_POINTS.fullmatch(at.raw):
        return None  # money does not grow by points: unit or number is damaged
    down = _goes_down(at.lead)
    if _WIDENS.search(at.lead) and not cues.FALL_NOUN.search(at.lead) and _SAID_FALL.search(at.said):
        down = not down  # 降幅达31.7%，较上月扩大20.2个百分点
    return None if down is None else Meaning(Measure.CHANGE, change_bases(at), down)


def _goes_down(lead: str) -> bool | None:
    """The direction of a change, None where no word gives one. A fall that narrows goes up."""
    moves = list(cues.MOVES.finditer(lead))
    if moves:
        if moves[-1][0] in ("收窄", "扩大", "缩小", "加深") and cues.FALL_NOUN.search(lead):
            return moves[-1][0] in ("扩大", "加深")
        return moves[-1]["down"] is not None
    compared = P in lead or cues.THAN.search(lead) is not None
    word = re.search(r"[高快多低慢少]", lead[-3:])
    if word and compared:
        return word[0] in "低慢少"
    if re.search(r"(?:变化|变动|\(|[+-]|增减)$", lead):
        return False
    if P in lead and (cues.AHEAD.search(lead) or cues.BEHIND.search(lead)):
        return cues.BEHIND.search(lead) is not None
    return None


_COMPARED_IN_BRACKETS = re.compile(rf"{P}+\({N}+$")  # 比上年同期(6.7%)加快1.8个百分点


def change_bases(at: Setting) -> tuple[str, ...]:
    """Against what a change is measured: one basis for each period that the lead compares with."""
    stop = at.start + len(at.lead)
    behind = _COMPARED_IN_BRACKETS.search(at.scan.masked, max(0, at.start - 40), at.start)
    start = behind.start() if behind is not None and at.lead.startswith(")") else at.start
    compared = [
        p
        for p in at.scan.periods
        if start <= p.start < stop and (p.compared or cues.THAN.search(at.scan.masked[at.start : p.start]))
    ]
    if compared:
        return tuple(_basis_of(at.scan.text[p.start : p.end], p.period, at.period) for p in compared)
    if cues.MONTH_ON_MONTH.search(at.raw):
        return ("mom",)
    yearly = at.period is not None and at.period.kind is PeriodKind.YEAR  # what comes before it is a year earlier
    of_a_year = yearly and not cues.THAN.search(at.lead) and not cues.PER_YEAR.search(at.lead)
    same_for_all = _SAME_BELOW.search(at.said) is not None
    return ("yoy" if of_a_year or same_for_all or cues.YEAR_ON_YEAR.search(at.raw) else "previous",)


_SAME_BELOW = re.compile(r"同比[^，。；]{0,8}\(下同\)")


_YEAR_END = re.compile(r"(?:上年|去年)年?[末底]")


def _basis_of(words: str, period: ReferencePeriod, now: ReferencePeriod | None) -> str:
    if now is not None and now.kind is PeriodKind.YEAR and period == now.year_before():
        return "yoy"
    if (
        now is not None
        and now.end is not None
        and (now.end.month, now.end.day) == (12, 31)
        and _YEAR_END.fullmatch(words)
    ):
        return "yoy"
    if re.search(r"上个?月", words):
        return "mom"
    return "yoy" if re.search(r"同[期月比季]", words) or re.fullmatch(r"(?:上年|去年|上一年)度?", words) else "previous"
