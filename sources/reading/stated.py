"""How many an announcement says are on its list, where the names stand in an attachment or only some are named."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sources.reading.numerals import chinese_value
from sources.reading.plain import fold
from sources.reading.text import Block, BlockKind, Document

_NUMBER = r"(?P<number>\d{1,5}|[一二三四五六七八九十百两]{1,6})\s*(?P<counter>[家个项件户款席名])"
_TOTALS = (
    re.compile(
        rf"(?:共计|合计|总计|共有|共(?:遴选|评选|认定|推荐|入选|入围|评出|产生)?(?:出)?(?:入围|入选|揭榜|优秀|典型|示范|拟认定)*(?:项目|案例|企业|单位|产品)?)\s*{_NUMBER}"
    ),
    re.compile(rf"等\s*{_NUMBER}"),
    re.compile(rf"(?:现将|将|确定|同意|认定|公布|公示)\s*{_NUMBER}(?=[^。，；]{{0,40}}(?:名单|予以|[为作]))"),
)
_SENTENCE = re.compile(r"[^。！？；\n]+")
_ANNOUNCES = re.compile(r"名单|公示|公布|确定|认定|入选|列入|遴选|入围")
_OTHER = re.compile(
    r"不超过|至多|每[家个县市区]|(?:推荐|申报)(?:了|的)?\s*\d|到期|撤销|取消|未通过|退出|复核|以内|力争|截至|累计|目前|其中[^，]*$"
)


@dataclass(frozen=True, slots=True)
class Stated:
    number: int
    counter: str
    span: tuple[int, int]
    quote: str


def stated_total(document: Document) -> Stated | None:
    """The one total that the sentences of an announcement give; None where they give none or several."""
    found = {one.number: one for block in document.blocks for one in _in_block(block)}
    return next(iter(found.values())) if len(found) == 1 else None


def _in_block(block: Block) -> list[Stated]:
    if block.kind is not BlockKind.PARAGRAPH:
        return []
    found: list[Stated] = []
    for sentence in _SENTENCE.finditer(block.text):
        text = fold(sentence[0])
        if not _ANNOUNCES.search(text) or _OTHER.search(text):
            continue
        for match in (match for total in _TOTALS for match in total.finditer(text)):
            value = chinese_value(match["number"])
            if value is not None:
                start = block.start + sentence.start() + match.start("number")
                span = (start, start + len(match["number"]))
                found.append(Stated(int(value), match["counter"], span, sentence[0].strip()))
    return found
