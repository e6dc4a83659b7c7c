"""Offerings, declared."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tandem.ground.kernel.registers import (
    Access,
    Example,
    Exchange,
    Form,
    Listing,
    Place,
    Register,
    Rules,
    Section,
    View,
    Waiting,
    declare,
)
from tandem.ground.kernel.states import Transition, Workflow
from tandem.operation.requests.offerings import rules
from tandem.operation.requests.offerings.models import FOR_STAFF, OFFERING_STATES, RequestOffering

REQUEST_OFFERINGS = declare(
    Register(
        key="request-offerings",
        model=RequestOffering,
        prefix="OFR",
        title=_("What can be requested"),
        singular=_("Request offering"),
        about=_("The catalogue of what people may ask for, with instructions, approvals and tasks in their order."),
        icon="shopping-basket",
        place=Place(home="desk", under="service-requests", is_set_up=True, beside=("service",)),
        listing=Listing(
            columns=("reference", "title", "service", "category", "state", "group", "days", "owner", "next_review"),
            filters=("priority", "audience"),
            search=("description", "instructions", "category"),
            views=(
                View("offered", _("What is offered"), {"state": "offered"}, "title"),
                View("drafts", _("Drafts"), {"state": "draft"}, "-updated_at"),
            ),
            empty=_("Begin with what people ask for most: a device, an account, access, joining, leaving."),
        ),
        form=Form(
            sections=(
                Section(_("What people get"), ("title", "description", "service", "category", "parts")),
                Section(_("Who may ask for it"), ("audience", "customers")),
                Section(_("How it is fulfilled"), ("instructions", "document", "group", "owner")),
                Section(_("In which time"), ("priority", "days", "review_months")),
            ),
            facts=("last_review", "next_review"),
        ),
        waiting=(Waiting(what=_("Look whether the offering still holds"), date="next_review", states=("offered",)),),
        workflow=Workflow(
            states=OFFERING_STATES,
            transitions=(
                Transition(
                    key="offer",
                    label=_("Offer it"),
                    sources=("draft",),
                    target="offered",
                    fields=("instructions", "document"),
                    guard=rules.has_instructions,
                ),
                Transition(key="look", label=_("Still holds"), sources=("offered",), effect=rules.REVIEW.looked_at),
                Transition(
                    key="withdraw",
                    label=_("Withdraw"),
                    sources=("draft", "offered"),
                    target="withdrawn",
                    needs_reason=True,
                ),
            ),
        ),
        exchange=Exchange(
            is_baseline=True,
            importable=("state", "last_review", "next_review"),
            synonyms={"title": ("request type", "catalog item", "item"), "description": ("short description",)},
        ),
        access=Access(staff_sees=Q(state="offered", audience__in=FOR_STAFF)),
        patterns=(rules.REVIEW,),
        rules=Rules(validate=rules.check),
        example=Example({"title": "New laptop", "instructions": "Order, set up, hand over against signature."}),
    )
)
