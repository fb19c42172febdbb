"""docs/publishers.md: the city that it adds is added here the same way, in a copy of the program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from sources.catalogue.columns import Column, PublisherEntry
from sources.releases import ListKind, VisitOutcome

CHECKOUT = Path(__file__).parents[2]
DOCUMENT = (CHECKOUT / "docs" / "publishers.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
PATCH = "check/rehearsal.patch"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The program with the example appended to its catalogue, as the document says."""
    folder = tmp_path_factory.mktemp("checkout")
    for room in ("sources", "alerts", "store", "flows"):
        shutil.copytree(CHECKOUT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / "sources/catalogue/publishers.yaml").open("a", encoding="utf-8") as catalogue:
        catalogue.write(EXAMPLE)
    return folder


def run(copy: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The copy, not the installed program: its folder comes first."""
    environment = os.environ | {"PYTHONPATH": str(copy), "MONITOR_DATA": str(copy / "data"), "COLUMNS": "200"}
    return subprocess.run(
        [sys.executable, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )


def check(copy: Path) -> subprocess.CompletedProcess[str]:
    command = "import sys; from flows.cli import main; sys.argv[0] = 'ningbo-monitor'; main()"
    return run(copy, "-c", command, "check", "--sites", "rehearsal", "--publisher", "hangzhou-jx")


def test_the_example_is_about_ten_lines() -> None:
    assert len(EXAMPLE.splitlines()) <= 11


def test_the_added_city_is_walked_and_the_patch_completes_it(copy: Path) -> None:
    first = check(copy)
    assert first.returncode == 0, first.stderr
    assert "hangzhou-jx/公示公告: valid-empty" in first.stdout
    assert "check: columns=2 seen=2 differing=0" in first.stdout
    assert "learned=0" not in first.stdout
    subprocess.run(["patch", "-p1", "-i", f"data/{PATCH}"], cwd=copy, check=True, capture_output=True)
    again = check(copy)
    assert again.returncode == 0, again.stderr
    assert "differing=0 learned=0" in again.stdout


def test_the_form_of_collect_offers_the_added_city(copy: Path) -> None:
    offered = run(copy, "-c", "from flows.collect import Publisher; print(Publisher('hangzhou-jx'))")
    assert offered.stdout == "hangzhou-jx\n", offered.stderr


def test_every_key_of_a_publisher_and_of_a_column_is_described() -> None:
    described = set(re.findall(r"`([a-z_]+)`", DOCUMENT))
    keys = (set(PublisherEntry.model_fields) | set(Column.model_fields)) - {"columns"}
    assert keys <= described
    assert {kind.value for kind in ListKind} <= described


def test_every_outcome_of_a_visit_is_described() -> None:
    assert {outcome.value for outcome in VisitOutcome} <= set(re.findall(r"^\| ([a-z-]+) \|", DOCUMENT, re.MULTILINE))
