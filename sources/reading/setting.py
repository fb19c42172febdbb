"""Where a number stands, and what it can be said to mean there: the shared ground of the rules of meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.reading.amounts import Amount
from sources.reading.label import Label
from sources.reading.roles import Role
from sources.reading.scan import Place, Scan, between
from sources.series import Measure, ReferencePeriod, Unit


@dataclass(frozen=True, slots=True)
class Meaning:
    """`bases` has one entry, or one for each value of a list that is compared with several things."""

    measure: Measure
    bases: tuple[str | None, ...] = (None,)
    negative: bool = False
    unit: Unit | None = None  # where it differs from the number's own


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a number stands. `lead` is the masked text from the last clause mark to it, `tail` what follows it."""

    scan: Scan
    start: int
    lead: str
    tail: str
    amount: Amount
    label: Label | None
    last: Meaning | None
    mom: bool  # a month-on-month rate was stated and still applies
    said: str  # the masked sentence up to the lead
    since: str  # the masked text since the last number
    here: str | None
    period: ReferencePeriod | None
    province: str | None  # in which `here` lies
    field: str | None  # in which the sentence ranked before: 居全国第五，…居第九

    @property
    def raw(self) -> str:
        """The lead as printed."""
        return self.scan.text[self.start : self.start + len(self.lead)]

    @property
    def raw_since(self) -> str:
        """What was printed since the last number."""
        return self.scan.text[self.amount.start - len(self.since) : self.amount.start]

    @property
    def places(self) -> Sequence[Place]:
        """The places named in the lead."""
        return between(self.scan.places, self.start, self.start + len(self.lead))

    def bases(self, role: Role) -> tuple[str, ...]:
        """The names, as bases, of the places that have this role in the lead."""
        return tuple(self.basis_name(place.slug) for place in self.places if place.role is role)

    def basis_name(self, slug: str) -> str:
        """A place as the basis of a gap, share or rank: nation, province, city, or its own slug."""
        named = {
            "china": "nation",
            "@city": "city",
            "@province": "province",
            "@district": "district",
            "@county": "county",
        }
        if slug in named:
            return named[slug]
        if self.here is not None and "/" in self.here and slug == self.here.split("/", maxsplit=1)[0]:
            return "city"
        if slug == self.here and self.province not in (None, slug) and not re.search(r"[/:]|-port$", slug):
            return "city"  # 占宁波市进出口总值, told of 宁波 itself
        return "province" if slug == self.province and self.here != slug else slug
