"""What a check of the sites shows and writes: the table, the answers to open questions, the proposed patch, the pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from flows.settings import Settings
from flows.site_check import PublisherCheck
from sources import catalogue
from sources.errors import ConfigError, Problem
from sources.findings import Finding
from sources.open_questions import Answer, answers
from sources.patching import corrections_of, patched, unified
from sources.releases import VisitOutcome

NAME_OF_CATALOGUE = "sources/catalogue/publishers.yaml"
HEADER = ("column", "expected", "found", "rows", "newest", "answered by", "offers", "outcome", "what differs")
MOST_WORDS = 300  # of a cell


@dataclass(frozen=True, slots=True)
class Report:
    checks: tuple[PublisherCheck, ...]
    patch: str  # unified diff of the catalogue's file; empty where it needs none

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for check in self.checks for finding in check.findings)

    @property
    def differing(self) -> int:
        return sum(bool(finding.differs) for finding in self.findings)

    @property
    def status(self) -> int:
        """0: all as expected. 1: something differs. 2: nothing could be looked at."""
        if not any(finding.was_seen for finding in self.findings):
            return 2
        return 1 if self.differing else 0

    def summary(self) -> str:
        seen = sum(finding.was_seen for finding in self.findings)
        learned = sum(len(finding.learned) for finding in self.findings)
        doubts = sum(bool(finding.doubts) for finding in self.findings)
        return (
            f"check: columns={len(self.findings)} seen={seen} differing={self.differing} "
            f"learned={learned} doubtful={doubts}"
        )

    def answers(self) -> tuple[Answer, ...]:
        return tuple(one for check in self.checks for one in answers(check.entry, check.findings, check.hosts))


def report_on(checks: Sequence[PublisherCheck], folder: Path = catalogue.FOLDER) -> Report:
    """Raises ConfigError where the catalogue's file cannot be read."""
    file = folder / "publishers.yaml"
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise ConfigError(str(file), [Problem("file", f"cannot be read: {error.strerror}")]) from error
    wanted = {
        place: corrections
        for check in checks
        for place, corrections in corrections_of(check.entry, check.findings).items()
    }
    return Report(tuple(checks), unified(text, patched(text, wanted), NAME_OF_CATALOGUE))


def cells(finding: Finding) -> tuple[str, ...]:
    """A finding in plain words, in the order of HEADER. What comes from a page is not escaped yet."""
    differs = [*finding.differs, *(f"({doubt})" for doubt in finding.doubts)]
    learned = [f"({one.keys[-1]} learned: {one.found})" for one in finding.learned]
    read = (VisitOutcome.NEW, VisitOutcome.UNCHANGED)
    return (
        finding.listing.column,
        finding.listing.kind.value,
        finding.kind.value if finding.kind else "",
        "" if not finding.was_seen else f"{finding.rows}" + (f" of {finding.total}" if finding.total else ""),
        str(finding.newest or ""),
        finding.answered_by,
        ", ".join(finding.validators),
        "read" if finding.outcome in read else finding.outcome.value,
        "; ".join([*differs, *learned])[:MOST_WORDS],
    )


# -- on a console -----------------------------------------------------------------------------------------------------


def print_report(report: Report, console: Console) -> None:
    """A narrow table a publisher, and below it what is to be said of its columns, so that 80 characters are enough."""
    for check in report.checks:
        console.print(_columns(check))
        for finding in check.findings:
            if said := _said_of(finding):
                style = "red" if finding.differs else "yellow" if finding.doubts else ""
                console.print(Padding(escape(f"{finding.listing.column}: {said}"), (0, 0, 0, 2)), style=style)
        console.print()
    _print_answers(report.answers(), console)


def _columns(check: PublisherCheck) -> Table:
    table = Table(title=f"{check.entry.id} · {check.entry.name_en}", title_justify="left", box=SIMPLE_HEAD)
    for name in ("column", "list", "rows", "newest", "outcome"):
        table.add_column(name, overflow="fold", justify="right" if name == "rows" else "left")
    for finding in check.findings:
        style = "red" if finding.differs else "yellow" if finding.doubts else ""
        column, expected, found, rows, newest, *_, outcome, _ = cells(finding)
        kind = found if found in ("", expected) else f"{found}, not {expected}"
        table.add_row(*(escape(cell or "—") for cell in (column, kind, rows, newest, outcome)), style=style)
    return table


def _said_of(finding: Finding) -> str:
    """What differs, is doubtful or was learned, and which host answered where it was not the column's own."""
    own = urlsplit(finding.listing.url).hostname or ""
    other = f"answered by {finding.answered_by}" if finding.answered_by not in ("", own) else ""
    return "; ".join(filter(None, (other, cells(finding)[-1])))


def _print_answers(told: Iterable[Answer], console: Console) -> None:
    console.print("What the catalogue does not know for certain", style="italic")
    publisher = ""
    for one in told:
        if one.publisher != publisher:
            publisher = one.publisher
            console.print(f"  {publisher}", highlight=False)
        answer = one.answer[:MOST_WORDS] or "cannot be told from here"
        console.print(Padding(f"{escape(one.question)} [bold]{escape(answer)}[/]", (0, 0, 0, 4)), highlight=False)
    console.print()


# -- into files -------------------------------------------------------------------------------------------------------


def write_patch(report: Report, file: Path) -> None:
    """The patch, or nothing where none is needed: a patch of an earlier check is taken away, since it may be applied.

    Raises ConfigError.
    """
    try:
        if report.patch:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(report.patch, encoding="utf-8")
        else:
            file.unlink(missing_ok=True)
    except OSError as error:
        raise ConfigError(str(file), [Problem("--patch", f"cannot be written: {error.strerror}")]) from error


def keep_pages(report: Report, folder: Path) -> tuple[Path, ...]:
    """The last answer of each column that is not as expected, as it came, for whoever must see why."""
    kept = []
    for name, content in _pages(report):
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / name
        file.write_bytes(content)
        kept.append(file)
    return tuple(kept)


def _pages(report: Report) -> Iterator[tuple[str, bytes]]:
    for check in report.checks:
        for column, answer in check.pages:
            kind = "json" if answer.content.lstrip()[:1] in (b"{", b"[") else "html"
            safe = re.sub(r"[^\w-]", "_", column)
            yield f"{check.entry.id}-{safe}.{kind}", answer.content


def usual_patch(settings: Settings) -> Path:
    return settings.data.expanduser().resolve() / "check" / f"{settings.sites.value}.patch"
