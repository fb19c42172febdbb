"""What a number says, told from its unit and the words around it: growth, change, gap, share, rank, level ...

Growth and points are kept apart by unit first: a number of 个百分点 is never a growth rate, whatever verb stands by it.
What no rule explains is `None`, which becomes a refusal.
"""

from __future__ import annotations

import re

from sources.reading.amounts import Word
from sources.reading.growth import flat, growth
from sources.reading.points import points
from sources.reading.quantities import bare, quantity, rank, streak
from sources.reading.setting import Meaning, Setting
from sources.reading.shares import covered, half, per_cent, times
from sources.series import Measure, Unit


def meaning(at: Setting) -> Meaning | None:
    """What the number says, None where nothing tells."""
    match at.amount.word:
        case Word.NONE:
            return _of_unit(at)
        case Word.HIGHEST:
            return Meaning(Measure.RANK, ("history",))
        case Word.FIRST | Word.LEADS:
            return rank(at)
        case Word.COVERED:
            return covered(at)
        case Word.TWO_DIGIT:
            return growth(at) if re.search(r"增|涨", at.lead[-6:] + at.tail[:6]) else None
        case Word.DOUBLED:
            return Meaning(Measure.RATIO)
        case Word.FLAT:
            return flat(at)
        case Word.HALF:
            return half(at)


def _of_unit(at: Setting) -> Meaning | None:
    match at.amount.number.unit:
        case Unit.PP:
            return points(at)
        case Unit.PCT | Unit.PERMILLE:
            return per_cent(at)
        case Unit.TIMES:
            return times(at)
        case Unit.RANK:
            return rank(at)
        case Unit.YEARS | Unit.MONTHS:
            return streak(at)
        case None | Unit.INDEX:
            return bare(at)
        case Unit.CNY_100M | Unit.CNY | Unit.USD_100M | Unit.COUNT | Unit.OTHER:
            return quantity(at)
