"""What one sentence has said so far; the rules read it and add to it as they go through the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sources.reading.label import Label
from sources.reading.openers import Opener
from sources.reading.scan import Scan
from sources.reading.setting import Meaning
from sources.series import PeriodKind, Qualifier, ReferencePeriod, Status


@dataclass(slots=True)
class Said:
    """One sentence, `start` to `stop`, read as far as `at`."""

    start: int
    stop: int
    part: int  # where the part between semicolons begins
    at: int  # how far it has been read
    since: int = 0  # where the last value ended
    labels: tuple[Label, ...] = ()
    parted: bool = True  # no value of this part has been read yet
    opened: tuple[Label, ...] = ()  # what the first value of this part between semicolons was of
    unread: bool = False  # words stand before the number that might name something else
    last: Meaning | None = None
    mom: bool = False
    adds: bool = False  # the last value told how many are new
    period: ReferencePeriod | None = None
    first_period: ReferencePeriod | None = None  # what the sentence opened with; a later one may only add a month
    own_period: bool = False  # the period stands in this sentence
    came_from: ReferencePeriod | None = None  # of the value that this part began with: 从2020年的1.85万亿元增加到…
    aside: bool = False  # it corrects an older value: its period is not that of the text
    subjects: list[tuple[Label, str | None]] = field(default_factory=list)  # what 均 covers
    earlier: list[tuple[Label, str | None]] = field(default_factory=list)  # of the part before the semicolon
    told: list[tuple[Label, str | None]] = field(default_factory=list)  # the same of the whole sentence: 两项指标均
    run: list[tuple[Label, str | None]] = field(default_factory=list)  # subjects joined by 、 so far
    listed: list[tuple[Label, str | None]] = field(default_factory=list)  # the run before the last comma
    about: Qualifier = Qualifier.EXACT  # 约 before the first of a list covers the list
    scope: str | None = None  # 扣除房地产开发投资，…
    scoped: Label | None = None  # whose `scope` is
    beside: ReferencePeriod | None = (
        None  # the run told in the part before, beside the stock that the sentence opened with
    )
    last_period: ReferencePeriod | None = None  # of the figure before
    last_label: Label | None = None  # of the figure before
    noted: ReferencePeriod | None = None  # told in brackets for the values of one subject only
    noted_new: bool = False
    summed: bool = False  # 五年累计完成…: of the whole span
    field: str | None = None  # in which it ranked last
    status: Status = Status.UNSTATED  # that the sentence before gave, where this one goes on: 其中宁波24家
    staged: Label | None = None  # the part of a list that was counted last: 全国286家通过复核，我市22家
    counted: Label | None = None  # what was counted last: 51个项目，平均…
    opener: Opener | None = None  # of whom the sentence speaks: 民营企业挑大梁，进出口…

    def scope_of(self, label: Label) -> str | None:
        """扣除房地产，固定资产投资增长…，制造业投资增长…: the scope is that of the first subject."""
        if self.scope is not None and self.scoped is None:
            self.scoped = label
        return self.scope if self.scoped == label else None

    def tell(self, label: Label, area: str | None) -> None:
        """A value of this subject was read."""
        if (label, area) not in self.subjects:
            self.subjects.append((label, area))
            self.run.append((label, area))
        if (label, area) not in self.told:
            self.told.append((label, area))

    def next_part(self, start: int) -> None:
        """A semicolon starts afresh: its subjects are not those of 均, its plans not those of the rest."""
        self.part = start
        self.parted = True
        self.earlier, self.subjects = self.subjects, []
        self.noted = self.came_from = None
        self.beside = self.period if self._runs_to_first() else None
        if self.first_period is not None:
            self.period = self.first_period  # 1-4月增长3.6%，一季度为下降2.2%；利润率…: an aside ends here
        self.scope = self.scoped = None

    def _runs_to_first(self) -> bool:
        """年末存栏76.3万头，全年出栏92.8万头；: a run that ends on the day of the stock that the sentence opened with."""
        first, now = self.first_period, self.period
        if first is None or now is None or now.kind is PeriodKind.AS_OF:
            return False
        return first.kind is PeriodKind.AS_OF and now.end == first.end

    def quote(self, scan: Scan) -> str:
        """The sentence."""
        return scan.text[self.start : self.stop].strip()

    def part_of(self, scan: Scan, at: int) -> str:
        """The part between semicolons that a number stands in."""
        end = re.search(r"[；;]", scan.text[at : self.stop])
        return scan.text[self.part : at + end.start() if end else self.stop]
