"""What an operator can set. The only reader of the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from sources.errors import ConfigError, Problem
from sources.robots import AGENT

_CONTACT = re.compile(r"([a-zA-Z0-9._+-]+@[a-zA-Z0-9.-]+|https?://[!-~]+)?")

SHORTEST_PASSWORD = 12


class Sites(StrEnum):
    """Which sites are read; nothing else differs between the two."""

    REHEARSAL = "rehearsal"
    LIVE = "live"


def _default_data() -> Path:
    """`data/` of a checkout; for an installed package the user's data folder. Never the working directory."""
    checkout = Path(__file__).resolve().parent.parent
    if (checkout / "pyproject.toml").is_file():
        return checkout / "data"
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser() / "ningbo-monitor"


class Settings(BaseSettings):
    """Each field is an environment variable of the same name, `MONITOR_` before it; `SITES` stands alone."""

    model_config = SettingsConfigDict(
        env_prefix="MONITOR_", extra="ignore", frozen=True, populate_by_name=True, env_ignore_empty=True
    )

    sites: Sites = Field(default=Sites.LIVE, validation_alias="SITES")
    data: Path = Field(default_factory=_default_data, description="folder of the store, of Prefect and of logs")
    database_url: SecretStr | None = Field(default=None, description="store; default SQLite in the data folder")
    rules: Path | None = Field(default=None, description="a rules file instead of the shipped one")
    receivers: Path | None = Field(default=None, description="a receivers file; default: the console")
    host: Literal["127.0.0.1", "0.0.0.0"] = Field(  # noqa: S104 - refused without a password, see password_environment
        default="127.0.0.1", description="where the Prefect server listens: here only, or for other machines too"
    )
    port: int = Field(default=4200, ge=1, le=65535, description="of the Prefect server and its UI")
    public_url: str | None = Field(default=None, description="where browsers find the UI, if not at host and port")
    rehearsal_port: int | None = Field(default=None, ge=1, le=65535)
    rehearsal_day: date | None = Field(default=None, description="the day that the rehearsal plays, or starts with")
    rehearsal_started: datetime | None = Field(
        default=None, description="when it started; absent: it stands at its day"
    )
    rehearsal_minutes_per_day: float | None = Field(default=None, gt=0, description="how fast its days pass")
    rehearsal_pace: float = Field(
        default=0.0, ge=0, le=1, description="how much of each host's spacing the rehearsal keeps"
    )
    contact: str = Field(
        default="",
        description="address or mail by which a site's keeper finds whoever runs this; told with every request",
    )

    @field_validator("contact")
    @classmethod
    def _fits_a_header(cls, contact: str) -> str:
        if not _CONTACT.fullmatch(contact) or set(contact) & set("();") or len(contact) > 200:
            raise ValueError("must be a mail address or an http(s) address in plain ASCII, without ( ) ;")
        return contact

    @property
    def user_agent(self) -> str:
        """What the sites are told, but for those whose catalogue entry needs something else."""
        who = f"+{self.contact}" if self.contact else "scheduled reader of official releases"
        return f"Mozilla/5.0 (compatible; {AGENT}/0.1; {who})"

    @property
    def api_url(self) -> str:
        """Of the Prefect server: `PREFECT_API_URL` where it runs elsewhere, as in containers; else our own on loopback."""
        return os.environ.get("PREFECT_API_URL") or f"http://127.0.0.1:{self.port}/api"

    @property
    def url_of_store(self) -> str:
        if self.database_url is not None:
            return self.database_url.get_secret_value()
        return f"sqlite:///{self.data.expanduser().resolve() / 'monitor.sqlite'}"

    def secrets(self, names: Iterable[str]) -> dict[str, str]:
        """What receivers name in `${...}`: NAME from the environment, else the content of the file that NAME_FILE names.

        Raises ConfigError for a NAME_FILE that cannot be read; a name that is nowhere is left out.
        """
        found: dict[str, str] = {}
        for name in names:
            if name in os.environ:
                found[name] = os.environ[name]
            elif f"{name}_FILE" in os.environ:
                found[name] = _secret_file(f"{name}_FILE")
        return found


def _secret_file(variable: str) -> str:
    try:
        return Path(os.environ[variable]).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ConfigError("environment", [Problem(variable, f"the file cannot be read: {error.strerror}")]) from error


REHEARSED = "filled-from-the-rehearsal"  # a file beside a store that holds invented releases


def kept_apart(settings: Settings) -> Settings:
    """The settings to serve with: invented releases never come into a store with official ones, nor these to those.

    A rehearsal without a folder of its own gets one. Raises ConfigError where the folder holds the other kind.
    """
    if settings.sites is Sites.REHEARSAL and "data" not in settings.model_fields_set:
        settings = settings.model_copy(update={"data": settings.data / "rehearsal"})
    data = settings.data.expanduser().resolve()
    marked = (data / REHEARSED).is_file()
    if settings.sites is Sites.LIVE and marked:
        said = "holds invented releases of the rehearsal: name another folder for the official ones"
        raise ConfigError("environment", [Problem(f"MONITOR_DATA={data}", said)])
    if settings.sites is Sites.REHEARSAL and not marked:
        if (data / "monitor.sqlite").is_file():
            said = "holds a store that is not the rehearsal's: name another folder for the rehearsal"
            raise ConfigError("environment", [Problem(f"MONITOR_DATA={data}", said)])
        data.mkdir(parents=True, exist_ok=True)
        (data / REHEARSED).touch()
    return settings


def read_settings(**overrides: object) -> Settings:
    """Settings from the environment. Raises ConfigError with every variable that cannot be used."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        problems = [
            Problem(_variable(str(entry["loc"][0])), f"{entry['msg']}, not {entry['input']!r}")
            for entry in error.errors()
        ]
        raise ConfigError("environment", problems) from error


def _variable(field: str) -> str:
    return field if field == "SITES" else f"MONITOR_{field.upper()}"


AUTH = "PREFECT_SERVER_API_AUTH_STRING"  # user:password of the Prefect server; AUTH_FILE names a file that holds it


def password_environment(settings: Settings) -> dict[str, str]:
    """The password of the Prefect server for the server and its clients; empty where none is set.

    Raises ConfigError for one that is no user:password, and where the server would be open to other machines without one.
    """
    given = settings.secrets([AUTH]).get(AUTH, "")
    user, _, password = given.partition(":")
    if given and not (user and len(password) >= SHORTEST_PASSWORD):
        said = f"must be user:password, the password of {SHORTEST_PASSWORD} characters or more"
        raise ConfigError("environment", [Problem(AUTH, said)])
    if not given and settings.host != "127.0.0.1":
        said = f"is open to other machines, and there is no password: set {AUTH} or {AUTH}_FILE to user:password"
        raise ConfigError("environment", [Problem(f"MONITOR_HOST={settings.host}", said)])
    return {AUTH: given, "PREFECT_API_AUTH_STRING": given} if given else {}


_KEPT_BY_PREFECT = {  # its runs with their logs, pages and events would otherwise be kept for ever
    "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "events,flow_runs",
    "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": str(30 * 24 * 3600),
}


def prefect_environment(settings: Settings, *, api_url: str | None = None) -> dict[str, str]:
    """The variables under which Prefect runs for us: own home, no analytics, UI that finds its API on any port."""
    home = settings.data.expanduser().resolve() / "prefect"
    variables = {
        "PREFECT_HOME": str(home),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        "PREFECT_LOGGING_LEVEL": os.environ.get("PREFECT_LOGGING_LEVEL", "INFO"),
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        **{name: os.environ.get(name, said) for name, said in _KEPT_BY_PREFECT.items()},
    }
    if api_url is not None:
        shown = f"{settings.public_url.rstrip('/')}/api" if settings.public_url else api_url
        variables |= {"PREFECT_API_URL": api_url, "PREFECT_UI_API_URL": shown}
        variables["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] = _origins(settings, api_url)
        variables["PREFECT_SERVER_CSRF_PROTECTION_ENABLED"] = "true"  # it takes a body without a type for JSON
    return variables


def _origins(settings: Settings, api_url: str) -> str:
    """The pages that may speak to the server from a browser: its own UI. Prefect's default is every page of the web."""
    port = urlsplit(api_url).port
    own = [f"http://127.0.0.1:{port}", f"http://localhost:{port}"]
    if settings.public_url:
        parts = urlsplit(settings.public_url)
        own.append(f"{parts.scheme}://{parts.netloc}")
    return ",".join(own)


def private(folder: Path) -> Path:
    """The folder, for its owner only; and what this process and its children write from now on is for him only.

    Sentences, addresses and Prefect's own database are nobody else's business. A folder of somebody else is left as it is.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True)
    with suppress(PermissionError):
        folder.chmod(0o700)
    return folder


def apply_to_process(variables: Mapping[str, str]) -> None:
    """Set variables for this process and its children. Must happen before Prefect is imported."""
    os.environ.update(variables)
