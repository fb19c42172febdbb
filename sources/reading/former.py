"""Values of an earlier time that a sentence tells for contrast: 由x提高到y, 上年同期为x, 扭转了一季度下降x的局面."""

from __future__ import annotations

import re

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.scan import Scan, between
from sources.series import PeriodKind, ReferencePeriod

_OLD_VALUE = re.compile(r"(?:的)?(?:为|是|仅为|只有|:|\(|增长|下降|[^，。；]{0,6}为)")
_TURNED = re.compile(r"(?:此前|往年|原)(?:的|历史|往年)*最高|前值|扭转|改变|告别|摆脱|止住|结束")

# 一年前，宁波的新能源汽车产量还只有30万辆
_ONCE = re.compile(
    r"(?:[年月]前|彼时|当时|那时|起初|当初|刚起步时)[^；。]{0,30}(?:还不?到|还不足|还[只仅]?有|只有|仅有|仅为|不过)$"
)


def comes_from(scan: Scan, lead: int, amount: Amount) -> bool:
    """Whether the number is where something came from: 由x提高到y."""
    words = scan.masked[lead : amount.start]
    return (
        re.search(rf"(?:由|从|自)[^，。；]{{0,18}}$|[比较]{cues.P}+的$", words) is not None
        and cues.FORMER_TAIL.match(scan.masked[amount.stop : amount.stop + 40]) is not None
    )


def own_year(scan: Scan, lead: int, amount: Amount) -> ReferencePeriod | None:
    """The period that such a number names for itself; without one it is left out."""
    named = [p.period for p in between(scan.periods, lead, amount.start) if p.period.kind is not PeriodKind.UNKNOWN]
    return named[-1] if named else None


def is_former(scan: Scan, lead: int, amount: Amount) -> bool:
    """Whether the number is of last year's same period, or of what was turned round."""
    if _TURNED.search(scan.masked, lead, amount.start) or _ONCE.search(
        scan.text[max(0, amount.start - 40) : amount.start]
    ):
        return True
    for period in between(scan.periods, lead, amount.start):
        named_old = re.match(r"上年|去年", scan.text[period.start : period.end]) is not None
        old = period.compared or (named_old and scan.text[period.end : period.end + 1] == "为")
        against = cues.THAN.search(scan.masked[lead : period.start]) or scan.text[
            period.start - 1 : period.start
        ] in tuple("比较与和同于从由自")
        if old and not against and _OLD_VALUE.match(scan.masked, period.end):
            return True
    return False
