"""`ningbo-monitor explain ALERT`: what it is about, what it went through, who was told, who was not, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rich.console import Console
from rich.markup import escape

from alerts.conditions import Overdue, Unconfirmed
from alerts.items import quote_of
from alerts.lifecycle import Alert, State, Transition, standing
from alerts.memory import Decision
from alerts.receivers import Receivers
from alerts.replay import replay
from alerts.rulebook import Bound
from alerts.rules import Evaluation
from alerts.silences import Acknowledgement, Mutes, inhibitions, muted_by
from flows.backtest import past_of
from flows.clock import in_beijing
from flows.finding import find_any
from flows.wiring import House
from store import acknowledgements, alert_states, decisions, release_facts, silences
from store.database import read_only
from store.observations import KnownBy

_SHOWN = 12  # judged values
_TITLE = 60  # characters of the title of a release


def explain(home: House, name: str, console: Console) -> int:
    """Raises StoreError where no alert, or more than one, is called so."""
    for line in explained(home, name):
        console.print(escape(line))
    return 0


def explained(home: House, name: str) -> list[str]:
    """Line by line, as it was stored: nothing is escaped yet. Raises StoreError as `explain` does."""
    now = home.clock.now()
    with read_only(home.store) as session:
        alert = find_any(session, name, home.rulebook)
        moves = alert_states.transitions(session, *alert.key)
        taken = decisions.of_alert(session, *alert.key)
        taken_on = acknowledgements.of_alert(session, alert)
        firing = [h.alert for h in alert_states.in_state(session, State.FIRING)]
        release = alert.last.evidence.release if alert.last and alert.last.evidence else ""
        mutes = Mutes(
            silences.active(session, now),
            inhibitions(firing, home.catalogue),
            maintenance=home.rulebook.maintenance,
            quiet=release_facts.quiet_ones(session, [release]),
        )
    bound = next((b for b in home.rulebook.bounds if b.key == alert.key), None)
    lines = [*_head(alert, bound), *_now(alert, mutes, taken_on, now), *_history(moves, taken)]
    if bound is not None and bound.triggers and not isinstance(bound.rule.when, Overdue | Unconfirmed):
        judged = _judged(home, bound)
        lines += ["", "values judged by this rule, the newest period last (played again from the store):"]
        lines += [_said(evaluation) for evaluation in judged[-_SHOWN:]]
        lines += [] if judged else ["  none: nothing that it asks of has been published yet"]
    return lines


def _head(alert: Alert, bound: Bound | None) -> list[str]:
    since = f" since {in_beijing(alert.since)}" if alert.since else ""
    lines = [f"{alert.rule}/{alert.subject}: {alert.state.value}{since}"]
    if bound is None:
        return [*lines, "  no rule asks for it any more"]
    rule = bound.rule
    words = rule.when.words()
    lines += [f"  rule      {words.en} ({words.zh}), {rule.severity.value}{_held(rule.hold)}"]
    lines += [f"  why       {rule.why.en}", f"            {rule.why.zh}"]
    return lines


def _held(periods: int) -> str:
    return f", fires when it is so for {periods} periods in a row" if periods > 1 else ""


def _now(alert: Alert, mutes: Mutes, taken_on: Acknowledgement | None, now: datetime) -> list[str]:
    lines = []
    if alert.last is not None:
        lines.append(f"  newest    {_said(alert.last).strip()}")
        lines += [f"  read at   {source}" for source in _sources(alert.last)]
    if taken_on is not None:
        lines.append(f"  taken on  by {taken_on.author} {in_beijing(taken_on.at)}: {taken_on.note}")
    why = next((why for move in standing([alert]) if (why := muted_by(move, mutes, now))), None)
    return [*lines, f"  muted     {why}"] if why else lines


def _sources(evaluation: Evaluation) -> tuple[str, ...]:
    """The sentence that it was judged by, and the release in which it stands; the address comes last."""
    evidence = evaluation.evidence
    if evidence is None or not evidence.url:
        return ()
    quote = "".join(quote_of(evidence) or ())
    said = (f"“{quote}”" if quote else "", evidence.title[:_TITLE], str(evidence.published_on or ""), evidence.url)
    return (" ".join(filter(None, said)),)


def _history(moves: Sequence[Transition], taken: Sequence[Decision]) -> list[str]:
    if not moves:
        return ["", "it never moved"]
    lines = ["", "what it went through, and who was told:"]
    for move in moves:
        lines.append(
            f"  {in_beijing(move.at)}  {move.before.value} -> {move.after.value} ({move.reason}): {move.evaluation.why}"
        )
        lines += [f"      read at {source}" for source in _sources(move.evaluation)]
        for one in (d for d in taken if d.transition == move.id):
            who, did = one.receiver or "everybody", "told" if one.told else "not told"
            lines.append(f"      {in_beijing(one.at)}  {who} {did}: {one.why}")
    return lines


def _judged(home: House, bound: Bound) -> list[Evaluation]:
    """Also those that left it as it was because nothing could be decided."""
    rulebook = home.rulebook.only(*bound.key)
    past = past_of(home.store, KnownBy.SEEN, rulebook.series_needed(bound.triggers))
    played = replay(past, rulebook, Receivers({}))
    return sorted((evaluation for day in played for evaluation in day.judgement.evaluations), key=_by_period)


def _by_period(evaluation: Evaluation) -> tuple[date, datetime]:
    period = evaluation.period
    return (period.end if period is not None and period.end else evaluation.at.date(), evaluation.at)


def _said(evaluation: Evaluation) -> str:
    period = evaluation.period.label_en() if evaluation.period is not None else ""
    return f"  {in_beijing(evaluation.at)}  {period}: {evaluation.outcome.value}, {evaluation.why}"
