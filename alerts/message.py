"""A notification in words: what changed, by how much, against what, and the proof. Pure.

The words stand in `templates/`, one template a format; everything scraped is escaped for that format.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alerts.escaping import Ready, clean, for_markdown, for_text, web_address
from alerts.items import items_of, steps_of, title_of
from alerts.languages import Language
from alerts.memory import Notification, Reason
from alerts.phrases import PHRASES
from alerts.receivers import Format, Receiver
from alerts.rules import Evidence
from alerts.splitting import shorten, split
from alerts.wording import day_of

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
    template = f"{'digest' if _is_long(notification, view, receiver) else 'message'}.{receiver.format.value}.j2"
    body = _environment(receiver.format).get_template(template).render(view).strip() + "\n"
    title = title_of(notification, receiver.language)
    return Message(title, _parts(body, receiver), receiver.format, notification.key)


def _is_long(notification: Notification, view: Mapping[str, Any], receiver: Receiver) -> bool:
    limited = notification.reason is Reason.DIGEST or receiver.limit is not None
    return limited and len(view["items"]) > _IN_FULL


def _parts(body: str, receiver: Receiver) -> tuple[str, ...]:
    """In parts that the channel takes. A robot that asks for a keyword refuses every part that lacks it."""
    limit = None if receiver.format is Format.HTML else receiver.limit
    keyword = clean(receiver.keyword)
    if not keyword:
        return split(body, limit, receiver.language)
    room = None if limit is None else limit - len(f"{keyword}\n".encode())
    parts = split(body, room, receiver.language)
    return tuple(part if keyword in part else f"{keyword}\n{part}" for part in parts)


def _view(notification: Notification, language: Language, links: Links) -> dict[str, Any]:
    phrases = PHRASES[language]
    sources: dict[tuple[str, str], dict[str, Any]] = {}
    for transition in notification.transitions:
        evidence = transition.evaluation.evidence
        if evidence is not None and (evidence.url or evidence.snapshot):
            office = language.of(transition.evaluation.publisher_name) or evidence.publisher
            sources.setdefault((evidence.release, evidence.url), _source(evidence, office, language))
    return {
        "phrases": {key: Ready(text) for key, text in phrases.items() if isinstance(text, str)},
        "reason": Ready(_reason(notification, phrases)),
        "title": title_of(notification, language),
        "items": items_of(notification, language),
        "sources": list(sources.values()),
        "steps": steps_of(notification, language),
        "of_record": any(t.evaluation.recorded for t in notification.transitions),
        "flow_run": Ready(web_address(links.flow_run)),
    }


def _reason(notification: Notification, phrases: Mapping[str, Any]) -> str:
    """Why it is told now; what only happened is a notice and no alert."""
    new = notification.reason in (Reason.FIRST, Reason.NEW_ALERT)
    if new and all(move.evaluation.event for move in notification.transitions):
        return str(phrases["notice"])
    said: str = phrases["reasons"][notification.reason]
    return said.format(n=len(notification.transitions))


def _source(evidence: Evidence, office: str, language: Language) -> dict[str, Any]:
    return {
        "title": shorten(evidence.title, _NAME),
        "publisher": office,
        "published_on": language.of(day_of(evidence.published_on)) if evidence.published_on else "",
        "url": Ready(web_address(evidence.url)),
        "snapshot": evidence.snapshot,
    }


@cache
def _environment(format: Format) -> Environment:
    escape: dict[Format, Callable[[str], str]] = {
        Format.TEXT: for_text,
        Format.MARKDOWN: for_markdown,
        Format.HTML: clean,  # and autoescaped after it
    }

    def fit(value: object) -> object:
        if isinstance(value, Ready | Markup):
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
