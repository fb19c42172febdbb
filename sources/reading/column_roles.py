"""What kind of number a column holds, and against what, told from the words of its header."""

from __future__ import annotations

import re
from enum import StrEnum

from sources.reading.plain import fold


class Role(StrEnum):
    LABEL = "label"
    UNIT = "unit"
    SKIP = "skip"  # running numbers, former values, remarks: nothing to read and nothing to refuse
    LEVEL = "level"
    GROWTH = "growth"
    AVERAGE_GROWTH = "average_growth"
    CHANGE = "change"  # of a rate, in points
    NET = "net"  # of a level, in its own unit: 净增, 增减额
    SHARE = "share"
    RANK = "rank"
    RANK_CHANGE = "rank_change"
    CONTRIBUTION = "contribution"
    TARGET = "target"
    FORECAST = "forecast"
    UNKNOWN = "unknown"


SILENT = (Role.LABEL, Role.UNIT, Role.SKIP)  # columns without values
NOT_READ = (Role.UNKNOWN, Role.TARGET, Role.FORECAST)  # columns whose values are refused
RELATIVE = (Role.GROWTH, Role.AVERAGE_GROWTH, Role.CHANGE, Role.NET, Role.RANK, Role.RANK_CHANGE, Role.SHARE)

_AREA_LABEL = re.compile(
    r"^(?:各?(?:地区|区域|城市|省份|省市|设区市|地市|市\(?州?\)?|区县市?|县市区|县区|园区|开发区|功能区|镇\(?街道?\)?|镇乡\(?街道\)?|乡镇\(?街?道?\)?|街道)|县\(?市\)?区?|县\(市[、,]?区\)|区\(县[、,]?市\)|区[、,]?县\(?市?\)?|区\(?县\)?市|市[、,]?县\(?区?\)?)(?:别|名称)?$"
)
_ENTITY_LABEL = re.compile(r"^(?:企业|公司|单位|机构|银行|集团|港口企业|项目单位)(?:全称|名称)$|^(?:企业|公司|机构)$")
_PARTNER_LABEL = re.compile(
    r"^(?:主要)?(?:国家?别?(?:[和及与/、]?\(?地区\)?)?|国别|国别地区|贸易伙伴|贸易国别|(?:进?出口|主要)市场)(?:名称)?$"
)
_PERIOD_LABEL = re.compile(r"^(?:月份|时间|时期|年份|年度|季度|期间)$")
_INDICATOR_LABEL = re.compile(
    r"^(?:主要|统计|经济)*(?:指标|项目|产品|商品)(?:名称)?$|^(?:主要|统计|经济)+指标(?:名称)?$"
)
_PRODUCT_LABEL = re.compile(r"^(?:主要)?(?:工业)?(?:产品|商品)(?:名称)?$")
_PART_LABEL = re.compile(r"^(?:分?行业|类别|分类|分组|类型|门类|大类|领域|产业|经济类型|登记注册类型)(?:名称|分组)?$")
_OTHER_LABEL = re.compile(r"^(?:名称|品种|分项|科目|内容)(?:名称)?$")
_UNIT_HEADER = re.compile(r"^(?:计量|计算)?单位$")
_FORMER = r"(?:上年|去年|上月|上季度?|上期|前期)(?:同期|同月|末)?(?:累计)?(?:数|值|额|量|完成)?"
_FORMER_ONLY = re.compile(rf"^{_FORMER}(?:\([^()]*\))?$")
_SKIPPED = re.compile(
    rf"^(?:序号|编号|代码|行次|备注|说明|联系人|电话|联系电话|邮编|排序|{_FORMER}(?:\([^()]*\))?|比重变化说明)$"
)
_RANK_CHANGE = re.compile(
    r"(?:位次|名次|排名|排位)(?:的?(?:升降|变化|变动|增减)|.{0,4}(?:比|较))|^(?:升降|位移|进退位?)(?:\([↑↓位]+\))?$|[比较].{0,6}(?:升降|进退)(?:位次?)?$"
)
_RANK = re.compile(r"位次|排名|排位|名次|排序")
_GROWTH = re.compile(
    r"同比|环比|增长|增速|增减|增幅|涨跌|涨幅|跌幅|降幅|上涨|±|[比较](?:上年|去年|上月|上季|年初)|同期增|升降|^\+-%?$"
)
_POINTS = re.compile(r"百分点|增减点")
_RATE_CHANGE = re.compile(r"(?:增速|占比|比重|增幅)(?:比|较)[^,]*|(?:比|较)[^,]*(?:回落|加快|提高)")
_NET = re.compile(r"净增|新增|增减[额量数值]|增加[额量数]|增量")
_SHARE = re.compile(r"占[^,]*(?:比重|比例|%)|比重|占比|份额|构成")
_TARGET = re.compile(
    r"(?:完成|达成|达标)(?:率|进度|比例)|(?:序时|年度)进度|目标|力争|计划(?!单列)|任务|预算数?$|年度预期|预期"
)
_FORECAST = re.compile(r"预计|预测|有望")
_RELATIVE_BASES = (
    ("环比", "mom"),
    ("上月", "mom"),
    ("上季", "mom"),
    ("实际", "yoy_real"),
    ("可比", "yoy_real"),
    ("不变价", "yoy_real"),
    ("名义", "yoy_nominal"),
)
_UNITS = (
    r"(?:亿|万|千|百万|千万|百|万亿)?(?:[人美欧日港]?[元币](?:人民币)?|(?:载重|修正总|综合|总)?吨(?:标准?煤)?|千瓦时?|[度户家个件项人辆台米箱套艘部只块张枚架条枝支]|标箱|标准箱|TEU|GB|TB|PB"
    r"|立方米|平方米|平方公里|公顷|亩|公里|千米|吨公里|人公里|人次|千克|公斤|升|箱|重量箱|自然箱|标准件|点|倍|年|天|小时|元/人|元/吨)"
)
_BRACKETED_UNIT = re.compile(rf"(?<!首台)\((?:单位:)?([±+-]*[%‰]|[^()单位:,、]{{0,3}}?(?:{_UNITS})|个?百分点|±)\)")
_PER_CENT_BEHIND = re.compile(r"([%‰])$")
_MONEY_BEHIND = re.compile(r"(?:亿元|万元|亿美元|万美元|千元|元)$")
_BARE_UNIT = re.compile(rf"^(?:{_UNITS})$|{_MONEY_BEHIND.pattern}")
_BRACKET = re.compile(r"\(([^()]*)\)")
_TIME = re.compile(r"(?![年月]$)[\d年月份季度上下半末底\-至~]*[月年季][\d月份季度末底]*")
_NOTE_MARK = re.compile(r"\[[^\[\]]{1,3}\]|[①-⑳⑴-⒇❶-❿※†*]|\(注\d?\)|注\d(?=$)")


def squeezed(text: str) -> str:
    """A label folded to one way of writing, without blanks and note marks, a bracket for each thing in brackets."""
    return _BRACKET.sub(_parted, _NOTE_MARK.sub("", re.sub(r"\s+", "", fold(text))))


def _parted(bracket: re.Match[str]) -> str:
    """(1-2月，亿元) says two things: when, and in what."""
    parts = re.split(r"[,，;；]", bracket[1])
    several = len(parts) > 1 and any(_BRACKETED_UNIT.search(f"({part})") or _TIME.fullmatch(part) for part in parts)
    return "".join(f"({part})" for part in parts) if several else bracket[0]


def is_label_header(text: str) -> bool:
    plain = squeezed(text)
    kinds = (_AREA_LABEL, _PARTNER_LABEL, _ENTITY_LABEL, _PERIOD_LABEL, _INDICATOR_LABEL, _PART_LABEL, _OTHER_LABEL)
    return bool(plain) and any(kind.match(plain) for kind in kinds)


def is_area_header(text: str) -> bool:
    plain = squeezed(text)
    return bool(plain and _AREA_LABEL.match(plain))


def is_partner_header(text: str) -> bool:
    """Rows are those traded with, whose figures are still the trader's own."""
    return bool(_PARTNER_LABEL.match(squeezed(text)))


def is_entity_header(text: str) -> bool:
    """Rows are firms or the like, which no figure of a place may come from."""
    return bool(_ENTITY_LABEL.match(squeezed(text)))


def is_indicator_header(text: str) -> bool:
    return bool(_INDICATOR_LABEL.match(squeezed(text)))


def is_part_header(text: str) -> bool:
    """Rows are branches or kinds: they name a part and never what is measured."""
    return bool(_PART_LABEL.match(squeezed(text)))


def is_product_header(text: str) -> bool:
    return bool(_PRODUCT_LABEL.match(squeezed(text)))


def is_unit_header(text: str) -> bool:
    return bool(_UNIT_HEADER.match(squeezed(text)))


def is_former(text: str) -> bool:
    """A header of values of an earlier period, which stand in their own release."""
    return bool(_FORMER_ONLY.match(squeezed(text)))


def is_skipped(text: str) -> bool:
    return bool(_SKIPPED.match(text))


def unit_in(text: str) -> str:
    """The unit that a label carries in brackets (工业增加值（亿元）, ±%), "" where none."""
    plain = squeezed(text)
    found = _BRACKETED_UNIT.search(plain)
    if found is not None and not _TIME.fullmatch(found[1]):
        return re.sub(r"[±+-]", "", found[1]) or "%"
    behind = _PER_CENT_BEHIND.search(plain)
    if behind is not None:
        return behind[1]
    bare = _BARE_UNIT.search(plain)
    return bare[0] if bare else ""


def without_unit(text: str) -> str:
    rest = _MONEY_BEHIND.sub("", _BRACKETED_UNIT.sub("", text))
    return "" if _BARE_UNIT.fullmatch(rest) else rest


def role_of(text: str) -> Role:
    """The role that a squeezed header names for itself; UNKNOWN where it says nothing of the kind."""
    if _TARGET.search(text):
        return Role.TARGET
    if _FORECAST.search(text):
        return Role.FORECAST
    if _RANK_CHANGE.search(text):
        return Role.RANK_CHANGE
    if _RANK.search(text):
        return Role.RANK
    if re.search(r"贡献率|拉动|贡献", text):
        return Role.CONTRIBUTION
    if _POINTS.search(text) or _RATE_CHANGE.search(text):
        return Role.CHANGE
    if _SHARE.search(text):
        return Role.CHANGE if re.search(r"同比|增减|提高|变化", text) else Role.SHARE
    if re.search(r"两年平均|年均", text):
        return Role.AVERAGE_GROWTH
    if _NET.search(text) and unit_in(text) not in ("%", "‰"):
        return Role.NET
    if _GROWTH.search(text) or re.fullmatch(r"[±%]+|.*±%?", text):
        return Role.GROWTH if unit_in(text) in ("", "%", "‰") else Role.NET
    return Role.UNKNOWN


def basis_of(role: Role, text: str) -> str | None:
    match role:
        case Role.GROWTH:
            return next((basis for word, basis in _RELATIVE_BASES if word in text), "yoy")
        case Role.AVERAGE_GROWTH:
            return "two_year" if "两年" in text else "cagr"
        case Role.CHANGE | Role.NET:
            return _basis_of_change(text)
        case Role.SHARE:
            return share_basis(text)
        case Role.RANK:
            fields = (("全国", "nation"), ("全省", "province"), ("省内", "province"), ("全市", "city"))
            return next((basis for word, basis in fields if word in text), None)
        case Role.RANK_CHANGE:
            return "previous"
        case _:
            return None


def _basis_of_change(text: str) -> str:
    if re.search(r"同比|(?:上年|去年)(?:同期|同月)|[比较](?:上年|去年)(?!末|底)", text):
        return "yoy"
    return "mom" if re.search(r"环比|上月", text) else "previous"


def share_basis(text: str) -> str | None:
    """What 占…比重 is a share of."""
    found = re.search(r"占(?:全部)?(.*?)(?:的?(?:比重|比例|份额)|比|\(|%|$)", text)
    whole = found[1] if found else ""
    named = {
        "GDP": "gdp",
        "地区生产总值": "gdp",
        "生产总值": "gdp",
        "全国": "nation",
        "全省": "province",
        "全市": "city",
    }
    return named.get(whole, whole or None)
