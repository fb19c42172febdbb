"""`ningbo-monitor message` and `test`: what a receiver sees, and whether a receiver can be reached."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from alerts.drawing import draw
from alerts.languages import Language
from alerts.message import Links, Message, compose
from alerts.receivers import Format, Receiver
from alerts.recorded import nearest
from alerts.samples import Kind, marked_test, sample, sample_curve
from alerts.send import carries_pictures, send
from flows.local_server import is_healthy
from flows.pictures import drawn
from flows.settings import Settings, Sites
from flows.wiring import House, house
from sources.errors import ConfigError, Problem
from store import outbox
from store.database import read_only

NO_LINKS = Links()
Wish = TypeVar("Wish", Format, Language, Kind)
Wished = tuple[str | None, str | None]  # another format, another language


def the_house(settings: Settings) -> House:
    """The house for commands that fetch nothing; secrets in Prefect's blocks are found where our server runs."""
    api = f"http://127.0.0.1:{settings.port}/api"
    if not os.environ.get("PREFECT_API_URL") and is_healthy(api):
        os.environ["PREFECT_API_URL"] = api
    return house(settings.model_copy(update={"sites": Sites.LIVE}))


def either_sample_or_entry() -> ConfigError:
    return ConfigError("message", [Problem("--sample", "or --entry NUMBER: which message is to be shown?")])


def preview(home: House, receiver: str, kind: str, wished: Wished) -> Message:
    """A sample of one kind as `receiver` would see it, with the sample's picture."""
    shown, wanted = _as_wished(_receiver(home, receiver), wished), _wished(Kind, kind) or Kind.ALERT
    message = compose(sample(shown.name, wanted, home.rulebook, home.clock.now()), shown, NO_LINKS)
    return replace(message, picture=draw(sample_curve(), shown.language))


def stored(home: House, entry: int, wished: Wished, receiver: str | None = None) -> Message:
    """A message of the outbox as its receiver, or another one, sees it. Raises StoreError where there is none."""
    with read_only(home.store) as session:
        notification = outbox.find(session, entry).notification
    shown = _as_wished(_receiver(home, receiver or notification.receiver), wished)
    return replace(compose(notification, shown, NO_LINKS), picture=drawn(home, notification, shown.language))


def write_picture(message: Message, path: Path) -> None:
    if message.picture is not None:
        path.write_bytes(message.picture)


def send_test(home: House, receiver: str) -> str:
    """Send a marked test now, past the outbox; the service's own answer. Raises DeliveryError."""
    to = _receiver(home, receiver)
    now = home.clock.now()
    message = compose(marked_test(receiver, now), to, NO_LINKS)
    if to.picture and carries_pictures(to.scheme):
        message = replace(message, picture=draw(sample_curve(), to.language))
    return send(message, to, home.secrets(to.secret_names), now).answer


def _receiver(home: House, name: str) -> Receiver:
    known = home.receivers.named
    if name not in known:
        raise ConfigError(
            "receivers", [Problem(name, f"is no receiver{nearest(name, known)}; there are: {', '.join(known)}")]
        )
    return known[name]


def _wished(kind: type[Wish], written: str | None) -> Wish | None:
    if written is None:
        return None
    try:
        return kind(written)
    except ValueError:
        known = ", ".join(kind)
        raise ConfigError(
            "message", [Problem(f"--{kind.__name__.lower()}", f"is one of {known}, not {written}")]
        ) from None


def _as_wished(receiver: Receiver, wished: Wished) -> Receiver:
    """In another format or language; then through a channel that takes every format."""
    form, language = _wished(Format, wished[0]), _wished(Language, wished[1])
    url = receiver.url if form in (None, receiver.format) else "json://127.0.0.1/"
    changes = {"format": form or receiver.format, "language": language or receiver.language, "url": url}
    return receiver.model_copy(update=changes)
