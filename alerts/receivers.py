"""Who is told: receivers, what they want to hear, when, and in which language. Secrets are named here, never held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from alerts.hours import Digest, QuietHours, rank
from alerts.languages import Language
from alerts.names import AreaSlug, PublisherId, known_names
from alerts.recorded import nearest
from alerts.rules import About, Evaluation, Severity
from alerts.services import Service, service_of
from sources.catalogue import Catalogue
from sources.configuration import Strict, read_file
from sources.errors import ConfigError, Problem

SECRET = re.compile(r"\$\{([A-Z][A-Z0-9_]*)\}")
SUBJECT = "receiver/"  # before the name, where a receiver itself is the subject of an alert


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
            and rank(evaluation.severity) >= rank(self.severity)
            and (not self.publishers or evaluation.publisher in self.publishers)
            and (not self.areas or any(_lies_in(evaluation.area, area) for area in self.areas))
            and all(labels.get(key) == value for key, value in self.labels.items())
        )


class Receiver(Strict):
    """One who is told. `url` is an Apprise address, or console://, with secrets as ${NAMES}."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    url: str
    language: Language = Language.ZH
    format: Format = Format.TEXT
    routes: tuple[Route, ...] = (Route(about=About.FIGURES),)
    quiet_hours: QuietHours | None = None
    digest: Digest | None = None
    keyword: str = Field(default="", max_length=40, description="a word that the robot asks for in every message")
    picture: bool = Field(default=True, description="draw the series, where the channel can carry a picture")
    tell_resolved: bool = True
    repeat_hours: int = Field(default=0, ge=0, le=24 * 60, description="0: never repeated")
    escalate_to: str | None = Field(default=None, description="another receiver, told when nobody reacts")
    escalate_after_repeats: int = Field(default=2, ge=1, le=100)
    at_most_at_once: int = Field(default=12, ge=1, le=1000, description="more that wait at once become one digest")
    at_most_per_minute: int | None = Field(default=None, ge=1, le=1000, description="fewer than the service allows")
    limit_bytes: int | None = Field(default=None, ge=200)
    timeout_seconds: int = Field(default=15, ge=1, le=120)

    @property
    def scheme(self) -> str:
        return self.url.split("://", 1)[0].lower()

    @property
    def service(self) -> Service:
        return service_of(self.scheme)

    @property
    def limit(self) -> int | None:
        """How many bytes one message may have."""
        return min(filter(None, (self.limit_bytes, self.service.limit_bytes)), default=None)

    @property
    def per_minute(self) -> int | None:
        """How many posts a minute it takes."""
        return min(filter(None, (self.at_most_per_minute, self.service.per_minute)), default=None)

    @property
    def secret_names(self) -> frozenset[str]:
        return frozenset(SECRET.findall(self.url))

    def wants(self, evaluation: Evaluation) -> bool:
        """Whether a route fits. Nobody is told that he himself cannot be reached."""
        himself = evaluation.subject == f"{SUBJECT}{self.name}"
        return not himself and any(route.matches(evaluation) for route in self.routes)

    def held_until(self, worst: Severity, promised_at: datetime, now: datetime) -> datetime | None:
        """When a message of this severity may go; None for now."""
        may_go = now
        if self.digest is not None and rank(worst) < rank(self.digest.but_not):
            may_go = max(now, self.digest.due_at(promised_at))
        if self.quiet_hours is not None and rank(worst) < rank(self.quiet_hours.but_not):
            may_go = self.quiet_hours.over_at(may_go) or may_go
        return may_go if may_go > now else None

    @model_validator(mode="after")
    def _can_be_used(self) -> Receiver:
        if "://" not in self.url:
            raise ValueError("url must be an Apprise address such as json://host/path, or console://")
        service = self.service
        if self.format is not Format.TEXT and service.text_only:
            raise ValueError(f"{self.scheme} takes text only")
        if self.format is not Format.MARKDOWN and service.markdown_only:
            raise ValueError(f"{self.scheme} shows every message as Markdown: write format: markdown")
        if self.format is Format.HTML and self.limit is not None:
            raise ValueError("an HTML message cannot be split: leave out limit_bytes or take another format")
        if service.secret_address and not self.secret_names:
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
