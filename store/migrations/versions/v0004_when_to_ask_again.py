"""When to ask again whether somebody is to be told of an alert, under which circumstances that was settled; and an index.

Revision: 0004
"""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

from store.columns import Moment

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing is settled yet, so the first look asks about everything that stands."""
    op.add_column("alert", sa.Column("ask_at", Moment(), nullable=True))
    due = sa.text("ask_at IS NOT NULL")
    op.create_index("ix_alert_ask_at", "alert", ["ask_at"], sqlite_where=due, postgresql_where=due)
    op.create_table(
        "circumstances",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_circumstances")),
    )
    op.add_column("told", sa.Column("group", sa.String(), nullable=False, server_default=sa.text("''")))
    _name_groups()
    op.drop_index(op.f("ix_told_firing"), "told")
    index = ("ix_told_firing", "told", ["receiver", "group"])
    op.create_index(*index, sqlite_where=sa.text("firing = 1"), postgresql_where=sa.text("firing"))
    op.drop_index("ix_reading_publisher_published_on", "reading")
    newest = "ix_reading_publisher_published_on_seen_at_id"
    op.create_index(newest, "reading", ["publisher", "published_on", "seen_at", "id"], unique=False)


def _name_groups() -> None:
    names = ("receiver", "rule", "subject", "payload", "group")
    told = sa.table("told", *(sa.column(name, sa.String()) for name in names))
    for line in op.get_bind().execute(sa.select(told)).all():
        mine = (told.c.receiver == line[0]) & (told.c.rule == line[1]) & (told.c.subject == line[2])
        op.get_bind().execute(told.update().where(mine).values(group=json.loads(line[3]).get("group", "")))
