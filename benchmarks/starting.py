"""Starting: on an empty folder, and a worker up to its first page with the memory it holds then."""

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.measuring import Figure, at_most

FIRST_PAGE = """
import io, json, resource, time
start = time.perf_counter()
from tandem.faces.web.wsgi import application
answered = []
environ = {"REQUEST_METHOD": "GET", "PATH_INFO": "/accounts/login/", "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80",
    "HTTP_HOST": "127.0.0.1", "QUERY_STRING": "", "wsgi.url_scheme": "http", "wsgi.input": io.BytesIO(),
    "REMOTE_ADDR": "127.0.0.1"}
body = b"".join(application(environ, lambda status, headers: answered.append(status)))
took = time.perf_counter() - start
from django.contrib.auth import get_user_model
from django.test import Client
client = Client()
client.force_login(get_user_model().objects.get(email="mira@lindfalk.example"),
    "allauth.account.auth_backends.AuthenticationBackend")
pages = [client.get(f"/lindfalk/{path}", follow=True, HTTP_HOST="127.0.0.1").status_code
    for path in ("", "incidents/", "risks/")]
memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": took, "memory": memory, "status": answered[0], "pages": pages}))
"""


def start() -> Iterator[Figure]:
    """First start with the demonstration organization, then a cold worker on it."""
    with tempfile.TemporaryDirectory() as folder:
        begun, used = perf_counter(), _used_by_children()
        _run(folder, "-m", "tandem.faces.cli.main", "demo", "--no-serve")
        yield Figure("start: first, on an empty folder, by the clock", round(perf_counter() - begun, 2), "s")
        yield at_most("start: first, on an empty folder, of the processor", _used_by_children() - used, "s", 10)
        begun = perf_counter()
        _run(folder, "-m", "tandem.faces.cli.main", "demo", "--no-serve")
        yield Figure("start: second", round(perf_counter() - begun, 2), "s")
        told = sorted(
            (msgspec.json.decode(_run(folder, "-c", FIRST_PAGE)) for _ in range(3)), key=lambda one: one["seconds"]
        )
        if not told[1]["status"].startswith("200") or set(told[1]["pages"]) != {200}:
            raise SystemExit(f"The first page answered {told[1]}.")
        yield at_most("start: cold worker to its first page", told[1]["seconds"], "s", 2.5)
        yield at_most("memory: one worker after four pages", told[1]["memory"], "MB", 150)


def _used_by_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run(folder: str, *words: str) -> bytes:
    environment = {**os.environ, "TANDEM_DATA": folder, "DJANGO_SETTINGS_MODULE": "tandem.settings"}
    where = Path(__file__).parent.parent
    return subprocess.run(
        [sys.executable, *words], env=environment, cwd=where, check=True, stdout=subprocess.PIPE
    ).stdout
