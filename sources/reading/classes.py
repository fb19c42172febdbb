"""Classes of firms and projects by their size: 产值超亿元企业, 亿元以上工业项目. Counted as what they are called."""

from __future__ import annotations

import re
from functools import cache

from sources.catalogue import Indicator
from sources.reading.vocabulary import IndicatorMention
from sources.series import Measure, Unit

_OF = "总?产值|营业收入|主营业务收入|销售收入|营收|销售额|税收|纳税|总投资额?|计划总投资|投资额?|市值"
_SIZE = r"(?:(?<![\d.])\d{1,9}(?:\.\d{1,4})?|[一二两三四五])?(?:[百千十]?亿|[百千十]?万)(?:美)?元"
_KIND = "在建|新建|续建|新开工|开工|新签约|签约|入库|施工|产业类|新|重大|重点|制造业|工业|产业|规上|服务业|农业|实体"
_CLASS = re.compile(
    rf"(?:(?:年)?(?:{_OF})(?:超过?|达到?|过|破|突破|在)?|超)?{_SIZE}(?:及?以上|级)?的?(?:{_KIND}){{0,2}}(?:企业|项目|产业集群|集群)"
)


def classes_in(text: str) -> list[IndicatorMention]:
    """Every class that folded text names."""
    if "元" not in text:
        return []
    return [IndicatorMention(_counted(match[0]), *match.span()) for match in _CLASS.finditer(text)]


@cache
def _counted(name: str) -> Indicator:
    return Indicator(name_zh=name, name_en="a class by size", measure=Measure.COUNT, units=(Unit.COUNT,))
