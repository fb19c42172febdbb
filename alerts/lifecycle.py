"""An alert's life: inactive, pending, firing, resolved; moved by real observations only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from alerts.rules import Evaluation, Ordering, Outcome


class State(StrEnum):
    INACTIVE = "inactive"
    PENDING = "pending"
    FIRING = "firing"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule's state for one subject. `key` is `rule` and `subject`."""

    rule: str
    subject: str
    state: State = State.INACTIVE
    since: datetime | None = None  # when it entered this state
    breaches: int = 0  # breached reference periods in a row
    last: Evaluation | None = None  # the newest evaluation it holds
    generation: int = 0  # counts transitions
    before: State = State.INACTIVE  # the state before this one
    reason: str = ""  # why it entered this state

    @property
    def key(self) -> tuple[str, str]:
        return self.rule, self.subject


@dataclass(frozen=True, slots=True)
class Transition:
    """One change of an alert's state; appended, never edited."""

    id: str  # rule, subject and generation: the same change always has the same id
    rule: str
    subject: str
    before: State
    after: State
    at: datetime
    reason: str  # breached, hold reached, clear, revised
    evaluation: Evaluation


def advance(alert: Alert, evaluation: Evaluation, hold: int = 1) -> tuple[Alert, Transition | None]:
    """The alert after an evaluation, and its change of state if there was one.

    Undecided changes nothing. So does an evaluation that is not newer than the one the alert holds; therefore the
    same evaluations may come any number of times.
    """
    if evaluation.outcome is Outcome.UNDECIDED or not _is_newer(evaluation, alert.last):
        return alert, None
    again = alert.last is not None and alert.last.period == evaluation.period
    breached = evaluation.outcome is Outcome.BREACHED
    breaches = max(alert.breaches + (0 if again else 1), 1) if breached else 0
    after = _state_after(alert.state, evaluation, reached=breaches >= hold)
    moved = replace(alert, breaches=breaches, last=evaluation)
    if after is alert.state and not (evaluation.event and breached):
        return moved, None
    return _transition(moved, after, _reason(alert, evaluation, after))


def standing(alerts: Iterable[Alert]) -> tuple[Transition, ...]:
    """The transitions that brought the firing and resolved ones where they are, with the newest evaluation of each:
    what may still have to be told, or repeated."""
    stand = (State.FIRING, State.RESOLVED)
    return tuple(_last_transition(alert) for alert in alerts if alert.state in stand and alert.last is not None)


def _state_after(state: State, evaluation: Evaluation, *, reached: bool) -> State:
    if evaluation.outcome is Outcome.BREACHED:
        return State.FIRING if reached or evaluation.event or state is State.FIRING else State.PENDING
    if state is State.FIRING and not evaluation.event:
        return State.RESOLVED
    return State.INACTIVE


def _reason(alert: Alert, evaluation: Evaluation, after: State) -> str:
    same_period = alert.last is not None and alert.last.period == evaluation.period
    if after in (State.RESOLVED, State.INACTIVE):
        return "revised" if evaluation.revision and same_period else "clear"
    if evaluation.event:
        return "happened"
    return "hold reached" if alert.state is State.PENDING and after is State.FIRING else "breached"


def _transition(alert: Alert, after: State, reason: str) -> tuple[Alert, Transition]:
    assert alert.last is not None
    moved = replace(
        alert, state=after, since=alert.last.at, generation=alert.generation + 1, before=alert.state, reason=reason
    )
    return moved, _last_transition(moved)


def _last_transition(alert: Alert) -> Transition:
    assert alert.last is not None
    return Transition(
        id=f"{alert.rule}/{alert.subject}/{alert.generation}",
        rule=alert.rule,
        subject=alert.subject,
        before=alert.before,
        after=alert.state,
        at=alert.since or alert.last.at,
        reason=alert.reason,
        evaluation=alert.last,
    )


def _is_newer(new: Evaluation, held: Evaluation | None) -> bool:
    if held is None:
        return True
    match new.ordering:
        case Ordering.STATE:
            return (new.outcome, new.period, new.blind) != (held.outcome, held.period, held.blind)
        case Ordering.PERIOD:
            return (_end(new), new.at) > (_end(held), held.at)
        case Ordering.SEEN:
            return (new.at, _end(new)) > (held.at, _end(held))


def _end(evaluation: Evaluation) -> date:
    period = evaluation.period
    return period.end if period is not None and period.end is not None else date.min
