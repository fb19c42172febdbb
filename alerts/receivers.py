"""Who is told: receivers, what they want to hear, when, and in which language. Secrets are named here, never held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from alerts.coverage import BEIJING
from alerts.languages import Language
from alerts.names import AreaSlug, PublisherId, known_names
from alerts.recorded import nearest
from alerts.rules import About, Evaluation, Severity
from sources.catalogue import Catalogue
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem

SECRET = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
_CARRY_SECRETS = ("dingtalk", "wecombot", "feishu", "lark", "schan")
_TEXT_ONLY = ("dingtalk", "wecombot", "feishu", "lark", "console")  # as Apprise 1.13 speaks to them
_LIMITS = {"wecombot": 2048, "dingtalk": 18000, "feishu": 18000, "lark": 18000, "schan": 30000}
_ORDER = (Severity.NOTE, Severity.WARNING, Severity.CRITICAL)


class Format(StrEnum):
    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"


class Route(Strict):
    """What is wanted; every key that is given must fit. No route at all: everything about figures."""

    about: About | None = None
    severity: Severity = Severity.NOTE  # at least
    publishers: tuple[PublisherId, ...] = ()
    areas: tuple[AreaSlug, ...] = ()  # and what lies within them
    labels: Mapping[str, str] = {}

    def matches(self, evaluation: Evaluation) -> bool:
        labels = dict(evaluation.labels)
        return (
            self.about in (None, evaluation.about)
            and _ORDER.index(evaluation.severity) >= _ORDER.index(self.severity)
            and (not self.publishers or evaluation.publisher in self.publishers)
            and (not self.areas or any(_lies_in(evaluation.area, area) for area in self.areas))
            and all(labels.get(key) == value for key, value in self.labels.items())
        )


def _clock(written: object) -> object:
    return time.fromisoformat(written) if isinstance(written, str) else written


Clock = Annotated[time, BeforeValidator(_clock)]


class QuietHours(Strict):
    """Beijing time. What comes in between waits for the end; `but_not` and above does not wait."""

    begin: Clock
    end: Clock
    but_not: Severity = Severity.CRITICAL

    def over_at(self, now: datetime) -> datetime | None:
        """When they end, if `now` lies in them."""
        here = now.astimezone(BEIJING)
        clock = here.time().replace(tzinfo=None)
        inside = self.begin <= clock < self.end if self.begin <= self.end else clock >= self.begin or clock < self.end
        if not inside:
            return None
        day = here.date() if clock < self.end else here.date() + timedelta(days=1)
        return datetime.combine(day, self.end, BEIJING)


class Receiver(Strict):
    """One who is told. `url` is an Apprise address, or console://, with secrets as ${NAMES}."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    url: str
    language: Language = Language.ZH
    format: Format = Format.TEXT
    routes: tuple[Route, ...] = (Route(about=About.FIGURES),)
    quiet_hours: QuietHours | None = None
    tell_resolved: bool = True
    repeat_hours: int = Field(default=0, ge=0, le=24 * 60, description="0: never repeated")
    escalate_to: str | None = Field(default=None, description="another receiver, told when nobody reacts")
    escalate_after_repeats: int = Field(default=2, ge=1, le=100)
    at_most_per_look: int = Field(default=12, ge=1, le=1000, description="more than these become one message")
    limit_bytes: int | None = Field(default=None, ge=200)
    timeout_seconds: int = Field(default=15, ge=1, le=120)

    @property
    def scheme(self) -> str:
        return self.url.split("://", 1)[0].lower()

    @property
    def limit(self) -> int | None:
        """How many bytes one message may have."""
        service = _LIMITS.get(self.scheme)
        return min(filter(None, (self.limit_bytes, service)), default=None)

    @property
    def secret_names(self) -> frozenset[str]:
        return frozenset(SECRET.findall(self.url))

    def wants(self, evaluation: Evaluation) -> bool:
        return any(route.matches(evaluation) for route in self.routes)

    @model_validator(mode="after")
    def _can_be_used(self) -> Receiver:
        if "://" not in self.url:
            raise ValueError("url must be an Apprise address such as json://host/path, or console://")
        if self.format is not Format.TEXT and self.scheme in _TEXT_ONLY:
            raise ValueError(f"{self.scheme} takes text only")
        if self.scheme == "schan" and self.format is not Format.MARKDOWN:
            raise ValueError("schan shows every message as Markdown: write format: markdown")
        if self.format is Format.HTML and self.limit is not None:
            raise ValueError("an HTML message cannot be split: leave out limit_bytes or take another format")
        if self.scheme in _CARRY_SECRETS and not self.secret_names:
            raise ValueError("the secret in this url must be written as ${NAME} and given by the environment")
        if self._password() and not SECRET.search(self._password()):
            raise ValueError("the password in this url must be written as ${NAME} and given by the environment")
        if self.escalate_to and not self.repeat_hours:
            raise ValueError("escalate_to needs repeat_hours: it is counted in repeats")
        return self

    def _password(self) -> str:
        try:
            return urlsplit(SECRET.sub("${S}", self.url)).password or ""
        except ValueError:
            return ""


class ReceiversFile(Strict):
    receivers: tuple[Receiver, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _escalates_to_somebody(self) -> ReceiversFile:
        names = {receiver.name for receiver in self.receivers}
        for receiver in self.receivers:
            if receiver.escalate_to and receiver.escalate_to not in names - {receiver.name}:
                hint = nearest(receiver.escalate_to, names)
                raise ValueError(f"{receiver.name} escalates to {receiver.escalate_to}, who is no other receiver{hint}")
        return self


@dataclass(frozen=True)
class Receivers:
    named: Mapping[str, Receiver]

    @cached_property
    def secret_names(self) -> frozenset[str]:
        """Every secret that must be given by the environment."""
        return frozenset(name for receiver in self.named.values() for name in receiver.secret_names)


DEFAULT = Receivers(
    {
        "console": Receiver(name="console", url="console://", routes=(Route(about=About.FIGURES),)),
        "operator": Receiver(name="operator", url="console://", routes=(Route(about=About.WATCHING),)),
    }
)


def load(path: Path, catalogue: Catalogue) -> Receivers:
    """Read the receivers. Raises ConfigError with all problems together; no secret is read here."""
    with known_names(catalogue):
        receivers = read_file(path, ReceiversFile).receivers
    names = [receiver.name for receiver in receivers]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise ConfigError(str(path), [Problem(f"receivers.{name}", "this name stands here twice") for name in twice])
    return Receivers({receiver.name: receiver for receiver in receivers})


def _lies_in(area: str, wanted: str) -> bool:
    return area == wanted or area.startswith(f"{wanted}/")
