"""What a value of a table is about: the words of its row and of its column put together, else the caption.

Where row and column name different things, or neither says what is measured, there is no subject and the value is
refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from sources.reading.cellvalues import in_unit
from sources.reading.columns import Column
from sources.reading.nouns import NOUNS, is_branch, noun_of
from sources.reading.rowlabels import RowLabel
from sources.reading.vocabulary import Vocabulary

_NOTHING_OF_ITS_OWN = re.compile(
    r"(?:同比|环比)?(?:占比|比重|位次|排名|排位|名次|增减|升降|份额|贡献率|拉动|数值|绝对量)"
)


_TRADED = ("进出口", "出口", "进口")


@dataclass(frozen=True, slots=True)
class Subject:
    indicator: str
    scope: str | None = None
    of_partner: bool = False  # trade with a place abroad: the figure is the trader's


@dataclass(frozen=True, slots=True)
class Subjects:
    """`whole`: what the caption is all about, `printed_whole` where no catalogue knows it; `of_terms`: the header says that rows are indicators or products;
    `of_parts`: that they are branches or kinds; `sector`: the one branch that the table is about.
    """

    vocabulary: Vocabulary
    whole: str | None
    printed_whole: str | None
    of_terms: bool
    of_parts: bool
    above_scale: bool
    sector: str = ""

    def of(self, label: RowLabel, column: Column) -> Subject | None:
        """What row and column name together; 出口交货值 in a table about one branch is that of the branch."""
        subject = self._named(label, column)
        if subject is None or not self.sector or label.of_industry or re.search(r"规上|工业", column.text):
            return subject
        bare = subject.indicator.removeprefix("规模以上工业")
        if bare == subject.indicator and bare not in NOUNS:
            return subject
        known = self.vocabulary.term(self.sector + bare)
        return replace(subject, indicator=known.name_zh if known else self.sector + bare)

    def _named(self, label: RowLabel, column: Column) -> Subject | None:
        if column.printed:
            silent = not label.own and label.indicator is None and label.parent is None
            return Subject(column.printed, label.scope) if silent else None
        if column.of_whom:
            return self._of_people(column.of_whom, label)
        measured = self._of_column(column)
        if label.own:
            return self._of_own_words(label, measured)
        if label.indicator is None:
            indicator = measured or label.parent or self.whole or self.printed_whole
            if indicator in NOUNS and self.printed_whole and self.printed_whole.endswith(indicator):
                indicator = self.printed_whole
            if indicator in NOUNS and self.vocabulary.term(indicator or "") is None:
                return None  # 增加值 of what?
        elif measured is None or self._says_less(measured, label.indicator):
            indicator = label.indicator
        else:
            return None
        if indicator and label.partner and indicator.startswith(_TRADED):
            with_whom = f"{'自' if indicator.startswith('进口') else '对'}{label.partner}"
            return Subject(with_whom + indicator, label.scope, of_partner=True)
        return Subject(indicator, label.scope or column.scope) if indicator else None

    def _of_people(self, whose: str, label: RowLabel) -> Subject | None:
        """人均可支配收入 of 城镇居民."""
        words = label.own or label.indicator or ""
        words = words.removeprefix("居民") if whose.endswith("居民") else words
        if not words or label.parent not in (None, label.indicator):
            return None
        named = re.sub(r"全体|常住", "", whose) + words
        known = self.vocabulary.term(named)
        return Subject(known.name_zh if known else named, label.scope)

    def _of_column(self, column: Column) -> str | None:
        """The column's term or noun; the caption's term where the column's is its tail (用电量 under 工业用电量)."""
        named = column.indicator.name_zh if column.indicator else column.noun or None
        if named and self.whole and _is_tail_of(self.whole, (named, column.noun or named)):
            return self.whole
        if named and self.above_scale and not named.startswith("规模以上"):
            above = self.vocabulary.term("规模以上工业" + named) or self.vocabulary.term("规模以上" + named)
            return above.name_zh if above else named
        return named

    def _says_less(self, measured: str, indicator: str) -> bool:
        """A column that names the row's own term, its noun, or what the whole table is about, adds nothing."""
        if measured == "产量" and indicator.endswith("量"):  # 发电量 is a product's too
            return True
        return _is_tail_of(indicator, (measured,)) or noun_of(measured) == noun_of(indicator) != ""

    def _of_own_words(self, label: RowLabel, measured: str | None) -> Subject | None:
        own = label.own
        if _NOTHING_OF_ITS_OWN.fullmatch(own):
            return None
        total = measured or label.parent or self.whole
        if total and not self._may_be_counted_in(label.unit, total):
            return Subject(own, label.scope) if self.of_terms and not measured and not is_branch(own) else None
        if own.endswith(NOUNS):
            fits = measured is None or noun_of(measured) == noun_of(own)
            return Subject(own, label.scope) if fits and (self.of_terms or label.child) else None
        if label.is_part and total:
            return Subject(total, own)
        of_prices = total is not None and noun_of(total) == "价格" and not own.endswith("指数")
        belongs = bool(measured) or of_prices or label.child or self.of_parts or is_branch(own)
        if noun := noun_of(total) if belongs else "":
            return Subject(self._joined(own, noun, total or ""), label.scope)
        if label.indicator:  # short for its value added, and nothing else is measured
            return Subject(label.indicator, label.scope)
        if is_branch(own) or not (label.child or self.of_terms) or (belongs and not label.child):
            return Subject(total, own) if total and label.child and is_branch(own) else None
        return Subject(own, label.scope)

    def _may_be_counted_in(self, unit: str, total: str) -> bool:
        """Whether a row with this unit of its own can be a part of the total: firms (家) are no part of profits."""
        term = self.vocabulary.term(total)
        if unit in ("", "%") or term is None or not term.units:
            return True
        return in_unit(Decimal(1), unit)[1] in term.units

    def _joined(self, own: str, noun: str, total: str) -> str:
        for at in range(1, len(total)):  # 城镇居民 of 居民人均可支配收入
            longer = self.vocabulary.term(own + total[at:])
            if longer is not None:
                return longer.name_zh
        shared = next((at for at in range(len(noun) - 1, 1, -1) if own.endswith(noun[:at])), 0)  # 住户存款 + 存款余额
        known = self.vocabulary.term(own + noun[shared:])
        return known.name_zh if known else own + noun[shared:]


def _is_tail_of(term: str, names: tuple[str, ...]) -> bool:
    """用电量 is the tail of 工业用电量; 出口总额 is none of 进出口总额."""
    return any(term.endswith(name) and not term.removesuffix(name).endswith("进") for name in names)
