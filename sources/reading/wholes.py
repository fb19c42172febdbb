"""Numbers that are read with what stands behind or around them: a part of a whole, a sentence read as one pattern."""

from __future__ import annotations

import re
from dataclasses import replace

from sources.reading import cues
from sources.reading.amounts import Amount
from sources.reading.counted import Portion
from sources.reading.figures import Maker, Read, refusal
from sources.reading.groups import Group
from sources.reading.label import Label
from sources.reading.owners import Owners
from sources.reading.said import Said
from sources.reading.scan import Scan
from sources.reading.setting import Meaning
from sources.reading.whole_sentences import Fixed
from sources.series import Figure, Measure, Qualifier, Refusal, Unit

_GATHERS = re.compile(rf"(?:集聚|汇聚|集中|容纳|承载|聚集)了?{cues.A}+(?:约|近|超过?)?$")


def of_portion(scan: Scan, said: Said, at: tuple[Amount, Portion], owners: Owners) -> tuple[Amount, Read]:
    """用全市2%的国土面积: the value and how it is read, the share that is of a whole."""
    amount, part = at
    owner, whole = owners.of_portion(scan, said.start, amount.start, part.whole)
    gathers = _GATHERS.search(scan.masked, said.start, amount.start) is not None
    if gathers and part.whole is not None and owner == owners.resolved(part.whole):
        owner = ""  # 集聚了全市44%的创新平台: of whom, if not of the city itself
    if whole is None and said.last is not None and said.last.measure is Measure.SHARE:
        whole = said.last.bases[0]
    said.last = Meaning(Measure.SHARE, (whole,), unit=Unit.PCT)
    if amount.number.qualifier is not Qualifier.EXACT:
        said.about = amount.number.qualifier
    elif scan.masked[amount.start - 1 : amount.start] == "、" and said.about is Qualifier.ABOUT:
        amount = replace(amount, number=replace(amount.number, qualifier=Qualifier.ABOUT))
    label = replace(part.label, scope=part.scope or part.label.scope)
    return amount, Read(label, said.last, owner)


def fixed_figures(scan: Scan, said: Said, at: tuple[Fixed, Group], by: tuple[Owners, Maker]) -> list[Figure | Refusal]:
    """Values of a pattern that is read as a whole: the structure of the sectors, one in three."""
    fixed, group = at
    owners, make = by
    found: list[Figure | Refusal] = []
    for amount in group.amounts:
        part = fixed.parts.get(amount.start)
        if part is None:
            continue
        if part.refused is not None:
            found.append(refusal(scan, said, amount, part.refused))
            continue
        owner = owners.company_in(scan, amount.start, said.stop) if part.of_company else None
        number = replace(amount.number, value=part.value, unit=part.unit, counter=part.counter)
        read = Read(
            Label(part.term), Meaning(part.measure, (part.basis,)), "" if part.of_company and not owner else owner
        )
        found.append(make.figure(scan, said, replace(amount, number=number), read))
    return found
