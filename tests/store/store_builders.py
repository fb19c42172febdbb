"""Small makers of facts for the store tests: what does not matter to a test is filled in here."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from alerts.lifecycle import Alert, State, Transition
from alerts.notifications import Notification, Reason
from alerts.rules import Evaluation, Outcome
from sources.releases import ListMember, ListStage, NamedList, ReleaseRef, Snapshot, Visit, VisitOutcome
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Status, Unit
from store import observations, snapshots
from store.database import Engine, unit_of_work
from store.observations import Recorded
from store.origins import Origin

APRIL = ReferencePeriod.months(2026, 1, 4)
MAY = ReferencePeriod.months(2026, 1, 5)
SERIES = "ningbo.industrial_output.growth"
NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)  # 12:00 in Beijing


def figure(value: str, period: ReferencePeriod = APRIL, series: str | None = SERIES) -> Figure:
    return Figure(
        indicator="规上工业增加值",
        area="ningbo",
        measure=Measure.GROWTH,
        basis="year_before",
        period=period,
        value=Decimal(value),
        unit=Unit.PCT,
        counter="%",
        qualifier=Qualifier.EXACT,
        status=Status.UNSTATED,
        quote=f"全市规上工业增加值同比增长{value}%",
        span=(14, 14 + len(value)),
        series=series,
    )


def money(value: str, qualifier: Qualifier = Qualifier.EXACT) -> Figure:
    return replace(figure(value), unit=Unit.CNY_100M, measure=Measure.LEVEL, qualifier=qualifier)


def snapshot(
    content: bytes = b"<html>page</html>", url: str = "http://tjj.ningbo.gov.cn/a", at: datetime = NOON
) -> Snapshot:
    return Snapshot(url=url, content=content, content_type="text/html", fetched_at=at)


def origin(release: str, published_on: date, seen_at: datetime | None = None, content: str = "") -> Origin:
    """A reading of a release; different `content` are different bytes."""
    bytes_ = f"{release} {content}".encode()
    return Origin(
        publisher="ningbo",
        release=release,
        url=f"http://tjj.ningbo.gov.cn/{release}",
        title=f"title of {release}",
        published_on=published_on,
        seen_at=seen_at or datetime(published_on.year, published_on.month, published_on.day, 4, tzinfo=UTC),
        snapshot=snapshot(bytes_).sha256,
    )


def read(engine: Engine, where: Origin, *figures: Figure, content: str = "") -> Recorded:
    """Keep the bytes of `where` and record figures from them, in one unit of work."""
    bytes_ = f"{where.release} {content}".encode()
    with unit_of_work(engine) as session:
        snapshots.keep(session, replace(snapshot(bytes_, where.url, where.seen_at)))
        return observations.record(session, where, figures)


def ref(key: str, published_on: date | None = date(2026, 5, 20), title: str = "1-4月") -> ReleaseRef:
    return ReleaseRef("ningbo", "统计数据", key, f"http://tjj.ningbo.gov.cn/{key}.html", title, published_on)


def visit(outcome: VisitOutcome, hours: int = 0, rows: int = 0) -> Visit:
    at = NOON + timedelta(hours=hours)
    return Visit("ningbo", "统计数据", "http://tjj.ningbo.gov.cn/col", at, outcome, "200, 12 rows", rows)


def announced(*members: str, family: str | None = "miit.champions", batch: int = 10) -> NamedList:
    names = tuple(ListMember(name, ("ningbo",)) for name in members)
    return NamedList(family, "制造业单项冠军", ListStage.FINAL, batch, 2026, len(names), names, "公布", (0, 2))


def evaluation(value: str = "7.9", outcome: Outcome = Outcome.BREACHED) -> Evaluation:
    return Evaluation(
        rule="slower",
        subject=SERIES,
        outcome=outcome,
        at=NOON,
        period=APRIL,
        value=Decimal(value),
        unit=Unit.PCT,
        compared_with="recorded 8.8%",
        baseline_value=Decimal("8.8"),
        difference=Decimal("-0.90"),
        difference_unit=Unit.PP,
        why="7.9 < 8.8",
        evidence=None,
    )


def firing(generation: int = 1, subject: str = SERIES, rule: str = "slower") -> Alert:
    return Alert(rule, subject, State.FIRING, NOON, breaches=1, last=evaluation(), generation=generation)


def transition(generation: int = 1, subject: str = SERIES, rule: str = "slower") -> Transition:
    id = f"{rule}|{subject}|{generation}"
    return Transition(id, rule, subject, State.INACTIVE, State.FIRING, NOON, "breached", evaluation())


def notification(key: str, receiver: str = "console", group: str = "ningbo/a") -> Notification:
    return Notification(key, receiver, Reason.FIRST, group, (transition(),), NOON)
