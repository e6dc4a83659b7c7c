"""Who takes part in a ticket, by their address: whoever does not never joins it by mail."""

from enum import StrEnum
from typing import Any

from tandem.ground.accounts.access import acting
from tandem.ground.accounts.models import Membership
from tandem.ground.kernel import clock, permissions, registers
from tandem.ground.kernel.permissions import WRITERS
from tandem.operation.mail.mailboxes.models import Mailbox
from tandem.operation.mail.tickets import Kind, approvals_of, register_of
from tandem.support.people.models import Person

MOST_OF_AN_ADDRESS = 10


class Part(StrEnum):
    """Which part an address has in a ticket."""

    ASKED = "asked"
    INSIDE = "inside"
    NONE = "none"


def contacts_of(address: str) -> list[Any]:
    """The people at customers with this address who have not left."""
    contacts = registers.find("customer-contacts")
    if contacts is None:
        return []
    known = contacts.model.objects.filter(email__iexact=address).select_related("customer", "organization")
    return [contact for contact in known.order_by("pk") if not _has_left(contact)][:MOST_OF_AN_ADDRESS]


def _has_left(contact: Any) -> bool:
    """Whether the last day of a person at a customer is over, by the days of the organization."""
    return contact.left_on is not None and contact.left_on <= clock.today(contact.organization.zone)


def person_of(address: str) -> Person | None:
    """The one of the organization's people who has this address."""
    people = list(Person.objects.exclude(state="left").filter(email__iexact=address).order_by("pk")[:2])
    return people[0] if len(people) == 1 else None


def member_of(address: str, organization_id: int) -> Membership | None:
    """The member of the organization who signs in with this address, today."""
    members = Membership.objects.filter(organization_id=organization_id, user__email__iexact=address)
    known = members.filter(user__is_active=True).select_related("user", "organization")
    return next((member for member in known if not member.has_ended), None)


def own_addresses() -> frozenset[str]:
    """Addresses that this organization itself sends from."""
    return frozenset(Mailbox.objects.values_list("address", flat=True))


def part_of(kind: Kind, ticket: Any, address: str) -> Part:
    """The part of an address in a ticket. Whoever is of another customer has none, whoever named them."""
    if not address or address in own_addresses():
        return Part.NONE
    customers = _customers_of(address, ticket.organization_id) if kind.is_customers else set()
    if customers and ticket.customer_id not in customers:
        return Part.NONE
    if customers or _has_asked(kind, ticket, address):
        return Part.ASKED
    if _works_here(kind, ticket, address) or _is_to_agree(kind, ticket, address):
        return Part.INSIDE
    if _was_named(ticket, address):
        return Part.ASKED
    return Part.INSIDE if _was_written_to(ticket, address) else Part.NONE


def _customers_of(address: str, organization_id: int) -> set[int]:
    """The customers that whoever has this address is of: as a contact, or by signing in for them."""
    member = member_of(address, organization_id)
    signed_in = {member.customer_id} if member and member.customer_id else set()
    return {contact.customer_id for contact in contacts_of(address)} | signed_in


def asker_addresses(kind: Kind, ticket: Any) -> list[str]:
    """The addresses of those who asked for a ticket, the one who is answered first at the front."""
    people = (getattr(ticket, name) for name in kind.askers)
    return [person.email.lower() for person in people if person is not None and person.email]


def _has_asked(kind: Kind, ticket: Any, address: str) -> bool:
    if address in asker_addresses(kind, ticket):
        return True
    return bool(ticket.mail_received.filter(sender=address, state="taken").exists())


def _works_here(kind: Kind, ticket: Any, address: str) -> bool:
    """Whether it is the address of somebody who works on such tickets and may see this one."""
    member = member_of(address, ticket.organization_id)
    if member is None or member.role not in WRITERS or member.customer_id is not None:
        return False
    seen = permissions.visible(acting(member, "mail"), register_of(kind))
    return bool(seen.filter(pk=ticket.pk).exists())


def _is_to_agree(kind: Kind, ticket: Any, address: str) -> bool:
    """Whether somebody with this address was asked to agree to the ticket."""
    if not kind.approvals:
        return False
    asked = approvals_of(kind).model.objects.filter(**{kind.name: ticket})
    return bool(asked.filter(owner__email__iexact=address).exists())


def _was_named(ticket: Any, address: str) -> bool:
    """Whether whoever asked wrote to them too, or the desk let a message of theirs join."""
    opening = ticket.mail_received.filter(state="taken").values_list("recipients", flat=True)
    if any(address in recipients for recipients in opening):
        return True
    return bool(ticket.mail_received.filter(sender=address, state="joined", kind="person").exists())


def _was_written_to(ticket: Any, address: str) -> bool:
    """Whether somebody wrote to them about it from here, such as to a supplier."""
    return bool(ticket.mail_sent.filter(recipient__iexact=address, asks="").exists())
