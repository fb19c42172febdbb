"""Firms named in prose, by the pattern of their names; what they claim is never a city's figure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_NAME = r"[^，。、；：:“”()（）的在和与了为是有等由及家\s\d\ue002-\ue004]"
_LEGAL = r"有限责任公司|股份有限公司|有限公司|集团公司|公司|集团(?!军)|股份(?!制|额|合|权)"
TRADE = r"光学科技|科技|智能|电器|高科|光学|炼化|药业|重工|精工|光电|精密机械|机械|控股|实业|电子|新能源|新材|生物|半导体|汽车|股份|石化|化工|医药|轴承"
_STRONG = re.compile(rf"(?P<name>{_NAME}{{2,10}}?)(?P<where>\([^)]{{2,4}}\))?(?P<form>{_LEGAL})")
_WEAK = re.compile(
    rf"(?:在|来自|源自|首选|由)(?P<city>\ue002*)(?P<name>{_NAME}{{2,6}}?(?:{TRADE}))(?=[，。；、的…\-]|$)"
)
_TRADING = re.compile(
    rf"(?:^|[，。；])\ue002*(?P<name>{_NAME}{{2,4}}?(?:{TRADE}))(?=\ue003*(?:累计|共)?(?:实现)?(?:整车)?(?:销量|营收|净利润|订单|销售额|出货量|市值|交付))"
)
# 海天国际的注塑机产量占全球26%: who holds a share of the world is a firm.
_OF_THE_WORLD = re.compile(rf"(?:^|[，。；])(?P<name>{_NAME}{{2,8}})的[^，。；]{{2,14}}占(?=\ue002{{2}}\ue004)")
# 舜宇光学科技前三季度营业收入增长15.1%, 德鹰精密机械旋梭产品全球市场占有率超35%
_REPORTS = re.compile(
    rf"(?:^|[，。；])\ue002*(?P<name>{_NAME}{{2,5}}?(?:光学科技|精密机械|高科|药业|重工|精工|炼化|电驱|电气|科技|股份))(?=\ue003*(?:实现)?\ue001|[^，。；]{{0,8}}\ue002*市场占有率|[^，。；]{{0,6}}出货量)"
)
_AREA_FIRM = re.compile(
    r"(?<=\ue002)(?P<name>(?:炼化|石化)(?!产业|行业|工业|企业|产品|园区|基地|项目)|港集团|舟山港集团)|(?:^|(?<=[，。；]))(?P<plant>[\u4e00-\u9fffA-Za-z]{2,8}?(?:智慧|智能|超级|整车|无人)?工厂)(?=\ue003*(?:累计|共|已)?(?:下线|生产|年产|投产|产能|实现|完成))|(?:^|(?<=[，。；]))(?P<works>[\u4e00-\u9fff]{2,4}汽车\ue002*(?:基地|工厂)|[\u4e00-\u9fff]{2,8}\ue002+(?:整车)?工厂)"
)
_KIND_OF_PLANT = re.compile(
    r"级|示范|5G|灯塔|标杆|^(?:入选|入围|上榜|获评|智能|智慧|绿色|未来|数字|多家|部分|这些|各|该|百家)|的|\ue001"
)
_GENERAL = re.compile(
    r"^(?:上市|[分子母总各该本两]|外资|外贸|国有|民营|跨国|龙头|大型|中小|家|企业|产业|平台|投资|多家|一批|相关|央企|新三板|百强|物业|保险|证券|基金|贸易|.*(?:企业|上市|产业|A股|科创板))+$"
)
_GENERAL_WEAK = re.compile(
    r"人工智能|具身智能|高新科技|新能源汽车|生命健康|^(?:国产|进口|出口|自主|商用|二手|乘用|民用|新)|绿色石化|新材料|信息科技|现代科技|^(?:汽车|电子|机械|化工|石化|科技|生物|全球|全国|世界)|产业|领域|企业"
)
_LEAD_IN = re.compile(
    r"^(?:位于|来自|源自|首选|记者从|据|如|像|例如|比如|以|其中|此外|从|走进|全球|世界|国内|知名|民营企业|本土企业|龙头企业|骨干企业|上市公司|企业)+"
)


def is_general(name: str) -> bool:
    """人工智能, 新能源汽车: what ends as the names of firms do, and is a trade."""
    return _GENERAL_WEAK.search(name) is not None


PRONOUN = "@"  # the firm last named: 该企业, 公司
UNNAMED = "?"  # 记者走访的一家注塑机企业, 我们厂
_UNNAMED = re.compile(
    r"(?<![第每首前这那])(?:(?<![\d十百千万])一家(?!家)|某(?!些))(?![^，。；]{0,14}(?:名为|名叫|叫做))[^，。；、“”\ue004]{0,14}?(?:企业|公司|工厂|厂商|集团|[工车饰件具]厂|厂|供应商|车企|造车新势力|商家)(?![家房区]|数|主体)|某[区县市镇地](?!场)|(?:我们|咱们?)(?:公司|企业|集团|工?厂)(?![房区])"
)
_PRONOUN = re.compile(
    r"(?:^|(?<=[，。；：\ue002“]))(?:该|这家|本)?(?:公司|集团|企业)(?=[建投研开生年今已将的目自创拥实累也还产有在去]|上(?!榜)|\ue003)|(?:(?<=\ue003)|(?<=\ue003，))公司(?=[\ue001销营产出主员])|(?:该|这家|本)(?:公司|集团|企业)"
)


_GIVES_A_FIRM_AWAY = (
    "公司",
    "集团",
    "该企业",
    "这家企业",
    "占全球",
    "股份",
    "在",
    "自",
    "首选",
    "由",
    "炼化",
    "销",
    "营收",
    "利润",
    "订单",
    "科技",
    "机械",
    "汽车",
    "药业",
    "重工",
    "工厂",
    "电驱",
    "高科",
    "精工",
    "光学",
    "电气",
)  # a text without any of these names none


def companies_in(
    text: str, masked: str, named: frozenset[str] = frozenset(), catalogued: Sequence[tuple[str, int, int]] = ()
) -> list[tuple[str, int, int]]:
    """Name without its city and legal form, and where it stands.

    `named` are those that the text introduces somewhere, `catalogued` those of the catalogue that stand in it.
    """
    known = [(name, at.start(), at.end()) for name in named for at in re.finditer(re.escape(name), text)]
    known += catalogued
    if any(word in text for word in ("一家", "某", "我们", "咱")):
        known += [(UNNAMED, match.start(), match.end()) for match in _UNNAMED.finditer(masked)]
    if not known and not any(word in text for word in _GIVES_A_FIRM_AWAY):
        return []
    found = [*known, *_strong(text, masked), *_weak(text, masked), *_trading(text, masked)]
    found += [(PRONOUN, match.start(), match.end()) for match in _PRONOUN.finditer(masked)]
    for match in _AREA_FIRM.finditer(masked):
        if match["plant"] and _KIND_OF_PLANT.search(match["plant"]):
            continue
        start = match.start()
        while masked[start - 1 : start] == "\ue002":
            start -= 1
        found.append((text[start : match.end()], start, match.end()))
    return _without_overlaps(found)


def _strong(text: str, masked: str) -> list[tuple[str, int, int]]:
    found = []
    for match in _STRONG.finditer(masked):
        if "\ue001" in match["name"]:
            continue
        name = text[match.start("name") : match.end("name")]
        lead = _LEAD_IN.match(name)
        start = match.start() + (lead.end() if lead else 0)
        name = name[lead.end() :] if lead else name
        if len(name) < 2 or _GENERAL.match(name):
            continue
        form = match["form"] if match["form"] == "股份" else "集团" if match["form"].startswith("集团") else ""
        found.append((name + form, start, match.end()))
    return found


def _weak(text: str, masked: str) -> list[tuple[str, int, int]]:
    found = []
    for match in _WEAK.finditer(masked):
        name = text[match.start("name") : match.end("name")]
        if "\ue001" in match["name"] or _GENERAL_WEAK.search(name):
            continue
        start = match.start("city") if match["city"] else match.start("name")
        found.append((name, start, match.end()))
    return found


def _trading(text: str, masked: str) -> list[tuple[str, int, int]]:
    """吉利汽车上半年销量: a firm without its legal form, known by what it does."""
    named = [
        (text[m.start("name") : m.end("name")], m.start("name"), m.end("name"))
        for pattern in (_TRADING, _OF_THE_WORLD, _REPORTS)
        for m in pattern.finditer(masked)
    ]
    return [firm for firm in named if not _GENERAL_WEAK.search(firm[0]) and "\ue001" not in masked[firm[1] : firm[2]]]


def _without_overlaps(found: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    kept: list[tuple[str, int, int]] = []
    for name, start, end in sorted(found, key=lambda firm: (firm[1], -firm[2])):
        if not kept or start >= kept[-1][2]:
            kept.append((name, start, end))
    return kept
