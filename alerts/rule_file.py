"""What stands in `rules.yaml`: rules and maintenance windows, validated strictly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeVar

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from alerts.amounts import AmountField
from alerts.conditions import CONDITIONS, Condition, key_of
from alerts.maintenance import Maintenance
from alerts.names import ListId, PublisherId, RecordedPattern, SeriesPattern
from alerts.rules import Severity
from alerts.why import Why
from sources.configuration import Strict

Name = TypeVar("Name")
Some = Annotated[tuple[Name, ...], Field(min_length=1)]

KINDS = ("recorded", "series", "sources", "lists")
ALL_DUE: Literal["all_with_a_due_day"] = "all_with_a_due_day"


class Rule(Strict):
    """What is asked (`when`), of what (`recorded`, `series`, `sources` or `lists`), and why anybody wants to know.

    One rule may ask of many: names in a list, patterns with `*`, or a word for all of them.
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    recorded: Some[RecordedPattern] = ()
    series: Some[SeriesPattern] | Literal["all_with_a_due_day"] = ()
    sources: Some[PublisherId] | Literal["all"] = ()
    lists: Some[ListId] | Literal["all"] = ()
    when: Condition
    hold: int = Field(
        default=1, ge=1, le=24, strict=True, description="breached reference periods in a row before it fires"
    )
    hysteresis: AmountField | None = Field(default=None, description="how far back it must come before it resolves")
    severity: Severity = Severity.WARNING
    labels: Mapping[str, str] = {}
    why: Why

    @model_validator(mode="wrap")
    @classmethod
    def _all_problems_at_once(cls, written: Any, handler: ModelWrapValidatorHandler[Rule]) -> Rule:
        """What the keys say of each other is told together with what is wrong with each of them."""
        own = [
            InitErrorDetails(type=PydanticCustomError("rule", "{said}", {"said": said}), loc=(), input=None)
            for said in _contradictions(written)
        ]
        try:
            rule = handler(written)
        except ValidationError as error:
            raise ValidationError.from_exception_data("Rule", [*map(_again, error.errors()), *own]) from None
        if own:
            raise ValidationError.from_exception_data("Rule", own)
        return rule


class RulesFile(Strict):
    rules: tuple[Rule, ...]
    maintenance: tuple[Maintenance, ...] = ()


def _contradictions(written: Any) -> Iterator[str]:
    if not isinstance(written, Mapping):
        return
    asked = [kind for kind in KINDS if kind in written]
    if len(asked) != 1:
        yield "says of what it asks by exactly one of: recorded, series, sources, lists"
        return
    when, kind = written.get("when"), asked[0]
    key = key_of(when)
    if key is None or not isinstance(when, Mapping):
        return
    takes = CONDITIONS[key].takes  # type: ignore[attr-defined]
    if kind not in takes.kinds:
        yield f"this condition is asked of {takes.value}, not of {kind}"
    elif kind != "recorded" and key in ("lower_than", "higher_than") and when[key] == "recorded":
        yield "a comparison with the recorded figure needs `recorded`"
    if kind in ("sources", "lists") and (written.get("hold", 1) != 1 or written.get("hysteresis") is not None):
        yield "hold and hysteresis are for rules about figures"


def _again(entry: Any) -> InitErrorDetails:
    """An error that was found already, to be told once more beside others."""
    said = PydanticCustomError(entry["type"], "{said}", {"said": str(entry["msg"]).removeprefix("Value error, ")})
    return InitErrorDetails(type=said, loc=entry["loc"], input=entry["input"])
