"""What is known of the services that messages go to: what they take, how much, and how they say no. Facts, no code.

Limits are the services' own, in bytes of UTF-8: a WeCom robot 2,048, a DingTalk robot 20,000 and a Feishu robot 20 KB for
the whole request; rates are posts a minute (DingTalk 20, WeCom 20, Feishu and Lark 100).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Service:
    """A service by the scheme of its address. A `code_keys` names where, inside a 200, it says yes (0) or no."""

    text_only: bool = True  # as Apprise 1.13 speaks to it
    markdown_only: bool = False
    limit_bytes: int | None = None
    per_minute: int | None = None
    secret_address: bool = True  # the address itself lets anybody post
    own_title: bool = False
    code_keys: tuple[str, ...] = ()
    passing: frozenset[int] = frozenset()  # refusals that pass with time


UNKNOWN = Service(text_only=False, secret_address=False, own_title=True)

SERVICES = {
    "console": Service(secret_address=False, own_title=True),
    "dingtalk": Service(
        limit_bytes=18000,
        per_minute=20,
        code_keys=("errcode",),
        passing=frozenset({-1, 130101, 410100, 430101, 90018}),
    ),
    "wecombot": Service(limit_bytes=2048, per_minute=20, code_keys=("errcode",), passing=frozenset({-1, 45009, 45033})),
    "feishu": Service(
        limit_bytes=18000,
        per_minute=100,
        code_keys=("code", "StatusCode"),
        passing=frozenset({11232, 19036, 99991400}),
    ),
    "lark": Service(
        limit_bytes=18000,
        per_minute=100,
        code_keys=("code", "StatusCode"),
        passing=frozenset({11232, 19036, 99991400}),
    ),
    "schan": Service(
        text_only=False,
        markdown_only=True,
        limit_bytes=30000,
        own_title=True,
        code_keys=("code",),
        passing=frozenset({-1, 40002}),
    ),
}


def service_of(scheme: str) -> Service:
    return SERVICES.get(scheme, UNKNOWN)
