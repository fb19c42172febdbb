"""The second half of a look: who is told of what moved, and of what stands; saved with the promises.

It asks about the alerts that moved and those whose time has come (`store/asking.py`), so what stands costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from alerts import circumstances, undelivered
from alerts.judging import Judgement
from alerts.lifecycle import Alert, State, Transition, standing
from alerts.memory import Memory, remember
from alerts.notifications import Decided, decide, group_of
from alerts.reminders import ask_again
from alerts.rules import OPERATIONS
from alerts.silences import Mutes, Silence, audible, inhibitions, unreadable_publishers
from flows.wiring import House
from store import acknowledgements, alert_states, asking, decisions, outbox, release_facts, silences, told
from store.alert_states import Change, Held
from store.database import Session

ASKED_AT_ONCE = 2000  # alerts that stand, asked about in one look

Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What one look loaded and judged. `may_be_told`: somebody wants told what was read quietly."""

    held: Mapping[Key, Held]
    judgement: Judgement
    may_be_told: bool = False

    @property
    def after(self) -> dict[Key, Alert]:
        now = {key: one.alert for key, one in self.held.items()}
        return {**now, **{alert.key: alert for alert in self.judgement.alerts}}


@dataclass(frozen=True, slots=True)
class Promised:
    """How many messages; `more` where more alerts are due than one look asks about."""

    promised: int
    more: bool


@dataclass(frozen=True, slots=True)
class _Concern:
    """The alerts of which this look asks whether somebody is to be told: what moved, and what is due."""

    moved: tuple[Alert, ...]
    due: tuple[Held, ...]
    watched: tuple[Alert, ...]  # of those that are due, the ones that a rule still watches
    after: Mapping[Key, Alert]  # everything that was loaded, as it is after the look
    quiet: tuple[Silence, ...]
    more: bool  # is due than one look asks about

    @property
    def alerts(self) -> tuple[Alert, ...]:
        return (*self.moved, *self.watched)


def tell(session: Session, home: House, looked_at: LookedAt, now: datetime) -> Promised:
    """Decide, and save alerts, decisions and promises. Raises Overtaken where another watcher was faster."""
    concern = _concern(session, home, looked_at, now)
    known = told.of_alerts(session, [alert.key for alert in concern.alerts])
    stands = (*standing(concern.alerts), *_ended_untold(session, home, concern.alerts, known))
    moves = looked_at.judgement.transitions
    known = told.beliefs(session, known, home.receivers.named, {group_of(t) for t in (*moves, *stands)})
    heard = audible(moves, stands, _mutes(session, home, concern, (*moves, *stands)), now)
    decided = decide(heard, home.receivers, known, now)
    after = remember(decided.notifications, known)
    again = ask_again((*heard.transitions, *heard.standing), home.receivers, after, now)
    _save(session, looked_at, decided, again)
    asking.settle(session, concern.due, again)
    promised = sum(outbox.enqueue(session, [one], not_before=one.not_before) for one in decided.notifications)
    told.keep(session, decided.notifications, known)
    return Promised(promised, concern.more)


def _concern(session: Session, home: House, looked_at: LookedAt, now: datetime) -> _Concern:
    after, quiet = looked_at.after, silences.active(session, now)
    hidden = circumstances.hidden_series(unreadable_publishers(after.values()), home.catalogue)
    windows, rules = circumstances.on(home.rulebook.maintenance, now), _rules(home)
    changed = asking.under(session, circumstances.digest(home.receivers, quiet, windows, hidden, rules))
    if looked_at.may_be_told and not changed:
        asking.all_again(session)
    moved = {alert.key: alert for alert in looked_at.judgement.alerts}
    due = alert_states.to_ask(session, now, ASKED_AT_ONCE)
    others = tuple(held for held in due if held.alert.key not in moved)
    watched = tuple(held.alert for held in others if held.alert.rule in rules)
    return _Concern(tuple(moved.values()), others, watched, after, quiet, len(due) == ASKED_AT_ONCE)


def _rules(home: House) -> frozenset[str]:
    """What may still be told of: an alert whose rule was taken out stays as it is and is repeated to nobody."""
    return frozenset(rule.id for rule in home.rulebook.rules) | {undelivered.RULE, OPERATIONS}


def _mutes(session: Session, home: House, concern: _Concern, moves: Iterable[Transition]) -> Mutes:
    releases = {move.evaluation.evidence.release for move in moves if move.evaluation.evidence is not None}
    alerts = {**{alert.key: alert for alert in concern.alerts}, **concern.after}
    return Mutes(
        concern.quiet,
        inhibitions(alerts.values(), home.catalogue),
        frozenset(one.transition for one in acknowledgements.in_force(session)),
        home.rulebook.maintenance,
        release_facts.quiet_ones(session, releases),
    )


def _ended_untold(session: Session, home: House, alerts: Iterable[Alert], known: Memory) -> list[Transition]:
    """How those ended that somebody still believes to fire: their end came while nobody might be told, and they moved on."""
    interested = [receiver.name for receiver in home.receivers.named.values() if receiver.tell_resolved]
    ends = []
    for alert in alerts:
        if alert.state in (State.FIRING, State.RESOLVED):
            continue
        beliefs = (known.told.get((name, *alert.key)) for name in interested)
        if any(belief is not None and belief.state is State.FIRING for belief in beliefs):
            moves = alert_states.transitions(session, *alert.key)
            ends += [move for move in moves if move.after is State.RESOLVED][-1:]
    return ends


def _save(session: Session, looked_at: LookedAt, decided: Decided, again: Mapping[Key, datetime]) -> None:
    by_alert: dict[Key, list[Transition]] = {}
    for transition in looked_at.judgement.transitions:
        by_alert.setdefault((transition.rule, transition.subject), []).append(transition)
    changes = [
        Change(
            looked_at.held.get(alert.key) or alert_states.fresh(*alert.key),
            alert,
            tuple(by_alert.get(alert.key, ())),
            again.get(alert.key),
        )
        for alert in looked_at.judgement.alerts
    ]
    alert_states.save(session, changes)
    decisions.append(session, decided.decisions)
