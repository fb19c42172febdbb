"""The page of a release: its text with what was read and what was refused marked in it, and what was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.artifacts import escape, link, table
from flows.clock import in_beijing
from flows.pages.keys import key_of
from flows.pages.writing import write_page
from flows.reading import ReadDocument, understand
from flows.wiring import House
from sources.errors import ReadError
from store import release_facts
from store.database import read_only
from store.errors import StoreError
from store.releases import KnownRelease, ReleaseRead

MOST_TEXT = 40_000  # characters of one document
MOST_ROWS = 300


def show_release(home: House, release: KnownRelease) -> str:
    """Raises StoreError where its page was never had."""
    if release.snapshot is None:
        raise StoreError(f"{release.ref.title} was named and never fetched: there is nothing to show yet")
    name = f"{release.ref.publisher}/{release.ref.key}"
    key = key_of("release", name)
    write_page(key=key, markdown=markdown(home, release), description=escape(release.ref.title))
    return key


def markdown(home: House, release: KnownRelease) -> str:
    ref = release.ref
    assert release.snapshot is not None
    head = [
        f"# {escape(ref.title)}",
        f"{ref.publisher} · published {ref.published_on or 'on a day that its list does not say'} · {link('the page', ref.url)}"
        f" · snapshot `{release.snapshot[:12]}`",
    ]
    with read_only(home.store) as session:
        facts = release_facts.of(session, ref.publisher, ref.key)
    if facts:
        rows = ((in_beijing(f.at), f.kind.value, escape(f.detail[:300])) for f in facts)
        head += ["## What happened to it", table(("at (Beijing)", "what", "detail"), rows)]
    try:
        understood = understand(home, ReleaseRead(ref, release.snapshot))
    except ReadError as error:
        return "\n\n".join([*head, f"**Not understood:** {escape(str(error))}"])
    problems = [f"- {escape(url)}: {escape(problem)}" for url, problem in understood.problems]
    return "\n\n".join([*head, *problems, *(part for one in understood.documents for part in _document(one))])


def _document(one: ReadDocument) -> list[str]:
    reading = one.reading
    name = "Page" if not one.origin.document else f"File {escape(one.origin.document)}"
    watched = sum(figure.series is not None for figure in reading.figures)
    counts = (
        f"{len(reading.figures)} figures read ({watched} of watched series), {len(reading.refusals)} numbers refused"
    )
    figures = [
        (
            escape(f.series or ""),
            escape(f.indicator),
            escape(f.area),
            f.period.label_zh(),
            escape(f"{f.value:f} {f.unit.value}"),
            f.qualifier.value,
        )
        for f in sorted(reading.figures, key=lambda f: (f.series is None, f.span))
    ]
    refused = [(r.reason.value, escape(r.value[:40]), escape(r.quote[:200])) for r in reading.refusals]
    marks = [Mark(*f.span, "figure") for f in reading.figures] + [Mark(*r.span, "refused") for r in reading.refusals]
    return [
        f"## {name}: {counts}",
        "**Bold**: read. ~~Struck out~~: seen, and refused rather than guessed.",
        marked(reading.text[:MOST_TEXT], marks),
        "### Figures",
        table(("series", "indicator", "area", "period", "value", ""), figures[:MOST_ROWS]),
        *(["### Refused", table(("reason", "number", "sentence"), refused[:MOST_ROWS])] if refused else []),
    ]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """Where in the text something stands."""

    start: int
    end: int
    kind: str


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The text as quoted Markdown, paragraph by paragraph; where marks overlap the first counts."""
    paragraphs = []
    at = 0
    for line in text.split("\n"):
        inside = [m for m in sorted(marks) if m.start < at + len(line) and m.end > at]
        shown = "".join(_pieces(line, at, inside))
        at += len(line) + 1
        if shown.strip():
            paragraphs.append(f"> {shown.strip()}")
    return "\n>\n".join(paragraphs)


def _pieces(line: str, at: int, marks: Sequence[Mark]) -> Iterator[str]:
    done = 0
    for mark in marks:
        start, end = max(mark.start - at, 0), min(mark.end - at, len(line))
        if start < done or not line[start:end].strip():
            continue
        around = "**" if mark.kind == "figure" else "~~"
        yield f"{_kept(line[done:start])}{around}{escape(line[start:end])}{around}"
        done = end
    yield _kept(line[done:])


def _kept(piece: str) -> str:
    """Escaped, with the blanks at its ends that `escape` takes away."""
    before, after = piece[:1].isspace(), piece[-1:].isspace()
    return f"{' ' if before else ''}{escape(piece)}{' ' if after and piece.strip() else ''}"
