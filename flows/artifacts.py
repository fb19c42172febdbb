"""What operators see in the Prefect UI: the scoreboard, and for each run what was new and refused.

Artifacts are rendered as Markdown; everything that came from a page is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from prefect.context import FlowRunContext
from prefect.settings import PREFECT_UI_URL, get_current_settings

from alerts.scoreboard import Row, by_attention
from alerts.scoreboard import scoreboard as rows_of
from flows.pages.addresses import leading_to
from flows.pages.keys import key_of
from flows.pages.writing import write_page
from flows.wiring import House
from sources.visible import one_line
from store import alert_states, observations
from store.database import read_only

if TYPE_CHECKING:
    from flows.collect import Collected
    from flows.deliver import Delivered

MOST_ROWS = 300


def escape(text: str) -> str:
    """Scraped text for a cell of a Markdown table: no markup, no link, no HTML, one line; a long address may be broken."""
    entities = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    marked = re.sub(r"([\\`*_{}\[\]()#+!|~$-])", r"\\\1", entities)
    unlinked = re.sub(r"(?i)\b(https?|ftp|www)([:.])", "\\1\u200b\\2", marked)
    return re.sub(r"\S+://\S+", lambda address: re.sub(r"([/?=.])(?=\w)", "\\1\u200b", address[0]), unlinked)


def link(text: str, url: str) -> str:
    """A link whose address is one of ours or a publisher's; anything but plain http(s) is shown as text."""
    if not re.fullmatch(r"https?://[^\s<>()\[\]\"'\\|]+", url):
        return escape(text)
    return f"[{escape(text)}]({url})"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Cells must be escaped already."""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)


def link_to_this_run() -> str:
    """Where the running flow run is shown, empty outside a server with a UI."""
    context = FlowRunContext.get()
    base = PREFECT_UI_URL.value()
    if context is None or context.flow_run is None or not base or not get_current_settings().server.ui.enabled:
        return ""
    return f"{base}/v2/runs/flow-run/{context.flow_run.id}"


# -- collect --------------------------------------------------------------------------------------------------------


def collected(collected: Collected) -> None:
    """What a run of `collect` saw, kept, read and refused."""
    blind = sum(not visit.outcome.could_look for visit in collected.visits)
    unseen = f"{blind} of {len(collected.visits)} columns NOT seen, " if blind else ""
    write_page(
        key=f"collected-{collected.publisher}",
        markdown=collected_markdown(collected),
        description=f"{unseen}{len(collected.read)} releases read, {collected.vintages} new values, {collected.refusals} refusals",
    )


def collected_markdown(collected: Collected) -> str:
    visits = table(
        ("column", "outcome", "rows", "new", "evidence"),
        (
            (escape(v.column), v.outcome.value, str(v.rows), str(v.new_releases), escape(v.evidence[:300]))
            for v in collected.visits
        ),
    )
    failed = [(link(f.ref.title, f.ref.url), escape(f.problem[:300])) for f in collected.fetched if f.problem]
    failed += [(link(r.ref.title, r.ref.url), escape(r.problem[:300])) for r in collected.read if r.problem]
    new = [
        (
            escape(v.observation.series),
            v.observation.period.label_zh(),
            format(v.vintage.value, "f"),
            "revision" if v.is_revision else "new",
            escape(v.vintage.quote[:200]),
            link(r.ref.title[:60], r.ref.url),
        )
        for r in collected.read
        for v in r.vintages
    ]
    refused = [
        (
            refusal.reason.value,
            escape(refusal.value[:40]),
            escape(refusal.quote[:200]),
            link(r.ref.title[:60], r.ref.url),
        )
        for r in collected.read
        for refusal in r.refusals
    ]
    parts = [f"# {escape(collected.publisher)}", "## Columns", visits]
    parts += ["## Not fetched or not understood", table(("release", "problem"), failed)] if failed else []
    parts += (
        ["## New values", _shortened(("series", "period", "value", "", "read from", "release"), new)] if new else []
    )
    parts += ["## Refused", _shortened(("reason", "number", "sentence", "release"), refused)] if refused else []
    return "\n\n".join(parts)


def _shortened(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    shown = table(header, rows[:MOST_ROWS])
    return shown if len(rows) <= MOST_ROWS else f"{shown}\n\n… and {len(rows) - MOST_ROWS} more"


# -- scoreboard -------------------------------------------------------------------------------------------------------


def scoreboard_rows(home: House) -> tuple[Row, ...]:
    series = {r.series for r in home.baseline.figures.values() if r.series}
    with read_only(home.store) as session:
        histories = observations.histories(session, series)
        alerts = [held.alert for held in alert_states.everything(session)]
    return rows_of(home.baseline, histories, alerts, home.rulebook, home.clock.now())


def scoreboard(home: House) -> None:
    """Every recorded figure beside the newest value; the same key over time, so that versions can be compared."""
    rows = scoreboard_rows(home)
    write_page(
        key="scoreboard",
        markdown=scoreboard_markdown(rows),
        description=f"{sum(row.newest_value is not None for row in rows)} of {len(rows)} recorded figures have a value from an official release",
    )


HEADER = ("recorded figure", "recorded", "newest", "difference", "verdict", "alert")
_ON_A_PAGE = ("recorded figure", "recorded", "newest, and what it says", "alert")


def scoreboard_cells(row: Row) -> tuple[str, ...]:
    """A row in plain words, in the order of HEADER. Names and values are as Chinese releases say them."""
    alert = row.state.value if row.state else row.watched.en
    stale = " (a newer one is due)" if row.stale else ""
    return (
        row.name.zh,
        row.record.zh,
        f"{row.newest.zh}{stale}" if row.newest.zh else "",
        row.difference_words.zh,
        row.verdict.value.replace("_", " "),
        alert,
    )


def scoreboard_markdown(rows: Sequence[Row]) -> str:
    """What needs attention first. Few columns, so that it can be read on a phone."""
    how = (
        "What needs attention comes first. A figure's name leads to its chart, an alert (*firing*) to its history: why it was "
        "sent, and how to keep it quiet. `show` writes a page that is not there yet."
    )
    return f"# Scoreboard\n\n{how}\n\n" + table(_ON_A_PAGE, map(_leading_on, by_attention(rows)))


def _leading_on(row: Row) -> tuple[str, ...]:
    name, record, newest, difference, verdict, alert = map(escape, scoreboard_cells(row))
    if row.series is not None and row.newest_value is not None:
        name = leading_to(name, key_of("series", row.series))
    if row.alert:
        alert = f"{leading_to(alert, key_of('alert', row.alert))} {escape(row.alert.partition('/')[0])}"
    age = f"{row.age_days} d old" if row.age_days is not None else ""
    said = (newest, difference, verdict, age, link("release", row.url) if row.url else "")
    return name, record or "—", ", ".join(filter(None, said)), alert or "—"


# -- deliver ----------------------------------------------------------------------------------------------------------


def delivered(deliveries: Sequence[Delivered]) -> None:
    rows = (
        (
            escape(d.entry.notification.receiver),
            d.entry.notification.reason.value,
            escape(d.entry.notification.group),
            d.state.value,
            escape((d.receipt.answer if d.receipt else d.problem)[:300]),
        )
        for d in deliveries
    )
    write_page(
        key="delivered",
        markdown="# Deliveries\n\n" + table(("receiver", "reason", "about", "state", "answer"), rows),
        description=f"{sum(1 for d in deliveries if d.receipt)} of {len(deliveries)} delivered",
    )
