"""A real installation in a folder of its own, driven from outside as its users would."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TANDEM = [sys.executable, "-m", "tandem.faces.cli.main"]


class Installation:
    """One data folder, its commands and its server; its database lies in the folder unless an address is given."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.environment = {**os.environ, "TANDEM_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "tandem.settings"}
        self.environment.pop("TANDEM_DATABASE_URL", None)
        if database:
            self.environment["TANDEM_DATABASE_URL"] = database
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = int(listener.getsockname()[1])
        self.base = f"http://127.0.0.1:{self.port}"
        self.server: subprocess.Popen[bytes] | None = None
        self.token = ""

    def prepare(self) -> None:
        """Tables, one organization, its manager and a token."""
        self.tandem("migrate")
        self.tandem("organization", "create", "acme", "--name", "Acme", "--manager", "ada@example.org")
        self.token = json.loads(
            self.tandem("token", "acme", "ada@example.org", "--scope", "write", "--days", "1", "--json").stdout
        )["token"]

    def tandem(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command to its end."""
        return subprocess.run(
            [*TANDEM, *arguments], cwd=ROOT, env=self.environment, check=check, capture_output=True, text=True
        )

    def python(self, script: str) -> str:
        """Run a script with the installation's settings."""
        command = [sys.executable, "-c", script]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=False, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def start(self) -> None:
        """Start server and worker, and wait until they answer."""
        self.server = subprocess.Popen(
            [*TANDEM, "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                self.call("GET", "/api/v1/me")
            except (urllib.error.URLError, ConnectionError, TimeoutError):
                assert time.monotonic() < deadline, "the server does not answer"
                time.sleep(0.1)
            else:
                return

    def kill(self) -> None:
        """SIGKILL to server and worker at once: nothing is finished, nothing is cleaned up."""
        if self.server:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
            self.server = None

    def call(self, method: str, path: str, told: Any = None) -> Any:
        """One request of the API."""
        request = urllib.request.Request(
            self.base + path,
            method=method,
            data=json.dumps(told).encode() if told is not None else None,
            headers={"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
