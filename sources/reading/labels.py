"""What a stretch of text says is measured: one label, or the labels of a list with the suffix they share."""

from __future__ import annotations

import re
from dataclasses import replace

from sources.reading.branches import ABOVE
from sources.reading.label import About, Label, Named
from sources.reading.label_text import (
    HELD,
    Atoms,
    as_a_list,
    condensed,
    cuts_at_one_and,
    has_mark,
    is_unread,
    printed_of,
    shared_suffix,
    torn,
    with_doer,
    without_summing,
)
from sources.reading.label_words import BARE_MEASURES, LEAD_IN, SPLIT, SPLIT_MARKS, VERBS, without_trail
from sources.reading.naming import Naming
from sources.reading.scan import Scan
from sources.reading.vocabulary import Vocabulary

# 电气、鞋业、泵阀五大支柱产业增加值; 数据中心、云计算等新兴业务收入: one value is that of all, by the name of all
_SUMMED = re.compile(
    r"、.*?(?P<all>(?<=等)[^、等\d一二三四五六七八九十][^、等]+|[一二三四五六七八九十两\d]+大[^、]{0,10}(?:产业|行业|领域|集群)[^、]*)$"
)


_ONE_CLASS = re.compile(r"[^类]*、[^类]*类[\ue100-\uefff]")  # 服装鞋帽、针纺织品类商品零售额 is of one class of goods


_PIECES = re.compile(r"\d[\d.]*[万亿]?(?:辆|台|吨|件|套|部|艘|支|只|片|块)")
_FIRMS_MADE = re.compile(r"(?<![全业])生产(?P<what>[\u4e00-\u9fff]{2,6})$")  # 生产整车83.5万辆
_FIRMS_OWN = re.compile(r"年?(?:收入|营业收入|销售额|销售收入|总产值|产值|营业额|营收|产销额)")


def _of_a_list(label: Label, text: str) -> Label:
    """绿色制造名单, where what is on it has no name of its own."""
    if label.indicator is not None or "名单" not in text:
        return label
    return replace(label, term=as_a_list(label.term, text.partition(label.term)[2]))


class Labels:
    """Reads labels for one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        stems = {name[: -len("增加值")] for name in vocabulary.terms if name.endswith("增加值") and SPLIT.search(name)}
        self._naming = Naming(vocabulary, stems)
        self._protected = sorted((stem for stem in stems if len(stem) > 4), key=len, reverse=True)

    def read(self, scan: Scan, start: int, end: int, about: About, *, expected: int = 1) -> Named:
        """The labels of `text[start:end]`, where `expected` values wait for them.

        `unread` says that words stand there which might name something and were not understood.
        """
        text, atoms, scope = condensed(scan, start, end)
        self._naming.about = about
        segments = [part for part in VERBS.split(with_doer(text)) if part]
        for segment in reversed(segments):
            found = self._segment(segment, atoms, about.noun, expected)
            if found and self._is_of_another(segment, segments, atoms):
                return Named((), unread=True)
            if found:
                return Named(tuple(replace(_of_a_list(label, text), scope=label.scope or scope) for label in found))
        return Named((), any(is_unread(segment, atoms) for segment in segments))

    def of_firm(self, scan: Scan, start: int, end: int) -> Label | None:
        """销售额 of a firm that is known: no total stands behind it, so the bare measure is the firm's own."""
        clause = re.split(r"[，；：“”]", condensed(scan, start, end)[0])[-1]
        made = _FIRMS_MADE.search(clause) if _PIECES.match(scan.text, end) else None
        if made is not None and not VERBS.search(made["what"]):
            return Label(made["what"] + "产量")
        words = without_trail(VERBS.split(with_doer(without_trail(LEAD_IN.sub("", clause))))[-1])
        return Label(words) if _FIRMS_OWN.fullmatch(words) and "占" not in clause else None

    def _is_of_another(self, segment: str, segments: list[str], atoms: Atoms) -> bool:
        """光伏企业东方日升实现产值: the bare measure is not that of the total, but of what stands before it."""
        bare = without_trail(LEAD_IN.sub("", segment)) in (*BARE_MEASURES, *ABOVE)
        return bare and any(is_unread(part, atoms) for part in segments[: segments.index(segment)])

    def _segment(self, segment: str, atoms: Atoms, noun: str, expected: int) -> list[Label]:
        segment = without_trail(LEAD_IN.sub("", segment))
        if not segment:
            return []
        if expected == 1 and (summed := _SUMMED.search(segment)) is not None:
            segment = summed["all"]
        best: list[Label] = []
        for items in self._cuts(segment, expected):
            if len(best) > 1 and len(items) == 1 and all(label.indicator for label in best):
                break  # 交通投资和高新技术产业投资均增长: two that are known, not one that is not
            labels = self._items(items, atoms, noun)
            if labels and (len(labels) == expected or not best):
                best = labels
            if len(best) == expected:
                break
        return best

    def _cuts(self, segment: str, expected: int) -> list[list[str]]:
        """The ways to cut a list into items: at every mark and 和, or at marks only, or not at all."""
        full = self._cut(SPLIT, segment)
        marks = self._cut(SPLIT_MARKS, segment)
        cuts = [full]
        if expected == 1 and len(full) > 1 and not has_mark(segment):
            cuts.insert(0, [segment])  # 批发和零售业 is one sector where one value waits
        if expected == 1 and _ONE_CLASS.fullmatch(segment):
            cuts.insert(0, [segment])
        if marks != full:
            cuts.append(marks)
            cuts.extend(cuts_at_one_and(marks))
        cuts.append([segment])
        return [cut for cut in cuts if cut is full or len(cut) == expected == 1 or not any(torn(item) for item in cut)]

    def _cut(self, at: re.Pattern[str], segment: str) -> list[str]:
        """Cut without breaking the names of sectors that hold 、 or 和 themselves."""
        held = [stem for stem in self._protected if stem in segment]
        for number, stem in enumerate(held):
            segment = segment.replace(stem, chr(HELD + number))
        items = [item for item in at.split(segment) if item]
        for number, stem in enumerate(held):
            items = [item.replace(chr(HELD + number), stem) for item in items]
        return items

    def _items(self, items: list[str], atoms: Atoms, noun: str) -> list[Label]:
        if not items:
            return []  # nothing but the marks that part a list
        printed = [
            without_summing(printed_of(item, atoms)) if len(items) > 1 else printed_of(item, atoms) for item in items
        ]
        self._naming.last, self._naming.is_list = printed[-1], len(items) > 1
        shared = shared_suffix(printed[-1]) if len(items) > 1 else ""
        labels = []
        for item in items:
            label = self._naming.item(without_summing(item) if len(items) > 1 else item, atoms, shared, noun)
            if label is None:
                return []
            labels.append(label)
        return labels
