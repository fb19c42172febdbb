"""The environment becomes settings, or one clear refusal."""

from pathlib import Path

import pytest

from flows.settings import Sites, read_settings
from sources.errors import ConfigError


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITES", "MONITOR_DATA", "MONITOR_PORT", "MONITOR_DATABASE_URL", "MONITOR_CONTACT"):
        monkeypatch.delenv(name, raising=False)


def test_without_settings_the_live_sites_are_read_into_the_data_folder() -> None:
    settings = read_settings()
    assert settings.sites is Sites.LIVE
    assert settings.url_of_store.startswith("sqlite:///")
    assert settings.url_of_store.endswith("data/monitor.sqlite")


def test_the_folder_does_not_depend_on_where_a_worker_starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    before = read_settings().url_of_store
    monkeypatch.chdir(tmp_path)
    assert read_settings().url_of_store == before


def test_every_variable_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITES", "moon")
    monkeypatch.setenv("MONITOR_PORT", "99999")
    with pytest.raises(ConfigError) as caught:
        read_settings()
    assert "SITES" in str(caught.value)
    assert "MONITOR_PORT" in str(caught.value)


def test_a_password_in_the_address_of_the_store_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_DATABASE_URL", "postgresql+psycopg://monitor:geheim@db/monitor")
    assert "geheim" not in repr(read_settings())
    assert "geheim" in read_settings().url_of_store


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("", "Mozilla/5.0 (compatible; ningbo-monitor/0.1; scheduled reader of official releases)"),
        ("desk@example.org", "Mozilla/5.0 (compatible; ningbo-monitor/0.1; +desk@example.org)"),
        ("https://example.org/why", "Mozilla/5.0 (compatible; ningbo-monitor/0.1; +https://example.org/why)"),
    ],
)
def test_sites_are_told_who_asks(contact: str, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_CONTACT", contact)
    assert read_settings().user_agent == told


@pytest.mark.parametrize("contact", ["me", "a@b\r\nX-Evil: 1", "https://x.org/(a)", "宁波@example.org", "https://a b"])
def test_a_contact_that_no_header_can_hold_is_refused(contact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MONITOR_CONTACT", contact)
    with pytest.raises(ConfigError, match=r"MONITOR_CONTACT: .*mail address or an http"):
        read_settings()
