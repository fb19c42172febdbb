"""Attacks that are meant for whoever operates it: on the terminal, through the browser, on the files of the machine."""

from __future__ import annotations

import ast
import io
import os
import re
import stat
from pathlib import Path

import httpx
import pytest
from rich.markup import escape
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from flows.console import SafeConsole
from flows.local_server import PrefectServer, csrf_token, free_port
from flows.settings import Settings, prefect_environment, private

ROOT = Path(__file__).parents[2]
ROOMS = ("sources", "alerts", "store", "flows")
CODE = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]

# -- the terminal -------------------------------------------------------------------------------------------------------

COMMANDS = [
    "\x1b[2J\x1b[H", "\x1b]0;owned\x07", "\x1b]8;;http://evil.example\x1b\\here\x1b]8;;\x1b\\", "\x1b[8mhidden", "\x9b31m", "\x90q\x9c", "\rover the line", "back\x08\x08\x08",
    "8.2%\u202e%8.2", "\u2066\u2069", "8\u200b.2", "\U000e0041", "\x00",
]  # fmt: skip


@pytest.mark.parametrize("scraped", COMMANDS, ids=ascii)
@pytest.mark.parametrize("shown_in", ["line", "text", "table", "panel", "styled"])
def test_nothing_on_the_console_is_obeyed_by_the_terminal(scraped: str, shown_in: str) -> None:
    written = io.StringIO()
    console = SafeConsole(file=written, force_terminal=False, width=80, highlight=False)
    console.print(_renderable(scraped, shown_in))
    assert not re.search(
        r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\U000e0000-\U000e007f]", written.getvalue()
    )


def _renderable(scraped: str, shown_in: str) -> object:
    table = Table("title", title=escape(scraped))
    table.add_row(escape(scraped))
    return {
        "line": escape(scraped),
        "text": Text(scraped),
        "table": table,
        "panel": Panel(escape(scraped), title=escape(scraped)),
        "styled": f"[red]{escape(scraped)}[/]",
    }[shown_in]


def test_our_own_colours_stay() -> None:
    written = io.StringIO()
    SafeConsole(file=written, force_terminal=True, color_system="standard").print("[red]x[/]")
    assert written.getvalue() == "\x1b[31mx\x1b[0m\n"


def test_every_console_is_a_safe_one() -> None:
    made = [path.name for path in CODE for call in calls(path) if _name(call.func) == "Console"]
    assert made == []


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


# -- the browser --------------------------------------------------------------------------------------------------------


def test_a_page_of_the_web_cannot_speak_to_the_server_through_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Prefect answers every origin by default: any page that the operator opens could read and start flows."""
    port = free_port()
    own = f"http://127.0.0.1:{port}"
    for name, value in prefect_environment(Settings(data=tmp_path), api_url=f"{own}/api").items():
        monkeypatch.setenv(name, value)
    with PrefectServer(port, tmp_path / "log", bare=True) as server:
        asked = f"{server.api_url}/flows/count"
        asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        foreign = httpx.options(asked, headers={"Origin": "https://evil.example", **asking})
        assert "access-control-allow-origin" not in foreign.headers
        assert (
            "access-control-allow-origin"
            not in httpx.post(asked, json={}, headers={"Origin": "https://evil.example"}).headers
        )
        assert httpx.options(asked, headers={"Origin": own, **asking}).headers["access-control-allow-origin"] == own
        # what a page may send without asking first: a body without a type, which the server takes for JSON
        assert httpx.post(f"{server.api_url}/flows/", content=b'{"name": "foreign"}').status_code == 403
        assert httpx.delete(f"{server.api_url}/variables/name/x").status_code == 403
        assert csrf_token(server.api_url, 20).keys() == {"Prefect-Csrf-Client", "Prefect-Csrf-Token"}
    listening = re.findall(r"--host\W+(\S+)", " ".join(server.child.process.args)) if server.child else []  # type: ignore[arg-type]
    assert listening == ["127.0.0.1"]


@pytest.mark.parametrize(
    ("public", "allowed"),
    [
        (None, "http://127.0.0.1:4200,http://localhost:4200"),
        (
            "https://monitor.example:8443/prefect",
            "http://127.0.0.1:4200,http://localhost:4200,https://monitor.example:8443",
        ),
    ],
)
def test_only_its_own_page_is_allowed(public: str | None, allowed: str, tmp_path: Path) -> None:
    told = prefect_environment(Settings(data=tmp_path, public_url=public), api_url="http://127.0.0.1:4200/api")
    assert told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == allowed


# -- files --------------------------------------------------------------------------------------------------------------


def test_the_data_folder_and_what_is_written_into_it_are_for_the_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    before = os.umask(0o022)
    try:
        private(folder)
        (folder / "logs").mkdir()
        (folder / "logs" / "server.log").write_text("x", encoding="utf-8")
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "logs", folder / "logs" / "server.log")]
    assert [f"{mode:o}" for mode in modes] == ["700", "700", "600"]


WRITERS = {
    "cli_messages.py", "backtest.py", "message_commands.py", "reporting.py", "settings.py", "walk.py", "serving.py", "site_report.py", "local_server.py", "backups.py", "database.py", "robots.py", "turns.py", "logs.py",
}  # fmt: skip


def test_only_these_modules_write_files() -> None:
    """None of them by a name that a page gave: hosts of the catalogue, an operator's own words, fixed names."""
    verbs = {"write_text", "write_bytes", "mkstemp", "touch", "extractall", "NamedTemporaryFile", "copyfile"}
    found = {
        path.name for path in CODE if any(_name(call.func) in verbs or _opens_to_write(call) for call in calls(path))
    }
    assert found <= WRITERS
    assert not any(
        _name(call.func) in ("extract", "extractall") for path in CODE for call in calls(path) if "archive" in path.name
    )


def _opens_to_write(call: ast.Call) -> bool:
    modes = [one.value for one in (*call.args, *(k.value for k in call.keywords)) if isinstance(one, ast.Constant)]
    is_mode = [m for m in modes if isinstance(m, str) and re.fullmatch(r"[rwaxbt+]{1,3}", m)]
    return _name(call.func) in ("open", "fdopen") and any(set(m) & set("wax+") for m in is_mode)


def test_no_spreadsheet_is_written_so_no_formula_can_be() -> None:
    """A file that a spreadsheet opens obeys =, +, - and @: whoever writes one has to quote them, and this line."""
    writers = re.compile(r"^\s*(?:import|from)\s+(?:csv|openpyxl|xlsxwriter|pandas|xlwt)\b", re.MULTILINE)
    assert [path.name for path in CODE if writers.search(path.read_text(encoding="utf-8"))] == []
