"""What receivers were told last, taken over from the outbox; and acknowledgements.

Revision: 0002
"""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "acknowledgement",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject", "generation", name=op.f("pk_acknowledgement")),
    )
    told = op.create_table(
        "told",
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("firing", sa.Boolean(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("receiver", "rule", "subject", name=op.f("pk_told")),
    )
    op.create_index(op.f("ix_told_subject"), "told", ["subject"], unique=False)
    op.create_index(op.f("ix_told_firing"), "told", ["firing"], unique=False)
    if known := _told_so_far():
        op.bulk_insert(told, known)


def _told_so_far() -> list[dict[str, Any]]:
    """From every promise in the outbox, oldest first. Written out here: a migration must not change with the program."""
    last: dict[tuple[str, str, str], dict[str, Any]] = {}
    outbox = op.get_bind().execute(sa.text("SELECT payload FROM outbox ORDER BY id"))
    for (payload,) in outbox:
        promise = json.loads(payload)
        for move in promise.get("transitions", ()):
            key = (promise["receiver"], move["rule"], move["subject"])
            repeated = promise["reason"] == "repeat" and key in last
            last[key] = {
                "transition": move["id"],
                "state": "inactive" if move["evaluation"].get("event") else move["after"],
                "at": promise["created_at"],
                "repeats": last[key]["repeats"] + 1 if repeated else 0,
                "group": promise["group"],
            }
    return [
        {
            "receiver": receiver,
            "rule": rule,
            "subject": subject,
            "firing": said["state"] == "firing",
            "payload": json.dumps(said, ensure_ascii=False),
        }
        for (receiver, rule, subject), said in last.items()
    ]
