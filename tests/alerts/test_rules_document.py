"""docs/rules.md holds to the program: its examples load, its tables name every question, its commands exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from alerts.conditions import CONDITIONS
from alerts.rule_file import Rule
from alerts.rulebook import Rulebook, load

TEXT = (Path(__file__).parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
COMMANDS = re.findall(r"^    ningbo-monitor ([a-z]+)(.*)$", TEXT, re.MULTILINE)
QUESTIONS = [line.split("|")[1] for line in TEXT.splitlines() if line.startswith("| `")]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_can_be_used_as_it_stands(shipped: Rulebook, tmp_path: Path, example: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(example, encoding="utf-8")
    book = load(shipped.catalogue, shipped.baseline, path)
    assert book.bounds or book.maintenance


def test_the_examples_can_stand_beside_the_shipped_rules(shipped: Rulebook, tmp_path: Path) -> None:
    added = "".join(example.partition("rules:\n")[2] for example in EXAMPLES if "rules:\n" in example)
    path = tmp_path / "rules.yaml"
    mine = (Path(__file__).parents[2] / "alerts" / "rules.yaml").read_text(encoding="utf-8") + added
    path.write_text(mine, encoding="utf-8")
    assert len(load(shipped.catalogue, shipped.baseline, path).rules) == len(shipped.rules) + added.count("- id:")


def test_every_question_and_every_key_has_its_place() -> None:
    named = {name for cell in QUESTIONS for name in re.findall(r"`([a-z_]+)", cell)}
    assert set(CONDITIONS) - named == set()
    assert set(Rule.model_fields) - named == set()


@pytest.mark.parametrize(("name", "rest"), COMMANDS)
def test_a_command_and_its_options_exist(name: str, rest: str) -> None:
    from flows.cli import app

    group = typer.main.get_command(app)
    command = group.commands[name]  # type: ignore[attr-defined]
    known = {option for parameter in command.params for option in parameter.opts}
    assert set(re.findall(r"--[a-z-]+", rest)) <= known


def test_there_is_something_to_test() -> None:
    assert len(EXAMPLES) >= 4
    assert len(COMMANDS) >= 6
    assert "58" in TEXT
