"""`tell-operators`: trouble with the watcher itself, as an alert and through our own outbox like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from prefect import flow
from prefect.client.schemas.objects import State

from alerts.lifecycle import advance
from alerts.notifications import decide
from alerts.rules import OPERATIONS, About, Evaluation, Ordering, Outcome, Severity, Words
from alerts.silences import Mutes, audible
from flows.answering import answered
from flows.wiring import House, house
from store import alert_states, decisions, outbox, silences, told
from store.alert_states import Change
from store.database import unit_of_work

LONGEST = 300  # characters of what Prefect says


class Trouble(StrEnum):
    """What is wrong with the watcher itself."""

    RUN_FAILED = "run failed"
    RUNS_LATE = "runs late"
    WORKER_DOWN = "worker down"


_WORDS = {
    Trouble.RUN_FAILED: Words("运行失败或中断", "a run failed or broke off"),
    Trouble.RUNS_LATE: Words("多次运行未按时开始", "several runs did not start in time"),
    Trouble.WORKER_DOWN: Words("执行进程没有响应", "no worker answers: nothing runs"),
}


@dataclass(frozen=True, slots=True)
class Told:
    """Trouble as it is told. Of one subject once an hour: what goes on is no news every minute."""

    trouble: Trouble
    about: str
    detail: str
    at: datetime


@flow(name="tell-operators", flow_run_name="tell-operators-{trouble}", retries=0)
def tell_operators(trouble: Trouble, about: str, detail: str = "", occurred: datetime | None = None) -> State[None]:
    """Tell those who want to hear of the watcher itself. Prefect's automations start it; the next `deliver` sends.

    Args:
        trouble: What is wrong.
        about: Which deployment, run or pool.
        detail: What Prefect says of it.
        occurred: When it happened; empty: now. The same trouble within the hour is told once.
    """
    return answered(lambda: _said(trouble, about, detail, occurred))


def _said(trouble: Trouble, about: str, detail: str, occurred: datetime | None) -> str:
    home = house()
    at = occurred or home.clock.now()
    promised = tell(home, Told(trouble, about, detail, at if at.tzinfo else at.replace(tzinfo=UTC)))
    return f"{promised} messages promised" if promised else "told already, or nobody wants to hear of it"


def tell(home: House, what: Told) -> int:
    """Alert, transition, decisions and promises in one transaction; how many messages were promised."""
    now, evaluation = home.clock.now(), _evaluation(what)
    with unit_of_work(home.store) as session:
        key = (evaluation.rule, evaluation.subject)
        held = alert_states.load(session, [key]).get(key) or alert_states.fresh(*key)
        alert, move = advance(held.alert, evaluation, 1)
        if move is None:
            return 0
        memory = told.of_alerts(session, [key])
        heard = audible([move], (), Mutes(silences.active(session, now)), now)
        decided = decide(heard, home.receivers, memory, now)
        alert_states.save(session, [Change(held, alert, (move,))])
        decisions.append(session, decided.decisions)
        promised = sum(outbox.enqueue(session, [n], not_before=n.not_before) for n in decided.notifications)
        told.keep(session, decided.notifications, memory)
    return promised


def _evaluation(what: Told) -> Evaluation:
    words = _WORDS[what.trouble]
    detail = f": {what.detail[:LONGEST]}" if what.detail else ""
    why = Words(f"{words.zh}（{what.about}）{detail}", f"{words.en} ({what.about}){detail}")
    return Evaluation(
        rule=OPERATIONS,
        subject=f"{what.trouble.value.replace(' ', '-')}/{what.about}",
        outcome=Outcome.BREACHED,
        at=what.at.astimezone(UTC).replace(minute=0, second=0, microsecond=0),
        period=None,
        value=None,
        unit=None,
        compared_with="",
        baseline_value=None,
        difference=None,
        difference_unit=None,
        why=why.en,
        evidence=None,
        ordering=Ordering.SEEN,
        event=True,
        about=About.WATCHING,
        severity=Severity.CRITICAL if what.trouble is Trouble.WORKER_DOWN else Severity.WARNING,
        publisher="ningbo-monitor",
        publisher_name=Words("监测程序本身", "the watcher itself"),
        subject_name=Words(f"监测程序：{what.about}", f"Watcher: {what.about}"),
        rule_words=words,
        reason_words=why,
        purpose=Words("没有消息不等于没有新闻", "no news must never look like good news"),
    )
