"""`reread`: what today's reader makes of the snapshots that are stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.answering import answered
from flows.artifacts import escape, link, table
from flows.clock import beijing_day
from flows.collect import Publisher
from flows.operate.rereading import Reread, to_reread
from flows.operate.rereading import reread as rereadings
from flows.pages.writing import write_page
from flows.spans import Span, span_of
from flows.wiring import house
from sources.series import Figure
from store.vintages import Statement

MOST_ROWS = 400


@flow(name="reread", flow_run_name="reread-{publisher}", retries=0)
def reread(
    publisher: Publisher, first: date | None = None, last: date | None = None, dry_run: bool = True
) -> State[None]:
    """Read the stored snapshots again with today's reader, and show what would change. Nothing is fetched.

    Args:
        publisher: Whose releases to read again.
        first: The first day of publication (Beijing); empty: from the beginning.
        last: The last day; empty: until today.
        dry_run: On: only show what would change. Off: append what is new; the next `watch` judges it like any news. Nothing stored is edited or removed.
    """
    return answered(lambda: _reread(publisher.value, first, last, dry_run))


def _reread(publisher: str, first: date | None, last: date | None, dry_run: bool) -> str:
    span = span_of(first, last, beijing_day(house().clock.now()))
    return summary(read_again(publisher, span.first, span.last, dry_run), dry_run)


@task(cache_policy=NO_CACHE, task_run_name="read-again-{publisher}")
def read_again(publisher: str, first: date, last: date, dry_run: bool) -> list[Reread]:
    home = house()
    done = list(rereadings(home, to_reread(home, publisher, Span(first, last)), apply=not dry_run))
    write_page(
        key=f"reread-{publisher}", markdown=markdown(publisher, done, dry_run), description=summary(done, dry_run)
    )
    return done


def summary(done: Sequence[Reread], dry_run: bool) -> str:
    differing = [one for one in done if not one.is_nothing]
    added = sum(len(d.added) for one in done for d in one.differences)
    gone = sum(len(d.gone) for one in done for d in one.differences)
    did = "would be appended" if dry_run else f"appended, {sum(one.vintages for one in done)} of them new values"
    return f"{len(done)} releases read again, {len(differing)} read otherwise: {added} figures {did}, {gone} no longer read"


def markdown(name: str, done: Sequence[Reread], dry_run: bool) -> str:
    """One table of everything that differs; what came from pages is escaped."""
    rows = [row for one in done for row in _rows(one)]
    shown = table(("release", "change", "series or reason", "period", "value", "sentence"), rows[:MOST_ROWS])
    more = f"\n\n… and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else ""
    head = f"# Stored releases of {escape(name)} read again\n\n{summary(done, dry_run)}\n\n"
    return head + (shown + more if rows else "Everything is read as it was.")


def _rows(one: Reread) -> Iterator[tuple[str, ...]]:
    release = link(one.ref.title[:60], one.ref.url)
    if one.problem:
        yield release, "not understood", "", "", "", escape(one.problem[:300])
    for d in one.differences:
        for figure in d.added:
            yield release, "**+** figure", *_figure(figure)
        for statement in d.gone:
            yield release, "**−** no longer read (stays stored)", *_statement(statement)
        for mark, refusals in (("+", d.refused), ("−", d.no_longer_refused)):
            for refusal in refusals:
                said = (refusal.reason.value, "", escape(refusal.value[:40]), escape(refusal.quote[:160]))
                yield release, f"**{mark}** refused", *said
        for announced in d.lists:
            yield (
                release,
                "**+** list",
                escape(announced.family or ""),
                "",
                str(announced.total or ""),
                escape(announced.title[:160]),
            )


def _figure(figure: Figure) -> tuple[str, ...]:
    value = f"{figure.value:f} {figure.unit.value}"
    return escape(figure.series or ""), figure.period.label_zh(), escape(value), escape(figure.quote[:160])


def _statement(statement: Statement) -> tuple[str, ...]:
    subject, vintage = statement.subject, statement.vintage
    value = f"{vintage.value:f} {vintage.unit.value}"
    return escape(subject.series), subject.period.label_zh(), escape(value), escape(vintage.quote[:160])
