"""`backtest`: what other rules would have sent, beside what the present ones would have."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State

from alerts import rulebook as rulebooks
from alerts.rulebook import Rulebook
from flows import backtest as replays
from flows.answering import Refused, answered
from flows.artifacts import escape, table
from flows.backtest import Asked, Played
from flows.clock import beijing_day
from flows.operate.thresholds import with_threshold
from flows.pages.rules import rules_in_force
from flows.pages.writing import write_page
from flows.spans import span_of
from flows.wiring import House, house
from sources.errors import ConfigError
from store.observations import KnownBy

MOST_ROWS = 500
MOST_BYTES = 200_000  # of a rules file; the shipped one has a tenth of it


class Known(StrEnum):
    """When a value became known."""

    PUBLISHED = "when it was published"
    SEEN = "when it was seen here"


@flow(name="backtest", flow_run_name="backtest", retries=0)
def backtest(
    rule: str = "",
    threshold: str = "",
    first: date | None = None,
    last: date | None = None,
    known: Known = Known.PUBLISHED,
    rules: str = "",
) -> State[None]:
    """Replay what is stored, day by day, and show what the rules would have sent. Writes nothing, sends nothing.

    Args:
        rule: Whose threshold to change, as alert pages and the page `rules` name it, such as slower-than-recorded. Empty: no rule is changed.
        threshold: The threshold to try, written like the present one: 1 pp, 5 %, 20000 亿元, 3.
        first: Show what would have been sent from this day on (Beijing); everything before is played as well.
        last: Play until this day; empty: until the last day on which anything became known.
        known: When a value became known: when it was published, or when it was seen here.
        rules: More than one threshold: a whole rules file, pasted (the page `rules` has the present one to copy). Empty: the present rules.
    """
    wanted = Wanted(rule.strip(), threshold.strip(), rules)
    return answered(lambda: _backtest(wanted, first, last, known))


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the rules are to differ: one threshold, or a whole file; neither: only the present ones are played."""

    rule: str = ""
    threshold: str = ""
    rules: str = ""

    def of(self, home: House) -> tuple[str, str]:
        """The changed rules file and what is changed in it; empty where nothing is. Raises Refused."""
        if not (self.rule or self.threshold):
            return self.rules, "the pasted rules" if self.rules.strip() else ""
        if self.rules.strip():
            raise Refused("give `rule` with `threshold`, or `rules`, not both")
        if not self.threshold:
            raise Refused(f"`threshold` says what to try for {self.rule}, such as 1 pp")
        return with_threshold(rules_in_force(home), self.rule, self.threshold)


def _backtest(wanted: Wanted, first: date | None, last: date | None, known: Known) -> str:
    home = house()
    if first is not None or last is not None:
        span_of(first, last, beijing_day(home.clock.now()))
    rules, changed = wanted.of(home)
    if rules.strip():
        rulebook_of(home, rules)  # refused before anything is played
    return play(rules, changed, Asked(first, last, KnownBy.PUBLISHED if known is Known.PUBLISHED else KnownBy.SEEN))


@task(cache_policy=NO_CACHE, task_run_name="play")
def play(rules: str, changed: str, asked: Asked) -> str:
    home = house()
    played = replays.play(home, rulebook_of(home, rules) if rules.strip() else None, asked)
    if played is None:
        raise Refused("nothing is stored yet: run `collect` or `backfill` first")
    said = f"{changed}: {played.counted}" if changed else played.counted
    write_page(key="backtest", markdown=markdown(played, changed), description=escape(said))
    return said


def rulebook_of(home: House, written: str) -> Rulebook:
    """The rules of a pasted file. Raises ConfigError with everything that is wrong, with its lines."""
    if len(written.encode()) > MOST_BYTES:
        raise Refused(f"the rules are longer than {MOST_BYTES} bytes: paste only the rules file")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rules.yaml"
        file.write_text(written, encoding="utf-8")
        try:
            return rulebooks.load(home.catalogue, home.baseline, file)
        except ConfigError as error:
            raise ConfigError("rules", error.problems) from None


def markdown(played: Played, changed: str = "") -> str:
    rows = [
        (
            f"{_MARKS[row.by_present, row.by_changed]} {row.sending.day}".strip(),
            escape(f"{row.sending.receiver}, {row.sending.reason}"),
            escape(f"{row.sending.rule} · {row.sending.subject}: {row.sending.state}"),
            escape(row.sending.said[:200]),
        )
        for row in sorted(played.differences, key=lambda row: row.by_present and row.by_changed)
    ]
    header = ("day", "receiver, reason", "rule · subject: state", "found")
    more = f"\n\n… and {len(rows) - MOST_ROWS} more" if len(rows) > MOST_ROWS else ""
    marks = (
        "\n\n**−**: only the present rules send it; **+**: only the changed ones do; what both send stands below."
        if played.is_compared
        else ""
    )
    tried = f"\n\n**Tried:** {escape(changed)}" if changed else ""
    return f"# Backtest{tried}\n\n{played.counted}\n\n{played.said}{marks}\n\n{table(header, rows[:MOST_ROWS])}{more}"


_MARKS = {(True, True): "", (True, False): "**−**", (False, True): "**+**"}
