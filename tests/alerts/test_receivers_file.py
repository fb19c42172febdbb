"""The receivers file: the example works, and a mistake is named."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import pytest
from apprise import Apprise

from alerts import receivers
from alerts.rules import About, Severity
from alerts.signing import signed_robot
from sources.catalogue import Catalogue
from sources.errors import ConfigError

EXAMPLE = Path(receivers.__file__).with_name("receivers.example.yaml")


def test_the_example_can_be_used_and_names_its_secrets(known: Catalogue) -> None:
    made = receivers.load(EXAMPLE, known)
    assert set(made.named) >= {"console", "newsroom-webhook", "editors", "dingtalk", "wecom", "feishu"}
    assert {"DINGTALK_TOKEN", "MAIL_PASSWORD", "WEBHOOK_TOKEN"} <= made.secret_names


def test_a_wecom_robot_is_held_to_its_bytes(known: Catalogue) -> None:
    made = receivers.load(EXAMPLE, known)
    assert made.named["wecom"].limit == 2048
    assert made.named["console"].limit is None


@pytest.mark.parametrize(
    ("broken", "by", "named"),
    [
        ("publishers: [miit]", "publishers: [mitt]", "did you mean miit?"),
        ("areas: [ningbo]", "areas: [nigbo]", "did you mean ningbo?"),
        ("name: operator", "name: console", "stands here twice"),
        ("escalate_to: feishu", "escalate_to: fieshu", "did you mean feishu?"),
        ("language: en", "language: fr", "'zh' or 'en'"),
        ("repeat_hours: 24", "repeat_hours: often", "valid integer"),
        ("${WECOM_ROBOT_KEY}", "abcdefgh", "must be written as ${NAME}"),
    ],
)
def test_a_mistake_is_named(known: Catalogue, tmp_path: Path, broken: str, by: str, named: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    assert broken in text
    path = tmp_path / "receivers.yaml"
    path.write_text(text.replace(broken, by, 1), encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(named)):
        receivers.load(path, known)


def test_by_default_figures_and_watching_go_to_different_people() -> None:
    routes = {name: r.routes for name, r in receivers.DEFAULT.named.items()}
    assert [route.about for route in routes["console"]] == [About.FIGURES]
    assert [route.about for route in routes["operator"]] == [About.WATCHING]
    assert {route.severity for r in routes.values() for route in r} == {Severity.NOTE}


DOCS = EXAMPLE.parents[1] / "docs" / "receivers.md"
BLOCKS = re.findall(r"```yaml\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
SECRETS = {  # of the shapes that the services give
    "DINGTALK_SIGN_SECRET": "SEC" + "0123456789abcdef" * 4,
    "DINGTALK_TOKEN": "0123456789abcdef" * 4,
    "WECOM_ROBOT_KEY": "693axxx6-7aoc-4bc4-97a0-0ec2sifa5aaa",
    "FEISHU_SIGN_SECRET": "kR8+aBcD/eFgHiJkLmNoPq=",
    "FEISHU_TOKEN": "01234567-89ab-cdef-0123-456789abcdef",
    "MAIL_USER": "monitor@example.org",
    "MAIL_PASSWORD": "p@ss/w:rd#1",
    "WEBHOOK_TOKEN": "a+b/c=",
}


@pytest.mark.parametrize("text", [*BLOCKS, EXAMPLE.read_text(encoding="utf-8")])
def test_what_the_documentation_shows_can_be_used_and_apprise_knows_it(
    known: Catalogue, tmp_path: Path, text: str
) -> None:
    path = tmp_path / "receivers.yaml"
    path.write_text(text, encoding="utf-8")
    for receiver in receivers.load(path, known).named.values():
        url = receivers.SECRET.sub(lambda found: quote(SECRETS[found[1]], safe=""), receiver.url)
        known_one = receiver.scheme == "console" or (signed_robot(url) or Apprise.instantiate(url)) is not None
        assert known_one, receiver.name


def test_the_documentation_shows_every_service_of_ours_and_every_key() -> None:
    shown = DOCS.read_text(encoding="utf-8")
    assert len(BLOCKS) >= 6
    keys = set(receivers.Receiver.model_fields) - {"limit_bytes", "timeout_seconds", "escalate_after_repeats"}
    assert {key for key in keys if f"{key}:" not in shown} == set()
