"""The API's operations and the number of queries of each page are recorded; a change is a reviewed difference."""

from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tandem.faces.api.describing import describe
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.errors import Invalid
from tests.cast import Cast, values_for
from tests.snapshots import held

HERE = Path(__file__).parent
ROWS = 12


def test_api_operations_are_as_recorded() -> None:
    lines = []
    for path, methods in describe()["paths"].items():
        for method, operation in methods.items():
            if method in ("get", "post", "put", "patch", "delete"):
                names = sorted(one.get("name", one.get("$ref", "")) for one in operation.get("parameters", []))
                answers = " ".join(sorted(operation["responses"]))
                lines.append(f"{method.upper()} {path} ({', '.join(names)}) {answers}")
    held(HERE / "operations.txt", "\n".join(sorted(lines)) + "\n")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="recorded on SQLite")
def test_pages_take_as_many_queries_as_recorded(home: Cast) -> None:
    ada, client = home.actor("ada"), Client()
    client.force_login(home.users["ada"])
    lines = []
    for register in sorted(registers.every(), key=lambda one: one.key):
        for _number in range(ROWS):
            with suppress(Invalid):  # a standard is adopted once
                record = writing.create(ada, register, values_for(home, ada, register))
        for address in (f"{register.key}/?view=all", f"{register.key}/{record.reference}/"):
            client.get(f"/home/{address}")  # what is read once a process is not counted
            with CaptureQueriesContext(connection) as queries:
                assert client.get(f"/home/{address}").status_code == 200
            lines.append(f"{'list' if 'view=all' in address else 'record'} {register.key} {len(queries)}")
    held(HERE / "queries.txt", "\n".join(lines) + "\n")
