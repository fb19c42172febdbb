"""The first tables.

Revision: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import ExactDecimal, Identity, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alert",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("rule", "subject", name=op.f("pk_alert")),
    )
    op.create_index(op.f("ix_alert_state"), "alert", ["state"], unique=False)
    op.create_index(op.f("ix_alert_subject"), "alert", ["subject"], unique=False)
    op.create_table(
        "body",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("compressed", sa.LargeBinary(), nullable=False),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_body")),
    )
    op.create_table(
        "column_state",
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("last_at", Moment(), nullable=False),
        sa.Column("last_outcome", sa.String(), nullable=False),
        sa.Column("last_success", Moment(), nullable=True),
        sa.Column("consecutive_failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", Moment(), nullable=True),
        sa.Column("rows_last_seen", sa.Integer(), nullable=False),
        sa.Column("next_attempt", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("publisher", "column", name=op.f("pk_column_state")),
    )
    op.create_table(
        "cursor",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", Identity(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_cursor")),
    )
    op.create_table(
        "decision",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("transition", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("digest", name=op.f("uq_decision_digest")),
    )
    op.create_index(op.f("ix_decision_transition"), "decision", ["transition"], unique=False)
    op.create_table(
        "observation",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("period_kind", sa.String(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
        sa.UniqueConstraint(
            "series",
            "period_end",
            "period_start",
            "period_kind",
            name=op.f("uq_observation_series_period_end_period_start_period_kind"),
        ),
    )
    op.create_table(
        "outbox",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("receiver", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(), nullable=True),
        sa.Column("last_error", sa.String(), nullable=True),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.Column("died_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_key")),
    )
    op.create_index(
        "ix_outbox_dead",
        "outbox",
        ["died_at"],
        unique=False,
        sqlite_where=sa.text("died_at IS NOT NULL"),
        postgresql_where=sa.text("died_at IS NOT NULL"),
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["receiver", "due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_outbox_group_receiver_id"), "outbox", ["group", "receiver", "id"], unique=False)
    op.create_index(op.f("ix_outbox_sent_at"), "outbox", ["sent_at"], unique=False)
    op.create_table(
        "silence",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("starts_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_silence")),
    )
    op.create_index(op.f("ix_silence_ends_at"), "silence", ["ends_at"], unique=False)
    op.create_table(
        "transition",
        sa.Column("position", Identity(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_transition")),
        sa.UniqueConstraint("id", name=op.f("uq_transition_id")),
    )
    op.create_index(
        op.f("ix_transition_rule_subject_position"), "transition", ["rule", "subject", "position"], unique=False
    )
    op.create_table(
        "visit",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_publisher_column_at"), "visit", ["publisher", "column", "at"], unique=False)
    op.create_table(
        "reception",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("fetched_at", Moment(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("content_type", sa.String(), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["body.sha256"], name=op.f("fk_reception_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reception")),
        sa.UniqueConstraint("url", "fetched_at", "sha256", name=op.f("uq_reception_url_fetched_at_sha256")),
    )
    op.create_index(op.f("ix_reception_sha256_fetched_at"), "reception", ["sha256", "fetched_at"], unique=False)
    op.create_table(
        "release",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("column", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("first_seen", Moment(), nullable=False),
        sa.Column("snapshot", sa.String(), nullable=True),
        sa.Column("fetched_at", Moment(), nullable=True),
        sa.Column("is_read", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_attempt", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["snapshot"], ["body.sha256"], name=op.f("fk_release_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("publisher", "key", name=op.f("uq_release_publisher_key")),
    )
    op.create_index(
        "ix_release_open",
        "release",
        ["publisher", "id"],
        unique=False,
        sqlite_where=sa.text("is_read = 0"),
        postgresql_where=sa.text("NOT is_read"),
    )
    op.create_index(op.f("ix_release_publisher_published_on"), "release", ["publisher", "published_on"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("release_id", Identity(), nullable=False),
        sa.Column("publisher", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("snapshot", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.Column("figures", sa.Integer(), nullable=True),
        sa.Column("refusals", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_reading_release_id")),
        sa.ForeignKeyConstraint(["snapshot"], ["body.sha256"], name=op.f("fk_reading_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint(
            "release_id",
            "document",
            "snapshot",
            "seen_at",
            "published_on",
            name=op.f("uq_reading_release_id_document_snapshot_seen_at_published_on"),
        ),
    )
    op.create_index(op.f("ix_reading_publisher_published_on"), "reading", ["publisher", "published_on"], unique=False)
    op.create_index(op.f("ix_reading_snapshot"), "reading", ["snapshot"], unique=False)
    op.create_table(
        "named_list",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("release_id", Identity(), nullable=False),
        sa.Column("reading_id", Identity(), nullable=False),
        sa.Column("family", sa.String(), nullable=True),
        sa.Column("identity", sa.String(), nullable=False),
        sa.Column("payload", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_named_list_reading_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_named_list_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_named_list")),
        sa.UniqueConstraint(
            "release_id", "identity", "reading_id", name=op.f("uq_named_list_release_id_identity_reading_id")
        ),
    )
    op.create_index(op.f("ix_named_list_family_id"), "named_list", ["family", "id"], unique=False)
    op.create_table(
        "refusal",
        sa.Column("reading_id", Identity(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_refusal_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", "ordinal", name=op.f("pk_refusal")),
    )
    op.create_table(
        "statement",
        sa.Column("id", Identity(), nullable=False),
        sa.Column("observation_id", Identity(), nullable=False),
        sa.Column("reading_id", Identity(), nullable=False),
        sa.Column("value", ExactDecimal(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("qualifier", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("quote", sa.String(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("news", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["observation_id"], ["observation.id"], name=op.f("fk_statement_observation_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_statement_reading_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint(
            "observation_id",
            "reading_id",
            "value",
            "qualifier",
            "status",
            name=op.f("uq_statement_observation_id_reading_id_value_qualifier_status"),
        ),
    )
    op.create_index(
        "ix_statement_news",
        "statement",
        ["id"],
        unique=False,
        sqlite_where=sa.text("news = 1"),
        postgresql_where=sa.text("news"),
    )


def downgrade() -> None:
    raise NotImplementedError("the store is not taken back to an older form: restore a backup")
