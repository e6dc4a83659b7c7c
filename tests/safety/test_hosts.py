"""Two hosts, one PostgreSQL with a replica, one bucket: what is sent to one host is done by the other."""

import http.client
import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import boto3
import pytest
from moto.server import ThreadedMotoServer

from tests import on_postgresql
from tests.safety.installation import Installation

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.xdist_group("hosts")]
ROWS = 400  # more than are imported while the person waits
BUCKET = "tandem"
WITH_ADA = """
import django; django.setup()
from django.test import Client
from tandem.ground.accounts.models import User
ada = Client(HTTP_HOST="127.0.0.1")
user = User.objects.get(email="ada@example.org")
ada.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
"""
UPLOAD = """
from django.core.files.uploadedfile import SimpleUploadedFile
rows = "".join(f"Service {number}\\n" for number in range(ROWS))
sent = ada.post("/acme/services/import/", {"file": SimpleUploadedFile("a.csv", f"Title\\n{rows}".encode())})
assert ada.post(sent.url + "mapping/", {"column-0": "title", "date_order": "day-first"}).status_code == 302
print(sent.url)
"""
STANDS = """
from tandem.ground.exchange.models import ImportRun
from tandem.ground.kernel import jobs
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel.tenancy import organization_active
with organization_active(Organization.objects.get().pk):
    run = ImportRun.objects.select_related("job").get()
    print(run.state, *(jobs.how_far(run.job) if run.job else ()))
"""


@dataclass
class Hosts:
    """The two of them, and where the main server and the replica are."""

    first: Installation
    second: Installation
    folders: list[Path]


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret", "region_name": "us-east-1"}
    boto3.client("s3", endpoint_url=f"http://{host}:{port}", **keys).create_bucket(Bucket=BUCKET)
    yield f"s3+http://key:secret@{host}:{port}/{BUCKET}?region=us-east-1"
    server.stop()


@pytest.fixture(scope="module")
def hosts(bucket: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    main, copy = (Path(tempfile.mkdtemp(prefix=f"tandem-{name}-")) for name in ("main", "replica"))
    made = [Installation(tmp_path_factory.mktemp(name) / "data") for name in ("first", "second")]
    try:
        with on_postgresql.server(main), on_postgresql.replica(main, copy) as replica:
            address = f"postgresql://{on_postgresql.APPLICATION}@/tandem?host={main}"
            for site in made:
                site.environment |= {"TANDEM_DATABASE_URL": address, "TANDEM_STORAGE_URL": bucket}
                site.environment |= {"TANDEM_DATABASE_REPLICA_URL": replica}
            made[0].prepare()
            made[0].tandem("worker", "--once")
            made[1].folder.mkdir(parents=True)
            for key in ("secret.key", "ledger.key"):
                shutil.copy(made[0].folder / key, made[1].folder / key)
            made[1].token = made[0].token
            yield Hosts(made[0], made[1], [main, copy])
    except on_postgresql.NoServer as reason:
        pytest.skip(str(reason))
    finally:
        for folder in (main, copy):
            shutil.rmtree(folder, ignore_errors=True)


def test_a_file_sent_to_one_is_imported_by_the_other(hosts: Hosts) -> None:
    address = hosts.first.python(f"ROWS = {ROWS}{WITH_ADA}{UPLOAD}").strip()
    assert hosts.first.python(WITH_ADA + STANDS).split()[0] == "previewing"
    hosts.second.tandem("worker", "--once")
    assert hosts.first.python(WITH_ADA + STANDS).split()[0] == "previewed"
    hosts.second.python(f"{WITH_ADA}assert ada.post('{address}run/').status_code == 302")
    hosts.first.tandem("worker", "--once")
    assert hosts.second.python(WITH_ADA + STANDS).split()[0] == "done"
    kept = json.loads(hosts.second.tandem("export", "acme", "services", "--format", "json").stdout)
    assert len(kept) == ROWS


def test_both_serve_and_a_file_attached_at_one_is_read_at_the_other(hosts: Hosts) -> None:
    for site in (hosts.first, hosts.second):
        site.start()
    try:
        reference = hosts.first.call("POST", "/api/v1/acme/services/", {"title": "Mail"})["reference"]
        files = f"/api/v1/acme/services/{reference}/files"
        made = json.loads(ask(hosts.first, "POST", f"{files}?name=a.txt", b"Hello"))
        assert ask(hosts.second, "GET", f"{files}/{made['id']}") == b"Hello"
        there = hosts.second.call("GET", f"/api/v1/acme/services/{reference}/")
        assert there["title"] == "Mail"
    finally:
        for site in (hosts.first, hosts.second):
            site.kill()


def ask(site: Installation, method: str, path: str, body: bytes = b"") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    headers = {"Authorization": f"Bearer {site.token}", "Content-Type": "application/octet-stream"}
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status in (200, 201), content
    return content


def test_lists_are_read_from_the_replica_behind_the_same_wall(hosts: Hosts) -> None:
    script = f"""{WITH_ADA}
from django.db import connections
from tandem.ground.accounts.models import Organization
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.tenancy import from_replica, organization_active
import time
home = Organization.objects.get()
services = registers.find("services")
with organization_active(home.pk):
    made = writing.create(system_actor(home.pk, "Test"), services, {{"title": "Replicated"}})
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with from_replica():
            found = services.model.objects.filter(pk=made.pk).first()
            if found: break
        time.sleep(0.1)
    assert found and found._state.db == "replica", found
    with connections["replica"].cursor() as cursor:
        cursor.execute("SELECT pg_is_in_recovery()"); assert cursor.fetchone()[0]
    found.title = "Changed"
    changed = writing.change(system_actor(home.pk, "Test"), services, made.reference, {{"title": "Changed"}})
    assert changed.title == "Changed"
with connections["replica"].cursor() as cursor:
    cursor.execute("SELECT count(*) FROM services_service"); assert cursor.fetchone()[0] == 0, "the wall"
page = ada.get("/acme/services/")
assert page.status_code == 200 and "SVC-" in page.content.decode()
ada.post("/acme/services/new/", {{"title": "Mine"}})
assert "Mine" in ada.get("/acme/services/?sort=-reference").content.decode(), "who wrote reads what they wrote"
print("ok")
"""
    assert "ok" in hosts.first.python(script)
