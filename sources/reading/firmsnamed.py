"""Firms that a text names once as such, by who speaks for them or by what they are called for short.

A feature says 拓远模具总经理陈立 or 浙江某某股份有限公司（以下简称“某某股份”） once, and 某某股份 everywhere else: what the
name stands before is the firm's there, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.reading.companies import TRADE, is_general
from sources.reading.plain import fold
from sources.reading.text import BlockKind, Document

_HAN = r"[\u4e00-\u9fffA-Za-z]"
_SPEAKS_FOR = (
    r"(?:公司)?(?:常务|执行|高级)?(?:副?总经理|副?董事长|副?总裁|(?:联合)?创始人|首席[\u4e00-\u9fff]{2,3}官|CEO|CTO|厂长|总工程师|车间主任"
    r"|(?:技术|研发|生产|销售|市场|运营|营销|财务|外贸|行政)(?:中心)?(?:总监|经理|负责人|部长|主管))"
)
_SPOKEN_FOR = re.compile(rf"(?:^|[，。；：“”、！？,:\s])(?P<name>{_HAN}{{3,14}}?)的?{_SPEAKS_FOR}(?={_HAN}{{2}})")
_FOR_SHORT = re.compile(
    rf"(?:公司|集团|厂|研究院)\((?:(?:以下|下)?(?:简称|称))[:：]?[“\"]?(?P<name>{_HAN}{{2,10}})[”\"]?\)"
)
# 位于慈溪的某某智能引入…; 某某电子的溅射靶材全球市场份额…; 某某电缆今年实现营业收入…，净利润…: only firms stand, hold and report so
_BY_TRADE = rf"(?P<name>{_HAN}{{2,6}}?(?:{TRADE}|机电|电缆|线缆|电机|塑机))"
_STANDS_IN = re.compile(
    rf"(?:位于|地处|坐落于|坐落在)[^，。；的]{{2,14}}的{_BY_TRADE}(?=是|引[入进]|今年|去年|近年|，)"
)
_HOLDS = re.compile(
    rf"(?:^|[，。；]){_BY_TRADE}的[^，。；]{{2,20}}(?:全球|世界|国内|全国)(?:市场份额|市占率|市场占有率)"
)
_REPORTS = re.compile(
    rf"(?:^|[，。；]){_BY_TRADE}(?:今年|去年|20\d\d年|上半年|前三季度|一季度)[^，。；]{{0,8}}(?:营业收入|营收)[^；。]*净利润"
)
_LEAD_IN = re.compile(
    r"^(?:据|在|对|听|随着?|跟着|正如|日前|近日|昨[日天]|今年|去年|记者|采访中|来自|作为|位于|企业|公司|如今|而|当地|本土|老牌|知名|民营|专精特新|“?小巨人”?|龙头|骨干|链主|单项冠军|宁波市?|浙江省?|[\u4e00-\u9fff]{2}(?:区|市|县)的?)+"
)
_NO_FIRM = re.compile(
    r"^[我全各本][国省市区县]|^(?:中国|高端|先进|传统|重点)|局|委员会|政府|部门|办公室|协会|商会|联盟|银行|大学|学院|研究[院所]|海关|法院|中心$|[厅委办院会署队处科]$|产业|行业|企业|公司|集群|园区|项目|平台|市场|外贸$|业务|[的了在和与说着他她我们这那]|分管|分公司|负责|介绍|表示|告诉|担任|现任|原任|女士|先生"
)
_SHORTEST = 3  # characters; shorter names are parts of other words


def firms_named(document: Document) -> frozenset[str]:
    """The names, as the text uses them; empty for a text that introduces none."""
    found: set[str] = set()
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            continue
        text = fold(block.text)
        for match in _introduced(text):
            name = _LEAD_IN.sub("", match["name"])
            if len(name) >= _SHORTEST and not _NO_FIRM.search(name):
                found.add(name)
    return frozenset(found)


def _introduced(text: str) -> Iterator[re.Match[str]]:
    yield from (*_SPOKEN_FOR.finditer(text), *_FOR_SHORT.finditer(text))
    by_trade = (match for pattern in (_STANDS_IN, _HOLDS, _REPORTS) for match in pattern.finditer(text))
    yield from (match for match in by_trade if not is_general(match["name"]))
