"""Numbers that are no observations: targets, quotas, forecasts; and how final an observation is."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sources.reading import cues
from sources.series import PeriodKind, ReferencePeriod, RefusalReason, Status

_RESULT = re.compile(r"(?:已|实现了?|达到?了?|完成了?|增长|新增|突破|超|近)$")
_COUNTED_RULE = re.compile(r"(?:不超过|不少于|不低于|不高于|不多于|不得[^，。]{0,6})(?:了)?$")


_ALMOST = 15  # days before its end that an office speaks of a year or month as over


class Plans:
    """Follows where a text speaks of plans: a heading or an opening (主要目标：…) covers what stands under it."""

    def __init__(self, title: str, published_on: date | None) -> None:
        self._published_on = published_on
        self._section = cues.PLAN_HEADING.search(cues.ACHIEVED.sub("", title)) is not None
        self._paragraph = False

    def heading(self, text: str) -> None:
        """A section begins."""
        self._section = cues.PLAN_HEADING.search(cues.ACHIEVED.sub("", text)) is not None

    def paragraph(self) -> None:
        """A paragraph begins."""
        self._paragraph = False

    def refuse(self, said: str, tail: str, period: ReferencePeriod | None, sentence: str = "") -> RefusalReason | None:
        """Why the number behind `said` is no observation, None where it is one.

        `sentence` is how its sentence began, up to the first number: 预计 there covers all of it.
        """
        self._paragraph = self._paragraph or cues.PLAN_OPENING.search(said) is not None
        if sentence and cues.FORECAST.search(cues.ACHIEVED.sub("", sentence)) and not cues.DONE.search(said):
            return RefusalReason.FORECAST
        if cues.FORECAST.search(said):
            return not_observed(said, tail, period, self._published_on)
        if (self._section or self._paragraph) and not cues.DONE.search(said):
            return RefusalReason.TARGET
        return not_observed(said, tail, period, self._published_on)


def not_observed(
    said: str, tail: str, period: ReferencePeriod | None, published_on: date | None
) -> RefusalReason | None:
    """Why a number is no observation, None where it is one. `said` is its sentence up to the number, masked."""
    plain = cues.ACHIEVED.sub("", said)
    if cues.PROPOSED_TAIL.match(tail):
        plain = cues.PROPOSED.sub("", plain)
    if cues.TARGET_TAIL.match(tail) or cues.NOT_REACHED.search(said):
        return RefusalReason.TARGET
    for year in cues.FUTURE_YEAR.findall(plain):
        if published_on is None or int(year) >= published_on.year:
            return RefusalReason.TARGET
    if cues.THRESHOLD_TAIL.match(tail):
        return RefusalReason.QUOTA
    quota = cues.QUOTA.search(plain) if not _is_result(plain) else None
    if quota is not None or _COUNTED_RULE.search(plain):
        return RefusalReason.QUOTA
    if cues.FORECAST.search(plain):
        return RefusalReason.FORECAST
    if cues.TARGET.search(plain) or (period is not None and _lies_ahead(period, published_on)):
        return RefusalReason.TARGET
    return None


def _is_result(said: str) -> bool:
    """发放补贴后实现增长: a rule's words beside a result."""
    return re.search(r"共发放|兑现|累计发放|实现|同比", said) is not None and _COUNTED_RULE.search(said) is None


def _lies_ahead(period: ReferencePeriod, published_on: date | None) -> bool:
    """截至2025年底, told on 30 December, is as good as over."""
    if published_on is None or period.start is None:
        return False
    almost = timedelta(days=_ALMOST) if period.kind is PeriodKind.AS_OF else timedelta()
    return period.start > published_on + almost


def status_of(sentence: str) -> Status:
    """How final the sentence says its figures are."""
    if cues.FINAL.search(sentence):
        return Status.FINAL
    if cues.REVISED.search(sentence):
        return Status.REVISED
    if cues.PRELIMINARY.search(sentence):
        return Status.PRELIMINARY
    if cues.NOTICE.search(sentence):
        return Status.NOTICE
    return Status.UNSTATED
