"""Numbers as they are written in Chinese prose and tables, without asking what they mean.

`find_numbers` answers for: Arabic, full-width and Chinese numerals, scale words, thousands separators, units and the
words that make a number inexact. It does not answer for what is measured. Dates, document numbers, batch ordinals,
names such as 5G and other digits that are no quantity are left out.

The span of a number holds its digits, sign and, outside money, its scale word (12.8万家: `12.8万`); the counter stands
right behind it. In money the scale word belongs to the counter (7000亿元: `7000`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from sources.reading.numerals import chinese_value
from sources.reading.plain import fold
from sources.series import Qualifier, Unit


@dataclass(frozen=True, slots=True)
class Number:
    """`value` has the scale words applied and is in `unit`; `counter` is the unit as printed, "" where none stands."""

    value: Decimal
    unit: Unit | None
    counter: str
    qualifier: Qualifier
    start: int
    end: int


_CN = "〇零一二三四五六七八九十百千万亿两"
_DIGIT = "〇零一二三四五六七八九"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?: \d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
_CHINESE = rf"[{_CN}]{{1,14}}(?:点[{_DIGIT}]{{1,8}})?"

_COUNT = (
    "人次|家次|户次|批次|个|家|件|项|席|户|部|人|辆|台|名|款|座|所|只|艘|架|套|宗|张|例|间|支|条|种|起|处|篇|株|头|单|门|笔|棵|位"
)
_OTHER = (
    "标准箱|标箱|TEU|吨标准煤|亿千瓦时|千瓦时|千瓦|兆瓦|吉瓦|平方公里|平方千米|平方米|立方米|公里|海里|公顷|公斤|千克|毫米|厘米|纳米"
    "|吨公里|人公里|吨|米|亩|箱|度|小时|分钟|天|升|克|重量箱|只鸡|平方"
)
_MONEY = "元|美元|人民币|欧元|日元|港元|新台币"
_PP = "个百分点|百分点|pct|pp|个百点|percentage points"
_UNITS = rf"{_PP}|%|‰|个?月末|{_MONEY}|倍|{_OTHER}|{_COUNT}|成(?![为功立长果本绩员品效熟型套分就都交份])"
# 个 is no counter where it opens 个月 or 个百分点, and 家 none where it opens a noun.
_COUNTER = rf"(?:{_PP}|%|‰|{_MONEY}|倍|{_OTHER}|(?!个月|个季度|项目标|人均|部分|家电|家具|家庭|条件|位数|位于|位居|位列|台湾|单位|件事|门类|单项){'(?:' + _COUNT + ')'})"

_LEAST = "超过|超|逾|突破|高达|不低于|不少于|不小于|至少|多达|高于"
_MOST = "接近|将近|近|不足|不到|低于|不超过|不高于|至多"
_ABOUT = "大约|约为|约占|约达|约|大概|大致"
_BEFORE = re.compile(rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST})|(?P<about>{_ABOUT}))(?:了|出|达|至|到|过)?$")
_AFTER = re.compile(r"(?P<about>左右|上下|余(?=[家户人项个件台元名亿万])|多(?=[家户人项个件台元名亿万]))|(?P<least>及?以上|\+)|(?P<most>及?以[下内])")

# What looks like a number and is none. Each line is one sort; see the catalogue of phrasings, group N.
_NO_NUMBER = "|".join(
    (
        r"https?://[!-~]+",
        r"(?:电话|传真|邮编|邮政编码|QQ|阅读次数|浏览次数|点击[数量]?|阅读量?|访问量|编号|信箱|热线|字号)[:： ]*\d[\d\-,]*",
        r"\b0\d{2,3}-\d{7,8}(?:-\d+)?|(?<!\d)1[3-9]\d{9}(?!\d)|【\d+】",
        r"[〔\[(【](?:19|20)\d\d[〕\])】]\s*(?:第)?\d*号?|\d+号(?!线?产)",
        r"第[\d一二三四五六七八九十百]+(?:批次|[批届次号期轮章条款方类版场代者线季站天讲课部]|产业|个五年|阶段|财季|一线|[一二三]?产业)|首批",
        r"图\d+(?:-\d+)?|(?<![列代报])表\d+(?:-\d+)?|附件\d*|附[图表]\d+|\[\d+\]|[①-⑳]|\((?:\d{1,2}|[一二三四五六七八九十]+)\)(?!%)",
        r"(?<![A-Za-z\d])\d+(?:\.\d+)?[A-FH-Za-fh-z](?![A-Za-z%])|(?<![A-Za-z\d])\d[GgKk](?![A-Za-z])|\d*(?:\+[\dNXnx])+(?:\+[\dNXnx]+)*",
        r"(?<![A-Za-z])(?!(?:GDP|PMI|CPI|PPI|and|AND)\d)[A-Za-z]+[-/ ]?\d+(?:\.\d+)?(?:-\d+)?(?![\d%.])",
        r"[“《]\d+(?:\.\d+)?[”》]|[“《]准?\d*(?:千|百|万)?(?:亿|万亿)之?[城级][^”》]{0,6}[”》]|准?\d*(?:双|百|千)?万亿(?:之城|城市|俱乐部|级|大市|大区|强市)",
        r"(?:\d+|[一二两三四五六七八九十百千]+)(?:百|千|万)*亿级|百冠之城|零的突破|双万亿|(?<![\d.])\d+\.0(?=版|时代|“|”|模式|全覆盖|行动|改造|水平|标准|级|工厂)|(?<=工业)\d\.0|(?<=水平)\d\.0",
        r"前(?:\d+|[一二三四五六七八九十百]+)(?:位|名|甲)|\d+强(?![劲化于])|[百千]强|\d+佳|(?:\d+|[一二三四五六七八九十])[类级](?=[新创医药市覆应企资制])|\d+型|[一二三四五六七八九]级",
        r"[“]?十[一二三四五六][五][”]?|四梁八柱|八八战略|一米宽|十米深|最后一公里|三个一|千家万户|百花|一揽子|五位一体|四个全面|两个[^\d]{0,1}毫不动摇",
        # dates, months, years, durations
        r"(?:19|20)\d\d(?:[-/.])\d{1,2}[-/.]\d{1,2}(?!\d)|(?<![\d:.])\d{1,2}:\d{2}(?::\d{2})?(?![\d:.])|\d{1,2}时(?:\d{1,2}分)?",
        r"(?:19|20)\d\d年?(?:[-至~到]|和|与|、)(?:19|20)\d\d年?|(?:19|20)\d\d年度?|[一二]〇?[〇零一二三四五六七八九]{2,3}年|(?<!\d)(?:19|20)\d\d(?=财年|版|届)",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月?(?:份)?[-至~到](?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?",
        r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})月(?:\d{1,2}日|份|末|底|初)?(?:[-至](?:\d{1,2}月)?\d{1,2}日)?|(?<![\d.])\d{1,2}日",
        r"前?[一二三四1-4](?:个)?季度|[前首](?:\d{1,2}|[一二两三四五六七八九十]{1,2})个?月",
        r"(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:多|余)?(?:个月|周年|年))",
    )
)
_STREAK = rf"连续第?(?P<streak>\d{{1,3}}|[{_CN}]{{1,3}})(?P<streak_unit>年|个月|个季度|季度|届|批)"
_STREAK_CROWN = rf"(?P<crowns>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})(?P<crown_unit>连[冠霸增降涨])"
_RANK = rf"第(?P<rank>\d{{1,4}}|[{_CN}]{{1,4}})(?P<rank_unit>位次?|名|大)?"
_FRACTION = rf"(?P<den>[{_CN}]+|\d+)分之(?P<nom>[{_CN}]+(?:点[{_DIGIT}]+)?|\d+(?:\.\d+)?)"
_TENTHS = r"(?P<tenth>[一二两三四五六七八九])成(?P<half>半)?(?![为功立长果本绩员品效熟型套分就都交份])"
_QUANTITY = (
    rf"(?P<sign>[-负▽])?(?P<figure>{_ARABIC})(?P<scale>万亿|[百千]?亿|[百千十]?万|千(?!瓦|克|米)|百(?!分))?"
    rf"(?P<over>余|多|来|几)?(?P<scale2>亿|万)?(?P<counter>{_COUNTER})?"
)
_NUMERAL = rf"(?P<numeral>{_CHINESE})(?P<cn_over>余|多|来)?(?P<cn_counter>{_COUNTER}|亿元|万元)"
_ROUND = (
    rf"(?:(?<=突破)|(?<=超)|(?<=超过)|(?<=逾)|(?<=破)|(?<=达)|(?<=近)|(?<=上)|(?<=跨越)|(?<=过))"
    rf"(?P<round>万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)(?P<round_counter>{_MONEY}|{_OTHER}|家|户|个|件|项|人|辆|台|人次)"
)
_ANY = re.compile(
    rf"(?=[\d〇零一二两三四五六七八九十百千万亿第首连半图表附电传邮Q阅浏点访编信热字A-Za-z“《〔\[(【①-⑳双准前负▽+\-])"
    rf"(?:(?P<none>{_STREAK}|{_STREAK_CROWN})|(?P<skip>{_NO_NUMBER})|{_RANK}|{_FRACTION}|{_TENTHS}|{_ROUND}|{_QUANTITY}|{_NUMERAL})"
)
_SCALES = {
    "": Decimal(1),
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10) ** 4,
    "十万": Decimal(10) ** 5,
    "百万": Decimal(10) ** 6,
    "千万": Decimal(10) ** 7,
    "亿": Decimal(10) ** 8,
    "十亿": Decimal(10) ** 9,
    "百亿": Decimal(10) ** 10,
    "千亿": Decimal(10) ** 11,
    "万亿": Decimal(10) ** 12,
}
_HUNDRED_MILLION = Decimal(10) ** 8


def find_numbers(text: str) -> list[Number]:
    """Every quantity in `text`, in order."""
    return numbers_in(fold(text))


def numbers_in(folded: str) -> list[Number]:
    """The same for text that is folded already."""
    found = []
    for match in _ANY.finditer(folded):
        if match["skip"] is not None:
            continue
        number = _read(match, folded)
        if number is not None:
            found.append(number)
    return found


def _read(match: re.Match[str], text: str) -> Number | None:
    if match["streak"] is not None:
        return _streak(match, "streak", text)
    if match["crowns"] is not None:
        return _streak(match, "crowns", text)
    if match["rank"] is not None:
        return _rank(match, text)
    if match["den"] is not None:
        return _fraction(match, text)
    if match["tenth"] is not None:
        return _tenths(match, text)
    if match["round"] is not None:
        return _round(match, text)
    if match["figure"] is not None:
        return _quantity(match, text)
    return _numeral(match, text)


def _streak(match: re.Match[str], group: str, text: str) -> Number | None:
    value = chinese_value(match[group])
    counter = match["streak_unit"] or match["crown_unit"]
    unit = Unit.MONTHS if counter == "个月" else Unit.YEARS if counter == "年" or group == "crowns" else Unit.OTHER
    start, end = match.span(group)
    return None if value is None else Number(value, unit, counter, _qualifier(text, match.start(), match.end()), start, end)


def _rank(match: re.Match[str], text: str) -> Number | None:
    value = chinese_value(match["rank"])
    start, end = match.span("rank")
    if value is None or value == 0:
        return None
    return Number(value, Unit.RANK, match["rank_unit"] or "", Qualifier.EXACT, start, end)


def _fraction(match: re.Match[str], text: str) -> Number | None:
    whole, part = chinese_value(match["den"]), chinese_value(match["nom"])
    if not whole or part is None:
        return None
    qualifier = _qualifier(text, match.start(), match.end())
    start, end = match.span()
    if whole == 100:
        sign = -1 if text[start - 1 : start] == "负" else 1
        return Number(sign * part, Unit.PCT, "%", qualifier, start - (sign < 0), end)
    if whole == 1000:
        return Number(part, Unit.PERMILLE, "‰", qualifier, start, end)
    return Number((part / whole).quantize(Decimal("0.0001")), Unit.TIMES, "", qualifier, start, end)


def _tenths(match: re.Match[str], text: str) -> Number:
    value = (chinese_value(match["tenth"]) or Decimal(0)) * 10 + (5 if match["half"] else 0)
    qualifier = _qualifier(text, match.start(), match.end())
    return Number(value, Unit.PCT, "成", qualifier, match.start(), match.end())


def _round(match: re.Match[str], text: str) -> Number:
    start, end = match.span("round")
    qualifier = _qualifier(text, start, match.end())
    counter = match["round_counter"]
    value, unit, printed = _in_unit(Decimal(1), match["round"], counter)
    return Number(value, unit, printed, qualifier, start, end)


def _quantity(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span("figure")
    value = Decimal(match["figure"].replace(",", "").replace(" ", ""))
    scale = (match["scale"] or "") + (match["scale2"] or "")
    counter = match["counter"] or ""
    over = match["over"]
    qualifier = Qualifier.ABOUT if over else _qualifier(text, start if not match["sign"] else match.start(), match.end())
    if match["sign"] and _is_minus(match["sign"], text, match.start()):
        value, start = -value, match.start()
    if _in_brackets(text, start, match.end()):
        value, start = -value, start - 1
        return Number(value, None, "", qualifier, start, match.end() + 1)
    value, unit, printed = _in_unit(value, scale, counter)
    if unit not in (Unit.CNY_100M, Unit.USD_100M) or not counter:
        end = match.end("scale2") if match["scale2"] else match.end("scale") if match["scale"] else end
    return Number(value, unit, printed, qualifier, start, end)


def _numeral(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span("numeral")
    numeral, counter = match["numeral"], match["cn_counter"]
    if numeral in ("一", "万", "亿", "千", "百", "十") or numeral[0] in "万亿零〇":
        return None  # 一家, 万家: words, not quantities
    scale = ""
    if counter in ("亿元", "万元"):
        scale, counter = counter[0], "元"
    elif counter in _MONEY_COUNTERS:
        numeral, scale = _split_scale(numeral)
        end = start + len(numeral)
    value = chinese_value(numeral)
    if value is None:
        return None
    qualifier = Qualifier.ABOUT if match["cn_over"] else _qualifier(text, start, match.end())
    if text[start - 1 : start] == "负":
        value, start = -value, start - 1
    value, unit, printed = _in_unit(value, scale, counter)
    return Number(value, unit, printed, qualifier, start, end)


_MONEY_COUNTERS = ("元", "美元", "人民币", "欧元", "日元", "港元", "新台币")


def _split_scale(numeral: str) -> tuple[str, str]:
    for scale in ("万亿", "亿", "万"):
        if numeral.endswith(scale) and len(numeral) > len(scale):
            return numeral[: -len(scale)], scale
    return numeral, ""


def _in_unit(value: Decimal, scale: str, counter: str) -> tuple[Decimal, Unit | None, str]:
    """The value in the unit that the counter names; money is in 亿元, all else is multiplied out."""
    factor = _factor(scale)
    if counter in ("元", "人民币", "美元"):
        unit, small = (Unit.USD_100M, Unit.OTHER) if counter == "美元" else (Unit.CNY_100M, Unit.CNY)
        if "亿" in scale or "万" in scale:
            return _trim(value * factor / _HUNDRED_MILLION), unit, scale + counter
        return value * factor, small, counter
    return _trim(value * factor) if scale else value, _UNIT_OF.get(counter), counter


_UNIT_OF: dict[str, Unit | None] = {
    "": None,
    "%": Unit.PCT,
    "成": Unit.PCT,
    "‰": Unit.PERMILLE,
    "倍": Unit.TIMES,
    **dict.fromkeys(_PP.split("|"), Unit.PP),
    **dict.fromkeys(_COUNT.split("|"), Unit.COUNT),
    **dict.fromkeys(_OTHER.split("|"), Unit.OTHER),
    **dict.fromkeys(("欧元", "日元", "港元", "新台币"), Unit.OTHER),
}


def _factor(scale: str) -> Decimal:
    if scale in _SCALES:
        return _SCALES[scale]
    factor = Decimal(1)
    for character in scale:
        factor *= _SCALES[character]
    return factor


def _trim(value: Decimal) -> Decimal:
    """Without the zeros that multiplying leaves behind: 128000, not 128000.0."""
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if value == whole else value.normalize()


def _is_minus(sign: str, text: str, start: int) -> bool:
    """A dash after a number, a month or another dash joins; anywhere else it is a minus."""
    if sign in "负▽":
        return text[start - 1 : start] != "正"
    before = text[start - 1 : start]
    return before not in ("-", "%", "‰", ")", "年", "月", "日") and not (before.isascii() and before.isalnum())


def _in_brackets(text: str, start: int, end: int) -> bool:
    """(2.3) alone in a cell is accounting's minus."""
    return text[:start].strip() == "(" and text[end:].strip() == ")" and "." in text[start:end]


def _qualifier(text: str, start: int, end: int) -> Qualifier:
    before = _BEFORE.search(text[max(0, start - 6) : start])
    after = _AFTER.match(text, end)
    for match in (before, after):
        if match is None:
            continue
        groups = match.groupdict()
        if groups["least"]:
            return Qualifier.AT_LEAST
        if groups["most"]:
            return Qualifier.AT_MOST
        return Qualifier.ABOUT
    return Qualifier.EXACT
