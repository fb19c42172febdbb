"""What an operator is answered: a refusal as one line and nothing changed, or what was done, as the state of the run."""

from __future__ import annotations

import io
from collections.abc import Callable

from prefect import get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed
from rich.console import Console

from alerts.receipts import DeliveryError
from flows.console import SafeConsole
from sources.errors import ConfigError, SourceError
from store.errors import StoreError

LONGEST = 500  # characters of a state's message
WIDE = 160
REFUSED = "Refused"  # the name of the state, also in the event that Prefect makes of it


class Refused(Exception):
    """It cannot be done as asked; the text says what to do, and nothing was changed."""


def answered(act: Callable[[], str]) -> State[None]:
    """Run `act`; its text becomes the message of the run. What was asked wrongly is refused in one line, not a traceback."""
    try:
        said = act()
    except (Refused, ConfigError, StoreError, DeliveryError, SourceError) as error:
        return refusal(error)
    get_run_logger().info("%s", said)
    return Completed(message=one_line(said))


def refusal(error: Exception) -> State[None]:
    """The state of a run that was asked for something impossible: one line that says what to do."""
    line = one_line(str(error))
    get_run_logger().error("refused: %s", line)
    return Failed(name=REFUSED, message=line)


def spoken(act: Callable[[Console], int]) -> str:
    """What a command of the terminal prints, for those who have only the UI."""
    written = io.StringIO()
    act(SafeConsole(file=written, width=WIDE, highlight=False, no_color=True))
    return written.getvalue().strip()


def one_line(text: str) -> str:
    shown = " · ".join(line.strip() for line in text.splitlines() if line.strip())
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
