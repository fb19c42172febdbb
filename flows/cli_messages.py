"""The commands about what is sent and kept: message, test, outbox, snapshot."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.settings import read_settings
from flows.terminal import paper
from sources.visible import printable

messaging = typer.Typer()


@messaging.command()
def message(
    sample: Annotated[bool, typer.Option("--sample", help="a message with invented values")] = False,
    kind: Annotated[
        str, typer.Option(help="of the sample: alert, resolved, revised, claim, blind, undelivered or digest")
    ] = "alert",
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
        shown = commands.preview(home, receiver or next(iter(home.receivers.named)), kind, wished)
    else:
        shown = commands.stored(home, entry, wished, receiver)
    if picture is not None:
        commands.write_picture(shown, picture)
    print("\n".join(shown.parts), end="")


@messaging.command()
def test(receiver: Annotated[str, typer.Argument(help="a name in the receivers file")]) -> None:
    """Send a marked test message to a receiver now, and show the service's own answer. Exit status 1 if it is refused."""
    from flows.message_commands import send_test, the_house

    answer = send_test(the_house(read_settings()), receiver)
    print(f"{receiver}: {printable(answer)}")


@messaging.command()
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
    raise typer.Exit(outbox_command.show(home, paper()))


@messaging.command()
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
