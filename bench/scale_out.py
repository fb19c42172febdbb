"""Two API servers, services apart, two workers, PostgreSQL and Redis, real processes: `python -m bench.scale_out`.

A worker and an API server are killed on the way. At the end the store must be what one quiet run over the same days
leaves, and every message must have arrived. Each worker asks an API server of its own; no front is needed.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import yaml

from bench.hook import Hook, RequestLog
from bench.machines import MissingError, clear_environment, redis
from bench.outcome import blind_looks, not_sent, outcome, posts_promised
from bench.quiet_walk import days_from, evening, walk_through
from bench.scaled_service import FIRST, PACE, Found, Plan, Service
from bench.system_postgres import postgres, programs
from flows.settings import Settings, Sites, read_settings
from sources.catalogue import load as load_catalogue
from sources.rehearsal import Rehearsal


def missing() -> str:
    """What must be installed first, in words; empty where nothing is missing."""
    if importlib.util.find_spec("prefect_redis") is None:
        return "prefect-redis is not installed: pip install 'ningbo-monitor[scale]'"
    try:
        programs()
        with tempfile.TemporaryDirectory() as folder, redis(Path(folder)):
            return ""
    except MissingError as error:
        return str(error)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--days", type=int, default=9)
    parser.add_argument("--no-kills", action="store_true")
    parser.add_argument("--gone", type=float, default=60, help="seconds that an API server is away")
    parser.add_argument("--folder", type=Path, default=None, help="kept; default: one that is thrown away")
    given = parser.parse_args()
    if lacking := missing():
        print(f"cannot be measured: {lacking}")
        return 2
    clear_environment()
    with ExitStack() as stack:
        folder = given.folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="scale-")))
        found = measure(Plan(given.minutes, given.days, not given.no_kills, given.gone, folder))
    print("everything held" if not found.wrong else f"{len(found.wrong)} did not hold")
    return bool(found.wrong)


def measure(plan: Plan) -> Found:
    found = Found()
    plan.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ExitStack() as stack:
        server = stack.enter_context(postgres())
        hook, quiet_hook = stack.enter_context(Hook()), stack.enter_context(Hook())
        rehearsal, log = stack.enter_context(Rehearsal(day=FIRST)), RequestLog()
        walked = _settings(plan, rehearsal, quiet_hook, server.create("quiet"))
        walk_through(evening(walked, FIRST))
        told_before = quiet_hook.posts.total()
        evening(walked, FIRST).store.dispose()
        settings = _settings(plan, rehearsal, hook, server.create("busy", "quiet"))
        for day in days_from(FIRST, plan.last)[1:]:
            rehearsal.day = day
            walk_through(evening(walked, day))
        found.say(
            f"the quiet run walked through {len(days_from(FIRST, plan.last))} evenings, {quiet_hook.posts.total()} posts"
        )
        rehearsal.day = FIRST
        rehearsal.requests = log
        addresses = (server.create("prefect"), stack.enter_context(redis(plan.folder / "redis")))
        Service(plan, found, settings, addresses).play(rehearsal)
        _judge_spacing(found, log)
        rehearsal._today = None
        rehearsal.day = plan.last
        home = evening(settings, plan.last)
        walk_through(home)
        _compare(found, home, evening(walked, plan.last))
        _judge_messages(found, home, hook, (2 if plan.kills else 0, told_before))
    return found


def _settings(plan: Plan, rehearsal: Rehearsal, hook: Hook, database: str) -> Settings:
    """A desk that hears of figures and an operator who hears of the watcher, both at the hook."""
    url = f"json://127.0.0.1:{hook.port}"
    named = [
        {"name": "desk", "url": f"{url}/desk", "language": "en", "picture": False},
        {"name": "operator", "url": f"{url}/operator", "language": "en", "routes": [{"about": "watching"}]},
        {
            "name": "trial",
            "url": f"{url}/trial",
            "language": "en",
            "routes": [{"about": "figures", "publishers": ["zhejiang-jx"], "severity": "critical"}],
        },
    ]
    file = plan.folder / f"receivers-{hook.port}.yaml"
    file.write_text(yaml.safe_dump({"receivers": named}), encoding="utf-8")
    return read_settings(
        sites=Sites.REHEARSAL,
        data=plan.folder / "here",
        database_url=database,
        receivers=file,
        rehearsal_port=rehearsal.port,
        rehearsal_day=FIRST,
    )


def _judge_spacing(found: Found, log: RequestLog) -> None:
    spacing = {
        host: entry.spacing_seconds * PACE
        for entry in load_catalogue().publishers.values()
        for host in (*entry.hosts, *entry.fallback_hosts.values())
    }
    pairs, close, least = log.too_close(spacing)
    found.must(
        close == 0, f"{pairs} pairs of requests of a host, {close} closer than its spacing (least: {least:.2f} of it)"
    )


def _compare(found: Found, home: Any, quiet: Any) -> None:
    here, there = outcome(home.store), outcome(quiet.store)
    found.say(f"the store: {here.sizes()}")
    found.say(f"the quiet one: {there.sizes()}")
    for look in list(blind_looks(home.store))[:20]:
        found.say(f"    {look}")
    differences = list(here.differences(there))
    for one in differences[:40]:
        found.say(f"    {one}")
    found.must(not differences, f"{len(differences)} differences from the quiet run")


def _judge_messages(found: Found, home: Any, hook: Hook, expected: tuple[int, int]) -> None:
    """`expected`: kills, each of which may repeat one message, and the posts that both stores began with."""
    kills, before = expected
    left = not_sent(home.store)
    found.must(not left, f"{len(left)} messages not sent")
    promised = posts_promised(home.store) - before
    arrived = sum(n for (path, *_), n in hook.posts.items() if "/trial" not in path)
    found.must(promised <= arrived <= promised + kills, f"{arrived} posts arrived, {promised} by the receipts")
    twice = [said for said, n in hook.posts.items() if n > 1 and "/trial" not in said[0]]
    found.must(len(twice) <= kills, f"{len(twice)} texts arrived twice, {kills} kills")


if __name__ == "__main__":
    sys.exit(main())
