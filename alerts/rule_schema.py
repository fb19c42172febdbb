"""The JSON Schema of `rules.yaml` for editors, as it is shipped in rules.schema.json.

It says all that the validator says, but for names (series, figures, publishers, lists) and for units that do not fit a
series: those stand in other files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from alerts.conditions import CONDITIONS
from alerts.rule_file import KINDS, RulesFile

FILE = Path(__file__).with_name("rules.schema.json")


def schema() -> str:
    made = RulesFile.model_json_schema()
    made["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    rule = made["$defs"]["Rule"]
    rule["oneOf"] = [{"required": [kind]} for kind in KINDS]
    rule["allOf"] = [{"if": {"required": [kind]}, "then": {"properties": _of_kind(kind)}} for kind in KINDS]
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _of_kind(kind: str) -> dict[str, Any]:
    """What the other keys of a rule may hold when it asks of this kind."""
    asked = [c for c in CONDITIONS.values() if kind in c.takes.kinds]  # type: ignore[attr-defined]
    when: dict[str, Any] = {"anyOf": [{"$ref": f"#/$defs/{condition.__name__}"} for condition in asked]}
    if kind != "recorded":
        against = {key: {"not": {"const": "recorded"}} for key in ("lower_than", "higher_than")}
        when["properties"] = against
    said: dict[str, Any] = {"when": when}
    if kind in ("sources", "lists"):
        said |= {"hold": {"const": 1}, "hysteresis": {"type": "null"}}
    return said
