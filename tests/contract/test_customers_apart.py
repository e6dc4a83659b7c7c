"""Customers are kept apart: every register that can hold what is a customer's, by every way to a record."""

import dataclasses
from io import BytesIO
from typing import Any

import pytest

from tandem.ground.exchange.exporting import export
from tandem.ground.kernel import comments, files, inbox, links, lists, permissions, registers, search, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import Invalid, NotFound, NotPermitted
from tests.cast import Cast, values_for

CUSTOMERS = registers.find("customers")
assert CUSTOMERS is not None
OF_CUSTOMERS = [register for register in registers.every() if register.access.customer]
every_register = pytest.mark.parametrize("register", OF_CUSTOMERS, ids=lambda register: register.key)


def somebody_of(home: Cast, customer: Any, role: str = "contributor") -> Actor:
    """A user who belongs to a customer."""
    return dataclasses.replace(home.actor("ben"), role=role, customer_id=customer.pk)


def record_of(home: Cast, register: registers.Register, customer: Any) -> Any:
    """A record of a register that is this customer's."""
    actor = home.actor("ada")
    if register is CUSTOMERS:
        return customer
    *path, last = register.access.customer.split("__")
    if not path:
        return writing.create(actor, register, values_for(home, actor, register) | {last: customer.reference})
    made = writing.create(actor, register, values_for(home, actor, register))
    whole = made
    for name in path:
        whole = getattr(whole, name)
    type(whole).objects.filter(pk=whole.pk).update(**{last: customer})
    return register.model.objects.get(pk=made.pk)


@pytest.fixture
def two(home: Cast) -> tuple[Any, Any]:
    """Two customers."""
    ada = home.actor("ada")
    first, second = (writing.create(ada, CUSTOMERS, {"title": name}) for name in ("Firstmail", "Secondmail"))
    return first, second


@every_register
@pytest.mark.parametrize("role", ["manager", "contributor", "reader"])
def test_only_the_customers_records_are_there(
    home: Cast, register: registers.Register, two: tuple[Any, Any], role: str
) -> None:
    mine, theirs = (record_of(home, register, customer) for customer in two)
    files.attach(home.actor("ada"), register, theirs.reference, "log.txt", [b"words"])
    actor = somebody_of(home, two[0], role)
    assert list(permissions.visible(actor, register)) == [mine]
    page = lists.page(actor, register, lists.Query(filters={}))
    assert (page.count, len(page.rows)) == (1, 1)
    for attempt in (
        lambda: writing.find(actor, register, theirs.reference),
        lambda: writing.change(actor, register, theirs.reference, {"tags": ["mine"]}),
        lambda: writing.delete(actor, register, theirs.reference),
        lambda: writing.transition(actor, register, theirs.reference, "any"),
        lambda: files.opened(actor, register, theirs.reference, 1),
        lambda: comments.add(actor, register, theirs.reference, "Hello"),
        lambda: links.connect(actor, register, theirs.reference, to_reference=mine.reference),
    ):
        with pytest.raises(NotFound):
            attempt()
    theirs.refresh_from_db()
    assert theirs.tags == []


@every_register
def test_search_export_and_work_hold_nothing_of_others(
    home: Cast, register: registers.Register, two: tuple[Any, Any]
) -> None:
    mine, theirs = (record_of(home, register, customer) for customer in two)
    actor = somebody_of(home, two[0])
    hits = {hit.reference for hit in search.everywhere(actor, theirs.reference)}
    hits |= {hit.reference for hit in search.everywhere(actor, "Secondmail")}
    assert theirs.reference not in hits
    assert two[1].reference not in hits
    content = BytesIO(export(actor, register, lists.Query(filters={}), "csv").read()).getvalue().decode()
    assert mine.reference in content
    assert theirs.reference not in content
    assert theirs.reference not in {task.reference for task in inbox.waiting(actor)}


@every_register
def test_nobody_of_a_customer_writes_for_another(
    home: Cast, register: registers.Register, two: tuple[Any, Any]
) -> None:
    if register.access.customer != "customer" or "customer" not in register.writable:
        pytest.skip("it says its customer by what it is part of")
    mine = record_of(home, register, two[0])
    actor = dataclasses.replace(somebody_of(home, two[0]), role="manager")
    if permissions.may_edit(actor, register, mine):
        with pytest.raises((Invalid, NotPermitted)):
            writing.change(actor, register, mine.reference, {"customer": two[1].reference})
    mine.refresh_from_db()
    assert mine.customer_id == two[0].pk
