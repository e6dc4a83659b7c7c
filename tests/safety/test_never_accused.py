"""An untouched installation is held against its ledger again and again while people work in it; nobody is accused."""

import http.client
import json
import os
import tempfile
import threading
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.on_postgresql import NoServer, server
from tests.safety.installation import Installation

pytestmark = pytest.mark.xdist_group("kill")
MANY = int(os.environ.get("TANDEM_LOOKS", "200"))
WRITERS = 3
LOOKS = """
import json, time, django
django.setup()
from tandem.ground.accounts.models import Organization
from tandem.ground.catalogue.altered import altered
from tandem.ground.kernel.comparison import running
from tandem.ground.kernel.tenancy import organization_active
from tandem.ground.ledger.verification import verify, verify_installation
home = Organization.objects.get(slug="acme").pk
accused, rows = [str(one) for one in altered()], []
for look in range({looks}):
    found = running.compare(home)
    rows.append(found.rows)
    accused += [f"{{look}}: {{one}}" for one in found.findings]
    with organization_active(home):
        told = verify(home)
    accused += [] if told.holds else [f"{{look}}: {{told.problem}}"]
    log = verify_installation()
    accused += [] if log.holds else [f"{{look}}: {{log.problem}}"]
print(json.dumps({{"accused": accused, "rows": rows}}))
"""


class People:
    """Threads that create, change, tag, link, comment on and delete records until it is over."""

    def __init__(self, site: Installation) -> None:
        self.site, self.over, self.done = site, threading.Event(), 0
        self.threads = [threading.Thread(target=self.work, args=(number,)) for number in range(WRITERS)]

    def work(self, number: int) -> None:
        count = 0
        while not self.over.is_set():
            count += 1
            try:
                self.once(f"Service {number}-{count}", is_last=count % 3 == 0)
            except (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError):
                time.sleep(0.05)

    def once(self, title: str, *, is_last: bool) -> None:
        where = "/api/v1/acme/services/"
        made = self.send("POST", where, {"title": title, "tags": ["mail", title]})
        record = f"{where}{made['reference']}"
        self.send("POST", f"{record}/comments", {"text": f"Seen {title}"})
        self.send("PATCH", record, {"title": f"{title} of ours", "tags": ["core"]})
        if is_last:
            self.send("DELETE", record, None, version=2)
        self.done += 3

    def send(self, method: str, path: str, told: object, version: int = 1) -> dict[str, str]:
        headers = {"Authorization": f"Bearer {self.site.token}", "If-Match": f'"{version}"'}
        body = None if told is None else json.dumps(told).encode()
        if body:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.site.base + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            kept: dict[str, str] = json.loads(answer.read() or b"{}")
            return kept


def looked_at(site: Installation, looks: int) -> tuple[list[str], list[int], int]:
    """What was accused, how many rows each look saw, and how much was written meanwhile."""
    site.prepare()
    site.start()
    people = People(site)
    try:
        for thread in people.threads:
            thread.start()
        told = json.loads(site.python(LOOKS.format(looks=looks)).splitlines()[-1])
    finally:
        people.over.set()
        for thread in people.threads:
            thread.join(timeout=20)
        site.kill()
    return told["accused"], told["rows"], people.done


def insist_nobody_is_accused(site: Installation, looks: int) -> None:
    accused, rows, written = looked_at(site, looks)
    assert accused == []
    assert len(rows) == looks
    assert rows[-1] > rows[0]
    assert written > looks


@pytest.mark.slow_suite
def test_nobody_is_accused_in_two_hundred_looks(tmp_path: Path) -> None:
    insist_nobody_is_accused(Installation(tmp_path / "data"), MANY)


@pytest.mark.slow_suite
def test_nobody_is_accused_in_two_hundred_looks_on_postgresql(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "")
    with tempfile.TemporaryDirectory(prefix="tandem-looks-", ignore_cleanup_errors=True) as folder:
        try:
            with server(Path(folder)) as address:
                insist_nobody_is_accused(Installation(tmp_path / "data", address), MANY)
        except NoServer as reason:
            pytest.skip(f"no PostgreSQL can be started here: {reason}")
