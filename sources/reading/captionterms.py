"""What a caption says that its table is about, in words that no catalogue knows: 部分省（市）互联网平台收入情况."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.reading.nouns import NOUNS
from sources.reading.plain import fold
from sources.reading.vocabulary import Vocabulary

_NUMBERING = re.compile(
    r"^(?:[续附]?表\s*(?:\d{1,2}(?![\d年月]))?[:.、\s]*|附[:\s]*|[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]\))"
)
_PERIODS = re.compile(
    r"(?:(?:19|20)\d\d|[今去本])年度?|(?:\d{1,2}\s*[-至]\s*)?\d{1,2}月份?|[一二三四]季度|前三季度|[上下]半年|全年|累计|当月|本月|截至"
)
_DIVISION = re.compile(
    r"(?:部分|各|主要|分|按)*(?:省\(?[、,]?(?:自治区|区|市)?[、,]?(?:直辖市|市)?\)?|设区市|地市|区\(?县[、,]?市?\)?|县\(?市[、,]?区\)?|区县市?|城市|地区|区域|省份|行业)"
)
_SECTOR = re.compile(
    r"(?:^|全国|我国|全省|全市|规模以上|份|[、,:\n])(?P<sector>(?!规模以上|主要|部分|重点|大类|[各分]行)[\u4e00-\u9fff]{2,8}(?:制造业|行业)|(?:消费品|原材料|机械|船舶|电力|石化|纺织|轻|汽车|装备|钢铁|建材|医药|有色金属|化纤|食品|稀土)工业|软件业|(?:规模以上|规上)服务业)"
    r"(?:经济)?(?:主要|生产|运行|效益|经济|发展|情况|指标)"
)
_TAIL = re.compile(
    r"(?:\([^()]*\)|情况表?|[一]?览?表|统计表?|主要数据|数据|完成|实现|排名|排行|[及和与]?(?:其)?(?:增速|增长速度|增幅|增长)|同比|的)+$"
)


def sector_of(about: Sequence[str]) -> str:
    """电子信息制造业 of 电子信息制造业运行情况: the branch that a caption, else the title, is about; "" where it is none."""
    for line in about:
        found = _SECTOR.search(_PERIODS.sub("", re.sub(r"\s", "", fold(line))))
        if found:
            return found["sector"]
    return ""


def printed_whole(about: Sequence[str], vocabulary: Vocabulary) -> str | None:
    """The one thing that a caption, else the heading, else the title names; None where nothing is left but a noun."""
    for line in about:
        for part in reversed(line.split("\n")):
            words = _bare(part, vocabulary)
            if re.fullmatch(r"[^\W\d_和及与a-zA-Z]{4,16}", words) and words.endswith(NOUNS) and words not in NOUNS:
                return words
    return None


def _bare(line: str, vocabulary: Vocabulary) -> str:
    text = re.sub(r"\s", "", fold(line))
    text = _PERIODS.sub("", _NUMBERING.sub("", text))
    for place in reversed(vocabulary.areas(text)):
        text = text[: place.start] + text[place.end :]
    return _TAIL.sub("", _DIVISION.sub("", text, count=1)).strip("-:、的")
