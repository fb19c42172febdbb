"""`make bench`: every measurement of cost, one after another, on this machine; prints the tables and writes them into docs/performance.md.

    python -m bench [--only NAME ...] [--quick]

What a measurement says stands in the document between `<!-- bench NAME -->` and `<!-- end -->`, with its command, the day and the machine;
everything else in it is written by hand and stays. `--quick` takes small sizes and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"


@dataclass(frozen=True, slots=True)
class Measurement:
    name: str
    module: str
    whole: Sequence[str] = ()  # arguments of a full measurement
    quick: Sequence[str] = ()

    def command(self, quick: bool) -> list[str]:
        return ["-m", self.module, *(self.quick if quick else self.whole)]


MEASUREMENTS = (
    Measurement("polling", "bench.polling", quick=("--pages", "50", "--runs", "1")),
    Measurement("reading", "bench.reading", quick=("--memory-pages", "400")),
    Measurement("filling", "bench.filling", quick=("--releases", "100")),
    Measurement("runs", "bench.runs", quick=("--runs", "3")),
    Measurement("alerts", "bench.alerts", quick=("--series", "50", "--vintages", "1000")),
)


def machine() -> str:
    load, _, _ = os.getloadavg()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.python_implementation()} {platform.python_version()}, "
        f"{os.cpu_count()} cores of {_processor()}, load {load:.1f} when it began"
    )


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.machine()


def measured(measurement: Measurement, quick: bool) -> str:
    """What it prints, under its command and the machine's state. Raises CalledProcessError; its progress goes to the console."""
    command = measurement.command(quick)
    said = machine()
    environment = os.environ | {"COLUMNS": "110"}
    done = subprocess.run([sys.executable, *command], stdout=subprocess.PIPE, text=True, check=True, env=environment)
    shown = "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())
    return f"`.venv/bin/python {' '.join(command)}`, {said}:\n\n```\n{shown}\n```"


def written(document: str, name: str, text: str) -> str:
    """The document with this measurement in its place. Raises ValueError where it has none."""
    place = re.compile(rf"(<!-- bench {re.escape(name)} -->\n).*?(<!-- end -->)", re.DOTALL)
    if not place.search(document):
        raise ValueError(f"{DOCUMENT.name} has no place for {name}: <!-- bench {name} --> ... <!-- end -->")
    return place.sub(lambda found: f"{found[1]}{text}\n{found[2]}", document)


def main() -> None:
    parser = argparse.ArgumentParser(description="What everything costs.")
    parser.add_argument("--only", nargs="+", choices=[one.name for one in MEASUREMENTS])
    parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    console = Console(width=120, highlight=False)
    chosen = [one for one in MEASUREMENTS if not given.only or one.name in given.only]
    for measurement in chosen:  # told before an hour is spent
        written(DOCUMENT.read_text(encoding="utf-8"), measurement.name, "")
    for measurement in chosen:
        console.rule(measurement.name)
        text = measured(measurement, given.quick)
        console.print(text, markup=False, soft_wrap=True)
        if not given.quick:
            document = DOCUMENT.read_text(encoding="utf-8")
            DOCUMENT.write_text(written(document, measurement.name, text), encoding="utf-8")


if __name__ == "__main__":
    main()
