"""What the commands share: the paper they print on, and the house that they look into."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from flows.console import SafeConsole
from flows.settings import Sites, read_settings

if TYPE_CHECKING:
    from flows.wiring import House

WIDE = 150  # columns where nobody's window says otherwise: a file, a pipe


def paper() -> SafeConsole:
    return SafeConsole(width=None if sys.stdout.isatty() else WIDE, highlight=False)


def home() -> House:
    """The house for commands that fetch nothing: it does not matter which sites the store was filled from."""
    from flows.wiring import house

    return house(read_settings().model_copy(update={"sites": Sites.LIVE}))
