"""What a rule can ask about claims: rank, streak, only, highest; each reads itself aloud in both languages."""

from __future__ import annotations

from typing import ClassVar, Literal

from pydantic import Field

from alerts.names import AreaSlug, ListId, SeriesId
from alerts.questions import Takes
from alerts.rules import Words
from sources.configuration import Strict


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
    no_longer_highest_in_years: int = Field(ge=2, le=20, strict=True)
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
    unconfirmed_for_days: int = Field(ge=30, le=3650, strict=True)

    def words(self) -> Words:
        return Words(
            f"{self.unconfirmed_for_days}天未得到证实，需要人工核对",
            f"unconfirmed for {self.unconfirmed_for_days} days: somebody must look",
        )
