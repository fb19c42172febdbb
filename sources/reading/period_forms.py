"""The forms in which prose names a period; each is one group of `ANY`, resolved by the method of that name."""

from __future__ import annotations

import re

_N = r"(?:\d{1,2}|十[一二]?|[一二两三四五六七八九])"


def _year(form: str) -> str:
    """An optional year before a form: 2026年, 今年, 去年的."""
    number = rf"(?P<year_{form}>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{{3}})年?度?"
    return rf"(?:(?:{number}|(?P<named_{form}>今年|本年度?|去年|上年|前年|上一年|同年))的?，?)?"


_FORMS = "|".join(
    (
        rf"(?P<day>(?P<as_of_day>截[至止]到?(?:北京时间)?)?{_year('day')}(?P<day_month>{_N})月(?P<day_day>\d{{1,2}}|[一二三]?十?[一二三四五六七八九]?)日)",
        rf"(?P<stock>(?:截[至止]到?|到|至)?{_year('stock')}(?:(?P<stock_month>{_N})月份?[末底]|(?P<stock_half>上半年|年中|[一二三四]季度)[末底]|(?P<stock_year>年[末底]|(?<=[年])[末底]|(?<=[去上今]年)[末底])|(?P<stock_last>月末|月底|期末|季末)))",
        rf"(?P<since>截[至止]到?{_year('since')}(?P<since_month>{_N})月(?!份?[-至~]))",
        r"(?P<now>截[至止]到?(?:目前|当前|今日|现在|发稿)|到目前为止|目前|当前|迄今|如今|眼下)(?:为止)?",
        r"(?P<plan>[“]?十(?P<plan_n>[一二三四五六])五[”]?(?P<plan_tail>前[一二两三四]年|期间|时期|以来|五年|末|收官))",
        r"(?P<years_back>(?:(?:过去|近|这|最近)?(?P<years_n>[三五十35])年[来间]|近(?P<years_near>[两二三五十235])年(?=全市|全省|我市|累计|，|新增|共)|过去(?P<years_past>[三五十35])年))",
        r"(?P<range>(?P<range_from>(?:19|20)\d\d)年?[-至~到](?P<range_to>(?:19|20)\d\d)年)",
        rf"(?P<onward>自?{_year('onward')}(?P<onward_year>以来|起))",
        r"(?P<ytd>今年以来|年初以来|年初至今|今年来|年内(?!首|最|第))",
        rf"(?P<first>{_year('first')}[前首](?P<first_n>{_N})个?月)",
        rf"(?P<months>{_year('months')}(?P<from>{_N})月?份?(?:[-至~到]|(?<=\d)一(?=\d))(?P<to>{_N})月(?:份)?(?!\d|{_N}日))",
        rf"(?P<lost>{_year('lost')}(?P<lost_n>1[3-9]|11[0-2])月(?:份)?)",
        rf"(?P<quarters>{_year('quarters')}(?:前三(?:个)?季度|前3(?:个)?季度|[1一][-至][3三]季度))",
        rf"(?P<quarter>{_year('quarter')}(?:第?(?P<quarter_n>[一二三四1-4])季度|(?P<first_quarter>首季度?|开局季)))",
        rf"(?P<half>{_year('half')}(?P<which_half>上半年|下半年))",
        rf"(?P<whole>{_year('whole')}全年(?:度)?)",
        r"(?P<same>(?:去年|上年|上一年)(?:的)?(?P<same_month>同[期月比季])(?!最|新高))",
        rf"(?P<month>{_year('month')}(?P<month_n>{_N})月(?:份|当月|单月)?(?![-至~]\d)(?!\d))",
        r"(?P<last_month>上个?月(?:份)?)|(?P<this_month>当月|本月|单月|同一个?月)|(?P<last_quarter>上个?季度)|(?P<this_quarter>当季|本季度?|单季)",
        r"(?P<bare>(?P<bare_year>(?:19|20)\d\d|[一二][〇零一二三四五六七八九]{3})年度?|(?P<bare_named>今年|本年度?|去年|上年|前年|上一年|过去一年))(?!同|度?间|龄|不变价|可比)",
    )
)
ANY = re.compile(
    rf"(?=[\d〇一二两三四五六七八九十截到至今本去上前同目当迄如眼“过近这最自年首开全下单月期季])(?:{_FORMS})", re.ASCII
)
# 从前三季度数据看 opens a view, it compares with nothing.
VIEWED = re.compile(r"[^，。；]{0,14}?看")
# (2022年3月为增长2.7%): what brackets date is an aside.
ASIDE = re.compile(r"[^()]{0,12}\d[\d.]*[%个亿万][^()]{0,12}\)")
CORRECTED = re.compile(r"[^。；\d]{0,24}(?:修订|核实|核定|调整)为")  # 2023年地区生产总值修订为
HIGHEST_SINCE = re.compile(r"(?:的|同期|历史)*(?:新高|最高|最低|新低|最快|高位|首次)")  # 2022年以来新高
COMPARED = re.compile(r"(?:比|较|较之|相比|同|与|和|(?<!关)于|由|从|对比|超过)(?:“|上述)?$")


NAMES = (
    "day", "stock", "since", "now", "plan", "years_back", "range", "onward", "ytd", "first", "months", "lost",
    "quarters", "quarter", "half", "whole", "same", "month", "last_month", "this_month", "last_quarter",
    "this_quarter", "bare",
)  # fmt: skip


def form_of(match: re.Match[str]) -> str:
    """Which form matched: `lastgroup` is the outermost group that closed last."""
    return match.lastgroup if match.lastgroup in NAMES else next(n for n in NAMES if match[n] is not None)
