"""The tables. A row does not validate and never leaves `store/`.

Facts are appended (bodies, receptions, readings, statements, lists, visits, transitions, decisions). What is edited is
state that can be told again from them (releases, column states, alerts) or belongs to delivery (outbox, silences).

A *statement* is one figure as one reading gives it. Vintages are not stored: they are the steps between the statements
of an observation in order of publication, so that the order in which releases were read cannot matter.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import Index, MetaData, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from store.columns import ExactDecimal, Identity, Moment

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel):
    metadata: ClassVar[MetaData] = METADATA


class BodyRow(Row, table=True):
    """Bytes as received, compressed; once for each content."""

    __tablename__ = "body"
    sha256: str = Field(primary_key=True)
    size: int
    compressed: bytes
    first_seen: datetime = Field(sa_type=Moment)


class ReceptionRow(Row, table=True):
    """One answer of a site: which content came from which address, when, with which validators."""

    __tablename__ = "reception"
    __table_args__ = (UniqueConstraint("url", "fetched_at", "sha256"), Index(None, "sha256", "fetched_at"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    url: str
    sha256: str = Field(foreign_key="body.sha256")
    fetched_at: datetime = Field(sa_type=Moment)
    status: int
    content_type: str
    answered_by: str
    etag: str | None
    last_modified: str | None


class ReleaseRow(Row, table=True):
    """A release as its list names it, and how far we are with it. `is_read`: the newest bytes of it were read.

    `says`: the hash of its title and text, without what surrounds them on the page.
    """

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("publisher", "key"),
        Index(None, "publisher", "published_on"),
        Index("ix_release_says", "publisher", "says"),
        Index(
            "ix_release_open", "publisher", "id", sqlite_where=text("is_read = 0"), postgresql_where=text("NOT is_read")
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    publisher: str
    column: str
    key: str
    url: str
    title: str
    published_on: date | None
    first_seen: datetime = Field(sa_type=Moment)
    snapshot: str | None = Field(default=None, foreign_key="body.sha256")
    fetched_at: datetime | None = Field(default=None, sa_type=Moment)
    is_read: bool = False
    attempts: int = 0
    next_attempt: datetime | None = Field(default=None, sa_type=Moment)
    says: str | None = None


class ReleaseFactRow(Row, table=True):
    """What happened to a release after its list had named it."""

    __tablename__ = "release_fact"
    __table_args__ = (Index(None, "publisher", "key"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    publisher: str
    key: str
    at: datetime = Field(sa_type=Moment)
    kind: str
    detail: str


class ReadingRow(Row, table=True):
    """That one document of a release was read from certain bytes. Statements, refusals and lists hang on it.

    The time of reception belongs to it: a page that is changed and changed back says its first figures once more.
    """

    __tablename__ = "reading"
    __table_args__ = (
        UniqueConstraint("release_id", "document", "snapshot", "seen_at", "published_on"),
        Index(
            None, "publisher", "published_on", "seen_at", "id"
        ),  # the newest of a publisher, however many came at once
        Index(None, "snapshot"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    release_id: int = Field(foreign_key="release.id", sa_type=Identity)
    publisher: str
    document: str
    snapshot: str = Field(foreign_key="body.sha256")
    url: str
    title: str
    published_on: date
    seen_at: datetime = Field(sa_type=Moment)
    figures: int | None = None
    refusals: int | None = None


class RefusalRow(Row, table=True):
    __tablename__ = "refusal"
    reading_id: int = Field(primary_key=True, foreign_key="reading.id", sa_type=Identity)
    ordinal: int = Field(primary_key=True)
    reason: str
    value: str
    quote: str
    span_start: int
    span_end: int


class ObservationRow(Row, table=True):
    __tablename__ = "observation"
    __table_args__ = (UniqueConstraint("series", "period_end", "period_start", "period_kind"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    series: str
    period_kind: str
    period_start: date
    period_end: date


class StatementRow(Row, table=True):
    """`news`: a vintage that nobody had seen before it arrived; `id` is its place in the order of arrival."""

    __tablename__ = "statement"
    __table_args__ = (
        UniqueConstraint("observation_id", "reading_id", "value", "qualifier", "status"),
        Index("ix_statement_news", "id", sqlite_where=text("news = 1"), postgresql_where=text("news")),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    observation_id: int = Field(foreign_key="observation.id", sa_type=Identity)
    reading_id: int = Field(foreign_key="reading.id", sa_type=Identity)
    value: Decimal = Field(sa_type=ExactDecimal)
    unit: str
    qualifier: str
    status: str
    quote: str
    span_start: int
    span_end: int
    news: bool


class NamedListRow(Row, table=True):
    """One announced list; a row only where it differs from what the same release announced before."""

    __tablename__ = "named_list"
    __table_args__ = (
        UniqueConstraint("release_id", "identity", "reading_id"),
        Index(None, "family", "id"),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    release_id: int = Field(foreign_key="release.id", sa_type=Identity)
    reading_id: int = Field(foreign_key="reading.id", sa_type=Identity)
    family: str | None
    identity: str
    payload: str


class VisitRow(Row, table=True):
    __tablename__ = "visit"
    __table_args__ = (Index(None, "publisher", "column", "at"),)
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    publisher: str
    column: str
    at: datetime = Field(sa_type=Moment)
    outcome: str
    payload: str


class ColumnStateRow(Row, table=True):
    __tablename__ = "column_state"
    publisher: str = Field(primary_key=True)
    column: str = Field(primary_key=True)
    url: str
    last_at: datetime = Field(sa_type=Moment)
    last_outcome: str
    last_success: datetime | None = Field(default=None, sa_type=Moment)
    consecutive_failures: int
    failing_since: datetime | None = Field(default=None, sa_type=Moment)
    rows_last_seen: int
    next_attempt: datetime | None = Field(default=None, sa_type=Moment)
    trail: str | None = None  # what it answered when it was last seen, by hash


class CursorRow(Row, table=True):
    __tablename__ = "cursor"
    name: str = Field(primary_key=True)
    position: int = Field(sa_type=Identity)


class TurnRow(Row, table=True):
    """When a host may be asked again; only where several machines share the store."""

    __tablename__ = "turn"
    host: str = Field(primary_key=True)
    free_at: datetime = Field(sa_type=Moment)


class AlertRow(Row, table=True):
    """`version` counts saves, also those without a transition, so that two watchers cannot both save.

    `ask_at`: when to ask again whether somebody is to be told of it; None: not before it moves, see `store/asking.py`.
    """

    __tablename__ = "alert"
    __table_args__ = (
        Index(None, "subject"),
        Index(None, "state"),
        Index(
            "ix_alert_ask_at",
            "ask_at",
            sqlite_where=text("ask_at IS NOT NULL"),
            postgresql_where=text("ask_at IS NOT NULL"),
        ),
    )
    rule: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    state: str
    generation: int
    version: int
    payload: str
    ask_at: datetime | None = Field(default=None, sa_type=Moment)


class CircumstancesRow(Row, table=True):
    """What it depends on whether those alerts are told that stand: as it was when it was last asked of all of them."""

    __tablename__ = "circumstances"
    name: str = Field(primary_key=True)
    digest: str


class TransitionRow(Row, table=True):
    __tablename__ = "transition"
    __table_args__ = (UniqueConstraint("id"), Index(None, "rule", "subject", "position"))
    position: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    id: str
    rule: str
    subject: str
    at: datetime = Field(sa_type=Moment)
    payload: str


class DecisionRow(Row, table=True):
    __tablename__ = "decision"
    __table_args__ = (UniqueConstraint("digest"), Index(None, "transition"))
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    digest: str  # of the payload: the same decision is kept once
    transition: str
    payload: str


class SilenceRow(Row, table=True):
    __tablename__ = "silence"
    __table_args__ = (Index(None, "ends_at"),)
    id: str = Field(primary_key=True)
    starts_at: datetime = Field(sa_type=Moment)
    ends_at: datetime = Field(sa_type=Moment)
    payload: str


class AcknowledgementRow(Row, table=True):
    """Somebody has taken one change of an alert on: `generation` says which."""

    __tablename__ = "acknowledgement"
    rule: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    generation: int = Field(primary_key=True)
    payload: str


class ToldRow(Row, table=True):
    """What a receiver was told last of one alert. `firing`: that it fires, and it was not told that it ended."""

    __tablename__ = "told"
    __table_args__ = (
        Index(None, "subject"),
        Index("ix_told_firing", "receiver", "group", sqlite_where=text("firing = 1"), postgresql_where=text("firing")),
    )
    receiver: str = Field(primary_key=True)
    rule: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    firing: bool
    payload: str
    group: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class OutboxRow(Row, table=True):
    """`due_at`: when it may be claimed; of an entry that is being sent, when its lease ends. None: sent or dead."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("key"),
        Index(
            "ix_outbox_due",
            "receiver",
            "due_at",
            sqlite_where=text("due_at IS NOT NULL"),
            postgresql_where=text("due_at IS NOT NULL"),
        ),
        Index(None, "group", "receiver", "id"),
        Index(None, "sent_at"),
        Index(
            "ix_outbox_dead",
            "died_at",
            sqlite_where=text("died_at IS NOT NULL"),
            postgresql_where=text("died_at IS NOT NULL"),
        ),
    )
    id: int | None = Field(default=None, primary_key=True, sa_type=Identity)
    key: str
    receiver: str
    group: str
    state: str
    payload: str
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    attempts: int = 0
    token: str | None = None
    last_error: str | None = None
    receipt: str | None = None
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    died_at: datetime | None = Field(default=None, sa_type=Moment)
