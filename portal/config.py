"""Settings: read once from the environment, checked, with one clear line for each wrong one."""

import ipaddress
import secrets
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(Exception):
    """One or more settings are missing or wrong; each line names one and says how to mend it."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


class Settings(BaseSettings):
    """Everything that differs between one installation of Patchwork and another."""

    model_config = SettingsConfigDict(
        env_prefix="PATCHWORK_", frozen=True, extra="ignore", populate_by_name=True
    )

    instance: Path = ROOT / "instance"
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = Field(default="", validation_alias="DATABASE_URL")
    redis_url: str = Field(default="", validation_alias="REDIS_URL")
    dask_scheduler: str = Field(default="", validation_alias="DASK_SCHEDULER")
    secret_key: SecretStr = SecretStr("")
    demonstration: bool = False
    trusted_proxies: int = Field(default=0, ge=0, le=5)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    mail_from: str = "Patchwork <patchwork@localhost>"
    smtp_host: str = ""
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_security: Literal["none", "starttls", "tls"] = "starttls"
    upload_scanner: str = ""
    help_contact: str = "the person who sent you the link"

    @field_validator("base_url")
    @classmethod
    def check_base_url(cls, value: str) -> str:
        """Accept only a whole http or https address, without a path."""
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
            raise ValueError("write a whole address, such as https://patchwork.example.org")
        return value.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def check_database_url(cls, value: str) -> str:
        """Accept SQLite and PostgreSQL, and choose the driver that is installed."""
        if value.startswith(("postgres://", "postgresql://")):
            return "postgresql+psycopg://" + value.split("://", 1)[1]
        if value and not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("write postgresql://user:password@host/name, or leave it out")
        return value

    @model_validator(mode="after")
    def keep_the_demonstration_at_home(self) -> "Settings":
        """Refuse demonstration sign-ins at any address that others could reach."""
        if self.demonstration and not is_loopback(urlsplit(self.base_url).hostname or ""):
            raise ValueError(
                "PATCHWORK_DEMONSTRATION: works on a loopback address only, because anyone "
                "could sign in; unset it, or set PATCHWORK_BASE_URL to http://127.0.0.1:8000"
            )
        return self

    @property
    def secure(self) -> bool:
        """Whether people reach this installation by https."""
        return self.base_url.startswith("https://")

    @property
    def database(self) -> str:
        """The database to use: the one set, else a SQLite file in the instance folder."""
        return self.database_url or f"sqlite:///{self.instance / 'patchwork.sqlite'}"


def is_loopback(host: str) -> bool:
    """Tell whether a host name or address never leaves this machine."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def load_settings(**given: Any) -> Settings:
    """Read the settings and make the instance folder, or raise SettingsError."""
    try:
        settings = Settings(**given)
    except ValidationError as error:
        raise SettingsError([settings_line(fault) for fault in error.errors()]) from None
    try:
        settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError([f"PATCHWORK_INSTANCE: {error.strerror}: {error.filename}"]) from None
    return settings


def settings_line(fault: Any) -> str:
    """Turn one fault into a line that names the setting and says how to mend it."""
    name = str(fault["loc"][0]) if fault["loc"] else ""
    message = str(fault["msg"]).removeprefix("Value error, ")
    if not name:
        return message
    known = name if name.isupper() else f"PATCHWORK_{name.upper()}"
    return f"{known}: {message[0].lower()}{message[1:]}"


def read_secret(settings: Settings) -> str:
    """Give the secret that signs cookies; a random one is written once to the instance folder."""
    given = settings.secret_key.get_secret_value()
    if given:
        if len(given) < 32:
            raise SettingsError(["PATCHWORK_SECRET_KEY: use at least 32 random characters"])
        return given
    file = settings.instance / "secret_key"
    try:
        file.touch(mode=0o600, exist_ok=False)
        file.write_text(secrets.token_urlsafe(48), encoding="ascii")
    except FileExistsError:
        pass
    secret = file.read_text(encoding="ascii").strip()
    if len(secret) < 32:
        raise SettingsError([f"{file}: is empty or too short; delete it to have a new one made"])
    return secret
