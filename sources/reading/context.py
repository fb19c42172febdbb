"""What a sentence or a table cannot say itself: whose page it is, when it came out, what its title told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sources.reading.vocabulary import Vocabulary
from sources.series import ReferencePeriod, Status


@dataclass(frozen=True, slots=True)
class Context:
    """`area` is the place of the publisher, None for a newspaper or a copy.

    `title_area` is a place that the title names, `heading_area` one that the section heading above names.
    """

    area: str | None
    published_on: date | None
    title: str = ""
    title_area: str | None = None
    title_period: ReferencePeriod | None = None
    title_list: str | None = None  # the one counted thing that the title names: 公布…集群名单
    heading: str = ""
    heading_area: str | None = None
    status: Status = Status.UNSTATED
    notes: Mapping[str, str] = field(default_factory=dict)  # below the table that is read, by their marks

    @property
    def year(self) -> int | None:
        """The year that the title told."""
        return self.title_period.end.year if self.title_period and self.title_period.end else None

    def place(self) -> str | None:
        """Whose a figure is when its own words name no place."""
        return self.heading_area or self.title_area or self.area

    def resolve(self, slug: str, vocabulary: Vocabulary, here: str | None = None) -> str | None:
        """The place that a relative word means; `here` is the place the text speaks of. None: nobody can know.

        On a county-level city's page 我市 and 全市 are that city; on a district's page 全市 is the city around it.
        """
        if not slug.startswith("@"):
            return slug
        anchors = [anchor for anchor in (self.area, here, self.title_area) if anchor is not None]
        for anchor in anchors:
            found = _relative(slug, anchor, vocabulary, own=anchor == self.area)
            if found is not None:
                return found
        return None


def _relative(slug: str, anchor: str, vocabulary: Vocabulary, *, own: bool) -> str | None:
    kind = vocabulary.kind(anchor)
    match slug:
        case "@city":
            if own and kind == "county-city":
                return anchor
            if kind == "province" and anchor in ("beijing", "shanghai", "tianjin", "chongqing"):
                return anchor
            return vocabulary.within(anchor, "city")
        case "@province":
            return vocabulary.within(anchor, "province")
        case "@district":
            return anchor if kind in ("district", "zone") else None
        case "@county":
            return anchor if kind in ("county", "county-city") else None
        case _:
            return anchor
