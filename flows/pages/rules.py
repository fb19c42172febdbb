"""The page of the rules in force: what each asks, its threshold, and the whole file to copy."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from alerts import rulebook
from flows.artifacts import escape, table
from flows.operate.thresholds import thresholds_of
from flows.pages.writing import write_page
from flows.wiring import House


def rules_in_force(home: House) -> str:
    """The text of the rules file that this monitor uses."""
    return (home.settings.rules or rulebook.FILE).read_text(encoding="utf-8")


def show_rules(home: House) -> str:
    written = rules_in_force(home)
    rules: list[Mapping[str, Any]] = yaml.safe_load(written)["rules"]
    asks = home.rulebook.words_of
    rows = (
        (
            f"`{one['id']}`",
            escape(asks[one["id"]].en),
            escape(", ".join(f"{name}: {amount}" for name, amount in thresholds_of(one["when"]).items() if amount)),
        )
        for one in rules
    )
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", written)), default=0))
    parts = [
        "# Rules in force",
        "To try another threshold on history: deployment `backtest` with a `rule` and a `threshold` of this table, changed. "
        "To try more than that: copy the file below, change it, and paste it into `rules` of the same form.",
        table(("rule", "asks whether", "threshold"), rows),
        "## The whole file",
        f"{fence}yaml\n{written}\n{fence}",
    ]
    write_page(key="rules", markdown="\n\n".join(parts), description=f"{len(rules)} rules")
    return "rules"
