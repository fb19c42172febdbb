"""More whole releases: other offices, other places, lists and a newspaper from elsewhere."""

from __future__ import annotations

import pytest
from wording import shown

RELEASES = [
    pytest.param(
        "zhejiang",
        "2026-07-20",
        """上半年浙江经济稳中向好
上半年，全省生产总值46800亿元，按不变价格计算，同比增长5.6%。分产业看，第一产业增加值1260亿元，增长3.9%；第二产业增加值18100亿元，增长5.3%；第三产业增加值27440亿元，增长5.9%。
工业方面，全省规上工业增加值增长7.2%，其中6月份增长6.5%。十七大传统制造业增加值增长5.1%。新能源汽车、集成电路、工业机器人产量分别增长31.0%、18.6%和22.4%。
投资方面，固定资产投资同比下降2.1%，制造业投资增长8.0%，高于全部投资10.1个百分点。
全省进出口总值2.71万亿元，同比增长6.8%，其中出口2.08万亿元，增长8.3%，占全国份额的15.9%。
上半年，全体居民人均可支配收入41200元，同比名义增长4.9%，实际增长4.8%。""",
        [
            "地区生产总值 zhejiang level 46800cny_100m half:2026-06",
            "地区生产总值 zhejiang growth/yoy_real 5.6pct half:2026-06",
            "第一产业增加值 zhejiang level 1260cny_100m half:2026-06",
            "第一产业增加值 zhejiang growth/yoy 3.9pct half:2026-06",
            "第二产业增加值 zhejiang level 18100cny_100m half:2026-06",
            "第二产业增加值 zhejiang growth/yoy 5.3pct half:2026-06",
            "第三产业增加值 zhejiang level 27440cny_100m half:2026-06",
            "第三产业增加值 zhejiang growth/yoy 5.9pct half:2026-06",
            "规模以上工业增加值 zhejiang growth/yoy 7.2pct half:2026-06",
            "规模以上工业增加值 zhejiang growth/yoy 6.5pct month:2026-06",
            "十七大传统制造业增加值 zhejiang growth/yoy 5.1pct half:2026-06",
            "新能源汽车产量 zhejiang growth/yoy 31.0pct half:2026-06",
            "集成电路产量 zhejiang growth/yoy 18.6pct half:2026-06",
            "工业机器人产量 zhejiang growth/yoy 22.4pct half:2026-06",
            "固定资产投资 zhejiang growth/yoy -2.1pct half:2026-06",
            "制造业投资 zhejiang growth/yoy 8.0pct half:2026-06",
            "制造业投资 zhejiang gap/固定资产投资 10.1pp half:2026-06",
            "进出口总额 zhejiang level 27100cny_100m half:2026-06",
            "进出口总额 zhejiang growth/yoy 6.8pct half:2026-06",
            "出口总额 zhejiang level 20800cny_100m half:2026-06",
            "出口总额 zhejiang growth/yoy 8.3pct half:2026-06",
            "出口总额 zhejiang share/nation 15.9pct half:2026-06",
            "居民人均可支配收入 zhejiang level 41200cny half:2026-06",
            "居民人均可支配收入 zhejiang growth/yoy_nominal 4.9pct half:2026-06",
            "居民人均可支配收入 zhejiang growth/yoy_real 4.8pct half:2026-06",
        ],
        id="province",
    ),
    pytest.param(
        "ningbo",
        "2026-05-28",
        """宁波市经信局发布：前4月工业“成绩单”
全市规上工业增加值总量达1726亿元，同比增长8.8%，总量和增速分列全省第1位和第3位。
十个区（县、市）中，奉化区增速最快，达12.4%；余姚市、宁海县次之，分别增长10.7%、9.8%；北仑区规上工业增加值总量居首，为412亿元。
35个工业大类中，石油煤炭及其他燃料加工业增加值由一季度下降2.7%转为增长1.4%。
全市新增省级专精特新中小企业126家，累计达2380家；新增国家级绿色工厂18家。
截至4月底，全市规上工业企业数字化改造覆盖率达92.3%，较年初提高3.1个百分点，关键工序数控化率达到73.5%。""",
        [
            "规模以上工业增加值 ningbo level 1726cny_100m ytd:2026-04",
            "规模以上工业增加值 ningbo growth/yoy 8.8pct ytd:2026-04",
            "规模以上工业增加值 ningbo rank/province 1rank ytd:2026-04",
            "规模以上工业增加值 ningbo rank/province 3rank ytd:2026-04",
            "!unknown_indicator 12.4%",
            "!unknown_indicator 10.7%",
            "!unknown_indicator 9.8%",
            "规模以上工业增加值 ningbo/beilun rank 1rank ytd:2026-04",
            "规模以上工业增加值 ningbo/beilun level 412cny_100m ytd:2026-04",
            "!unknown_indicator 35个",
            "石油、煤炭及其他燃料加工业增加值 ningbo growth/yoy -2.7pct quarter:2026-03",
            "石油、煤炭及其他燃料加工业增加值 ningbo growth/yoy 1.4pct ytd:2026-04",
            "省级专精特新中小企业 ningbo change/previous 126count ytd:2026-04",
            "省级专精特新中小企业 ningbo count 2380count ytd:2026-04",
            "绿色工厂 ningbo change/previous 18count ytd:2026-04",
            "数字化改造覆盖率 ningbo share/规模以上工业企业 92.3pct as_of:2026-04-30",
            "数字化改造覆盖率 ningbo change/previous 3.1pp as_of:2026-04-30",
            "关键工序数控化率 ningbo share 73.5pct as_of:2026-04-30",
        ],
        id="city-ranks",
    ),
    pytest.param(
        None,
        "2026-06-05",
        """甬企加速出海
日前，宁波海关发布数据，今年前5月，宁波市外贸进出口5910亿元，同比增长5.1%。其中，对东盟进出口890亿元，增长12.2%。同期，宁波口岸进出口总值1.08万亿元，增长3.3%。
杭州海关同日公布，前5月浙江省外贸进出口2.24万亿元，增长6.0%，规模居全国第3位。
“订单排到了年底。”宁波太平鸟集团负责人说，今年公司海外销售额增长40%。
业内人士预测，全年宁波出口有望突破1万亿元。""",
        [
            "进出口总额 ningbo level 5910cny_100m ytd:2026-05",
            "进出口总额 ningbo growth/yoy 5.1pct ytd:2026-05",
            "进出口总额 ningbo[对东盟] level 890cny_100m ytd:2026-05",
            "进出口总额 ningbo[对东盟] growth/yoy 12.2pct ytd:2026-05",
            "进出口总额 ningbo-port level 10800cny_100m ytd:2026-05",
            "进出口总额 ningbo-port growth/yoy 3.3pct ytd:2026-05",
            "进出口总额 zhejiang level 22400cny_100m ytd:2026-05",
            "进出口总额 zhejiang growth/yoy 6.0pct ytd:2026-05",
            "进出口总额 zhejiang rank/nation 3rank ytd:2026-05",
            "海外销售额 company:太平鸟集团 growth/yoy 40pct ytd:2026..",
            "!forecast 1万亿元",
        ],
        id="trade-in-a-newspaper",
    ),
    pytest.param(
        "ningbo/yuyao",
        "2026-07-28",
        """余姚市上半年工业经济分析
1-6月，全市630家规上工业企业实现增加值146.8亿元，同比增长9.1%，高于宁波市0.8个百分点，增速居宁波各区（县、市）第3位。
1-6月，全市规上工业销售产值增长7.2%，产销率98.1%，同比下降0.3个百分点；出口交货值205亿元，占销售产值的28.4%。
全市工业用电量41.3亿千瓦时，同比增长5.5%。""",
        [
            "规模以上工业企业 ningbo/yuyao count 630count half:2026-06",
            "规模以上工业增加值 ningbo/yuyao level 146.8cny_100m half:2026-06",
            "规模以上工业增加值 ningbo/yuyao growth/yoy 9.1pct half:2026-06",
            "规模以上工业增加值 ningbo/yuyao gap/city 0.8pp half:2026-06",
            "规模以上工业增加值 ningbo/yuyao rank/city 3rank half:2026-06",
            "规模以上工业销售产值 ningbo/yuyao growth/yoy 7.2pct half:2026-06",
            "工业产品产销率 ningbo/yuyao share 98.1pct half:2026-06",
            "工业产品产销率 ningbo/yuyao change/yoy -0.3pp half:2026-06",
            "规模以上工业出口交货值 ningbo/yuyao level 205cny_100m half:2026-06",
            "规模以上工业出口交货值 ningbo/yuyao share/销售产值 28.4pct half:2026-06",
            "工业用电量 ningbo/yuyao level 4130000000other half:2026-06",
            "工业用电量 ningbo/yuyao growth/yoy 5.5pct half:2026-06",
        ],
        id="county-city",
    ),
    pytest.param(
        "ningbo",
        "2026-03-26",
        """关于公布2025年度市级制造业单项冠军培育企业名单的通知
经评审，认定100家企业为2025年度市级制造业单项冠军培育企业，其中慈溪市21家、余姚市18家。有效期3年。每家给予不超过50万元奖励。""",
        [
            "市级制造业单项冠军培育企业 ningbo count 100count year:2025",
            "市级制造业单项冠军培育企业 ningbo/cixi count 21count year:2025",
            "市级制造业单项冠军培育企业 ningbo/yuyao count 18count year:2025",
            "!quota 50万元",
        ],
        id="municipal-list",
    ),
    pytest.param(
        "ningbo",
        "2026-08-24",
        """1—7月全市规上工业运行情况
据市统计局消息，1—7月全市规上工业实现增加值3050.2亿元，同比增长8.1%，比上半年回落0.2个百分点，分别比全国、全省高2.0、0.9个百分点。7月当月增加值441.6亿元，增长7.0%。
从主要行业看，十大重点行业“七升三降”，其中汽车制造、电气机械、化学原料行业增加值分别增长14.3%、9.6%和8.8%；纺织服装业下降2.2%。
从企业规模看，大型企业增加值增长9.9%，中小微企业增长6.5%。
1—7月规上工业企业研发费用366.4亿元，同比增长7.7%，占营业收入的2.7%。全市用工人数158.2万人，同比下降0.4%。""",
        [
            "规模以上工业增加值 ningbo level 3050.2cny_100m ytd:2026-07",
            "规模以上工业增加值 ningbo growth/yoy 8.1pct ytd:2026-07",
            "规模以上工业增加值 ningbo change/previous -0.2pp ytd:2026-07",
            "规模以上工业增加值 ningbo gap/nation 2.0pp ytd:2026-07",
            "规模以上工业增加值 ningbo gap/province 0.9pp ytd:2026-07",
            "规模以上工业增加值 ningbo level 441.6cny_100m month:2026-07",
            "规模以上工业增加值 ningbo growth/yoy 7.0pct month:2026-07",
            "汽车制造行业增加值 ningbo growth/yoy 14.3pct ytd:2026-07",
            "电气机械行业增加值 ningbo growth/yoy 9.6pct ytd:2026-07",
            "化学原料行业增加值 ningbo growth/yoy 8.8pct ytd:2026-07",
            "纺织服装业增加值 ningbo growth/yoy -2.2pct ytd:2026-07",
            "规模以上工业增加值 ningbo[大型企业] growth/yoy 9.9pct ytd:2026-07",
            "规模以上工业增加值 ningbo[中小微企业] growth/yoy 6.5pct ytd:2026-07",
            "规模以上工业企业研发费用 ningbo level 366.4cny_100m ytd:2026-07",
            "规模以上工业企业研发费用 ningbo growth/yoy 7.7pct ytd:2026-07",
            "规模以上工业企业研发费用 ningbo share/营业收入 2.7pct ytd:2026-07",
            "用工人数 ningbo level 1582000count ytd:2026-07",
            "用工人数 ningbo growth/yoy -0.4pct ytd:2026-07",
        ],
        id="seven-months",
    ),
    pytest.param(
        None,
        "2026-07-26",
        """苏州上半年规上工业总产值突破2.4万亿元
苏州市统计局近日披露，上半年苏州实现地区生产总值1.36万亿元，同比增长5.5%，经济总量稳居全国第六。规上工业总产值2.41万亿元，增长5.9%，其中电子信息业增长8.3%。
同期，无锡、宁波、杭州GDP分别增长5.6%、5.2%和5.4%。
昆山市上半年GDP2650亿元，增长6.0%。""",
        [
            "规模以上工业总产值 suzhou level >24000cny_100m half:2026-06",
            "地区生产总值 suzhou level 13600cny_100m half:2026-06",
            "地区生产总值 suzhou growth/yoy 5.5pct half:2026-06",
            "地区生产总值 suzhou rank/nation 6rank half:2026-06",
            "规模以上工业总产值 suzhou level 24100cny_100m half:2026-06",
            "规模以上工业总产值 suzhou growth/yoy 5.9pct half:2026-06",
            "电子信息业 suzhou growth/yoy 8.3pct half:2026-06",
            "地区生产总值 wuxi growth/yoy 5.6pct half:2026-06",
            "地区生产总值 ningbo growth/yoy 5.2pct half:2026-06",
            "地区生产总值 hangzhou growth/yoy 5.4pct half:2026-06",
            "地区生产总值 suzhou/kunshan level 2650cny_100m half:2026-06",
            "地区生产总值 suzhou/kunshan growth/yoy 6.0pct half:2026-06",
        ],
        id="another-city",
    ),
    pytest.param(
        "china",
        "2026-03-17",
        """工业和信息化部公布首批国家新型工业化示范区创建城市名单，共16个城市入选，其中江苏省、浙江省各1个。
截至2025年底，全国累计培育制造业单项冠军企业1557家、专精特新“小巨人”企业1.76万家，建成卓越级智能工厂230余家。
2025年，全部工业增加值41.7万亿元，增长5.8%，制造业增加值占GDP比重为24.9%。""",
        [
            "国家新型工业化示范区创建城市 china count 16count now:2026-03-17",
            "国家新型工业化示范区创建城市 jiangsu count 1count now:2026-03-17",
            "国家新型工业化示范区创建城市 zhejiang count 1count now:2026-03-17",
            "制造业单项冠军企业 china count 1557count as_of:2025-12-31",
            "国家级专精特新“小巨人”企业 china count 17600count as_of:2025-12-31",
            "卓越级智能工厂 china count ~230count as_of:2025-12-31",
            "全部工业增加值 china level 417000cny_100m year:2025",
            "全部工业增加值 china growth/yoy 5.8pct year:2025",
            "制造业增加值 china share/gdp 24.9pct year:2025",
        ],
        id="ministry",
    ),
    pytest.param(
        "ningbo/jiangbei",
        "2026-05-06",
        """江北区一季度工业经济简报
一季度，全区规上工业增加值36.9亿元，同比增长6.6%，增速比全市低1.9个百分点，居各区（县、市）第九位；规上工业总产值168.4亿元，增长5.8%。
1—3月，全区完成工业投资14.2亿元，增长20.4%，其中技改投资占比达61.5%。高新技术产业增加值占规上工业增加值比重为72.8%，同比提升1.4个百分点。
目标：全年规上工业增加值增长6.5%以上。""",
        [
            "规模以上工业增加值 ningbo/jiangbei level 36.9cny_100m quarter:2026-03",
            "规模以上工业增加值 ningbo/jiangbei growth/yoy 6.6pct quarter:2026-03",
            "规模以上工业增加值 ningbo/jiangbei gap/city -1.9pp quarter:2026-03",
            "规模以上工业增加值 ningbo/jiangbei rank/city 9rank quarter:2026-03",
            "规模以上工业总产值 ningbo/jiangbei level 168.4cny_100m quarter:2026-03",
            "规模以上工业总产值 ningbo/jiangbei growth/yoy 5.8pct quarter:2026-03",
            "工业投资 ningbo/jiangbei level 14.2cny_100m quarter:2026-03",
            "工业投资 ningbo/jiangbei growth/yoy 20.4pct quarter:2026-03",
            "工业技术改造投资 ningbo/jiangbei share 61.5pct quarter:2026-03",
            "高新技术产业增加值 ningbo/jiangbei share/规模以上工业增加值 72.8pct quarter:2026-03",
            "高新技术产业增加值 ningbo/jiangbei change/yoy 1.4pp quarter:2026-03",
            "!target 6.5%",
        ],
        id="district-brief",
    ),
    pytest.param(
        "ningbo",
        "2026-06-18",
        """我市新增3个国家级中小企业特色产业集群
工信部日前公示2026年度中小企业特色产业集群名单，我市3个集群榜上有名，入选数居全国第一，累计达10个，连续三年领跑全省。
全国共有100个集群入围，浙江10个。北仑区压铸模具产业集群2025年产值突破200亿元。""",
        [
            "国家中小企业特色产业集群 ningbo change/previous 3count unknown",
            "国家中小企业特色产业集群 ningbo count 3count year:2026 notice",
            "国家中小企业特色产业集群 ningbo rank/nation 1rank year:2026 notice",
            "国家中小企业特色产业集群 ningbo count 10count year:2026 notice",
            "国家中小企业特色产业集群 ningbo streak/province 3years year:2026 notice",
            "国家中小企业特色产业集群 ningbo rank/province 1rank year:2026 notice",
            "国家中小企业特色产业集群 china count 100count now:2026-06-18",
            "国家中小企业特色产业集群 zhejiang count 10count now:2026-06-18",
            "压铸模具产业集群产值 ningbo/beilun level >200cny_100m year:2025",
        ],
        id="clusters",
    ),
]


@pytest.mark.parametrize(("area", "published", "text", "expected"), RELEASES)
def test_a_whole_release(area: str | None, published: str, text: str, expected: list[str]) -> None:
    assert shown(text, area, published) == expected
