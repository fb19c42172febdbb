"""Robots that ask for a signature. Apprise 1.13 does not sign for Feishu and Lark, and for DingTalk it encodes the
signature twice, so that the service does not know it again (310000).

By the services' own descriptions: DingTalk signs `timestamp\\nsecret` with the secret, in the address; Feishu and Lark sign
nothing with `timestamp\\nsecret`, in the body. Both HMAC-SHA256 in Base64, for an hour: made when it is sent.
"""

from __future__ import annotations

import hmac
import time
from base64 import b64encode
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from apprise.plugins import dingtalk, feishu, lark


class SignedDingTalk(dingtalk.NotifyDingTalk):  # type: ignore[no-untyped-call]
    """`dingtalk://SECRET@TOKEN/`; what is given here is encoded once, by `requests`."""

    def get_signature(self) -> tuple[str, str]:
        timestamp = str(round(time.time() * 1000))
        secret = str(self.secret)
        return timestamp, _signed(secret, f"{timestamp}\n{secret}")


class SignedFeishu(feishu.NotifyFeishu):  # type: ignore[no-untyped-call]
    """`feishu://SECRET@TOKEN/`"""

    def send(self, body: Any, title: Any = "", notify_type: Any = None, **_: Any) -> bool:
        secret, timestamp = unquote(str(self.user)), str(int(time.time()))
        signed = {"timestamp": timestamp, "sign": _signed(f"{timestamp}\n{secret}", "")}
        try:
            answer = requests.post(
                self.notify_url.format(token=self.token),
                json={**signed, "msg_type": "text", "content": {"text": body}},
                timeout=self.request_timeout,
                allow_redirects=self.redirects,
            )
        except requests.RequestException:  # noted by whoever listens, see `send`
            return False
        return answer.ok


class SignedLark(SignedFeishu):  # type: ignore[no-untyped-call]
    """`lark://SECRET@TOKEN/`"""

    notify_url = f"{lark.NotifyLark.notify_url}{{token}}"


_SIGNED: dict[str, Any] = {"dingtalk": SignedDingTalk, "feishu": SignedFeishu, "lark": SignedLark}


def signed_robot(url: str) -> Any | None:
    """The robot behind an address that holds a secret for signing; None for every other address."""
    parts = urlsplit(url)
    if parts.scheme not in _SIGNED or "@" not in parts.netloc:
        return None
    kind = _SIGNED[parts.scheme]
    known = kind.parse_url(url)
    return kind(**known) if known else None


def _signed(key: str, said: str) -> str:
    return b64encode(hmac.digest(key.encode(), said.encode(), "sha256")).decode()
