"""Records are found by their keys on SQLite, however many are asked for."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.kernel.tenancy import organization_active
from tests.cast import Cast
from tests.provider import add, register

pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps statistics by itself")


@pytest.mark.parametrize("count", [2, 9, 200, 2_000])
def test_a_list_of_keys_is_looked_up_key_by_key(home: Cast, count: int) -> None:
    asked = register("services").model.objects.filter(pk__in=range(1, count + 1))
    assert "USING INTEGER PRIMARY KEY" in asked.order_by("pk").explain()
    assert "USING INTEGER PRIMARY KEY" in asked.filter(state="live").explain()


def test_another_organization_is_left_out_all_the_same(home: Cast) -> None:
    services = [add(home, "services", title=f"Service {number}") for number in range(12)]
    with organization_active(home.elsewhere.pk):
        model = register("services").model
        assert list(model.objects.filter(pk__in=[service.pk for service in services])) == []


def test_what_records_point_to_is_read_by_one_list_of_keys(home: Cast) -> None:
    services = [add(home, "services", title=f"Service {number}") for number in range(12)]
    for service in services:
        add(home, "items", title=f"Item of {service.title}", service=service)
    with CaptureQueriesContext(connection) as asked:
        items = list(register("items").model.objects.order_by("pk").prefetch_related("service"))
    assert [item.service for item in items] == services
    (read,) = [query["sql"] for query in asked.captured_queries if 'FROM "services_service"' in query["sql"]]
    assert f'"services_service"."id" IN ({", ".join(str(service.pk) for service in services)})' in read
    assert " OR " not in read
