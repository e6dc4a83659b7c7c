"""A desk with a mailbox, two customers and their people."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from tandem.faces.intake.mail import taking
from tandem.faces.intake.mail.taking import Outcome
from tandem.faces.intake.mail.tests.shapes import raw
from tandem.ground.kernel import clock, registers, writing
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.models import Comment
from tandem.ground.kernel.patterns.acting import tandem
from tests.cast import Cast

KARI, OLA, NILS = "kari@berglund.example", "ola@berglund.example", "nils@nordlig.example"


@dataclass
class Desk:
    """What a test of mail works with."""

    cast: Cast
    actor: Actor
    mailbox: Any

    def register(self, key: str) -> registers.Register:
        """A register by its key."""
        declared = registers.find(key)
        assert declared is not None
        return declared

    def add(self, key: str, values: dict[str, Any]) -> Any:
        """A new record, by Ada."""
        return writing.create(self.cast.actor("ada"), self.register(key), values)

    def step(self, key: str, reference: str, step: str, by: str = "ada", **values: Any) -> Any:
        """A step of a record."""
        reason = values.pop("reason", "")
        return writing.transition(self.cast.actor(by), self.register(key), reference, step, values, reason=reason)

    def take(self, content: bytes | None = None, body: str = "It smokes.", **headers: Any) -> Outcome:
        """Take in a message."""
        return taking.take(self.actor, raw(body, **headers) if content is None else content, self.mailbox)

    def incident(self, reference: str = "") -> Any:
        """An incident by its reference, or the only one."""
        known = self.register("incidents").model.objects
        return known.get(reference=reference) if reference else known.get()

    def incidents(self) -> int:
        """How many incidents there are."""
        return int(self.register("incidents").model.objects.count())

    def entries(self, incident: Any) -> list[Comment]:
        """What stands in the stream of an incident."""
        return list(Comment.objects.filter(register="incidents", record_id=incident.pk).order_by("pk"))


@pytest.fixture
def desk(home: Cast) -> Desk:
    """The desk."""
    made = Desk(home, tandem(home.home), None)
    made.mailbox = made.add("mailboxes", {"title": "Service desk", "address": "desk@provider.example", "group": "Desk"})
    for name, people in (("Berglund", (KARI, OLA)), ("Nordlig", (NILS,))):
        customer = made.add("customers", {"title": name})
        for address in people:
            contact = {"customer": customer.reference, "title": address.split("@")[0].title(), "email": address}
            made.add("customer-contacts", contact)
    return made


def after(minutes: float) -> AbstractContextManager[None]:
    """The clock some minutes from where it stands."""
    return clock.fixed(clock.now() + timedelta(minutes=minutes))
