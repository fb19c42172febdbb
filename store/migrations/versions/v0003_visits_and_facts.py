"""What a column answered last, by hash; what releases say, by hash; what happened to releases after they were found.

Revision: 0003
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import Identity, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("column_state", sa.Column("trail", sa.String(), nullable=True))
    op.add_column("release", sa.Column("says", sa.String(), nullable=True))
    op.create_index("ix_release_says", "release", ["publisher", "says"], unique=False)
    op.create_table(
        "release_fact",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_fact")),
    )
    op.create_index("ix_release_fact_publisher_key", "release_fact", ["publisher", "key"], unique=False)
