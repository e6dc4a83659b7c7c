"""Who takes part in an incident, by their address: whoever does not never joins it by mail."""

from enum import StrEnum
from typing import Any

from django.db.models import Q

from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock
from tandem.ground.kernel.permissions import WRITERS
from tandem.ground.kernel.registers import Register, declared_for
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.received.models import Received
from tandem.support.people.models import Person


class Part(StrEnum):
    """Which part an address has in an incident."""

    ASKED = "asked"
    INSIDE = "inside"
    NONE = "none"


def incidents() -> Register:
    """The register of incidents."""
    return declared_for(Received._meta.get_field("incident").related_model)


def contacts_of(address: str) -> list[Any]:
    """The people at customers with this address who have not left."""
    model: Any = incidents().field("contact").related_model
    today = clock.today()
    known = model.objects.filter(email__iexact=address).filter(Q(left_on=None) | Q(left_on__gt=today))
    return list(known.select_related("customer").order_by("pk")[:10])


def person_of(address: str) -> Person | None:
    """The one of the organization's people who has this address."""
    people = list(Person.objects.exclude(state="left").filter(email__iexact=address).order_by("pk")[:2])
    return people[0] if len(people) == 1 else None


def own_addresses() -> frozenset[str]:
    """Addresses that this organization itself sends from."""
    return frozenset(Mailbox.objects.values_list("address", flat=True))


def part_of(incident: Any, address: str) -> Part:
    """The part of an address in an incident. A contact of another customer has none, whoever named them."""
    if not address or address in own_addresses():
        return Part.NONE
    customers = {contact.customer_id for contact in contacts_of(address)}
    if customers and incident.customer_id not in customers:
        return Part.NONE
    if customers or _has_asked(incident, address):
        return Part.ASKED
    if _works_here(address, incident):
        return Part.INSIDE
    return Part.ASKED if _was_named(incident, address) else Part.NONE


def _has_asked(incident: Any, address: str) -> bool:
    callers = [person.email.lower() for person in (incident.caller, incident.contact) if person is not None]
    return address in callers or incident.mail_received.filter(sender=address, state="taken").exists()


def _works_here(address: str, incident: Any) -> bool:
    """Whether it is the address of somebody who works on incidents and may see this one."""
    members = Membership.objects.valid_on(clock.today()).filter(organization_id=incident.organization_id)
    found = members.filter(user__email=address, role__in=WRITERS).select_related("user").first()
    if found is None:
        return False
    involved = {incident.owner_id, incident.assignee_id}
    return not incident.is_confidential or found.user_id in involved


def _was_named(incident: Any, address: str) -> bool:
    """Whether whoever asked wrote to them too, or the desk let a message of theirs join."""
    opening = incident.mail_received.filter(state="taken").values_list("recipients", flat=True)
    if any(address in recipients for recipients in opening):
        return True
    return bool(incident.mail_received.filter(sender=address, state="joined", kind="person").exists())
