"""What is suspicious about a list that could be read: how a redesign looks on its first day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from sources.releases import Listing, ListKind, ReleaseRef, Snapshot
from sources.visits import canary
from sources.walk import Sighting

TODAY = date(2026, 5, 20)
NEWEST_FIRST = [TODAY - timedelta(days=number) for number in range(12)]
LISTING = Listing("p", "c", "https://x/", ListKind.STATIC_LIST)
ANSWER = Snapshot("https://x/", b"<html>", "text/html", datetime(2026, 5, 20, tzinfo=UTC))


def listed(days: list[date | None], kind: ListKind = ListKind.STATIC_LIST, title: str = "题") -> Sighting:
    refs = tuple(ReleaseRef("p", "c", str(n), f"https://x/{n}", title, day) for n, day in enumerate(days))
    return Sighting(LISTING, refs, kind, None, (ANSWER,), ())


PINNED = [NEWEST_FIRST[-1], NEWEST_FIRST[-2], *NEWEST_FIRST[:-2]]
OLDEST_FIRST: list[date | None] = list(reversed(NEWEST_FIRST))
COMING = [TODAY + timedelta(days=number) for number in (2, 1)]

CASES = {
    "a list as it should be": (listed([*NEWEST_FIRST]), 12, ("1", "1"), ""),
    "pinned rows": (listed([*PINNED]), 12, ("", ""), ""),
    "one row announced for tomorrow": (listed([*COMING[1:], *NEWEST_FIRST]), 12, ("", ""), ""),
    "a third of the rows is left": (listed([*NEWEST_FIRST[:4]]), 12, ("", ""), ""),
    "less than a third is left": (listed([*NEWEST_FIRST[:3]]), 12, ("", ""), "3 rows where there were 12"),
    "a short list that shrinks": (listed([*NEWEST_FIRST[:1]]), 8, ("", ""), ""),
    "another site's code": (listed([*NEWEST_FIRST]), 12, ("1", "2"), "says it is site 2, not 1"),
    "a page without a code": (listed([*NEWEST_FIRST]), 12, ("1", ""), ""),
    "no titles": (listed([*NEWEST_FIRST], title=""), 12, ("", ""), "no row has a title"),
    "no dates": (listed([None] * 12), 12, ("", ""), "no row has a date"),
    "no dates in a year table": (listed([None] * 12, ListKind.YEAR_TABLE), 12, ("", ""), ""),
    "some dates": (listed([None, *NEWEST_FIRST]), 12, ("", ""), ""),
    "only days to come": (listed([*COMING]), 2, ("", ""), "every date is in the future"),
    "oldest first": (listed(OLDEST_FIRST), 12, ("", ""), "dates are in no order"),
    "oldest first in a search": (listed(OLDEST_FIRST, ListKind.SEARCH_API), 12, ("", ""), ""),
    "oldest first in a short list": (listed(OLDEST_FIRST[:9]), 9, ("", ""), ""),
    "nothing at all": (listed([]), 12, ("", ""), ""),  # judged by itself: rows that vanished are never no news
}


@pytest.mark.parametrize(("sighting", "before", "codes", "told"), CASES.values(), ids=CASES.keys())
def test_a_canary_tells_what_no_list_of_an_office_does(
    sighting: Sighting, before: int, codes: tuple[str, str], told: str
) -> None:
    said = canary(sighting, before, codes, TODAY)
    assert len(said) == bool(told)
    assert told in "; ".join(said)
