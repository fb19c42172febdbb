"""One alert as a reader sees it: a name, lines of label and text, the quoted sentence. Pure; nothing is escaped yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from alerts.escaping import Ready, clean, web_address
from alerts.languages import Language
from alerts.lifecycle import State, Transition
from alerts.memory import Notification
from alerts.phrases import PHRASES
from alerts.receivers import SUBJECT
from alerts.rules import About, Evaluation, Evidence, Severity, Words
from alerts.splitting import shorten
from alerts.wording import amount, apart, at, day_of
from sources.series import Unit

_QUOTE_AROUND = 90  # characters of the sentence kept on either side of the number
_TITLE = 60
_NAME = 120

_COLOURS = {Severity.NOTE: "#44546a", Severity.WARNING: "#9a5b00", Severity.CRITICAL: "#b42318"}
_OVER = "#1a7f37"

Line = tuple[Ready, str]
Quote = tuple[str, str, str]  # before the number, the number, after it


@dataclass(frozen=True, slots=True)
class Item:
    """What a template shows of one alert, or of several that differ in nothing but their names."""

    state: str
    severity: str
    colour: Ready  # of HTML
    name: str
    lines: tuple[Line, ...]
    quote: Quote | None
    in_short: str
    url: Ready


def items_of(notification: Notification, language: Language) -> tuple[Item, ...]:
    """Alerts that say the same of different subjects stand together: five series that are overdue are one item."""
    alike: dict[Item, list[str]] = {}
    for transition in notification.transitions:
        item = _item(transition, language)
        alike.setdefault(replace(item, name=""), []).append(item.name)
    return tuple(replace(item, name=_joined(names, language)) for item, names in alike.items())


def title_of(notification: Notification, language: Language) -> str:
    """Short: the worst of it with its value, or with what was found; and how many more."""
    phrases = PHRASES[language]
    if not notification.transitions:
        return str(phrases["reasons"][notification.reason])
    first = notification.transitions[0]
    evaluation = first.evaluation
    name = clean(language.of(evaluation.subject_name) or evaluation.subject)
    value = clean(language.of(_value(first)))
    found = clean(language.of(evaluation.reason_words) or language.of(evaluation.rule_words))
    told = f" {value}" if value else shorten(f"{phrases['colon']}{found}", _TITLE // 2)
    more = len(notification.transitions) - 1
    tail = phrases["and_more"].format(n=more) if more else ""
    said = f"{shorten(name, max(_TITLE - len(told), 20))}{told}".strip()
    return f"{phrases['open']}{phrases['states'][_mood(first)]}{phrases['close']}{said}{tail}"


def steps_of(notification: Notification, language: Language) -> tuple[Ready, ...]:
    """What the reader may do now; nothing where it is over."""
    steps: dict[str, str] = PHRASES[language]["steps"]
    open_ones = (one for one in notification.transitions if one.after is State.FIRING)
    return tuple(dict.fromkeys(Ready(steps[name]) for one in open_ones if (name := _step(one.evaluation))))


def _step(evaluation: Evaluation) -> str:
    if evaluation.blind:
        return "blind"
    if evaluation.subject.startswith(SUBJECT):
        return "undelivered"
    if evaluation.about is About.FIGURES:
        return "figures" if evaluation.value is not None else "page"
    return "watching" if evaluation.period is None else "late"


def _item(transition: Transition, language: Language) -> Item:
    phrases, evaluation = PHRASES[language], transition.evaluation
    return Item(
        state=phrases["states"][_mood(transition)],
        severity=phrases["severities"][evaluation.severity],
        colour=Ready(_OVER if transition.after is State.RESOLVED else _COLOURS[evaluation.severity]),
        name=shorten(language.of(evaluation.subject_name) or evaluation.subject, _NAME),
        lines=_lines(transition, language),
        quote=quote_of(evaluation.evidence),
        in_short=_in_short(transition, language),
        url=Ready(web_address(evaluation.evidence.url if evaluation.evidence else "")),
    )


def _lines(transition: Transition, language: Language) -> tuple[Line, ...]:
    """What is said twice stands once, at its first place."""
    phrases, evaluation, say = PHRASES[language], transition.evaluation, language.of
    lines = [
        (phrases["value"], say(_value(transition))),
        (phrases["compared"], "" if evaluation.revision else say(evaluation.compared_words)),
        (phrases["previous"], say(evaluation.previous_words) if evaluation.revision else ""),
        (phrases["difference"], say(_difference(evaluation))),
        (phrases["recorded"], say(evaluation.recorded_words)),
        (phrases["previous"], say(evaluation.previous_words)),
        (phrases["found"], "" if _is_told_by_difference(evaluation) else say(evaluation.reason_words)),
        (phrases["comparability"], say(evaluation.comparability)),
        (phrases["rule"], f"{say(evaluation.rule_words)} [{transition.rule}]"),
        (phrases["purpose"], "" if transition.after is State.RESOLVED else say(evaluation.purpose)),
        (phrases["next_due"], say(day_of(evaluation.next_due)) if evaluation.next_due else ""),
    ]
    kept: dict[str, str] = {}
    for label, text in lines:
        kept.setdefault(text, label)
    return tuple((Ready(label), text) for text, label in kept.items() if text)


def _is_told_by_difference(evaluation: Evaluation) -> bool:
    """A difference in points or years says it all; of others the reason gives the per cent too."""
    told = evaluation.compared_words.zh or evaluation.previous_words.zh
    enough = evaluation.difference_unit in (Unit.PP, Unit.YEARS, Unit.RANK)
    return bool(told) and evaluation.difference is not None and enough


def _in_short(transition: Transition, language: Language) -> str:
    """The value, how far it is off, and from what; else what was found."""
    evaluation, say = transition.evaluation, language.of
    told = [say(_value(transition)), say(evaluation.compared_words), say(_difference(evaluation))]
    comma: str = PHRASES[language]["comma"]
    return comma.join(filter(None, told if told[0] else [say(evaluation.reason_words)]))


def _joined(names: list[str], language: Language) -> str:
    between: str = PHRASES[language]["between_names"]
    return between.join(names)


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


def _difference(evaluation: Evaluation) -> Words:
    if evaluation.difference is None:
        return Words()
    return apart(evaluation.difference, evaluation.difference_unit)


def quote_of(evidence: Evidence | None) -> Quote | None:
    """Shortened at both ends."""
    if evidence is None or not evidence.quote:
        return None
    if evidence.span_in_quote is None:
        return shorten(evidence.quote, 2 * _QUOTE_AROUND), "", ""
    start, end = evidence.span_in_quote
    before, after = evidence.quote[:start], evidence.quote[end:]
    if len(before) > _QUOTE_AROUND:
        before = "…" + before[-_QUOTE_AROUND:]
    return before, evidence.quote[start:end], shorten(after, _QUOTE_AROUND)
