"""Whether the configuration can be used: `ningbo-monitor check`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.markup import escape

from alerts import baseline as baselines
from alerts import receivers as receiver_files
from alerts import rulebook as rulebooks
from alerts.receivers import Receivers
from flows.secrets import block_of, secrets_of
from flows.settings import Settings
from sources import catalogue as catalogues
from sources.errors import ConfigError, Problem
from store.database import open_store
from store.errors import StoreError

Value = TypeVar("Value")


def check_all(settings: Settings, console: Console) -> int:
    """Each part on a line: usable, or everything that is wrong with it. 0 only if all are usable."""
    results = list(_checks(settings, console))
    return 0 if all(results) else 1


def _checks(settings: Settings, console: Console) -> Iterator[bool]:
    catalogue = _checked(console, "catalogue", catalogues.load)
    yield catalogue is not None
    if catalogue is not None:
        recorded = _checked(console, "recorded figures", lambda: baselines.load(catalogue))
        yield recorded is not None
        if recorded is not None:
            path = (settings.rules,) if settings.rules else ()
            yield _checked(console, "rules", lambda: rulebooks.load(catalogue, recorded, *path)) is not None
        receivers = _checked(console, "receivers", lambda: _receivers(settings, catalogue))
        yield receivers is not None
    yield _checked(console, "store", lambda: open_store(settings.url_of_store)) is not None


def _receivers(settings: Settings, catalogue: catalogues.Catalogue) -> Receivers:
    """The receivers, with every secret they name."""
    if settings.receivers is None:
        return receiver_files.DEFAULT
    receivers = receiver_files.load(settings.receivers, catalogue)
    missing = sorted(set(receivers.secret_names) - set(secrets_of(settings, receivers.secret_names)))
    if missing:
        said = "is named by a receiver and not set: set it, or {0}_FILE, or Prefect's Secret block {1}"
        problems = [Problem(name, said.format(name, block_of(name))) for name in missing]
        raise ConfigError("environment", problems)
    return receivers


def _checked(console: Console, name: str, load: Callable[[], Value]) -> Value | None:
    try:
        value = load()
    except (ConfigError, StoreError) as error:
        console.print(f"[red]✗ {name}[/]")
        for line in str(error).splitlines():
            console.print(f"    {escape(line)}")
        return None
    console.print(f"[green]✓ {name}[/]")
    return value
