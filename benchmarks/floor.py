"""The floor: a connection of its own to the same database file, without Django or Tandem."""

import sqlite3
from functools import cache
from typing import Any

from django.conf import settings


@cache
def connection() -> sqlite3.Connection:
    """Plain sqlite3 with the settings that Tandem uses, every statement its own transaction unless one is begun."""
    opened = sqlite3.connect(settings.DATABASES["default"]["NAME"], isolation_level=None, timeout=30)
    for pragma in settings.DATABASES["default"]["OPTIONS"]["init_command"].split(";"):
        opened.execute(pragma)
    return opened


def rows(sql: str, *parameters: Any) -> list[Any]:
    """All rows of a query."""
    return connection().execute(sql, parameters).fetchall()
