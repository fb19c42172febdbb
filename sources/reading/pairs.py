"""Which value belongs to which subject. Lists whose labels, places or bases do not match their values are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.figures import Read
from sources.reading.groups import Group
from sources.reading.label import Label
from sources.reading.said import Said
from sources.reading.setting import Meaning
from sources.series import Qualifier

Pairs = list[tuple[Amount, Read]]

_DOWN = re.compile(rf"{cues.DOWN}|[低慢]")


def pairs(
    group: Group, labels: Sequence[Label], sense: Meaning, owners: Sequence[str | None], *, each: bool
) -> Pairs | None:
    """Each value with its subject, None where they do not match. `each`: one value is said of all (均)."""
    count = len(group.amounts)
    if count == 1:
        if len(sense.bases) > 1 or (len(labels) > 1 and not each):
            return None
        return [(group.amounts[0], Read(label, sense)) for label in labels]
    subjects = _subjects(count, labels, sense, owners)
    if subjects is None:
        return None
    paired: Pairs = []
    verb = ""
    for at, (amount, (label, owner)) in enumerate(zip(group.amounts, subjects, strict=True)):
        verb = group.verbs[at] or verb
        one = replace(sense, bases=(sense.bases[at],) if len(sense.bases) == count else sense.bases[:1])
        if verb:
            one = replace(one, negative=_DOWN.fullmatch(verb) is not None and amount.number.value >= 0)
        paired.append((amount, Read(label, one, owner)))
    return paired


def of_subjects(group: Group, subjects: Sequence[tuple[Label, str | None]], sense: Meaning) -> Pairs | None:
    """Values of the subjects that the sentence listed before: 出口13447亿元、进口4757亿元，分别增长7.7%、4.3%."""
    if len(subjects) != len(group.amounts) or len(sense.bases) not in (1, len(subjects)) or any(group.verbs):
        return None
    bases = sense.bases if len(sense.bases) == len(subjects) else sense.bases * len(subjects)
    return [
        (amount, Read(label, replace(sense, bases=(basis,)), owner))
        for amount, (label, owner), basis in zip(group.amounts, subjects, bases, strict=True)
    ]


def of_those_before(group: Group, said: Said, sense: Meaning, owner: str | None) -> Pairs | None:
    """分别 of the subjects listed last, else of this part, else of both parts: 存款40362亿元；贷款44819亿元，分别新增….

    `owner` is a place told right before them: A 449家、B 134家，其中北仑区分别为62家、18家.
    """
    told = (said.listed, said.subjects, [*said.earlier, *said.subjects])
    found = next((found for subjects in told if (found := of_subjects(group, subjects, sense))), None)
    return found if found is None or owner is None else [(amount, replace(one, owner=owner)) for amount, one in found]


_SUMMED_UP = re.compile(
    r"(?P<count>[两三四五六七八九])(?:项(?:主要|核心|关键|重要)?(?:指标|数据)|者)(?=均|都|双双|同时)"
)
_COUNTS = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}


def summed_up(words: str, told: Sequence[tuple[Label, str | None]]) -> Sequence[tuple[Label, str | None]] | None:
    """两项指标均为近三年同期最高: the subjects that the sentence told, () where they are not as many; None where it sums up none."""
    found = _SUMMED_UP.search(words)
    if found is None:
        return None
    return tuple(told) if len(told) == _COUNTS[found["count"]] else ()


def _subjects(
    count: int, labels: Sequence[Label], sense: Meaning, owners: Sequence[str | None]
) -> list[tuple[Label, str | None]] | None:
    if len(labels) == count and len(sense.bases) in (1, count):
        return [(label, None) for label in labels]
    if len(labels) == 1 and len(owners) == count:
        return [(labels[0], owner or "") for owner in owners]
    if len(labels) == 1 and len(sense.bases) == count:
        return [(labels[0], None)] * count
    return None


_EACH_SO = re.compile(r"(?:分别|依次)(?:大?约|超|逾|突破|近|接近|不足|高于|低于)[^，。；]{0,2}$")


def as_the_first(paired: Pairs, words: str) -> Pairs:
    """分别约为230万吨、165万吨: what stands before the first of a list is said of each."""
    if len(paired) < 2 or _EACH_SO.search(words) is None:
        return paired
    first = paired[0][0].number.qualifier
    same = [(amount, replace(amount.number, qualifier=first)) for amount, _ in paired]
    return [
        (replace(amount, number=number) if amount.number.qualifier is Qualifier.EXACT else amount, one)
        for (amount, number), (_, one) in zip(same, paired, strict=True)
    ]


def about(amount: Amount) -> Amount:
    """The same amount, told as about so much."""
    return replace(amount, number=replace(amount.number, qualifier=Qualifier.ABOUT))
