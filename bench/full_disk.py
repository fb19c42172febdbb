"""PostgreSQL without room: every write of our tables answers as the server does on a full disk, in its words and with its code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text

from store.tables import METADATA

# backend/storage/smgr/md.c of PostgreSQL: mdextend
_RAISES = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'disk_full', HINT = 'Check free disk space.',
    MESSAGE = 'could not extend file "base/16384/16402": No space left on device';
END $$
"""


@contextmanager
def no_room(engine: Engine) -> Iterator[None]:
    with engine.begin() as connection:
        connection.execute(text(_RAISES))
        for table in METADATA.tables:
            asked = f'BEFORE INSERT OR UPDATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION full_disk()'
            connection.execute(text(f"CREATE TRIGGER full_disk {asked}"))
    try:
        yield
    finally:
        with engine.begin() as connection:
            connection.execute(text("DROP FUNCTION full_disk() CASCADE"))
