"""Stretches of text prepared for naming what is measured: marks for indicators, lists cut, shared suffixes."""

from __future__ import annotations

import re

from sources.catalogue import Indicator
from sources.reading.cues import MEANT, A, I
from sources.reading.label_words import ATOM, BRACKET_SCOPE, COMMON, LEAD_IN, SPLIT, SUFFIXES, UNTOLD, without_trail
from sources.reading.roles import Role
from sources.reading.scan import Place, Scan, between

Atoms = list[tuple[str, Indicator]]

_PLACES_OF = re.compile(
    r"港[域区](?=[^，。；])|[两三四五六七八九十](?:市|省|地|县|城)(?=[^，。；])|各?(?:区县市|区\(县、?市\)|县\(市、?区\)|区、县\(市\)|设区市|地级市|县市区|区县\(市\))中?"
)


# 在全国城市中位列第七, 列万亿城市第三位: the field, no part of the name.
_IN_A_FIELD = re.compile(
    r"[在居列]?(?:万亿|全部|同类|主要|重点|副省级|计划单列|百强|各|\d+个)?(?:计划单列市|大市|省区市|城市|地市|设区市|县市|县\(市\)|区\(县、市\)|区县\(市\)|区、县\(市\)|省份|省市|(?<=\d)市)(?<!试点城市)(?<!示范城市)(?<!创建城市)(?<!先进城市)(?:中|里)?(?=[位居列排第]|$)"
)


_IN_NAME = re.compile(r"“[^“”，。；]{1,14}”")  # “浙江制造”标准: no place, part of a name
_HELD_OF = re.compile(r"市场份额|市占率|市场占有率")  # 全球市场份额 is another than that at home
_BEGINS_A_NAME = re.compile(r"制造(?!业)|智造|[^，。；、]{0,12}(?:\d+|[百千])强(?!县|市|镇|区)")  # 浙江制造“品字标”企业
_PART_OF = re.compile(f"[{ATOM}]中(?!的)(?=[\u4e00-\u9fff{ATOM}])")  # 工业投资中技术改造投资


# Wordings that hide a name or are none, each with what stands instead; applied in this order.
_REWRITINGS = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (MEANT.pattern, "，"),
        (
            r"(?:紧随|排在)其后的|(?:排[在名]|位[居列])?第[一二三四五六七八九十\d]+位?的(?=有?$)",
            "，",
        ),  # 第六位的杭州有388家
        (r"(?<=增速)(?:排名?|位居)?(?:前[一二三四五六七八九十两]|靠前|居前|领先|最快)位?的", ""),
        (r"像[^，。；]{0,8}?(?:这样|一样)的", ""),
        (r"(?:放到|放在|放眼|拉长到?|站在)[^，。；]{1,16}看(?=，)", ""),
        (
            r"由[降升负正增减亏][^，。；]{0,2}[转为变][^，。；]{0,2}[增降正负盈升]|止跌回升|扭亏为盈|人民币|从[^，。；]{1,14}看|[与和同][^，。；]{0,12}不可比",
            "，",
        ),
        (
            r"第?一、第?二、第?三(?:次产业|产业|产)(?!业)|三次产业(?=(?:增加值)?(?:对|分别|贡献|$))",
            "第一产业、第二产业、第三产业",
        ),
        (r"(?<![第、一二三])([一二三])产(?=增加值|投资)", r"第\1产业"),
        (r"[^，。；]{0,16}(?:印发|发布|公布|公示)了?《([^《》，]{1,24}?)(?:名录|名单|目录)》", r"，\1名单"),
        (  # 某某集群竞赛胜出集群
            r"(?<=[群业品例厂台区地\ue100-\uefff])(?:竞赛|评选|评审|遴选|评比)(?:胜出|优胜|获胜|入选|入围)的?(?:集群|企业|产品|案例|工厂|平台|园区|基地)",
            "",
        ),
        (r"(?:应(?:当)?参加|参加|申请|申报|提出|应|需)复核(?:申请)?的(?=有?$)", ""),  # 应参加复核的有742家
        (r"(?<=人员)实现(?=再?就业$)", ""),  # 失业人员实现再就业7.3万人
        (r"(?<=[\ue100-\uefff]) +", ""),  # GDP 501.2亿元
        (r"三次产业(?=[和及与、]\w{0,8}[\ue100-\uefff]?用?电?量?(?:分别|$))", "第一产业、第二产业、第三产业"),
        (r"以([^，。；、以]{2,8}?)方式(?=[\ue100-\uefff])", r"\1"),
        (r"(?:限额以上|限上)[^，。；、和]{0,8}(?:单位|企业)中(?!的)(?=[^，。；])", "，"),
        (r"([^，。；、和及]{1,12}?)产销量?(?=分别|$)", r"\1产量、\1销量"),
        (_IN_A_FIELD.pattern, "，"),
        (r"(?:^|(?<=[、，]))[东中西]部(?:地区|省份)?(?:排名?|位列|位居|[居列])?第?$", "，"),  # 居全国第九位、东部第三位
        (r"(?:三家)?基础电信企业(?:及(?:中国)?广电)?(?:完成|实现)?的?(?=.)", ""),
        (_PART_OF.pattern, "，"),
        (r"(每[万千百十]?名[^，。；、]{2,10}?)拥有(?=[^，。；])", r"\1"),  # of each, not of all
        (r"(?:平均)?每[万千百]?(?:人口?|户)(?:家庭|居民)?(?:平均)?拥有", "每"),
        (
            r"由?(?:牵头|参与|主导|独立|联合|共同)(?:[、和或及]?(?:牵头|参与|参建|承建|建设|承担|培育|创建|研制|制定|制修订))*的(?=.)",
            "",
        ),
        (r"[一二两三四五六七八九]年(?:来|间|里)?(?:累计|共)?(?=$|增[长加]|下降|减少|提[高升]|翻|新增|净增)", "，"),
        (r"^\([^()]*\)(?=，|$)", ""),  # 财政收入6989亿元(一般公共预算收入口径)，: a note on the value before
        (r"(?:^|(?<=[，。；]))[^，。；]{2,20}?(?:领衔|为代表|为首|打头)的(?=.)", ""),
        (r"\([^()]*$", ""),
        (r"\((?:错月[^()]*)?\)", ""),
        (r"\((?:下同|以下|单位|现价|不变价|同比)[^)]*\)", ""),
        (r"(?<=[化盖])率先(?=突破|超|达)", "率"),  # 覆盖率 and 率先 that lost one 率 where they meet
    )
)
_SCOPE_IN_BRACKETS = re.compile(r"\((?:(?:不含|含|不包括|包括|剔除|扣除|不包含)[^)]*|[以按][^)]{1,6}计价?)\)")


def condensed(scan: Scan, start: int, end: int) -> tuple[str, Atoms, str | None]:
    """The text without places and periods, each indicator as one character, and a scope told in brackets."""
    text, atoms = _marked(scan, start, end)
    if _FIRMS_BEHIND.match(scan.text, end):
        text = _NAMES_OF_FIRMS.sub("", text)
    text = _both_incomes(_PLACES_OF.sub("", text), atoms)
    for pattern, instead in _REWRITINGS:
        text = pattern.sub(instead, text)
    text = _EACH_SIZE.sub(_each_size, _EACH_PARTNER.sub(_each_partner, text))
    bracket = BRACKET_SCOPE.search(scan.text, start, end)
    if bracket is None or scan.masked[bracket.start()] == I:  # none, or part of the indicator's own name
        return text, atoms, None
    text = _SCOPE_IN_BRACKETS.sub("", text)
    of_place = scan.masked[bracket.start() - 1 : bracket.start()] == A  # 全市(不含前湾新区): not the indicator's scope
    return text, atoms, None if of_place else bracket["scope"]


# 有公牛集团、海天塑机等5家企业: who they are, not what they are
_FIRMS_BEHIND = re.compile(r"\d+家(?:企业|公司|单位)?(?:[，。；]|入[选围]|上榜)")
_NAMES_OF_FIRMS = re.compile(rf"(?<=有)[^，。；{ATOM}]*、[^，。；{ATOM}]{{2,}}等$")
_EACH_PARTNER = re.compile(
    rf"(?P<way>[对自从向])(?P<partners>[^，。；、和对{ATOM}]{{2,8}}(?:[、和及与][^，。；、和对{ATOM}]{{2,8}}?)+)(?:分别|依次|各)?(?P<what>[{ATOM}])"
)
_EACH_SIZE = re.compile(
    rf"(?P<sizes>(?:[大中小微]型?[、和]){{1,3}}(?:中?小微|[中小微]))型(?P<what>企业(?:[{ATOM}]|增加值|总?产值|利润总额|利润|营业收入)?)"
)


def _each_partner(found: re.Match[str]) -> str:
    """对欧盟、东盟分别进出口 names 对欧盟进出口 and 对东盟进出口."""
    return "、".join(f"{found['way']}{one}{found['what']}" for one in SPLIT.split(found["partners"]))


def _each_size(found: re.Match[str]) -> str:
    """大、中、小微型企业增加值 names 大型企业增加值, 中型企业增加值 and 小微型企业增加值."""
    return "、".join(f"{one.removesuffix('型')}型{found['what']}" for one in SPLIT.split(found["sizes"]))


def _in_place_of(place: Place) -> str:
    """行业龙头某某科技销售额: what stands before a firm is no part of the name of what is its own."""
    return "，" if place.slug.startswith("company:") and place.role is Role.SUBJECT else ""


def _marked(scan: Scan, start: int, end: int) -> tuple[str, Atoms]:
    """The text without places and periods, each indicator as one mark."""
    pieces: list[str] = []
    atoms: Atoms = []
    drops = [
        (p.start, p.end + 2 * scan.text.startswith("本级", p.end), _in_place_of(p))  # 慈溪市本级: no part of a name
        for p in between(scan.places, start, end)
        if p.role is not Role.PARTNER
        and not _IN_NAME.match(scan.text, max(0, p.start - 1), p.end + 16)
        and not scan.text.startswith("级", p.end)
        and not (p.slug == "world" and _HELD_OF.match(scan.text, p.end))
        and not (p.role is Role.NEUTRAL and _BEGINS_A_NAME.match(scan.text, p.end))
    ]
    drops += [(p.start, p.end, "") for p in between(scan.periods, start, end)]
    for mention in between(scan.mentions, start, end):
        if mention.end <= end:
            drops.append((mention.start, mention.end, chr(0xE100 + len(atoms))))
            atoms.append((scan.text[mention.start : mention.end], mention.indicator))
    at = start
    for begin, stop, instead in sorted(drops):
        if begin < at:
            continue
        pieces += [scan.text[at:begin], instead]
        at = stop
    return "".join([*pieces, scan.text[at:end]]), atoms


_BOTH_INCOMES = re.compile(f"城乡([{ATOM}])")


def _both_incomes(text: str, atoms: Atoms) -> str:
    """城乡居民人均可支配收入 names two: of towns and of the country."""
    both = _BOTH_INCOMES.search(text)
    if both is None or atoms[ord(both[1]) - 0xE100][1].name_zh != "居民人均可支配收入":
        return text
    whole = atoms[ord(both[1]) - 0xE100][0]
    return text.replace(both[0], f"城镇{whole}、农村{whole}")


_COMPLETE = re.compile(rf"[业资额值口品量入格率区市县数润济备料车子造械{ATOM}]$")


HELD = 0xF000


def has_mark(text: str) -> bool:
    return any("\ue100" <= character <= "\uefff" for character in text)


def cuts_at_one_and(marks: list[str]) -> list[list[str]]:
    """黑色金属冶炼和压延加工业和汽车制造业: the last item cut at one 和 only."""
    at = next((i for i in reversed(range(len(marks))) if SPLIT.search(marks[i])), None)
    if at is None:
        return []
    parts = [part for part in SPLIT.split(marks[at]) if part]
    return [[*marks[:at], "和".join(parts[:n]), "和".join(parts[n:]), *marks[at + 1 :]] for n in range(1, len(parts))]


def torn(item: str) -> bool:
    """Whether labels that are complete in themselves would be glued together as one."""
    parts = [part for part in SPLIT.split(item) if part]
    return any(_COMPLETE.search(part) for part in parts[:-1])


_DOER = re.compile(
    r"((?:企业|产业|行业|单位|业|经济|服务|集群|基地|公司|产品|业务|[\ue100-\uefff]))(?:累计|共)?(?:实现|完成|发生(?!率))(?=[^，。；])"
)


_SAME_TRADE = re.compile(r"(?P<trade>[\u4e00-\u9fff]{2,6}业)企业(?:累计|共)?(?:实现|完成)(?=(?P=trade))")


def with_doer(text: str) -> str:
    """规上服务业企业实现营业收入: the revenue is that of those firms."""
    return _DOER.sub(r"\1", _SAME_TRADE.sub("", text))


def is_unread(segment: str, atoms: Atoms) -> bool:
    words = without_trail(LEAD_IN.sub("", without_trail(LEAD_IN.sub("", segment))))
    words = re.sub(r"[“”()\d.%、和及与]", "", printed_of(words, atoms))
    return len(words) >= 2 and words not in COMMON and UNTOLD.fullmatch(words) is None


def printed_of(item: str, atoms: Atoms) -> str:
    if not atoms:
        return item
    return "".join(atoms[ord(c) - 0xE100][0] if 0xE100 <= ord(c) < 0xE100 + len(atoms) else c for c in item)


def shared_suffix(last: str) -> str:
    return next((suffix for suffix in SUFFIXES if last.endswith(suffix) and last != suffix), "")


CLUSTERS = ("产业集群工业", "产业集群")
_KINDS = (*CLUSTERS, "产业链", "制造业", "产业")


def tails(shared: str, last: str) -> tuple[str, ...]:
    """What the last label of a list may lend the others: 增加值, and 制造业 where it ends in 制造业增加值."""
    if not shared:
        return ()
    longer = next((f"{kind}{shared}" for kind in _KINDS if last.endswith(f"{kind}{shared}")), "")
    return (longer, shared) if longer else (shared,)


_SUMMED_UP = re.compile(
    r"(?:等(?=[传重优新主特高支])(?:传统|重点|优势|新兴|主要|特色|高耗能|支柱)|(?:等)?(?:[一二三四五六七八九十两\d]+[大个]))(?:重点|主导|支柱|优势|主要|标志性|特色|[万千百]+亿级)*(?P<kind>行业|产业集群|产业链|产业|集群|领域)"
)


def without_summing(printed: str) -> str:
    """化工、汽车、电气三大行业增加值 names 电气行业增加值 last."""
    return _SUMMED_UP.sub(lambda match: match["kind"], printed)


_ACTIVITY = re.compile(
    r"(?:制造|智造|转型|改造|培育|发展|创新|应用|服务|建设|治理|融合|赋能|循环|节能|节水|竞赛|评选|(?:制造|应用|转型)示范|试点示范)$"
)


def as_a_list(printed: str, behind: str) -> str:
    """绿色制造名单 names no members, 绿色工厂名单 does: what is counted of the first is of a list."""
    word = re.match(r"名单|目录|榜单", behind)
    return printed + word[0] if word is not None and _ACTIVITY.search(printed) else printed
