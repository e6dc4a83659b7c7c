"""The API's operations and the number of queries of each page are recorded; a change is a reviewed difference.

What belongs to one register is recorded in its folder.
"""

from collections import defaultdict
from contextlib import suppress
from functools import cache
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
every_register = pytest.mark.parametrize("register", registers.every(), ids=lambda register: register.key)
METHODS = ("get", "post", "put", "patch", "delete")


@cache
def operations() -> dict[str, list[str]]:
    """Every operation of the API in a line, by the register that it is about."""
    lines = defaultdict(list)
    for path, methods in describe()["paths"].items():
        subject = path.split("/")[2] if path.count("/") > 1 else ""
        for method in set(METHODS) & set(methods):
            names = sorted(one.get("name", one.get("$ref", "")) for one in methods[method].get("parameters", []))
            answers = " ".join(sorted(methods[method]["responses"]))
            lines[subject if registers.find(subject) else ""].append(
                f"{method.upper()} {path} ({', '.join(names)}) {answers}"
            )
    return {subject: sorted(found) for subject, found in lines.items()}


def test_operations_about_no_register_are_as_recorded() -> None:
    held(HERE / "recorded_operations.txt", "\n".join(operations()[""]) + "\n")


@every_register
def test_operations_of_a_register_are_as_recorded(register: registers.Register) -> None:
    held(register.folder / "recorded_operations.txt", "\n".join(operations()[register.key]) + "\n")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="recorded on SQLite")
@every_register
def test_pages_take_as_many_queries_as_recorded(home: Cast, register: registers.Register) -> None:
    ada, client = home.actor("ada"), Client()
    client.force_login(home.users["ada"])
    for _number in range(ROWS):
        with suppress(Invalid):  # a standard is adopted once
            record = writing.create(ada, register, values_for(home, ada, register))
    lines = []
    for kind, address in (("list", f"{register.key}/?view=all"), ("record", f"{register.key}/{record.reference}/")):
        client.get(f"/home/{address}")  # what is read once a process is not counted
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/home/{address}").status_code == 200
        lines.append(f"{kind} {len(queries)}")
    held(register.folder / "recorded_queries.txt", "\n".join(lines) + "\n")
