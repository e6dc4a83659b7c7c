"""The floor: a connection of its own to the same database file, without Django or Tandem."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings


@cache
def connection() -> sqlite3.Connection:
    """Plain sqlite3 with the settings that Tandem uses, every statement its own transaction unless one is begun."""
    return _opened(settings.DATABASES["default"]["NAME"])


@contextmanager
def copied() -> Iterator[sqlite3.Connection]:
    """The same over a copy of the database, which is gone afterwards: what is written to it harms nothing."""
    beside = Path(settings.DATABASES["default"]["NAME"]).parent
    with tempfile.TemporaryDirectory(dir=beside) as folder, closing(_opened(Path(folder) / "copy.sqlite3")) as copy:
        connection().backup(copy)
        yield copy


def _opened(path: str | Path) -> sqlite3.Connection:
    opened = sqlite3.connect(path, isolation_level=None, timeout=30)
    for pragma in settings.DATABASES["default"]["OPTIONS"]["init_command"].split(";"):
        opened.execute(pragma)
    return opened


def rows(sql: str, *parameters: Any) -> list[Any]:
    """All rows of a query."""
    return connection().execute(sql, parameters).fetchall()
