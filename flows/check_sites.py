"""The check of the sites as a flow: what it found is an artifact, its patch stands in the data folder."""

from __future__ import annotations

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from flows.answering import answered
from flows.artifacts import escape, table
from flows.pages.writing import write_page
from flows.site_check import Check
from flows.site_report import HEADER, Report, cells, keep_pages, report_on, usual_patch, write_patch
from flows.wiring import house
from sources.findings import Finding


@flow(name="check-sites", retries=0)
def check_sites() -> State[None]:
    """Look at every column once, show what differs from the catalogue, propose a patch of it. Changes nothing."""
    return answered(look_at_sites)


@task(cache_policy=NO_CACHE)
def look_at_sites() -> str:
    home, log = house(), get_run_logger()

    def seen(finding: Finding) -> None:
        log.info("%s/%s: %s", finding.listing.publisher, finding.listing.column, finding.outcome.value)

    report = report_on(Check(home.settings, home.catalogue, home.clock).run(seen))
    file = usual_patch(home.settings)
    write_patch(report, file)
    keep_pages(report, file.parent / "pages")
    write_page(key="check-sites", markdown=as_markdown(report), description=report.summary())
    log.info("%s; patch: %s", report.summary(), file if report.patch else "none needed")
    return report.summary()


def as_markdown(report: Report) -> str:
    parts = [f"# Sites beside the catalogue\n\n{escape(report.summary())}"]
    for check in report.checks:
        rows = (tuple(escape(cell) or "—" for cell in cells(finding)) for finding in check.findings)
        parts.append(f"## {escape(check.entry.id)}\n\n{table(HEADER, rows)}")
    told = ((escape(a.publisher), escape(a.question), escape(a.answer) or "cannot be told") for a in report.answers())
    parts.append(
        f"## What the catalogue does not know for certain\n\n{table(('publisher', 'question', 'answer'), told)}"
    )
    if report.patch:
        parts.append("## Proposed patch\n\n" + "\n".join(f"    {line}" for line in report.patch.splitlines()))
    return "\n\n".join(parts)
