"""A number with its subject, meaning, place and period becomes a figure; without one of them, a refusal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from sources.reading.amounts import Amount
from sources.reading.groups import Group
from sources.reading.inforce import PeriodsInForce
from sources.reading.label import Label
from sources.reading.nonobservations import status_of
from sources.reading.owners import Owners
from sources.reading.said import Said
from sources.reading.scan import Scan, between
from sources.reading.setting import Meaning
from sources.series import Figure, Measure, Refusal, RefusalReason, Status, Unit

_OF_FIRMS = re.compile(r"市场占有率|市占率")


@dataclass(frozen=True, slots=True)
class Read:
    """What the rules found out about one number; `owner` where its own words name the place."""

    label: Label
    sense: Meaning
    owner: str | None = None


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes figures of one text."""

    owners: Owners
    periods: PeriodsInForce

    def figure(self, scan: Scan, said: Said, amount: Amount, read: Read) -> Figure | Refusal:
        """The figure, or why there is none."""
        label, sense = read.label, read.sense
        area = read.owner or self.owners.owner()
        if area is None or read.owner == "":
            return refusal(scan, said, amount, RefusalReason.UNKNOWN_AREA)
        if _OF_FIRMS.search(label.term) and not area.startswith("company:"):
            return refusal(scan, said, amount, RefusalReason.UNKNOWN_AREA)  # a firm holds it, whose name was not told
        if read.owner is None and area.startswith("company:") and _is_of_another_firm(scan, said, label):
            return refusal(scan, said, amount, RefusalReason.UNKNOWN_AREA)
        if sense.measure is Measure.COUNT and _counts_cities(scan, amount, label) and self.owners.is_a_city(area):
            return refusal(scan, said, amount, RefusalReason.UNKNOWN_AREA)  # 首批共30个城市入选: of more than the one
        amount = _per_head(scan, amount, label)
        number = amount.number
        unit = sense.unit or number.unit
        if not _fits(amount, label, sense, unit) or unit is None:
            return refusal(scan, said, amount, RefusalReason.UNKNOWN_INDICATOR)
        if sense.measure not in (Measure.RANK, Measure.STREAK):
            said.tell(label, area)
        said.last_period = self.periods.of(said, sense, label, company=area.startswith("company:"))
        said.last_label = label
        return Figure(
            indicator=label.term,
            area=area,
            measure=sense.measure,
            basis=sense.bases[0] if sense.bases else None,
            period=said.last_period,
            value=_value(amount, sense),
            unit=unit,
            counter=number.counter,
            qualifier=number.qualifier,
            status=_status(said, scan, amount),
            quote=said.quote(scan),
            span=scan.plain.span(number.start, number.end),
            scope=label.scope or said.scope_of(label) or self.owners.scope,
        )


def _counts_cities(scan: Scan, amount: Amount, label: Label) -> bool:
    return label.term.endswith("试点城市") or scan.text.startswith(("城市", "试点城市", "地级市", "省份"), amount.stop)


_LONGEST_OF_A_FIRM = 4  # characters of what any firm reports: 净利润, 研发费用


def _is_of_another_firm(scan: Scan, said: Said, label: Label) -> bool:
    """舜宇光学科技营收…；海天国际注塑机销量…: a part that names its own subject, which may be a firm that nobody knows."""
    if said.part == said.start or label.indicator is not None or len(label.term) <= _LONGEST_OF_A_FIRM:
        return False
    if said.last_label is not None and said.last_label.term[-2:] == label.term[-2:]:
        return False  # 手机镜头出货量…；车载镜头出货量…
    return not any(place.slug.startswith("company:") for place in between(scan.places, said.part, said.at))


def _status(said: Said, scan: Scan, amount: Amount) -> Status:
    own = status_of(said.part_of(scan, amount.start))
    return said.status if own is Status.UNSTATED else own


def refusal(scan: Scan, said: Said, amount: Amount, reason: RefusalReason) -> Refusal:
    """A number that was seen and not read."""
    number = amount.number
    text = scan.text[number.start : amount.stop]
    return Refusal(reason, text, said.quote(scan), scan.plain.span(number.start, number.end))


def refused_all(scan: Scan, said: Said, group: Group, reason: RefusalReason) -> Iterator[Refusal]:
    """Refuse the values of a group; words that stand for numbers are only words where they say nothing."""
    for amount in group.amounts:
        if not amount.word:
            yield refusal(scan, said, amount, reason)


def endless(scan: Scan, said: Said) -> Iterator[Refusal]:
    """The numbers of a sentence that has lost its full stops, each with what stands right around it."""
    for amount in between(scan.amounts, said.start, said.stop):
        if not amount.word:
            near = replace(said, start=max(said.start, amount.start - 40), stop=min(said.stop, amount.stop + 40))
            yield refusal(scan, near, amount, RefusalReason.DAMAGED)


def _value(amount: Amount, sense: Meaning) -> Decimal:
    value = amount.number.value
    if sense.unit is Unit.PCT and amount.number.unit is Unit.TIMES:
        value *= 100
    return -value if sense.negative and value > 0 else value


def _per_head(scan: Scan, amount: Amount, label: Label) -> Amount:
    """19.0万元 per head is a price, not a sum."""
    number = amount.number
    each = (
        "/" in scan.text[number.end : amount.stop]
        or scan.text.startswith("每人", amount.stop)
        or re.search(r"人均|亩均", label.term) is not None
        or label.term.endswith("生产率")
    )
    priced = label.indicator is not None and label.indicator.units == (Unit.CNY,)
    if number.unit is Unit.USD_100M and (each or priced):
        return replace(
            amount, number=replace(number, value=(number.value * 10**8).quantize(Decimal(1)), unit=Unit.OTHER)
        )
    if number.unit is Unit.CNY_100M and (each or priced):
        return replace(amount, number=replace(number, value=(number.value * 10**8).quantize(Decimal(1)), unit=Unit.CNY))
    return amount


def _fits(amount: Amount, label: Label, sense: Meaning, unit: Unit | None) -> bool:
    """Whether an amount of this unit can be of this indicator: no money is 35个."""
    if sense.measure not in (Measure.LEVEL, Measure.COUNT, Measure.CHANGE) or unit in (Unit.PP, Unit.RANK):
        return True
    if unit is None:
        return False
    if label.indicator is None:
        money = label.term.endswith(("增加值", "产值", "投资", "收入", "营收", "销售额", "利润", "总额"))
        return not (money and unit is Unit.COUNT)
    in_dollars = amount.number.counter == "美元" and Unit.CNY in label.indicator.units  # 折26719美元
    return not label.indicator.units or unit in label.indicator.units or in_dollars
