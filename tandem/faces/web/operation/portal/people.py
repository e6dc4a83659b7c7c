"""People of a customer who may come into the portal: who they are, and an invitation for more."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tandem.faces.web.shell import Visit, inside, register_of
from tandem.ground.accounts import operations
from tandem.ground.accounts.models import Invitation, Membership, Role
from tandem.ground.accounts.operations import Whose
from tandem.ground.kernel import clock, writing
from tandem.ground.kernel.collation import in_order
from tandem.ground.kernel.errors import Invalid, NotFound
from tandem.operation.customers.contacts.models import CustomerContact
from tandem.operation.customers.sites.models import CustomerSite


@require_http_methods(["GET", "POST"])
@inside
def of_customer(visit: Visit, reference: str) -> HttpResponse:
    """Who of a customer comes in; a manager invites another, for all of the customer or one site, or ends it."""
    customer = writing.find(visit.actor, register_of(visit, "customers"), reference)
    operations.insist_manager(visit.actor)
    problems: dict[str, Any] = {}
    address = ""
    if visit.request.method == "POST":
        if ended := visit.request.POST.get("end", ""):
            return _end(visit, customer, ended)
        try:
            address = _invite(visit, customer)
        except Invalid as refused:
            problems = refused.problems
    return _page(visit, customer, problems, address)


def _page(visit: Visit, customer: Any, problems: dict[str, Any], address: str) -> HttpResponse:
    members = Membership.objects.filter(organization=visit.organization, customer=customer)
    waiting = Invitation.objects.filter(customer=customer, used_at=None, expires_at__gt=clock.now())
    return visit.page(
        "portal/people.html",
        title=_("People of %(customer)s in the portal") % {"customer": customer.title},
        status=422 if problems else 200,
        customer=customer,
        members=in_order(members.select_related("user", "site"), lambda member: member.user.name),
        invitations=waiting.filter(organization=visit.organization).order_by("-pk"),
        contacts=CustomerContact.objects.filter(customer=customer, left_on=None).exclude(email="").order_by("title"),
        sites=CustomerSite.objects.filter(customer=customer, closed_on=None).order_by("title"),
        problems=problems,
        address=address,
        today=visit.actor.today,
    )


def _invite(visit: Visit, customer: Any) -> str:
    posted = visit.request.POST
    site = CustomerSite.objects.filter(customer=customer).with_reference(posted.get("site", "")).first()
    if posted.get("site") and site is None:
        raise Invalid({"site": [_("Choose one of the customer's sites.")]})
    whose = Whose(customer.pk, site.pk if site else None)
    _invitation, address = operations.invite(
        visit.actor, posted.get("email", ""), Role.CUSTOMER, None, settings.BASE_URL, whose
    )
    return address


def _end(visit: Visit, customer: Any, key: str) -> HttpResponse:
    members = Membership.objects.filter(organization=visit.organization, customer=customer)
    if not key.isdecimal() or not members.filter(pk=int(key)).exists():
        raise NotFound(_("There is no such member."))
    operations.remove_member(visit.actor, int(key))
    messages.success(visit.request, _("Saved."))
    return redirect(visit.url("customer-people", customer.reference))
