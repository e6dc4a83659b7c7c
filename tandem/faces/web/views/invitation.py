"""The invitation of an auditor: what they were asked to look at, until when, and where the first questions lead."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.direction.scope.models import ManagementSystem
from tandem.faces.web.shell import Visit, inside
from tandem.ground.kernel import figures, permissions, registers
from tandem.ground.kernel.actor import STAFF
from tandem.ground.kernel.errors import NotPermitted
from tandem.ground.kernel.lists import Query

MOST_REQUESTS = 8
STANDARDS = dict(ManagementSystem._meta.get_field("standard").flatchoices)


@require_GET
@inside
def show(visit: Visit) -> HttpResponse:
    """The scope and days of the access, and the four things that an audit asks for first."""
    if visit.actor.role == STAFF:
        raise NotPermitted(_("This page is for those who look at the management system as a whole."))
    return visit.page(
        "invitation.html",
        title=_("Invitation"),
        until=visit.membership.until,
        systems=[
            _system_shown(system) for system in ManagementSystem.objects.exclude(state="ended").order_by("standard")
        ],
        questions=_questions(visit),
        requests=_requests(visit),
        samples=_lists(visit, ("evidence-requests", "audit-samples")),
    )


def _requests(visit: Visit) -> list[Any]:
    """What auditors asked for and have not accepted yet, the most pressing first."""
    register = registers.declared("evidence-requests")
    if not permissions.may_view_register(visit.actor, register):
        return []
    open_ones = permissions.visible(visit.actor, register).filter(state__in=("asked", "answered"))
    return list(open_ones.select_related("owner").order_by("due", "pk")[:MOST_REQUESTS])


def _system_shown(system: ManagementSystem) -> dict[str, Any]:
    return {"record": system, "standard": STANDARDS.get(system.standard, system.standard)}


def _questions(visit: Visit) -> list[dict[str, Any]]:
    """The first questions of an audit, each with the lists that answer it and how much is in them."""
    asked = (
        (_("What is in scope, and who answers for it?"), ("management-systems", "interested-parties", "people")),
        (_("Which risks do you see, and what do you do about them?"), ("risks", "controls", "statements")),
        (_("Do you look at yourselves?"), ("audits", "reviews", "judgements", "measurements")),
        (_("What went wrong, and what did you change?"), ("incidents", "nonconformities", "changes", "actions")),
    )
    return [{"question": question, "lists": _lists(visit, keys)} for question, keys in asked]


def _lists(visit: Visit, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    asked = map(registers.declared, keys)
    seen = [register for register in asked if permissions.may_view_register(visit.actor, register)]
    counts = figures.counted(visit.actor, [(register, Query(filters={})) for register in seen])
    return [
        {"title": register.title, "url": f"{visit.url('list', register.key)}?view=all", "count": count}
        for register, count in zip(seen, counts, strict=True)
    ]
