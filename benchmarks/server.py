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
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from benchmarks.organization import MANAGER, organization
from tandem.ground.accounts.models import ApiToken, User
from tandem.ground.kernel import clock

PATIENCE = 30.0
JSON, FORGERY = "application/json", "b" * 32
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server with one worker, and the ways in."""

    process: int
    port: int
    cookie: str
    token: str

    def page(self, address: str, cookie: str = "") -> bytes:
        """A page, as the signed-in manager's browser gets it, or somebody else's."""
        return self._ask("GET", address, {"Cookie": cookie or self.cookie})

    def form(self, address: str, cookie: str, **values: str) -> int:
        """The status of what a browser gets for a form that it sends."""
        headers = {"Cookie": f"{cookie}; {settings.CSRF_COOKIE_NAME}={FORGERY}", "X-CSRFToken": FORGERY}
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        return self.status("POST", address, headers, urlencode(values).encode())

    def post(self, address: str, body: bytes, secret: str) -> int:
        """The status of what a system gets for a message that it sends with its secret."""
        return self.status("POST", address, {"Authorization": f"Bearer {secret}", "Content-Type": JSON}, body)

    def status(self, method: str, address: str, headers: dict[str, str], body: bytes | None = None) -> int:
        """The status of an answer, whatever it is."""
        return self._answer(method, address, headers, body)[0]

    def api(self, address: str, body: dict[str, Any] | None = None) -> bytes:
        """The API by token: read, or create when there is a body."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": JSON}
        return self._ask("POST" if body else "GET", address, headers, msgspec.json.encode(body) if body else None)

    def cpu(self) -> float:
        """Seconds of processor time that the server has used with all its processes and threads."""
        return sum(_used(process) for process in _family(self.process))

    def memory(self) -> float:
        """Megabytes that the largest of its processes holds."""
        return max(_resident(process) for process in _family(self.process))

    def _ask(self, method: str, address: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
        status, content = self._answer(method, address, headers, body)
        if status not in (200, 201):
            raise SystemExit(f"{method} {address} answered {status}: {content[:200]!r}")
        return content

    def _answer(self, method: str, address: str, headers: dict[str, str], body: bytes | None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, address, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


@contextmanager
def running(workers: int = 1) -> Iterator[Server]:
    """A server on the generated organization, on a free port of the loopback."""
    port = _free_port()
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(workers)]
    command += ["--blocking-threads", "4"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "warning"]
    environment = {**os.environ, "TANDEM_DATA": str(settings.DATA)}
    command.append("tandem.faces.web.wsgi:application")
    process = subprocess.Popen(command, env=environment, cwd=Path(__file__).parent.parent, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield Server(process.pid, port, cookie_of(_manager()), _token())
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def cookie_of(user: User) -> str:
    """What the browser of somebody sends who has signed in."""
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
