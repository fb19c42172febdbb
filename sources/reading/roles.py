"""What a place does in its sentence, told from the words around it: whether it owns figures, or something else."""

from __future__ import annotations

import re
from enum import StrEnum

from sources.reading.cues import A, I, N, P
from sources.reading.vocabulary import AreaMention


class Role(StrEnum):
    """What a place does in its sentence; only a subject can own a figure."""

    SUBJECT = "subject"
    COMPARED = "compared"  # 高于全国
    WHOLE = "whole"  # 占全省
    FIELD = "field"  # 居全国第4位
    SOURCE = "source"  # 宁波市统计局
    PARTNER = "partner"  # 对美国出口
    NEUTRAL = "neutral"  # 向全国推广


_MORE = rf"(?:{A}+(?:平均|水平|平均水平)?[和与、及])*"
_COMPARED = re.compile(
    rf"(?:高于|低于|快于|慢于|高出|低出|领先于?|落后于?|优于|好于|大于|多于|少于|小于|超过|超|跑赢|强于|不及|弱于|仅次于|紧随|紧追|反超|追平|赶超|媲美|比肩|对标|(?<!占)[比较])(?:同期|{P}+的?|(?:位列|排名|位居|排在|列)?第[一二三四五六七八九十\d]+位?的)?(?:{_MORE}|[^，。；:有]{{0,20}}{N}+(?:、|和|及)(?:分别)?)$"
)
_COMPARED_AFTER = re.compile(
    rf"^{A}*(?:[、和]{A}+){{0,4}}(?:等(?:市|地|城市)?)?(?:平均|增速|水平|同期|平均水平|平均增速|增幅|平均增幅){{0,2}}(?:基本)?(?:同步|持平|相当|相比|一致|接近|并列|同处|同列|同居|同属|不相上下)"
)
_WITH_OTHERS = re.compile(rf"[与和同跟](?:{A}+[、和]){{0,4}}$")  # 数量与深圳、苏州同处第一方阵
_WHOLE = re.compile(rf"占(?:到|了|据)?(?:约|近|超|同期)?{_MORE}$")
_CONTRIBUTED_TO = re.compile("[^，。；]{0,14}贡献")  # 对全市规上工业增长的贡献率
_WHOLE_AGAIN = re.compile(rf"占[^，。；]{{2,24}}的{N}+[、和]$")  # 占全区产值的71.2%、全市…的46%
_HOLDS_THERE = re.compile("(?:中|里)?(?:只|仅|约|就|已|还)*占")  # 在浙江只占11%
_FIELD_AFTER = re.compile(
    rf"^(?:的|城市|同类城市|各?地级市|县\(市\)|县市|百强县市?|{N}+个(?:地|设区)?市|副省级(?:以上)?城市|主要城市|万亿城市|规上)?(?:中|里)?(?:排名|排|位居|位列|居|列)?(?:第{N}|{N}|前列|前{N}|前[十百三五]|之首|领先|上游|中游|首)"
)
_EVALUATED = re.compile(  # 在全省考核中，…
    r"[^，。；]{0,20}?(?:评价|考核|评估|评比|测评|评选|榜单?|竞赛|督查)(?:结果|排名|情况)?[中里上]"
)
_RANKED_IN = re.compile(
    r"^(?:主要|重点|同类|副省级|万亿)?(?:城市)?(?:中|里)?的?(?:排名|排位|位次|名次)(?!公布|发布|榜)"
)  # 全国城市排名由第9位升至第5位
_FIELD_BEFORE = re.compile(r"(?:领跑|领先|位居|位列|稳居|排名|排在|名列|跃居|蝉联|高居|列居|跻身|进入|居|列|引领)$")
_NEUTRAL_BEFORE = re.compile(
    r"(?:向|面向|走在|引领|服务|辐射|列为|评为|认定为|定为|入选|入围|列入|荣获|获评|获|命名为|成为|跻身|工信部|融入|对接|接轨|不含|含|剔除|扣除|除|第[一二三四五六七八九]批|首批|拉动|撬动|拉低|拉高|拉升|下拉|上拉)$|(?:入选|入围|列入|荣获|获评|跻身|登上|上榜)\ue003+$"
)
_NEUTRAL_AFTER = re.compile(
    r"^(?:[^，。；、]{0,12}(?:\d+|[百千])强(?!县|市|镇|区)|率先|唯一|首个|首批|首创|首家|首条|首次|首款|推广|各地|人大|政协|统一|大会|冠军|典型|第一批|先进|模范|会议|范围|(?:第.次)?(?:经济|人口|农业)普查|(?:规模|总量|数量)?最[大高多早完全先快强长好]|首台|独角兽|员工|雇员|客户|网点|市占率|样板|示范|经验|标准|版图|市场(?!规模|主体|销售)|品牌|制造(?!业)|智造|解法)"
)
_BEHIND_OTHERS = re.compile(rf"(?:次于|紧随|紧跟|追赶|赶超){_MORE}$")  # 列全市第二，仅次于前湾新区
_PARTNER_BEFORE = re.compile(rf"(?:对|自|从|往|向|与){_MORE}(?:等)?$")
_PARTNER_AFTER = re.compile(
    rf"^(?:[、和与及]{A}+)*(?:等)?(?:国家|市场|地区|{N}+个?国家|三大市场|伙伴)?(?:的)?(?:分别|合计|各)?(?:{I}|进出口|出口|进口|贸易|投资)"
)
_OFFICE = re.compile(
    r"^(?:省|市|区|县)?[^，。、；：:的在为是了与和\ue001-\ue004\d]{0,9}?(?:统计局|调查队|局(?!部|面|势|长)|委员会|委(?!托|员)|厅|办公室|银行|大学|学院|研究院|研究所|海关(?!关区)|日报|晚报|电视台|协会|商会|法院|医院|实验室|支行|市委|省委|政府|人民政府)"
)


# 北仑区压铸模具、鄞州区电梯配套件等7个集群: the places belong to the names.
_NAME_IN_LIST = re.compile(
    rf"(?!拥?有|共有)[^，。；、和及\ue003\ue004]{{0,20}}(?:[、和及][^，。；、和及\ue003\ue004]{{0,28}}){{0,24}}等{N}"
)


# 宁海县模具材料集群、象山县水产装备集群2个集群: the same, where the names are all of them
_COUNTS_NAMES = re.compile(rf"{N}(?:集群|企业|公司|单位|园区|工厂|基地|平台|产业集群)")
_ALL_NAMED = re.compile(
    rf"[^，。；、和及\ue003\ue004]{{2,20}}(?:[、和及][^，。；、和及\ue003\ue004]{{2,28}}){{0,24}}(?:集群|材料|科技|公司|股份|电器|机械|工厂|基地|园区|平台){N}+(?:集群|企业|公司|单位|园区|工厂|基地|平台|产业集群)"
)
# 鄞州区(含高新区、东钱湖): what a place takes in is not spoken of.
_INCLUDED = re.compile(r"\((?:不?含|不?包括|除|扣除)[^()]*$")
_AMONG_MANY = re.compile(
    r"[^，。；]{0,24}[中里](?:[由从][^，。；]{0,12}(?:第|[升跃进]至)|排|位|居|列|名列)"
)  # 在全国15个万亿以上工业强市中排第三
_SECOND_TO = re.compile("[^，。；]{0,4}(?:次于|紧随|紧跟|落后于)")  # 在全省仅次于杭州，居第2位
# 浙江省8个(含宁波市2个)
_COUNTED_IN = re.compile(rf"{N}")
# 宁波列第二、嘉兴列第三: a city ranks, in a field named elsewhere; 全国排第三 is the field.
_RANKS_ITSELF = re.compile(rf"(?:分)?(?:列|居|排名?|位列|位居)第?{N}")
_DATELINE = ("本报", "新华社", "中新社", "本网", "中新网")  # 本报杭州9月16日电
_FOREIGN = frozenset(("usa", "eu", "asean", "japan", "korea", "germany", "hong-kong", "taiwan"))
_TOLD_BY = re.compile(r"(?:方面)?(?:获悉|了解到?|介绍|消息|统计|数据|通报|透露|发布|公布)")
_LEFT_OUT = re.compile(r"(?:扣除|剔除|不含)$")


def role_of(masked: str, area: AreaMention) -> Role:
    before = masked[max(0, area.start - 40) : area.start]
    after = masked[area.end : area.end + 16]
    if _COUNTED_IN.match(after) and before.endswith("(含"):
        return Role.SUBJECT
    counted = not area.relative and _COUNTS_NAMES.search(masked, area.end, area.end + 100) is not None
    all_named = counted and _ALL_NAMED.match(masked, area.end) is not None
    if all_named or _NAME_IN_LIST.match(masked, area.end) or _INCLUDED.search(before):
        return Role.NEUTRAL
    if before.endswith(_DATELINE):
        return Role.NEUTRAL
    if not area.relative and _OFFICE.match(after):
        return Role.SOURCE
    if _WHOLE.search(before) or _WHOLE_AGAIN.search(before) or (before.endswith("在") and _HOLDS_THERE.match(after)):
        return Role.WHOLE
    if _COMPARED.search(before) or (_WITH_OTHERS.search(before) and _COMPARED_AFTER.match(after)):
        return Role.COMPARED
    if _NEUTRAL_AFTER.match(after) or _NEUTRAL_BEFORE.search(before) or _BEHIND_OTHERS.search(before):
        return Role.NEUTRAL
    if before.endswith("对") and _CONTRIBUTED_TO.match(after):
        return Role.NEUTRAL
    if area.slug in _FOREIGN and re.search(rf"[对自从往向][^，。；{I}{N}]*$", before):
        return Role.PARTNER
    if not is_wide(area.slug) and _RANKS_ITSELF.match(after) and not before.endswith(("在", "居", "列")):
        return Role.SUBJECT
    if before.endswith("在") and _SECOND_TO.match(after):
        return Role.FIELD
    if before.endswith("在") and _AMONG_MANY.match(masked, area.end):
        return Role.FIELD
    if _EVALUATED.match(masked, area.end) and re.search(rf"在[^，。；{I}{N}]{{0,12}}$", before):
        return Role.NEUTRAL
    if _RANKED_IN.match(after) and is_wide(area.slug):
        return Role.FIELD
    if re.match(rf"(?:平均|水平|平均水平)?的(?:近|约|超过?)?{N}", after) and re.search(
        rf"(?:是|为|相当于|达到?|{N}、)$", before
    ):
        return Role.COMPARED  # 是全国平均的1.9倍
    if _FIELD_BEFORE.search(before) or _FIELD_AFTER.match(after):
        return Role.FIELD if _is_field(before, after) else Role.SUBJECT
    if _PARTNER_BEFORE.search(before) and _PARTNER_AFTER.match(after):
        no_partner = is_wide(area.slug) or (before.endswith("与") and area.slug not in _FOREIGN)
        return Role.NEUTRAL if no_partner else Role.PARTNER  # 对全国进出口增长贡献率; 与杭州规上工业增加值增速差距
    return Role.SUBJECT


def role_of_firm(text: str, masked: str, start: int, end: int) -> Role:
    """A firm that is left out (扣除…), or one of the names of a list (…等37家企业入选), owns no figure."""
    left_out = _LEFT_OUT.search(text, max(0, start - 4), start) is not None
    told = _NAMED_ALL.match(masked, end) is not None or (
        _TOLD_BY.match(text, end) is not None and text[:start].rstrip("宁波市浙江省").endswith(("从", "据"))
    )
    return Role.NEUTRAL if left_out or told or _NAME_IN_LIST.match(masked, end) else Role.SUBJECT


# …、某某电梯部件有限公司、某某新型建材有限公司3家企业入选
_NAMED_ALL = re.compile(rf"(?:[、和及][^，。；、和及\ue003\ue004]{{4,28}}){{0,24}}{N}+(?:企业|公司)")


def is_wide(slug: str) -> bool:
    """Whether others rank in this place: 全国, 全省, 全市."""
    return slug.startswith("@") or slug in ("china", "world", "zhejiang", "yangtze-delta")


def _is_field(before: str, after: str) -> bool:
    """全省16家 counts the province's; 居全省第1位, 全省首位 rank somebody in it."""
    if _FIELD_BEFORE.search(before):
        return True
    return bool(
        re.match(
            rf"^[^，。；]{{0,8}}?(?:第{N}|前列|前{N}|前[十百三五]|之首|首位|第一|榜首|领先|上游|首(?!席|先|次|季))",
            after,
        )
    )
