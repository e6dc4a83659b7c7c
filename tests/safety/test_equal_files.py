"""Equal files, attached and taken off at the same moment: whatever was acknowledged can be opened."""

import json
from pathlib import Path

import pytest

from tests.safety.installation import Installation

pytestmark = pytest.mark.slow
RACE = """
import django; django.setup()
import json, random, threading
from django.db import connection
from tandem.ground.accounts.models import Organization, User
from tandem.ground.kernel import files, registers, writing
from tandem.ground.kernel.actor import system_actor
from tandem.ground.kernel.models import Attachment
from tandem.ground.kernel.tenancy import organization_active
home, services, wrong = Organization.objects.get(), registers.find("services"), []
actor = system_actor(home.pk, "Test")
with organization_active(home.pk):
    record = writing.create(actor, services, {"title": "Mail"})

def work(number):
    chance = random.Random(number)
    with organization_active(home.pk):
        for turn in range(20):
            made = files.attach(actor, services, record.reference, "a.txt", [b"equal %d" % chance.randrange(2)])
            try:
                _row, content = files.opened(actor, services, record.reference, made.pk)
                content.read()
            except FileNotFoundError as error:
                wrong.append(repr(error))
            if chance.random() < 0.9:
                files.remove(actor, services, record.reference, made.pk)
    connection.close()

threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
[thread.start() for thread in threads]
[thread.join() for thread in threads]
with organization_active(home.pk):
    rows = list(Attachment.objects.all())
    for row in rows:
        try:
            files.opened(actor, services, record.reference, row.pk)[1].read()
        except FileNotFoundError as error:
            wrong.append(repr(error))
print(json.dumps({"rows": len(rows), "wrong": wrong}))
"""


def test_no_acknowledged_file_loses_its_content(tmp_path: Path) -> None:
    site = Installation(tmp_path / "data")
    site.prepare()
    told = json.loads(site.python(RACE))
    assert told["rows"] > 0
    assert told["wrong"] == []
    stored = [path for path in (site.folder / "files").rglob("*") if path.is_file()]
    assert len(stored) <= 2 and all(len(path.name) == 64 for path in stored)
