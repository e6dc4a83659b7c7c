"""Holding a job: a lock that ends with whoever holds it, so that work is never done by two at once.

A job's row says when it was last heard of, but somebody who waits for a writer is silent without being dead. On SQLite
the lock is one of the operating system on a file, for all workers are on one machine; on PostgreSQL it is one of the
worker's own connection. Either is gone with the process, however that ends.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection

JOBS = 0x7A6D  # first half of PostgreSQL's advisory locks that are jobs


@contextmanager
def held(job_id: int) -> Iterator[bool]:
    """True while this process alone holds the job; False when somebody else does."""
    with _on_server(job_id) if connection.vendor == "postgresql" else _on_machine(job_id) as is_mine:
        yield is_mine


@contextmanager
def _on_machine(job_id: int) -> Iterator[bool]:
    folder = Path(settings.DATA) / "running"
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / str(job_id)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        yield False
        return
    try:
        yield True
    finally:
        path.unlink(missing_ok=True)
        os.close(descriptor)


@contextmanager
def _on_server(job_id: int) -> Iterator[bool]:
    is_mine = _ask("SELECT pg_try_advisory_lock(%s, %s)", job_id)
    try:
        yield is_mine
    finally:
        with suppress(DatabaseError):  # the connection was lost, and the lock with it
            if is_mine:
                _ask("SELECT pg_advisory_unlock(%s, %s)", job_id)


def _ask(statement: str, job_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(statement, [JOBS, job_id % 2**31])
        return bool(cursor.fetchone()[0])
