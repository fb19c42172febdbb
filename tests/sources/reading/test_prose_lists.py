"""Groups S, M, B, N, H, X and K of the catalogue of phrasings."""

from __future__ import annotations

import pytest
from wording import shown

IVA = "规模以上工业增加值"
NB = f"{IVA} ningbo"
APRIL = "ytd:2026-04"
NOW = "now:2026-06-30"
CHAMPIONS = "制造业单项冠军企业"

SHARES = [
    (
        "S01",
        "2025年，全市工业增加值占GDP比重达38.4%，高出全国平均7.5个百分点。",
        [
            "全部工业增加值 ningbo share/gdp 38.4pct year:2025",
            "全部工业增加值 ningbo gap/nation 7.5pp year:2025",
        ],
    ),
    (
        "S01-of",
        "1—4月，全市高新技术产业增加值占规上工业增加值的比重为62.4%。",
        [
            f"高新技术产业增加值 ningbo share/规模以上工业增加值 62.4pct {APRIL}",
        ],
    ),
    (
        "S02",
        "1—4月，鄞州区制造业投资占全市21.3%，慈溪市占17.9%。",
        [
            f"制造业投资 ningbo/yinzhou share/city 21.3pct {APRIL}",
            f"制造业投资 ningbo/cixi share/city 17.9pct {APRIL}",
        ],
    ),
    ("S03", "2025年，全市地区生产总值位列全国第十一位。", ["地区生产总值 ningbo rank/nation 11rank year:2025"]),
    (
        "S04",
        "全市全部工业增加值由2016年的全国第12位跃升至2025年的第5位。",
        [
            "全部工业增加值 ningbo rank/nation 12rank year:2016",
            "全部工业增加值 ningbo rank/nation 5rank year:2025",
        ],
    ),
    (
        "S05",
        "目前，宁波单项冠军企业119家，数量连续8年领跑全国。",
        [
            f"{CHAMPIONS} ningbo count 119count {NOW}",
            f"{CHAMPIONS} ningbo streak/nation 8years {NOW}",
            f"{CHAMPIONS} ningbo rank/nation 1rank {NOW}",
        ],
    ),
    ("S06", "2025年，全市首台（套）装备数量居全省首位。", ["首台（套）装备 ningbo rank/province 1rank year:2025"]),
    ("S07", "宁波建成全省唯一、全国首个相关平台，率先开展试点。", []),
    ("S08", "宁波做法被列为全国八大典型经验之一。", []),
    (
        "S09",
        "在2025年浙江省首批人工智能赋能制造业典型案例中，宁波独占21席。",
        ["人工智能赋能制造业典型案例 ningbo count 21count year:2025"],
    ),
    (
        "S10",
        "宁波2家机构入选产业技术基础公共服务平台，占全省总数的33%。",
        [
            f"产业技术基础公共服务平台 ningbo count 2count {NOW}",
            f"产业技术基础公共服务平台 ningbo share/province 33pct {NOW}",
        ],
    ),
    (
        "S11",
        "截至2025年底，全市51个国家智能制造试点示范项目，平均生产效率提升39.6%。",
        [
            "国家智能制造试点示范项目 ningbo count 51count as_of:2025-12-31",
            "生产效率 ningbo[国家智能制造试点示范项目] growth 39.6pct as_of:2025-12-31",
        ],
    ),
    ("S13", "目前，全市90%以上的规上工业企业实现上云。", [f"规模以上工业企业 ningbo share/city >90pct {NOW}"]),
    ("S14", "目前，全市民营企业出口占比近八成。", [f"出口总额 ningbo[民营企业] share <80pct {NOW}"]),
]

LISTS = [
    (
        "M01",
        "1—4月，全市工业投资、制造业投资和民间投资分别增长9.2%、10.1%和4.0%。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"民间投资 ningbo growth/yoy 4.0pct {APRIL}",
        ],
    ),
    (
        "M01-and",
        "1—4月，全市高端装备、高技术 and 数字经济核心产业制造业增加值分别增长15.5%、13.8%和11.6%。",
        [
            f"高端装备制造业增加值 ningbo growth/yoy 15.5pct {APRIL}",
            f"高技术制造业增加值 ningbo growth/yoy 13.8pct {APRIL}",
            f"数字经济核心产业制造业增加值 ningbo growth/yoy 11.6pct {APRIL}",
        ],
    ),
    (
        "M01-mismatch",
        "1—4月，全市工业投资、制造业投资和民间投资分别增长9.2%和10.1%。",
        ["!unpaired 9.2%", "!unpaired 10.1%"],
    ),
    (
        "M01-signs",
        "1—4月，全市出口、进口分别增长7.9%、下降1.2%。",
        [
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
            f"进口总额 ningbo growth/yoy -1.2pct {APRIL}",
        ],
    ),
    (
        "M02",
        "1—4月，全市工业、制造业和民间投资分别增长9.2%、10.1%和4.0%。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"民间投资 ningbo growth/yoy 4.0pct {APRIL}",
        ],
    ),
    (
        "M03",
        "1—4月，全市工业投资、制造业投资分别达300、280、55亿元，同比分别增长9.2%、10.1%。",
        [
            "!unpaired 300",
            "!unpaired 280",
            "!unpaired 55亿元",
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
        ],
    ),
    (
        "M04",
        "1—4月，全市规上工业增加值增长较快的行业有汽车制造业（12.1%）、通用设备制造业（9.4%）。",
        [
            f"汽车制造业增加值 ningbo growth/yoy 12.1pct {APRIL}",
            f"通用设备制造业增加值 ningbo growth/yoy 9.4pct {APRIL}",
        ],
    ),
    (
        "M05",
        "1—4月，全市规上工业增加值增长8.8%，其中，高技术制造业增长13.8%。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"高技术制造业增加值 ningbo growth/yoy 13.8pct {APRIL}",
        ],
    ),
    (
        "M07",
        "2025年，全市地区生产总值18716亿元、增长4.9%。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo growth/yoy 4.9pct year:2025",
        ],
    ),
    (
        "M08",
        "1—4月，全市出口和进口分别为2851.6亿元和1420.3亿元，分别增长7.9%和1.2%。",
        [
            f"出口总额 ningbo level 2851.6cny_100m {APRIL}",
            f"进口总额 ningbo level 1420.3cny_100m {APRIL}",
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
            f"进口总额 ningbo growth/yoy 1.2pct {APRIL}",
        ],
    ),
    (
        "M09",
        "1—4月，全市工业投资、制造业投资增长9.2%、10.1%。",
        [
            f"工业投资 ningbo growth/yoy 9.2pct {APRIL}",
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
        ],
    ),
    (
        "M10",
        "一是投资提速，1—4月全市制造业投资增长10.1%；二是外贸稳进，出口增长7.9%。",
        [
            f"制造业投资 ningbo growth/yoy 10.1pct {APRIL}",
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
        ],
    ),
    (
        "M11",
        "1—4月，余姚市规上工业增加值增长9.7%，慈溪市增长9.6%，均高于全市平均。",
        [
            f"{IVA} ningbo/yuyao growth/yoy 9.7pct {APRIL}",
            f"{IVA} ningbo/cixi growth/yoy 9.6pct {APRIL}",
        ],
    ),
    (
        "M14",
        "2025年全市地区生产总值18716亿元，2024年18147.7亿元。",
        [
            "地区生产总值 ningbo level 18716cny_100m year:2025",
            "地区生产总值 ningbo level 18147.7cny_100m year:2024",
        ],
    ),
    (
        "M15",
        "1—4月，全市规上工业增加值增长8.8%，分别比一季度和上年同期提升0.3和1.9个百分点。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} change/previous 0.3pp {APRIL}",
            f"{NB} change/yoy 1.9pp {APRIL}",
        ],
    ),
]

NO_FIGURES = [
    ("N01", "宁波实施“361”行动，推进5G+工业互联网和“1+1+N+X”改造，谋划十五五发展。"),
    ("N02", "根据工信厅科函〔2025〕527号、甬政办发〔2019〕62号文件要求，组织申报。"),
    ("N03", "该药为1类新药，第七批名单已公布，数字化改造达到二级。"),
    ("N04", "打通最后一公里，一米宽、十米深，筑牢四梁八柱，实现零的突破。"),
    ("N05", "联系电话：0574-89292008，邮编：315000。"),
    ("N06", "2026年5月20日9时，会议在宁波召开。"),
    ("N07", "详见图1、表3和注释[1]（2）。"),
    ("N09", "宁波向着“准2万亿之城”稳步前行，打造百冠之城。"),
    ("N12", "二〇三五年基本实现现代化。"),
    ("N12-letter", "二О三五年基本实现现代化。"),
    ("S08", "宁波做法入选八大典型之一。"),
    ("X16", "机器换人一智能化生产线—数字化车间。"),
    ("K08", "制图：毛雪娇"),
]

NOT_OBSERVED = [
    ("H01", "力争全市规上工业增加值增长7%。", ["!target 7%"]),
    ("H01-year", "到2027年，全市高新技术企业达到12000家。", ["!target 12000家"]),
    ("H01-after", "全年全市规上工业增加值增长6%左右的预期目标。", ["!target 6%"]),
    ("H02", "宁波将新增规上工业企业800家。", ["!target 800家"]),
    ("H02-plan", "今年全市计划完成工业投资900亿元。", ["!target 900亿元"]),
    ("H03", "预计全年全市规上工业增加值增长7.2%以上。", ["!forecast 7.2%"]),
    ("H04", "全市规上工业增加值增速有望突破9%。", ["!forecast 9%"]),
    ("H08", "机构预测，二季度全市地区生产总值增长5.2%。", ["!forecast 5.2%"]),
    ("N10", "每年认定企业不少于20家。", ["!quota 20家"]),
    ("A20", "每个区县（市）推荐项目不超过3个。", ["!quota 3个"]),
    (
        "H05",
        "宁波4家企业入围工信部精细化工关键产品“揭榜挂帅”公示名单。",
        [
            "精细化工关键产品揭榜挂帅 ningbo count 4count now:2026-06-30 notice",
        ],
    ),
    ("H06", "宁波拟认定高新技术企业2100家。", ["高新技术企业 ningbo count 2100count now:2026-06-30 notice"]),
    ("H-result", "2025年，全市规上工业增加值增长5.9%，圆满完成年度目标。", [f"{NB} growth/yoy 5.9pct year:2025"]),
    ("H-met", "2025年，全市完成预期目标，规上工业增加值增长5.9%。", [f"{NB} growth/yoy 5.9pct year:2025"]),
]

DAMAGED = [
    (
        "X01",
        "1—4月，全国规上工业增加值增长6.4%，全市增长16%，高于全国6.2个百分点。",
        ["!damaged 6.4%", "!damaged 16%", "!damaged 6.2个百分点"],
    ),
    (
        "X02",
        "全市规上工业增加值增长89%\n1—4月，全市规上工业增加值增长8.9%。",
        ["!damaged 89%", f"{NB} growth/yoy 8.9pct {APRIL}"],
    ),
    (
        "X03",
        "1—4月，全市工业投资、制造业投资和民间投资分别增长4.2%5.0%6.7%。",
        ["!damaged 4.2%", "!damaged 5.0%", "!damaged 6.7%"],
    ),
    ("X03-digits", "1—4月，全市工业、制造业投资分别为23323395346268亿元。", ["!damaged 23323395346268亿元"]),
    ("X04", "1—4月，全市规上工业增加值增长7《广告》.9%。", ["!damaged 7", "!damaged 9%"]),
    ("X05", "17月，全市规上工业增加值增长8.8%。", ["!damaged 8.8%"]),
    ("X07", "1—4月，全市規(guī)模(mó)以上工業(yè)增加值同比增長(zhǎng)8.8%。", [f"{NB} growth/yoy 8.8pct {APRIL}"]),
    (
        "X08",
        "1—4月，全市規模以上工業增加值同比增長8.8﹪，佔全省的比重為22.1％。",
        [
            f"{NB} growth/yoy 8.8pct {APRIL}",
            f"{NB} share/province 22.1pct {APRIL}",
        ],
    ),
    ("X14", "1—4月，寧波市規模以上工業增加值按年實際增長8.8%。", [f"{NB} growth/yoy_real 8.8pct {APRIL}"]),
    (
        "X17",
        "截至去年底，宁波规上工业企业数字化二级覆盖率先突破70%。",
        ["数字化二级覆盖率 ningbo share/规模以上工业企业 >70pct as_of:2025-12-31"],
    ),
    (
        "X18",
        "1—4月，全市出口 2851.6 亿元，增长 7.9 %。",
        [
            f"出口总额 ningbo level 2851.6cny_100m {APRIL}",
            f"出口总额 ningbo growth/yoy 7.9pct {APRIL}",
        ],
    ),
    ("K01", "5.4%！\n宁波经济开局良好。", ["!unknown_indicator 5.4%"]),
]


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SHARES])
def test_shares_ranks_and_streaks(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in LISTS])
def test_lists_of_labels_and_values(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize("text", [pytest.param(row[1], id=row[0]) for row in NO_FIGURES])
def test_names_and_marks_are_no_numbers(text: str) -> None:
    assert shown(text) == []


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in NOT_OBSERVED])
def test_plans_quotas_and_forecasts_are_refused(text: str, expected: list[str]) -> None:
    assert shown(text) == expected


@pytest.mark.parametrize(("text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in DAMAGED])
def test_damage_is_refused_unless_the_sentence_proves_the_repair(text: str, expected: list[str]) -> None:
    assert shown(text) == expected
