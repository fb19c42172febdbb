"""Names told in short after the whole one: 用电量 after 全社会用电量, 存栏 after 生猪出栏, 自然口径 after what was counted so."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sources.catalogue import Indicator
from sources.reading.label import Label

Known = Callable[[str], Indicator | None]

_HEADS = ("存栏", "出栏", "存栏量", "出栏量")
_BESIDE = {"用电量": ("用电量",), "销售面积": ("销售额",), **dict.fromkeys(_HEADS, _HEADS)}
_WHOLE = re.compile(
    r"(?P<whose>全社会(?=用)|商品房|.{1,4}?(?=年?末?[存出]栏))(?:年?末)?(?P<what>用电量|销售面积|[存出]栏量?)"
)
_COUNTED_HOW = re.compile(r"(?P<of>.*?)(?P<how>(?:自然|同|可比)口径)")


def shortened(printed: str, named: Label | None, known: Known) -> Label | None:
    """What `printed` is short for beside `named`, the subject named last; None where it is not."""
    return _part_of_name(printed, named, known) or _by_count(printed, named, known)


def _part_of_name(printed: str, named: Label | None, known: Known) -> Label | None:
    whole = _WHOLE.fullmatch(named.term) if named is not None else None
    if whole is None or printed not in _BESIDE.get(whole["what"], ()):
        return None
    term = known(whole["whose"] + printed)
    return Label(term.name_zh, term) if term is not None else Label(whole["whose"] + printed)


def _by_count(printed: str, named: Label | None, known: Known) -> Label | None:
    """一般公共预算收入同口径增长2.1%，自然口径下降0.4%: two counts of one thing, never told as one series."""
    how = _COUNTED_HOW.fullmatch(printed)
    if how is None:
        return None
    term = known(how["of"])
    if term is not None:
        return Label(term.name_zh, term, scope=how["how"])
    if how["of"] or named is None or named.indicator is None:
        return None
    return replace(named, scope=how["how"])
