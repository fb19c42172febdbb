"""The quantities of a text: its numbers, and the words that fix a value without a digit (持平, 首位, 全覆盖)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sources.reading.numbers import Number, numbers_in
from sources.series import Qualifier, Unit


class Word(StrEnum):
    """Which kind of word stands for the number; NONE for digits and numerals."""

    NONE = ""
    FLAT = "flat"  # 持平
    FIRST = "first"  # 首位
    LEADS = "leads"  # 领跑, 蝉联: first too, but only where a field is named
    COVERED = "covered"  # 全覆盖
    TWO_DIGIT = "two_digit"
    DOUBLED = "doubled"
    HIGHEST = "highest"  # 近三年同期最高
    HALF = "half"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number and where its whole print ends, counter included."""

    number: Number
    stop: int
    word: Word = Word.NONE

    @property
    def start(self) -> int:
        return self.number.start


_WORDS = re.compile(
    r"(?P<flat>(?<!保)持平(?!台|或|微|略))|(?P<first>首位(?!产业|度)|榜首|居首(?!位)|之首|夺魁|夺冠|位居首席)|(?P<leads>(?:领跑(?!者|企业|型)|蝉联)(?![^，。；]{0,8}(?:第一|首位|榜首|之首)))"
    r"|(?P<covered>全(?:面)?覆盖)|(?P<two_digit>(?:两|二)位数)|(?P<doubled>翻(?:了)?(?P<times>[一两二三]?)(?:番)|翻倍(?!增长点))"
    r"|(?P<highest>(?<=期)(?:历史)?最高(?!人民|法)|(?<=以来)(?:的)?最高|(?<=年来)(?:的)?最高|(?<=历史)最高(?!纪录|人)|(?<=创)新高(?!度|地|技|能|质|峰)|(?<=历史)新高(?!度|地)|(?<=同期)新高|(?<=年)新高|(?<=以来)新高)"
    r"|(?P<half>过半(?!导)|超半数|半数以上|半数|一半以上|一半)"
)
# 三个特点, 四个方面: what a text counts of its own thoughts.
_ABSTRACT = re.compile(
    r"(?<=部)门|(?<=张)“?[^，。；“”]{0,6}”?(?:名片|王牌|答卷|成绩单)|(?<=项)(?:主要|核心|关键|重要)?(?:指标|数据)(?=均|都|双双|同时)|(?<=家)基础电信企业|(?<=个)(?:工作日|大(?:中)?城市|省(?:、|份|\(|区)|(?:设区市|地级?市|计划单列市|副省级城市|省辖市|区\(县|县\(市|区县|县市区|区、县)[^，。；、]{0,6}[中里内有])|(?<=\d)(?=市[中里])|(?<=[个大项种条])(?:主要|突出|显著|鲜明|重要|重大|明显)?(?:特点|亮点|特征|方面|趋势|转变|变化|问题|原因|因素|维度|数字|数据|字|词|字眼|看点|信号|层面|关键词|抓手|途径|措施|原则|阶段|环节)"
)
_NO_MONEY = re.compile(r"[一二三四多]元(?=[\u4e00-\u9fff])")  # 三元正极材料
_EDITION = re.compile(
    r"(?<![\d.])20\d\d(?=[\u4e00-\u9fff]{2,14}\d{0,4}(?:强|榜单?|名单|大会|论坛|博览会|报告))(?![年万亿千百个家件项元人吨台辆户])"
)
_FIXED: dict[str, tuple[Word, Decimal, Unit, Qualifier]] = {
    "flat": (Word.FLAT, Decimal(0), Unit.PCT, Qualifier.EXACT),
    "first": (Word.FIRST, Decimal(1), Unit.RANK, Qualifier.EXACT),
    "leads": (Word.LEADS, Decimal(1), Unit.RANK, Qualifier.EXACT),
    "covered": (Word.COVERED, Decimal(100), Unit.PCT, Qualifier.EXACT),
    "two_digit": (Word.TWO_DIGIT, Decimal(10), Unit.PCT, Qualifier.AT_LEAST),
    "doubled": (Word.DOUBLED, Decimal(2), Unit.TIMES, Qualifier.EXACT),
    "highest": (Word.HIGHEST, Decimal(1), Unit.RANK, Qualifier.EXACT),
    "half": (Word.HALF, Decimal(50), Unit.PCT, Qualifier.AT_LEAST),
}
_FOLDS = {"两": Decimal(4), "二": Decimal(4), "三": Decimal(8)}


def amounts_in(folded: str) -> list[Amount]:
    """Every quantity of folded text, in order."""
    found = [Amount(number, _stop(number, folded)) for number in numbers_in(folded)]
    found = [a for a in found if not _ABSTRACT.match(folded, a.stop) and not _NO_MONEY.match(folded, a.start)]
    found = [a for a in found if not _EDITION.match(folded, a.start)]
    found.extend(_word(match, folded) for match in _WORDS.finditer(folded))
    found.sort(key=lambda amount: amount.start)
    return found


_EACH = re.compile(r"/(?:人|亩|吨|户|平方米|件)(?:[·/]年)?")  # 27.9万元/人·年


def _stop(number: Number, text: str) -> int:
    at = number.end
    if number.counter.endswith("元") and text.startswith(number.counter, number.start):
        at = number.start  # 突破亿元: the scale word is the number and opens the counter
    if text[at : at + 1] in ("余", "多", "来", "几", "%") and not text.startswith(number.counter or "\0", at):
        at += 1
    if number.counter and text.startswith(number.counter, at):
        at += len(number.counter)
    each = _EACH.match(text, at) if number.unit in (Unit.CNY_100M, Unit.CNY) else None
    return each.end() if each else at


def _word(match: re.Match[str], text: str) -> Amount:
    group = next(name for name in _FIXED if match[name] is not None)
    word, value, unit, qualifier = _FIXED[group]
    if group == "doubled":
        value = _FOLDS.get(match["times"] or "", value)
    if group == "flat" and text[match.start() - 2 : match.start()] == "基本":
        qualifier = Qualifier.ABOUT
    if group == "half" and match[0] in ("半数", "一半"):
        qualifier = _nearly(text, match.start())
    counter = "" if unit is not Unit.PCT else "%" if group in ("flat",) else ""
    return Amount(Number(value, unit, counter, qualifier, match.start(), match.end()), match.end(), word)


def _nearly(text: str, start: int) -> Qualifier:
    before = text[max(0, start - 2) : start]
    if before.endswith(("近", "不足")):
        return Qualifier.AT_MOST
    if before.endswith(("超", "逾", "超过")):
        return Qualifier.AT_LEAST
    return Qualifier.ABOUT if before.endswith("约") else Qualifier.EXACT
