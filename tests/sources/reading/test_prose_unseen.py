"""Wordings of releases that nobody wrote the reader for: what is measured, whose, what it says, when.

The id begins with the phrase of the catalogue of phrasings.
"""

from __future__ import annotations

import pytest
from wording import shown

Rows = list[tuple[str, str | None, str, list[str]]]
PUBLISHED = "2026-08-20"

SUBJECTS: Rows = [
    (
        "M05-bare-measure",
        "ningbo",
        "1—5月，全市规上工业增加值增长5%。高技术制造业保持两位数增长，增加值同比增长13.2%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 5pct ytd:2026-05",
            "高技术制造业增加值 ningbo growth/yoy >10pct ytd:2026-05",
            "高技术制造业增加值 ningbo growth/yoy 13.2pct ytd:2026-05",
        ],
    ),
    (
        "A13-labelled",
        "ningbo",
        "前三季度，全市规上工业增加值增长6.5%。\n【投资】制造业投资增长3.4%，增速比上半年提高0.7个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 6.5pct ytd:2025-09",
            "制造业投资 ningbo growth/yoy 3.4pct ytd:2025-09",
            "制造业投资 ningbo change/previous 0.7pp ytd:2025-09",
        ],
    ),
    (
        "A13-industry",
        "ningbo",
        "前三季度，我市规上工业“压舱石”作用凸显，增加值增速7.6%。",
        ["规模以上工业增加值 ningbo growth/yoy 7.6pct ytd:2025-09"],
    ),
    (
        "A12-sector",
        "ningbo",
        "1—5月，全市规上工业中，民营企业增加值同比增长3.4%。",
        ["规模以上工业增加值 ningbo[民营企业] growth/yoy 3.4pct ytd:2026-05"],
    ),
    (
        "A12-prefix",
        "ningbo",
        "1—5月，规上工业民营企业增加值增长7.4%。",
        ["规模以上工业增加值 ningbo[民营企业] growth/yoy 7.4pct ytd:2026-05"],
    ),
    (
        "A13-firms",
        "ningbo",
        "1—4月，规上工业企业实现营业收入8743.6亿元；利润总额428.9亿元。",
        [
            "规模以上工业营业收入 ningbo level 8743.6cny_100m ytd:2026-04",
            "规模以上工业利润总额 ningbo level 428.9cny_100m ytd:2026-04",
        ],
    ),
    (
        "M02-sizes",
        "ningbo",
        "1—5月，规上工业中，大、中、小微型企业增加值分别增长6.0%、8.4%和7.2%。",
        [
            "规模以上工业增加值 ningbo[大型企业] growth/yoy 6.0pct ytd:2026-05",
            "规模以上工业增加值 ningbo[中型企业] growth/yoy 8.4pct ytd:2026-05",
            "规模以上工业增加值 ningbo[小微型企业] growth/yoy 7.2pct ytd:2026-05",
        ],
    ),
    (
        "M02-shared",
        "ningbo",
        "一季度，教育、科学技术、社会保障和就业支出分别增长3.0%、12.6%、5.5%。",
        [
            "教育支出 ningbo growth/yoy 3.0pct quarter:2026-03",
            "科学技术支出 ningbo growth/yoy 12.6pct quarter:2026-03",
            "社会保障和就业支出 ningbo growth/yoy 5.5pct quarter:2026-03",
        ],
    ),
    (
        "M12-apposition",
        "ningbo",
        "一季度，电气、鞋业、服装、泵阀五大传统支柱产业增加值增长7.0%。",
        ["五大传统支柱产业增加值 ningbo growth/yoy 7.0pct quarter:2026-03"],
    ),
    (
        "B02-others",
        "china",
        "2025年，数据中心、云计算、物联网等新兴业务共完成收入4612亿元。",
        ["新兴业务收入 china level 4612cny_100m year:2025"],
    ),
    (
        "L18-class",
        "ningbo",
        "截至4月末，其中产值超亿元企业196家，累计产值占全市规上工业总产值的93.4%。",
        [
            "产值超亿元企业 ningbo count 196count as_of:2026-04-30",
            "产值超亿元企业产值 ningbo share/city 93.4pct as_of:2026-04-30",
        ],
    ),
    (
        "N01-quoted",
        "ningbo",
        "今年1-5月，全市新增“小升规”工业企业1136家。",
        ["“小升规”工业企业 ningbo change/previous 1136count ytd:2026-05"],
    ),
    (
        "L15-dollars",
        "ningbo",
        "2025年，全市人均地区生产总值为186379元（按年平均汇率折26171美元），增长4.5%。",
        [
            "人均地区生产总值 ningbo level 186379cny year:2025",
            "人均地区生产总值 ningbo level 26171other year:2025",
            "人均地区生产总值 ningbo growth/yoy 4.5pct year:2025",
        ],
    ),
    ("L12-per-head", "ningbo", "2025年，每百户家庭拥有汽车68辆。", ["!unknown_indicator 68辆"]),
    (
        "G06-towns",
        "china",
        "4月份，居民消费价格同比上涨2.5%。其中，城市上涨2.5%，农村上涨2.6%。",
        [
            "居民消费价格 china growth/yoy 2.5pct month:2026-04",
            "城市居民消费价格 china growth/yoy 2.5pct month:2026-04",
            "农村居民消费价格 china growth/yoy 2.6pct month:2026-04",
        ],
    ),
    (
        "K07-bullet",
        "ningbo",
        "1—4月全市情况\n▶ 规上工业增加值增长8.1%，其中4月增长9.0%",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.1pct ytd:2026-04",
            "规模以上工业增加值 ningbo growth/yoy 9.0pct month:2026-04",
        ],
    ),
    ("B10-verbs", "ningbo", "首批培育名单共13个。", ["!unknown_indicator 13个"]),
    ("L17-products", "china", "4月份，规模以上工业359种产品产量同比增长。", ["!unknown_indicator 359种"]),
    (
        "N08-expected",
        "china",
        "4月份，企业生产经营活动预期指数为52.1%。",
        ["企业生产经营活动预期指数 china level 52.1index month:2026-04"],
    ),
    (
        "G28-lifted",
        "ningbo",
        "1—5月，民营企业进出口增长9.8%，拉升全市外贸增长7.1个百分点。",
        [
            "进出口总额 ningbo[民营企业] growth/yoy 9.8pct ytd:2026-05",
            "进出口总额 ningbo[民营企业] contribution 7.1pp ytd:2026-05",
        ],
    ),
]

PLACES: Rows = [
    (
        "A09-summed-places",
        "zhejiang",
        "一季度，杭州、宁波两市合计进出口1.8万亿元，占全省的68%。杭州和宁波共吸引外资30亿美元。",
        ["!unknown_area 1.8万亿元", "!unknown_area 68%", "!unknown_area 30亿美元"],
    ),
    (
        "A09-first-five",
        "china",
        "软件业务收入居前5名的北京、广东、江苏、上海、浙江共完成收入86880亿元，占全国比重69.4%。",
        ["!unknown_area 86880亿元", "!unknown_area 69.4%"],
    ),
    (
        "A11-named-all",
        "ningbo/yinzhou",
        "在2025年度国家级绿色工厂名单中，宁波某甲汽车零部件有限公司、宁波某乙新型建材有限公司2家企业入选。",
        ["绿色工厂 ningbo/yinzhou count 2count year:2025"],
    ),
    (
        "A11-city-before-firm",
        None,
        "宁波震拓科技去年营收突破90亿元，全球员工逾1.2万人。",
        ["营收 company:震拓科技 level >90cny_100m year:2025", "员工 company:震拓科技 level >12000count year:2025"],
    ),
    (
        "H01-unnamed",
        None,
        "宁波企业甲乙电子发布年报：2025年，甲乙电子实现营业收入612.3亿元，同比增长9.6%；归母净利润13.4亿元。",
        ["!unknown_area 612.3亿元", "!unknown_area 9.6%", "!unknown_area 13.4亿元"],
    ),
    (
        "M01-places",
        "zhejiang",
        "上半年，全省规模以上工业增加值同比增长7.2%。11个设区市中，舟山、宁波、绍兴增速居前三，分别增长12.6%、8.3%和8.0%。民营企业增加值增长7.9%。",
        [
            "规模以上工业增加值 zhejiang growth/yoy 7.2pct half:2026-06",
            "规模以上工业增加值 zhoushan growth/yoy 12.6pct half:2026-06",
            "规模以上工业增加值 ningbo growth/yoy 8.3pct half:2026-06",
            "规模以上工业增加值 shaoxing growth/yoy 8.0pct half:2026-06",
            "规模以上工业增加值 zhejiang[民营企业] growth/yoy 7.9pct half:2026-06",
        ],
    ),
    (
        "M04-brackets",
        "ningbo",
        "上半年，全市规上工业增加值同比增长8.3%。分地区看，增速居前三位的是前湾新区（15.1%）、北仑区（11.0%）；镇海区（-0.8%）低于全市平均9.1个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.3pct half:2026-06",
            "规模以上工业增加值 ningbo/qianwan growth/yoy 15.1pct half:2026-06",
            "规模以上工业增加值 ningbo/beilun growth/yoy 11.0pct half:2026-06",
            "规模以上工业增加值 ningbo/zhenhai growth/yoy -0.8pct half:2026-06",
            "规模以上工业增加值 ningbo/zhenhai gap/city -9.1pp half:2026-06",
        ],
    ),
    (
        "A04-three-places",
        "ningbo",
        "5月，全市制造业投资增长13.1%。其中，余姚、慈溪、北仑三地分别增长21.4%、15.2%、9.6%。",
        [
            "制造业投资 ningbo growth/yoy 13.1pct month:2026-05",
            "制造业投资 ningbo/yuyao growth/yoy 21.4pct month:2026-05",
            "制造业投资 ningbo/cixi growth/yoy 15.2pct month:2026-05",
            "制造业投资 ningbo/beilun growth/yoy 9.6pct month:2026-05",
        ],
    ),
    (
        "B13-included",
        "china",
        "从地区看，江苏省国家先进制造业集群9个，浙江省8个（含宁波市2个）。",
        [
            "国家先进制造业集群 jiangsu count 9count now:2026-08-20",
            "国家先进制造业集群 zhejiang count 8count now:2026-08-20",
            "国家先进制造业集群 ningbo count 2count now:2026-08-20",
        ],
    ),
    (
        "M11-each",
        "ningbo",
        "其中，北仑区智能工厂9家，鄞州、镇海各5家。",
        [
            "智能工厂 ningbo/beilun count 9count now:2026-08-20",
            "智能工厂 ningbo/yinzhou count 5count now:2026-08-20",
            "智能工厂 ningbo/zhenhai count 5count now:2026-08-20",
        ],
    ),
    ("A11-share-of-market", "ningbo", "他所在的车间，车载镜头全球市场占有率超过30%。", ["!unknown_area 30%"]),
    (
        "A11-plant",
        "ningbo",
        "吉利极氪智慧工厂1—4月下线整车9.6万辆，增长46%。",
        [
            "下线整车 company:吉利极氪智慧工厂 level 96000count ytd:2026-04",
            "下线整车 company:吉利极氪智慧工厂 growth/yoy 46pct ytd:2026-04",
        ],
    ),
    (
        "K06-source",
        None,
        "记者从浙江省海港集团获悉，2025年宁波舟山港完成货物吞吐量14.12亿吨，其中12月份集装箱吞吐量347.2万标箱。",
        [
            "港口货物吞吐量 ningbo-port level 1412000000other year:2025",
            "港口集装箱吞吐量 ningbo-port level 3472000other month:2025-12",
        ],
    ),
    (
        "C03-partners",
        "ningbo",
        "今年前4个月，我市对欧盟、东盟分别出口1328.5亿元、1043.2亿元，分别增长9.5%、17.2%。对美国、日本进出口分别下降11.6%、3.2%。",
        [
            "出口总额 ningbo[对欧盟] level 1328.5cny_100m ytd:2026-04",
            "出口总额 ningbo[对东盟] level 1043.2cny_100m ytd:2026-04",
            "出口总额 ningbo[对欧盟] growth/yoy 9.5pct ytd:2026-04",
            "出口总额 ningbo[对东盟] growth/yoy 17.2pct ytd:2026-04",
            "进出口总额 ningbo[对美国] growth/yoy -11.6pct ytd:2026-04",
            "进出口总额 ningbo[对日本] growth/yoy -3.2pct ytd:2026-04",
        ],
    ),
    (
        "S04-parallel",
        "zhejiang",
        "1—5月，杭州首台（套）装备72项、国内首台（套）14项；宁波68项、国内首台（套）13项。",
        [
            "首台（套）装备 hangzhou count 72count ytd:2026-05",
            "国内首台（套）装备 hangzhou count 14count ytd:2026-05",
            "首台（套）装备 ningbo count 68count ytd:2026-05",
            "国内首台（套）装备 ningbo count 13count ytd:2026-05",
        ],
    ),
]

SENSE: Rows = [
    (
        "L18-measured",
        "ningbo",
        "2025年，宁波4户科改企业职工薪酬6.8亿元。",
        ["科改企业 ningbo count 4count year:2025", "科改企业职工薪酬 ningbo level 6.8cny_100m year:2025"],
    ),
    (
        "G17-flat-of-its-own",
        "china",
        "1—5月，中部地区固定资产投资增长2.2%，西部地区投资与去年同期持平。",
        ["固定资产投资 central growth/yoy 2.2pct ytd:2026-05", "固定资产投资 west growth/yoy 0pct ytd:2026-05"],
    ),
    (
        "L06-note-behind",
        "zhejiang",
        "1—5月，财政收入6989亿元（一般公共预算收入口径），增长4.5%。",
        ["财政收入 zhejiang level 6989cny_100m ytd:2026-05", "财政收入 zhejiang growth/yoy 4.5pct ytd:2026-05"],
    ),
    (
        "G12-doubled",
        "ningbo",
        "2024年，全市工业增加值6806亿元，翻了近一番；占全市地区生产总值的比重为37%。",
        ["工业增加值 ningbo level 6806cny_100m year:2024", "!unknown_indicator 37%"],
    ),
    (
        "L18-of-each",
        "ningbo",
        "2025年，每万名制造业工人拥有机器人数由104台升至362台。",
        ["!unknown_indicator 362台"],
    ),
    (
        "L18-other-list",
        "china",
        "2024年度国家级智能制造示范工厂揭榜单位名单公布，全国共235家；同期公布的优秀场景名单共597个，宁波市11个场景入选。",
        [
            "智能制造示范工厂 china count 235count year:2024",
            "优秀场景 china count 597count year:2024",
            "优秀场景 ningbo count 11count year:2024",
        ],
    ),
    (
        "A07-by-size",
        "ningbo",
        "（三）工业\n从规模看，一季度大型企业增加值增长9.9%。",
        ["规模以上工业增加值 ningbo[大型企业] growth/yoy 9.9pct quarter:2026-03"],
    ),
    (
        "G32-sign",
        "ningbo",
        "2022年，宁波规上工业增加值由上年增长11.9%回落至3.8%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 11.9pct year:2021",
            "规模以上工业增加值 ningbo growth/yoy 3.8pct year:2022",
        ],
    ),
    (
        "G28-pull-down",
        "ningbo",
        "6月份，食品价格下降1.6%，影响CPI下降约0.29个百分点。",
        ["食品价格 ningbo growth/yoy -1.6pct month:2026-06", "食品价格 ningbo contribution ~-0.29pp month:2026-06"],
    ),
    (
        "C01-brackets",
        "ningbo",
        "1—4月，全市规上工业增加值增长8.1%，高于全国（6.0%）2.1个百分点、高于全省（7.2%）0.9个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.1pct ytd:2026-04",
            "规模以上工业增加值 china growth/yoy 6.0pct ytd:2026-04",
            "规模以上工业增加值 ningbo gap/nation 2.1pp ytd:2026-04",
            "规模以上工业增加值 zhejiang growth/yoy 7.2pct ytd:2026-04",
            "规模以上工业增加值 ningbo gap/province 0.9pp ytd:2026-04",
        ],
    ),
    (
        "C14-indicators",
        "china",
        "1—7月，规模以上电子信息制造业增加值同比增长10.9%，增速分别比同期工业、高技术制造业高4.6个和1.4个百分点。",
        [
            "电子信息制造业增加值 china growth/yoy 10.9pct ytd:2026-07",
            "电子信息制造业增加值 china gap/工业 4.6pp ytd:2026-07",
            "电子信息制造业增加值 china gap/高技术制造业 1.4pp ytd:2026-07",
        ],
    ),
    (
        "G20-mixed",
        "ningbo",
        "1—5月，新能源汽车、工业机器人、集成电路产量分别增长1.1倍、46.3%和22.5%。",
        [
            "新能源汽车产量 ningbo growth/yoy 110.0pct ytd:2026-05",
            "工业机器人产量 ningbo growth/yoy 46.3pct ytd:2026-05",
            "集成电路产量 ningbo growth/yoy 22.5pct ytd:2026-05",
        ],
    ),
    (
        "G19-other-subject",
        "ningbo",
        "一季度，全市农林牧渔业总产值113.6亿元，按可比价计算，同比增长3.8%；生猪出栏21.4万头，同比下降5.9%。",
        [
            "农林牧渔业总产值 ningbo level 113.6cny_100m quarter:2026-03",
            "农林牧渔业总产值 ningbo growth/yoy_real 3.8pct quarter:2026-03",
            "生猪出栏 ningbo level 214000count quarter:2026-03",
            "生猪出栏 ningbo growth/yoy -5.9pct quarter:2026-03",
        ],
    ),
    (
        "G20-long-ago",
        "ningbo",
        "研发投入强度从2020年的2.86%提升至2025年的3.62%；高新技术企业由3100家增至9612家，增长2.1倍。",
        [
            "研发投入强度 ningbo share/gdp 2.86pct year:2020",
            "研发投入强度 ningbo share/gdp 3.62pct year:2025",
            "高新技术企业 ningbo count 9612count year:2025",
            "高新技术企业 ningbo growth 210.0pct year:2025",
        ],
    ),
    (
        "G33-of-a-year",
        "ningbo",
        "2025年，城镇化率为75.5%，提高1.3个百分点。",
        ["城镇化率 ningbo share 75.5pct year:2025", "城镇化率 ningbo change/yoy 1.3pp year:2025"],
    ),
    (
        "S03-field",
        None,
        "今年1—4月，宁波规上工业增加值增长8.1%。宁波增速在全国15个GDP万亿以上工业强市中排第三，比第一名低1.4个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.1pct ytd:2026-04",
            "规模以上工业增加值 ningbo rank/nation 3rank ytd:2026-04",
            "!unknown_indicator 一名",
            "!unknown_indicator 1.4个百分点",
        ],
    ),
    (
        "S03-cities",
        "ningbo",
        "今年1—4月，规上工业增加值增速居全省第二、计划单列市首位。",
        [
            "规模以上工业增加值 ningbo rank/province 2rank ytd:2026-04",
            "规模以上工业增加值 ningbo rank/计划单列市 1rank ytd:2026-04",
        ],
    ),
    (
        "L05-crossed",
        "ningbo",
        "2025年，技术交易额1024亿元，首次跨过千亿元门槛。",
        ["技术合同成交额 ningbo level 1024cny_100m year:2025", "技术合同成交额 ningbo level >1000cny_100m year:2025"],
    ),
    ("L06-as-high-as", "ningbo", "2025年，城镇化率高达80.6%。", ["城镇化率 ningbo share 80.6pct year:2025"]),
    (
        "N03-level",
        "ningbo",
        "1—4月，全市规上工业增加值增长8.8%，高出全国平均水平3.0个百分点。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.8pct ytd:2026-04",
            "规模以上工业增加值 ningbo gap/nation 3.0pp ytd:2026-04",
        ],
    ),
    ("H01-will-be", "ningbo", "待正式公布后，全市国家级绿色工厂将增至170家。", ["!target 170家"]),
    (
        "X02-corrected",
        "ningbo",
        "1—4月全市经济运行情况中，“民间投资下降1.7%”应为“民间投资下降2.7%”。",
        ["!damaged 1.7%", "民间投资 ningbo growth/yoy -2.7pct ytd:2026-04"],
    ),
    ("X03-glued", "ningbo", "1—5月，规上工业企业实现利润总额56234811亿元。", ["!damaged 56234811亿元"]),
    (
        "A12-without",
        "ningbo",
        "一季度，民间投资下降3.9%，但扣除房地产开发投资后，民间投资增长7.8%。",
        [
            "民间投资 ningbo growth/yoy -3.9pct quarter:2026-03",
            "民间投资 ningbo[扣除房地产开发投资] growth/yoy 7.8pct quarter:2026-03",
        ],
    ),
]

PERIODS: Rows = [
    (
        "P09-after-a-list-of-a-year",
        "ningbo",
        "今年1—5月，规上工业增加值增长8.4%。\n在2025年度浙江省首台（套）装备名单中，宁波有87项产品入选。\n截至5月底，全市拥有高新技术企业1.02万家。",
        [
            "规模以上工业增加值 ningbo growth/yoy 8.4pct ytd:2026-05",
            "首台（套）装备 ningbo count 87count year:2025",
            "高新技术企业 ningbo count 10200count as_of:2026-05-31",
        ],
    ),
    (
        "P02-run-came-from",
        "ningbo/beilun",
        "5月，规上工业增加值下降1.8%；累计增速由一季度的5.6%回落至4.4%。",
        [
            "规模以上工业增加值 ningbo/beilun growth/yoy -1.8pct month:2026-05",
            "规模以上工业增加值 ningbo/beilun growth/yoy 5.6pct quarter:2026-03",
            "规模以上工业增加值 ningbo/beilun growth/yoy 4.4pct ytd:2026-05",
        ],
    ),
    (
        "P02-run-after-a-stock",
        "ningbo/cixi",
        "5月末，我市共有规上工业企业2218家；前5个月累计产值超10亿元企业38家。规上工业总产值3012.4亿元，增长5.7%。",
        [
            "规模以上工业企业 ningbo/cixi count 2218count as_of:2026-05-31",
            "产值超10亿元企业 ningbo/cixi count 38count ytd:2026-05",
            "规模以上工业总产值 ningbo/cixi level 3012.4cny_100m ytd:2026-05",
            "规模以上工业总产值 ningbo/cixi growth/yoy 5.7pct ytd:2026-05",
        ],
    ),
    (
        "P02-run-after-month",
        "ningbo",
        "7月份，全市规上工业增加值同比增长9.0%；1—7月，增长4.5%。分企业类型看，民营企业增长6.1%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 9.0pct month:2026-07",
            "规模以上工业增加值 ningbo growth/yoy 4.5pct ytd:2026-07",
            "规模以上工业增加值 ningbo[民营企业] growth/yoy 6.1pct ytd:2026-07",
        ],
    ),
    (
        "P02-cumulative",
        "ningbo",
        "7月当月，规上工业增加值下降1.8%；累计增速回落至4.4%。",
        [
            "规模以上工业增加值 ningbo growth/yoy -1.8pct month:2026-07",
            "规模以上工业增加值 ningbo growth/yoy 4.4pct ytd:2026-07",
        ],
    ),
    (
        "P05-quarter-aside",
        "ningbo",
        "前三季度，全市规上工业增加值增长4.4%。三季度当季增长6.3%。纺织服装业增加值下降3.8%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 4.4pct ytd:2025-09",
            "规模以上工业增加值 ningbo growth/yoy 6.3pct quarter:2025-09",
            "纺织服装业增加值 ningbo growth/yoy -3.8pct ytd:2025-09",
        ],
    ),
    (
        "P20-aside",
        "ningbo",
        "1—4月，规上工业企业利润总额增长3.6%，一季度为下降2.2%；营业收入利润率为5.12%。",
        [
            "规模以上工业利润总额 ningbo growth/yoy 3.6pct ytd:2026-04",
            "规模以上工业利润总额 ningbo growth/yoy -2.2pct quarter:2026-03",
            "营业收入利润率 ningbo share 5.12pct ytd:2026-04",
        ],
    ),
    (
        "P16-services",
        "ningbo",
        "一季度，全市地区生产总值增长6.0%。1—2月，规上服务业营业收入增长8.5%。限上商品零售额增长7.9%。",
        [
            "地区生产总值 ningbo growth/yoy 6.0pct quarter:2026-03",
            "规模以上服务业营业收入 ningbo growth/yoy 8.5pct ytd:2026-02",
            "限上商品零售额 ningbo growth/yoy 7.9pct quarter:2026-03",
        ],
    ),
    (
        "P07-year-before",
        None,
        "2022年，宁波规上工业增加值增长3.8%，上年增长11.9%。",
        [
            "规模以上工业增加值 ningbo growth/yoy 3.8pct year:2022",
            "规模以上工业增加值 ningbo growth/yoy 11.9pct year:2021",
        ],
    ),
    (
        "H05-notice-goes-on",
        "zhejiang",
        "本次拟认定首台（套）装备268项。分地区看，宁波87项、杭州76项。",
        [
            "首台（套）装备 zhejiang count 268count now:2026-08-20 notice",
            "首台（套）装备 ningbo count 87count now:2026-08-20 notice",
            "首台（套）装备 hangzhou count 76count now:2026-08-20 notice",
        ],
    ),
]


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SUBJECTS])
def test_a_number_is_of_what_its_sentence_speaks_of(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PLACES])
def test_a_number_belongs_to_its_place(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in SENSE])
def test_a_number_says_what_its_words_say(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected


@pytest.mark.parametrize(("area", "text", "expected"), [pytest.param(*row[1:], id=row[0]) for row in PERIODS])
def test_a_number_is_of_the_period_that_is_meant(area: str | None, text: str, expected: list[str]) -> None:
    assert shown(text, area, PUBLISHED) == expected
