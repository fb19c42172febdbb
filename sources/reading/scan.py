"""One paragraph taken apart into what it names: quantities, periods, indicators, places and what each place is doing."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sources.reading.amounts import Amount, amounts_in
from sources.reading.classes import classes_in
from sources.reading.companies import companies_in
from sources.reading.cues import A, I, N, P
from sources.reading.periods import PeriodMention, PeriodReader
from sources.reading.plain import Plain
from sources.reading.roles import Role, role_of, role_of_firm
from sources.reading.vocabulary import AreaMention, IndicatorMention, Vocabulary
from sources.series import Unit


@dataclass(frozen=True, slots=True)
class Place:
    slug: str
    start: int
    end: int
    role: Role

    @property
    def relative(self) -> bool:
        return self.slug.startswith("@")


@dataclass(frozen=True, slots=True)
class Scan:
    """`masked` is `text` with everything named replaced, character for character, by the marks of `cues`."""

    plain: Plain
    masked: str
    amounts: tuple[Amount, ...]
    periods: tuple[PeriodMention, ...]
    mentions: tuple[IndicatorMention, ...]
    places: tuple[Place, ...]

    @property
    def text(self) -> str:
        return self.plain.text


# 产值10亿元以上企业: a class of firms, no amount.
_CLASS_OF = re.compile(
    r"(?:及?以上|级|规模)?的?(?:规上|工业|重大|制造业|产业|农业|服务业)*(?:项目|企业|产业(?!增|投|链)|集群|平台|园区|工程|单位|县|镇|村)|(?:及?以上)?的(?:企业|集群)?(?:达到?|共?有|为)?\d+(?:个|家|户)"
)


class Spanned(Protocol):
    @property
    def start(self) -> int: ...


class Stretch(Spanned, Protocol):
    @property
    def end(self) -> int: ...


_Found = TypeVar("_Found", bound=Spanned)


def between(found: Sequence[_Found], start: int, stop: int) -> Sequence[_Found]:
    """Those of `found`, which is in order, that begin from `start` on and before `stop`."""
    first = bisect_left(found, start, key=_start_of)
    return found[first : bisect_left(found, stop, lo=first, key=_start_of)]


def _start_of(one: Spanned) -> int:
    return one.start


def scan(plain: Plain, vocabulary: Vocabulary, periods: PeriodReader, named: frozenset[str] = frozenset()) -> Scan:
    """Find everything in one paragraph; `periods` goes on from what the text said before, `named` are its firms."""
    text = plain.text
    mentions = _with_classes(vocabulary.indicators_in(text), classes_in(text))
    areas = _outside(vocabulary.areas_in(text), mentions)
    times = [period for period in periods.read(text) if not _inside(period.start, mentions)]
    amounts = [a for a in amounts_in(text) if not _inside(a.start, mentions) and not _inside(a.start, times)]
    amounts = [a for a in amounts if not _in_a_name(a, text)]
    amounts = [
        a
        for a in amounts
        if not (
            _names_a_class(a, text)
            or _sizes_a_field(a, text)
            or _counted_before(a, text)
            or _says_which(a, text, areas)
        )
    ]
    masked = _masked(text, mentions, areas, times, amounts)
    firms = [
        Place(f"company:{name}", start, end, role_of_firm(text, masked, start, end))
        for name, start, end in companies_in(text, masked, named, vocabulary.firms_in(text))
    ]
    places = [
        Place(area.slug, area.start, area.end, role_of(masked, area))
        for area in areas
        if not _inside(area.start, firms)
    ]
    places = _without_homes(sorted([*firms, *places], key=_start_of))
    return Scan(plain, masked, tuple(amounts), tuple(times), tuple(mentions), tuple(places))


def _without_homes(places: list[Place]) -> list[Place]:
    """宁波北仑某甲有限公司 among others: the places right before a firm that owns nothing own nothing, too."""
    kept: list[Place] = []
    home = -1  # where the name of such a firm begins, with the places before it
    for place in reversed(places):
        if place.slug.startswith("company:") and place.role is Role.NEUTRAL:
            home = place.start
        elif place.end == home:
            place, home = replace(place, role=Role.NEUTRAL), place.start
        kept.append(place)
    return kept[::-1]


def _with_classes(mentions: list[IndicatorMention], classes: list[IndicatorMention]) -> list[IndicatorMention]:
    """Terms of the catalogue go before classes, but for those that stand inside one (产值 in 产值超亿元企业)."""
    if not classes:
        return mentions
    apart = [one for one in classes if not any(m.start < one.start < m.end < one.end for m in mentions)]
    rest = [m for m in mentions if not any(one.start < m.end and m.start < one.end for one in apart)]
    return sorted([*rest, *apart], key=_start_of)


def _says_which(amount: Amount, text: str, areas: Sequence[AreaMention]) -> bool:
    """比位列第二的深圳多14家: which city is meant, no place in a field that is told."""
    of_whom = text.startswith("的", amount.stop) and amount.number.unit is Unit.RANK
    return of_whom and any(area.start == amount.stop + 1 for area in areas)


_THESE = re.compile("(?:这|上述|以上这?)$")  # 这98家企业: counted before


def _counted_before(amount: Amount, text: str) -> bool:
    """这98家企业平均…: only says which are meant."""
    counts = amount.number.unit is Unit.COUNT and not amount.word
    return counts and _THESE.search(text, max(0, amount.start - 3), amount.start) is not None


_FIELD_SIZE = re.compile(r"[^，。；\d]{2,16}[中里](?:排|位[居列]|居|列)")


_AMONG_SO_MANY = re.compile("(?:^|[，。；])在[^，。；]{0,8}$")  # 在国家首批15家领航级智能工厂中，我市占1席
_OF_THEM = re.compile(r"[^，。；\d]{2,18}[中里]，")


# 宁波九天照明等12家企业: a numeral inside the name of one of them
_NAME_GOES_ON = re.compile(r"[\u4e00-\u9fff]{2,8}(?:、[^，。；、]{2,14}){0,12}等\d+[家个](?:企业|公司|单位)")


def _in_a_name(amount: Amount, text: str) -> bool:
    numeral = not text[amount.start].isdigit() and not amount.word
    return numeral and _NAME_GOES_ON.match(text, amount.stop) is not None


def _sizes_a_field(amount: Amount, text: str) -> bool:
    """在全国15个万亿以上工业强市中排第三: among how many, no figure."""
    if amount.number.counter in ("个", "座") and _FIELD_SIZE.match(text, amount.stop) is not None:
        return True
    among = _AMONG_SO_MANY.search(text, max(0, amount.start - 12), amount.start) is not None
    counts = amount.number.counter in ("个", "座", "家", "项")
    return counts and among and _OF_THEM.match(text, amount.stop) is not None


def _names_a_class(amount: Amount, text: str) -> bool:
    return amount.number.counter.endswith("元") and _CLASS_OF.match(text, amount.stop) is not None


def _outside(areas: list[AreaMention], mentions: list[IndicatorMention]) -> list[AreaMention]:
    return [area for area in areas if not _inside(area.start, mentions)]


def _inside(at: int, found: Sequence[Stretch]) -> bool:
    """Those of one kind are in order and never overlap: only the last that begins up to `at` can hold it."""
    before = bisect_right(found, at, key=_start_of) - 1
    return before >= 0 and at < found[before].end


def _masked(
    text: str,
    mentions: list[IndicatorMention],
    areas: list[AreaMention],
    periods: list[PeriodMention],
    amounts: list[Amount],
) -> str:
    characters = list(text)
    for mark, spans in (
        (A, [(a.start, a.end) for a in areas]),
        (P, [(p.start, p.end) for p in periods]),
        (N, [(a.start, a.stop) for a in amounts if not a.word]),
        (I, [(m.start, m.end) for m in mentions]),
    ):
        for start, end in spans:
            characters[start:end] = mark * (end - start)
    return "".join(characters)
