"""What tests of the portal share: two customers, somebody of the first, and a ticket and a request of each."""

import dataclasses
from typing import Any

import pytest
from django.test import Client

from tandem.ground.accounts import operations
from tandem.ground.accounts.models import User
from tandem.ground.accounts.operations import Whose
from tandem.ground.kernel import writing
from tandem.operation.customers.contacts.register import CUSTOMER_CONTACTS
from tandem.operation.customers.register import CUSTOMERS
from tandem.operation.customers.sites.register import CUSTOMER_SITES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.requests.register import SERVICE_REQUESTS
from tests.cast import Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclasses.dataclass
class Side:
    """A customer with what is its own."""

    customer: Any
    site: Any
    contact: Any
    incident: Any
    request: Any


@dataclasses.dataclass
class Two:
    """Hana is of the first customer and knows nothing of the second."""

    home: Cast
    mine: Side
    theirs: Side
    hana: User

    def client(self, user: User | str = "") -> Client:
        """Hana's browser, or somebody else's."""
        client = Client()
        known = self.home.users[user] if isinstance(user, str) and user else user or self.hana
        client.force_login(known, backend=BACKEND)
        return client


def side(home: Cast, name: str) -> Side:
    ada = home.actor("ada")
    customer = writing.create(ada, CUSTOMERS, {"title": name})
    site = writing.create(ada, CUSTOMER_SITES, {"customer": customer, "title": f"Site of {name}"})
    values = {"customer": customer, "title": f"Caller of {name}", "site": site, "email": f"{name.lower()}@example.com"}
    contact = writing.create(ada, CUSTOMER_CONTACTS, values)
    said = {"customer": customer, "contact": contact}
    incident = writing.create(ada, INCIDENTS, {"title": f"{name} without mail", "description": "Since nine.", **said})
    request = writing.create(ada, SERVICE_REQUESTS, {"title": f"{name} needs a screen", **said})
    return Side(customer, site, contact, incident, request)


@pytest.fixture
def two(home: Cast) -> Two:
    mine, theirs = side(home, "Firstmail"), side(home, "Secondmail")
    hana = operations.create_user("hana@firstmail.example", "Hana First")
    operations.add_member(home.actor("ada"), hana, "customer", of=Whose(mine.customer.pk))
    return Two(home, mine, theirs, hana)
