"""What reading costs: characters a second, growth with the length of a page, memory over many pages.

    make bench-reading                  or: python -m bench.reading [--memory-pages 10000] [FILE ...]

FILE is a text to measure besides the composed ones, such as a real article. Next to full reading (figures with indicator, place,
period and unit) stands what finding bare numbers costs here, and in recognizers-text-number where `make bench-peers` has
installed it. Processor seconds of one process, the best of some runs, so that a busy machine disturbs little.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

import psutil
from rich.console import Console
from rich.table import Table

from bench.corpus import ARTICLE, PAGE, composed, pages
from sources.catalogue import load
from sources.reading.numbers import find_numbers
from sources.reading.paragraphs import document_from_text
from sources.reading.release import read
from sources.reading.vocabulary import Vocabulary
from sources.releases import Reading

HOUSE = Path(__file__).parent
PEER = HOUSE.parent / ".venv-peers" / "bin" / "python"
PUBLISHED = date(2026, 6, 30)
RUNS = 5


@cache
def vocabulary() -> Vocabulary:
    return Vocabulary(load())


def read_text(text: str) -> Reading:
    return read(document_from_text(text), "ningbo", PUBLISHED, vocabulary())


def seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor seconds for all texts, the best of some runs."""
    best = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        for text in texts:
            work(text)
        best = min(best, time.process_time() - begin)
    return best


def peer_seconds(texts: Sequence[str]) -> float | None:
    """The same for the peer's bare number finding; None where it is not installed."""
    if not PEER.exists():
        return None
    command = [str(PEER), "-W", "ignore", str(HOUSE / "peer_numbers.py")]
    runs = [
        subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True) for _ in range(3)
    ]
    return min(float(json.loads(run.stdout)["seconds"]) for run in runs)


def speed(named: dict[str, list[str]]) -> Table:
    table = Table(
        "text",
        "characters",
        "figures",
        "full reading",
        "numbers here",
        "numbers, peer",
        "full / peer",
        title="characters a second",
    )
    for name, texts in named.items():
        length = sum(map(len, texts))
        full, bare, peer = seconds(read_text, texts), seconds(find_numbers, texts), peer_seconds(texts)
        figures = sum(len(read_text(text).figures) for text in texts)
        peers = ("not installed", "") if peer is None else (f"{length / peer:,.0f}", f"{peer / full:.1f} times as fast")
        table.add_row(name, f"{length:,}", f"{figures:,}", f"{length / full:,.0f}", f"{length / bare:,.0f}", *peers)
    return table


def growth() -> Table:
    """One page of 1, 10 and 100 times the length: time per character must stay."""
    table = Table("length", "characters", "seconds", "characters a second", title="growth with the length of one page")
    page = composed(PAGE, 0)
    for times in (1, 10, 100):
        text = "\n".join([page] * times)
        spent = seconds(read_text, [text])
        table.add_row(f"{times}x", f"{len(text):,}", f"{spent:.4f}", f"{len(text) / spent:,.0f}")
    return table


def memory(count: int) -> Table:
    table = Table("pages read", "resident MB", title="memory")
    corpus, own = pages(200), psutil.Process()
    for at in range(1, count + 1):
        read_text(corpus[at % len(corpus)])
        if at in (200, count // 2, count) or at % max(1, count // 5) == 0:
            table.add_row(f"{at:,}", f"{own.memory_info().rss / 1e6:.1f}")
    return table


def main() -> None:
    arguments = argparse.ArgumentParser(description="What reading costs.")
    arguments.add_argument("--memory-pages", type=int, default=10_000)
    arguments.add_argument("files", nargs="*", type=Path)
    told = arguments.parse_args()
    console = Console()
    texts = {"article-length": [composed(ARTICLE, 1)], "200 pages": pages(200)}
    texts |= {path.name: [path.read_text("utf-8")] for path in told.files}
    console.print(speed(texts), growth(), memory(told.memory_pages))


if __name__ == "__main__":
    main()
