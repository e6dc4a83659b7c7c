"""A provider in few lines: a customer with a service and an agreement in force, written through the gate."""

from dataclasses import replace
from typing import Any

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tests.cast import Cast

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = dict.fromkeys(DAYS, "0-24")
OFFICE = dict.fromkeys(DAYS[:5], "08:00-18:00")


def register(key: str) -> registers.Register:
    """A register that is there."""
    known = registers.find(key)
    assert known is not None, key
    return known


def add(home: Cast, key: str, **values: Any) -> Any:
    """A record that Ada wrote."""
    return writing.create(home.actor("ada"), register(key), values)


def change(home: Cast, key: str, record: Any, **values: Any) -> Any:
    """A record that Ada changed."""
    return writing.change(home.actor("ada"), register(key), record.reference, values)


def step(home: Cast, key: str, record: Any, name: str, by: Actor | None = None, **values: Any) -> Any:
    """A step by Ada, or by somebody else; its reason is among the values."""
    reason = values.pop("reason", "")
    return writing.transition(by or home.actor("ada"), register(key), record.reference, name, values, reason=reason)


def now(record: Any) -> Any:
    """A record as it is now."""
    return type(record).objects.get(pk=record.pk)


def eve(home: Cast) -> Actor:
    """A second manager, who approves what Ada wrote."""
    user = User.objects.filter(email="eve@example.org").first()
    if user is None:
        user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
        Membership.objects.create(organization=home.home, user=user, role="manager")
    return replace(home.actor("ada"), user_id=user.pk, label="Eve")


def service(home: Cast, title: str = "Mail", **values: Any) -> Any:
    """A live service, as if it had been one for long."""
    made = add(home, "services", title=title, **values)
    return writing.follow(home.actor("ada"), register("services"), made, {"state": "live"}, "went live")


def target(home: Cast, hours: dict[str, str] = ALWAYS, share: str = "99.5", **version: Any) -> Any:
    """A target of availability for a customer's service, in an agreement in force since long ago."""
    titles = {"title": version.pop("customer", "Berglund")}
    customer = add(home, "customers", **titles)
    calendar = add(home, "calendars", title=f"Hours of {customer.title}", zone="Europe/Vienna", **hours)
    step(home, "calendars", calendar, "approve", by=eve(home))
    agreement = add(home, "agreements", customer=customer, title=f"With {customer.title}")
    served = version.pop("service", None) or service(home)
    version |= {"effective_from": "2020-01-01"}
    made = add(home, "agreement-versions", agreement=agreement, number="1", calendar=calendar, **version)
    promise = {"kind": "availability", "share": share}
    written = add(home, "service-targets", agreement_version=made, service=served, **promise)
    step(home, "agreement-versions", made, "send")
    step(home, "agreement-versions", made, "approve", by=eve(home), agreed_by="Head of finance")
    return now(written)
