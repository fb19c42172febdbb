"""The pages hold to the program: every command parses, every variable, target, link and picture exists."""

from __future__ import annotations

import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml
from prefect.utilities.callables import parameter_schema

from flows import heartbeat
from flows.cli import app
from flows.settings import Settings

ROOT = Path(__file__).parents[1]
PAGES = [*sorted(ROOT.glob("README*.md")), *sorted((ROOT / "docs").glob("*.md"))]
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def code_lines(page: Path) -> list[str]:
    """Indented lines, without what a shell would not run either."""
    lines = re.findall(r"^    (\S.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return [re.sub(r"\s#\s.*$", "", line) for line in lines]


def commands(page: Path) -> list[list[str]]:
    found = []
    for line in code_lines(page):
        told = re.search(r"(?:^|\s)ningbo-monitor (\S.*)$", line)
        if told:
            found.append(shlex.split(told[1]))
    return found


WRITTEN = [(page.name, words) for page in PAGES for words in commands(page)]
IN_PASSING = sorted(
    {
        (page.name, name)
        for page in PAGES
        for name in re.findall(r"`ningbo-monitor ([a-z-]+)", page.read_text(encoding="utf-8"))
    }
)


@pytest.mark.parametrize(("page", "words"), WRITTEN, ids=lambda v: v if isinstance(v, str) else " ".join(v))
def test_a_command_can_be_given_as_it_is_written(page: str, words: list[str]) -> None:
    if words[0].endswith(","):  # several told in one line
        assert {word.rstrip(",") for word in words} <= set(COMMANDS)
        return
    COMMANDS[words[0]].make_context(words[0], [_filled_in(word) for word in words[1:]])


def _filled_in(word: str) -> str:
    """What a reader puts for FILE or NUMBER."""
    return "1" if re.fullmatch(r"[A-Z][A-Z0-9_]*", word) else word


@pytest.mark.parametrize(("page", "name"), IN_PASSING)
def test_a_command_that_is_named_exists(page: str, name: str) -> None:
    assert name in COMMANDS


def test_every_command_stands_on_a_page() -> None:
    assert set(COMMANDS) - {words[0].rstrip(",") for _, words in WRITTEN} - {n for _, n in IN_PASSING} <= {
        "run",
        "serve",
    }


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_variables_and_targets_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    named = {name.lower() for name in re.findall(r"\bMONITOR_([A-Z_]+)\b", text)}
    secret = heartbeat.ADDRESS.removeprefix("MONITOR_").lower()  # no setting: it may be a secret
    assert named <= {*Settings.model_fields, secret}
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z./-]+):", makefile, re.MULTILINE))
    asked = {found[1] for line in code_lines(page) if (found := re.match(r"(?:\w+=\S+ )*make ([a-z./-]+)", line))}
    assert asked <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_pictures_and_files_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    linked = [target for target in re.findall(r"\]\(([^)\s]+)\)", text) if not target.startswith(("http", "#"))]
    assert [target for target in linked if not (page.parent / target.partition("#")[0]).exists()] == []


# -- deployments ------------------------------------------------------------------------------------------------------

DEPLOYED = {d["name"]: d for d in yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]}
SPOKEN = (*COMMANDS, *(setting for setting in Settings.model_fields), "collect")  # what stands in backticks as well


def fields_of(deployment: str) -> dict[str, Any]:
    """The form of a deployment: its parameters with their defaults."""
    module, name = DEPLOYED[deployment]["entrypoint"].rsplit(".", 1)
    form: dict[str, Any] = parameter_schema(getattr(import_module(module), name)).model_dump()["properties"]
    return form


def started(page: Path) -> list[tuple[str, str]]:
    """Each deployment and the rest of its row, of the tables with a column "what to start"."""
    tables = re.findall(
        r"^\|[^|\n]*\| what to start \|.*\n((?:\|.*\n)+)", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    rows = [row.split("|")[2:] for table in tables for row in table.splitlines()[1:]]
    return [(name, " ".join(rest)) for cell, *rest in rows for name in re.findall(r"`([^`]+)`", cell)]


STARTED = [(page.name, name, rest) for page in PAGES for name, rest in started(page)]


def test_pages_say_what_to_start() -> None:
    assert {"backfill", "reread", "rerun", "backtest", "silence", "prune"} <= {name for _, name, _ in STARTED}


@pytest.mark.parametrize(("page", "name", "rest"), STARTED, ids=[f"{page}-{name}" for page, name, _ in STARTED])
def test_a_deployment_that_a_table_names_exists_with_the_fields_and_defaults_it_tells(
    page: str, name: str, rest: str
) -> None:
    """A field stands as `name`, its default as `name` = `default`."""
    form = fields_of(name)
    told = dict(re.findall(r"`([a-z_]+)` = `([^`]+)`", rest))
    named = set(re.findall(r"`([a-z_]+)`", rest)) - set(told.values()) - set(DEPLOYED) - set(SPOKEN)
    assert named <= set(form)
    assert {field: str(form[field]["default"]).lower() for field in told} == told


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_clicked_by_name_is_deployed(page: Path) -> None:
    """Written as **Deployments** > **name**."""
    clicked = re.findall(r"\*\*Deployments\*\* > \*\*([a-z-]+)\*\*", page.read_text(encoding="utf-8"))
    assert set(clicked) <= set(DEPLOYED)


def test_the_readme_opens_with_what_it_does_the_two_commands_and_what_they_print() -> None:
    for name in ("README.md", "README.zh-CN.md"):
        head = "\n".join((ROOT / name).read_text(encoding="utf-8").splitlines()[:30])
        assert all(word in head for word in ("make run", "make test", "run: releases=", "2026"))
