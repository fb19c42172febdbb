"""What a rule can ask, one small model a question; each reads itself aloud in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Discriminator, Field, Tag

from alerts.amounts import Amount, AmountField
from alerts.names import AreaSlug, ListId, SeriesId
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
    falls_in_a_row: int = Field(ge=2, le=24)

    def words(self) -> Words:
        return Words(f"连续{self.falls_in_a_row}期回落", f"has fallen {self.falls_in_a_row} periods in a row")


class RisesInARow(Strict):
    takes: ClassVar = Takes.FIGURES
    rises_in_a_row: int = Field(ge=2, le=24)

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
    overdue_by_days: int = Field(ge=0, le=365)

    def words(self) -> Words:
        return Words(
            f"超过应发布日期{self.overdue_by_days}天仍未发布",
            f"not published {self.overdue_by_days} days after it was due",
        )


class Unreadable(Strict):
    takes: ClassVar = Takes.SOURCES
    unreadable_after_failures: int = Field(ge=1, le=100)
    or_hours_without_success: int = Field(default=72, ge=1, le=2400)

    def words(self) -> Words:
        n, hours = self.unreadable_after_failures, self.or_hours_without_success
        return Words(
            f"连续{n}次或{hours}小时未能读取", f"could not be looked at {n} times in a row or for {hours} hours"
        )


class RefusalsJump(Strict):
    takes: ClassVar = Takes.SOURCES
    refusals_at_least: int = Field(ge=1)
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


class ListChanged(Strict):
    takes: ClassVar = Takes.LISTS
    list_changed: Changed

    def words(self) -> Words:
        return Words("已发布的名单被修改或撤下", "a published list was edited or withdrawn")


class RankWorse(Strict):
    takes: ClassVar = Takes.RECORDED
    rank_worse_than: Literal["recorded"]

    def words(self) -> Words:
        return Words("位次低于记录", "the rank is worse than recorded")


class NoLongerAtLeast(Strict):
    takes: ClassVar = Takes.RECORDED
    no_longer_at_least: Literal["recorded"]

    def words(self) -> Words:
        return Words("不再达到记录的“超”“突破”数值", "no longer at least the recorded value")


class StreakBroken(Strict):
    takes: ClassVar = Takes.RECORDED
    streak_broken: Literal[True]

    def words(self) -> Words:
        return Words("连续年数中断", "the streak is broken")


class StreakExtended(Strict):
    takes: ClassVar = Takes.RECORDED
    streak_extended: Literal[True]

    def words(self) -> Words:
        return Words("连续年数延长", "the streak goes on")


class NoLongerHighest(Strict):
    takes: ClassVar = Takes.RECORDED
    no_longer_highest_in_years: int = Field(ge=2, le=20)
    of: SeriesId

    def words(self) -> Words:
        n = self.no_longer_highest_in_years
        return Words(f"不再是近{n}年同期最高", f"no longer the highest of the same period in {n} years")


class OnlyEnded(Strict):
    takes: ClassVar = Takes.RECORDED
    another_named_in: AreaSlug  # the wider area within which Ningbo is the only or the first one
    on_lists: tuple[ListId, ...] = Field(min_length=1)

    def words(self) -> Words:
        return Words(
            "名单中出现同一范围的其他地区，“唯一”“首个”不再成立",
            "another place of the same area is named: no longer the only or first one",
        )


class Unconfirmed(Strict):
    takes: ClassVar = Takes.RECORDED
    unconfirmed_for_days: int = Field(ge=30, le=3650)

    def words(self) -> Words:
        return Words(
            f"{self.unconfirmed_for_days}天未得到证实，需要人工核对",
            f"unconfirmed for {self.unconfirmed_for_days} days: somebody must look",
        )


_KEYS: dict[str, type[Strict]] = {
    "below": Below,
    "above": Above,
    "lower_than": LowerThan,
    "higher_than": HigherThan,
    "falls_in_a_row": FallsInARow,
    "rises_in_a_row": RisesInARow,
    "crossed_zero": CrossedZero,
    "revised_by": RevisedBy,
    "contradicts": Contradicts,
    "sources_disagree_by": SourcesDisagree,
    "sum_of": SumDiffers,
    "share": ProductDiffers,
    "ours": GapDiffers,
    "overdue_by_days": Overdue,
    "unreadable_after_failures": Unreadable,
    "refusals_at_least": RefusalsJump,
    "list_announced": ListAnnounced,
    "list_changed": ListChanged,
    "rank_worse_than": RankWorse,
    "no_longer_at_least": NoLongerAtLeast,
    "streak_broken": StreakBroken,
    "streak_extended": StreakExtended,
    "no_longer_highest_in_years": NoLongerHighest,
    "another_named_in": OnlyEnded,
    "unconfirmed_for_days": Unconfirmed,
}


def _key_of(written: Any) -> str | None:
    """The one key that says which question is asked."""
    if isinstance(written, Mapping):
        return next((key for key in _KEYS if key in written), None)
    return next((key for key, model in _KEYS.items() if isinstance(written, model)), None)


Condition = Annotated[
    Annotated[Below, Tag("below")]
    | Annotated[Above, Tag("above")]
    | Annotated[LowerThan, Tag("lower_than")]
    | Annotated[HigherThan, Tag("higher_than")]
    | Annotated[FallsInARow, Tag("falls_in_a_row")]
    | Annotated[RisesInARow, Tag("rises_in_a_row")]
    | Annotated[CrossedZero, Tag("crossed_zero")]
    | Annotated[RevisedBy, Tag("revised_by")]
    | Annotated[Contradicts, Tag("contradicts")]
    | Annotated[SourcesDisagree, Tag("sources_disagree_by")]
    | Annotated[SumDiffers, Tag("sum_of")]
    | Annotated[ProductDiffers, Tag("share")]
    | Annotated[GapDiffers, Tag("ours")]
    | Annotated[Overdue, Tag("overdue_by_days")]
    | Annotated[Unreadable, Tag("unreadable_after_failures")]
    | Annotated[RefusalsJump, Tag("refusals_at_least")]
    | Annotated[ListAnnounced, Tag("list_announced")]
    | Annotated[ListChanged, Tag("list_changed")]
    | Annotated[RankWorse, Tag("rank_worse_than")]
    | Annotated[NoLongerAtLeast, Tag("no_longer_at_least")]
    | Annotated[StreakBroken, Tag("streak_broken")]
    | Annotated[StreakExtended, Tag("streak_extended")]
    | Annotated[NoLongerHighest, Tag("no_longer_highest_in_years")]
    | Annotated[OnlyEnded, Tag("another_named_in")]
    | Annotated[Unconfirmed, Tag("unconfirmed_for_days")],
    Discriminator(
        _key_of,
        custom_error_type="unknown_condition",
        custom_error_message=f"must hold one of: {', '.join(_KEYS)}",
    ),
]


def amounts_of(condition: Any) -> list[tuple[str, Amount, bool]]:
    """Every amount of a condition: its key, the amount, and whether it is a difference."""
    found = []
    for key in type(condition).model_fields:
        value = getattr(condition, key)
        if isinstance(value, Amount):
            found.append((key, value, key not in ("below", "above")))
    return found


def series_in(condition: Any) -> tuple[tuple[str, str], ...]:
    """Every series that a condition names itself: its key, the series."""
    match condition:
        case SumDiffers():
            return tuple(("sum_of", s) for s in condition.sum_of)
        case ProductDiffers():
            return (("share", condition.share), ("of_level", condition.of_level))
        case GapDiffers():
            return (("ours", condition.ours), ("theirs", condition.theirs))
        case NoLongerHighest():
            return (("of", condition.of),)
        case _:
            return ()


def _than(against: Against, by: Amount, word: Words) -> Words:
    base = _AGAINST[against]
    if not by.value:
        return Words(f"{word.zh}于{base.zh}", f"{word.en} than {base.en}")
    return Words(f"比{base.zh}{word.zh}{by.words().zh}或以上", f"{word.en} than {base.en} by {by.words().en} or more")
