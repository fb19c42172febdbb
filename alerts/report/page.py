"""The report as one HTML page that asks the network for nothing. Pure but for the plotting library.

Everything is escaped by the template; addresses become links only where they are plain web addresses.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alerts.coverage import BEIJING
from alerts.escaping import clean, web_address
from alerts.languages import Language
from alerts.lifecycle import State, Transition
from alerts.phrases import PHRASES
from alerts.report.curves import Curve
from alerts.report.drawing import draw
from alerts.report.view import Report
from alerts.report.words import METHOD, OUTCOMES, REASONS, STATES, WORDS
from alerts.rules import Evidence, Words
from alerts.splitting import shorten
from alerts.wording import VERDICTS, amount, at, signed

GENERATOR = "ningbo-monitor"  # named in the page's head: how a report of ours is told from another file

_QUOTE = 200
_HTML_LANGUAGE = {Language.ZH: "zh-CN", Language.EN: "en"}


def page(report: Report, language: Language) -> str:
    """The whole page. Scraped text stands in it as text only."""
    say = language.of
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            report=report,
            language=_HTML_LANGUAGE[language],
            generator=GENERATOR,
            say=say,
            words={name: say(text) for name, text in WORDS.items()},
            method=[say(text) for text in METHOD],
            names={"verdicts": VERDICTS, "states": STATES, "outcomes": OUTCOMES, "reasons": REASONS},
            pictures=[_picture(curve, number, language) for number, curve in enumerate(report.curves, 1)],
            firing=[_entry(change, language) for change in report.firing],
            changes=[_entry(change, language) for change in report.changes],
        )
    )


def _picture(curve: Curve, number: int, language: Language) -> dict[str, Any]:
    say, first, last = language.of, curve.dots[0], curve.dots[-1]
    told = say(WORDS["chart_says"]).format(
        n=len(curve.dots), first=say(first.label), last=say(last.label), newest=say(last.said())
    )
    return {"curve": curve, "number": number, "svg": draw(curve, number, (say(curve.name), told)), "told": told}


def _entry(change: Transition, language: Language) -> dict[str, Any]:
    evaluation, say = change.evaluation, language.of
    value = amount(evaluation.value, evaluation.unit, evaluation.qualifier) if evaluation.value is not None else Words()
    if evaluation.value is not None and evaluation.period is not None:
        value = at(value, evaluation.period)
    difference = evaluation.difference
    phrases = PHRASES[language]
    return {
        "change": change,
        "state": phrases["states"][_mood(change)],
        "severity": phrases["severities"][evaluation.severity],
        "name": say(evaluation.subject_name) or evaluation.subject,
        "value": say(value),
        "difference": say(signed(difference, evaluation.difference_unit)) if difference is not None else "",
        "why": shorten(say(evaluation.reason_words) or evaluation.why, _QUOTE),
        "rule": say(evaluation.rule_words) or change.rule,
        "quote": _quote(evaluation.evidence),
        "evidence": evaluation.evidence,
    }


def _mood(change: Transition) -> str:
    if change.evaluation.event and change.after is State.FIRING:
        return "happened"
    if change.after is State.RESOLVED and change.reason == "revised":
        return "taken back"
    return change.after.value


def _quote(evidence: Evidence | None) -> str:
    return shorten(evidence.quote, _QUOTE) if evidence is not None else ""


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alerts"),
        autoescape=True,
        finalize=lambda value: clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"moment": _moment, "address": _address}
    return environment


def _moment(at: datetime) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"


def _address(url: str) -> Markup:
    """Ready for an attribute; empty where it is no plain web address."""
    return Markup.escape(web_address(url))
