"""Features, announcements and press conferences: firms among a city's figures, clusters, ranks, claims and plans.

The id begins with the phrase of the catalogue of phrasings.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
PUBLISHED = "2026-03-20"

FIRMS: Rows = [
    (
        "A11-spoken-for",
        None,
        "宁波北仑区的拓远模具车间灯火通明。“去年公司销售额4.6亿元，同比增长19.5%，外贸订单占到六成。”拓远模具总经理陈立说。拓远模具的国内市场占有率超过40%。",
        [
            "销售额 company:拓远模具 level 4.6cny_100m year:2025",
            "销售额 company:拓远模具 growth/yoy 19.5pct year:2025",
            "外贸订单 company:拓远模具 share 60pct year:2025",
            "国内市场占有率 company:拓远模具 share >40pct unknown",
        ],
    ),
    (
        "A11-everywhere",
        None,
        "在慈溪，恒晟电器今年前两个月出口额达1.2亿元，同比增长三成。“订单排到了8月。”恒晟电器副总经理王磊告诉记者。",
        [
            "出口总额 company:恒晟电器 level 1.2cny_100m ytd:2026-02",
            "出口总额 company:恒晟电器 growth/yoy 30pct ytd:2026-02",
        ],
    ),
    (
        "A11-for-short",
        None,
        "宁波博新材料股份有限公司（以下简称“博新材料”）是一家单项冠军企业。2025年，博新材料实现营业收入186亿元。\n2025年，宁波全市外贸出口9000亿元。",
        ["营业收入 company:博新材料 level 186cny_100m year:2025", "出口总额 ningbo level 9000cny_100m year:2025"],
    ),
    (
        "A11-office-speaks",
        None,
        "据宁波市经信局副局长王强介绍，去年宁波规上工业增加值增长8%。",
        ["规模以上工业增加值 ningbo growth/yoy 8pct year:2025"],
    ),
    (
        "A11-second-firm",
        None,
        "去年，舜宇光学科技营收突破400亿元，净利润增长28%；海恒国际注塑机销量连续19年全球第一。",
        [
            "营收 company:舜宇光学科技 level >400cny_100m year:2025",
            "净利润 company:舜宇光学科技 growth/yoy 28pct year:2025",
            "!unknown_area 19年",
            "!unknown_area 一",
        ],
    ),
    (
        "A11-no-name",
        None,
        "走进宁波北仑的海伯精工，机器轰鸣。去年产值3.2亿元，同比增长15%，出口额2.1亿元。",
        ["!unknown_indicator 3.2亿元", "!unknown_indicator 15%", "!unknown_area 2.1亿元"],
    ),
    (
        "A11-vice",
        None,
        "申洲国际常务副总经理王志表示，今年一季度申洲国际营收65亿元，同比增长7.8%。",
        [
            "营收 company:申洲国际 level 65cny_100m quarter:2026-03",
            "营收 company:申洲国际 growth/yoy 7.8pct quarter:2026-03",
        ],
    ),
    (
        "A11-some-firm",
        None,
        "今年1月，宁波某汽车零部件企业拿下5.6亿元订单；全市汽车零部件出口45亿元。",
        ["!unknown_indicator 5.6亿元", "汽车零部件出口 ningbo level 45cny_100m month:2026-01"],
    ),
]

BRANCHES: Rows = [
    (
        "A10-firms",
        None,
        "2025年，宁波汽车零部件产业实现规上产值2680亿元，规上企业数量达920家。",
        [
            "汽车零部件产业规上产值 ningbo level 2680cny_100m year:2025",
            "汽车零部件产业规上企业 ningbo count 920count year:2025",
        ],
    ),
    (
        "A10-workers",
        "ningbo",
        "2025年，全市汽车产业实现产值2000亿元，拥有规上企业320家，从业人员12万人。",
        [
            "汽车产业产值 ningbo level 2000cny_100m year:2025",
            "汽车产业规上企业 ningbo count 320count year:2025",
            "汽车产业从业人员 ningbo level 120000count year:2025",
        ],
    ),
    (
        "A10-output",
        None,
        "2025年，宁波磁性材料产业集群营收达750亿元，集聚规上企业120余家，产量占全国四成。",
        [
            "磁性材料产业集群营收 ningbo level 750cny_100m year:2025",
            "磁性材料产业集群规上企业 ningbo count ~120count year:2025",
            "磁性材料产业集群产量 ningbo share/nation 40pct year:2025",
        ],
    ),
    (
        "A10-bare",
        None,
        "去年，慈溪的家电产业交出答卷：全年实现规上产值1012亿元，同比增长9.3%。",
        ["!unknown_indicator 1012亿元", "!unknown_indicator 9.3%"],
    ),
    (
        "A10-by-clusters",
        "ningbo",
        "今年前两个月，绿色石化、汽车两大万亿级集群产值分别下降2.3%、增长14.6%。",
        ["绿色石化产值 ningbo growth/yoy -2.3pct ytd:2026-02", "汽车集群产值 ningbo growth/yoy 14.6pct ytd:2026-02"],
    ),
    (
        "A10-whole",
        "ningbo",
        "2025年，全市规上企业达到11400家。",
        ["规模以上工业企业 ningbo count 11400count year:2025"],
    ),
]

PLACES: Rows = [
    (
        "C09-next-to",
        None,
        "在余姚，专精特新“小巨人”企业已达92家，仅次于北仑区，位列宁波第二。",
        [
            "国家级专精特新“小巨人”企业 ningbo/yuyao count 92count now:2026-03-20",
            "国家级专精特新“小巨人”企业 ningbo/yuyao rank/city 2rank now:2026-03-20",
        ],
    ),
    (
        "C09-among-cities",
        "ningbo",
        "2024年，全市全部工业增加值达7011.3亿元；全国城市排名由2020年的第9位跃升至2024年的第5位。",
        [
            "全部工业增加值 ningbo level 7011.3cny_100m year:2024",
            "全部工业增加值 ningbo rank/nation 9rank year:2020",
            "全部工业增加值 ningbo rank/nation 5rank year:2024",
        ],
    ),
    (
        "C09-500",
        "ningbo",
        "我市5家企业入围2025年中国制造业企业500强，比上年增加1家。",
        ["中国制造业企业500强 ningbo count 5count year:2025", "中国制造业企业500强 ningbo change/yoy 1count year:2025"],
    ),
    (
        "C01-other-city",
        None,
        "苏州规上工业总产值已突破4.9万亿元，是宁波的近两倍。",
        ["规模以上工业总产值 suzhou level >49000cny_100m unknown", "规模以上工业总产值 suzhou ratio <2times unknown"],
    ),
    (
        "S01-goes-on",
        None,
        "2025年，杭州第三产业增加值占地区生产总值的比重已达70.2%，而宁波为53.8%。",
        ["第三产业增加值 hangzhou share/gdp 70.2pct year:2025", "第三产业增加值 ningbo share/gdp 53.8pct year:2025"],
    ),
    (
        "A08-largest",
        "china",
        "我国已建成全球规模最大的5G网络，5G基站总数达480万个。",
        ["5G基站 china count 4800000count now:2026-03-20"],
    ),
    (
        "C09-top-three",
        "ningbo",
        "一季度，前湾新区、镇海区、象山县规上工业增加值增速列前三位，分别为15.3%、12.1%和11.4%。",
        [
            "规模以上工业增加值 ningbo/qianwan growth/yoy 15.3pct quarter:2026-03",
            "规模以上工业增加值 ningbo/zhenhai growth/yoy 12.1pct quarter:2026-03",
            "规模以上工业增加值 ningbo/xiangshan growth/yoy 11.4pct quarter:2026-03",
        ],
    ),
    (
        "A19-our",
        "ningbo",
        "“去年，我们的规上工业增加值增长8.4%，增速比全省快0.9个百分点。”",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.4pct year:2025",
            "规模以上工业增加值 ningbo gap/province 0.9pp year:2025",
        ],
    ),
]

SENSE: Rows = [
    (
        "B13-part",
        "ningbo",
        "2025年，全市高新技术企业达到9800家。其中，民营企业8900家，外资企业500家。",
        [
            "高新技术企业 ningbo count 9800count year:2025",
            "高新技术企业 ningbo[民营企业] count 8900count year:2025",
            "高新技术企业 ningbo[外资企业] count 500count year:2025",
        ],
    ),
    (
        "B13-of-the-new",
        "zhejiang",
        "全省新增国家级专精特新“小巨人”企业286家，其中宁波74家、杭州68家。",
        [
            "国家级专精特新“小巨人”企业 zhejiang change/previous 286count unknown",
            "国家级专精特新“小巨人”企业 ningbo change/previous 74count unknown",
            "国家级专精特新“小巨人”企业 hangzhou change/previous 68count unknown",
        ],
    ),
    (
        "B13-of-the-new-next",
        "zhejiang",
        "全省新增国家级专精特新“小巨人”企业286家。其中，宁波74家、杭州68家。",
        [
            "国家级专精特新“小巨人”企业 zhejiang change/previous 286count unknown",
            "国家级专精特新“小巨人”企业 ningbo change/previous 74count unknown",
            "国家级专精特新“小巨人”企业 hangzhou change/previous 68count unknown",
        ],
    ),
    (
        "B13-contributed",
        "ningbo",
        "2025年，民营经济贡献了全市75%的税收。",
        ["税收收入 ningbo[民营经济] share/city 75pct year:2025"],
    ),
    (
        "B02-list",
        "ningbo",
        "近日，工信部公布2025年度绿色制造名单，我市共有26家单位上榜，其中绿色工厂22家、绿色供应链管理企业3家，上榜总数居计划单列市首位。",
        [
            "绿色制造名单 ningbo count 26count year:2025",
            "绿色工厂 ningbo count 22count year:2025",
            "绿色供应链管理企业 ningbo count 3count year:2025",
            "绿色制造名单 ningbo rank/计划单列市 1rank year:2025",
        ],
    ),
    (
        "B02-took-part",
        None,
        "由宁波牵头或参与建设的国家级先进制造业集群增至4个。",
        ["国家先进制造业集群 ningbo count 4count now:2026-03-20"],
    ),
    (
        "B02-created",
        "ningbo",
        "截至2025年底，全市累计创建国家级绿色工厂148家、省级绿色工厂236家。",
        ["绿色工厂 ningbo count 148count as_of:2025-12-31", "省级绿色工厂 ningbo count 236count as_of:2025-12-31"],
    ),
    (
        "B02-members",
        "ningbo",
        "近日，工信部公示2025年度卓越级智能工厂名单，我市11家工厂入围，占全省入围总数的28.2%。",
        [
            "卓越级智能工厂 ningbo count 11count year:2025 notice",
            "卓越级智能工厂 ningbo share/province 28.2pct year:2025 notice",
        ],
    ),
    (
        "B02-level",
        "ningbo",
        "智能制造能力成熟度达三级及以上企业214家，居全国城市第四。",
        [
            "智能制造能力成熟度达三级及以上企业 ningbo count 214count now:2026-03-20",
            "智能制造能力成熟度达三级及以上企业 ningbo rank/nation 4rank now:2026-03-20",
        ],
    ),
    (
        "B02-brand",
        "ningbo",
        "2025年度浙江制造“品字标”企业名单出炉，宁波新增86家。",
        ["浙江制造“品字标”企业 ningbo change/previous 86count year:2025"],
    ),
    (
        "C09-evaluation",
        "ningbo",
        "在财政部、工业和信息化部组织的2024年度绩效评价中，我市排名全国第二。",
        ["绩效评价 ningbo rank/nation 2rank year:2024"],
    ),
    (
        "C09-evaluation-after",
        "ningbo",
        "2024年宁波出口增长9%，在全国外贸百强城市榜单中排名第五。",
        ["出口总额 ningbo growth/yoy 9pct year:2024", "全国外贸百强城市榜单 ningbo rank/nation 5rank year:2024"],
    ),
    (
        "C09-evaluation-no",
        "ningbo",
        "在全省考核中，规上工业增加值增速居全省第三。",
        ["规模以上工业增加值 ningbo rank/province 3rank unknown"],
    ),
    (
        "S02-both",
        "ningbo",
        "上半年，规上工业增加值同比增长8.4%；制造业投资增长9.6%，两项指标均为近三年同期最高。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.4pct half:2025-06",
            "制造业投资 ningbo growth/yoy 9.6pct half:2025-06",
            "规模以上工业增加值 ningbo rank/history 1rank half:2025-06",
            "制造业投资 ningbo rank/history 1rank half:2025-06",
        ],
    ),
    (
        "S02-not-as-many",
        "ningbo",
        "上半年，规上工业增加值同比增长8.4%；制造业投资增长9.6%，三项指标均为近三年同期最高。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.4pct half:2025-06",
            "制造业投资 ningbo growth/yoy 9.6pct half:2025-06",
        ],
    ),
    (
        "G12-though",
        "ningbo",
        "上半年，规上工业增加值同比增长8.4%，增速虽比一季度回落0.5个百分点，仍高出全国2.1个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.4pct half:2025-06",
            "规模以上工业增加值 ningbo change/previous -0.5pp half:2025-06",
            "规模以上工业增加值 ningbo gap/nation 2.1pp half:2025-06",
        ],
    ),
    (
        "N02-zero",
        "ningbo",
        "前三季度，规上工业增加值增长百分之六点四，高于全省零点三个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 6.4pct ytd:2025-09",
            "规模以上工业增加值 ningbo gap/province 0.3pp ytd:2025-09",
        ],
    ),
    (
        "G32-from-year",
        "ningbo",
        "我市专精特新“小巨人”企业数量从2020年的182家，跃升到目前的487家，户均拥有发明专利16件。",
        [
            "国家级专精特新“小巨人”企业 ningbo count 182count year:2020",
            "国家级专精特新“小巨人”企业 ningbo count 487count now:2026-03-20",
            "!unknown_indicator 16件",
        ],
    ),
    (
        "C08-other-whole",
        "ningbo",
        "2025年，全社会研发经费支出占GDP比重3.3%，企业研发经费占比超九成。",
        ["全社会研发经费支出 ningbo share/gdp 3.3pct year:2025", "企业研发经费 ningbo share >90pct year:2025"],
    ),
    (
        "P05-years",
        "ningbo",
        "宁波国家级先进制造业集群数量三年增加了3个。",
        ["国家先进制造业集群 ningbo change/previous 3count unknown"],
    ),
    (
        "G32-once",
        None,
        "一年前，宁波的新能源汽车产量还只有30万辆。",
        [],
    ),
    (
        "K05-question",
        "ningbo",
        "去年制造业投资增速为何能达到12.5%？",
        ["制造业投资 ningbo growth/yoy 12.5pct year:2025"],
    ),
    (
        "S05-quarters",
        "ningbo",
        "我市规上工业增加值增速已连续5个季度跑赢全国，去年四季度增长9.1%。",
        ["!unknown_indicator 5个季度", "规模以上工业增加值 ningbo growth/yoy 9.1pct quarter:2025-12"],
    ),
]

PLANS: Rows = [
    (
        "H01-must",
        "ningbo",
        "按照省下达任务，2026年我市规上工业单位增加值能耗要下降3.5%以上，绿色工厂产值占比要达到38%。",
        ["!target 3.5%", "!target 38%"],
    ),
    (
        "H01-must-reach",
        "ningbo",
        "到今年年底，全市规上工业企业智能化改造要实现全覆盖，工业机器人保有量要达到5万台。",
        ["!target 全覆盖", "!target 5万台"],
    ),
    (
        "H01-keep",
        "ningbo",
        "今年，规上工业增加值增速需要保持在6%以上。",
        ["!target 6%"],
    ),
    (
        "H01-done",
        "ningbo",
        "去年，全市超额完成省下达任务，单位工业增加值能耗下降3.8%。",
        ["单位工业增加值能耗 ningbo growth/yoy -3.8pct year:2025"],
    ),
    (
        "H01-main",
        "ningbo",
        "一季度，全市主要增长动力来自制造业，制造业投资增长9.1%。",
        ["制造业投资 ningbo growth/yoy 9.1pct quarter:2026-03"],
    ),
    (
        "H01-planners",
        "zhejiang",
        "浙江省发展规划研究院专家表示，去年全省规上工业增加值增长9%。",
        ["规模以上工业增加值 zhejiang growth/yoy 9pct year:2025"],
    ),
    (
        "H02-most",
        "ningbo",
        "我市新增制造业单项冠军19家，是历年新增最多的一年，累计102家。",
        [
            "制造业单项冠军企业 ningbo change/previous 19count unknown",
            "制造业单项冠军企业 ningbo count 102count now:2026-03-20",
        ],
    ),
    (
        "B10-revised",
        "ningbo",
        "2025年，全市企业参与制修订国家标准1200项。",
        ["企业参与制修订国家标准 ningbo count 1200count year:2025"],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in FIRMS])
def test_what_a_firm_reports_is_never_the_citys(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in BRANCHES])
def test_what_a_branch_holds_is_the_branchs(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLACES])
def test_a_place_owns_only_what_is_said_of_it(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SENSE])
def test_a_number_of_an_announcement_is_of_what_it_counts(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLANS])
def test_a_plan_is_no_result_and_a_result_no_plan(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
