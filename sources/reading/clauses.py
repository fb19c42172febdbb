"""The parts of a clause: where it ends, where its subject ends, what goes on from the sentence before."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.groups import Group
from sources.reading.period_forms import VIEWED
from sources.reading.scan import Scan, between
from sources.series import ReferencePeriod, Unit

MARKS = re.compile(r"[，；：,;]|--|。")
WITHOUT = re.compile(
    r"(?:其中，?|但|而|若|如|如果)?(?P<scope>(?:扣除|剔除|不含|不包括)(?!价格|物价)[^，。；后外]{2,20}|[以按](?:美元|人民币)计(?:价|算)?)(?:后|外)?"
)
WITHOUT_FIRST = re.compile(
    r"(?:其中，?|但|而|若|如果?)?(?:(?P<scope>(?:扣除|剔除)(?!价格|物价)[^，。；]{2,16}?)(?:后|外|的)(?=.)|(?P<with>(?:不?含|(?:扣除|剔除)(?!价格|物价))[^，。；]{2,12}?)(?=同比|增长|下降|上升))"
)
GOES_ON = re.compile(
    r"(?:但|而|且|其|其中|放眼|同期|同时|总体|整体|，|、)*(?:增速|增幅|涨幅|降幅|同比|环比|累计|共有|比|较|高于|低于|快于|慢于|增长|下降|占|居|位|列"
    r"|以$|总量|数量|高出|均|分别|两年平均|连续|实现|达|为|与|由|从|年均|扣除|按可比|$)"
)
OBJECT_START = re.compile(
    rf"(?P<pull>影响(?=\ue001)|拉低|上拉|下拉|拉升|拉高|撬动|拉动|带动|贡献|对(?=[^，。；]{{1,30}}(?:贡献|拉动)))|(?<!比重)占(?!地|比|有|率)|{cues.AHEAD.pattern}|{cues.BEHIND.pattern}"
    rf"|(?<![同环占对可])比(?![重例值率])|较(?!快|高|大|好|强|多|低|慢|小|为|少)"
    rf"|是(?=[^，。；]{{1,14}}的{cues.N})"
    rf"|[与和同](?={cues.P}+[^，。；]{{0,4}}(?:相比|持平))|与(?={cues.I}+之比)|[与和同](?={cues.A}+[^，。；]{{0,6}}(?:相比|持平))"
)
SUM = re.compile(
    r"(?:^|[，、\ue002\ue004])(?:[^，。；、\ue001]{0,6})?合计(?=占|达|为|实现|拥有|影响|拉动|带动|贡献|上拉|下拉|\ue004)|(?:两者|三者|两项|三项|上述|以上)[^，。；\ue001]{0,6}(?:合计|共计|总计)"
)
SIZE_AND_RATE = re.compile(r"(?:总量|规模|总额)[和、与及]?增速")  # 总量和增速分列第1位和第3位


_IN_FIELD = re.compile(r"在[^，。；]{2,30}?[中里](?=排|位|居|列|名列)")  # 增速在全国15个万亿城市中排第三
_RANK_VERB = re.compile(r"(?:稳|位|跃|高|分|名|位)?(?:居(?!民|住|家|室)|列(?!车|入|为|市))|排名|排在|跃升至|升至")


def subject_end(masked: str, start: int, stop: int, group: Group | None) -> int:
    """Where the subject of a clause ends: before what it is compared with, is part of, or pulls."""
    if group is not None and group.amounts[0].number.unit is Unit.RANK:
        verb = _IN_FIELD.search(masked, start, stop) or _RANK_VERB.search(masked, start, stop)
        if verb is not None:
            return verb.start()
    for match in OBJECT_START.finditer(masked, start, stop + 1):  # 是…的 N looks at the number
        if match.start() >= stop:
            break
        if match["pull"] == "带动" and group is not None and group.amounts[0].number.unit is not Unit.PP:
            continue  # 带动企业用工减少8%: what was moved is the subject
        return match.start()
    return stop


VIEW = re.compile(r"^(?:从|分|按)[^，。；]{0,10}看，?")
# 11个设区市中，; 其中，余姚、慈溪、北仑三地
_AMONG = re.compile(
    rf"^(?:其中，?|在)?(?:[{cues.N}\d一二两三四五六七八九十]+个?|各)(?:设区市|地级?市|市|计划单列市|副省级城市|区\(县、?市\)|县\(市、?区\)|区县\(市\)|区、县\(市\)|县市区|区县市?)(?:[中里]，?|(?:增速)?(?:均|全部|都)(?:实现|保持|呈)?了?(?:正|两位数)?增长(?:态势)?，(?:其中，?)?)"
    r"|^(?:全省|全市)?各(?:地|市|县|区)(?!级|类|行)[^，。；:\d\ue001\ue004]{2,10}[:，](?:其中，?)?"
)
_PLACES = re.compile(r"^(?:其中，?)?[、和及与]+(?:[两二三四五六七八九十]+(?:地|市|县|区|省|城))?")
RANKED_NEXT = re.compile(
    r"(?:(?:紧随|排在)其后的?|(?:排[在名]|位[居列])?第[^，。；]{1,3}位?的)(?:则?有|为)?$"
)  # 排在第六位的杭州有388家


def opening_of(words: str) -> str:
    """How a sentence opens, without places and periods, without the field that they stand in, and how many they are."""
    bare = VIEW.sub("", re.sub(rf"[{cues.A}{cues.P}]+(?:，|的)?", "", words))
    return _PLACES.sub("", _AMONG.sub("", bare, count=1), count=1)


# 入选企业主要分布在石化、纺织等行业，其中…; 58家|企业进入第七批名单，其中…: names nothing that the numbers behind it are of
ABOUT_THE_LISTED = re.compile(
    r"各(?:地|市|县|区)(?![级类行])[^，。；\ue001\ue004]{2,10}|(?:分别|主要|大多)(?:来自|分布[在于]|位于)[^，。；\ue001\ue004]*|(?:企业|单位|项目|产品|集群|工厂|机构)?(?:拟)?(?:未|不予?)?通过复核|就[^，。；\ue004]{2,20}(?:而言|来看|来说)|(?:其中，?)?(?:此次|本次|本批|新)*(?:入选|上榜|入围|入榜|获评|新增|认定|获批)的?(?:企业|单位|项目|产品|集群|工厂|城市|案例|平台)(?:主要|集中|广泛|大多)*(?:分布|集中|涵盖|涉及|覆盖|来自|聚焦)[^。；\ue001\ue004]*"
    r"|(?:企业|单位|项目|产品|集群|工厂|城市|案例|机构|中心|园区|基地|平台|场景)?(?:成功|顺利)?(?:进入|登上|名列|跻身)了?[^，。；\ue001\ue004]{0,14}(?:名单|名录|榜单|之列|行列|其中)"
)
_TURNED = re.compile(r"(?:扭转|改变|告别|摆脱|止住|结束)了?[^，。；]{0,2}$")


def is_object(scan: Scan, start: int, at: int) -> bool:
    """Whether a period is only what something is compared with, or comes from: 比一季度和去年全年, 由2020年的."""
    before = scan.masked[max(start, at - 12) : at]
    if _TURNED.search(before):
        return True
    if before.endswith("从") and VIEWED.match(scan.masked, at):
        return False
    if before.endswith(("从", "由", "自")) or re.search(
        rf"(?:比|较(?!快)){cues.P}+[和、与及]$|[高低]于{cues.P}*$", before
    ):
        return True
    is_ratio = re.match(rf"{cues.P}+的?(?:近|约|超过?|逾)?{cues.N}", scan.masked[at : at + 24]) is not None
    return is_ratio and before.endswith(("是", "相当于", "为"))


def list_year(scan: Scan, start: int) -> ReferencePeriod | None:
    """入选2025年度…名单: the year of the list is the year of the count."""
    stop = re.compile(r"[，。；]|$").search(scan.text, start)
    named = [p.period for p in between(scan.periods, start, stop.start() if stop else start) if not p.compared]
    return named[0] if named else None
