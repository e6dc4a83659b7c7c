"""Who calls: somebody at a customer or of the organization, what is open for them, and what they use."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q

from tandem.ground.kernel import choosing, clock, permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.registers import Register
from tandem.ground.kernel.text import clean, in_one_line
from tandem.operation.customers.contacts.register import CUSTOMER_CONTACTS
from tandem.operation.incidents.models import OPEN_STATES
from tandem.operation.incidents.register import INCIDENTS
from tandem.operation.inventory.register import ITEMS
from tandem.operation.requests.register import SERVICE_REQUESTS
from tandem.operation.services.register import SERVICES
from tandem.support.people.register import PEOPLE

MOST_TICKETS, MOST_ITEMS, MOST_SERVICES = 5, 6, 6
LOOKED_BACK = timedelta(days=90)
LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who calls, by the name that their tickets carry; `reference` is empty for a name without a record."""

    name: str
    reference: str = ""
    note: str = ""
    customer: Any = None
    person: Any = None


@dataclass(frozen=True, slots=True)
class Ticket:
    """An open ticket of a caller, or of somebody else at their customer."""

    register: Register
    reference: str
    title: str
    word: str
    tone: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a caller: open tickets, items, and the services they most likely mean, likeliest first."""

    tickets: list[Ticket] = field(default_factory=list)
    items: list[Any] = field(default_factory=list)
    services: list[Any] = field(default_factory=list)


def named(actor: Actor, text: str) -> list[choosing.Choice]:
    """Contacts at customers and people whom a text names, as far as the actor may see them."""
    contacts = [_of_contact(contact) for contact in _named(actor, CUSTOMER_CONTACTS, text) if contact.left_on is None]
    people = [_of_person(person) for person in _named(actor, PEOPLE, text) if person.state != "left"]
    callers = [*contacts, *people][: choosing.MOST]
    return [choosing.Choice(caller.reference, caller.name, caller.note) for caller in callers]


def of(actor: Actor, said: str) -> Caller:
    """The caller of a reference or a name; a name that nobody has alone is a caller without a record."""
    said = in_one_line(clean(said))[:LONGEST_NAME]
    for register, read in ((CUSTOMER_CONTACTS, _of_contact), (PEOPLE, _of_person)):
        if permissions.may_view_register(actor, register):
            seen = permissions.visible(actor, register)
            records = list(seen.filter(Q(reference=said.upper()) | Q(title__iexact=said))[:2])
            if len(records) == 1:
                return read(records[0])
    return Caller(said)


def known(actor: Actor, caller: Caller) -> Known:
    """What is known of a caller before they have said anything."""
    items = _items(actor, caller)
    return Known(_tickets(actor, caller), items, services(actor, caller, items))


def services(actor: Actor, caller: Caller | None = None, items: Iterable[Any] = ()) -> list[Any]:
    """Live services: those of the caller's items, those of their tickets, then those most reported of late."""
    if not permissions.may_view_register(actor, SERVICES):
        return []
    keys = [item.service_id for item in items if item.service_id]
    reported = permissions.visible(actor, INCIDENTS).exclude(service=None)
    if caller is not None:
        keys += reported.filter(_of(caller)).order_by("-opened_at").values_list("service_id", flat=True)[:20]
    lately = reported.filter(opened_at__gte=clock.now() - LOOKED_BACK).values("service_id")
    keys += [row["service_id"] for row in lately.annotate(count=Count("pk")).order_by("-count")[: 2 * MOST_SERVICES]]
    offered: Any = permissions.visible(actor, SERVICES)
    live = {service.pk: service for service in offered.live().filter(pk__in=set(keys))}
    if not live:
        return list(offered.live().order_by("title")[:MOST_SERVICES])
    return [live[key] for key in dict.fromkeys(keys) if key in live][:MOST_SERVICES]


def _named(actor: Actor, register: Register, text: str) -> list[Any]:
    if not text.strip() or not permissions.may_view_register(actor, register):
        return []
    references = [choice.value for choice in choosing.records(actor, register, text)]
    related = ("customer", "site") if register is CUSTOMER_CONTACTS else ()
    records = permissions.visible(actor, register).filter(reference__in=references).select_related(*related)
    place = {reference: at for at, reference in enumerate(references)}
    return sorted(records, key=lambda record: place[record.reference])


def _of_contact(contact: Any) -> Caller:
    note = ", ".join(part for part in (contact.customer.title, contact.site.title if contact.site else "") if part)
    return Caller(contact.title, contact.reference, note, customer=contact.customer)


def _of_person(person: Any) -> Caller:
    note = ", ".join(part for part in (person.function, person.unit) if part)
    return Caller(person.title, person.reference, note, person=person)


def _of(caller: Caller) -> Q:
    by_name = Q(reported_by__iexact=caller.name)
    return by_name | Q(customer=caller.customer) if caller.customer else by_name


def _tickets(actor: Actor, caller: Caller) -> list[Ticket]:
    """What is open: their own first, then that of others at the same customer."""
    own = [*_incidents(actor, Q(reported_by__iexact=caller.name)), *_requests(actor, caller)]
    others: list[Ticket] = []
    if caller.customer:
        others = _incidents(actor, Q(customer=caller.customer) & ~Q(reported_by__iexact=caller.name))
    return [*own, *others][:MOST_TICKETS]


def _incidents(actor: Actor, which: Q) -> list[Ticket]:
    rows = permissions.visible(actor, INCIDENTS).filter(which, state__in=OPEN_STATES).order_by("-opened_at")
    columns = ("reference", "title", "state", "reported_by")
    return [
        _ticket(INCIDENTS, reference, title, state, by)
        for reference, title, state, by in rows.values_list(*columns)[:MOST_TICKETS]
    ]


def _requests(actor: Actor, caller: Caller) -> list[Ticket]:
    if caller.person is None or not permissions.may_view_register(actor, SERVICE_REQUESTS):
        return []
    asked: Any = permissions.visible(actor, SERVICE_REQUESTS)
    rows = asked.open().filter(requested_for=caller.person).order_by("-pk")
    return [_ticket(SERVICE_REQUESTS, *row) for row in rows.values_list("reference", "title", "state")[:MOST_TICKETS]]


def _ticket(register: Register, reference: str, title: str, state: str, by: str = "") -> Ticket:
    shown = register.workflow.state(state)  # type: ignore[union-attr]
    return Ticket(register, reference, title, str(shown.label), shown.tone, by)


def _items(actor: Actor, caller: Caller) -> list[Any]:
    """Items in use that somebody of this name uses or keeps."""
    if not caller.name or not permissions.may_view_register(actor, ITEMS):
        return []
    seen: Any = permissions.visible(actor, ITEMS)
    named = seen.in_use().filter(custodian__icontains=caller.name)
    return list(named.select_related("service").order_by("title")[:MOST_ITEMS])


def item(actor: Actor, reference: str) -> Any:
    """An item that the actor may see, with its service; None for none."""
    if not permissions.may_view_register(actor, ITEMS):
        return None
    return permissions.visible(actor, ITEMS).with_reference(reference).select_related("service").first()
