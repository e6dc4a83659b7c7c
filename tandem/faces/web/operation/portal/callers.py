"""Whoever asks in the portal: a member of staff or somebody of a customer, and with whose hand it is written down."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from tandem.ground.accounts.models import User
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.patterns.acting import as_tandem
from tandem.ground.kernel.permissions import EVERYBODY
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.models import Customer
from tandem.operation.services.models import Service
from tandem.operation.services.offerings.models import ServiceOffering
from tandem.operation.status.pages.models import StatusPage
from tandem.support.people.models import Person


def may_ask(actor: Actor) -> bool:
    """Whether somebody may report and ask for something here."""
    return actor.may_write and (actor.customer_id is not None or actor.role in EVERYBODY)


def insist_may_ask(actor: Actor) -> None:
    """Raise NotPermitted unless somebody may report and ask for something here."""
    permissions.insist(may_ask(actor), _("Your role reads here; it does not report or ask."))


def hand(actor: Actor) -> Actor:
    """The hand that writes down what was asked in the portal: theirs by name, with the rights of Tandem."""
    insist_may_ask(actor)
    return as_tandem(actor)


def contact_of(actor: Actor) -> Any:
    """The contact at the customer that somebody of it is, known by the e-mail address; None for none."""
    if actor.customer_id is None or actor.user_id is None:
        return None
    email = User.objects.filter(pk=actor.user_id).values_list("email", flat=True).first() or ""
    known = CustomerContact.objects.filter(customer_id=actor.customer_id, left_on=None, email__iexact=email)
    return known.order_by("pk").first() if email else None


def who(actor: Actor, person: str) -> dict[str, Any]:
    """The fields that say who asks: the customer and the contact, or by the name `person` the person of this user."""
    if actor.customer_id is not None:
        return {"customer": actor.customer_id, "contact": contact_of(actor)}
    known = Person.objects.filter(user_id=actor.user_id).order_by("pk").first()
    return {person: known} if known else {}


def customer_of(actor: Actor) -> Any:
    """The customer that somebody is of."""
    return Customer.objects.get(pk=actor.customer_id)


def services(actor: Actor) -> list[Any]:
    """Services that somebody may name: published ones; people of a customer those that are offered or shown to them."""
    live = Service.objects.live()
    if actor.customer_id is None:
        return list(live.filter(is_published=True).order_by("title"))
    return list(live.filter(_of_customers(actor.customer_id)).order_by("title"))


def _of_customers(customer_id: int) -> Q:
    page = StatusPage.objects.open().filter(customer_id=customer_id).first()
    offered = ServiceOffering.objects.shown_to(customer_id).values("service")
    return Q(pk__in=offered) | Q(reference__in=page.services if page else ())
