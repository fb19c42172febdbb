"""`ningbo-monitor`: every command of it; what they do stands in modules of their own.

Prefect reads its settings when it is imported, so each command sets them first and imports what needs Prefect after.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli_upkeep import upkeep
from flows.console import SafeConsole
from flows.settings import Sites, read_settings
from sources.errors import ConfigError, NotARelease, Problem, ReadError
from sources.visible import printable
from store.observations import KnownBy

if TYPE_CHECKING:
    from flows.wiring import House

WIDE = 150  # columns where nobody's window says otherwise: a file, a pipe

EXIT_FAILED, EXIT_UNUSABLE, EXIT_NOT_A_RELEASE = 1, 2, 3

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Watches official releases on Ningbo's industry, compares new figures with the recorded ones and tells people "
    "when a rule says so, with the sentence that proves it.",
)


def main() -> None:
    """The command, with every expected failure as one clear line on standard error."""
    from alerts.receipts import DeliveryError
    from flows.local_server import StartError
    from flows.read_command import Unusable
    from store.errors import StoreError

    try:
        app()
    except ConfigError as error:
        _fail(str(error), EXIT_UNUSABLE)
    except Unusable as error:
        _fail(str(error), EXIT_UNUSABLE)
    except NotARelease as error:
        _fail(f"not a release: {error}", EXIT_NOT_A_RELEASE)
    except ReadError as error:
        _fail(str(error), EXIT_NOT_A_RELEASE)
    except (StartError, StoreError, DeliveryError) as error:
        _fail(str(error), EXIT_FAILED)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output went away; nothing to say to anybody
        sys.exit(0)


def _console() -> SafeConsole:
    return SafeConsole(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def _fail(line: str, status: int) -> None:
    print(f"ningbo-monitor: {printable(line)}", file=sys.stderr)
    sys.exit(status)


@app.command()
def run() -> None:
    """Do the main job once, whole: collect, watch, deliver.

    With SITES=rehearsal (the default here) it plays the official sites on loopback and walks through their release
    days into a fresh store; with SITES=live it looks at the official sites once, into the real store.
    """
    from flows.walk import run_once

    raise typer.Exit(run_once(_console()))


@app.command()
def serve() -> None:
    """Start the schedule server and stay up: Prefect server, deployments, worker. Ctrl-C stops all three.

    SITES=live (the default here) reads the official sites, SITES=rehearsal their rehearsal on loopback, into a folder
    of its own (data/rehearsal).
    MONITOR_PORT is the port of the server and its UI (4200). MONITOR_HOST opens it to other machines, which is refused
    without a password (PREFECT_SERVER_API_AUTH_STRING=user:password, or PREFECT_SERVER_API_AUTH_STRING_FILE).
    """
    from flows.settings import apply_to_process, kept_apart, password_environment, prefect_environment, private

    settings = kept_apart(read_settings())
    private(settings.data.expanduser().resolve())
    apply_to_process(
        prefect_environment(settings, api_url=f"http://127.0.0.1:{settings.port}/api") | password_environment(settings)
    )
    from flows.serving import serve as stay_up

    raise typer.Exit(stay_up(settings, _console()))


@app.command()
def read(
    source: Annotated[
        str,
        typer.Argument(help="a file (.html .htm .txt .xlsx .xls .docx .pdf), or - for plain text on standard input"),
    ],
    publisher: Annotated[
        str | None,
        typer.Option(
            help="whose page it is: miit, ningbo-stats, … (see `check`), area:SLUG, or none; default: told from the page"
        ),
    ] = None,
    published: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="the day it came out; resolves 今年, 4月份 and the like"),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object a line")] = False,
    text: Annotated[
        bool, typer.Option("--text", help="print the cleaned text that spans point into, and nothing else")
    ] = False,
) -> None:
    """Read the figures out of one release, and say what was seen and not read. Writes nothing, needs no network."""
    from alerts.baseline import load as load_baseline
    from flows.read_command import as_json_lines, print_table, read_source
    from sources.catalogue import load as load_catalogue

    catalogue = load_catalogue()
    reading = read_source(source, publisher, published.date() if published else None, catalogue)
    if text:
        print(printable(reading.text))
        return
    baseline = load_baseline(catalogue)
    if as_json:
        for line in as_json_lines(reading, baseline):
            print(line)
    else:
        print_table(reading, baseline, _console())


@app.command()
def check(
    sites: Annotated[Sites | None, typer.Option(help="look at every column of these sites once, gently")] = None,
    publisher: Annotated[list[str] | None, typer.Option(help="with --sites: only this one; may be repeated")] = None,
    patch: Annotated[
        Path | None, typer.Option(help="with --sites: file of the proposed patch; default: check/ in the data folder")
    ] = None,
) -> None:
    """Check the configuration: catalogue, recorded figures, rules, receivers, store. Exit status 0 only if all can be used.

    With --sites: look at every column of every publisher once and compare what is found with what the catalogue
    expects; propose a patch of it. Changes nothing. Exit status 0: all as expected, 1: something differs, 2: nothing
    could be looked at.
    """
    if sites is not None:
        from flows.site_check_command import check_sites

        settings = read_settings(sites=sites)
        raise typer.Exit(check_sites(settings, publisher or (), patch, _console()))
    if publisher or patch:
        raise ConfigError("options", [Problem("--publisher, --patch", "go with --sites live or --sites rehearsal")])
    from flows.health import check_all

    raise typer.Exit(check_all(read_settings(), _console()))


@app.command()
def status() -> None:
    """Show in one look whether the watcher can be trusted today. Exit status 1 where something needs a person."""
    from flows.status import show_status

    raise typer.Exit(show_status(_home(), _console()))


@app.command()
def metrics(
    port: Annotated[int | None, typer.Option(help="serve them on this port of loopback until Ctrl-C")] = None,
) -> None:
    """The same as `status` in the format of Prometheus: printed once, or served at /metrics."""
    from flows.metrics import exposition, serve_metrics

    if port is None:
        print(exposition(_home()), end="")
    else:
        serve_metrics(_home(), port)


# -- alerts and rules ---------------------------------------------------------------------------------------------------

Author = Annotated[str | None, typer.Option("--author", help="who does it; default: the user of this computer")]


def _home() -> House:
    """The house for commands that fetch nothing: it does not matter which sites the store was filled from."""
    from flows.settings import Sites
    from flows.wiring import house

    return house(read_settings().model_copy(update={"sites": Sites.LIVE}))


@app.command()
def explain(alert: Annotated[str, typer.Argument(help="RULE/SUBJECT, or as much of it as leaves only one")]) -> None:
    """Say what an alert went through, who was told, who was not told, and why. Writes nothing."""
    from flows.explain import explain as tell

    raise typer.Exit(tell(_home(), alert, _console()))


@app.command()
def acknowledge(
    alert: Annotated[str, typer.Argument(help="RULE/SUBJECT, or as much of it as leaves only one")],
    note: Annotated[str, typer.Option(help="what is being done about it")],
    author: Author = None,
) -> None:
    """Take a firing alert on: no more reminders and no escalation until its state changes."""
    from flows.muting import Note
    from flows.muting import acknowledge as take_on

    raise typer.Exit(take_on(_home(), alert, Note(note, author), _console()))


@app.command()
def silence(
    until: Annotated[str, typer.Option(help="a length (6h, 3d, 2w) or a Beijing moment (2026-07-01T09:00)")],
    reason: Annotated[str, typer.Option(help="why; people see it")],
    rule: Annotated[str | None, typer.Option(help="* stands for any run of characters")] = None,
    subject: Annotated[str | None, typer.Option(help="a recorded figure, a series, a publisher or a list")] = None,
    publisher: Annotated[str | None, typer.Option(help="whose releases")] = None,
    author: Author = None,
) -> None:
    """Keep quiet about some alerts for a time. They live on; what still stands at the end is told then."""
    from flows.muting import Matcher, Note, Quiet
    from flows.muting import silence as keep_quiet

    asked = Quiet(Matcher(rule, subject, publisher), Note(reason, author), until)
    raise typer.Exit(keep_quiet(_home(), asked, _console()))


@app.command()
def silences(
    end: Annotated[str | None, typer.Option(help="end this silence now")] = None,
    also_ended: Annotated[bool, typer.Option("--all", help="also those that are over")] = False,
) -> None:
    """List silences, maintenance windows and acknowledgements; or end a silence early."""
    from flows.muting import end_silence, show_silences

    if end is not None:
        raise typer.Exit(end_silence(_home(), end, _console()))
    raise typer.Exit(show_silences(_home(), _console(), also_ended=also_ended))


@app.command()
def backtest(
    rules: Annotated[Path | None, typer.Option(help="changed rules, shown beside the present ones")] = None,
    first: Annotated[datetime | None, typer.Option("--from", formats=["%Y-%m-%d"])] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=["%Y-%m-%d"])] = None,
    known_by: Annotated[
        KnownBy, typer.Option(help="when a value became known: when it was published, or seen here")
    ] = KnownBy.PUBLISHED,
) -> None:
    """Replay what is stored as it became known, and print what the rules would have sent. Writes and sends nothing."""
    from flows.backtest import Asked
    from flows.backtest import backtest as play

    asked = Asked(first.date() if first else None, last.date() if last else None, known_by)
    raise typer.Exit(play(_home(), rules, asked, _console()))


@app.command()
def message(
    sample: Annotated[bool, typer.Option("--sample", help="a message with invented values")] = False,
    entry: Annotated[int | None, typer.Option(help="a message of the outbox by its number")] = None,
    receiver: Annotated[str | None, typer.Option(help="as this receiver sees it; default: the first one")] = None,
    format: Annotated[str | None, typer.Option(help="text, markdown or html instead of the receiver's own")] = None,
    language: Annotated[str | None, typer.Option(help="zh or en instead of the receiver's own")] = None,
    picture: Annotated[Path | None, typer.Option(help="write the picture to this file (PNG)")] = None,
) -> None:
    """Show a message as a receiver sees it. Sends nothing."""
    from flows import message_commands as commands

    if sample is (entry is not None):
        raise commands.either_sample_or_entry()
    home = commands.the_house(read_settings())
    wished = (format, language)
    if entry is None:
        shown = commands.preview(home, receiver or next(iter(home.receivers.named)), wished)
    else:
        shown = commands.stored(home, entry, wished, receiver)
    if picture is not None:
        commands.write_picture(shown, picture)
    print("\n".join(shown.parts), end="")


@app.command()
def test(receiver: Annotated[str, typer.Argument(help="a name in the receivers file")]) -> None:
    """Send a marked test message to a receiver now, and show the service's own answer. Exit status 1 if it is refused."""
    from flows.message_commands import send_test, the_house

    answer = send_test(the_house(read_settings()), receiver)
    print(f"{receiver}: {printable(answer)}")


@app.command()
def outbox(
    retry: Annotated[int | None, typer.Option(help="queue this dead message again")] = None,
) -> None:
    """Show the newest messages and those that could not be delivered. Exit status 1 if there are any of these."""
    from flows import outbox_command
    from flows.message_commands import the_house

    home = the_house(read_settings())
    if retry is not None:
        print(outbox_command.retry(home, retry))
        return
    raise typer.Exit(outbox_command.show(home, _console()))


@app.command()
def snapshot(
    number: Annotated[str, typer.Argument(help="the SHA-256 that a message names")],
    file: Annotated[Path, typer.Argument(help="where to write it; it is a foreign page, so open it with care")],
) -> None:
    """Write a page as it was received, byte for byte, to a file."""
    from flows.message_commands import the_house
    from flows.snapshot_command import content_of

    content = content_of(the_house(read_settings()), number)
    file.write_bytes(content)
    print(f"{file}: {len(content)} bytes")


app.add_typer(upkeep)
