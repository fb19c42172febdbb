"""The words that say what a number is: verbs of growth and change, comparisons, shares, ranks, plans.

All patterns run over masked text, in which indicators, places, periods and numbers are one private character each
(I, A, P, N below), so that 增加值 is never read as a verb and 全国 never as part of a word.
"""

from __future__ import annotations

import re

I, A, P, N = "\ue001", "\ue002", "\ue003", "\ue004"  # noqa: E741

UP = (
    r"增长(?!率|面|极|点)|增加(?!值|额|量|收)|上升|上涨|提高|提升(?!工程|行动)|攀升|劲增|激增|大增|猛增|净增|跃升|飙升|走高|增(?=[^长加速幅值收产强持添减量资援])|涨(?!幅)|"
    r"回升|加快|扩大|提速|多增|升高|上扬|翻倍|反弹|加速|升(?=[^级温旗学格])|增至|升至|涨至|正增长"
)
DOWN = r"下降|减少|回落|下滑|下跌|降低|缩减|收窄|放缓|负增长|减缓|萎缩|缩小|少增|走低|减(?=[^税免排负灾值速碳持资产量])|跌(?!幅)|降(?=[^幅本费级水低])|降至|跌至|收缩"
MOVES = re.compile(rf"(?P<down>{DOWN})|(?P<up>{UP})")
RATE_NOUN = re.compile(r"增速|增幅|涨幅|增长率|同比|环比|按年|(?P<fall>降幅|跌幅)")
FALL_NOUN = re.compile(r"降幅|跌幅")
YEAR_ON_YEAR = re.compile(
    r"同比|[比较]上年(?!全年)|[比较]去年(?!全年)|上年同期|去年同期|上年同月|去年同月|按年|同期相比|年增"
)
MONTH_ON_MONTH = re.compile(r"环比|[比较]上个?月|按月|[比较]上季|[比较]上期")
REAL = re.compile(r"实际|可比价格?|不变价格?|扣除价格因素")
NOMINAL = re.compile(r"名义|现价")
TWO_YEARS = re.compile(r"两年平均|2年平均|二年平均|两年年均|平均两年")
PER_YEAR = re.compile(r"年均|年平均|年复合")
SHARE = re.compile(r"之比|占比|比重|份额|比例|占有率|占(?!地|用|领|据)")
CONTRIBUTION_RATE = re.compile(r"贡献率")
PULL = re.compile(r"拉动|带动|拉高|贡献|上拉|下拉|拉低")
AHEAD = re.compile(r"高于|高出|快于|领先于?|优于|好于|大于|多于|超出|高过|强于|跑赢")
BEHIND = re.compile(r"低于|慢于|落后于?|小于|少于|不及|弱于|低出|落后")
THAN = re.compile(r"(?<![同环占对可])比(?![重例值率])|较(?!快|高|大|好|强|多|低|慢|小|为|少)|相比|同比较")
HIGHER = re.compile(r"高|快|多|大|领先|强")
LOWER = re.compile(r"低|慢|少|小|落后|弱")
EACH = re.compile(r"分别|依次|各(?=增|达|为|有|占)")
ALL = re.compile(r"均|都(?!市)|双双|同时")
NEW = re.compile(
    r"新增|净增|新认定|新培育|新引进|新登记|新设立?|新入库|新获|新签|新开工|新建成?|新注册|增加(?!值|额|量)|多了|减少|净减"
)
FORMER = re.compile(r"(?:由|从|自)[^，。；]{0,16}$")
FORMER_TAIL = re.compile(
    r"^[^，。；,;\ue004]{0,4}?(?:提高|提升|上升|增加|增长|扩大|升|降|下降|回落|跃升|减少|收窄|缩小|攀升|增|变|前移|上调|下调|修订|调整|跃|进|晋升|发展|壮大)(?:到|至|为|了)?[^，。；\ue004]{0,14}\ue004"
)
REACHED = re.compile(
    r"(?:提高|提升|上升|增加|增长|扩大|升|降|下降|回落|跃升|减少|收窄|缩小|攀升|增|放缓|加快|下滑|跃|恢复|回升)(?:到|至)了?(?:约|近|超过|超)?[^\ue004，。；]{0,14}$"
)
ENTERED = re.compile(
    r"入选|入围|获评|获批|列入|上榜|认定为?|被评为|跻身|荣获|获得|入列|纳入|命名为?|通过|成为|榜上有名|被授予|摘得|入库|中选|获认定"
)
LEADS = re.compile(r"领跑|领先|夺魁|蝉联|居首位?|列首位|榜首|首位|夺冠|位居榜首|登顶|冠军")

# What machines that reword copies make of the terms.
REWORDED = re.compile(r"限制以上|增多值|增添值|高本领|悉数工业|制作业|战新工业|添加值|加添值")

# What is no observation.
ACHIEVED = re.compile(
    r"(?:超额完成|提前完成|圆满完成|完成|实现了?|达成|好于|超过|超出|兑现)[^，。；]{0,8}(?:目标任务|目标|计划任务|计划)|计划单列市?|规划面积|目标群体|《[^》]*》|发展规划纲要|按计划|计划内|“[^”]{0,24}”"
    r"|目标(?:任务)?(?:顺利|圆满|全面|超额|较好)(?:完成|实现|达成)"
)
TARGET = re.compile(
    r"(?:^|，)提出，|明确提出|力争|争取|确保|预期(?:目标|增长)|目标|计划(?!书|生育)|规划(?!展示|馆|院|局|引领)|拟(?!认|入|定|推|公)|冲刺|剑指|奋力实现|瞄准|建成后|达产后|投产后|要(?:达到?|实现|突破|增长|保持|超过|新增|培育|完成)|"
    r"(?<!现)将(?=[^，。；]{0,14}(?:达|突破|增长|超|实现|新增|建成|形成|保持|完成|培育|提高|提升|打造|建设|投入|投资|引进|增加|推动|扩大|降))|推动[^，。；]{1,20}(?:增长|达到|突破|提高到)|努力|有信心|下一步|明年|后年|未来[一二三四五六七八九十\d]*年|十五五”?(?:期间|时期|末)"
)
# A heading or an opening that makes all that follows a plan, unless it says that something was done.
PLAN_HEADING = re.compile(
    r"工作安排|工作打算|工作思路|工作部署|工作计划|重点任务|主要任务|发展目标|主要目标|工作目标|预期目标|总体目标|下一步|展望|(?:行动|实施|工作)(?:方案|计划)|实施意见|规划(?:纲要)?$|今年.{0,6}任务|下阶段|保障措施|支持政策|若干政策"
)
PLAN_OPENING = re.compile(r"(?:目标|任务|打算|安排|计划)[^，。；]{0,6}[:：]")
DONE = re.compile(r"已|目前|截至|去年|上年|实现了|同比|完成了|以来|累计")
FUTURE_YEAR = re.compile(r"(?<![升高增加降至展])到(20[2-9]\d)年")
FORECAST = re.compile(
    r"预计|有望|预测|或将|预期(?!目标|增长|值?寿命)|若(?!干)|如果|倘若|估计|可望|料将|机构认为|分析认为|分析师|看好|测算|可实现|可达(?!性)|设计(?=年?产能|能力|年产)|规划产能"
)
QUOTA = re.compile(
    r"不超过|不少于|不低于|不高于|不多于|不得|原则上|名额|限额(?!以)|上限|至少(?=推荐|申报)|最多|每年(?:新增|培育|推荐|认定|安排)|择优|奖励|补助|补贴|给予|资助|申报条件|应(?:当|在|不)|须|标准为|门槛|有效期(?!满|届满|内)|为期"
)
TARGET_TAIL = re.compile(
    r"^(?:左右|以上|以内)?的?(?:年度|增长|全年|预期|发展|工作|既定|总体|年均)*(?:目标|计划)(?!完成|实现)"
)
NOT_REACHED = re.compile(
    r"(?:(?:距离?(?!上)|(?<!脱)离(?!岸|散|子|退))[^，。；、]{0,10}|向着?[^，。；]{0,4}|迈向[^，。；]{0,4}|冲刺|剑指|仅差|还差|只差|相差|逼近)$"
)

# Where a figure stands in its own making.
PRELIMINARY = re.compile(r"初步核算|初步统计|初核|快报|初步测算|初步数据|预发布")
FINAL = re.compile(r"最终核实|最终核定|最终核算|最终数据")
REVISED = re.compile(r"修订|核定为|订正|调整后|经调整|五经普|经济普查")
NOTICE = re.compile(r"公示(?!栏)|拟认定|拟入选|拟推荐|拟定|拟公布|拟命名|推荐名单|初步名单|征求意见")
