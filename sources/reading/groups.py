"""The amounts of a sentence as they belong together: lists of values, ranges, values damaged in copying."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from decimal import Decimal

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.numbers import LARGEST
from sources.reading.scan import Scan, between
from sources.series import RefusalReason, Unit

_JOIN = re.compile(r"(?:、|和|及|与|以及|,|;|\s?(?:and|AND)\s?)(?:约|近|超过?|逾|高达|第)?")
_JOIN_VERB = re.compile(
    rf"(?:、|和|及|与|以及|,|，)(?:同比|分别)?(?P<verb>{cues.DOWN}|{cues.UP}|[高低快慢])(?:了|约|近|超过?|出|于)?"
)
_CORRECTED = re.compile(r"[^“”，。；]{0,12}”[^“”。；]{0,6}(?:应为|应是|更正为|改为|有误)")  # “下降1.7%”应为“下降2.7%”
_RANGE = re.compile(r"[-至到~]第?")


@dataclass(frozen=True, slots=True)
class Group:
    """Values in a row. `verbs` holds the verb that one value has for itself, "" where it shares the first's."""

    amounts: tuple[Amount, ...]
    verbs: tuple[str, ...]
    refused: RefusalReason | None = None

    @property
    def start(self) -> int:
        return self.amounts[0].start

    @property
    def stop(self) -> int:
        return self.amounts[-1].stop


def groups_in(scan: Scan, start: int, stop: int) -> list[Group]:
    """The groups of one sentence, in order."""
    amounts = between(scan.amounts, start, stop)
    groups: list[Group] = []
    run: list[Amount] = []
    verbs: list[str] = []
    for amount in amounts:
        joined = _joined(scan, run, amount, scan.masked[start : amount.start]) if run else None
        if joined is None:
            if run:
                groups.append(_group(scan, run, verbs))
            run, verbs = [amount], [""]
        else:
            run.append(amount)
            verbs.append(joined)
    if run:
        groups.append(_group(scan, run, verbs))
    return groups


def _joined(scan: Scan, run: list[Amount], amount: Amount, said: str) -> str | None:
    """The verb between two values of one list ("" for none), None where they do not belong together."""
    last = run[-1]
    if last.word or amount.word:
        return None
    between = scan.masked[last.stop : amount.start]
    same = last.number.unit is amount.number.unit or last.number.unit is None or _half_printed(last, amount)
    mixed = {last.number.unit, amount.number.unit} == {Unit.PCT, Unit.TIMES} and cues.EACH.search(said)
    same = same or bool(mixed)  # 分别增长1.1倍、46.3%和22.5%
    if between == "" or (_RANGE.fullmatch(between) and same):
        return ""
    several = between == "、" or (
        between in ("和", "、第", "和第", "与第", "及第") and re.search(r"分[列居别]|依次", said)
    )
    if not same or (Unit.RANK in (amount.number.unit, last.number.unit) and not several):
        return None
    if _JOIN.fullmatch(between):
        return "" if amount.number.unit is not None or last.number.unit is None else None
    verb = _JOIN_VERB.fullmatch(between)
    return (
        verb["verb"]
        if verb and cues.EACH.search(said) and last.number.unit in (Unit.PCT, Unit.PP, Unit.COUNT)
        else None
    )


def _half_printed(first: Amount, second: Amount) -> bool:
    """0.6个和1.4个百分点: the unit is printed in full only behind the last."""
    return first.number.counter == "个" and second.number.unit is Unit.PP


def _group(scan: Scan, run: list[Amount], verbs: list[str]) -> Group:
    refused = None
    for first, second in itertools.pairwise(run):
        between = scan.masked[first.stop : second.start]
        if between == "":
            refused = RefusalReason.DAMAGED
        elif _RANGE.fullmatch(between) and refused is None:
            refused = RefusalReason.NOT_A_FIGURE
    if any(_damaged(scan, amount) or _CORRECTED.match(scan.text, amount.stop) for amount in run):
        refused = RefusalReason.DAMAGED
    return Group(_with_units(run), tuple(verbs), refused)


_LONGEST, _LONGEST_MONEY = 8, 7  # digits before the point; 亿元 of the whole nation have seven


def _damaged(scan: Scan, amount: Amount) -> bool:
    text, number = scan.text, amount.number
    digits = re.match(r"\d+", text[number.start : number.end])
    before, after = text[number.start - 1 : number.start], text[amount.stop : amount.stop + 1]
    if (before == "." and not amount.word) or abs(number.value) >= LARGEST:
        return True
    longest = _LONGEST_MONEY if number.unit is Unit.CNY_100M and number.counter == "亿元" else _LONGEST
    if digits and len(digits[0]) > longest and "," not in text[number.start : number.end]:
        return True
    if re.match(r"\d{4,}\.\d", text[number.start : number.end]) and number.unit in (Unit.PCT, Unit.PP):
        return True
    if after in ("《", "<", "�") and (number.unit is None or after == "�"):
        return True
    return re.match(r"0\d", text[number.start : number.end]) is not None


def _in_per_cent(amount: Amount) -> Amount:
    number = amount.number
    if number.unit is not Unit.TIMES:
        return amount
    return replace(amount, number=replace(number, value=number.value * 100, unit=Unit.PCT))


def _with_units(run: list[Amount]) -> tuple[Amount, ...]:
    """3.2、2.1和1.5个百分点: the unit stands once, behind the last."""
    unit, counter = None, ""
    out: list[Amount] = []
    for amount in reversed(run):
        number = amount.number
        if (number.unit is None and unit is not None) or (number.counter == "个" and unit is Unit.PP):
            value = number.value
            if counter.endswith("元") and unit in (Unit.CNY_100M, Unit.USD_100M):
                value = value * {"万亿": Decimal(10000), "万": Decimal("0.0001")}.get(
                    counter.rstrip("美元"), Decimal(1)
                )
            out.append(replace(amount, number=replace(number, unit=unit, counter=counter, value=value)))
        else:
            unit, counter = number.unit, number.counter
            out.append(amount)
    if {amount.number.unit for amount in out} == {Unit.PCT, Unit.TIMES}:
        out = [_in_per_cent(amount) for amount in out]
    return tuple(reversed(out))
