"""Every question a rule can ask: one of them, told by its key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Discriminator, Tag

from alerts.amounts import Amount
from alerts.claim_questions import (
    NoLongerAtLeast,
    NoLongerHighest,
    OnlyEnded,
    RankWorse,
    StreakBroken,
    StreakExtended,
    Unconfirmed,
)
from alerts.questions import (
    Above,
    Against,
    Below,
    Changed,
    Contradicts,
    CrossedZero,
    FallsInARow,
    GapDiffers,
    HigherThan,
    ListAnnounced,
    ListChanged,
    LowerThan,
    Named,
    NingboCountedAbove,
    NingboCountedBelow,
    Overdue,
    ProductDiffers,
    RefusalsJump,
    ReleaseChanged,
    RevisedBy,
    RisesInARow,
    SourcesDisagree,
    SumDiffers,
    Takes,
    Unreadable,
)
from sources.configuration import Strict

__all__ = [
    "CONDITIONS",
    "Above",
    "Against",
    "Below",
    "Changed",
    "Condition",
    "Contradicts",
    "CrossedZero",
    "FallsInARow",
    "GapDiffers",
    "HigherThan",
    "ListAnnounced",
    "ListChanged",
    "LowerThan",
    "Named",
    "NingboCountedAbove",
    "NingboCountedBelow",
    "NoLongerAtLeast",
    "NoLongerHighest",
    "OnlyEnded",
    "Overdue",
    "ProductDiffers",
    "RankWorse",
    "RefusalsJump",
    "ReleaseChanged",
    "RevisedBy",
    "RisesInARow",
    "SourcesDisagree",
    "StreakBroken",
    "StreakExtended",
    "SumDiffers",
    "Takes",
    "Unconfirmed",
    "Unreadable",
    "amounts_of",
    "key_of",
    "series_in",
]

CONDITIONS: Mapping[str, type[Strict]] = {
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
    "ningbo_counted_below": NingboCountedBelow,
    "ningbo_counted_above": NingboCountedAbove,
    "list_changed": ListChanged,
    "release_changed": ReleaseChanged,
    "rank_worse_than": RankWorse,
    "no_longer_at_least": NoLongerAtLeast,
    "streak_broken": StreakBroken,
    "streak_extended": StreakExtended,
    "no_longer_highest_in_years": NoLongerHighest,
    "another_named_in": OnlyEnded,
    "unconfirmed_for_days": Unconfirmed,
}


def key_of(written: Any) -> str | None:
    """The one key that says which question is asked."""
    if isinstance(written, Mapping):
        return next((key for key in CONDITIONS if key in written), None)
    return next((key for key, model in CONDITIONS.items() if isinstance(written, model)), None)


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
    | Annotated[NingboCountedBelow, Tag("ningbo_counted_below")]
    | Annotated[NingboCountedAbove, Tag("ningbo_counted_above")]
    | Annotated[ListChanged, Tag("list_changed")]
    | Annotated[ReleaseChanged, Tag("release_changed")]
    | Annotated[RankWorse, Tag("rank_worse_than")]
    | Annotated[NoLongerAtLeast, Tag("no_longer_at_least")]
    | Annotated[StreakBroken, Tag("streak_broken")]
    | Annotated[StreakExtended, Tag("streak_extended")]
    | Annotated[NoLongerHighest, Tag("no_longer_highest_in_years")]
    | Annotated[OnlyEnded, Tag("another_named_in")]
    | Annotated[Unconfirmed, Tag("unconfirmed_for_days")],
    Discriminator(
        key_of,
        custom_error_type="unknown_condition",
        custom_error_message=f"must hold one of: {', '.join(CONDITIONS)}",
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
