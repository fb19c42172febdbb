"""The page that says in one look whether the watcher can be trusted, and the report of every column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flows.artifacts import escape, table
from flows.condition import Condition, condition
from flows.pages.addresses import DEPLOYMENTS, deployments_named, leading_to
from flows.pages.expected import expected_next
from flows.pages.writing import write_page
from flows.status import facts, shown
from flows.wiring import House
from store import visits
from store.database import read_only
from store.visits import ColumnState


def show_condition(home: House) -> str:
    found = condition(home)
    said = "; ".join(found.needs_a_person()) or "nothing needs a person"
    write_page(key="status", markdown=markdown(found, expected_next(home)), description=escape(said))
    return "status"


def markdown(found: Condition, expected: str = "") -> str:
    """Few columns, so that it can be read on a phone; what each column answered stands under `visits`."""
    problems = [f"- **{escape(problem)}**" for problem in found.needs_a_person()]
    verdict = "\n".join(problems) if problems else "Nothing needs a person."
    overdue = [(escape(a.subject), escape(a.last.why if a.last else "")) for a in found.overdue]
    parts = ["# Can it be trusted today?", f"{_as_of(found.at)}", verdict]
    parts += ["## Not seen", _AGAIN, table(("column", "outcome", "last success", "next attempt"), _unseen(found))]
    parts = parts if found.blind else parts[:3]
    parts += ["## Sources", table(("publisher", "columns seen", "last success (Beijing)"), _by_publisher(found))]
    parts += ["## Overdue", table(("series", "why"), overdue)] if overdue else []
    parts += ["## Expected next", expected] if expected else []
    parts += ["## The rest", table(("what", "how it is"), ((name, escape(value)) for name, value in facts(found)))]
    return "\n\n".join(parts)


def _as_of(now: datetime) -> str:
    anew = f"[`status`]({deployments_named('status')})"
    return f"As of {shown(now)} in Beijing; written every hour, and anew by {anew}, its name, **Run**, **Quick run**."


_AGAIN = (
    f"To look again now: [Deployments]({DEPLOYMENTS}), the publisher's name, **Run**, **Quick run**; with `insist` on, also at "
    "what is being left alone since its site refused us. What each column answered stands under "
    f"{leading_to('visits', 'visits')}. Times are Beijing's."
)


def _unseen(found: Condition) -> Iterator[tuple[str, ...]]:
    for column in found.blind:
        yield (
            escape(f"{column.publisher} · {column.column}"),
            f"**{column.last_outcome.value}**, {column.consecutive_failures} in a row",
            shown(column.last_success) or "never",
            shown(column.next_attempt) or "next slot",
        )


def _by_publisher(found: Condition) -> Iterator[tuple[str, ...]]:
    for publisher, success in found.last_success().items():
        seen = [column.last_outcome.could_look for column in found.columns if column.publisher == publisher]
        count = f"{sum(seen)} of {len(seen)}"
        yield escape(publisher), count if all(seen) else f"**{count}**", shown(success) or "**never**"


def show_visits(home: House) -> str:
    """Each column, what came of the last look, the evidence for it, and when one last succeeded; the worst first."""
    with read_only(home.store) as session:
        states = visits.states(session)
        last = [(state, visits.recent(session, state.publisher, state.column, 1)) for state in states]
    by_publisher: dict[str, list[tuple[str, ...]]] = {}
    for state, visit in sorted(last, key=lambda one: one[0].last_outcome.could_look):
        evidence = escape(visit[0].evidence[:300] if visit else "")
        by_publisher.setdefault(state.publisher, []).append((escape(state.column), _looked(state), evidence))
    parts = [
        f"## {escape(publisher)}\n\n{table(('column', 'last look (Beijing)', 'evidence'), rows)}"
        for publisher, rows in by_publisher.items()
    ]
    blind = sum(not state.last_outcome.could_look for state in states)
    said = f"{len(states)} columns, {blind} not seen"
    write_page(
        key="visits",
        markdown="\n\n".join(["# Visits", f"{said}. {_as_of(home.clock.now())}", *parts]),
        description=said,
    )
    return "visits"


def _looked(state: ColumnState) -> str:
    if state.last_outcome.could_look:
        return f"{state.last_outcome.value}, {shown(state.last_at)}, {state.rows_last_seen} rows"
    return (
        f"**{state.last_outcome.value}**, {shown(state.last_at)}; last success: {shown(state.last_success) or 'never'}"
    )
