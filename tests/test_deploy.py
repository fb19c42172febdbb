"""deploy/: what cannot be seen without an engine can at least not contradict the program."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

from flows.cli import app
from flows.settings import Settings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STAY_UP = [name for name, service in SERVICES.items() if service["restart"] != "no"]
SCALED: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.scale-out.yaml").read_text(encoding="utf-8"))
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])


def known_variable(name: str) -> bool:
    return name == "SITES" or (name.startswith("MONITOR_") and name[8:].lower() in Settings.model_fields)


@pytest.mark.parametrize("name", STAY_UP)
def test_a_service_that_stays_up_is_restarted_and_says_how_it_is(name: str) -> None:
    assert SERVICES[name]["restart"] == "unless-stopped"
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"


def test_server_worker_and_database_stay_up_and_their_data_outlives_them() -> None:
    assert sorted(STAY_UP) == ["postgres", "server", "worker"]
    assert all(any(str(v).split(":")[0] in COMPOSE["volumes"] for v in SERVICES[n]["volumes"]) for n in STAY_UP)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_beijing_time_and_variables_that_exist(name: str) -> None:
    given = SERVICES[name]["environment"]
    assert given["TZ"] == "Asia/Shanghai"
    assert [v for v in given if v.startswith(("MONITOR_", "SITES")) and not known_variable(v)] == []


def test_nothing_is_published_beyond_this_machine_and_passwords_have_no_default() -> None:
    assert [p for s in SERVICES.values() for p in s.get("ports", []) if not p.startswith("127.0.0.1:")] == []
    text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(?:POSTGRES_PASSWORD|PREFECT_AUTH)([^}]*)\}", text)) == {":?set it in .env"}


def test_the_container_runs_as_nobody_special_and_may_change_nothing_but_its_data() -> None:
    assert re.search(r"^USER monitor$", DOCKERFILE, re.MULTILINE)
    ours = [s for s in SERVICES.values() if s["image"] == "ningbo-monitor"]
    assert len(ours) == 4
    assert all(s["read_only"] and s["cap_drop"] == ["ALL"] for s in ours)


def test_the_copied_folders_exist_and_the_database_programs_fit_the_server() -> None:
    copied = re.findall(r"^COPY (.+) \S+$", DOCKERFILE, re.MULTILINE)
    assert all((ROOT / name).exists() for line in copied for name in line.split())
    client = re.search(r"postgresql-client-(\d+)", DOCKERFILE)
    assert client is not None
    assert SERVICES["postgres"]["image"] == f"postgres:{client[1]}"


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_runs_commands_that_exist_with_options_that_exist(name: str) -> None:
    words = SERVICES[name].get("command", [])
    line = words[2] if words[:2] == ["sh", "-c"] else shlex.join(words)
    for part in filter(None, line.split(" && ")):
        program, *arguments = shlex.split(part)
        if program == "ningbo-monitor":
            commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
            commands[arguments[0]].make_context(arguments[0], arguments[1:])
        elif program == "python" and arguments == ["-m", "flows.operate"]:
            assert find_spec("flows.operate.__main__")
        elif program == "python":
            assert arguments[:2] == ["-m", "flows.prefect_process"]
            subprocess.run([sys.executable, *arguments, "--help"], capture_output=True, check=True)
        else:
            assert program == "prefect"
            subprocess.run([sys.executable, "-m", "prefect", *arguments, "--help"], capture_output=True, check=True)


def test_compose_itself_understands_the_file(tmp_path: Path) -> None:
    """Version 1 does not know the top-level `name` that version 2 brought: it is left out for it."""
    if shutil.which("docker-compose") is None:
        pytest.skip("docker-compose is not installed")
    text = re.sub(r"^name: .*$", "", (DEPLOY / "compose.yaml").read_text(encoding="utf-8"), flags=re.MULTILINE)
    (tmp_path / "compose.yaml").write_text(text, encoding="utf-8")
    passwords = {"POSTGRES_PASSWORD": "x", "PREFECT_AUTH": "operator:correct-horse"}
    command = ["docker-compose", "--file", str(tmp_path / "compose.yaml"), "config", "--quiet"]
    done = subprocess.run(command, env=os.environ | passwords, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_commands_that_exist_with_variables_that_exist(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(re.findall(r"bin/ningbo-monitor ([a-z-]+)", text)) <= set(commands)
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(text)
    assert parser.has_option("Unit", "Description")
    names = re.findall(r"([A-Z_]+)=", parser.get("Service", "Environment", fallback=""))
    assert [n for n in names if n.startswith(("MONITOR_", "SITES")) and not known_variable(n)] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_a_unit(unit: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if unit.name in line and "is not executable" not in line]
    assert said == []


# -- several machines ---------------------------------------------------------------------------------------------------


def test_several_machines_have_two_servers_two_workers_and_services_apart() -> None:
    commands = {name: " ".join(service.get("command", [])) for name, service in SCALED["services"].items()}
    assert sum("server start --no-services" in command for command in commands.values()) == 2
    assert sum("worker start" in command for command in commands.values()) == 2
    assert sum("services start" in command for command in commands.values()) == 1


def test_each_worker_asks_a_server_of_its_own_and_has_a_folder_of_its_own() -> None:
    workers = [service for name, service in SCALED["services"].items() if name.startswith("worker")]
    assert len({worker["environment"]["PREFECT_API_URL"] for worker in workers}) == 2
    assert len({tuple(worker["volumes"]) for worker in workers}) == 2
    assert len({worker["environment"]["MONITOR_DATABASE_URL"] for worker in workers}) == 1


def test_what_prefect_would_keep_in_one_servers_memory_is_in_redis() -> None:
    """By Prefect's own defaults, so that a new kind of memory in a new Prefect is noticed here."""
    from prefect.settings.models.server.root import ServerSettings

    default = ServerSettings().model_dump()
    in_memory = {name for name, said in _flat("PREFECT_SERVER", default) if "memory" in str(said)}
    given = {name for name, said in SCALED["x-server"].items() if "redis" in str(said)}
    assert in_memory
    assert in_memory <= given


def test_every_part_that_serves_is_told_all_of_it_and_passwords_have_no_default() -> None:
    servers = [s for s in SCALED["services"].values() if s.get("command", ["", ""])[:2] == ["prefect", "server"]]
    assert len(servers) == 4
    assert all(SCALED["x-server"].items() <= server["environment"].items() for server in servers)
    text = (DEPLOY / "compose.scale-out.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"\$\{(?:POSTGRES_PASSWORD|PREFECT_AUTH)([^}]*)\}", text)) == {":?set it in .env"}
    published = [port for service in SCALED["services"].values() for port in service.get("ports", [])]
    assert [port for port in published if not port.startswith("127.0.0.1:")] == []


def test_databases_are_brought_to_form_before_what_uses_them_and_servers_begin_one_after_another() -> None:
    after = {name: set(service.get("depends_on", {})) for name, service in SCALED["services"].items()}
    assert "upgrade" in after["api-a"] & after["services"]
    assert "api-a" in after["api-b"]
    assert "migrate" in after["worker-a"] & after["worker-b"]


def _flat(prefix: str, settings: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, said in settings.items():
        if isinstance(said, dict):
            yield from _flat(f"{prefix}_{name.upper()}", said)
        else:
            yield f"{prefix}_{name.upper()}", said
