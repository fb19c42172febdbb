"""The table of attacks in SECURITY.md holds to the tests, and the audit never calls clean what it could not see."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from bench.audit import verdict

ROOT = Path(__file__).parents[1]
WRITTEN = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", WRITTEN)


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_the_test_that_holds_an_attack_exists(file: str, name: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_attack_of_the_table_has_a_test_and_every_test_of_attacks_stands_in_it() -> None:
    rows = [line for line in WRITTEN.partition("| attack | test |")[2].splitlines() if line.startswith("| ")]
    assert len(rows) > 35
    assert [row for row in rows if "::test_" not in row] == []
    ours = {
        node.name
        for path in (ROOT / "tests").rglob("test_attacks_*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    assert ours - {name for _, name in NAMED} == {
        "test_public_addresses_are_asked_also_through_a_networks_translation",
        "test_our_own_colours_stay",
    }


SKIPPED = {"name": "b", "skip_reason": "not found"}
CLEAN = {"name": "a", "version": "1", "vulns": []}
HOLE = {"name": "c", "version": "2", "vulns": [{"id": "GHSA-x", "fix_versions": ["2.1"]}]}


@pytest.mark.parametrize(
    ("found", "says", "status"),
    [
        ([], "COULD NOT LOOK: no vulnerability service", 0),
        ([SKIPPED], "COULD NOT LOOK: no vulnerability service", 0),
        ([CLEAN], "1 of 1 dependencies looked up, 0 known holes", 0),
        ([CLEAN, SKIPPED], "COULD NOT LOOK UP 1: b", 0),
        ([CLEAN, HOLE], "c 2: GHSA-x, mended in 2.1", 1),
    ],
    ids=["nothing came", "all skipped", "clean", "half seen", "a hole"],
)
def test_an_audit_that_saw_nothing_says_so(found: list[dict[str, object]], says: str, status: int) -> None:
    lines, ends = verdict(found)
    assert says in "\n".join(lines)
    assert ends == status
