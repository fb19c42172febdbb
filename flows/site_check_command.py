"""`ningbo-monitor check --sites live|rehearsal`: are the sites what the catalogue expects?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows.settings import Settings, Sites
from flows.site_check import Check, PublisherCheck
from flows.site_report import keep_pages, print_report, report_on, usual_patch, write_patch
from flows.wiring import clock_of
from sources import catalogue as catalogues
from sources.catalogue import Catalogue
from sources.errors import ConfigError, Problem
from sources.findings import Finding
from sources.rehearsal import Rehearsal, story


def check_sites(settings: Settings, publishers: Sequence[str], patch: Path | None, console: Console) -> int:
    """Look, print, write the patch. Returns the exit status. Raises ConfigError."""
    catalogue = only(catalogues.load(), publishers)
    with _playing(settings) as playing:
        report = report_on(_with_progress(Check(playing, catalogue, clock_of(playing)), console))
        file = patch or usual_patch(playing)
    print_report(report, console)
    write_patch(report, file)
    for page in keep_pages(report, file.parent / "pages"):
        console.print(f"not as expected, kept for a look: {page}", soft_wrap=True)
    if report.patch and playing.sites is Sites.REHEARSAL:
        console.print(
            "[yellow]the rehearsal makes up ids that nobody knows: its patch is to be read, not to be kept[/]"
        )
    if report.patch:
        console.print(f"proposed patch: {file}   apply it from the checkout: git apply {file}", soft_wrap=True)
    console.print(report.summary())
    return report.status


def only(catalogue: Catalogue, publishers: Sequence[str]) -> Catalogue:
    """The catalogue with these publishers, all of them where none is named. Raises ConfigError."""
    if unknown := [name for name in publishers if name not in catalogue.publishers]:
        known = ", ".join(catalogue.publishers)
        raise ConfigError("--publisher", [Problem(name, f"is none of {known}") for name in unknown])
    kept = {name: entry for name, entry in catalogue.publishers.items() if not publishers or name in publishers}
    return replace(catalogue, publishers=kept)


@contextmanager
def _playing(settings: Settings) -> Iterator[Settings]:
    """Settings under which the sites answer: a rehearsal of this command's own plays its last day."""
    if settings.sites is Sites.LIVE:
        yield settings
        return
    day = settings.rehearsal_day or story()[-1].day
    with Rehearsal(day=day) as rehearsal:
        chosen = {"rehearsal_port": rehearsal.port, "rehearsal_day": day, "rehearsal_started": None}
        yield settings.model_copy(update=chosen)


def _with_progress(check: Check, console: Console) -> tuple[PublisherCheck, ...]:
    total = sum(len(entry.columns) for entry in check.catalogue.publishers.values())
    layout = (BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("{task.description}"))
    with Progress(*layout, console=console, transient=True) as progress:
        looking = progress.add_task("looking at the sites", total=total)

        def seen(finding: Finding) -> None:
            name = f"{finding.listing.publisher}/{finding.listing.column}: {finding.outcome.value}"
            progress.update(looking, advance=1, description=escape(name))
            if not console.is_terminal:
                console.print(escape(name))

        return check.run(seen)
