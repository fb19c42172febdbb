from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise, permutations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from store_builders import APRIL, SERIES, figure, origin, read

from sources.series import Qualifier, Status, Unit, Vintage
from store import observations
from store.database import Engine, read_only
from store.tables import METADATA
from store.vintages import Statement, Subject, restates, vintages

START = date(2026, 5, 1)


def _vintage(value: str, unit: Unit = Unit.CNY_100M, qualifier: Qualifier = Qualifier.EXACT) -> Vintage:
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    return Vintage(
        Decimal(value),
        unit,
        qualifier,
        Status.UNSTATED,
        START,
        moment,
        "sha",
        "url",
        "title",
        "ningbo",
        "quote",
        (0, 1),
    )


AT_LEAST, AT_MOST, ABOUT = Qualifier.AT_LEAST, Qualifier.AT_MOST, Qualifier.ABOUT


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        (_vintage("8.80", Unit.PCT), _vintage("8.8", Unit.PCT)),
        (_vintage("7000", qualifier=AT_LEAST), _vintage("7187")),
        (_vintage("10000", qualifier=AT_LEAST), _vintage("10400")),
        (_vintage("7200", qualifier=AT_MOST), _vintage("7187")),
        (_vintage("7200", qualifier=ABOUT), _vintage("7187")),
        (_vintage("18700"), _vintage("18716")),
        (_vintage("18716"), _vintage("18716.3")),
    ],
)
def test_the_same_in_fewer_words_or_digits_is_no_new_value(later: Vintage, earlier: Vintage) -> None:
    assert restates(later, earlier)


@pytest.mark.parametrize(
    ("later", "earlier"),
    [
        (_vintage("8.9", Unit.PCT), _vintage("8.8", Unit.PCT)),
        (_vintage("9", Unit.PCT), _vintage("8.8", Unit.PCT)),
        (_vintage("7187"), _vintage("7000", qualifier=AT_LEAST)),
        (_vintage("8000", qualifier=AT_LEAST), _vintage("7187")),
        (_vintage("500", qualifier=AT_LEAST), _vintage("7187")),
        (_vintage("7000", qualifier=AT_MOST), _vintage("7187")),
        (_vintage("18800"), _vintage("18716")),
        (_vintage("18716"), _vintage("18700")),
        (_vintage("0"), _vintage("0.4")),
        (_vintage("8.8", Unit.PP), _vintage("8.8", Unit.PCT)),
        (replace(_vintage("8.8"), status=Status.FINAL), _vintage("8.8")),
    ],
)
def test_another_value_or_a_better_one_is_a_new_value(later: Vintage, earlier: Vintage) -> None:
    assert not restates(later, earlier)


def test_a_number_of_absurd_length_is_compared_all_the_same() -> None:
    assert not restates(_vintage("1E+60"), _vintage("9" * 90 + ".5"))


# A reading: release, its day, how many days later these bytes were received, the value.
READING = st.tuples(st.sampled_from("abcd"), st.integers(0, 3), st.sampled_from(["8.6", "8.8", "8.80", "9"]))
DAYS = {"a": 0, "b": 5, "c": 5, "d": 9}


def _statements(readings: list[tuple[str, int, str]]) -> list[Statement]:
    """One reading for each release and moment of reception, as they arrive."""
    unique = {(release, later): value for release, later, value in readings}
    statements = []
    for position, ((release, later), value) in enumerate(unique.items()):
        published = START + timedelta(days=DAYS[release])
        seen = datetime(2026, 5, 1, 4, tzinfo=UTC) + timedelta(days=DAYS[release] + later)
        vintage = replace(_vintage(value, Unit.PCT), published_on=published, seen_at=seen, snapshot=f"{release}{later}")
        statements.append(Statement(position, Subject(SERIES, APRIL), f"ningbo/{release}", "", vintage))
    return statements


@given(readings=st.lists(READING, max_size=7), chance=st.randoms(use_true_random=False))
def test_in_whatever_order_releases_are_read_the_vintages_are_the_same(readings, chance) -> None:  # type: ignore[no-untyped-def]
    statements = _statements(readings)
    shuffled = statements[:]
    chance.shuffle(shuffled)
    renumbered = [replace(s, position=n) for n, s in enumerate(shuffled)]
    assert vintages(renumbered) == vintages(statements)


@given(readings=st.lists(READING, max_size=9))
def test_no_vintage_repeats_the_one_before_it(readings: list[tuple[str, int, str]]) -> None:
    found = vintages(_statements(readings))
    assert all(not restates(later, earlier) for earlier, later in pairwise(found))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=st.lists(READING, min_size=2, max_size=6), chance=st.randoms(use_true_random=False))
def test_in_whatever_order_releases_are_recorded_the_latest_is_the_same(engine: Engine, readings, chance) -> None:  # type: ignore[no-untyped-def]
    unique = list({(release, later): value for release, later, value in readings}.items())
    results = []
    for _ in range(2):
        with engine.begin() as connection:
            for table in reversed(METADATA.sorted_tables):
                connection.execute(table.delete())
        for (release, later), value in unique + unique[:2]:  # and some of them twice
            day = START + timedelta(days=DAYS[release])
            seen = datetime(2026, 5, 1, 4, tzinfo=UTC) + timedelta(days=DAYS[release] + later)
            read(engine, origin(release, day, seen, str(later)), figure(value), content=str(later))
        with read_only(engine) as session:
            results.append(observations.history(session, SERIES))
        chance.shuffle(unique)
    assert results[0] == results[1]


def test_three_releases_in_any_order_of_arrival(engine: Engine) -> None:
    told = [("may", 20, "8.8"), ("june", 21, "8.6"), ("july", 22, "8.8")]
    for number, order in enumerate(permutations(told)):
        for release, day, value in order:
            read(engine, origin(release, date(2026, 5, day)), figure(value, series=f"s{number}"))
        with read_only(engine) as session:
            [found] = observations.history(session, f"s{number}")
        assert [str(v.value) for v in found.vintages] == ["8.8", "8.6", "8.8"]


def test_the_tables_hold_nothing_before_a_test(engine: Engine) -> None:
    with engine.begin() as connection:
        assert connection.execute(text("SELECT count(*) FROM statement")).scalar_one() == 0
