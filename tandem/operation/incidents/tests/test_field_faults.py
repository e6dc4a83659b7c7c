"""What users of other tools reported of lists and of customers, each as a test of its own: it does not happen here."""

import dataclasses

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.kernel import choosing, lists, permissions, registers, search, writing
from tandem.ground.kernel.errors import NotFound
from tandem.operation.incidents.register import INCIDENTS
from tests.cast import Cast

CUSTOMERS = registers.find("customers")


def test_glpi_23389_a_customer_comes_to_no_ticket_of_another(home: Cast) -> None:
    ada = home.actor("ada")
    assert CUSTOMERS is not None
    mine, theirs = (writing.create(ada, CUSTOMERS, {"title": name}) for name in ("Firstmail", "Secondmail"))
    seen, hidden = (
        writing.create(ada, INCIDENTS, {"title": f"Zebra of {of.title}", "customer": of}) for of in (mine, theirs)
    )
    somebody = dataclasses.replace(home.actor("ben"), customer_id=mine.pk)
    assert list(permissions.visible(somebody, INCIDENTS)) == [seen]
    assert lists.page(somebody, INCIDENTS, lists.Query(filters={})).count == 1
    assert {hit.reference for hit in search.everywhere(somebody, "Zebra")} == {seen.reference}
    with pytest.raises(NotFound):
        writing.change(somebody, INCIDENTS, hidden.reference, {"title": "Mine"})
    hidden.refresh_from_db()
    assert hidden.title == "Zebra of Secondmail"


def test_glpi_15246_a_list_asks_no_more_however_many_tickets_are_closed(home: Cast) -> None:
    ada = home.actor("ada")
    importing = ada.importing()
    asked = []
    for number in (60, 120):  # both fill more than a page
        rows = [{"title": f"Old {number}-{count}", "state": "closed"} for count in range(number)]
        writing.create_many(importing, INCIDENTS, rows)
        with CaptureQueriesContext(connection) as queries:
            lists.page(ada, INCIDENTS, lists.Query(filters={}))
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_glpi_16877_a_field_that_names_tickets_offers_few_of_however_many(home: Cast) -> None:
    rows = [{"title": f"Printer {number}", "state": "closed"} for number in range(choosing.MOST + 5)]
    writing.create_many(home.actor("ada").importing(), INCIDENTS, rows)
    with CaptureQueriesContext(connection) as queries:
        offered = choosing.records(home.actor("ada"), INCIDENTS, "Printer", choosing.MOST)
    assert len(offered) == choosing.MOST
    assert any("LIMIT" in query["sql"] for query in queries)
