"""What is offered, as those see it whom it is for; colleagues may look through a customer's eyes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import permissions, registers
from tandem.ground.kernel.errors import NotFound
from tandem.operation.services.offerings.models import ServiceOffering
from tandem.operation.services.offerings.register import SERVICE_OFFERINGS


@dataclass(frozen=True, slots=True)
class Shelf:
    """A service with what of it is offered."""

    service: Any
    offerings: Sequence[Any]


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The catalogue of whoever looks; those who may read offerings choose whose, and see how they are made."""
    may_choose = permissions.may_view_register(visit.actor, SERVICE_OFFERINGS)
    customers = _customers(visit) if may_choose else []
    chosen = _chosen(visit, customers)
    customer_id = chosen.pk if chosen else visit.actor.customer_id
    is_technical = may_choose and visit.request.GET.get("view") == "technical"
    return visit.page(
        "operation/service_catalogue.html",
        title=_("What is offered"),
        shelves=_shelves(customer_id),
        customers=customers,
        chosen=chosen,
        is_technical=is_technical,
        may_choose=may_choose,
    )


def _customers(visit: Visit) -> list[Any]:
    register = registers.find("customers")
    if register is None or not permissions.may_view_register(visit.actor, register):
        return []
    return list(permissions.visible(visit.actor, register).exclude(state="ended").order_by("title"))


def _chosen(visit: Visit, customers: Sequence[Any]) -> Any:
    """The customer whose eyes are looked through, by reference; None for none."""
    reference = visit.request.GET.get("customer", "")
    chosen = next((customer for customer in customers if customer.reference == reference), None)
    if reference and chosen is None:
        raise NotFound(_("There is no such page here."))
    return chosen


def _shelves(customer_id: int | None) -> list[Shelf]:
    offered = ServiceOffering.objects.shown_to(customer_id).select_related("service")
    rows = offered.order_by("service__title", "service_id", "title")
    return [Shelf(service, list(group)) for service, group in groupby(rows, key=lambda offering: offering.service)]
