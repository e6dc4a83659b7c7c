"""Pages that only read."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast

WRITES = ("INSERT", "UPDATE", "DELETE")


def test_page_read_again_writes_nothing(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.users["ada"], "allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/home/incidents/").status_code == 200
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/home/incidents/").status_code == 200
    assert [query["sql"] for query in asked.captured_queries if query["sql"].startswith(WRITES)] == []
