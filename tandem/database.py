"""Which SQLite library Tandem stands on.

Imported before Django loads. SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write or
checkpoint at the same moment; `pysqlite3` bundles a fixed library and takes the place of the standard module.
"""

import sys

try:
    import pysqlite3
except ImportError:  # no wheel for this platform: the system's library serves, see `journal_mode`
    pysqlite3 = None

if pysqlite3 is not None:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

import sqlite3

FIXED_FROM = (3, 51, 3)


def library_version() -> tuple[int, ...]:
    """Version of the SQLite library in use, as numbers."""
    return tuple(int(part) for part in sqlite3.sqlite_version.split("."))


def wal_is_safe() -> bool:
    """True when the library is free of the WAL-reset fault."""
    return library_version() >= FIXED_FROM


def journal_mode() -> str:
    """WAL where it is safe, the rollback journal elsewhere."""
    return "WAL" if wal_is_safe() else "DELETE"
