"""The nouns that say what is measured of a branch, a part or a place: 汽车制造业 with 增加值 is 汽车制造业增加值."""

from __future__ import annotations

import re

# the longer ones first, so that 销售产值 is not read as 产值
NOUNS = (
    "出口交货值",
    "社会消费品零售总额",
    "销售产值",
    "总产值",
    "产值",
    "增加值",
    "固定资产投资",
    "开发投资",
    "投资额",
    "投资",
    "利润总额",
    "利润",
    "利税总额",
    "营业收入",
    "主营业务收入",
    "业务收入",
    "销售收入",
    "收入",
    "零售总额",
    "零售额",
    "销售额",
    "销售面积",
    "施工面积",
    "新开工面积",
    "竣工面积",
    "待售面积",
    "成交额",
    "进出口总额",
    "进出口额",
    "进出口",
    "出口额",
    "出口",
    "进口额",
    "进口",
    "用电量",
    "用电",
    "发电量",
    "装机容量",
    "产量",
    "销量",
    "货物周转量",
    "旅客周转量",
    "货运量",
    "客运量",
    "货物吞吐量",
    "集装箱吞吐量",
    "旅客吞吐量",
    "吞吐量",
    "存款余额",
    "贷款余额",
    "税收",
    "用工人数",
    "从业人员",
    "价格指数",
    "价格",
)
_TOTALS = re.compile(r"(?<=出口)(?:总额|总值|额)$|(?<=进口)(?:总额|总值|额)$")
_RATE = re.compile(
    r"(?:失业|利润|负债|产销|销售|覆盖|普及|渗透|占有|利用|合格|优良|达标|城镇化|数控化|自给|入住|周转|投产|签约)率$"
)
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z“”()·+\-]{3,24}")
_NAMES_NOTHING = re.compile(
    r"其中|其他|[其它]余|目标|进度|预[计期算]|报告|排名|得分|完成率|指数|小计|^(?:新|通过|本期|上期)"
)
_COUNTED_IN = re.compile(r"万?[家个户项件人]|万?人次")
_BRANCH = re.compile(r"(?:(?<!企)业|经济|制造|建筑|[一二三]产|领域|行业)$")


def noun_of(term: str | None) -> str:
    """The noun that a term ends with; "" where it has none (固定资产投资 has 投资, 高新技术企业 nothing)."""
    if not term:
        return ""
    if term.endswith("生产总值"):
        return "增加值"  # what a branch adds to it
    bare = _TOTALS.sub("", term)
    found = next((noun for noun in NOUNS if bare.endswith(noun)), "")
    return (
        "投资"
        if found in ("固定资产投资", "开发投资", "投资额")
        else "零售额"
        if found == "社会消费品零售总额"
        else found
    )


def is_branch(label: str) -> bool:
    """A part of the economy: names nothing that is measured."""
    return bool(_BRANCH.search(label))


def names_a_rate(words: str) -> bool:
    """A share of something by its own name: 利润率, 失业率; no rate of growth and none of interest."""
    return bool(_RATE.search(words))


def names_what_is_measured(words: str, unit: str) -> bool:
    """Words of a header that say it by themselves: 技改投资 ends with what is measured, 示范村（个） are counted things."""
    if _NAMES_NOTHING.search(words) or not _WORDS.fullmatch(words):
        return False
    return words.endswith(NOUNS) or bool(_COUNTED_IN.fullmatch(unit))


def names_a_part(words: str) -> bool:
    """What a share is of: 研发投入 in 研发投入占营业收入比重, which names more than its place in the table."""
    return bool(_WORDS.fullmatch(words)) and not _NAMES_NOTHING.search(words)
