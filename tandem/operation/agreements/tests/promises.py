"""An agreement in force, written in a line."""

from dataclasses import dataclass, replace
from typing import Any

from tandem.ground.accounts.models import Membership, User
from tandem.ground.kernel import registers, writing
from tandem.ground.kernel.actor import Actor
from tests.cast import Cast

OFFICE = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00, 13:00-17:00")
ALWAYS = dict.fromkeys((*OFFICE, "saturday", "sunday"), "0-24")
BOTH = (("response", 0, 60), ("resolution", 0, 480))


def register(key: str) -> registers.Register:
    declared = registers.find(key)
    assert declared is not None
    return declared


def eve(home: Cast) -> Actor:
    """A second manager, who approves what Ada wrote."""
    user = User.objects.filter(email="eve@example.org").first()
    if user is None:
        user = User.objects.create_user("eve@example.org", "Eve", "pass-word-12345")
        Membership.objects.create(organization=home.home, user=user, role="manager")
    return replace(home.actor("ada"), user_id=user.pk, label="Eve")


def add(home: Cast, key: str, **values: Any) -> Any:
    return writing.create(home.actor("ada"), register(key), values)


def calendar(home: Cast, title: str = "Office", hours: dict[str, str] = OFFICE, **values: Any) -> Any:
    """Hours in force."""
    made = add(home, "calendars", title=title, zone="Europe/Vienna", **{**hours, **values})
    return writing.transition(eve(home), register("calendars"), made.reference, "approve")


@dataclass
class Promise:
    """A customer with one agreement about one service."""

    home: Cast
    customer: Any
    service: Any
    agreement: Any

    def version(self, number: str, hours: Any, targets: Any = BOTH, **values: Any) -> Any:
        """A version of the agreement, in force."""
        made = add(self.home, "agreement-versions", agreement=self.agreement, number=number, calendar=hours, **values)
        for kind, priority, minutes in targets:
            promise = {"kind": kind, "priority": priority, "minutes": minutes, "share": 90}
            add(self.home, "service-targets", agreement_version=made, service=self.service, **promise)
        self.step("agreement-versions", made, "send")
        return self.approve(made)

    def approve(self, version: Any) -> Any:
        values = {"agreed_by": "Head of finance"}
        return writing.transition(eve(self.home), register("agreement-versions"), version.reference, "approve", values)

    def step(self, key: str, record: Any, step: str, reason: str = "", **values: Any) -> Any:
        """A step by Ada."""
        actor = self.home.actor("ada")
        return writing.transition(actor, register(key), record.reference, step, values, reason=reason)

    def incident(self, **values: Any) -> Any:
        """An incident of this customer with this service."""
        given = {"title": "Mail is down", "service": self.service, "customer": self.customer, "impact": 2, "urgency": 2}
        return add(self.home, "incidents", **{**given, **values})

    def clock(self, incident: Any, kind: str = "resolution") -> Any:
        """The newest state of an incident's clock."""
        return register("incident-clocks").model.objects.get(incident=incident, kind=kind)


def promise(home: Cast, title: str = "Berglund", service: Any = None, **values: Any) -> Promise:
    """A customer with an agreement of which no version is in force yet."""
    customer = add(home, "customers", title=title)
    mail = service or add(home, "services", title=f"Mail of {title}")
    return Promise(home, customer, mail, add(home, "agreements", customer=customer, title=f"With {title}", **values))
