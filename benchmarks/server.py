"""The server as people meet it: a process of its own, asked over HTTP, each time by a fresh connection."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.organization import MANAGER, organization
from tandem.ground.accounts.models import ApiToken, User
from tandem.ground.kernel import clock

PATIENCE = 30.0
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one worker, and the ways in."""

    process: int
    port: int
    cookie: str
    token: str

    def page(self, address: str) -> bytes:
        """A page, as the signed-in manager's browser gets it."""
        return self._ask("GET", address, {"Cookie": self.cookie})

    def api(self, address: str, body: dict[str, Any] | None = None) -> bytes:
        """The API by token: read, or create when there is a body."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return self._ask("POST" if body else "GET", address, headers, msgspec.json.encode(body) if body else None)

    def cpu(self) -> float:
        """Seconds of processor time that the server has used with all its processes and threads."""
        return sum(_used(process) for process in _family(self.process))

    def memory(self) -> float:
        """Megabytes that the largest of its processes holds."""
        return max(_resident(process) for process in _family(self.process))

    def _ask(self, method: str, address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        if response.status not in (200, 201):
            raise SystemExit(f"{method} {address} answered {response.status}: {content[:200]!r}")
        return content


@contextmanager
def running() -> Iterator[Server]:
    """A server on the generated organization, on a free port of the loopback."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1", "--blocking-threads", "4"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    environment = {**os.environ, "TANDEM_DATA": str(settings.DATA)}
    command.append("tandem.faces.web.wsgi:application")
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parent.parent, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Server(process.pid, port, _cookie(), _token())
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _cookie() -> str:
    user = _manager()
    session = SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), BACKEND
    session[HASH_SESSION_KEY], session["organization"] = user.get_session_auth_hash(), organization().slug
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _manager() -> User:
    return User.objects.get(email=MANAGER)


def _token() -> str:
    user = _manager()
    until = clock.now() + timedelta(days=1)
    named = {"organization": organization(), "user": user, "name": "benchmark", "scope": "write", "expires_at": until}
    _kept, secret = ApiToken.issue(**named)
    return str(secret)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


def _wait_for(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with socket.socket() as trial:
            if trial.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("The server did not start.")


def _family(process: int) -> list[int]:
    """A process and those that it started."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [process, *(member for child in listed for member in _family(int(child)))]


def _used(process: int) -> float:
    """Seconds on a processor, of all threads, to the nanosecond."""
    threads = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1e9


def _resident(process: int) -> float:
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)
