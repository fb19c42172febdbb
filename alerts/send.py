"""The only place that sends: Apprise, one target a call, and the service's own answer checked.

Apprise 1.x reports success for DingTalk, WeCom, Feishu, Lark and ServerChan whenever the status is 200, though they refuse
inside a 200. So the answers are read where Apprise's plugins get them: `requests.Session.send` is wrapped once, and
the wrapper notes answers only for the call in whose context it runs; other threads and other users see nothing of it.
"""

from __future__ import annotations

import json
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import quote

import requests
from apprise import Apprise, AppriseAttachment, NotifyFormat
from apprise.attachment.memory import AttachMemory
from apprise.plugins import N_MGR

from alerts.escaping import clean
from alerts.message import PICTURE_NAME, Message
from alerts.receipts import DeliveryError, Receipt
from alerts.receivers import SECRET, Format, Receiver
from alerts.services import Service
from alerts.signing import signed_robot

_KEPT = 4096  # bytes of an answer that are looked at
_LARGEST = 1_000_000  # bytes of an answer that are read
_SHOWN = 200  # characters of an answer that are kept
_LATER = (408, 425, 429)
_LONGEST_WAIT = 24 * 3600.0


_FORMATS = {
    Format.TEXT: NotifyFormat.TEXT,
    Format.MARKDOWN: NotifyFormat.MARKDOWN,
    Format.HTML: NotifyFormat.HTML,
}


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    retry_after: str


@dataclass(slots=True)
class _Heard:
    """What came back during one call."""

    answers: list[_Answer] = field(default_factory=list)
    broke: list[str] = field(default_factory=list)  # kinds of connection errors
    said: list[str] = field(default_factory=list)  # what Apprise logged: all there is where no HTTP is spoken


_heard: ContextVar[_Heard | None] = ContextVar("answers of the delivery in hand", default=None)


@dataclass(frozen=True, slots=True)
class Aside:
    """What else a delivery may do here: show a message on the console, and wait between two parts."""

    show: Callable[[str], None] = print
    pause: Callable[[], None] = lambda: None


def send(
    message: Message, receiver: Receiver, secrets: Mapping[str, str], now: datetime, aside: Aside = Aside()
) -> Receipt:
    """Deliver every part of a message to one receiver.

    `secrets` maps the names in the receiver's address to values. Raises DeliveryError; neither it nor the receipt
    holds a secret. A failure in a later part repeats the earlier ones at the next attempt.
    """
    if receiver.scheme == "console":
        for part in message.parts:
            aside.show(part)
        return Receipt(receiver.name, now, len(message.parts), "shown", message.key)
    url, given = _resolved(receiver, secrets)
    answer = ""
    for n in range(len(message.parts)):
        if n:
            aside.pause()
        answer = _deliver((message, n), url, (receiver, given))
    return Receipt(receiver.name, now, len(message.parts), answer, message.key)


def carries_pictures(scheme: str) -> bool:
    """Whether the service behind a scheme takes attachments, by what Apprise knows of it."""
    plugins: Any = N_MGR
    return scheme in plugins and bool(plugins[scheme].attachment_support)


def knock(url: str, timeout_seconds: float = 10) -> None:
    """Ask an address for nothing but to have been asked. Raises DeliveryError, without the address, which is a secret."""
    try:
        status = requests.get(url, timeout=timeout_seconds, allow_redirects=False).status_code
    except (requests.RequestException, ValueError) as error:
        raise DeliveryError(f"the heartbeat was not taken: {type(error).__name__}", permanent=False) from None
    if status // 100 != 2:
        raise DeliveryError(f"the heartbeat was not taken: HTTP {status}", permanent=False)


def _resolved(receiver: Receiver, secrets: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    missing = sorted(name for name in receiver.secret_names if not secrets.get(name))
    if missing:
        names = ", ".join(missing)
        said = f"neither the environment nor a file nor a Secret block gives {names}"
        raise DeliveryError(f"receiver {receiver.name}: {said}", permanent=False)
    given = tuple(secrets[name] for name in receiver.secret_names)
    return SECRET.sub(lambda match: quote(secrets[match[1]], safe=""), receiver.url), given


def _deliver(which: tuple[Message, int], url: str, how: tuple[Receiver, tuple[str, ...]]) -> str:
    (message, n), (receiver, given) = which, how
    target: Any = signed_robot(url) or Apprise.instantiate(url, suppress_exceptions=True)
    if target is None or isinstance(target, list):
        raise DeliveryError(f"receiver {receiver.name}: its address is not one that Apprise knows", permanent=True)
    target.notify_format = _FORMATS[message.format]
    target.request_rate_per_sec = 0  # the outbox minds the rate
    target.socket_connect_timeout = target.socket_read_timeout = float(receiver.timeout_seconds)
    target.redirects = False  # a robot's address does not move; a secret is not carried elsewhere
    service = receiver.service
    with _listening() as heard:
        try:
            title = message.title if service.own_title else ""
            body, picture = _body(message, n, target), _picture(message, n, target)
            accepted = target.notify(body=body, title=title, attach=picture)
        except Exception as error:  # a plugin's own mistake; its text and trace may hold the address
            broke = type(error).__name__
            raise DeliveryError(f"receiver {receiver.name}: Apprise broke with {broke}", permanent=False) from None
    return _answer_of(accepted, heard, service, receiver.name, given)


def _body(message: Message, n: int, target: Any) -> str:
    """A mail in HTML holds its picture, as wide as the reader's screen at most; Apprise would append it at full width."""
    body = message.parts[n]
    if n or message.picture is None or message.format is not Format.HTML or not hasattr(target, "inline"):
        return body
    shown = f'<p><img src="cid:{PICTURE_NAME}" alt="{escape(message.title)}" style="max-width: 100%; height: auto"></p>'
    return body.replace("</body>", f"{shown}\n</body>", 1)


def _picture(message: Message, n: int, target: Any) -> Any:
    """The picture goes with the first part, where the service carries one."""
    if n or message.picture is None or not target.attachment_support:
        return None
    if hasattr(target, "inline"):
        target.inline = True  # a mail shows it below its text
    attach: Any = AttachMemory
    return AppriseAttachment(attach(content=message.picture, name=PICTURE_NAME, mimetype="image/png"))


def _answer_of(accepted: bool, heard: _Heard, service: Service, name: str, given: tuple[str, ...]) -> str:
    """The service's own words, if it took the message. Raises DeliveryError if it did not."""
    if not heard.answers:
        if accepted and not service.code_keys:
            return "accepted"
        why = "; ".join(heard.broke or heard.said) or "no answer"
        raise DeliveryError(f"receiver {name}: {_redacted(why, given)}", permanent=False)
    answer = heard.answers[-1]
    words = _redacted(answer.body.decode("utf-8", "replace"), given)
    if answer.status // 100 != 2:
        permanent = answer.status // 100 != 5 and answer.status not in _LATER
        raise DeliveryError(
            f"receiver {name}: HTTP {answer.status} {words}".rstrip(), permanent=permanent, retry_after=_wait(answer)
        )
    if service.code_keys:
        _check_code(answer, service, (name, words))
    elif not accepted:
        raise DeliveryError(f"receiver {name}: not accepted, HTTP {answer.status} {words}".rstrip(), permanent=False)
    return f"HTTP {answer.status} {words}".rstrip()


def _check_code(answer: _Answer, service: Service, told: tuple[str, str]) -> None:
    name, words = told
    code = _code(answer.body, service)
    if code == 0:
        return
    if code is None:
        raise DeliveryError(f"receiver {name}: the answer holds no code: {words}", permanent=False)
    raise DeliveryError(f"receiver {name}: refused with code {code}: {words}", permanent=code not in service.passing)


def _code(body: bytes, service: Service) -> int | None:
    try:
        said: Any = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    found = next((said[key] for key in service.code_keys if key in said), None)
    if isinstance(found, str) and re.fullmatch("-?[0-9]{1,18}", found):
        return int(found)
    return found if isinstance(found, int) and not isinstance(found, bool) else None


def _wait(answer: _Answer) -> float | None:
    try:
        seconds = float(answer.retry_after)
    except ValueError:
        return None
    return min(seconds, _LONGEST_WAIT) if seconds >= 0 else None


def _redacted(text: str, given: tuple[str, ...]) -> str:
    """Without secrets, however they are written, on one short line. Redacted before shortened, so that no half remains,
    and again after invisible characters are gone, so that none is put together by it.
    """
    return _masked(clean(_masked(text, given)), given)[:_SHOWN]


def _masked(text: str, given: tuple[str, ...]) -> str:
    for secret in sorted(given, key=len, reverse=True):
        for written in {secret, quote(secret, safe=""), quote(secret), json.dumps(secret)[1:-1]}:
            text = text.replace(written, "***")
    return text


@contextmanager
def _listening() -> Iterator[_Heard]:
    heard = _Heard()
    token = _heard.set(heard)
    try:
        yield heard
    finally:
        _heard.reset(token)


def _noting(ask: Callable[..., requests.Response]) -> Callable[..., requests.Response]:
    """`requests.Session.send`, which notes what it gives back where somebody listens."""

    def send_and_note(session: requests.Session, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        heard = _heard.get()
        if heard is None:
            return ask(session, request, **kwargs)
        try:
            response = _bounded(ask(session, request, **kwargs | {"stream": True}))
        except requests.RequestException as error:
            heard.broke.append(type(error).__name__)  # its text holds the address, and that the secret
            raise
        retry_after = response.headers.get("Retry-After", "")
        heard.answers.append(_Answer(response.status_code, response.content[:_KEPT], retry_after))
        return response

    return send_and_note


def _bounded(response: requests.Response) -> requests.Response:
    """With no more of its body than an answer can have, unpacked: a service may be in other hands than it was."""
    body = bytearray()
    with response:
        for chunk in response.iter_content(1 << 16):
            body += chunk
            if len(body) > _LARGEST:
                break
    response._content = bytes(body[:_LARGEST])
    return response


class _Listener(logging.Handler):
    """What Apprise logs while a delivery is in hand; a mail server's answer is told nowhere else."""

    def emit(self, record: logging.LogRecord) -> None:
        heard = _heard.get()
        if heard is not None:
            heard.said.append(record.getMessage())


with warnings.catch_warnings():
    # The first address loads every plugin: done here once and alone, not by several threads. One of them imports imghdr.
    warnings.simplefilter("ignore", DeprecationWarning)
    Apprise.instantiate("json://127.0.0.1/")
requests.Session.send = _noting(requests.Session.send)  # type: ignore[method-assign]
logging.getLogger("apprise").addHandler(_Listener(logging.WARNING))
