"""A house whose store is filled by hand: what a release says, when it came out, and when it was seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from alerts.receivers import Receiver, Receivers
from flows.clock import StoppedClock
from flows.settings import Settings
from flows.wiring import House, house
from sources.releases import Snapshot, Visit, VisitOutcome
from sources.series import Figure, Measure, Qualifier, ReferencePeriod, Status, Unit
from store import observations, snapshots, visits
from store.database import Engine, unit_of_work
from store.origins import Origin

IVA = "ningbo-iva-above-scale-growth-cumulative"
INVESTMENT = "ningbo-mfg-investment-growth-cumulative"
DESK = Receiver.model_validate(
    {"name": "desk", "url": "console://", "routes": [{"about": "figures"}, {"about": "watching"}], "repeat_hours": 24}
)


def house_on(store: Engine, at: datetime, tmp_path: Path, *receivers: Receiver) -> House:
    """The real catalogue, figures and rules on a store that is given, at a moment that is given."""
    home = house(Settings(sites="live", data=tmp_path, database_url=None))
    told = Receivers({r.name: r for r in receivers}) if receivers else home.receivers
    return replace(home, store=store, clock=StoppedClock(at), receivers=told)


def at(day: str, hour: int = 4) -> datetime:
    """`hour` is UTC: 4 is noon in Beijing."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=hour)


def publish(
    store: Engine, months: int, value: str, on: str, seen: datetime | None = None, series: str = IVA, year: int = 2026
) -> None:
    """A release that says one growth rate of January to `months`."""
    name = f"{series}-{year}-{months}-{on}"
    quote = f"1—{months}月同比增长{value}%"
    figure = Figure(
        indicator="规模以上工业增加值",
        area="ningbo",
        measure=Measure.GROWTH,
        basis="yoy",
        period=ReferencePeriod.months(year, 1, months),
        value=Decimal(value),
        unit=Unit.PCT,
        counter="%",
        qualifier=Qualifier.EXACT,
        status=Status.UNSTATED,
        quote=quote,
        span=(quote.index(value), quote.index(value) + len(value)),
        series=series,
    )
    moment = seen or at(on)
    url = f"https://tjj.ningbo.gov.cn/{name}.html"
    page = Snapshot(url=url, content=name.encode(), content_type="text/html", fetched_at=moment)
    origin = Origin("ningbo-stats", name, url, f"1—{months}月经济运行情况", date.fromisoformat(on), moment, page.sha256)
    with unit_of_work(store) as session:
        snapshots.keep(session, page)
        observations.record(session, origin, [figure])


def looked(store: Engine, moment: datetime, publisher: str = "ningbo-stats") -> None:
    """A visit that found nothing new."""
    made = Visit(publisher, "数据发布", "https://tjj.ningbo.gov.cn/", moment, VisitOutcome.UNCHANGED, "12 rows", 12)
    with unit_of_work(store) as session:
        visits.record(session, made)
