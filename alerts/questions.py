"""What a rule can ask about figures, sources and lists; each question reads itself aloud in both languages."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from alerts.amounts import Amount, AmountField
from alerts.names import SeriesId
from alerts.rules import Words
from sources.configuration import Strict


class Against(StrEnum):
    RECORDED = "recorded"
    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


class Named(StrEnum):
    ANY = "any"
    NINGBO = "ningbo_named"
    NOT_NINGBO = "ningbo_not_named"


class Changed(StrEnum):
    EDITED = "edited"
    WITHDRAWN = "withdrawn"
    EITHER = "edited_or_withdrawn"


class Takes(StrEnum):
    """What a condition is asked of."""

    FIGURES = "series or recorded"
    RECORDED = "recorded"
    SOURCES = "sources"
    LISTS = "lists"

    @property
    def kinds(self) -> list[str]:
        return self.value.split(" or ")


_AGAINST = {
    Against.RECORDED: Words("记录值", "the recorded figure"),
    Against.PREVIOUS: Words("上一期", "the previous period"),
    Against.YEAR_BEFORE: Words("上年同期", "the same period a year before"),
}


class Below(Strict):
    takes: ClassVar = Takes.FIGURES
    below: AmountField

    def words(self) -> Words:
        return Words(f"低于{self.below.words().zh}", f"below {self.below.words().en}")


class Above(Strict):
    takes: ClassVar = Takes.FIGURES
    above: AmountField

    def words(self) -> Words:
        return Words(f"高于{self.above.words().zh}", f"above {self.above.words().en}")


class LowerThan(Strict):
    takes: ClassVar = Takes.FIGURES
    lower_than: Against
    by: AmountField = Amount(Decimal(0))

    def words(self) -> Words:
        return _than(self.lower_than, self.by, Words("低", "lower"))


class HigherThan(Strict):
    takes: ClassVar = Takes.FIGURES
    higher_than: Against
    by: AmountField = Amount(Decimal(0))

    def words(self) -> Words:
        return _than(self.higher_than, self.by, Words("高", "higher"))


class FallsInARow(Strict):
    takes: ClassVar = Takes.FIGURES
    falls_in_a_row: int = Field(ge=2, le=24, strict=True)

    def words(self) -> Words:
        return Words(f"连续{self.falls_in_a_row}期回落", f"has fallen {self.falls_in_a_row} periods in a row")


class RisesInARow(Strict):
    takes: ClassVar = Takes.FIGURES
    rises_in_a_row: int = Field(ge=2, le=24, strict=True)

    def words(self) -> Words:
        return Words(f"连续{self.rises_in_a_row}期上升", f"has risen {self.rises_in_a_row} periods in a row")


class CrossedZero(Strict):
    takes: ClassVar = Takes.FIGURES
    crossed_zero: Literal[True]

    def words(self) -> Words:
        return Words("由正转负或由负转正", "has crossed zero")


class RevisedBy(Strict):
    takes: ClassVar = Takes.FIGURES
    revised_by: AmountField

    def words(self) -> Words:
        by = self.revised_by.words()
        return Words(f"已发布的数值修订{by.zh}或以上", f"a published value is revised by {by.en} or more")


class Contradicts(Strict):
    takes: ClassVar = Takes.RECORDED
    contradicts: Literal["recorded"]

    def words(self) -> Words:
        return Words(
            "同一时期的官方数值与记录不符", "an official value for the recorded period differs from the record"
        )


class SourcesDisagree(Strict):
    takes: ClassVar = Takes.FIGURES
    sources_disagree_by: AmountField

    def words(self) -> Words:
        by = self.sources_disagree_by.words()
        return Words(f"两个官方来源相差{by.zh}或以上", f"two official sources differ by {by.en} or more")


class SumDiffers(Strict):
    takes: ClassVar = Takes.FIGURES
    sum_of: tuple[SeriesId, ...] = Field(min_length=2)
    differs_by: AmountField

    def words(self) -> Words:
        return Words("分项之和与合计不符", "the parts do not add up to the total")


class ProductDiffers(Strict):
    """A share in per cent times a level, against a level."""

    takes: ClassVar = Takes.FIGURES
    share: SeriesId
    of_level: SeriesId
    differs_by: AmountField

    def words(self) -> Words:
        return Words("占比乘以总量与发布的数值不符", "share times whole does not give the published level")


class GapDiffers(Strict):
    """Ours minus theirs, against a published gap."""

    takes: ClassVar = Takes.FIGURES
    ours: SeriesId
    theirs: SeriesId
    differs_by: AmountField

    def words(self) -> Words:
        return Words("两地数值之差与发布的差距不符", "the difference of the two does not give the published gap")


class Overdue(Strict):
    takes: ClassVar = Takes.FIGURES
    overdue_by_days: int = Field(ge=0, le=365, strict=True)

    def words(self) -> Words:
        if self.overdue_by_days == 0:
            return Words("过了最迟应发布日期仍未发布", "not published by the last day on which it was due")
        return Words(
            f"超过应发布日期{self.overdue_by_days}天仍未发布",
            f"not published {self.overdue_by_days} days after it was due",
        )


class Unreadable(Strict):
    takes: ClassVar = Takes.SOURCES
    unreadable_after_failures: int = Field(ge=1, le=100, strict=True)
    or_hours_without_success: int = Field(default=72, ge=1, le=2400, strict=True)

    def words(self) -> Words:
        n, hours = self.unreadable_after_failures, self.or_hours_without_success
        return Words(
            f"连续{n}次读取失败，或超过{hours}小时未能读取",
            f"could not be looked at {n} times in a row or for {hours} hours",
        )


class RefusalsJump(Strict):
    takes: ClassVar = Takes.SOURCES
    refusals_at_least: int = Field(ge=1, strict=True)
    times_usual: Decimal = Field(default=Decimal(3), ge=1)

    def words(self) -> Words:
        n, times = self.refusals_at_least, self.times_usual
        return Words(
            f"未读出的数字达{n}个且为平时的{times}倍", f"{n} or more numbers were refused, {times} times the usual"
        )


class ListAnnounced(Strict):
    takes: ClassVar = Takes.LISTS
    list_announced: Named

    def words(self) -> Words:
        return {
            Named.ANY: Words("发布新名单", "a new list is announced"),
            Named.NINGBO: Words("新名单中有宁波", "a new list names Ningbo"),
            Named.NOT_NINGBO: Words("新名单中没有宁波", "a new list does not name Ningbo"),
        }[self.list_announced]


class NingboCountedBelow(Strict):
    takes: ClassVar = Takes.LISTS
    ningbo_counted_below: int = Field(ge=1, le=10000, strict=True)

    def words(self) -> Words:
        n = self.ningbo_counted_below
        return Words(f"新名单中宁波少于{n}个", f"a new list names fewer than {n} of Ningbo")


class NingboCountedAbove(Strict):
    takes: ClassVar = Takes.LISTS
    ningbo_counted_above: int = Field(ge=0, le=10000, strict=True)

    def words(self) -> Words:
        n = self.ningbo_counted_above
        return Words(f"新名单中宁波多于{n}个", f"a new list names more than {n} of Ningbo")


class ListChanged(Strict):
    takes: ClassVar = Takes.LISTS
    list_changed: Changed

    def words(self) -> Words:
        return Words("已发布的名单被修改或撤下", "a published list was edited or withdrawn")


class ReleaseChanged(Strict):
    takes: ClassVar = Takes.SOURCES
    release_changed: Changed

    def words(self) -> Words:
        return {
            Changed.EDITED: Words("已发布的页面被修改", "a published page was edited"),
            Changed.WITHDRAWN: Words("已发布的页面被撤下", "a published page was withdrawn"),
            Changed.EITHER: Words("已发布的页面被修改或撤下", "a published page was edited or withdrawn"),
        }[self.release_changed]


def _than(against: Against, by: Amount, word: Words) -> Words:
    base = _AGAINST[against]
    if not by.value:
        return Words(f"{word.zh}于{base.zh}", f"{word.en} than {base.en}")
    return Words(f"比{base.zh}{word.zh}{by.words().zh}或以上", f"{word.en} than {base.en} by {by.words().en} or more")
