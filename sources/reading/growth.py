"""Growth rates: their sign, and what they are relative to."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.cues import A, I, N, P
from sources.reading.label import Label
from sources.reading.points import change_bases
from sources.reading.roles import Role
from sources.reading.scan import between
from sources.reading.setting import Meaning, Setting
from sources.series import Measure, Unit


def growth(at: Setting) -> Meaning:
    """A rate of growth; the verb's sign, unless the number already prints a minus."""
    measure, basis = growth_basis(at)
    return Meaning(measure, (basis,), falls(at, at.lead))


def falls(at: Setting, words: str) -> bool:
    """Whether the words turn the number negative."""
    if at.amount.number.value < 0:
        return False  # the sign is printed; the verb must not turn it again
    moves = list(cues.MOVES.finditer(words))
    was = _CAME_FROM.search(at.said[-_LONGEST_CLAUSE:] + words)
    if was is not None and cues.REACHED.search(words):
        before = list(cues.MOVES.finditer(was["was"]))  # 由上年增长11.9%回落至3.8%: still a growth
        clause = re.split("[，。；]", at.said + words)[-1]  # 降幅由一季度的8.1%收窄至5.2%
        return before[-1]["down"] is not None if before else cues.FALL_NOUN.search(clause) is not None
    if moves and cues.REACHED.search(words) and cues.RATE_NOUN.search(words + at.said):
        return cues.FALL_NOUN.search(words) is not None  # 增速回落至4.4%: where it came to, no fall
    if moves:
        return moves[-1]["down"] is not None
    return cues.FALL_NOUN.search(words) is not None


_CAME_FROM = re.compile(rf"[由从](?P<was>[^，。；{N}]*){N}+[^，。；{N}]*$")
_LONGEST_CLAUSE = 40


def growth_basis(at: Setting) -> tuple[Measure, str | None]:
    """A year earlier unless the text says otherwise; in real or nominal terms only where the text says so.

    Against anything else (比年初, 较上批, 比2020年) no basis applies.
    """
    near = at.lead
    if cues.TWO_YEARS.search(at.raw):
        return Measure.AVERAGE_GROWTH, "two_year"
    if cues.PER_YEAR.search(near):
        return Measure.AVERAGE_GROWTH, "cagr"
    if _is_monthly(at):
        return Measure.GROWTH, "mom"
    if _OVER_YEARS.search(at.scan.text, at.start - len(at.said), at.amount.start) and _IN_ALL.search(at.lead):
        return Measure.GROWTH, None
    if (_AGAINST_ELSE.search(at.raw) and not _since_last_year(at)) or _against_another_year(at):
        return Measure.GROWTH, None
    if cues.NOMINAL.search(near):
        return Measure.GROWTH, "yoy_nominal"
    said = at.said + near
    if cues.REAL.search(at.raw_since):
        return Measure.GROWTH, "yoy_real"
    if cues.REAL.search(near) or _still_real(said):
        return Measure.GROWTH, "yoy_real"
    return Measure.GROWTH, "yoy"


def _still_real(said: str) -> bool:
    """Whether 按可比价格计算, said earlier in the sentence, holds here: for the same subject only."""
    told = list(cues.REAL.finditer(said))
    return bool(told) and not re.search(rf"[；{I}]", said[told[-1].end() :]) and not cues.NOMINAL.search(said)


_SAME_TIME = re.compile(r"(?P<year>(?:19|20)\d\d)年同[期月]")  # 与2019年同期相比
_AGAINST_ELSE = re.compile(
    r"[比较](?:今年)?(?:年初|上一?批|上届|上一?轮|上期|上年末|上年底|去年底|去年末|改造前|实施前|疫情前|计划|预期)|[一二两三四五六七八九]年(?:来|间|里)?(?:累计|共)?(?:增[长加]|下降|减少|提[高升])"
)


_OVER_YEARS = re.compile(r"[一二两三四五六七八九十\d]年(?:间|来|里|以来)|十[一二三四五]五”?(?:期间|时期|以来)")
_IN_ALL = re.compile(r"累计(?:[增提]|下降|减少|降低)[^，。；]{0,4}$")  # 五年间能耗累计下降18.4%


def _since_last_year(at: Setting) -> bool:
    """年末…，比上年末增长3.9%: from one end of a year to the next."""
    end = at.period.end if at.period is not None else None
    return end is not None and (end.month, end.day) == (12, 31) and _LAST_YEAR_END.search(at.raw) is not None


_LAST_YEAR_END = re.compile(r"[比较](?:上年|去年)年?[末底]")


def _against_another_year(at: Setting) -> bool:
    """比2020年增长40% is no growth over a year, unless that year is the one before."""
    told = _SAME_TIME.search(at.raw_since)
    if told is not None:
        return at.period is None or at.period.end is None or int(told["year"]) != at.period.end.year - 1
    if _since_long_ago(at):
        return True
    for period in between(at.scan.periods, at.amount.start - len(at.since), at.start + len(at.lead)):
        if not period.compared or period.period.end is None or at.period is None or at.period.end is None:
            continue
        if period.period != at.period and re.match(r"(?:19|20)", at.scan.text[period.start : period.end]):
            return period.period.end.year != at.period.end.year - 1
    return False


def _since_long_ago(at: Setting) -> bool:
    """从2020年的2.86%提升至2025年的3.62%；企业由3100家增至9612家，增长2.1倍: over all these years."""
    if not _TO_NOW.search(at.said) or at.period is None or at.period.end is None:
        return False
    named = between(at.scan.periods, at.start - len(at.said), at.start)
    old = [p.period.end for p in named if at.scan.text[p.start - 1 : p.start] in ("从", "由", "自")]
    return any(end is not None and end.year < at.period.end.year - 1 for end in old)


_TO_NOW = re.compile(r"[增升降提减扩][加至到高升少大]")


_RATE_MOVED = re.compile(
    r"(?:增速|增幅|涨幅|降幅|跌幅)[^，。；]{0,4}[比较]上[^，。；]*，"
)  # 火电下降1.3%，降幅比上月扩大，水电…


def _is_monthly(at: Setting) -> bool:
    if cues.YEAR_ON_YEAR.search(at.raw):
        return cues.MONTH_ON_MONTH.search(at.raw) is not None
    since = _RATE_MOVED.sub("", at.raw_since.rpartition("；")[2])
    return cues.MONTH_ON_MONTH.search(since) is not None or (at.mom and not _own_period(at))


def _own_period(at: Setting) -> bool:
    return any(not period.compared for period in between(at.scan.periods, at.start, at.start + len(at.lead)))


def flat(at: Setting) -> Meaning | None:
    """持平: no growth; beside a rate or a share, no change; beside another place, no figure."""
    if re.fullmatch(r"[、和及与]+(?:基本)?", at.lead):
        return None  # 分别回落0.5个、0.2个和持平: one of a list
    if any(place.role is Role.COMPARED for place in at.places) or re.search(rf"[与和比同跟]{A}", at.lead):
        return None
    of_share = at.last is not None and at.last.measure is Measure.SHARE and _LIKE_A_COUNT_BEFORE.search(at.lead)
    if is_rate(at.label) or of_share or re.search(r"占比|比重|份额", at.lead):
        return Meaning(Measure.CHANGE, ("yoy" if cues.YEAR_ON_YEAR.search(at.raw) else "previous",), unit=Unit.PP)
    if at.label is not None and _INDEX.search(at.label.term) and not cues.RATE_NOUN.search(at.lead):
        return Meaning(Measure.CHANGE, change_bases(at), unit=Unit.PP)
    if re.search(r"增速|增幅|涨幅|降幅", at.lead) and re.search(rf"[与和比同较]{P}", at.lead) and "同期" not in at.raw:
        return Meaning(Measure.CHANGE, ("previous",), unit=Unit.PP)
    of_another = re.search("同期(?:基本|大体)?$", at.raw) and re.search(r"[^，。；]{2,}[与和同跟]", at.lead)
    if of_another and not cues.RATE_NOUN.search(at.lead):
        return growth(at)  # 东部投资增长2.2%，西部投资与去年同期持平: its own, not of the rate before
    if at.last is not None and at.last.measure is Measure.GROWTH and _LIKE_A_PERIOD.search(at.lead):
        return Meaning(Measure.CHANGE, change_bases(at), unit=Unit.PP)  # 增长4.7%，与一季度持平
    return growth(at)


_INDEX = re.compile(r"(?<!价格)指数$")  # of prices the same word says that they did not rise
_LIKE_A_COUNT_BEFORE = re.compile(
    rf"^[，,]?[与和同](?:{P}+|初步核算数|初步统计数|初核数|上年)(?:基本)?$"
)  # 比重为43.4%，与初步核算数持平
_LIKE_A_PERIOD = re.compile(rf"[与和同]{P}+(?:基本)?$")


def is_index(label: Label | None) -> bool:
    """Whether a bare number of this indicator is its value: PMI, 业务活动预期指数."""
    if label is None:
        return False
    if label.indicator is not None:
        return Unit.INDEX in label.indicator.units
    return re.search(r"^(?!行业).*(?:活动|预期|订单|库存|景气|经理|信心)指数$|(?<!制造业)PMI$", label.term) is not None


def is_rate(label: Label | None) -> bool:
    """Whether a bare per cent of this indicator is its value: 覆盖率, 产销率, 增长面."""
    if label is None:
        return False
    if label.indicator is not None:
        return label.indicator.measure is Measure.SHARE
    return re.search(r"(?<!增长)(?<!汇)率$|(?:增长|盈利|亏损)面$|强度$|系数$|市场份额$", label.term) is not None
