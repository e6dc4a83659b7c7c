"""Policies that somebody may read; for people of customers those that are public."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from tandem.faces.web.shell import Visit, inside_for_all
from tandem.ground.kernel import permissions
from tandem.ground.kernel.actor import Actor
from tandem.ground.kernel.errors import NotFound
from tandem.support.documents.models import Document
from tandem.support.documents.reading.models import Acknowledgement
from tandem.support.documents.register import DOCUMENTS
from tandem.support.people.campaigns.results.models import TestResult
from tandem.support.people.campaigns.results.register import OPEN

READ = ("policy", "procedure")


def documents(actor: Actor) -> Any:
    """The documents in force that somebody may read here."""
    if actor.customer_id is not None:
        return Document.objects.for_customers()
    return permissions.visible(actor, DOCUMENTS).filter(state="effective", kind__in=READ)


def to_read(actor: Actor) -> list[Any]:
    """What somebody was asked to read and has not confirmed, what is due first at the front."""
    asked = Acknowledgement.objects.filter(owner_id=actor.user_id, state="asked")
    return list(asked.order_by("due", "pk")[:50]) if actor.customer_id is None else []


def to_answer(actor: Actor) -> list[Any]:
    """The short tests that somebody was asked to take and has not passed yet."""
    asked = TestResult.objects.filter(owner_id=actor.user_id, state__in=OPEN)
    return list(asked.order_by("due", "pk")[:5]) if actor.customer_id is None else []


def confirmed(actor: Actor) -> list[Any]:
    """What somebody has read and confirmed last."""
    read = Acknowledgement.objects.filter(owner_id=actor.user_id, state="read")
    return list(read.order_by("-read_at", "-pk")[:5]) if actor.customer_id is None else []


@require_GET
@inside_for_all
def policies(visit: Visit) -> HttpResponse:
    """Every policy in force, with what is to be read at the front."""
    rows = documents(visit.actor).order_by("kind", "title").only("reference", "title", "kind", "edition")
    return visit.page(
        "portal/policies.html",
        title=_("Policies"),
        documents=rows[:300],
        to_read=to_read(visit.actor),
        to_answer=to_answer(visit.actor),
        confirmed=confirmed(visit.actor),
    )


@require_GET
@inside_for_all
def policy(visit: Visit, reference: str) -> HttpResponse:
    """The version in force, as it is read."""
    document = documents(visit.actor).with_reference(reference).first()
    version = document.versions.filter(state="approved").first() if document else None
    if document is None or version is None:
        raise NotFound(_("There is no %(reference)s here.") % {"reference": reference})
    return visit.page("portal/policy.html", title=document.title, document=document, version=version)
