"""How much is read right, and what is read differently, in the sets of tests/examinations.

make bench-quality                  or: python -m bench.reading_quality [SET ...] [--show]
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from alerts.baseline import Baseline
from alerts.baseline import load as load_baseline
from bench.examination import Case, load, names
from bench.marking import Mark, Marked, Marking, Outcome, names_of
from flows.read_command import as_object, whose
from sources.catalogue import Catalogue
from sources.catalogue import load as load_catalogue
from sources.documents import read_document
from sources.errors import LayoutChanged, NotARelease
from sources.pages import read_page
from sources.reading.release import read
from sources.reading.vocabulary import Vocabulary
from sources.releases import Reading

SHOWN = [outcome for outcome in Outcome if outcome not in (Outcome.RIGHT, Outcome.REFUSED)]
LEGEND = "despite: read although it must be refused; beyond: read, and not in the key; refused: of those that must be"
BEFORE, AFTER = 46, 14  # characters of the sentence that --show gives around a number


@dataclass(frozen=True, slots=True)
class Score:
    """Whole numbers of figures; a reading that differs from an optional entry of the key counts as different only."""

    expected: int
    right: int
    different: int
    missed: int
    read_despite: int
    beyond: int
    to_refuse: int
    refused: int
    fields: tuple[tuple[str, int], ...]

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(catalogue())


@cache
def baseline() -> Baseline:
    return load_baseline(catalogue())


@cache
def known_names() -> dict[str, set[str]]:
    return names_of(catalogue())


def reading_of(case: Case) -> Reading:
    """The case read as the command `read` reads a file. Raises NotARelease, LayoutChanged."""
    page = read_page(case.text.encode(), "") if case.html else None
    document = page.document if page else read_document(case.text.encode(), f"{case.id}.txt")
    published = case.published or (page.published if page else None)
    return read(document, whose(case.publisher, page, catalogue()).area, published, vocabulary())


def marked(case: Case) -> Marked:
    """A page that must be refused whole counts as one expected figure, read right when it is."""
    try:
        reading = reading_of(case)
    except (NotARelease, LayoutChanged) as error:
        outcome = Outcome.RIGHT if case.refused_whole else Outcome.MISSED
        numbers = ["the page"] if case.refused_whole else [one.number for one in case.expected if not one.optional]
        return Marked(case, "", tuple(Mark(outcome, number, str(error), (0, 0)) for number in numbers))
    if case.refused_whole:
        return Marked(case, reading.text, (Mark(Outcome.DIFFERENT, "the page", "read, not refused whole", (0, 0)),))
    figures = [as_object(figure, baseline()) for figure in reading.figures]
    refusals = [as_object(refusal, baseline()) for refusal in reading.refusals]
    return Marking(reading.text, figures, refusals, known_names()).of(case)


@cache
def examined(name: str) -> tuple[Marked, ...]:
    return tuple(marked(case) for case in load(name))


def score(cases: Iterable[Marked]) -> Score:
    marks = [mark for case in cases for mark in case.marks]
    of = Counter(mark.outcome for mark in marks)
    optional = sum(not mark.counted for mark in marks)
    return Score(
        expected=of[Outcome.RIGHT] + of[Outcome.DIFFERENT] + of[Outcome.MISSED] - optional,
        right=of[Outcome.RIGHT],
        different=of[Outcome.DIFFERENT],
        missed=of[Outcome.MISSED],
        read_despite=of[Outcome.NOT_TO_READ],
        beyond=of[Outcome.BEYOND],
        to_refuse=of[Outcome.REFUSED] + of[Outcome.NOT_REFUSED] + of[Outcome.NOT_TO_READ],
        refused=of[Outcome.REFUSED],
        fields=tuple(Counter(name for mark in marks for name in mark.fields).most_common()),
    )


def table(scores: dict[str, Score]) -> Table:
    """Narrow enough for 80 characters; which fields differ stands below it."""
    shown = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    shown.add_column("figures read, by set", no_wrap=True)
    for heading in ("keys", "right", "recall", "differ", "missed", "despite", "beyond", "refused"):
        shown.add_column(heading, justify="right", no_wrap=True)
    for name, told in scores.items():
        counts = (told.different, told.missed, told.read_despite, told.beyond)
        refused = f"{told.refused}/{told.to_refuse}"
        shown.add_row(name, str(told.expected), str(told.right), f"{told.recall:.3f}", *map(str, counts), refused)
    return shown


def fields_that_differ(scores: dict[str, Score]) -> Iterator[str]:
    for name, told in scores.items():
        if told.fields:
            yield f"{name}: " + ", ".join(f"{field} {count}" for field, count in told.fields)


def differences(cases: Iterable[Marked]) -> Iterator[str]:
    for case in cases:
        for mark in case.marks:
            if mark.outcome in SHOWN:
                yield f"{case.case.id}  {mark.outcome.value}: {mark.number}: {mark.told}\n    {_sentence(case, mark)}"


def _sentence(case: Marked, mark: Mark) -> str:
    start, end = mark.place
    return case.text[max(0, start - BEFORE) : end + AFTER].replace("\n", " / ")


def main() -> None:
    arguments = argparse.ArgumentParser(description="How well texts are read.")
    arguments.add_argument("sets", nargs="*", metavar="SET", help=f"one of {', '.join(names())}; all by default")
    arguments.add_argument("--show", action="store_true", help="each difference with its sentence")
    told = arguments.parse_args()
    if unknown := set(told.sets) - set(names()):
        arguments.error(f"no set is called {', '.join(sorted(unknown))}; there are {', '.join(names())}")
    console = Console()
    chosen = {name: examined(name) for name in told.sets or names()}
    for line in (line for cases in chosen.values() for line in differences(cases)) if told.show else ():
        console.print(escape(line), highlight=False, soft_wrap=True)
    scores = {name: score(cases) for name, cases in chosen.items()}
    scores["all"] = score(case for cases in chosen.values() for case in cases)
    console.print(table(scores))
    console.print(LEGEND, highlight=False)
    console.print("fields that differ", style="italic")
    for line in fields_that_differ(scores):
        console.print(f"  {escape(line)}", highlight=False)


if __name__ == "__main__":
    main()
