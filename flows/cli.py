"""`ningbo-monitor`: the commands that read and watch; those about alerts, messages and upkeep are joined at the end.

Prefect reads its settings when it is imported, so each command sets them first and imports what needs Prefect after.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_alerts import alerting
from flows.cli_messages import messaging
from flows.cli_upkeep import upkeep
from flows.settings import Sites, read_settings
from flows.terminal import home, paper
from sources.errors import ConfigError, NotARelease, Problem, ReadError
from sources.visible import printable

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

    raise typer.Exit(run_once(paper()))


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

    raise typer.Exit(stay_up(settings, paper()))


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
    for remark in reading.remarks:
        print(f"note: {printable(remark)}", file=sys.stderr)
    if text:
        print(printable(reading.text))
        return
    baseline = load_baseline(catalogue)
    if as_json:
        for line in as_json_lines(reading, baseline):
            print(line)
    else:
        print_table(reading, baseline, paper())


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
        raise typer.Exit(check_sites(settings, publisher or (), patch, paper()))
    if publisher or patch:
        raise ConfigError("options", [Problem("--publisher, --patch", "go with --sites live or --sites rehearsal")])
    from flows.health import check_all

    raise typer.Exit(check_all(read_settings(), paper()))


@app.command()
def status() -> None:
    """Show in one look whether the watcher can be trusted today. Exit status 1 where something needs a person."""
    from flows.status import show_status

    raise typer.Exit(show_status(home(), paper()))


@app.command()
def metrics(
    port: Annotated[int | None, typer.Option(help="serve them on this port of loopback until Ctrl-C")] = None,
) -> None:
    """The same as `status` in the format of Prometheus: printed once, or served at /metrics."""
    from flows.metrics import exposition, serve_metrics

    if port is None:
        print(exposition(home()), end="")
    else:
        serve_metrics(home(), port)


app.add_typer(alerting)
app.add_typer(messaging)
app.add_typer(upkeep)
