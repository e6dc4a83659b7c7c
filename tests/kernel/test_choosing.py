"""Finding records and people while somebody types: everything that they may see, and nothing else."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import choosing, writing
from tandem.ground.kernel.tenancy import organization_active
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.inventory.register import ITEMS
from tandem.operation.services.register import SERVICES
from tests.cast import Cast


def labels(found: list[choosing.Choice]) -> list[str]:
    return [choice.label for choice in found]


@pytest.fixture
def ada(home: Cast) -> Any:
    return home.actor("ada")


def test_an_exact_reference_comes_before_what_begins_with_it(ada: Any) -> None:
    for number in range(12):
        writing.create(ada, SERVICES, {"title": f"Service {number}"})
    assert labels(choosing.records(ada, SERVICES, "svc-1"))[:2] == ["SVC-1 Service 0", "SVC-10 Service 9"]


def test_a_record_is_found_by_any_word_of_its_title_and_by_its_numbers(ada: Any) -> None:
    item = {"title": "Laptop of the board", "kind": "hardware", "identifier": "XK-4711"}
    named = writing.create(ada, ITEMS, item)
    writing.create(ada, ITEMS, {"title": "Printer", "kind": "hardware"})
    wanted = [f"{named.reference} Laptop of the board"]
    assert labels(choosing.records(ada, ITEMS, "boa")) == wanted
    assert labels(choosing.records(ada, ITEMS, "xk-4711")) == wanted


def test_the_oldest_of_many_is_found(ada: Any) -> None:
    first = writing.create(ada, SERVICES, {"title": "Telephone exchange"})
    writing.create_many(ada, SERVICES, [{"title": f"Service {number}"} for number in range(400)])
    assert labels(choosing.records(ada, SERVICES, "exchange")) == [f"{first.reference} Telephone exchange"]


def test_without_a_text_some_are_offered(ada: Any) -> None:
    one, two = (writing.create(ada, SERVICES, {"title": title}) for title in ("Mail", "Print"))
    writing.change(ada, SERVICES, one.reference, {"title": "Mailing"})
    assert set(labels(choosing.records(ada, SERVICES, ""))) == {f"{one.reference} Mailing", f"{two.reference} Print"}


@pytest.mark.parametrize("text", ["", "embez", "INC", "inc-"])
@pytest.mark.parametrize("name", ["ben", "cleo", "gil", "finn"])
def test_a_confidential_record_is_never_offered(home: Cast, ada: Any, name: str, text: str) -> None:
    secret = writing.create(ada, INCIDENTS, {"title": "Embezzlement", "is_confidential": True, "is_security": True})
    asked = text if text != "INC" else secret.reference
    assert choosing.records(home.actor(name), INCIDENTS, asked) == []
    assert choosing.anything(home.actor(name), asked) == []
    assert labels(choosing.records(ada, INCIDENTS, asked)) == [f"{secret.reference} Embezzlement"]


def test_those_whom_somebody_may_not_see_hide_nothing_behind_them(home: Cast, ada: Any) -> None:
    writing.create(ada, INCIDENTS, {"title": "Leak old", "is_service": True})
    secrets = [{"title": f"Leak {n}", "is_confidential": True, "is_security": True} for n in range(choosing.BATCH + 5)]
    writing.create_many(ada, INCIDENTS, secrets)
    found = choosing.records(home.actor("ben"), INCIDENTS, "leak")
    assert [choice.label.partition(" ")[2] for choice in found] == ["Leak old"]


def test_another_organization_is_never_offered(home: Cast, ada: Any) -> None:
    with organization_active(home.elsewhere.pk):
        writing.create(home.actor("dan"), SERVICES, {"title": "Theirs"})
    assert choosing.records(ada, SERVICES, "theirs") == choosing.records(ada, SERVICES, "SVC-1") == []


@pytest.mark.parametrize("text", ["'", '"', "%", "_", "*", "(", "\x00", "a" * 5_000, "AND OR NOT", "-", "😀"])
def test_any_text_may_be_typed(ada: Any, text: str) -> None:
    writing.create(ada, SERVICES, {"title": "Mail"})
    assert choosing.records(ada, SERVICES, text) in ([], choosing.records(ada, SERVICES, ""))
    assert isinstance(choosing.anything(ada, text), list)


def test_an_owner_may_be_anybody_but_auditors_and_those_who_left(home: Cast, ada: Any) -> None:
    Membership.objects.filter(user=home.users["cleo"]).update(until=date(2020, 1, 1))
    assert labels(choosing.people(ada, INCIDENTS, "owner", "")) == ["Ada", "Ben", "Finn"]


def test_who_works_on_it_has_a_role_that_works(home: Cast, ada: Any) -> None:
    assert labels(choosing.people(ada, INCIDENTS, "assignee", "")) == ["Ada", "Ben"]


def test_people_are_found_by_name_and_address(home: Cast, ada: Any) -> None:
    assert labels(choosing.people(ada, INCIDENTS, "owner", "fin")) == ["Finn"]
    assert choosing.people(ada, INCIDENTS, "owner", "ben@")[0] == choosing.Choice(
        str(home.users["ben"].pk), "Ben", "ben@example.org"
    )


def test_finding_takes_as_many_statements_whatever_there_is(ada: Any) -> None:
    taken = []
    for count in (1, 150):
        writing.create_many(ada, SERVICES, [{"title": f"Mail {count} {number}"} for number in range(count)])
        with CaptureQueriesContext(connection) as queries:
            choosing.records(ada, SERVICES, "mail")
        taken.append(len(queries))
    assert taken[1] <= taken[0] == 5


def test_a_record_is_found_by_its_external_number(ada: Any) -> None:
    writing.create(ada, INCIDENTS, {"title": "Broken", "is_service": True})
    INCIDENTS.model.objects.update(external_id="CMDB 9/12")
    assert len(choosing.records(ada, INCIDENTS, "CMDB 9")) == 1
    assert choosing.records(ada, INCIDENTS, "CMDB 8") == []
