"""A notification in words: what changed, by how much, against what, and the proof. Pure.

The words stand in `templates/`, one template a format; everything scraped is escaped for that format.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alerts.escaping import clean, for_markdown, for_text, web_address
from alerts.languages import Language
from alerts.lifecycle import State, Transition
from alerts.memory import Notification, Reason
from alerts.phrases import PHRASES
from alerts.receivers import Format, Receiver
from alerts.rules import Evidence, Words
from alerts.splitting import shorten, split
from alerts.wording import amount, at, signed

_QUOTE_AROUND = 90  # characters of the sentence kept on either side of the number
_TITLE = 60
_NAME = 120
_IN_FULL = 8  # alerts of one message that are told at length where a channel sets a limit, and in a digest
PICTURE_NAME = "series.png"


@dataclass(frozen=True, slots=True)
class Links:
    """Where the reader may go on; empty where there is nothing."""

    flow_run: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent: a short title and the body in as many parts as the channel needs."""

    title: str
    parts: tuple[str, ...]
    format: Format
    key: str = ""  # of the notification
    picture: bytes | None = None  # PNG, for channels that carry one


NOWHERE = Links()


def compose(notification: Notification, receiver: Receiver, links: Links = NOWHERE) -> Message:
    """The message for this receiver: in its language and format, split to its limit in bytes."""
    view = _view(notification, receiver.language, links)
    template = f"{'digest' if _is_long(notification, receiver) else 'message'}.{receiver.format.value}.j2"
    body = _environment(receiver.format).get_template(template).render(view).strip() + "\n"
    title = _title(notification, receiver.language)
    return Message(title, _parts(body, receiver), receiver.format, notification.key)


def _is_long(notification: Notification, receiver: Receiver) -> bool:
    limited = notification.reason is Reason.DIGEST or receiver.limit is not None
    return limited and len(notification.transitions) > _IN_FULL


def _parts(body: str, receiver: Receiver) -> tuple[str, ...]:
    """In parts that the channel takes. A robot that asks for a keyword refuses every part that lacks it."""
    limit = None if receiver.format is Format.HTML else receiver.limit
    keyword = clean(receiver.keyword)
    if not keyword:
        return split(body, limit, receiver.language)
    room = None if limit is None else limit - len(f"{keyword}\n".encode())
    parts = split(body, room, receiver.language)
    return tuple(part if keyword in part else f"{keyword}\n{part}" for part in parts)


class _Ready(str):
    """Text that is already fit for the format: our own words, or an address that was checked."""

    __slots__ = ()


def _view(notification: Notification, language: Language, links: Links) -> dict[str, Any]:
    phrases = PHRASES[language]
    sources: dict[tuple[str, str], dict[str, Any]] = {}
    for transition in notification.transitions:
        evidence = transition.evaluation.evidence
        if evidence is not None and (evidence.url or evidence.snapshot):
            office = language.of(transition.evaluation.publisher_name) or evidence.publisher
            sources.setdefault((evidence.release, evidence.url), _source(evidence, office))
    return {
        "phrases": {key: _Ready(text) for key, text in phrases.items() if isinstance(text, str)},
        "reason": _Ready(phrases["reasons"][notification.reason]),
        "title": _title(notification, language),
        "items": [_item(t, language) for t in notification.transitions],
        "sources": list(sources.values()),
        "flow_run": _Ready(web_address(links.flow_run)),
    }


def _item(transition: Transition, language: Language) -> dict[str, Any]:
    phrases, evaluation, say = PHRASES[language], transition.evaluation, language.of
    lines = [
        (phrases["value"], say(_value(transition))),
        (phrases["difference"], say(_difference(transition))),
        (phrases["compared"], say(evaluation.compared_words)),
        (phrases["recorded"], say(evaluation.recorded_words)),
        (phrases["previous"], say(evaluation.previous_words)),
        (phrases["found"], say(evaluation.reason_words)),
        (phrases["comparability"], say(evaluation.comparability)),
        (phrases["rule"], f"{say(evaluation.rule_words)} [{transition.rule}]"),
        (phrases["purpose"], say(evaluation.purpose)),
        (phrases["next_due"], str(evaluation.next_due or "")),
    ]
    kept = {
        text: label for label, text in reversed(lines) if text
    }  # what is said twice stands once, at its first place
    return {
        "state": phrases["states"][_mood(transition)],
        "severity": phrases["severities"][evaluation.severity],
        "name": shorten(say(evaluation.subject_name) or evaluation.subject, _NAME),
        "lines": [(_Ready(label), text) for text, label in reversed(kept.items())],
        "quote": _quote(evaluation.evidence),
        "in_short": _in_short(transition, language),
        "url": _Ready(web_address(evaluation.evidence.url if evaluation.evidence else "")),
    }


def _in_short(transition: Transition, language: Language) -> str:
    """The value, how far it is off, and from what; else what was found."""
    evaluation, say = transition.evaluation, language.of
    told = [say(_value(transition)), say(_difference(transition)), say(evaluation.compared_words)]
    comma: str = PHRASES[language]["comma"]
    return comma.join(filter(None, told if told[0] else [say(evaluation.reason_words)]))


def _mood(transition: Transition) -> str:
    if transition.evaluation.event and transition.after is State.FIRING:
        return "happened"
    if transition.after is State.RESOLVED and transition.reason == "revised":
        return "taken back"
    return transition.after.value


def _value(transition: Transition) -> Words:
    evaluation = transition.evaluation
    if evaluation.value is None:
        return Words()
    value = amount(evaluation.value, evaluation.unit, evaluation.qualifier)
    return at(value, evaluation.period) if evaluation.period is not None else value


def _difference(transition: Transition) -> Words:
    evaluation = transition.evaluation
    if evaluation.difference is None:
        return Words()
    return signed(evaluation.difference, evaluation.difference_unit)


def _quote(evidence: Evidence | None) -> tuple[str, str, str] | None:
    """The sentence as what stands before the number, the number, and what stands after; shortened at both ends."""
    if evidence is None or not evidence.quote:
        return None
    if evidence.span_in_quote is None:
        return shorten(evidence.quote, 2 * _QUOTE_AROUND), "", ""
    start, end = evidence.span_in_quote
    before, after = evidence.quote[:start], evidence.quote[end:]
    if len(before) > _QUOTE_AROUND:
        before = "…" + before[-_QUOTE_AROUND:]
    return before, evidence.quote[start:end], shorten(after, _QUOTE_AROUND)


def _source(evidence: Evidence, office: str) -> dict[str, Any]:
    return {
        "title": shorten(evidence.title, _NAME),
        "publisher": office,
        "published_on": str(evidence.published_on or ""),
        "url": _Ready(web_address(evidence.url)),
        "snapshot": evidence.snapshot,
    }


def _title(notification: Notification, language: Language) -> str:
    """Short: the worst of it, and how many more."""
    phrases = PHRASES[language]
    if not notification.transitions:
        return str(phrases["reasons"][notification.reason])
    first = notification.transitions[0]
    name = clean(language.of(first.evaluation.subject_name) or first.evaluation.subject)
    value = clean(language.of(_value(first)))
    more = len(notification.transitions) - 1
    tail = phrases["and_more"].format(n=more) if more else ""
    said = f"{shorten(name, max(_TITLE - len(value), 20))} {value}".strip()
    return f"{phrases['open']}{phrases['states'][_mood(first)]}{phrases['close']}{said}{tail}"


@cache
def _environment(format: Format) -> Environment:
    escape: dict[Format, Callable[[str], str]] = {
        Format.TEXT: for_text,
        Format.MARKDOWN: for_markdown,
        Format.HTML: clean,  # and autoescaped after it
    }

    def fit(value: object) -> object:
        if isinstance(value, _Ready | Markup):
            return value
        return escape[format](value) if isinstance(value, str) else value

    return Environment(
        loader=PackageLoader("alerts"),
        autoescape=format is Format.HTML,  # noqa: S701 - the other formats are escaped by `finalize`
        finalize=fit,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
