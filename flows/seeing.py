"""What a run of `collect` ends with: a source that could not be seen must not look like one that had nothing new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from prefect.client.schemas.objects import State, StateType
from prefect.states import Completed

from alerts.wording import counted
from flows.answering import one_line
from flows.clock import in_beijing
from store.visits import ColumnState

if TYPE_CHECKING:
    from flows.collect import Collected

UNSEEN, PARTLY_SEEN = "Unseen", "PartlySeen"  # names of states, also in the events that Prefect makes of them


def ended(collected: Collected, columns: Sequence[ColumnState]) -> State[Collected]:
    """Red where no column could be seen, named `PartlySeen` where some could. `columns` as they stand after the run.

    A rule tells of it (`unreadable_after_failures`), so neither is a `Failed` that automations tell of run by run.
    """
    blind = [column for column in columns if not column.last_outcome.could_look]
    message = one_line(said(collected, blind, len(columns)))
    if not blind:
        return Completed(message=message, data=collected)
    if len(blind) < len(columns):
        return Completed(name=PARTLY_SEEN, message=message, data=collected)
    return State(type=StateType.FAILED, name=UNSEEN, message=message, data=collected)


def said(collected: Collected, blind: Sequence[ColumnState], columns: int) -> str:
    """What was done, and first of all what could not be."""
    found = ", ".join(
        (
            f"{counted(len(collected.read), 'release')} read",
            counted(collected.vintages, "new value"),
            counted(collected.refusals, "refusal"),
        )
    )
    if not blind:
        return f"{columns} columns seen, {found}"
    until = max((column.next_attempt for column in blind if column.next_attempt), default=None)
    rest = f"; left alone until {in_beijing(until)} Beijing, unless `insist` is on" if until else ""
    names = ", ".join(f"{column.column} {column.last_outcome.value}" for column in blind)
    return f"{len(blind)} of {columns} columns could not be seen{rest}; {found}; not seen: {names}"
