"""A provider before its year begins."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from conftest import NOW
from tandem.ground.kernel import clock
from tandem.proof.conformity.library import library
from tandem.proof.conformity.tests.conftest import SERVICE, numbered, standard
from tandem.proof.conformity.tests.house import prose
from tests.cast import Cast
from tests.provider import add, eve, service, step
from tests.year.calendar import Year
from tests.year.faces import Api, Monitoring, Post
from tests.year.provider import KARI, NILS, Mix, Provider

BEGINS: datetime = NOW - timedelta(days=365)


@pytest.fixture
def provider(home: Cast) -> Callable[[Mix], Provider]:
    """A provider as it begins its year, with so much to come."""

    def made(mix: Mix) -> Provider:
        refs = {named.partition("/")[2] for check in library().checks for named in check.serves if SERVICE in named}
        standard(SERVICE, "ISO/IEC 20000-1:2018", sorted(refs, key=numbered))
        home.users["eve"] = _eve(home)
        with clock.fixed(BEGINS):
            return _settled(home, Year(BEGINS, NOW), mix)

    return made


def _eve(home: Cast) -> Any:
    eve(home)
    return type(home.users["ada"]).objects.get(email="eve@example.org")


def _settled(home: Cast, year: Year, mix: Mix) -> Provider:
    add(home, "management-systems", title="Services", standard=SERVICE, owner=home.users["ben"].pk)
    for title, address in (("Berglund", KARI), ("Nordlig", NILS)):
        customer = add(home, "customers", title=title)
        add(home, "customer-contacts", customer=customer.reference, title=address.split("@")[0], email=address)
    approver = add(home, "people", title="Eve", user=home.users["eve"].pk).reference
    rule = {"title": "Whoever answers for it", "kind": "people", "people": [approver]}
    add(home, "change-approval-rules", **rule)
    served = service(home)
    agreed = _offering(home, "Laptop", served)
    add(home, "request-approval-rules", offering=agreed.reference, **rule)
    for offering in (agreed, plain := _offering(home, "Mailbox", served)):
        step(home, "request-offerings", offering, "offer")
    mailbox = add(home, "mailboxes", title="Desk", address="desk@provider.example", most_per_hour=100)
    source = add(home, "event-sources", title="Platform", tool="alertmanager")
    return Provider(
        home,
        year,
        mix,
        Api(home),
        Post(home, mailbox),
        Monitoring(home, source),
        served.reference,
        plain.reference,
        agreed.reference,
        _template(home),
        (_kind(home, "Monthly", is_emergency=False), _kind(home, "Emergency", is_emergency=True)),
    )


def _offering(home: Cast, title: str, served: Any) -> Any:
    said = {"description": prose(f"What a {title} comes with", 12), "instructions": prose(f"How a {title} is made", 20)}
    return add(home, "request-offerings", title=title, service=served.reference, review_months=24, **said)


def _template(home: Cast) -> str:
    names = ("reason", "description", "service_effect", "security_effect", "benefit", "resources", "way_back", "test")
    said = {name: prose(f"Certificates and their {name}", 8) for name in names}
    weight = {"service_impact": "none", "security_impact": "none", "announced": "Nobody needs to know of it"}
    made = add(home, "change-templates", title="New certificate", kind="item", review_months=24, **said, **weight)
    return str(step(home, "change-templates", made, "approve", by=eve(home)).reference)


def _kind(home: Cast, title: str, *, is_emergency: bool) -> str:
    said = {"frequency": "As it is named", "handling": prose(f"How {title} releases are handled", 20)}
    about = {"is_emergency": is_emergency, "owner": home.users["ben"].pk, "review_months": 24}
    made = add(home, "release-types", title=title, **about, **said)
    return str(step(home, "release-types", made, "use").reference)
