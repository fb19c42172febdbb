"""`show`: any page anew, for those who look for it now. `status` does the one about the watcher itself on schedule."""

from __future__ import annotations

from enum import StrEnum

from prefect import flow
from prefect.client.schemas.objects import State

from flows import artifacts
from flows.answering import Refused, answered
from flows.finding import find_release
from flows.pages.alert import show_alert
from flows.pages.health import show_condition, show_visits
from flows.pages.release import show_release
from flows.pages.rules import show_rules
from flows.pages.series import show_series
from flows.wiring import House, house
from store.database import read_only


class Page(StrEnum):
    """Which page."""

    SCOREBOARD = "scoreboard"
    SERIES = "a series"
    RELEASE = "a release"
    ALERT = "an alert"
    VISITS = "visits of the sources"
    STATUS = "status of the watcher"
    RULES = "rules in force"


@flow(name="show", flow_run_name="show-{page}", retries=0)
def show(page: Page = Page.STATUS, name: str = "") -> State[None]:
    """Write a page anew. It stands under Artifacts, under the key that this run names. Changes nothing.

    Args:
        page: Which page to write.
        name: Of a series: its id. Of a release: publisher/key, its address, or a part of its title. Of an alert: RULE/SUBJECT. Else empty.
    """
    return answered(lambda: _written(_show(house(), page, name.strip())))


def _written(*keys: str) -> str:
    """Where it is to be found: the tab of the run, or its address."""
    return f"written, see the tab Artifacts: {' and '.join(keys)}"


def _show(home: House, page: Page, name: str) -> str:
    if page in (Page.SERIES, Page.RELEASE, Page.ALERT) and not name:
        raise Refused(f"which one? `name` says {page.value}")
    match page:
        case Page.SCOREBOARD:
            artifacts.scoreboard(home)
            return "scoreboard"
        case Page.SERIES:
            return show_series(home, name)
        case Page.RELEASE:
            with read_only(home.store) as session:
                release = find_release(session, name)
            return show_release(home, release)
        case Page.ALERT:
            return show_alert(home, name)
        case Page.VISITS:
            return show_visits(home)
        case Page.STATUS:
            return show_condition(home)
        case Page.RULES:
            return show_rules(home)


@flow(name="status", flow_run_name="status", retries=0)
def status() -> State[None]:
    """Write the pages that say whether the watcher can be trusted today, and what each column answered."""
    return answered(lambda: _written(show_condition(house()), show_visits(house())))
