"""One rule with another threshold, without a file: what most people want to try. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

from alerts.recorded import nearest
from flows.answering import Refused

_A_NUMBER = re.compile(r"[+-]?[0-9]")
_AGAINST = ("lower_than", "higher_than")  # without an amount they mean: at all


def with_threshold(written: str, rule: str, threshold: str) -> tuple[str, str]:
    """A rules file in which one rule has another threshold, and what was changed, in words.

    `threshold` is the amount as a rules file has it (`1 pp`), or `name: amount` where a rule has several. Raises Refused;
    what the amount may be is for the reader of rules files to say.
    """
    content = yaml.safe_load(written)
    rules = {str(one["id"]): one for one in content["rules"]}
    if rule not in rules:
        raise Refused(
            f"no rule is called {rule or 'nothing: `rule` says which one has the threshold'}{nearest(rule, rules)}"
        )
    when: dict[str, Any] = rules[rule]["when"]
    name, amount = _named(rule, when, threshold.strip())
    before = when.get(name, "none")
    when[name] = int(amount) if re.fullmatch(r"[0-9]{1,9}", amount) else amount
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False), f"{rule}: {name} {amount} instead of {before}"


def thresholds_of(when: Mapping[str, Any]) -> dict[str, str]:
    """Every amount that a question holds, by its name in a rules file."""
    found = {k: str(v) for k, v in when.items() if not isinstance(v, bool | list) and _A_NUMBER.match(str(v))}
    return found or ({"by": ""} if any(key in when for key in _AGAINST) else {})


def _named(rule: str, when: Mapping[str, Any], threshold: str) -> tuple[str, str]:
    name, colon, amount = (part.strip() for part in threshold.partition(":"))
    known = thresholds_of(when)
    if not known:
        raise Refused(f"{rule} has no threshold: it asks `{', '.join(f'{k}: {v}' for k, v in when.items())}`")
    if not colon and len(known) == 1:
        return next(iter(known)), threshold
    if name in known and amount:
        return name, amount
    raise Refused(f"which threshold of {rule}? Write one of: {', '.join(f'{k}: {v}' for k, v in known.items())}")
