"""What an installation may set: environment variables that begin with `TANDEM_`, each with a working default."""

import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from tandem import database

NOT_NEW = ("tandem.sqlite3", "ledger.key")


class Configuration(BaseSettings):
    """Settings of one installation. Everything that must survive lies in `data`."""

    model_config = SettingsConfigDict(env_prefix="TANDEM_", extra="ignore")

    data: Path = Field(Path(".data"), description="Folder of the database, the attachments and the keys")
    database_url: str = Field("", description="postgresql://user:password@host:port/name; empty means SQLite in `data`")
    base_url: str = Field("http://127.0.0.1:8000", description="Address people use, without a closing slash")
    allowed_hosts: str = Field("", description="Further host names, comma-separated")
    trust_proxy: bool = Field(False, description="True behind a reverse proxy that sets X-Forwarded-Proto and -For")
    ledger_key: Path | None = Field(None, description="File of the key that signs heads; ledger.key in `data` if empty")
    heads_folder: Path | None = Field(None, description="Folder, best on another machine, for signed heads every hour")
    heads_mail: str = Field("", description="Addresses, comma-separated, that get all signed heads every night")
    debug: bool = False
    email_url: str = Field("", description="smtp://user:password@host:port; empty keeps messages in the log")
    attachment_limit: int = Field(50 * 1024 * 1024, description="Largest attachment in bytes")
    import_limit: int = Field(64 * 1024 * 1024, description="Largest imported file in bytes")

    def prepared_data(self) -> Path:
        """The data folder, created for its owner alone."""
        folder = self.data.expanduser().resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def hosts(self) -> list[str]:
        """Host names this installation answers to."""
        own = urlsplit(self.base_url).hostname or "127.0.0.1"
        named = [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]
        return [own, "127.0.0.1", "localhost", *named]

    def databases(self) -> dict[str, dict[str, object]]:
        """Django's DATABASES for the chosen server."""
        if self.database_url:
            return {"default": _postgresql(self.database_url)}
        return {"default": _sqlite(self.prepared_data() / "tandem.sqlite3")}


def _sqlite(path: Path) -> dict[str, object]:
    pragmas = f"PRAGMA journal_mode={database.journal_mode()};PRAGMA synchronous=FULL;PRAGMA cache_size=-8192"
    return {
        "ENGINE": "tandem.sqlite",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 30, "init_command": pragmas},
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def secret_from(path: Path) -> str:
    """The secret kept in this file; made on first use, readable by its owner alone.

    Where a database or the ledger's key lies beside it the installation is not new: ImproperlyConfigured then, for a
    new secret would disown what was written last.
    """
    if not path.exists():
        if beside := [name for name in NOT_NEW if (path.parent / name).exists()]:
            raise ImproperlyConfigured(f"{path} is missing, but {beside[0]} is there: put it back from a backup.")
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
