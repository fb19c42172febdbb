"""`rerun`: one release once more, from its page to the message, as far as is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts.memory import Notification, Reason
from flows.answering import answered
from flows.artifacts import escape
from flows.clock import beijing_day
from flows.fetching import fetch_one
from flows.finding import find_release
from flows.judge import VINTAGES, judge_all
from flows.operate.reread import markdown as differences_of
from flows.operate.rereading import reread
from flows.pages.writing import write_page
from flows.rechecking import recheck_one
from flows.wiring import House, house
from store import cursors, observations, outbox
from store.database import read_only, unit_of_work
from store.outbox import Delivery, EntryState
from store.releases import KnownRelease


class Resend(StrEnum):
    """Which messages about the release to send again."""

    NOTHING = "nothing"
    UNDELIVERED = "what could not be delivered"
    EVERYTHING = "everything, once more today"


@dataclass(frozen=True, slots=True)
class Asked:
    release: str
    fetch: bool = True
    reread: bool = True
    evaluate: bool = True
    resend: Resend = Resend.NOTHING
    dry_run: bool = True


@flow(name="rerun", flow_run_name="rerun-{release}", retries=0)
def rerun(
    release: str,
    fetch: bool = True,
    reread: bool = True,
    evaluate: bool = True,
    resend: Resend = Resend.NOTHING,
    dry_run: bool = True,
) -> State[None]:
    """Take one release through the whole way again: fetch, read, judge, send.

    Args:
        release: Which one: publisher/key, its address, or a part of its title that only it has.
        fetch: Ask the site for the page again, whatever its age.
        reread: Read the stored bytes with today's reader and append what is new.
        evaluate: Judge what is new and not judged yet. What was judged before is not judged twice.
        resend: Messages about this release that were promised before. Once more today means once, however often this runs.
        dry_run: On: only say what would be done; nothing is fetched, stored or sent. Off: do it.
    """
    return answered(lambda: _rerun(Asked(release, fetch, reread, evaluate, resend, dry_run)))


def _rerun(asked: Asked) -> str:
    with read_only(house().store) as session:
        find_release(session, asked.release)  # refused before any task is begun
    return run_again(asked)


@task(cache_policy=NO_CACHE, task_run_name="run-again")
def run_again(asked: Asked) -> str:
    home = house()
    with read_only(home.store) as session:
        known = find_release(session, asked.release)
    lines = list(again(home, known, asked))
    name = f"{known.ref.publisher}/{known.ref.key}"
    parts = [f"# Rerun of {escape(name)}", escape(known.ref.title), *(f"- {line}" for line in lines)]
    write_page(key="rerun", markdown="\n".join(parts), description=name)
    return f"{name}: " + "; ".join(line.splitlines()[0] for line in lines)


def again(home: House, known: KnownRelease, asked: Asked) -> Iterator[str]:
    """What was done, or with `dry_run` would be, step by step; in Markdown."""
    if asked.fetch:
        yield _fetch(home, known, asked.dry_run)
    if asked.reread:
        yield _reread(home, known, asked.dry_run)
    if asked.evaluate:
        yield _evaluate(home, asked.dry_run)
    if asked.resend is not Resend.NOTHING:
        yield _resend(home, known, asked)


def _fetch(home: House, known: KnownRelease, dry_run: bool) -> str:
    if dry_run:
        return f"would fetch {escape(known.ref.url)}"
    with home.fetcher() as fetcher:
        done = (
            [fetch_one(home, fetcher, known.ref)] if known.snapshot is None else recheck_one(home, fetcher, known.ref)
        )
    problem = "; ".join(one.problem for one in done if one.problem)
    return f"fetched: {escape(problem) or ('it says what it said' if not done else 'kept')}"


def _reread(home: House, known: KnownRelease, dry_run: bool) -> str:
    with read_only(home.store) as session:
        now_known = find_release(session, f"{known.ref.publisher}/{known.ref.key}")
    if now_known.snapshot is None:
        return "nothing to read: its page was never had"
    done = list(reread(home, (now_known,), apply=not dry_run))
    return f"{'would be read' if dry_run else 'read'} again\n\n{differences_of(known.ref.title, done, dry_run)}\n"


def _evaluate(home: House, dry_run: bool) -> str:
    if dry_run:
        with read_only(home.store) as session:
            waiting = len(observations.since(session, cursors.peek(session, VINTAGES)))
        return f"would judge {waiting} values that nobody has judged yet"
    watched = judge_all(home)
    moves = ", ".join(f"{move.rule}/{move.subject} {move.after.value}" for move in watched.transitions)
    return f"judged {watched.vintages} new values, {watched.promised} messages promised; {escape(moves) or 'no alert moved'}"


# -- sending again ----------------------------------------------------------------------------------------------------


def _resend(home: House, known: KnownRelease, asked: Asked) -> str:
    now = home.clock.now()
    with unit_of_work(home.store) as session:
        promised = outbox.about(session, [f"{known.ref.publisher}/{known.ref.key}"])
        dead = [one for one in promised if one.state is EntryState.DEAD]
        told = _once_more(home, promised) if asked.resend is Resend.EVERYTHING else []
        if not asked.dry_run:
            for one in dead:
                outbox.requeue(session, one.id, now)
            told = told[: outbox.enqueue(session, told)]
    did = "would be sent" if asked.dry_run else "will be sent by the next `deliver`"
    return f"{len(dead)} undelivered and {len(told)} delivered messages {did} again"


def _once_more(home: House, promised: tuple[Delivery, ...]) -> list[Notification]:
    """The delivered ones under a key of their own for today, so that asking twice sends once."""
    now = home.clock.now()
    mark = f"#again-{beijing_day(now)}"
    sent = [
        one.notification for one in promised if one.state is EntryState.SENT and "#again-" not in one.notification.key
    ]
    return [replace(n, key=n.key + mark, reason=Reason.REPEAT, created_at=now, not_before=None) for n in sent]
