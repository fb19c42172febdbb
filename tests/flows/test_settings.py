"""The environment becomes settings, or one clear refusal."""

from pathlib import Path

import pytest

from flows.settings import AUTH, Settings, Sites, kept_apart, password_environment, prefect_environment, read_settings
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


def test_without_a_password_the_server_is_not_opened_to_other_machines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(AUTH, raising=False)
    assert password_environment(read_settings()) == {}
    monkeypatch.setenv("MONITOR_HOST", "0.0.0.0")
    with pytest.raises(ConfigError, match="there is no password"):
        password_environment(read_settings())


def test_a_password_comes_by_the_environment_or_a_file_and_goes_to_server_and_clients(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MONITOR_HOST", "0.0.0.0")
    monkeypatch.delenv(AUTH, raising=False)
    (tmp_path / "auth").write_text("operator:correct horse battery\n", encoding="utf-8")
    monkeypatch.setenv(f"{AUTH}_FILE", str(tmp_path / "auth"))
    given = {AUTH: "operator:correct horse battery", "PREFECT_API_AUTH_STRING": "operator:correct horse battery"}
    assert password_environment(read_settings()) == given


@pytest.mark.parametrize("written", ["operator", "operator:", ":long enough to be one", "operator:short"])
def test_a_password_that_protects_nothing_is_refused(monkeypatch: pytest.MonkeyPatch, written: str) -> None:
    monkeypatch.setenv(AUTH, written)
    with pytest.raises(ConfigError, match="must be user:password") as caught:
        password_environment(read_settings())
    assert written not in str(caught.value), "a password is not repeated"


def test_invented_releases_never_come_beside_official_ones(tmp_path: Path) -> None:
    live, played = Settings(sites="live", data=tmp_path / "a"), Settings(sites="rehearsal", data=tmp_path / "b")
    assert kept_apart(live) == live
    assert kept_apart(kept_apart(played)) == played
    with pytest.raises(ConfigError, match="holds invented releases"):
        kept_apart(Settings(sites="live", data=tmp_path / "b"))
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "monitor.sqlite").touch()
    with pytest.raises(ConfigError, match="not the rehearsal's"):
        kept_apart(Settings(sites="rehearsal", data=tmp_path / "a"))


def test_a_rehearsal_that_names_no_folder_gets_one_of_its_own(tmp_path: Path) -> None:
    unnamed = Settings.model_construct({"sites"}, sites=Sites.REHEARSAL, data=tmp_path)
    assert kept_apart(unnamed).data == tmp_path / "rehearsal"
    assert (tmp_path / "rehearsal").is_dir()


def test_prefect_lets_go_of_its_runs_after_thirty_days_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD"
    monkeypatch.delenv(kept, raising=False)
    told = prefect_environment(read_settings())
    assert told[kept] == str(30 * 86_400)
    assert "flow_runs" in told["PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED"]
    monkeypatch.setenv(kept, "604800")
    assert prefect_environment(read_settings())[kept] == "604800"
