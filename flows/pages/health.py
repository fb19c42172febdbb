"""The page that says in one look whether the watcher can be trusted, and the report of every column."""

from __future__ import annotations

from flows.artifacts import escape, table
from flows.condition import Condition, condition
from flows.pages.writing import write_page
from flows.status import COLUMNS, cells, facts
from flows.wiring import House
from store import visits
from store.database import read_only


def show_condition(home: House) -> str:
    found = condition(home)
    said = "; ".join(found.needs_a_person()) or "nothing needs a person"
    write_page(key="status", markdown=markdown(found), description=escape(said))
    return "status"


def markdown(found: Condition) -> str:
    problems = [f"- **{escape(problem)}**" for problem in found.needs_a_person()]
    verdict = "\n".join(problems) if problems else "Nothing needs a person."
    overdue = [(escape(a.subject), escape(a.last.why if a.last else "")) for a in found.overdue]
    rows = [
        (*map(escape, row[:2]), *(escape(c) if good else f"**{escape(c)}**" for c in row[2:]))
        for row, good in cells(found)
    ]
    parts = [f"# Can it be trusted today? ({found.at:%Y-%m-%d %H:%M} UTC)", verdict, "## Sources", table(COLUMNS, rows)]
    parts += ["## Overdue", table(("series", "why"), overdue)] if overdue else []
    parts += ["## The rest", table(("what", "how it is"), ((name, escape(value)) for name, value in facts(found)))]
    return "\n\n".join(parts)


def show_visits(home: House) -> str:
    """Each column, what came of the last look, the evidence for it, and when one last succeeded."""
    with read_only(home.store) as session:
        states = visits.states(session)
        last = [(state, visits.recent(session, state.publisher, state.column, 1)) for state in states]
    rows = (
        (
            state.publisher,
            escape(state.column),
            state.last_outcome.value if state.last_outcome.could_look else f"**{state.last_outcome.value}**",
            f"{state.last_at:%Y-%m-%d %H:%M}",
            f"{state.last_success:%Y-%m-%d %H:%M}" if state.last_success else "never",
            str(state.rows_last_seen),
            escape(visit[0].evidence[:300] if visit else ""),
        )
        for state, visit in last
    )
    header = ("publisher", "column", "outcome", "looked (UTC)", "last success (UTC)", "rows", "evidence")
    blind = sum(not state.last_outcome.could_look for state in states)
    write_page(
        key="visits",
        markdown=f"# Visits\n\n{table(header, rows)}",
        description=f"{len(states)} columns, {blind} not seen",
    )
    return "visits"
