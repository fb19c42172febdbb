"""Lists that prose announces: what is counted where only places and numbers follow, and of which year."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.context import Context
from sources.reading.families import batch_as_printed
from sources.reading.label import Label
from sources.reading.label_text import as_a_list, condensed, has_mark
from sources.reading.label_words import NOT_A_NOUN, NOUN
from sources.reading.owners import Owners
from sources.reading.runs import run_of
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.topic import Topic
from sources.reading.vocabulary import IndicatorMention, Vocabulary
from sources.series import Measure, PeriodKind, Status, Unit

# In a notice whose title names one list: 从地区看，江苏省9个，浙江省8个; 与上年度相比，全省认定数量增加54项
_WORDS_OF_A_LIST = run_of(
    rf"{cues.P}+|此次|本次|本批次?|本年度|当年|共|共有|共计|合计|总计|以上|累计|总数|则|还|已|又|另|仅|只|均|分别|依次|各|认定|入选|入围|新增|上榜|入榜|获批|获评|获认定|增加|减少|占|独占|有|已有|拥有|达到|达|为|以|数量|方面|牵头"
)
_OF_THE_LIST = re.compile(
    rf"(?:其中|而)?(?:{_WORDS_OF_A_LIST})?(?:{cues.A}+(?:市|省)?(?:\((?:不含|含){cues.A}+\))?)+(?:{_WORDS_OF_A_LIST})?\(?|(?:本次|此次|以上)?(?:拟?(?:立项|认定|入选|入围|命名)(?:项目|企业|单位|产品|案例)?)?(?:共有?|共计|累计)|计划单列市中"
)
_BEHIND = re.compile(
    r"(?:企业|单位|项目|产品|案例|集群|工厂|平台|园区|基地|城市|机构|场景)?(?:$|[，。；、)(]|入选|入围|入榜|上榜|进入|榜上有名|获|被认定)"
)
_BY_PLACE = re.compile(
    r"(?:从|分|按)[^，。；]{0,8}(?:地区|区域|地市|设区市|分布|各地|县域|市)[^，。；]{0,4}(?:看|统计|分)[，:]"
)
_AMONG = re.compile(  # 拟认定的第七批企业中，慈溪市(14家)
    r"[^，。；]{0,14}(?:批|认定|入选|入围|上榜)[^，。；]{0,4}(?:企业|单位|项目|集群|产品|工厂)中，"
)
_LIST = re.compile(
    r"名单|名录|榜单?(?=[，。；]|发布|公布|揭晓|出炉)|(?:认定|评选|遴选|评审|竞赛|复核)结果|目录|认定工作"
)
_STOCK = re.compile(r"累计|截至|目前|拥有|现有|已有|总数")
_UP_TO_THE_NAME = re.compile(
    r"^.*(?:公布|发布|公示|揭晓|印发|下发|关于)(?:了|的)?|^(?:19|20)\d\d年?度?|^\(?(?:第[一二三四五六七八九十\d]+批|首批|新一批|最新)\)?|^(?:新|拟)?认定的?|^新增"
)
_ANNOUNCED = re.compile(r"公布|发布|公示|揭晓|出炉|印发|下发|关于|显示")
_BATCH_OF = re.compile(  # 公布第三批中小企业数字化转型试点城市，
    r"(?:公布|发布|公示)了?[^，。；、\d]{0,12}(?:20\d\d年(?:度|[^，。；、\d]{0,3}首批)|第[一二三四五六七八九十]+批|首批|新一批)[^，。；、\d]{4,24}(?=[，。；])"
)
_AGAIN = re.compile(r"集群|企业|单位|项目|产品|案例|工厂|平台|园区|基地|城市|机构|中心")
_OPENS = re.compile(r"(?:这|上述|这些|该|以上)?")
_SELECTS = re.compile(r"遴选|评审|评选|审核|审定|论证|入围|入选|推荐|拟")
_APPLY = re.compile(r"申报|受理|推荐|参评")
_NUMBER_OF_THEM = r"(?:认定|入选|上榜|入围|入榜|获评)(?:企业|项目|产品|单位)?(?:数量|数|总数|总量)"
_EACH_IN_TURN = re.compile(  # 北仑、余姚、慈溪认定数居前三位，分别为31个、24个、22个
    rf"^(?:其中，?)?{cues.A}+(?:[、和]{cues.A}+)+{_NUMBER_OF_THEM}[^，。；]{{0,8}}，(?:分别|依次)为?$"
)
_HOW_MANY = re.compile(rf"^(?:其中，?)?(?:{cues.A}|{cues.P})+{_NUMBER_OF_THEM}(?:[占居列位]|为|达)")
_KIND = re.compile(r"试点|示范|标杆|培育|创建|百强|领军|入库|样板")  # what such a list calls its members in short
_DECIDED = re.compile(r"(?:拟?(?:认定|入选|入围|评选|评定|命名|通过|推荐))+$")


def announce(scan: Scan, said: Said, topic: Topic) -> None:
    """公布了2023年度首台（套）装备认定结果。: what is counted in this paragraph, and of which year."""
    named = named_list(scan, said.start, said.stop)
    if named is None:
        return
    topic.in_list = named
    years = [p.period for p in between(scan.periods, said.start, said.stop) if p.period.kind is PeriodKind.YEAR]
    topic.list_year = years[-1] if years else None


def named_list(scan: Scan, start: int, stop: int) -> Label | None:
    """The one list that these words announce: by the catalogue's term, else as printed; None where they name several."""
    word = _LIST.search(scan.text, start, stop) or _BATCH_OF.search(scan.text, start, stop)
    if word is None:
        return None
    counted = [m for m in between(scan.mentions, start, stop) if _is_counted(m)]
    before = {m.indicator.name_zh: m.indicator for m in counted if m.start < word.end()}
    right_before = [m.indicator for m in counted if 0 <= word.start() - m.end < 5]
    if before:
        only = next(iter(before.values())) if len(before) == 1 else right_before[-1] if right_before else None
        return Label(only.name_zh, only) if only is not None else None
    after = {m.indicator.name_zh: m.indicator for m in counted}
    return _printed(scan, (start, stop), word) or (Label(*next(iter(after.items()))) if len(after) == 1 else None)


def _printed(scan: Scan, span: tuple[int, int], word: re.Match[str]) -> Label | None:
    """The name of an announced list that the catalogue does not know."""
    start, stop = span
    if not _ANNOUNCED.search(scan.text, max(start, word.start() - 40), min(stop, word.end() + 6)):
        return None
    begin = max(start, *(scan.text.rfind(mark, start, word.start()) + 1 for mark in "，。；:、"))
    name = condensed(scan, begin, word.end() if word.re is _BATCH_OF else word.start())[0]
    for _ in range(4):
        name = _UP_TO_THE_NAME.sub("", name)
    name = as_a_list(_DECIDED.sub("", name), word[0])
    name = name.strip("“”") if name.count("“") != name.count("”") else name
    clean = 4 <= len(name) <= 24 and NOUN.match(name) and not NOT_A_NOUN.search(name) and not has_mark(name)
    return Label(name) if clean else None


def _is_counted(mention: IndicatorMention) -> bool:
    return mention.indicator.measure is Measure.COUNT


def listed(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic, Vocabulary]) -> tuple[Label, ...]:
    """从地区看，江苏省9个: the list that the title, this paragraph or the text before names."""
    topic = about[1]
    if amount.number.unit is not Unit.COUNT or not _BEHIND.match(scan.text, amount.stop):
        return ()
    begin = max(scan.masked.rfind(mark, said.start, amount.start) for mark in "，；:、")
    clause = scan.masked[max(said.start, begin + 1) : amount.start]
    if not _OF_THE_LIST.fullmatch(clause) and not _EACH_IN_TURN.search(scan.masked[said.start : amount.start]):
        return ()
    known = named_so_far(scan, said, amount, about)
    if known is None and (_BY_PLACE.match(scan.text, said.start) or _AMONG.match(scan.text, said.start)):
        known = topic.members()
    return (known,) if known is not None else ()


def of_entrants(scan: Scan, said: Said, about: tuple[Context, Topic, Vocabulary]) -> tuple[Label, ...]:
    """宁波入选数量占全省的30.4%，居全省首位: of the list that the text speaks of."""
    if not _HOW_MANY.match(scan.masked[said.start : said.stop]):
        return ()
    known = in_force(*about) or about[1].members()
    return (known,) if known is not None else ()


def in_force(context: Context, topic: Topic, vocabulary: Vocabulary) -> Label | None:
    """The list that the notice is about, else the one that this paragraph announced."""
    if context.title_list is not None:
        return Label(context.title_list, vocabulary.term(context.title_list))
    return topic.in_list


def of_the_notice(scan: Scan, said: Said, amount: Amount, context: Context) -> bool:
    """经评审，共遴选项目48个，涉及单位46家 under a title that says 公示: none of it is final."""
    selects = _SELECTS.search(scan.text, said.start, amount.start) is not None
    return "公示" in context.title and selects and is_of_list(scan, said, amount)


def named_so_far(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic, Vocabulary]) -> Label | None:
    """The list that the sentence announced before the number, else the one in force."""
    return named_list(scan, said.start, amount.start) or in_force(*about)


def entered_list(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic, Vocabulary]) -> Label | None:
    """The list that somebody enters whose sentence does not name it again; what a notice of one batch counts, its list does."""
    context, topic, _ = about
    named = named_list(scan, said.start, amount.start) or topic.in_list
    return named or (None if batch_as_printed(context.title) else in_force(*about))


def full_name(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic, Vocabulary]) -> Label | None:
    """What a short name may stand for: the list spoken of, else the one that the text named last before."""
    counted = about[1].counted
    return named_so_far(scan, said, amount, about) or (Label(counted.name_zh, counted) if counted else None)


_NAMED_BY_OTHERS = re.compile(r"(?:公布|发布|公示|认定|批复)的[^，。；]{2,30}共(?:有|计)?$")


def by_others(scan: Scan, said: Said, amount: Amount, context: Context) -> bool:
    """今年公布的第三批试点城市共34个, on a city's page: how many somebody else has named, and nobody says where."""
    if amount.number.unit is not Unit.COUNT or context.place() == "china":
        return False
    return _NAMED_BY_OTHERS.search(scan.text, said.part, amount.start) is not None


def told_again(scan: Scan, said: Said, amount: Amount, topic: Topic) -> tuple[Label, ...]:
    """45个集群覆盖…: those that the text counted before."""
    noun = _AGAIN.match(scan.text, amount.stop) if amount.number.unit is Unit.COUNT else None
    opens = noun is not None and _OPENS.fullmatch(scan.text, said.part, amount.start) is not None
    known = topic.told_again(noun[0], amount.number.value) if noun is not None and opens else None
    return (known,) if known is not None else ()


def in_short(labels: tuple[Label, ...]) -> bool:
    """Whether a name may stand for a longer one: 试点城市."""
    return len(labels) == 1 and labels[0].indicator is None and _KIND.match(labels[0].term) is not None


def in_full(labels: tuple[Label, ...], known: Label | None) -> tuple[Label, ...]:
    """试点城市 after 中小企业数字化转型试点城市名单: the end of the list's own name stands for it."""
    term = labels[0].term
    if known is None or known.term == term or not known.term.endswith(term):
        return labels
    return (Label(known.term, known.indicator, scope=labels[0].scope),)


def spoken_of(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic, Vocabulary]) -> Label | None:
    """The one list that a sentence goes on about: what it counted so far, else what the text announced."""
    told = {
        label.term: label
        for label, _ in said.told
        if _is_of_counts(label) or (label == said.counted and not _APPLY.match(label.term))
    }
    if len(told) > 1:
        return None
    return next(iter(told.values()), None) or named_so_far(scan, said, amount, about) or about[1].members()


def _is_of_counts(label: Label) -> bool:
    return label.indicator is not None and label.indicator.measure is Measure.COUNT


def note_announced(scan: Scan, said: Said, amount: Amount, about: tuple[Context, Topic]) -> None:
    """What a number of the list that a notice is about takes from the notice: its year, and that nothing is final."""
    context, topic = about
    if not is_of_list(scan, said, amount):
        return
    title = context.title_period
    year = topic.list_year or topic.announced_year or (title if title and title.kind is PeriodKind.YEAR else None)
    if said.period is None and year is not None:
        said.period = year
    if "公示" in context.title and said.status is Status.UNSTATED:
        said.status = Status.NOTICE


_EVALUATED = re.compile(
    r"(?:^|[，；。“])(?:其中，?|日前，?|近日，?)?在(?P<name>[^，。；]{4,40}?(?:评价|考核|评估|评比|测评|评选|榜单?|竞赛|指数|督查))(?:结果|排名|情况)?[中里上]，?"
)


def evaluated(scan: Scan, said: Said, amount: Amount) -> tuple[Label, ...]:
    """在…的2024年度绩效评价中，我市排名全国第二: the place is one in that evaluation."""
    start = said.since if said.labels and not said.unread else said.start
    found = _EVALUATED.search(scan.text, start, amount.start) if amount.number.unit is Unit.RANK else None
    if found is None or between(scan.mentions, found.end(), amount.start):
        return ()
    begin = max(found.start("name"), scan.text.rfind("的", found.start("name"), found.end("name")) + 1)
    name = re.sub(r"^(?:全?年度?|\d+个|首[次届批]|第.{1,3}[届次批])+", "", condensed(scan, begin, found.end("name"))[0])
    return (Label(name),) if len(name) > 3 and not has_mark(name) else ()


_OF_BOTH = re.compile(rf"，其中，?(?:{cues.A}+(?:区|市)?)+(?:有|占)?")


def part_of_several(scan: Scan, said: Said, amount: Amount) -> bool:
    """A 134家、B 449家，其中北仑12家: of which of the two, nobody can tell."""
    if amount.number.unit is not Unit.COUNT or _OF_BOTH.fullmatch(scan.masked, said.since, amount.start) is None:
        return False
    return len({label.term for label, _ in said.run or said.listed}) > 1


_LEVEL = re.compile(r"[，；](?:其中，?)?(?P<level>国家级?|省级|市级)(?:的?(?:总数|总量|数量|数))?[居列位排名]")


_OF_SOME_LEVEL = re.compile(r"国家|[省市区县]级")


def labels_of_level(scan: Scan, said: Said, amount: Amount) -> tuple[Label, ...] | None:
    """国家级中心36家、省级中心248家，国家级数量居第三: the one of that level; () where none or several are, None where no level is told."""
    found = _LEVEL.search(scan.text, said.since - 1, amount.start) if amount.number.unit is Unit.RANK else None
    terms = {label.term: label for label, _ in said.told}
    if found is None or len(terms) < 2:
        return None
    same = [label for term, label in terms.items() if term.startswith(found["level"].removesuffix("级"))]
    now = said.labels[0] if len(said.labels) == 1 and not said.unread else None
    if not same and now is not None and now.indicator is not None and not _OF_SOME_LEVEL.match(now.term):
        return None  # named by a term that stands for every level
    return tuple(same) if len(same) == 1 else ()


def is_of_list(scan: Scan, said: Said, amount: Amount) -> bool:
    """A count beside the announcement of a list is of the list's year, unless it is a stock."""
    return amount.number.unit is Unit.COUNT and not _STOCK.search(scan.text[said.start : amount.start])


_ANNOUNCES = re.compile(
    rf"(?:(?P<nation>工信部|工业和信息化部|财政部|科技部|商务部|国家发展?改革?委|国务院国资委|国务院|[两三四五六七八九]部门)|(?:^|[，。；])(?:近日|日前|，)*省(?:经信厅|科技厅|经济和信息化厅|发展?改革?委|商务厅|财政厅))(?:办公厅|等部门|联合|日前|近日|正式|{cues.P}|，)*(?:公布|发布|公示|认定|确定|批复|命名|遴选)了?(?:{cues.P}|第[一二三四五六七八九十]+批|首批|新一批)*$"
)


def of_announcer(scan: Scan, said: Said, amount: Amount, owners: Owners) -> str | None:
    """工信部公布45个…, 省经信厅认定16项…: all of them are in the country or province of who announces them."""
    by = _ANNOUNCES.search(scan.masked, said.part, amount.start) if amount.number.unit is Unit.COUNT else None
    if by is None:
        return None
    own = owners.context.place() or owners.city or ""
    return "china" if by["nation"] else owners.vocabulary.within(own, "province")
