"""What an installation may set: environment variables that begin with `TANDEM_`, each with a working default."""

import secrets
from contextlib import suppress
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from tandem import database, replica

PRIVATE = ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")


SECRETS = (
    "secret.key",
    "ledger.key",
    "tandem.sqlite3",
    "tandem.sqlite3-wal",
    "tandem.sqlite3-shm",
    "tandem.sqlite3-journal",
    "tandem.sqlite3-write-lock",
)

NOT_NEW = ("tandem.sqlite3", "ledger.key")


class Configuration(BaseSettings):
    """Settings of one installation. Everything that must survive lies in `data`."""

    model_config = SettingsConfigDict(env_prefix="TANDEM_", extra="ignore")

    data: Path = Field(Path(".data"), description="Folder of the database, the attachments and the keys")
    database_url: str = Field("", description="postgresql://user:password@host:port/name; empty means SQLite in `data`")
    database_replica_url: str = Field("", description="A streaming replica of it, read by lists, exports and reports")
    storage_url: str = Field("", description="s3://key:secret@host:port/bucket?region=…; empty means files in `data`")
    base_url: str = Field(
        "http://127.0.0.1:8000",
        description="Address people use, with its path if it has one: https://example.org/tandem",
    )
    allowed_hosts: str = Field("", description="Further host names, comma-separated")
    trust_proxy: bool = Field(False, description="True behind a reverse proxy on this machine or a private network")
    trusted_proxies: str = Field("", description="Addresses or networks of the reverse proxies, comma-separated")
    ledger_key: Path | None = Field(None, description="File of the key that signs heads; ledger.key in `data` if empty")
    heads_folder: Path | None = Field(None, description="Folder, best on another machine, for signed heads every hour")
    heads_mail: str = Field("", description="Addresses, comma-separated, that get all signed heads every night")
    debug: bool = False
    email_url: str = Field(
        "", description="smtp://user:password@host:port, smtps:// for TLS from the start; empty keeps mail in the log"
    )
    email_from: str = Field("", description="Who messages come from: Name <address>; tandem@ the host if empty")
    email_reply_to: str = Field("", description="Where answers to messages go, if not to the sender")
    locale_folder: Path | None = Field(None, description="Folder of further languages: LANGUAGE/LC_MESSAGES/django.mo")
    attachment_limit: int = Field(50 * 1024 * 1024, description="Largest attachment in bytes")
    fonts: Path | None = Field(None, description="A folder with further fonts for printed documents")
    attack_lists: str = Field(
        "", description="Addresses (https), comma-separated, of the lists KEV and EPSS, fetched every day"
    )
    import_limit: int = Field(64 * 1024 * 1024, description="Largest imported file in bytes")

    def locales(self) -> list[Path]:
        """A folder of further languages beside those of the package."""
        return [self.locale_folder] if self.locale_folder else []

    def prepared_data(self) -> Path:
        """The data folder, for its owner alone, whatever it was before; so are its database and its keys."""
        folder = self.data.expanduser().resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close(folder, 0o700)
        for name in SECRETS:
            _close(folder / name, 0o600)
        return folder

    def hosts(self) -> list[str]:
        """Host names this installation answers to."""
        own = urlsplit(self.base_url).hostname or "127.0.0.1"
        named = [host.strip() for host in self.allowed_hosts.split(",") if host.strip()]
        return [own, "127.0.0.1", "localhost", *named]

    def proxies(self) -> list[str]:
        """Networks whose word about the client is believed; none unless a proxy is configured."""
        named = [part.strip() for part in self.trusted_proxies.split(",") if part.strip()]
        for part in named:
            _insist_network(part)
        return named or (list(PRIVATE) if self.trust_proxy else [])

    def databases(self) -> dict[str, dict[str, object]]:
        """Django's DATABASES for the chosen server."""
        if not self.database_url:
            return {"default": _sqlite(self.prepared_data() / "tandem.sqlite3")}
        main = {"default": _postgresql(self.database_url)}
        if self.database_replica_url:
            main[replica.ALIAS] = {**_postgresql(self.database_replica_url), "TEST": {"MIRROR": "default"}}
        return main

    def storage(self) -> dict[str, object]:
        """Django's default storage: a folder of this machine, or a bucket that several hosts share."""
        if not self.storage_url:
            return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
        return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": _bucket(self.storage_url)}


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
    socket = dict(parse_qsl(parts.query)).get("host", "")  # a folder, as PostgreSQL's own tools take it
    return {
        "ENGINE": "tandem.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or socket,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }


def _bucket(url: str) -> dict[str, object]:
    """What the storage is told: `s3://` speaks TLS, `s3+http://` does not; without a host it is Amazon's."""
    parts = urlsplit(url)
    bucket, region = parts.path.strip("/"), dict(parse_qsl(parts.query)).get("region")
    if parts.scheme not in ("s3", "s3+http") or not bucket:
        words = "TANDEM_STORAGE_URL: write s3://key:secret@host:port/bucket?region=name."
        raise ImproperlyConfigured(words)
    host = f"{parts.hostname}:{parts.port}" if parts.port else parts.hostname or ""
    return {
        "bucket_name": bucket,
        "access_key": unquote(parts.username or "") or None,
        "secret_key": unquote(parts.password or "") or None,
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{host}" if host else None,
        "region_name": region,
        "default_acl": None,
        "file_overwrite": True,  # names follow from content
        "max_memory_size": 2 * 1024 * 1024,
    }


def _close(path: Path, mode: int) -> None:
    """Take away what others may do with a file or folder; one that belongs to somebody else is named by the check."""
    with suppress(FileNotFoundError, PermissionError):
        if path.stat().st_mode & 0o777 & ~mode:
            path.chmod(mode)


def _insist_network(named: str) -> None:
    try:
        ip_network(named)
    except ValueError as error:
        words = f"TANDEM_TRUSTED_PROXIES: “{named}” is no address and no network; write for example 10.0.0.7."
        raise ImproperlyConfigured(words) from error


def secret_from(path: Path) -> str:
    """The secret kept in this file; made on first use, readable by its owner alone.

    Where a database or the ledger's key lies beside it the installation is not new: ImproperlyConfigured then, for a
    new secret would disown what was written last.
    """
    if not path.exists():
        if beside := [name for name in NOT_NEW if (path.parent / name).exists()]:
            raise ImproperlyConfigured(f"{path} is missing, but {beside[0]} is there: put it back from a backup.")
        path.touch(mode=0o600)
        path.chmod(0o600)
        path.write_text(secrets.token_urlsafe(64))
    return path.read_text().strip()
