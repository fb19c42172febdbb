"""A clause that says of whom the next ones speak: 民营企业挑大梁，全年进出口1.09万亿元 is no total.

Only what measures something of everybody (出口, 利润总额) takes its subject from there; a term that says itself what it is of keeps it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sources.reading.branches import BRANCHES
from sources.reading.cues import A, I, P
from sources.reading.label import Label
from sources.reading.roles import Role
from sources.reading.scan import Scan, between
from sources.reading.vocabulary import Vocabulary
from sources.series import Measure

_HAN = r"[\u4e00-\u9fffA-Za-z“”]"
_LEAD = r"(?:其中，?|而|同时|此外|尤其是?|特别是|作为[^，。；]{2,12}，)?"
_COMMENT = r"(?!的|和|与|及|、|增加值|投资|产值|出口|进口|进出口|利润|营收|产量|用电|数量)[^，。；、]{2,18}"
_WHO = re.compile(rf"{_LEAD}(?P<who>{_HAN}{{1,10}}?(?:企业|公司|国家(?!级))|民企|国企|央企|外企|民营经济){_COMMENT}")
_WHAT = re.compile(
    rf"{_LEAD}(?P<what>{_HAN}{{2,10}}?(?:贸易(?!方式|额)|电商|市场采购|产品|商品|“新三样”|产业(?!链|集群)|制造业|行业|汽车|装备|集群)|“新三样”|加工贸易|一般贸易){_COMMENT}"
)
_WITH_WHOM = re.compile(rf"{_LEAD}(?P<way>[对与同])(?P<whom>{A}+)(?:的)?(?:外贸|贸易|市场){_COMMENT}")
_NAMES_SOMEBODY = re.compile(
    "企业|公司|国家|[民国央外]企|民营经济|贸易|外贸|市场|电商|产品|商品|新三样|产业|制造业|行业|汽车|装备|集群"
)
_EVERYBODY = re.compile(
    r"^(?:(?:规上|规模以上|全部|重点|工业|制造业|各类|各|广大|外贸|服务业|建筑业|我们|不少|许多|多数|一批|更多|越来越多|全部|所有)+(?:企业|公司)|企业|公司)$"
    r"|[是有为在了共家户]|新增|培育|认定|获评|入选|支持|帮助|推动|引导|鼓励|服务|赋能|对外贸易|^外贸|货物贸易|服务贸易|内外贸|[这那该各]|重点(?:产业|行业)|新兴产业|传统产业|主要(?:产业|行业|产品)|[两三四五六七八九十]大|(?:先进|全部)制造业|^工业|大类|现代"
)
# what measures anybody, so that it is of whom the clause opens with
_OF_ANYBODY = re.compile(
    "(?:进出口|出口|进口)(?:总额|额)?|利润(?:总额)?|营收|营业收入|销售(?:收入|额)|增加值|总?产值|投资|税收|用电量|[贷存]款余额"
)
_OF_FIRMS = re.compile("规上工业|规模以上工业")


@dataclass(frozen=True, slots=True)
class Opener:
    """`who` is a part of all firms or partners and becomes the scope; `what` completes the name of what is measured."""

    who: str = ""
    what: str = ""


def opener_in(scan: Scan, start: int, stop: int) -> Opener | None:
    """The subject of a clause without numbers, None where it has none of its own."""
    if not _NAMES_SOMEBODY.search(scan.text, start, stop):
        return None
    if any(not amount.word for amount in between(scan.amounts, start, stop)):
        return None
    partner = _WITH_WHOM.fullmatch(scan.masked, start, stop)
    if partner is not None:
        return Opener(who=scan.text[partner.start("way") : partner.end("whom")])
    clause = _words(scan, start, stop)
    who = _WHO.fullmatch(clause)
    if who is not None:
        return None if _EVERYBODY.search(who["who"]) else Opener(who=who["who"])
    what = _WHAT.fullmatch(clause)
    return Opener(what=what["what"]) if what is not None and not _EVERYBODY.search(what["what"]) else None


def _words(scan: Scan, start: int, stop: int) -> str:
    """The clause as printed, without places and periods; what is measured stays masked."""
    counted = [m for m in between(scan.mentions, start, stop) if m.indicator.measure is Measure.COUNT]
    masked = list(scan.masked[start:stop])
    for mention in counted:
        masked[mention.start - start : mention.end - start] = scan.text[mention.start : mention.end]
    pairs = zip(scan.text[start:stop], masked, strict=True)
    return "".join(mark if mark == I else printed for printed, mark in pairs if mark not in (A, P))


def completed(
    scan: Scan, span: tuple[int, int], labels: tuple[Label, ...], opener: Opener, vocabulary: Vocabulary
) -> tuple[Label, ...]:
    """The labels of a later clause as the opener completes them, where they measure anybody's."""
    if len(labels) != 1 or labels[0].scope is not None:
        return labels
    mentions = between(scan.mentions, *span)
    printed = scan.text[mentions[-1].start : mentions[-1].end] if labels[0].indicator and mentions else labels[0].term
    flows = _OF_ANYBODY.fullmatch(printed) is not None
    if opener.who and (flows or _OF_FIRMS.match(printed)):
        return (replace(labels[0], scope=opener.who),)
    if not opener.what or not flows or (printed.startswith("进") and opener.what.endswith(BRANCHES)):
        return labels  # no branch has trade both ways of its own
    known = vocabulary.term(opener.what + printed)
    return (Label(known.name_zh if known else opener.what + printed, known),)


def names_a_place(scan: Scan, start: int, stop: int) -> bool:
    """Whether a place is spoken of here, which ends what an opener began."""
    return any(place.role is Role.SUBJECT for place in between(scan.places, start, stop))
