"""What is counted or shared where it stands behind its number: 4个国家先进制造业集群, 87件产品入选…, 43%的创新平台."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.label import About, Label
from sources.reading.label_text import as_a_list
from sources.reading.label_words import NOT_A_NOUN, VERBS
from sources.reading.labels import Labels
from sources.reading.roles import Role
from sources.reading.runs import run_of
from sources.reading.scan import Scan, between
from sources.series import Measure, Unit

_CLAUSE_END = re.compile(r"[，。；！？：、\ue004()…]|$")
_PHRASE_END = re.compile(r"[，。；！？：、\ue004]|--|$")
_NOUN_END = re.compile(
    r"所在|入选|入围|获评|获批|列入|上榜|认定|跻身|荣获|获得|获|纳入|覆盖(?!率)|涉及|涵盖|成功|顺利|入榜|因|未|给予|予以|通过|实现|完成|正|已|均|都|在|成为|汇聚|集中|集聚|来自|分布|同比|比|较|增长|下降|占|位|居|列|的|开工|投产|移出|落地|建成|复核|参加|参与|进行|申报|签约|被|中有|中|为|是|有|和|及|以上|以内|达|达到|就|从|按|由|纷纷|全部|先后|投入|保持|呈|榜上"
)
_HELD_BY = re.compile(
    r"(?:来自|出自|汇聚|集中|集聚|分布|落户|聚集|都|产生|诞生|建|设)[^，。；]{0,2}?(?:在|于|来自)?(?P<holder>(?:龙头|民营|规上|规模以上)?(?:工业)?企业)"
)

# 民营经济贡献了全市66%的增加值、75%的税收
_GIVEN_BY = re.compile(
    r"(?P<holder>(?:民营|国有|外资|中小微?|大型|规上|规模以上)(?:工业)?(?:企业|经济))(?:贡献|创造|提供|缴纳|吸纳|完成)了?[^，。；]*$"
)


_BARE_COUNT = re.compile(r"(?:个|家|项|席|件)?(?:案例|项目|企业|单位|产品)?$")  # 在…典型案例中，宁波入选33个
_AMONG_NAMED = re.compile(r"在[^，。；]{4,40}?[中里]，[^，。；]{0,12}(?:入选|入围|上榜)$")
_NAMING = re.compile(r"(?:认定|评定|命名|确定|遴选|选定|拟?将)(?:[^，。；]{2,120}等|下列|以下|如下|上述)?$")
_NAMED_AS = re.compile(r"[^，。；]{0,6}?(?:认定|评定|命名|确定|列|评|增补)?为")


_MEASURED = re.compile(
    r"(?P<thing>[^，。；\ue001-\ue004]{2,14}?(?:企业|工厂|单位|集群|机构|园区)”?)[^，。；\ue002-\ue004]{2,10}$"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """`explicit` is false where only the list named earlier in the sentence tells what was counted."""

    label: Label
    scope: str | None = None


def counted(scan: Scan, amount: Amount, sentence: int, labels: Labels) -> Counted | None:
    """What the noun behind a count names; None where none stands there."""
    if amount.number.unit is not Unit.COUNT:
        return None
    stop = _match_end(_CLAUSE_END, scan.masked, amount.stop)
    clause = scan.masked[amount.stop : stop]
    if amount.number.counter == "席":
        return _list_before(scan, amount, sentence)
    ends = [match.start() for match in (_NOUN_END.search(clause), VERBS.search(clause)) if match]
    if (own := _MEASURED.match(clause)) is not None and scan.masked.startswith(cues.N, stop):
        ends.append(own.end("thing"))  # 4户“科改企业”研发投入6.8亿元: the firms are counted
    until = amount.stop + min([*ends, len(clause)])
    if _BARE_COUNT.match(clause) and (among := _AMONG_NAMED.search(scan.text, sentence, amount.start)):
        return _list_before(scan, amount, among.start())
    named_as = _NAMED_AS.match(clause) if _NAMING.search(scan.text[sentence : amount.start]) else None
    entered = cues.ENTERED.search(clause) or named_as
    if until > amount.stop and not re.match(r"位次|左右|以上|以内|百分点", clause):
        found = labels.read(scan, amount.stop, until, About()).labels
        if len(found) == 1 and (found[0].indicator or _is_thing(found[0].term)):
            return Counted(found[0])
    if entered is not None:
        listed = _list_after(
            scan, amount.stop + entered.end(), _match_end(_PHRASE_END, scan.masked, amount.stop), labels
        )
        return listed or _list_before(scan, amount, sentence)
    return None


def enters(scan: Scan, amount: Amount) -> bool:
    """100个集群入围: somebody enters a list that the text named before."""
    if amount.number.unit is not Unit.COUNT:
        return False
    clause = scan.masked[amount.stop : _match_end(_CLAUSE_END, scan.masked, amount.stop)]
    entered = cues.ENTERED.search(clause)
    return entered is not None and _THINGS.match(_GLADLY.sub("", clause[: entered.start()])) is not None


_GLADLY = re.compile(r"(?:成功|顺利|同时|一举|首批|正式|均|都)+$")
_THINGS = re.compile(
    "^(?:"
    + run_of(
        r"集群|工厂|机构|园区|基地|产品|企业|城市|项目|单位|平台|案例|典型经验|经验|地市|地级市|县市区|行业|大类|领域|国家|地区|个|家|设区市|区县|品种|门类|县|区|街道|镇|部门|人|户|大类行业|行业大类|工业行业|工业大类行业|方面|环节|月|国家和地区|及以上|多|指数|分类指数"
    )
    + ")?$"
)


def _is_thing(term: str) -> bool:
    """A noun that says by itself what is counted."""
    return (
        _THINGS.match(term) is None
        and len(term) >= 3
        and not term.endswith(("增加值", "投资", "产值", "收入", "利润", "产量", "销量", "价格", "总额"))
    )


def _match_end(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.search(text, start)
    return match.start() if match else len(text)


def _list_after(scan: Scan, start: int, stop: int, labels: Labels) -> Counted | None:
    stop = _match_end(re.compile(r"\((?:名单|详?见)|$"), scan.text[:stop], start)
    if between(scan.mentions, start, stop):
        named = labels.read(scan, start, stop, About()).labels
        return Counted(named[-1]) if named else None
    year = re.compile(r"为?(?:\d{4}年度?)?").match(scan.text, start)
    start = next((p.end for p in scan.places if year and p.start == year.end() and p.end < stop), start)
    name = re.match(r"(?:了|为|到|P)*(?P<name>[^，。；、]{3,28}?)(?:名单|目录|榜单|称号|$)", scan.text[start:stop])
    if name is None:
        return None
    printed = re.sub(
        r"^(?:\d{4}年度?|首批|第[一二三四五六七八九十]+批|工信部|国家工信部|全国|浙江省|省(?!级)|市(?!级))+",
        "",
        name["name"],
    ).strip("“”")
    return _listed(as_a_list(printed, scan.text[start + name.end("name") : stop]))


def _listed(printed: str) -> Counted | None:
    return Counted(Label(printed)) if len(printed) >= 3 and not NOT_A_NOUN.search(printed) else None


_OTHER_LIST = re.compile(r"[，；。](?:同[期时])?(?:公布|发布|公示)的(?P<name>[^，。；、的]{3,20})名单")


def _list_before(scan: Scan, amount: Amount, start: int) -> Counted | None:
    """在…典型案例中，: what was entered, as the catalogue calls it or as printed."""
    known = [m for m in between(scan.mentions, start, amount.start) if m.indicator.measure is Measure.COUNT]
    if known and (other := _OTHER_LIST.search(scan.text, known[-1].end, amount.start)) is not None:
        return _listed(other["name"])
    if known:
        return Counted(Label(known[-1].indicator.name_zh, known[-1].indicator))
    named = re.search(
        r"(?:在|从)(?P<name>[^，。；]{4,30}?)(?:名单|榜单|评选)?(?:中|里)，", scan.text[start : amount.start]
    )
    if named is None:
        return None
    printed = re.sub(
        r"^(?:\d{4}年度?|首批|第[一二三四五六七八九十]+批|\d+[家个项]|国家(?!级)|全[国省市]|浙江省|省|新一批|最新)+",
        "",
        named["name"],
    ).strip("“”")
    return _listed(printed)


@dataclass(frozen=True, slots=True)
class Portion:
    """43%的创新平台: a share of `label`; `whole` is the place named right before the number."""

    label: Label
    scope: str | None
    whole: str | None


_GROWS = re.compile(rf"{cues.MOVES.pattern}|增速|增幅|同比|占")


def portion(scan: Scan, amount: Amount, lead: str, labels: Labels) -> Portion | None:
    """The noun that a percentage is a part of, where it stands behind it with 的."""
    if amount.number.unit not in (Unit.PCT, Unit.TIMES):
        return None
    tenths = "?" if amount.number.counter == "成" else ""  # 近九成研发经费来自企业
    behind = re.match(rf"(?:及?以上|左右)?的{tenths}", scan.masked[amount.stop : amount.stop + 5])
    if behind is None or _GROWS.search(lead[-8:]):
        return None
    start = amount.stop + behind.end()
    stop = _match_end(_PHRASE_END, scan.masked, start)
    phrase = scan.masked[start:stop]
    noun = re.search(
        r"汇聚|集中|集聚|[建设]在|来自|分布|已|正|都|均|由|在|实现|完成|源自|首选|出自|落户|占|是|为|通过|参与|使用|开展|成为|获",
        phrase,
    )
    until = start + (noun.start() if noun else len(phrase))
    if re.match(
        r"(?:较快|高速|高|正|同比|中高速)?(?:增长|增速|增幅|涨幅|下降|降幅|跌幅|速度|水平|目标|比重|占比|份额|贡献)",
        phrase,
    ):
        return None
    found = labels.read(scan, start, until, About()).labels
    if len(found) != 1:
        return None
    if found[0].indicator is None and found[0].term.endswith("增加值"):
        found = (replace(found[0], term=found[0].term.removesuffix("增加值")),)
    held = _HELD_BY.search(scan.text, start, _match_end(re.compile(r"[，。；]"), scan.masked, start))
    held = held or _GIVEN_BY.search(scan.text[max(0, amount.start - 60) : amount.start])
    return Portion(found[0], held["holder"] if held else None, _whole_before(scan, amount))


def _whole_before(scan: Scan, amount: Amount) -> str | None:
    for place in reversed(scan.places):
        if place.end <= amount.start and place.role in (Role.SUBJECT, Role.WHOLE):
            between = scan.text[place.end : amount.start]
            return place.slug if re.fullmatch(r"(?:约|近|超|超过|逾|的)*", between) else None
    return None
