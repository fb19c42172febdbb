"""The stores that the kills begin with: the rehearsal as it stood before a day, half-way through it, and in an old form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from alembic.command import upgrade
from sqlalchemy import MetaData, Table, inspect, select, text

from bench.crash_work import MIGRATIONS, collect, watch
from bench.stage import Place, Stores, home_at
from sources.rehearsal import Rehearsal
from store.database import Engine, is_sqlite, open_store
from store.migrations import _configuration
from store.tables import METADATA

# What is killed on, and the days that are walked before it: figures fire and are revised; a source is seen again; an
# alert is resolved.
BEFORE = {
    date(2026, 7, 24): (date(2026, 5, 18), date(2026, 5, 21), date(2026, 5, 22), date(2026, 6, 23)),
    date(2026, 8, 7): (date(2026, 7, 24), date(2026, 8, 5), date(2026, 8, 6)),
    date(2026, 9, 22): (date(2026, 8, 7), date(2026, 9, 2)),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """`operation` begins on `day` with the store of that name."""

    operation: str
    store: str
    day: date


def scenes_of(
    places: Stores, sites: Rehearsal, place: Callable[[str, date], Place], most_days: int = len(BEFORE)
) -> list[Scene]:
    """Nothing is delivered before the kills, so that a sender has much to send."""
    found = []
    places.create("walk")
    last = list(BEFORE)[most_days - 1]
    for day, days in list(BEFORE.items())[:most_days]:
        name = day.strftime("%m%d")
        for earlier in days:
            _step(sites, place("walk", earlier), "cw")
        places.copy("walk", f"before_{name}")
        _step(sites, place("walk", day), "c")
        places.copy("walk", f"collected_{name}")
        _step(sites, place("walk", day), "w")
        places.copy("walk", f"watched_{name}")
        stores = ("before", "collected", "watched")
        found += [
            Scene(op, f"{at}_{name}", day) for op, at in zip(("collect", "watch", "deliver"), stores, strict=True)
        ]
    places.create("nothing")
    home_at(place("nothing", last)).store.dispose()
    places.create("older")
    _in_old_form(place("walk", last).store, place("older", last).store)
    places.create("fresh")
    return [
        *found,
        Scene("backfill", "nothing", last),
        Scene("backfill", f"before_{last:%m%d}", last),
        Scene(MIGRATIONS, "older", last),
        Scene(MIGRATIONS, "fresh", last),
    ]


def _step(sites: Rehearsal, at: Place, parts: str) -> None:
    sites.day = at.day
    home = home_at(at)
    for part in parts:
        (collect if part == "c" else watch)(home, lambda _: None)
    home.store.dispose()


def _in_old_form(source: str, target: str) -> None:
    """The first form of the tables, filled with what a store of today holds in them."""
    new, old = open_store(source), open_store(target)
    with old.begin() as connection:
        upgrade(_configuration(connection), "0001")
    tables = MetaData()
    tables.reflect(old)
    with new.connect() as reading, old.begin() as writing:
        for table in tables.sorted_tables:
            if table.name in METADATA.tables:
                shared = [c.name for c in table.columns if c.name in METADATA.tables[table.name].columns]
                rows = reading.execute(select(*(METADATA.tables[table.name].c[name] for name in shared))).mappings()
                if values := [dict(row) for row in rows]:
                    writing.execute(_like(table, shared).insert(), values)
    with old.begin() as writing:
        writing.execute(text("DELETE FROM cursor WHERE name = 'watch-facts'"))  # that form had no facts to follow
    _go_on_counting(old)
    for engine in (new, old):
        engine.dispose()


def _like(table: Table, columns: list[str]) -> Table:
    """The old table with today's types for its columns: they know how to write decimals and moments."""
    return Table(table.name, MetaData(), *(METADATA.tables[table.name].c[name]._copy() for name in columns))


def _go_on_counting(engine: Engine) -> None:
    """PostgreSQL's own numbers go on after those that were copied."""
    if is_sqlite(engine):
        return
    with engine.begin() as connection:
        for name in inspect(engine).get_table_names():
            for column in ("id", "position"):
                if column in {c["name"] for c in inspect(engine).get_columns(name)} and name != "cursor":
                    sequence = connection.execute(
                        text(f"SELECT pg_get_serial_sequence('\"{name}\"', '{column}')")
                    ).scalar()
                    if sequence:
                        highest = f'(SELECT coalesce(max("{column}"), 1) FROM "{name}")'
                        connection.execute(text(f"SELECT setval('{sequence}', {highest})"))
