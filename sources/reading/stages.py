"""Counts beside a list that are not of its members: who passed review or failed it, lost the title, was recommended.

Such a count is of the list in part only. Its scope says of which part, so that it is never taken for the list itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sources.reading.amounts import Amount
from sources.reading.cues import A, I, N
from sources.reading.label import Label
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.series import Measure, Unit

_WHO = r"(?:企业|单位|项目|产品|案例|集群|工厂|平台|园区|基地|中心)"
_REVIEW = r"(?:复核|延续评价|复审|复评)"
_NUMBER = r"(?:分别|共有?|共计|为|有|达到?|约|近|超过?)*$"
_NAME = rf"(?:的?{I}+(?:称号|资格)?|的?{_WHO})?"
_FAILED = rf"(?:{_REVIEW}?(?:拟?不予?|未能?)通过{_REVIEW}?)"
_PASSED = rf"(?:(?<!未)(?<!不)(?<!予)(?<!能)通过[^，。；{N}]{{0,6}}{_REVIEW}|{_REVIEW}通过)"
_LEFT = r"(?:主动放弃|自愿放弃|自动放弃)"
_RECOMMENDED = "推荐"  # told of lists that nobody has reviewed, too
_STRUCK = "撤销称号"
_TOLD_ALONE = (_RECOMMENDED, _STRUCK)
_LOST = r"(?:撤销|取消)"

# What stands before the number, and behind it up to the next mark; the first that fits says which part it is.
_PARTS = tuple(
    (scope, re.compile(rf"{before}{_NUMBER}"), re.compile(rf"[^，。；、：{N}]{{0,30}}?{behind}"))
    for scope, before, behind in (
        ("未通过复核", f"{_FAILED}{_NAME}", rf"(?:拟?不予?|未能?|没有)通过(?:{_REVIEW}|$)"),
        ("通过复核", f"{_PASSED}{_NAME}", rf"(?:通过(?:[^，。；{N}]{{0,6}}批)?(?:{_REVIEW}|$)|{_REVIEW}通过)"),
        ("放弃复核", f"{_LEFT}{_REVIEW}?{_NAME}", rf"{_LEFT}(?:{_REVIEW}|$)"),
        (_STRUCK, f"{_LOST}{_NAME}(?:称号|资格)?", rf"(?:被|予以|拟)?{_LOST}[^，。；]{{0,6}}(?:称号|资格|认定|$)"),
        (_RECOMMENDED, "推荐", r"(?!)"),
    )
)
_ONLY_A_PLACE = re.compile(rf"(?:而|其中)?{A}+(?:市|则)?(?:有|为|共)?")
_SPEAKS_OF_ONE = re.compile("通过|放弃|撤销|取消|推荐")
_END = re.compile(r"[，。；、：]|$")
_OF_A_REVIEW = re.compile(_REVIEW)
_ELSEWHERE = re.compile(r"(?:公布|发布|公示)[^，。；]{0,24}结果")


def staged(scan: Scan, said: Said, amount: Amount, known: Callable[[], Label | None]) -> Label | None:
    """The list that a count beside it belongs to, with its part as the scope; `known` is the list that is spoken of.

    A label without a term: nobody can tell which list. None: no such part is counted.
    """
    if amount.number.unit is not Unit.COUNT:
        return None
    begin = max(said.start, *(scan.masked.rfind(mark, said.start, amount.start) + 1 for mark in "，；：:、。"))
    if said.staged is not None and _ONLY_A_PLACE.fullmatch(scan.masked, begin, amount.start):
        return said.staged
    end = _END.search(scan.masked, amount.stop)
    stop = min(said.stop, end.start()) if end else said.stop
    before, behind = scan.masked[begin : amount.start], scan.masked[amount.stop : stop]
    scope = _part(before, behind) if _SPEAKS_OF_ONE.search(before + behind) else None
    if scope is None or (scope not in _TOLD_ALONE and not _OF_A_REVIEW.search(scan.text, said.start, said.stop)):
        return None
    named = [m.indicator for m in between(scan.mentions, begin, stop) if m.indicator.measure is Measure.COUNT]
    whole = Label(named[-1].name_zh, named[-1]) if named else known()
    return Label(whole.term, whole.indicator, scope=scope) if whole is not None else Label("", scope=scope)


def told_elsewhere(scan: Scan, said: Said, amount: Amount) -> bool:
    """同时公布的复核结果中，98个集群通过复核: of somebody else's list, where the sentence does not say how many are from here."""
    return _ELSEWHERE.search(scan.text, said.start, amount.start) is not None


def _part(before: str, behind: str) -> str | None:
    for scope, lead, tail in _PARTS:
        if lead.search(before) or tail.match(behind):
            return scope
    return None
